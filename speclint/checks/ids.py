"""Checks of ids: their form, their sequence, and that each is defined once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.counting import first_break, numbered_groups
from speclint.spec.id_numbers import first_out_of_order, number_of
from speclint.spec.mentions import written_ids
from speclint.spec.wording import Ref, canonical, find_refs, id_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.source import Span
    from speclint.spec.counting import Numbered
    from speclint.spec.model import Spec
    from speclint.spec.spectype import IdFamily

_MANY = 3
_NO_ITEM = regex(r"(?:Q\d*|FR-?\d*)\s*(?:\.{3}|\u2026)\s*$|none\b", re.IGNORECASE)
_WORDS = {"requirement": "requirement", "story": "story", "task": "task"}


class _Place(NamedTuple):
    """Where an id is written: a definition or a field that holds ids."""

    ref: Ref
    definition: bool


def malformed_id(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each id that is not written in its type's form, once for all its places."""
    yield from _unreadable(spec)
    yield from _without_id(spec)
    for family in spec.type.ids if spec.type else ():
        malformed = _malformed(spec, family)
        if len(malformed) > _MANY:
            places = sorted(
                (place for group in malformed.values() for place in group), key=lambda place: place.ref.span
            )
            first = spec.source[places[0].ref.span]
            yield _finding(
                spec,
                family,
                places,
                f"{len(malformed)} {family.name} ids are not written like {canonical(family, 1)}, `{first}` the first",
            )
            continue
        for name, group in malformed.items():
            places = sorted(group, key=lambda place: (not place.definition, place.ref.span))
            written = spec.source[places[0].ref.span]
            yield _finding(spec, family, places, f"the id `{written}` is not written {name}")


def _unreadable(spec: Spec) -> Iterator[Finding]:
    cells = spec.traceability.unreadable
    shown = [(cell.span, spec.text(cell.span), family) for cell, family in cells]
    for span, text, family in shown[:1] if len(shown) > _MANY else shown:
        example = canonical(family, 1)
        others = shown[1:] if len(shown) > _MANY else []
        count = f", and {len(others)} more ids like it are none either" if others else ""
        yield Finding(
            span,
            f"`{text}` is no {_WORDS.get(family.name, family.name)} id{count}",
            f"write ids like {example}",
            related=tuple(Related(other, f"`{word}` here") for other, word, _ in others),
        )


def _without_id(spec: Spec) -> Iterator[Finding]:
    """Yield each list item that lacks the id that its section's items begin with; all at once where none has one."""
    for section in spec.alignment.walk():
        family = spec.type.family(section.type.ids) if spec.type and section.type.ids else None
        if family is None or spec.is_none(section):
            continue
        entries = [
            entry
            for entry in spec.entries_of(section)
            if not (spec.is_placeholder(entry.text) or _NO_ITEM.match(spec.text(entry.span)))
        ]
        lacking = [entry for entry in entries if entry.ref is None]
        if not lacking:
            continue
        defined = spec.listed_ids(family.name)
        name = _WORDS.get(family.name, family.name)
        if not defined:
            edits = tuple(
                Edit(Span(entry.span.start, entry.span.start), f"{canonical(family, number)}: ")
                for number, entry in enumerate(entries, 1)
            )
            fix = Fix("number them in their order", Safety.SAFE, edits)
            count = "is 1 item" if len(lacking) == 1 else f"are {len(lacking)} items"
            message = f"there {count} and no {name} id here"
            yield Finding(lacking[0].span, message, f"begin each with an id like {canonical(family, 1)}", fix=fix)
        elif not any(entry.ref for entry in entries):
            # The ids stand elsewhere in the section, in headings or a table.
            continue
        else:
            for entry in lacking[:1] if len(lacking) > _MANY else lacking:
                more = f", nor do {len(lacking) - 1} others" if len(lacking) > _MANY else ""
                message = f"this item begins with no {name} id{more}"
                yield Finding(entry.span, message, f"begin it with an id like {canonical(family, 1)}")


def _finding(spec: Spec, family: IdFamily, places: Sequence[_Place], message: str) -> Finding:
    first, *others = places
    writings = {spec.source[place.ref.span] for place in places}
    edits = {place.ref.span: place.ref.id for place in places}
    for ref, of, _ in written_ids(spec, (family,)):
        if of.name == family.name and spec.source[ref.span] in writings:
            edits[ref.span] = ref.id
    fix = Fix(
        f"write ids like {canonical(family, 1)}",
        Safety.SAFE,
        tuple(Edit(span, name) for span, name in sorted(edits.items())),
    )
    return Finding(
        first.ref.span,
        message,
        f"write {first.ref.id}",
        related=tuple(Related(place.ref.span, f"`{spec.source[place.ref.span]}` here") for place in others),
        fix=fix,
    )


def _malformed(spec: Spec, family: IdFamily) -> dict[str, list[_Place]]:
    """Return the ill-written places of each id; an id that is also defined in its right form is another rule's."""
    found: dict[str, list[_Place]] = {}
    exact = {ref.id for ref in _definitions(spec, family) if ref.exact}
    loose = {ref.id for ref in _definitions(spec, family) if not ref.exact}
    for place in _places(spec, family):
        single = id_pattern(family).fullmatch(spec.source[place.ref.span])
        if place.ref.exact or not single or place.ref.id in exact & loose:
            continue
        group = found.setdefault(place.ref.id, [])
        if all(place.ref.span != other.ref.span for other in group):
            group.append(place)
    return found


def _definitions(spec: Spec, family: IdFamily) -> list[Ref]:
    if family.name == "task":
        return [task.ref for task in spec.tasks if task.number is not None]
    if spec.type and family.name == spec.type.requirement_family:
        return [requirement.ref for requirement in spec.requirements]
    return spec.listed_ids(family.name)


def _places(spec: Spec, family: IdFamily) -> Iterator[_Place]:
    for ref in _definitions(spec, family):
        yield _Place(ref, definition=True)
    if family.name == "task":
        refs = [ref for row in spec.mapping for ref in row.tasks]
        refs += [ref for task in spec.tasks for ref in task.dependencies]
    else:
        refs = [row.ref for row in spec.mapping]
        refs += [ref for task in spec.tasks for ref in task.implements]
        refs += [ref for cell in _requirement_cells(spec) for ref in find_refs(spec.source[cell], family, cell.start)]
    pattern = id_pattern(family)
    yield from (_Place(ref, definition=False) for ref in refs if pattern.fullmatch(spec.source[ref.span]))


def _requirement_cells(spec: Spec) -> Iterator[Span]:
    for view in spec.tables_by_role("end-to-end-tests"):
        for row in view.rows():
            cell = view.cell(row, "requirement")
            if cell:
                yield cell.span


def broken_id_sequence(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the first id of a family that does not follow the one before it."""
    for family in spec.type.ids if spec.type else ():
        if family.name == "story":
            continue
        refs = _definitions(spec, family)
        numbers: list[int | None] = [number_of(ref.id) for ref in refs]
        if family.name == "task":
            refs = [task.ref for task in spec.tasks]
            numbers = [task.number for task in spec.tasks]
        yield from _first_break(spec, family, refs, numbers)
    for group in numbered_groups(spec):
        if broken := first_break(group):
            yield _miscounted(spec, group, *broken)


def _miscounted(spec: Spec, group: Sequence[Numbered], one: Numbered, expected: int) -> Finding:
    rank = group.index(one)
    start = expected - rank
    edits = tuple(
        Edit(other.digits, str(number)) for number, other in enumerate(group, start) if other.number != number
    )
    cited = any(len(re.findall(rf"\b{re.escape(other.word)}\b", spec.source.text)) > 1 for other in group)
    fix = None if cited else Fix("number them in their order", Safety.UNSAFE, edits)
    place = f"follows {group[rank - 1].word}" if rank else "is the first"
    related = (Related(group[rank - 1].span, "the one before it"),) if rank else ()
    return Finding(one.span, f"{one.word} {place}", f"give it the number {expected}", related, fix)


def _first_break(spec: Spec, family: IdFamily, refs: Sequence[Ref], numbers: Sequence[int | None]) -> Iterator[Finding]:
    index = first_out_of_order(
        numbers, {number_of(row.id) for row in spec.traceability.undefined} if family.name != "task" else set()
    )
    if index is None:
        return
    ref, number = refs[index], numbers[index]
    assert number is not None
    before = [other for other in numbers[:index] if other is not None]
    expected = max(before, default=0) + 1
    later = next(
        (other for other, n in zip(refs[index + 1 :], numbers[index + 1 :], strict=True) if n == expected), None
    )
    name = _WORDS.get(family.name, family.name)
    related: tuple[Related, ...] = ()
    cited: tuple[Span, ...] = ()
    level = None
    if not before and number < expected:
        message = f"{name} {ref.id} is the first"
    elif number < expected:
        message = f"{name} {ref.id} stands after {canonical(family, expected - 1)}"
        related = tuple(Related(other.span, "the one before it") for other in refs[index - 1 : index])
    elif later is not None:
        message = f"{name} {ref.id} stands before {later.id}"
        related = (Related(later.span, f"{later.id} stands here"),)
    else:
        missing = canonical(family, expected)
        if number > expected + 1:
            missing = f"{missing} to {canonical(family, number - 1)} are missing"
        else:
            missing = f"{missing} is missing"
        follows = f"follows {canonical(family, expected - 1)}" if before else "is the first"
        message = f"{name} {ref.id} {follows}: {missing}"
        gaps = spec.traceability.gaps
        cited = tuple(span for one, spans in gaps.items() if expected <= number_of(one) < number for span in spans)
        related = tuple(Related(span, f"`{spec.source[span]}` is cited here") for span in cited)
        level = "gap" if spec.listed_ids(family.name) and not cited else None
    yield Finding(
        ref.span,
        message,
        f"number them from {canonical(family, 1)} in document order",
        related=related,
        fix=None if cited else _renumbered(spec, family, refs, numbers),
        level=level,
    )


def _renumbered(spec: Spec, family: IdFamily, refs: Sequence[Ref], numbers: Sequence[int | None]) -> Fix | None:
    """Return the fix that renumbers definitions and all that cites them, or None where that would be a guess."""
    if None in numbers or len(set(numbers)) < len(numbers) or family.name == "question":
        # What looks like a question's id elsewhere may be a quarter of a year.
        return None
    new = {ref.id: canonical(family, place) for place, ref in enumerate(refs, 1)}
    rising = list(numbers) == sorted(number for number in numbers if number is not None)
    pattern = id_pattern(family)
    edits: dict[Span, str] = {}
    for ref, _, _ in written_ids(spec, (family,)):
        if not pattern.fullmatch(spec.source[ref.span]):
            if not rising:
                return None
        elif ref.id in new and new[ref.id] != ref.id:
            edits[ref.span] = new[ref.id]
    return Fix(
        f"renumber from {canonical(family, 1)} in document order, citations included",
        Safety.UNSAFE,
        tuple(Edit(span, name) for span, name in sorted(edits.items())),
    )


def duplicate_id(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each second definition of an id, and each second mapping row of a requirement."""
    for family in spec.type.ids if spec.type else ():
        yield from _duplicates(
            _definitions(spec, family), f"{_WORDS.get(family.name, family.name)} {{}} is defined twice"
        )
    if spec.type and spec.type.requirement_family == "requirement":
        yield from _duplicates([row.ref for row in spec.mapping], "the mapping has two rows for {}")


def _duplicates(refs: Sequence[Ref], message: str) -> Iterator[Finding]:
    first: dict[str, Ref] = {}
    for ref in refs:
        known = first.setdefault(ref.id, ref)
        if known is not ref:
            yield Finding(
                ref.span,
                message.format(ref.id),
                "give the second one an id of its own, or merge them",
                related=(Related(known.span, "the first one"),),
            )
