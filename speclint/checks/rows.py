"""Checks of table rows: as many cells as the header has, none of them empty where a value is asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Table
from speclint.markdown.tables import pipes_in_code
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Row
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.section_parts import ColumnType
    from speclint.spec.tables import TableView

_NOTHING = regex(r"(?:<!--(?:(?!-->).)*+-->|&nbsp;|<br ?/?>|\s)*", re.DOTALL)
# From so many rows on that all lack or exceed the header by the same number, the header is what one looks at.
_MANY = 3


def ragged_row(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each row of a table that has more or fewer cells than the table's header."""
    misheaded = {
        view.table.span
        for section in spec.alignment.walk()
        for views in spec.tables_of(section).values()
        for view in views
        if not view.matches
    }
    for table in spec.walk():
        if isinstance(table, Table):
            yield from _in_table(spec, table, judged=table.span in misheaded)


def _is_told(spec: Spec, table: Table, row: Row) -> bool:
    """Tell whether a row of the metadata table lacks its value, which is another rule's to say."""
    return table is spec.metadata_table and len(row.cells) == 1


def _in_table(spec: Spec, table: Table, *, judged: bool) -> Iterator[Finding]:
    """Report a table's ragged rows; `judged` says that its header is found wrong already."""
    width = len(table.header.cells)
    ragged = [row for row in table.rows if len(row.cells) != width and not _is_told(spec, table, row)]
    if not ragged:
        return
    counts = {len(row.cells) for row in table.rows}
    if len(counts) == 1 and "|" in spec.source[ragged[0].span]:
        if judged:
            return
        if len(ragged) >= _MANY and not any(_escapes(spec, row, width) for row in ragged):
            yield _all_alike(table, ragged, width)
            return
    for row in ragged:
        yield _ragged(spec, row, width)


def _all_alike(table: Table, ragged: Sequence[Row], width: int) -> Finding:
    related = tuple(Related(row.span, "a row") for row in ragged[:3])
    count = _cells(len(ragged[0].cells))
    message = f"each of the {len(ragged)} rows has {count}, the header {width}"
    return Finding(table.header.span, message, "give the header and the rows the same columns", related)


def _ragged(spec: Spec, row: Row, width: int) -> Finding:
    source = spec.source
    count = len(row.cells)
    if "|" not in source[row.span]:
        start = source.line_starts[source.line_of(row.span.start)]
        fix = None
        if not source[Span(start, row.span.start)].strip():
            fix = Fix("put a blank line above the text", Safety.SAFE, (Edit(Span(start, start), "\n"),))
        message = "the text directly under a table is read as a row of it"
        return Finding(row.span, message, "put a blank line between the table and the text", fix=fix)
    message = f"the row has {_cells(count)}, the header {width}"
    if count < width:
        return Finding(
            row.span, message, f"write {_cells(width - count)} more, an empty one where there is nothing to say"
        )
    edits = _escapes(spec, row, width)
    fix = Fix("escape the pipes inside code", Safety.SAFE, edits) if edits else None
    return Finding(row.span, message, r"write `\|` for a pipe that belongs to a cell", fix=fix)


def _cells(count: int) -> str:
    return f"{count} cell{'' if count == 1 else 's'}"


def _escapes(spec: Spec, row: Row, width: int) -> tuple[Edit, ...]:
    """Return the edits that escape the pipes inside code, where that gives the row the header's number of cells."""
    pipes = pipes_in_code(spec.source.text, row.span.start, row.span.end)
    fits = bool(pipes) and len(row.cells) - len(pipes) == width
    return tuple(Edit(Span(pipe, pipe), "\\") for pipe in pipes) if fits else ()


def empty_cell(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each row of a prescribed table in which a cell that asks for a value is empty."""
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        for views in spec.tables_of(section).values():
            for view in views:
                asked = [
                    column
                    for column in view.type.columns
                    if (column.filled or column.filled_where) and column.key in view.columns
                ]
                for row in view.rows() if asked else ():
                    yield from _in_row(spec, view, row, asked)


def _in_row(spec: Spec, view: TableView, row: Row, asked: Sequence[ColumnType]) -> Iterator[Finding]:
    """Report the empty cells of a row in one finding; a row that lacks cells is another rule's."""
    if len(row.cells) != len(view.names):
        return
    empty = [
        (column, row.cells[view.columns[column.key]].span)
        for column in asked
        if (column.filled or re.search(column.filled_where, spec.source[row.span]))
        and _NOTHING.fullmatch(spec.source[row.cells[view.columns[column.key]].span])
    ]
    if not empty:
        return
    names = [f'"{column.name}"' for column, _ in empty]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    message = f"the cell {listed} is empty" if len(names) == 1 else f"the cells {listed} are empty"
    yield Finding(empty[0][1] if len(empty) == 1 else row.span, message, "write what belongs there")
