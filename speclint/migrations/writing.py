"""How SQL is written: names quoted where they must be, keywords in the author's case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.migrations.lexing import tokens
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.migrations.definitions import Name

_PLAIN = regex(r"[a-z_][a-z0-9_$]*\Z")
# PostgreSQL's reserved key words ("SQL Key Words" in its manual): as a name, each must be quoted.
_RESERVED = regex(
    r"(?:all|analyse|analyze|and|any|array|as|asc|asymmetric|authorization|binary|both|case|cast|check|collate|collation"
    r"|column|concurrently|constraint|create|cross|current_catalog|current_date|current_role|current_schema|current_time"
    r"|current_timestamp|current_user|default|deferrable|desc|distinct|do|else|end|except|false|fetch|for|foreign|freeze"
    r"|from|full|grant|group|having|ilike|in|initially|inner|intersect|into|is|isnull|join|lateral|leading|left|like"
    r"|limit|localtime|localtimestamp|natural|not|notnull|null|offset|on|only|or|order|outer|overlaps|placing|primary"
    r"|references|returning|right|select|session_user|similar|some|symmetric|system_user|table|tablesample|then|to"
    r"|trailing|true|union|unique|user|using|variadic|verbose|when|where|window|with)\Z"
)


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    if _PLAIN.match(name) and not _RESERVED.match(name):
        return name
    return '"' + name.replace('"', '""') + '"'


def written(name: Name) -> str:
    """Return a name with its schema as SQL writes it."""
    return quoted(name.name) if name.schema is None else f"{quoted(name.schema)}.{quoted(name.name)}"


def keywords_are_lower(statements: Iterable[str]) -> bool:
    """Tell whether an author writes keywords in lower case, by the first word of each statement."""
    lower = upper = 0
    for statement in statements:
        word = next((statement[t.start : t.end] for t in tokens(statement) if t.kind == "word"), "")
        lower += word.islower()
        upper += word.isupper()
    return lower > upper
