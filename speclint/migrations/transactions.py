"""Statements that goose accepts and PostgreSQL fails: cut bodies, and what may not run inside a transaction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.migrations.goose import Annotation, Problem, Replacement, Statement, problem
from speclint.migrations.lexing import Token, statement_ranges, tokens
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_CANDIDATE = regex(
    r"concurrently|\$|vacuum|database|tablespace|system|cluster|subscription|reindex|atomic|;[ \t]*(?:/\*|--)",
    re.IGNORECASE,
)
_ALONE = (
    ("VACUUM",),
    ("CREATE", "DATABASE"),
    ("DROP", "DATABASE"),
    ("CREATE", "TABLESPACE"),
    ("DROP", "TABLESPACE"),
    ("ALTER", "SYSTEM"),
    ("REINDEX", "DATABASE"),
    ("REINDEX", "SYSTEM"),
    ("CREATE", "SUBSCRIPTION"),
    ("DROP", "SUBSCRIPTION"),
)
_MARK = "-- +goose NO TRANSACTION\n"


def transaction_problems(
    text: str, statements: Sequence[Statement], no_transaction: bool, marks: Sequence[Annotation]
) -> list[Problem]:
    """Return what PostgreSQL will fail although goose accepts it.

    Args:
        text: The migration's text.
        statements: Up's and Down's statements in the order of the text.
        no_transaction: Whether the file carries NO TRANSACTION.
        marks: The file's annotations; the fix for a missing NO TRANSACTION goes before the first.

    Returns:
        Problems with `rule="transaction"` and `refused=False`.
    """
    found: list[Problem] = []
    skip = 0
    for index, statement in enumerate(statements):
        if index < skip or not _CANDIDATE.search(statement.text):
            continue
        cut = _cut_body(text, statements, index)
        if cut is not None:
            found.append(cut[0])
            skip = cut[1] + 1
            continue
        found.extend(_outside_transaction(text, statement, no_transaction, marks))
        if not statement.block:
            found.extend(_hidden_semicolons(text, statement))
    return found


def _cut_body(text: str, statements: Sequence[Statement], first: int) -> tuple[Problem, int] | None:
    """Find a statement whose dollar quote, or BEGIN ATOMIC body, goose's semicolon rule cuts open."""
    statement = statements[first]
    if statement.block:
        return None
    opening = next((t for t in tokens(statement.text) if t.open and statement.text[t.start] == "$"), None)
    if opening is None:
        return None
    tag = statement.text[opening.start : statement.text.index("$", opening.start + 1) + 1]
    last = first + 1
    while last < len(statements) and tag not in statements[last].text:
        if statements[last].block:
            return None
        last += 1
    fix: tuple[Replacement, ...] = ()
    if last < len(statements) and not statements[last].block:
        line_start = text.rfind("\n", 0, statement.span.start) + 1
        if not text[line_start : statement.span.start].strip():
            end = statements[last].span.end
            line_end = text.find("\n", end)
            close = len(text) if line_end < 0 else line_end + 1
            lead = "\n" if line_end < 0 else ""
            fix = (
                (line_start, line_start, "-- +goose StatementBegin\n"),
                (close, close, f"{lead}-- +goose StatementEnd\n"),
            )
    span = Span(statement.span.start + opening.start, statement.span.start + opening.start + len(tag))
    made = problem(
        "cut-body", span, text.count("\n", 0, span.start), f"`{tag}`", rule="transaction", refused=False, fix=fix
    )
    return made, min(last, len(statements) - 1)


def _outside_transaction(
    text: str, statement: Statement, no_transaction: bool, marks: Sequence[Annotation]
) -> list[Problem]:
    found: list[Problem] = []
    ranges = statement_ranges(statement.text)
    for start, end in ranges:
        part = statement.text[start:end]
        words = [t for t in tokens(part[:4000]) if t.kind in {"word", "symbol", "quoted"}][:14]
        name = _needs_no_transaction(part, words)
        if name is None:
            continue
        span = Span(statement.span.start + start, statement.span.start + end)
        concurrent = name.endswith("CONCURRENTLY")
        if not no_transaction:
            condition = "concurrently-in-transaction" if concurrent else "non-transactional"
            at = marks[0].span.start if marks else 0
            fix: tuple[Replacement, ...] = ((at, at, _MARK),)
        elif len(ranges) > 1:
            condition, fix = "concurrently-not-alone", ()
        else:
            continue
        line = text.count("\n", 0, span.start)
        found.append(problem(condition, span, line, name, rule="transaction", refused=False, fix=fix))
    return found


def _needs_no_transaction(part: str, found: list[Token]) -> str | None:
    """Return the command's name when PostgreSQL refuses it inside a transaction block (each command's page says so)."""
    words = [part[t.start : t.end].upper() if t.kind == "word" else part[t.start : t.end] for t in found]
    head = tuple(words[:2])
    for command in _ALONE:
        if head[: len(command)] == command:
            return " ".join(command)
    if words == ["CLUSTER"]:
        return "CLUSTER"
    return _concurrent(words, head) if "CONCURRENTLY" in words else None


def _concurrent(words: list[str], head: tuple[str, ...]) -> str | None:
    if head[:1] == ("REINDEX",):
        return "REINDEX CONCURRENTLY"
    if head in {("CREATE", "INDEX"), ("CREATE", "UNIQUE"), ("DROP", "INDEX")} and words.index("CONCURRENTLY") <= 3:
        return f"{head[0]} INDEX CONCURRENTLY"
    if head == ("ALTER", "TABLE") and "DETACH" in words:
        return "DETACH PARTITION CONCURRENTLY"
    return None


def _hidden_semicolons(text: str, statement: Statement) -> list[Problem]:
    """Find a semicolon that ends SQL but not goose's statement, because a comment touches or follows it."""
    found: list[Problem] = []
    sql = statement.text
    ended = -1
    for token in tokens(sql):
        if token.kind == "symbol" and sql[token.start] == ";":
            ended = token.start
        elif token.kind == "comment" and ended >= 0 and "\n" not in sql[ended : token.start]:
            if sql.startswith("/*", token.start) or token.start == ended + 1:
                found.append(_hidden(text, statement, token, ended))
            ended = -1
        elif token.kind != "space" or "\n" in sql[token.start : token.end]:
            ended = -1
    return found


def _hidden(text: str, statement: Statement, comment: Token, semicolon: int) -> Problem:
    base = statement.span.start
    body = statement.text[comment.start : comment.end]
    rest = statement.text[comment.end :].split("\n", 1)[0]
    fix: tuple[Replacement, ...] = ()
    if body.startswith("--"):
        fix = ((base + comment.start, base + comment.start, " "),)
    elif "\n" not in body and not rest.strip() and body.endswith("*/"):
        fix = ((base + comment.start, base + comment.end, f"-- {body[2:-2].strip()}"),)
    span = Span(base + semicolon, base + comment.end)
    return problem(
        "hidden-semicolon", span, text.count("\n", 0, span.start), rule="transaction", refused=False, fix=fix
    )
