"""The spec types by name, built from the generated index."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from speclint.errors import SpeclintError
from speclint.resources import read_index
from speclint.spec.metadata_type import FrontMatterType, MetadataType
from speclint.spec.section_parts import (
    ColumnType,
    DiagramType,
    FieldType,
    ForbiddenHeading,
    MentionType,
    TableType,
    TopicType,
)
from speclint.spec.spectype import IdFamily, SectionType, SpecType

if TYPE_CHECKING:
    from collections.abc import Mapping


def _index() -> dict[str, Any]:
    types: dict[str, Any] = read_index()["types"]
    return types


def type_names() -> tuple[str, ...]:
    """Return the names of the types that there are, in order."""
    return tuple(sorted(_index()))


@cache
def spec_type(name: str) -> SpecType:
    """Return a type by its name.

    Args:
        name: `engineering`, `prd-driven`…

    Returns:
        The type; built once a process.

    Raises:
        SpeclintError: There is no type of that name.
    """
    data = _index().get(name) or next((data for data in _index().values() if name in data["aliases"]), None)
    if data is None:
        from speclint.spec.headings import nearest  # only a wrong name needs it

        near = nearest(name, type_names())
        advice = f"did you mean {near!r}?" if near else f"name one of {', '.join(type_names())}"
        raise SpeclintError(f"there is no spec type {name!r}", advice)
    return from_data(data)


def from_data(data: Mapping[str, Any]) -> SpecType:
    """Build a type.

    Args:
        data: A type as `speclint.spec.type_files.read_types` gives it.

    Returns:
        The same as values.
    """
    return SpecType(
        name=data["name"],
        version=data["version"],
        summary=data["summary"],
        title=data["title"],
        title_prompt=data["title_prompt"],
        folder=data["folder"],
        filename=data["filename"],
        globs=tuple(data["globs"]),
        numbering=data["numbering"],
        closed=tuple(data["closed"]),
        separators=data["separators"],
        metadata=_metadata(data["metadata"]),
        markers=data["markers"],
        ids=tuple(IdFamily(**form) for form in data["ids"]),
        requirement_family=data["requirement_family"],
        sections=tuple(_section(section) for section in data["sections"]),
        footer=data["footer"],
        footer_prompt=data["footer_prompt"],
        placeholders=tuple(data["placeholders"]),
        guidance=tuple(data["guidance"]),
        title_free=data["title_free"],
        aliases=tuple(data["aliases"]),
        colon=data["colon"],
        forbidden=tuple(ForbiddenHeading(**heading) for heading in data["forbidden"]),
        title_words=data["title_words"],
        samples_in_code=data["samples_in_code"],
        prose=data["prose"],
        free=data.get("free", False),
        foreign_keys=tuple(data["foreign_keys"]),
        review=tuple(data["review"]),
        lineage=tuple(data["lineage"]),
        history=data.get("history", False),
    )


def _metadata(data: Mapping[str, Any]) -> MetadataType:
    values = {key: value for key, value in data.items() if key != "labels"}
    values["columns"] = tuple(data.get("columns", ()))
    for part in ("aliases", "accepted"):
        values[part] = {label: tuple(words) for label, words in data.get(part, {}).items()}
    if front := data.get("front_matter"):
        rules = front["schema"].get("properties", {})
        ordered = {key: rules[key] for key in front["keys"]}
        rest = {key: value for key, value in front.items() if key != "keys"}
        values["front_matter"] = FrontMatterType(**{**rest, "schema": {**front["schema"], "properties": ordered}})
    if schema := data.get("schema"):
        rules = schema.get("properties", {})
        values["schema"] = {**schema, "properties": {label: rules[label] for label in data["labels"]}}
    return MetadataType(**values)


def _section(data: Mapping[str, Any]) -> SectionType:
    values = dict(data)
    for part in ("variants", "code", "layout"):
        values[part] = tuple(data.get(part, ()))
    for part in ("topics", "item_topics"):
        values[part] = tuple(_topic(topic) for topic in data.get(part, ()))
    values["fields"] = tuple(_field(field) for field in data.get("fields", ()))
    values["tables"] = tuple(_table(table) for table in data.get("tables", ()))
    values["sections"] = tuple(_section(section) for section in data.get("sections", ()))
    if diagrams := data.get("diagrams"):
        values["diagrams"] = DiagramType(
            tuple(diagrams["kinds"]),
            diagrams.get("required", True),
            tuple(diagrams.get("instead", ())),
            diagrams.get("severity", ""),
        )
    return SectionType(**values)


def _topic(data: Mapping[str, Any]) -> TopicType:
    values = dict(data)
    for part in ("synonyms", "blocks"):
        values[part] = tuple(data.get(part, ()))
    values["mentions"] = tuple(MentionType(**mention) for mention in data.get("mentions", ()))
    return TopicType(**values)


def _field(data: Mapping[str, Any]) -> FieldType:
    values = dict(data)
    for part in ("aliases", "choices", "parts"):
        values[part] = tuple(data.get(part, ()))
    if "table" in data:
        values["table"] = _table(data["table"])
    return FieldType(**values)


def _table(data: Mapping[str, Any]) -> TableType:
    columns = tuple(_column(column) for column in data["columns"])
    return TableType(**{**data, "columns": columns, "instead": tuple(data.get("instead", ()))})


def _column(data: Mapping[str, Any]) -> ColumnType:
    return ColumnType(**{**data, **{part: tuple(data.get(part, ())) for part in ("choices", "aliases")}})
