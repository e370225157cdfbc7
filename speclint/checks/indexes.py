"""Checks of indexes: their names, and the bullets of the prose against the migrations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.schema_pairs import TablePair, match, pair_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.data_model import DocIndex, DocTable
    from speclint.spec.ddl import Ddl, DdlIndex
    from speclint.spec.model import Spec

_WORD = regex(r"[a-z0-9]+")
_PLAIN = regex(r"[a-z_]\w*")
_SNAKE = regex(r"[a-z0-9_]+")
_UNIQUE = ("uq_", "uidx_", "ux_", "unq_", "uniq_", "uix_")
_OTHER = ("pk_", "fk_")
_FILLERS = frozenset(
    "uq unique uniq key idx by and on per desc asc gin gist brin hash trgm partial lower".split()  # noqa: SIM905
)


class _Named(NamedTuple):
    name: str
    table: str
    parts: tuple[str, ...]
    unique: bool
    text: str
    span: Span
    related: tuple[Related, ...]


def malformed_index_name(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each index whose name is not `idx_`, its table, and its columns, their stems or its purpose."""
    if not spec.readable:
        return
    for index in _named(spec):
        if index.name.endswith(("_pkey", "_key", "_fkey")) or index.name.startswith(_OTHER):
            continue
        reason = _fault(index)
        if reason is not None:
            better = _better(index)
            help_text = f"name it {better}" if better else f"name it idx_{index.table}_ and its columns"
            fix = _renamed(spec, index.name, better) if better else None
            yield Finding(index.span, f"the index name {index.name} {reason}", help_text, index.related, fix)


def _named(spec: Spec) -> Iterator[_Named]:
    """Yield the indexes by name: at the bullet where there is one, with the statement beside it."""
    made = {index.name.lower(): index for index in spec.ddl.indexes if index.named}
    constraints = {part for pair in pair_tables(spec) for part in pair.ddl.summary.unique}
    told: set[str] = set()
    for table in spec.data_model.tables:
        for bullet in table.indexes:
            name = bullet.name.lower()
            index = made.get(name)
            if not name or name in told or (index is None and bullet.parts in constraints):
                continue
            told.add(name)
            unique = "unique" in bullet.text.lower() or bool(index and index.unique)
            related = (Related(index.span, "the statement that creates it"),) if index else ()
            text = f"{bullet.text} {index.text if index else ''}"
            parts = index.parts if index else bullet.parts or ()
            yield _Named(
                bullet.name, index.table if index else bullet.table, parts, unique, text, bullet.name_span, related
            )
    for name, index in made.items():
        if name not in told:
            yield _Named(index.name, index.table, index.parts, index.unique, index.text, index.span, ())


def _fault(index: _Named) -> str | None:
    name = index.name
    prefix = next((one for one in ("idx_", *(_UNIQUE if index.unique else ())) if name.startswith(one)), None)
    if not _SNAKE.fullmatch(name) or prefix is None:
        return "does not begin with idx_" if prefix is None else "is not in snake_case"
    rest = name[len(prefix) :]
    if not rest.startswith(f"{index.table}_") or rest == f"{index.table}_":
        return f"does not name its table {index.table}"
    words = [word for word in rest[len(index.table) + 1 :].split("_") if word]
    known = {word for part in index.parts for word in _WORD.findall(part)} | set(index.table.split("_"))
    if not index.parts or any(_means(word, one) for word in words for one in known):
        return None
    # A partial index may be named by the purpose that its condition or its reason tells.
    told = set(_WORD.findall(index.text.lower().replace(name, "")))
    if any(word in told and len(word) > 2 for word in words if word not in _FILLERS):
        return None
    return f"names none of its columns ({', '.join(index.parts)})"


def _means(word: str, column: str) -> bool:
    """Tell whether a word of a name stands for a word of a column: itself, its stem or a short form of it."""
    return word == column or (min(len(word), len(column)) > 1 and (column.startswith(word) or word.startswith(column)))


def _better(index: _Named) -> str | None:
    if not index.parts or not all(_PLAIN.fullmatch(part) for part in index.parts) or not _PLAIN.fullmatch(index.table):
        return None
    better = f"idx_{index.table}_{'_'.join(index.parts)}"
    return better if len(better) <= 63 else None


def _renamed(spec: Spec, name: str, better: str) -> Fix | None:
    """Rename the index wherever the spec names it."""
    pattern = re.compile(rf"(?<![\w$]){re.escape(name)}(?![\w$])")
    edits = tuple(Edit(Span(*found.span()), better) for found in pattern.finditer(spec.source.text))
    if not edits or re.search(rf"(?<![\w$]){re.escape(better)}(?![\w$])", spec.source.text):
        return None
    return Fix(f"rename it to {better}", Safety.UNSAFE, edits)


def index_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield where the index bullets of a new table and the migrations' CREATE INDEX differ."""
    if not spec.readable:
        return
    pairs = {id(pair.doc): pair for pair in pair_tables(spec)}
    for table in spec.data_model.tables:
        pair = pairs.get(id(table))
        if pair is not None:
            yield from _compared(spec, pair)
        else:
            yield from _unknown_columns(table)


def _compared(spec: Spec, pair: TablePair) -> Iterator[Finding]:
    ddl = spec.ddl
    mine = [index for index in ddl.indexes if index.table == pair.ddl.name]
    by_name = {index.name.lower(): index for index in mine if index.named}
    elsewhere = {index.name.lower(): index for index in ddl.indexes if index.named}
    left = list(mine)
    waiting: list[DocIndex] = []
    for bullet in pair.doc.indexes:
        index = by_name.get(bullet.name.lower()) or elsewhere.get(bullet.name.lower())
        if index is None:
            waiting.append(bullet)
            continue
        if index in left:
            left.remove(index)
        yield from _differences(bullet, index, pair)
    for bullet in waiting:
        twin = _twin(bullet, left)
        if twin is not None:
            left.remove(twin)
            if bullet.name and twin.named:
                yield _other_name(bullet, twin)
        elif bullet.name and not _is_constraint(bullet, pair, ddl) and ddl.complete:
            message = f"no migration creates the index {bullet.name}"
            yield Finding(bullet.name_span, message, "write its CREATE INDEX in a migration, or remove the bullet")
    for index in left:
        yield _without_bullet(spec, index, pair.doc)


def _differences(bullet: DocIndex, index: DdlIndex, pair: TablePair) -> Iterator[Finding]:
    related = (Related(index.span, "the statement that creates it"),)
    table = pair.ddl.name if bullet.table == pair.doc.name else bullet.table
    if table != index.table:
        message = f"the index {bullet.name} is on {bullet.table} here and on {index.table} in the migration"
        yield Finding(bullet.span, message, "make both say the same table", related)
    elif bullet.parts is not None and bullet.parts != index.parts:
        here, there = ", ".join(bullet.parts), ", ".join(index.parts)
        message = f"the index {bullet.name} is on ({here}) here and on ({there}) in the migration"
        yield Finding(bullet.span, message, "make both say the same columns in the same order", related)


def _twin(bullet: DocIndex, left: Sequence[DdlIndex]) -> DdlIndex | None:
    """Return the index that a bullet means under another name: by its columns, or by a slip in the name."""
    same = [index for index in left if bullet.parts is not None and index.parts == bullet.parts]
    if same:
        return same[0]
    close = match(bullet.name.lower(), [index.name.lower() for index in left]) if bullet.name else None
    return next((index for index in left if index.name.lower() == close), None)


def _other_name(bullet: DocIndex, twin: DdlIndex) -> Finding:
    related = (Related(twin.span, "the statement that creates it"),)
    message = f"the index {bullet.name} is called {twin.name} in the migration"
    return Finding(bullet.name_span, message, f"did you mean `{twin.name}`?", related)


def _is_constraint(bullet: DocIndex, pair: TablePair, ddl: Ddl) -> bool:
    """Tell whether a bullet speaks of the index that a primary key or a unique constraint brings with it."""
    summary = pair.ddl.summary
    groups = {tuple(column.lower() for column in group) for group in (summary.primary_key, *summary.unique)}
    added = [one.change.name.lower() for one in ddl.changes if one.change.kind == "add constraint"]
    return (
        bullet.parts in groups
        or bullet.name.lower() in {f"{pair.ddl.name}_pkey", *added}
        or bool(re.search(r"\bprimary key\b|\bconstraint\b|\bexclusion\b", bullet.text, re.IGNORECASE))
    )


def _without_bullet(spec: Spec, index: DdlIndex, table: DocTable) -> Finding:
    field = table.index_field
    where = field.label.name_span if field else table.span
    related = (Related(where, f"the indexes of {table.written}" if field else f"the section of {table.written}"),)
    message = f"the index {index.name} has no bullet under the indexes of {table.written}"
    fix = None
    lists = [block for block in field.blocks if isinstance(block, List)] if field else []
    if lists and lists[-1].items and not lists[-1].ordered:
        last = lists[-1].items[-1]
        column = last.marker.start - spec.source.line_spans[spec.source.line_of(last.marker.start)].start
        unique = " UNIQUE" if index.unique else ""
        columns = ", ".join(index.parts)
        text = f"\n{' ' * column}{spec.source[last.marker]} `{index.name}`{unique} on ({columns}) — [reason]"
        fix = Fix("add its bullet", Safety.UNSAFE, (Edit(Span(last.span.end, last.span.end), text),))
    return Finding(index.span, message, "add its bullet with its reason", related, fix)


def _unknown_columns(table: DocTable) -> Iterator[Finding]:
    """Yield each index on a column that its table lacks, where no migration can be asked."""
    known = {column.name for column in table.columns}
    if not known or table.waiting:
        return
    for bullet in table.indexes:
        for part in bullet.parts or ():
            if bullet.table == table.name and _PLAIN.fullmatch(part) and part not in known:
                close = match(part, sorted(known))
                message = (
                    f"the index {bullet.name or 'of this bullet'} is on {part}, which is no column of {table.written}"
                )
                yield Finding(bullet.span, message, f"did you mean `{close}`?" if close else None, level="column")
                break
