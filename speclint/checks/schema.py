"""Checks that what the data model promises is what the migrations do, table by table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.schema_pairs import match, pair_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Fence
    from speclint.rules.rule import Rule
    from speclint.spec.data_model import ModifiedRow
    from speclint.spec.ddl import DdlChange, DdlIndex
    from speclint.spec.model import Spec

_SQL = frozenset({"sql", "postgresql", "postgres", "pgsql"})
_DDL = regex(
    r"^[ \t]*(?:create\s+(?:table|(?:unique\s+)?index|type)|alter\s+(?:table|type))\b[^;\n(]*",
    re.IGNORECASE | re.MULTILINE,
)
_THING = regex(
    r"\b(?:columns?|index(?:es)?|constraint|key|check|trigger|default|partition|policy|type|table)\b[:\s]+"
    r"[`\"]?(?:(?:if not exists|on|of|for|to|set|drop|not|null)\s+)*([A-Za-z_][\w$]*)",
    re.IGNORECASE,
)
_COLUMN = regex(
    r"\b(?P<verb>add(?:s|ed)?|new|drop(?:s|ped)?|remove[sd]?|delete[sd]?|rename[sd]?|alter(?:s|ed)?|change[sd]?)?"
    r"\s*columns?\b:?\s+[`\"]?(?P<name>[A-Za-z_][\w$]*)",
    re.IGNORECASE,
)
_VERBS = frozenset(
    {"a", "an", "the", "to", "for", "with", "and", "of", "that", "which", "from", "if", "not", "is", "as"}
)
_SHOWN = regex(r"(?<!\w)[A-Za-z]\w*_\w+|[A-Z]{3,}")
_INDEX = regex(r"ind(?:ex|ices)|\bidx_|\bunique\b|constraint|\buidx_|\buq_", re.IGNORECASE)


def schema_migration_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each table that only the prose or only a migration makes or changes, and DDL outside the migrations."""
    if not spec.readable:
        return
    yield from _new_tables(spec)
    yield from _rows_without_change(spec)
    yield from _changes_without_row(spec)
    yield from _stray_ddl(spec)


def _new_tables(spec: Spec) -> Iterator[Finding]:
    model, ddl = spec.data_model, spec.ddl
    if model.new_section is None:
        return
    pairs = pair_tables(spec)
    for pair in pairs:
        if pair.doc.name != pair.ddl.name:
            message = f"the migrations create the table {pair.ddl.name}, and its section is called {pair.doc.written}"
            related = (Related(pair.ddl.span, "the statement that creates it"),)
            yield Finding(pair.doc.span, message, f"did you mean `{pair.ddl.name}`?", related)
    if _is_settled(spec):
        for table in model.tables:
            if all(pair.doc is not table for pair in pairs) and table.name not in ddl.created:
                message = f"no migration creates the table {table.written}"
                yield Finding(table.span, message, "write its CREATE TABLE in a migration, or remove the section")
    known = {pair.ddl.name for pair in pairs}
    text = spec.source[model.new_section.section.span].lower()
    for name, made in ddl.tables.items():
        if name not in known and not re.search(rf"(?<![\w]){re.escape(name)}(?!\w)", text):
            related = (Related(model.new_section.heading.span, "the new tables"),)
            message = f"the table {made.summary.name} is created here and has no section under New Tables"
            yield Finding(made.span, message, "describe its columns under New Tables", related)


def _is_settled(spec: Spec) -> bool:
    """Tell whether all of the migrations' SQL is known, so that what isn't there is missing."""
    holders = spec.by_role.get("migrations", [])
    if not holders or not spec.ddl.complete:
        return False
    if spec.migrations:
        return True
    blocks = [block for holder in holders for block in holder.all_blocks()]
    return all(spec.is_none(holder) for holder in holders) and not any(_is_sql(spec, block) for block in blocks)


def _is_sql(spec: Spec, block: object) -> bool:
    return getattr(block, "language", None) in _SQL


def _rows_without_change(spec: Spec) -> Iterator[Finding]:
    for row in spec.data_model.modified:
        if row.change is not None and _is_vague(spec, row.change):
            yield Finding(
                row.change,
                f"the change of {row.names[0]} names no column, index or constraint",
                "say what is added, dropped or altered, by name",
                level="vague",
            )
            continue
        if not _is_settled(spec):
            continue
        touched = [change for name in row.names for change in _changes_of(spec, name)]
        if not touched and not any(_is_touched(spec, name) for name in row.names):
            tables = sorted({one.change.table.lower() for one in spec.ddl.changes})
            close = match(row.names[0], tables) or _table_of_columns(spec, row)
            help_text = (
                f"did you mean `{close}`?" if close else "write the ALTER TABLE in a migration, or remove the row"
            )
            yield Finding(row.name_span, f"no migration alters the table {row.names[0]}", help_text)
            continue
        yield from _columns_of_row(spec, row, touched)


def _table_of_columns(spec: Spec, row: ModifiedRow) -> str | None:
    """Return the table in which a migration changes a column that a row names for another table."""
    names = {name for name, _ in _named_columns(spec, row)}
    return next((one.change.table.lower() for one in spec.ddl.changes if one.change.name.lower() in names), None)


def _changes_of(spec: Spec, name: str) -> list[DdlChange]:
    return [one for one in spec.ddl.changes if name in {one.change.table.lower(), (one.change.new or "").lower()}]


def _is_touched(spec: Spec, name: str) -> bool:
    """Tell whether a migration does anything with a table: an index, a trigger, a backfill."""
    table = rf'(?:"?\w+"?\.)?"?{re.escape(name)}"?(?!\w)'
    pattern = re.compile(
        rf"\b(?:table\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?|on\s+(?:only\s+)?|update\s+|into\s+|from\s+|view\s+"
        rf"(?:if\s+exists\s+)?|type\s+){table}",
        re.IGNORECASE,
    )
    return any(pattern.search(reading.migration.text) for reading in spec.ddl.readings)


def _is_vague(spec: Spec, change: Span) -> bool:
    written = spec.source[change]
    if not written.strip() or code_spans(spec.source, change) or _SHOWN.search(written):
        return False
    return not any(found[1].lower() not in _VERBS for found in _THING.finditer(written))


def _named_columns(spec: Spec, row: ModifiedRow) -> list[tuple[str, Span]]:
    """Return the columns that a row names outright: the word after "column"."""
    if row.change is None:
        return []
    base = row.change.start
    return [
        (found["name"].lower(), Span(base + found.start("name"), base + found.end("name")))
        for found in _COLUMN.finditer(spec.source[row.change])
        if found["verb"] and found["name"].lower() not in _VERBS
    ]


def _columns_of_row(spec: Spec, row: ModifiedRow, touched: Sequence[DdlChange]) -> Iterator[Finding]:
    text = "\n".join(one.text for one in touched).lower()
    for name, span in _named_columns(spec, row):
        if touched and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            names = sorted({one.change.name for one in touched if one.change.name})
            close = match(name, names)
            help_text = f"did you mean `{close}`?" if close else "make the row and the migration say the same"
            related = (Related(touched[0].span, "the change that a migration makes"),)
            yield Finding(span, f"no migration changes the column {name} of {row.names[0]}", help_text, related)


def _changes_without_row(spec: Spec) -> Iterator[Finding]:
    model, ddl = spec.data_model, spec.ddl
    section = model.modified_section
    if section is None or model.modified_waiting or (not model.modified and not spec.is_none(section)):
        return
    reported: set[str] = set()
    rows: dict[str, list[ModifiedRow]] = {}
    for row in model.modified:
        for name in row.names:
            rows.setdefault(name, []).append(row)
    strange = [name for name in rows if not _changes_of(spec, name) and not _is_touched(spec, name)]
    meant = {_table_of_columns(spec, row) for name in strange for row in rows[name]}
    related = (Related(section.heading.span, "the modified tables"),)
    for change in ddl.changes:
        name = change.change.table.lower()
        names = {name, (change.change.new or "").lower()} if change.change.kind == "rename table" else {name}
        mine = [row for one in names for row in rows.get(one, [])]
        if not mine:
            if name not in reported and name not in ddl.created and name not in meant and not match(name, strange):
                reported.add(name)
                message = f"the table {name} is altered here and has no row under Modified Tables"
                yield Finding(change.span, message, "add a row that says what changes", related)
        elif not _names_change(spec, mine, change):
            kind = change.change.kind.removesuffix(" column")
            message = f"no row under Modified Tables says that this migration {kind}s the column {change.change.name}"
            yield Finding(change.span, message, f"name {change.change.name} in the row of {name}", related)
    for index in ddl.indexes:
        yield from _index_without_row(index, spec, rows, reported, related)


def _names_change(spec: Spec, rows: Sequence[ModifiedRow], change: DdlChange) -> bool:
    """Tell whether rows that name columns name this one; a row in general words covers what it covers."""
    if change.change.kind not in {"add column", "drop column"}:
        return True
    texts = [spec.source[row.row.span].lower() for row in rows]
    name = re.compile(rf"(?<!\w){re.escape(change.change.name.lower())}(?!\w)")
    if any(name.search(text) for text in texts):
        return True
    named = [one for row in rows for one, _ in _named_columns(spec, row)]
    columns = {one.change.name.lower() for one in spec.ddl.changes if one.change.table == change.change.table}
    return not named or any(one not in columns for one in named)


def _index_without_row(
    index: DdlIndex,
    spec: Spec,
    rows: dict[str, list[ModifiedRow]],
    reported: set[str],
    related: tuple[Related, ...],
) -> Iterator[Finding]:
    if index.table in spec.ddl.created or index.table in reported or index.table in spec.ddl.tables:
        return
    mine = rows.get(index.table, [])
    if not any(_INDEX.search(row.text) or index.name.lower() in row.text.lower() for row in mine):
        reported.add(index.table)
        message = f"the index {index.name} on the table {index.table} has no row under Modified Tables"
        yield Finding(index.span, message, "add a row that names the index", related)


def _stray_ddl(spec: Spec) -> Iterator[Finding]:
    """Yield DDL outside the migrations that no migration repeats; tests and a way back may show what they like."""
    holders = [part for role in ("migrations", "migration", "rollback") for part in spec.by_role.get(role, [])]
    testing = spec.section("testing")
    apart = [part.section.span for part in (*holders, testing) if part is not None]
    apart += [extra.span for part in holders for extra in part.extra]
    if not holders or not any(fence.language in _SQL for fence in spec.fences):
        return
    known = " ".join(" ".join(reading.migration.text.lower().split()) for reading in spec.migration_readings)
    for fence in spec.fences:
        if fence.language not in _SQL or not fence.closed or any(span.contains(fence.span) for span in apart):
            continue
        yield from _stray(spec, fence, known)


def _stray(spec: Spec, fence: Fence, known: str) -> Iterator[Finding]:
    text = fence.text(spec.source)
    for found in _DDL.finditer(text):
        head = " ".join(found.group().lower().split())
        if "[" in head or head in known:
            continue
        shown = " ".join(found.group().split()[:3])
        message = f"`{shown}` stands outside the migrations, and no migration does it"
        where = fence.place_span(found.start() + len(found.group()) - len(found.group().lstrip()), found.end())
        yield Finding(where, message, "move it into a migration under Goose Migrations")
        return
