"""A migration is judged over the schema that the repository's earlier migrations make."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import Settings, load
from speclint.engine.run import check

FIRST = "-- +goose Up\nCREATE TABLE a (id int, note text NOT NULL);\n-- +goose Down\nDROP TABLE a;\n"
DROP = "-- +goose Up\nALTER TABLE a DROP COLUMN note;\n-- +goose Down\nALTER TABLE a ADD COLUMN note {};\n"
SPEC = """\
# Tech Spec: X

**Type:** Engineering-initiated

## 3. Data Model

### Goose Migrations

#### `{name}`

```sql
{sql}```
"""


def _found(root: Path, *paths: str) -> list[tuple[str, str, int, str]]:
    run = check(paths, load(root).with_cli(select=["SL404"]), cwd=root)
    return [
        (one.path, one.code, run.sources[one.path].position(one.span.start).line, one.message)
        for one in run.diagnostics
    ]


def _written(root: Path, files: dict[str, str]) -> Path:
    (root / ".git").mkdir()
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("kind", "message"), [("text NOT NULL", None), ("text", "Down leaves a.note nullable, it was NOT NULL")]
)
def test_a_file_meets_what_its_folder_made_before(tmp_path: Path, kind: str, message: str | None) -> None:
    files = {
        "db/9_drop.sql": DROP.format(kind),
        "db/1_first.sql": FIRST,
        "db/10_later.sql": "-- +goose Up\nDROP TABLE a;",
    }
    found = _found(_written(tmp_path, files), "db/9_drop.sql")
    assert [path for path, _, _, _ in found] == (["db/9_drop.sql"] if message else [])
    assert len(found) == bool(message)


def test_a_whole_folder_is_judged_in_order(tmp_path: Path) -> None:
    files = {f"db/{n:05}_t.sql": FIRST.replace(" a", f" a{n}") for n in range(1, 60)}
    files["db/00060_drop.sql"] = DROP.format("text").replace("TABLE a", "TABLE a7")
    found = _found(_written(tmp_path, files), "db")
    assert [(path, code) for path, code, _, _ in found] == [("db/00060_drop.sql", "SL404")]


@pytest.mark.parametrize(
    ("name", "configured", "lines"),
    [
        ("db/schema/20260101000000_drop.sql", True, [15]),
        ("db/schema/20260101000000_drop.sql", False, []),
        ("db/schema/1_drop.sql", True, []),
    ],
)
def test_a_spec_meets_the_configured_folder(tmp_path: Path, name: str, configured: bool, lines: list[int]) -> None:
    files = {"db/schema/1_first.sql": FIRST, "tech-specs/x.md": SPEC.format(name=name, sql=DROP.format("text"))}
    if configured:
        files[".speclint.yaml"] = "folders: {migrations: [db/schema]}\n"
    assert [line for _, _, line, _ in _found(_written(tmp_path, files), "tech-specs")] == lines


def test_a_migration_that_is_written_out_already_is_not_its_own_base(tmp_path: Path) -> None:
    name = "migrations/20260101000000_first.sql"
    files = {name: FIRST, "tech-specs/x.md": SPEC.format(name=name, sql=FIRST)}
    assert _found(_written(tmp_path, files), "tech-specs") == []


def test_another_dialect_is_judged_by_its_syntax_alone(tmp_path: Path) -> None:
    sql = "-- +goose Up\nCREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n-- +goose Down\nSELECT 1;\n"
    _written(tmp_path, {"db/1_a.sql": sql, "db/2_b.sql": sql.replace("PRIMARY KEY)", "PRIMARY KEY")})
    codes = {
        dialect: [
            (one.path, one.code)
            for one in check(
                ["db"], Settings.defaults(str(tmp_path))._replace(dialect=dialect), cwd=tmp_path
            ).diagnostics
        ]
        for dialect in ("postgres", "mysql")
    }
    assert codes["mysql"] == [("db/2_b.sql", "SL403")]
    assert codes["postgres"] == [("db/1_a.sql", "SL403"), ("db/2_b.sql", "SL403")]
