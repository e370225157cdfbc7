"""The tokens of a SQL text as PostgreSQL's scanner cuts them, for what must be known without a tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["space", "comment", "string", "quoted", "word", "number", "symbol"]

_TOKEN = regex(
    r"""(?P<space>\s+)
      | (?P<line>--[^\r\n]*)
      | (?P<block>/\*)
      | (?P<estring>[eE]')
      | (?P<string>(?:[bBxXnN]|[uU]&)?')
      | (?P<dollar>\$(?:[^\W\d]\w*)?\$)
      | (?P<quoted>(?:[uU]&)?")
      | (?P<word>[^\W\d][\w$]*)
      | (?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)
      | (?P<symbol>::|:=|=>|\.\.|.)""",
    re.VERBOSE | re.DOTALL,
)
_STRING_END = regex(r"'(?!')|''")
_ESCAPED_END = regex(r"\\.|''|'", re.DOTALL)
_QUOTED_END = regex(r'""|"')
_BLOCK_EDGE = regex(r"/\*|\*/")


class Token(NamedTuple):
    """A token: its kind, its half-open offsets, and whether the text ended inside it."""

    kind: Kind
    start: int
    end: int
    open: bool = False


def tokens(sql: str) -> Iterator[Token]:
    """Yield every token of a text, space and comments included, so that together they cover it.

    Strings, dollar quotes, quoted identifiers and nested comments follow PostgreSQL's "Lexical Structure" chapter. A
    literal that never ends runs to the end of the text, as the server reads it.
    """
    at, length = 0, len(sql)
    while at < length:
        match = _TOKEN.match(sql, at)
        if match is None:  # pragma: no cover -- the last alternative matches any character
            return
        token = _token(sql, match)
        yield token
        at = token.end


def _token(sql: str, match: re.Match[str]) -> Token:
    group = match.lastgroup
    start, end = match.span()
    match group:
        case "line":
            return Token("comment", start, end)
        case "block":
            close = _block_end(sql, end)
            return Token("comment", start, len(sql) if close < 0 else close, close < 0)
        case "string" | "estring" | "quoted":
            pattern = {"string": _STRING_END, "estring": _ESCAPED_END, "quoted": _QUOTED_END}[group]
            close = _literal_end(sql, end, pattern, 1)
            return Token(
                "quoted" if group == "quoted" else "string", start, len(sql) if close < 0 else close, close < 0
            )
        case "dollar":
            found = sql.find(match.group(), end)
            return Token("string", start, len(sql) if found < 0 else found + end - start, found < 0)
        case "space" | "word" | "number":
            return Token(group, start, end)
        case _:
            return Token("symbol", start, end)


def _literal_end(sql: str, at: int, pattern: re.Pattern[str], closing: int) -> int:
    for match in pattern.finditer(sql, at):
        if match.end() - match.start() == closing:
            return match.end()
    return -1


def _block_end(sql: str, at: int) -> int:
    depth = 1
    for match in _BLOCK_EDGE.finditer(sql, at):
        depth += 1 if match.group() == "/*" else -1
        if depth == 0:
            return match.end()
    return -1


def significant(sql: str) -> list[Token]:
    """Return the tokens without space and comments."""
    return [token for token in tokens(sql) if token.kind not in {"space", "comment"}]


def statement_ranges(sql: str) -> list[tuple[int, int]]:
    """Cut a text at its top-level semicolons and return the ranges of the non-empty statements, trimmed.

    A `BEGIN ATOMIC … END` body keeps its semicolons; everything else that holds one is a literal or a comment.
    """
    ranges: list[tuple[int, int]] = []
    first = last = -1
    depth = 0
    previous = ""
    for token in significant(sql):
        if token.kind == "symbol" and sql[token.start] == ";" and depth == 0:
            if first >= 0:
                ranges.append((first, last))
            first = -1
            previous = ""
            continue
        if first < 0:
            first = token.start
        last = token.end
        word = sql[token.start : token.end].lower() if token.kind == "word" else ""
        depth = _atomic_depth(depth, previous, word)
        previous = word
    if first >= 0:
        ranges.append((first, last))
    return ranges


def _atomic_depth(depth: int, previous: str, word: str) -> int:
    if word == "atomic" and previous == "begin":
        return 1
    if depth and word == "case":
        return depth + 1
    if depth and word == "end":
        return depth - 1
    return depth
