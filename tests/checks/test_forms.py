"""What differs from a template in form alone, and what says in its own words that there is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

RFC = "# RFC: A\n\n"
DESIGN = "# Technical Specification: A\n\n**Status**: {}\n\n"
COMPONENTS = (
    f"{RFC}## 4. Proposed Solution\n\n### 4.3 Key Components\n\n"
    "«| Component | Responsibility | {} | Justification |»\n|---|---|---|---|\n| a | b | c | d |\n"
)
CASES = "## Testing Strategy\n\n### Unit Testing\n\n**Key Test Cases**:\n\n"
QUESTION = "## Open Technical Questions\n\n### Q1: Which?\n\n**Status**: "
CONCERN = "# RFC: A\n\n## 7. Cross-Cutting Concerns\n\n### 7.2 Observability Strategy\n\n"
SUMMARY = f"{RFC}## 1. Executive Summary"
SUMMARIZED = f"{RFC}«## 1. Executive Summary»"
WORDS = "word " * 198 + "word."
DRAFT = DESIGN.format("APPROVED")

# The rule, the type, what it shows, the text, the levels of the findings.
FORMS = [
    ("SL704", "rfc", "as long as may be", f"{SUMMARY}\n\n{WORDS}\n", []),
    ("SL704", "rfc", "a word more", f"{SUMMARIZED}\n\n{WORDS} More.\n", ["slight"]),
    ("SL704", "rfc", "much more", f"{SUMMARIZED}\n\n{WORDS} {WORDS}\n", [None]),
    ("SL704", "rfc", "a reference", f"{SUMMARY}\n\n{WORDS}\n\n**Research Reference:** [a](a.md)\n", []),
    ("SL114", "rfc", "another word too", COMPONENTS.replace("{}", "Technology / Origin"), ["reworded"]),
    ("SL114", "rfc", "another word", COMPONENTS.replace("{}", "Location"), ["slight"]),
    (
        "SL502",
        "design",
        "cases in words of their own",
        f"{DRAFT}{CASES}- **«parser»**:\n  - an empty file\n  - a long one\n",
        ["case"],
    ),
    ("SL502", "design", "one of three cases", f"{DRAFT}{CASES}- **«parser»**:\n  - Happy path: a file\n", ["part"]),
    ("SL502", "design", "no cases", f"{DRAFT}{CASES}- **«parser»**: all of it\n", ["part"]),
    ("SL714", "design", "a question left for later", f"{DRAFT}{QUESTION}OPEN (decide during implementation)\n", []),
    ("SL714", "design", "an open question", f"{DRAFT}{QUESTION}«OPEN»\n", ["planned"]),
    ("SL109", "rfc", "enough is there", f"{CONCERN}Existing logs remain adequate:\n\n- warnings name the file\n", []),
    (
        "SL109",
        "rfc",
        "something is there",
        CONCERN.replace("### 7.2 Observability Strategy", "«### 7.2 Observability Strategy»")
        + "Existing logs are read.\n",
        ["prose"],
    ),
    ("SL701", "rfc", "a tag that is closed", f"{SUMMARY}\n\n<IMPORTANT>\nAsk the team.\n</IMPORTANT>\n", []),
    ("SL701", "rfc", "a tag that is not", f"{SUMMARY}\n\n«<SUMMARY_TEXT>»\n", [None]),
]


@pytest.mark.parametrize(
    ("code", "spec_type", "text", "levels"),
    [pytest.param(code, kind, text, levels, id=f"{code}-{name}") for code, kind, name, text, levels in FORMS],
)
def test_the_level_of_a_form(
    code: str, spec_type: str, text: str, levels: list[str | None], judge: Callable[..., list[Finding]]
) -> None:
    if code == "SL109":
        head = "| Document Metadata | Details |\n|---|---|\n| Author(s) | A |\n| Status | Approved |\n"
        head += "| Team / Owner | B |\n"
        text = text.replace(RFC, f"{RFC}{head}| Created / Last Updated | 2026-01-02 |\n\n")
    assert [one.level for one in judge(code, text, spec_type)] == levels


def test_a_success_column_is_no_access_column(judge: Callable[..., list[Finding]]) -> None:
    text = "# A\n\n## 4. Proposed Design\n\n### 4.1 API Surface\n\n"
    text += "«| Method | Path | Purpose | Success |»\n|---|---|---|---|\n| GET | /a | b | 200 |\n"
    found = judge("SL114", text, "backend-api")
    assert [one.message for one in found] == ['the table\'s header lacks "Auth"']
