"""Operations on everything that is no table, with PostgreSQL's consequences."""

from __future__ import annotations

from typing import Any

from speclint.migrations.apply_tables import (
    check_columns,
    functions_named,
    need_expression,
    need_type,
    require_table,
    skip_softly,
)
from speclint.migrations.definitions import Target
from speclint.migrations.objects import PART_KINDS, Fault, Key, Thing, describe
from speclint.migrations.operations import (
    CreateExtension,
    CreateFunction,
    CreateOther,
    CreateSchema,
    CreateTrigger,
    CreateView,
    Drop,
)
from speclint.migrations.state import Schema

_RELATIONS = {"table", "view", "materialized view", "index", "sequence"}
# Kinds that belong to no schema.
_GLOBAL = {"role", "publication", "event trigger", "fdw", "foreign server"}
_FUNCTIONS = {"function", "procedure", "routine", "aggregate"}


def find(schema: Schema, kind: str, target: Target) -> Key:
    """Return the key of an object as a statement names it."""
    if kind in _RELATIONS:
        return schema.resolve("relation", target.name)
    if kind in {"type", "domain"}:
        return schema.resolve("type", target.name)
    if kind in _FUNCTIONS:
        return _function(schema, kind, target)
    if kind in {"extension", "schema"} or kind in _GLOBAL:
        return (kind, "", target.name.name) if kind in _GLOBAL else (kind, target.name.name)
    if kind in PART_KINDS and target.table is not None:
        table = schema.resolve("relation", target.table)
        return (kind, table[1], table[2], target.name.name)
    return schema.resolve(kind, target.name)


def _function(schema: Schema, kind: str, target: Target) -> Key:
    if target.arguments is None:
        found = functions_named(schema, target.name)
        fitting = [k for k in found if kind == "routine" or (kind == "procedure") == (schema.kind(k) == "procedure")]
        if len(fitting) > 1:
            raise Fault(f"{kind} name {target.name} is not unique", key=fitting[-1])
        if found:
            return (fitting or found)[-1]
        return (*schema.resolve("function", target.name), "?")
    arguments = signature(target.arguments)
    for key in functions_named(schema, target.name):
        if key[3] == arguments:
            return key
    return (*schema.resolve("function", target.name), arguments)


def signature(arguments: tuple[str, ...]) -> str:
    """Return the argument types as part of a function's key; modifiers and schemas don't tell overloads apart."""
    return ",".join(a.split("(")[0].rsplit(".", 1)[-1] + ("[]" if a.endswith(")[]") else "") for a in arguments)


def drop(schema: Schema, operation: Drop) -> None:
    """Apply DROP."""
    keys: list[Key] = []
    for target in operation.targets:
        key = find(schema, operation.kind, target)
        if key not in schema.things and not _stands_in(schema, operation, target, key):
            continue
        _check_kind(schema, operation.kind, key)
        if schema.place.phase == "up" and schema.things[key].facts.get("made by calls"):
            schema.guesses.setdefault(f"what functions made of {describe(key, operation.kind)}")
        keys.append(key)
    if operation.kind == "schema":
        for key in list(keys):
            inside = [k for k, t in schema.things.items() if len(k) > 2 and k[1] == key[1] and t.owner is None]
            if inside and not operation.cascade:
                used = describe(inside[0], schema.kind(inside[0]))
                schema.drop([*inside, key], cascade=True)
                raise Fault(f"schema {key[1]} still holds {used}", tuple(inside), key)
            keys.extend(inside)
    unread = any(not schema.things[key].known for key in keys if key in schema.things)
    schema.cascaded = schema.cascaded or (operation.cascade and unread and schema.place.phase == "up")
    if keys:
        schema.drop(keys, cascade=operation.cascade)


def _stands_in(schema: Schema, operation: Drop, target: Target, key: Key) -> bool:
    """Decide about an object that is not in the state: skip it, take it as having been there, or fail."""
    table_gone = target.table is not None and schema.absent(schema.resolve("relation", target.table))
    lenient = operation.if_exists or schema.guarded
    if lenient and (schema.absent(key) or table_gone):
        return False
    if schema.absent(key):
        raise Fault(f"{describe(key, operation.kind)} does not exist", key=key)
    if lenient:
        skip_softly(schema, key, operation.kind)
        return False
    if target.table is not None:
        require_table(schema, target.table)
    schema.assume(key, operation.kind)
    return True


def _check_kind(schema: Schema, kind: str, key: Key) -> None:
    thing = schema.things[key]
    if kind in _RELATIONS and thing.known and thing.kind != kind and thing.kind != "temporary table":
        raise Fault(f"{describe(key, thing.kind)} is no {kind}", key=key)
    if kind in {"function", "procedure", "aggregate"} and thing.known and thing.kind != kind:
        raise Fault(f"{describe(key, thing.kind)} is no {kind}", key=key)
    if kind == "index" and thing.facts.get("constraint"):
        raise Fault(f"index {key[2]} belongs to a constraint", key=key)


def fresh_key(schema: Schema, key: Key, kind: str, *, lenient: bool) -> bool:
    """Tell whether an object can be created; an existing one is a fault unless the statement allows it."""
    if key not in schema.things:
        if (lenient or schema.guarded) and not schema.absent(key):
            schema.maybe.add(key)
        return True
    if lenient:
        return False
    raise Fault(f"{describe(key, kind)} already exists", key=key)


def create_view(schema: Schema, operation: CreateView) -> None:
    """Apply CREATE VIEW and CREATE MATERIALIZED VIEW."""
    target = "pg_temp" if operation.temporary else schema.creation_schema(operation.name)
    key: Key = ("relation", target, operation.name.name)
    kind = "materialized view" if operation.materialized else "view"
    fresh = fresh_key(schema, key, kind, lenient=operation.replace or operation.if_not_exists)
    if not fresh and operation.if_not_exists:
        return
    needs: dict[Key, str] = {}
    for relation in operation.query.relations:
        found = schema.resolve("relation", relation)
        if found in schema.things and found != key:
            needs[found] = "view"
            check_columns(schema, found, operation.reads)
        elif found in schema.gone and found != key:
            raise Fault(f"table {relation} does not exist", key=found)
    facts = {"form": operation.query.form, "uses": operation.query.columns, "columns": operation.columns}
    if fresh:
        schema.add(key, Thing("temporary table" if operation.temporary else kind, facts, None, needs))
    else:
        _check_replaced(schema, key, operation)
        schema.unneed(key, "view")
        for fact, value in facts.items():
            schema.set_fact(key, fact, value)
        schema.things[key].written["statement"] = schema.statement
        for needed in needs:
            schema.need(key, needed, "view")
    need_expression(schema, key, operation.query, "view")


def _check_replaced(schema: Schema, key: Key, operation: CreateView) -> None:
    """A replacing view keeps the old columns, in order, and may add some (CREATE VIEW's page)."""
    old = schema.things[key].facts.get("columns")
    new = operation.columns
    if old and new and new[: len(old)] != old:
        raise Fault(f"view {operation.name} cannot lose or rename columns by OR REPLACE", key=key)


def create_function(schema: Schema, operation: CreateFunction) -> None:
    """Apply CREATE FUNCTION, PROCEDURE and AGGREGATE."""
    target = schema.creation_schema(operation.name)
    key: Key = ("function", target, operation.name.name, signature(operation.arguments))
    facts: dict[str, Any] = {"form": operation.form, "body": operation.body, **dict(operation.facts)}
    if fresh_key(schema, key, operation.kind, lenient=operation.replace):
        made = Thing(operation.kind, facts | ({"changes": True} if operation.changes else {}))
        made.facts["arguments"] = operation.arguments
        schema.add(key, made)
        schema.parts.setdefault(("functions", target, operation.name.name), {})[key] = None
    else:
        settings = [f for f in schema.things[key].facts if f.startswith(("set ", "option "))]
        for fact, value in (dict.fromkeys(settings) | facts).items():
            schema.set_fact(key, fact, value)
        schema.things[key].written["statement"] = schema.statement
    for name in operation.types:
        need_type(schema, key, name, "signature")


def create_trigger(schema: Schema, operation: CreateTrigger) -> None:
    """Apply CREATE TRIGGER."""
    table = require_table(schema, operation.table)
    key: Key = ("trigger", table[1], table[2], operation.name)
    facts = {"form": operation.form, "columns": operation.columns}
    if fresh_key(schema, key, "trigger", lenient=operation.replace):
        schema.add(key, Thing("trigger", facts, table))
    else:
        for fact, value in facts.items():
            schema.set_fact(key, fact, value)
        schema.unneed(key, "function")
    for function in functions_named(schema, operation.function):
        schema.need(key, function, "function")
    if not functions_named(schema, operation.function):
        gone = [k for k in schema.gone if k[0] == "function" and k[2] == operation.function.name]
        if gone:
            raise Fault(f"function {operation.function} does not exist", key=gone[0])


def create_extension(schema: Schema, operation: CreateExtension) -> None:
    """Apply CREATE EXTENSION."""
    key: Key = ("extension", operation.name)
    if fresh_key(schema, key, "extension", lenient=operation.if_not_exists):
        schema.add(key, Thing("extension"))


def create_schema(schema: Schema, operation: CreateSchema) -> None:
    """Apply CREATE SCHEMA."""
    key: Key = ("schema", operation.name)
    if operation.name == "public" and operation.if_not_exists and key not in schema.gone:
        return
    if fresh_key(schema, key, "schema", lenient=operation.if_not_exists):
        schema.add(key, Thing("schema"))


def create_other(schema: Schema, operation: CreateOther) -> None:
    """Apply CREATE of an object with nothing but a definition."""
    owner: Key | None = None
    if operation.table is not None:
        owner = require_table(schema, operation.table)
        key: Key = (operation.kind, owner[1], owner[2], operation.name.name)
    else:
        home = "" if operation.kind in _GLOBAL else schema.creation_schema(operation.name)
        key = (operation.kind, home, operation.name.name)
    if fresh_key(schema, key, operation.kind, lenient=operation.if_not_exists or operation.replace):
        schema.add(key, Thing(operation.kind, {"form": operation.form, **dict(operation.facts)}, owner))
    elif operation.replace:
        schema.set_fact(key, "form", operation.form)
    else:
        return
    need_expression(schema, key, operation.uses, "definition")
    if owner is not None and operation.kind == "policy" and "SubLink" not in operation.uses.form:
        check_columns(schema, owner, operation.uses.columns)
    if operation.table is None:
        for relation in operation.uses.relations:
            found = schema.resolve("relation", relation)
            if found in schema.things and operation.kind == "statistic ext":
                check_columns(schema, found, operation.uses.columns)
                schema.edit(key).owner = found
                schema.parts.setdefault(found, {})[key] = None


def require(schema: Schema, kind: str, target: Target) -> Key:
    """Return the key of an object that a statement needs; one that was never read is taken to have been there."""
    key = find(schema, kind, target)
    if key not in schema.things:
        if target.table is not None:
            require_table(schema, target.table)
        if schema.absent(key):
            raise Fault(f"{describe(key, kind)} does not exist", key=key)
        schema.assume(key, kind)
    return key
