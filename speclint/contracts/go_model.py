"""What Go source declares: structs, interfaces, functions, named types, and the algebra of their types."""

from typing import TYPE_CHECKING, TypeAlias

from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.contracts.syntax import Problem


class GoNamed(NamedTuple):
    """A type by its name: `string`, `uuid.UUID`, `Page[User]`."""

    name: str
    package: str = ""
    arguments: "tuple[GoType, ...]" = ()

    @property
    def qualified(self) -> str:
        """The name with its package, as written."""
        return f"{self.package}.{self.name}" if self.package else self.name


class GoPointer(NamedTuple):
    """`*T`."""

    element: "GoType"


class GoSlice(NamedTuple):
    """`[]T`; a variadic `...T` is one as well."""

    element: "GoType"


class GoArray(NamedTuple):
    """`[n]T`."""

    length: str
    element: "GoType"


class GoMap(NamedTuple):
    """`map[K]V`."""

    key: "GoType"
    value: "GoType"


class GoStructType(NamedTuple):
    """A struct without a name."""

    fields: "tuple[GoField, ...]"


class GoInterfaceType(NamedTuple):
    """An interface without a name; `interface{}` is empty."""

    empty: bool


class GoFunc(NamedTuple):
    """A function type."""


class GoChan(NamedTuple):
    """A channel."""


class GoUnknown(NamedTuple):
    """A type that is not understood, or nested too deep to matter."""


GoType: TypeAlias = (
    GoNamed | GoPointer | GoSlice | GoArray | GoMap | GoStructType | GoInterfaceType | GoFunc | GoChan | GoUnknown
)


class GoField(NamedTuple):
    """A field of a struct.

    Args:
        name: The field's name; the type's own name for an embedded type.
        span: The whole declaration, without its comment.
        name_span: The name.
        type: Its type.
        tag_span: The tag with its quotes, or None.
        tag: The keys and values of the tag, in order.
        json_name: The key in JSON: the tag's, the Go name where the tag gives none, None for `json:"-"`
            and for a tag that is elided.
        json_options: What follows the name in the json tag (`omitempty`, `string`).
        has_json_tag: Whether the tag has a `json` key.
        embedded: Whether the field is an embedded type.
        comment: The comment on its line, or the one above it, without its markers.
    """

    name: str
    span: Span
    name_span: Span
    type: GoType
    tag_span: Span | None = None
    tag: tuple[tuple[str, str], ...] = ()
    json_name: str | None = None
    json_options: tuple[str, ...] = ()
    has_json_tag: bool = False
    embedded: bool = False
    comment: str = ""

    @property
    def exported(self) -> bool:
        """Whether the name begins with an upper-case letter (Go spec, "Exported identifiers")."""
        return self.name[:1].isupper()

    @property
    def pointer(self) -> bool:
        """Whether the type is a pointer."""
        return isinstance(self.type, GoPointer)


class GoStruct(NamedTuple):
    """A struct type with a name.

    Args:
        name: Its name.
        span: The whole type specification.
        name_span: The name.
        fields: The fields, embedded types left out unless a json tag names them.
        embedded: The embedded types.
        type_params: The names of its type parameters.
        open: Whether fields are left out (`...`, `// other fields`).
        broken: Whether the declaration does not parse, so that nothing can be held against its fields.
    """

    name: str
    span: Span
    name_span: Span
    fields: tuple[GoField, ...] = ()
    embedded: tuple[GoField, ...] = ()
    type_params: tuple[str, ...] = ()
    open: bool = False
    broken: bool = False


class GoParameter(NamedTuple):
    """A parameter or a result; `name` is empty where it has none."""

    name: str
    type: GoType
    span: Span


class GoFunction(NamedTuple):
    """A function, a method or a method of an interface; `receiver` is the receiver's type name or empty."""

    name: str
    span: Span
    name_span: Span
    receiver: str = ""
    parameters: tuple[GoParameter, ...] = ()
    results: tuple[GoParameter, ...] = ()
    type_params: tuple[str, ...] = ()
    body_span: Span | None = None


class GoInterface(NamedTuple):
    """An interface type with a name; `embedded` holds the types named in it, `open` as for a struct."""

    name: str
    span: Span
    name_span: Span
    methods: tuple[GoFunction, ...] = ()
    embedded: tuple[GoType, ...] = ()
    type_params: tuple[str, ...] = ()
    open: bool = False
    broken: bool = False


class GoNamedType(NamedTuple):
    """Any other `type Name T`, or an alias `type Name = T`."""

    name: str
    span: Span
    name_span: Span
    type: GoType
    alias: bool = False
    type_params: tuple[str, ...] = ()


class GoConstant(NamedTuple):
    """A constant; `type` is its type's name or empty, `value` the literal as written or empty."""

    name: str
    span: Span
    type: str = ""
    value: str = ""


class GoFile(NamedTuple):
    """What a fence of Go declares, in document order, and what is wrong with it."""

    structs: tuple[GoStruct, ...] = ()
    interfaces: tuple[GoInterface, ...] = ()
    functions: tuple[GoFunction, ...] = ()
    named_types: tuple[GoNamedType, ...] = ()
    constants: tuple[GoConstant, ...] = ()
    package: str = ""
    package_span: Span | None = None
    problems: "tuple[Problem, ...]" = ()
