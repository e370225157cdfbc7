"""Labels that a section gives in other shapes: as a heading, as a list item, or in wider words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.inline import Strong, plain_text, scan
from speclint.regex import regex
from speclint.spec.section_parts import TopicType
from speclint.spec.topics import entries_of, fold_words, heading_entries, lead_of, topics_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import FieldType

_ENDING = regex(r"(?<=\w{3})(?:ing|e)$")


def is_spoken_of(source: Source, section: SpecSection, kind: FieldType) -> bool:
    """Tell whether a section without a label has what the label asks for under other words of the same.

    Args:
        source: The text.
        section: The section.
        kind: The label that it lacks.

    Returns:
        True where a heading under the section is the label; and, where the template has its labels as list items, where
        an item, a bold label or a heading begins with it, has all its words in a lead of up to ten ("Integration / E2E
        tests:"), or is the label without the word that it shares with its neighbours ("End-to-end:" of three labels
        that end in "Tests").
    """
    names = [fold_words(name) for name in (kind.label, *kind.aliases)]
    for entry in heading_entries(source, section):
        if (entry.below or ":" in entry.text) and any(_begins(lead_of(entry), name) for name in names):
            return True
    if not section.type.bulleted:
        return False
    if topics_of(source, section, (TopicType(kind.label, kind.key, kind.aliases),)):
        return True
    wanted = [_stems(name) for name in names]
    shared = _shared_ending(section, kind)
    short = [_stems(name[:-1]) for name in names if shared and name[-1:] == (shared,) and len(name) > 1]
    leads = list(_leads(source, section))
    return any(any(stems <= lead for stems in wanted) or lead in short for lead in leads)


def _begins(lead: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(name) and lead[: len(name)] == name


def _leads(source: Source, section: SpecSection) -> Iterator[frozenset[str]]:
    """Yield the words of each heading, of each lead before a colon or a dash, and of each line's bold beginning."""
    for entry in (*heading_entries(source, section), *entries_of(source, section.all_blocks())):
        words = lead_of(entry)
        if words:
            yield _stems(words)
        if source.text.startswith("**", entry.span.start):
            for inline in scan(source, entry.span):
                if isinstance(inline, Strong) and inline.span.start == entry.span.start:
                    yield _stems(fold_words(plain_text(source, inline.content)))


def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in words)


def _shared_ending(section: SpecSection, kind: FieldType) -> str:
    """Return the last word of a label where another label of the section ends in it too, else nothing."""
    last = fold_words(kind.label)[-1]
    others = (fold_words(other.label)[-1:] for other in section.type.fields if other.key != kind.key)
    return last if (last,) in others else ""
