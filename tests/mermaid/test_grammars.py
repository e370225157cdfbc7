"""Each type's grammar against its fixture: what Mermaid renders, what it refuses and where, and how time grows."""

from __future__ import annotations

import gc
import random
import time
from pathlib import Path
from typing import Any

import pytest

from speclint.mermaid import detect, parse, validate
from speclint.yaml12 import load

FOLDER = Path(__file__).parents[2] / "fixtures" / "mermaid" / "grammars"
GRAMMARS = Path(__file__).parents[2] / "speclint" / "mermaid" / "grammars"
# The first three are held by tests of their own.
ELSEWHERE = {"flowchart", "sequence", "er"}
FIXTURES: dict[str, dict[str, Any]] = {path.stem: load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*")}
VALID = [(name, source) for name, fixture in sorted(FIXTURES.items()) for source in fixture["valid"]]
INVALID = [(name, row) for name, fixture in sorted(FIXTURES.items()) for row in fixture["invalid"]]
LONG = [(name, *row) for name, fixture in sorted(FIXTURES.items()) for row in fixture.get("long", [])]
PIECES = ["", '"', "{", "}", "(", "[", "]", ":", ";", "-->", "end", "\n", " ", "%%", "é", "\t", "#", ",", "x"]


def _named(rows: list[Any]) -> list[str]:
    sources = (row[1] if isinstance(row[1], str) else row[1]["source"] for row in rows)
    return [" ".join(source.split())[:70] for source in sources]


def test_every_grammar_has_a_fixture() -> None:
    modules = {path.stem for path in GRAMMARS.glob("[a-z]*")} - ELSEWHERE
    assert modules == set(FIXTURES)
    assert all(len(fixture["valid"]) >= 5 and len(fixture["invalid"]) >= 5 for fixture in FIXTURES.values())


@pytest.mark.parametrize(("name", "source"), VALID, ids=_named(VALID))
def test_what_mermaid_renders_has_no_problem(name: str, source: str) -> None:
    assert validate(source) == []
    assert (detect(source) or "").lower() == name
    assert validate(source.replace("\n", "\r\n")) == []


@pytest.mark.parametrize(("name", "row"), INVALID, ids=_named(INVALID))
def test_a_fault_is_named_at_its_place_and_its_fix_mends_it(name: str, row: dict[str, Any]) -> None:
    problems = validate(row["source"])
    first = problems[0]
    fix = first.fix
    fixed = row["source"][: fix.start] + fix.text + row["source"][fix.end :] if fix else None
    stated = {"line": first.line, "column": first.column, "message": first.message, "help": first.help, "fixed": fixed}
    assert {key: stated[key] for key in ("line", "column", "message")} == {
        key: row[key] for key in ("line", "column", "message")
    }
    assert (stated["help"], stated["fixed"]) == (row.get("help"), row.get("fixed"))
    assert fixed is None or validate(fixed) == []
    assert len(problems) == row.get("problems", 1)
    assert all(problem.start <= problem.end <= len(row["source"]) for problem in problems)


@pytest.mark.parametrize("name", sorted(FIXTURES))
def test_any_edit_is_read_without_an_exception(name: str) -> None:
    chance = random.Random(name)
    for _ in range(150):
        source = chance.choice(FIXTURES[name]["valid"])
        for _ in range(chance.randint(1, 3)):
            start = chance.randint(0, len(source))
            source = source[:start] + chance.choice(PIECES) + source[start + chance.choice([0, 0, 1, 5]) :]
        problems = validate(source)
        assert all(0 <= problem.start <= problem.end <= len(source) for problem in problems)
        assert all(1 <= problem.line <= source.count("\n") + 1 for problem in problems)
        assert parse(source).problems == tuple(problems)


@pytest.mark.parametrize(("name", "head", "piece"), LONG)
def test_reading_takes_time_linear_in_the_length(name: str, head: str, piece: str) -> None:
    def seconds(times: int) -> float:
        # What other tests have left in memory is no part of the time.
        gc.disable()
        begun = time.process_time()
        validate(head + piece * times)
        taken = time.process_time() - begun
        gc.enable()
        return taken

    seconds(10)
    small = min(seconds(1_000) for _ in range(2))
    assert any(seconds(10_000) < 60 * small + 0.2 for _ in range(3))
