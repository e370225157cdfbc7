"""Tables and their parts out of PostgreSQL's parse trees."""

from __future__ import annotations

from typing import Any

from speclint.migrations.operations import (
    Action,
    AddColumn,
    AddConstraint,
    AlterTable,
    AttachPartition,
    Column,
    Constraint,
    CreateIndex,
    CreateTable,
    DetachPartition,
    DropColumn,
    DropConstraint,
    Expression,
    Name,
    NoEffect,
    Opaque,
    Operation,
    SetColumnProperty,
    SetConstraintProperty,
    SetDefault,
    SetNullable,
    SetTableProperty,
    SetType,
)
from speclint.migrations.tree_nodes import (
    Tree,
    default_expression,
    expression,
    range_name,
    serial_base,
    strings,
    type_name,
)

_ACTIONS = {"a": "NO ACTION", "r": "RESTRICT", "c": "CASCADE", "n": "SET NULL", "d": "SET DEFAULT"}
_KINDS = {
    "CONSTR_PRIMARY": "primary",
    "CONSTR_UNIQUE": "unique",
    "CONSTR_FOREIGN": "foreign",
    "CONSTR_CHECK": "check",
    "CONSTR_EXCLUSION": "exclude",
}
_DEFERRABILITY = {
    "CONSTR_ATTR_DEFERRABLE": "deferrable",
    "CONSTR_ATTR_DEFERRED": "initdeferred",
}


def constraint(node: Tree, column: str | None = None) -> Constraint | None:
    """Lower a constraint node; `column` is the column that it is written at."""
    kind = _KINDS.get(node.get("contype", ""))
    if kind is None:
        return None
    own = (column,) if column is not None else ()
    columns = strings(node.get("keys")) or strings(node.get("fk_attrs")) or own
    parts = [key for key in ("nulls_not_distinct", "deferrable", "initdeferred", "is_no_inherit") if node.get(key)]
    included = strings(node.get("including"))
    if included:
        parts.append(f"include {','.join(f'@{c}@' for c in included)}")
    read: Expression | None = None
    references: Name | None = None
    referenced: tuple[str, ...] = ()
    if kind == "check":
        read = expression(node.get("raw_expr", {}))
        columns = read.columns
    elif kind == "exclude":
        read = expression([node.get("access_method"), node.get("exclusions", []), node.get("where_clause", {})])
        columns = read.columns
    elif kind == "foreign":
        references, referenced = range_name(node.get("pktable", {})), strings(node.get("pk_attrs"))
        if node.get("fk_matchtype") == "f":
            parts.append("match full")
    return Constraint(
        kind=kind,
        name=node.get("conname"),
        columns=columns,
        form=" ".join(parts),
        expression=read,
        references=references,
        referenced=referenced,
        on_delete=_ACTIONS.get(node.get("fk_del_action", "a"), "NO ACTION"),
        on_update=_ACTIONS.get(node.get("fk_upd_action", "a"), "NO ACTION"),
        using_index=node.get("indexname"),
        valid=not node.get("skip_validation", False),
        start=node.get("location", 0),
    )


def column(node: Tree) -> tuple[Column, tuple[Constraint, ...]]:
    """Lower a column definition and the constraints written at it."""
    raw_type = node.get("typeName")
    kind = type_name(raw_type) if raw_type else None
    serial = raw_type is not None and serial_base(raw_type) is not None
    name = node.get("colname", "")
    facts: dict[str, Any] = {"nullable": not serial}
    constraints: list[Constraint] = []
    for item in node.get("constraints", ()):
        part = item.get("Constraint", {})
        contype = part.get("contype")
        made = constraint(part, name)
        if made is not None:
            constraints.append(made)
        elif contype in _DEFERRABILITY and constraints:
            constraints[-1] = constraints[-1]._replace(form=f"{constraints[-1].form} {_DEFERRABILITY[contype]}".strip())
        elif contype in {"CONSTR_NOTNULL", "CONSTR_NULL"}:
            facts["nullable"] = contype == "CONSTR_NULL"
        elif contype == "CONSTR_DEFAULT":
            facts["default"] = default_expression(part.get("raw_expr", {}), kind)
        elif contype == "CONSTR_IDENTITY":
            facts["identity"], facts["nullable"] = part.get("generated_when", "d"), False
        elif contype == "CONSTR_GENERATED":
            facts["generated"] = expression(part.get("raw_expr", {}))
    if any(c.kind == "primary" for c in constraints):
        facts["nullable"] = False
    collation = strings(node.get("collClause", {}).get("collname"))
    made_column = Column(
        name=name,
        type=kind,
        collation=_collation(collation),
        serial=serial,
        start=node.get("location", 0),
        **facts,
    )
    return made_column, tuple(constraints)


def _collation(names: tuple[str, ...]) -> str | None:
    return None if not names or names[-1] == "default" else names[-1]


def create_table(tree: Tree) -> Operation:
    """Lower CREATE TABLE."""
    relation = tree.get("relation", {})
    columns: list[Column] = []
    constraints: list[Constraint] = []
    likes: list[Name] = []
    for element in tree.get("tableElts", ()):
        if "ColumnDef" in element:
            made, own = column(element["ColumnDef"])
            columns.append(made)
            constraints.extend(own)
        elif "Constraint" in element:
            found = constraint(element["Constraint"])
            if found is not None:
                constraints.append(found)
        elif "TableLikeClause" in element:
            likes.append(range_name(element["TableLikeClause"].get("relation", {})))
    parents = tuple(range_name(p["RangeVar"]) for p in tree.get("inhRelations", ()) if "RangeVar" in p)
    bound, spec = tree.get("partbound"), tree.get("partspec")
    form = expression([bound or {}, spec or {}, tree.get("options", [])]).form
    return CreateTable(
        name=range_name(relation),
        columns=tuple(columns),
        constraints=tuple(constraints),
        if_not_exists=bool(tree.get("if_not_exists")),
        temporary=relation.get("relpersistence") == "t",
        inherits=() if bound else parents,
        partition_of=parents[0] if bound and parents else None,
        form=form,
        likes=tuple(likes),
    )


def alter_table(tree: Tree) -> Operation:
    """Lower ALTER TABLE and its kin (ALTER VIEW, INDEX, SEQUENCE with table-like actions)."""
    actions: list[Action] = []
    for item in tree.get("cmds", ()):
        command = item.get("AlterTableCmd", {})
        subtype = str(command.get("subtype", ""))
        if subtype in _SILENT:
            continue
        lower = _COMMANDS.get(subtype)
        if lower is None:
            return Opaque(f"ALTER TABLE with {subtype.removeprefix('AT_')}")
        actions.extend(lower(command))
    if tree.get("objtype") == "OBJECT_TYPE":
        return Opaque("ALTER TYPE of a composite type")
    if not actions:
        return NoEffect("ALTER")
    return AlterTable(range_name(tree.get("relation", {})), tuple(actions), bool(tree.get("missing_ok")))


def _cascades(command: Tree) -> bool:
    return command.get("behavior") == "DROP_CASCADE"


def _add_column(command: Tree) -> list[Action]:
    made, constraints = column(command.get("def", {}).get("ColumnDef", {}))
    return [AddColumn(made, constraints, bool(command.get("missing_ok")))]


def _drop_column(command: Tree) -> list[Action]:
    return [DropColumn(command.get("name", ""), bool(command.get("missing_ok")), _cascades(command))]


def _set_default(command: Tree) -> list[Action]:
    raw = command.get("def")
    return [SetDefault(command.get("name", ""), default_expression(raw, None) if raw else None)]


def _set_type(command: Tree) -> list[Action]:
    definition = command.get("def", {}).get("ColumnDef", {})
    collation = strings(definition.get("collClause", {}).get("collname"))
    kind = type_name(definition.get("typeName", {}))
    return [SetType(command.get("name", ""), kind, _collation(collation))]


def _add_constraint(command: Tree) -> list[Action]:
    made = constraint(command.get("def", {}).get("Constraint", {}))
    return [AddConstraint(made)] if made is not None else []


def _drop_constraint(command: Tree) -> list[Action]:
    return [DropConstraint(command.get("name", ""), bool(command.get("missing_ok")), _cascades(command))]


def _validate(command: Tree) -> list[Action]:
    return [SetConstraintProperty(command.get("name", ""), "valid", "true")]


def _alter_constraint(command: Tree) -> list[Action]:
    node = command.get("def", {})
    inner = node.get("Constraint") or node.get("ATAlterConstraint") or {}
    flags = " ".join(k for k in ("deferrable", "initdeferred") if inner.get(k))
    return [SetConstraintProperty(inner.get("conname", ""), "form", flags)]


def _identity(command: Tree) -> list[Action]:
    subtype, name = command.get("subtype"), command.get("name", "")
    if subtype == "AT_DropIdentity":
        return [SetColumnProperty(name, "identity", None)]
    node = command.get("def", {})
    when = node.get("Constraint", {}).get("generated_when")
    if when is None:
        items = node.get("List", {}).get("items", ())
        kinds = [i["DefElem"] for i in items if i.get("DefElem", {}).get("defname") == "generated"]
        if not kinds:
            return []
        when = chr(int(kinds[0].get("arg", {}).get("Integer", {}).get("ival", ord("d"))))
    return [SetColumnProperty(name, "identity", when)]


def _flag(key: str, value: str | None) -> Any:
    return lambda _: [SetTableProperty(key, value)]


def _options(command: Tree) -> list[Action]:
    items = command.get("def", {}).get("List", {}).get("items", ())
    reset = command.get("subtype") == "AT_ResetRelOptions"
    return [
        SetTableProperty(
            f"option {i['DefElem'].get('defname')}", None if reset else expression(i["DefElem"].get("arg", {})).form
        )
        for i in items
        if "DefElem" in i
    ]


def _column_flag(key: str) -> Any:
    return lambda c: [SetColumnProperty(c.get("name", ""), key, _value(c.get("def", {})))]


def _value(node: Tree) -> str | None:
    """Return a setting's value; -1 is how a statistics target is given back to the default."""
    if "Integer" in node:
        number = int(node["Integer"].get("ival", 0))
        return None if number == -1 else str(number)
    return expression(node).form


def _trigger(command: Tree) -> list[Action]:
    subtype, name = str(command.get("subtype")), command.get("name", "all")
    state = None if subtype.startswith("AT_EnableTrig") else subtype
    return [SetTableProperty(f"trigger {name}", state)]


def _attach(command: Tree) -> list[Action]:
    partition = command.get("def", {}).get("PartitionCmd", {})
    return [AttachPartition(range_name(partition.get("name", {})), expression(partition.get("bound", {})).form)]


def _detach(command: Tree) -> list[Action]:
    return [DetachPartition(range_name(command.get("def", {}).get("PartitionCmd", {}).get("name", {})))]


# Owners, clustering and tablespaces are no part of what a migration's Down must restore.
_SILENT = {
    "AT_ChangeOwner",
    "AT_ClusterOn",
    "AT_DropCluster",
    "AT_SetTableSpace",
    "AT_SetLogged",
    "AT_SetUnLogged",
    "AT_SetAccessMethod",
    "AT_SetCompression",
}
_COMMANDS: dict[str, Any] = {
    "AT_AddColumn": _add_column,
    "AT_DropColumn": _drop_column,
    "AT_ColumnDefault": _set_default,
    "AT_SetNotNull": lambda c: [SetNullable(c.get("name", ""), False)],
    "AT_DropNotNull": lambda c: [SetNullable(c.get("name", ""), True)],
    "AT_AlterColumnType": _set_type,
    "AT_AddConstraint": _add_constraint,
    "AT_DropConstraint": _drop_constraint,
    "AT_ValidateConstraint": _validate,
    "AT_AlterConstraint": _alter_constraint,
    "AT_AddIdentity": _identity,
    "AT_SetIdentity": _identity,
    "AT_DropIdentity": _identity,
    "AT_DropExpression": lambda c: [SetColumnProperty(c.get("name", ""), "generated", None)],
    "AT_SetStatistics": _column_flag("statistics"),
    "AT_SetStorage": _column_flag("storage"),
    "AT_SetOptions": _column_flag("options"),
    "AT_EnableRowSecurity": _flag("row security", "enabled"),
    "AT_DisableRowSecurity": _flag("row security", None),
    "AT_ForceRowSecurity": _flag("forced row security", "enabled"),
    "AT_NoForceRowSecurity": _flag("forced row security", None),
    "AT_ReplicaIdentity": lambda c: [SetTableProperty("replica identity", expression(c.get("def", {})).form)],
    "AT_SetRelOptions": _options,
    "AT_ResetRelOptions": _options,
    "AT_EnableTrig": _trigger,
    "AT_EnableTrigAll": _trigger,
    "AT_EnableTrigUser": _trigger,
    "AT_EnableAlwaysTrig": _trigger,
    "AT_EnableReplicaTrig": _trigger,
    "AT_DisableTrig": _trigger,
    "AT_DisableTrigAll": _trigger,
    "AT_DisableTrigUser": _trigger,
    "AT_AttachPartition": _attach,
    "AT_DetachPartition": _detach,
    "AT_AddInherit": lambda c: [SetTableProperty(f"inherits {range_name(c['def']['RangeVar'])}", "yes")],
    "AT_DropInherit": lambda c: [SetTableProperty(f"inherits {range_name(c['def']['RangeVar'])}", None)],
}


def create_index(tree: Tree) -> Operation:
    """Lower CREATE INDEX."""
    elements = [e.get("IndexElem", {}) for e in tree.get("indexParams", ())]
    included = [e.get("IndexElem", {}) for e in tree.get("indexIncludingParams", ())]
    rest = {k: v for k, v in tree.items() if k not in _INDEX_NAMES}
    used = expression({"IndexStmt": rest})
    return CreateIndex(
        table=range_name(tree.get("relation", {})),
        name=tree.get("idxname"),
        parts=tuple(_index_part(e) for e in [*elements, *included]),
        form=used.form,
        unique=bool(tree.get("unique")),
        uses=used,
        if_not_exists=bool(tree.get("if_not_exists")),
        concurrently=bool(tree.get("concurrent")),
        columns=tuple(e.get("name", "") for e in elements),
    )


_INDEX_NAMES = {"relation", "idxname", "if_not_exists", "concurrent", "reset_default_tblspc", "tableSpace"}


def _index_part(element: Tree) -> str:
    """Return what an index element adds to the automatic name (`FigureIndexColname`)."""
    if element.get("name"):
        return str(element["name"])
    node = element.get("expr", {})
    if "FuncCall" in node:
        return strings(node["FuncCall"].get("funcname"))[-1]
    if "CoalesceExpr" in node:
        return "coalesce"
    return "expr"
