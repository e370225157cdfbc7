"""The first lines of list items, by which checks judge them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Paragraph
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from speclint.markdown.blocks import ListItem
    from speclint.spec.model import Spec


def first_line(item: ListItem) -> Span:
    """Return an item's first line from its marker on."""
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        return Span(item.marker.start, first.line_spans[0].end)
    return item.marker


def text_start(item: ListItem) -> Span:
    """Return an item's first line after its marker."""
    line = first_line(item)
    return Span(min(max(item.content_start, item.marker.end), line.end), line.end)


def says_none(spec: Spec, item: ListItem) -> bool:
    """Tell whether an item says that there is nothing."""
    return is_none_statement(spec.text(text_start(item)))
