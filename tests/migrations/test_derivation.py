"""The Down that is derived from an additive Up."""

from __future__ import annotations

import pytest

from speclint.migrations import derive_down, roundtrip

DERIVED = [
    ("CREATE TABLE t (id int);\nCREATE INDEX i ON t (id);\nCREATE TABLE u (t int);", "DROP TABLE u;\nDROP TABLE t;\n"),
    ("create index on t (a);", "drop index t_a_idx;\n"),
    ('CREATE TABLE "Order" (id int);', 'DROP TABLE "Order";\n'),
    ('CREATE TABLE app."user" (id int);', 'DROP TABLE app."user";\n'),
    ("ALTER TABLE t ADD COLUMN a int, ADD COLUMN b int;", "ALTER TABLE t\n    DROP COLUMN b,\n    DROP COLUMN a;\n"),
    ("ALTER TABLE t ADD COLUMN a int;\nALTER TABLE t ALTER a SET NOT NULL;", "ALTER TABLE t DROP COLUMN a;\n"),
    ("ALTER TABLE t ADD UNIQUE (a, b);", "ALTER TABLE t DROP CONSTRAINT t_a_b_key;\n"),
    ("ALTER TABLE t ENABLE ROW LEVEL SECURITY;", "ALTER TABLE t DISABLE ROW LEVEL SECURITY;\n"),
    ("CREATE TYPE s AS ENUM ('a');\nALTER TABLE t ADD s s;", "ALTER TABLE t DROP COLUMN s;\nDROP TYPE s;\n"),
    ('CREATE EXTENSION IF NOT EXISTS "uuid-ossp";', 'DROP EXTENSION "uuid-ossp";\n'),
    ("CREATE VIEW v AS SELECT 1;", "DROP VIEW v;\n"),
    ("CREATE MATERIALIZED VIEW v AS SELECT 1;", "DROP MATERIALIZED VIEW v;\n"),
    ("CREATE FUNCTION f(a int, b text) RETURNS int LANGUAGE sql AS 'select 1';", "DROP FUNCTION f(integer, text);\n"),
    ("CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE FUNCTION f();", "DROP TRIGGER g ON t;\n"),
    ("ALTER TABLE t RENAME COLUMN a TO b;", "ALTER TABLE t RENAME COLUMN b TO a;\n"),
    ("SET search_path = app, public;\nCREATE TABLE t (a int);", "SET search_path = app, public;\nDROP TABLE t;\n"),
]


@pytest.mark.parametrize(("up", "down"), DERIVED)
def test_derived(up: str, down: str) -> None:
    assert derive_down(f"-- +goose Up\n{up}\n") == down
    assert derive_down(f"-- +goose Up\n{up}\n-- +goose Down\n") == down
    assert roundtrip(f"-- +goose Up\n{up}\n-- +goose Down\n{down}").reversible is True


def test_concurrently() -> None:
    text = "-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON t (a);\n"
    assert derive_down(text) == "DROP INDEX CONCURRENTLY i;\n"


@pytest.mark.parametrize(
    "up",
    [
        "DROP TABLE t;",
        "ALTER TABLE t DROP COLUMN a;",
        "ALTER TYPE s ADD VALUE 'b';",
        "ALTER TABLE t ALTER a TYPE bigint;",
        "UPDATE t SET a = 1;",
        "CREATE TABEL t (a int);",
        "DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$;",
    ],
)
def test_not_derivable(up: str) -> None:
    assert derive_down(f"-- +goose Up\n{up}\n") is None


def test_a_replaced_view_is_made_again_as_the_base_has_it() -> None:
    earlier = ["-- +goose Up\nCREATE VIEW v AS SELECT 1 AS a;\n"]
    down = derive_down("-- +goose Up\nCREATE OR REPLACE VIEW v AS SELECT 2 AS a;\n", earlier)
    assert down == "DROP VIEW v;\nCREATE VIEW v AS SELECT 1 AS a;\n"
