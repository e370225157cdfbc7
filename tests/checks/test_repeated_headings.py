"""Variants and near misses of headings that stand once for each thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

DESIGN = "# Technical Specification: X\n\n## Technical Decisions\n\n{}\n\n**Decision**: a\n"
QUESTION = "# Technical Specification: X\n\n## Open Technical Questions\n\n{}\n\n**Question**: a\n"
PLAN = "# Technical Specification: X\n\n## Implementation Plan\n\n{}\n\n**Goal**: a\n"
SPIKE = "# Technical Specification: X\n\n## Investigation & POC Work\n\n### Recommended Spikes\n\n{}\n\n- **Goal**: a\n"
TABLES = (
    "# Tech Spec: X\n\n## 3. Data Model\n\n### New Tables\n\n{}\n\n"
    "| Column | Type | Constraints | Notes |\n|---|---|---|---|\n| id | UUID | | |\n"
)
EVENTS = "# Tech Spec: X\n\n## 4. API Design\n\n### WebSocket / Real-Time Events\n\n{}\n\n**Channel:** a\n"

CASES = [
    ("design", "a title alone", DESIGN.format("«### Database choice»"), "Decision 1: Database choice"),
    ("design", "a dash", DESIGN.format("«### Decision 1 – Database»"), "Decision 1: Database"),
    ("design", "no title", DESIGN.format("«### Decision 1:»"), None),
    ("design", "the form", DESIGN.format("### Decision 1: Database"), None),
    ("design", "a prompt", DESIGN.format("### Decision 1: [what was decided on]"), None),
    ("design", "a question without a colon", QUESTION.format("«### Q1 Which region?»"), "Q1: Which region?"),
    ("design", "a question in words", QUESTION.format("«### Question 2: Which region?»"), "Q2: Which region?"),
    ("design", "the form of a question", QUESTION.format("### Q1: Which region?"), None),
    ("design", "a milestone", PLAN.format("«### Milestone 1: Base»"), "Phase 1: Base"),
    (
        "design",
        "the files",
        PLAN.format("### Phase 1: Base\n\n**Goal**: a\n\n### Files to Modify\n\n- `a.go`: b"),
        None,
    ),
    ("design", "a spike without a number", SPIKE.format("«#### Locks»"), "Spike 1: Locks"),
    ("design", "the form of a spike", SPIKE.format("#### Spike 1: Locks"), None),
    ("engineering", "a table and a word", TABLES.format("«#### invites table»"), "`invites`"),
    ("engineering", "a table in words", TABLES.format("«#### The invites of a workspace»"), None),
    ("engineering", "a table in code", TABLES.format("#### `invites`"), None),
    ("engineering", "a table in a schema", TABLES.format("#### billing.invites"), None),
    ("engineering", "an event in words", EVENTS.format("«#### Invite sent»"), None),
    ("engineering", "an event in capitals", EVENTS.format("«#### INVITE_SENT»"), None),
    ("engineering", "an event", EVENTS.format("#### `invite:sent`"), None),
    ("prd-driven", "an event with a dot", EVENTS.format("#### invite.sent"), None),
]


@pytest.mark.parametrize(
    ("spec_type", "marked", "wanted"), [pytest.param(t, m, w, id=f"{t} {n}") for t, n, m, w in CASES]
)
def test_malformed_repeated_headings(spec_type: str, marked: str, wanted: str | None, judge: Judge) -> None:
    found = judge("SL125", marked, spec_type)
    assert [one.fix.edits[0].text for one in found if one.fix] == ([wanted] if wanted else [])


def test_a_table_is_described_once(judge: Judge) -> None:
    head, body = TABLES.split("{}")
    (found,) = judge("SL125", f"{head}#### a{body}\n«#### `a`»{body}")
    assert found.message == "table a is described twice"


def test_many_of_a_kind_are_one_finding(judge: Judge) -> None:
    marked = DESIGN.format("«### A»\n\n**Decision**: a\n\n### B\n\n**Decision**: b\n\n### C\n\na\n\n### D")
    (found,) = judge("SL125", marked, "design")
    assert found.message == '4 headings are not written "Decision N: title"'
