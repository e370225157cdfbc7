"""Everything that is no table out of PostgreSQL's parse trees."""

from __future__ import annotations

import re
from typing import Any

from speclint.migrations.definitions import Expression, Name, Target
from speclint.migrations.operations import (
    CreateExtension,
    CreateFunction,
    CreateOther,
    CreateSchema,
    CreateSequence,
    CreateTable,
    CreateTrigger,
    CreateType,
    CreateView,
    Drop,
    MoveSchema,
    NoEffect,
    Opaque,
    Operation,
    Rename,
    SetComment,
    SetProperty,
    SetSearchPath,
)
from speclint.migrations.tree_nodes import Tree, expression, name_of, range_name, strings, type_name
from speclint.regex import regex

_CHANGES = regex(r"\b(execute|create|alter|drop)\b", re.IGNORECASE)
_ON_TABLE = {"trigger", "policy", "rule"}
_WITH_ARGUMENTS = {"function", "procedure", "routine", "aggregate"}
_INPUTS = {"FUNC_PARAM_DEFAULT", "FUNC_PARAM_IN", "FUNC_PARAM_INOUT", "FUNC_PARAM_VARIADIC"}
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
            arguments = tuple(type_name(p.get("argType", {})).form for p in parameters if p.get("mode") in _INPUTS)
        return Target(name_of(strings(inner.get("objname"))), None, arguments)
    if "TypeName" in node:
        return Target(type_name(node["TypeName"]).name)
    if "String" in node:
        return Target(Name(None, node["String"]["sval"]))
    parts = strings(node.get("List", {}).get("items"))
    if kind in _ON_TABLE and len(parts) > 1:
        return Target(Name(None, parts[-1]), name_of(parts[:-1]))
    return Target(name_of(parts))


def drop(tree: Tree) -> Operation:
    """Lower DROP."""
    kind = kind_of(str(tree.get("removeType", "")))
    targets = tuple(target_of(kind, node) for node in tree.get("objects", ()))
    return Drop(kind, targets, bool(tree.get("missing_ok")), tree.get("behavior") == "DROP_CASCADE")


def rename(tree: Tree) -> Operation:
    """Lower RENAME."""
    kind = kind_of(str(tree.get("renameType", "")))
    relation = tree.get("relation")
    if kind in {"column", "constraint"} and relation is not None:
        return Rename(
            kind, Target(range_name(relation)), tree["newname"], tree.get("subname"), bool(tree.get("missing_ok"))
        )
    if kind in _ON_TABLE and relation is not None:
        return Rename(kind, Target(Name(None, tree.get("subname", "")), range_name(relation)), tree["newname"])
    if kind in {"attribute", "domconstraint"}:
        return Opaque(f"RENAME of a {kind}")
    target = Target(range_name(relation)) if relation is not None else target_of(kind, tree.get("object", {}))
    return Rename(kind, target, tree["newname"], None, bool(tree.get("missing_ok")))


def move(tree: Tree) -> Operation:
    """Lower SET SCHEMA."""
    kind = kind_of(str(tree.get("objectType", "")))
    relation = tree.get("relation")
    target = Target(range_name(relation)) if relation is not None else target_of(kind, tree.get("object", {}))
    return MoveSchema(kind, target, tree["newschema"], bool(tree.get("missing_ok")))


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


def _bare(body: str, depth: int = 2) -> str:
    """Return a body's tokens with single spaces between them: comments and white space don't change what it does.

    A literal of several lines holds SQL that runs later, so it is treated alike.
    """
    from speclint.migrations.lexing import significant

    found: list[str] = []
    for token in significant(body):
        text = body[token.start : token.end]
        if token.kind == "string" and "\n" in text and depth and len(text) > 2:
            text = f"'{_bare(text.strip('$' if text[0] == '$' else text[0]), depth - 1)}'"
        found.append(text)
    return " ".join(found)


def create_function(tree: Tree) -> Operation:
    """Lower CREATE FUNCTION and PROCEDURE."""
    parameters = [p.get("FunctionParameter", {}) for p in tree.get("parameters", ())]
    inputs = [type_name(p.get("argType", {})) for p in parameters if p.get("mode") in _INPUTS]
    options: list[str] = []
    body = ""
    for item in tree.get("options", ()):
        element = item.get("DefElem", {})
        if element.get("defname") == "as":
            body = _bare(" ".join(strings(element.get("arg", {}).get("List", {}).get("items"))))
        else:
            options.append(f"{element.get('defname')}={expression(element.get('arg', {})).form}")
    signature = expression([tree.get("parameters", []), {"TypeName": tree.get("returnType", {})}])
    if "sql_body" in tree:
        body = expression(tree["sql_body"]).form
    return CreateFunction(
        name=name_of(strings(tree.get("funcname"))),
        changes=bool(_CHANGES.search(body)),
        arguments=tuple(t.form for t in inputs),
        form=f"{signature.form} {' '.join(sorted(options))}",
        body=body,
        kind="procedure" if tree.get("is_procedure") else "function",
        replace=bool(tree.get("replace")),
        types=signature.types,
    )


def define(tree: Tree) -> Operation:
    """Lower CREATE AGGREGATE, OPERATOR, COLLATION, text search objects and shell types."""
    kind = kind_of(str(tree.get("kind", "")))
    name = name_of(strings(tree.get("defnames")))
    form = expression([tree.get("args", []), tree.get("definition", [])])
    if kind == "aggregate":
        items = (tree.get("args") or [{}])[0].get("List", {}).get("items", ())
        arguments = [type_name(i.get("FunctionParameter", {}).get("argType", {})).form for i in items]
        return CreateFunction(name, tuple(arguments), form.form, kind="aggregate", replace=bool(tree.get("replace")))
    if kind == "type":
        return CreateType(name, "base", (), form.form, form)
    return CreateOther(kind, name, None, form.form, form, bool(tree.get("if_not_exists")), bool(tree.get("replace")))


def create_trigger(tree: Tree) -> Operation:
    """Lower CREATE TRIGGER."""
    keys = ("args", "row", "timing", "events", "columns", "whenClause", "transitionRels", "isconstraint", "deferrable")
    rest = {k: tree[k] for k in (*keys, "initdeferred") if k in tree}
    function = name_of(strings(tree.get("funcname")))
    return CreateTrigger(
        name=tree.get("trigname", ""),
        table=range_name(tree.get("relation", {})),
        function=function,
        form=f"{function.name} {expression(rest).form}",
        columns=strings(tree.get("columns")),
        replace=bool(tree.get("replace")),
    )


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


def alter_function(tree: Tree) -> Operation:
    """Lower ALTER FUNCTION with new attributes."""
    kind = kind_of(str(tree.get("objtype", "OBJECT_FUNCTION")))
    target = target_of(kind, {"ObjectWithArgs": tree.get("func", {})})
    return SetProperty(kind, target, "attributes", expression(tree.get("actions", [])).form)


def other(kind: str, key: str) -> Any:
    """Return a lowering for a CREATE whose object has one name and nothing that others depend on."""

    def lower(tree: Tree) -> Operation:
        rest = {k: v for k, v in tree.items() if k not in {key, "if_not_exists", "replace"}}
        used: Expression = expression(rest)
        return CreateOther(
            kind, Name(None, str(tree.get(key, ""))), None, used.form, used, bool(tree.get("if_not_exists"))
        )

    return lower
