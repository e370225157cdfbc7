"""A spec's typed model as plain data: what a program reads in place of the prose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.report.model_parts import Places, code_types, migration, task
from speclint.spec.endpoints import endpoints_of
from speclint.spec.plan import Plan, execution_order

if TYPE_CHECKING:
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.parts import Field, Requirement
    from speclint.spec.spectype import SpecType

VERSION = 1


def model_data(spec: Spec, kind: SpecType, path: str) -> dict[str, Any]:
    """Return a spec's model.

    Args:
        spec: The spec.
        kind: Its type.
        path: Its path as it is reported.

    Returns:
        What schemas/model.schema.json describes; the same spec gives the same data. What the spec lacks is an empty
        list or None, what it says twice stands twice.
    """
    places = Places(spec.source)
    plan = Plan(spec)
    title = spec.title.heading.content if spec.title and spec.title.heading else None
    text = spec.text(title) if title else ""
    return {
        "version": VERSION,
        "path": path,
        "type": kind.name,
        "template_version": kind.version,
        "title": text.removeprefix(kind.title).strip() or text,
        "status": spec.status,
        "metadata": [_field(field, places) for field in spec.metadata.values()],
        "front_matter": [_field(field, places) for field in spec.front_matter.values()],
        "sections": [_section(spec, section, places) for section in spec.alignment.sections],
        "requirements": [_requirement(spec, one, places) for one in spec.requirements],
        "tasks": [task(spec, one, places, blocked) for one, blocked in execution_order(plan)],
        "migrations": [migration(spec, reading, places) for reading in spec.migration_readings],
        "endpoints": _endpoints(spec, places),
        "types": list(code_types(spec, places)),
        "diagrams": [
            {
                "type": one.diagram.type,
                "valid": not one.diagram.problems,
                "text": one.text,
                "place": places(one.fence.span),
            }
            for one in spec.diagrams
        ],
    }


def render_model(spec: Spec, kind: SpecType, path: str) -> str:
    """Write a spec's model as JSON with a final line feed; see `model_data`."""
    import json

    return json.dumps(model_data(spec, kind, path), ensure_ascii=False, indent=2) + "\n"


def _field(field: Field, places: Places) -> dict[str, Any]:
    return {"name": field.name, "value": field.value, "place": places(field.span if field.value else field.line)}


def _section(spec: Spec, section: SpecSection, places: Places) -> dict[str, Any]:
    return {
        "key": section.type.key,
        "heading": section.key.text,
        "number": section.key.number or None,
        "level": section.section.level,
        "none": section.type.none and spec.is_none(section),
        "place": places(section.heading.span),
        "sections": [_section(spec, child, places) for child in section.children],
    }


def _requirement(spec: Spec, requirement: Requirement, places: Places) -> dict[str, Any]:
    view, row = requirement.view, requirement.row
    cells = {key: spec.text(cell.span) for key in view.columns if (cell := view.cell(row, key)) and key != "id"}
    tasks = spec.traceability.implementers.get(requirement.id, ())
    return {
        "id": requirement.id,
        "cells": cells,
        "tasks": list(dict.fromkeys(one.id for one in tasks)),
        "place": places(row.span),
    }


def _endpoints(spec: Spec, places: Places) -> list[dict[str, Any]]:
    return [
        {
            "method": one.parsed.method if one.parsed else None,
            "path": one.parsed.path if one.parsed else None,
            "text": one.text,
            "place": places(one.span),
        }
        for one in endpoints_of(spec)
    ]
