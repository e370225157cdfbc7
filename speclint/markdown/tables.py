"""Tables (GFM 0.29 section 4.10), their cells counted on the source line."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Cell, Row
from speclint.markdown.lines import TAB_STOP
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.lines import Line

_DELIMITER_ROW = regex(r"\|?+[ \t]*+:?+-++:?+[ \t]*+(?:\|[ \t]*+:?+-++:?+[ \t]*+)*+\|?+[ \t]*+\Z")
_PIPE = regex(r"(?<!\\)\|")
_TICKS = regex(r"`+")
_ESCAPE_OR_TICKS = regex(r"\\.|`+")


def is_delimiter_row(line: Line) -> bool:
    """Tell whether the line could stand under a table's header."""
    if line.char not in ("|", "-", ":") or line.indent >= TAB_STOP:
        return False
    return _DELIMITER_ROW.match(line.text, line.first, line.end) is not None


def read_row(text: str, start: int, end: int) -> Row:
    r"""Split a line into its cells.

    A pipe after a backslash belongs to the cell, every other one splits, even inside a code span.

    Args:
        text: The source text.
        start: The line's first character that is not white space.
        end: The line's end.

    Returns:
        The row; its cells are exactly those that the line has.
    """
    while end > start and text[end - 1] in " \t":
        end -= 1
    bounds = [found.start() for found in _PIPE.finditer(text, start, end)]
    edges = [start - 1, *bounds, end]
    if bounds and bounds[0] == start:
        del edges[0]
    if len(edges) > 1 and bounds and bounds[-1] == end - 1:
        del edges[-1]
    cells = [_cell(text, left + 1, right) for left, right in pairwise(edges)]
    return Row(Span(start, end), tuple(cells))


def alignments(delimiter: Row, text: str) -> tuple[str | None, ...]:
    """Return what the colons of a delimiter row's cells say."""
    result: list[str | None] = []
    for cell in delimiter.cells:
        left = text[cell.span.start] == ":"
        right = text[cell.span.end - 1] == ":"
        result.append("center" if left and right else "left" if left else "right" if right else None)
    return tuple(result)


def pipes_in_code(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return the pipes of a row that split a code span in two, for want of a backslash.

    Args:
        text: The source text.
        start: The row's first character.
        end: The row's end.

    Returns:
        The offsets of the pipes without a backslash between two runs of as many backticks, as a code span would be read
        (CommonMark 0.31 section 6.1) if the row were no row.
    """
    pipes: list[int] = []
    runs = [(found.start(), found.end()) for found in _TICKS.finditer(text, start, end)]
    lengths: dict[int, list[int]] = {}
    for opening, closing in runs:
        lengths.setdefault(closing - opening, []).append(opening)
    at = start
    while (found := _ESCAPE_OR_TICKS.search(text, at, end)) is not None:
        at = found.end()
        if found.group()[0] != "`":
            continue
        length = at - found.start()
        later = lengths.get(length, [])
        place = bisect_left(later, at)
        if place < len(later):
            pipes += [pipe.start() for pipe in _PIPE.finditer(text, at, later[place])]
            at = later[place] + length
    return tuple(pipes)


def _cell(text: str, start: int, end: int) -> Cell:
    first, last = start, end
    while first < last and text[first] in " \t":
        first += 1
    if first == last:
        place = min(start + 1, end)
        return Cell(Span(place, place))
    while text[last - 1] in " \t":
        last -= 1
    return Cell(Span(first, last))
