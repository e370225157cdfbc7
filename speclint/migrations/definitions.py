"""What operations are made of: names, expressions, types, columns and constraints."""

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


class Target(NamedTuple):
    """An object to drop: for a trigger, policy or rule its table; for a function its argument types, if given."""

    name: Name
    table: Name | None = None
    arguments: tuple[str, ...] | None = None
