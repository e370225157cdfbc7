"""Container blocks: quotes and lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, ListItem, Paragraph, Quote
from speclint.markdown.leaves import FenceToken, HeadingToken, HtmlToken, IndentedCodeToken, ThematicBreakToken
from speclint.markdown.lines import TAB_STOP, Container, after_quote_marker
from speclint.markdown.mistletoe_tokenizer import tokenize_block
from speclint.markdown.paragraphs import ParagraphToken
from speclint.markdown.starts import is_quote, list_marker
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block
    from speclint.markdown.lines import Line, Reader
    from speclint.markdown.mistletoe_tokenizer import BlockToken
    from speclint.markdown.starts import Marker

_CHECKBOX = regex(r"\[([ \txX])\](?:[ \t]++|\Z)")


class QuoteToken:
    """A block quote (CommonMark 0.31 section 5.1)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line begins with `>`."""
        return is_quote(line)

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read the blocks inside."""
        line = lines.peek()
        assert line is not None
        lines.open(Container(-1), *after_quote_marker(line.text, line.first, line.column + line.indent, line.end))
        blocks, end = read_container(lines, line.first + 1)
        return [Quote(Span(line.first, end), blocks)]


class ListToken:
    """A list (sections 5.2 and 5.3)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line begins with a list marker."""
        return list_marker(line) is not None

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read items of one kind."""
        line = lines.peek()
        marker = line and list_marker(line)
        kind, number = (marker.kind, marker.number) if marker else ("", None)
        items: list[ListItem] = []
        while line is not None and marker is not None and marker.kind == kind:
            items.append(_read_item(lines, line, marker))
            line = lines.peek()
            while line is not None and not line.char:
                next(lines)
                line = lines.peek()
            marker = line and list_marker(line)
        span = Span(items[0].span.start, items[-1].span.end)
        return [List(span, number is not None, number, tuple(items))]


def read_container(lines: Reader, end: int) -> tuple[tuple[Block, ...], int]:
    """Read the blocks of the container opened last and close it.

    Returns:
        The blocks, and where the last one ends, or `end` where there is none.
    """
    blocks = read_blocks(lines)
    lines.close()
    return blocks, max(end, blocks[-1].span.end) if blocks else end


def read_blocks(lines: Reader) -> tuple[Block, ...]:
    """Read blocks until the innermost container or the text ends."""
    return tuple([block for _, blocks, _ in tokenize_block(lines, TOKENS) for block in blocks])


def _read_item(lines: Reader, line: Line, marker: Marker) -> ListItem:
    width = marker.end - line.first
    start = line.column + line.indent + width
    if marker.text_follows:
        gap = line.columns_from(marker.end, start)
        padding = gap if gap <= TAB_STOP else 1
    else:
        padding = min(1, line.end - marker.end)
    offset, column = line.advance_from(marker.end, start, padding)
    lines.open(Container(line.indent + width + max(padding, 1), empty=not marker.text_follows), offset, column)
    blocks, end = read_container(lines, marker.end)
    checkbox: Span | None = None
    checked: bool | None = None
    content_start = offset
    if blocks and isinstance(blocks[0], Paragraph):
        first = blocks[0].line_spans[0]
        content_start = first.start
        box = _CHECKBOX.match(line.text, first.start, first.end)
        if box:
            checkbox = Span(first.start, first.start + 3)
            checked = box.group(1) in "xX"
            content_start = box.end()
    return ListItem(Span(line.first, end), Span(line.first, marker.end), content_start, checkbox, checked, blocks)


TOKENS: tuple[type[BlockToken], ...] = (
    IndentedCodeToken,
    HeadingToken,
    QuoteToken,
    FenceToken,
    ThematicBreakToken,
    ListToken,
    HtmlToken,
    ParagraphToken,
)
