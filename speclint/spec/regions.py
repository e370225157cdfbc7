"""Where a section ends and where a missing part belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import HtmlBlock, ThematicBreak
from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block
    from speclint.spec.model import Spec
    from speclint.spec.outline import Missing, SpecSection


class Insertion(NamedTuple):
    """A place for new blocks.

    Args:
        offset: Where the text goes.
        before: What must stand between the text before it and the inserted one.
        after: What must stand between the inserted text and the one after it.
    """

    offset: int
    before: str
    after: str

    def around(self, text: str) -> str:
        """Return the text with what must stand around it."""
        return f"{self.before}{text.strip(chr(10))}{self.after}"


def content_of(spec: Spec, blocks: list[Block] | tuple[Block, ...]) -> list[Block]:
    """Return the blocks that are content: no rule and no comment that stands alone."""
    return [
        block
        for block in blocks
        if not isinstance(block, ThematicBreak)
        and not (isinstance(block, HtmlBlock) and spec.source[block.span].lstrip().startswith("<!--"))
    ]


def last_content(spec: Spec, section: SpecSection) -> int:
    """Return the end of a section's last content, or its heading's; a rule and the footer are no content."""
    blocks = [block for block in section.all_blocks() if not isinstance(block, ThematicBreak)]
    footer = spec.footer
    ends = [block.span.end for block in blocks if footer is None or block.span.start < footer.start]
    ends += [part.heading.span.end for part in section.walk()]
    ends += [extra.heading.span.end for part in section.walk() for extra in part.extra if extra.heading]
    return max(ends)


def place_of_missing(spec: Spec, missing: Missing) -> tuple[Span, Insertion]:
    """Tell where a missing section is reported and where it belongs.

    Args:
        spec: The spec.
        missing: The section.

    Returns:
        The heading of the section that should hold it (the title at the top), and the place for its text.
    """
    separators = bool(spec.type and spec.type.separators and missing.parent is None)
    rule = "---\n\n" if separators else ""
    where = missing.parent.heading.span if missing.parent else spec.title_span
    if missing.before is not None:
        offset = last_content(spec, missing.before)
        return where, Insertion(offset, f"\n\n{rule}", "")
    if missing.parent is not None:
        own = content_of(spec, missing.parent.blocks)
        offset = own[-1].span.end if own else missing.parent.heading.span.end
        return where, Insertion(offset, "\n\n", "")
    blocks = spec.title.blocks if spec.title else spec.root.blocks
    own = content_of(spec, blocks)
    offset = own[-1].span.end if own else spec.title_span.end
    return where, Insertion(offset, f"\n\n{rule}" if offset else "", "" if offset else "\n\n")
