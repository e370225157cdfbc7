"""Variants and near misses of inexact citations, of decisions without an id, and of requirements without a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

REQUIREMENTS = (
    "# Tech Spec: X\n\n## 1. Overview\n\n### Requirement Mapping\n\n"
    "#### Engineering-initiated: Motivation & Requirements\n\n"
    "| Req ID | Requirement | Success Criteria | Priority |\n|---|---|---|---|\n{}\n"
)
ROWS = "| ER-001 | A | 401 | must |\n| ER-002 | B | 200 | must |"
STORIES = (
    "# Tech Spec: X\n\n## 1. Overview\n\n### Requirement Mapping\n\n#### PRD-driven: Story Mapping\n\n"
    "| Story ID | Story Summary | Implementing Tasks |\n|---|---|---|\n"
    "| US-001 | A | T-001 |\n| US-002 | B | T-001 |\n\n"
)
TASKS = (
    "## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n"
    "- **T-001:** Do it\n  - _Implements:_ {}\n  - _Done condition:_ {}\n  - _Dependencies:_ {}\n"
)


def prose(text: str, head: str = REQUIREMENTS.format(ROWS), needs: str = "None") -> str:
    """Put a paragraph between the requirements and one task."""
    return f"{head}## 2. Architecture & Design Decisions\n\n### System Context\n\n{text}\n\n" + TASKS.format(
        "ER-001, ER-002", "The row is there.", needs
    )


CITED = [
    ("the exact id", prose("As ER-001 asks, T-001 stores it.")),
    ("too few digits", prose("As «ER-1» asks.")),
    ("a task with too few digits", prose("Built by «T-1».")),
    ("no hyphen", prose("As «ER001» asks.")),
    ("small letters", prose("As «er-002» asks.")),
    ("a paraphrase", prose("As «requirement 2» asks.")),
    ("a paraphrase with a sign", prose("Done in «task #1».")),
    ("an unknown one", prose("As «ER-9» asks.")),
    ("in a cell", prose("| Step | Why |\n|---|---|\n| a | «ER-2» |")),
    ("twice is one finding", prose("As «ER-1» asks, and ER-1 again.")),
    ("four are one finding", prose("«ER-1», ER-2, T-1 and requirement 1.")),
    ("code", prose("Run `make ER-1` or `goose T-1`.")),
    ("a fence", prose("```text\nER-1\n```")),
    ("a count", prose("Each task 1 times; at most one task 2 of 3; every requirement 2 times.")),
    ("a measure", prose("It is frozen at T-1 day, and again at T-1h and T-1 week.")),
    ("instances", prose("Runs on T1 instances, t1.micro and T2.")),
    ("another document", prose("Requirement 2 of the RFC, and ER-1 of tech-specs/billing.md.")),
    ("a number that no task has", prose("In task 7 of the runbook.")),
    ("a dependency in words", prose("x", needs="«Task 1»")),
    ("an ill-written dependency is SL201", prose("x", needs="T-1")),
    ("and with it its like in prose", prose("See T-1.", needs="T-1")),
]

CITED_STORIES = [
    (
        "a story in words",
        STORIES + "## 2. Architecture & Design Decisions\n\n### System Context\n\nSee «user story 2».\n",
    ),
    (
        "of the PRD",
        STORIES + "## 2. Architecture & Design Decisions\n\n### System Context\n\nThe PRD's «story 1» asks it.\n",
    ),
    (
        "a requirement is no story",
        STORIES + "## 2. Architecture & Design Decisions\n\n### System Context\n\nRequirement 1.\n",
    ),
]

DECISION_HEAD = (
    "## 2. Architecture & Design Decisions\n\n### Key Decisions\n\n"
    "| Decision | Alternatives Considered | Rationale |\n|---|---|---|\n"
)


def decisions(*rows: str) -> str:
    """Write the rows of the key decisions below two requirements."""
    return REQUIREMENTS.format(ROWS) + DECISION_HEAD + "".join(f"| {row} |\n" for row in rows)


DECISIONS = [
    ("an id in the rationale", decisions("JSONB | columns | flexible (ER-001)")),
    ("an id in the decision", decisions("JSONB for ER-002 | columns | flexible")),
    ("a task's id", decisions("JSONB | columns | as T-001 needs it")),
    ("every requirement", decisions("Log in JSON | text | serves every requirement")),
    ("a prompt", decisions("[what was chosen] | [what else] | [why]")),
    ("none", decisions("None | None | None")),
    ("none at all", decisions("«JSONB» | columns | flexible")),
    ("an id in code is one too", decisions("JSONB | columns | flexible (`ER-001`)")),
    ("one of two", decisions("JSONB | columns | ER-001", "«Cursor pages» | offsets | stable")),
    ("four are one finding", decisions("«a» | b | c", "d | e | f", "g | h | i", "j | k | l")),
]


def with_tests(section: str, done: str = "The row is there.", rows: str = ROWS) -> str:
    """Write requirements, a task that implements them, and a testing strategy."""
    return (
        REQUIREMENTS.format(rows)
        + TASKS.format("ER-001, ER-002", done, "None")
        + (f"\n## 7. Testing Strategy\n\n{section}\n" if section else "")
    )


FLOW = (
    "### End-to-End Tests\n\n| User Flow / Scenario | Steps | Maps to Requirement | Framework |\n|---|---|---|---|\n"
    "| a | b | {} | Cypress |"
)
MARKED = ROWS.replace("ER-002", "«ER-002»")
UNIT = (
    "### Backend Unit Tests (Go)\n\n| Package / Function | Key Cases | Test Command |\n|---|---|---|\n"
    "| `a.B` | {} | `go test ./a -run TestB` |\n\n"
)
TESTED = [
    ("both named", with_tests(FLOW.format("ER-001, ER-002"))),
    ("a range", with_tests(FLOW.format("ER-001 to ER-002"))),
    ("every requirement", with_tests("### Backend Unit Tests (Go)\n\nEvery requirement has a table-driven test.")),
    ("no testing strategy", with_tests("")),
    ("a command in a done condition", with_tests(FLOW.format("ER-001"), "`go test ./a` passes.")),
    ("a benchmark in a done condition", with_tests(FLOW.format("ER-001"), "`BenchmarkB` stays under 5 ms.")),
    ("an open done condition", with_tests(FLOW.format("ER-001"), "[a command]")),
    ("a command in the criteria", with_tests(FLOW.format("ER-001"), rows=ROWS.replace("200", "`go test ./b` passes"))),
    ("one unnamed", with_tests(FLOW.format("ER-001"), rows=MARKED)),
    ("code that is no command", with_tests(FLOW.format("ER-001"), "`rows` is 1.", MARKED)),
    (
        "no strategy for any",
        with_tests(
            "### Backend Unit Tests (Go)\n\nNone",
            rows=ROWS.replace("ER-", "«ER-").replace(" | A", "» | A").replace(" | B", "» | B"),
        ),
    ),
    ("one key case", with_tests(UNIT.format("«the empty list»") + FLOW.format("ER-001, ER-002"))),
    ("two key cases", with_tests(UNIT.format("the empty list and a full one") + FLOW.format("ER-001, ER-002"))),
]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in CITED])
def test_inexact_citations_are_found(judge: Judge, text: str) -> None:
    judge("SL209", text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in CITED_STORIES])
def test_inexact_citations_of_stories_are_found(judge: Judge, text: str) -> None:
    judge("SL209", text, "prd-driven")


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in DECISIONS])
def test_untraced_decisions_are_found(judge: Judge, text: str) -> None:
    judge("SL211", text)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in TESTED])
def test_untested_requirements_are_found(judge: Judge, text: str) -> None:
    judge("SL212", text)
