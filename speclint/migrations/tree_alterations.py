"""ALTER TABLE out of PostgreSQL's parse trees."""

from __future__ import annotations

from typing import Any

from speclint.migrations.alterations import (
    Action,
    AddColumn,
    AddConstraint,
    AlterTable,
    AttachPartition,
    DetachPartition,
    DropColumn,
    DropConstraint,
    SetColumnProperty,
    SetConstraintProperty,
    SetDefault,
    SetNullable,
    SetTableProperty,
    SetType,
)
from speclint.migrations.operations import NoEffect, Opaque, Operation
from speclint.migrations.tree_nodes import Tree, default_expression, expression, range_name, strings, type_name
from speclint.migrations.tree_tables import collation_of, column, constraint
from speclint.migrations.tree_types import alter_composite


def alter_table(tree: Tree) -> Operation:
    """Lower ALTER TABLE and its kin (ALTER VIEW, INDEX, SEQUENCE with table-like actions)."""
    if tree.get("objtype") == "OBJECT_TYPE":
        return alter_composite(tree)
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
    return [SetType(command.get("name", ""), kind, collation_of(collation), "raw_default" in definition)]


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


def _storage(command: Tree) -> list[Action]:
    """Lower SET STORAGE; types that can be stored otherwise than plainly are extended from the start."""
    value = _value(command.get("def", {}))
    usual = str(value).lower() in {"extended", "default"}
    return [SetColumnProperty(command.get("name", ""), "storage", None if usual else value)]


def _replica_identity(command: Tree) -> list[Action]:
    form = expression(command.get("def", {})).form
    usual = command.get("def", {}).get("ReplicaIdentityStmt", {}).get("identity_type") == "d"
    return [SetTableProperty("replica identity", None if usual else form)]


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
    "AT_SetStorage": _storage,
    "AT_SetOptions": _column_flag("options"),
    "AT_SetUnLogged": _flag("persistence", "unlogged"),
    "AT_SetLogged": _flag("persistence", None),
    "AT_EnableRowSecurity": _flag("row security", "enabled"),
    "AT_DisableRowSecurity": _flag("row security", None),
    "AT_ForceRowSecurity": _flag("forced row security", "enabled"),
    "AT_NoForceRowSecurity": _flag("forced row security", None),
    "AT_ReplicaIdentity": _replica_identity,
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
