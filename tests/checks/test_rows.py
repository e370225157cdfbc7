"""Variants and near misses of the rules on table rows: SL115 ragged-row, SL116 empty-cell, SL121's blank rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.source import Source
from speclint.spec.reading import read_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

RISKS = {
    "engineering": "# Tech Spec: X\n\n## 9. Open Questions & Risks\n\n### Technical Risks\n\n"
    "| Risk | Impact | Mitigation |\n|---|---|---|\n",
    "feature": "# Technical Spec: X\n\n## 8. Risks and Mitigations\n\n"
    "| Risk | Impact | Likelihood | Mitigation |\n|---|---|---|---|\n",
    "rfc": "# RFC: X\n\n## 6. Alternatives Considered\n\n"
    "| Option | Pros | Cons | Reason for Rejection |\n|---|---|---|---|\n",
    "design": "# Technical Specification: X\n\n## Technical Risks & Mitigations\n\n"
    "| Risk | Impact | Probability | Mitigation | Owner |\n|---|---|---|---|---|\n",
    "backend-api": "# Tech Spec: X\n\n## 4) Proposed Design\n\n### 4.1 API Surface\n\n"
    "| Method | Path | Auth |\n|---|---|---|\n",
}
WIDTH = {"engineering": 3, "feature": 4, "rfc": 4, "design": 5, "backend-api": 3}


def row(kind: str, *cells: str) -> str:
    """Write a row whose cells, after those given, are filled with letters."""
    filled = [*cells, *"abcdefgh"[len(cells) : WIDTH[kind]]]
    return f"| {' | '.join(filled)} |"


RAGGED = [
    (kind, name, text)
    for kind in RISKS
    for name, text in (
        ("as wide as the header", row(kind) + "\n"),
        ("an escaped pipe", row(kind, r"a \| b") + "\n"),
        ("an escaped pipe in code", row(kind, r"`a \| b`") + "\n"),
        ("a trailing pipe is optional", row(kind).rstrip("| ") + "\n"),
        ("blank", f"|{' |' * WIDTH[kind]}\n{row(kind)}\n"),
        ("a bare pipe", f"{row(kind)}\n«{row(kind, 'a | b')}»\n"),
        ("a pipe in code", f"{row(kind)}\n«{row(kind, '`a | b`')}»\n"),
        ("one cell only", f"«| a |»\n{row(kind)}\n"),
        ("text below", f"{row(kind)}\n«See the wiki.»\n"),
        ("two of three", f"«| a |»\n{row(kind)}\n«{row(kind)} x |»\n"),
    )
]
EMPTY = {
    "engineering": [
        ("all filled", "| a | b | c |\n"),
        ("none at all", "| | | |\n"),
        ("a prompt", "| a | b | [plan] |\n"),
        ("a dash says something", "| a | b | — |\n"),
        ("one", "| a | b |« » |\n"),
        ("a comment", "| a | b | «<!-- later -->» |\n"),
        ("two", "«| a | | |»\n"),
        ("of a ragged row", "| a | |\n"),
    ],
    "feature": [
        ("all filled", "| a | High | Low | d |\n"),
        ("one", "| a | High | Low |« » |\n"),
        ("three", "«| a | | | |»\n"),
        ("blank", "| | | | |\n"),
    ],
    "rfc": [
        ("all filled", "| a | b | c | Chosen |\n"),
        ("one", "| a | b | c |« » |\n"),
        ("a space that is no blank", "| a | b | «&nbsp;» | d |\n"),
        ("blank", "|  |  |  |  |\n"),
    ],
    "design": [
        ("all filled", "| a | H | L | d | Ada |\n"),
        ("no owner", "| a | H | L | d |« » |\n"),
        ("no mitigation and no owner", "«| a | H | L |  |  |»\n"),
        ("blank", "|  |  |  |  |  |\n"),
    ],
    "backend-api": [
        ("all filled", "| GET | /a | none |\n"),
        ("no auth", "| GET | /a |« » |\n"),
        ("no method and no path", "«| | | admin |»\n"),
        ("public", "| GET | /a | public |\n"),
    ],
}


def _empty(text: str) -> str:
    """Mark the place of an empty cell, which is as the parser has it: one character after the pipe, without width."""
    return text.replace("« »", " «»")


@pytest.mark.parametrize(("kind", "text"), [pytest.param(k, t, id=f"{k} {n}") for k, n, t in RAGGED])
def test_a_ragged_row_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL115", RISKS[kind] + text, kind)


@pytest.mark.parametrize(
    ("kind", "text"), [pytest.param(k, t, id=f"{k} {n}") for k, cases in EMPTY.items() for n, t in cases]
)
def test_an_empty_cell_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL116", RISKS[kind] + _empty(text), kind)


@pytest.mark.parametrize("kind", RISKS)
def test_a_blank_row_is_reported_where_it_stands(judge: Judge, kind: str) -> None:
    blank = f"|{' |' * WIDTH[kind]}"
    judge("SL121", f"{RISKS[kind]}{row(kind)}\n", kind)
    alone = judge("SL121", f"{RISKS[kind]}«{blank}»\n", kind)
    assert [finding.fix for finding in alone] == [None]
    beside = judge("SL121", f"{RISKS[kind]}{row(kind)}\n«{blank}»\n{blank}\n", kind)
    assert [finding.fix is not None and len(finding.fix.edits) for finding in beside] == [2]
    lines = RISKS[kind].split("\n")
    judge("SL121", "\n".join([*lines[:-3], f"«{lines[-3]}»", *lines[-2:]]), kind)


def test_rows_that_all_have_one_cell_more_are_one_finding(judge: Judge) -> None:
    head = "# Tech Spec: X\n\n## 2. Architecture & Design Decisions\n\n### System Context\n\n"
    judge("SL115", f"{head}«| a | b |»\n|---|---|\n" + "| 1 | 2 | 3 |\n" * 3)
    judge("SL115", f"{head}| a | b |\n|---|---|\n" + "«| 1 | 2 | 3 |»\n" * 2)


def test_a_header_that_lacks_a_column_is_no_ragged_row(judge: Judge) -> None:
    head = RISKS["engineering"].replace("| Impact ", "").replace("|---|---|---|", "|---|---|")
    judge("SL115", head + "| a | b | c |\n" * 2)


def test_the_pipes_of_code_alone_are_escaped(judge: Judge) -> None:
    text = RISKS["engineering"] + '«| a `b` | `"x" | "y"` | c |»\n'
    (finding,) = judge("SL115", text)
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == ["\\"]
    plain = text.replace("«", "").replace("»", "")
    assert plain[finding.fix.edits[0].span.start :].startswith('| "y"`')


def test_code_that_a_pipe_splits_is_read_as_one_cell() -> None:
    text = RISKS["engineering"] + "| a | `b | c` | d |\n"
    spec = read_spec(Source(text, "x.md"), spec_type="engineering")
    (view,) = spec.tables_by_role("risks")
    (line,) = view.rows()
    assert [text[cell.span.start : cell.span.end] for cell in line.cells] == ["a", "`b | c`", "d"]


def test_of_a_ragged_row_only_the_first_cell_is_read() -> None:
    spec = read_spec(Source(RISKS["engineering"] + "| a | b |\n", "x.md"), spec_type="engineering")
    (view,) = spec.tables_by_role("risks")
    (line,) = view.rows()
    assert view.cell(line, "risk") is not None
    assert view.cell(line, "impact") is None


def test_a_metadata_row_without_its_value_is_another_rules(judge: Judge) -> None:
    head = "# RFC: X\n\n| Document Metadata | Details |\n|---|---|\n"
    judge("SL115", f"{head}| Author(s) |\n| Status | Draft |\n", "rfc")
    judge("SL115", f"{head}«| Author(s) | Ada | Grace |»\n| Status | Draft |\n", "rfc")
