"""The values that a spec's columns may hold: its checks and its enumerated types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.model import Spec

_LIST = r"(?P<values>'[^'\n]*'(?:::\w+)?(?:\s*,\s*'[^'\n]*'(?:::\w+)?)*)"
_CHECK = regex(
    rf"\bCHECK\s*\(+\s*\"?(?P<column>\w+)\"?\)?(?:::\w+)?\s*(?:IN\s*\(\s*{_LIST}\s*\)|=\s*ANY\s*\(+\s*ARRAY\s*\[\s*"
    rf"{_LIST.replace('values', 'array')}\s*\])",
    re.IGNORECASE,
)
_STATEMENT = regex(
    r"\b(?:CREATE\s+(?:UNLOGGED\s+)?TABLE|ALTER\s+TABLE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?(?:ONLY\s+)?(?P<table>[\w.\"]+)",
    re.IGNORECASE,
)
_ENUM = regex(rf"\bCREATE\s+TYPE\s+(?P<name>[\w.\"]+)\s+AS\s+ENUM\s*\(\s*{_LIST}\s*\)", re.IGNORECASE)
_ADDED = regex(
    r"\bALTER\s+TYPE\s+(?P<name>[\w.\"]+)\s+ADD\s+VALUE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?P<values>'[^'\n]*')", re.IGNORECASE
)
_COLUMN = regex(
    r'(?:[(,]|\bADD\s+(?:COLUMN\s+)?(?:IF\s+NOT\s+EXISTS\s+)?)\s*"?(\w+)"?\s+((?:"?\w+"?\.)?"?\w+"?)(?!\w)',
    re.IGNORECASE,
)
_VALUE = regex(r"'([^'\n]*)'")
_DOWN = regex(r"^--\s*\+goose\s+Down", re.IGNORECASE | re.MULTILINE)


class ColumnValues(NamedTuple):
    """A column and what it may hold.

    Args:
        table: Its table, folded, without a schema.
        column: Its name, folded.
        values: The values, in order.
        span: Where they are listed.
    """

    table: str
    column: str
    values: tuple[str, ...]
    span: Span


def column_values(spec: Spec) -> list[ColumnValues]:
    """Return the columns whose values are listed; where a table of columns and the DDL both do, the DDL counts."""
    found: dict[tuple[str, str], ColumnValues] = {}
    for one in (*_in_cells(spec), *_in_migrations(spec)):
        found[one.table, one.column] = one
    return list(found.values())


def _bare(name: str) -> str:
    return name.replace('"', "").rsplit(".", 1)[-1].casefold()


def _values(text: str) -> tuple[str, ...]:
    return tuple(found[1] for found in _VALUE.finditer(text))


def _in_cells(spec: Spec) -> Iterator[ColumnValues]:
    for section in spec.by_role.get("new-table", []):
        table = _bare(spec.text(section.heading.content))
        for views in spec.tables_of(section).values():
            for view in views:
                for row in view.rows():
                    for key in ("constraints", "type"):
                        cell = view.cell(row, key)
                        if cell is None or "check" not in spec.source[cell.span].casefold():
                            continue
                        found = _CHECK.search(spec.source.text, *cell.span)
                        if found:
                            values = _values(found["values"] or found["array"])
                            yield ColumnValues(table, _bare(found["column"]), values, Span(*found.span()))


def _in_migrations(spec: Spec) -> Iterator[ColumnValues]:
    enums: dict[str, tuple[str, ...]] = {}
    typed: list[ColumnValues] = []
    for migration in spec.migrations:
        if migration.fence is None or not migration.fence.closed or "'" not in migration.text:
            continue
        down = _DOWN.search(migration.text)
        text = migration.text[: down.start()] if down else migration.text
        for found in _ENUM.finditer(text):
            enums[_bare(found["name"])] = _values(found["values"])
        for found in _ADDED.finditer(text):
            name = _bare(found["name"])
            if name in enums:
                enums[name] = (*enums[name], *_values(found["values"]))
        statements = list(_STATEMENT.finditer(text))
        for index, statement in enumerate(statements):
            end = statements[index + 1].start() if index + 1 < len(statements) else len(text)
            table = _bare(statement["table"])
            for found in _CHECK.finditer(text, statement.end(), end):
                place = migration.fence.place_span(*found.span())
                yield ColumnValues(table, _bare(found["column"]), _values(found["values"] or found["array"]), place)
            typed += [
                ColumnValues(table, _bare(found[1]), (_bare(found[2]),), migration.fence.place_span(*found.span(1)))
                for found in _COLUMN.finditer(text, statement.end() - 1, end)
                if _bare(found[2]) in enums
            ]
    for one in typed:
        yield one._replace(values=enums[one.values[0]])
