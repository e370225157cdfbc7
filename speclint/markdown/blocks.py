"""The blocks of a Markdown document, each with its exact span in the source text."""

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class FrontMatter(NamedTuple):
    """A YAML block between `---` and `---` or `...` at the very top.

    Args:
        span: From the opening to the closing marker, both included.
        content: The lines between the markers, without the last line end.
    """

    span: Span
    content: Span


class Heading(NamedTuple):
    """A heading (CommonMark 0.31 sections 4.2 and 4.3).

    Args:
        span: The heading without the indentation before it and white space after it.
        level: 1 to 6.
        content: The text without the marker and without a closing run of `#`; an empty span where there is none. A
            setext heading's content may run over several lines.
        setext: Whether a line of `=` or `-` under the text makes it a heading.
        marker: The opening run of `#`, or the underline.
    """

    span: Span
    level: int
    content: Span
    setext: bool
    marker: Span


class Paragraph(NamedTuple):
    """A paragraph (section 4.8).

    Args:
        span: From the first to the last character that is not white space.
        line_spans: Its lines without indentation, container prefixes and trailing white space.
    """

    span: Span
    line_spans: tuple[Span, ...]


class ListItem(NamedTuple):
    """One item of a list (section 5.2).

    Args:
        span: From the marker to the end of the item's last block.
        marker: `-`, `*`, `+`, `1.` or `1)`.
        content_start: The offset of the first character after the marker and the white space that follows it; past the
            checkbox where there is one.
        checkbox: `[ ]`, `[x]` or `[X]` (GFM task list item), or None.
        checked: Whether the checkbox is ticked, or None.
        blocks: What the item holds. The checkbox is part of the first paragraph's span and lines.
    """

    span: Span
    marker: Span
    content_start: int
    checkbox: Span | None
    checked: bool | None
    blocks: "tuple[Block, ...]"


class List(NamedTuple):
    """A bullet list or an ordered list (section 5.3).

    Args:
        span: From the first item's marker to the end of the last item.
        ordered: Whether its markers are numbers.
        start: The first number, or None for a bullet list.
        items: The items.
    """

    span: Span
    ordered: bool
    start: int | None
    items: tuple[ListItem, ...]


class Quote(NamedTuple):
    """A block quote (section 5.1), from its first `>` to the end of its last line."""

    span: Span
    blocks: "tuple[Block, ...]"


class Fence(NamedTuple):
    """A fenced code block (section 4.5).

    Args:
        span: From the opening run to the closing run, or to the last line that is not blank when it is not closed.
        marker: The opening run of backticks or tildes.
        info: The info string, trimmed; an empty span after the marker where there is none.
        language: The first word of the info string in lower case, or "".
        content_lines: Its lines without container prefixes and without the opening run's indentation.
        closed: Whether a closing run ends it.
        indent: The columns before the opening run, inside its container.
        starts: Where each of its lines begins in its text (see `line_starts`).
    """

    span: Span
    marker: Span
    info: Span
    language: str
    content_lines: tuple[Span, ...]
    closed: bool
    indent: int
    starts: tuple[int, ...]

    def text(self, source: Source) -> str:
        r"""Return the fence's lines joined by `\n`, without container prefixes and without a final line end."""
        whole = source.text
        return "\n".join([whole[line.start : line.end] for line in self.content_lines])

    def offset_of(self, line_index: int, column_index: int) -> int:
        """Return the source offset of a 0-based line and column of the fence's text.

        A column past the line's end gives the line's end, a line past the last one the end of the last line; a fence
        without lines gives the end of its info string.
        """
        if not self.content_lines:
            return self.info.end
        if line_index >= len(self.content_lines):
            return self.content_lines[-1].end
        line = self.content_lines[max(line_index, 0)]
        return min(line.start + max(column_index, 0), line.end)

    def place(self, text_offset: int) -> int:
        """Return the source offset of an offset into `text(source)`; clamped like `offset_of`."""
        index = max(bisect_right(self.starts, text_offset) - 1, 0)
        return self.offset_of(index, text_offset - self.starts[index] if self.starts else 0)

    def place_span(self, start: int, end: int) -> Span:
        """Return the source span of a half-open range of offsets into `text(source)`."""
        first = self.place(start)
        return Span(first, max(first, self.place(end - 1) + 1) if end > start else first)


def line_starts(lines: "Iterable[Span]") -> tuple[int, ...]:
    """Return where each line begins in the text that the lines make, joined by one character."""
    starts = []
    offset = 0
    for line in lines:
        starts.append(offset)
        offset += line.end - line.start + 1
    return tuple(starts)


class IndentedCode(NamedTuple):
    """An indented code block (section 4.4).

    Args:
        span: From its first to its last character that is not white space.
        content_lines: Its lines without container prefixes and without the four columns of indentation.
    """

    span: Span
    content_lines: tuple[Span, ...]


class HtmlBlock(NamedTuple):
    """An HTML block of any of the seven kinds (section 4.6), from its `<` to the end of its last line."""

    span: Span


class HtmlComment(NamedTuple):
    """An HTML comment outside code, as a block or among other text.

    Args:
        span: From `<!--` to `-->`, or to the end of the HTML block when it is not closed.
        content: What lies between them, untrimmed.
    """

    span: Span
    content: Span


class Cell(NamedTuple):
    r"""One cell of a table, trimmed; a pipe inside is written `\|`. An empty one has an empty span."""

    span: Span


class Row(NamedTuple):
    """One row of a table, with the cells that stand on the line: fewer or more than the header has are kept so.

    Args:
        span: The line without white space around it.
        cells: The cells.
    """

    span: Span
    cells: tuple[Cell, ...]


class Table(NamedTuple):
    """A table (GFM 0.29 section 4.10).

    Args:
        span: From the header row to the last row.
        header: The header row.
        delimiter: The line of dashes under the header, without white space around it.
        alignments: For each column "left", "center", "right" or None.
        rows: The body rows.
    """

    span: Span
    header: Row
    delimiter: Span
    alignments: tuple[str | None, ...]
    rows: tuple[Row, ...]


class ThematicBreak(NamedTuple):
    """A thematic break (section 4.1); `span` is the line without white space around it."""

    span: Span


class LinkDefinition(NamedTuple):
    """A link reference definition (section 4.7).

    Args:
        span: From its `[` to the end of its destination or title.
        label: The normalised label (case folded, white space collapsed).
        destination: Where it links to, without `<` and `>`.
    """

    span: Span
    label: str
    destination: Span


Block = Heading | Paragraph | List | Quote | Fence | IndentedCode | HtmlBlock | Table | ThematicBreak | LinkDefinition


class Document(NamedTuple):
    """A parsed document.

    Args:
        source: What was parsed.
        front_matter: The front matter, or None.
        blocks: The top-level blocks in order.
        comments: Every HTML comment outside code, in order, those inside quotes, lists and tables included.
        front_matter_unclosed: The opening `---` of a front matter that has no end, or None. The document is then read
            as though the marker were a thematic break.
    """

    source: Source
    front_matter: FrontMatter | None
    blocks: tuple[Block, ...]
    comments: tuple[HtmlComment, ...]
    front_matter_unclosed: Span | None = None


def walk(blocks: "Iterable[Block | ListItem]") -> "Iterator[Block | ListItem]":
    """Yield blocks and all blocks nested in them in document order; a list's items too, each before its blocks."""
    stack = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
            continue
        yield block
        if isinstance(block, List):
            stack.append(iter(block.items))
        elif isinstance(block, ListItem | Quote):
            stack.append(iter(block.blocks))
