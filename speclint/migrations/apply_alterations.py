"""ALTER TABLE on a schema, action by action, with PostgreSQL's consequences."""

from __future__ import annotations

from typing import Any

from speclint.migrations.alterations import (
    AddColumn,
    AddConstraint,
    AlterTable,
    AttachPartition,
    DetachPartition,
    DropColumn,
    DropConstraint,
    SetColumnProperty,
    SetConstraintProperty,
    SetDefault,
    SetNullable,
    SetTableProperty,
    SetType,
)
from speclint.migrations.apply_tables import (
    add_column,
    add_constraint,
    check_columns,
    default_form,
    need_expression,
    need_type,
    part_key,
    require_table,
    skip_softly,
)
from speclint.migrations.casts import assignable
from speclint.migrations.column_users import fixed_type, going_along, in_the_way
from speclint.migrations.naming import object_name
from speclint.migrations.objects import UNKNOWN, Fault, Key, Thing, describe
from speclint.migrations.state import Schema


def alter_table(schema: Schema, operation: AlterTable) -> None:
    """Apply ALTER TABLE; the first fault is raised after all actions have been tried."""
    if operation.if_exists:
        key = schema.resolve("relation", operation.name)
        if schema.absent(key):
            return
    table = require_table(schema, operation.name)
    faults: list[Fault] = []
    for action in sorted(operation.actions, key=_pass):
        try:
            _ACTIONS[type(action)](schema, table, action)
        except Fault as fault:
            faults.append(fault)
    if faults:
        raise faults[0]


def _pass(action: object) -> int:
    """Order actions as ALTER TABLE's passes do: drops, types, then columns, then constraints."""
    match action:
        case DropColumn() | DropConstraint():
            return 0
        case SetType():
            return 1
        case AddColumn():
            return 3
        case AddConstraint():
            return 5 if action.constraint.kind == "foreign" else 4
        case _:
            return 3


def _require_column(schema: Schema, table: Key, name: str) -> Key:
    key = part_key("column", table, name)
    if key not in schema.things:
        thing = schema.things.get(table)
        opaque = thing is not None and (thing.facts.get("opaque") or thing.needs or thing.kind != "table")
        if schema.absent(key) and not opaque:
            raise Fault(f"column {table[2]}.{name} does not exist", key=key)
        schema.assume(key, "column")
    return key


def _add_column(schema: Schema, table: Key, action: AddColumn) -> None:
    key = part_key("column", table, action.column.name)
    if key in schema.things:
        if action.if_not_exists:
            return
        raise Fault(f"column {table[2]}.{action.column.name} already exists", key=key)
    if action.column.generated is not None:
        check_columns(schema, table, action.column.generated.columns)
    add_column(schema, table, action.column)
    for constraint in action.constraints:
        add_constraint(schema, table, constraint)


def _drop_column(schema: Schema, table: Key, action: DropColumn) -> None:
    key = part_key("column", table, action.name)
    if key not in schema.things:
        if action.if_exists:
            skip_softly(schema, key, "column")
            return
        _require_column(schema, table, action.name)
    using = going_along(schema, table, action.name)
    standing = in_the_way(schema, table, action.name)
    fault: Fault | None = None
    if standing and action.cascade:
        schema.drop(standing, cascade=True)
    elif standing:
        user = describe(standing[0], schema.kind(standing[0]))
        fault = Fault(f"{describe(key)} is still used by {user}", tuple(standing), key)
    try:
        schema.drop([*using, key], cascade=action.cascade)
    except Fault as found:
        fault = fault or found
    schema.dropped_on.add(table)
    if fault is not None:
        raise fault


def _set_default(schema: Schema, table: Key, action: SetDefault) -> None:
    key = _require_column(schema, table, action.column)
    schema.unneed(key, "default")
    form = default_form(schema, action.default)
    kind = schema.things[key].facts.get("type")
    if form is not None and isinstance(kind, str):
        form = folded_default(form, kind)
    schema.set_fact(key, "default", form)
    schema.things[key].written["default"] = schema.statement
    if action.default is not None:
        need_expression(schema, key, action.default, "default")


def folded_default(form: str, kind: str) -> str:
    """Return a default as PostgreSQL would store it for a column of a type."""
    from speclint.migrations.tree_nodes import folded_constant

    text, cast, to = form.rpartition("::")
    if cast and to == kind and text.endswith("'"):
        form = text
    if len(form) > 1 and form[0] == form[-1] == "'" and not kind.endswith("[]"):
        return folded_constant(form, kind)
    return form


def _set_nullable(schema: Schema, table: Key, action: SetNullable) -> None:
    key = _require_column(schema, table, action.column)
    if action.nullable:
        for part in schema.parts.get(table, {}):
            thing = schema.things.get(part)
            primary = thing is not None and thing.facts.get("kind") == "primary"
            if primary and thing is not None and action.column in thing.facts.get("columns", ()):
                raise Fault(f"column {table[2]}.{action.column} is in the primary key", key=key)
    schema.set_fact(key, "nullable", action.nullable)


def _set_type(schema: Schema, table: Key, action: SetType) -> None:
    key = _require_column(schema, table, action.column)
    fault = fixed_type(schema, table, action.column) or _uncastable(schema, key, action)
    schema.unneed(key, "type")
    need_type(schema, key, action.type.name, "type")
    schema.set_fact(key, "type", action.type.form)
    if schema.things[key].facts.get("collation") != action.collation:
        schema.set_fact(key, "collation", action.collation)
    form = schema.things[key].facts.get("default")
    if isinstance(form, str) and form != UNKNOWN:
        schema.edit(key).facts["default"] = folded_default(form, action.type.form)
    if fault is not None:
        raise fault


def _uncastable(schema: Schema, key: Key, action: SetType) -> Fault | None:
    """Return the refusal of a type that neither the values nor the default become by themselves."""
    facts = schema.things[key].facts
    old, default = facts.get("type"), facts.get("default")
    if not isinstance(old, str) or old == UNKNOWN:
        return None
    used = [needed for needed, role in schema.things[key].needs.items() if role == "type"]
    new = schema.things.get(schema.resolve("type", action.type.name))
    fits = assignable(
        old,
        action.type.form,
        old_is_enum=any("values" in schema.things[k].facts for k in used if k in schema.things),
        new_is_enum=new is not None and "values" in new.facts,
    )
    if fits or (action.using and (default is None or default == UNKNOWN or facts.get("generated"))):
        return None
    if action.using:
        return Fault(f"the default of column {key[2]}.{key[3]} does not become {action.type.form} by itself", key=key)
    return Fault(f"column {key[2]}.{key[3]} does not become {action.type.form} by itself, without USING", key=key)


def _set_column_property(schema: Schema, table: Key, action: SetColumnProperty) -> None:
    key = _require_column(schema, table, action.column)
    schema.set_fact(key, action.key, action.value)
    if action.key == "identity" and schema.things[key].known:
        sequence: Key = ("relation", table[1], object_name(table[2], action.column, "seq"))
        if action.value is not None and sequence not in schema.things:
            schema.add(sequence, Thing("sequence", {"owned": True}, key))
        elif action.value is None and sequence in schema.things:
            schema.drop([sequence])


def _add_constraint(schema: Schema, table: Key, action: AddConstraint) -> None:
    if action.constraint.kind == "check" and action.constraint.expression is not None:
        check_columns(schema, table, action.constraint.expression.columns)
    add_constraint(schema, table, action.constraint)


def _require_constraint(schema: Schema, table: Key, name: str) -> Key:
    key = part_key("constraint", table, name)
    if key not in schema.things:
        thing = schema.things.get(table)
        opaque = thing is not None and (thing.facts.get("opaque") or thing.needs)
        if schema.absent(key) and not opaque:
            raise Fault(f"constraint {name} of {table[2]} does not exist", key=key)
        schema.assume(key, "constraint")
    return key


def _drop_constraint(schema: Schema, table: Key, action: DropConstraint) -> None:
    key = part_key("constraint", table, action.name)
    if key not in schema.things and action.if_exists:
        skip_softly(schema, key, "constraint")
        return
    _require_constraint(schema, table, action.name)
    if action.cascade and schema.place.phase == "up" and not schema.things[key].known:
        schema.cascaded = True
    schema.drop([key], cascade=action.cascade)


def _set_constraint_property(schema: Schema, table: Key, action: SetConstraintProperty) -> None:
    key = _require_constraint(schema, table, action.name)
    schema.set_fact(key, action.key, True if action.key == "valid" else action.value)


def _set_table_property(schema: Schema, table: Key, action: SetTableProperty) -> None:
    schema.set_fact(table, action.key, action.value)


def _attach(schema: Schema, table: Key, action: AttachPartition) -> None:
    partition = require_table(schema, action.partition)
    if schema.things[partition].kind == "index":
        return
    schema.edit(partition).owner = table
    schema.parts.setdefault(table, {})[partition] = None
    schema.set_fact(partition, "partition of", (*table, action.form))
    schema.things[partition].written["partition of"] = schema.statement


def _detach(schema: Schema, table: Key, action: DetachPartition) -> None:
    partition = require_table(schema, action.partition)
    schema.edit(partition).owner = None
    schema.parts.get(table, {}).pop(partition, None)
    schema.set_fact(partition, "partition of", None)


_ACTIONS: dict[type, Any] = {
    AddColumn: _add_column,
    DropColumn: _drop_column,
    SetDefault: _set_default,
    SetNullable: _set_nullable,
    SetType: _set_type,
    SetColumnProperty: _set_column_property,
    AddConstraint: _add_constraint,
    DropConstraint: _drop_constraint,
    SetConstraintProperty: _set_constraint_property,
    SetTableProperty: _set_table_property,
    AttachPartition: _attach,
    DetachPartition: _detach,
}
