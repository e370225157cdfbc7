"""Checks of the column tables against CREATE TABLE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.column_constraints import Constraints, read_constraints
from speclint.spec.foreign_types import is_foreign
from speclint.spec.schema_pairs import TablePair, pair_columns, pair_tables
from speclint.spec.sql_text import fold_default, fold_type, same_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.data_model import DocColumn
    from speclint.spec.ddl import DdlColumn
    from speclint.spec.model import Spec

_SAID = regex(r"\bnot[ -]null\b|\brequired\b", re.IGNORECASE)
# More faults of one kind in one table have one cause: the author leaves such things out.
_APART = 3


class _Fault(NamedTuple):
    kind: str
    finding: Finding


def column_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield where a column table and the CREATE TABLE of its table say different things."""
    if not spec.readable:
        return
    for pair in pair_tables(spec):
        if pair.doc.view is None or "column" not in pair.doc.view.columns:
            continue
        faults = list(_faults(spec, pair))
        for kind in dict.fromkeys(fault.kind for fault in faults):
            same = [fault.finding for fault in faults if fault.kind == kind]
            if len(same) <= _APART or not kind:
                yield from same
            else:
                others = tuple(Related(one.span, one.message) for one in same[1:4])
                more = f", and {len(same) - 1} more columns of {pair.ddl.name} likewise"
                yield same[0]._replace(message=same[0].message + more, related=others, fix=None)


def _faults(spec: Spec, pair: TablePair) -> Iterator[_Fault]:
    if not pair.doc.columns:
        return
    both, documented, made = pair_columns(pair)
    for column, twin in both:
        if column.name != twin.name:
            fix = Fix(f"name it {twin.name}", Safety.UNSAFE, (Edit(column.name_span, twin.name),))
            message = f"the column {column.name} of {pair.ddl.name} is called {twin.written} in the migration"
            yield _Fault("", Finding(column.name_span, message, f"did you mean `{twin.written}`?", _at(twin), fix))
        yield from _type_faults(spec, pair, column, twin)
        yield from _constraint_faults(spec, pair, column, twin)
    if not pair.doc.waiting:
        for twin in made:
            yield _Fault("lacking", _without_row(spec, pair, twin))
    if not pair.ddl.summary.columns:
        return
    for column in documented:
        related = (Related(pair.ddl.span, f"where {pair.ddl.name} is created"),)
        message = f"the column {column.name} of {pair.ddl.name} is created by no migration"
        yield _Fault(
            "unmade", Finding(column.name_span, message, "add it to the CREATE TABLE, or remove the row", related)
        )


def _at(twin: DdlColumn) -> tuple[Related, ...]:
    return (Related(twin.span, "the column in the migration"),)


def _without_row(spec: Spec, pair: TablePair, twin: DdlColumn) -> Finding:
    view = pair.doc.view
    assert view is not None
    order = list(pair.ddl.columns)
    before = set(order[: order.index(twin.name)])
    above = [column.row for column in pair.doc.columns if column.name in before]
    place = above[-1].span.end if above else view.table.delimiter.end
    cells = [""] * len(view.names)
    for key, text in (("column", twin.name), ("type", twin.type), ("constraints", _written(pair, twin))):
        index = view.columns.get(key)
        if index is not None:
            cells[index] = text.replace("|", "\\|")
    row = "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|"
    return Finding(
        twin.span,
        f"the column {twin.written} of {pair.ddl.name} is not in its column table",
        "add its row, or leave it out of the migration",
        (Related(pair.doc.span, f"the section of {pair.doc.written}"),),
        Fix(f"add the row of {twin.name}", Safety.UNSAFE, (Edit(Span(place, place), f"\n{row}"),)),
    )


def _written(pair: TablePair, twin: DdlColumn, kept: Sequence[str] = ()) -> str:
    """Return a column's constraints in the notation of the template."""
    parts = ["PK"] if twin.definition.primary else []
    if not twin.nullable and not twin.definition.primary and not _is_serial(twin):
        parts.append("NOT NULL")
    if twin.definition.unique:
        parts.append("UNIQUE")
    if twin.default:
        parts.append(f"DEFAULT {twin.default}")
    for key in pair.ddl.summary.foreign_keys:
        if key.columns == (twin.definition.name,):
            referenced = f"({', '.join(key.referenced)})" if key.referenced else ""
            action = f" ON DELETE {key.on_delete}" if key.on_delete != "NO ACTION" else ""
            parts.append(f"REFERENCES {key.references}{referenced}{action}")
    return ", ".join([*parts, *kept])


def _is_serial(twin: DdlColumn) -> bool:
    return twin.definition.generated


def _type_faults(spec: Spec, pair: TablePair, column: DocColumn, twin: DdlColumn) -> Iterator[_Fault]:
    if column.type is None or column.type.end == column.type.start:
        return
    written = spec.source[column.type]
    mine, theirs = fold_type(written), fold_type(twin.type)
    if mine is None or theirs is None or same_type(mine, theirs):
        return
    if mine == "enum" and theirs in spec.ddl.types:
        return
    # A type of another database is that rule's finding.
    if any(is_foreign(spec, name) for name in (written, twin.type)):
        return
    shown = spec.text(column.type)
    message = f"the column {column.name} of {pair.ddl.name} is {shown} here and {twin.type} in the migration"
    fix = Fix(f"write {twin.type}", Safety.UNSAFE, (Edit(column.type, twin.type),))
    yield _Fault("type", Finding(column.type, message, "make both say the same type", _at(twin), fix))


def _constraint_faults(spec: Spec, pair: TablePair, column: DocColumn, twin: DdlColumn) -> Iterator[_Fault]:
    if column.constraints is None:
        return
    said = read_constraints(spec.text(column.constraints))
    where = column.constraints
    if where.end == where.start:
        where = column.row.span
    wrong = [
        *_key_faults(spec, pair, column, twin, said),
        *_value_faults(column, twin, said),
        *_reference_faults(pair, twin, said),
    ]
    if wrong:
        kinds = "+".join(sorted(kind for kind, _ in wrong))
        message = f"the column {column.name} of {pair.ddl.name} {' and '.join(text for _, text in wrong)}"
        text = _written(pair, twin, said.checks).replace("|", "\\|")
        fix = None
        if not said.unknown:
            cell = column.constraints
            if cell.end == cell.start:
                text += " " * (spec.source.text[cell.start : cell.start + 1] != " ")
            fix = Fix("write what the migration says", Safety.UNSAFE, (Edit(cell, text),))
        yield _Fault(kinds, Finding(where, message, "make both say the same", _at(twin), fix))
    elif said.unknown:
        shown = said.unknown[0].strip("()")
        message = f'"{shown}" among the constraints of {column.name} is no constraint of PostgreSQL'
        yield _Fault("notation", Finding(where, message, "move it to the notes", level="notation"))


def _key_faults(
    spec: Spec, pair: TablePair, column: DocColumn, twin: DdlColumn, said: Constraints
) -> Iterator[tuple[str, str]]:
    primary = twin.definition.primary
    if said.primary and not primary:
        yield "primary", "is the primary key here and not in the migration"
    elif primary and not said.primary and "primary key" not in spec.source[pair.doc.section.section.span].lower():
        yield "primary", "is not the primary key here, and in the migration it is"
    if said.unique and not (twin.definition.unique or primary or _is_unique(spec, pair, twin.name)):
        yield "unique", "is UNIQUE here and not in the migration"


def _is_unique(spec: Spec, pair: TablePair, name: str) -> bool:
    """Tell whether a constraint over several columns or a unique index has the column."""
    groups = [
        *pair.ddl.summary.unique,
        *(index.parts for index in spec.ddl.indexes if index.table == pair.ddl.name and index.unique),
    ]
    added = [
        one
        for one in spec.ddl.changes
        if one.change.table.lower() == pair.ddl.name and one.change.kind == "add constraint"
    ]
    return bool(added) or any(name in part for group in groups for part in group) or not spec.ddl.complete


def _value_faults(column: DocColumn, twin: DdlColumn, said: Constraints) -> Iterator[tuple[str, str]]:
    if twin.definition.primary or said.primary or _is_serial(twin) or said.generated:
        pass
    elif said.not_null and twin.nullable:
        yield "loose", "is NOT NULL here and may be null in the migration"
    elif not said.not_null and not twin.nullable and not _SAID.search(column.notes):
        yield "strict", "may be null here and is NOT NULL in the migration"
    if _is_serial(twin) or said.generated or twin.default == "":
        return
    if said.default and twin.default is None:
        yield "default", f"has the default {said.default} here and none in the migration"
    elif twin.default and said.default is None and "default" not in column.notes.lower():
        yield "no default", f"has no default here, and {twin.default} in the migration"
    elif said.default and twin.default and fold_default(said.default) != fold_default(twin.default):
        yield "other default", f"has the default {said.default} here and {twin.default} in the migration"


def _reference_faults(pair: TablePair, twin: DdlColumn, said: Constraints) -> Iterator[tuple[str, str]]:
    """Yield a reference that differs, unless a relationship bullet speaks of it: then that is held against it."""
    told = any(relation.columns == (twin.name,) for relation in pair.doc.relations)
    if not said.key or told or not pair.ddl.summary.columns:
        return
    keys = [key for key in pair.ddl.summary.foreign_keys if twin.name in key.columns]
    if not keys and said.references:
        yield "reference", f"refers to {said.references} here and to nothing in the migration"
        return
    for key in keys[:1]:
        if said.references and key.references.lower() != said.references:
            yield "reference", f"refers to {said.references} here and to {key.references} in the migration"
        elif said.on_delete and said.on_delete != key.on_delete:
            yield "action", f"says ON DELETE {said.on_delete} here and {_action(key.on_delete)} in the migration"


def _action(action: str) -> str:
    return "nothing on delete" if action == "NO ACTION" else action
