"""Sequences, properties and comments on a schema."""

from __future__ import annotations

from speclint.migrations.apply_objects import fresh_key, require
from speclint.migrations.apply_tables import require_table
from speclint.migrations.definitions import Name
from speclint.migrations.objects import Entry, Fault, Key, Thing, describe
from speclint.migrations.operations import CreateSequence, SetComment, SetProperty
from speclint.migrations.state import Schema


def create_sequence(schema: Schema, operation: CreateSequence) -> None:
    """Apply CREATE SEQUENCE."""
    key: Key = ("relation", schema.creation_schema(operation.name), operation.name.name)
    if not fresh_key(schema, key, "sequence", lenient=operation.if_not_exists):
        return
    schema.add(key, Thing("sequence", dict(operation.facts)))
    if operation.owner is not None:
        own_sequence(schema, key, operation.owner)


def own_sequence(schema: Schema, key: Key, owner: tuple[Name, str] | None) -> None:
    """Apply OWNED BY."""
    thing = schema.edit(key)
    if thing.owner is not None:
        schema.parts.get(thing.owner, {}).pop(key, None)
    former, thing.owner = thing.owner, None
    if owner is not None:
        table = require_table(schema, owner[0])
        thing.owner = ("column", table[1], table[2], owner[1])
        if thing.owner not in schema.things:
            schema.assume(thing.owner, "column")
        schema.parts.setdefault(thing.owner, {})[key] = None
    if schema.journal is not None:
        schema.journal.append(Entry("set", key, thing, "owner", former, thing.owner))


def set_property(schema: Schema, operation: SetProperty) -> None:
    """Apply ALTER of properties."""
    key = require(schema, operation.kind, operation.target)
    for name, value in operation.settings:
        if operation.kind == "sequence" and name == "owner":
            _own_as_written(schema, key, value)
        elif name == "set *":
            for fact in [f for f in schema.things[key].facts if f.startswith("set ")]:
                schema.set_fact(key, fact, None)
        else:
            schema.set_fact(key, name, value)


def _own_as_written(schema: Schema, key: Key, owner: str | None) -> None:
    if owner is None:
        own_sequence(schema, key, None)
        return
    table, _, column = owner.rpartition(".")
    parts = table.split(".")
    own_sequence(schema, key, (Name(parts[-2] if len(parts) > 1 else None, parts[-1]), column))


def set_comment(schema: Schema, operation: SetComment) -> None:
    """Apply COMMENT ON."""
    if operation.sub is not None:
        table = require_table(schema, operation.target.name)
        key: Key = (operation.kind, table[1], table[2], operation.sub)
        if key not in schema.things:
            thing = schema.things[table]
            if schema.absent(key) and not thing.facts.get("opaque") and thing.kind == "table":
                raise Fault(f"{describe(key)} does not exist", key=key)
            schema.assume(key, operation.kind)
    else:
        key = require(schema, operation.kind, operation.target)
    schema.set_fact(key, "comment", operation.text)
