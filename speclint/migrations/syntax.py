"""Whether PostgreSQL's grammar accepts a text, where it stops, and what the author probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.migrations import postgres
from speclint.migrations.lexing import statement_ranges
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class SqlProblem(NamedTuple):
    """A place where the grammar refuses a text.

    Args:
        offset: The offset in the text.
        line: The 1-based line.
        column: The 1-based column in code points.
        message: What the grammar says.
        help: What to do, or None when nothing better than the message is known.
        end: The offset after the token at fault.
    """

    offset: int
    line: int
    column: int
    message: str
    help: str | None
    end: int


def grammar(dialect: str = "postgres") -> Literal["postgast", "sqlglot"]:
    """Tell whose verdict `syntax_problems` gives: `postgast` is exact, `sqlglot` reads many faults as fine."""
    return "postgast" if dialect == "postgres" and postgres.available() else "sqlglot"


def syntax_problems(sql: str, dialect: str = "postgres") -> list[SqlProblem]:
    """Return where a text breaks the grammar: at most one problem a statement, in order.

    Args:
        sql: One or more statements.
        dialect: `postgres`, or another dialect that sqlglot knows, whose verdict then decides.

    Returns:
        An empty list when the grammar accepts the text, PL/pgSQL bodies included.
    """
    if grammar(dialect) == "sqlglot":
        from speclint.migrations.dialects import dialect_faults

        return [_problem(sql, fault, None) for fault in dialect_faults(sql, dialect)]
    whole = postgres.fault(sql)
    if whole is None:
        return [_problem(sql, fault, None) for fault in _body_faults(sql)]
    from speclint.migrations.slips import advice

    problems: list[SqlProblem] = []
    for start, end in statement_ranges(sql):
        part = sql[start:end]
        fault = postgres.fault(part)
        if fault is not None:
            placed = postgres.Fault(fault.offset + start, fault.message)
            problems.append(_problem(sql, placed, advice(part, fault)))
    return problems or [_problem(sql, whole, advice(sql, whole))]


def _body_faults(sql: str) -> Iterator[postgres.Fault]:
    lowered = sql.lower()
    if "plpgsql" not in lowered and "do" not in lowered:
        return
    if "$" not in sql and "'" not in sql:
        return
    for start, end in statement_ranges(sql):
        fault = postgres.body_fault(sql[start:end])
        if fault is not None:
            yield postgres.Fault(start + fault.offset, fault.message)


def _problem(sql: str, fault: postgres.Fault, cure: str | None) -> SqlProblem:
    offset = min(max(fault.offset, 0), len(sql))
    start = sql.rfind("\n", 0, offset) + 1
    return SqlProblem(
        offset=offset,
        line=sql.count("\n", 0, offset) + 1,
        column=offset - start + 1,
        message=_lowered(fault.message),
        help=cure,
        end=_token_end(sql, offset),
    )


def _lowered(message: str) -> str:
    head, near, token = message.partition(' at or near "')
    return f"{head} at or near `{token[:-1]}`" if near else message


def _token_end(sql: str, offset: int) -> int:
    end = offset
    while end < len(sql) and (sql[end].isalnum() or sql[end] in "_$"):
        end += 1
    return max(end, min(offset + 1, len(sql)))
