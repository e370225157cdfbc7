"""What is accepted without jsonschema is what jsonschema accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from speclint.json_schema import violations

WORDS = st.sampled_from(["", "a", "ab", "Draft", "2026-03-04", "x y"])
PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 2) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["k", "l", "m"]), inner, max_size=3),
    max_leaves=6,
)
KINDS = st.sampled_from(["object", "array", "string", "boolean", "null", "integer", "number"])
LEAF = st.fixed_dictionaries(
    {},
    optional={
        "type": KINDS,
        "enum": st.lists(WORDS, min_size=1, max_size=3, unique=True),
        "const": WORDS,
        "pattern": st.sampled_from([r"^\d{4}-", "a", "^$"]),
        "minLength": st.integers(0, 3),
        "minimum": st.integers(-1, 1),
        "description": st.just("words"),
    },
)
SCHEMA: st.SearchStrategy[Any] = st.recursive(
    LEAF | st.booleans(),
    lambda inner: st.fixed_dictionaries(
        {},
        optional={
            "type": KINDS,
            "properties": st.dictionaries(st.sampled_from(["k", "l", "m"]), inner, max_size=3),
            "required": st.lists(st.sampled_from(["k", "l"]), unique=True),
            "additionalProperties": inner,
            "items": inner,
        },
    ),
    max_leaves=5,
)


@settings(max_examples=400)
@given(PLAIN, SCHEMA.filter(lambda schema: isinstance(schema, dict)))
def test_the_same_verdict_as_jsonschema(data: Any, schema: dict[str, Any]) -> None:
    assert bool(violations(data, schema)) == (not Draft202012Validator(schema).is_valid(data))


@pytest.mark.parametrize(
    ("data", "schema", "keyword", "where"),
    [
        ({"Status": "WIP"}, {"properties": {"Status": {"enum": ["Draft"]}}}, "enum", ("Status",)),
        ({}, {"required": ["Author"]}, "required", ()),
        ({"Author": ""}, {"properties": {"Author": {"minLength": 1}}}, "minLength", ("Author",)),
        ([1, "x"], {"items": {"type": "string"}}, "type", (0,)),
    ],
)
def test_a_violation_says_where_and_why(
    data: Any, schema: dict[str, Any], keyword: str, where: tuple[object, ...]
) -> None:
    assert [(one.keyword, one.where) for one in violations(data, schema)] == [(keyword, where)]
