"""A document's headings aligned with a type: one cause, one difference."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.reading import read_spec
from speclint.spec.skeleton import heading_line

TYPE = spec_type("engineering")
OUTLINE = [
    heading_line(TYPE, section)
    for section in TYPE.walk()
    if not section.repeatable and not section.excluded and section.level < 3
]


def _differences(headings: list[str]) -> list[str]:
    text = "\n\n".join(["# Tech Spec: Invitations", *(f"{heading}\n\nText." for heading in headings)])
    spec = read_spec(Source(text), spec_type="engineering")
    found = [
        f"{change}: {spec.text(section.heading.content)}"
        for section in spec.alignment.walk()
        for change in sorted(section.changes)
    ]
    found += [
        f"missing: {missing.type.heading}" for missing in spec.alignment.missing if missing.type.key != "motivation"
    ]
    found += [f"unknown: {spec.text(section.heading.content)}" for section in spec.alignment.unknown if section.heading]
    found += [f"duplicate: {duplicate.type.heading}" for duplicate in spec.alignment.duplicates]
    return found


def _replaced(old: str, *new: str) -> list[str]:
    index = OUTLINE.index(old)
    return [*OUTLINE[:index], *new, *OUTLINE[index + 1 :]]


def _moved(start: str, stop: str, before: str) -> list[str]:
    first, last = OUTLINE.index(start), OUTLINE.index(stop)
    rest = OUTLINE[:first] + OUTLINE[last:]
    place = rest.index(before)
    return rest[:place] + OUTLINE[first:last] + rest[place:]


CASES: list[tuple[str, list[str], list[str]]] = [
    ("as the template has it", OUTLINE, []),
    ("closing number signs", _replaced("### Summary", "### Summary ###"), []),
    ("a setext heading", _replaced("## 4. API Design", "API Design\n-------------"), ["renumbered: API Design"]),
    ("another case of a qualifier", _replaced("### Backend Unit Tests (Go)", "### Backend Unit Tests (GO)"), []),
    ("another case", _replaced("### Key Decisions", "### key decisions"), ["inexact: key decisions"]),
    ("and for &", _replaced("## 4. API Design", "## 4. API  Design"), []),
    (
        "words for signs",
        _replaced("## 8. Rollout & Operations", "## 8. Rollout and Operations"),
        ["inexact: 8. Rollout and Operations"],
    ),
    (
        "a hyphen for a dash",
        _replaced("### Backend (Go) — New Files", "### Backend (Go) - New Files"),
        ["inexact: Backend (Go) - New Files"],
    ),
    ("two letters off", _replaced("### Dependencies", "### Dependancies"), ["inexact: Dependancies"]),
    ("no number", _replaced("## 4. API Design", "## API Design"), ["renumbered: API Design"]),
    ("another number", _replaced("## 4. API Design", "## 5. API Design"), ["renumbered: 5. API Design"]),
    (
        "a lost qualifier",
        _replaced("### Backend Unit Tests (Go)", "### Backend Unit Tests"),
        ["inexact: Backend Unit Tests"],
    ),
    ("fewer of its words", _replaced("### Backend Benchmarks (Go)", "### Benchmarks"), ["retitled: Benchmarks"]),
    ("its number, other words", _replaced("## 4. API Design", "## 4. Commands"), ["retitled: 4. Commands"]),
    ("its place, other words", _replaced("### Rollback Procedure", "### Going back"), ["retitled: Going back"]),
    (
        "a phase under another name",
        _replaced("### Phase 4: Frontend", "### Phase 4: Screens"),
        ["retitled: Phase 4: Screens"],
    ),
    (
        "its words at another number, and its number over other words",
        _replaced("## 4. API Design", "## 4. Money", "## 4.1 Design of the API"),
        ["renumbered: 4.1 Design of the API", "retitled: 4.1 Design of the API", "unknown: 4. Money"],
    ),
    ("gone", _replaced("### Rollback Procedure"), ["missing: Rollback Procedure"]),
    ("one too many", _replaced("### Summary", "### Summary", "### Audience"), ["unknown: Audience"]),
    ("one too many at the end", [*OUTLINE, "## 11. Notes", "### More notes"], ["unknown: 11. Notes"]),
    ("twice", [*OUTLINE[:-1], "### Key Decisions", OUTLINE[-1]], ["duplicate: Key Decisions"]),
    ("one level too high", _replaced("### Key Decisions", "## Key Decisions"), ["releveled: Key Decisions"]),
    (
        "a section and its children moved",
        _moved("## 8. Rollout & Operations", "## 9. Open Questions & Risks", "## 2. Architecture & Design Decisions"),
        ["moved: 8. Rollout & Operations"],
    ),
    ("a child moved", _moved("### System Context", "### Key Decisions", "## 3. Data Model"), ["moved: System Context"]),
    (
        "a section gone with its children",
        [*OUTLINE[: OUTLINE.index("## 9. Open Questions & Risks")], "## 10. Assumptions"],
        ["missing: Open Questions & Risks"],
    ),
    ("endpoints", _replaced("## 4. API Design", "## 4. API Design", "### POST /x", "### GET /x/{id}"), []),
    (
        "an endpoint a level too deep",
        _replaced("## 4. API Design", "## 4. API Design", "#### POST /x"),
        ["releveled: POST /x"],
    ),
]


@pytest.mark.parametrize(("headings", "differences"), [pytest.param(h, d, id=name) for name, h, d in CASES])
def test_one_cause_gives_one_difference(headings: list[str], differences: list[str]) -> None:
    assert _differences(headings) == differences


def test_children_stay_with_a_moved_section() -> None:
    headings = _moved(
        "## 8. Rollout & Operations", "## 9. Open Questions & Risks", "## 2. Architecture & Design Decisions"
    )
    spec = read_spec(Source("\n\n".join(["# Tech Spec: X", *headings])), spec_type="engineering")
    rollout = spec.section("rollout")
    assert rollout is not None
    assert [child.type.heading for child in rollout.children] == [
        "Feature Flags",
        "Monitoring & Alerts",
        "Backward Compatibility",
        "Rollback Procedure",
    ]


@given(st.permutations(OUTLINE), st.lists(st.sampled_from([*OUTLINE, "## Other", "### Other", "# Other"]), max_size=6))
def test_every_heading_is_told_of_once(headings: list[str], more: list[str]) -> None:
    spec = read_spec(Source("\n\n".join(["# Tech Spec: X", *headings, *more])), spec_type="engineering")
    alignment = spec.alignment
    told = [section.heading.span for section in alignment.walk()]
    told += [duplicate.section.heading.span for duplicate in alignment.duplicates if duplicate.section.heading]
    assert len(set(told)) == len(told)
    known = {section.type.key for section in alignment.walk()}
    assert not known & {missing.type.key for missing in alignment.missing}


def test_ten_thousand_unknown_headings_cost_linear_time() -> None:
    text = "# Tech Spec: X\n\n" + "".join(f"## {n}. Design of part {n}\n\n" for n in range(20, 10_020))
    spec = read_spec(Source(text), spec_type="engineering")
    assert len(spec.alignment.unknown) >= 9_900
