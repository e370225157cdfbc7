"""Variants and near misses of the rules on values: SL111 malformed-value, SL112 reversed-dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.spec.formats import dates_in, fits, iso_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

META = "# Tech Spec: X\n\n**Author:** Ada\n**Last updated:** {}\n**Status:** Draft\n"
TABLE = "# RFC: X\n\n| Document Metadata | Details |\n|---|---|\n| Created / Last Updated | {} |\n"
HEAD = "# Technical Specification: X\n\n**Created**: {}\n**Last Updated**: {}\n"
FRONT = '---\ntitle: "X"\nlast_updated: {}\n---\n\n# Technical Specification: X\n'
PHASE = "# Technical Specification: X\n\n## Implementation Plan\n\n### Phase 1: A\n\n**Estimated Effort**: {}\n"
BACK = "# Technical Specification: X\n\n## Rollout Strategy\n\n### Rollback Plan\n\n**Rollback Time**: {}\n"
HOURS = "# Technical Specification: X\n\n## Effort Estimate\n\n**Estimated Hours**: {}\n"
SPIKE = (
    "# Technical Specification: X\n\n## Investigation & POC Work\n\n### Recommended Spikes\n\n#### Spike 1: A\n\n"
    "- **Goal**: a\n- **Time box**: {}\n"
)
COLUMNS = "| Date | Author | Changes | Status |\n|---|---|---|---|\n"


def history(*days: str) -> str:
    """Write a revision history with these days."""
    rows = "".join(f"| {day} | Ada | a | DRAFT |\n" for day in days)
    return f"# Technical Specification: X\n\n## Revision History\n\n{COLUMNS}{rows}"


MALFORMED = [
    *((kind, META.format(value)) for kind in ("engineering", "prd-driven") for value in (
        "2026-03-04", "`2026-03-04`", "2026-03-04 (second draft)", "[date as YYYY-MM-DD]", "", "TBD",
        "«4 March 2026»", "«03/04/2026»", "«2026-02-30»", "«yesterday»", "«2026-03-04T10:00»",
    )),
    *(("rfc", TABLE.format(value)) for value in (
        "2026-03-04", "2026-03-04 / 2026-03-05", "2026-03-04/2026-03-05", "2026-03-04 (draft) / 2026-03-05", "",
        "«March 4th, 2026 / 2026-03-05»", "«2026-03-04 / 2026-03-05 / 2026-03-06»", "«soon»",
    )),
    *(("design", text) for text in (
        HEAD.format("2026-03-04", "2026-03-04"), HEAD.format("«5 Oct 2025»", "2026-03-04"),
        HEAD.format("2026-03-04", "«2026/3/4»"),
        FRONT.format('"2026-03-04"'), FRONT.format("2026-03-04"), FRONT.format('«"March 2026"»'),
        FRONT.format("«20260304»"),
        PHASE.format("16 hours"), PHASE.format("3-5 story points"), PHASE.format("2d"), PHASE.format("«large»"),
        PHASE.format("«16»"),
        BACK.format("5 minutes"), BACK.format("under an hour"), BACK.format("«short»"), BACK.format("«5»"),
        SPIKE.format("4h"), SPIKE.format("two days"), SPIKE.format("«small»"),
        HOURS.format("40"), HOURS.format("~40-60 hours"), HOURS.format("«many»"), HOURS.format("«see below: 40»"),
        history("2026-03-04", "[date as YYYY-MM-DD]"), history("2026-03-04", "«5.3.26»"), history("«Mar 4, 2026»"),
    )),
]  # fmt: skip
REVERSED = [
    ("rfc", TABLE.format("2026-01-02 / 2026-01-02")),
    ("rfc", TABLE.format("2026-01-02")),
    ("rfc", TABLE.format("«2026-01-02 / 2026-01-01»")),
    ("rfc", TABLE.format("«2026-01-02/2025-12-31»")),
    ("rfc", TABLE.format("4 May 2026 / 2026-01-01")),
    ("design", HEAD.format("2026-03-04", "2026-03-04")),
    ("design", HEAD.format("2026-03-04", "«2026-03-03»")),
    ("design", HEAD.format("[date]", "2026-03-03")),
    ("design", history("2026-03-04", "2026-03-04", "2026-03-05")),
    ("design", history("2026-03-04", "2026-03-06", "«2026-03-05»")),
    ("design", history("2026-03-06", "«2026-03-05»", "2026-03-04")),
    ("design", history("2026-03-04", "5 March", "2026-03-06")),
]


@pytest.mark.parametrize(("kind", "text"), MALFORMED)
def test_a_value_of_another_form_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL111", text, kind)


@pytest.mark.parametrize(("kind", "text"), REVERSED)
def test_dates_that_run_backwards_are_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL112", text, kind)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("5 Oct 2025", "2025-10-05"), ("5th of October 2025", "2025-10-05"), ("October 5, 2025", "2025-10-05"),
        ("Sunday, Oct. 5th, 2025", "2025-10-05"), ("5-Oct-2025", "2025-10-05"), ("Sept 5 2025", "2025-09-05"),
        ("2025/10/5", "2025-10-05"), ("2025.10.05", "2025-10-05"), ("20251005", "2025-10-05"),
        ("2025-10-5", "2025-10-05"), ("31/12/2025", "2025-12-31"), ("12/31/2025", "2025-12-31"),
        ("04.04.2026", "2026-04-04"), ("29 Feb 2024", "2024-02-29"),
        ("03/04/2026", None), ("5.3.26", None), ("29 Feb 2025", None), ("2025-13-05", None), ("October 2025", None),
        ("5 Brumaire 2025", None), ("2025", None), ("", None), ("31/31/2025", None), ("1900-02-29", None),
    ],
)  # fmt: skip
def test_a_date_is_rewritten_only_where_it_means_one_day(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (TABLE.format("«5 Oct 2025 / Oct 6, 2025»"), ["2025-10-05", "2025-10-06"]),
        (TABLE.format("«2025-10-05 / 6 Oct 2025»"), ["2025-10-06"]),
        (TABLE.format("«5 Oct 2025 / 03/04/2026»"), None),
    ],
)
def test_two_dates_are_rewritten_together_or_not_at_all(judge: Judge, text: str, fixed: list[str] | None) -> None:
    (finding,) = judge("SL111", text, "rfc")
    assert (finding.fix and [edit.text for edit in finding.fix.edits]) == fixed


def test_a_form_that_is_not_known_holds_any_text() -> None:
    assert fits("colour", "blue")
    assert not fits("semver", "1.0")
    assert dates_in("2026-01-02 / 2026-01-03 / 2026-01-04") == ()
