"""The tree of sections that a document's top-level headings make."""

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Block, Document, Heading
from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator


class Section(NamedTuple):
    """A heading with what stands under it.

    Args:
        heading: The heading; None for the root.
        blocks: Its own body: the blocks before the first child's heading.
        children: The sections under it, each of a deeper level than its own.
        span: From the heading to the end of the last block under it; the root's is the whole text.
        level: The heading's level; 0 for the root. A child's level may be deeper by more than one.
    """

    heading: Heading | None
    blocks: tuple[Block, ...]
    children: "tuple[Section, ...]"
    span: Span
    level: int


class _Open:
    """A section whose end is not known yet."""

    __slots__ = ("blocks", "children", "heading", "level")

    def __init__(self, heading: Heading | None, level: int) -> None:
        self.heading = heading
        self.level = level
        self.blocks: list[Block] = []
        self.children: list[Section] = []

    def close(self) -> Section:
        start = end = 0
        if self.heading is not None:
            start, end = self.heading.span
        if self.blocks:
            end = self.blocks[-1].span.end
        if self.children:
            end = self.children[-1].span.end
        return Section(self.heading, tuple(self.blocks), tuple(self.children), Span(start, end), self.level)


def sections(document: Document) -> Section:
    """Return the root section: its blocks precede the first heading, its children are the outermost sections.

    Headings inside quotes and list items make no section.
    """
    open_sections = [_Open(None, 0)]

    def close_down_to(level: int) -> None:
        while len(open_sections) > 1 and open_sections[-1].level >= level:
            done = open_sections.pop().close()
            open_sections[-1].children.append(done)

    for block in document.blocks:
        if isinstance(block, Heading):
            close_down_to(block.level)
            open_sections.append(_Open(block, block.level))
        else:
            open_sections[-1].blocks.append(block)
    close_down_to(1)
    root = open_sections[0]
    return Section(None, tuple(root.blocks), tuple(root.children), document.source.whole, 0)


def walk_sections(root: Section) -> "Iterator[Section]":
    """Yield a section and all sections under it in document order."""
    stack = [root]
    while stack:
        section = stack.pop()
        yield section
        stack.extend(reversed(section.children))
