"""Migrations: their names, marks, SQL, reversal and order table, one finding a cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source
from speclint.engine.run import fix
from speclint.source import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

HEAD = "# Tech Spec: Invitations\n\n## 3. Data Model\n\n### Goose Migrations\n\n"
PATH = "migrations/20260304090000_create_invites.sql"
SECOND = "migrations/20260304091500_add_note.sql"
UP = "CREATE TABLE invites (id UUID PRIMARY KEY);\n"
DOWN = "DROP TABLE invites;\n"
ORDER = (
    "**Migration order and compatibility:**\n\n"
    "| # | Migration File | Backward Compatible | Notes |\n|---|---|---|---|\n"
)


def migration(sql: str, heading: str = f"`{PATH}`") -> str:
    return f"#### {heading}\n\n```sql\n{sql}```\n\n"


def whole(up: str = UP, down: str = DOWN) -> str:
    return f"-- +goose Up\n{up}\n-- +goose Down\n{down}"


def codes(text: str) -> list[tuple[str, int]]:
    source = Source(text, "tech-specs/x.md")
    settings = Settings.defaults("/repo").with_cli(select=["SL4"])
    found = lint_source(source, settings, spec_type="engineering").diagnostics
    return [(one.code, source.position(one.span.start).line) for one in found]


@pytest.mark.parametrize(
    "heading",
    [
        f"`{PATH}`",
        "`db/migrations/20240229235959_a1.sql`",
        "`migrations/[YYYYMMDDHHMMSS]_[description].sql`",
        "`«migrations/00002_create_invites.sql»`",
        "`«migrations/create_invites.sql»`".replace("create", "20260230090000_create"),
        "`«migrations/20260304250000_create_invites.sql»`",
        "`«migrations/20230229000000_create_invites.sql»`",
        "`«migrations/20260304090000_CreateInvites.sql»`",
        "`«migrations/20260304090000-create-invites.sql»`",
        "`«20260304090000_create_invites.sql»`",
        f"«{PATH}»",
        f"«`{PATH}` (new)»",
        f"«**{PATH}**»",
    ],
)
def test_names(judge: Callable[..., list[Finding]], heading: str) -> None:
    judge("SL401", HEAD + migration(whole(), heading))


def test_one_folder(judge: Callable[..., list[Finding]]) -> None:
    other = migration(whole(), "`«db/20260304091500_add_note.sql»`")
    found = judge("SL401", HEAD + migration(whole()) + other)
    assert found[0].message == "migration 20260304091500_add_note.sql lies in db, the first one in migrations"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (whole(), []),
        (whole("[SQL statements]\n", "[SQL statements]\n"), []),
        (whole("-- [statements]\n", "-- ...\n"), []),
        ("", [("SL402", 9)]),
        (f"-- + goose up\n{UP}-- +goose Down\n{DOWN}", [("SL402", 10)]),
        (f"-- +goose Up\n{UP}{DOWN}", [("SL402", 10)]),
        (f"-- +goose Up\n{UP[:-2]}\n-- +goose Down\n{DOWN}", [("SL402", 11)]),
        (f"-- +goose Up\n{UP}-- +goose Up\n{UP}-- +goose Down\n{DOWN}", [("SL402", 12)]),
        (f"-- +goose Up\n{UP}-- +goose Up\n{DOWN}", [("SL402", 12)]),
        (whole("CREATE TABEL invites (id UUID);\n"), [("SL403", 11)]),
        (whole("CREATE TABLE invites (id UUID,);\n"), [("SL403", 11)]),
        (whole(down="DROP TABEL invites;\n"), [("SL403", 14)]),
        (whole(down=""), [("SL404", 13)]),
        (whole(down="-- nothing to do\n"), [("SL404", 13)]),
        (whole("UPDATE invites SET a = 1;\n", ""), [("SL402", 13)]),
        (whole("UPDATE invites SET a = 1;\n", "SELECT 1;\n"), []),
        (whole(UP, "DROP TABLE IF EXISTS invite;\n"), [("SL404", 11)]),
        (whole(UP + "CREATE TYPE s AS ENUM ('a');\n"), [("SL404", 12)]),
        (
            whole(UP + "CREATE TABLE notes (i UUID REFERENCES invites (id));\n", DOWN + "DROP TABLE notes;\n"),
            [("SL405", 15)],
        ),
        (
            whole(UP + "CREATE TABLE notes (i UUID REFERENCES invites (id));\n", "DROP TABLE notes;\n" + DOWN),
            [],
        ),
        (
            whole("CREATE TYPE s AS ENUM ('a');\nCREATE TABLE invites (s s);\n", "DROP TYPE s;\n" + DOWN),
            [("SL405", 15)],
        ),
        (whole("CREATE INDEX CONCURRENTLY idx_t_a ON t (a);\n", "DROP INDEX idx_t_a;\n"), [("SL415", 11)]),
        (
            whole(
                "CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$ LANGUAGE plpgsql;\n",
                "DROP FUNCTION f();\n",
            ),
            [("SL415", 11)],
        ),
    ],
)
def test_one_finding_a_cause(sql: str, expected: list[tuple[str, int]]) -> None:
    assert codes(HEAD + migration(sql)) == expected
    crlf = (HEAD + migration(sql)).replace("\n", "\r\n")
    assert codes(crlf) == expected


def test_earlier_migrations_are_the_base() -> None:
    second = whole("ALTER TABLE invites ADD COLUMN id UUID;\n", "ALTER TABLE invites DROP COLUMN id;\n")
    third = whole("ALTER TABLE invites DROP COLUMN note;\n", "ALTER TABLE invites ADD COLUMN note INT;\n")
    made = whole("CREATE TABLE invites (note TEXT);\n")
    assert codes(HEAD + migration(made) + migration(third, f"`{SECOND}`")) == [("SL404", 24)]
    assert codes(HEAD + migration(made) + migration(second, f"`{SECOND}`")) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (f"| 1 | `{PATH}` | yes | |\n| 2 | `{SECOND}` | yes | |\n", []),
        (f"| 1 | {PATH} | yes | |\n| 2 | ./{SECOND} | yes | |\n", []),
        (f"| 1 | `{PATH}` | yes | |\n| 2 | «`»{SECOND}` | yes | |\n".replace("«`»", "`"), []),
        ("| 1 | `migrations/[YYYYMMDDHHMMSS]_[description].sql` | [yes/no] | |\n", []),
        (f"| 1 | `{SECOND}` | yes | |\n| 2 | `«{PATH}»` | yes | |\n", ["20260304090000"]),
        (f"| 1 | `{PATH}` | yes | |\n| «3» | `{SECOND}` | yes | |\n", ["row 2"]),
        (f"| 1 | `{PATH}` | yes | |\n| 2 | `«{SECOND[:-4]}s.sql»` | yes | |\n", ["not written out"]),
        (
            f"| 1 | `{PATH}` | yes | |\n| 2 | `{SECOND}` | yes | |\n| 3 | `«migrations/2027_z.sql»` | no | |\n",
            ["not written out"],
        ),
        (f"| 1 | `{PATH}` | yes | |\n| 2 | `{SECOND}` | yes | |\n| 3 | `«{SECOND}»` | yes | |\n", ["twice"]),
    ],
)
def test_order_table(judge: Callable[..., list[Finding]], rows: str, expected: list[str]) -> None:
    found = judge("SL406", HEAD + migration(whole()) + migration(whole(), f"`{SECOND}`") + ORDER + rows)
    assert len(found) == len(expected)
    assert all(word in finding.message for word, finding in zip(expected, found, strict=True))


def test_versions_ascend(judge: Callable[..., list[Finding]]) -> None:
    rows = f"| 1 | `{SECOND}` | yes | |\n| 2 | `{PATH}` | yes | |\n"
    text = HEAD + migration(whole(), f"`{SECOND}`") + migration(whole(), f"`«{PATH}»`") + ORDER + rows
    assert judge("SL406", text)[0].message == (
        "migration 20260304090000_create_invites.sql has a lower version than 20260304091500_add_note.sql, "
        "which stands before it"
    )


@pytest.mark.parametrize("name", ["migrations/00002_add_note.sql", "migrations/20260230091500_add_note.sql"])
def test_a_malformed_name_is_no_wrong_order_besides(name: str) -> None:
    rows = f"| 1 | `{PATH}` | yes | |\n| 2 | `{name}` | yes | |\n"
    second = whole("CREATE TABLE notes (id INT);\n", "DROP TABLE notes;\n")
    assert codes(HEAD + migration(whole()) + migration(second, f"`{name}`") + ORDER + rows) == [("SL401", 17)]


def test_missing_rows_are_added_in_order_and_renumbered(tmp_path: Path) -> None:
    third = "migrations/20260304093000_z.sql"
    blocks = "".join(migration(whole(), f"`{path}`") for path in (PATH, SECOND, third))
    path = tmp_path / "x.md"
    path.write_bytes((HEAD + blocks + ORDER + f"| 1 | `{SECOND}` | yes | a |\n").encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL406"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering")
    rows = f"| 1 | `{PATH}` | | |\n| 2 | `{SECOND}` | yes | a |\n| 3 | `{third}` | | |\n"
    assert path.read_bytes().decode() == HEAD + blocks + ORDER + rows


def test_a_rename_reaches_every_mention(tmp_path: Path) -> None:
    bad = PATH.replace("create_invites", "Create-Invites")
    text = HEAD + migration(whole(), f"`{bad}`") + ORDER + f"| 1 | `{bad}` | yes | |\n"
    path = tmp_path / "x.md"
    path.write_bytes(text.encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL401"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering", unsafe=True)
    assert path.read_bytes().decode() == text.replace(bad, PATH)


def test_marks_in_a_list_are_not_mended_by_lines_without_its_prefix(tmp_path: Path) -> None:
    sql = whole("CREATE INDEX CONCURRENTLY idx_t_a ON t (a);\n", "DROP INDEX idx_t_a;\n")
    fence = f"```sql\n{sql}```\n".replace("\n", "\n> ")
    text = f"{HEAD}#### `{PATH}`\n\n> {fence}\n"
    path = tmp_path / "x.md"
    path.write_bytes(text.encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL4"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert path.read_bytes().decode() == text
