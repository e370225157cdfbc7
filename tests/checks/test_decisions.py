"""Variants and near misses of decisions whose options are not weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

PARTS = "   - Pros: a\n   - Cons: b\n   - {}: c\n"


def decision(*options: str, label: str = "**Options Considered**:", said: str = "Keep rows in Redis.") -> str:
    head = f"# Technical Specification: X\n\n## Technical Decisions\n\n### Decision 1: A\n\n**Decision**: {said}\n\n"
    return f"{head}{label}\n\n" + "\n".join(f"{number}. {text}" for number, text in enumerate(options, 1)) + "\n"


def option(line: str, last: str) -> str:
    return f"{line}\n{PARTS.format(last)}"


YES, NO = option("**Redis** ✓", "Rationale"), option("**MySQL** ✗", "Why not")

CASES = [
    ("both", decision(YES, NO), None),
    ("three", decision(NO, YES, option("**Files** ✗", "Why not")), None),
    ("marks in words", decision(option("**Redis** (chosen)", "Why"), option("**B** (rejected)", "Reason")), None),
    ("one option", decision(option("«**Redis** ✓»", "Rationale")), "mild"),
    ("two chosen", decision(YES, option("«**Disk** ✓»", "Rationale")), None),
    ("two chosen, one without its reason", decision(YES, option("«**Disk** ✓»", "Why not")), None),
    ("none chosen", decision(NO, option("**Disk** ✗", "Why not"), label="«**Options Considered**:»"), None),
    ("no mark", decision("**A**\n   - Pros: a\n   - Cons: b", "**B**\n   - Pros: a\n   - Cons: b",
                         label="«**Options Considered**:»"), None),
    ("one without a mark", decision(YES, "«**Disk**»\n   - Pros: a\n   - Cons: b"), "mild"),
    ("a heavy mark", decision(option("**Redis** «✅»", "Rationale"), NO), "form"),
    ("a letter", decision(YES, option("**Disk** «x»", "Why not")), "form"),
    ("no cons", decision(YES, "«**Disk** ✗»\n   - Pros: a\n   - Why not: c"), "mild"),
    ("empty pros", decision(YES, "**Disk** ✗\n   - «Pros:»\n   - Cons: b\n   - Why not: c"), "mild"),
    ("bold parts", decision(YES, "**Disk** ✗\n   - **Pros**: a\n   - **Cons:** b\n   - **Why not**: c"), None),
    ("cons as a list", decision(YES, "**Disk** ✗\n   - Pros: a\n   - Cons:\n     - b\n   - Why not: c"), None),
    ("a prompt", decision("**[the option that was taken]** ✓", "**[an option]** ✗"), None),
    ("no list at all", decision(label="**Options Considered**: none other"), None),
    ("another option", decision(YES, NO, said="Files on a disk.").replace("**Decision**: Files on a disk.",
                                                                         "«**Decision**: Files on a disk.»"), "info"),
]  # fmt: skip


@pytest.mark.parametrize(("marked", "level"), [pytest.param(m, level, id=n) for n, m, level in CASES])
def test_incomplete_decisions(marked: str, level: str | None, judge: Judge) -> None:
    assert all(finding.level == level for finding in judge("SL133", marked, "design"))
