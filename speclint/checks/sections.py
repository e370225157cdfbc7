"""Checks of the section tree: each difference between the document's headings and its type's is one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Paragraph, Table
from speclint.markdown.labels import labels
from speclint.source import Span
from speclint.spec.headings import heading_key
from speclint.spec.moving import moved, without_rule
from speclint.spec.regions import content_of
from speclint.spec.repeats import told_once
from speclint.spec.skeleton import heading_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.headings import HeadingKey
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SectionType


def _shown(spec: Spec, section: SpecSection) -> str:
    return spec.text(section.heading.content)


def misplaced_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that stands elsewhere than in the template's order."""
    found = list(_misplaced(spec))
    if len(found) > 1:
        # Where each of several belongs depends on where the others go, so one is moved after the other by its own fix.
        found = [found[0], *(one._replace(fix=None) for one in found[1:])]
    yield from told_once(found, "sections are out of order")


def _misplaced(spec: Spec) -> Iterator[Finding]:
    if spec.type is None:
        return
    order = [section.key for section in spec.type.walk()]
    for section in spec.alignment.walk():
        if "moved" not in section.changes:
            continue
        siblings = section.parent.children if section.parent else list(spec.alignment.sections)
        rank = order.index(section.type.key)
        in_place = [other for other in siblings if other is not section and "moved" not in other.changes]
        before = [other for other in in_place if order.index(other.type.key) < rank]
        after = [other for other in in_place if order.index(other.type.key) > rank]
        message = f'section "{_shown(spec, section)}" is out of order'
        related: tuple[Related, ...] = ()
        help_text = "move it to its place"
        place = None
        if before:
            last = max(before, key=lambda other: order.index(other.type.key))
            related = (Related(last.heading.span, "it belongs after this section"),)
            help_text = f'move it below "{_shown(spec, last)}"'
            place = _own(spec, last).end
        elif after:
            first = min(after, key=lambda other: order.index(other.type.key))
            related = (Related(first.heading.span, "it belongs before this section"),)
            help_text = f'move it above "{_shown(spec, first)}"'
            place = first.heading.span.start
        yield Finding(section.heading.span, message, help_text, related, _moved(spec, section, place))


def _moved(spec: Spec, section: SpecSection, place: int | None) -> Fix | None:
    """Offer to move a section with all below it."""
    source, span = spec.source, _own(spec, section)
    if place is None or span.start < place < span.end:
        return None
    line = source.line_of(place)
    if place > source.line_starts[line]:
        line += 1
    while line < len(source.line_spans) and not source[source.line_spans[line]].strip():
        line += 1
    at = source.line_starts[line] if line < len(source.line_spans) else len(source)
    if span.start <= at < span.end:
        return None
    return Fix("move it to its place", Safety.UNSAFE, moved(source, span, at))


def _own(spec: Spec, section: SpecSection) -> Span:
    """Return where a section stands; the rule at the end of a last subsection is the outer section's."""
    span = section.section.span
    return without_rule(spec.source, span) if section.parent else span


def wrong_heading_level(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each known section whose heading has another level than the template's, and the second titles."""
    if spec.type is None:
        return
    title_level = spec.title_level
    yield from told_once(list(_releveled(spec, title_level)), "headings have other levels than the template's")
    apart = [section.span.start for section, _ in spec.forbidden]
    titles = [
        extra.heading
        for extra in spec.alignment.unknown
        if extra.heading is not None and extra.level <= title_level and extra.span.start not in apart
    ]
    help_text = "make it a section, or a spec of its own"
    found = [Finding(one.span, f'"{spec.text(one.content)}" is a second title', help_text) for one in titles]
    yield from told_once(found, "headings are further titles", few=1)


def _releveled(spec: Spec, title_level: int) -> Iterator[Finding]:
    for section in spec.alignment.walk():
        if "releveled" not in section.changes:
            continue
        wanted = min(title_level + section.type.level, 6)
        heading = section.heading
        message = f'heading "{_shown(spec, section)}" has level {heading.level}; the template has it at level {wanted}'
        fix = None
        if not heading.setext:
            fix = Fix(f"make it level {wanted}", Safety.SAFE, (Edit(heading.marker, "#" * wanted),))
        level = "prose" if spec.type and spec.type.prose else None
        yield Finding(heading.span, message, f"write `{'#' * wanted} {_shown(spec, section)}`", fix=fix, level=level)


def inexact_heading(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section whose heading is not worded as in the template; phases of another plan at once."""
    if spec.type is None:
        return
    found: dict[str | None, list[Finding]] = {}
    for section in spec.alignment.walk():
        wanted = heading_text(spec.type, section.type)
        if "inexact" in section.changes:
            one = _near(spec, section, wanted)
        elif "retitled" in section.changes:
            message = f'heading "{_shown(spec, section)}" stands where the template has "{wanted}"'
            help_text = f'call it "{wanted}" if that is what it holds'
            degree = _level(section.key, heading_key(wanted))
            one = Finding(section.heading.span, message, help_text, level=degree)
        else:
            continue
        found.setdefault(one.level, []).append(one)
    for level, findings in found.items():
        yield from told_once(findings, "headings are not the template's", few=1 if level == "phase" else 3)


def _level(key: HeadingKey, wanted: HeadingKey) -> str:
    """Tell how a heading in other words differs: a counted one by its plan, one that has words in common by little."""
    if wanted.number[:1].isalpha():
        return "phase"
    return "near" if key.core & wanted.core else "retitled"


def _near(spec: Spec, section: SpecSection, wanted: str) -> Finding:
    """Tell of a heading in nearly the template's words; one that lost a qualifier or has another number is `near`."""
    content = section.heading.content
    written = _shown(spec, section)
    mine, theirs = section.key, heading_key(wanted)
    lost = mine.words != mine.bare and mine.words != theirs.words
    fix = None
    if not lost:
        fix = Fix(f'write "{wanted}"', Safety.SAFE, (Edit(content, wanted),))
    same = mine.words != theirs.words and mine.core == theirs.core and ("&" in mine.text) == ("&" in theirs.text)
    return Finding(
        section.heading.span,
        f'heading "{written}" is not worded as the template\'s "{wanted}"',
        f'write "{wanted}"',
        fix=fix,
        level="near" if same else None,
    )


def duplicate_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each second heading of a section that stands once."""
    found: list[Finding] = []
    for _, section, first in spec.alignment.duplicates:
        if section.heading is not None:
            text = spec.text(section.heading.content)
            related = (Related(first.heading.span, "the first one"),)
            message = f'section "{text}" stands twice'
            found.append(Finding(section.heading.span, message, "merge the two", related))
    yield from told_once(found, "headings stand for sections that are there already")


def empty_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that holds neither content nor a statement that there is nothing."""
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        if section.type.names and _names_nothing(spec, section):
            message = f'section "{_shown(spec, section)}" names nothing that it touches'
            yield Finding(section.heading.span, message, "list the components by their names")
        if not _is_empty(spec, section):
            continue
        kinds = [child for child in section.type.sections if child.repeatable]
        help_text = 'fill it, or state "Not applicable." with the reason' if section.type.none else "fill it"
        named = section.children and kinds
        what = f"has no {_noun(kinds[0])} and no statement that there is none" if named else "is empty"
        message = f'section "{_shown(spec, section)}" {what}'
        yield Finding(section.heading.span, message, help_text, fix=_closed(section))


def _closed(section: SpecSection) -> Fix | None:
    """Offer the statement that there is nothing, which only the author can make, where the template takes it."""
    statement = section.type.statement or ("Not applicable." if section.type.none else "")
    if not statement or section.children:
        return None
    end = section.heading.span.end
    return Fix(f'state "{statement}"', Safety.UNSAFE, (Edit(Span(end, end), f"\n\n{statement}"),))


def _names_nothing(spec: Spec, section: SpecSection) -> bool:
    """Tell whether a section is prose without a list, a table, a diagram, code, bold type or a link."""
    blocks = content_of(spec, section.all_blocks())
    prose = bool(blocks) and all(isinstance(block, Paragraph) for block in blocks)
    marked = any(sign in spec.source[block.span] for block in blocks for sign in ("`", "**", "__", "]("))
    return prose and not marked and not any(spec.is_placeholder(block.span) for block in blocks)


def _is_empty(spec: Spec, section: SpecSection) -> bool:
    if content_of(spec, section.blocks) or section.extra:
        return False
    if not section.children:
        # What it should hold is named as missing.
        return not any(missing.parent is section for missing in spec.alignment.missing)
    repeatable = any(child.repeatable and child.required for child in section.type.sections)
    return repeatable and not any(child.type.repeatable for child in section.children)


def _noun(kind: SectionType) -> str:
    return (kind.role or "part").replace("-", " ")


def conflicting_sections(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section of the branch that the spec's type does not take."""
    if spec.type is None:
        return
    by_group: dict[str, list[SpecSection]] = {}
    for section in spec.alignment.walk():
        if section.type.group:
            by_group.setdefault(section.type.group, []).append(section)
    for sections in by_group.values():
        own = next((section for section in sections if not section.type.excluded), None)
        for section in sections:
            if not section.type.excluded:
                continue
            shown = _shown(spec, section)
            message = f'section "{shown}" is not for {spec.type.name} specs'
            wanted = next((s for s in spec.type.walk() if s.group == section.type.group and not s.excluded), None)
            related = (Related(own.heading.span, "this one is the type's own"),) if own else ()
            help_text = (
                "delete it" if own or wanted is None else f'write "{wanted.heading}" instead, or change the Type'
            )
            yield Finding(
                section.heading.span, message, help_text, related, _delete_untouched(spec, section) if own else None
            )


def _delete_untouched(spec: Spec, section: SpecSection) -> Fix | None:
    """Offer to delete a section in which every row and every label still holds a prompt of the template."""
    blocks = content_of(spec, section.all_blocks())
    if not blocks or not all(_untouched(spec, block) for block in blocks):
        return None
    span = section.section.span
    source = spec.source
    line, end = source.line_of(span.start), source.line_of(span.end)
    stop = source.line_starts[end + 1] if end + 1 < len(source.line_starts) else len(source)
    while stop < len(source) and source.text[stop] in "\r\n":
        stop += 1
    if stop == len(source):
        while line and not source[source.line_spans[line - 1]].strip():
            line -= 1
    return Fix("delete the untouched section", Safety.SAFE, (Edit(Span(source.line_starts[line], stop), ""),))


def _untouched(spec: Spec, block: Block) -> bool:
    if isinstance(block, Table):
        return all(any(spec.is_placeholder(cell.span) for cell in row.cells) for row in block.rows)
    found = labels(spec.source, [block])
    if found:
        return all(label.value.end == label.value.start or spec.is_placeholder(label.value) for label in found)
    return spec.is_placeholder(block.span)
