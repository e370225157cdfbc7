"""`speclint types`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from speclint.cli.streams import emit, wants_color
from speclint.report.paint import Paint

if TYPE_CHECKING:
    from speclint.spec.spectype import FieldType, SectionType, SpecType, TableType


@click.command("types")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the spec types; with NAME, outline that type's template."""
    from speclint.spec.catalogue import spec_type, type_names  # not needed for --help

    paint = Paint(wants_color(sys.stdout))
    if name is None:
        names = type_names()
        width = max((len(each) for each in names), default=0)
        emit("".join(f"{paint.bold(f'{each:<{width}}')}  {spec_type(each).summary}\n" for each in names))
        return
    emit("".join(line + "\n" for line in outline(spec_type(name), paint)))


def outline(kind: SpecType, paint: Paint) -> Iterator[str]:
    """Yield a type's template line by line: title, metadata, sections with their fields, tables and columns."""
    yield f"{paint.bold(kind.name)} (template version {kind.version}): {kind.summary}"
    yield f"  title     {kind.title} {kind.title_prompt}".rstrip()
    yield f"  file      {kind.folder}/{kind.filename}"
    for label in kind.metadata.labels:
        value = kind.metadata.schema["properties"][label]
        choices = value.get("enum", ()) if isinstance(value, dict) else ()
        needed = "" if label in kind.metadata.schema.get("required", ()) else " (optional)"
        yield f"  metadata  {label}{needed}" + _choices(choices)
    for family in kind.ids:
        yield f"  ids       {family.name} {family.prefix}{'0' * (family.digits - 1)}1"
    yield ""
    for section in kind.sections:
        if not section.excluded:
            yield from _section(section, kind.numbering, "", paint)


def _section(section: SectionType, numbering: str, indent: str, paint: Paint) -> Iterator[str]:
    notes = [
        word
        for word, true in (
            ("optional", not section.required),
            ("repeated", section.repeatable),
            ("or none", section.none),
        )
        if true
    ]
    number = section.number + ("" if "." in section.number else numbering.removeprefix("N"))
    heading = f"{number} {section.heading}" if section.number else section.heading
    yield f"{indent}{paint.bold(heading)}" + (f" ({', '.join(notes)})" if notes else "")
    inner = indent + "  "
    for field in section.fields:
        yield inner + _field(field)
        if field.table:
            yield inner + "  " + _table(field.table)
    yield from (inner + _table(table) for table in section.tables)
    yield from (f"{inner}code: {language}" for language in section.code)
    if section.list:
        yield f"{inner}list: {section.list}"
    for child in section.sections:
        if not child.excluded:
            yield from _section(child, numbering, inner, paint)


def _field(field: FieldType) -> str:
    content = "" if field.content == "text" else f" ({field.content})"
    return f"field: {field.label}{content}" + ("" if field.required else " (optional)") + _choices(field.choices)


def _table(table: TableType) -> str:
    columns = " | ".join(column.name + _choices(column.choices) for column in table.columns)
    return f"table: {columns}" + ("" if table.required else " (optional)")


def _choices(choices: tuple[str, ...]) -> str:
    return f": {', '.join(choices)}" if choices else ""
