"""A type's own text: a whole empty spec, a section, a label, a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.spec.spectype import (
        ColumnType,
        FieldType,
        FrontMatterType,
        SectionType,
        SpecType,
        TableType,
        TopicType,
    )

    _Keyed = TypeVar("_Keyed", FieldType, SectionType, TableType)

_RULE = "---"
_LISTS = {"list": "- ", "ordered": "1. ", "checkboxes": "- [ ] "}


def document_text(spec_type: SpecType, *, title: str | None = None, metadata: Mapping[str, str] | None = None) -> str:
    """Write a whole empty spec.

    Args:
        spec_type: Its type.
        title: What stands after the title's prefix; the type's prompt where it is None.
        metadata: Values of labels; the type's prompt stands where there is none.

    Returns:
        Markdown with line feeds. Its ids are real and agree with one another; all else that an author has to give is a
        prompt in square brackets.
    """
    front, under_title = _metadata(spec_type, metadata or {})
    heading = " ".join(part for part in (spec_type.title, title or spec_type.title_prompt) if part)
    blocks = [*front, f"# {heading}", *under_title]
    for section in spec_type.sections:
        if section.excluded:
            continue
        if spec_type.separators:
            blocks.append(_RULE)
        blocks.extend(_section(spec_type, section, 1, fresh=True))
    if spec_type.footer:
        blocks += [*([_RULE] if spec_type.separators else []), f"_{spec_type.footer} {spec_type.footer_prompt}_"]
    return "\n\n".join(blocks) + "\n"


def section_text(spec_type: SpecType, section: SectionType, *, title_level: int = 1) -> str:
    """Write a section with all that stands in it, to be put into a document that lacks it.

    Args:
        spec_type: The type that the section belongs to.
        section: The section.
        title_level: The level of the document's title.

    Returns:
        Markdown with line feeds, without a blank line around it. Ids are prompts, since the document hands out its own.
    """
    return "\n\n".join(_section(spec_type, section, title_level, fresh=False)) + "\n"


def heading_line(spec_type: SpecType, section: SectionType, *, title_level: int = 1) -> str:
    """Write a section's heading with its number, as `## 4. API Design`."""
    return f"{'#' * min(title_level + section.level, 6)} {heading_text(spec_type, section)}"


def heading_text(spec_type: SpecType, section: SectionType) -> str:
    """Write a section's heading with its number and without the number signs before it, as `4. API Design`."""
    if not section.number:
        return section.heading
    style = spec_type.numbering if "." not in section.number else "N"
    return f"{(style or 'N').replace('N', section.number)} {section.heading}"


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
    return _field(field, filled=filled, fresh=False, outside=outside)


def topic_line(topic: TopicType, *, filled: bool = True) -> str:
    """Write a topic as a list item with its prompt; without `filled` the words alone, for a fix inserts no value."""
    return f"- {topic.label}: {topic.prompt}" if filled else f"- {topic.label}:"


def table_text(table: TableType) -> str:
    """Write a table's header, delimiter row and one row of prompts, ids among them, without a final line feed."""
    return _table(table, fresh=False)


def metadata_line(label: str, value: str = "", *, outside: bool = False) -> str:
    """Write a metadata label as a paragraph has it, as `**Author:** Ada`; `outside` puts the colon behind the type."""
    return f"{_label(label, outside=outside)} {value}".rstrip()


def _label(label: str, note: str = "", *, outside: bool) -> str:
    if note:
        return f"**{label}** {note}:"
    return f"**{label}**:" if outside else f"**{label}:**"


def _metadata(spec_type: SpecType, values: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the blocks before the title and those under it."""
    metadata = spec_type.metadata
    rules = metadata.schema.get("properties", {})
    known = {**metadata.prompts, **values}
    pairs = [(label, known.get(label, f"[{label.lower()}]")) for label in metadata.labels if rules[label] is not False]
    if metadata.placement == "front-matter":
        return ["\n".join([_RULE, *(f"{label}: {_quoted(value)}" for label, value in pairs), _RULE])], []
    front = _front_matter(metadata.front_matter, values) if metadata.front_matter else []
    if metadata.placement == "paragraph":
        outside = spec_type.colon == "outside"
        return front, ["\n".join(metadata_line(label, value, outside=outside) for label, value in pairs)]
    if metadata.placement == "table":
        header = metadata.columns or ("Field", "Value")
        return [], [_grid(header, [(label, value) for label, value in pairs])]
    return [], []


def _front_matter(front: FrontMatterType, values: Mapping[str, str]) -> list[str]:
    known = {**front.prompts, **values}
    lines = [f"{key}: {_quoted(known.get(key, f'[{key}]'))}" for key in front.keys]
    return ["\n".join([_RULE, *lines, _RULE])]


def _quoted(value: str) -> str:
    """Write a YAML scalar so that a prompt's bracket begins no list."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _section(spec_type: SpecType, section: SectionType, title_level: int, *, fresh: bool) -> Iterator[str]:
    """Yield a section's blocks; its parts come in its layout's order."""
    yield heading_line(spec_type, section, title_level=title_level)
    compact: list[str] = []
    for part in section.layout:
        kind, _, key = part.partition(":")
        if kind == "field" and (section.compact or section.bulleted):
            line = _field(_by_key(section.fields, key), filled=True, fresh=fresh, outside=spec_type.colon == "outside")
            compact.append(f"- {line}" if section.bulleted else line)
            continue
        if compact:
            yield "\n".join(compact)
            compact = []
        yield from _part(spec_type, section, part, title_level, fresh=fresh)
    if compact:
        yield "\n".join(compact)


def _part(spec_type: SpecType, section: SectionType, part: str, title_level: int, *, fresh: bool) -> Iterator[str]:
    kind, _, key = part.partition(":")
    if kind == "prompt" or (kind == "tasks" and not fresh):
        if section.prompt:
            yield section.prompt.strip("\n")
    elif kind == "rule":
        yield _RULE
    elif kind == "field":
        outside = spec_type.colon == "outside"
        yield _field(_by_key(section.fields, key), filled=True, fresh=fresh, outside=outside)
    elif kind == "table":
        yield _table(_by_key(section.tables, key), fresh=fresh)
    elif kind == "topics":
        yield "\n".join(topic_line(topic) for topic in section.topics if topic.prompt)
    elif kind == "code":
        yield _fence(key, section.samples.get(part, ""))
    elif kind == "diagram":
        yield _fence("mermaid", section.samples.get(part, ""))
    elif kind in {"list", "tasks"}:
        yield section.samples.get(kind) or _items(section.list, f"[{section.heading[:1].lower()}{section.heading[1:]}]")
    else:
        for child in section.sections if kind == "sections" else (_by_key(section.sections, key),):
            if not child.excluded:
                yield from _section(spec_type, child, title_level, fresh=fresh)


def _by_key(parts: Sequence[_Keyed], key: str) -> _Keyed:
    return next(part for part in parts if part.key == key)


def _items(kind: str, prompt: str) -> str:
    return {"ordered": "1. ", "checkboxes": "- [ ] "}.get(kind, "- ") + prompt


def _field(field: FieldType, *, filled: bool, fresh: bool, outside: bool) -> str:
    label = _label(field.label, field.note, outside=outside)
    if field.table:
        return f"{label}\n\n{_table(field.table, fresh=fresh)}"
    if field.content in _LISTS:
        if outside:
            label += "\n"
        listed = field.prompt.startswith(("- ", "1. "))
        return f"{label}\n{field.prompt if listed else _LISTS[field.content] + field.prompt}"
    if field.content == "block":
        return f"{label}\n\n{_fence('text', field.prompt)}"
    if field.content == "text":
        return f"{label} {field.prompt}".rstrip() if filled else label
    return f"{label}\n{_fence(field.content, field.prompt)}"


def _fence(language: str, text: str) -> str:
    return "\n".join([f"```{language}", *([text] if text else []), "```"])


def _table(table: TableType, *, fresh: bool) -> str:
    return _grid([column.name for column in table.columns], [[_cell(column, fresh=fresh) for column in table.columns]])


def _cell(column: ColumnType, *, fresh: bool) -> str:
    given_out = column.ids and not fresh and not column.prompt.startswith("[")
    return f"[{column.prompt}]" if given_out else column.prompt


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    delimiters = "|".join("-" * (len(name) + 2) for name in header)
    lines = [" | ".join(row) for row in rows]
    return "\n".join([f"| {' | '.join(header)} |", f"|{delimiters}|", *(f"| {line} |" for line in lines)])
