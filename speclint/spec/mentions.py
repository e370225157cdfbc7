"""Text as a search for ids reads it, and every place outside code where an id is written."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, Paragraph, Table
from speclint.markdown.inline import CodeSpan, InlineHtml, Link, scan
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import Ref, find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.source import Source
    from speclint.spec.model import Spec
    from speclint.spec.spectype import IdFamily

_IDS_ONLY = regex(r"[\s,;]*+(?:[A-Za-z]{1,4}[-_]?\d{1,6}[\s,;]*+)+")
_NEAR_ID = regex(r"[A-Za-z][-_ ]?\d")
_MARKUP = regex(r"[`<]|\]\(")
_SENTENCE_END = regex(r"(?<=[.!?])\s+(?=[A-Z])|\n\s*\n")
_ELSEWHERE = regex(r"\.md\b|\bPRDs?\b|\b(?:tech )?specs?\b|\btech-specs/|\bRFC\b", re.IGNORECASE)


def readable(source: Source, where: Span | Sequence[Span]) -> str:
    """Return the text of a span in which ids may be searched.

    Args:
        source: The text.
        where: One span, or one span a line of a paragraph.

    Returns:
        The text from the first to the last offset, at equal length: code spans that hold more than ids, comments and
        link targets are blank.
    """
    spans = (where,) if isinstance(where, Span) else tuple(where)
    if not spans:
        return ""
    start, end = spans[0].start, spans[-1].end
    text = source.text[start:end]
    if not _MARKUP.search(text):
        return text
    parts: list[str] = []
    edge = start
    for inline in scan(source, where):
        for blank in _hidden(source, inline):
            if blank.start >= edge:
                parts += [source.text[edge : blank.start], " " * (blank.end - blank.start)]
                edge = blank.end
    return "".join([*parts, source.text[edge:end]])


def _hidden(source: Source, inline: object) -> Iterator[Span]:
    if isinstance(inline, CodeSpan):
        if _IDS_ONLY.fullmatch(source[inline.content]):
            yield Span(inline.span.start, inline.content.start)
            yield Span(inline.content.end, inline.span.end)
        else:
            yield inline.span
    elif isinstance(inline, Link):
        yield Span(inline.text.end, inline.span.end)
    elif isinstance(inline, InlineHtml) and inline.comment:
        yield inline.span


def texts(block: Block | ListItem) -> Iterator[Span | tuple[Span, ...]]:
    """Yield the stretches of a block that hold text: a heading, a paragraph's lines, each cell of a table."""
    if isinstance(block, Heading):
        yield block.content
    elif isinstance(block, Paragraph):
        yield block.line_spans
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            yield from (cell.span for cell in row.cells if cell.span.end > cell.span.start)


def written_ids(spec: Spec, families: Sequence[IdFamily]) -> Iterator[tuple[Ref, IdFamily, str]]:
    """Yield every id of the families that is written outside code, with its family and the sentence around it.

    An id inside a range (`T-001 to T-004`) is yielded with the range's span.
    """
    for block in spec.walk():
        for where in texts(block):
            spans = (where,) if isinstance(where, Span) else where
            raw = spec.source.text[spans[0].start : spans[-1].end]
            if not _NEAR_ID.search(raw):
                continue
            text = readable(spec.source, where)
            edges = [0, *(end.end() for end in _SENTENCE_END.finditer(raw)), len(raw)]
            for family in families:
                for ref in find_refs(text, family, spans[0].start):
                    index = bisect_right(edges, ref.span.start - spans[0].start, hi=len(edges) - 1)
                    yield ref, family, raw[edges[index - 1] : edges[index]]


def sentence_at(text: str, offset: int) -> str:
    """Return the sentence of a text that holds an offset."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.end() > offset:
            return text[start : end.start()]
        start = end.end()
    return text[start:]


def names_another_document(sentence: str) -> bool:
    """Tell whether a sentence speaks of another document, so that an id in it may be that document's."""
    return bool(_ELSEWHERE.search(sentence))
