"""Checks of prescribed tables: that they are there, and that their columns are the template's."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import Paragraph, Table
from speclint.markdown.tables import read_row
from speclint.source import Span
from speclint.spec.headings import heading_key, within_two_edits
from speclint.spec.regions import content_of
from speclint.spec.sides import is_left_out
from speclint.spec.snippets import table_text
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import TableType
    from speclint.spec.tables import TableView


def missing_table(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each prescribed table that a section with content lacks, and the metadata's."""
    yield from _missing_metadata(spec)
    for section in spec.alignment.walk():
        asks = section.type.tables or any(field.table for field in section.type.fields)
        content = content_of(spec, section.all_blocks()) if asks and not section.type.excluded else []
        if not content or spec.is_none(section):
            continue
        found = spec.tables_of(section)
        if all(spec.is_placeholder(block.span) for block in content):
            continue
        for table in section.type.tables:
            if section.speaks_of_another:
                continue  # It speaks of something else, which is said once.
            if table.required and table.key not in found and not _stood_for(spec, table, content):
                end = (content_of(spec, section.blocks) or content)[-1].span.end
                shown = spec.text(section.heading.content)
                broken = _broken_table(spec, content)
                if broken is not None:
                    yield broken
                    continue
                level = _level(spec, section, table, content)
                yield _missing(section.heading.span, f'"{shown}"', table, end, level)
        views = spec.fields_of(section)
        for field in section.type.fields:
            view = views.get(field.key)
            if (
                field.table
                and field.table.required
                and view
                and field.table.key not in found
                and _due(spec, section, view.label.value)
            ):
                yield _missing(view.label.span, f"**{field.label}:**", field.table, view.label.span.end)


def _missing_metadata(spec: Spec) -> Iterator[Finding]:
    """Report that the table under the title is not there; the labels that it would hold are not listed besides."""
    kind = spec.type.metadata if spec.type else None
    if kind is None or kind.placement != "table" or spec.metadata_table is not None:
        return
    header = f"| {' | '.join(kind.columns)} |"
    rows = "".join(f"\n| {label} | |" for label in kind.labels)
    text = f"\n\n{header}\n|{'|'.join('-' * (len(name) + 2) for name in kind.columns)}|{rows}"
    end = spec.title_span.end
    fix = None
    if not any(label in spec.metadata for label in map(fold, kind.labels)):
        fix = Fix("insert the metadata table", Safety.SAFE, (Edit(Span(end, end), text),))
    message = f"the metadata table ({', '.join(kind.labels)}) is missing under the title"
    yield Finding(spec.title_span, message, f"begin it with `{header}`", fix=fix)


def _broken_table(spec: Spec, content: Sequence[Block]) -> Finding | None:
    """Find a table that is read as text: its delimiter row has not as many cells as its header (GFM 0.29, 4.10)."""
    for block in content:
        lines = block.line_spans if isinstance(block, Paragraph) else ()
        for header, delimiters in pairwise(lines):
            text = spec.source[delimiters].strip()
            if "|" in text and "-" in text and not text.strip("|-: \t"):
                wanted, cells = (len(read_row(spec.source.text, *line).cells) for line in (header, delimiters))
                message = f"the table is read as text: its header has {wanted} cells, the row of dashes {cells}"
                advice = "give both the same number of cells, and write a bar inside a cell as \\|"
                return Finding(delimiters, message, advice)
    return None


def _stood_for(spec: Spec, table: TableType, content: Sequence[Block]) -> bool:
    """Tell whether the section has a block that is as good as the table."""
    if not table.instead:
        return False
    from speclint.spec.topics import has_block  # few types have such a table

    return any(has_block(spec.source, content, kind) for kind in table.instead)


def _due(spec: Spec, section: SpecSection, value: Span) -> bool:
    text = spec.text(value)
    return not text or not (spec.is_placeholder(value) or text.casefold().startswith(("none", "n/a", "not applicable")))


def _level(spec: Spec, section: SpecSection, table: TableType, content: Sequence[Block]) -> str | None:
    """Tell how bad it is that prose stands for a table: little where more than half the columns name its parts."""
    if spec.type is None or not spec.type.prose:
        return None
    from speclint.spec.elsewhere import names_under  # most sections have their table

    said = names_under(spec, section, content)
    columns = [{heading_key(name).core for name in (column.name, *column.aliases)} for column in table.columns]
    told = sum(any(core <= one for core in cores for one in said) for cores in columns)
    return "slight" if 2 * told > len(columns) else "mild"


def _missing(where: Span, place: str, table: TableType, offset: int, degree: str | None = None) -> Finding:
    names = ", ".join(column.name for column in table.columns)
    head = "\n".join(table_text(table).split("\n")[:2])
    fix = Fix("insert the table's header", Safety.SAFE, (Edit(Span(offset, offset), f"\n\n{head}"),))
    level = degree or ("mild" if table.severity else None)
    message = f"the table of {place} is missing"
    return Finding(where, message, f"add a table with the columns {names}", fix=fix, level=level)


def wrong_table_columns(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each prescribed table whose header is not the template's, the metadata's included."""
    yield from _metadata_columns(spec)
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        for views in spec.tables_of(section).values():
            for view in views:
                if not view.matches:
                    yield _columns(spec, view)


def _metadata_columns(spec: Spec) -> Iterator[Finding]:
    table = spec.metadata_table
    if table is None or spec.type is None or spec.type.metadata.placement != "table":
        return
    wanted = spec.type.metadata.columns
    written = tuple(spec.text(cell.span) for cell in table.header.cells)
    if written == wanted:
        return
    edits = tuple(
        Edit(cell.span, f" {name} " if cell.span.start == cell.span.end else name)
        for cell, name in zip(table.header.cells, wanted, strict=False)
        if spec.text(cell.span) != name
    )
    same_width = len(written) == len(wanted)
    fix = Fix("write the template's header", Safety.SAFE, edits) if same_width else None
    header = f"| {' | '.join(wanted)} |"
    message = "the metadata table's header is not the template's"
    yield Finding(table.header.span, message, f"write `{header}`", fix=fix)


def _columns(spec: Spec, view: TableView) -> Finding:
    wanted = [column.name for column in view.type.columns]
    absent = [column for column in view.type.columns if column.key not in view.columns]
    due = [column for column in absent if not (column.side and is_left_out(spec, column.side))]
    lacking = [column.name for column in due or absent]
    known = set(view.columns.values())
    surplus = [name for index, name in enumerate(view.names) if index not in known]
    respelt = [
        (index, column.name)
        for column in view.type.columns
        if (index := view.columns.get(column.key, -1)) >= 0 and view.names[index] != column.name
    ]
    parts = []
    if lacking:
        parts.append(f"lacks {_listed(lacking)}")
    if surplus and view.type.exact:
        parts.append(f"has {_listed(surplus)} besides")
    if respelt and not parts:
        parts.append(f"is worded {_listed([view.names[index] for index, _ in respelt])}")
    if not parts:
        parts.append("has its columns in another order")
    message = f"the table's header {' and '.join(parts)}"
    fix = _respell(view, respelt) if not lacking and not surplus else _add(spec, view, lacking) if not surplus else None
    reworded = not (lacking or surplus) and any(not _is_slip(view, index, name) for index, name in respelt)
    level = "reworded" if reworded else None
    if absent:
        level = "slight" if not due or all(column.severity == "info" for column in due) else None
        prose = spec.type is not None and spec.type.prose
        # Under a heading in other words stands a table of something else.
        other = prose and "retitled" in view.section.changes and 2 * len(absent) >= len(wanted)
        level = "slight" if other else level or ("prose" if prose else None)
    return Finding(view.table.header.span, message, f"write `| {' | '.join(wanted)} |`", fix=fix, level=level)


def _is_slip(view: TableView, index: int, name: str) -> bool:
    """Tell whether a column's name is the template's but for a slip of the pen, not in words of the author's own."""
    return within_two_edits(fold(view.names[index]), fold(name))


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' if name else "a column without a name" for name in names)


def _respell(view: TableView, respelt: list[tuple[int, str]]) -> Fix | None:
    if not respelt or not all(_is_slip(view, index, name) for index, name in respelt):
        return None
    cells = view.table.header.cells
    edits = tuple(Edit(cells[index].span, name) for index, name in sorted(respelt))
    return Fix("write the header as the template does", Safety.SAFE, edits)


def _add(spec: Spec, view: TableView, lacking: list[str]) -> Fix | None:
    """Offer to add the last columns where only those are missing and every row has all the cells of the header."""
    count = len(view.names)
    names = [fold(column.name) for column in view.type.columns]
    if [fold(name) for name in view.names] != names[:count]:
        return None
    table: Table = view.table
    if any(len(row.cells) != count for row in table.rows) or not spec.source[table.header.span].endswith("|"):
        return None
    edits = [_append(table.header.span.end, lacking), _append(table.delimiter.end, ["---"] * len(lacking))]
    edits += [_append(row.span.end, [""] * len(lacking)) for row in table.rows]
    lines = [table.header.span, table.delimiter, *(row.span for row in table.rows)]
    if not all(spec.source[line].endswith("|") for line in lines):
        return None
    return Fix(f"add the column {_listed(lacking)}", Safety.UNSAFE, tuple(edits))


def _append(offset: int, cells: list[str]) -> Edit:
    return Edit(Span(offset, offset), "".join(f" {cell} |" if cell else " |" for cell in cells))
