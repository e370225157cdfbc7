"""Types and their values on a schema."""

from __future__ import annotations

from typing import Any

from speclint.migrations.apply_objects import fresh_key
from speclint.migrations.apply_tables import need_expression
from speclint.migrations.definitions import Name
from speclint.migrations.objects import UNKNOWN, Fault, Key, Thing
from speclint.migrations.operations import AddEnumValue, AlterAttributes, CreateType, RenameEnumValue
from speclint.migrations.state import Schema


def create_type(schema: Schema, operation: CreateType) -> None:
    """Apply CREATE TYPE and CREATE DOMAIN."""
    key: Key = ("type", schema.creation_schema(operation.name), operation.name.name)
    fresh_key(schema, key, "type", lenient=False)
    facts: dict[str, Any] = {"form": operation.form, **dict(operation.facts)}
    if operation.kind == "enum":
        facts["values"] = operation.values
    schema.add(key, Thing("domain" if operation.kind == "domain" else "type", facts))
    need_expression(schema, key, operation.uses, "definition")


def alter_attributes(schema: Schema, operation: AlterAttributes) -> None:
    """Apply ALTER TYPE of a composite type."""
    key = _require_type(schema, operation.name)
    for verb, name, value in operation.changes:
        fact = f"attribute {name}"
        thing = schema.things[key]
        there = thing.facts.get(fact) is not None
        if thing.known and there == (verb == "add"):
            if verb == "drop if exists":
                continue
            state = "already exists" if there else "does not exist"
            raise Fault(f"attribute {name} of type {operation.name} {state}", key=key)
        if verb == "rename":
            schema.set_fact(key, f"attribute {value}", thing.facts.get(fact, UNKNOWN))
            schema.set_fact(key, fact, None)
        else:
            schema.set_fact(key, fact, None if verb.startswith("drop") else value)


def _require_type(schema: Schema, name: Name) -> Key:
    key = schema.resolve("type", name)
    if key not in schema.things:
        if schema.absent(key):
            raise Fault(f"type {name} does not exist", key=key)
        schema.assume(key, "type")
    return key


def add_value(schema: Schema, operation: AddEnumValue) -> None:
    """Apply ALTER TYPE ADD VALUE."""
    key = _require_type(schema, operation.name)
    values = schema.things[key].facts.get("values", UNKNOWN)
    if values == UNKNOWN:
        schema.set_fact(key, "values", (UNKNOWN, operation.value))
        return
    if operation.value in values:
        if operation.if_not_exists:
            return
        raise Fault(f"value {operation.value} of type {operation.name} already exists", key=key)
    place = len(values)
    if operation.neighbour in values:
        place = values.index(operation.neighbour) + (1 if operation.after else 0)
    schema.set_fact(key, "values", (*values[:place], operation.value, *values[place:]))


def rename_value(schema: Schema, operation: RenameEnumValue) -> None:
    """Apply ALTER TYPE RENAME VALUE."""
    key = _require_type(schema, operation.name)
    values = schema.things[key].facts.get("values", UNKNOWN)
    if values == UNKNOWN:
        schema.set_fact(key, "values", (UNKNOWN, operation.new))
        return
    if operation.value not in values and UNKNOWN not in values:
        raise Fault(f"type {operation.name} has no value {operation.value}", key=key)
    schema.set_fact(key, "values", tuple(operation.new if v == operation.value else v for v in values))
