"""Types and domains out of PostgreSQL's parse trees."""

from __future__ import annotations

from speclint.migrations.definitions import Name, Target
from speclint.migrations.naming import choose
from speclint.migrations.operations import (
    AddEnumValue,
    AlterAttributes,
    CreateType,
    NoEffect,
    Operation,
    RenameEnumValue,
    SetProperty,
)
from speclint.migrations.tree_nodes import Tree, expression, name_of, range_name, strings, type_name


def create_enum(tree: Tree) -> Operation:
    """Lower CREATE TYPE AS ENUM."""
    return CreateType(name_of(strings(tree.get("typeName"))), "enum", strings(tree.get("vals")))


def create_composite(tree: Tree) -> Operation:
    """Lower CREATE TYPE AS (…)."""
    used = expression(tree.get("coldeflist", []))
    columns = [item.get("ColumnDef", {}) for item in tree.get("coldeflist", ())]
    facts = tuple((f"attribute {c.get('colname', '')}", type_name(c.get("typeName", {})).form) for c in columns)
    return CreateType(range_name(tree.get("typevar", {})), "composite", (), "", used, facts)


def alter_composite(tree: Tree) -> Operation:
    """Lower ALTER TYPE of a composite type."""
    changes: list[tuple[str, str, str]] = []
    for item in tree.get("cmds", ()):
        command = item.get("AlterTableCmd", {})
        column = command.get("def", {}).get("ColumnDef", {})
        kind = type_name(column.get("typeName", {})).form
        match command.get("subtype"):
            case "AT_AddColumn":
                changes.append(("add", column.get("colname", ""), kind))
            case "AT_DropColumn":
                changes.append(("drop if exists" if command.get("missing_ok") else "drop", command.get("name", ""), ""))
            case "AT_AlterColumnType":
                changes.append(("type", command.get("name", ""), kind))
    return AlterAttributes(range_name(tree.get("relation", {})), tuple(changes))


def create_domain(tree: Tree) -> Operation:
    """Lower CREATE DOMAIN: its constraints are facts of its own, under their own or their automatic names."""
    used = expression([{"TypeName": tree.get("typeName", {})}, tree.get("constraints", [])])
    name = name_of(strings(tree.get("domainname")))
    facts: dict[str, str | None] = {}
    for item in tree.get("constraints", ()):
        node = item.get("Constraint", {})
        match node.get("contype"):
            case "CONSTR_CHECK":
                facts[f"constraint {_check_name(name, node, facts)}"] = expression(node.get("raw_expr", {})).form
            case "CONSTR_NOTNULL":
                facts["nullability"] = "not null"
            case "CONSTR_DEFAULT":
                facts["default"] = expression(node.get("raw_expr", {})).form
    return CreateType(name, "domain", (), type_name(tree.get("typeName", {})).form, used, tuple(facts.items()))


def _check_name(domain: Name, node: Tree, facts: dict[str, str | None]) -> str:
    taken = {key.removeprefix("constraint ") for key in facts}
    return str(node.get("conname") or choose(domain.name, "", "check", lambda name: name in taken))


def create_range(tree: Tree) -> Operation:
    """Lower CREATE TYPE AS RANGE."""
    used = expression(tree.get("params", []))
    return CreateType(name_of(strings(tree.get("typeName"))), "range", (), used.form, used)


def alter_enum(tree: Tree) -> Operation:
    """Lower ALTER TYPE ADD VALUE and RENAME VALUE."""
    name = name_of(strings(tree.get("typeName")))
    if "oldVal" in tree:
        return RenameEnumValue(name, tree["oldVal"], tree["newVal"])
    after = bool(tree.get("newValIsAfter", "newValNeighbor" not in tree))
    return AddEnumValue(
        name, tree.get("newVal", ""), tree.get("newValNeighbor"), after, bool(tree.get("skipIfNewValExists"))
    )


def alter_domain(tree: Tree) -> Operation:
    """Lower ALTER DOMAIN: each change of a domain counts as a property of its own."""
    target = Target(name_of(strings(tree.get("typeName"))))
    kind, definition = tree.get("subtype"), tree.get("def", {})
    if kind in {"C", "X"}:
        node = definition.get("Constraint", {})
        name = tree.get("name") or _check_name(target.name, node, {})
        form = expression(node.get("raw_expr", {})).form if kind == "C" else None
        return SetProperty("domain", target, ((f"constraint {name}", form),))
    if kind in {"N", "O"}:
        return SetProperty("domain", target, (("nullability", "not null" if kind == "O" else None),))
    if kind == "T":
        return SetProperty("domain", target, (("default", expression(definition).form if definition else None),))
    return NoEffect("ALTER DOMAIN")
