"""DO blocks: the statements that a PL/pgSQL body runs, where its text says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.migrations.operations import Block, NoEffect, Opaque, Operation
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Lower = "Callable[[str], list[tuple[Operation, int, int]] | None]"
_LITERAL = regex(r"\s*'((?:[^']|'')*)'\s*\Z")
_LOOPS = {
    "PLpgSQL_stmt_loop",
    "PLpgSQL_stmt_while",
    "PLpgSQL_stmt_fori",
    "PLpgSQL_stmt_fors",
    "PLpgSQL_stmt_forc",
    "PLpgSQL_stmt_foreach_a",
    "PLpgSQL_stmt_dynfors",
    "PLpgSQL_stmt_case",
}


class _UnreadableError(Exception):
    """The block builds its SQL at run time, or which of its branches runs cannot be known."""


class _Reader:
    def __init__(self, lower: Callable[[str], list[tuple[Operation, int, int]] | None]) -> None:
        self.lower = lower
        self.operations: list[Operation] = []
        self.guarded = False

    def statements(self, nodes: Iterable[dict[str, Any]]) -> None:
        for node in nodes:
            kind, body = next(iter(node.items()))
            if kind == "PLpgSQL_stmt_execsql":
                self.sql(body.get("sqlstmt", {}).get("PLpgSQL_expr", {}).get("query", ""))
            elif kind == "PLpgSQL_stmt_dynexecute":
                literal = _LITERAL.match(body.get("query", {}).get("PLpgSQL_expr", {}).get("query", ""))
                if literal is None:
                    raise _UnreadableError
                self.sql(literal[1].replace("''", "'"))
            elif kind == "PLpgSQL_stmt_if":
                self.branches(body)
            elif kind == "PLpgSQL_stmt_block":
                self.block(body)
            elif kind in _LOOPS and any(True for _ in _changes(body, self.lower)):
                raise _UnreadableError

    def sql(self, query: str) -> None:
        lowered = self.lower(query)
        if lowered is None:
            # A SELECT … INTO variable is plain data; anything else that the grammar refuses cannot be read.
            if query.lstrip()[:6].lower() in {"select", "insert", "update", "delete"}:
                return
            raise _UnreadableError
        for operation, _, _ in lowered:
            if isinstance(operation, Opaque):
                raise _UnreadableError
            if not isinstance(operation, NoEffect):
                self.operations.append(operation)

    def branches(self, body: dict[str, Any]) -> None:
        ways = [body.get("then_body", []), body.get("else_body", [])]
        ways.extend(e.get("PLpgSQL_if_elsif", {}).get("stmts", []) for e in body.get("elsif_list", []))
        changing = [way for way in ways if any(True for _ in _changes(way, self.lower))]
        if len(changing) > 1:
            raise _UnreadableError
        self.guarded = self.guarded or bool(changing)
        for way in changing:
            self.statements(way)

    def block(self, body: dict[str, Any]) -> None:
        handlers = body.get("exceptions")
        if handlers is not None:
            if any(True for _ in _changes(handlers, self.lower)):
                raise _UnreadableError
            self.guarded = True
        self.statements(body.get("body", []))


def _changes(node: Any, lower: Callable[[str], list[tuple[Operation, int, int]] | None]) -> Iterator[bool]:
    """Yield once for each statement under a node that changes the schema, or may."""
    stack = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(item)
        elif isinstance(item, dict):
            if "PLpgSQL_stmt_dynexecute" in item:
                yield True
            elif "PLpgSQL_stmt_execsql" in item:
                query = item["PLpgSQL_stmt_execsql"].get("sqlstmt", {}).get("PLpgSQL_expr", {}).get("query", "")
                if any(not isinstance(operation, NoEffect) for operation, _, _ in lower(query) or ()):
                    yield True
            else:
                stack.extend(item.values())


def block(
    functions: list[dict[str, Any]] | None, lower: Callable[[str], list[tuple[Operation, int, int]] | None]
) -> Operation:
    """Lower a DO block's PL/pgSQL tree.

    Args:
        functions: The tree, or None where the body does not parse or is in another language.
        lower: What lowers the SQL inside.

    Returns:
        A `Block` with its operations, `NoEffect` where it changes no schema, or `Opaque`.
    """
    if functions is None:
        return Opaque("a DO block whose body cannot be read")
    reader = _Reader(lower)
    try:
        for function in functions:
            action = function.get("PLpgSQL_function", {}).get("action", {})
            reader.block(action.get("PLpgSQL_stmt_block", {}))
    except _UnreadableError:
        return Opaque("a DO block with dynamic SQL or branches")
    if not reader.operations:
        return NoEffect("DO")
    return Block(tuple(reader.operations), reader.guarded)
