"""The topics of a section: which of those that its type prescribes a document addresses, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, Heading, List, Paragraph, Table
from speclint.markdown.inline import plain_text
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import TopicType

_WORD = regex(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_PLURAL = regex(r"(?<=[^\W\ds]{3})s$")
_LEAD_END = regex(r":(?!\S)|\s[\u2013\u2014-]+\s|\s?(?:\u2192|->)\s?|\?(?=\s|$)")
_ORDINAL = regex(r"(?:\d+(?:\.\d+)*[.)]?|[Ss]tep \d+[.:)]?)\s+")
_MERMAID = regex(
    r"\s*(?:erDiagram|sequenceDiagram|flowchart|graph|classDiagram|stateDiagram(?:-v2)?|C4\w+|architecture-beta|block-beta)\b"
)
_PARENTHESIS = regex(r"\([^()]*\)")
_NAMED = regex(r".{1,80}?(?::(?=\s|$)|\s[\u2013\u2014-]\s|\s\()")
_LONGEST_LEAD = 10
_DEEPEST = 40


class TopicView(NamedTuple):
    """A topic where the document addresses it.

    Args:
        type: What is prescribed.
        span: The words that announce it, or the block that stands for it.
        value: The visible text after those words, what stands under them included.
        item: The list item that addresses it, or None.
        filled: Whether anything follows the words.
    """

    type: TopicType
    span: Span
    value: str
    item: ListItem | None
    filled: bool


class Entry(NamedTuple):
    """A line that may address a topic.

    Args:
        span: The line's text, without the marker of a list or a heading.
        text: Its visible text.
        below: What stands under it.
        item: The list item that it leads, or None.
        heading: Whether it is a heading.
    """

    span: Span
    text: str
    below: tuple[Block, ...]
    item: ListItem | None = None
    heading: bool = False


class _Folded(NamedTuple):
    """An entry with the words by which it is told."""

    entry: Entry
    lead: tuple[str, ...]
    words: tuple[str, ...]


def topics_of(source: Source, section: SpecSection, kinds: Sequence[TopicType]) -> dict[str, TopicView]:
    """Find a section's prescribed topics.

    Args:
        source: The text.
        section: The section.
        kinds: The topics.

    Returns:
        The topics addressed, by key. A list item, a heading, a label or a table's row addresses a topic when its first
        words are the topic's or a synonym; where it has a short lead before a colon or a dash, they may stand anywhere
        in that. The first that says anything counts.
    """
    blocks = section.all_blocks()
    entries = [*heading_entries(source, section), *entries_of(source, blocks)]
    return match_topics(source, entries, blocks, kinds)


def match_topics(
    source: Source, entries: Sequence[Entry], blocks: Sequence[Block], kinds: Sequence[TopicType]
) -> dict[str, TopicView]:
    """Find topics among entries, else among whole blocks, else in the text."""
    folded = [_Folded(entry, *_lead_and_words(entry)) for entry in entries]
    wanted = {kind.key: [fold_words(name) for name in (kind.label, *kind.synonyms)] for kind in kinds}
    found: dict[str, TopicView] = {}
    taken: set[Span] = set()
    for anywhere in (False, True):
        for kind in kinds:
            for one in folded:
                if (kind.key in found and found[kind.key].filled) or (anywhere and one.entry.span in taken):
                    continue
                if any(_addresses(one, name, anywhere=anywhere) for name in wanted[kind.key]):
                    taken.add(one.entry.span)
                    view = _view(source, kind, one.entry)
                    if kind.key not in found or view.filled:
                        found[kind.key] = view
    for kind in kinds:
        if kind.key not in found or not found[kind.key].filled:
            view_of_block = _by_block(source, kind, blocks) or _by_words(source, kind, blocks, found.get(kind.key))
            if view_of_block is not None:
                found[kind.key] = view_of_block
    return found


def entries_of(source: Source, blocks: Sequence[Block], depth: int = 0) -> Iterator[Entry]:
    """Yield the lines of paragraphs, the list items at any depth and the tables' rows that may address a topic."""
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            below = tuple(one for one in blocks[index + 1 : index + 2] if not _is_labelled(source, one))
            end = block.span.end
            for line in reversed(block.line_spans):
                rest = Span(line.start, end)
                yield Entry(rest, plain_text(source, rest).strip(), below)
                if source.text.startswith(("**", "__"), line.start):
                    # The label ends the value of the one before it.
                    before = [one for one in block.line_spans if one.start < line.start]
                    end, below = (before[-1].end if before else end), ()
        elif isinstance(block, List) and depth < _DEEPEST:
            for item in block.items:
                yield from _item_entries(source, item, depth)
        elif isinstance(block, Table):
            for row in block.rows:
                cells = [cell.span for cell in row.cells if cell.span.end > cell.span.start]
                if cells:
                    text = ": ".join(plain_text(source, cell).strip() for cell in cells)
                    yield Entry(Span(cells[0].start, cells[-1].end), text, ())


def _is_labelled(source: Source, block: Block) -> bool:
    """Tell whether a block begins with a bold label, so that it says nothing of what precedes it."""
    return isinstance(block, Paragraph) and source.text.startswith(("**", "__"), block.span.start)


def _item_entries(source: Source, item: ListItem, depth: int) -> Iterator[Entry]:
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        start = min(item.content_start, first.span.end) if item.checkbox is not None else first.span.start
        span = Span(start, first.span.end)
        yield Entry(span, plain_text(source, span).strip(), tuple(item.blocks[1:]), item)
        yield from entries_of(source, item.blocks[1:], depth + 1)
    else:
        yield from entries_of(source, item.blocks, depth + 1)


def heading_entries(source: Source, section: SpecSection) -> Iterator[Entry]:
    """Yield the headings under a section, each with what stands under it."""
    places = [part.section for child in section.children for part in child.walk()]
    places += [extra for part in section.walk() for extra in part.extra]
    for place in sorted(places, key=lambda one: one.span.start):
        if place.heading is not None:
            content = place.heading.content
            below = place.blocks or tuple(child.heading for child in place.children if child.heading)
            yield Entry(content, plain_text(source, content).strip(), tuple(below), heading=True)


def fold_words(text: str) -> tuple[str, ...]:
    """Return a text's words in small letters, plurals cut, `&` read as "and"."""
    return tuple(_PLURAL.sub("", word.casefold()) for word in _WORD.findall(text.replace("&", " and ")))


def lead_of(entry: Entry) -> tuple[str, ...]:
    """Return the folded words of an entry's short lead, or nothing."""
    return _lead_and_words(entry)[0]


def _lead_and_words(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a short lead, and the first words.

    A lead is a heading, what stands before a colon or a dash, or an item with nothing but a list under it.
    """
    text = entry.text
    if ordinal := _ORDINAL.match(text):
        text = text[ordinal.end() :]
    end = _lead_end(text[:160])
    alone = entry.heading or (entry.item is not None and entry.below)
    lead = fold_words(text[:end]) if end >= 0 else fold_words(text) if alone else ()
    return (lead if len(lead) <= _LONGEST_LEAD else ()), fold_words(text[:160])


def _lead_end(text: str) -> int:
    """Return where the lead ends, or -1; what stands in parentheses ends none."""
    blanked = _PARENTHESIS.sub(lambda found: "x" * len(found.group()), text) if "(" in text else text
    found = _LEAD_END.search(blanked)
    return found.start() if found else -1


def _addresses(one: _Folded, name: tuple[str, ...], *, anywhere: bool) -> bool:
    if not name:
        return False
    if not anywhere:
        return one.words[: len(name)] == name
    lead = one.lead
    return any(lead[at : at + len(name)] == name for at in range(1, len(lead) - len(name) + 1))


def _view(source: Source, kind: TopicType, entry: Entry) -> TopicView:
    below = "\n".join(plain_text(source, block.span).strip() for block in entry.below)
    own = "" if entry.heading else _after_lead(kind, entry.text)
    value = "\n".join(part for part in (own, below) if part)
    return TopicView(kind, entry.span, value, entry.item, bool(value.strip()))


def _after_lead(kind: TopicType, text: str) -> str:
    """Return what an entry says beyond the topic's words; nothing where it holds no more than the template's."""
    end = _lead_end(text)
    if end >= 0:
        found = _LEAD_END.match(text, end)
        rest = text[found.end() if found else end :].strip()
        if rest or len(fold_words(text)) <= len(fold_words(kind.label)):
            return rest
    known = {fold_words(name) for name in (kind.label, *kind.synonyms)}
    stripped = _PARENTHESIS.sub("", text)
    return "" if fold_words(stripped) in known else text


def has_block(source: Source, blocks: Sequence[Block], kind: str) -> Span | None:
    """Return the first block of a kind that a type's YAML names, or None.

    Args:
        source: The text.
        blocks: The section's blocks.
        kind: `ordered-list` (two items or more), `named-list` (`name: text` items), `table`, `fence` or `diagram`.
    """
    for block in blocks:
        if isinstance(block, List):
            if kind == "ordered-list" and block.ordered and len(block.items) > 1:
                return block.span
            if kind == "named-list" and all(_is_named(source, item) for item in block.items):
                return block.span
        if (kind == "table" and isinstance(block, Table) and block.rows) or (
            isinstance(block, Fence) and (kind == "fence" or (kind == "diagram" and _is_diagram(source, block)))
        ):
            return block.span
    return None


def _is_named(source: Source, item: ListItem) -> bool:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return False
    text = plain_text(source, first.span)
    return bool(_NAMED.match(text)) or any(isinstance(block, List) for block in item.blocks[1:])


def _is_diagram(source: Source, fence: Fence) -> bool:
    """Tell whether a fence holds a diagram, Mermaid's or one drawn in arrows and boxes."""
    if fence.language == "mermaid":
        return True
    text = fence.text(source)
    arrows = len(re.findall(r"-->|->|<-|\u2192|\u2190|\u2502|\u25bc|\+--|--\+|==>", text))
    return fence.language in {"", "text", "txt"} and (arrows > 1 or bool(_MERMAID.match(text)))


def _by_block(source: Source, kind: TopicType, blocks: Sequence[Block]) -> TopicView | None:
    for name in kind.blocks:
        span = has_block(source, blocks, name)
        if span is not None:
            return TopicView(kind, span, plain_text(source, span).strip(), None, filled=True)
    return None


def _by_words(source: Source, kind: TopicType, blocks: Sequence[Block], empty: TopicView | None) -> TopicView | None:
    """Find a topic's words anywhere but in the line that announces it and says nothing."""
    if not kind.words:
        return None
    pattern = re.compile(kind.words, re.IGNORECASE)
    for block in blocks:
        if isinstance(block, Fence | Heading):
            continue
        for found in pattern.finditer(source.text, block.span.start, block.span.end):
            waits = empty is not None and source[empty.span].rstrip("*_ ").endswith(":")
            if empty is not None and waits and empty.span.start <= found.start() < empty.span.end:
                continue
            span = Span(found.start(), found.end())
            return TopicView(kind, span, plain_text(source, block.span).strip(), None, filled=True)
    return None
