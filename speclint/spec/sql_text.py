"""Pieces of SQL as people write them in tables and bullets, folded so that two that mean the same are equal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

# Names that PostgreSQL takes for one type (its documentation, table 8.1 "Data Types").
_SAME = {
    "integer": "int", "int4": "int", "serial": "int", "serial4": "int",
    "int8": "bigint", "bigserial": "bigint", "serial8": "bigint",
    "int2": "smallint", "smallserial": "smallint", "serial2": "smallint",
    "boolean": "bool", "character varying": "varchar", "character": "char", "bpchar": "char", "decimal": "numeric",
    "timestamp with time zone": "timestamptz", "timestamp without time zone": "timestamp",
    "time with time zone": "timetz", "time without time zone": "time",
    "float8": "double precision", "float": "double precision", "float4": "real", "bit varying": "varbit",
}  # fmt: skip
_MODIFIER = regex(r"\s*\(\s*(\d+(?:\s*,\s*\d+)?)\s*\)")
_NOTE = regex(r" ?\((?=[^()]*[^\W\d])[^()]*\)$")
_ARRAY = regex(r"(?:\s*\[\s*\d*\s*\])+$|\s+array$")
_PLAIN = regex(
    r"[a-z_][\w$]*|double precision|(?:bit|character|char) varying|national char(?:acter)?(?: varying)?"
    r"|time(?:stamp)? with(?:out)? time zone|interval [a-z]+(?: to [a-z]+)?"
)
_CAST = regex(
    r"::\s*[a-z_][\w$]*(?:\s+(?:varying|precision|with(?:out)? time zone))?(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*",
    re.IGNORECASE,
)
_ORDER = regex(r"\s+(?:asc|desc|nulls\s+(?:first|last)|collate\s+\S+|\w+_ops)\b\s*$", re.IGNORECASE)
_STRING = regex(r"'(?:[^']|'')*'")
# How many brackets around a text, or words behind a column, are taken off: more are no one's writing.
_NESTED = 4
_NOW = {"current_timestamp": "now()", "transaction_timestamp()": "now()", "localtimestamp": "now()"}


def fold_type(text: str) -> str | None:
    """Fold a type's name: `INTEGER` and `SERIAL` give `int`, `CHARACTER VARYING(20)` gives `varchar(20)`.

    Args:
        text: The type as written, with backticks, a note in parentheses or array brackets.

    Returns:
        Its folded name, or None where the text is no plain type name (prose, a choice of two, a type and constraints).
    """
    name = " ".join(text.replace("`", "").replace('"', "").replace("\\", "").lower().split())
    name = _NOTE.sub("", name)
    array = "[]" if _ARRAY.search(name) else ""
    name = _ARRAY.sub("", name)
    found = _MODIFIER.search(name)
    modifier = f"({found[1].replace(' ', '')})" if found else ""
    name = " ".join(_MODIFIER.sub(" ", name).split()).removeprefix("public.")
    if not _PLAIN.fullmatch(name):
        return None
    return _SAME.get(name, name) + modifier + array


def same_type(one: str, other: str) -> bool:
    """Tell whether two folded types agree; one without a length agrees with any length."""
    if one == other:
        return True
    bare = one.split("(")[0], other.split("(")[0]
    return bare[0] == bare[1] and ("(" in one) != ("(" in other) and one.endswith("[]") == other.endswith("[]")


def fold_default(text: str) -> str:
    """Fold a default: case outside strings, casts, outer brackets and the quotes around a string don't count."""
    value = " ".join(text.replace("`", "").replace("\\", "").split()).rstrip(".,;")
    strings = _STRING.findall(value)
    value = _CAST.sub("", _STRING.sub("'", value)).lower().replace(" ", "")
    value = _unwrapped(value)
    value = _NOW.get(value, value)
    if value == "'" and strings:
        return str(strings[0][1:-1].replace("''", "'")).lower()
    return value + "|".join(strings)


def balanced(text: str, start: int) -> int:
    """Return the offset after the bracket that closes the one at `start`, or -1; strings are stepped over."""
    depth = 0
    quoted = False
    for index in range(start, len(text)):
        sign = text[index]
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
            if depth == 0:
                return index + 1
    return -1


def split_parts(text: str, separators: str = ",") -> Iterator[str]:
    """Yield the parts of a list, cut at separators outside brackets and strings."""
    depth = start = 0
    quoted = False
    for index, sign in enumerate(text):
        if sign == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign in separators and depth <= 0:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def fold_index_part(text: str) -> str:
    """Fold one part of an index's list: order, collation and operator class don't count, nor quotes and spaces."""
    part = " ".join(text.replace("`", "").replace('"', "").replace("\\", "").split())
    for _ in range(_NESTED):
        part = _ORDER.sub("", part)
    return _unwrapped(_CAST.sub("", part).lower().replace(" ", ""))


def _unwrapped(text: str) -> str:
    """Take off the brackets around a whole text."""
    for _ in range(_NESTED):
        if not text.startswith("(") or balanced(text, 0) != len(text):
            break
        text = text[1:-1]
    return text


_ON = regex(r"\bon\b", re.IGNORECASE)


def index_parts(text: str) -> tuple[str, ...] | None:
    """Return the folded parts of the first bracketed list behind ON (or of the first one), or None without any."""
    found = _ON.search(text)
    start = text.find("(", found.end() if found else 0)
    if start < 0:
        return None
    end = balanced(text, start)
    if end < 0:
        return None
    return tuple(part for part in map(fold_index_part, split_parts(text[start + 1 : end - 1])) if part)


def bare_name(text: str) -> str:
    """Return a name without backticks, quotes, escapes and schema, in lower case."""
    return text.replace("`", "").replace('"', "").replace("\\", "").strip().rsplit(".", 1)[-1].lower()
