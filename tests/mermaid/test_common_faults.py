"""docs/mermaid-faults.md shows the faults made most, each with what is said of it and the mended line."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from speclint.mermaid import validate
from speclint.yaml12 import load

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mermaid-faults.md"
ROWS: list[dict[str, str]] = load((ROOT / "fixtures/mermaid/common-faults.yaml").read_text("utf-8"))
LEAD = """\
# Faults in Mermaid diagrams

The thirty that people and models make most, as `speclint check` tells them. Every mended diagram is one that Mermaid
draws. Where a fix is named, `--fix` writes it; elsewhere the meaning is not certain enough.

"""


def _code(text: str) -> str:
    fence = "``" if "`" in text else "`"
    escaped = text.replace("|", "\\|")
    return f"{fence}{escaped}{fence}"


def _lines(text: str) -> str:
    return "<br>".join(_code(line.strip()) for line in text.split("\n"))


def _changed(row: dict[str, str]) -> str:
    """Return the lines of the mended diagram that the other one lacks."""
    before = [line.strip() for line in row["diagram"].split("\n")]
    return "\n".join(line for line in row["mended"].split("\n") if line.strip() not in before) or row["mended"]


def _page() -> str:
    rows = ["| fault | diagram | message | help | mended | fix |", "|---|---|---|---|---|---|"]
    for row in ROWS:
        problem = validate(row["diagram"])[0]
        said = [text.replace("|", "\\|") for text in (problem.message, problem.help or "")]
        fix = "safe" if problem.fix else ""
        rows.append(
            f"| {row['fault']} | {_lines(row['diagram'])} | {said[0]} | {said[1]} | {_lines(_changed(row))} | {fix} |"
        )
    return LEAD + "\n".join(rows) + "\n"


@pytest.mark.parametrize("row", ROWS, ids=[row["fault"] for row in ROWS])
def test_a_fault_is_told_once_and_mended(row: dict[str, Any]) -> None:
    problems = validate(row["diagram"])
    assert len(problems) == 1
    assert validate(row["mended"]) == []
    fix = problems[0].fix
    if fix is not None:
        assert row["diagram"][: fix.start] + fix.text + row["diagram"][fix.end :] == row["mended"]


def test_golden_page_of_faults() -> None:
    assert len(ROWS) >= 30
    if os.environ.get("SPECLINT_GOLDEN"):
        PAGE.write_text(_page(), "utf-8", newline="\n")
    assert PAGE.read_text("utf-8") == _page()
