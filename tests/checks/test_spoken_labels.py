"""Labels given in other shapes, labels that many sections lack, and values that differ in form only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

RFC = (
    "# RFC: A\n\n| Document Metadata | Details |\n|---|---|\n| Author(s) | Ada |\n| Status | Approved |\n"
    "| Team / Owner | Mail |\n| Created / Last Updated | 2026-01-02 |\n\n"
)
TESTS = f"{RFC}## 8. Migration, Rollout, and Testing\n\n«### 8.3 Test Plan»\n\n"
PROBLEM = f"{RFC}## 2. Context and Motivation\n\n«### 2.2 The Problem»\n\n"

# What it shows, the text, the labels that are missing.
RFC_CASES = [
    ("labels", f"{TESTS}- **Unit Tests:** a\n- **Integration Tests:** b\n- **End-to-End Tests:** c\n", ""),
    ("leads", f"{TESTS}- unit: a parser\n- integration: a server\n- End-to-end: a member signs in\n", ""),
    ("two in one", f"{TESTS}- **Unit tests:** a\n- **Integration / E2E tests:** b\n", ""),
    ("bold words", f"{TESTS}- **Unit / integration tests** still pass.\n- E2E tests: c\n", ""),
    (
        "headings",
        f"{TESTS}#### Unit tests (parser)\n\na\n\n#### Integration tests\n\nb\n\n#### End-to-end tests\n\nc\n",
        "",
    ),
    ("one is missing", f"{TESTS}- unit: a parser\n- integration: a server\n", "**End-to-End Tests:**"),
    (
        "a sentence is no label",
        f"{TESTS}- **Unit Tests:** a\n- E2E Tests: b\n\nSome integration.\n",
        "**Integration Tests:**",
    ),
    ("wider words", f"{PROBLEM}- **User impact:** a\n- **Business/product impact:** b\n- **Technical debt:** c\n", ""),
    (
        "other words",
        f"{PROBLEM}- **User impact:** a\n- **Cost impact:** b\n- **Technical debt:** c\n",
        "**Business Impact:**",
    ),
]


@pytest.mark.parametrize(("text", "missing"), [pytest.param(*case[1:], id=case[0]) for case in RFC_CASES])
def test_labels_in_other_shapes(text: str, missing: str, judge: Callable[..., list[Finding]]) -> None:
    found = judge("SL109", text if missing else text.replace("«", "").replace("»", ""), "rfc")
    assert [one.message.partition(" is missing")[0] for one in found] == ([f"the label {missing}"] if missing else [])


FRONT = "---\ntitle: A\ndescription: b\nversion: 1.0.0\n{}---\n\n# Technical Specification: A\n\n"
UNDER = "**Issue**: #1\n**Status**: DRAFT\n**Created**: 2026-01-02\n{}**Tech Lead**: Ada\n\n"
UPDATED = "**Last Updated**: 2026-01-02\n"

# What it shows, the front matter's line, the title's line, what SL007 and what SL109 says of it.
DATES = [
    ("in both", 'last_updated: "2026-01-02"\n', UPDATED, [], []),
    ("in the front matter", 'last_updated: "2026-01-02"\n', "", [], ["elsewhere"]),
    ("under the title", "", UPDATED, ["mild"], []),
    ("nowhere, which is told once aloud", "", "", [None], ["elsewhere"]),
]


@pytest.mark.parametrize(("front", "under", "matter", "label"), [pytest.param(*case[1:], id=case[0]) for case in DATES])
def test_a_date_that_has_two_places(
    front: str, under: str, matter: list[str | None], label: list[str | None], judge: Callable[..., list[Finding]]
) -> None:
    text = FRONT.format(front) + UNDER.format(under)
    titled = text.replace("# Technical Specification: A", "«# Technical Specification: A»")
    assert [one.level for one in judge("SL109", titled if label else text, "design")] == label
    opened = text.replace("---\n", "«---»\n", 1)
    assert [one.level for one in judge("SL007", opened if matter else text, "design")] == matter


def endpoint(name: str, *labels: str) -> str:
    return f"#### POST /api/{name}\n\n" + "".join(f"**{label}:** given\n\n" for label in labels)


ENDPOINT = ("Description", "Auth", "TypeScript request/response types", "Handler")


def test_labels_that_many_endpoints_lack(judge: Callable[..., list[Finding]]) -> None:
    metadata = "**Type:** Engineering-initiated\n**Author:** Ada\n**Last updated:** 2026-03-04\n**Status:** Draft\n"
    head = f"# Tech Spec: A\n\n{metadata}\n## 4. API Design\n\n### Endpoints\n\n"
    some = ("Request struct", "Response struct", "Error Responses")
    first = endpoint("a", *ENDPOINT, *some[:1]).replace("#### POST /api/a", "«#### POST /api/a»")
    rest = "".join(endpoint(name, *ENDPOINT, *some[1:]) for name in "bcd") + endpoint("e", *ENDPOINT, *some)
    (found,) = judge("SL109", head + first + rest)
    assert found.message == (
        "4 sections of this kind, this one the first, lack labels: "
        "**Response struct:** in 1, **Error Responses:** in 1, **Request struct:** in 3"
    )
    assert found.related[0].message == "**Request struct:** is missing here too"


def test_a_rule_is_no_value(judge: Callable[..., list[Finding]]) -> None:
    text = f"{RFC}## 8. Migration, Rollout, and Testing\n\n### 8.2 Data Migration Plan\n\n- **Backfill:** None.\n\n"
    (found,) = judge("SL109", f"{text}«**Verification:**»\n\n---\n", "rfc")
    assert found.message == "the label **Verification:** has no value"
    assert not judge("SL109", f"{text}**Verification:**\n\nCount the rows.\n", "rfc")


# A value of **Impact:** under an open question (High, Medium, Low), and the level of its finding.
IMPACTS = [
    ("High", []),
    ("Medium (first release)", []),
    ("MEDIUM (first release)", ["form"]),
    ("high for now", ["form"]),
    ("N/A (an estimate)", ["form"]),
    ("N/A", [None]),
    ("Meduim", [None]),
    ("Huge", [None]),
]


@pytest.mark.parametrize(("value", "levels"), IMPACTS)
def test_the_form_of_a_choice(value: str, levels: list[str | None], judge: Callable[..., list[Finding]]) -> None:
    marked = f"«{value}»" if levels else value
    text = (
        "# Technical Specification: A\n\n## Open Technical Questions\n\n### Q1: Which?\n\n"
        f"**Question**: Which?\n\n**Impact**: {marked}\n"
    )
    assert [one.level for one in judge("SL110", text, "design")] == levels


# What stands beside Compatibility under an API that is modified, and the level of its finding.
COMPATIBILITIES = [
    ("Breaking", []),
    ("Non-breaking (a field more)", []),
    ("non-breaking", ["form"]),
    ("[Breaking/Non-breaking]", []),
    ("Mostly fine", [None]),
]


@pytest.mark.parametrize(
    "shape", ["POST /mail\n\n- Changes: a field\n- Compatibility: {}\n", "- POST /mail\n  - Compatibility: {}\n"]
)
@pytest.mark.parametrize(("value", "levels"), COMPATIBILITIES)
def test_whether_an_api_breaks(
    shape: str, value: str, levels: list[str | None], judge: Callable[..., list[Finding]]
) -> None:
    head = "# Technical Specification: A\n\n## Integration Points\n\n### APIs & Interfaces\n\n**Modified APIs**:\n\n"
    text = head + shape.format(f"«{value}»" if levels else value)
    assert [one.level for one in judge("SL110", text, "design")] == levels
