"""Text to blocks: front matter, then mistletoe's block tokenizer over lines that know their offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.markdown.blocks import Document
    from speclint.source import Source


def parse(source: Source) -> Document:
    """Parse the block structure of a text (CommonMark 0.31 with GFM tables and task list items).

    Args:
        source: Any text.

    Returns:
        The document; never raises, and takes time linear in the text's length.
    """
    raise NotImplementedError
