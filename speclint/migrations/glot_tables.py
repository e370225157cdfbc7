"""Tables and their parts out of sqlglot's trees."""

from __future__ import annotations

from typing import Any

from speclint.migrations.definitions import Column, Constraint
from speclint.migrations.glot_nodes import (
    UnsureError,
    data_type,
    default,
    identifier,
    kind_of,
    known,
    table_name,
    value,
)
from speclint.migrations.operations import CreateTable, Operation

_DELETE = {"CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION"}
_NOTHING = "[,[]]"


def create_table(node: Any) -> Operation:
    """Lower CREATE TABLE."""
    known(node, "this", "kind", "exists")
    schema = node.args["this"]
    if kind_of(schema) != "Schema":
        raise UnsureError
    columns: list[Column] = []
    constraints: list[Constraint] = []
    for element in schema.args.get("expressions") or ():
        if kind_of(element) == "ColumnDef":
            made, own = column(element)
            columns.append(made)
            constraints.extend(own)
        else:
            constraints.append(constraint(element))
    return CreateTable(
        name=table_name(schema),
        columns=tuple(columns),
        constraints=tuple(constraints),
        if_not_exists=bool(node.args.get("exists")),
        form=_NOTHING,
    )


def column(node: Any) -> tuple[Column, tuple[Constraint, ...]]:
    """Lower a column definition and the constraints written at it."""
    known(node, "this", "kind", "constraints")
    name = identifier(node.args["this"])
    kind, serial = data_type(node.args["kind"])
    made = Column(name, kind, nullable=not serial, serial=serial)
    constraints: list[Constraint] = []
    for item in node.args.get("constraints") or ():
        known(item, "this", "kind")
        own = item.args.get("this")
        part = item.args["kind"]
        match kind_of(part):
            case "NotNullColumnConstraint":
                made = made._replace(nullable=bool(part.args.get("allow_null")))
            case "DefaultColumnConstraint":
                made = made._replace(default=default(part.args["this"], kind))
            case _:
                inline = _inline(part, name)
                constraints.append(inline._replace(name=identifier(own) if own is not None else None))
    if any(c.kind == "primary" for c in constraints):
        made = made._replace(nullable=False)
    return made, tuple(constraints)


def _inline(part: Any, column: str) -> Constraint:
    match kind_of(part):
        case "PrimaryKeyColumnConstraint":
            _plain_index(part)
            return Constraint("primary", None, (column,))
        case "UniqueColumnConstraint":
            if part.args.get("this") is not None:
                raise UnsureError
            _plain_index(part)
            return Constraint("unique", None, (column,))
        case "CheckColumnConstraint":
            return _check(part)
        case "Reference":
            return _reference(part, (column,))
        case _:
            raise UnsureError


def _plain_index(node: Any) -> None:
    known(node, "this", "expressions", "include")
    parameters = node.args.get("include")
    if parameters is not None:
        known(parameters)


def _check(part: Any) -> Constraint:
    known(part, "this")
    read = value(part.args["this"])
    return Constraint("check", None, read.columns, "", read)


def _reference(part: Any, columns: tuple[str, ...]) -> Constraint:
    known(part, "this", "options")
    target = part.args["this"]
    referenced: tuple[str, ...] = ()
    if kind_of(target) == "Schema":
        referenced = tuple(identifier(e) for e in target.args.get("expressions") or ())
    actions = {"ON DELETE": "NO ACTION", "ON UPDATE": "NO ACTION"}
    for option in part.args.get("options") or ():
        words = str(option).upper()
        event, action = words[:9], words[10:]
        if event not in actions or action not in _DELETE:
            raise UnsureError
        actions[event] = action
    return Constraint(
        "foreign",
        None,
        columns,
        references=table_name(target),
        referenced=referenced,
        on_delete=actions["ON DELETE"],
        on_update=actions["ON UPDATE"],
    )


def constraint(node: Any) -> Constraint:
    """Lower a table constraint."""
    match kind_of(node):
        case "Constraint":
            parts = list(node.args.get("expressions") or ())
            if len(parts) != 1:
                raise UnsureError
            return constraint(parts[0])._replace(name=identifier(node.args["this"]))
        case "PrimaryKey":
            _plain_index(node)
            return Constraint("primary", None, _columns(node.args.get("expressions")))
        case "UniqueColumnConstraint":
            _plain_index(node)
            schema = node.args.get("this")
            if schema is None or kind_of(schema) != "Schema":
                raise UnsureError
            return Constraint("unique", None, _columns(schema.args.get("expressions")))
        case "ForeignKey":
            known(node, "expressions", "reference")
            return _reference(node.args["reference"], _columns(node.args.get("expressions")))
        case "CheckColumnConstraint":
            return _check(node)
        case _:
            raise UnsureError


def _columns(nodes: Any) -> tuple[str, ...]:
    return tuple(identifier(node) for node in nodes or ())
