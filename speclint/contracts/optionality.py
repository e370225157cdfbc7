"""Whether a member may be absent or null, on either side of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.conversion import BASIC, STRINGS
from speclint.contracts.go_model import GoArray, GoNamed, GoPointer, GoStructType
from speclint.contracts.ts_model import TsEnum, TsInterface, TsKeyword, TsReference, TsUnion, TsUnknown

if TYPE_CHECKING:
    from speclint.contracts.conversion import Judge
    from speclint.contracts.go_model import GoField, GoType
    from speclint.contracts.ts_model import TsMember, TsType


def go_optional(field: GoField, judge: Judge) -> bool | None:
    """Tell whether a field may be absent or null in JSON.

    `omitempty` never omits a struct or an array (`time.Time`, `uuid.UUID`), a nil slice or map is `null` without it,
    and a pointer that validation requires is there to tell zero from nothing: of those nothing is said
    (encoding/json, "Marshal").

    Args:
        field: The field.
        judge: What the document declares.

    Returns:
        True or False, or None where it cannot be said.
    """
    if field.pointer:
        return None if _is_required(field) else True
    meaning = judge.go_meaning(field.type)
    if _is_pointer_type(field.type, judge):
        return None
    if "omitzero" in field.json_options:
        return True
    if "omitempty" in field.json_options:
        return None if _is_never_empty(meaning) or _is_required(field) else True
    return False if _is_never_null(meaning, judge) else None


def _name(type_: GoType) -> str:
    return type_.name if isinstance(type_, GoNamed) and not type_.package else ""


def _is_pointer_type(type_: GoType, judge: Judge) -> bool:
    declared = judge.known.named_types.get(_name(type_))
    return declared is not None and isinstance(declared.type, GoPointer)


def _is_required(field: GoField) -> bool:
    rules = (value.split(",") for key, value in field.tag if key in ("validate", "binding"))
    return any("required" in listed for listed in rules)


def _is_never_empty(meaning: GoType) -> bool:
    if isinstance(meaning, GoNamed):
        return bool(meaning.package) or meaning.name not in BASIC
    return isinstance(meaning, GoStructType | GoArray)


def _is_never_null(meaning: GoType, judge: Judge) -> bool:
    if isinstance(meaning, GoStructType):
        return True
    if not isinstance(meaning, GoNamed) or meaning.arguments:
        return False
    if meaning.package:
        return meaning.qualified in STRINGS and not meaning.name.startswith("Null")
    if meaning.name in judge.open_names or meaning.name in judge.known.marshalled:
        return False
    return meaning.name in BASIC or meaning.name in judge.known.structs


def ts_optional(member: TsMember, field: GoField, judge: Judge) -> bool | None:
    """Tell whether a member may be absent or null, aliases followed.

    Args:
        member: The member.
        field: Its Go field: a reference to the struct's own name is never null.
        judge: What the document declares.

    Returns:
        True or False, or None where its type could be one that holds null.
    """
    if member.optional:
        return True
    base = field.type.element if isinstance(field.type, GoPointer) else field.type
    verdict: bool | None = False
    stack: list[TsType] = [member.type]
    seen: set[str] = set()
    while stack:
        option = stack.pop()
        if isinstance(option, TsUnion):
            stack.extend(option.members)
        elif isinstance(option, TsKeyword) and option.name in ("null", "undefined"):
            return True
        elif isinstance(option, TsUnknown) or (isinstance(option, TsKeyword) and option.name in ("any", "unknown")):
            verdict = None
        elif isinstance(option, TsReference) and option.name not in seen:
            seen.add(option.name)
            alias = _alias(option, judge)
            if alias is not None:
                stack.append(alias)
            elif not _is_solid(option, base, judge):
                verdict = None
    return verdict


def _alias(reference: TsReference, judge: Judge) -> TsType | None:
    places = judge.known.types.get(reference.name, ())
    declared = places[0].declaration if len(places) == 1 else None
    if declared is None or isinstance(declared, TsInterface | TsEnum) or declared.type_params:
        return None
    return declared.type


def _is_solid(reference: TsReference, base: GoType, judge: Judge) -> bool:
    if reference.name == "Date" or (isinstance(base, GoNamed) and base.name == reference.name):
        return True
    places = judge.known.types.get(reference.name, ())
    return bool(places) and all(isinstance(place.declaration, TsInterface | TsEnum) for place in places)
