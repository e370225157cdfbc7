"""What a Go type becomes in JSON, and whether a TypeScript type can hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.go_model import (
    GoArray,
    GoMap,
    GoNamed,
    GoPointer,
    GoSlice,
    GoStructType,
)
from speclint.contracts.ts_model import (
    TsAlias,
    TsArray,
    TsEnum,
    TsFunctionType,
    TsInterface,
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
    from speclint.contracts.declarations import Declarations
    from speclint.contracts.go_model import GoType
    from speclint.contracts.ts_model import TsType

_NUMBERS = (
    *("int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr"),
    *("float32", "float64", "byte", "rune"),
)
BASIC = {"string": "string", "bool": "boolean", **dict.fromkeys(_NUMBERS, "number")}
STRINGS = frozenset(
    ("time.Time", "uuid.UUID", "uuid.NullUUID", "decimal.Decimal", "decimal.NullDecimal", "netip.Addr", "ulid.ULID")
)
_ABSENT = ("null", "undefined")
_DEEPEST = 30
_LOOSE = ("any", "unknown", "object", "never", "void")


class Judge:
    """Tells whether a TypeScript type holds what encoding/json makes of a Go type.

    The map: strings, `time.Time`, `uuid.UUID`, `decimal.Decimal` and `[]byte` to `string`; every integer and float to
    `number`; `bool` to `boolean`; slices and arrays to arrays; maps to records; structs to the type of the same name.
    `Date` does not hold a `time.Time`, since JSON carries a string and no parser revives it by itself.

    Args:
        known: What the document declares.
        open_names: Names that stand for any type (type parameters).
    """

    def __init__(self, known: Declarations, open_names: frozenset[str] = frozenset()) -> None:
        self.known = known
        self.open_names = open_names

    def clash(self, go_type: GoType, ts_type: TsType, *, as_string: bool = False, depth: int = 0) -> bool:
        """Tell whether the types surely disagree; what cannot be known agrees.

        Args:
            go_type: The Go type.
            ts_type: The TypeScript type.
            as_string: Whether the json tag has the `string` option.
            depth: How many types they stand in.

        Returns:
            True for a sure disagreement.
        """
        if depth > _DEEPEST:
            return False
        depth += 1
        go_type = self.go_meaning(go_type)
        options = self.ts_meanings(ts_type)
        if not options:
            return False
        return all(self._clashes(go_type, option, as_string, depth) for option in options)

    def go_meaning(self, go_type: GoType) -> GoType:
        """Follow pointers and named types to what is encoded."""
        for _ in range(_DEEPEST):
            if isinstance(go_type, GoPointer):
                go_type = go_type.element
            elif isinstance(go_type, GoNamed) and self._followed(go_type):
                go_type = self.known.named_types[go_type.name].type
            else:
                break
        return go_type

    def _followed(self, named: GoNamed) -> bool:
        name = named.name
        if named.package or named.arguments or name in self.known.marshalled or name in self.known.structs:
            return False
        declared = self.known.named_types.get(name)
        return declared is not None and declared.type != named and not declared.type_params

    def ts_meanings(self, ts_type: TsType) -> list[TsType]:
        """List the types a union or an alias stands for, without `null` and `undefined`."""
        found: list[TsType] = []
        stack = [ts_type]
        seen: set[str] = set()
        while stack:
            option = stack.pop()
            if isinstance(option, TsUnion):
                stack.extend(reversed(option.members))
            elif isinstance(option, TsReference) and option.name not in seen:
                seen.add(option.name)
                stack.extend(reversed(self._resolved(option)))
            elif not (isinstance(option, TsKeyword) and option.name in _ABSENT):
                found.append(option)
        return found

    def _resolved(self, reference: TsReference) -> list[TsType]:
        places = self.known.types.get(reference.name, ())
        declared = places[0].declaration if len(places) == 1 else None
        if isinstance(declared, TsAlias) and not declared.type_params and not declared.broken:
            if isinstance(declared.type, TsObject | TsIntersection):
                return [reference]
            return [declared.type]
        if isinstance(declared, TsEnum):
            bases = {value.base if value else "number" for _, value in declared.members}
            return [TsKeyword(bases.pop())] if len(bases) == 1 else [TsKeyword("unknown")]
        return [reference]

    def _clashes(self, go_type: GoType, option: TsType, as_string: bool, depth: int) -> bool:  # noqa: PLR0911 -- one a kind
        if isinstance(option, TsReference) and option.name in self.open_names:
            return False
        match go_type:
            case GoNamed():
                return self._named_clashes(go_type, option, as_string)
            case GoSlice(GoNamed("byte" | "uint8", "")):
                return _is_not(option, "string")
            case GoSlice(element) | GoArray(_, element):
                return self._list_clashes(element, option, depth)
            case GoMap(_, value) if isinstance(option, TsRecord):
                return self.clash(value, option.value, depth=depth)
            case GoMap() | GoStructType():
                return isinstance(option, TsArray | TsTuple) or _is_scalar(option)
            case _:
                return False

    def _list_clashes(self, element: GoType, option: TsType, depth: int) -> bool:
        if isinstance(option, TsArray):
            return self.clash(element, option.element, depth=depth)
        if isinstance(option, TsReference):
            return option.name == "Date" or self._is_object(option)
        return isinstance(option, TsRecord | TsObject) or _is_scalar(option)

    def _named_clashes(self, named: GoNamed, option: TsType, as_string: bool) -> bool:
        scalar = BASIC.get(named.name) if not named.package else None
        if named.qualified in STRINGS:
            scalar = "string"
        if named.name in self.open_names or (not named.package and named.name in self.known.marshalled):
            return False
        if scalar is not None:
            scalar = "string" if as_string and scalar in ("number", "boolean") else scalar
            if isinstance(option, TsReference):
                return option.name == "Date" or self._is_object(option)
            return _is_not(option, scalar)
        if named.name in self.known.structs and not named.arguments:
            return self._struct_clashes(named, option)
        return False

    def _struct_clashes(self, named: GoNamed, option: TsType) -> bool:
        if isinstance(option, TsReference):
            if option.name == "Date":
                return True
            has_twin = named.name in self.known.types
            is_another = option.name in self.known.types and option.name in self.known.structs
            return option.name != named.name and has_twin and is_another
        return isinstance(option, TsArray | TsTuple) or _is_scalar(option)

    def _is_object(self, reference: TsReference) -> bool:
        places = self.known.types.get(reference.name, ())
        return len(places) == 1 and isinstance(places[0].declaration, TsInterface)


def _is_scalar(option: TsType) -> bool:
    if isinstance(option, TsLiteral):
        return True
    return isinstance(option, TsKeyword) and option.name not in _LOOSE


def _is_not(option: TsType, scalar: str) -> bool:
    if isinstance(option, TsKeyword):
        return option.name not in (scalar, *_LOOSE) and not (option.name == "bigint" and scalar == "number")
    if isinstance(option, TsLiteral):
        return option.base != scalar
    return isinstance(option, TsArray | TsTuple | TsObject | TsRecord | TsFunctionType)
