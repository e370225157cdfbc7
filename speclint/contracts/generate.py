"""TypeScript written from Go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.conversion import BASIC, STRINGS
from speclint.contracts.go_model import (
    GoArray,
    GoInterfaceType,
    GoMap,
    GoNamed,
    GoPointer,
    GoSlice,
    GoStructType,
)
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.contracts.declarations import Declarations
    from speclint.contracts.go_model import GoField, GoStruct, GoType

_DEEPEST = 12
_IDENTIFIER = regex(r"[A-Za-z_$][\w$]*")


def typescript_interface(go_struct: GoStruct, known: Declarations) -> str:
    """Write the interface that holds what encoding/json makes of a struct.

    Fields that JSON leaves out are left out, embedded structs that are known are flattened, and a type that is not
    known is `unknown`, never `any`.

    Args:
        go_struct: The struct.
        known: What the document declares.

    Returns:
        The declaration, ending with a line feed.
    """
    params = f"<{', '.join(go_struct.type_params)}>" if go_struct.type_params else ""
    lines = [f"export interface {go_struct.name}{params} {{"]
    for field in known.go_shape(go_struct).fields:
        if field.exported and field.json_name is not None:
            omitted = field.pointer or {"omitempty", "omitzero"} & set(field.json_options)
            type_ = _field_type(field, known, frozenset(go_struct.type_params))
            lines.append(f"  {_key(field.json_name)}{'?' if omitted else ''}: {type_};")
    return "\n".join([*lines, "}", ""])


def typescript_type(field: GoField, known: Declarations) -> str:
    """Write the type of the member that holds a field."""
    return _field_type(field, known, frozenset())


def _field_type(field: GoField, known: Declarations, params: frozenset[str]) -> str:
    if "string" in field.json_options and _is_basic(field.type):
        return "string"
    return _type(field.type, known, params, 0)


def _is_basic(type_: GoType) -> bool:
    if isinstance(type_, GoPointer):
        type_ = type_.element
    return isinstance(type_, GoNamed) and not type_.package and type_.name in BASIC


def _key(name: str) -> str:
    return name if _IDENTIFIER.fullmatch(name) else f'"{name}"'


def _type(type_: GoType, known: Declarations, params: frozenset[str], depth: int) -> str:  # noqa: PLR0911 -- one a kind
    if depth > _DEEPEST:
        return "unknown"
    depth += 1
    match type_:
        case GoPointer(element):
            return _type(element, known, params, depth)
        case GoSlice(GoNamed("byte" | "uint8", "")):
            return "string"
        case GoSlice(GoPointer() as element):
            return f"({_type(element, known, params, depth)} | null)[]"
        case GoSlice(element) | GoArray(_, element):
            return f"{_type(element, known, params, depth)}[]"
        case GoMap(_, value):
            return f"Record<string, {_type(value, known, params, depth)}>"
        case GoStructType(fields):
            members = (
                f"{_key(field.json_name)}{'?' if field.pointer else ''}: {_type(field.type, known, params, depth)}"
                for field in fields
                if field.exported and field.json_name is not None
            )
            return f"{{ {'; '.join(members)} }}" if fields else "Record<string, never>"
        case GoNamed():
            return _named(type_, known, params, depth)
        case GoInterfaceType():
            return "unknown"
        case _:
            return "unknown"


def _named(named: GoNamed, known: Declarations, params: frozenset[str], depth: int) -> str:
    if named.qualified in STRINGS:
        return "string | null" if named.name.startswith("Null") else "string"
    if not named.package and named.name in BASIC:
        return BASIC[named.name]
    if named.name in params:
        return named.name
    if named.name in known.structs or (not named.package and named.name in known.types):
        given = ", ".join(_type(argument, known, params, depth) for argument in named.arguments)
        return f"{named.name}<{given}>" if given else named.name
    declared = None if named.package else known.named_types.get(named.name)
    if declared is not None and declared.type != named and named.name not in known.marshalled:
        return _type(declared.type, known, params, depth)
    return "unknown"
