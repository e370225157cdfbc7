"""The statements of a spec that must be exact: problems, requirements, criteria, descriptions, mitigations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.markdown.blocks import List, Paragraph
from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.prose import prose_of
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.spec.model import Spec
    from speclint.spec.tables import FieldView

Kind = Literal["problem", "requirement", "criterion", "done", "description", "mitigation"]


class Statement(NamedTuple):
    """A stretch of text that states something a reader relies on.

    Args:
        kind: What it states.
        name: What to call it, as in "the problem".
        where: Its lines, without markers.
        code: Whether a code span or a fence belongs to it beyond those lines.
    """

    kind: Kind
    name: str
    where: tuple[Span, ...]
    code: bool = False

    @property
    def span(self) -> Span:
        """From its first line to its last."""
        return Span(self.where[0].start, self.where[-1].end)


def statements(spec: Spec) -> Iterator[Statement]:
    """Yield the statements of a spec that hold a text of their author's, in no particular order."""
    for statement in (*_in_tables(spec), *_in_fields(spec), *_in_lists(spec), *_in_tasks(spec)):
        if statement.span.end > statement.span.start and not spec.is_placeholder(statement.span):
            yield statement


def field_texts(field: FieldView) -> Iterator[tuple[Span, ...]]:
    """Yield the value beside a label, and the lines of each paragraph and item under it."""
    if field.label.value.end > field.label.value.start:
        yield (field.label.value,)
    yield from prose_of(field.blocks)


def items_of(blocks: Iterable[Block]) -> Iterator[tuple[Span, ...]]:
    """Yield the lines of each list item's first paragraph, without marker and box; nested items are left out."""
    for block in blocks:
        if isinstance(block, List):
            for item in block.items:
                first = item.blocks[0] if item.blocks else None
                if isinstance(first, Paragraph):
                    yield _from(first.line_spans, item.content_start)


def _from(lines: Sequence[Span], start: int) -> tuple[Span, ...]:
    first = Span(min(max(lines[0].start, start), lines[0].end), lines[0].end)
    return (first, *lines[1:])


_COLUMNS: tuple[tuple[str, str, Kind, str], ...] = (
    ("requirements", "requirement", "requirement", "requirement"),
    ("requirements", "criteria", "criterion", "success criteria of"),
    ("risks", "mitigation", "mitigation", "mitigation"),
)


def _in_tables(spec: Spec) -> Iterator[Statement]:
    for role, column, kind, name in _COLUMNS:
        for view in spec.tables_by_role(role):
            for row in view.rows():
                cell = view.cell(row, column)
                if cell is None or cell.span.end == cell.span.start:
                    continue
                ident = view.cell(row, "id") if role == "requirements" else None
                label = f"the {name} {spec.text(ident.span)}" if ident else f"the {name}"
                yield Statement(kind, label.strip(), (cell.span,))


_FIELDS: tuple[tuple[str, str, Kind], ...] = (
    ("motivation", "problem", "problem"),
    ("non-functional-requirements", "", "requirement"),
    ("problem", "", "problem"),
    ("performance", "requirements", "requirement"),
    ("success-criteria", "", "criterion"),
)


def _in_fields(spec: Spec) -> Iterator[Statement]:
    for key, wanted, kind in _FIELDS:
        section = spec.section(key)
        for name, field in spec.fields_of(section).items() if section else ():
            if wanted and name != wanted:
                continue
            code = any(not isinstance(block, Paragraph | List) for block in field.blocks)
            for lines in field_texts(field):
                yield Statement(kind, f"the field {field.type.label}", _without_box(spec, lines), code)


def _without_box(spec: Spec, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    text = spec.source[lines[0]]
    return _from(lines, lines[0].start + 4) if text.startswith(("[ ] ", "[x] ", "[X] ")) else lines


def _in_lists(spec: Spec) -> Iterator[Statement]:
    if spec.type is None:
        return
    for section in spec.by_role.get("requirements", ()):
        for entry in spec.entries_of(section):
            name = f"requirement {entry.ref.id}" if entry.ref else "the requirement"
            yield Statement("requirement", name, (entry.text,), len(entry.item.blocks) > 1)
    for section in spec.by_role.get("goals", ()):
        for lines in items_of(section.all_blocks()):
            yield Statement("requirement", "the goal", lines)
    for section in spec.by_role.get("risks", ()):
        if not section.type.tables:
            for lines in items_of(section.all_blocks()):
                yield Statement("mitigation", "the mitigation", lines)


def _in_tasks(spec: Spec) -> Iterator[Statement]:
    kinds: tuple[tuple[str, Kind], ...] = (("description", "description"), ("done condition", "done"))
    for task in spec.tasks:
        for key, kind in kinds:
            label = task.labels.get(key)
            if label is None or label.value.end == label.value.start or is_none_statement(spec.source[label.value]):
                continue
            nested = label.item is not None and len(label.item.blocks) > 1
            yield Statement(kind, f"the {key} of task {task.id}", (label.value,), nested)
