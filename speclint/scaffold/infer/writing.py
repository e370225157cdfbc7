"""A type's data as YAML that reads like a page written by hand, with a comment where a guess was made."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# A mapping's key "#" holds the lines of a comment above it, "#KEY" a comment behind that key's line.
NOTE = "#"
_WIDTH = 118
_PLAIN = regex(r"[A-Za-z(][\w ()/.&'’+–—-]*(?<! )")
_SPECIAL = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_CONTROL = regex(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")
_BLOCK = regex(r"(?![ \n])(?:[^\n]*[^ \n])?(?:\n(?:[^\n]*[^ \n])?)+")


def without_notes(data: Any) -> Any:
    """Return data without the comments in it."""
    if isinstance(data, dict):
        return {key: without_notes(value) for key, value in data.items() if not key.startswith(NOTE)}
    return [without_notes(item) for item in data] if isinstance(data, list) else data


def yaml_text(data: Mapping[str, Any]) -> str:
    """Write a mapping as a YAML document.

    Args:
        data: Mappings, lists, texts, numbers and booleans; see `NOTE` for comments.

    Returns:
        Block style; mappings and lists that fit into one line stand in one.
    """
    return "\n".join(_mapping(data, 0)) + "\n"


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    pad = " " * indent
    for line in data.get(NOTE, ()):
        yield f"{pad}# {line}"
    for key, value in data.items():
        if not key.startswith(NOTE):
            note = f"  # {data[NOTE + key]}" if NOTE + key in data else ""
            yield from _entry(pad, f"{_scalar(key)}:", value, note, indent)


def _entry(pad: str, lead: str, value: Any, note: str, indent: int) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value and _BLOCK.fullmatch(value) and not _CONTROL.search(value):
        yield f"{pad}{lead} |-{note}"
        yield from (f"{pad}  {line}" if line else "" for line in value.split("\n"))
    elif not isinstance(value, dict | list) or not value or _fits(_flow(value), pad, lead + note, value):
        yield f"{pad}{lead} {_flow(value)}{note}"
    elif isinstance(value, dict):
        yield f"{pad}{lead}{note}"
        yield from _mapping(value, indent + 2)
    else:
        yield f"{pad}{lead}{note}"
        for item in value:
            yield from _item(item, indent + 2)


def _item(item: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if not isinstance(item, dict):
        yield f"{pad}- {_scalar(item) if not isinstance(item, list) else _flow(item)}"
        return
    yield from (f"{pad}# {line}" for line in item.get(NOTE, ()))
    plain = {key: value for key, value in item.items() if key != NOTE}
    flow = _flow(plain)
    if _fits(flow, pad, "- ", plain):
        yield f"{pad}- {flow}"
        return
    lines = _mapping(plain, indent + 2)
    yield f"{pad}- {next(lines).lstrip(' ')}"
    yield from lines


def _fits(flow: str, pad: str, lead: str, value: Any) -> bool:
    """Tell whether a value may stand in one line: it is short, and no comment or section stands in it."""
    return len(pad) + len(lead) + 1 + len(flow) <= _WIDTH and not _has_note(value) and "\n" not in flow


def _has_note(value: Any) -> bool:
    if isinstance(value, dict):
        return "sections" in value or any(key.startswith(NOTE) or _has_note(inner) for key, inner in value.items())
    return isinstance(value, list) and any(_has_note(inner) for inner in value)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        pairs = [f"{_scalar(key)}: {_flow(inner)}" for key, inner in value.items() if not key.startswith(NOTE)]
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(inner) for inner in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Write a scalar that means itself in flow style too: plain where it surely is a text, else in quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    if _PLAIN.fullmatch(value) and value.casefold() not in _SPECIAL:
        return value
    if _CONTROL.search(value) or "\n" in value:
        return json.dumps(value)
    if '"' in value or "\\" in value:
        return "'" + value.replace("'", "''") + "'"
    return f'"{value}"'
