"""The items of a section's prescribed list: their ids, their bold names and what is addressed under each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from speclint.markdown.blocks import List, Paragraph
from speclint.markdown.inline import Strong, plain_text, scan
from speclint.source import Span
from speclint.spec.wording import find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import ListItem
    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SpecType
    from speclint.spec.topics import TopicView
    from speclint.spec.wording import Ref


class ListEntry(NamedTuple):
    """One item of a prescribed list.

    Args:
        item: Where it stands.
        span: Its first paragraph without marker and checkbox; empty where it has none.
        ref: The id that begins it, of the family that the section's type names, or None.
        name: The bold words that begin it, or None.
        text: Where its own words stand: the first paragraph after the id.
        topics: What is addressed under it, by key.
        section: The section.
        ordered: Whether its list is numbered.
    """

    item: ListItem
    span: Span
    ref: Ref | None
    name: Span | None
    text: Span
    topics: dict[str, TopicView]
    section: SpecSection
    ordered: bool


def list_entries(source: Source, spec_type: SpecType, section: SpecSection) -> Iterator[ListEntry]:
    """Yield the items of the top-level lists under a section whose type prescribes a list."""
    kind = section.type
    family = spec_type.family(kind.ids) if kind.ids else None
    for block in section.all_blocks():
        if not isinstance(block, List):
            continue
        for item in block.items:
            span = _first_text(item)
            name = _bold_name(source, span)
            ref = None
            if family is not None:
                refs = find_refs(source[span], family, span.start)
                ref = next((one for one in refs if not source.text[span.start : one.span.start].strip("*_[( \t")), None)
            text = Span(_after(source, ref.span.end, span.end) if ref else span.start, span.end)
            topics = _topics(source, item, section)
            yield ListEntry(item, span, ref, name, text, topics, section, block.ordered)


def _first_text(item: ListItem) -> Span:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return Span(item.content_start, item.content_start)
    start = max(first.span.start, item.content_start)
    return Span(min(start, first.span.end), first.span.end)


def _bold_name(source: Source, span: Span) -> Span | None:
    if not source.text.startswith(("**", "__"), span.start):
        return None
    for inline in scan(source, span):
        if isinstance(inline, Strong) and inline.span.start == span.start:
            return inline.content
    return None


def _after(source: Source, start: int, end: int) -> int:
    while start < end and source.text[start] in "*_:.)]\u2013\u2014- \t":
        start += 1
    return start


def _topics(source: Source, item: ListItem, section: SpecSection) -> dict[str, TopicView]:
    kinds = section.type.item_topics
    if not kinds:
        return {}
    from speclint.spec.topics import entries_of, match_topics  # only a list with topics needs it

    below = item.blocks[1:]
    return match_topics(source, list(entries_of(source, below)), below, kinds)


def plain_name(source: Source, entry: ListEntry) -> str:
    """Return an entry's bold name as text without its colon, or ""."""
    return plain_text(source, entry.name).strip().rstrip(":") if entry.name else ""
