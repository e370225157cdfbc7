"""A row and a list item as the author of a document writes them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.snippets import cell_prompt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.markdown.blocks import ListItem, Row
    from speclint.source import Source
    from speclint.spec.tables import TableView

PROMPT = regex(r"\[(?![ xX]\]|[A-Z]+\])[^\[\]\n]+\](?![(\[])")


def row_edit(source: Source, view: TableView, values: Mapping[str, str]) -> Edit:
    """Return the insertion of a row at the end of a table, padded as its other rows are.

    Args:
        source: The text.
        view: The table.
        values: The cells by column key; a prompt stands for one that is not given.
    """
    table = view.table
    width = len(table.header.cells)
    by_index = {index: key for key, index in view.columns.items()}
    columns = {column.key: column for column in view.type.columns}
    cells: list[str] = []
    for index in range(width):
        key = by_index.get(index)
        cells.append(values.get(key) or cell_prompt(columns[key]) if key else f"[{view.names[index].lower()}]")
    anchor = table.rows[-1].span if table.rows else table.delimiter
    like = table.rows[-1] if table.rows else table.header
    text = source.text
    pad = "" if like.cells and text[max(like.cells[0].span.start - 1, 0)] == "|" else " "
    widths = _widths(source, (table.header, *table.rows), len(pad)) if table.rows else None
    if widths:
        sides = zip(cells, widths, table.alignments, strict=True)
        cells = [_padded(one, size, side) for one, size, side in sides]
    begin = f"|{pad}" if text[like.span.start] == "|" else ""
    end = f"{pad}|" if text[like.span.end - 1] == "|" else ""
    line = source.line_spans[source.line_of(anchor.start)]
    lead = text[line.start : anchor.start]
    return Edit(Span(anchor.end, anchor.end), f"\n{lead}{begin}{f'{pad}|{pad}'.join(cells)}{end}".rstrip(" "))


def _padded(text: str, width: int, side: str | None) -> str:
    return text.center(width) if side == "center" else text.rjust(width) if side == "right" else text.ljust(width)


def _widths(source: Source, rows: Sequence[Row], pad: int) -> list[int] | None:
    """Return how wide each column is where the bars of all rows stand under one another, or None."""
    shapes = {tuple(_bars(source, row)) for row in rows}
    bars = next(iter(shapes))
    if len(shapes) != 1 or len(bars) != len(rows[0].cells) + 1:
        return None
    return [end - start - 1 - 2 * pad for start, end in pairwise(bars)]


def _bars(source: Source, row: Row) -> list[int]:
    """Return where a row's bars stand, from its beginning."""
    edges = [row.span.start, *(cell.span.end for cell in row.cells)]
    starts = [*(cell.span.start for cell in row.cells), row.span.end]
    places = [source.text.find("|", *between) for between in zip(edges, starts, strict=True)]
    return [place - row.span.start for place in places if place >= 0]


def item_edit(source: Source, items: Sequence[ListItem], body: str, *, checkbox: bool) -> Edit:
    """Return the insertion of an item after the last of a list, in the manner of that one.

    Args:
        source: The text.
        items: The items of the list.
        body: What the item says, without marker and box; its further lines are indented by two blanks.
        checkbox: Whether the type wants a box before it.
    """
    last = items[-1]
    text = source.text
    line = source.line_spans[source.line_of(last.span.start)]
    lead = text[line.start : last.span.start]
    marker = source[last.marker]
    number = re.match(r"\d+", marker)
    if number:
        marker = f"{int(number.group()) + 1}{marker[number.end() :]}"
    first = last.checkbox.start if last.checkbox else last.content_start
    gap = text[last.marker.end : first] or " "
    box = "[ ] " if checkbox or last.checkbox else ""
    shift = len(marker) + len(gap)
    below = re.sub(r"[^>\s]", " ", lead) + " " * shift
    head, *rest = body.split("\n")
    lines = [f"{lead}{marker}{gap}{box}{head}", *(f"{below}{one.removeprefix('  ')}" for one in rest)]
    blank = f"\n{lead.rstrip()}" if _is_loose(source, items) else ""
    end = last.span.end
    return Edit(Span(end, end), f"{blank}\n" + "\n".join(lines))


def _is_loose(source: Source, items: Sequence[ListItem]) -> bool:
    if len(items) < 2:
        return False
    between = source.text[items[-2].span.end : items[-1].span.start]
    return len(between.splitlines()) > 2


def with_words(text: str, words: str) -> str:
    """Return a text with words in place of its first prompt."""
    return PROMPT.sub(lambda _: words, text, count=1) if words else text
