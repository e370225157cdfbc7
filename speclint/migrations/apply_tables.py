"""Table operations on a schema, with PostgreSQL's consequences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.migrations.definitions import Column, Constraint, Expression, Name
from speclint.migrations.extensions import FUNCTIONS, OPERATOR_CLASSES, TYPES
from speclint.migrations.naming import choose, constraint_name
from speclint.migrations.objects import UNKNOWN, Fault, Key, Thing, describe
from speclint.migrations.operations import CreateTable
from speclint.migrations.state import Schema

if TYPE_CHECKING:
    from collections.abc import Iterable

_INDEXED = {"primary", "unique", "exclude"}
_SYSTEM = {"ctid", "xmin", "xmax", "tableoid", "cmin", "cmax"}


def require_table(schema: Schema, name: Name, kind: str = "table") -> Key:
    """Return the key of a relation that a statement needs; one that was never read is taken to have been there."""
    key = schema.resolve("relation", name)
    if key not in schema.things:
        settled = schema.rooted and schema.place.phase == "down"
        elsewhere = schema.elsewhere(name) if name.schema is None and not settled else None
        if elsewhere is not None:
            if schema.place.phase != "down":
                # A statement that must have worked names it without its schema: so the connection sets that path.
                schema.session = (elsewhere[1], "public")
            return elsewhere
        if schema.absent(key):
            raise Fault(f"{kind} {name} does not exist", key=key)
        schema.assume(key, kind)
    return key


def part_key(space: str, table: Key, name: str) -> Key:
    """Return the key of a part of a table."""
    return (space, table[1], table[2], name)


def create_table(schema: Schema, operation: CreateTable) -> None:
    """Apply CREATE TABLE."""
    target = "pg_temp" if operation.temporary else schema.creation_schema(operation.name)
    key: Key = ("relation", target, operation.name.name)
    if key in schema.things:
        if operation.if_not_exists:
            return
        raise Fault(f"{describe(key, schema.kind(key))} already exists", key=key)
    if (operation.if_not_exists or schema.guarded) and not schema.absent(key):
        schema.maybe.add(key)
    table = Thing("temporary table" if operation.temporary else "table", {"form": operation.form})
    if operation.partition_of is not None:
        table.owner = require_table(schema, operation.partition_of)
        table.facts["partition of"] = (*table.owner, operation.bound)
    for parent in operation.inherits:
        table.needs[require_table(schema, parent)] = "inherits"
    if operation.unlogged:
        table.facts["persistence"] = "unlogged"
    table.facts["opaque"] = bool(operation.likes or operation.query or operation.partition_of)
    schema.add(key, table)
    for column in operation.columns:
        add_column(schema, key, column)
    for constraint in sorted(operation.constraints, key=lambda c: c.kind == "foreign"):
        add_constraint(schema, key, constraint)


def add_column(schema: Schema, table: Key, column: Column) -> None:
    """Add a column: what its type, default and generation need, and the sequence of a serial one."""
    key = part_key("column", table, column.name)
    facts: dict[str, Any] = {
        "type": column.type.form if column.type else UNKNOWN,
        "nullable": column.nullable,
        "default": default_form(schema, column.default),
        "identity": column.identity,
        "generated": column.generated.form if column.generated else None,
        "collation": column.collation,
    }
    made = Thing("column", facts, table)
    made.written["column"] = schema.statement._replace(start=column.start)
    schema.add(key, made)
    if column.serial or column.identity:
        name = choose(table[2], column.name, "seq", lambda n: ("relation", table[1], n) in schema.things)
        sequence: Key = ("relation", table[1], name)
        schema.add(sequence, Thing("sequence", {"owned": True}, key))
        if column.serial:
            schema.set_fact(key, "default", next_value(sequence))
            schema.need(key, sequence, "default")
    if column.type is not None:
        need_type(schema, key, column.type.name, "type")
    if column.default is not None:
        need_expression(schema, key, column.default, "default")
    if column.generated is not None:
        need_expression(schema, key, column.generated, "generated")
        for used in column.generated.columns:
            other = part_key("column", table, used)
            if other in schema.things and other != key:
                schema.need(key, other, "generated")


def next_value(sequence: Key) -> str:
    """Return the normal form of a default that is a sequence's next value."""
    return f"nextval of {sequence[1]}.{sequence[2]}"


def default_form(schema: Schema, default: Expression | None) -> str | None:
    """Return a default in normal form; a sequence is meant by its key, however the default names it."""
    if default is None:
        return None
    if len(default.sequences) == 1 and default.form.startswith("nextval("):
        return next_value(schema.resolve("relation", default.sequences[0]))
    return default.form


def need_type(schema: Schema, key: Key, name: Name, role: str) -> None:
    """Note that an object uses a type, where the type or its extension is known."""
    found = schema.resolve("type", name)
    if found in schema.things:
        schema.need(key, found, role)
        return
    relation = schema.resolve("relation", name)
    if relation in schema.things and schema.things[relation].kind in {"table", "view"}:
        schema.need(key, relation, role)
        return
    if found in schema.gone and schema.place.phase != "base":
        raise Fault(f"type {name} does not exist", key=found)
    _need_extension(schema, key, TYPES.get(name.name), role)


def _need_extension(schema: Schema, key: Key, extension: str | None, role: str) -> None:
    if extension is not None and ("extension", extension) in schema.things:
        schema.need(key, ("extension", extension), role)


def functions_named(schema: Schema, name: Name) -> list[Key]:
    """Return the keys of the overloads of a function."""
    index: Key = ("functions", *schema.resolve("functions", name)[1:])
    return [k for k in schema.parts.get(index, {}) if k in schema.things]


def need_expression(schema: Schema, key: Key, used: Expression, role: str) -> None:
    """Note the functions, sequences, types and operator classes that an expression uses, where they are known."""
    for function in used.functions:
        for found in functions_named(schema, function):
            schema.need(key, found, role)
        _need_extension(schema, key, FUNCTIONS.get(function.name), role)
    for sequence in used.sequences:
        found = schema.resolve("relation", sequence)
        if found in schema.things:
            schema.need(key, found, role)
    for name in used.types:
        found = schema.resolve("type", name)
        if found in schema.things:
            schema.need(key, found, role)
    for operator_class, extension in OPERATOR_CLASSES.items():
        if operator_class in used.form:
            _need_extension(schema, key, extension, role)


def _taken(schema: Schema, table: Key, kind: str) -> Any:
    def taken(name: str) -> bool:
        indexed = kind in _INDEXED and ("relation", table[1], name) in schema.things
        return indexed or part_key("constraint", table, name) in schema.things

    return taken


def add_constraint(schema: Schema, table: Key, constraint: Constraint) -> None:
    """Add a constraint under its own or its automatic name, with its index and what it refers to."""
    if constraint.using_index is not None:
        constraint = _adopt_index(schema, table, constraint)
    name = constraint_name(table[2], constraint, _taken(schema, table, constraint.kind))
    key = part_key("constraint", table, name)
    if key in schema.things:
        raise Fault(f"constraint {name} of {table[2]} already exists", key=key)
    relation: Key = ("relation", table[1], name)
    if constraint.kind in _INDEXED and relation in schema.things:
        raise Fault(f"{describe(relation, schema.kind(relation))} already exists", key=relation)
    check_columns(schema, table, constraint.columns if constraint.kind not in {"check", "exclude"} else ())
    facts: dict[str, Any] = {
        "kind": constraint.kind,
        "columns": constraint.columns,
        "form": constraint.form,
        "expression": constraint.expression.form if constraint.expression else "",
        "valid": constraint.valid,
    }
    if constraint.kind == "exclude" and constraint.expression is not None:
        facts["uses"] = constraint.expression.columns
    thing = Thing("constraint", facts, table)
    thing.written["definition"] = schema.statement._replace(start=constraint.start)
    if constraint.references is not None:
        _refer(schema, table, constraint, thing)
    schema.add(key, thing)
    if constraint.expression is not None:
        need_expression(schema, key, constraint.expression, "expression")
    if constraint.kind in _INDEXED:
        schema.add(relation, Thing("index", {"constraint": True}, key))
    if constraint.kind == "primary":
        for column in constraint.columns:
            found = schema.things.get(part_key("column", table, column))
            if found is not None and found.facts.get("nullable") is True:
                schema.set_fact(part_key("column", table, column), "nullable", False)


def _adopt_index(schema: Schema, table: Key, constraint: Constraint) -> Constraint:
    """Turn an index into the constraint's own (`ADD CONSTRAINT … USING INDEX`); its columns become the constraint's."""
    index: Key = ("relation", table[1], constraint.using_index or "")
    if index not in schema.things:
        if schema.absent(index):
            raise Fault(f"index {constraint.using_index} does not exist", key=index)
        schema.assume(index, "index")
    columns = schema.things[index].facts.get("keys", ())
    schema.drop([index])
    return constraint._replace(columns=columns, name=constraint.name or constraint.using_index)


def _refer(schema: Schema, table: Key, constraint: Constraint, thing: Thing) -> None:
    name = constraint.references
    if name is None:
        return
    target = require_table(schema, name)
    thing.facts["references"] = target
    thing.facts["referenced"] = constraint.referenced
    thing.facts["on delete"] = constraint.on_delete
    thing.facts["on update"] = constraint.on_update
    if target != table:
        thing.needs[target] = "foreign"
    check_columns(schema, target, constraint.referenced)
    for part in schema.parts.get(target, ()):
        found = schema.things.get(part)
        if found is None or not _identifies(found, constraint.referenced):
            continue
        thing.needs[part] = "foreign"
        if not constraint.referenced:
            thing.facts["referenced"] = found.facts.get("columns", ())
        return
    held = schema.things[target]
    if held.known and held.kind == "table" and not held.facts.get("opaque") and not held.needs:
        raise Fault(f"{describe(target)} has no unique constraint for the reference", key=target)


def _identifies(thing: Thing, columns: tuple[str, ...]) -> bool:
    """Tell whether a constraint or index makes columns unique: those given, or as the primary key where none are."""
    if thing.kind == "index":
        whole = "unique=" in thing.facts.get("form", "") and "whereClause" not in thing.facts.get("form", "")
        return whole and bool(columns) and set(thing.facts.get("keys", ())) == set(columns)
    if not columns:
        return thing.facts.get("kind") == "primary"
    return thing.facts.get("kind") in {"primary", "unique"} and set(thing.facts.get("columns", ())) == set(columns)


def check_columns(schema: Schema, table: Key, columns: Iterable[str]) -> None:
    """Raise a fault for a column that a known table has not."""
    thing = schema.things.get(table)
    if thing is None or thing.facts.get("opaque") or thing.needs or thing.kind != "table":
        return
    for column in columns:
        key = part_key("column", table, column)
        if column and column not in _SYSTEM and schema.absent(key):
            raise Fault(f"column {table[2]}.{column} does not exist", key=key)


def skip_softly(schema: Schema, key: Key, kind: str) -> None:
    """Note a DROP IF EXISTS of something that may or may not be there: Up is taken to have dropped it."""
    if not schema.absent(key):
        if schema.place.phase == "up":
            schema.soft[key] = (kind, schema.place)
        schema.decided.add(key)
        schema.dropped_on.add(("relation", key[1], key[2]))
