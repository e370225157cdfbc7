"""What TypeScript source declares: interfaces, aliases, enums, functions, and the algebra of their types."""

from typing import TYPE_CHECKING, TypeAlias

from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.contracts.syntax import Problem


class TsKeyword(NamedTuple):
    """A type that is a word of the language: `string`, `null`, `unknown`, `any`."""

    name: str


class TsLiteral(NamedTuple):
    """A literal type; `base` is the keyword it belongs to, `value` a string's content or the literal as written."""

    base: str
    value: str


class TsUnion(NamedTuple):
    """`A | B`, flat."""

    members: "tuple[TsType, ...]"


class TsIntersection(NamedTuple):
    """`A & B`, flat."""

    members: "tuple[TsType, ...]"


class TsArray(NamedTuple):
    """`T[]`, `Array<T>`, `ReadonlyArray<T>`."""

    element: "TsType"


class TsTuple(NamedTuple):
    """`[A, B]`."""

    elements: "tuple[TsType, ...]"


class TsRecord(NamedTuple):
    """`Record<K, V>`, `Map<K, V>`, or an object type of one index signature."""

    key: "TsType"
    value: "TsType"


class TsObject(NamedTuple):
    """An object type without a name; `open` where it has an index signature or leaves members out."""

    members: "tuple[TsMember, ...]"
    open: bool = False


class TsReference(NamedTuple):
    """A type by its name, with its qualifier as written: `Page<User>`, `ns.Foo`."""

    name: str
    arguments: "tuple[TsType, ...]" = ()


class TsFunctionType(NamedTuple):
    """A function or a constructor type."""


class TsUnknown(NamedTuple):
    """A type that only a type checker can tell, or that is nested too deep to matter."""


TsType: TypeAlias = (
    TsKeyword
    | TsLiteral
    | TsUnion
    | TsIntersection
    | TsArray
    | TsTuple
    | TsRecord
    | TsObject
    | TsReference
    | TsFunctionType
    | TsUnknown
)


class TsMember(NamedTuple):
    """A member of an interface or an object type; a method's type is a function type.

    Args:
        name: The name, without quotes.
        span: The whole member.
        name_span: The name, quotes included.
        type: Its type; unknown where it has none.
        optional: Whether it is marked with `?`.
        readonly: Whether it is marked `readonly`.
        typed: Whether a type is written.
    """

    name: str
    span: Span
    name_span: Span
    type: TsType
    optional: bool = False
    readonly: bool = False
    typed: bool = True


class TsInterface(NamedTuple):
    """An interface.

    Args:
        name: Its name.
        span: The whole declaration.
        name_span: The name.
        members: Its own members.
        extends: What it extends.
        type_params: The names of its type parameters.
        open: Whether it has an index signature or leaves members out (`...`, `// other fields`).
        broken: Whether the declaration does not parse.
        exported: Whether it is exported.
    """

    name: str
    span: Span
    name_span: Span
    members: tuple[TsMember, ...] = ()
    extends: tuple[TsType, ...] = ()
    type_params: tuple[str, ...] = ()
    open: bool = False
    broken: bool = False
    exported: bool = False


class TsAlias(NamedTuple):
    """`type Name = T`."""

    name: str
    span: Span
    name_span: Span
    type: TsType
    type_params: tuple[str, ...] = ()
    broken: bool = False
    exported: bool = False


class TsEnum(NamedTuple):
    """An enum; a member's value is a literal, or None where it has no initialiser that is one."""

    name: str
    span: Span
    name_span: Span
    members: tuple[tuple[str, TsLiteral | None], ...] = ()
    exported: bool = False


class TsParameter(NamedTuple):
    """A parameter; `name` is the pattern as written."""

    name: str
    span: Span
    type: TsType
    optional: bool = False
    typed: bool = True


class TsFunction(NamedTuple):
    """A function declaration or signature, or a constant that is an arrow function."""

    name: str
    span: Span
    name_span: Span
    parameters: tuple[TsParameter, ...] = ()
    result: TsType | None = None
    body_span: Span | None = None
    exported: bool = False


class AnyUse(NamedTuple):
    """`any` in the place of a type; `excused` where a comment beside it says why."""

    span: Span
    excused: bool


class TsFile(NamedTuple):
    """What a fence of TypeScript declares, in document order, and what is wrong with it."""

    interfaces: tuple[TsInterface, ...] = ()
    aliases: tuple[TsAlias, ...] = ()
    enums: tuple[TsEnum, ...] = ()
    functions: tuple[TsFunction, ...] = ()
    any_uses: tuple[AnyUse, ...] = ()
    problems: "tuple[Problem, ...]" = ()
