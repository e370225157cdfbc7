"""Both libraries' trees lower to the same operations; hostile text neither raises nor slows."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.migrations import derive_down, goose, postgres, roundtrip, summary, syntax_problems
from speclint.migrations.glot_lowering import lower_one
from speclint.migrations.lowering import lower
from speclint.migrations.operations import CreateTable, Drop, NoEffect, Opaque

# Each statement, and whether sqlglot's tree leads.
STATEMENTS = [
    ("CREATE TABLE IF NOT EXISTS a.t (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), n numeric(10, 2) NOT NULL)", True),
    ("CREATE TABLE t (a text[] DEFAULT '{}', b timestamptz(3), c varchar(9) UNIQUE)", True),
    ("CREATE TABLE t (a timestamptz DEFAULT now())", False),
    ("CREATE TABLE t (id bigserial, a int REFERENCES u (id) ON DELETE SET NULL ON UPDATE CASCADE)", True),
    ("CREATE TABLE t (a int, CONSTRAINT c FOREIGN KEY (a) REFERENCES s.u (b), CHECK (a > 0 AND a < 9))", True),
    ('CREATE TABLE "T" ("A" int DEFAULT -1, UNIQUE ("A"), PRIMARY KEY ("A"))', True),
    ("ALTER TABLE t ADD COLUMN IF NOT EXISTS a boolean NOT NULL DEFAULT false", True),
    ("ALTER TABLE t DROP COLUMN IF EXISTS a CASCADE", True),
    ("ALTER TABLE t ALTER COLUMN a SET NOT NULL, ALTER COLUMN b DROP NOT NULL, ALTER COLUMN c SET DEFAULT 'x'", True),
    ("ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c UNIQUE (a, b)", True),
    ("ALTER TABLE t RENAME COLUMN a TO b", True),
    ("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a, b)", True),
    ("CREATE TYPE s AS ENUM ('a', 'b''c')", True),
    ("DROP TABLE IF EXISTS a, s.b CASCADE", True),
    ("CREATE INDEX i ON t (a DESC NULLS LAST)", False),
    ("CREATE INDEX i ON t (lower(a)) WHERE b IS NULL", False),
    ("CREATE TABLE t (a int CHECK (a < 2 ^ 8))", False),
    ("CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)", False),
    ("CREATE TABLE t (a string)", False),
    ("ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID", False),
    ("ALTER TABLE t RENAME CONSTRAINT a TO b", False),
    ("COMMENT ON TABLE t IS NULL", False),
]


def without_offsets(operation: Any) -> Any:
    if isinstance(operation, tuple):
        names = getattr(operation, "_fields", None) or range(len(operation))
        return tuple(without_offsets(v) for n, v in zip(names, operation, strict=True) if n not in {"start", "end"})
    return operation


@pytest.mark.parametrize(("sql", "leads"), STATEMENTS)
def test_the_libraries_agree(sql: str, leads: bool) -> None:
    led = lower_one(sql)
    assert (led is not None) is leads
    own = lower(sql, leading=False)
    assert own is not None
    if led is not None:
        assert without_offsets(led) == without_offsets(own[0][0])


def test_offsets_of_statements() -> None:
    sql = "-- é\nDROP TABLE a; -- é\n\nDROP TABLE é"
    lowered = lower(sql)
    assert lowered is not None
    assert [sql[start:end] for _, start, end in lowered] == ["DROP TABLE a", "DROP TABLE é"]


def test_without_postgast_sqlglot_lowers_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "available", lambda: False)
    lowered = lower("CREATE TABLE t (a int); DROP TABLE t; UPDATE t SET a = 1; ALTER TYPE s ADD VALUE 'x'")
    assert lowered is not None
    assert [type(operation) for operation, _, _ in lowered] == [CreateTable, Drop, NoEffect, Opaque]
    text = "-- +goose Up\nCREATE TABLE t (a int NOT NULL DEFAULT 1);\n-- +goose Down\n"
    assert roundtrip(text + "DROP TABLE t;\n").reversible is True
    assert [d.message for d in roundtrip(text).differences] == ["Down leaves table t"]


HOSTILE = [
    "SELECT " + "(" * 10_000 + "1" + ")" * 10_000,
    "SELECT 1" + "+1" * 200_000,
    "CREATE VIEW v AS SELECT 1" + "+1" * 50_000,
    "CREATE VIEW v AS SELECT " + "(" * 5_000 + "1" + ")" * 5_000,
    "CREATE TABLE t (a int CHECK (" + "NOT " * 3_000 + "true))",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
    "DO $$ BEGIN " + "IF true THEN " * 2_000 + "END IF; " * 2_000 + "END $$",
    "/*" * 20_000,
    "/*" * 20_000 + "*/" * 20_000,
    "SELECT 1 " + "+-" * 20_000 + "1",
    "'" * 20_001,
    "$a$ $b$ " * 20_000,
    '"' * 20_001,
    "\x00 \ud800 \ufeff",
    "-- +goose ENVSUB ON\n" + "${A:-" * 5_000,
    "-- +goose " * 20_000,
    "-- +goose Up" + "\n-- +goose Down" * 5_000,
]


@pytest.mark.parametrize("sql", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(sql: str) -> None:
    start = time.perf_counter()
    for text in (sql, f"-- +goose Up\n{sql};\n-- +goose Down\n{sql};\n"):
        goose.parse(text)
        syntax_problems(text)
        roundtrip(text)
        derive_down(text)
        summary(text)
    assert time.perf_counter() - start < 20


PIECES = [
    "-- +goose Up\n", "-- +goose Down\n", "-- +goose StatementBegin\n", "-- +goose StatementEnd\n",
    "-- +goose NO TRANSACTION\n", "-- +goose ENVSUB ON\n", "CREATE TABLE t (a int, b s);\n", "DROP TABLE t;\n",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0);\n", "ALTER TABLE t DROP CONSTRAINT c;\n",
    "ALTER TABLE t RENAME TO u;\n", "ALTER TABLE u RENAME a TO b;\n", "DROP TYPE s;\n",
    "CREATE TYPE s AS ENUM ('a');\n",
    "CREATE INDEX CONCURRENTLY i ON t (a);\n", "DROP INDEX i;\n", "CREATE VIEW v AS SELECT a FROM t;\n", "$$", ";", "'",
    "CREATE FUNCTION f(s) RETURNS int LANGUAGE sql AS $$ select 1; $$;\n", "DROP FUNCTION f;\n", "é", "\r\n", "/* */",
    "ALTER TABLE t SET SCHEMA x;\n", "DROP SCHEMA x CASCADE;\n", "COMMENT ON COLUMN t.a IS 'x';\n", "SELECT ${A};\n",
    "DO $$ BEGIN DROP TABLE t; END $$;\n", "ALTER TYPE s RENAME TO r;\n", "SET search_path = x;\n", "\ufeff",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text(text: str) -> None:
    parsed = goose.parse(text)
    for statement in (*parsed.up, *parsed.down):
        assert text[statement.span.start : statement.span.end] == statement.text
    for problem in parsed.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
    assert parsed.accepted or any(p.refused for p in parsed.problems)
    verdict = roundtrip(text, [text])
    for difference in (*roundtrip(text).differences, *verdict.differences):
        assert 0 <= difference.span.start <= difference.span.end <= len(text)
    for found in syntax_problems(text):
        assert 0 <= found.offset <= found.end <= len(text)
    derive_down(text)
    summary(text)
