"""The check that lists, tables and plans hold something."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import HtmlBlock, List, Paragraph, Table, ThematicBreak
from speclint.source import Span
from speclint.spec.item_lines import first_line, says_none, text_start
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, Row
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import FieldView, TableView

_LISTS = frozenset({"checkboxes", "ordered", "named"})
# Another rule names each row that such a table lacks.
_COUNTED_ELSEWHERE = frozenset({"mapping", "migration-order"})


def too_few_items(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each list, table and plan that holds nothing, and the blank rows of each table."""
    yield from _without_tasks(spec)
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        yield from _in_section(spec, section)
        for views in spec.tables_of(section).values():
            for view in views:
                yield from _in_table(spec, section, view)
        for field in spec.fields_of(section).values():
            if field.type.content in _LISTS:
                yield from _in_list(spec, field)


def _without_tasks(spec: Spec) -> Iterator[Finding]:
    """Report a plan without any task, save where its phases hold the template's prompts."""
    section = next(iter(spec.by_role.get("tasks", ())), None)
    if section is None or spec.tasks or spec.type is None or spec.type.family("task") is None:
        return
    prompts = (spec.is_placeholder(block.span) for block in section.all_blocks())
    if not any(prompts):
        shown = spec.text(section.heading.content)
        message = f'section "{shown}" holds no task'
        yield Finding(section.heading.span, message, "write at least one task: `- **T-001:** title`", level="required")


def _in_section(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report a section whose list lacks an item that says something; an empty section is another rule's."""
    kind = section.type
    if not kind.items:
        return
    content = [b for b in section.all_blocks() if not isinstance(b, ThematicBreak | HtmlBlock)]
    others = len(section.extra) + sum(len(block.rows) for block in content if isinstance(block, Table))
    items = [item for block in content if isinstance(block, List) for item in block.items]
    speaking = (item for item in items if spec.text(text_start(item)) and not says_none(spec, item))
    real = list(islice(speaking, kind.items))
    if not content or len(real) + others >= kind.items:
        return
    if kind.none and (spec.is_none(section) or _states_none(spec, content)):
        return
    if any(spec.is_placeholder(block.span) for block in content):
        return
    shown = spec.text(section.heading.content)
    least = "no item" if not real else f"{len(real)} of at least {kind.items} items"
    level = "required" if kind.ids else None
    blank = next((item for item in items if item not in real), None)
    where = first_line(blank) if blank is not None and not real else section.heading.span
    yield Finding(where, f'the list of "{shown}" has {least}', "write an item for each", level=level)


def _states_none(spec: Spec, blocks: Sequence[Block]) -> bool:
    """Tell whether any line of the paragraphs says that there is nothing."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.line_spans]
    return any(is_none_statement(spec.text(line)) for line in lines)


def _in_list(spec: Spec, field: FieldView) -> Iterator[Finding]:
    """Report the list under a label that is there and lacks items which say something."""
    items = [item for block in field.blocks if isinstance(block, List) for item in block.items]
    real = [item for item in items if spec.text(text_start(item)) and not says_none(spec, item)]
    least = max(field.type.items, 1)
    if not items or len(real) >= least or any(says_none(spec, item) for item in items):
        return
    if any(spec.is_placeholder(text_start(item)) for item in items):
        return
    few = f"{len(real)} of at least {least} items" if real else "no item that says anything"
    where = field.label.span if real else first_line(items[0])
    yield Finding(where, f"the list of **{field.type.label}:** has {few}", "write an item for each")


def _in_table(spec: Spec, section: SpecSection, view: TableView) -> Iterator[Finding]:
    """Report a table without rows, and rows without text beside others; nothing where the section says none."""
    if view.type.role in _COUNTED_ELSEWHERE:
        return
    rows = list(view.rows())
    blank = [row for row in view.table.rows if row not in rows]
    if len(rows) < view.type.rows and not rows:
        if spec.is_none(section) or _states_none(spec, section.all_blocks()):
            return
        where = blank[0].span if blank else view.table.header.span
        columns = ", ".join(view.names)
        yield Finding(where, f"the table {columns} has no row with text in it", "write its first row")
    elif blank:
        edits = tuple(_without_line(spec, row) for row in blank)
        fix = Fix("delete the blank rows" if len(blank) > 1 else "delete the blank row", Safety.SAFE, edits)
        related = tuple(Related(row.span, "here too") for row in blank[1:4])
        yield Finding(blank[0].span, "the row is blank", "fill it, or delete it", related, fix)


def _without_line(spec: Spec, row: Row) -> Edit:
    source = spec.source
    index = source.line_of(row.span.start)
    if index + 1 < len(source.line_starts):
        return Edit(Span(source.line_starts[index], source.line_starts[index + 1]), "")
    return Edit(Span(source.line_spans[index - 1].end, len(source)), "")
