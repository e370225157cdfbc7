"""Checks of what columns and tables are called, and of their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.foreign_types import FOREIGN, foreign_type, is_foreign
from speclint.spec.schema_pairs import pair_columns, pair_tables
from speclint.spec.sql_text import fold_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.ddl import DdlColumn
    from speclint.spec.model import Spec

_SNAKE = regex(r"[a-z_][a-z0-9_]*")


def non_postgres_type(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each type that another database has and PostgreSQL lacks, and each that has a better one."""
    if not spec.readable:
        return
    told: set[Span] = set()
    yield from _made_types(spec, told)
    for change in spec.ddl.changes:
        column = change.change.column
        if column is not None:
            yield from _judged_type(spec, column.type, column.name, change.span, None)
    for doc in spec.data_model.tables:
        for one in doc.columns:
            if one.type is not None and one.type not in told:
                yield from _judged_type(spec, spec.source[one.type].replace("`", ""), one.name, one.type, None)


def _made_types(spec: Spec, told: set[Span]) -> Iterator[Finding]:
    """Yield the findings of the types in migrations; cells that say the same are told with them."""
    pairs = {pair.ddl.name: pair for pair in pair_tables(spec)}
    for name, table in spec.ddl.tables.items():
        both = pair_columns(pairs[name])[0] if name in pairs else []
        cells = {twin.name: column.type for column, twin in both}
        for twin in table.columns.values():
            cell = cells.get(twin.name)
            same = cell is not None and fold_type(spec.source[cell]) == fold_type(twin.type)
            for finding in _judged_type(spec, twin.type, twin.written, _type_span(spec, twin), cell):
                if same and cell is not None:
                    told.add(cell)
                yield finding


def _type_span(spec: Spec, twin: DdlColumn) -> Span:
    """Return where a column's type stands, or the whole column where it is written otherwise."""
    at = spec.source.text.find(twin.type, twin.span.start + len(twin.written), twin.span.end)
    return Span(at, at + len(twin.type)) if at >= 0 and twin.type else twin.span


def _judged_type(spec: Spec, written: str, column: str, span: Span, cell: Span | None) -> Iterator[Finding]:
    name = foreign_type(written)
    if name is None or not is_foreign(spec, written):
        return
    better, fits = FOREIGN[name]
    shown = " ".join(written.split())
    if not fits:
        message = f"the column {column} is {shown}, which PostgreSQL does not have"
    else:
        message = f"the column {column} is {shown}, where {better} serves better"
    edits: tuple[Edit, ...] = ()
    if better and " " not in better.replace("DOUBLE PRECISION", "") and spec.source[span].replace("`", "") == written:
        twins = [cell] if cell is not None and spec.source[cell].replace("`", "").lower() == written.lower() else []
        edits = tuple(Edit(place, better) for place in sorted([span, *twins]))
    fix = Fix(f"write {better}", Safety.UNSAFE, edits) if edits else None
    related = (Related(cell, "the column table"),) if cell is not None else ()
    help_text = f"write {better}" if better else "create the type with CREATE TYPE … AS ENUM and name it here"
    yield Finding(span, message, help_text, related, fix, "preference" if fits else None)


def non_snake_case_name(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each table and column whose name is not in snake_case, at the migration where one makes it."""
    if not spec.readable:
        return
    pairs = {pair.ddl.name: pair for pair in pair_tables(spec)}
    # A section that is called otherwise than its table has that finding already.
    told = {(pair.doc.name, "") for pair in pairs.values() if pair.doc.name != pair.ddl.name}
    for name, table in spec.ddl.tables.items():
        doc = pairs[name].doc.name if name in pairs else name
        if not _is_snake(table.summary.name):
            told.add((doc, ""))
            yield _unfit("table", table.summary.name, table.span)
        for twin in table.columns.values():
            if not _is_snake(twin.written):
                told.add((doc, twin.name))
                yield _unfit("column", twin.written, twin.span)
    for change in spec.ddl.changes:
        column = change.change.column
        if column is not None and not _is_snake(column.name):
            yield _unfit("column", column.name, change.span)
    for one in spec.data_model.tables:
        if (one.name, "") not in told and not _is_snake(one.written.replace("`", "").rsplit(".", 1)[-1]):
            yield _unfit("table", one.written, one.span)
        for row in one.columns:
            if (one.name, row.name) not in told and not _is_snake(spec.source[row.name_span].replace("\\", "")):
                yield _unfit("column", spec.source[row.name_span], row.name_span)


def _is_snake(name: str) -> bool:
    bare = name.strip('"`*')
    return bool(_SNAKE.fullmatch(bare)) or bare.isupper()


def _unfit(kind: str, name: str, span: Span) -> Finding:
    return Finding(span, f"the {kind} {name} is not named in snake_case", "use lower case and underscores")
