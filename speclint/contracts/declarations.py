"""All that a document's fences declare, by name, with embedded structs and extended interfaces flattened."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Generic, TypeVar

from speclint.contracts.go_model import GoField, GoNamed, GoNamedType, GoPointer, GoStruct
from speclint.contracts.ts_model import TsAlias, TsEnum, TsInterface, TsIntersection, TsMember, TsObject, TsReference
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from speclint.contracts.go_model import GoFile
    from speclint.contracts.ts_model import TsFile, TsType

_MOST_BASES = 200
T = TypeVar("T")


class Place(NamedTuple, Generic[T]):
    """A declaration, the index of its file, and where it stands in the document's order."""

    declaration: T
    file: int
    order: tuple[int, int]


class GoShape(NamedTuple):
    """A struct's fields with those of its embedded structs, and whether there may be more."""

    fields: tuple[GoField, ...]
    open: bool


class TsShape(NamedTuple):
    """A type's members with those of what it extends, and whether there may be more."""

    members: tuple[TsMember, ...]
    open: bool


TsDeclared = TsInterface | TsAlias | TsEnum


class Declarations(NamedTuple):
    """The Go and the TypeScript declarations of one document.

    Args:
        structs: Go structs by name.
        named_types: The other named Go types by name.
        marshalled: The names of Go types with a marshalling method of their own.
        types: TypeScript interfaces, aliases and enums by name.
    """

    structs: Mapping[str, Sequence[Place[GoStruct]]]
    named_types: Mapping[str, GoNamedType]
    marshalled: frozenset[str]
    types: Mapping[str, Sequence[Place[TsDeclared]]]

    def go_shape(self, struct: GoStruct) -> GoShape:
        """Flatten a struct (encoding/json, "Marshal": the fields of an embedded struct, the outer ones first)."""
        fields = list(struct.fields)
        is_open = struct.open or struct.broken
        seen = {struct.name}
        queue = list(struct.embedded)
        for embedded in queue:
            base = _base(embedded)
            found = self.structs.get(base.name) if base else None
            if base is None or found is None or base.arguments or len(found) > 1:
                is_open = True
                continue
            if base.name in seen or len(queue) > _MOST_BASES:
                continue
            seen.add(base.name)
            inner = found[0].declaration
            is_open = is_open or inner.open or inner.broken
            fields += inner.fields
            queue += inner.embedded
        return GoShape(_unique(fields, lambda field: field.json_name), is_open)

    def ts_shape(self, declared: TsDeclared) -> TsShape | None:
        """Flatten an interface, or an alias of object types; None for what is no object."""
        members: list[TsMember] = []
        is_open = False
        seen = {declared.name}
        if isinstance(declared, TsInterface):
            members += declared.members
            is_open = declared.open or declared.broken
            queue = list(declared.extends)
        elif isinstance(declared, TsAlias) and isinstance(declared.type, TsObject | TsIntersection):
            queue = [declared.type]
        else:
            return None
        for base in queue:
            if len(queue) > _MOST_BASES:
                return TsShape(_unique(members, lambda member: member.name), True)
            if isinstance(base, TsIntersection):
                queue += base.members
            elif isinstance(base, TsObject):
                members += base.members
                is_open = is_open or base.open
            elif isinstance(base, TsReference) and base.name in seen:
                continue
            else:
                inner = self._base_interface(base)
                is_open = is_open or inner is None or inner.open or inner.broken
                if inner is not None:
                    seen.add(inner.name)
                    members += inner.members
                    queue += inner.extends
        return TsShape(_unique(members, lambda member: member.name), is_open)

    def _base_interface(self, base: "TsType") -> TsInterface | None:
        if not isinstance(base, TsReference) or base.arguments:
            return None
        found = self.types.get(base.name, ())
        declared = found[0].declaration if len(found) == 1 else None
        return declared if isinstance(declared, TsInterface) else None


def _base(embedded: GoField) -> GoNamed | None:
    type_ = embedded.type.element if isinstance(embedded.type, GoPointer) else embedded.type
    return type_ if isinstance(type_, GoNamed) else None


def _unique(items: Sequence[T], key: Callable[[T], str | None]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    unnamed: list[T] = []
    for item in items:
        name = key(item)
        if name is None:
            unnamed.append(item)
        else:
            found.setdefault(name, item)
    return (*found.values(), *unnamed)


def declarations(
    go_files: "Sequence[GoFile]",
    ts_files: "Sequence[TsFile]",
    go_order: Sequence[int] | None = None,
    ts_order: Sequence[int] | None = None,
) -> Declarations:
    """Collect what the fences of one document declare.

    Args:
        go_files: The Go fences, in document order.
        ts_files: The TypeScript fences, in document order.
        go_order: The offset of each Go fence in the document; its index where not given.
        ts_order: Likewise for TypeScript.

    Returns:
        The declarations.
    """
    structs: dict[str, list[Place[GoStruct]]] = {}
    named_types: dict[str, GoNamedType] = {}
    marshalled: set[str] = set()
    for index, go_file in enumerate(go_files):
        for struct in go_file.structs:
            structs.setdefault(struct.name, []).append(Place(struct, index, _order(go_order, index, struct.span.start)))
        for named in go_file.named_types:
            named_types.setdefault(named.name, named)
        marshalled.update(
            function.receiver for function in go_file.functions if function.name in ("MarshalJSON", "MarshalText")
        )
    types: dict[str, list[Place[TsDeclared]]] = {}
    for index, ts_file in enumerate(ts_files):
        for declared in _declared(ts_file):
            order = _order(ts_order, index, declared.span.start)
            types.setdefault(declared.name, []).append(Place(declared, index, order))
    return Declarations(structs, named_types, frozenset(marshalled), types)


def _order(order: Sequence[int] | None, index: int, offset: int) -> tuple[int, int]:
    return (order[index] if order is not None and index < len(order) else index, offset)


def _declared(ts_file: "TsFile") -> Iterator[TsDeclared]:
    yield from ts_file.interfaces
    yield from ts_file.aliases
    yield from ts_file.enums
