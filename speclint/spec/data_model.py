"""What a spec's prose says of its schema: new tables with columns, indexes and relationships, and modified tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, ListItem, Paragraph
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.sql_text import bare_name, index_parts
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Row
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import FieldView, TableView

_TABLE_WORD = regex(r"\s+table\s*$", re.IGNORECASE)
_IDENTIFIER = regex(r"[\w$.\"-]+")
_REASON = regex(r"\s(?:\u2014|\u2013|--?)\s|\s\u2014|\u2014\s")
_INDEX_WORDS = regex(
    r"\s*(?:create\s+)?(?:unique\s+)?(?:partial\s+)?(?:index\s+)?(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?",
    re.IGNORECASE,
)
_INDEX_NAME = regex(r"[\w$\"]+")
_ON_TABLE = regex(r"\bon\s+[`\"]?(?:\w+\.)?(\w+)[`\"]?\s*(?:using\s+\w+\s*)?\(", re.IGNORECASE)
_ON_COLUMN = regex(r"\bon\s+[`\"]?(\w+)[`\"]?\s*$", re.IGNORECASE)
_SIDE = r"[`\"]?(?:(?P<{0}t>[\w$]+)[`\"]?(?:\.|\s*(?=\())[`\"]?)?(?:(?P<{0}c>[\w$]+)|\((?P<{0}m>[^()]*)\))[`\"]?"
_RELATION = regex(
    rf"(?<![\w$]){_SIDE.format('a')}\s*(?P<arrow>\u2192|->|=>|-->|\u27f6|\u2190|<-)\s*(?:references\s+)?{_SIDE.format('b')}",
    re.IGNORECASE,
)
_ON_DELETE = regex(r"\bon\s+delete[:\s]+(cascade|set\s+null|set\s+default|restrict|no\s+action)", re.IGNORECASE)
_NO_KEY = regex(
    r"\b(?:no (?:fk|foreign|constraint|reference)|not enforced|logical|soft|polymorphic"
    r"|without (?:an? )?(?:fk|foreign))",
    re.IGNORECASE,
)


class DocColumn(NamedTuple):
    """A row of a column table; an absent cell is None."""

    name: str
    name_span: Span
    type: Span | None
    constraints: Span | None
    notes: str
    row: Row


class DocIndex(NamedTuple):
    """An index bullet.

    Args:
        name: The index's name, or "" where it has none.
        name_span: Where it stands; the whole bullet where it has none.
        table: The table it is on.
        parts: Its columns and expressions, folded, or None where the bullet doesn't say.
        text: The bullet.
        span: Where its first line stands.
    """

    name: str
    name_span: Span
    table: str
    parts: tuple[str, ...] | None
    text: str
    span: Span


class DocRelation(NamedTuple):
    """A relationship bullet, its two sides in the order of the reference; `arrow` is where the arrow stands."""

    table: str
    columns: tuple[str, ...]
    references: str
    referenced: tuple[str, ...]
    on_delete: str | None
    arrow: Span
    span: Span


class DocTable(NamedTuple):
    """A new table as a section describes it.

    Args:
        name: Its name, folded.
        written: Its name as written.
        span: Where the heading's text stands.
        section: The section.
        view: The column table, or None.
        columns: Its rows, prompts left out.
        waiting: Whether a prompt stands among them.
        indexes: The index bullets.
        index_field: The label over them, or None.
        relations: The relationship bullets.
        relation_field: The label over them, or None.
        unread: The text of relationship bullets that name no two sides.
    """

    name: str
    written: str
    span: Span
    section: SpecSection
    view: TableView | None
    columns: tuple[DocColumn, ...]
    waiting: bool
    indexes: tuple[DocIndex, ...]
    index_field: FieldView | None
    relations: tuple[DocRelation, ...]
    relation_field: FieldView | None
    unread: str


class ModifiedRow(NamedTuple):
    """A row of the Modified Tables; `names` are the tables that its first cell names."""

    names: tuple[str, ...]
    name_span: Span
    change: Span | None
    text: str
    row: Row


class DataModel(NamedTuple):
    """All of it; a section is None where the spec lacks it."""

    tables: tuple[DocTable, ...] = ()
    new_section: SpecSection | None = None
    modified: tuple[ModifiedRow, ...] = ()
    modified_section: SpecSection | None = None
    modified_waiting: bool = False


def read_data_model(spec: Spec) -> DataModel:
    """Read what the spec's New Tables and Modified Tables say; prompts of the template are passed over."""
    tables = tuple(_table(spec, section) for section in spec.by_role.get("new-table", []))
    new = next(iter(spec.by_role.get("new-tables", [])), None)
    modified = next(iter(spec.by_role.get("modified-tables", [])), None)
    rows = list(_modified(spec))
    known = tuple(row for row in rows if row.names)
    return DataModel(
        tuple(table for table in tables if "[" not in table.written), new, known, modified, len(known) < len(rows)
    )


def _table(spec: Spec, section: SpecSection) -> DocTable:
    content = section.heading.content
    written = _TABLE_WORD.sub("", spec.text(content)).strip()
    name = bare_name(written)
    views = [view for found in spec.tables_of(section).values() for view in found if view.type.role == "columns"]
    view = views[0] if views else None
    columns = list(_columns(spec, view)) if view else []
    fields = spec.fields_of(section)
    indexes, relations = fields.get("indexes"), fields.get("relationships")
    bullets = [_relation(text, span, name) for text, span in _items(spec, relations)]
    unread = "\n".join(text for (text, _), read in zip(_items(spec, relations), bullets, strict=True) if read is None)
    return DocTable(
        name,
        written,
        content,
        section,
        view,
        tuple(column for column in columns if column is not None),
        None in columns,
        tuple(_index(spec, text, span, name) for text, span in _items(spec, indexes)),
        indexes,
        tuple(read for read in bullets if read is not None),
        relations,
        unread,
    )


def _columns(spec: Spec, view: TableView) -> Iterator[DocColumn | None]:
    for row in view.rows():
        cell = view.cell(row, "column")
        if cell is None or cell.span.end == cell.span.start or spec.is_placeholder(cell.span):
            yield None
            continue
        codes = code_spans(spec.source, cell.span)
        span = codes[0].content if codes else cell.span
        name = bare_name(spec.source[span])
        if not _IDENTIFIER.fullmatch(name):
            yield None
            continue
        kind, limits, notes = view.cell(row, "type"), view.cell(row, "constraints"), view.cell(row, "notes")
        waits = any(one and spec.is_placeholder(one.span) for one in (kind, limits))
        yield DocColumn(
            name,
            span,
            kind.span if kind and not waits else None,
            limits.span if limits and not waits else None,
            spec.text(notes.span) if notes else "",
            row,
        )


def _items(spec: Spec, field: FieldView | None) -> list[tuple[str, Span]]:
    """Return the bullets under a label, or the text beside it, each with the place of its first line."""
    if field is None:
        return []
    found: list[tuple[str, Span]] = []
    stack: list[object] = list(reversed(field.blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, List):
            stack.extend(reversed(block.items))
        elif isinstance(block, ListItem):
            first = block.blocks[0] if block.blocks else None
            if isinstance(first, Paragraph):
                lines = first.line_spans
                found.append((" ".join(spec.source[line] for line in lines), lines[0]))
    value = field.label.value
    if value.end > value.start:
        found.insert(0, (" ".join(spec.source[value].split()), value))
    return [
        (text, span)
        for text, span in found
        if not is_none_statement(text) and not spec.is_placeholder(span) and "[" not in text.split("(")[0]
    ]


def _index(spec: Spec, text: str, span: Span, table: str) -> DocIndex:
    shown = text.replace("\\_", "_").replace("**", "")
    head = _REASON.split(shown, maxsplit=1)[0]
    bare = head.replace("`", "")
    start = _INDEX_WORDS.match(bare)
    found = _INDEX_NAME.match(bare, start.end() if start else 0)
    name = (
        found.group().strip('"')
        if found and "_" in found.group() and "(" not in bare[found.end() : found.end() + 1]
        else ""
    )
    at = spec.source.text.find(name, span.start, span.end) if name else -1
    other = _ON_TABLE.search(bare)
    parts = index_parts(bare[found.end() :] if found and name else bare)
    if parts is None:
        single = _ON_COLUMN.search(bare)
        parts = (single[1].lower(),) if single else None
    where = Span(at, at + len(name)) if at >= 0 else span
    return DocIndex(name, where, other[1].lower() if other else table, parts, shown, span)


def _relation(text: str, span: Span, table: str) -> DocRelation | None:
    shown = text.replace("\\_", "_")
    found = _RELATION.search(shown)
    if found is None or _NO_KEY.search(shown):
        return None
    one = ((found["at"] or table).lower(), _names(found["ac"], found["am"]))
    other = ((found["bt"] or "").lower(), _names(found["bc"], found["bm"]))
    if not found["bt"]:
        other = (other[1][0] if other[1] else "", ())
    if found["arrow"] in {"\u2190", "<-"}:
        one, other = other, one
    action = _ON_DELETE.search(shown)
    # An arrow's place is known where nothing was folded before it.
    at = span.start + found.start("arrow")
    arrow = Span(at, at + len(found["arrow"])) if shown == text else Span(span.start, span.start)
    return DocRelation(
        one[0],
        one[1],
        other[0],
        other[1],
        " ".join(action[1].upper().split()) if action else None,
        arrow,
        span,
    )


def _names(single: str | None, several: str | None) -> tuple[str, ...]:
    if single:
        return (single.lower(),)
    return tuple(bare_name(name) for name in (several or "").split(",") if name.strip())


def _modified(spec: Spec) -> Iterator[ModifiedRow]:
    for view in spec.tables_by_role("modified-tables"):
        for row in view.rows():
            cell, change = view.cell(row, "table"), view.cell(row, "change")
            if cell is None or is_none_statement(spec.text(cell.span)):
                continue
            codes = code_spans(spec.source, cell.span)
            pieces = [code.content for code in codes] or [cell.span]
            names = tuple(bare_name(spec.source[piece]) for piece in pieces)
            waits = spec.is_placeholder(cell.span) or (change is not None and spec.is_placeholder(change.span))
            plain = not waits and all(_IDENTIFIER.fullmatch(name) for name in names)
            text = " ".join(spec.text(one.span) for one in row.cells[1:])
            yield ModifiedRow(names if plain else (), pieces[0], change.span if change else None, text, row)
