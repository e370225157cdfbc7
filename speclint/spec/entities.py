"""The tables that a data model describes in free form, as far as it surely names them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, List, Paragraph, Table
from speclint.markdown.inline import Strong, code_spans, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.diagram_fences import is_mermaid
from speclint.spec.schema_pairs import singular
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.spec.model import Spec

_NAME = regex(r"[A-Za-z][\w-]*")
_HEAD = regex(
    r"(?:(?:new|modified|existing|updated)\s+)?(?:(?:table|entity|model)s?\s*[:\u2014-]?\s*)?[`\"]?(?P<name>[A-Za-z]\w*)[`\"]?"
    r"(?:\s+(?:table|entity))?(?:\s*\((?:new|modified|existing|updated|unchanged)[^()]*\))?\s*:?",
    re.IGNORECASE,
)
_CREATE = regex(r"\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(?:\"?\w+\"?\.)?\"?(\w+)\"?", re.IGNORECASE)
_NO_TABLE = frozenset({
    "tables", "entities", "indexes", "indices", "migrations", "migration", "backfill", "backfills",
    "constraints", "fields", "columns", "types", "relationships", "enums", "enum", "notes", "schema",
    "overview", "new", "modified", "existing", "changes", "none", "data", "model", "erd", "seeds", "retention",
})  # fmt: skip


class EntityName(NamedTuple):
    """A table's name where the data model describes it."""

    name: str
    span: Span


def fold_entity(name: str) -> str:
    """Fold an entity's or a table's name: case, joints and number make no difference."""
    return singular(name.strip('"`'))


def mentioned_entities(spec: Spec) -> frozenset[str]:
    """Return every word, folded, of the data model and of the section on what exists already, drawings left out."""
    holders = [part for role in ("data-model", "existing-system") for part in spec.by_role.get(role, [])]
    drawn = {fence.span for fence in spec.fences if is_mermaid(fence)}
    blocks = [block for holder in holders for block in holder.all_blocks() if block.span not in drawn]
    return frozenset(fold_entity(word) for block in blocks for word in _NAME.findall(spec.source[block.span]))


def documented_entities(spec: Spec) -> list[EntityName]:
    """Return the tables that the data model describes, each once; nothing where it does so in prose alone.

    A table is a sub-heading, the bold or code words that lead a list item or a paragraph above a table of fields, the
    first cell under a header such as "Table", or the name in a CREATE TABLE.
    """
    found: list[EntityName] = []
    for section in spec.by_role.get("data-model", []):
        parts = [part for part in section.walk() if part is not section]
        heads: list[tuple[Span, Sequence[Block]]] = [(part.heading.content, part.blocks) for part in parts]
        heads += [(extra.heading.content, extra.blocks) for extra in section.extra if extra.heading]
        runs: list[Sequence[Block]] = [section.blocks]
        for content, blocks in heads:
            runs.append(blocks)
            name = _of_heading(spec, content, blocks)
            if name is not None:
                found.append(name)
        for blocks in runs:
            found += _of_blocks(spec, blocks)
    seen: set[str] = set()
    once: list[EntityName] = []
    for entity in sorted(found, key=lambda entity: entity.span):
        if fold_entity(entity.name) not in seen:
            seen.add(fold_entity(entity.name))
            once.append(entity)
    return once


def _of_heading(spec: Spec, content: Span, blocks: Sequence[Block]) -> EntityName | None:
    codes = code_spans(spec.source, content)
    if len(codes) == 1:
        return _checked(spec, codes[0].content)
    found = _HEAD.fullmatch(spec.text(content))
    described = any(isinstance(block, Table | List) for block in blocks)
    if found is None or not described:
        return None
    at = spec.source.text.find(found["name"], content.start, content.end)
    return _checked(spec, Span(at, at + len(found["name"]))) if at >= 0 else None


def _checked(spec: Spec, span: Span) -> EntityName | None:
    name = spec.source[span].replace("\\", "")
    return EntityName(name, span) if _NAME.fullmatch(name) and name.lower() not in _NO_TABLE else None


def _of_blocks(spec: Spec, blocks: Sequence[Block]) -> Iterator[EntityName]:
    for index, block in enumerate(blocks):
        later = blocks[index + 1] if index + 1 < len(blocks) else None
        if isinstance(block, Fence):
            text = block.text(spec.source)
            for found in _CREATE.finditer(text) if block.language != "mermaid" else ():
                yield EntityName(found[1], block.place_span(found.start(1), found.end(1)))
        elif isinstance(block, Paragraph) and isinstance(later, Table | List):
            name = _leading(spec, block.line_spans[-1], alone=True)
            if name is not None:
                yield name
        elif isinstance(block, Table):
            yield from _of_table(spec, block)
        elif isinstance(block, List):
            yield from _of_list(spec, block)


def _of_list(spec: Spec, block: List) -> Iterator[EntityName]:
    """Yield the names that lead items which go on with fields: a nested list, or text after a colon or a bracket."""
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if isinstance(first, Paragraph):
            nested = any(isinstance(one, List) for one in item.blocks[1:])
            name = _leading(spec, first.line_spans[0], alone=False, nested=nested)
            if name is not None:
                yield name


_TABLE_HEADS = frozenset({"table", "entity", "table/entity", "entity/table", "table name", "tables", "model"})
_TABLE_CUE = regex(r"\s*(?:\(|\u2014|\u2013|-|:)?\s*(?:new |existing |modified )?(?:table|entity|\()", re.IGNORECASE)
_FIELD_CUE = regex(
    r"\s*:?\s*$|\s*\(?\s*`?\w+`?\s+(?:uuid|text|int|bigint|varchar|bool|timestamp|json|serial|pk)", re.IGNORECASE
)


def _leading(spec: Spec, line: Span, *, alone: bool, nested: bool = False) -> EntityName | None:
    """Return the name in bold or code that leads a line, where the rest shows that it is a table's."""
    text = spec.source[line]
    lead = re.match(r"(?:(?:new |existing |modified )?(?:table|entity)\s*:?\s*)?", text, re.IGNORECASE)
    start = line.start + (lead.end() if lead else 0)
    said = bool(lead and lead.end())
    span = next((code for code in code_spans(spec.source, line) if code.span.start == start), None)
    inner, end = (span.content, span.span.end) if span else (None, start)
    if inner is None:
        strong = next(
            (one for one in scan(spec.source, line) if isinstance(one, Strong) and one.span.start == start), None
        )
        if strong is None:
            return None
        codes = code_spans(spec.source, strong.content)
        inner, end = (codes[0].content if len(codes) == 1 else strong.content), strong.span.end
        if not codes:
            found = _HEAD.fullmatch(spec.source[inner].rstrip(": "))
            if found is None:
                return None
            inner = Span(inner.start + found.start("name"), inner.start + found.end("name"))
    rest = spec.source.text[end : line.end]
    if said or _TABLE_CUE.match(rest) or ((alone or nested) and _FIELD_CUE.match(rest)):
        return _checked(spec, inner)
    return None


def _of_table(spec: Spec, table: Table) -> Iterator[EntityName]:
    names = [fold(spec.text(cell.span)) for cell in table.header.cells]
    if not names or names[0] not in {
        "table",
        "entity",
        "table/entity",
        "entity/table",
        "table name",
        "tables",
        "model",
    }:
        return
    for row in table.rows:
        if row.cells:
            codes = code_spans(spec.source, row.cells[0].span)
            entity = _checked(spec, codes[0].content if codes else row.cells[0].span)
            if entity is not None:
                yield entity
