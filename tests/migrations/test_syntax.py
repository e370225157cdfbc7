"""Where PostgreSQL's grammar stops, and the help for common slips."""

from __future__ import annotations

import pytest

from speclint.migrations import grammar, postgres, syntax_problems

SLIPS = [
    ("CREATE TABEL x (a int)", 1, 8, "syntax error at or near `TABEL`", "write TABLE instead of TABEL"),
    ("CREATE TABLE x (\n  a int\n  b text\n)", 3, 3, "syntax error at or near `b`", "put a comma after `int`"),
    ("CREATE TABLE x (a int,)", 1, 23, "syntax error at or near `)`", "leave out the comma before `)`"),
    ("SELECT (1", 1, 10, "syntax error at end of input", "close the parenthesis"),
    ("SELECT 1)", 1, 9, "syntax error at or near `)`", "remove the parenthesis that closes nothing"),
    ("CREATE TABLE order (a int)", 1, 14, "syntax error at or near `order`",
     'quote the name, since ORDER is a reserved word: "order"'),
    ("CREATE TABLE t (id int AUTO_INCREMENT)", 1, 24, "syntax error at or near `AUTO_INCREMENT`",
     "write `GENERATED ALWAYS AS IDENTITY` instead of AUTO_INCREMENT"),
    ("CREATE TABLE t (id int(11))", 1, 23, "syntax error at or near `(`",
     "leave out the display width: PostgreSQL integers have none"),
    ("CREATE TABLE t (id int) ENGINE=InnoDB", 1, 25, "syntax error at or near `ENGINE`",
     "leave out ENGINE=…: PostgreSQL has no storage engines"),
    ("CREATE TABLE `t` (id int)", 1, 14, "syntax error at or near ```",
     'quote the name with double quotes, or leave the quotes out: "name"'),
    ("CREATE TYPE IF NOT EXISTS s AS ENUM ('a')", 1, 16, "syntax error at or near `NOT`",
     "leave out IF NOT EXISTS: PostgreSQL does not have it for TYPE"),
    ("SELECT 'é' FORM t x", 1, 17, "syntax error at or near `t`", "write FROM instead of FORM"),
    ("DROP DROP TABLE t", 1, 6, "syntax error at or near `DROP`", "leave out the second `DROP`"),
    ("SELECT 'a", 1, 8, "unterminated quoted string at or near `'a`", "close the quote or the comment"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "line", "column", "message", "help_text"), SLIPS)
def test_slips(sql: str, line: int, column: int, message: str, help_text: str) -> None:
    (problem,) = syntax_problems(sql)
    assert (problem.line, problem.column, problem.message, problem.help) == (line, column, message, help_text)


def test_each_statement_is_told_once() -> None:
    sql = "SELECT 1;\nCREATE TABEL a (b int);\nSELECT 2;\nDROP TABEL a;\n"
    assert [sql[p.offset : p.end] for p in syntax_problems(sql)] == ["TABEL", "TABEL"]


def test_bodies_are_parsed() -> None:
    good = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND $$"
    assert syntax_problems(good) == []
    bad = good.replace("RETURN 1", "RETRUN 1")
    (problem,) = syntax_problems(bad)
    assert (bad[problem.offset : problem.end], problem.line) == ("RETRUN", 3)


VALID = [
    "",
    "-- only a comment",
    "COMMENT ON TABLE t IS NULL",
    "DROP FUNCTION f(a int, b text)",
    "CREATE INDEX i ON ONLY t (a)",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1",
    "CREATE TABLE t (a datetime)",
]


@pytest.mark.parametrize("sql", VALID)
def test_valid(sql: str) -> None:
    assert grammar() == "postgast"
    assert syntax_problems(sql) == []


def test_other_dialects_go_to_sqlglot() -> None:
    assert grammar("mysql") == "sqlglot"
    assert syntax_problems("CREATE TABLE `t` (id INT AUTO_INCREMENT PRIMARY KEY)", "mysql") == []
    assert syntax_problems("SELECT (1", "mysql")


def test_without_postgast_sqlglot_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "available", lambda: False)
    assert grammar() == "sqlglot"
    assert syntax_problems("SELECT 1") == []
    (problem,) = syntax_problems("SELECT 1,\n  (2")
    assert problem.line == 2
