"""Go and TypeScript types written as source, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.go_model import GoArray, GoInterfaceType, GoMap, GoNamed, GoPointer, GoSlice, GoStructType
from speclint.contracts.ts_model import (
    TsArray,
    TsIntersection,
    TsKeyword,
    TsLiteral,
    TsObject,
    TsRecord,
    TsReference,
    TsTuple,
    TsUnion,
)

if TYPE_CHECKING:
    from speclint.contracts.go_model import GoType
    from speclint.contracts.ts_model import TsType

_DEEPEST = 12


def show_go(type_: GoType, depth: int = 0) -> str:  # noqa: PLR0911 -- one a kind
    """Write a Go type as source."""
    if depth > _DEEPEST:
        return "…"
    depth += 1
    match type_:
        case GoNamed(_, _, arguments):
            given = f"[{', '.join(show_go(argument, depth) for argument in arguments)}]" if arguments else ""
            return type_.qualified + given
        case GoPointer(element):
            return "*" + show_go(element, depth)
        case GoSlice(element):
            return "[]" + show_go(element, depth)
        case GoArray(length, element):
            return f"[{length}]" + show_go(element, depth)
        case GoMap(key, value):
            return f"map[{show_go(key, depth)}]{show_go(value, depth)}"
        case GoStructType():
            return "struct{…}"
        case GoInterfaceType():
            return "interface{}"
        case _:
            return "…"


def show_ts(type_: TsType, depth: int = 0) -> str:  # noqa: PLR0911 -- one a kind
    """Write a TypeScript type as source."""
    if depth > _DEEPEST:
        return "…"
    depth += 1
    match type_:
        case TsKeyword(name):
            return name
        case TsLiteral(base, value):
            return f"'{value}'" if base == "string" else value
        case TsUnion(members):
            return " | ".join(show_ts(member, depth) for member in members)
        case TsIntersection(members):
            return " & ".join(show_ts(member, depth) for member in members)
        case TsArray(element):
            inner = show_ts(element, depth)
            return f"({inner})[]" if isinstance(element, TsUnion | TsIntersection) else f"{inner}[]"
        case TsRecord(key, value):
            return f"Record<{show_ts(key, depth)}, {show_ts(value, depth)}>"
        case TsReference(name, arguments):
            given = f"<{', '.join(show_ts(argument, depth) for argument in arguments)}>" if arguments else ""
            return name + given
        case TsObject():
            return "{…}"
        case TsTuple(elements):
            return f"[{', '.join(show_ts(element, depth) for element in elements)}]"
        case _:
            return "…"
