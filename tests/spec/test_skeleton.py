"""What a type's own text looks like, whole and in parts."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from speclint.spec.catalogue import spec_type
from speclint.spec.metadata_type import MetadataType
from speclint.spec.section_parts import ColumnType, FieldType, TableType
from speclint.spec.skeleton import document_text, heading_line, section_text
from speclint.spec.snippets import field_text, metadata_line, table_text
from speclint.spec.spectype import SectionType, SpecType

# The template, one line for each heading, bold label, table header, fence and thematic break, in order.
HEAD = """\
# Tech Spec: [Feature Name]
**Type:**
**Author:**
**Last updated:**
**Status:**
---
## 1. Overview
### Summary
### Requirement Mapping"""
STORY_MAPPING = """\
#### PRD-driven: Story Mapping
| Story ID | Story Summary | Implementing Tasks |"""
MOTIVATION = """\
#### Engineering-initiated: Motivation & Requirements
**Problem:**
**Why now:**
**Out of scope:**
| Req ID | Requirement | Success Criteria | Priority |
**Requirement-to-Task Mapping:**
| Req ID | Implementing Tasks |"""
REST = """\
---
## 2. Architecture & Design Decisions
### System Context
### Key Decisions
| Decision | Alternatives Considered | Rationale |
### New Patterns or Deviations
### Dependencies
| Dependency | Type | Version / Constraint | Notes |
---
## 3. Data Model
### New Tables
#### [table_name]
| Column | Type | Constraints | Notes |
**Indexes:**
**Relationships:**
### Modified Tables
| Table | Change | Migration Notes |
### Goose Migrations
#### `migrations/[YYYYMMDDHHMMSS]_[description].sql`
```sql
**Migration order and compatibility:**
| # | Migration File | Backward Compatible | Notes |
**Verification:**
---
## 4. API Design
### [METHOD] [path]
**Description:**
**Handler:**
**Auth:**
**Request struct:**
```go
**Response struct:**
```go
**TypeScript request/response types:**
```typescript
**Error Responses:**
| Status | Condition | Body |
---
### WebSocket / Real-Time Events
#### [event_name]
**Channel:**
**Payload:**
```json
**Delivery:**
**Trigger:**
---
## 5. Component & Module Design
### Backend (Go) — New Files
| File Path | Package | Exported Interface |
### Backend (Go) — Modified Files
| File Path | Change Description |
### Backend Interfaces
```go
### Frontend (React/TypeScript) — New Files
| File Path | Type | shadcn Components Used | Props Interface |
### Frontend (React/TypeScript) — Modified Files
| File Path | Change Description |
### shadcn/ui Components to Install
```bash
### Frontend TypeScript Types
```typescript
### API Client / Hooks
| Hook / Function | File Path | Description |
### Error Taxonomy
| Error (Go) | HTTP Status | TypeScript Error | User-Facing Message | Log Level |
---
## 6. Implementation Tasks
### Phase 1: Data Model
- **T-001:**
### Phase 2: Backend Logic & API
- **T-002:**
### Phase 3: Real-Time / Events
### Phase 4: Frontend
- **T-003:**
### Phase 5: Integration
### Phase 6: Tests
---
## 7. Testing Strategy
### Backend Unit Tests (Go)
| Package / Function | Key Cases | Test Command |
### Backend Integration Tests (Go)
| Test | Setup | Key Assertions | Command |
### Backend Benchmarks (Go)
| Benchmark | Target Threshold | Command |
### Frontend Unit Tests (React/TypeScript)
| Component / Hook | Key Cases | Test Command |
### End-to-End Tests
| User Flow / Scenario | Steps | Maps to Requirement | Framework |
### Manual Testing Checklist
---
## 8. Rollout & Operations
### Feature Flags
| Flag Name | Default | Cleanup Target |
### Monitoring & Alerts
| Metric | Alert Threshold | Dashboard |
### Backward Compatibility
### Rollback Procedure
---
## 9. Open Questions & Risks
### Technical Risks
| Risk | Impact | Mitigation |
### Open Questions
| Question | Owner | Target Resolution |
---
## 10. Assumptions
---"""
ENGINEERING = f"{HEAD}\n{MOTIVATION}\n{REST}"
PRD_DRIVEN = f"{HEAD}\n{STORY_MAPPING}\n{REST}".replace("**Author:**", "**PRD:**\n**Author:**")

_MARK = re.compile(r"#+ .*|---$|\*\*[^*]+:\*\*|- \*\*T-\d+:\*\*|```\w+")


def _outline(text: str) -> str:
    lines = text.splitlines()
    kept = [
        found.group() if (found := _MARK.match(line)) else line
        for line, below in pairwise([*lines, ""])
        if _MARK.match(line) or (line.startswith("| ") and below.startswith("|--"))
    ]
    return "\n".join(kept)


@pytest.mark.parametrize(("name", "outline"), [("engineering", ENGINEERING), ("prd-driven", PRD_DRIVEN)])
def test_document_has_the_outline_of_the_template(name: str, outline: str) -> None:
    assert _outline(document_text(spec_type(name))) == outline


@pytest.mark.parametrize("name", ["engineering", "prd-driven"])
def test_document_is_tidy(name: str) -> None:
    text = document_text(spec_type(name))
    assert text.endswith("_\n")
    assert "\n\n\n" not in text
    assert "\r" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert not re.search(r"[^\n]\n(---|#+ .*)\n|\n(---|#+ .*)\n[^\n]", text), "a blank line on either side"


def test_document_takes_title_and_metadata() -> None:
    text = document_text(spec_type("prd-driven"), title="Team invites", metadata={"PRD": "prds/invites.md"})
    assert text.startswith(
        "# Tech Spec: Team invites\n\n**Type:** PRD-driven\n**PRD:** prds/invites.md\n"
        "**Author:** [who answers for this spec]\n**Last updated:** [date as YYYY-MM-DD]\n**Status:** Draft\n\n---\n"
    )


@pytest.mark.parametrize(("name", "need"), [("engineering", "ER-001"), ("prd-driven", "US-001")])
def test_ids_of_a_document_agree(name: str, need: str) -> None:
    text = document_text(spec_type(name))
    assert re.findall(r"- \*\*(T-\d+):", text) == ["T-001", "T-002", "T-003"]
    assert re.findall(r"_Implements:_ (.*)", text) == [need] * 3
    assert re.findall(r"_Dependencies:_ (.*)", text) == ["None", "T-001", "T-002"]
    assert re.findall(r"^\| (\S+) \|.*T-001, T-002, T-003 \|$", text, re.MULTILINE) == [need]
    assert re.findall(r"\b[A-Z]+-\d{3}\b(?=.*Playwright)", text) == [need]


SECTIONS = [
    ("phase-1", 1, "### Phase 1: Data Model\n\n[tasks of this phase, or the statement that it has none]\n"),
    (
        "mapping",
        1,
        (
            "#### PRD-driven: Story Mapping\n\n"
            "| Story ID | Story Summary | Implementing Tasks |\n"
            "|----------|---------------|--------------------|\n"
            "| [US-001] | [the story in a few words] | [T-001, T-002, T-003] |\n"
        ),
    ),
    (
        "risks-and-questions",
        2,
        (
            "### 9. Open Questions & Risks\n\n"
            "#### Technical Risks\n\n"
            "| Risk | Impact | Mitigation |\n"
            "|------|--------|------------|\n"
            "| [what may go wrong] | [what it would break] | [what is done against it] |\n\n"
            "#### Open Questions\n\n"
            "| Question | Owner | Target Resolution |\n"
            "|----------|-------|-------------------|\n"
            "| [what is not known yet] | [who finds out] | [by when] |\n"
        ),
    ),
    (
        "event",
        1,
        (
            "#### [event_name]\n\n"
            "**Channel:** [topic or channel that carries it]\n"
            '**Payload:**\n```json\n{\n  "[field]": "[type]"\n}\n```\n'
            "**Delivery:** [at-least-once/exactly-once/best-effort]\n"
            "**Trigger:** [what sends it]\n"
        ),
    ),
    (
        "shadcn-install",
        1,
        (
            "### shadcn/ui Components to Install\n\n"
            "```bash\nnpx shadcn@latest add [component-name]\n```\n\n"
            "[only what the repository does not have yet]\n"
        ),
    ),
    (
        "assumptions",
        1,
        "## 10. Assumptions\n\n- [ASSUMPTION] [what is taken for granted, and how it will be confirmed]\n",
    ),
]


@pytest.mark.parametrize(("key", "title_level", "text"), SECTIONS, ids=[key for key, _, _ in SECTIONS])
def test_section_text(key: str, title_level: int, text: str) -> None:
    kind = spec_type("prd-driven")
    section = next(section for section in kind.walk() if key in (section.key, section.group) and not section.excluded)
    assert section_text(kind, section, title_level=title_level) == text


@pytest.mark.parametrize(
    ("numbering", "number", "title_level", "line"),
    [
        ("N.", "4", 1, "## 4. Plan"),
        ("N)", "4", 1, "## 4) Plan"),
        ("N)", "4.1", 1, "## 4.1 Plan"),
        ("", "4", 1, "## 4 Plan"),
        ("N.", "", 2, "### Plan"),
        ("N.", "", 6, "###### Plan"),
    ],
)
def test_heading_line(numbering: str, number: str, title_level: int, line: str) -> None:
    section = SectionType("plan", "Plan", number=number)
    assert heading_line(_type(numbering=numbering), section, title_level=title_level) == line


GRID = TableType(
    "parts", (ColumnType("Part", "part", prompt="[part]"), ColumnType("Id", "id", ids="item", prompt="I-1"))
)
GRID_TEXT = "| Part | Id |\n|------|----|\n| [part] | [I-1] |"


@pytest.mark.parametrize(
    ("field", "filled", "text"),
    [
        (FieldType("Owner", "owner", prompt="[who]"), True, "**Owner:** [who]"),
        (FieldType("Owner", "owner", prompt="[who]"), False, "**Owner:**"),
        (FieldType("Owner", "owner"), True, "**Owner:**"),
        (FieldType("Parts", "parts", content="list", prompt="[part]"), False, "**Parts:**\n- [part]"),
        (FieldType("Body", "body", content="go", prompt="// [body]"), False, "**Body:**\n```go\n// [body]\n```"),
        (FieldType("Body", "body", content="go"), True, "**Body:**\n```go\n```"),
        (FieldType("Parts", "parts", content="table", table=GRID), False, f"**Parts:**\n\n{GRID_TEXT}"),
    ],
)
def test_field_text(field: FieldType, filled: bool, text: str) -> None:
    assert field_text(field, filled=filled) == text


def test_table_text() -> None:
    assert table_text(GRID) == GRID_TEXT


@pytest.mark.parametrize(
    ("label", "value", "line"), [("Author", "Ada", "**Author:** Ada"), ("Author", "", "**Author:**")]
)
def test_metadata_line(label: str, value: str, line: str) -> None:
    assert metadata_line(label, value) == line


@pytest.mark.parametrize(
    ("placement", "text"),
    [
        ("none", "# Note: [x]\n"),
        ("paragraph", '# Note: [x]\n\n**By:** [a "b"]\n**Day:** [day]\n'),
        ("table", '# Note: [x]\n\n| Field | Value |\n|-------|-------|\n| By | [a "b"] |\n| Day | [day] |\n'),
        ("front-matter", '---\nBy: "[a \\"b\\"]"\nDay: "[day]"\n---\n\n# Note: [x]\n'),
    ],
)
def test_metadata_placement(placement: str, text: str) -> None:
    schema = {"properties": {"By": {}, "Gone": False, "Day": {}}}
    kind = _type(metadata=MetadataType(placement, schema, {"By": '[a "b"]'}))
    assert document_text(kind) == text


@pytest.mark.parametrize(
    ("kind", "text"), [("bullets", "- [parts]"), ("ordered", "1. [parts]"), ("checkboxes", "- [ ] [parts]")]
)
def test_list_without_sample(kind: str, text: str) -> None:
    section = SectionType("parts", "Parts", list=kind, layout=("list",))
    assert section_text(_type(), section) == f"## Parts\n\n{text}\n"


def _type(*, numbering: str = "", metadata: MetadataType | None = None) -> SpecType:
    return SpecType(
        name="note",
        version="1",
        summary="A note.",
        title="Note:",
        title_prompt="[x]",
        folder="",
        filename="{slug}.md",
        globs=(),
        numbering=numbering,
        closed=(),
        separators=False,
        metadata=metadata or MetadataType(),
        markers={},
        ids=(),
        requirement_family="",
        sections=(),
    )
