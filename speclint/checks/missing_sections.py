"""The check of the sections that a type requires and a document lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.elsewhere import is_spoken_of, matters
from speclint.spec.headings import are_near, heading_key
from speclint.spec.outline import Missing
from speclint.spec.regions import content_of, place_of_missing
from speclint.spec.sides import is_left_out
from speclint.spec.skeleton import heading_line, heading_text, section_text
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SectionType

# More places than this that lack sections have one cause: another outline.
_PLACES = 3
_NAMED = 3
_OF_SEVERITY = {"": None, "error": None, "warning": "mild", "info": "slight"}


class _Gap(NamedTuple):
    """A missing section with how bad that is, and its text at its place where a fix may insert it."""

    missing: Missing
    level: str | None
    edit: Edit | None


def missing_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what the type requires and the document lacks: those of one place at once, those of many places at once."""
    if spec.type is None:
        return
    groups: dict[tuple[int, str], list[_Gap]] = {}
    for missing in (*spec.alignment.missing, *_missing_beside(spec)):
        if missing.parent is None or not spec.is_none(missing.parent):
            level = _level(spec, missing)
            serious = "" if level in {None, "mild"} else str(level)
            groups.setdefault((id(missing.parent), serious), []).append(_Gap(missing, level, _edit(spec, missing)))
    serious_ones = [group for (_, kind), group in groups.items() if not kind]
    if serious_ones and _follows_another(spec):
        yield _of_another(spec, [gap for group in serious_ones for gap in group])
        serious_ones = []
    others = [group for (_, kind), group in groups.items() if kind]
    if len(serious_ones) > _PLACES:
        yield _in_many_places(spec, serious_ones)
    else:
        yield from (_in_one_place(spec, group) for group in serious_ones)
    yield from (_in_one_place(spec, group) for group in others)


def _level(spec: Spec, missing: Missing) -> str | None:
    """Tell how bad it is: less where its content stands otherwise, or where the spec leaves its side out."""
    kind, parent = missing.type, missing.parent
    if _stands_otherwise(spec, missing) or not matters(spec, kind) or is_spoken_of(spec, kind):
        return "slight"
    if parent is not None and spec.type is not None and spec.type.prose:
        return "slight"
    return _OF_SEVERITY[kind.severity]


def _stands_otherwise(spec: Spec, missing: Missing) -> bool:
    """Tell whether a section's side is left out, or its content stands elsewhere under labels, phases or parts."""
    kind, parent = missing.type, missing.parent
    if kind.side and is_left_out(spec, kind.side):
        return True
    if parent is not None:
        key = heading_key(kind.heading)
        phases = [child for child in parent.children if child.key.number[:1].isalpha()]
        if key.number[:1].isalpha() and any(phase.speaks_of_another for phase in phases):
            return True  # The work is divided into phases of its own.
        if any(are_near(heading_key(label.name), key) for label in labels(spec.source, parent.blocks)):
            return True
    if parent is not None and _is_told_freely(spec, parent):
        return True
    return _holds_nothing_itself(kind) and any(spec.section(child.key) for child in kind.sections)


def _follows_another(spec: Spec) -> bool:
    """Tell whether a spec whose type is prose has less than half of the chapters of its type's template."""
    if spec.type is None or not spec.type.prose:
        return False
    chapters = [section.key for section in spec.type.sections if section.required and not section.excluded]
    return 2 * sum(spec.section(key) is not None for key in chapters) < len(chapters)


def _of_another(spec: Spec, gaps: Sequence[_Gap]) -> Finding:
    """Report once what a spec lacks that was written by another template."""
    assert spec.type is not None
    names = _names(spec, gaps)
    message = f"the document follows another template than {spec.type.name}: it has no {_some(names)}"
    where, _ = place_of_missing(spec, gaps[0].missing)
    return Finding(where, message, f"add {', '.join(names)}", fix=_fix(spec, gaps), level="mild")


def _is_told_freely(spec: Spec, parent: SpecSection) -> bool:
    """Tell whether a section of a free document says by its own text, without any below it, what those would say."""
    free = spec.type is not None and spec.type.free
    return free and not parent.children and bool(content_of(spec, parent.blocks))


def _holds_nothing_itself(kind: SectionType) -> bool:
    parts = (kind.fields, kind.tables, kind.code, kind.topics, kind.list, kind.diagrams, kind.statement)
    return bool(kind.sections) and not any(parts)


def _edit(spec: Spec, missing: Missing) -> Edit | None:
    """Return the section's text at its place; none where parts of it stand already."""
    assert spec.type is not None
    if any(spec.section(child.key) for child in missing.type.walk()):
        return None
    _, place = place_of_missing(spec, missing)
    text = section_text(spec.type, missing.type, title_level=spec.title_level)
    return Edit(Span(place.offset, place.offset), place.around(text))


def _in_one_place(spec: Spec, gaps: Sequence[_Gap]) -> Finding:
    """Report the sections that one place lacks."""
    assert spec.type is not None
    first = gaps[0].missing
    where, _ = place_of_missing(spec, first)
    holder = _holder(spec, first)
    level = next((gap.level for gap in gaps if gap.level != "mild"), "mild")
    if len(gaps) > 1:
        names = _names(spec, gaps)
        message = f"{len(gaps)} sections are missing{holder}: {_some(names)}"
        return Finding(where, message, f"add {', '.join(names)}", fix=_fix(spec, gaps), level=level)
    heading = heading_line(spec.type, first.type, title_level=spec.title_level)
    related = (Related(first.before.heading.span, "it belongs after this section"),) if first.before else ()
    message = f'section "{heading_text(spec.type, first.type)}" is missing{holder}'
    return Finding(where, message, f"add `{heading}`", related, _fix(spec, gaps), level)


def _in_many_places(spec: Spec, groups: Sequence[Sequence[_Gap]]) -> Finding:
    """Report the sections that many places lack once, at the first."""
    gaps = [gap for group in groups for gap in group]
    names = [f"{name}{_holder(spec, gap.missing)}" for name, gap in zip(_names(spec, gaps), gaps, strict=True)]
    where, _ = place_of_missing(spec, gaps[0].missing)
    places = [place_of_missing(spec, group[0].missing)[0] for group in groups[1:]]
    related = tuple(Related(place, "sections are missing here too") for place in places)
    level = next((gap.level for gap in gaps if gap.level != "mild"), "mild")
    message = f"{len(gaps)} sections are missing: {_some(names)}"
    return Finding(where, message, f"add {', '.join(names)}", related, _fix(spec, gaps), level)


def _names(spec: Spec, gaps: Sequence[_Gap]) -> list[str]:
    assert spec.type is not None
    return [f'"{heading_text(spec.type, gap.missing.type)}"' for gap in gaps]


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _holder(spec: Spec, missing: Missing) -> str:
    return f' in "{spec.text(missing.parent.heading.content)}"' if missing.parent else ""


def _fix(spec: Spec, gaps: Sequence[_Gap]) -> Fix | None:
    assert spec.type is not None
    texts: dict[int, str] = {}
    for gap in gaps:
        if gap.edit is not None and gap.level != "slight":
            texts[gap.edit.span.start] = texts.get(gap.edit.span.start, "") + gap.edit.text
    if not texts:
        return None
    edits = tuple(Edit(Span(place, place), text) for place, text in texts.items())
    if len(gaps) > 1:
        return Fix(f"insert {len(gaps)} sections", Safety.SAFE, edits)
    heading = heading_line(spec.type, gaps[0].missing.type, title_level=spec.title_level)
    return Fix(f"insert `{heading}`", Safety.SAFE, edits)


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
        siblings: list[SpecSection] = parent.children if parent else list(spec.alignment.sections)
        order = [one.key for one in (holder.sections if holder else spec.type.sections)]
        rank = order.index(kind.key)
        before = [one for one in siblings if one.type.key in order[:rank]]
        yield Missing(kind, parent, before[-1] if before else None)
