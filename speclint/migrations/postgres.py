"""PostgreSQL's own grammar, through postgast: verdicts and trees."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from speclint.migrations.lexing import Token, tokens
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from types import ModuleType

Tree = dict[str, Any]

_UNSENDABLE = regex(r"[\x00\ud800-\udfff]")
_NESTING = regex(
    r"[-+*/<>=~!@#%^&|?`\[(]+|::|\b(?:not|union|intersect|except|case|select|and|or|is|in)\b", re.IGNORECASE
)
_OPERATORS = re.compile(r"[-+*/<>=~!@#%^&|`?]{500,}")
_NEAR_LINE = regex(r"near line (\d+)")
_NEAR_TOKEN = regex(r'at or near "(.*)"', re.DOTALL)
# The library prints trees by recursion and has no guard: some 25,000 chained operators overflow an 8 MiB stack.
_DEEPEST = 5_000


class Fault(NamedTuple):
    """Where the grammar stops (an offset in the text) and what it says."""

    offset: int
    message: str


class Parsed(NamedTuple):
    """One statement's tree: its kind ("CreateStmt"), its fields, and its half-open offsets in the text."""

    kind: str
    tree: Tree
    start: int
    end: int


@cache
def _native() -> ModuleType | None:
    """Load the shared library's bindings alone: the package imports protobuf, which costs 80 ms and isn't used."""
    from importlib.util import find_spec, module_from_spec, spec_from_file_location
    from pathlib import Path

    try:
        package = find_spec("postgast")
        if package is None or not package.submodule_search_locations:
            return None
        path = Path(next(iter(package.submodule_search_locations))) / "native.py"
        spec = spec_from_file_location("postgast_native", path)
        if spec is None or spec.loader is None:
            return None
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
    except (ImportError, OSError, AttributeError, ValueError):
        return None
    return module


def available() -> bool:
    """Tell whether PostgreSQL's grammar can be had here."""
    return _native() is not None


def _encode(sql: str) -> bytes:
    """Encode for the library; what it cannot take becomes a character that the grammar refuses at the same place."""
    if _OPERATORS.search(sql):
        sql = _OPERATORS.sub(_too_long, "".join(_tamed(sql, token) for token in tokens(sql)))
    return _UNSENDABLE.sub("\x01", sql).encode("utf-8")


def _too_long(run: re.Match[str]) -> str:
    """Keep the start of an operator that is far too long: the server refuses one of 64 characters."""
    return run.group()[:100] + " " * (len(run.group()) - 100)


def _tamed(sql: str, token: Token) -> str:
    """Blank a comment.

    PostgreSQL's scanner reads a run of operator characters anew from each comment mark in it, so a long run of them
    would take quadratic time.
    """
    text = sql[token.start : token.end]
    if token.kind == "comment":
        return (text[:2] if token.open else "  ") + "".join(c if c == "\n" else " " for c in text[2:])
    return text


def fault(sql: str) -> Fault | None:
    """Return where PostgreSQL's grammar refuses a text, or None when it accepts it.

    Uses the splitter that runs the full grammar: it makes the same verdict as the parser and copies no tree, which is
    faster and safe at any nesting.
    """
    module = _native()
    if module is None:
        return None
    result = module.lib.pg_query_split_with_parser(_encode(sql))
    try:
        return _error(result, sql)
    finally:
        module.lib.pg_query_free_split_result(result)


def _error(result: Any, sql: str) -> Fault | None:
    if not result.error:
        return None
    error = result.error.contents
    message = error.message.decode("utf-8", "replace") if error.message else "syntax error"
    position = error.cursorpos - 1
    return Fault(min(position, len(sql)) if position >= 0 else len(sql), message)


def trees(sql: str) -> list[Parsed] | None:
    """Return the trees of a text's statements, or None where the grammar refuses it or the nesting is too deep."""
    module = _native()
    if module is None or (len(sql) > _DEEPEST and sum(1 for _ in _NESTING.finditer(sql)) > _DEEPEST):
        return None
    data = _encode(sql)
    result = module.lib.pg_query_parse(data)
    try:
        if result.error:
            return None
        document = json.loads(result.parse_tree)
    except (RecursionError, ValueError):
        return None
    finally:
        module.lib.pg_query_free_parse_result(result)
    if len(data) != len(sql):
        _to_characters(document, data)
    found: list[Parsed] = []
    for raw in document["stmts"]:
        start = raw.get("stmt_location", 0)
        end = raw.get("stmt_end", start + raw.get("stmt_len", 0))
        if raw.get("stmt"):
            kind, tree = next(iter(raw["stmt"].items()))
            found.append(Parsed(kind, tree, start, end if end > start else len(sql)))
    return found


def body_fault(sql: str) -> Fault | None:
    """Return where the PL/pgSQL grammar refuses a statement's body, or None when it accepts it or there is none.

    Only a `DO`, or a `CREATE FUNCTION` whose body is one string in plpgsql, is handed over: the library ends the whole
    process on a function without such a body.
    """
    module = _native()
    parsed = trees(sql)
    if module is None or parsed is None or len(parsed) != 1 or not _has_plpgsql_body(parsed[0]):
        return None
    result = module.lib.pg_query_parse_plpgsql(_encode(sql))
    try:
        found = _error(result, sql)
        context = result.error.contents.context if found is not None else None
    finally:
        module.lib.pg_query_free_plpgsql_parse_result(result)
    if found is None or not found.message.startswith(("syntax error", "unterminated", "missing ", "end of ")):
        return None
    return Fault(_body_offset(sql, found.message, context.decode("utf-8", "replace") if context else ""), found.message)


def body_tree(sql: str) -> list[Tree] | None:
    """Return the PL/pgSQL tree of one DO statement, or None where it cannot be read."""
    module = _native()
    parsed = trees(sql)
    if module is None or parsed is None or len(parsed) != 1 or not _has_plpgsql_body(parsed[0]):
        return None
    result = module.lib.pg_query_parse_plpgsql(_encode(sql))
    try:
        if result.error or not result.plpgsql_funcs:
            return None
        found = json.loads(result.plpgsql_funcs)
    except (RecursionError, ValueError):
        return None
    finally:
        module.lib.pg_query_free_plpgsql_parse_result(result)
    return found if isinstance(found, list) else None


def _body_offset(sql: str, message: str, context: str) -> int:
    """Find the place: the library gives a line of the body and the token, but no offset."""
    body = next((t for t in tokens(sql) if t.kind == "string" and sql[t.start] == "$"), None)
    start = body.start if body else 0
    line = _NEAR_LINE.search(context)
    for _ in range(int(line[1]) - 1 if line else 0):
        start = sql.find("\n", start) + 1 or start
    near = _NEAR_TOKEN.search(message)
    found = sql.find(near[1], start) if near else -1
    return found if found >= 0 else start


def _to_characters(document: Tree, data: bytes) -> None:
    """Turn the byte offsets of a document into offsets of the text, in place and without recursion."""
    offsets: list[int] = []
    count = -1
    for byte in data:
        count += (byte & 0xC0) != 0x80
        offsets.append(count)
    offsets.append(count + 1)
    for raw in document["stmts"]:
        start = raw.get("stmt_location", 0)
        end = start + raw["stmt_len"] if raw.get("stmt_len") else len(data)
        raw["stmt_location"], raw["stmt_end"] = offsets[start], offsets[min(end, len(data))]
    stack: list[Any] = [raw.get("stmt") for raw in document["stmts"]]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(node)
        elif isinstance(node, dict):
            if isinstance(node.get("location"), int) and 0 <= node["location"] < len(offsets):
                node["location"] = offsets[node["location"]]
            stack.extend(node.values())


def _has_plpgsql_body(parsed: Parsed) -> bool:
    if parsed.kind not in {"CreateFunctionStmt", "DoStmt"}:
        return False
    language, bodies = "plpgsql" if parsed.kind == "DoStmt" else "", 0
    for option in parsed.tree.get("options" if parsed.kind == "CreateFunctionStmt" else "args", ()):
        element = option.get("DefElem", {})
        argument = element.get("arg", {})
        if element.get("defname") == "language":
            language = argument.get("String", {}).get("sval", "").lower()
        elif element.get("defname") == "as":
            items = argument.get("List", {}).get("items", [argument])
            bodies = len(items) if all("String" in item for item in items) else 0
    return language == "plpgsql" and bodies == 1
