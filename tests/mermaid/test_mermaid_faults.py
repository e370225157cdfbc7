"""Each fault as the fixture states it: where, in which words, and what mends it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speclint.mermaid import parse, validate

FIXTURE = Path(__file__).parents[2] / "fixtures" / "mermaid" / "faults.json"
ROWS: list[dict[str, Any]] = json.loads(FIXTURE.read_text(encoding="utf-8"))
# Front matter can stand only once, and an empty text has no place.
LED = [row for row in ROWS if row["source"] and "---\ntitle" not in row["source"]]


def _fixed(source: str, fix: tuple[int, int, str] | None) -> str | None:
    return None if fix is None else source[: fix[0]] + fix[2] + source[fix[1] :]


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row["source"].split())[-60:] or "empty" for row in ROWS])
def test_a_fault_is_named_at_its_place_and_its_fix_mends_it(row: dict[str, Any]) -> None:
    source = row["source"]
    problems = validate(source)
    stated = [
        {
            "line": problem.line,
            "column": problem.column,
            "stretch": source[problem.start : problem.end],
            "message": problem.message,
            "help": problem.help,
            "fixed": _fixed(source, problem.fix),
        }
        for problem in problems
    ]
    assert stated == row["problems"]
    assert [validate(problem["fixed"]) for problem in row["problems"] if problem["fixed"]] == [
        [] for problem in row["problems"] if problem["fixed"]
    ]
    assert parse(source).problems == tuple(problems)


@pytest.mark.parametrize("row", LED, ids=[" ".join(row["source"].split())[-60:] for row in LED])
def test_a_fault_keeps_its_place_behind_front_matter_comments_and_carriage_returns(row: dict[str, Any]) -> None:
    lead = "---\r\ntitle: x\r\n---\r\n%%{init: {}}%%\r\n%% note\r\n"
    source = lead + row["source"].replace("\n", "\r\n")
    places = [(problem.line - 5, problem.column, source[problem.start : problem.end]) for problem in validate(source)]
    expected = [(each["line"], each["column"], each["stretch"].replace("\n", "\r\n")) for each in row["problems"]]
    assert places == expected
