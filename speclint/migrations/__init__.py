"""Migrations as goose and PostgreSQL read them: annotations, statements, schema state, reversal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.migrations import goose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.migrations.reversal import RoundTrip
    from speclint.migrations.syntax import SqlProblem

__all__ = ["goose", "grammar", "roundtrip", "syntax_problems"]


def roundtrip(text: str, earlier: Sequence[str] = ()) -> RoundTrip:
    """Judge whether a migration's Down undoes its Up; see `speclint.migrations.reversal`."""
    from speclint.migrations.reversal import roundtrip as judge

    return judge(text, earlier)


def syntax_problems(sql: str, dialect: str = "postgres") -> list[SqlProblem]:
    """Return where a text breaks its database's grammar; see `speclint.migrations.syntax`."""
    from speclint.migrations.syntax import syntax_problems as judge

    return judge(sql, dialect)


def grammar(dialect: str = "postgres") -> Literal["postgast", "sqlglot"]:
    """Tell whose verdict `syntax_problems` gives; see `speclint.migrations.syntax`."""
    from speclint.migrations.syntax import grammar as chosen

    return chosen(dialect)
