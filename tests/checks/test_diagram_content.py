"""What diagrams hold: the prescribed kind, declared participants, relations, and the tables of the data model."""

from __future__ import annotations

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source
from speclint.source import Source

API = "# Tech Spec: Invitations\n\n## 4) Proposed Design\n\n"
MODEL = "### 4.2 Data Model\n\n{}\n\n### 4.3 ERD (Mermaid)\n\n"
RFC = "# Invitations RFC\n\n## 4. Proposed Solution (High-Level Design)\n\n### 4.1 System Architecture Diagram\n\n"
SCHEMA = "# Invitations RFC\n\n## 5. Detailed Design\n\n### 5.2 Data Model / Schema\n\n"


def mermaid(text: str) -> str:
    return f"```mermaid\n{text}\n```\n"


ERD = mermaid("erDiagram\n    WORKSPACE ||--o{ INVITE : has")


def judged(code: str, marked: str, spec_type: str) -> None:
    """Assert that the rule reports just the lines that begin with »."""
    lines = marked.split("\n")
    expected = [number for number, line in enumerate(lines, 1) if line.startswith("»")]
    text = "\n".join(line.removeprefix("»") for line in lines)
    for newline in ("\n", "\r\n"):
        source = Source(text.replace("\n", newline), "x.md")
        settings = Settings.defaults("/repo").with_cli(select=[code])
        found = lint_source(source, settings, spec_type=spec_type).diagnostics
        assert [(one.code, source.position(one.span.start).line) for one in found] == [(code, at) for at in expected]


@pytest.mark.parametrize(
    ("spec_type", "text"),
    [
        ("backend-api", API + "»### 4.3 ERD (Mermaid)\n\nSee the tables above.\n"),
        ("backend-api", API + "»### 4.4 API Flow (Mermaid)\n\n1. The client asks.\n2. The API answers.\n"),
        ("backend-api", API + "»### 4.3 ERD\n\n```sql\nCREATE TABLE a (id INT);\n```\n"),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n\n»" + mermaid("flowchart LR\n    a --> b")),
        ("backend-api", API + "### 4.4 API Flow (Mermaid)\n\n»" + ERD),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n\n" + ERD),
        (
            "backend-api",
            API + "### 4.3 ERD (Mermaid)\n\n%% before\n\n" + mermaid("%% all tables\nerDiagram\n    A ||--|| B : is"),
        ),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n\n" + ERD.replace("```mermaid", "```")),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n\n" + mermaid("erDiagrm\n    A ||--|| B : is")),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n"),
        ("backend-api", API + "### 4.3 ERD (Mermaid)\n\n[diagram of the tables]\n"),
        ("backend-api", API + "### 4.4 API Flow (Mermaid)\n\n" + mermaid("graph TD\n    a --> b")),
        ("rfc", RFC.replace("### 4.1", "»### 4.1") + "The API calls the mailer.\n"),
        ("rfc", RFC + "»" + mermaid("sequenceDiagram\n    A->>B: x")),
        ("rfc", RFC + mermaid('C4Context\n    Person(a, "A")')),
        ("rfc", RFC + "![the containers](containers.png)\n"),
        ("rfc", RFC + "```\n+-----+     +--------+\n| API |---->| mailer |\n+-----+     +--------+\n```\n"),
        ("rfc", SCHEMA.replace("### 5.2", "»### 5.2") + "Two tables, in third normal form.\n"),
        ("rfc", SCHEMA + '```json\n{"type": "object"}\n```\n'),
        ("rfc", SCHEMA + "| Column | Type |\n|---|---|\n| id | UUID |\n"),
        ("rfc", SCHEMA + "Not applicable: no data is stored.\n"),
    ],
)
def test_the_prescribed_kind(spec_type: str, text: str) -> None:
    judged("SL303", text, spec_type)


@pytest.mark.parametrize(
    "text",
    [
        "sequenceDiagram\n    participant Client\n    participant API\n»    Clinet->>API: GET\n    Client->>API: PUT",
        "sequenceDiagram\n    actor Client\n    Client->>Client: x\n»    Client->>Store: put\n    Store->>Client: 1",
        "sequenceDiagram\n    participant A as Client\n    participant B as API\n»    Client->>B: GET\n    A->>B: PUT",
        "sequenceDiagram\n    Client->>API: GET\n    API-->>Client: 200",
        "sequenceDiagram\n    participant A as Client\n    actor B as API\n    A->>B: GET\n    B-->>A: 200",
        "sequenceDiagram\n    participant A\n    A->>A: x\n    create participant B\n    A->>B: y",
        "sequenceDiagram\n    participant A\n    A->>B",
        "flowchart LR\n    a --> b",
    ],
)
def test_participants(text: str) -> None:
    judged("SL304", f"{API}### 4.4 API Flow (Mermaid)\n\n{mermaid(text)}", "backend-api")


@pytest.mark.parametrize(
    "text",
    [
        "»sequenceDiagram\n    participant Client\n    participant API",
        "»sequenceDiagram\n    actor Client\n    Note over Client: waits",
        "»erDiagram\n    WORKSPACE\n    INVITE",
        "»flowchart LR\n    a[API]\n    b[Store]",
        "sequenceDiagram\n    participant A\n    A->>A: x",
        "sequenceDiagram\n    loop daily\n        A->>B: x\n    end",
        "erDiagram\n    INVITE {\n        uuid id PK\n    }",
        "flowchart LR\n    a[API]",
        "flowchart LR\n    a --- b",
        "flowchart LR\n    a -> b",
        "pie\n    title Empty",
    ],
)
def test_relations(text: str) -> None:
    judged(
        "SL305",
        f"# Tech Spec: A\n\n## 2. Architecture & Design Decisions\n\n### System Context\n\n{mermaid(text)}",
        "engineering",
    )


FIELDS = "| Field | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |"


@pytest.mark.parametrize(
    ("model", "diagram"),
    [
        (f"#### `workspaces`\n\n{FIELDS}\n\n»#### `reminders`\n\n{FIELDS}\n\n#### `invites`\n\n{FIELDS}", ERD),
        (
            "- **`workspaces`** (table)\n- **`invites`** (new table): id, email\n»- **`reminders`** (new table): id",
            ERD,
        ),
        (f"#### Workspace\n\n{FIELDS}", ERD.replace("    WORK", "»    WORK")),
        (
            "```sql\nCREATE TABLE workspaces ();\n»CREATE TABLE teams ();\nCREATE TABLE invites ();\n```",
            ERD,
        ),
        (f"#### Workspaces\n\n{FIELDS}\n\n#### invite table\n\n{FIELDS}", ERD),
        ("| Table | Purpose |\n|---|---|\n| `work_space` | a |\n| invites | b |", ERD),
        (f"Invites belong to a workspace.\n\n**`invites`**\n\n{FIELDS}", ERD),
        ("- Invites carry an address\n- `email` is unique\n- **Migrations**: one", ERD),
        (f"#### `invites`\n\n{FIELDS}\n\nEach has a workspace.", mermaid("erDiagram\n    A ||--o{ B : has")),
        (f"#### `invites`\n\n{FIELDS}\n\nEach has a workspace.", mermaid("erDiagram\n    INVITE ||-o{ B : has")),
    ],
)
def test_entities(model: str, diagram: str) -> None:
    judged("SL306", API + MODEL.format(model) + diagram, "backend-api")
