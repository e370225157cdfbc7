"""docs/clauses.md and the rule pages agree on which rule carries which clause."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import NamedTuple

from speclint.resources import data_folder
from speclint.rules import read_pages

DOCUMENT = Path(__file__).parents[1] / "docs" / "clauses.md"
CLASSES = ("decidable", "proxy", "reviewer")
REVIEWER = "left to the reviewer"
TYPES = {
    "backend-api": "S0",
    "feature": "S1",
    "engineering and prd-driven": "S2",
    "rfc": "S3",
    "design": "S4",
}
CODES = {page.rule.code: page.rule.clauses for page in read_pages(data_folder("rules"))}
CARRIED = re.compile(r"(?P<codes>SL\d{3}(?:, SL\d{3})*)?(?:; )?(?:not carried yet: (?P<missing>\S.*))?")


class Row(NamedTuple):
    """One row of the document, under its heading."""

    heading: str
    clause: str
    words: str
    kind: str
    carried_by: str

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that the row names."""
        return tuple(re.findall(r"SL\d{3}", self.carried_by.partition("not carried yet")[0]))


def _rows() -> list[Row]:
    rows = []
    heading = ""
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("| S"):
            rows.append(Row(heading, *(cell.strip() for cell in line.strip("|").split("|"))))
    return rows


ROWS = _rows()


def _pairs_of_pages() -> set[tuple[str, str]]:
    return {(clause, code) for code, clauses in CODES.items() for clause in clauses}


def test_each_clause_stands_once_in_order_under_its_type() -> None:
    by_type = {heading: [row.clause for row in ROWS if row.heading == heading] for heading in TYPES}
    assert {row.heading for row in ROWS} == set(TYPES)
    for heading, prefix in TYPES.items():
        clauses = by_type[heading]
        assert clauses == [f"{prefix}-{number:02d}" for number in range(1, len(clauses) + 1)]
    assert [row.clause for row in ROWS] == [clause for clauses in by_type.values() for clause in clauses]
    assert {heading: len(clauses) for heading, clauses in by_type.items()} == {
        "backend-api": 74,
        "feature": 87,
        "engineering and prd-driven": 251,
        "rfc": 75,
        "design": 140,
    }


def test_pages_name_each_of_their_clauses_once() -> None:
    assert {code: clauses for code, clauses in CODES.items() if len(set(clauses)) != len(clauses)} == {}


def test_pages_and_document_name_the_same_rules() -> None:
    of_document = {(row.clause, code) for row in ROWS for code in row.codes}
    of_pages = _pairs_of_pages()
    assert sorted(of_pages - of_document) == [], "a page has a clause whose row does not name the page"
    assert sorted(of_document - of_pages) == [], "a row names a page that has not its clause"


def _fault(row: Row) -> str:
    if row.kind not in CLASSES:
        return "its class is none of the three"
    if not 5 <= len(row.words.split()) <= 14:
        return "its words are too few or too many"
    if (row.kind == "reviewer") != (row.carried_by == REVIEWER):
        return "the class reviewer, and it alone, is left to the reviewer"
    if row.kind == "reviewer":
        return ""
    shape = CARRIED.fullmatch(row.carried_by)
    if not (shape and (shape["codes"] or shape["missing"])):
        return "it names neither rules nor what is missing"
    return "" if row.codes == tuple(sorted(set(row.codes))) else "its rules are not in order, each once"


def test_rows_are_whole() -> None:
    assert {row.clause: _fault(row) for row in ROWS if _fault(row)} == {}


def test_the_coverage_is_the_one_that_is_stated() -> None:
    decided = [row for row in ROWS if row.kind != "reviewer"]
    carried = sum(bool(row.codes) for row in decided)
    coverage = f"{carried} of {len(decided)} decidable or proxied clauses carried"
    sys.stdout.write(f"{coverage}\n")
    left = f"{len(ROWS) - len(decided)} of {len(ROWS)} are left to the reviewer"
    assert f"{coverage}; {left}." in DOCUMENT.read_text("utf-8").splitlines()
