"""Names, types and expressions out of sqlglot's trees, in the same normal form as PostgreSQL's."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from speclint.migrations import postgres
from speclint.migrations.definitions import Expression, Name, TypeName
from speclint.migrations.naming import clip
from speclint.migrations.tree_nodes import default_expression, expression, serial_base, type_name


class UnsureError(Exception):
    """The tree says less than the statement, so the other library's tree must be read."""


def known(node: Any, *allowed: str) -> None:
    """Refuse a node that carries anything beyond the allowed arguments: what isn't read must not be lost."""
    for key, value in node.args.items():
        if key not in allowed and value not in (None, False, [], ()):
            raise UnsureError


def kind_of(node: Any) -> str:
    """Return a node's class name."""
    return type(node).__name__


def identifier(node: Any) -> str:
    """Return an identifier's name, folded unless quoted."""
    if kind_of(node) != "Identifier":
        raise UnsureError
    name = clip(str(node.args["this"]))
    return name if node.args.get("quoted") else name.lower()


def table_name(node: Any) -> Name:
    """Return a relation's name."""
    if kind_of(node) == "Schema":
        node = node.args["this"]
    if kind_of(node) != "Table":
        raise UnsureError
    known(node, "this", "db", "only")
    schema = node.args.get("db")
    return Name(identifier(schema) if schema is not None else None, identifier(node.args["this"]))


def sql(node: Any) -> str:
    """Return a node as PostgreSQL text."""
    return str(node.sql(dialect="postgres", comments=False))


@lru_cache(maxsize=512)
def _type(text: str) -> tuple[TypeName, bool]:
    if not postgres.available():
        form = text.lower().replace(", ", ",")
        base = form.split("(")[0].removesuffix("[]")
        serial = base.endswith("serial")
        form = {"bigserial": "bigint", "smallserial": "smallint", "serial": "int"}.get(base, form)
        return TypeName(form, Name(None, base), form.endswith("[]")), serial
    parsed = postgres.trees(f"SELECT NULL::{text}")
    if not parsed:
        raise UnsureError
    try:
        node = parsed[0].tree["targetList"][0]["ResTarget"]["val"]["TypeCast"]["typeName"]
    except (KeyError, IndexError):
        raise UnsureError from None
    return type_name(node), serial_base(node) is not None


def data_type(node: Any) -> tuple[TypeName, bool]:
    """Return a type in normal form and whether it is a serial pseudo-type."""
    if kind_of(node) != "DataType":
        raise UnsureError
    return _type(sql(node))


@lru_cache(maxsize=512)
def _value(text: str) -> Any:
    parsed = postgres.trees(f"SELECT {text}")
    if not parsed:
        raise UnsureError
    try:
        return parsed[0].tree["targetList"][0]["ResTarget"]["val"]
    except (KeyError, IndexError):
        raise UnsureError from None


# What sqlglot keeps as written; of much else it makes another expression with the same value (`^` becomes POWER).
_FAITHFUL = {
    "Literal",
    "Boolean",
    "Null",
    "Column",
    "Identifier",
    "Neg",
    "Paren",
    "Cast",
    "DataType",
    "DataTypeParam",
    "Anonymous",
    "Uuid",
    "EQ",
    "NEQ",
    "GT",
    "GTE",
    "LT",
    "LTE",
    "And",
    "Or",
    "Is",
    "In",
    "Add",
    "Sub",
    "Mul",
}


def faithful(node: Any) -> None:
    """Refuse an expression that sqlglot may have rewritten."""
    for part in node.walk():
        if kind_of(part) not in _FAITHFUL:
            raise UnsureError


def value(node: Any) -> Expression:
    """Return an expression in normal form."""
    faithful(node)
    return expression(_value(sql(node))) if postgres.available() else _own(node)


def _own(node: Any) -> Expression:
    """Return an expression in sqlglot's own form: where the other library cannot be had, all forms are sqlglot's."""
    columns = {identifier(part.args["this"]): None for part in node.walk() if kind_of(part) == "Column"}
    return Expression(sql(node), tuple(columns))


def default(node: Any, kind: TypeName | None) -> Expression | None:
    """Return a column default in normal form."""
    faithful(node)
    if not postgres.available():
        found = _own(node)
        return None if found.form.upper() == "NULL" else found
    return default_expression(_value(sql(node)), kind)
