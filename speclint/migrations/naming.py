"""The names that PostgreSQL gives to constraints, indexes and sequences that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.migrations.definitions import Constraint

_LIMIT = 63
_LABELS = {"primary": "pkey", "unique": "key", "foreign": "fkey", "check": "check", "exclude": "excl"}


def clip(text: str, size: int = _LIMIT) -> str:
    """Cut a name to a number of bytes, never inside a character, as the server cuts identifiers."""
    return text.encode("utf-8", "replace")[:size].decode("utf-8", "ignore")


def object_name(first: str, second: str, label: str) -> str:
    """Join a table's name, columns and label to at most 63 bytes (`makeObjectName` in PostgreSQL's indexcmds.c).

    The longer of the first two parts is cut until all fits.
    """
    one, two = len(first.encode("utf-8", "replace")), len(second.encode("utf-8", "replace"))
    room = _LIMIT - (len(label.encode("utf-8")) + 1 if label else 0) - (1 if second else 0)
    while one + two > room:
        if one > two:
            one -= 1
        else:
            two -= 1
    parts = [clip(first, one)] + ([clip(second, two)] if second else []) + ([label] if label else [])
    return "_".join(parts)


def addition(columns: Sequence[str]) -> str:
    """Join column names until 64 bytes are reached (`ChooseIndexNameAddition`)."""
    joined = ""
    for column in columns:
        joined += ("_" if joined else "") + column
        if len(joined.encode("utf-8", "replace")) >= _LIMIT + 1:
            break
    return joined


def choose(first: str, second: str, label: str, taken: Callable[[str], bool]) -> str:
    """Return the first free name: label, then label1, label2 (`ChooseRelationName`)."""
    number = 0
    while True:
        name = object_name(first, second, label + (str(number) if number else ""))
        if not taken(name):
            return name
        number += 1


def constraint_name(table: str, constraint: Constraint, taken: Callable[[str], bool]) -> str:
    """Return a constraint's name: its own, or the automatic one."""
    if constraint.name is not None:
        return clip(constraint.name)
    label = _LABELS[constraint.kind]
    if constraint.kind == "primary":
        second = ""
    elif constraint.kind == "check":
        second = constraint.columns[0] if len(constraint.columns) == 1 else ""
    else:
        second = addition(constraint.columns)
    return choose(table, second, label, taken)
