"""Statements to operations: which library's tree leads, and what has no effect on a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.migrations import (
    postgres,
    tree_alterations,
    tree_functions,
    tree_objects,
    tree_rights,
    tree_tables,
    tree_targets,
    tree_types,
)
from speclint.migrations.blocks import block
from speclint.migrations.lexing import statement_ranges, tokens
from speclint.migrations.objects import Written
from speclint.migrations.operations import NoEffect, Opaque, Operation
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.migrations.goose import Statement

_SILENT = {
    "MergeStmt",
    "CopyStmt",
    "GrantRoleStmt",
    "AlterOwnerStmt",
    "TransactionStmt",
    "LockStmt",
    "VacuumStmt",
    "ReindexStmt",
    "ClusterStmt",
    "RefreshMatViewStmt",
    "ExplainStmt",
    "NotifyStmt",
    "CheckPointStmt",
    "DiscardStmt",
    "VariableShowStmt",
    "CallStmt",
    "ConstraintsSetStmt",
    "AlterRoleSetStmt",
    "AlterDatabaseSetStmt",
    "AlterDatabaseStmt",
    "AlterSystemStmt",
    "AlterRoleStmt",
    "PrepareStmt",
    "ExecuteStmt",
    "AlterExtensionStmt",
    "ReassignOwnedStmt",
    "DropOwnedStmt",
    "AlterObjectDependsStmt",
}
_LOWERINGS: dict[str, Callable[[dict[str, Any]], Operation]] = {
    "CreateStmt": tree_tables.create_table,
    "AlterTableStmt": tree_alterations.alter_table,
    "IndexStmt": tree_tables.create_index,
    "DropStmt": tree_targets.drop,
    "RenameStmt": tree_targets.rename,
    "AlterObjectSchemaStmt": tree_targets.move,
    "CreateEnumStmt": tree_types.create_enum,
    "CompositeTypeStmt": tree_types.create_composite,
    "CreateDomainStmt": tree_types.create_domain,
    "AlterDomainStmt": tree_types.alter_domain,
    "CreateRangeStmt": tree_types.create_range,
    "AlterEnumStmt": tree_types.alter_enum,
    "ViewStmt": tree_objects.create_view,
    "CreateTableAsStmt": tree_objects.create_as,
    "CreateFunctionStmt": tree_functions.create_function,
    "AlterFunctionStmt": tree_functions.alter_function,
    "DefineStmt": tree_functions.define,
    "CreateTrigStmt": tree_functions.create_trigger,
    "CreateSeqStmt": tree_objects.create_sequence,
    "AlterSeqStmt": tree_objects.alter_sequence,
    "CreateExtensionStmt": tree_objects.create_extension,
    "CreateSchemaStmt": tree_objects.create_schema,
    "CreatePolicyStmt": tree_objects.create_policy,
    "AlterPolicyStmt": tree_objects.alter_policy,
    "RuleStmt": tree_objects.create_rule,
    "CreateStatsStmt": tree_objects.create_statistics,
    "GrantStmt": tree_rights.grant,
    "AlterDefaultPrivilegesStmt": tree_rights.default_rights,
    "DropRoleStmt": tree_targets.drop_role,
    "CommentStmt": tree_targets.comment,
    "VariableSetStmt": tree_objects.variable,
    "SelectStmt": tree_objects.select,
    "InsertStmt": tree_objects.change_data("INSERT"),
    "UpdateStmt": tree_objects.change_data("UPDATE"),
    "DeleteStmt": tree_objects.change_data("DELETE"),
    "TruncateStmt": tree_objects.truncate,
    "CreateRoleStmt": tree_objects.other("role", "role"),
    "CreatePublicationStmt": tree_objects.other("publication", "pubname"),
    "CreateEventTrigStmt": tree_objects.other("event trigger", "trigname"),
    "CreateFdwStmt": tree_objects.other("fdw", "fdwname"),
    "CreateForeignServerStmt": tree_objects.other("foreign server", "servername"),
}
# Kinds that both libraries have trees for.
_SHARED = {"CreateStmt", "AlterTableStmt", "IndexStmt", "DropStmt", "RenameStmt", "CreateEnumStmt"}
_DATA_WORDS = {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "GRANT", "REVOKE", "SET", "BEGIN", "COMMIT", "TRUNCATE"}
_LONGEST = 100_000
# Whether sqlglot's tree is asked first for the kinds that both have; the other says the same, 13 times as fast.
SQLGLOT_LEADS = True


class Step(NamedTuple):
    """An operation and the offsets of its SQL in the migration's text."""

    operation: Operation
    start: int
    end: int
    written: Written = Written("", 0, 0)


def lower(sql: str, *, leading: bool = SQLGLOT_LEADS) -> list[tuple[Operation, int, int]] | None:
    """Lower a text's statements to operations with their offsets.

    Args:
        sql: The statements.
        leading: Whether sqlglot's tree is asked first; without it every operation carries PostgreSQL's offsets.

    Returns:
        The operations in order, or None where the grammar refuses the text.
    """
    if not postgres.available():
        return _without_grammar(sql)
    parsed = postgres.trees(sql)
    if parsed is None:
        return None
    found: list[tuple[Operation, int, int]] = []
    for item in parsed:
        start = _trimmed(sql, item.start, item.end)
        found.append((_operation(sql[start : item.end], item, leading=leading), start, item.end))
    return found


def _operation(text: str, item: postgres.Parsed, *, leading: bool) -> Operation:
    if item.kind == "DoStmt":
        return block(postgres.body_tree(text), lower)
    if leading and item.kind in _SHARED and len(text) < _LONGEST:
        from speclint.migrations.glot_lowering import lower_one

        operation = lower_one(text)
        if operation is not None:
            return operation
    return _lowered(item)


def _without_grammar(sql: str) -> list[tuple[Operation, int, int]] | None:
    """Lower by sqlglot alone; what it has no tree for is data by its first word, or cannot be judged."""
    from speclint.migrations.dialects import dialect_faults
    from speclint.migrations.glot_lowering import lower_one

    found: list[tuple[Operation, int, int]] = []
    for start, end in statement_ranges(sql):
        text = sql[start:end]
        if dialect_faults(text, "postgres"):
            return None
        word = text.split(None, 1)[0].upper()
        operation = NoEffect(word) if word in _DATA_WORDS else lower_one(text)
        found.append((operation or Opaque(f"the {word} statement"), start, end))
    return found


def _trimmed(sql: str, start: int, end: int) -> int:
    for token in tokens(sql[start:end]):
        if token.kind not in {"space", "comment"}:
            return start + token.start
    return start


def _lowered(item: postgres.Parsed) -> Operation:
    if item.kind in _SILENT:
        return NoEffect(item.kind.removesuffix("Stmt").upper())
    lowering = _LOWERINGS.get(item.kind)
    if lowering is None:
        return Opaque(f"a {item.kind.removesuffix('Stmt')} statement")
    try:
        return lowering(item.tree)
    except RecursionError:
        return Opaque("a statement nested too deeply to read")


def steps(statements: Iterable[Statement], *, leading: bool = SQLGLOT_LEADS) -> list[Step] | Statement:
    """Lower goose's statements in order; the first statement that the grammar refuses is returned instead."""
    found: list[Step] = []
    for statement in statements:
        if not statement.text:
            continue
        if statement.variables:
            found.append(Step(Opaque("a statement with substituted variables"), *statement.span))
            continue
        lowered = lower(statement.text, leading=leading)
        if lowered is None:
            return statement
        base = statement.span.start
        found.extend(
            Step(operation, base + start, base + end, Written(statement.text, start, end))
            for operation, start, end in lowered
        )
    return found
