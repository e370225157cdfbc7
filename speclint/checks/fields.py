"""Checks of labelled values: metadata under the title, and the fields that a section prescribes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.labels import labels
from speclint.source import Span
from speclint.spec.field_insertion import insert_fields
from speclint.spec.metadata_rules import metadata_violations
from speclint.spec.regions import content_of
from speclint.spec.sides import is_left_out
from speclint.spec.snippets import metadata_line
from speclint.spec.tables import fold, prefixed_fields
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import FieldType

# That many findings of one kind in one place are told one by one; more of them have one cause.
_ALIKE = 3


def missing_field(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each required label that is absent or has no value."""
    if spec.type is None:
        return
    tabled = spec.type.metadata.placement == "table" and spec.metadata_table is None
    for violation in metadata_violations(spec):
        if violation.keyword == "required":
            if tabled:
                continue  # The table that would hold them is missing, which is another rule's.
            present = violation.value
            yield from (_missing_metadata(spec, label) for label in violation.schema if label not in present)
        elif violation.where and violation.value == "":
            label = str(violation.where[0])
            yield _without_value(spec.metadata[fold(label)].line, label, mild=label in spec.type.metadata.severity)
    repeated: dict[str, list[SpecSection]] = {}
    for section in spec.alignment.walk():
        if section.type.repeatable:
            repeated.setdefault(section.type.key, []).append(section)
        else:
            yield from _missing_in(spec, section)
    for sections in repeated.values():
        yield from _missing_in_all(spec, sections)


def _missing_metadata(spec: Spec, label: str) -> Finding:
    assert spec.type is not None
    order = [fold(name) for name in spec.type.metadata.labels]
    rank = order.index(fold(label))
    table = spec.metadata_table
    beside = "table" if table is not None else "paragraph"
    known = {name: field for name, field in spec.metadata.items() if field.place == beside}
    before = [known[name] for name in order[:rank] if name in known]
    after = [known[name] for name in order[rank + 1 :] if name in known]
    line = metadata_line(label, outside=spec.type.colon == "outside")
    if table is not None:
        line = f"| {label} | |"
    elif spec.type.metadata.placement == "list":
        line = f"- {label}:"
    if before:
        place, text = max(field.line.end for field in before), f"\n{line}"
    elif after:
        place, text = min(field.line.start for field in after), f"{line}\n"
    elif table is not None:
        place, text = table.span.end, f"\n{line}"
    else:
        place, text = spec.title_span.end, f"\n\n{line}"
    fix = Fix(f"insert `{line}`", Safety.SAFE, (Edit(Span(place, place), text),))
    level = "mild" if label in spec.type.metadata.severity else None
    if _in_front_matter(spec, label) or _is_signed(spec, label):
        level = "elsewhere"
    if table is not None:
        message = f"the row {label} is missing in the metadata table"
        return Finding(table.header.span, message, f"add `| {label} | … |`", fix=fix, level=level)
    where = "at the top" if spec.type.untitled else "under the title"
    return Finding(spec.title_span, f"the label {line} is missing {where}", f"add `{line} …`", fix=fix, level=level)


def _in_front_matter(spec: Spec, label: str) -> bool:
    """Tell whether the front matter says what a label under the title would, or another rule says that it does not."""
    kind = spec.type.metadata.front_matter if spec.type else None
    if kind is None or spec.document.front_matter is None:
        return False
    return fold(label) in {fold(key.replace("_", " ")) for key in kind.keys}


def _is_signed(spec: Spec, label: str) -> bool:
    """Tell whether a label of the same meaning stands elsewhere, as an author's name does at the end."""
    names = spec.type.metadata.aliases.get(label, ()) if spec.type else ()
    wanted = {fold(name) for name in (label, *names)}
    return bool(names) and any(fold(one.name) in wanted for one in labels(spec.source, spec.document.blocks))


def _without_value(where: Span, label: str, *, mild: bool = False) -> Finding:
    message = f"the label **{label}:** has no value"
    return Finding(where, message, "write its value beside it", level="mild" if mild else None)


def _asks_for_fields(spec: Spec, section: SpecSection) -> bool:
    """Tell whether a section's labels are due: not where it is empty or says that there is nothing."""
    kind = section.type
    if not kind.fields or kind.excluded or spec.is_none(section):
        return False
    instances = [child for child in kind.sections if child.repeatable]
    if instances and not any(child.type.repeatable for child in section.children):
        return False
    return bool(content_of(spec, section.all_blocks()))


def _missing_in(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report the labels that a section lacks, all in one finding, and each that has no value."""
    if _asks_for_fields(spec, section):
        if lacking := _lacking(spec, section):
            yield _lacks(spec, section, lacking)
        yield from _unfilled(spec, section)


def _lacking(spec: Spec, section: SpecSection, known: frozenset[str] = frozenset()) -> list[FieldType]:
    """Return the required labels that neither stand in a section nor are spoken of there, but for the known ones."""
    present = spec.fields_of(section)
    absent = [kind for kind in _due_fields(spec, section) if kind.key not in present]
    lacking = [kind for kind in absent if kind.key not in known and not _is_addressed(spec, section, kind)]
    if "retitled" in section.changes and len(lacking) == len(section.type.fields):
        # A section under other words that has none of the labels speaks of something else, which is said once.
        return []
    return lacking


def _due_fields(spec: Spec, section: SpecSection) -> list[FieldType]:
    """Return the required labels, without those that such a heading has no use for or that the spec leaves out."""
    heading = spec.text(section.heading.content)
    return [
        kind
        for kind in section.type.fields
        if kind.required
        and not (kind.unless and re.match(kind.unless, heading))
        and not (kind.side and is_left_out(spec, kind.side))
    ]


def _level(spec: Spec, *, mild: bool) -> str | None:
    """Tell how bad the absence of labels is from a section that has content: in prose they are form."""
    if spec.type is not None and spec.type.prose:
        return "prose"
    return "mild" if mild else None


def _lacks(spec: Spec, section: SpecSection, lacking: Sequence[FieldType]) -> Finding:
    names = _listed(lacking)
    fix = Fix(f"insert {names}", Safety.SAFE, tuple(insert_fields(spec, section, lacking)))
    shown = spec.text(section.heading.content)
    message = f'the {_label(lacking)} {names} {_is(lacking)} missing in "{shown}"'
    level = _level(spec, mild=all(kind.severity for kind in lacking))
    each = "each " if len(lacking) > 1 else ""
    return Finding(section.heading.span, message, f"add {names}, {each}with its value", fix=fix, level=level)


def _unfilled(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report the labels that have no value."""
    present = spec.fields_of(section)
    for kind in section.type.fields:
        yield from _missing_parts(spec, section, kind) if kind.prefix else ()
        view = present.get(kind.key)
        if view is not None and not view.filled and kind.required:
            yield _without_value(view.label.span, kind.label, mild=bool(kind.severity))


def _missing_parts(spec: Spec, section: SpecSection, kind: FieldType) -> Iterator[Finding]:
    """Report the labels that the list under a label lacks, for each such label."""
    for view in prefixed_fields(spec.source, section, section.all_blocks(), kind):
        if is_none_statement(spec.text(view.label.value)) or not view.filled:
            continue
        names = {fold(label.name) for label in labels(spec.source, view.blocks, plain=True)}
        lacking = [part for part in kind.parts if fold(part) not in names]
        if lacking:
            shown = ", ".join(f"**{part}:**" for part in lacking)
            message = f'"{spec.text(view.label.name_span)}" does not say its {shown}'
            yield Finding(view.label.name_span, message, f"add {shown} under it", level="mild")


def _is_addressed(spec: Spec, section: SpecSection, kind: FieldType) -> bool:
    """Tell whether a heading, a list item or wider words take the place of a label."""
    from speclint.spec.spoken_labels import is_spoken_of  # most sections have all their labels

    return is_spoken_of(spec.source, section, kind)


def _label(kinds: Sequence[FieldType]) -> str:
    return "label" if len(kinds) == 1 else "labels"


def _is(kinds: Sequence[FieldType]) -> str:
    return "is" if len(kinds) == 1 else "are"


def _listed(kinds: Sequence[FieldType]) -> str:
    names = [f"**{kind.label}:**" for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _missing_in_all(spec: Spec, sections: Sequence[SpecSection]) -> Iterator[Finding]:
    """Report a label that three or more sections of a kind all lack once, at the first of them."""
    due = [section for section in sections if _asks_for_fields(spec, section)]
    everywhere = []
    if len(due) >= 3:
        views = [spec.fields_of(section) for section in due]
        wanted = [_due_fields(spec, section) for section in due]
        everywhere = [
            kind
            for kind in due[0].type.fields
            if all(kind in needed and kind.key not in view for needed, view in zip(wanted, views, strict=True))
            if not any(_is_addressed(spec, section, kind) for section in due)
        ]
    if everywhere:
        names = _listed(everywhere)
        edits = tuple(edit for section in due for edit in insert_fields(spec, section, everywhere))
        fix = Fix(f"insert {names} {len(due)} times", Safety.SAFE, edits)
        related = tuple(Related(section.heading.span, "here too") for section in due[1:4])
        message = f"the {_label(everywhere)} {names} {_is(everywhere)} missing in all {len(due)} sections of this kind"
        level = _level(spec, mild=all(kind.severity for kind in everywhere))
        yield Finding(due[0].heading.span, message, f"add {names} to each", related, fix, level)
    known = frozenset(kind.key for kind in everywhere)
    rest = {id(section): _lacking(spec, section, known) for section in due}
    some = [section for section in due if rest[id(section)]]
    if len(some) > _ALIKE:
        yield _missing_in_many(spec, [(section, rest[id(section)]) for section in some])
    for section in due:
        if len(some) <= _ALIKE and rest[id(section)]:
            yield _lacks(spec, section, rest[id(section)])
        yield from _unfilled(spec, section)


def _missing_in_many(spec: Spec, lacking: Sequence[tuple[SpecSection, list[FieldType]]]) -> Finding:
    """Make one finding of the labels that many sections of a kind lack, one these and one those."""
    first = lacking[0][0]
    counts: dict[str, int] = {}
    for _, lost in lacking:
        for kind in lost:
            counts[kind.label] = counts.get(kind.label, 0) + 1
    shown = ", ".join(f"**{label}:** in {count}" for label, count in counts.items())
    edits = tuple(edit for section, lost in lacking for edit in insert_fields(spec, section, lost))
    related = tuple(
        Related(section.heading.span, f"{_listed(lost)} {_is(lost)} missing here too") for section, lost in lacking[1:4]
    )
    mild = all(kind.severity for _, lost in lacking for kind in lost)
    return Finding(
        first.heading.span,
        f"{len(lacking)} sections of this kind, this one the first, lack labels: {shown}",
        "add to each those that it lacks, with their values",
        related,
        Fix(f"insert the labels that {len(lacking)} sections lack", Safety.SAFE, edits),
        _level(spec, mild=mild),
    )
