"""RENAME and SET SCHEMA on a schema: whatever refers to the object follows."""

from __future__ import annotations

from speclint.migrations.apply_objects import find, require
from speclint.migrations.apply_tables import next_value, require_table
from speclint.migrations.objects import PART_KINDS, Fault, Key, Thing, describe
from speclint.migrations.operations import MoveSchema, Rename
from speclint.migrations.state import Schema


def rename(schema: Schema, operation: Rename) -> None:
    """Apply RENAME."""
    if operation.sub is not None:
        _rename_part(schema, operation)
        return
    if operation.if_exists and schema.absent(find(schema, operation.kind, operation.target)):
        return
    key = require(schema, operation.kind, operation.target)
    if operation.kind == "schema":
        _move(schema, {k: (k[0], operation.new, *k[2:]) for k in schema.things if len(k) > 1 and k[1] == key[1]})
        return
    new = (*key[:3], operation.new) if key[0] in PART_KINDS else (*key[:2], operation.new, *key[3:])
    _free(schema, new)
    if key[0] == "relation":
        _rename_relation(schema, key, new)
    else:
        if key[0] == "function":
            schema.parts.setdefault(("functions", new[1], new[2]), {})[new] = None
        if key[0] == "type":
            _retype(schema, key, new)
        _move(schema, {key: new})


def _free(schema: Schema, key: Key) -> None:
    if key in schema.things:
        raise Fault(f"{describe(key, schema.kind(key))} already exists", key=key)


def _parts_named_by(schema: Schema, table: Key) -> list[Key]:
    return [p for p in schema.parts.get(table, {}) if p[0] in PART_KINDS and p[1:3] == table[1:3]]


def _rename_relation(schema: Schema, key: Key, new: Key) -> None:
    thing = schema.things[key]
    moved = {key: new}
    owner = thing.owner
    if thing.kind == "index" and thing.facts.get("constraint") and owner is not None:
        moved[owner] = (*owner[:3], new[2])
    if not thing.known:
        schema.renamed[new] = schema.renamed.pop(key, key)
    for part in _parts_named_by(schema, key):
        moved[part] = (part[0], new[1], new[2], *part[3:])
    _move(schema, moved)


def _rename_part(schema: Schema, operation: Rename) -> None:
    if operation.if_exists and schema.absent(schema.resolve("relation", operation.target.name)):
        return
    table = require_table(schema, operation.target.name)
    key: Key = (operation.kind, table[1], table[2], operation.sub or "")
    new: Key = (*key[:3], operation.new)
    if key not in schema.things:
        thing = schema.things[table]
        if schema.absent(key) and not thing.facts.get("opaque") and not thing.needs and thing.kind == "table":
            raise Fault(f"{describe(key)} does not exist", key=key)
        schema.assume(key, operation.kind)
    _free(schema, new)
    moved = {key: new}
    index: Key = ("relation", table[1], key[3])
    if operation.kind == "constraint" and index in schema.things and schema.things[index].owner == key:
        moved[index] = ("relation", table[1], operation.new)
    if operation.kind == "column":
        _rewrite_column(schema, table, key[3], operation.new)
    _move(schema, moved)


def _rewrite_column(schema: Schema, table: Key, old: str, new: str) -> None:
    """Let the definitions that name a column follow its new name; that is no change of theirs."""
    for part in [*schema.parts.get(table, {}), *schema.users.get(table, {})]:
        thing = schema.things.get(part)
        if thing is None or part[0] == "column":
            continue
        marks = (f"@{old}@", f"@{new}@")
        own = part in schema.parts.get(table, {})
        rewritten = _rewritten(thing, old, new, marks, own=own)
        if rewritten:
            schema.edit(part).facts.update(rewritten)
            schema.edit(part).written.clear()


def _rewritten(thing: Thing, old: str, new: str, marks: tuple[str, str], *, own: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for fact, value in thing.facts.items():
        names = fact in {"columns", "uses"} if own else fact == "referenced"
        if names and isinstance(value, tuple) and old in value:
            found[fact] = tuple(new if v == old else v for v in value)
        elif own and isinstance(value, str) and marks[0] in value:
            found[fact] = value.replace(*marks)
    return found


def _retype(schema: Schema, key: Key, new: Key) -> None:
    for user in schema.users.get(key, {}):
        thing = schema.things.get(user)
        if thing is None or not isinstance(thing.facts.get("type"), str):
            continue
        text = thing.facts["type"]
        head, dot, tail = text.rpartition(".")
        suffix = "[]" if tail.endswith("[]") else ""
        if tail.removesuffix("[]") == key[2]:
            schema.edit(user).facts["type"] = (f"{new[1]}." if dot and head else "") + new[2] + suffix


def _move(schema: Schema, moved: dict[Key, Key]) -> None:
    schema.rekey(moved)
    for old, new in moved.items():
        for user in schema.users.get(new, {}) if new[0] == "relation" else ():
            thing = schema.things.get(user)
            if thing is not None and thing.facts.get("default") == next_value(old):
                schema.edit(user).facts["default"] = next_value(new)
    for new in moved.values():
        for user in schema.users.get(new, {}):
            thing = schema.things.get(user)
            if thing is not None and thing.facts.get("references") in moved:
                schema.edit(user).facts["references"] = moved[thing.facts["references"]]
    for new in moved.values():
        for part in schema.parts.get(new, {}):
            thing = schema.things.get(part)
            if thing is not None and thing.facts.get("table") in moved:
                schema.edit(part).facts["table"] = moved[thing.facts["table"]]
            if thing is not None and thing.facts.get("references") in moved:
                schema.edit(part).facts["references"] = moved[thing.facts["references"]]


def move(schema: Schema, operation: MoveSchema) -> None:
    """Apply SET SCHEMA: a table takes its indexes, constraints and owned sequences along."""
    if operation.if_exists and schema.absent(find(schema, operation.kind, operation.target)):
        return
    key = require(schema, operation.kind, operation.target)
    if key[0] in {"extension", "schema"}:
        schema.set_fact(key, "schema", operation.schema)
        return
    moved: dict[Key, Key] = {}
    for part in schema.closure(key):
        if part == key or part[0] in PART_KINDS or schema.kind(part) in {"index", "sequence"}:
            moved[part] = (part[0], operation.schema, *part[2:])
    if key[0] == "function":
        new = moved[key]
        schema.parts.setdefault(("functions", new[1], new[2]), {})[new] = None
    _free(schema, moved[key])
    _move(schema, moved)
