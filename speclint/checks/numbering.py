"""The check of the numbers that headings begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.headings import heading_key
from speclint.spec.skeleton import heading_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_NUMBER = regex(r"\d+(?:\.\d+)*\\?[.)]?(?:[ \t]+|$)")
# From so many on one finding speaks of all: the author numbers otherwise, or one number has shifted the rest.
_MANY = 4


class _Misnumbered(NamedTuple):
    """A heading whose number is not the template's; each number with what follows it, "" for none."""

    section: SpecSection
    written: str
    wanted: str


def wrong_heading_number(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section whose heading has another number than the template's, or one in another style."""
    if spec.type is None:
        return
    found = [one for section in spec.alignment.walk() for one in _misnumbered(spec, section)]
    taken = _taken(spec) if found else frozenset()
    found = [one for one in found if one.wanted.rstrip(".)") not in taken]
    if len(found) < _MANY:
        for one in found:
            yield _finding(spec, one)
        return
    first = found[0]
    related = tuple(Related(one.section.heading.span, "here too") for one in found[1:4])
    edits = tuple(edit for one in found for edit in _edits(spec, one))
    fix = Fix(f"number {len(found)} headings as the template does", Safety.SAFE, edits) if edits else None
    wanted = heading_text(spec.type, first.section.type)
    message = f"{len(found)} headings are not numbered as the template's are"
    yield Finding(first.section.heading.span, message, f'write "{wanted}" here, and so on', related, fix)


def _taken(spec: Spec) -> frozenset[str]:
    """Return the numbers of the headings that the template does not know: the next ones count on from them."""
    extra = [one for section in spec.alignment.walk() for one in section.extra]
    headings = [one.heading for one in (*spec.alignment.unknown, *extra) if one.heading]
    numbers = {heading_key(spec.text(heading.content)).number for heading in headings}
    return frozenset(numbers - {""})


def _misnumbered(spec: Spec, section: SpecSection) -> Iterator[_Misnumbered]:
    """Yield the section if its number is wrong and nothing else said of its heading explains that."""
    assert spec.type is not None
    kind, key = section.type, section.key
    if kind.repeatable or kind.excluded or section.changes & {"inexact", "retitled"}:
        return
    if key.number and not key.number[0].isdigit():
        return
    written = f"{key.number}{key.style}"
    text = heading_text(spec.type, kind)
    wanted = text[: len(text) - len(kind.heading)].strip()
    if written != wanted and not _counts_on(section, spec.alignment.sections):
        yield _Misnumbered(section, written, wanted)


def _counts_on(section: SpecSection, tops: Sequence[SpecSection]) -> bool:
    """Tell whether sections have changed places, and this one has the number of the place where it stands."""
    parent = section.parent
    siblings = [one for one in (parent.children if parent else tops) if one.type.number]
    if section.type.number == "" or not any("moved" in one.changes for one in siblings):
        return False
    place = str(siblings.index(section) + 1)
    return section.key.number in {place, f"{parent.key.number}.{place}" if parent else place}


def _finding(spec: Spec, one: _Misnumbered) -> Finding:
    assert spec.type is not None
    shown = spec.text(one.section.heading.content)
    if not one.wanted:
        message = f'heading "{shown}" has a number; the template has none there'
    elif not one.written:
        message = f'heading "{shown}" has no number; the template has "{one.wanted}" there'
    else:
        message = f'heading "{shown}" has the number "{one.written}"; the template has "{one.wanted}" there'
    edits = _edits(spec, one)
    wanted = heading_text(spec.type, one.section.type)
    fix = Fix(f'write "{wanted}"', Safety.SAFE, edits) if edits else None
    return Finding(one.section.heading.span, message, f'write "{wanted}"', fix=fix)


def _edits(spec: Spec, one: _Misnumbered) -> tuple[Edit, ...]:
    """Return the edit of the number alone; none where markup stands before it."""
    content = one.section.heading.content
    new = f"{one.wanted} " if one.wanted else ""
    if not one.written:
        return (Edit(Span(content.start, content.start), new),)
    found = _NUMBER.match(spec.source.text, content.start, content.end)
    return (Edit(Span(content.start, found.end()), new),) if found else ()
