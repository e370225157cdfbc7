"""Rights on a schema: who may do what with which object."""

from __future__ import annotations

from typing import Final

from speclint.migrations.apply_objects import require
from speclint.migrations.definitions import Target
from speclint.migrations.objects import Key, Thing
from speclint.migrations.operations import Grant
from speclint.migrations.state import Schema

_TABLE = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
_ALL: Final = {
    "table": _TABLE,
    "view": _TABLE,
    "materialized view": _TABLE,
    "sequence": ("USAGE", "SELECT", "UPDATE"),
    "schema": ("CREATE", "USAGE"),
    "function": ("EXECUTE",),
    "procedure": ("EXECUTE",),
    "routine": ("EXECUTE",),
    "type": ("USAGE",),
    "domain": ("USAGE",),
}
# What everybody may do from the start (the page of GRANT).
_EVERYBODY: Final = {"function": "EXECUTE", "procedure": "EXECUTE", "type": "USAGE", "domain": "USAGE"}
_RELATIONS = {"table", "view", "materialized view"}
_OWNER = "postgres"


def grant(schema: Schema, operation: Grant) -> None:
    """Apply GRANT and REVOKE: each right of each role is a fact of the object."""
    roles = [role for role in operation.roles if role != _OWNER]
    for key in _objects(schema, operation):
        thing = schema.things[key]
        rights = operation.rights or tuple((right, None) for right in _ALL.get(operation.kind, ("ALL",)))
        for role in roles:
            for right, column in rights:
                name = f"{right} of {role}" if column is None else f"{right} ({column}) of {role}"
                fact = f"right {name}"
                usual = "granted" if _from_the_start(thing, key, right, role) else None
                value = "granted" if operation.granted else None
                if thing.known and thing.facts.get(fact, usual) == value:
                    continue
                schema.set_fact(key, fact, _stored(value, usual))


def _stored(value: str | None, usual: str | None) -> str | None:
    """Return how a right is kept: nothing where it is as from the start, so that it equals what was never touched."""
    if value == usual:
        return None
    return value or "revoked"


def _from_the_start(thing: Thing, key: Key, right: str, role: str) -> bool:
    """Tell whether a role has a right without any GRANT; on the schema `public` as since PostgreSQL 15."""
    if key == ("schema", "public"):
        return role == "PUBLIC" and right == "USAGE"
    return role == "PUBLIC" and _EVERYBODY.get(thing.kind) == right


def _objects(schema: Schema, operation: Grant) -> list[Key]:
    if operation.scope == "default":
        return [_defaults(schema, target, operation.kind) for target in operation.targets]
    if operation.scope == "schema":
        names = {target.name.name for target in operation.targets}
        kinds = _RELATIONS if operation.kind == "table" else {operation.kind}
        return [k for k, t in schema.things.items() if len(k) > 2 and k[1] in names and t.kind in kinds]
    if operation.kind not in _ALL:
        return []
    everybody = operation.roles == ("PUBLIC",)
    return [_object(schema, operation.kind, target, everybody=everybody) for target in operation.targets]


def _object(schema: Schema, kind: str, target: Target, *, everybody: bool) -> Key:
    if kind == "schema" and target.name.name == "public" and (schema.rooted or everybody):
        return _kept(schema, ("schema", "public"), "schema")
    return require(schema, kind, target)


def _defaults(schema: Schema, target: Target, kind: str) -> Key:
    return _kept(schema, ("default rights", f"{kind}s", target.name.name), "default rights")


def _kept(schema: Schema, key: Key, kind: str) -> Key:
    """Return the key of something that is always there, from now on known to be."""
    if key not in schema.things:
        schema.assume(key, kind).known = True
        schema.assumed -= 1
    return key
