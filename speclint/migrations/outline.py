"""What a migration does, in a form that checks can hold against a document: tables, columns, indexes, references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.migrations import alterations, goose
from speclint.migrations import definitions as defs
from speclint.migrations import operations as ops
from speclint.migrations.lexing import Token, significant
from speclint.migrations.lowering import lower
from speclint.migrations.naming import addition, constraint_name, object_name
from speclint.migrations.summaries import (
    Change,
    ColumnSummary,
    ForeignKey,
    IndexSummary,
    MigrationSummary,
    Named,
    TableSummary,
)
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_AFTER_TYPE = {
    "not", "null", "default", "primary", "unique", "references", "check", "constraint", "generated", "collate",
    "deferrable", "initially", "storage", "compression", "using",
}  # fmt: skip

_DATA = {"INSERT", "UPDATE", "DELETE", "MERGE", "COPY"}


def summary(text: str) -> MigrationSummary:
    """Summarise the Up of a migration.

    Args:
        text: The migration. Never raises; statements that the grammar refuses are left out and `readable` is False.
    """
    builder = _Builder(text)
    for statement in goose.parse(text).up:
        if statement.text:
            builder.read(statement)
    return MigrationSummary(
        tuple(builder.tables),
        tuple(builder.indexes),
        tuple(builder.foreign_keys),
        tuple(builder.changes),
        tuple(builder.created),
        tuple(builder.dropped),
        tuple(builder.data),
        builder.readable,
    )


def tables_created(text: str) -> tuple[str, ...]:
    """Return the names of the tables that a migration's Up creates, in order."""
    return tuple(table.name for table in summary(text).tables)


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: list[TableSummary] = []
        self.indexes: list[IndexSummary] = []
        self.foreign_keys: list[ForeignKey] = []
        self.changes: list[Change] = []
        self.created: list[Named] = []
        self.dropped: list[Named] = []
        self.data: list[Span] = []
        self.readable = True

    def read(self, statement: goose.Statement) -> None:
        lowered = lower(statement.text, leading=False)
        if lowered is None:
            self.readable = False
            return
        base = statement.span.start
        for operation, start, end in lowered:
            self.operation(operation, statement.text, base, Span(base + start, base + end))

    def operation(self, operation: object, sql: str, base: int, span: Span) -> None:
        match operation:
            case ops.CreateTable() if not operation.temporary:
                self.table(operation, sql, base, span)
            case alterations.AlterTable():
                for action in operation.actions:
                    self.action(operation.name.name, action, sql, base, span)
            case ops.CreateIndex():
                self.indexes.append(_index(operation, span))
            case ops.Rename():
                self.rename(operation, span)
            case ops.Drop():
                self.dropped.extend(Named(operation.kind, t.name.name, span) for t in operation.targets)
            case ops.Block():
                self.block(operation, base, span)
            case ops.NoEffect() if operation.kind in _DATA:
                self.data.append(span)
            case ops.Opaque():
                self.readable = False
            case _:
                self.created.extend(_named(operation, span))

    def block(self, operation: ops.Block, base: int, span: Span) -> None:
        for inner in operation.operations:
            self.operation(inner, "", base, span)

    def rename(self, operation: ops.Rename, span: Span) -> None:
        name = operation.target.name.name
        if operation.sub is not None:
            self.changes.append(Change(name, f"rename {operation.kind}", operation.sub, operation.new, None, span))
        elif operation.kind == "table":
            self.changes.append(Change(name, "rename table", name, operation.new, None, span))

    def table(self, operation: ops.CreateTable, sql: str, base: int, span: Span) -> None:
        name = operation.name.name
        primary = next((c.columns for c in operation.constraints if c.kind == "primary"), ())
        unique = tuple(c.columns for c in operation.constraints if c.kind == "unique")
        columns = tuple(_column(c, primary, unique, sql, base, span) for c in operation.columns)
        keys = tuple(_foreign_key(name, c, base, span) for c in operation.constraints if c.kind == "foreign")
        checks = tuple(constraint_name(name, c, lambda _: False) for c in operation.constraints if c.kind == "check")
        self.foreign_keys.extend(keys)
        self.tables.append(
            TableSummary(
                name, operation.name.schema, columns, primary, unique, keys, checks, operation.if_not_exists, span
            )
        )

    def action(self, table: str, action: alterations.Action, sql: str, base: int, span: Span) -> None:
        match action:
            case alterations.AddColumn():
                primary = next((c.columns for c in action.constraints if c.kind == "primary"), ())
                unique = tuple(c.columns for c in action.constraints if c.kind == "unique")
                column = _column(action.column, primary, unique, sql, base, span)
                self.changes.append(Change(table, "add column", column.name, None, column, span))
                self.foreign_keys.extend(
                    _foreign_key(table, c, base, span) for c in action.constraints if c.kind == "foreign"
                )
            case alterations.AddConstraint():
                constraint = action.constraint
                name = constraint_name(table, constraint, lambda _: False)
                self.changes.append(Change(table, "add constraint", name, constraint.kind, None, span))
                if constraint.kind == "foreign":
                    self.foreign_keys.append(_foreign_key(table, constraint, base, span))
            case _:
                kind, name, new = _described(action)
                self.changes.append(Change(table, kind, name, new, None, span))


def _index(operation: ops.CreateIndex, span: Span) -> IndexSummary:
    table = operation.table.name
    name = operation.name or object_name(table, addition(operation.parts), "idx")
    named, columns = operation.name is not None, operation.columns
    return IndexSummary(name, named, table, columns, operation.unique, operation.concurrently, span)


def _described(action: alterations.Action) -> tuple[str, str, str | None]:
    match action:
        case alterations.DropColumn():
            return "drop column", action.name, None
        case alterations.DropConstraint():
            return "drop constraint", action.name, None
        case alterations.SetType():
            return "set type", action.column, action.type.form
        case alterations.SetNullable():
            return "drop not null" if action.nullable else "set not null", action.column, None
        case alterations.SetDefault():
            return "drop default" if action.default is None else "set default", action.column, None
        case _:
            return "other", "", None


def _named(operation: object, span: Span) -> Iterator[Named]:
    match operation:
        case ops.CreateType():
            yield Named("type", operation.name.name, span)
        case ops.CreateView():
            yield Named("materialized view" if operation.materialized else "view", operation.name.name, span)
        case ops.CreateFunction():
            yield Named(operation.kind, operation.name.name, span)
        case ops.CreateTrigger():
            yield Named("trigger", operation.name, span)
        case ops.CreateSequence():
            yield Named("sequence", operation.name.name, span)
        case ops.CreateExtension():
            yield Named("extension", operation.name, span)
        case ops.CreateSchema():
            yield Named("schema", operation.name, span)
        case ops.CreateOther():
            yield Named(operation.kind, operation.name.name, span)


def _foreign_key(table: str, constraint: defs.Constraint, base: int, span: Span) -> ForeignKey:
    references = constraint.references.name if constraint.references is not None else ""
    place = Span(base + constraint.start, span.end) if constraint.start else span
    return ForeignKey(
        table,
        constraint.columns,
        references,
        constraint.referenced,
        constraint.on_delete,
        constraint.on_update,
        place,
    )


def _column(
    column: defs.Column,
    primary: tuple[str, ...],
    unique: tuple[tuple[str, ...], ...],
    sql: str,
    base: int,
    span: Span,
) -> ColumnSummary:
    form = column.type.form if column.type else ""
    end, type_text, default = _written(sql, column.start, span.end - base)
    return ColumnSummary(
        name=column.name,
        type=type_text or form,
        form=form,
        nullable=column.nullable and column.name not in primary,
        default=default,
        primary=column.name in primary,
        unique=(column.name,) in unique,
        generated=column.generated is not None or column.identity is not None or column.serial,
        span=Span(base + column.start, base + end) if sql else span,
    )


def _written(sql: str, start: int, limit: int) -> tuple[int, str, str | None]:
    """Return where a column's definition ends, and its type and default as written."""
    found = significant(sql[start:limit])
    end, depth = len(found), 0
    type_end = default_at = default_end = -1
    for index, token in enumerate(found[1:], 1):
        text = sql[start + token.start : start + token.end].lower()
        if token.kind == "symbol" and text in {"(", "["}:
            depth += 1
        elif token.kind == "symbol" and text in {")", "]"}:
            depth -= 1
        if depth < 0 or (depth == 0 and text in {",", ";"}):
            end = index
            break
        if depth or token.kind != "word" or text not in _AFTER_TYPE:
            continue
        type_end = index if type_end < 0 else type_end
        if default_at >= 0 and default_end < 0 and index > default_at + 1:
            default_end = index
        if text == "default":
            default_at = index
    return (
        start + (found[end - 1].end if end else 0),
        _slice(sql, start, found[1 : type_end if type_end > 0 else end]),
        _slice(sql, start, found[default_at + 1 : default_end if default_end > 0 else end])
        if default_at >= 0
        else None,
    )


def _slice(sql: str, start: int, found: list[Token]) -> str:
    return " ".join(sql[start + found[0].start : start + found[-1].end].split()) if found else ""
