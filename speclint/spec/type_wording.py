"""Violations of a type file's schema, said in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.json_schema import Violation

_QUOTED = regex(r"'([^']+)'")


def told(violation: Violation, schema: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """Say a violation in words, each key that is not known by itself.

    Returns:
        The places, the key at fault included, each with its message.
    """
    if violation.message.startswith("False schema"):
        return []  # Keys that need `extends` are told by themselves.
    if violation.keyword != "additionalProperties":
        return [(violation.where, in_words(violation, schema))]
    return [
        ((*violation.where, key), in_words(violation._replace(message=f"'{key}'"), schema))
        for key in _QUOTED.findall(violation.message)
    ]


def unknown_key(violation: Violation) -> tuple[str, ...]:
    """Return the first key that is not known, where that is what is wrong."""
    return tuple(_QUOTED.findall(violation.message)[:1]) if violation.keyword == "additionalProperties" else ()


def in_words(violation: Violation, schema: dict[str, Any]) -> str:
    """Say a violation as a clause, with the key that a misspelt one most likely means."""
    if violation.keyword not in ("additionalProperties", "enum"):
        return violation.message
    from difflib import get_close_matches  # only a broken file needs it

    if violation.keyword == "enum":
        known = [str(choice) for choice in violation.schema]
        word = str(violation.value)
        message = f"{word!r} is none of {', '.join(choice or '(empty)' for choice in known)}"
    else:
        known = sorted(_property_names(schema))
        word = (_QUOTED.findall(violation.message) or ["?"])[0]
        message = f"the key {word!r} is not known here"
    near = get_close_matches(word, known, 1)
    return f"{message}; did you mean {near[0]!r}?" if near else message


def _property_names(schema: Any) -> set[str]:
    names: set[str] = set()
    if isinstance(schema, dict):
        names |= set(schema.get("properties", ()))
        for value in schema.values():
            names |= _property_names(value)
    return names
