"""The items of a section's prescribed list: their ids, their bold names and what is addressed under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, Paragraph, Table
from speclint.markdown.inline import Strong, plain_text, scan
from speclint.markdown.sections import walk_sections
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.wording import find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import ListItem
    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import IdFamily, SpecType
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
        if isinstance(block, List):
            yield from _entries(source, section, block, family)


def _entries(source: Source, section: SpecSection, block: List, family: IdFamily | None) -> Iterator[ListEntry]:
    for item in block.items:
        span = _first_text(item)
        ref = leading_ref(source, span, family) if family else None
        nested = [one for one in item.blocks[1:] if isinstance(one, List)]
        if family and ref is None and any(_holds_id(source, one, family) for one in nested):
            # The item is the heading of a group.
            for one in nested:
                yield from _entries(source, section, one, family)
            continue
        text = Span(_after(source, ref.span.end, span.end) if ref else span.start, span.end)
        topics = _topics(source, item, section)
        yield ListEntry(item, span, ref, _bold_name(source, span), text, topics, section, block.ordered)


def _holds_id(source: Source, block: List, family: IdFamily) -> bool:
    return any(leading_ref(source, _first_text(item), family) for item in block.items)


def leading_ref(source: Source, span: Span, family: IdFamily) -> Ref | None:
    """Return the id of a family that begins a text, markup left out, or None."""
    text = source[span]
    lead = len(text) - len(text.lstrip("*_[(` \t"))
    start = span.start + lead
    found = next(find_refs(text[lead : lead + 24].replace("_", " "), family, start), None)
    if found is None or found.span.start != start:
        return None
    written = source[found.span]
    return found if "_" not in written else found._replace(exact=False)


def listed_ids(source: Source, spec_type: SpecType, section: SpecSection) -> Iterator[Ref]:
    """Yield the ids that a section defines: those that begin its list items, headings, table rows and paragraphs."""
    family = spec_type.family(section.type.ids)
    if family is None:
        return
    texts: list[Span] = [entry.span for entry in list_entries(source, spec_type, section)]
    texts += [part.heading.content for one in section.extra for part in walk_sections(one) if part.heading]
    for block in section.all_blocks():
        if isinstance(block, Paragraph):
            texts += block.line_spans
        elif isinstance(block, Table):
            texts += [row.cells[0].span for row in block.rows if row.cells]
    for span in sorted(texts):
        ref = leading_ref(source, span, family)
        if ref is not None:
            yield ref


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
