"""Plain data held against a JSON Schema; the one importer of jsonschema."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = frozenset({"type", "enum", "const", "properties", "required", "additionalProperties", "items", "pattern", "minLength"})
_NOTES = frozenset({"title", "description", "default", "examples", "$schema", "$id", "$comment"})


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where the data breaks its schema.

    Args:
        where: The keys and indexes that lead to the place.
        keyword: The JSON Schema keyword that failed (`enum`, `required`, `additionalProperties`…).
        message: The validator's own sentence.
        schema: The value of that keyword in the schema.
        value: The offending value.
    """

    where: tuple[str | int, ...]
    keyword: str
    message: str
    schema: Any
    value: Any


def violations(data: Any, schema: dict[str, Any]) -> list[Violation]:
    """Return every violation, in document order; jsonschema decides, and is imported only for data in doubt.

    Args:
        data: Plain data as YAML or JSON gives it.
        schema: A JSON Schema, draft 2020-12.

    Returns:
        The violations; empty when the data fits.
    """
    if _surely_valid(data, schema):
        return []
    from jsonschema import Draft202012Validator  # noqa: PLC0415 -- 75 ms that valid data need not wait for

    errors = sorted(Draft202012Validator(schema).iter_errors(data), key=lambda e: ([str(p) for p in e.absolute_path], e.validator))
    return [Violation(tuple(e.absolute_path), str(e.validator), e.message, e.validator_value, e.instance) for e in errors]


def _surely_valid(data: Any, schema: Any) -> bool:
    """Tell whether the data fits, by the commonest keywords alone; False only means that jsonschema must decide."""
    if isinstance(schema, bool):
        return schema
    if not schema.keys() <= (_KNOWN | _NOTES):
        return False
    kind = schema.get("type")
    if kind is not None and not (isinstance(kind, str) and isinstance(data, _KINDS.get(kind, ()))):
        return False
    if "enum" in schema and not (isinstance(data, str) and data in schema["enum"]):
        return False
    if "const" in schema and not (isinstance(data, str) and data == schema["const"]):
        return False
    if isinstance(data, str):
        return len(data) >= schema.get("minLength", 0) and ("pattern" not in schema or bool(re.search(schema["pattern"], data)))
    if isinstance(data, dict):
        return _object_surely_valid(data, schema)
    if isinstance(data, list):
        return all(_surely_valid(item, schema.get("items", True)) for item in data)
    return True


def _object_surely_valid(data: dict[str, Any], schema: dict[str, Any]) -> bool:
    properties = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    return all(key in data for key in schema.get("required", ())) and all(
        _surely_valid(value, properties.get(key, rest)) for key, value in data.items()
    )
