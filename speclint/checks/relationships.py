"""Checks of references between tables: the relationship bullets, and the order in which the tables are created."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.spec.schema_pairs import match, pair_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.data_model import DocRelation
    from speclint.spec.ddl import DdlKey
    from speclint.spec.model import Spec


def relationship_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield where the relationship bullets of the new tables and the migrations' references differ."""
    if not spec.readable:
        return
    pairs = pair_tables(spec)
    told: set[tuple[str, tuple[str, ...]]] = set()
    for table in spec.data_model.tables:
        names = {pair.doc.name: pair.ddl.name for pair in pairs}
        for relation in table.relations:
            owner = names.get(relation.table, relation.table)
            told.add((owner, relation.columns))
            meant = _meant(spec, relation, owner)
            if meant is not None and not any(_columns(key) == relation.columns for key in spec.ddl.keys):
                told.add((owner, _columns(meant)))
            yield from _judged(spec, relation, owner)
            if spec.source[relation.arrow] in {"->", "=>", "-->"}:
                yield _arrow(spec, relation)
    for pair in pairs:
        for key in spec.ddl.keys:
            columns = tuple(column.lower() for column in key.key.columns)
            if key.key.table.lower() != pair.ddl.name or (pair.ddl.name, columns) in told:
                continue
            if key.key.references.lower() in pair.doc.unread.lower():
                continue
            field = pair.doc.relation_field
            where = field.label.name_span if field else pair.doc.span
            related = (Related(where, f"the relationships of {pair.doc.written}"),)
            target = _target(key)
            message = (
                f"the reference {pair.ddl.name}.{', '.join(columns)} → {target} has no bullet under the relationships"
            )
            yield Finding(key.span, message, f"add its bullet to the section of {pair.doc.written}", related)


def _target(key: DdlKey) -> str:
    referenced = ", ".join(key.key.referenced)
    return f"{key.key.references}.{referenced}" if referenced else key.key.references


def _judged(spec: Spec, relation: DocRelation, owner: str) -> Iterator[Finding]:
    mine = [key for key in spec.ddl.keys if key.key.table.lower() == owner]
    key = next((one for one in mine if _columns(one) == relation.columns), None) or _meant(spec, relation, owner)
    shown = f"{owner}.{', '.join(relation.columns)} → {relation.references}"
    if key is None:
        # What the migrations say of a table that none of them makes is not known.
        known = owner in spec.ddl.tables or any(one.change.table.lower() == owner for one in spec.ddl.changes)
        if known and spec.ddl.complete and not _is_backwards(spec, relation):
            close = match(relation.columns[0], [one.key.columns[0] for one in mine]) if relation.columns else None
            help_text = (
                f"did you mean `{close}`?" if close else "write it as REFERENCES in a migration, or remove the bullet"
            )
            yield Finding(relation.span, f"no migration makes the reference {shown}", help_text)
        return
    related = (Related(key.span, "the reference in the migration"),)
    if _columns(key) != relation.columns:
        message = f"the reference to {relation.references} is made by {', '.join(_columns(key))} in the migration"
        yield Finding(relation.span, message, f"did you mean `{owner}.{key.key.columns[0]}`?", related)
        return
    referenced = tuple(column.lower() for column in key.key.referenced)
    if key.key.references.lower() != relation.references:
        message = (
            f"{owner}.{relation.columns[0]} refers to {relation.references} here and to {_target(key)} in the migration"
        )
        yield Finding(relation.span, message, "make both say the same table", related)
    elif referenced and relation.referenced and referenced != relation.referenced:
        here = f"{relation.references}.{', '.join(relation.referenced)}"
        message = f"{owner}.{relation.columns[0]} refers to {here} here and to {_target(key)} in the migration"
        yield Finding(relation.span, message, "make both say the same column", related)
    elif relation.on_delete and relation.on_delete != key.key.on_delete:
        there = "says nothing of it" if key.key.on_delete == "NO ACTION" else f"says {key.key.on_delete}"
        message = f"{shown} is ON DELETE {relation.on_delete} here and the migration {there}"
        yield Finding(relation.span, message, "make both say the same action", related)


def _meant(spec: Spec, relation: DocRelation, owner: str) -> DdlKey | None:
    """Return the one reference to the same table that no bullet speaks of, where the bullet's column has none."""
    told = {one.columns for table in spec.data_model.tables for one in table.relations if one.table == relation.table}
    left = [
        key
        for key in spec.ddl.keys
        if key.key.table.lower() == owner
        and key.key.references.lower() == relation.references
        and _columns(key) not in told
    ]
    return left[0] if len(left) == 1 and len(relation.columns) == 1 else None


def _columns(key: DdlKey) -> tuple[str, ...]:
    return tuple(column.lower() for column in key.key.columns)


def _is_backwards(spec: Spec, relation: DocRelation) -> bool:
    """Tell whether a bullet tells a reference from its target's side (`users.id → invites.user_id`)."""
    return any(
        key.key.table.lower() == relation.references
        and key.key.references.lower() == relation.table
        and (not relation.referenced or _columns(key) == relation.referenced)
        for key in spec.ddl.keys
    )


def _arrow(spec: Spec, relation: DocRelation) -> Finding:
    fix = Fix("write →", Safety.SAFE, (Edit(relation.arrow, "→"),))
    message = f"the relationship is written with {spec.source[relation.arrow]} where the template has →"
    return Finding(relation.arrow, message, "write →", fix=fix, level="arrow")


def foreign_key_before_table(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each reference to a table that a later statement or a later migration creates."""
    if not spec.readable:
        return
    created = spec.ddl.created
    for key in _in_order(spec.ddl.keys):
        name = key.key.references.lower()
        made = created.get(name)
        if made is None or name == key.key.table.lower() or made[1] <= key.at:
            continue
        if made[0] != key.migration and not _run_in_order(spec, key.migration, made[0]):
            continue
        where = "later in this migration" if made[0] == key.migration else "by a later migration"
        message = f"{key.key.table} refers to {key.key.references}, which is created {where}"
        related = (Related(made[2], f"where {key.key.references} is created"),)
        yield Finding(key.span, message, f"create {key.key.references} first", related)


def _in_order(keys: Sequence[DdlKey]) -> list[DdlKey]:
    return sorted(keys, key=lambda key: key.at)


def _run_in_order(spec: Spec, first: int, second: int) -> bool:
    """Tell whether goose runs two migrations in the order in which they are written."""
    from speclint.migrations.goose import file_version

    readings = spec.ddl.readings
    one, other = (file_version(readings[number].migration.path) for number in (first, second))
    return one is None or other is None or one < other
