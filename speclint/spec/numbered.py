"""Things that a template counts in words: `Decision 1: …`, `Phase 2: …`, in headings or in the items of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, Paragraph
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_LEAD = regex(r"(?:\[[ xX]\][ \t]+)?[*_]*((?:phase|stage|step)[ \t]+)(\d{1,4})\b(?!\.\d)", re.IGNORECASE)
_NUMBER = regex(r"[^\W\d]+[ \t]*(\d{1,4})\b(?!\.\d)")


class Numbered(NamedTuple):
    """One of them.

    Args:
        word: What it is called with its number, as written: `Decision 3`.
        number: The number.
        span: The word and the number.
        digits: The number alone.
    """

    word: str
    number: int
    span: Span
    digits: Span


def numbered_groups(spec: Spec) -> Iterator[tuple[Numbered, ...]]:
    """Yield the things that are counted together, each group in document order; those without a number are left out."""
    groups: dict[str, list[SpecSection]] = {}
    for section in spec.alignment.walk():
        if section.type.form:
            groups.setdefault(section.type.key, []).append(section)
        elif section.type.role == "deployment":
            yield tuple(_phases(spec, section))
    for sections in groups.values():
        sections.sort(key=lambda section: section.heading.span.start)
        yield tuple(_headings(spec, sections))


def _headings(spec: Spec, sections: Sequence[SpecSection]) -> Iterator[Numbered]:
    for section in sections:
        content = section.heading.content
        if found := _NUMBER.match(spec.source.text, content.start, content.end):
            span = Span(found.start(), found.end())
            yield Numbered(spec.source[span], int(found[1]), span, Span(found.start(1), found.end(1)))


def _phases(spec: Spec, section: SpecSection) -> Iterator[Numbered]:
    for block in section.blocks:
        for item in block.items if isinstance(block, List) else ():
            first = item.blocks[0] if item.blocks else None
            if not isinstance(first, Paragraph):
                continue
            if found := _LEAD.match(spec.source.text, first.span.start, first.span.end):
                span = Span(found.start(1), found.end(2))
                yield Numbered(spec.source[span], int(found[2]), span, Span(found.start(2), found.end(2)))


def first_break(group: Sequence[Numbered]) -> tuple[Numbered, int] | None:
    """Return the first that does not follow the one before it, with the number that it should have; counting may
    begin with nought."""
    expected = 0 if group and group[0].number == 0 else 1
    for one in group:
        if one.number != expected:
            return one, expected
        expected += 1
    return None
