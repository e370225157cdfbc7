"""Where a section takes the labels that it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.source import Span
from speclint.spec.regions import content_of
from speclint.spec.snippets import field_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import FieldType
    from speclint.spec.tables import FieldView


def insert_fields(spec: Spec, section: SpecSection, kinds: Sequence[FieldType]) -> Iterator[Edit]:
    """Yield the insertions of empty labels into a section, those that go to one place as one.

    Args:
        spec: The spec.
        section: The section that lacks them.
        kinds: The labels, each after the one that precedes it in the template.
    """
    places: dict[int, list[Edit]] = {}
    for kind in kinds:
        edit = _insert_field(spec, section, kind)
        places.setdefault(edit.span.start, []).append(edit)
    for start, edits in places.items():
        text = edits[0].text
        for edit in edits[1:]:
            # The items of one list stand without a blank line between them.
            text += edit.text[1:] if edit.text.startswith("\n\n- ") else edit.text
        yield Edit(Span(start, start), text)


def _insert_field(spec: Spec, section: SpecSection, kind: FieldType) -> Edit:
    """Place a label after the one that precedes it in the template, else before the one that follows it."""
    present = spec.fields_of(section)
    keys = [field.key for field in section.type.fields]
    rank = keys.index(kind.key)
    text = field_text(kind, filled=False, outside=bool(spec.type and spec.type.colon == "outside"))
    for key in reversed(keys[:rank]):
        if key in present:
            view = present[key]
            end = max([view.label.span.end, *(block.span.end for block in content_of(spec, view.blocks))])
            return Edit(Span(end, end), f"\n{_marker(spec, view)}{text}" if view.label.item else f"\n\n{text}")
    for key in keys[rank + 1 :]:
        if key in present:
            view = present[key]
            if view.label.item:
                start = view.label.item.span.start
                return Edit(Span(start, start), f"{_marker(spec, view)}{text}\n")
            start = view.label.span.start
            return Edit(Span(start, start), f"{text}\n\n")
    own = content_of(spec, section.blocks)
    end = own[-1].span.end if own else section.heading.span.end
    mark = "- " if section.type.bulleted else ""
    return Edit(Span(end, end), f"\n\n{mark}{text}")


def _marker(spec: Spec, view: FieldView) -> str:
    """Return what leads the list item of a label, its box left out."""
    assert view.label.item is not None
    start = view.label.item.span.start
    return spec.source[Span(start, view.label.item.content_start)].split("[")[0] or "- "
