"""What a spec's migrations make, all together: tables with columns, indexes and references, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.source import Span
from speclint.spec.sql_text import index_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.migrations.summaries import Change, ColumnSummary, ForeignKey, TableSummary
    from speclint.spec.migration_reading import MigrationReading


class DdlColumn(NamedTuple):
    """A column as the migrations leave it.

    Args:
        name: Its name, folded as PostgreSQL folds it.
        written: Its name as written.
        definition: Its definition.
        span: Where that stands.
        nullable: Whether it may be null in the end.
        default: Its default in the end, as written.
        type: Its type in the end.
    """

    name: str
    written: str
    definition: ColumnSummary
    span: Span
    nullable: bool
    default: str | None
    type: str


class DdlTable(NamedTuple):
    """A table that the migrations create; `span` is the first line of its statement."""

    name: str
    summary: TableSummary
    columns: dict[str, DdlColumn]
    span: Span
    at: int


class DdlIndex(NamedTuple):
    """An index that the migrations create; `parts` are its columns and expressions, folded."""

    name: str
    named: bool
    table: str
    parts: tuple[str, ...]
    unique: bool
    text: str
    span: Span


class DdlKey(NamedTuple):
    """A reference that the migrations make, and the number of its statement among all statements."""

    key: ForeignKey
    span: Span
    at: int
    migration: int


class DdlChange(NamedTuple):
    """A change of a table, with its statement."""

    change: Change
    text: str
    span: Span
    migration: int


class Ddl(NamedTuple):
    """All of it.

    Args:
        tables: The tables created and not dropped again, by folded name.
        created: The folded name of each table with the migration and the statement that creates it, in order.
        indexes: The indexes created and not dropped again.
        keys: The references, in order.
        changes: The changes, in order.
        dropped: Tables and views dropped, with their places and migrations.
        types: The names of the types that the migrations create.
        readings: The migrations that could be read.
        complete: Whether every migration could be read to its end.
    """

    tables: dict[str, DdlTable]
    created: dict[str, tuple[int, int, Span]]
    indexes: tuple[DdlIndex, ...]
    keys: tuple[DdlKey, ...]
    changes: tuple[DdlChange, ...]
    dropped: tuple[tuple[str, Span, int], ...]
    types: frozenset[str]
    readings: tuple[MigrationReading, ...]
    complete: bool


def read_ddl(readings: Sequence[MigrationReading], count: int) -> Ddl:
    """Read what migrations make.

    Args:
        readings: The migrations that have SQL, in document order.
        count: How many migrations the spec names, with or without SQL.

    Returns:
        What those make whose annotations and syntax are sound.
    """
    sound = [one for one in readings if not one.waiting and one.annotated and not one.syntax]
    reader = _Reader()
    for number, reading in enumerate(sound):
        reader.read(reading, number)
    complete = len(sound) == count and all(one.summary.readable for one in sound)
    return Ddl(
        reader.tables,
        reader.created,
        tuple(reader.indexes),
        tuple(reader.keys),
        tuple(reader.changes),
        tuple(reader.dropped),
        frozenset(reader.types),
        tuple(sound),
        complete,
    )


class _Reader:
    def __init__(self) -> None:
        self.tables: dict[str, DdlTable] = {}
        self.created: dict[str, tuple[int, int, Span]] = {}
        self.indexes: list[DdlIndex] = []
        self.keys: list[DdlKey] = []
        self.changes: list[DdlChange] = []
        self.dropped: list[tuple[str, Span, int]] = []
        self.types: set[str] = set()

    def read(self, reading: MigrationReading, number: int) -> None:
        summary, text = reading.summary, reading.migration.text
        base = number << 32
        for table in summary.tables:
            at = base + table.span.start
            place = _first_line(reading, table.span)
            columns = {column.name.lower(): _column(reading, column) for column in table.columns if column.name}
            made = DdlTable(table.name.lower(), table, columns, place, at)
            self.tables[made.name] = made
            self.created.setdefault(made.name, (number, at, place))
        for index in summary.indexes:
            written = text[index.span.start : index.span.end]
            parts = index_parts(written) or index.columns
            place = _first_line(reading, index.span)
            self.indexes.append(
                DdlIndex(index.name, index.named, index.table.lower(), parts, index.unique, written, place)
            )
        for key in summary.foreign_keys:
            self.keys.append(DdlKey(key, _first_line(reading, key.span), base + key.span.start, number))
        self.types |= {one.name.lower() for one in summary.created if one.kind in {"type", "domain", "extension"}}
        for change in summary.changes:
            self.change(reading, change, number)
        for gone in summary.dropped:
            self.drop(gone.kind, gone.name.lower(), _first_line(reading, gone.span), number)

    def drop(self, kind: str, name: str, span: Span, number: int) -> None:
        if kind in {"table", "view", "materialized view"}:
            if self.tables.pop(name, None) is None:
                self.dropped.append((name, span, number))
            self.indexes = [index for index in self.indexes if index.table != name]
            self.keys = [key for key in self.keys if key.key.table.lower() != name]
        elif kind == "index":
            self.indexes = [index for index in self.indexes if index.name.lower() != name]

    def change(self, reading: MigrationReading, change: Change, number: int) -> None:
        text = reading.migration.text[change.span.start : change.span.end]
        place = _first_line(reading, change.span)
        if change.column is not None:
            place = _first_line(reading, change.column.span)
        table = self.tables.get(change.table.lower())
        if table is None:
            self.changes.append(DdlChange(change, text, place, number))
            return
        name, columns = change.name.lower(), table.columns
        column = columns.get(name)
        match change.kind:
            case "add column" if change.column is not None:
                columns[name] = _column(reading, change.column)
            case "drop column":
                columns.pop(name, None)
            case "rename column" if column and change.new:
                renamed = {change.new.lower() if one == name else one: columns[one] for one in list(columns)}
                columns.clear()
                columns.update(renamed)
                columns[change.new.lower()] = column._replace(name=change.new.lower(), written=change.new)
            case "rename table" if change.new:
                new = change.new.lower()
                self.tables[new] = self.tables.pop(change.table.lower())._replace(name=new)
            case "set type" if column and change.new:
                columns[name] = column._replace(type=change.new, span=place)
            case "set not null" | "drop not null" if column:
                columns[name] = column._replace(nullable=change.kind == "drop not null")
            case "set default" | "drop default" if column:
                # The new expression is not known here: an empty text agrees with any.
                columns[name] = column._replace(default="" if change.kind == "set default" else None)


def _column(reading: MigrationReading, column: ColumnSummary) -> DdlColumn:
    written = reading.migration.text[column.span.start : column.span.end].split(None, 1)
    name = written[0].strip('"') if written and written[0].strip('"').lower() == column.name.lower() else column.name
    return DdlColumn(
        column.name.lower(),
        name,
        column,
        reading.place(_until_line_end(reading, column.span)),
        column.nullable,
        column.default,
        column.type,
    )


def _until_line_end(reading: MigrationReading, span: Span) -> Span:
    text = reading.migration.text
    end = text.find("\n", span.start, span.end)
    stretch = text[span.start : end if end >= 0 else span.end].rstrip(" \t,;")
    return Span(span.start, span.start + len(stretch))


def _first_line(reading: MigrationReading, span: Span) -> Span:
    return reading.place(_until_line_end(reading, span))


def statements(ddl: Ddl) -> Iterator[str]:
    """Yield the Up text of each migration that could be read."""
    for reading in ddl.readings:
        for statement in reading.goose.up:
            yield statement.text
