"""JSON in fences and in the bodies of errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.contracts.json_text import json_problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

EVENT = "# Tech Spec: Invitations\n\n## 4. API Design\n\n### WebSocket / Real-Time Events\n\n#### invite.created\n\n"
ROWS = "# Tech Spec: Invitations\n\n## 4. API Design\n\n### GET /a\n\n| Status | Condition | Body |\n|---|---|---|\n"
RFC = "# RFC: Invitations\n\n## 5. Detailed Design\n\n### 5.2 Data Model / Schema\n\n"


@pytest.mark.parametrize(
    ("spec_type", "text"),
    [
        ("engineering", EVENT + '```json\n{\n  "id": 1«,»\n}\n```\n'),
        ("engineering", EVENT + '```json\n{\n  "id": «1»\n  "team": 2\n}\n```\n'),
        ("prd-driven", EVENT + "```json\n{ «'id'»: 1 }\n```\n"),
        ("prd-driven", ROWS + '| 409 | taken | `«{»"error": "taken"` |\n'),
        ("rfc", RFC + '```json\n{ "id": [1, 2«}» }\n```\n'),
        ("rfc", RFC + '```json\n{ "id": 1«,» }\n```\n'),
        ("engineering", EVENT + '```json\n{ "id": 1, // as in the response\n  ... }\n```\n'),
        ("engineering", ROWS + '| 409 | taken | `{"error": "a\\|b"}` |\n| 404 | gone | ErrorResponse |\n'),
        ("prd-driven", EVENT + '```json\n{ "field": "type" }\n```\n\n```jsonc\n{ a: 1 }\n```\n'),
        ("prd-driven", ROWS + '| 409 | taken | `{"error": {...}}` |\n'),
        ("rfc", RFC + '```json\n{ "id": string | null }\n```\n'),
        ("rfc", RFC + '```json\n{"a": 1}\n{"a": 2}\n```\n'),
    ],
)
def test_json(judge: Callable[..., list[Finding]], spec_type: str, text: str) -> None:
    judge("SL617", text, spec_type)


@pytest.mark.parametrize(
    ("text", "quoted", "message"),
    [
        ('{"a": 1,}', ",", "a comma stands before the closing `}`"),
        ("[1, 2,]", ",", "a comma stands before the closing `]`"),
        ('{"a": 1 "b": 2}', "1", "a comma is missing after `1`"),
        ('{"a" 1}', '"a"', 'a colon is missing after `"a"`'),
        ('{"a": }', "}", "a value is missing"),
        ('{"a": 1', "{", "`{` is never closed"),
        ('{"a": [1}', "}", "`}` closes `[`"),
        ("[]]", "]", "`]` closes nothing"),
        ("{a: 1}", "a", "`a` is no JSON value"),
        ("{'a': 1}", "'a'", "`'a'` is in single quotes"),
        ('{"a": "b}', '"b}', "a string is never closed"),
        ("[01]", "01", "`01` is no JSON value"),
        ("[,1]", ",", "a comma stands where a value is due"),
        ("[1,,2]", ",", "a comma stands where a value is due"),
        ("{1: 2}", "1", "`1` is no key"),
        ("{[]}", "[", "`[` stands where a key is due"),
        ("[1: 2]", ":", "a colon stands where none can"),
    ],
)
def test_the_first_fault_is_named(text: str, quoted: str, message: str) -> None:
    problem = json_problem(text)
    assert problem is not None
    assert (text[problem.span.start : problem.span.end], problem.message) == (quoted, message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"a": [1, -2.5e3, true, null, "x\\"y"]}',
        '"a": 1,\n"b": 2',
        '{"a": 1}\n{"b": 2}',
        "{...}",
        '{"a": ..., ...}',
        '[{"a": 1}, ...]',
        '{..., "a": 1}',
        '{"a": <uuid>, <key>: 2}',
        '{"a": {{ value }}}',
        '{"a": 1 /* one */, // two\n "b": 2 # three\n}',
    ],
)
def test_what_specs_leave_out_is_no_fault(text: str) -> None:
    assert json_problem(text) is None


def test_depth_and_length_cost_nothing() -> None:
    deep = "[" * 100_000
    problem = json_problem(deep)
    assert problem is not None
    assert problem.message == "`[` is never closed"
