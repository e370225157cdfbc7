"""What the types rfc and design say of themselves, and how documents are read that depart from their templates."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.counting import first_break, numbered_groups
from speclint.spec.reading import read_spec
from speclint.spec.skeleton import document_text

TABLE = "| Document Metadata | Details |\n|---|---|\n"

OUTLINES = {
    "rfc": """
        1 RFC: [name of the change] | 2 1. Executive Summary | 2 2. Context and Motivation | 3 2.1 Current State
        | 3 2.2 The Problem | 2 3. Goals and Non-Goals | 3 3.1 Functional Goals | 3 3.2 Non-Goals (Out of Scope)
        | 2 4. Proposed Solution (High-Level Design) | 3 4.1 System Architecture Diagram | 3 4.2 Architectural Pattern
        | 3 4.3 Key Components | 2 5. Detailed Design | 3 5.1 API Interfaces | 3 5.2 Data Model / Schema
        | 3 5.3 Algorithms and State Management | 2 6. Alternatives Considered | 2 7. Cross-Cutting Concerns
        | 3 7.1 Security and Privacy | 3 7.2 Observability Strategy | 3 7.3 Scalability and Capacity Planning
        | 2 8. Migration, Rollout, and Testing | 3 8.1 Deployment Strategy | 3 8.2 Data Migration Plan | 3 8.3 Test Plan
        | 2 9. Open Questions / Unresolved Issues
    """,
    "design": """
        1 Technical Specification: [title of the issue] | 2 Overview | 2 Architecture Overview | 3 System Context
        | 3 Changes Required | 2 Technical Decisions | 3 Decision 1: [what was decided on] | 2 Implementation Plan
        | 3 Phase 1: [what this phase lays down] | 3 Files to Create | 3 Files to Modify | 3 Files to Delete
        | 2 Dependencies | 3 External Dependencies | 3 Internal Dependencies | 2 Integration Points
        | 3 APIs & Interfaces | 3 Data Schema Changes | 3 System Integration | 2 Technical Risks & Mitigations
        | 2 Performance Considerations | 2 Security Considerations | 2 Testing Strategy | 3 Unit Testing
        | 3 Integration Testing | 3 End-to-End Testing | 3 Performance Testing | 3 Security Testing | 2 Rollout Strategy
        | 3 Deployment Approach | 3 Feature Flags | 3 Rollback Plan | 3 Monitoring & Alerts | 2 Open Technical Questions
        | 3 Q1: [what is not settled] | 2 Investigation & POC Work | 3 Recommended Spikes
        | 4 Spike 1: [what is to be learnt] | 2 Effort Estimate | 2 Success Criteria | 2 Related Documents
        | 2 Revision History
    """,
}


@pytest.mark.parametrize("name", OUTLINES)
def test_an_empty_spec_has_the_outline_of_its_type(name: str) -> None:
    text = document_text(spec_type(name))
    headings = [line for line in text.splitlines() if line.startswith("#")]
    wanted = [" ".join(one.split()) for one in OUTLINES[name].split("|")]
    assert [f"{line.index(' ')} {line.lstrip('# ')}" for line in headings] == wanted


def test_a_design_is_also_called_issue() -> None:
    assert spec_type("issue").name == "design"
    assert read_spec(Source("<!-- speclint: type=issue -->\n# A\n", "a.md")).detected == ("design", "directive", ())
    spec = read_spec(Source("# A\n", "a.md"), spec_type="issue")
    assert spec.type is not None
    assert spec.type.name == "design"


# What it shows, the document, its type, the label, the value and where it stands.
METADATA = [
    ("a row", f"# A\n\n{TABLE}| Team / Owner | Mail |\n", "rfc", "team / owner", "Mail", "table"),
    ("another word for a row", f"# A\n\n{TABLE}| Author | Ada |\n", "rfc", "author(s)", "Ada", "table"),
    ("a row of bold type", f"# A\n\n{TABLE}| **Status** | Approved |\n", "rfc", "status", "Approved", "table"),
    (
        "another header over known rows",
        "# A\n\n| Field | Value |\n|---|---|\n| Status | Approved |\n| Owner | Mail |\n",
        "rfc",
        "team / owner",
        "Mail",
        "table",
    ),
    ("a row without a value", f"# A\n\n{TABLE}| Status |\n", "rfc", "status", "", "table"),
    ("a label under the title", "# A\n\n**Issue**: #7\n", "design", "issue", "#7", "paragraph"),
    ("a key of the front matter", '---\ntech_lead: "Ada"\n---\n# A\n', "design", "tech lead", "Ada", "front-matter"),
    (
        "the label before the key",
        "---\nstatus: draft\n---\n# A\n\n**Status**: DRAFT\n",
        "design",
        "status",
        "DRAFT",
        "paragraph",
    ),
    (
        "a key of the template's front matter where no label stands",
        "---\nlast_updated: 2026-01-02\n---\n# A\n",
        "design",
        "last updated",
        "2026-01-02",
        "front-matter",
    ),
]


@pytest.mark.parametrize(("text", "kind", "label", "value", "place"), [row[1:] for row in METADATA])
def test_metadata_is_read_where_it_stands(text: str, kind: str, label: str, value: str, place: str) -> None:
    source = Source(text, "a.md")
    field = read_spec(source, spec_type=kind).metadata[label]
    assert (field.value, field.place) == (value, place)
    assert source[field.span].strip('"') == value


def test_a_key_of_the_templates_front_matter_stands_for_no_label_beside_others() -> None:
    text = "---\nlast_updated: 2026-01-02\n---\n# A\n\n**Issue**: #7\n"
    assert "last updated" not in read_spec(Source(text, "a.md"), spec_type="design").metadata


def test_a_table_of_something_else_is_no_metadata() -> None:
    text = "# A\n\n| Name | Value |\n|---|---|\n| Status | Approved |\n| Colour | red |\n"
    spec = read_spec(Source(text, "a.md"), spec_type="rfc")
    assert spec.metadata_table is None
    assert spec.metadata == {}


STATUSES = [
    ("Draft (WIP)", "draft"),
    ("Draft", "draft"),
    ("In Review (RFC)", "in review"),
    ("In Review (RFC) \u2014 one question left", "in review"),
    ("Approved", "approved"),
    ("Approved for building", "approved for building"),
]


@pytest.mark.parametrize(("value", "status"), STATUSES)
def test_a_status_is_read_without_what_follows_it(value: str, status: str) -> None:
    spec = read_spec(Source(f"# A\n\n{TABLE}| Status | {value} |\n", "a.md"), spec_type="rfc")
    assert spec.status == status


# The type, headings in place of the template's, and what each is read as with its changes; "-" is unknown.
READINGS = [
    ("rfc", "## 8. Test Plan", ["rollout retitled"]),
    ("rfc", "## 8. Migration, Rollout, and Testing\n\n### 8.2 Test Plan", ["rollout", "test-plan renumbered"]),
    ("rfc", "## 9. Questions\n\n### Open Questions", ["open-questions retitled", "-"]),
    ("rfc", "## 5. Detailed Design\n\n### 5.1 Commands", ["detailed-design", "api retitled"]),
    ("rfc", "## 3. Goals and Non-Goals\n\n### 3.2 Non-Goals", ["goals-and-non-goals", "non-goals"]),
    ("design", "## Technical Decisions\n\n### Decision 3: Effort Estimate", ["decisions", "decision"]),
    ("design", "## Technical Decisions\n\n### TD-1: A queue\n\n### A store", ["decisions", "decision", "decision"]),
    (
        "design",
        "## Implementation Plan\n\n### Phase 2: Testing Strategy\n\n### Files to Create\n\n### Notes",
        ["plan", "phase", "files-to-create", "-"],
    ),
    ("design", "## Open Technical Questions\n\n### Q1: Dependencies", ["questions", "question"]),
]


@pytest.mark.parametrize(("kind", "body", "wanted"), READINGS)
def test_headings_are_read_as_sections(kind: str, body: str, wanted: list[str]) -> None:
    source = Source(f"# A\n\n{body}\n", "a.md")
    spec = read_spec(source, spec_type=kind)
    found = {
        part.heading.span.start: " ".join([part.type.key, *sorted(part.changes)]) for part in spec.alignment.walk()
    }
    found.update({one.heading.span.start: "-" for one in spec.alignment.unknown if one.heading})
    assert [found[start] for start in sorted(found)] == wanted


def test_a_retitled_section_without_any_of_its_own_lacks_none() -> None:
    spec = read_spec(Source("# A\n\n## 8. Test Plan\n", "a.md"), spec_type="rfc")
    assert not {missing.type.key for missing in spec.alignment.missing} & {"deployment", "data-migration", "test-plan"}


COUNTS = [
    ("design", "## Technical Decisions\n\n### Decision 1: A\n\n### Decision 2: B\n", None),
    ("design", "## Technical Decisions\n\n### Decision 1: A\n\n### Decision 3: B\n", ("Decision 3", 2)),
    ("design", "## Open Technical Questions\n\n### Q2: A\n", ("Q2", 1)),
    ("design", "## Implementation Plan\n\n### Phase 0: A\n\n### Phase 1: B\n", None),
    ("rfc", "## 8. X\n\n### 8.1 Deployment Strategy\n\n- [ ] Phase 1: a\n- [x] **Phase 3:** b\n", ("Phase 3", 2)),
    ("rfc", "## 8. X\n\n### 8.1 Deployment Strategy\n\n- [ ] Phase 1: a\n- [ ] Phase 1.5: b\n- [ ] Phase 2: c\n", None),
    ("rfc", "## 8. X\n\n### 8.1 Deployment Strategy\n\n- [ ] Phase 1a: a\n- [ ] Phase 1b: b\n- [ ] Phase 2: c\n", None),
]


@pytest.mark.parametrize(("kind", "body", "wanted"), COUNTS)
def test_what_is_counted_in_words_runs_from_one(kind: str, body: str, wanted: tuple[str, int] | None) -> None:
    source = Source(f"# A\n\n{body}", "a.md")
    broken = [found for group in numbered_groups(read_spec(source, spec_type=kind)) if (found := first_break(group))]
    assert [(source[one.span], expected) for one, expected in broken] == ([wanted] if wanted else [])
