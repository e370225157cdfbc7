"""A type's own text: a whole empty spec, a section, a label, a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from speclint.records import NamedTuple
from speclint.spec.snippets import fence_text, field_block, grid, metadata_line, sample_item, table_block, topic_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.metadata_type import FrontMatterType
    from speclint.spec.section_parts import FieldType, TableType
    from speclint.spec.spectype import SectionType, SpecType

    _Keyed = TypeVar("_Keyed", FieldType, SectionType, TableType)

_RULE = "---"
_NOTHING: Mapping[Any, Any] = {}


class Content(NamedTuple):
    """What is known of a text that is to be written; a prompt stands for all that is not.

    Args:
        known: What fields and columns ask for by their `fill`: `author`, `date`, `issue`, `prd`.
        rows: By the keys of section and table, the rows, each by column key.
        headings: By the key of a repeatable section, the heading of each.
        items: By section key, the items of its list, markers included.
        tasks: By section key, the tasks in it; None leaves every section the type's own sample.
        statements: By section key, the statement that stands in place of all that the section would hold.
        notes: By section key, what a comment under its heading says.
    """

    known: Mapping[str, str] = _NOTHING
    rows: Mapping[tuple[str, str], Sequence[Mapping[str, str]]] = _NOTHING
    headings: Mapping[str, Sequence[str]] = _NOTHING
    items: Mapping[str, Sequence[str]] = _NOTHING
    tasks: Mapping[str, str] | None = None
    statements: Mapping[str, str] = _NOTHING
    notes: Mapping[str, str] = _NOTHING


UNKNOWN = Content()


class _Page(NamedTuple):
    """What all parts of one text have in common."""

    kind: SpecType
    title_level: int
    fresh: bool
    content: Content

    @property
    def outside(self) -> bool:
        return self.kind.colon == "outside"


def document_text(
    spec_type: SpecType,
    *,
    title: str | None = None,
    metadata: Mapping[str, str] | None = None,
    content: Content = UNKNOWN,
) -> str:
    """Write a whole empty spec.

    Args:
        spec_type: Its type.
        title: What stands after the title's prefix; the type's prompt where it is None.
        metadata: Values of labels; the type's prompt stands where there is none.
        content: What is known of the rest.

    Returns:
        Markdown with line feeds. Its ids are real and agree with one another; all else that an author has to give is a
        prompt in square brackets.
    """
    front, under_title = _metadata(spec_type, metadata or {})
    heading = " ".join(part for part in (spec_type.title, title or spec_type.title_prompt) if part)
    named = [f"# {heading}"] if heading else []
    blocks = [*front, *named, *under_title, *_note(content, "")]
    page = _Page(spec_type, 1, fresh=True, content=content)
    for section in spec_type.sections:
        if section.excluded:
            continue
        if spec_type.separators:
            blocks.append(_RULE)
        blocks.extend(_section(page, section))
    if spec_type.footer:
        blocks += [*([_RULE] if spec_type.separators else []), f"_{spec_type.footer} {spec_type.footer_prompt}_"]
    return "\n\n".join(blocks) + "\n"


def section_text(spec_type: SpecType, section: SectionType, *, title_level: int = 1, content: Content = UNKNOWN) -> str:
    """Write a section with all that stands in it, to be put into a document that lacks it.

    Args:
        spec_type: The type that the section belongs to.
        section: The section.
        title_level: The level of the document's title.
        content: What is known of it.

    Returns:
        Markdown with line feeds, without a blank line around it. Ids are prompts, since the document hands out its own.
    """
    return "\n\n".join(_section(_Page(spec_type, title_level, fresh=False, content=content), section)) + "\n"


def heading_line(spec_type: SpecType, section: SectionType, *, title_level: int = 1) -> str:
    """Write a section's heading with its number, as `## 4. API Design`."""
    return f"{'#' * min(title_level + section.level, 6)} {heading_text(spec_type, section)}"


def heading_text(spec_type: SpecType, section: SectionType) -> str:
    """Write a section's heading with its number and without the number signs before it, as `4. API Design`."""
    if not section.number:
        return section.heading
    style = spec_type.numbering if "." not in section.number else "N"
    return f"{(style or 'N').replace('N', section.number)} {section.heading}"


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
        return front, [grid(header, [(label, value) for label, value in pairs])]
    if metadata.placement == "list":
        return front, ["\n".join(f"- {label}: {value}" for label, value in pairs)]
    return front, []


def _front_matter(front: FrontMatterType, values: Mapping[str, str]) -> list[str]:
    known = {**front.prompts, **values}
    lines = [f"{key}: {_quoted(known.get(key, f'[{key}]'))}" for key in front.keys]
    return ["\n".join([_RULE, *lines, _RULE])]


def _quoted(value: str) -> str:
    """Write a YAML scalar so that a prompt's bracket begins no list."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _note(content: Content, key: str) -> list[str]:
    return [f"<!-- {content.notes[key]} -->"] if key in content.notes else []


def _section(page: _Page, section: SectionType) -> Iterator[str]:
    """Yield a section's blocks, once for each heading that is known; its parts come in its layout's order."""
    for heading in page.content.headings.get(section.key) or (section.heading,):
        yield heading_line(page.kind, section._replace(heading=heading), title_level=page.title_level)
        yield from _note(page.content, section.key)
        if section.key in page.content.statements:
            yield page.content.statements[section.key]
        else:
            yield from _body(page, section)


def _body(page: _Page, section: SectionType) -> Iterator[str]:
    compact: list[str] = []
    for part in section.layout:
        kind, _, key = part.partition(":")
        if kind == "field" and (section.compact or section.bulleted):
            line = _known_field(page, section, _by_key(section.fields, key))
            compact.append(f"- {line}" if section.bulleted else line)
            continue
        if compact:
            yield "\n".join(compact)
            compact = []
        yield from _part(page, section, part)
    if compact:
        yield "\n".join(compact)


def _part(page: _Page, section: SectionType, part: str) -> Iterator[str]:
    kind, _, key = part.partition(":")
    if kind in {"sections", "section"}:
        for child in section.sections if kind == "sections" else (_by_key(section.sections, key),):
            if not child.excluded:
                yield from _section(page, child)
    elif kind == "field":
        yield _known_field(page, section, _by_key(section.fields, key))
    elif kind == "table":
        yield _known_table(page, section, _by_key(section.tables, key))
    elif kind == "topics":
        yield "\n".join(topic_line(topic) for topic in section.topics if topic.prompt)
    else:
        text = _plain_part(page, section, part)
        if text:
            yield text


def _plain_part(page: _Page, section: SectionType, part: str) -> str:
    kind, _, key = part.partition(":")
    if kind == "rule":
        return _RULE
    if kind == "code":
        return fence_text(key, section.samples.get(part, ""))
    if kind == "diagram":
        return fence_text("mermaid", section.samples.get(part, ""))
    if kind == "list":
        return "\n".join(page.content.items.get(section.key, ())) or sample_item(section)
    if kind == "tasks" and (page.fresh or page.content.tasks is not None):
        tasks = {section.key: section.samples[kind]} if page.content.tasks is None else page.content.tasks
        if section.key in tasks:
            return tasks[section.key]
    return section.prompt.strip("\n")


def _by_key(parts: Sequence[_Keyed], key: str) -> _Keyed:
    return next(part for part in parts if part.key == key)


def _known_field(page: _Page, section: SectionType, field: FieldType) -> str:
    """Write a field with what is known of it."""
    rows = page.content.rows.get((section.key, field.table.key), ()) if field.table else ()
    known = page.content.known.get(field.fill, "")
    return field_block(
        field._replace(prompt=known) if known else field, outside=page.outside, fresh=page.fresh, rows=rows
    )


def _known_table(page: _Page, section: SectionType, table: TableType) -> str:
    """Write a table with the rows that are known, or a row with what is known of its columns."""
    rows = page.content.rows.get((section.key, table.key), ())
    known = {column.key: page.content.known.get(column.fill, "") for column in table.columns if column.fill}
    if page.fresh and not rows and any(known.values()):
        rows = [{key: value for key, value in known.items() if value}]
    return table_block(table, fresh=page.fresh, rows=rows)
