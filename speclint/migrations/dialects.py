"""sqlglot: the verdict for other databases and where postgast cannot be had, and its trees."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from speclint.migrations.postgres import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _without_plugins() -> Iterator[None]:
    """Let sqlglot be imported without importlib.metadata, by which it finds plugins: a quarter of what it imports.

    An unknown dialect still has plugins looked for, and only that loads the module.
    """
    name = "importlib.metadata"
    if name in sys.modules:
        yield
        return

    def entry_points(**parameters: Any) -> Any:
        from importlib import metadata

        return metadata.entry_points(**parameters)

    stand_in = ModuleType(name)
    stand_in.entry_points = entry_points  # type: ignore[attr-defined]
    sys.modules[name] = stand_in
    try:
        yield
    finally:
        if sys.modules.get(name) is stand_in:
            del sys.modules[name]


@cache
def sqlglot() -> ModuleType:
    """Import sqlglot when it is first needed; its warnings about statements it has no tree for are not for users."""
    import logging

    with _without_plugins():
        import sqlglot as module

    logging.getLogger("sqlglot").setLevel(logging.ERROR)
    return module  # type: ignore[no-any-return,unused-ignore]


def dialect_faults(sql: str, dialect: str) -> list[Fault]:
    """Return where sqlglot refuses a text in a dialect; empty also when it only has no tree for it."""
    module = sqlglot()
    try:
        module.parse(sql, dialect=dialect)
    except module.errors.ParseError as error:
        return [_fault(sql, details) for details in error.errors[:1]] or [Fault(0, "syntax error")]
    except module.errors.TokenError:
        return [Fault(len(sql), "unterminated literal or comment")]
    except (RecursionError, ValueError) as error:
        # An unknown dialect is a ValueError; too deep a nesting is no verdict at all.
        return [] if isinstance(error, RecursionError) else [Fault(0, str(error).split(". ", 1)[0].lower())]
    return []


def _fault(sql: str, details: dict[str, Any]) -> Fault:
    highlight = details.get("highlight") or ""
    lines = sql.split("\n")
    line = min(max(int(details.get("line") or 1), 1), len(lines))
    before = sum(len(text) + 1 for text in lines[: line - 1])
    column = max(int(details.get("col") or 1) - len(highlight), 0)
    message = str(details.get("description") or "syntax error").rstrip(".")
    return Fault(min(before + column, len(sql)), message[:1].lower() + message[1:])
