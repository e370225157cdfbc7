"""The check of data models written in lines: an entity, its fields with their types, its indexes and relationships."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.blocks import Fence, List, Paragraph, Table
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prompts import holds_prompt
from speclint.spec.regions import content_of
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_HEADER = regex(
    r"\s*(?:new |modified )?(?:entity/table|table/entity|entity|table|collection|type)\s*:\s*`?\w", re.IGNORECASE
)
_PART = regex(
    r"\s*(indexes|indices|index|relationships?|relations|constraints?|migrations?|notes?|enums?)\s*(?:\([^)]*\))?\s*:(.*)",
    re.IGNORECASE,
)
_ITEM = regex(r"\s*[-*+]\s+(.*)")
_TYPES = (
    r"\b(?:uuid|text|string|str|int|integer|bigint|smallint|serial|number|numeric|decimal|float|double|varchar|char|bool|boolean|"
    r"json|jsonb|bytea|blob|timestamp|timestamptz|datetime|date|time|interval|enum|array)\b"
)
_FIELD = regex(rf"`?[\w.$]+`?\??\s*(?::\s*\S|\([^)]+\)|\s[\u2013\u2014-]\s+{_TYPES}|\s+[A-Za-z]\w*)", re.IGNORECASE)
_BARE_FIELD = regex(r"`?\w+`?\s*:?\s*(?:[\u2013\u2014-].*)?")
_INDEX = regex(r".+?(?::|\(|\bon\b|\s[\u2013\u2014-]\s).*\w", re.IGNORECASE)
_COVERED = regex(r"[^:]+:\s*\(?(\w+(?:\s*,\s*\w+)*)\)?\s+[\u2013\u2014-]\s.*")
_TABLE_ITEM = regex(r"[*_`]*(?:(?:new|modified)\s+)?table[*_`]*\s*:?[*_`]*\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)
_COLUMNS = regex(r"[*_]*(new columns?|columns?|added columns?)[*_]*\s*:[*_]*\s*(.*)", re.IGNORECASE | re.DOTALL)
_TYPED = regex(rf"\([^)]+\)|:\s*\S|`[^`]*\s[^`]*`|{_TYPES}", re.IGNORECASE)
_MANY = 3


class _Fault(NamedTuple):
    """A line that has not its form, and why."""

    span: Span
    message: str
    help: str
    level: str | None = None


def malformed_data_model(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what is amiss with the blocks of a data model; more than three untyped fields are one finding."""
    if spec.type is None:
        return
    if spec.type.is_a("feature"):
        for section in spec.by_role.get("data-model", []):
            yield from _told(_in_model(spec, section))
    for section in spec.alignment.walk():
        if section.type.key == "data-schema-changes":
            view = spec.fields_of(section).get("database-changes")
            lists = [block for block in view.blocks if isinstance(block, List)] if view else []
            yield from _told(fault for block in lists for item in block.items for fault in _in_change(spec, item))


def _told(faults: Iterator[_Fault]) -> Iterator[Finding]:
    alike: dict[str, list[_Fault]] = {}
    for fault in faults:
        alike.setdefault(fault.help, []).append(fault)
    for group in alike.values():
        first = group[0]
        if len(group) > _MANY:
            yield Finding(
                first.span, f"{first.message}, and so do {len(group) - 1} others", first.help, level=first.level
            )
            continue
        for one in group:
            yield Finding(one.span, one.message, one.help, level=one.level)


def _in_model(spec: Spec, section: SpecSection) -> Iterator[_Fault]:
    content = content_of(spec, section.all_blocks())
    if not content or spec.is_none(section) or "retitled" in section.changes:
        return
    structured = any(isinstance(block, Fence | Table | List) for block in content)
    said = [spec.text(block.span) for block in content if isinstance(block, Paragraph)]
    silent = any(is_none_statement(text) for text in said) or any(spec.is_placeholder(block.span) for block in content)
    if not structured and not silent:
        shown = spec.text(section.heading.content)
        message = f'"{shown}" describes no entity in lines, a table or code'
        yield _Fault(section.heading.span, message, "write `Entity/Table: name` and a line `- field: type` for each")
    for block in content:
        if isinstance(block, Fence) and block.language in {"", "text", "txt", "yaml", "plaintext"}:
            yield from _in_fence(spec, block)


def _in_fence(spec: Spec, fence: Fence) -> Iterator[_Fault]:
    """Judge a fence that is written in the template's lines: one that holds SQL, JSON or a drawing is none."""
    lines = [(span, spec.source[span]) for span in fence.content_lines]
    assert spec.type is not None
    prompts = any(holds_prompt(spec.type, text) for _, text in lines)
    items = sum(bool(_ITEM.match(text)) for _, text in lines)
    headers = [index for index, (_, text) in enumerate(lines) if _HEADER.match(text)]
    if prompts or (not headers and not items) or any("{" in text or "--" in text for _, text in lines):
        return
    if not headers:
        first = next(span for span, text in lines if text.strip())
        yield _Fault(first, "the block names no entity", "begin it with `Entity/Table: name`")
    part, fields, header = "fields", 0, headers[0] if headers else 0
    names: set[str] = set()
    for index, (span, text) in enumerate(lines):
        if index in headers:
            if index != header and not fields:
                yield _no_field(lines[header][0])
            part, fields, header = "fields", 0, index
            names = set()
        elif found := _PART.fullmatch(text):
            part = found[1].casefold()
            if part.startswith("relation"):
                yield from _relationships(spec, lines, index, found[2])
        elif found := _ITEM.match(text):
            text, place = found[1].strip(), Span(span.start + found.start(1), span.end)
            if part == "fields":
                fields += 1
                names.add(re.split(r"[^\w.$]", text.strip("`"), maxsplit=1)[0].casefold())
            elif headers and part.startswith(("index", "indic")):
                yield from _unknown_fields(place, text, names)
            yield from _line(part, place, text)
    if headers and not fields:
        yield _no_field(lines[header][0])


def _no_field(span: Span) -> _Fault:
    return _Fault(span, "the entity has no field", "write a line `- field: type - description` for each")


def _line(part: str, span: Span, text: str) -> Iterator[_Fault]:
    if is_none_statement(text) or not text:
        return
    if part == "fields" and not _FIELD.match(text) and _BARE_FIELD.fullmatch(text):
        name = re.split(r"[\s:]", text.strip("`"), maxsplit=1)[0]
        yield _Fault(span, f"the field {name} has no type", "write it `- field: type - description`")
    elif part.startswith(("index", "indic")) and not _INDEX.match(text):
        yield _Fault(span, f'the index "{text}" names no fields', "write it `- index: fields - purpose`")


def _unknown_fields(span: Span, text: str, names: set[str]) -> Iterator[_Fault]:
    """Report an index whose fields, written as a list of names, are not all among the entity's."""
    found = _COVERED.fullmatch(text)
    covered = re.split(r"\s*,\s*", found[1]) if found else []
    unknown = [name for name in covered if name.casefold() not in names]
    if unknown and names:
        verb = "is" if len(unknown) == 1 else "are"
        message = f"the index covers {', '.join(unknown)}, which {verb} no field of the entity"
        yield _Fault(span, message, "name a field of the entity, or add the field")


def _relationships(spec: Spec, lines: Sequence[tuple[Span, str]], index: int, rest: str) -> Iterator[_Fault]:
    """Report a label of relationships that nothing stands under."""
    following = next((text for _, text in lines[index + 1 :] if text.strip()), "")
    if not rest.strip() and not _ITEM.match(following) and (not following or _HEADER.match(following)):
        message = "no relationship is listed"
        yield _Fault(lines[index][0], message, "list them, or write that there is none", "info")


def _in_change(spec: Spec, item: ListItem) -> Iterator[_Fault]:
    """Judge a changed table: its name, and the type of each new column."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph) or is_none_statement(spec.text(first.span)) or "[" in spec.source[item.span]:
        return
    raw = spec.source[first.span]
    line = Span(first.span.start, first.line_spans[0].end)
    table = _TABLE_ITEM.match(raw)
    if table is not None and not table[1].strip(" *_:"):
        yield _Fault(line, "the table has no name", "write it `**Table**: name`, the name as code")
    for nested in (one for block in item.blocks[1:] if isinstance(block, List) for one in block.items):
        inner = nested.blocks[0] if nested.blocks else None
        found = _COLUMNS.match(spec.source[inner.span]) if isinstance(inner, Paragraph) else None
        if found is None or inner is None:
            continue
        below = [one for block in nested.blocks[1:] if isinstance(block, List) for one in block.items]
        if found[2].strip():
            yield from _column(spec, Span(inner.span.start + found.start(2), inner.span.end))
        for one in below:
            if one.blocks and isinstance(one.blocks[0], Paragraph):
                yield from _column(spec, one.blocks[0].span)


def _column(spec: Spec, span: Span) -> Iterator[_Fault]:
    text = spec.source[span]
    if not is_none_statement(spec.text(span)) and not _TYPED.search(text):
        name = spec.text(span).split()[0].rstrip(",:")
        yield _Fault(span, f"the new column {name} has no type", "write it `column` (type) - purpose")
