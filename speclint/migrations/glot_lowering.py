"""Operations out of sqlglot's trees; a tree that says less than its statement is left to PostgreSQL's own."""

from __future__ import annotations

import re
from typing import Any

from speclint.migrations.alterations import (
    Action,
    AddColumn,
    AddConstraint,
    AlterTable,
    DropColumn,
    DropConstraint,
    SetDefault,
    SetNullable,
    SetType,
)
from speclint.migrations.definitions import Target
from speclint.migrations.dialects import sqlglot
from speclint.migrations.glot_nodes import (
    UnsureError,
    data_type,
    default,
    identifier,
    kind_of,
    known,
    sql,
    table_name,
)
from speclint.migrations.glot_tables import column, constraint, create_table
from speclint.migrations.operations import CreateIndex, CreateType, Drop, Operation, Rename
from speclint.regex import regex

_DROPS = {"TABLE", "VIEW", "INDEX", "TYPE", "SEQUENCE", "SCHEMA"}
# Types of other databases, which sqlglot turns into PostgreSQL's; the server knows them as they are written, or not.
_FOREIGN_TYPE = regex(
    r"\b(?:string|blob|hugeint|u?int(?:8|16|32|64|128|256)|tinyint|mediumint|datetime|nvarchar|tinytext|mediumtext|longtext"
    r"|tinyblob|mediumblob|longblob|long|binary|varbinary|uniqueidentifier|smalldatetime|timestamp_\w+|nchar|map|struct"
    r"|object|variant|unsigned|double)\b",
    re.IGNORECASE,
)


def lower_one(text: str) -> Operation | None:
    """Lower one statement by sqlglot's tree.

    Args:
        text: The statement, which PostgreSQL's grammar accepts.

    Returns:
        The operation, or None where sqlglot refuses the statement, has only a `Command` for it, or leaves out of its
        tree what the statement says. Offsets inside the operation are 0.
    """
    if _FOREIGN_TYPE.search(text):
        return None
    module = sqlglot()
    try:
        trees = module.parse(text, dialect="postgres")
        if len(trees) != 1 or trees[0] is None:
            return None
        lower = _STATEMENTS.get(kind_of(trees[0]))
        return None if lower is None else lower(trees[0])
    except (UnsureError, RecursionError, KeyError, module.errors.SqlglotError):
        return None


def _create(node: Any) -> Operation:
    kind = str(node.args.get("kind", "")).upper()
    if kind == "TABLE":
        return create_table(node)
    if kind == "INDEX":
        return _create_index(node)
    if kind == "TYPE":
        return _create_type(node)
    raise UnsureError


def _create_index(node: Any) -> Operation:
    known(node, "this", "kind", "exists", "concurrently", "unique")
    index = node.args["this"]
    known(index, "this", "table", "params")
    parameters = index.args["params"]
    known(parameters, "columns", "using")
    method = parameters.args.get("using")
    names: list[str] = []
    for element in parameters.args.get("columns") or ():
        # An order, a class of operators or an expression is more than this tree keeps of it.
        if kind_of(element) != "Ordered" or element.args.get("desc") or element.args.get("nulls_first"):
            raise UnsureError
        named = element.args["this"]
        if kind_of(named) != "Column" or named.args.get("table") is not None:
            raise UnsureError
        names.append(identifier(named.args["this"]))
    own = index.args.get("this")
    unique = bool(node.args.get("unique"))
    return _index(table_name(index.args["table"]), own, names, sql(method).lower() if method else "btree", unique, node)


def _index(table: Any, own: Any, names: list[str], method: str, unique: bool, node: Any) -> Operation:
    from speclint.migrations.tree_nodes import expression

    elements = [
        {"IndexElem": {"name": n, "ordering": "SORTBY_DEFAULT", "nulls_ordering": "SORTBY_NULLS_DEFAULT"}}
        for n in names
    ]
    rest: dict[str, Any] = {"accessMethod": method, "indexParams": elements}
    if unique:
        rest["unique"] = True
    used = expression({"IndexStmt": rest})
    return CreateIndex(
        table=table,
        name=identifier(own) if own is not None else None,
        parts=tuple(names),
        form=used.form,
        unique=unique,
        uses=used,
        if_not_exists=bool(node.args.get("exists")),
        concurrently=bool(node.args.get("concurrently")),
        columns=tuple(names),
    )


def _create_type(node: Any) -> Operation:
    known(node, "this", "kind", "expression")
    body = node.args.get("expression")
    if body is None or kind_of(body) != "DataType" or getattr(body.args.get("this"), "name", "") != "ENUM":
        raise UnsureError
    values = [e for e in body.args.get("expressions") or () if kind_of(e) == "Literal" and e.args.get("is_string")]
    if len(values) != len(body.args.get("expressions") or ()):
        raise UnsureError
    return CreateType(table_name(node.args["this"]), "enum", tuple(str(v.args["this"]) for v in values))


def _drop(node: Any) -> Operation:
    known(node, "exists", "tables", "kind", "cascade", "concurrently", "restrict", "materialized")
    kind = str(node.args.get("kind", "")).upper()
    if kind not in _DROPS or (node.args.get("materialized") and kind != "VIEW"):
        raise UnsureError
    name = "materialized view" if node.args.get("materialized") else kind.lower()
    tables = node.args.get("tables") or ()
    if kind == "SCHEMA" or not tables:
        raise UnsureError
    targets = tuple(Target(table_name(t)) for t in tables)
    return Drop(name, targets, bool(node.args.get("exists")), bool(node.args.get("cascade")))


def _alter(node: Any) -> Operation:
    known(node, "this", "kind", "exists", "actions")
    if str(node.args.get("kind", "")).upper() != "TABLE":
        raise UnsureError
    table = table_name(node.args["this"])
    actions = list(node.args.get("actions") or ())
    if len(actions) == 1 and kind_of(actions[0]) in {"RenameColumn", "AlterRename"}:
        return _rename(actions[0], table, bool(node.args.get("exists")))
    lowered = tuple(part for action in actions for part in _action(action))
    if not lowered:
        raise UnsureError
    return AlterTable(table, lowered, bool(node.args.get("exists")))


def _rename(action: Any, table: Any, absent: bool) -> Operation:
    if kind_of(action) == "AlterRename":
        known(action, "this")
        new = table_name(action.args["this"])
        if new.schema is not None:
            raise UnsureError
        return Rename("table", Target(table), new.name, None, absent)
    known(action, "this", "to")
    old, new_column = action.args["this"].args["this"], action.args["to"].args["this"]
    return Rename("column", Target(table), identifier(new_column), identifier(old), absent)


def _action(action: Any) -> list[Action]:
    match kind_of(action):
        case "ColumnDef":
            absent = bool(action.args.get("exists"))
            action.args.pop("exists", None)
            made, constraints = column(action)
            return [AddColumn(made, constraints, absent)]
        case "Drop":
            return [_drop_part(action)]
        case "AddConstraint":
            known(action, "expressions")
            return [AddConstraint(constraint(e)) for e in action.args.get("expressions") or ()]
        case "AlterColumn":
            return [_alter_column(action)]
        case _:
            raise UnsureError


def _drop_part(action: Any) -> Action:
    known(action, "this", "tables", "exists", "kind", "cascade", "restrict")
    kind = str(action.args.get("kind", "")).upper()
    node = action.args.get("this") or (action.args.get("tables") or [None])[0]
    while node is not None and kind_of(node) in {"Column", "Table"}:
        known(node, "this")
        node = node.args["this"]
    name = identifier(node)
    absent, cascade = bool(action.args.get("exists")), bool(action.args.get("cascade"))
    if kind == "COLUMN":
        return DropColumn(name, absent, cascade)
    if kind == "CONSTRAINT":
        return DropConstraint(name, absent, cascade)
    raise UnsureError


def _alter_column(action: Any) -> Action:
    known(action, "this", "dtype", "default", "drop", "allow_null", "using")
    node = action.args["this"]
    name = identifier(node.args["this"] if kind_of(node) == "Column" else node)
    if action.args.get("dtype") is not None:
        return SetType(name, data_type(action.args["dtype"])[0], using=bool(action.args.get("using")))
    if action.args.get("default") is not None:
        return SetDefault(name, default(action.args["default"], None))
    if action.args.get("allow_null") is not None:
        return SetNullable(name, bool(action.args.get("drop")))
    raise UnsureError


_STATEMENTS: dict[str, Any] = {"Create": _create, "Drop": _drop, "Alter": _alter}
