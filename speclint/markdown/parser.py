"""Text to blocks: front matter, then mistletoe's block tokenizer over lines that know their offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Document
from speclint.markdown.containers import read_blocks
from speclint.markdown.front_matter import read_front_matter
from speclint.markdown.lines import Reader

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block, HtmlComment
    from speclint.source import Source

# Quotes and list items within one another; what is nested deeper is read as paragraphs. The lesser ones are for a
# caller that leaves little of Python's stack.
_NESTING = (100, 10, 0)


def parse(source: Source) -> Document:
    """Parse the block structure of a text (CommonMark 0.31 with GFM tables and task list items).

    Args:
        source: Any text.

    Returns:
        The document; never raises, and takes time linear in the text's length.
    """
    top = read_front_matter(source)
    blocks = _read(source, top.next_line)
    comments = _comments(source, blocks) if "<!--" in source.text else ()
    return Document(source, top.front_matter, blocks, comments, top.unclosed)


def _read(source: Source, first_line: int) -> tuple[Block, ...]:
    for limit in _NESTING[:-1]:
        try:
            return read_blocks(Reader(source.text, source.line_spans, first_line, limit))
        except RecursionError:
            continue
    return read_blocks(Reader(source.text, source.line_spans, first_line, _NESTING[-1]))


def _comments(source: Source, blocks: tuple[Block, ...]) -> tuple[HtmlComment, ...]:
    # The inline scanner takes milliseconds to import, and most texts have no comment.
    from speclint.markdown.comments import read_comments

    return read_comments(source, blocks)
