"""Prose with markup, comments and code set aside: its sentences with their places, and its words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, Paragraph, Quote
from speclint.markdown.inline import Autolink, CodeSpan, Emphasis, InlineHtml, Link, Strong, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.inline import Inline
    from speclint.markdown.labels import Label
    from speclint.source import Source

CODE = "\ufffc"
"""Stands for each character of a code span in a masked text."""

_MARKUP = regex(r"[`<*_\[]")
_END = regex(r"[.!?]++[\"'\u2019\u201d)\]]*+\s++(?=[\"'\u2018\u201c(\[]*+[A-Z0-9\ufffc])")
# A point after one of these ends no sentence, nor does one after a lone number, which numbers an item.
_ABBREVIATION = regex(
    r"(?:^|[\s(\[/])(?:e\.\s?g|i\.\s?e|etc|vs|cf|ca|al|nr|approx|resp|incl|excl|est|max|min|no|nos|fig|sec|dr|mr|mrs|inc|ltd)\.$",
    re.IGNORECASE,
)
_CODE = regex(f"{CODE}+")
_NUMBERED = regex(r"\s*\(?\d{1,3}\.\s*")
_WORD = regex(r"[^\W_]+(?:['\u2019.,/@_-][^\W_]+)*|\ufffc+")


class Sentence(NamedTuple):
    """A sentence.

    Args:
        text: Its masked text (see `masked`).
        span: Where it stands.
    """

    text: str
    span: Span


def masked(source: Source, where: Span | Sequence[Span]) -> str:
    """Return prose at equal length with its markup blank.

    Args:
        source: The text.
        where: One span, or one span a line of a paragraph.

    Returns:
        The text from the first to the last offset: code spans are runs of `CODE`; the signs of emphasis, targets of
        links, comments, tags, line ends and what stands before a line in its container are blank.
    """
    spans = (where,) if isinstance(where, Span) else tuple(where)
    if not spans:
        return ""
    start, end = spans[0].start, spans[-1].end
    text = source.text[start:end]
    marked = bool(_MARKUP.search(text))
    if marked or len(spans) > 1:
        signs = list(text)
        for before, after in pairwise(spans):
            signs[before.end - start : after.start - start] = " " * (after.start - before.end)
        for inline in scan(source, where) if marked else ():
            for span, sign in _covered(inline):
                signs[span.start - start : span.end - start] = sign * (span.end - span.start)
        text = "".join(signs)
    return text.replace("\n", " ").replace("\r", " ")


def _covered(inline: Inline) -> Iterator[tuple[Span, str]]:
    if isinstance(inline, CodeSpan | Autolink):
        yield inline.span, CODE
    elif isinstance(inline, Strong | Emphasis):
        yield Span(inline.span.start, inline.content.start), " "
        yield Span(inline.content.end, inline.span.end), " "
    elif isinstance(inline, Link):
        yield Span(inline.span.start, inline.text.start), " "
        yield Span(inline.text.end, inline.span.end), " "
    elif isinstance(inline, InlineHtml):
        yield inline.span, " "


def sentences(source: Source, where: Span | Sequence[Span]) -> tuple[Sentence, ...]:
    """Split prose into sentences.

    A sentence ends at a point, a question mark or an exclamation mark that white space and a capital, a digit, a quote,
    a bracket or code follow; not after "e.g.", "vs." and the like, nor inside a figure.

    Args:
        source: The text.
        where: One span, or one span a line of a paragraph.

    Returns:
        The sentences in order.
    """
    spans = (where,) if isinstance(where, Span) else tuple(where)
    if not spans:
        return ()
    start = spans[0].start
    text = masked(source, spans)
    found: list[Sentence] = []
    edge = 0
    for end in _END.finditer(text):
        head = text[edge : end.start() + 1]
        if _ABBREVIATION.search(head[-12:]) or _NUMBERED.fullmatch(head):
            continue
        found.append(_sentence(text, edge, end.end(), start))
        edge = end.end()
    found.append(_sentence(text, edge, len(text), start))
    return tuple([one for one in found if _WORD.search(one.text)])


def _sentence(text: str, start: int, end: int, shift: int) -> Sentence:
    part = text[start:end]
    first = start + len(part) - len(part.lstrip())
    last = start + len(part.rstrip())
    return Sentence(text[first:last], Span(shift + first, shift + max(first, last)))


def prose_of(blocks: Iterable[Block]) -> Iterator[tuple[Span, ...]]:
    """Yield the lines of each paragraph among the blocks, in lists and quotes too."""
    stack: list[Iterator[Block]] = [iter(blocks)]
    while stack:
        block = next(stack[-1], None)
        if block is None:
            stack.pop()
        elif isinstance(block, Paragraph):
            yield block.line_spans
        elif isinstance(block, List):
            stack.append(iter([inner for item in block.items for inner in item.blocks]))
        elif isinstance(block, Quote):
            stack.append(iter(block.blocks))


def count_sentences(source: Source, blocks: Iterable[Block]) -> int:
    """Return how many sentences the paragraphs and list items hold; each of them counts for one at least."""
    return sum(len(sentences(source, lines)) for lines in prose_of(blocks))


def count_words(source: Source, blocks: Iterable[Block]) -> int:
    """Return how many words the paragraphs and list items hold, code left out."""
    return sum(words_in(masked(source, lines)) for lines in prose_of(blocks))


def sentences_of(source: Source, label: Label) -> list[str]:
    """Return the sentences of a labelled value and of what stands under it, each code span shown as `Code`."""
    below = prose_of(label.item.blocks[1:] if label.item else ())
    texts = [one.text for lines in ((label.value,), *below) for one in sentences(source, lines)]
    return [_CODE.sub("Code", text) for text in texts]


def words_in(text: str) -> int:
    """Return how many words a masked text holds, code left out."""
    return sum(not found.group().startswith(CODE) for found in _WORD.finditer(text))
