"""Compatibility, backfills and the way back: what the rollout says against what the migrations do."""

from __future__ import annotations

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source
from speclint.source import Source

FIRST = "migrations/20260304090000_change_invites.sql"
SECOND = "migrations/20260304091500_create_teams.sql"


def migration(path: str, up: str) -> str:
    return f"#### `{path}`\n\n```sql\n-- +goose Up\n{up}\n\n-- +goose Down\nSELECT 1;\n```\n\n"


def spec(
    up: str = "ALTER TABLE invites ADD COLUMN note TEXT;",
    answer: str = "yes",
    notes: str = "",
    modified: str = "Nullable",
    task: str = "Writes the migration.",
    compatibility: str = "The migration runs before the code.",
    rollback: str = "Run `goose down` of both migrations, as tested on staging.",
) -> str:
    second = migration(SECOND, "CREATE TABLE teams (id UUID PRIMARY KEY);")
    return (
        "# Tech Spec: Invitations\n\n## 3. Data Model\n\n### Modified Tables\n\n"
        f"| Table | Change | Migration Notes |\n|---|---|---|\n| invites | Add column note TEXT | {modified} |\n\n"
        f"### Goose Migrations\n\n{migration(FIRST, up)}{second}"
        "**Migration order and compatibility:**\n\n"
        "| # | Migration File | Backward Compatible | Notes |\n|---|---|---|---|\n"
        f"| 1 | `{FIRST}` | {answer} | {notes} |\n| 2 | `{SECOND}` | yes | |\n\n"
        "## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n"
        f"- **T-001:** Change the schema\n  - _Description:_ {task}\n\n"
        f"## 8. Rollout & Operations\n\n### Backward Compatibility\n\n{compatibility}\n\n"
        f"### Rollback Procedure\n\n{rollback}\n"
    )


def judged(text: str) -> list[tuple[str, str, str]]:
    source = Source(text, "tech-specs/x.md")
    settings = Settings.defaults("/repo").with_cli(select=["SL407", "SL416", "SL417"])
    found = lint_source(source, settings, spec_type="engineering").diagnostics
    return [(one.code, one.severity.value, source[source.line_spans[source.line_of(one.span.start)]]) for one in found]


@pytest.mark.parametrize(
    "up",
    [
        "ALTER TABLE invites DROP COLUMN note;",
        "ALTER TABLE invites RENAME COLUMN a TO b;",
        "ALTER TABLE invites RENAME TO invitations;",
        "ALTER TABLE invites ALTER COLUMN note TYPE INTEGER USING note::int;",
        "ALTER TABLE invites ALTER COLUMN note SET NOT NULL;",
        "ALTER TABLE invites ADD COLUMN note TEXT NOT NULL;",
        "DROP TABLE invites;",
    ],
)
def test_what_breaks_running_code_is_not_compatible(up: str) -> None:
    row = f"| 1 | `{FIRST}` | yes |  |"
    assert judged(spec(up)) == [("SL407", "warning", row)]
    assert judged(spec(up, answer="no", compatibility=f"{FIRST} goes out together with the code.")) == []
    assert judged(spec(up, notes="Unused since the release of January")) == []


@pytest.mark.parametrize(
    "up",
    [
        "ALTER TABLE invites ADD COLUMN note TEXT NOT NULL DEFAULT '';",
        "ALTER TABLE invites ALTER COLUMN note TYPE TEXT;",
        "ALTER TABLE invites ALTER COLUMN note DROP NOT NULL;",
        "ALTER TABLE invites ADD COLUMN note TEXT;\nALTER TABLE invites DROP COLUMN note;",
        "CREATE TABLE a (id INT);\nALTER TABLE a DROP COLUMN id;\nDROP TABLE a;",
        "DROP INDEX idx_invites_note;",
        "ALTER TABEL invites DROP COLUMN note;",
    ],
)
def test_what_running_code_does_not_see_is_compatible(up: str) -> None:
    assert judged(spec(up)) == []


@pytest.mark.parametrize(
    ("compatibility", "expected"),
    [
        ("Every part is fully backward compatible.", True),
        ("Old clients keep working.", True),
        ("The change is not fully backward compatible: stop the workers before it runs.", False),
        ("20260304090000 goes out in a maintenance window.", False),
        ("[how it is deployed]", False),
    ],
)
def test_a_no_is_taken_up(compatibility: str, expected: bool) -> None:
    found = judged(spec(answer="no", compatibility=compatibility))
    assert found == ([("SL407", "info", "### Backward Compatibility")] if expected else [])


@pytest.mark.parametrize(
    ("modified", "task", "expected"),
    [
        ("Nullable; backfill later", "Writes the migration.", True),
        ("Back-filled by hand", "Sets the flag.", True),
        ("Nullable; backfill in T-001", "Writes the migration.", False),
        ("Nullable; backfill later", "Backfills old invites in batches.", False),
        ("Nullable; no backfill needed", "Writes the migration.", False),
        ("Nullable; backfill not needed", "Writes the migration.", False),
        ("Nullable; existing rows stay null", "Writes the migration.", False),
    ],
)
def test_backfills(modified: str, task: str, expected: bool) -> None:
    row = f"| invites | Add column note TEXT | {modified} |"
    assert judged(spec(modified=modified, task=task)) == ([("SL416", "warning", row)] if expected else [])


def test_a_migration_may_fill() -> None:
    up = "ALTER TABLE invites ADD COLUMN note TEXT;\nUPDATE invites SET note = '';"
    assert judged(spec(up, modified="backfill in the same migration")) == []


@pytest.mark.parametrize(
    ("rollback", "severity"),
    [
        ("Deploy the previous release.", "warning"),
        ("N/A", "warning"),
        ("Run `goose down`; it was tested.", "warning"),
        ("Run `goose down` twice.", "info"),
        ("Run `goose down` of both; they were run on staging.", None),
        ("Rolling back the deploy is sufficient.", None),
        ("Deploy the previous release; the new table stays.", None),
        ("`make migrate-down` for 20260304091500 and 20260304090000, verified in T-001.", None),
        ("[exact steps]", None),
        ("", None),
    ],
)
def test_the_way_back(rollback: str, severity: str | None) -> None:
    expected = [("SL417", severity, "### Rollback Procedure")] if severity else []
    assert judged(spec(rollback=rollback)) == expected


@pytest.mark.parametrize(
    ("up", "notes", "found"),
    [
        ("CREATE INDEX idx_invites_note ON invites (note);", "", 1),
        ("CREATE INDEX idx_invites_note ON invites (note);", "a small table", 0),
        ("CREATE INDEX CONCURRENTLY idx_invites_note ON invites (note);", "", 0),
        ("CREATE TABLE invites (id INT, note TEXT);\nCREATE INDEX idx_invites_note ON invites (note);", "", 0),
    ],
)
def test_an_index_that_locks_a_table_in_use_is_remarked_on(up: str, notes: str, found: int) -> None:
    source = Source(spec(up, answer="yes", notes=notes), "tech-specs/x.md")
    settings = Settings.defaults("/repo").with_cli(select=["SL407"])
    diagnostics = lint_source(source, settings, spec_type="engineering").diagnostics
    assert [(one.severity.value, one.message) for one in diagnostics] == [
        ("info", f"migration {FIRST.rsplit('/', 1)[-1]} blocks writes to invites while it builds idx_invites_note")
    ] * found
