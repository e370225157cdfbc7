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
from speclint.regex import regex


def create_view(tree: Tree) -> Operation:
    """Lower CREATE VIEW."""
    query = _plain(expression([tree.get("aliases", []), tree.get("query", {}), tree.get("options", [])]))
    view = tree.get("view", {})
    return CreateView(
        range_name(view),
        query,
        replace=bool(tree.get("replace")),
        temporary=view.get("relpersistence") == "t",
        columns=_output(tree),
        reads=_read_columns(tree.get("query", {})),
    )


def _read_columns(query: Tree) -> tuple[str, ...]:
    """Return the columns that a query over a single table reads; none where they may come from elsewhere."""
    node = query.get("SelectStmt", {})
    source = node.get("fromClause", [])
    if "withClause" in node or len(source) != 1 or "RangeVar" not in source[0]:
        return ()
    used = expression([node.get("targetList", []), node.get("whereClause", {})])
    if "SubLink" in used.form:
        return ()
    relation = source[0]["RangeVar"]
    row = {relation.get("relname"), relation.get("alias", {}).get("aliasname"), "*"}
    return tuple(column for column in used.columns if column not in row)


def _plain(query: Expression) -> Expression:
    """Drop what qualifies the columns of a query's only relation: PostgreSQL stores which column is meant."""
    if len(query.relations) != 1:
        return query
    name = query.relations[0].name
    return query._replace(form=query.form.replace(f"={name}.@", "=@").replace(f"({name}.@", "(@"))


def _output(tree: Tree) -> tuple[str, ...]:
    """Return the names of a view's columns as far as its text says them: none where it selects all of something."""
    query = tree.get("query", {}).get("SelectStmt", {})
    while "larg" in query:
        query = query["larg"]
    names: list[str] = []
    for item in query.get("targetList", ()):
        target = item.get("ResTarget", {})
        fields = target.get("val", {}).get("ColumnRef", {}).get("fields", [{}])
        name = target.get("name") or fields[-1].get("String", {}).get("sval")
        if name is None and "A_Star" in fields[-1]:
            return ()
        names.append(name or "?")
    aliases = strings(tree.get("aliases"))
    return (*aliases, *names[len(aliases) :])


def create_as(tree: Tree) -> Operation:
    """Lower CREATE TABLE AS and CREATE MATERIALIZED VIEW."""
    into = tree.get("into", {})
    relation = into.get("rel", {})
    query = _plain(expression([into.get("colNames", []), tree.get("query", {})]))
    absent = bool(tree.get("if_not_exists"))
    if tree.get("objtype") == "OBJECT_MATVIEW":
        reads = _read_columns(tree.get("query", {}))
        return CreateView(range_name(relation), query, materialized=True, if_not_exists=absent, reads=reads)
    kept = relation.get("relpersistence")
    return CreateTable(
        range_name(relation), if_not_exists=absent, temporary=kept == "t", query=query, unlogged=kept == "u"
    )


_LITERAL = regex(r"'((?:[^']|'')*)'")
_SEQUENCE_DEFAULTS = {"as": "int8", "increment": "1", "cycle": "false", "cache": "1"}


def _sequence_parts(tree: Tree) -> tuple[dict[str, str | None], tuple[Name, str] | None, bool]:
    parts: dict[str, str | None] = {}
    owner: tuple[Name, str] | None = None
    disowned = False
    for item in tree.get("options", ()):
        element = item.get("DefElem", {})
        name = str(element.get("defname"))
        if name == "owned_by":
            names = strings(element.get("arg", {}).get("List", {}).get("items"))
            disowned = names == ("none",)
            owner = None if disowned or len(names) < 2 else (name_of(names[:-1]), names[-1])
        elif name != "restart":
            parts[name] = _number(element.get("arg", {}))
    return parts, owner, disowned


def _number(node: Tree) -> str | None:
    """Return an option's value; an empty one is `NO MINVALUE` and the like."""
    if "Integer" in node:
        return str(node["Integer"].get("ival", 0))
    if "Float" in node:
        return str(node["Float"].get("fval", "0"))
    if "Boolean" in node:
        return "true" if node["Boolean"].get("boolval") else "false"
    return expression(node).form if node else None


def create_sequence(tree: Tree) -> Operation:
    """Lower CREATE SEQUENCE."""
    parts, owner, _ = _sequence_parts(tree)
    sequence = tree.get("sequence", {})
    if sequence.get("relpersistence") == "t":
        return NoEffect("CREATE TEMPORARY SEQUENCE")
    facts: dict[str, str | None] = {**_SEQUENCE_DEFAULTS, **parts}
    # A sequence starts at its least value unless told otherwise (CREATE SEQUENCE's page); a falling one at its largest.
    first = "maxvalue" if str(facts["increment"]).startswith("-") else "minvalue"
    facts.setdefault("start", facts.get(first) or ("-1" if first == "maxvalue" else "1"))
    return CreateSequence(range_name(sequence), tuple(facts.items()), owner, bool(tree.get("if_not_exists")))


def alter_sequence(tree: Tree) -> Operation:
    """Lower ALTER SEQUENCE."""
    parts, owner, disowned = _sequence_parts(tree)
    if owner is not None or disowned:
        parts["owner"] = f"{owner[0]}.{owner[1]}" if owner else None
    target = Target(range_name(tree.get("sequence", {})))
    return SetProperty("sequence", target, tuple(parts.items())) if parts else NoEffect("ALTER SEQUENCE")


def create_extension(tree: Tree) -> Operation:
    """Lower CREATE EXTENSION."""
    return CreateExtension(tree.get("extname", ""), bool(tree.get("if_not_exists")))


def create_schema(tree: Tree) -> Operation:
    """Lower CREATE SCHEMA."""
    if tree.get("schemaElts"):
        return Opaque("CREATE SCHEMA with elements")
    name = tree.get("schemaname") or tree.get("authrole", {}).get("rolename", "")
    return CreateSchema(name, bool(tree.get("if_not_exists")))


_POLICY_PARTS = ("roles", "qual", "with_check")


def create_policy(tree: Tree) -> Operation:
    """Lower CREATE POLICY."""
    used = expression({k: tree[k] for k in _POLICY_PARTS if k in tree})
    rest = expression({k: tree[k] for k in ("cmd_name", "permissive") if k in tree}).form
    facts = tuple((k, expression(tree[k]).form) for k in _POLICY_PARTS if k in tree)
    name, table = Name(None, tree["policy_name"]), range_name(tree.get("table", {}))
    return CreateOther("policy", name, table, rest, used, facts=facts)


def alter_policy(tree: Tree) -> Operation:
    """Lower ALTER POLICY: what it doesn't name stays."""
    target = Target(Name(None, tree["policy_name"]), range_name(tree.get("table", {})))
    return SetProperty("policy", target, tuple((k, expression(tree[k]).form) for k in _POLICY_PARTS if k in tree))


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


def change_data(kind: str) -> Any:
    """Return a lowering for a command that changes the data of one table, and sets columns of it."""

    def lower(tree: Tree) -> Operation:
        named = tree.get("cols", ()) if kind == "INSERT" else tree.get("targetList", ()) if kind == "UPDATE" else ()
        columns = tuple(item["ResTarget"]["name"] for item in named if "name" in item.get("ResTarget", {}))
        return NoEffect(kind, tables=(range_name(tree.get("relation", {})),), columns=columns)

    return lower


def truncate(tree: Tree) -> Operation:
    """Lower TRUNCATE."""
    return NoEffect("TRUNCATE", tables=tuple(range_name(r["RangeVar"]) for r in tree.get("relations", ())))


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
    used = expression(tree.get("targetList", []))
    return NoEffect("SELECT", used.functions, tuple(m[1] for m in _LITERAL.finditer(used.form)))


def other(kind: str, key: str) -> Any:
    """Return a lowering for a CREATE whose object has one name and nothing that others depend on."""

    def lower(tree: Tree) -> Operation:
        rest = {k: v for k, v in tree.items() if k not in {key, "if_not_exists", "replace"}}
        used: Expression = expression(rest)
        return CreateOther(
            kind, Name(None, str(tree.get(key, ""))), None, used.form, used, bool(tree.get("if_not_exists"))
        )

    return lower
