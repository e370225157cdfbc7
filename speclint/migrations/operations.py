"""What a statement does to a schema, in this project's own terms; whichever library read the statement."""

from __future__ import annotations

from speclint.records import NamedTuple


class Name(NamedTuple):
    """A name as written: folded unless quoted, its schema None where the statement gives none."""

    schema: str | None
    name: str

    def __str__(self) -> str:
        return self.name if self.schema is None else f"{self.schema}.{self.name}"


class Expression(NamedTuple):
    """An expression in a normal form (columns stand between `@`), with what it refers to."""

    form: str
    columns: tuple[str, ...] = ()
    functions: tuple[Name, ...] = ()
    relations: tuple[Name, ...] = ()
    types: tuple[Name, ...] = ()
    sequences: tuple[Name, ...] = ()


class TypeName(NamedTuple):
    """A type: the normal form of its name (`int4`, `varchar(20)`), its modifiers included, and the name to look up."""

    form: str
    name: Name
    array: bool = False


class Column(NamedTuple):
    """A column's definition; `serial` is the integer type that a serial column gets."""

    name: str
    type: TypeName | None = None
    nullable: bool = True
    default: Expression | None = None
    identity: str | None = None
    generated: Expression | None = None
    collation: str | None = None
    serial: bool = False
    start: int = 0
    end: int = 0


class Constraint(NamedTuple):
    """A table constraint; `form` holds whatever else two constraints must agree in."""

    kind: str
    name: str | None = None
    columns: tuple[str, ...] = ()
    form: str = ""
    expression: Expression | None = None
    references: Name | None = None
    referenced: tuple[str, ...] = ()
    on_delete: str = "NO ACTION"
    on_update: str = "NO ACTION"
    using_index: str | None = None
    valid: bool = True
    start: int = 0


class CreateTable(NamedTuple):
    """CREATE TABLE, with or without AS."""

    name: Name
    columns: tuple[Column, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    if_not_exists: bool = False
    temporary: bool = False
    inherits: tuple[Name, ...] = ()
    partition_of: Name | None = None
    form: str = ""
    likes: tuple[Name, ...] = ()
    query: Expression | None = None


class AddColumn(NamedTuple):
    """ADD COLUMN with the constraints written at the column."""

    column: Column
    constraints: tuple[Constraint, ...] = ()
    if_not_exists: bool = False


class DropColumn(NamedTuple):
    """DROP COLUMN."""

    name: str
    if_exists: bool = False
    cascade: bool = False


class SetDefault(NamedTuple):
    """SET DEFAULT, or DROP DEFAULT where `default` is None."""

    column: str
    default: Expression | None


class SetNullable(NamedTuple):
    """DROP NOT NULL, or SET NOT NULL where `nullable` is False."""

    column: str
    nullable: bool


class SetType(NamedTuple):
    """ALTER COLUMN TYPE."""

    column: str
    type: TypeName
    collation: str | None = None


class SetColumnProperty(NamedTuple):
    """Any other property of a column: identity, generation expression, statistics target, storage."""

    column: str
    key: str
    value: str | None


class AddConstraint(NamedTuple):
    """ADD CONSTRAINT."""

    constraint: Constraint


class DropConstraint(NamedTuple):
    """DROP CONSTRAINT."""

    name: str
    if_exists: bool = False
    cascade: bool = False


class SetConstraintProperty(NamedTuple):
    """VALIDATE CONSTRAINT and ALTER CONSTRAINT."""

    name: str
    key: str
    value: str


class SetTableProperty(NamedTuple):
    """A property of the table itself: row security, storage parameters, replica identity, trigger states."""

    key: str
    value: str | None


class AttachPartition(NamedTuple):
    """ATTACH PARTITION (or INHERIT, with no bound)."""

    partition: Name
    form: str


class DetachPartition(NamedTuple):
    """DETACH PARTITION (or NO INHERIT)."""

    partition: Name


Action = (
    AddColumn
    | DropColumn
    | SetDefault
    | SetNullable
    | SetType
    | SetColumnProperty
    | AddConstraint
    | DropConstraint
    | SetConstraintProperty
    | SetTableProperty
    | AttachPartition
    | DetachPartition
)


class AlterTable(NamedTuple):
    """ALTER TABLE with its actions in order."""

    name: Name
    actions: tuple[Action, ...]
    if_exists: bool = False


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


class Target(NamedTuple):
    """An object to drop: for a trigger, policy or rule its table; for a function its argument types, if given."""

    name: Name
    table: Name | None = None
    arguments: tuple[str, ...] | None = None


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
    """CREATE VIEW or MATERIALIZED VIEW."""

    name: Name
    query: Expression
    materialized: bool = False
    replace: bool = False
    if_not_exists: bool = False
    temporary: bool = False
    columns: tuple[str, ...] = ()


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
    form: str = ""
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


class SetProperty(NamedTuple):
    """ALTER of one property of an object that is no table."""

    kind: str
    target: Target
    key: str
    value: str | None


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
    """A statement that changes no schema: data, SET, GRANT, BEGIN; `calls` are the functions that a SELECT calls."""

    kind: str
    calls: tuple[Name, ...] = ()


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
    | SetComment
    | SetSearchPath
    | NoEffect
    | Block
    | Opaque
)
