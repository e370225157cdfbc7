"""Leading labels of paragraph lines and list items: `**Status:** Draft`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.source import Source, Span

Style = Literal["strong", "emphasis", "plain"]


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled value.

    Args:
        span: From the label to the end of its value on its own lines.
        name: The label's words without colon and without a trailing parenthesis.
        name_span: Those words in the source, without markup.
        style: "strong", "emphasis" or "plain".
        colon_inside: Whether the colon stands inside the emphasis (`**Label:**`).
        value: The rest of the line and its continuation lines up to the next label, trimmed; may be empty.
        owner: The index, in the sequence given to `labels`, of the block that holds the label; what follows it there
            up to the next label's owner belongs to the label.
        item: The list item that the label leads, or None.
    """

    span: Span
    name: str
    name_span: Span
    style: Style
    colon_inside: bool
    value: Span
    owner: int
    item: ListItem | None = None


def labels(source: Source, blocks: Sequence[Block], *, plain: bool = False) -> tuple[Label, ...]:
    """Return the labels that lead lines of paragraphs and of list items' own paragraphs in a sequence of blocks.

    Args:
        source: The text.
        blocks: A section's or a list item's blocks. Nested lists are not entered: ask again with an item's blocks.
        plain: Whether `Label: value` without emphasis counts too.

    Returns:
        The labels in order.
    """
    raise NotImplementedError
