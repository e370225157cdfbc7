"""GRANT, REVOKE and ALTER DEFAULT PRIVILEGES out of PostgreSQL's parse trees."""

from __future__ import annotations

from speclint.migrations.definitions import Name, Target
from speclint.migrations.operations import Grant, NoEffect, Operation
from speclint.migrations.tree_nodes import Tree, range_name, strings
from speclint.migrations.tree_targets import kind_of, target_of

# Who runs the migration owns what it makes and has every right on it already.
_SELF = {"ROLESPEC_CURRENT_USER", "ROLESPEC_SESSION_USER", "ROLESPEC_CURRENT_ROLE"}


def grant(tree: Tree) -> Operation:
    """Lower GRANT and REVOKE of rights on objects."""
    kind = kind_of(str(tree.get("objtype", "")))
    roles = tuple(
        "PUBLIC" if spec.get("roletype") == "ROLESPEC_PUBLIC" else str(spec.get("rolename", ""))
        for spec in (item.get("RoleSpec", {}) for item in tree.get("grantees", ()))
        if spec.get("roletype") not in _SELF
    )
    scope = {"ACL_TARGET_ALL_IN_SCHEMA": "schema", "ACL_TARGET_DEFAULTS": "default"}.get(
        str(tree.get("targtype")), "object"
    )
    if not roles:
        return NoEffect("GRANT")
    rights: list[tuple[str, str | None]] = []
    for item in tree.get("privileges", ()):
        node = item.get("AccessPriv", {})
        name = str(node.get("priv_name", "")).upper()
        rights.extend((name, column) for column in strings(node.get("cols")) or (None,))
    targets = tuple(
        Target(range_name(node["RangeVar"])) if "RangeVar" in node else target_of(kind, node)
        for node in tree.get("objects", ())
    )
    return Grant(kind, targets, tuple(rights), roles, bool(tree.get("is_grant")), scope)


def default_rights(tree: Tree) -> Operation:
    """Lower ALTER DEFAULT PRIVILEGES."""
    found = grant(tree.get("action", {}))
    if not isinstance(found, Grant):
        return found
    options = [item.get("DefElem", {}) for item in tree.get("options", ())]
    schemas = [
        name
        for option in options
        if option.get("defname") == "schemas"
        for name in strings(option.get("arg", {}).get("List", {}).get("items"))
    ]
    return found._replace(targets=tuple(Target(Name(None, name)) for name in schemas or [""]), scope="default")
