"""Types and domains out of PostgreSQL's parse trees."""

from __future__ import annotations

from speclint.migrations.definitions import Target
from speclint.migrations.operations import AddEnumValue, CreateType, NoEffect, Operation, RenameEnumValue, SetProperty
from speclint.migrations.tree_nodes import Tree, expression, name_of, range_name, strings


def create_enum(tree: Tree) -> Operation:
    """Lower CREATE TYPE AS ENUM."""
    return CreateType(name_of(strings(tree.get("typeName"))), "enum", strings(tree.get("vals")))


def create_composite(tree: Tree) -> Operation:
    """Lower CREATE TYPE AS (…)."""
    used = expression(tree.get("coldeflist", []))
    return CreateType(range_name(tree.get("typevar", {})), "composite", (), used.form, used)


def create_domain(tree: Tree) -> Operation:
    """Lower CREATE DOMAIN."""
    used = expression([{"TypeName": tree.get("typeName", {})}, tree.get("constraints", [])])
    return CreateType(name_of(strings(tree.get("domainname"))), "domain", (), used.form, used)


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
        name = tree.get("name") or definition.get("Constraint", {}).get("conname", "check")
        return SetProperty("domain", target, f"constraint {name}", expression(definition).form if kind == "C" else None)
    if kind in {"N", "O"}:
        return SetProperty("domain", target, "nullability", "not null" if kind == "O" else None)
    if kind == "T":
        return SetProperty("domain", target, "default", expression(definition).form if definition else None)
    return NoEffect("ALTER DOMAIN")
