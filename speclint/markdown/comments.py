"""HTML comments, in HTML blocks and among other text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block, HtmlComment
    from speclint.source import Source


def read_comments(source: Source, blocks: tuple[Block, ...]) -> tuple[HtmlComment, ...]:
    return ()
