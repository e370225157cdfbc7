"""The check of values out of a closed vocabulary: in metadata, labels and columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List
from speclint.markdown.labels import labels
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.choices import closest_choice, is_beyond, is_whole_list, read_choice
from speclint.spec.metadata_rules import metadata_violations
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.section_parts import ColumnType
    from speclint.spec.tables import TableView

# "N/A (an estimate, no decision)": an answer, though none of the words.
_REASONED = regex(r"(?:n/?a|none|not applicable)\s*[(:\u2014\u2013-]\s*\w", re.IGNORECASE)
# More cells of a column that hold words of their own have one cause.
_ALIKE = 3


def invalid_choice(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each field or cell whose value is none of the words allowed there."""
    if spec.type is None:
        return
    for violation in metadata_violations(spec):
        if violation.keyword == "enum" and violation.value:
            label = str(violation.where[0])
            field = spec.metadata[fold(label)]
            yield from _judge(spec, f"**{label}:**", field.value, field.span, tuple(violation.schema))
    for section in spec.alignment.walk():
        for view in spec.fields_of(section).values():
            if view.type.choices and view.label.value.end > view.label.value.start:
                name = f"**{view.type.label}:**"
                yield from _judge(spec, name, spec.text(view.label.value), view.label.value, view.type.choices)
            if view.type.key == "modified-apis":
                yield from _compatibilities(spec, view.blocks)
        for tables in spec.tables_of(section).values():
            for table in tables:
                for column in table.type.columns:
                    if column.choices:
                        yield from _judge_column(spec, table, column)


def _compatibilities(spec: Spec, blocks: Sequence[Block]) -> Iterator[Finding]:
    """Judge the labels of that name under each API that is modified, in a list of its own or one level deeper."""
    below = [item.blocks[1:] for block in blocks if isinstance(block, List) for item in block.items]
    for part in (blocks, *below):
        for label in labels(spec.source, part, plain=True):
            if fold(label.name) == "compatibility" and label.value.end > label.value.start:
                yield from _judge(
                    spec, f"{label.name}:", spec.text(label.value), label.value, ("Breaking", "Non-breaking")
                )


def _judge_column(spec: Spec, table: TableView, column: ColumnType) -> Iterator[Finding]:
    """Judge a column's cells; more than three that have words of their own are one cause and one finding."""
    cells = [
        cell.span for row in table.rows() if (cell := table.cell(row, column.key)) and cell.span.end > cell.span.start
    ]
    every = [one for span in cells for one in _judge(spec, column.name, spec.text(span), span, column.choices)]
    for level in (None, "form", "beyond"):
        found = [one for one in every if one.level == level]
        if len(found) <= _ALIKE:
            yield from found
        else:
            yield _joined_cells(column, found)


def _joined_cells(column: ColumnType, found: Sequence[Finding]) -> Finding:
    fixes = [one.fix for one in found if one.fix]
    safety = Safety.UNSAFE if any(one.safety is Safety.UNSAFE for one in fixes) else Safety.SAFE
    fix = Fix(f"write {len(fixes)} of them as allowed", safety, tuple(edit for one in fixes for edit in one.edits))
    message = f"{len(found)} cells of {column.name} hold none of: {', '.join(column.choices)}"
    related = tuple(Related(one.span, "here too") for one in found[1:_ALIKE])
    return Finding(found[0].span, message, "choose among them", related, fix if fixes else None, found[0].level)


def _judge(spec: Spec, name: str, value: str, span: Span, choices: tuple[str, ...]) -> Iterator[Finding]:
    if spec.is_placeholder(span) or is_whole_list(value, choices) or read_choice(value, choices):
        return
    meant = closest_choice(value, choices)
    allowed = ", ".join(choices)
    if meant is None:
        level = "form" if _REASONED.match(value) else "beyond" if is_beyond(value, choices) else None
        yield Finding(span, f'{name} is "{value}", which is none of: {allowed}', "choose one of them", level=level)
        return
    choice, written, same = meant
    at = spec.source[span].find(written)
    fix = None
    if at >= 0:
        where = Span(span.start + at, span.start + at + len(written))
        # A letter in place of a rank takes the author's word away.
        safety = Safety.UNSAFE if len(choice) < len(written) - 2 else Safety.SAFE
        fix = Fix(f'write "{choice}"', safety, (Edit(where, choice),))
    message = f'{name} is "{value}", which is none of: {allowed}'
    yield Finding(span, message, f'did you mean "{choice}"?', fix=fix, level="form" if same else None)
