"""Sentences of a text, told from abbreviations, decimals and code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, Paragraph
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.markdown.blocks import Block
    from speclint.markdown.labels import Label
    from speclint.source import Source

_ABBREVIATION = regex(r"\b(?:e\.\s?g|i\.\s?e|vs|cf|approx|incl|excl|resp|nr|fig|sec|ca|al)\.(?=\s)", re.IGNORECASE)
_END = regex(r"[.!?]+[\"')\]\u201d\u2019*_]*\s+(?=[\"'(\[\u201c\u2018*_]*[A-Z0-9])")
_LINK = regex(r"\]\([^()\s]*\)")
_WORD = regex(r"[^\W\d_]")


def sentences(source: Source, where: Span) -> list[str]:
    """Split one paragraph's text into sentences.

    A full stop ends a sentence where white space and then a capital, a digit, a quote or a bracket follow; a code span
    is one word, whatever stands in it, and `e.g.`, `i.e.`, `vs.` and their like end none.

    Args:
        source: The text.
        where: The paragraph, or a part of it.

    Returns:
        The sentences that hold a letter, each code span shown as `Code`.
    """
    parts: list[str] = []
    edge = where.start
    for code in code_spans(source, where):
        parts += [source.text[edge : code.span.start], "Code"]
        edge = code.span.end
    text = _LINK.sub("]", "".join([*parts, source.text[edge : where.end]]))
    text = _ABBREVIATION.sub(lambda found: found.group().replace(".", "\u2024"), text)
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        found.append(text[start : end.end()].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if _WORD.search(sentence)]


def sentences_of(source: Source, label: Label) -> list[str]:
    """Return the sentences of a labelled value and of the blocks and items under it; each item has one at least."""
    found = sentences(source, label.value)
    return [*found, *_below(source, label.item.blocks[1:] if label.item else ())]


def _below(source: Source, blocks: Iterable[Block]) -> list[str]:
    found: list[str] = []
    work = list(blocks)[::-1]
    while work:
        block = work.pop()
        if isinstance(block, Paragraph):
            found += sentences(source, block.span)
        elif isinstance(block, List):
            work += [inner for item in block.items for inner in item.blocks][::-1]
    return found
