"""What a migration's Up does, as the checks read it."""

from __future__ import annotations

from speclint.migrations import summary, tables_created
from speclint.migrations.summaries import ColumnSummary

TEXT = """-- +goose Up
CREATE TABLE "Büro".rooms ( -- é
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    name TEXT NOT NULL DEFAULT 'a, b' UNIQUE,
    owner_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    price NUMERIC(10, 2) DEFAULT (1 + 2),
    CHECK (price > 0)
);
CREATE UNIQUE INDEX ON rooms (name, lower(name));
ALTER TABLE users ADD COLUMN room_id UUID, DROP COLUMN floor, ALTER COLUMN age TYPE bigint;
ALTER TABLE users RENAME COLUMN a TO b;
CREATE TYPE mood AS ENUM ('sad');
DROP TABLE old;
UPDATE users SET room_id = NULL;
-- +goose Down
CREATE TABLE other (id int);
"""


def columns() -> list[tuple[str, str, str, bool, str | None]]:
    table = summary(TEXT).tables[0]
    return [(c.name, c.type, c.form, c.nullable, c.default) for c in table.columns]


def test_tables_and_columns() -> None:
    assert tables_created(TEXT) == ("rooms",)
    assert columns() == [
        ("id", "UUID", "uuid", False, "gen_random_uuid()"),
        ("name", "TEXT", "text", False, "'a, b'"),
        ("owner_id", "UUID", "uuid", False, None),
        ("price", "NUMERIC(10, 2)", "numeric(10,2)", True, "(1 + 2)"),
    ]
    table = summary(TEXT).tables[0]
    assert (table.schema, table.primary_key, table.unique, table.checks) == (
        "Büro",
        ("id",),
        (("name",),),
        ("rooms_price_check",),
    )
    spans = [TEXT[c.span.start : c.span.end] for c in table.columns]
    assert spans[2:] == [
        "owner_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE",
        "price NUMERIC(10, 2) DEFAULT (1 + 2)",
    ]


def test_references_and_indexes() -> None:
    found = summary(TEXT)
    (key,) = found.foreign_keys
    assert (key.table, key.columns, key.references, key.referenced) == ("rooms", ("owner_id",), "users", ("id",))
    assert (key.on_delete, key.on_update) == ("CASCADE", "NO ACTION")
    assert TEXT[key.span.start :].startswith("REFERENCES users (id)")
    (index,) = found.indexes
    assert (index.name, index.named, index.table) == ("rooms_name_lower_idx", False, "rooms")
    assert (index.columns, index.unique, index.concurrently) == (("name", ""), True, False)


def test_changes() -> None:
    found = summary(TEXT)
    assert [(c.table, c.kind, c.name, c.new) for c in found.changes] == [
        ("users", "add column", "room_id", None),
        ("users", "drop column", "floor", None),
        ("users", "set type", "age", "int8"),
        ("users", "rename column", "a", "b"),
    ]
    added = found.changes[0].column
    assert isinstance(added, ColumnSummary)
    assert (added.name, added.type, added.nullable) == ("room_id", "UUID", True)
    assert [(n.kind, n.name) for n in found.created] == [("type", "mood")]
    assert [(n.kind, n.name) for n in found.dropped] == [("table", "old")]
    assert [TEXT[s.start : s.end] for s in found.data] == ["UPDATE users SET room_id = NULL"]
    assert found.readable


def test_a_broken_statement_leaves_the_rest() -> None:
    found = summary("-- +goose Up\nCREATE TABEL a (b int);\nCREATE TABLE c (d int);\n")
    assert ([t.name for t in found.tables], found.readable) == (["c"], False)
