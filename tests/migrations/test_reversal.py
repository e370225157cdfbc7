"""Whether Down undoes Up: each difference named at its statement."""

from __future__ import annotations

import pytest

from speclint.migrations import roundtrip

T = "CREATE TABLE t (id int PRIMARY KEY, a text);"


def migration(up: str, down: str) -> str:
    return f"-- +goose Up\n-- +goose StatementBegin\n{up}\n-- +goose StatementEnd\n-- +goose Down\n" + (
        f"-- +goose StatementBegin\n{down}\n-- +goose StatementEnd\n" if down else ""
    )


REVERSIBLE = [
    ("", T, "DROP TABLE t;"),
    ("", f"{T} CREATE INDEX ON t (a); COMMENT ON TABLE t IS 'x';", "DROP TABLE t;"),
    ("", "SELECT 'up SQL query';", "SELECT 'down SQL query';"),
    ("", "UPDATE users SET a = 1;", ""),
    ("", "ALTER TABLE t ADD COLUMN b int;", "ALTER TABLE t DROP COLUMN b;"),
    ("", "ALTER TABLE t ADD COLUMN b int UNIQUE REFERENCES u (id);", "ALTER TABLE t DROP COLUMN b;"),
    ("", "ALTER TABLE t ADD UNIQUE (a, b);", "ALTER TABLE t DROP CONSTRAINT t_a_b_key;"),
    ("", "ALTER TABLE t ADD CHECK (a > 0);", "ALTER TABLE t DROP CONSTRAINT t_a_check;"),
    ("", "ALTER TABLE t ADD CHECK (a > b);", "ALTER TABLE t DROP CONSTRAINT t_check;"),
    ("", "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u;", "ALTER TABLE t DROP CONSTRAINT t_a_fkey;"),
    (
        "",
        "ALTER TABLE a_table_with_a_rather_long_name ADD UNIQUE (a_column_with_a_rather_long_name_as_well);",
        (
            "ALTER TABLE a_table_with_a_rather_long_name DROP CONSTRAINT "
            "a_table_with_a_rather_long_na_a_column_with_a_rather_long_n_key;"
        ),
    ),
    ("", "ALTER TABLE t ALTER a SET NOT NULL;", "ALTER TABLE t ALTER a DROP NOT NULL;"),
    ("", "ALTER TABLE t RENAME a TO b;", "ALTER TABLE t RENAME COLUMN b TO a;"),
    ("", "ALTER TABLE t RENAME TO u;", "ALTER TABLE u RENAME TO t;"),
    ("", "DROP INDEX i;", "CREATE INDEX i ON t (a);"),
    ("", "CREATE SCHEMA s; SET search_path TO s, public; ALTER TABLE t ADD a int;",
     "ALTER TABLE t DROP COLUMN a; DROP SCHEMA s;"),
    ("", "CREATE TYPE s AS ENUM ('a'); CREATE TABLE u (s s);", "DROP TABLE u; DROP TYPE s;"),
    ("", "CREATE TYPE s AS ENUM ('a'); CREATE TABLE u (s s);", "DROP TYPE s CASCADE; DROP TABLE u;"),
    ("", "CREATE SCHEMA s; CREATE TABLE s.t (id int);", "DROP SCHEMA s CASCADE;"),
    ("", 'CREATE EXTENSION "uuid-ossp";', 'DROP EXTENSION "uuid-ossp";'),
    ("", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';", "DROP FUNCTION f(integer);"),
    ("", "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';", "DROP FUNCTION f;"),
    ("", "DO $$ BEGIN CREATE TYPE s AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;", "DROP TYPE s;"),
    ("", "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE c PARTITION OF p DEFAULT;", "DROP TABLE p;"),
    (T, "ALTER TABLE t DROP COLUMN a;", "ALTER TABLE t ADD COLUMN a text;"),
    (T, "ALTER TABLE t ALTER a TYPE varchar(9);", "ALTER TABLE t ALTER a TYPE text;"),
    (T, "DROP TABLE t;", T),
    (T, "ALTER TABLE t RENAME a TO b; CREATE INDEX i ON t (b);", "DROP INDEX i; ALTER TABLE t RENAME b TO a;"),
    (
        "CREATE TYPE s AS ENUM ('a'); CREATE TABLE t (s s);",
        "ALTER TYPE s ADD VALUE 'b';",
        (
            "ALTER TYPE s RENAME TO s_old; CREATE TYPE s AS ENUM ('a'); "
            "ALTER TABLE t ALTER s TYPE s USING s::text::s; DROP TYPE s_old;"
        ),
    ),
    ("CREATE VIEW v AS SELECT 1 AS a;", "CREATE OR REPLACE VIEW v AS SELECT 2 AS a;",
     "CREATE OR REPLACE VIEW v AS SELECT 1 AS a;"),
    (
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1';",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 2';",
        "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS '\n select   1 -- one';",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("base", "up", "down"), REVERSIBLE)
def test_reversible(base: str, up: str, down: str) -> None:
    earlier = [migration(base, "")] if base else []
    verdict = roundtrip(migration(up, down), earlier)
    assert (verdict.reversible, verdict.differences, verdict.reason) == (True, (), None)


# The base, Up, Down, and each difference: its kind, message and the statement it stands at.
WRONG = [
    ("", T, "", [("left", "Down leaves table t", T)]),
    ("", "CREATE INDEX idx_a ON t (a);", "", [("left", "Down leaves index idx_a", "CREATE INDEX idx_a ON t (a);")]),
    ("", "ALTER TABLE t ADD b int;", "SELECT 1;", [("left", "Down leaves column t.b", "ALTER TABLE t ADD b int;")]),
    ("", "ALTER TABLE t ADD b int UNIQUE REFERENCES u (id); CREATE INDEX i ON t (b);", "SELECT 1;",
     [("left", "Down leaves column t.b", "ALTER TABLE t ADD b int UNIQUE REFERENCES u (id);")]),
    ("", 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";', "",
     [("left", "Down leaves extension uuid-ossp", 'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";')]),
    ("", "DROP TABLE old;", "", [("lost", "Down does not restore table old", "DROP TABLE old;")]),
    ("", "ALTER TABLE t ALTER a TYPE bigint;", "",
     [("changed", "Down does not restore the type of column t.a", "ALTER TABLE t ALTER a TYPE bigint;")]),
    ("", "ALTER TYPE s ADD VALUE 'b';", "",
     [("changed", "Down does not restore the values of type s", "ALTER TYPE s ADD VALUE 'b';")]),
    ("", "CREATE TYPE s AS ENUM ('a'); CREATE TABLE u (s s);", "DROP TYPE s; DROP TABLE u;",
     [("order", "Down fails: type s is still used by column u.s", "DROP TYPE s;")]),
    ("", "CREATE TYPE s AS ENUM ('a'); CREATE TABLE u (s s);", "DROP TYPE s;",
     [("left", "Down leaves table u", "CREATE TABLE u (s s);"),
      ("fails", "Down fails: type s is still used by column u.s", "DROP TYPE s;")]),
    ("", "CREATE TABLE w (id int PRIMARY KEY); CREATE TABLE i (w int REFERENCES w (id));",
     "DROP TABLE w; DROP TABLE i;",
     [("order", "Down fails: table w is still used by constraint i_w_fkey of i", "DROP TABLE w;")]),
    ("", f"{T} CREATE INDEX ia ON t (a);", "DROP TABLE t; DROP INDEX ia;",
     [("order", "Down fails: index ia does not exist any more", "DROP INDEX ia;")]),
    ("", ("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'begin end';"
          " CREATE TRIGGER g BEFORE UPDATE ON t EXECUTE FUNCTION f();"),
     "DROP FUNCTION f; DROP TRIGGER g ON t;",
     [("order", "Down fails: function f is still used by trigger g of t", "DROP FUNCTION f;")]),
    ("", T, "DROP TABLE t; DROP TABLE t;", [("fails", "Down fails: table t does not exist", "DROP TABLE t;")]),
    ("", T, "DROP TABL t;", [("fails", "Down fails: the statement does not parse", "DROP TABL t;")]),
    ("", "ALTER TABLE t ADD b int;", "ALTER TABLE t DROP COLUMN b; DROP TABLE other;",
     [("extra", "Down drops table other", "DROP TABLE other;")]),
    (T, "ALTER TABLE t DROP COLUMN a;", "ALTER TABLE t ADD COLUMN a int;",
     [("changed", "Down changes the type of column t.a", "ALTER TABLE t ADD COLUMN a int;")]),
    (T, "ALTER TABLE t ADD b int;", "ALTER TABLE t DROP COLUMN b, DROP COLUMN a;",
     [("extra", "Down drops column t.a", "ALTER TABLE t DROP COLUMN b, DROP COLUMN a;")]),
    ("CREATE TABLE t (a int);", "ALTER TABLE t ADD PRIMARY KEY (a);", "ALTER TABLE t DROP CONSTRAINT t_pkey;",
     [("changed", "Down does not restore the nullability of column t.a", "ALTER TABLE t ADD PRIMARY KEY (a);")]),
    ("CREATE TABLE t (a text DEFAULT 'x');", "ALTER TABLE t ALTER a DROP DEFAULT;", "",
     [("changed", "Down does not restore the default of column t.a", "ALTER TABLE t ALTER a DROP DEFAULT;")]),
]  # fmt: skip


@pytest.mark.parametrize(("base", "up", "down", "expected"), WRONG)
def test_irreversible(base: str, up: str, down: str, expected: list[tuple[str, str, str]]) -> None:
    text = migration(up, down)
    verdict = roundtrip(text, [migration(base, "")] if base else [])
    assert verdict.reversible is False
    found = [(d.kind, d.message, text[d.span.start : d.span.end]) for d in verdict.differences]
    assert [(kind, message, place.rstrip(";")) for kind, message, place in found] == [
        (kind, message, place.rstrip(";")) for kind, message, place in expected
    ]


PAIR = "CREATE TABLE t (a int, b int);"
ON_BOTH = "CREATE STATISTICS s ON a, b FROM t"
FUNCTION = "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'select 1';"

# The base, Up, Down, and what PostgreSQL refuses or finds changed, over a base that is known.
KNOWN_BASE = [
    (PAIR, "UPDATE t SET a = 1;", "DELETE FROM t_old;", ["Down fails: table t_old does not exist"]),
    (PAIR, "UPDATE t SET a = 1;", "UPDATE t SET c = 1;", ["Down fails: column t.c does not exist"]),
    (PAIR, "INSERT INTO t (a) VALUES (1);", "INSERT INTO t (c) VALUES (1);", ["Down fails: column t.c does not exist"]),
    (PAIR, "TRUNCATE t;", "TRUNCATE t, u;", ["Down fails: table u does not exist"]),
    (PAIR, "UPDATE t SET a = 1;", "DELETE FROM pg_enum WHERE enumlabel = 'x';", []),
    (PAIR, "ALTER TABLE t SET UNLOGGED;", "", ["Down does not restore the persistence of table t"]),
    (PAIR, "ALTER TABLE t SET UNLOGGED;", "ALTER TABLE t SET LOGGED;", []),
    ("CREATE UNLOGGED TABLE t (a int);", "ALTER TABLE t SET LOGGED;", "ALTER TABLE t SET UNLOGGED;", []),
    (f"{PAIR} {ON_BOTH};", "ALTER TABLE t DROP a;", "ALTER TABLE t ADD a int;",
     ["Down does not restore statistics s"]),
    (f"{PAIR} {ON_BOTH};", "ALTER TABLE t DROP a;", f"ALTER TABLE t ADD a int; {ON_BOTH};", []),
    (f"{PAIR} CREATE INDEX i ON t (b) WHERE a > 0;", "ALTER TABLE t DROP a;",
     "CREATE INDEX i ON t (b) WHERE a > 0; ALTER TABLE t ADD a int;",
     ["Down does not restore index i", "Down fails: column t.a does not exist"]),
    (f"{PAIR} CREATE VIEW v AS SELECT a FROM t;", "ALTER TABLE t DROP a CASCADE;",
     "CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t ADD a int;",
     ["Down does not restore view v", "Down fails: column t.a does not exist"]),
    (f"{PAIR} ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED;", "ALTER TABLE t DROP a CASCADE;",
     "ALTER TABLE t ADD g int GENERATED ALWAYS AS (a + 1) STORED; ALTER TABLE t ADD a int;",
     ["Down does not restore column t.g", "Down fails: column t.a does not exist"]),
    (f"{PAIR} CREATE VIEW v AS SELECT a FROM t;", "DROP VIEW v; ALTER TABLE t ALTER a TYPE bigint;",
     "CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t ALTER a TYPE int;",
     ["Down fails: column t.a is still used by view v"]),
    (f"{PAIR} CREATE POLICY p ON t USING (a > 0);", "ALTER TABLE t DROP a CASCADE;",
     "ALTER TABLE t ADD a int; CREATE POLICY p ON t USING (a > 0);", []),
    (PAIR, "CREATE POLICY p ON t USING (b > 0); ALTER TABLE t ADD c int;",
     "ALTER TABLE t DROP b, DROP c; DROP POLICY p ON t; ALTER TABLE t ADD b int;",
     ["Down fails: column t.b is still used by policy p of t"]),
    (FUNCTION, "CREATE FUNCTION f(a text) RETURNS int LANGUAGE sql AS 'select 1';", "DROP FUNCTION f;",
     ["Down leaves function f", "Down fails: function name f is not unique"]),
]  # fmt: skip


@pytest.mark.parametrize(("base", "up", "down", "expected"), KNOWN_BASE)
def test_over_a_known_base(base: str, up: str, down: str, expected: list[str]) -> None:
    verdict = roundtrip(migration(up, down), [migration(base, "")])
    assert (verdict.reversible, [d.message for d in verdict.differences]) == (not expected, expected)


UNDECIDED = [
    ("DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'a'); END $$;", "", "dynamic SQL"),
    ("CREATE TABEL t (a int);", "", "a statement of Up does not parse"),
    ("DROP TABLE old;", "CREATE TABLE old (a int);", "the definition of table old before the migration is not known"),
    ("CREATE TABLE t (a int); CREATE TABLE t (a int);", "", "Up fails: table t already exists"),
]


@pytest.mark.parametrize(("up", "down", "reason"), UNDECIDED)
def test_undecided(up: str, down: str, reason: str) -> None:
    verdict = roundtrip(migration(up, down))
    assert verdict.reversible is None
    assert verdict.reason is not None
    assert reason in verdict.reason


def test_a_concurrent_index_in_down_needs_no_transaction() -> None:
    text = "-- +goose Up\nDROP INDEX i;\n-- +goose Down\nCREATE INDEX CONCURRENTLY i ON t (a);\n"
    verdict = roundtrip(text)
    assert [(d.kind, text[d.span.start : d.span.end]) for d in verdict.differences] == [
        ("fails", "CREATE INDEX CONCURRENTLY i ON t (a)")
    ]
    assert roundtrip("-- +goose NO TRANSACTION\n" + text).reversible


def test_earlier_migrations_decide() -> None:
    text = migration("CREATE TABLE IF NOT EXISTS t (id int);", "DROP TABLE t;")
    assert roundtrip(text).reversible is True
    verdict = roundtrip(text, [migration("CREATE TABLE t (id int);", "")])
    assert [d.message for d in verdict.differences] == ["Down drops table t"]


RULES = """-- +goose Up
CREATE TYPE pair AS (a int, b text);
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN mail AS text CHECK (VALUE <> '');
CREATE SEQUENCE ticks START 10;
CREATE TABLE t (id serial PRIMARY KEY, name text DEFAULT 'x', mood mood DEFAULT 'sad', made timestamptz DEFAULT now());
CREATE TABLE plain (a int);
CREATE VIEW v AS SELECT id, name FROM t;
CREATE FUNCTION f(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n';
CREATE POLICY p ON t FOR SELECT USING (id > 0);
CREATE TABLE app.logs (id int);
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
CREATE TABLE part PARTITION OF parts FOR VALUES FROM (1) TO (9);
"""
OVER_A_BASE = [
    ("GRANT SELECT ON t TO r;", "REVOKE SELECT ON t FROM r;", True),
    ("GRANT SELECT, UPDATE ON t TO r;", "REVOKE SELECT ON t FROM r;", False),
    ("GRANT ALL ON t TO r;", "REVOKE SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON t FROM r;", True),
    ("GRANT EXECUTE ON FUNCTION f(int) TO PUBLIC;", "", True),
    ("REVOKE CREATE ON SCHEMA public FROM PUBLIC;", "GRANT CREATE ON SCHEMA public TO PUBLIC;", False),
    ("ALTER TYPE pair ADD ATTRIBUTE c date;", "ALTER TYPE pair DROP ATTRIBUTE c;", True),
    ("ALTER TYPE pair RENAME ATTRIBUTE a TO z;", "ALTER TYPE pair RENAME ATTRIBUTE z TO a;", True),
    ("ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint;", "", False),
    ("ALTER DOMAIN mail DROP CONSTRAINT mail_check;", "ALTER DOMAIN mail ADD CHECK (VALUE <> '');", True),
    ("ALTER SEQUENCE ticks INCREMENT BY 5;", "ALTER SEQUENCE ticks INCREMENT BY 1;", True),
    ("ALTER SEQUENCE ticks OWNED BY t.id;", "", False),
    ("DROP SEQUENCE ticks;", "CREATE SEQUENCE ticks INCREMENT BY 1 START WITH 10;", True),
    ("DROP SEQUENCE ticks;", "CREATE SEQUENCE ticks;", False),
    ("ALTER FUNCTION f(int) STABLE;", "ALTER FUNCTION f(int) IMMUTABLE;", True),
    ("ALTER FUNCTION f(int) SET search_path = a;", "ALTER FUNCTION f(int) RESET ALL;", True),
    ("ALTER POLICY p ON t USING (id > 1);", "ALTER POLICY p ON t USING (id > 0);", True),
    ("ALTER TABLE t ALTER made SET DEFAULT 'today';", "ALTER TABLE t ALTER made SET DEFAULT now();", True),
    ("ALTER TABLE t ALTER made DROP DEFAULT;", "ALTER TABLE t ALTER made SET DEFAULT CURRENT_TIMESTAMP;", False),
    ("ALTER TABLE t ALTER id DROP DEFAULT;", "ALTER TABLE t ALTER id SET DEFAULT nextval('t_id_seq');", True),
    ("CREATE OR REPLACE VIEW v AS SELECT id, name, mood FROM t;", "CREATE OR REPLACE VIEW v AS SELECT id, name FROM t;",
     False),
    ("DROP VIEW v;", "CREATE VIEW v AS SELECT t.id, t.name FROM public.t;", True),
    ("ALTER TABLE plain ALTER a TYPE text;", "ALTER TABLE plain ALTER a TYPE int;", False),
    ("ALTER TABLE plain ALTER a TYPE text;", "ALTER TABLE plain ALTER a TYPE int USING a::int;", True),
    ("SET search_path = app;\nCREATE TABLE new (id int);", "DROP TABLE new;", False),
    ("ALTER TABLE parts DETACH PARTITION part;",
     "ALTER TABLE parts ATTACH PARTITION part FOR VALUES FROM (1) TO (8);", False),
    ("ALTER TABLE parts DETACH PARTITION part;",
     "ALTER TABLE parts ATTACH PARTITION part FOR VALUES FROM (1) TO (9);", True),
    ("CREATE TABLE c (a int);", "ALTER TABLE plain ADD FOREIGN KEY (a) REFERENCES plain (a);\nDROP TABLE c;", False),
    ("CREATE PROCEDURE x() LANGUAGE sql AS '';", "DROP FUNCTION x();", False),
    ("ALTER TYPE mood ADD VALUE 'glad';",
     ("ALTER TYPE mood RENAME TO m;\nCREATE TYPE mood AS ENUM ('sad', 'ok');\n"
      "ALTER TABLE t ALTER mood TYPE mood USING mood::text::mood;\nDROP TYPE m;"), False),
]  # fmt: skip


@pytest.mark.parametrize(("up", "down", "reversible"), OVER_A_BASE)
def test_over_a_base(up: str, down: str, reversible: bool) -> None:
    assert roundtrip(f"-- +goose Up\n{up}\n-- +goose Down\n{down}\n", [RULES]).reversible is reversible


def test_what_functions_make_is_not_known() -> None:
    base = """-- +goose Up
CREATE TABLE parts (id int) PARTITION BY RANGE (id);
-- +goose StatementBegin
CREATE FUNCTION split(name text) RETURNS void LANGUAGE plpgsql AS
$$ BEGIN EXECUTE format('CREATE TABLE %s_1 PARTITION OF %s DEFAULT', name, name); END $$;
-- +goose StatementEnd
SELECT split('parts');
"""
    text = "-- +goose Up\nDROP TABLE parts;\n-- +goose Down\nCREATE TABLE parts (id int) PARTITION BY RANGE (id);\n"
    verdict = roundtrip(text, [base])
    assert verdict.reversible is None
    assert verdict.reason == "what functions made of table parts is not known"


def test_the_index_of_a_partition_goes_with_the_one_of_its_table() -> None:
    up = "CREATE INDEX IF NOT EXISTS part_1_i ON part_1 (a);\nCREATE INDEX IF NOT EXISTS part_i ON part (a);"
    assert roundtrip(f"-- +goose Up\n{up}\n-- +goose Down\nDROP INDEX part_i;\n").reversible is True


WITHOUT_A_BASE = [
    ("ALTER TABLE old RENAME TO t;\nALTER TABLE t RENAME COLUMN a TO b;",
     "ALTER TABLE t RENAME COLUMN b TO a;\nALTER TABLE t RENAME TO old;", True),
    ("ALTER TABLE old ALTER a DROP IDENTITY;", "ALTER TABLE old ALTER a ADD GENERATED ALWAYS AS IDENTITY;", True),
    ("ALTER TABLE old ALTER a SET GENERATED BY DEFAULT;", "ALTER TABLE old ALTER a SET GENERATED ALWAYS;", True),
    ("DROP FUNCTION f() CASCADE;",
     ("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW, END';\n"
      "CREATE TRIGGER g AFTER INSERT ON old EXECUTE FUNCTION f();"), None),
]  # fmt: skip


@pytest.mark.parametrize(("up", "down", "reversible"), WITHOUT_A_BASE)
def test_without_a_base(up: str, down: str, reversible: bool | None) -> None:
    assert roundtrip(migration(up, down)).reversible is reversible
