"""The states and transitions of a state diagram, with their offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.model import StateNode, Transition

if TYPE_CHECKING:
    from collections.abc import Callable

    from .reading import StateReading, Use

    Span = Callable[[int, int], tuple[int, int]]


def _key(reading: StateReading, use: Use) -> tuple[str, ...]:
    """Return what tells states apart: the id, and for a start or an end the kind and the block that it stands in."""
    return (use.id,) if use.id != "[*]" else (use.id, use.kind, _parent(reading, use) or "")


def _parent(reading: StateReading, use: Use) -> str | None:
    return reading.uses[use.parent].id if use.parent >= 0 else None


def _range(reading: StateReading, place: int) -> tuple[int, int]:
    """Return where a use stands: from its name or its quoted description to its name or the end of its block."""
    tokens = reading.tokens
    use = reading.uses[place]
    last = reading.ends.get(place, use.last)
    value = tokens.value(use.first)
    start = tokens.starts[use.first] + len(value) - len(value.lstrip())
    end = tokens.starts[last] + len(tokens.value(last).rstrip())
    return start - (tokens.kinds[use.first] == "TEXT"), end


def states(reading: StateReading, span: Span) -> tuple[StateNode, ...]:
    """Return the states in the order in which the text first names them."""
    found: dict[tuple[str, ...], StateNode] = {}
    for place, use in enumerate(reading.uses):
        key = _key(reading, use)
        known = found.get(key)
        if known is None:
            where = span(*_range(reading, place))
            found[key] = StateNode(use.id, use.description or None, use.kind, _parent(reading, use), *where)
            continue
        if known.description is None and use.description:
            known = known._replace(description=use.description)
        if known.kind == "state" and use.kind != "state":
            known = known._replace(kind=use.kind)
        found[key] = known
    return tuple(found.values())


def transitions(reading: StateReading, span: Span) -> tuple[Transition, ...]:
    """Return the transitions in the order of the text."""
    tokens = reading.tokens
    found: list[Transition] = []
    for step in reading.steps:
        source, target = reading.uses[step.source], reading.uses[step.target]
        start = tokens.starts[source.first]
        end = _range(reading, step.target)[1]
        label = None
        if step.label >= 0:
            value = tokens.value(step.label).rstrip()
            label = value[1:].strip() or None
            end = tokens.starts[step.label] + len(value)
        found.append(Transition(source.id, target.id, label, *span(start, end)))
    return tuple(found)
