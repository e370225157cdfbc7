"""The check of the order in which labels stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec


class _Placed(NamedTuple):
    """A label where it stands.

    Args:
        name: As the template writes it.
        span: The label and its value, or its row.
        alone: Whether that is all of its line, and nothing below belongs to it.
    """

    name: str
    span: Span
    alone: bool


def misordered_fields(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the labels under the title, and those of each section, once where they stand in another order."""
    if spec.type is None:
        return
    yield from _judge(spec, _metadata(spec), "under the title")
    for section in spec.alignment.walk() if spec.type.metadata.placement != "table" else ():
        if section.type.excluded or len(section.type.fields) < 2:
            continue
        views = spec.fields_of(section)
        placed = [
            _Placed(kind.label, view.label.span, not view.blocks and _alone(spec, view.label.span))
            for kind in section.type.fields
            if (view := views.get(kind.key)) is not None
        ]
        yield from _judge(spec, placed, f'of "{spec.text(section.heading.content)}"')


def _metadata(spec: Spec) -> list[_Placed]:
    """Return the labels under the title in the template's order; those in front matter have none."""
    assert spec.type is not None
    start = spec.title_span.end
    fields = [(label, spec.metadata.get(fold(label))) for label in spec.type.metadata.labels]
    return [
        _Placed(label, field.line, _alone(spec, field.line))
        for label, field in fields
        if field is not None and field.line.start >= start
    ]


def _alone(spec: Spec, span: Span) -> bool:
    """Tell whether a span is all of one line; a backslash at its end belongs to the place, not to the label."""
    line = spec.source.line_spans[spec.source.line_of(span.start)]
    return spec.source[line].strip() == spec.source[span] and not spec.source[span].endswith("\\")


def _judge(spec: Spec, placed: Sequence[_Placed], where: str) -> Iterator[Finding]:
    """Report the first label that stands before one that the template has above it."""
    written = sorted(placed, key=lambda one: one.span.start)
    if list(placed) == written:
        return
    rank = {one.name: index for index, one in enumerate(placed)}
    first = next(
        one for index, one in enumerate(written) if any(rank[o.name] < rank[one.name] for o in written[index:])
    )
    moved = [(slot, one) for slot, one in zip(written, placed, strict=True) if slot is not one]
    fix = None
    if all(one.alone for _, one in moved):
        edits = tuple(Edit(slot.span, spec.source[one.span]) for slot, one in moved)
        fix = Fix("put the labels in the template's order", Safety.SAFE, edits)
    order = ", ".join(one.name for one in placed)
    yield Finding(
        first.span, f"the labels {where} stand in another order than the template's", f"order them so: {order}", fix=fix
    )
