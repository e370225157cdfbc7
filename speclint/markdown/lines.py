"""Lines as a block sees them: behind the prefixes of the quotes and list items that are open."""

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.source import Span

TAB_STOP = 4
_SPACES = regex(r" *")


class Line(NamedTuple):
    """One line behind its containers' prefixes.

    Args:
        text: The whole source text, into which the offsets point.
        offset: Where the line begins behind the prefixes; inside a tab when `column` lies inside it.
        column: The column of that place, with tab stops of 4 (CommonMark 0.31 section 2.2).
        first: The first character that is neither space nor tab, or `end`.
        end: The line's end, its line end not included.
        indent: The columns from `column` to `first`.
        char: The first character that is neither space nor tab, or "" in a blank line.
        nestable: Whether one more container may open.
    """

    text: str
    offset: int
    column: int
    first: int
    end: int
    indent: int
    char: str
    nestable: bool

    def advance(self, columns: int) -> tuple[int, int]:
        """Return offset and column after so many columns of this line's indentation; `columns <= indent`."""
        return _advance(self.text, self.offset, self.column, columns)

    def advance_from(self, offset: int, column: int, columns: int) -> tuple[int, int]:
        """Return offset and column so many columns of white space further on."""
        return _advance(self.text, offset, column, columns)

    def columns_from(self, offset: int, column: int) -> int:
        """Return how many columns of white space stand at an offset."""
        return _indentation(self.text, offset, column, self.end)[1]


class Container:
    """An open quote or list item.

    Args:
        columns: The columns of indentation that a line of the list item needs, or -1 for a quote.
        empty: Whether nothing stands in the list item yet.
    """

    __slots__ = ("columns", "empty")

    def __init__(self, columns: int, *, empty: bool = False) -> None:
        self.columns = columns
        self.empty = empty


class Reader:
    """The lines of a text for mistletoe's tokenizer, which calls `peek`, `next` and `line_number`.

    The containers that are open form a stack. A line is matched against it once, from the outside in, as the appendix
    of CommonMark 0.31 describes; `peek` gives None to a container that the line is not part of.

    Args:
        text: The source text.
        spans: Its lines.
        start: The first line to read.
        limit: How many containers may be open at once.
    """

    __slots__ = ("_count", "_limit", "_row", "_spans", "_text", "line", "matched", "stack")

    def __init__(self, text: str, spans: "Sequence[Span]", start: int, limit: int) -> None:
        self._text = text
        self._spans = spans
        # Behind the last line end a source counts one more line, which holds nothing and ends nothing.
        self._count = len(spans) - (spans[-1].start == len(text))
        self._limit = limit
        self._row = start - 1
        self.stack: list[Container] = []
        self.matched = 0
        self.line: Line | None = None
        next(self)

    def peek(self) -> Line | None:
        """Return the next line, or None where the innermost container or the text ends."""
        return self.line if self.matched == len(self.stack) else None

    def line_number(self) -> int:
        """Return the 1-based number of the line before the next one."""
        return self._row

    def __next__(self) -> Line | None:
        line = self.line
        self._row += 1
        if self._row >= self._count:
            self.line = None
            self.matched = 0
            return line
        start, end = self._spans[self._row]
        if self.stack:
            self._match(start, end)
        else:
            self._set(start, 0, end)
        return line

    def open(self, container: Container, offset: int, column: int) -> None:
        """Open a container in the next line, whose content begins at the offset."""
        assert self.line is not None
        self.stack.append(container)
        self.matched = len(self.stack)
        self._set(offset, column, self.line.end)

    def close(self) -> None:
        """Close the innermost container."""
        self.stack.pop()

    def _set(self, offset: int, column: int, end: int) -> None:
        text = self._text
        first, indent = _indentation(text, offset, column, end)
        char = text[first] if first < end else ""
        self.line = Line(text, offset, column, first, end, indent, char, self.matched < self._limit)

    def _match(self, start: int, end: int) -> None:
        text = self._text
        offset, column = start, 0
        first, indent = _indentation(text, offset, column, end)
        self.matched = 0
        for container in self.stack:
            if container.columns < 0:
                if first == end or text[first] != ">" or indent >= TAB_STOP:
                    break
                offset, column = after_quote_marker(text, first, column + indent, end)
                first, indent = _indentation(text, offset, column, end)
            elif container.empty and first == end:
                break
            elif indent >= container.columns or first == end:
                container.empty = False
                taken = min(indent, container.columns)
                offset, column = _advance(text, offset, column, taken)
                indent -= taken
            else:
                break
            self.matched += 1
        char = text[first] if first < end else ""
        self.line = Line(text, offset, column, first, end, indent, char, self.matched < self._limit)


def after_quote_marker(text: str, marker: int, column: int, end: int) -> tuple[int, int]:
    """Return offset and column behind a `>` and the one column of white space that belongs to it (section 5.1)."""
    offset, column = marker + 1, column + 1
    if offset < end:
        if text[offset] == " ":
            return offset + 1, column + 1
        if text[offset] == "\t":
            return _advance(text, offset, column, 1)
    return offset, column


def _indentation(text: str, offset: int, column: int, end: int) -> tuple[int, int]:
    """Return the first offset that is neither space nor tab, and the columns up to it."""
    if offset == end or text[offset] not in " \t":
        return offset, 0
    spaces = _SPACES.match(text, offset, end)
    first = spaces.end() if spaces else offset
    start, column = column, column + first - offset
    while first < end and text[first] in " \t":
        column += TAB_STOP - column % TAB_STOP if text[first] == "\t" else 1
        first += 1
    return first, column - start


def _advance(text: str, offset: int, column: int, columns: int) -> tuple[int, int]:
    if text.find("\t", offset, offset + columns) < 0:
        return offset + columns, column + columns
    while columns > 0:
        width = TAB_STOP - column % TAB_STOP if text[offset] == "\t" else 1
        step = min(width, columns)
        column += step
        columns -= step
        if step == width:
            offset += 1
    return offset, column
