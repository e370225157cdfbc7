"""What uses a column of a table: what goes along when it is dropped, and what stands in the way."""

from __future__ import annotations

from speclint.migrations.apply_tables import part_key
from speclint.migrations.objects import Fault, Key, describe
from speclint.migrations.state import Schema

# What uses a column and does not go along with it.
_IN_THE_WAY = {"policy", "trigger", "rule"}
_GO_ALONG = {"index", "constraint", "statistic ext"}


def _parts_using(schema: Schema, table: Key, column: str) -> list[Key]:
    """Return the parts of a table, columns left out, that name a column of it."""
    mark = f"@{column}@"
    found: list[Key] = []
    for part in schema.parts.get(table, {}):
        thing = schema.things.get(part)
        if thing is None or thing.kind not in _IN_THE_WAY | _GO_ALONG:
            continue
        named = (*thing.facts.get("columns", ()), *thing.facts.get("uses", ()))
        texts = [value for value in thing.facts.values() if isinstance(value, str)]
        # A column in a query inside may be another table's.
        if column in named or any(mark in text and "SubLink" not in text for text in texts):
            found.append(part)
    return found


def going_along(schema: Schema, table: Key, column: str) -> list[Key]:
    """Return what is dropped together with a column."""
    return [part for part in _parts_using(schema, table, column) if part[0] not in _IN_THE_WAY]


def in_the_way(schema: Schema, table: Key, column: str) -> list[Key]:
    """Return what keeps a column from being dropped: it does not go along by itself (ALTER TABLE's page)."""
    views = [
        user
        for user in schema.users.get(table, {})
        if (thing := schema.things.get(user)) is not None
        and thing.kind in {"view", "materialized view"}
        and {column, "*"} & set(thing.facts.get("uses", ()))
    ]
    return [*views, *(part for part in _parts_using(schema, table, column) if part[0] in _IN_THE_WAY)]


def fixed_type(schema: Schema, table: Key, column: str) -> Fault | None:
    """Return the refusal of another type for a column that is read by a view, a generated column, a policy, a trigger.

    A view of several relations may read a column of this name from another one.
    """
    key = part_key("column", table, column)
    made_of = [
        user
        for user in schema.users.get(key, {})
        if user in schema.things and schema.things[user].needs.get(key) == "generated"
    ]
    users = [u for u in in_the_way(schema, table, column) if list(schema.things[u].needs.values()).count("view") < 2]
    for user in [*made_of, *users]:
        return Fault(f"{describe(key)} is still used by {describe(user, schema.kind(user))}", (user,), key)
    return None
