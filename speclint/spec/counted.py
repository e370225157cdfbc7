"""The headings that stand once for each thing and are counted: decisions, phases, questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_LEAD = regex(r"(?:[A-Za-z]+[ \t]*)?#?(\d{1,4})[ \t]*(?:[:.)]|[\u2013\u2014-](?=\s))?[ \t]*")
_WORD = regex(
    r"(?:decision|phase|stage|step|milestone|sprint|question|spike)\b[ \t]*(?:[:.)]|[\u2013\u2014-](?=\s))[ \t]*",
    re.IGNORECASE,
)


class Counted(NamedTuple):
    """A counted heading.

    Args:
        section: The section that it leads.
        exact: Whether it has the template's form.
        number: Its number, or None.
        title: What stands after the number, without markup.
        digits: Where the number stands in the source, or None where markup hides it.
    """

    section: SpecSection
    exact: bool
    number: int | None
    title: str
    digits: Span | None


class CountedGroup(NamedTuple):
    """The headings of one kind under one section, in document order, and what leads their numbers (`Decision `)."""

    lead: str
    headings: tuple[Counted, ...]


def counted_headings(spec: Spec) -> Iterator[CountedGroup]:
    """Yield the headings of each kind that the type counts, prompts left out.

    Args:
        spec: The spec.

    Yields:
        A group for each kind and holder.
    """
    groups: dict[tuple[str, int], list[SpecSection]] = {}
    for section in spec.alignment.walk():
        if section.type.form:
            groups.setdefault((section.type.key, id(section.parent)), []).append(section)
    for sections in groups.values():
        kind = sections[0].type
        lead = re.split(r"\d", kind.heading, maxsplit=1)[0]
        yield CountedGroup(lead, tuple(_read(spec, section, lead) for section in sections))


def _read(spec: Spec, section: SpecSection, lead: str) -> Counted:
    content = section.heading.content
    text = spec.text(content)
    exact = re.match(section.type.form, text)
    found = _LEAD.match(text)
    if found is None:
        word = _WORD.match(text)
        return Counted(section, False, None, text[word.end() :] if word else text, None)
    at = spec.source.text.find(found[1], content.start, content.end)
    digits = Span(at, at + len(found[1])) if at >= 0 else None
    return Counted(section, bool(exact), int(found[1]), text[found.end() :], digits)
