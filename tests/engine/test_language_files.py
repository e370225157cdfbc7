"""Diagrams and migrations in files of their own are judged by the rules of their language alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import Settings
from speclint.engine.run import check, fix

MIGRATION = "-- +goose Up\nCREATE TABLE invites (id bigint PRIMARY KEY);\n\n-- +goose Down\nDROP TABLE invites;\n"
FILES = [
    ("a.mmd", "flowchart LR\n  a --> b\n", []),
    ("a.mmd", "flowchart LR\r\n  a -> b\r\n", [("SL301", 2, 5)]),
    ("a.MERMAID", "erDiagram\n  a ||--o{ b\n", [("SL301", 2, 13)]),
    ("a.mmd", "", [("SL301", 1, 1)]),
    ("00001_a.sql", MIGRATION, []),
    ("00001_a.sql", MIGRATION.replace("DROP TABLE invites;\n", ""), [("SL404", 4, 1)]),
    ("00001_a.sql", MIGRATION.replace("PRIMARY KEY)", "PRIMARY KEY"), [("SL403", 2, 44)]),
    ("00001_a.sql", MIGRATION.replace("goose Down", "goose down;"), [("SL402", 4, 1)]),
    ("00001_a.sql", "-- +goose Up\nSELECT 1; /* x */\nSELECT 2;\n-- +goose Down\nSELECT 1;\n", [("SL415", 2, 9)]),
]


@pytest.mark.parametrize(("name", "text", "expected"), FILES)
def test_a_file_of_a_language_is_judged_at_its_lines(
    tmp_path: Path, name: str, text: str, expected: list[tuple[str, int, int]]
) -> None:
    (tmp_path / name).write_bytes(text.encode())
    run = check([name], Settings.defaults(str(tmp_path)), cwd=tmp_path)
    found = [(one.code, *run.sources[name].position(one.span.start)) for one in run.diagnostics]
    assert (found, run.files, run.notes) == (expected, 1, ())


def test_a_folder_gives_its_diagrams_and_migrations_but_no_other_sql(tmp_path: Path) -> None:
    for name, text in (("a.mmd", "pie\n"), ("b.sql", "select;"), ("c.sql", MIGRATION), ("d.txt", "x"), ("e.md", "# E")):
        (tmp_path / name).write_text(text)
    run = check(["."], Settings.defaults(str(tmp_path)), cwd=tmp_path)
    assert run.files == 2
    assert [(note.path, note.message) for note in run.notes] == [
        ("b.sql", "no goose migration: skipped"),
        ("e.md", "not a spec: skipped"),
    ]


def test_a_diagram_in_a_file_is_mended_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.mmd").write_bytes(b"\xef\xbb\xbfflowchart LR\r\n  a -> b\r\n  c --> d")
    result = fix(["a.mmd"], Settings.defaults(str(tmp_path)), cwd=tmp_path)
    assert (tmp_path / "a.mmd").read_bytes() == b"\xef\xbb\xbfflowchart LR\r\n  a --> b\r\n  c --> d"
    assert result.run.diagnostics == ()
