"""Objects named by DROP, RENAME, SET SCHEMA and COMMENT, out of PostgreSQL's parse trees."""

from __future__ import annotations

from speclint.migrations.definitions import Name, Target
from speclint.migrations.operations import (
    AlterAttributes,
    Drop,
    MoveSchema,
    NoEffect,
    Opaque,
    Operation,
    Rename,
    SetComment,
)
from speclint.migrations.tree_nodes import Tree, name_of, range_name, strings, type_name

ON_TABLE = {"trigger", "policy", "rule"}


INPUTS = {"FUNC_PARAM_DEFAULT", "FUNC_PARAM_IN", "FUNC_PARAM_INOUT", "FUNC_PARAM_VARIADIC"}


_KIND_NAMES = {"matview": "materialized view", "foreign table": "table", "tabconstraint": "constraint"}


def kind_of(objtype: str) -> str:
    """Return a kind's name: `OBJECT_MATVIEW` is a materialized view."""
    name = objtype.removeprefix("OBJECT_").replace("_", " ").lower()
    return _KIND_NAMES.get(name, name)


def target_of(kind: str, node: Tree) -> Target:
    """Lower the name of an object as DROP, COMMENT and ALTER write it."""
    if "ObjectWithArgs" in node:
        inner = node["ObjectWithArgs"]
        arguments: tuple[str, ...] | None = None
        if not inner.get("args_unspecified"):
            parameters = [p.get("FunctionParameter", {}) for p in inner.get("objfuncargs", ())]
            arguments = tuple(type_name(p.get("argType", {})).form for p in parameters if p.get("mode") in INPUTS)
        return Target(name_of(strings(inner.get("objname"))), None, arguments)
    if "TypeName" in node:
        return Target(type_name(node["TypeName"]).name)
    if "String" in node:
        return Target(Name(None, node["String"]["sval"]))
    parts = strings(node.get("List", {}).get("items"))
    if kind in ON_TABLE and len(parts) > 1:
        return Target(Name(None, parts[-1]), name_of(parts[:-1]))
    return Target(name_of(parts))


def drop(tree: Tree) -> Operation:
    """Lower DROP."""
    kind = kind_of(str(tree.get("removeType", "")))
    targets = tuple(target_of(kind, node) for node in tree.get("objects", ()))
    return Drop(kind, targets, bool(tree.get("missing_ok")), tree.get("behavior") == "DROP_CASCADE")


def drop_role(tree: Tree) -> Operation:
    """Lower DROP ROLE and USER."""
    names = [node.get("RoleSpec", {}).get("rolename", "") for node in tree.get("roles", ())]
    return Drop("role", tuple(Target(Name(None, name)) for name in names), bool(tree.get("missing_ok")))


def rename(tree: Tree) -> Operation:
    """Lower RENAME."""
    kind = kind_of(str(tree.get("renameType", "")))
    relation = tree.get("relation")
    if kind in {"column", "constraint"} and relation is not None:
        return Rename(
            kind, Target(range_name(relation)), tree["newname"], tree.get("subname"), bool(tree.get("missing_ok"))
        )
    if kind in ON_TABLE and relation is not None:
        return Rename(kind, Target(Name(None, tree.get("subname", "")), range_name(relation)), tree["newname"])
    if kind == "attribute" and relation is not None:
        return AlterAttributes(range_name(relation), (("rename", tree.get("subname", ""), tree["newname"]),))
    if kind == "domconstraint":
        return Opaque("RENAME of a constraint of a domain")
    if kind in {"schema", "role", "database"}:
        return Rename(kind, Target(Name(None, tree.get("subname", ""))), tree["newname"])
    target = Target(range_name(relation)) if relation is not None else target_of(kind, tree.get("object", {}))
    return Rename(kind, target, tree["newname"], None, bool(tree.get("missing_ok")))


def move(tree: Tree) -> Operation:
    """Lower SET SCHEMA."""
    kind = kind_of(str(tree.get("objectType", "")))
    relation = tree.get("relation")
    target = Target(range_name(relation)) if relation is not None else target_of(kind, tree.get("object", {}))
    return MoveSchema(kind, target, tree["newschema"], bool(tree.get("missing_ok")))


def comment(tree: Tree) -> Operation:
    """Lower COMMENT ON."""
    kind = kind_of(str(tree.get("objtype", "")))
    node, text = tree.get("object", {}), tree.get("comment") or None
    if kind in {"column", "constraint"}:
        parts = strings(node.get("List", {}).get("items"))
        return SetComment(kind, Target(name_of(parts[:-1])), parts[-1] if parts else "", text)
    if kind in {"database", "role", "domconstraint"}:
        return NoEffect("COMMENT")
    return SetComment(kind, target_of(kind, node), None, text)
