"""What a statement does to a schema, in this project's own terms; whichever library read the statement."""

from __future__ import annotations

from speclint.migrations.alterations import AlterTable
from speclint.migrations.definitions import Column, Constraint, Expression, Name, Target
from speclint.records import NamedTuple

Facts = tuple[tuple[str, str | None], ...]


class CreateTable(NamedTuple):
    """CREATE TABLE, with or without AS."""

    name: Name
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    if_not_exists: bool = False
    temporary: bool = False
    inherits: tuple[Name, ...] = ()
    partition_of: Name | None = None
    bound: str = ""
    form: str = ""
    likes: tuple[Name, ...] = ()
    query: Expression | None = None
    unlogged: bool = False


class CreateIndex(NamedTuple):
    """CREATE INDEX; `parts` are the pieces of its automatic name."""

    table: Name
    name: str | None
    parts: tuple[str, ...]
    form: str
    unique: bool = False
    uses: Expression = Expression("")
    if_not_exists: bool = False
    concurrently: bool = False
    columns: tuple[str, ...] = ()


class Drop(NamedTuple):
    """DROP of one or more objects of a kind."""

    kind: str
    targets: tuple[Target, ...]
    if_exists: bool = False
    cascade: bool = False


class Rename(NamedTuple):
    """RENAME of an object, or of a `column` or `constraint` (`sub`) of a table."""

    kind: str
    target: Target
    new: str
    sub: str | None = None
    if_exists: bool = False


class MoveSchema(NamedTuple):
    """SET SCHEMA."""

    kind: str
    target: Target
    schema: str
    if_exists: bool = False


class CreateType(NamedTuple):
    """CREATE TYPE or CREATE DOMAIN; `values` for an enum."""

    name: Name
    kind: str
    values: tuple[str, ...] = ()
    form: str = ""
    uses: Expression = Expression("")
    facts: Facts = ()


class AddEnumValue(NamedTuple):
    """ALTER TYPE ADD VALUE."""

    name: Name
    value: str
    neighbour: str | None = None
    after: bool = True
    if_not_exists: bool = False


class RenameEnumValue(NamedTuple):
    """ALTER TYPE RENAME VALUE."""

    name: Name
    value: str
    new: str


class CreateView(NamedTuple):
    """CREATE VIEW or MATERIALIZED VIEW; `reads` are the columns that its only table must have, as far as is plain."""

    name: Name
    query: Expression
    materialized: bool = False
    replace: bool = False
    if_not_exists: bool = False
    temporary: bool = False
    columns: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()


class CreateFunction(NamedTuple):
    """CREATE FUNCTION, PROCEDURE or AGGREGATE; `arguments` identify it, `changes`: its body may make schema."""

    name: Name
    arguments: tuple[str, ...]
    form: str
    body: str = ""
    kind: str = "function"
    replace: bool = False
    types: tuple[Name, ...] = ()
    changes: bool = False
    facts: Facts = ()


class CreateTrigger(NamedTuple):
    """CREATE TRIGGER."""

    name: str
    table: Name
    function: Name
    form: str
    columns: tuple[str, ...] = ()
    replace: bool = False


class CreateSequence(NamedTuple):
    """CREATE SEQUENCE."""

    name: Name
    facts: Facts = ()
    owner: tuple[Name, str] | None = None
    if_not_exists: bool = False


class CreateExtension(NamedTuple):
    """CREATE EXTENSION."""

    name: str
    if_not_exists: bool = False


class CreateSchema(NamedTuple):
    """CREATE SCHEMA."""

    name: str
    if_not_exists: bool = False


class CreateOther(NamedTuple):
    """CREATE of a kind with nothing but a definition: policy, rule, statistics, operator, cast, role, publication."""

    kind: str
    name: Name
    table: Name | None = None
    form: str = ""
    uses: Expression = Expression("")
    if_not_exists: bool = False
    replace: bool = False
    facts: Facts = ()


class SetProperty(NamedTuple):
    """ALTER of properties of an object that is no table; `set *` clears every one that starts with `set `."""

    kind: str
    target: Target
    settings: Facts


class AlterAttributes(NamedTuple):
    """ALTER TYPE of a composite type: each change is its verb, the attribute, and its type or new name."""

    name: Name
    changes: tuple[tuple[str, str, str], ...]


class Grant(NamedTuple):
    """GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.

    Args:
        kind: The kind of the objects.
        targets: The objects; for `default` rights the schemas.
        rights: Each right with its column, or None; no rights are all of them.
        roles: Who gets or loses them.
        granted: False for REVOKE.
        scope: `object`, `schema` for ALL … IN SCHEMA, `default` for default rights.
    """

    kind: str
    targets: tuple[Target, ...]
    rights: tuple[tuple[str, str | None], ...]
    roles: tuple[str, ...]
    granted: bool
    scope: str = "object"


class SetComment(NamedTuple):
    """COMMENT ON; `sub` is a column or constraint of the target."""

    kind: str
    target: Target
    sub: str | None
    text: str | None


class SetSearchPath(NamedTuple):
    """SET search_path."""

    schemas: tuple[str, ...]


class NoEffect(NamedTuple):
    """A statement that changes no schema: data, SET, BEGIN.

    Args:
        kind: The command.
        calls: The functions that a SELECT calls.
        literals: The names that it gives them.
        tables: The tables whose data are changed.
        columns: The columns that are set, all of the one table.
    """

    kind: str
    calls: tuple[Name, ...] = ()
    literals: tuple[str, ...] = ()
    tables: tuple[Name, ...] = ()
    columns: tuple[str, ...] = ()


class Block(NamedTuple):
    """A DO block: operations that run at most once, and whether a condition or handler guards them."""

    operations: tuple[object, ...]
    guarded: bool = False


class Opaque(NamedTuple):
    """A statement whose effect cannot be read from its text."""

    reason: str


Operation = (
    CreateTable
    | AlterTable
    | CreateIndex
    | Drop
    | Rename
    | MoveSchema
    | CreateType
    | AddEnumValue
    | RenameEnumValue
    | CreateView
    | CreateFunction
    | CreateTrigger
    | CreateSequence
    | CreateExtension
    | CreateSchema
    | CreateOther
    | SetProperty
    | AlterAttributes
    | Grant
    | SetComment
    | SetSearchPath
    | NoEffect
    | Block
    | Opaque
)
