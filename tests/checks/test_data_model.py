"""The data model against the migrations: tables, columns, types, indexes, references; one finding a cause."""

from __future__ import annotations

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source
from speclint.source import Source

CREATE = "migrations/20260304090000_create_invites.sql"
CHANGE = "migrations/20260304091500_change_accounts.sql"
COLUMNS = "| Column | Type | Constraints | Notes |\n|---|---|---|---|\n"
ROWS = (
    "| id | UUID | PK, DEFAULT gen_random_uuid() | |\n"
    "| workspace_id | UUID | NOT NULL, FK → workspaces(id) ON DELETE CASCADE | |\n"
    "| email | TEXT | NOT NULL | |\n"
    "| state | invite_state (ENUM) | NOT NULL, DEFAULT 'open' | |\n"
    "| seats | INT | | |\n"
)
INDEXES = (
    "**Indexes:**\n"
    "- `idx_invites_email_workspace` UNIQUE on (LOWER(email), workspace_id) WHERE state = 'open' — one each\n\n"
)
RELATIONS = "**Relationships:**\n- invites.workspace_id → workspaces.id (FK, ON DELETE CASCADE)\n\n"
TABLE = (
    "CREATE TYPE invite_state AS ENUM ('open', 'used');\n"
    "CREATE TABLE invites (\n"
    "    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n"
    "    workspace_id UUID NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,\n"
    "    email TEXT NOT NULL,\n"
    "    state invite_state NOT NULL DEFAULT 'open'::invite_state,\n"
    "    seats INTEGER\n"
    ");\n"
    "CREATE UNIQUE INDEX idx_invites_email_workspace ON invites (lower(email), workspace_id DESC) WHERE seats = 1;\n"
)
ALTER = "ALTER TABLE accounts ADD COLUMN note TEXT;\n"
MODIFIED = "| accounts | Add column note TEXT | Nullable |\n"


def migration(path: str, up: str) -> str:
    return f"#### `{path}`\n\n```sql\n-- +goose Up\n{up}\n-- +goose Down\nSELECT 1;\n```\n\n"


SPEC = (
    "# Tech Spec: Invitations\n\n## 3. Data Model\n\n### New Tables\n\n#### invites\n\n"
    f"{COLUMNS}{ROWS}\n{INDEXES}{RELATIONS}"
    f"### Modified Tables\n\n| Table | Change | Migration Notes |\n|---|---|---|\n{MODIFIED}\n### Goose Migrations\n\n"
    f"{migration(CREATE, TABLE)}{migration(CHANGE, ALTER)}"
)
CODES = ["SL408", "SL409", "SL410", "SL411", "SL412", "SL413", "SL414", "SL418"]


def judged(text: str) -> list[tuple[str, str, str]]:
    source = Source(text, "tech-specs/x.md")
    settings = Settings.defaults("/repo").with_cli(select=CODES)
    found = lint_source(source, settings, spec_type="engineering").diagnostics
    return [
        (one.code, one.severity.value, source[source.line_spans[source.line_of(one.span.start)]].strip())
        for one in found
    ]


FAULTS = {
    "table without migration": (
        "### Modified Tables",
        f"#### teams\n\n{COLUMNS}| id | UUID | PK | |\n\n### Modified Tables",
        ("SL408", "error", "#### teams"),
    ),
    "migration without table": (
        "CREATE TYPE invite_state",
        "CREATE TABLE teams (id UUID PRIMARY KEY);\nCREATE TYPE invite_state",
        ("SL408", "error", "CREATE TABLE teams (id UUID PRIMARY KEY);"),
    ),
    "table misspelt": ("#### invites", "#### invitse", ("SL408", "error", "#### invitse")),
    "section in another case": ("#### invites", "#### In-Vites", ("SL408", "error", "#### In-Vites")),
    "altered without row": (
        f"| Table | Change | Migration Notes |\n|---|---|---|\n{MODIFIED}",
        "None\n",
        ("SL408", "error", "ALTER TABLE accounts ADD COLUMN note TEXT;"),
    ),
    "row for another table": (
        "| accounts |",
        "| plans |",
        ("SL408", "error", "| plans | Add column note TEXT | Nullable |"),
    ),
    "row for another column": (
        "column note TEXT |",
        "column remark TEXT |",
        ("SL408", "error", "| accounts | Add column remark TEXT | Nullable |"),
    ),
    "vague row": (
        "Add column note TEXT",
        "Small tweaks",
        ("SL408", "warning", "| accounts | Small tweaks | Nullable |"),
    ),
    "index on an old table": (
        ALTER,
        f"{ALTER}CREATE INDEX idx_accounts_note ON accounts (note);\n",
        ("SL408", "error", "CREATE INDEX idx_accounts_note ON accounts (note);"),
    ),
    "stray DDL": (
        "## 3. Data Model\n",
        "## 3. Data Model\n\n```sql\nALTER TABLE plans ADD COLUMN x INT;\n```\n",
        ("SL408", "error", "ALTER TABLE plans ADD COLUMN x INT;"),
    ),
    "column not in the table": (
        "| seats | INT | | |\n",
        "",
        ("SL409", "error", "seats INTEGER"),
    ),
    "column not in the migration": (
        "    email TEXT NOT NULL,\n",
        "",
        ("SL409", "error", "| email | TEXT | NOT NULL | |"),
    ),
    "column renamed": ("| seats |", "| places |", ("SL409", "error", "| places | INT | | |")),
    "type": ("| seats | INT |", "| seats | BIGINT |", ("SL409", "error", "| seats | BIGINT | | |")),
    "nullable": ("    seats INTEGER", "    seats INTEGER NOT NULL", ("SL409", "error", "| seats | INT | | |")),
    "default": (
        "DEFAULT 'open' |",
        "DEFAULT 'used' |",
        ("SL409", "error", "| state | invite_state (ENUM) | NOT NULL, DEFAULT 'used' | |"),
    ),
    "unique": ("| seats | INT | |", "| seats | INT | UNIQUE |", ("SL409", "error", "| seats | INT | UNIQUE | |")),
    "no constraint": (
        "| seats | INT | |",
        "| seats | INT | at most ten |",
        ("SL409", "info", "| seats | INT | at most ten | |"),
    ),
    "index without bullet": (
        INDEXES,
        "",
        ("SL411", "error", TABLE.splitlines()[-1]),
    ),
    "bullet without index": (
        TABLE.splitlines()[-1] + "\n",
        "",
        ("SL411", "error", INDEXES.splitlines()[1]),
    ),
    "index on other columns": (
        "(lower(email), workspace_id DESC)",
        "(lower(email), seats)",
        ("SL411", "error", INDEXES.splitlines()[1]),
    ),
    "other action": (
        "(FK, ON DELETE CASCADE)",
        "(FK, ON DELETE SET NULL)",
        ("SL412", "error", "- invites.workspace_id → workspaces.id (FK, ON DELETE SET NULL)"),
    ),
    "reference without bullet": (
        RELATIONS,
        "",
        ("SL412", "error", "workspace_id UUID NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"),
    ),
    "bullet without reference": (
        "    workspace_id UUID NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE",
        "    workspace_id UUID NOT NULL",
        ("SL412", "error", RELATIONS.splitlines()[1]),
    ),
    "bullet of another column": (
        "- invites.workspace_id →",
        "- invites.space_id →",
        ("SL412", "error", "- invites.space_id → workspaces.id (FK, ON DELETE CASCADE)"),
    ),
    "plain arrow": (
        "workspace_id → workspaces.id",
        "workspace_id -> workspaces.id",
        ("SL412", "info", "- invites.workspace_id -> workspaces.id (FK, ON DELETE CASCADE)"),
    ),
    "another database's type in the table": (
        "| seats | INT |",
        "| seats | TINYINT |",
        ("SL413", "error", "| seats | TINYINT | | |"),
    ),
    "another database's type in the migration": (
        "    seats INTEGER",
        "    seats TINYINT(1)",
        ("SL413", "error", "seats TINYINT(1)"),
    ),
    "a type with a better one": (
        "ADD COLUMN note TEXT",
        "ADD COLUMN note VARCHAR(20)",
        ("SL413", "info", "ALTER TABLE accounts ADD COLUMN note VARCHAR(20);"),
    ),
    "table created too late": (
        ALTER,
        f"{ALTER}CREATE TABLE workspaces (id UUID PRIMARY KEY);\n",
        ("SL414", "error", "workspace_id UUID NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,"),
    ),
    "camel case": (
        "ADD COLUMN note TEXT",
        'ADD COLUMN "myNote" TEXT',
        ("SL418", "info", 'ALTER TABLE accounts ADD COLUMN "myNote" TEXT;'),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_gives_one_finding(name: str) -> None:
    old, new, expected = FAULTS[name]
    assert old in SPEC
    text = SPEC.replace(old, new, 1)
    if name == "camel case":
        text = text.replace("Add column note", "Add column myNote")
    elif name == "table created too late":
        text = text.replace(
            "### Modified Tables", f"#### workspaces\n\n{COLUMNS}| id | UUID | PK | |\n\n### Modified Tables"
        )
    assert judged(text) == [expected]
    assert judged(text.replace("\n", "\r\n")) == [expected]


@pytest.mark.parametrize("name", ["idx_mail", "invites_email_idx", "idx_invites_zz9", "IDX_invites_email"])
def test_index_names(name: str) -> None:
    text = SPEC.replace("idx_invites_email_workspace", name)
    assert judged(text) == [("SL410", "warning", INDEXES.splitlines()[1].replace("idx_invites_email_workspace", name))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("idx_invites_email_workspace", "idx_invites_seats"),
        ("idx_invites_email_workspace", "uq_invites_email"),
        ("idx_invites_email_workspace", "idx_invites_work"),
        ("#### invites", "#### `public.invites`"),
        ("| seats | INT |", "| seats | int4 |"),
        ("    seats INTEGER", "    seats SERIAL"),
        ("| workspace_id | UUID | NOT NULL, FK", "| workspace_id | `uuid` | `NOT NULL`, REFERENCES"),
        ("DEFAULT gen_random_uuid() | |", "DEFAULT `gen_random_uuid()` | |"),
        ("    email TEXT NOT NULL", "    email TEXT NOT NULL UNIQUE"),
        ("Relationships:**", "Relationships**:"),
        ("- invites.workspace_id → workspaces.id (FK", "* `invites.workspace_id` → `workspaces(id)` (FK"),
        (RELATIONS, RELATIONS + "One workspace has many invites.\n\n"),
        ("| accounts | Add column note TEXT", "| `accounts` | Add nullable `note` column"),
        (ALTER, f"{ALTER}UPDATE accounts SET note = '';\nCREATE EXTENSION citext;\n"),
        (
            ALTER,
            f"{ALTER}CREATE TRIGGER t BEFORE UPDATE ON plans FOR EACH ROW EXECUTE FUNCTION touch();\n",
        ),
        ("CREATE TYPE invite_state", "CREATE TABEL invite_state"),
        ("-- +goose Up\nCREATE TYPE", "-- + goose Up\nCREATE TYPE"),
        ("| seats | INT | | |", "| seats | INT | | |\n| [column] | [type] | [constraints] | |"),
        ("    seats INTEGER\n", "    seats INTEGER,\n    parent UUID REFERENCES invites(id)\n"),
    ],
)
def test_near_misses(old: str, new: str) -> None:
    text = SPEC.replace(old, new) if old else SPEC
    if "parent UUID" in new:
        text = text.replace("| seats | INT | | |\n", "| seats | INT | | |\n| parent | UUID | | |\n")
        text = text.replace(RELATIONS, RELATIONS[:-1] + "- parent → invites.id (FK)\n\n")
    assert [one for one in judged(text) if one[1] != "info"] == []


def test_later_migrations_of_the_spec_count() -> None:
    later = "ALTER TABLE invites ADD COLUMN used_at TIMESTAMPTZ;\nALTER TABLE invites DROP COLUMN seats;\n"
    text = SPEC.replace(ALTER, ALTER + later)
    assert judged(text.replace("| seats | INT |", "| used_at | TIMESTAMPTZ |")) == []
    found = judged(text)
    assert found[0] == ("SL409", "error", "| seats | INT | | |")
    assert {one[0] for one in found} == {"SL409"}


def test_one_habit_is_one_finding() -> None:
    text = SPEC
    for column in ("workspace_id", "email", "state", "seats"):
        text = text.replace(f"| {column} |", f"| {column}_x9y8z7 |")
    found = judged(text)
    assert [one[0] for one in found if one[0] == "SL409"] == ["SL409", "SL409"]
