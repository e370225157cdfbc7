"""Missing, unknown and reworded sections: what is told once, and what is told mildly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.reading import read_spec
from speclint.spec.sides import is_left_out
from speclint.spec.skeleton import heading_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

ENGINEERING = spec_type("engineering")


def _outline(*left_out: str, levels: int = 2, kind: str = "engineering") -> str:
    """Return a type's headings with a line under each, some left out."""
    whole = spec_type(kind)
    title = {"engineering": "# Tech Spec: A", "rfc": "# RFC: A", "design": "# Technical Specification: A"}[kind]
    parts = [title]
    for section in whole.walk():
        if section.repeatable or section.excluded or section.level > levels or section.heading in left_out:
            continue
        parts.append(f"{heading_line(whole, section)}\n\nText.")
    return "\n\n".join(parts) + "\n"


def _put(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


WHOLE = _outline(levels=3)
FRONTEND = [one.heading for one in ENGINEERING.walk() if one.side == "frontend"]
COMPONENTS = [one for one in FRONTEND if not one.startswith(("Phase", "Frontend Unit"))]

MISSING: list[tuple[str, str, str, list[tuple[str, str | None]]]] = [
    (
        "one",
        "engineering",
        _put(WHOLE, ("### Summary\n\nText.\n\n", ""), ("## 1. Overview", "«## 1. Overview»")),
        [('section "Summary" is missing in "1. Overview"', None)],
    ),
    (
        "two of a place",
        "engineering",
        _put(
            WHOLE,
            ("### Feature Flags\n\nText.\n\n", ""),
            ("### Rollback Procedure\n\nText.\n\n", ""),
            ("## 8. Rollout & Operations", "«## 8. Rollout & Operations»"),
        ),
        [('2 sections are missing in "8. Rollout & Operations": "Feature Flags", "Rollback Procedure"', None)],
    ),
    (
        "one in each of four places",
        "engineering",
        _put(
            WHOLE,
            ("### Summary\n\nText.\n\n", ""),
            ("### Dependencies\n\nText.\n\n", ""),
            ("### Modified Tables\n\nText.\n\n", ""),
            ("### Rollback Procedure\n\nText.\n\n", ""),
            ("## 1. Overview", "«## 1. Overview»"),
        ),
        [
            (
                (
                    '4 sections are missing: "Summary" in "1. Overview", "Dependencies" in '
                    '"2. Architecture & Design Decisions", "Modified Tables" in "3. Data Model" and 1 more'
                ),
                None,
            )
        ],
    ),
    (
        "the heading over a mapping that stands",
        "engineering",
        _put(WHOLE, ("### Requirement Mapping\n\nText.\n\n", ""), ("## 1. Overview", "«## 1. Overview»")),
        [('section "Requirement Mapping" is missing in "1. Overview"', "slight")],
    ),
    (
        "the frontend of a spec that leaves it out",
        "engineering",
        _put(
            _outline(*COMPONENTS, levels=3),
            ("### Summary\n\nText.", "### Summary\n\n**Out of scope:**\n\n- Mail\n- Frontend screens (their own spec)"),
            ("## 5. Component & Module Design", "«## 5. Component & Module Design»"),
            ("### Phase 4: Frontend\n\nText.", "### Phase 4: Frontend\n\nNot applicable."),
            (
                "### Frontend Unit Tests (React/TypeScript)\n\nText.",
                "### Frontend Unit Tests (React/TypeScript)\n\nNot applicable.",
            ),
        ),
        [
            (
                (
                    '5 sections are missing in "5. Component & Module Design": '
                    '"Frontend (React/TypeScript) — New Files", "Frontend (React/TypeScript) — Modified Files", '
                    '"shadcn/ui Components to Install" and 2 more'
                ),
                "slight",
            )
        ],
    ),
    (
        "the frontend of a spec that says nothing of it",
        "engineering",
        _put(_outline(*COMPONENTS, levels=3), ("## 5. Component & Module Design", "«## 5. Component & Module Design»")),
        [
            (
                (
                    '5 sections are missing in "5. Component & Module Design": '
                    '"Frontend (React/TypeScript) — New Files", "Frontend (React/TypeScript) — Modified Files", '
                    '"shadcn/ui Components to Install" and 2 more'
                ),
                None,
            )
        ],
    ),
    (
        "phases of another plan",
        "engineering",
        _put(
            WHOLE,
            ("### Phase 2: Backend Logic & API", "### Phase 2: Invoices"),
            ("### Phase 6: Tests\n\nText.\n\n", ""),
            ("## 6. Implementation Tasks", "«## 6. Implementation Tasks»"),
        ),
        [('section "Phase 6: Tests" is missing in "6. Implementation Tasks"', "slight")],
    ),
    (
        "a phase of the template's plan",
        "engineering",
        _put(
            WHOLE,
            ("### Phase 6: Tests\n\nText.\n\n", ""),
            ("## 6. Implementation Tasks", "«## 6. Implementation Tasks»"),
        ),
        [('section "Phase 6: Tests" is missing in "6. Implementation Tasks"', None)],
    ),
    (
        "labels in place of headings",
        "design",
        _put(
            _outline("External Dependencies", kind="design"),
            ("## Dependencies\n\nText.", "«## Dependencies»\n\n**External Dependencies**:\n\n- a mailer"),
        ),
        [('section "External Dependencies" is missing in "Dependencies"', "slight")],
    ),
    (
        "sections in near words",
        "design",
        _put(
            _outline(kind="design"),
            ("### Unit Testing", "### Unit Tests (`make unit`)"),
            ("### Security Testing", "### Security Tests"),
            ("## Open Technical Questions", "## 10. Open Questions"),
            ("## Effort Estimate", "## Effort Summary"),
        ),
        [],
    ),
]


@pytest.mark.parametrize(("kind", "text", "found"), [case[1:] for case in MISSING], ids=[case[0] for case in MISSING])
def test_missing_sections(
    judge: Callable[..., list[Finding]], kind: str, text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(one.message, one.level) for one in judge("SL101", text, kind)] == found


RFC = _outline(kind="rfc")
END = "## 9. Open Questions / Unresolved Issues\n\nText."
UNKNOWN: list[tuple[str, str, str, list[tuple[str, str | None]]]] = [
    (
        "an appendix at the end",
        "rfc",
        _put(RFC, (END, f"{END}\n\n«## Appendix A: Names»\n\nText.\n\n## 11. References\n\nText.")),
        [('the rfc template has none of these 2 sections: "Appendix A: Names", "11. References"', "appended")],
    ),
    (
        "references before another section",
        "rfc",
        _put(RFC, (END, f"«## References»\n\nText.\n\n{END}")),
        [('the rfc template has no section "References"', "prose")],
    ),
    (
        "another section at the end",
        "engineering",
        f"{WHOLE}\n«## 11. Notes»\n\nText.\n",
        [('the engineering template has no section "11. Notes"', None)],
    ),
    (
        "a single one after its siblings",
        "rfc",
        _put(RFC, ("## 6. Alternatives", "«### 5.4 Retries»\n\nText.\n\n## 6. Alternatives")),
        [('the rfc template has no section "5.4 Retries"', "alone")],
    ),
    (
        "a single one where one is missing",
        "rfc",
        _put(
            _outline("Algorithms and State Management", kind="rfc"),
            ("## 6. Alternatives", "«### 5.4 Retries»\n\nText.\n\n## 6. Alternatives"),
        ),
        [('the rfc template has no section "5.4 Retries"', "prose")],
    ),
    (
        "two of a level",
        "rfc",
        _put(
            RFC,
            ("## 3. Goals", "«### 2.3 Why Now»\n\nText.\n\n## 3. Goals"),
            ("## 6. Alternatives", "### 5.4 Retries\n\nText.\n\n## 6. Alternatives"),
        ),
        [('the rfc template has none of these 2 sections: "2.3 Why Now", "5.4 Retries"', "prose")],
    ),
]


@pytest.mark.parametrize(("kind", "text", "found"), [case[1:] for case in UNKNOWN], ids=[case[0] for case in UNKNOWN])
def test_unknown_sections(
    judge: Callable[..., list[Finding]], kind: str, text: str, found: list[tuple[str, str | None]]
) -> None:
    assert [(one.message, one.level) for one in judge("SL102", text, kind)] == found


WORDS: list[tuple[str, str, tuple[tuple[str, str], ...], list[tuple[str, str | None]]]] = [
    (
        "another plan's phases",
        "engineering",
        (
            ("### Phase 2: Backend Logic & API", "«### Phase 2: Invoices»"),
            ("### Phase 4: Frontend", "### Phase 4: Refunds"),
        ),
        [("2 headings are not the template's", "phase")],
    ),
    (
        "a lost qualifier",
        "engineering",
        (("### Backend Unit Tests (Go)", "«### Backend Unit Tests»"),),
        [('heading "Backend Unit Tests" is not worded as the template\'s "Backend Unit Tests (Go)"', "near")],
    ),
    (
        "a lost word",
        "engineering",
        (("### Backend Interfaces", "«### Interfaces»"),),
        [('heading "Interfaces" stands where the template has "Backend Interfaces"', "near")],
    ),
    (
        "one of many",
        "engineering",
        (("### Goose Migrations", "«### Goose Migration»"),),
        [('heading "Goose Migration" is not worded as the template\'s "Goose Migrations"', "near")],
    ),
    (
        "two letters off",
        "engineering",
        (("### Dependencies", "«### Dependancies»"),),
        [('heading "Dependancies" is not worded as the template\'s "Dependencies"', None)],
    ),
    (
        "other words",
        "engineering",
        (("### Rollback Procedure", "«### Going home»"),),
        [('heading "Going home" stands where the template has "Rollback Procedure"', "retitled")],
    ),
    (
        "four in other words",
        "rfc",
        (
            ("## 1. Executive Summary", "«## 1. In Short»"),
            ("### 2.1 Current State", "### 2.1 Today"),
            ("### 4.2 Architectural Pattern", "### 4.2 Shape"),
            ("### 5.1 API Interfaces", "### 5.1 Calls"),
        ),
        [("4 headings are not the template's", "retitled")],
    ),
]


@pytest.mark.parametrize(("kind", "pairs", "found"), [case[1:] for case in WORDS], ids=[case[0] for case in WORDS])
def test_headings_in_other_words(
    judge: Callable[..., list[Finding]],
    kind: str,
    pairs: tuple[tuple[str, str], ...],
    found: list[tuple[str, str | None]],
) -> None:
    whole = WHOLE if kind == "engineering" else RFC
    assert [(one.message, one.level) for one in judge("SL105", _put(whole, *pairs), kind)] == found


def test_titles_after_the_first_are_one_finding(judge: Callable[..., list[Finding]]) -> None:
    found = judge("SL104", f"{RFC}\n«# More»\n\nText.\n\n# And more\n\nText.\n", "rfc")
    assert [(one.message, len(one.related)) for one in found] == [("2 headings are further titles", 1)]


SIDES: list[tuple[str, str, bool]] = [
    ("a list of what is out of scope", "**Out of scope:**\n\n- Frontend work", True),
    ("a list under a heading", "### Non-goals\n\n- The UI: another team's", True),
    ("a sentence", "The user interface is out of scope.", True),
    ("one of two sides", "This spec is backend-only.", True),
    ("a spec of its own", "The frontend has its own spec.", True),
    ("another thing in the list", "**Out of scope:**\n\n- Mail to the frontend team", False),
    ("a list after other text", "**Out of scope:**\n\n- Mail\n\nTasks:\n\n- Frontend screens", False),
    ("a mention", "The frontend shows the receipts.", False),
]


@pytest.mark.parametrize(("text", "left_out"), [case[1:] for case in SIDES], ids=[case[0] for case in SIDES])
def test_a_side_that_is_left_out(text: str, left_out: bool) -> None:
    spec = read_spec(Source(f"# Tech Spec: Receipts\n\n{text}\n"), spec_type="engineering")
    assert is_left_out(spec, "frontend") is left_out


@pytest.mark.parametrize(("title", "left_out"), [("Receipts (Backend)", True), ("Backend and frontend", False)])
def test_a_side_that_the_title_leaves_out(title: str, left_out: bool) -> None:
    spec = read_spec(Source(f"# Tech Spec: {title}\n\nText.\n"), spec_type="engineering")
    assert is_left_out(spec, "frontend") is left_out


def test_a_side_that_has_content_is_not_left_out() -> None:
    text = "# Tech Spec: Receipts (Backend)\n\n## 6. Implementation Tasks\n\n### Phase 4: Frontend\n\nA page.\n"
    assert not is_left_out(read_spec(Source(text), spec_type="engineering"), "frontend")
