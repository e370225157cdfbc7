"""The generic checks of a team's own pages find what their options say, at its place, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from speclint.checks import generic
from speclint.rules import Rule
from speclint.source import Source
from speclint.spec.reading import read_spec

TEXT = """\
---
owner: ada
---
# Tech Spec: Refunds

**Type:** Engineering-initiated
**Author:** Ada

## 1. Overview

### Summary

Refunds are paid soon, see `soon` and [soon](soon.md). They are
paid once. The team *shall* decide.

```text
soon TODO
```

## 9. Risks & Mitigations

| Risk | Owner |
|---|---|
| Late \\| soon | Ada |
| Lost | |
| Odd | [owner] |

## Appendix

- one soonest
- two <!-- soon -->
"""


def _found(check: str, **options: Any) -> list[tuple[int, str, str]]:
    spec = read_spec(Source(TEXT, "tech-specs/x.md"))
    rule = Rule("TEAM001", "x", "X.", options={key.replace("_", "-"): value for key, value in options.items()})
    return [
        (spec.source.position(one.span.start).line, spec.source[one.span], one.message)
        for one in getattr(generic, check)(spec, rule)
    ]


SOON = 'the phrase "soon" is not to be used'
CASES: list[tuple[str, dict[str, Any], list[tuple[int, str, str]]]] = [
    ("forbidden_phrase", {"phrases": ["soon"]}, [(13, "soon", SOON), (13, "soon", SOON), (24, "soon", SOON)]),
    ("forbidden_phrase", {"phrases": ["SOON"], "section": "Summary"}, [(13, "soon", SOON), (13, "soon", SOON)]),
    ("forbidden_phrase", {"phrases": ["soon"], "in": "code"}, [(17, "soon", SOON)]),
    ("forbidden_phrase", {"phrases": ["are paid once", "paid"], "section": "overview"}, [
        (13, "paid", 'the phrase "paid" is not to be used'),
        (13, "are\npaid once", 'the phrase "are paid once" is not to be used'),
    ]),
    ("forbidden_phrase", {"phrases": ["soo", "oon", "later"]}, []),
    ("pattern", {"pattern": r"TODO|FIXME", "in": "text"}, [(17, "TODO", '"TODO" stands here')]),
    ("pattern", {"pattern": r"TODO"}, []),
    ("pattern", {"pattern": r"\bSHALL\b", "ignore_case": True, "message": "{match} is a word of contracts"}, [
        (14, "shall", "shall is a word of contracts"),
    ]),
    ("pattern", {"pattern": r"^\d+\.", "in": "headings", "section": "Risks & Mitigations"}, [
        (20, "9.", '"9." stands here'),
    ]),
    ("pattern", {"pattern": "refund", "required": True, "section": "Appendix"}, [
        (28, "## Appendix", 'the section "Appendix" lacks what the rule asks for'),
    ]),
    ("pattern", {"pattern": "one", "required": True, "section": "Appendix"}, []),
    ("pattern", {"pattern": "x*", "section": "Appendix"}, []),
    ("pattern", {"pattern": "a", "section": "Nowhere"}, []),
    ("required_section", {"heading": "Appendix"}, []),
    ("required_section", {"heading": "Data Protection"}, [
        (4, "# Tech Spec: Refunds", 'the section "Data Protection" is missing'),
    ]),
    ("required_section", {"heading": "Summary", "section": "Appendix"}, [
        (28, "## Appendix", 'the section "Summary" is missing'),
    ]),
    ("word_limit", {"max": 14, "section": "Summary"}, [
        (11, "### Summary", 'the section "Summary" has 15 words, not at most 14'),
    ]),
    ("word_limit", {"max": 15, "section": "Summary"}, []),
    ("word_limit", {"min": 5, "section": "Appendix"}, [
        (28, "## Appendix", 'the section "Appendix" has 3 words, not at least 5'),
    ]),
    ("sentence_limit", {"max": 2, "section": "1. Overview"}, [
        (9, "## 1. Overview", 'the section "1. Overview" has 3 sentences, not at most 2'),
    ]),
    ("sentence_limit", {"max": 3, "section": "1. Overview"}, []),
    ("table_cell", {"column": "owner", "filled": True}, [(25, "| Lost | |", "owner is empty")]),
    ("table_cell", {"column": "Owner", "choices": ["Bea", "Eva"]}, [
        (24, "Ada", 'Owner is "Ada", which is none of the choices'),
    ]),
    ("table_cell", {"column": "Owner", "choices": ["ada"]}, []),
    ("table_cell", {"column": "Risk", "pattern": "^L"}, [
        (26, "Odd", 'Risk is "Odd", which has not the form asked for'),
    ]),
    ("table_cell", {"column": "Cost", "filled": True}, []),
    ("metadata", {"schema": {"required": ["Reviewer"]}}, [(4, "# Tech Spec: Refunds", "Reviewer is missing")]),
    ("metadata", {"schema": {"properties": {"Author": {"enum": ["Bea"]}}}}, [
        (7, "Ada", "Author: 'Ada' is not one of ['Bea']"),
    ]),
    ("metadata", {"schema": {"properties": {"owner": {"pattern": "^[A-Z]"}}}}, [
        (2, "ada", "owner: 'ada' does not match '^[A-Z]'"),
    ]),
    ("metadata", {"schema": {"properties": {"Author": {"minLength": 2}}}}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "options", "found"), CASES, ids=[f"{check} {options}" for check, options, _ in CASES]
)
def test_a_check_finds_what_its_options_say(
    check: str, options: dict[str, Any], found: list[tuple[int, str, str]]
) -> None:
    assert _found(check, **options) == found
