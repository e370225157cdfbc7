"""Migrations as goose and PostgreSQL read them: annotations, statements, schema state, reversal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.migrations import goose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.migrations.completion import Insertion
    from speclint.migrations.derivation import Derivation
    from speclint.migrations.reversal import RoundTrip
    from speclint.migrations.summaries import MigrationSummary
    from speclint.migrations.syntax import SqlProblem

__all__ = [
    "complete_down",
    "derivation",
    "derive_down",
    "goose",
    "grammar",
    "roundtrip",
    "summary",
    "syntax_problems",
    "tables_created",
]


def syntax_problems(sql: str, dialect: str = "postgres") -> list[SqlProblem]:
    """Return where a text breaks its database's grammar; see `speclint.migrations.syntax`."""
    from speclint.migrations.syntax import syntax_problems as judge

    return judge(sql, dialect)


def grammar(dialect: str = "postgres") -> Literal["postgast", "sqlglot"]:
    """Tell whose verdict `syntax_problems` gives; see `speclint.migrations.syntax`."""
    from speclint.migrations.syntax import grammar as chosen

    return chosen(dialect)


def roundtrip(text: str, earlier: Sequence[str] = ()) -> RoundTrip:
    """Judge whether a migration's Down undoes its Up; see `speclint.migrations.reversal`."""
    from speclint.migrations.reversal import roundtrip as judge

    return judge(text, earlier)


def summary(text: str) -> MigrationSummary:
    """Summarise the Up of a migration; see `speclint.migrations.outline`."""
    from speclint.migrations.outline import summary as summarise

    return summarise(text)


def tables_created(text: str) -> tuple[str, ...]:
    """Return the names of the tables that a migration's Up creates, in order."""
    from speclint.migrations.outline import tables_created as names

    return names(text)


def derive_down(text: str, earlier: Sequence[str] = ()) -> str | None:
    """Derive the statements of Down from those of Up; see `speclint.migrations.derivation`."""
    from speclint.migrations.derivation import derive_down as derive

    return derive(text, earlier)


def derivation(text: str, earlier: Sequence[str] = ()) -> Derivation:
    """Derive Down and tell what cannot be derived; see `speclint.migrations.derivation`."""
    from speclint.migrations.derivation import derivation as derive

    return derive(text, earlier)


def complete_down(text: str, earlier: Sequence[str] = ()) -> tuple[Insertion, ...] | None:
    """Find what an existing Down lacks, and where it has to stand; see `speclint.migrations.completion`."""
    from speclint.migrations.completion import complete_down as complete

    return complete(text, earlier)
