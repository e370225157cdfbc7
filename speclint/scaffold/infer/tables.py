"""Tables and labelled values of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.markdown.blocks import Fence, List, Table
from speclint.markdown.inline import plain_text
from speclint.regex import regex
from speclint.scaffold.infer.hints import (
    before_slot,
    bracketed,
    choices_in,
    has_slot,
    is_date,
    is_slot,
    waiver,
    without_mark,
)
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.labels import Label
    from speclint.source import Source, Span

DATE_PROMPT = "[date as YYYY-MM-DD]"
_PARENTHESIS = regex(r"\([^()]*\)")
_KINDS = {"bullets": "list", "ordered": "ordered", "checkboxes": "checkboxes"}
_PLAIN_FENCES = frozenset({"", "text", "txt", "plain", "plaintext", "console"})


def list_kind(found: List) -> str:
    """Return `checkboxes`, `ordered` or `bullets`."""
    if all(item.checkbox is not None for item in found.items):
        return "checkboxes"
    return "ordered" if found.ordered else "bullets"


def dedented(source: Source, span: Span) -> str:
    """Return the text of a block without the indentation that its first line has."""
    line = source.line_spans[source.line_of(span.start)]
    indent = span.start - line.start
    lines = source[span].replace("\r\n", "\n").split("\n")
    return "\n".join([lines[0].rstrip(), *(_cut(one, indent).rstrip() for one in lines[1:])])


def _cut(line: str, indent: int) -> str:
    lead = len(line) - len(line.lstrip(" "))
    return line[min(indent, lead) :]


def first_item(source: Source, found: List) -> str:
    """Return a list's first item as a sample, marker and what is nested in it included."""
    text = dedented(source, found.items[0].span)
    return f"-{text[1:]}" if text[:1] in "*+" else text


def table_data(source: Source, table: Table, key: str) -> dict[str, Any]:
    """Read a table.

    Args:
        source: The text.
        table: The table.
        key: What to call it; "" for the only one of its section.

    Returns:
        Its columns; a cell that shows what to write makes a column one to be filled.
    """
    columns: list[dict[str, Any]] = []
    seen: set[str] = set()
    for index, cell in enumerate(table.header.cells):
        name = plain_text(source, cell.span).strip() or f"Column {index + 1}"
        column: dict[str, Any] = {"name": name}
        own = slug(name) or f"column-{index + 1}"
        unique = own if own not in seen else f"{own}-{index + 1}"
        seen.add(unique)
        if unique != slug(name):
            column["key"] = unique
        shown = [source[row.cells[index].span] for row in table.rows if index < len(row.cells)]
        columns.append({**column, **_cells(name, shown)})
    data: dict[str, Any] = {"columns": columns}
    return {"key": key, **data} if key else data


def _cells(name: str, shown: Sequence[str]) -> dict[str, Any]:
    """Tell what the template's own cells say of a column."""
    found: dict[str, Any] = {}
    for text in shown:
        choices = choices_in(text)
        if choices:
            return {"choices": list(choices), "filled": True}
    first = next((text for text in shown if has_slot(text)), shown[0] if len(shown) == 1 else "")
    if shown and all(shown):
        found["filled"] = True
    if first:
        if is_date(name, first):
            found |= {"format": "date", "prompt": DATE_PROMPT}
        else:
            found["prompt"] = _as_prompt(first)
    return found


def _as_prompt(text: str) -> str:
    plain = text.replace("\\[", "[").replace("\\]", "]")
    return plain if is_slot(plain) and not plain.startswith("<") else bracketed(plain)


def field_data(source: Source, label: Label, below: Sequence[Block], taken: set[str]) -> dict[str, Any]:
    """Read a labelled value.

    Args:
        source: The text.
        label: The label.
        below: The blocks that it leads, where nothing stands beside it.
        taken: The keys in use; the label's own is added.

    Returns:
        The field; its label without an optional mark, its content and choices.
    """
    name, mark = without_mark(label.name)
    head = source[label.span][: label.value.start - label.span.start] if label.value.start > label.span.start else ""
    note = next(iter(_PARENTHESIS.findall(head)), "")
    value = source[label.value].replace("\\[", "[").replace("\\]", "]").strip()
    if note and not mark and without_mark(f"x {note}")[1]:
        mark = note
    data: dict[str, Any] = {"label": name}
    if has_slot(name):
        data |= {"prefix": before_slot(name)} if before_slot(name) else {}
        data["required"] = False
    key = base = slug(before_slot(name)) or slug(name) or "field"
    number = 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    taken.add(key)
    if key != slug(name):
        data["key"] = key
    if note:
        data["note"] = note
    reason = mark or waiver([value.strip("[]")])
    if reason:
        data |= {"required": False, "#required": f'guess: the template says "{reason.strip("()[]")}"'}
    return {**data, **(_value(name, value) if value else _content(source, below))}


def _value(name: str, value: str) -> dict[str, Any]:
    choices = choices_in(value)
    if choices:
        return {"choices": list(choices), "#choices": "guess: the template lists them"}
    if is_date(name, value):
        return {"format": "date", "prompt": DATE_PROMPT}
    return {"prompt": _as_prompt(value)}


def _content(source: Source, below: Sequence[Block]) -> dict[str, Any]:
    """Tell what stands under a label that has nothing beside it."""
    first = next((block for block in below if isinstance(block, List | Table | Fence)), None)
    if isinstance(first, Table):
        return {"table": table_data(source, first, "")}
    if isinstance(first, Fence):
        language = "block" if first.language in _PLAIN_FENCES else first.language
        return {"content": language, "prompt": first.text(source).rstrip()} if first.language != "mermaid" else {}
    if isinstance(first, List):
        kind = list_kind(first)
        sample = first_item(source, first)
        marker = {"bullets": "- ", "ordered": "1. ", "checkboxes": "- [ ] "}[kind]
        if "\n" not in sample and sample.startswith(marker):
            sample = sample[len(marker) :]
        return {"content": _KINDS[kind], "prompt": sample.replace("\\[", "[").replace("\\]", "]")}
    return {}
