"""The check of sections that must not stand in a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import ThematicBreak
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_WORD = regex(r"\w+")


def forbidden_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that the template holds for the author alone; one inside another is not told besides."""
    end = -1
    for section, kind in spec.forbidden:
        heading = section.heading
        if heading is None or section.span.start < end:
            continue
        # The spec itself may stand under the heading of its instructions.
        end = section.span.start if section.children and section.level == 1 else section.span.end
        fix = None
        if kind.digest and _digest(spec, section) == kind.digest:
            fix = Fix("delete the template's own section", Safety.SAFE, (_deletion(spec, section),))
        message = f'section "{spec.text(heading.content)}" is for the author of a spec and not for its reader'
        yield Finding(heading.span, message, kind.advice or "delete it", fix=fix)


def _digest(spec: Spec, section: Section) -> str:
    """Return the SHA-256 of a section's own words, in small letters and joined by blanks."""
    from hashlib import sha256  # most documents hold no such section

    texts = (spec.source[block.span] for block in section.blocks)
    words = (word for text in texts for word in _WORD.findall(text.casefold()))
    return sha256(" ".join(words).encode()).hexdigest()


def _deletion(spec: Spec, section: Section) -> Edit:
    """Delete a section's own lines, and the rule before it where nothing follows that the rule would separate."""
    source = spec.source
    start = section.span.start
    own_end = section.blocks[-1].span.end if section.blocks else start
    later = [block.span.start for block in spec.document.blocks if block.span.start >= max(own_end, start + 1)]
    if later:
        stop = source.line_starts[source.line_of(min(later))]
        return Edit(Span(source.line_starts[source.line_of(start)], stop), "")
    before = [block for block in spec.document.blocks if block.span.start < start]
    while before and isinstance(before[-1], ThematicBreak):
        before.pop()
    keep = before[-1].span.end if before else 0
    line_end = source.line_starts[source.line_of(keep) + 1] if before else 0
    return Edit(Span(line_end, len(source)), "")
