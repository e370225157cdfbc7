"""Checks of values with a format: dates, durations, efforts and numbers, and the order of dates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Paragraph
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.formats import WANTED, dates_in, fits, is_date, iso_date
from speclint.spec.tables import fold
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import Field
    from speclint.spec.tables import FieldView

# A number in a cell is judged by the rule that counts the rows.
_IN_CELLS = frozenset({"date", "dates", "duration", "effort"})


class _Value(NamedTuple):
    """A value, the format it should have, and what to call it."""

    form: str
    name: str
    span: Span
    text: str


def malformed_value(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each label and each cell whose value has another format than the template asks for."""
    if spec.type is None:
        return
    for value in (*_in_metadata(spec), *_in_fields(spec), *_in_tables(spec)):
        if value.text and not fits(value.form, value.text) and not spec.is_placeholder(value.span):
            yield _malformed(spec, value)


def _in_metadata(spec: Spec) -> Iterator[_Value]:
    assert spec.type is not None
    for label, form in spec.type.metadata.formats.items():
        field = spec.metadata.get(fold(label))
        if field is not None and form in WANTED and not _is_front_key(spec, field):
            yield _Value(form, _name(field, label), field.span, field.value)
    front = spec.type.metadata.front_matter
    for key, form in front.formats.items() if front else ():
        field = spec.front_matter.get(key)
        if field is not None and form in WANTED and form != "semver":
            yield _Value(form, f"`{key}`", field.span, field.value)


def _is_front_key(spec: Spec, field: Field) -> bool:
    """Tell whether a key of the front matter stands for a label, and is judged as that key."""
    front = spec.type.metadata.front_matter if spec.type else None
    return field.place == "front-matter" and front is not None and field.name in front.formats


def _name(field: Field, label: str) -> str:
    return f"**{label}:**" if field.place == "paragraph" else f'"{label}"'


def _in_fields(spec: Spec) -> Iterator[_Value]:
    for section in spec.alignment.walk():
        if section.type.excluded or not any(field.format in WANTED for field in section.type.fields):
            continue
        for view in spec.fields_of(section).values() if not spec.is_none(section) else ():
            if view.type.format in WANTED:
                span = _beside_or_below(view)
                text = spec.text(span)
                if not is_none_statement(text):
                    yield _Value(view.type.format, f"**{view.type.label}:**", span, text)


def _beside_or_below(view: FieldView) -> Span:
    """Return the value beside a label, else the paragraph under it, else nothing."""
    if view.label.value.end > view.label.value.start or not view.blocks:
        return view.label.value
    first = view.blocks[0]
    return first.span if isinstance(first, Paragraph) else view.label.value


def _in_tables(spec: Spec) -> Iterator[_Value]:
    for section in spec.alignment.walk():
        for views in spec.tables_of(section).values() if not section.type.excluded else ():
            for view in views:
                asked = [column for column in view.type.columns if column.format in _IN_CELLS]
                for row in view.rows() if asked else ():
                    for column in asked:
                        cell = view.cell(row, column.key)
                        if cell is not None and len(row.cells) == len(view.names):
                            yield _Value(column.format, f'"{column.name}"', cell.span, spec.text(cell.span))


def _malformed(spec: Spec, value: _Value) -> Finding:
    message = f'{value.name} is "{value.text}", which is not {WANTED[value.form]}'
    edits = _iso(spec, value) if value.form in {"date", "dates"} else ()
    fix = Fix("write it as ISO 8601 has it", Safety.SAFE, edits) if edits else None
    return Finding(value.span, message, f"write {WANTED[value.form]}", fix=fix)


def _iso(spec: Spec, value: _Value) -> tuple[Edit, ...]:
    """Return the edits that write each date in its ISO form; none where one of them could mean two days."""
    parts = [value.text] if value.form == "date" else [part.strip() for part in value.text.split(" / ")]
    edits = []
    at = value.span.start
    for part in parts if len(parts) <= 2 else ():
        if is_date(part):
            continue
        meant, place = iso_date(part), spec.source.text.find(part, at, value.span.end)
        if meant is None or place < 0:
            return ()
        at = place + len(part)
        edits.append(Edit(Span(place, at), meant))
    return tuple(edits)


def reversed_dates(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield a day of change before that of creation, and each row of a history that lies before the one above it."""
    yield from _in_header(spec)
    for view in spec.tables_by_role("revision-history"):
        cells = [cell.span for row in view.rows() if (cell := view.cell(row, "date")) is not None]
        days = [(span, text) for span in cells if is_date(text := spec.text(span))]
        back = [(before, after) for before, after in pairwise(days) if after[1] < before[1]]
        if len(back) > 1 and len(back) == len(days) - 1:
            message = "the rows run from the last change to the first"
            yield Finding(back[0][1][0], message, "put the oldest first")
            continue
        for before, after in back:
            related = (Related(before[0], "the row above"),)
            yield Finding(
                after[0], f"{after[1]} lies before the {before[1]} of the row above", "order the rows", related
            )


def _in_header(spec: Spec) -> Iterator[Finding]:
    if spec.type is None:
        return
    pair = [spec.metadata.get(name) for name in ("created", "last updated")]
    created, updated = pair
    for label, form in spec.type.metadata.formats.items():
        field = spec.metadata.get(fold(label))
        if form != "dates" or field is None:
            continue
        days = dates_in(field.value)
        if len(days) == 2 and days[1] < days[0]:
            message = f"the last update, {days[1]}, lies before the creation, {days[0]}"
            yield Finding(field.span, message, "correct one of the two dates")
        created = created or (field if len(days) == 1 else None)
    if created is None or updated is None or created is updated:
        return
    first, last = dates_in(created.value), dates_in(updated.value)
    if len(first) == len(last) == 1 and last[0] < first[0]:
        message = f"the last update, {last[0]}, lies before the creation, {first[0]}"
        yield Finding(updated.span, message, "correct one of the two dates", (Related(created.span, "created"),))
