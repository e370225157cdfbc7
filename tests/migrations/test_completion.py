"""What an incomplete Down lacks."""

from __future__ import annotations

import pytest

from speclint.migrations import complete_down, roundtrip

INCOMPLETE = [
    ("CREATE TABLE t (id int);\nCREATE TABLE u (id int);", "DROP TABLE u;", "DROP TABLE u;\nDROP TABLE t;\n"),
    (
        "CREATE TYPE s AS ENUM ('a');\nCREATE TABLE t (s s);",
        "DROP TYPE s;",
        "DROP TABLE t;\nDROP TYPE s;\n",
    ),
    (
        "ALTER TABLE old ADD a int;\nALTER TABLE old ADD b int;\nALTER TABLE old ADD c int;",
        "ALTER TABLE old DROP a;",
        "ALTER TABLE old DROP a;\nALTER TABLE old DROP COLUMN c;\nALTER TABLE old DROP COLUMN b;\n",
    ),
]


@pytest.mark.parametrize(("up", "down", "complete"), INCOMPLETE)
def test_completed(up: str, down: str, complete: str) -> None:
    head = f"-- +goose Up\n{up}\n-- +goose Down\n"
    text = f"{head}{down}\n"
    found = complete_down(text)
    assert found is not None
    for insertion in reversed(found):
        text = text[: insertion.offset] + insertion.sql + text[insertion.offset :]
    assert sorted(text.removeprefix(head).splitlines()) == sorted(complete.splitlines())
    assert roundtrip(text).reversible is True


@pytest.mark.parametrize("down", ["", "DROP TABLE t;\n", "DROP TABLE nobody;\n"])
def test_not_completed(down: str) -> None:
    assert complete_down(f"-- +goose Up\nCREATE TABLE t (id int);\n-- +goose Down\n{down}") is None
