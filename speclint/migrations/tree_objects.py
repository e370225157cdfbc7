"""Everything that is no table out of PostgreSQL's parse trees."""

from __future__ import annotations

from typing import Any

from speclint.migrations.definitions import Expression, Name, Target
from speclint.migrations.operations import (
    CreateExtension,
    CreateOther,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateView,
    NoEffect,
    Opaque,
    Operation,
    SetProperty,
    SetSearchPath,
)
from speclint.migrations.tree_nodes import Tree, expression, name_of, range_name, strings


def create_view(tree: Tree) -> Operation:
    """Lower CREATE VIEW."""
    query = expression([tree.get("aliases", []), tree.get("query", {}), tree.get("options", [])])
    view = tree.get("view", {})
    temporary = view.get("relpersistence") == "t"
    return CreateView(range_name(view), query, replace=bool(tree.get("replace")), temporary=temporary)


def create_as(tree: Tree) -> Operation:
    """Lower CREATE TABLE AS and CREATE MATERIALIZED VIEW."""
    into = tree.get("into", {})
    relation = into.get("rel", {})
    query = expression([into.get("colNames", []), tree.get("query", {})])
    absent = bool(tree.get("if_not_exists"))
    if tree.get("objtype") == "OBJECT_MATVIEW":
        return CreateView(range_name(relation), query, materialized=True, if_not_exists=absent)
    temporary = relation.get("relpersistence") == "t"
    return CreateTable(range_name(relation), if_not_exists=absent, temporary=temporary, query=query)


def _sequence_parts(tree: Tree) -> tuple[str, tuple[Name, str] | None, bool]:
    parts: list[str] = []
    owner: tuple[Name, str] | None = None
    disowned = False
    for item in tree.get("options", ()):
        element = item.get("DefElem", {})
        if element.get("defname") == "owned_by":
            names = strings(element.get("arg", {}).get("List", {}).get("items"))
            disowned = names == ("none",)
            owner = None if disowned or len(names) < 2 else (name_of(names[:-1]), names[-1])
        elif element.get("defname") != "restart":
            parts.append(f"{element.get('defname')}={expression(element.get('arg', {})).form}")
    return " ".join(sorted(parts)), owner, disowned


def create_sequence(tree: Tree) -> Operation:
    """Lower CREATE SEQUENCE."""
    form, owner, _ = _sequence_parts(tree)
    sequence = tree.get("sequence", {})
    if sequence.get("relpersistence") == "t":
        return NoEffect("CREATE TEMPORARY SEQUENCE")
    return CreateSequence(range_name(sequence), form, owner, bool(tree.get("if_not_exists")))


def alter_sequence(tree: Tree) -> Operation:
    """Lower ALTER SEQUENCE."""
    form, owner, disowned = _sequence_parts(tree)
    target = Target(range_name(tree.get("sequence", {})))
    if owner is not None or disowned:
        return SetProperty("sequence", target, "owner", f"{owner[0]}.{owner[1]}" if owner else None)
    return SetProperty("sequence", target, "form", form) if form else NoEffect("ALTER SEQUENCE")


def create_extension(tree: Tree) -> Operation:
    """Lower CREATE EXTENSION."""
    return CreateExtension(tree.get("extname", ""), bool(tree.get("if_not_exists")))


def create_schema(tree: Tree) -> Operation:
    """Lower CREATE SCHEMA."""
    if tree.get("schemaElts"):
        return Opaque("CREATE SCHEMA with elements")
    name = tree.get("schemaname") or tree.get("authrole", {}).get("rolename", "")
    return CreateSchema(name, bool(tree.get("if_not_exists")))


def create_policy(tree: Tree) -> Operation:
    """Lower CREATE POLICY."""
    rest = {k: tree[k] for k in ("cmd_name", "permissive", "roles", "qual", "with_check") if k in tree}
    used = expression(rest)
    return CreateOther("policy", Name(None, tree["policy_name"]), range_name(tree.get("table", {})), used.form, used)


def alter_policy(tree: Tree) -> Operation:
    """Lower ALTER POLICY."""
    rest = {k: tree[k] for k in ("roles", "qual", "with_check") if k in tree}
    target = Target(Name(None, tree["policy_name"]), range_name(tree.get("table", {})))
    return SetProperty("policy", target, "form", expression(rest).form)


def create_rule(tree: Tree) -> Operation:
    """Lower CREATE RULE."""
    used = expression({k: v for k, v in tree.items() if k not in {"relation", "rulename", "replace"}})
    table = range_name(tree.get("relation", {}))
    return CreateOther("rule", Name(None, tree["rulename"]), table, used.form, used, replace=bool(tree.get("replace")))


def create_statistics(tree: Tree) -> Operation:
    """Lower CREATE STATISTICS."""
    used = expression([tree.get("exprs", []), tree.get("stat_types", []), tree.get("relations", [])])
    return CreateOther("statistic ext", name_of(strings(tree.get("defnames"))), None, used.form, used)


def variable(tree: Tree) -> Operation:
    """Lower SET: only the search path matters."""
    if tree.get("name") != "search_path":
        return NoEffect("SET")
    schemas = [a["A_Const"].get("sval", {}).get("sval", "") for a in tree.get("args", ()) if "A_Const" in a]
    return SetSearchPath(tuple(schemas) if tree.get("kind") == "VAR_SET_VALUE" else ("public",))


def select(tree: Tree) -> Operation:
    """Lower SELECT: data, unless it sets the search path or makes a table."""
    if "intoClause" in tree:
        into = tree["intoClause"].get("rel", {})
        query = expression({k: v for k, v in tree.items() if k != "intoClause"})
        return CreateTable(range_name(into), temporary=into.get("relpersistence") == "t", query=query)
    for target in tree.get("targetList", ()):
        call: dict[str, Any] = target.get("ResTarget", {}).get("val", {}).get("FuncCall", {})
        if strings(call.get("funcname"))[-1:] == ("set_config",):
            values = [a.get("A_Const", {}).get("sval", {}).get("sval", "") for a in call.get("args", ())]
            if values[:1] == ["search_path"] and len(values) > 1:
                return SetSearchPath(tuple(s.strip().strip('"') for s in values[1].split(",") if s.strip()))
    calls = expression(tree.get("targetList", [])).functions
    return NoEffect("SELECT", calls)


def other(kind: str, key: str) -> Any:
    """Return a lowering for a CREATE whose object has one name and nothing that others depend on."""

    def lower(tree: Tree) -> Operation:
        rest = {k: v for k, v in tree.items() if k not in {key, "if_not_exists", "replace"}}
        used: Expression = expression(rest)
        return CreateOther(
            kind, Name(None, str(tree.get(key, ""))), None, used.form, used, bool(tree.get("if_not_exists"))
        )

    return lower
