"""Checks of the section tree: each difference between the document's headings and its type's is one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Paragraph, Table
from speclint.markdown.labels import labels
from speclint.source import Span
from speclint.spec.headings import heading_key, nearest
from speclint.spec.outline import Missing
from speclint.spec.regions import content_of, place_of_missing
from speclint.spec.skeleton import heading_line, heading_text, section_text
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.sections import Section
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SectionType


# More unknown or missing sections than this have one cause: another outline.
_FEW = 3
_MOVE = "move its content into a section of the template, or one level deeper"


def missing_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that the type requires and the document lacks."""
    if spec.type is None:
        return
    found: dict[int, list[tuple[Missing, Finding]]] = {}
    for missing in (*spec.alignment.missing, *_missing_beside(spec)):
        if missing.parent is None or not spec.is_none(missing.parent):
            found.setdefault(id(missing.parent), []).append((missing, _missing(spec, missing)))
    for group in found.values():
        parent = group[0][0].parent
        hollow = parent is not None and not parent.children and len(group) > 1
        if hollow or len(group) > _FEW:
            yield _many_missing(spec, group)
        else:
            yield from (finding for _, finding in group)


def _missing(spec: Spec, missing: Missing) -> Finding:
    assert spec.type is not None
    title_level = spec.title.level if spec.title else 1
    where, place = place_of_missing(spec, missing)
    heading = heading_line(spec.type, missing.type, title_level=title_level)
    text = place.around(section_text(spec.type, missing.type, title_level=title_level))
    fix = None
    if not any(spec.section(child.key) for child in missing.type.walk()):
        fix = Fix(f"insert `{heading}`", Safety.SAFE, (Edit(Span(place.offset, place.offset), text),))
    related = (Related(missing.before.heading.span, "it belongs after this section"),) if missing.before else ()
    holder = f' in "{_shown(spec, missing.parent)}"' if missing.parent else ""
    message = f'section "{heading_text(spec.type, missing.type)}" is missing{holder}'
    level = "mild" if missing.type.severity else None
    return Finding(where, message, f"add `{heading}`", related, fix, level)


def _many_missing(spec: Spec, group: Sequence[tuple[Missing, Finding]]) -> Finding:
    """Report the sections that one place lacks once: what holds none of its sections has another outline."""
    assert spec.type is not None
    first, finding = group[0]
    names = [f'"{heading_text(spec.type, missing.type)}"' for missing, _ in group]
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    holder = f' in "{_shown(spec, first.parent)}"' if first.parent else ""
    texts: dict[int, str] = {}
    for _, one in group:
        for edit in one.fix.edits if one.fix else ():
            texts[edit.span.start] = texts.get(edit.span.start, "") + edit.text
    edits = tuple(Edit(Span(place, place), text) for place, text in texts.items())
    fix = Fix(f"insert {len(group)} sections", Safety.SAFE, edits) if edits else None
    level = finding.level if all(one.level for _, one in group) else None
    message = f"{len(group)} sections are missing{holder}: {shown}"
    help_text = f"add {', '.join(names)}"
    return Finding(finding.span, message, help_text, fix=fix, level=level)


def _missing_beside(spec: Spec) -> Iterator[Missing]:
    """Yield each optional section that is due because another one says something."""
    assert spec.type is not None
    for kind in spec.type.walk():
        cause = spec.section(kind.required_with) if kind.required_with else None
        if cause is None or spec.section(kind.key) or not spec.readable:
            continue
        holder = next((one for one in spec.type.walk() if kind in one.sections), None)
        parent = spec.section(holder.key) if holder else None
        blocks = content_of(spec, cause.all_blocks())
        nothing = any(is_none_statement(spec.text(block.span)) for block in blocks)
        if (holder and parent is None) or nothing or all(spec.is_placeholder(block.span) for block in blocks):
            continue
        siblings = parent.children if parent else list(spec.alignment.sections)
        order = [one.key for one in (holder.sections if holder else spec.type.sections)]
        rank = order.index(kind.key)
        before = [one for one in siblings if one.type.key in order[:rank]]
        yield Missing(kind, parent, before[-1] if before else None)


def _shown(spec: Spec, section: SpecSection) -> str:
    return spec.text(section.heading.content)


def unknown_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each heading that the type does not know, at a level where it allows none."""
    if spec.type is None:
        return
    title_level = spec.title.level if spec.title else 1
    known = [section.heading for section in spec.type.walk() if not section.repeatable]
    groups: dict[int, list[Section]] = {}
    apart = [section.span.start for section, _ in spec.forbidden]
    for section in spec.alignment.unknown:
        if section.span.start in apart:
            continue  # Another rule says that it must not stand.
        if section.heading is not None and section.level - title_level in spec.type.closed:
            groups.setdefault(section.level, []).append(section)
    for group in groups.values():
        if len(group) > _FEW:
            yield _many_unknown(spec, group)
            continue
        for section in group:
            assert section.heading is not None
            text = spec.text(section.heading.content)
            meant = nearest(heading_key(text).words, known)
            help_text = f'did you mean "{meant}"?' if meant else _MOVE
            yield Finding(section.heading.span, f'the {spec.type.name} template has no section "{text}"', help_text)


def _many_unknown(spec: Spec, sections: Sequence[Section]) -> Finding:
    """Report the unknown sections of a level once, at the first."""
    headings = [section.heading for section in sections if section.heading is not None]
    assert spec.type is not None
    first = spec.text(headings[0].content)
    message = f'the {spec.type.name} template has no section "{first}", nor {len(headings) - 1} more of its level'
    related = tuple(Related(heading.span, "this one is unknown too") for heading in headings[1:])
    return Finding(headings[0].span, message, _MOVE, related)


def misplaced_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that stands elsewhere than in the template's order."""
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
        if before:
            last = max(before, key=lambda other: order.index(other.type.key))
            related = (Related(last.heading.span, "it belongs after this section"),)
            help_text = f'move it below "{_shown(spec, last)}"'
        elif after:
            first = min(after, key=lambda other: order.index(other.type.key))
            related = (Related(first.heading.span, "it belongs before this section"),)
            help_text = f'move it above "{_shown(spec, first)}"'
        yield Finding(section.heading.span, message, help_text, related)


def wrong_heading_level(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each known section whose heading has another level than the template's, and each second title."""
    if spec.type is None:
        return
    title_level = spec.title.level if spec.title else 1
    for section in spec.alignment.walk():
        if "releveled" not in section.changes:
            continue
        wanted = min(title_level + section.type.level, 6)
        heading = section.heading
        message = f'heading "{_shown(spec, section)}" has level {heading.level}; the template has it at level {wanted}'
        fix = None
        if not heading.setext:
            fix = Fix(f"make it level {wanted}", Safety.SAFE, (Edit(heading.marker, "#" * wanted),))
        yield Finding(heading.span, message, f"write `{'#' * wanted} {_shown(spec, section)}`", fix=fix)
    apart = [section.span.start for section, _ in spec.forbidden]
    for extra in spec.alignment.unknown:
        if extra.heading is not None and extra.level <= title_level and extra.span.start not in apart:
            message = f'"{spec.text(extra.heading.content)}" is a second title'
            yield Finding(extra.heading.span, message, "make it a section, or a spec of its own")


def inexact_heading(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section whose heading is not worded as in the template."""
    if spec.type is None:
        return
    for section in spec.alignment.walk():
        wanted = heading_text(spec.type, section.type)
        if "inexact" in section.changes:
            yield _near(spec, section, wanted)
        elif "retitled" in section.changes:
            message = f'heading "{_shown(spec, section)}" stands where the template has "{wanted}"'
            help_text = f'call it "{wanted}" if that is what it holds'
            yield Finding(section.heading.span, message, help_text, level="retitled")


def _near(spec: Spec, section: SpecSection, wanted: str) -> Finding:
    content = section.heading.content
    written = _shown(spec, section)
    mine, theirs = section.key, heading_key(wanted)
    lost = mine.words != mine.bare and mine.words != theirs.words
    fix = None
    if not lost:
        fix = Fix(f'write "{wanted}"', Safety.SAFE, (Edit(content, wanted),))
    return Finding(
        section.heading.span,
        f'heading "{written}" is not worded as the template\'s "{wanted}"',
        f'write "{wanted}"',
        fix=fix,
    )


def duplicate_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each second heading of a section that stands once."""
    for _, section, first in spec.alignment.duplicates:
        if section.heading is not None:
            text = spec.text(section.heading.content)
            related = (Related(first.heading.span, "the first one"),)
            yield Finding(section.heading.span, f'section "{text}" stands twice', "merge the two", related)


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
        yield Finding(section.heading.span, f'section "{_shown(spec, section)}" {what}', help_text)


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
