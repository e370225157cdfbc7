"""What Mermaid refuses in an architecture diagram that is well written: ids that are missing, doubled or misplaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import shortened
from speclint.mermaid.langium import misspelt

if TYPE_CHECKING:
    from speclint.mermaid.grammars.architecture import Architecture, Edge

_ORDER = ("group", "service", "junction")


def check(diagram: Architecture) -> None:
    """Note what is wrong with the ids; Mermaid takes all groups first, then services, junctions, edges, alignments."""
    kinds: dict[str, str] = {}
    parents: dict[str, str | None] = {}
    for kind in _ORDER:
        for placed in diagram.placed:
            if placed.kind != kind or diagram.full:
                continue
            name = diagram.value(placed.id)
            if name in kinds:
                message = f"the id {shortened(name)} already belongs to a {kinds[name]}"
                diagram.fault(placed.id, message, "give each group, service and junction an id of its own")
                continue
            parent = diagram.value(placed.parent) if placed.parent is not None else None
            if placed.parent is not None and parent is not None:
                _parent(diagram, kinds, kind, name, parent, placed.parent)
            kinds[name] = kind
            parents[name] = parent
    for edge in diagram.edges:
        if not diagram.full:
            _edge(diagram, kinds, parents, edge)
    for members in diagram.aligned:
        _alignment(diagram, kinds, members)
    diagram.faults.sort()


def _parent(diagram: Architecture, kinds: dict[str, str], kind: str, name: str, parent: str, place: int) -> None:
    shown = shortened(parent)
    if parent == name:
        diagram.fault(place, f"the {kind} {shown} stands in itself", "name the group that it stands in")
    elif parent not in kinds:
        later = any(diagram.value(each.id) == parent and each.kind == "group" for each in diagram.placed)
        message = f"the group {shown} is declared below the group in it" if later else f"there is no group {shown}"
        advice = "move its line up" if later else _similar(parent, kinds, f"declare it: group {shown}(cloud)[Title]")
        diagram.fault(place, message, advice)
    elif kinds[parent] != "group":
        diagram.fault(place, f"{shown} is a {kinds[parent]}, not a group", "only a group holds others")


def _similar(name: str, kinds: dict[str, str], otherwise: str) -> str:
    close = misspelt(name, list(kinds))
    return f"did you mean {close}?" if close else otherwise


def _edge(diagram: Architecture, kinds: dict[str, str], parents: dict[str, str | None], edge: Edge) -> None:
    ends = [diagram.value(edge.source), diagram.value(edge.target)]
    for place, name in zip((edge.source, edge.target), ends, strict=True):
        shown = shortened(name)
        if name not in kinds:
            advice = _similar(name, kinds, f"declare it: service {shown}(server)[Title]")
            diagram.fault(place, f"there is no service or junction {shown}", advice)
            return
        if kinds[name] == "group":
            advice = "name a service in the group, with {group} behind it for an edge of the group"
            diagram.fault(place, f"{shown} is a group, which no edge joins", advice)
            return
    source, target = (parents[name] for name in ends)
    for place, mark in ((edge.source, edge.leaves), (edge.target, edge.enters)):
        if mark is not None and source and source == target:
            fix = (diagram.starts[mark], diagram.ends[mark], "")
            message = (
                f"{{group}} stands behind {shortened(diagram.value(place))}, but both ends are in {shortened(source)}"
            )
            diagram.fault(mark, message, "remove it", fix)
            return


def _alignment(diagram: Architecture, kinds: dict[str, str], members: list[int]) -> None:
    seen: set[str] = set()
    for place in members:
        if diagram.full:
            return
        name = diagram.value(place)
        if kinds.get(name) not in ("service", "junction"):
            advice = _similar(name, kinds, "align the ids of services and junctions")
            diagram.fault(place, f"{shortened(name)} is no service or junction", advice)
        elif name in seen:
            fix = (diagram.ends[place - 1], diagram.ends[place], "")
            diagram.fault(place, f"{shortened(name)} is aligned twice", "name it once", fix)
        seen.add(name)
