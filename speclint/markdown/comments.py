"""HTML comments, in HTML blocks and among other text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, HtmlBlock, HtmlComment, Paragraph, Table, walk
from speclint.markdown.inline_scan import Kind, scan_text
from speclint.markdown.joined import Joined
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.source import Source

_OPENING = "<!--"
_CLOSING = "-->"


def read_comments(source: Source, blocks: tuple[Block, ...]) -> tuple[HtmlComment, ...]:
    """Return every comment of an HTML block (CommonMark 0.31 section 4.6) and every inline one (section 6.6).

    Args:
        source: The text.
        blocks: The document's blocks.

    Returns:
        The comments in order. In an HTML block a comment without an end runs to the block's end; among other text it
        is none.
    """
    text = source.text
    comments: list[HtmlComment] = []
    for block in walk(blocks):
        if isinstance(block, HtmlBlock):
            comments.extend(_block_comments(text, block.span))
            continue
        for spans in _texts(text, block):
            joined = Joined(text, spans)
            comments.extend(
                HtmlComment(joined.span(found.start, found.end), joined.span(found.inner_start, found.inner_end))
                for found in scan_text(joined.text)
                if found.kind is Kind.COMMENT
            )
    return tuple(comments)


def _texts(text: str, block: Block | ListItem) -> Iterator[Sequence[Span]]:
    """Yield the stretches of inline text that a block holds itself, if a comment may begin in them."""
    if not isinstance(block, Heading | Paragraph | Table) or text.find(_OPENING, block.span.start, block.span.end) < 0:
        return
    if isinstance(block, Paragraph):
        yield block.line_spans
    elif isinstance(block, Heading):
        yield (block.content,)
    else:
        for row in (block.header, *block.rows):
            for cell in row.cells:
                if text.find(_OPENING, cell.span.start, cell.span.end) >= 0:
                    yield (cell.span,)


def _block_comments(text: str, span: Span) -> Iterator[HtmlComment]:
    offset = span.start
    while (start := text.find(_OPENING, offset, span.end)) >= 0:
        inner = start + len(_OPENING)
        # `<!-->` and `<!--->` are whole comments.
        end = text.find(_CLOSING, start + 2, span.end)
        if end < 0:
            yield HtmlComment(Span(start, span.end), Span(inner, span.end))
            return
        offset = end + len(_CLOSING)
        yield HtmlComment(Span(start, offset), Span(min(inner, offset), max(end, min(inner, offset))))
