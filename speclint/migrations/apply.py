"""One operation applied to a schema."""

from __future__ import annotations

from typing import Any

from speclint.migrations import (
    alterations,
    apply_alterations,
    apply_indexes,
    apply_objects,
    apply_properties,
    apply_renames,
    apply_rights,
    apply_tables,
    apply_types,
)
from speclint.migrations import definitions as defs
from speclint.migrations import operations as ops
from speclint.migrations.objects import Fault
from speclint.migrations.state import Schema


def _search_path(schema: Schema, operation: ops.SetSearchPath) -> None:
    schema.path = operation.schemas or ("public",)


def _block(schema: Schema, operation: ops.Block) -> None:
    schema.guarded = operation.guarded
    try:
        for inner in operation.operations:
            try:
                apply(schema, inner)
            except Fault:
                if not operation.guarded:
                    raise
    finally:
        schema.guarded = False


def _nothing(schema: Schema, operation: ops.NoEffect) -> None:
    """Data and settings leave the schema as it is; a function that makes schema leaves it partly unknown.

    Such a function is mostly told the table whose partitions it makes.
    """
    for name in operation.tables:
        _check_data(schema, name, operation.columns)
    for name in operation.calls:
        found = apply_tables.functions_named(schema, name)
        if not any(schema.things[key].facts.get("changes") for key in found):
            continue
        schema.leaky = True
        tables = [schema.resolve("relation", _named(text)) for text in operation.literals]
        tables = [key for key in tables if key in schema.things]
        for key in tables:
            schema.edit(key).facts["made by calls"] = True
        own = tables and all(schema.things[key].made.phase != "base" for key in tables)
        if schema.place.phase == "up" and not own:
            schema.guesses.setdefault(f"what function {name} makes")


def _check_data(schema: Schema, name: defs.Name, columns: tuple[str, ...]) -> None:
    """Raise a fault where data are changed in a table or column that is known not to be there."""
    # The catalog and goose's own table are there without any migration.
    if name.schema in {"pg_catalog", "information_schema"} or name.name.startswith(("pg_", "goose_")):
        return
    key = schema.resolve("relation", name)
    if key in schema.things:
        apply_tables.check_columns(schema, key, columns)
    elif schema.absent(key) and (name.schema is not None or schema.elsewhere(name) is None):
        raise Fault(f"table {name} does not exist", key=key)


def _named(text: str) -> defs.Name:
    schema, _, name = text.rpartition(".")
    return defs.Name(schema.strip('"') or None, name.strip('"'))


def _opaque(schema: Schema, operation: ops.Opaque) -> None:
    schema.leaky = True


_APPLIERS: dict[type, Any] = {
    ops.CreateTable: apply_tables.create_table,
    alterations.AlterTable: apply_alterations.alter_table,
    ops.CreateIndex: apply_indexes.create_index,
    ops.Drop: apply_objects.drop,
    ops.Rename: apply_renames.rename,
    ops.MoveSchema: apply_renames.move,
    ops.CreateType: apply_types.create_type,
    ops.AddEnumValue: apply_types.add_value,
    ops.RenameEnumValue: apply_types.rename_value,
    ops.CreateView: apply_objects.create_view,
    ops.CreateFunction: apply_objects.create_function,
    ops.CreateTrigger: apply_objects.create_trigger,
    ops.CreateSequence: apply_properties.create_sequence,
    ops.CreateExtension: apply_objects.create_extension,
    ops.CreateSchema: apply_objects.create_schema,
    ops.CreateOther: apply_objects.create_other,
    ops.SetProperty: apply_properties.set_property,
    ops.AlterAttributes: apply_types.alter_attributes,
    ops.Grant: apply_rights.grant,
    ops.SetComment: apply_properties.set_comment,
    ops.SetSearchPath: _search_path,
    ops.Block: _block,
    ops.NoEffect: _nothing,
    ops.Opaque: _opaque,
}


def apply(schema: Schema, operation: object) -> None:
    """Apply an operation.

    Args:
        schema: The state, changed in place.
        operation: One of `operations.Operation`.

    Raises:
        Fault: When PostgreSQL would refuse the statement in this state.
    """
    _APPLIERS[type(operation)](schema, operation)
