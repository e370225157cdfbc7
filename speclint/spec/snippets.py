"""The small texts of a type: a label, a topic, a table, a fence, an item of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.spec.section_parts import ColumnType, FieldType, TableType, TopicType
    from speclint.spec.spectype import SectionType

_LISTS = {"list": "- ", "ordered": "1. ", "checkboxes": "- [ ] "}


def field_text(field: FieldType, *, filled: bool = True, outside: bool = False) -> str:
    """Write a label with its prompt.

    Args:
        field: The label.
        outside: Whether the colon stands behind the bold type.
        filled: False writes the label alone where a value stands in its line, for a fix inserts no value; what stands
            under a label (a list, a table, a fence) is written all the same.

    Returns:
        Markdown with line feeds, without a final one.
    """
    return field_block(field, filled=filled, outside=outside)


def topic_line(topic: TopicType, *, filled: bool = True) -> str:
    """Write a topic as a list item with its prompt; without `filled` the words alone, for a fix inserts no value."""
    return f"- {topic.label}: {topic.prompt}" if filled else f"- {topic.label}:"


def table_text(table: TableType, rows: Sequence[Mapping[str, str]] = ()) -> str:
    """Write a table's header, delimiter row and rows, without a final line feed.

    Args:
        table: The table.
        rows: The rows by column key; without any, one row of prompts, ids among them.
    """
    return table_block(table, fresh=False, rows=rows)


def metadata_line(label: str, value: str = "", *, outside: bool = False) -> str:
    """Write a metadata label as a paragraph has it, as `**Author:** Ada`; `outside` puts the colon behind the type."""
    return f"{_label(label, outside=outside)} {value}".rstrip()


def _label(label: str, note: str = "", *, outside: bool) -> str:
    if note:
        return f"**{label}** {note}:"
    return f"**{label}**:" if outside else f"**{label}:**"


def sample_item(section: SectionType) -> str:
    """Write one item of a section's list as an empty spec has it; further lines may follow the first."""
    prompt = f"[{section.heading[:1].lower()}{section.heading[1:]}]"
    return section.samples.get("list") or {"ordered": "1. ", "checkboxes": "- [ ] "}.get(section.list, "- ") + prompt


def field_block(
    field: FieldType,
    *,
    outside: bool,
    filled: bool = True,
    fresh: bool = False,
    rows: Sequence[Mapping[str, str]] = (),
) -> str:
    """Write a label with its value, table, list or fence; `fresh` writes ids as they are.

    Args:
        field: The label; its prompt is what stands as its value.
        outside: Whether the colon stands behind the bold type.
        filled: As for `field_text`.
        fresh: Whether ids stand without brackets.
        rows: The rows of its table, by column key.
    """
    label = _label(field.label, field.note, outside=outside)
    if field.table:
        return f"{label}\n\n{table_block(field.table, fresh=fresh, rows=rows)}"
    if field.content in _LISTS:
        if outside:
            label += "\n"
        listed = field.prompt.startswith(("- ", "1. "))
        return f"{label}\n{field.prompt if listed else _LISTS[field.content] + field.prompt}"
    if field.content == "block":
        return f"{label}\n\n{fence_text('text', field.prompt)}"
    if field.content == "text":
        return f"{label} {field.prompt}".rstrip() if filled else label
    return f"{label}\n{fence_text(field.content, field.prompt)}"


def fence_text(language: str, text: str) -> str:
    """Write a fence."""
    return "\n".join([f"```{language}", *([text] if text else []), "```"])


def table_block(table: TableType, *, fresh: bool, rows: Sequence[Mapping[str, str]] = ()) -> str:
    """Write a table with rows by column key, or with one row of prompts; `fresh` writes ids without brackets."""
    names = [column.name for column in table.columns]
    if not rows:
        return grid(names, [[cell_prompt(column, fresh=fresh) for column in table.columns]])
    return grid(names, [[row.get(column.key) or cell_prompt(column) for column in table.columns] for row in rows])


def cell_prompt(column: ColumnType, *, fresh: bool = False) -> str:
    """Return a column's prompt; where a document hands out ids of its own, they stand in brackets unless `fresh`."""
    given_out = column.ids and not fresh and not column.prompt.startswith("[")
    return f"[{column.prompt}]" if given_out else column.prompt


def grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table of cells."""
    delimiters = "|".join("-" * (len(name) + 2) for name in header)
    lines = [" | ".join(row) for row in rows]
    return "\n".join([f"| {' | '.join(header)} |", f"|{delimiters}|", *(f"| {line} |" for line in lines)])
