"""Plain data held against a JSON Schema; the one importer of jsonschema."""

import re
from typing import Any

from speclint.records import NamedTuple

_KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
}
_KNOWN = frozenset(
    {"type", "enum", "const", "properties", "required", "additionalProperties", "items", "pattern", "minLength"}
)
_KNOWN_KEYS = _KNOWN | frozenset({"title", "description", "default", "examples", "$schema", "$id", "$comment"})


class Violation(NamedTuple):
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
    from jsonschema import Draft202012Validator

    errors = sorted(
        Draft202012Validator(schema).iter_errors(data),
        key=lambda e: ([str(p) for p in e.absolute_path], str(e.validator)),
    )
    return [
        Violation(tuple(e.absolute_path), str(e.validator), e.message, e.validator_value, e.instance) for e in errors
    ]


def _surely_valid(data: Any, schema: Any) -> bool:
    """Tell whether the data fits, by the commonest keywords alone; False only means that jsonschema must decide."""
    if isinstance(schema, bool):
        return schema
    if not (schema.keys() <= _KNOWN_KEYS and _of_kind(data, schema)):
        return False
    if isinstance(data, str):
        long_enough = len(data) >= schema.get("minLength", 0)
        return long_enough and ("pattern" not in schema or bool(re.search(schema["pattern"], data)))
    if isinstance(data, dict):
        return _object_surely_valid(data, schema)
    return not isinstance(data, list) or all(_surely_valid(item, schema.get("items", True)) for item in data)


def _of_kind(data: Any, schema: dict[str, Any]) -> bool:
    """Hold the data against `type`, and a text against `enum` and `const`."""
    kind = schema.get("type")
    if kind is not None and not (isinstance(kind, str) and isinstance(data, _KINDS.get(kind, ()))):
        return False
    chosen = [schema["const"]] if "const" in schema else schema.get("enum")
    return chosen is None or (isinstance(data, str) and data in chosen and not {"const", "enum"} <= schema.keys())


def _object_surely_valid(data: dict[str, Any], schema: dict[str, Any]) -> bool:
    properties = schema.get("properties", {})
    rest = schema.get("additionalProperties", True)
    return all(key in data for key in schema.get("required", ())) and all(
        _surely_valid(value, properties.get(key, rest)) for key, value in data.items()
    )
