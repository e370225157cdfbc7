"""The form in which checks are told what a migration does."""

from __future__ import annotations

from dataclasses import dataclass

from speclint.source import Span


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference; `referenced` is empty where the statement leaves it to the primary key."""

    table: str
    columns: tuple[str, ...]
    references: str
    referenced: tuple[str, ...]
    on_delete: str
    on_update: str
    span: Span


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """A column as defined: `type` and `default` as written, `form` the type as PostgreSQL calls it."""

    name: str
    type: str
    form: str
    nullable: bool
    default: str | None
    primary: bool
    unique: bool
    generated: bool
    span: Span


@dataclass(frozen=True, slots=True)
class TableSummary:
    """A table that a migration creates."""

    name: str
    schema: str | None
    columns: tuple[ColumnSummary, ...]
    primary_key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    checks: tuple[str, ...]
    if_not_exists: bool
    span: Span


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """An index that a migration creates; `columns` holds an empty text for each expression."""

    name: str
    named: bool
    table: str
    columns: tuple[str, ...]
    unique: bool
    concurrently: bool
    span: Span


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a table that is there already.

    Args:
        table: Its name.
        kind: `add column`, `drop column`, `set type`, `set not null`, `drop not null`, `set default`, `drop default`,
            `add constraint`, `drop constraint`, `rename column`, `rename table`, `rename constraint` or `other`.
        name: The column or constraint, or the new table name.
        new: The new name of a rename, the new type of `set type`.
        column: The definition of an added column.
        span: The offsets of the statement.
    """

    table: str
    kind: str
    name: str
    new: str | None
    column: ColumnSummary | None
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """An object of another kind, created or dropped: `kind` is `type`, `view`, `function`, `trigger`, `table`…"""

    kind: str
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class MigrationSummary:
    """What the Up of a migration does; every span is an offset range in the migration's text."""

    tables: tuple[TableSummary, ...]
    indexes: tuple[IndexSummary, ...]
    foreign_keys: tuple[ForeignKey, ...]
    changes: tuple[Change, ...]
    created: tuple[Named, ...]
    dropped: tuple[Named, ...]
    data: tuple[Span, ...]
    readable: bool
