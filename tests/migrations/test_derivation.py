"""The Down that is derived from an additive Up."""

from __future__ import annotations

import pytest

from speclint.migrations import derivation, derive_down, roundtrip

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


BASE = """-- +goose Up
CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
CREATE SEQUENCE ticks START 10;
CREATE TABLE parents (id bigserial PRIMARY KEY);
CREATE TABLE t (
  id int PRIMARY KEY,
  name varchar(20) DEFAULT 'x' || 'y' NOT NULL,
  mood mood DEFAULT 'sad',
  parent bigint REFERENCES parents (id) ON DELETE CASCADE,
  CONSTRAINT long CHECK (length(name) > (1 + 1))
);
CREATE INDEX t_name ON t (lower(name)) WHERE name <> '';
COMMENT ON COLUMN t.name IS 'the name';
ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'it''s ok';
CREATE VIEW v AS SELECT id FROM t;
-- +goose StatementBegin
CREATE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN n; END $$;
-- +goose StatementEnd
CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE POLICY p ON t USING (id > 0);
CREATE DOMAIN d AS text CHECK (VALUE <> '');
"""
FROM_THE_BASE = [
    ("DROP INDEX t_name;", "CREATE INDEX t_name ON t (lower(name)) WHERE name <> '';\n"),
    ("DROP VIEW v;", "CREATE VIEW v AS SELECT id FROM t;\n"),
    ("ALTER TABLE t DROP COLUMN parent;",
     ("ALTER TABLE t\n    ADD COLUMN parent bigint,\n"
      "    ADD CONSTRAINT t_parent_fkey FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE;\n")),
    ("ALTER TABLE t DROP CONSTRAINT long;", "ALTER TABLE t ADD CONSTRAINT long CHECK (length(name) > (1 + 1));\n"),
    ("alter table t drop constraint t_pkey;", "alter table t add CONSTRAINT t_pkey PRIMARY KEY (id);\n"),
    ("ALTER TABLE t ALTER name TYPE text;", "ALTER TABLE t ALTER COLUMN name TYPE varchar(20);\n"),
    ("ALTER TABLE t ALTER name DROP DEFAULT;", "ALTER TABLE t ALTER COLUMN name SET DEFAULT 'x' || 'y';\n"),
    ("ALTER TABLE t ALTER mood SET DEFAULT 'sad';", "ALTER TABLE t ALTER COLUMN mood SET DEFAULT 'it''s ok';\n"),
    ("ALTER TABLE parents ALTER id DROP DEFAULT;",
     "ALTER TABLE parents ALTER COLUMN id SET DEFAULT nextval('parents_id_seq');\n"),
    ("COMMENT ON COLUMN t.name IS NULL;", "COMMENT ON COLUMN t.name IS 'the name';\n"),
    ("DROP TRIGGER g ON t;",
     "CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();\n"),
    ("ALTER POLICY p ON t USING (id > 1);", "DROP POLICY p ON t;\nCREATE POLICY p ON t USING (id > 0);\n"),
    ("CREATE OR REPLACE FUNCTION f(n int) RETURNS int LANGUAGE sql AS 'SELECT n';",
     ("-- +goose StatementBegin\nCREATE OR REPLACE FUNCTION f(n int) RETURNS int LANGUAGE plpgsql STABLE"
      " AS $$ BEGIN RETURN n; END $$;\n-- +goose StatementEnd\n")),
    ("ALTER SEQUENCE ticks INCREMENT BY 5;", "ALTER SEQUENCE ticks INCREMENT BY 1;\n"),
    ("ALTER DOMAIN d SET NOT NULL;", "ALTER DOMAIN d DROP NOT NULL;\n"),
    ("GRANT SELECT, UPDATE ON t TO reader;", "REVOKE UPDATE ON t FROM reader;\nREVOKE SELECT ON t FROM reader;\n"),
    ("ALTER TABLE t DISABLE TRIGGER USER;", "ALTER TABLE t ENABLE TRIGGER USER;\n"),
    ("DROP TABLE parents CASCADE;",
     ("CREATE TABLE parents (\n    id bigserial,\n    CONSTRAINT parents_pkey PRIMARY KEY (id)\n);\n"
      "ALTER TABLE t ADD CONSTRAINT t_parent_fkey FOREIGN KEY (parent) REFERENCES parents (id) ON DELETE CASCADE;\n")),
]  # fmt: skip


@pytest.mark.parametrize(("up", "down"), FROM_THE_BASE)
def test_the_former_definition_comes_from_the_base(up: str, down: str) -> None:
    text = f"-- +goose Up\n{up}\n"
    assert derive_down(text, [BASE]) == down
    assert roundtrip(f"{text}-- +goose Down\n{down}", [BASE]).reversible is True


def test_what_cannot_be_derived_is_said() -> None:
    text = "-- +goose Up\nALTER TYPE mood ADD VALUE 'glad';\nALTER TABLE t ADD extra int;\n"
    found = derivation(text, [BASE])
    assert found.sql == "ALTER TABLE t DROP COLUMN extra;\n"
    assert found.lacking == ("PostgreSQL cannot remove a value of type mood, only build the type anew",)


def test_the_order_is_one_that_runs() -> None:
    up = (
        "CREATE TABLE a (b int);\nCREATE TABLE b (id int PRIMARY KEY);\nALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;"
    )
    assert derive_down(f"-- +goose Up\n{up}\n") == "DROP TABLE a;\nDROP TABLE b;\n"


def test_the_authors_habits_are_followed() -> None:
    earlier = ["-- +goose Up\nCREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE IF EXISTS a;\n"]
    assert derive_down("-- +goose Up\nCREATE TABLE c (d int);\n", earlier) == "DROP TABLE IF EXISTS c;\n"
