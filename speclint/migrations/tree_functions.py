"""Functions, aggregates and triggers out of PostgreSQL's parse trees."""

from __future__ import annotations

import re

from speclint.migrations.operations import (
    CreateFunction,
    CreateOther,
    CreateTrigger,
    CreateType,
    Operation,
    SetProperty,
)
from speclint.migrations.tree_nodes import Tree, expression, name_of, range_name, strings, type_name
from speclint.migrations.tree_targets import INPUTS, kind_of, target_of
from speclint.regex import regex

# What CREATE FUNCTION takes an option to be that is not written.
_OPTIONS = {"option volatility": "volatile", "option parallel": "unsafe"} | {
    f"option {name}": expression({"Boolean": {}}).form for name in ("strict", "security", "leakproof", "window")
}
_CHANGES = regex(r"\b(execute|create|alter|drop)\b", re.IGNORECASE)


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
    inputs = [type_name(p.get("argType", {})) for p in parameters if p.get("mode") in INPUTS]
    options: dict[str, str | None] = dict(_OPTIONS)
    body = ""
    for item in tree.get("options", ()):
        element = item.get("DefElem", {})
        if element.get("defname") == "as":
            body = _bare(" ".join(strings(element.get("arg", {}).get("List", {}).get("items"))))
        else:
            options.update(_option(element))
    signature = expression([tree.get("parameters", []), {"TypeName": tree.get("returnType", {})}])
    if "sql_body" in tree:
        body = expression(tree["sql_body"]).form
    return CreateFunction(
        name=name_of(strings(tree.get("funcname"))),
        changes=bool(_CHANGES.search(body)),
        arguments=tuple(t.form for t in inputs),
        form=signature.form,
        facts=tuple(options.items()),
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


def _option(element: Tree) -> dict[str, str | None]:
    """Return what an option of CREATE or ALTER FUNCTION sets; a `SET` is a setting by its parameter's name."""
    name, argument = str(element.get("defname")), element.get("arg", {})
    if name != "set":
        return {f"option {name}": expression(argument).form}
    setting = argument.get("VariableSetStmt", {})
    if setting.get("kind") == "VAR_RESET_ALL":
        return {"set *": None}
    reset = setting.get("kind") in {"VAR_RESET", "VAR_SET_DEFAULT"}
    return {f"set {setting.get('name')}": None if reset else expression(setting.get("args", [])).form}


def alter_function(tree: Tree) -> Operation:
    """Lower ALTER FUNCTION with new attributes."""
    kind = kind_of(str(tree.get("objtype", "OBJECT_FUNCTION")))
    target = target_of(kind, {"ObjectWithArgs": tree.get("func", {})})
    settings: dict[str, str | None] = {}
    for item in tree.get("actions", ()):
        settings.update(_option(item.get("DefElem", {})))
    return SetProperty(kind, target, tuple(settings.items()))
