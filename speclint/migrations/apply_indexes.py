"""Indexes on a schema, and those of partitioned tables."""

from __future__ import annotations

from speclint.migrations.apply_tables import check_columns, need_expression, require_table
from speclint.migrations.naming import addition, choose, object_name
from speclint.migrations.objects import Fault, Key, Thing, describe
from speclint.migrations.operations import CreateIndex
from speclint.migrations.state import Schema


def create_index(schema: Schema, operation: CreateIndex) -> None:
    """Apply CREATE INDEX."""
    table = require_table(schema, operation.table)
    name = operation.name
    if name is None:
        name = choose(table[2], addition(operation.parts), "idx", lambda n: ("relation", table[1], n) in schema.things)
    name = object_name(name, "", "")
    key: Key = ("relation", table[1], name)
    if key in schema.things:
        if operation.if_not_exists:
            return
        raise Fault(f"{describe(key, schema.kind(key))} already exists", key=key)
    check_columns(schema, table, (*operation.columns, *operation.uses.columns))
    facts = {"form": operation.form, "table": table, "uses": operation.uses.columns, "keys": operation.columns}
    schema.add(key, Thing("index", facts, table))
    need_expression(schema, key, operation.uses, "expression")
    _adopt_children(schema, key, table)


def _adopt_children(schema: Schema, index: Key, table: Key) -> None:
    """Let an index of a partitioned table take over the same indexes of its partitions (CREATE INDEX's page).

    A table that was never read and is named after the other one is taken to be its partition.
    """
    facts = schema.things[index].facts
    for key in schema.recent_indexes:
        thing = schema.things.get(key)
        if thing is None or key == index or thing.owner is None or thing.facts.get("form") != facts["form"]:
            continue
        holder = schema.things.get(thing.owner)
        unread = holder is not None and not holder.known and thing.owner[2].startswith(f"{table[2]}_")
        if holder is not None and (holder.owner == table or unread):
            schema.parts.get(thing.owner, {}).pop(key, None)
            schema.edit(key).owner = index
            schema.parts.setdefault(index, {})[key] = None
    holder = schema.things[table]
    if holder.owner is not None or not holder.known:
        schema.recent_indexes[index] = None
