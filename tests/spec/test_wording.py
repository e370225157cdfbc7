"""Statements of nothing, placeholders, ids, choices and heading keys."""

from __future__ import annotations

import pytest

from speclint.spec.choices import closest_choice, read_choice
from speclint.spec.headings import heading_key, nearest, within_two_edits
from speclint.spec.spectype import IdFamily
from speclint.spec.wording import find_refs, is_none_statement, is_placeholder

NOTHING = [
    "None", "none.", "N/A", "n/a — backend only", "Not applicable.", "Not applicable: lists are fetched.", "_None_",
    "No schema changes.", "No new tables", "No open questions", "No real-time events", "None — foundational work",
    "- None", "No API changes in this spec.", "No further migrations are needed.", "Not needed", "(none)",
]  # fmt: skip
SOMETHING = [
    "Nobody may read it.", "Notes follow.", "No more than 50 rows are returned.", "Noneuclidean index", "",
    "Nonetheless it runs.", "The table has none.", "No, the deploy alone is not enough.",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_a_statement_of_nothing(text: str) -> None:
    assert is_none_statement(text)


@pytest.mark.parametrize("text", SOMETHING)
def test_no_statement_of_nothing(text: str) -> None:
    assert not is_none_statement(text)


@pytest.mark.parametrize(
    "text",
    ["[name]", "[what it is for]", "`[path]`", "**[title]**", "[a] / [b]", "TBD", "tbd.", "TODO", "...", "…",
     "[US-001]", "[ER-XXX]", "| [a] | [b] |", "[e.g., PostgreSQL]"],
)  # fmt: skip
def test_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["", "Ada", "[RFC 7231]", "[ASSUMPTION]", "[x]", "[ ]", "[name](https://example.org)", "map[string]int",
     "Ada [name]", "[]string", "the TODO list", "-"],
)  # fmt: skip
def test_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


TASK = IdFamily("task", "T-")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("T-001, T-002", ["T-001", "T-002"]),
        ("T-1 and t_2", ["T-001", "T-002"]),
        ("T-001 (after T-009)", ["T-001"]),
        ("T-001 – T-003", ["T-001", "T-002", "T-003"]),
        ("T-002 through T-004, T-009", ["T-002", "T-003", "T-004", "T-009"]),
        ("UT-001 T-001x NT-002-a ST-3", []),
        ("T-009 to T-001", ["T-009", "T-001"]),
    ],
)
def test_ids_in_a_text(text: str, ids: list[str]) -> None:
    assert [ref.id for ref in find_refs(text, TASK, parentheses=False)] == ids


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("8. Rollout & Operations", "8", "rollout and operations"),
        ("8) Rollout and  Operations", "8", "rollout and operations"),
        ("4.1 API Surface", "4.1", "api surface"),
        ("Phase 2: Backend Logic & API", "phase 2", "backend logic and api"),
        ("Phase 2 — Backend", "phase 2", "backend"),
        ("Backend (Go) — New Files", "", "backend (go) - new files"),
        ("3 days of work", "3", "days of work"),
        ("2026-03-04 notes", "", "2026-03-04 notes"),
        ("Summary:", "", "summary"),
    ],
)
def test_a_heading_taken_apart(text: str, number: str, words: str) -> None:
    key = heading_key(text)
    assert (key.number, key.words) == (number, words)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("dependencies", "dependancies", True),
        ("dependencies", "dependency", False),
        ("open questions", "open qeustions", True),
        ("rollback procedure", "rollback procedures", True),
        ("flag", "flags", False),
        ("summary", "summit", False),
    ],
)
def test_two_edits(one: str, other: str, near: bool) -> None:
    assert within_two_edits(one, other) is near
    assert within_two_edits(other, one) is near


STATUS = ("Draft", "In Review", "Approved")


@pytest.mark.parametrize(
    ("value", "read", "closest"),
    [
        ("Draft", "Draft", "Draft"),
        ("In Review (second round)", "In Review", "In Review"),
        ("in review (second round)", None, "In Review"),
        ("Approved — with changes", "Approved", "Approved"),
        ("Draftish", None, None),
        ("draft", None, "Draft"),
        ("in-review", None, "In Review"),
        ("Aproved", None, "Approved"),
        ("WIP", None, None),
    ],
)
def test_a_choice(value: str, read: str | None, closest: str | None) -> None:
    assert read_choice(value, STATUS) == read
    meant = closest_choice(value, STATUS)
    assert (meant.choice if meant else None) == closest


def test_a_word_for_its_first_letter() -> None:
    assert closest_choice("HIGH", ("H", "M", "L")) == ("H", "HIGH", True)
    assert closest_choice("Medium (for now)", ("H", "M", "L")) == ("M", "Medium", True)
    assert closest_choice("Large", ("S", "M", "L", "XL")) == ("L", "Large", True)
    assert closest_choice("Draft pending a review", STATUS) == ("Draft", "Draft", True)
    assert closest_choice("Aproved", STATUS) == ("Approved", "Aproved", False)
    assert closest_choice("CRITICAL", ("H", "M", "L")) is None


def test_the_nearest_word() -> None:
    assert nearest("missing-secton", ["empty-section", "missing-section"]) == "missing-section"
    assert nearest("qqq", ["empty-section"]) is None
