"""What Mermaid refuses in a Wardley map that is well written: places off the map, and pipelines of no component."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import shortened
from speclint.mermaid.langium import misspelt

if TYPE_CHECKING:
    from speclint.mermaid.grammars.wardley import Wardley


def name_of(diagram: Wardley, index: int) -> str:
    """Return a name without the quotes and escapes of its text."""
    text = diagram.value(index)
    if diagram.kinds[index] == "text":
        text = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t", "r": "\r"}.get(found[1], found[1]), text[1:-1])
    return text


def check(diagram: Wardley) -> None:
    """Note what is wrong with the places."""
    boxes = 0
    for placed in diagram.placed:
        boxes += placed.kind == "annotations box"
        if placed.kind == "annotations box" and boxes > 1:
            continue
        for index in (placed.first, placed.second):
            _percent(diagram, index, placed.kind)
    named = ("anchor", "component")
    names = {name_of(diagram, placed.name) for placed in diagram.placed if placed.kind in named}
    for parent, components in diagram.pipelines:
        if diagram.full:
            return
        name = name_of(diagram, parent)
        if name not in names:
            close = misspelt(name, sorted(names))
            advice = f"did you mean {close}?" if close else f"place it: component {shortened(name)} [0.5, 0.5]"
            diagram.fault(parent, f"the pipeline {shortened(name)} belongs to no component", advice)
        for component, place in components:
            names.add(f"{name}_{name_of(diagram, component)}")
            _percent(diagram, place, "component")
    for component, target in diagram.evolves:
        if name_of(diagram, component) in names:
            _percent(diagram, target, "target")
    diagram.faults.sort()


def _percent(diagram: Wardley, index: int, kind: str) -> None:
    value = diagram.value(index)
    if float(value[:300]) > 100:
        message = f"the {kind} stands at {shortened(value)}, which is more than 100"
        diagram.fault(index, message, "write a place from 0.0 to 1.0, or in percent up to 100.0")
