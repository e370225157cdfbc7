"""What ALTER TABLE does, action by action."""

from __future__ import annotations

from speclint.migrations.definitions import Column, Constraint, Expression, Name, TypeName
from speclint.records import NamedTuple


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
    using: bool = False


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
