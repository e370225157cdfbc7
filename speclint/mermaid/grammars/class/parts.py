"""The classes and relations of a class diagram, with their offsets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.model import ClassBox, ClassRelation, Member

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.lexing import Tokens

    from .reading import ClassReading, Name, Use

    Span = Callable[[int, int], tuple[int, int]]


class _Box:
    """What every place of a diagram says of one class."""

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end
        self.declared = False
        self.label: str | None = None
        self.annotations: list[str] = []
        self.members: list[Member] = []


def boxes(reading: ClassReading, span: Span) -> tuple[ClassBox, ...]:
    """Return the classes in the order in which the text first names them."""
    tokens = reading.tokens
    found: dict[str, _Box] = {}
    for use in reading.uses:
        start, end = _range(tokens, use.name)
        box = found.setdefault(use.name.id, _Box(start, end))
        if use.last >= 0 and not box.declared:
            box.declared = True
            box.start, box.end = start, max(end, tokens.ends[use.last])
        if use.label >= 0:
            box.label = tokens.value(use.label)
        box.annotations += [tokens.value(index) for index in use.annotations]
        _members(tokens, use, box, span)
    return tuple(
        ClassBox(name, box.label, tuple(box.annotations), tuple(box.members), *span(box.start, box.end))
        for name, box in found.items()
    )


def _members(tokens: Tokens, use: Use, box: _Box, span: Span) -> None:
    for index in use.members:
        value = tokens.value(index)
        start = tokens.starts[index]
        if tokens.kinds[index] == "LABEL":
            value, start = value[1:], start + 1
        text = value.strip()
        start += len(value) - len(value.lstrip())
        if text.startswith("<<") and text.endswith(">>"):
            box.annotations.append(text[2:-2].strip())
        elif text:
            box.members.append(Member(text, *span(start, start + len(text))))


def _range(tokens: Tokens, name: Name) -> tuple[int, int]:
    """Return where a name stands, with its backticks and its generic type's tildes."""
    start, end = tokens.starts[name.first], tokens.ends[name.last]
    return start - (tokens.kinds[name.first] == "LITERAL"), end + (tokens.kinds[name.last] in ("LITERAL", "GENERIC"))


def relations(reading: ClassReading, span: Span) -> tuple[ClassRelation, ...]:
    """Return the relations in the order of the text."""
    tokens = reading.tokens
    found: list[ClassRelation] = []
    for link in reading.links:
        start, end = _range(tokens, link.source)[0], _range(tokens, link.target)[1]
        label = None
        if link.label >= 0:
            value = tokens.value(link.label)
            label = value[1:].strip()
            end = tokens.starts[link.label] + len(value.rstrip())
        found.append(
            ClassRelation(
                link.source.id,
                link.target.id,
                "".join(tokens.value(index) for index in range(link.first, link.last + 1)),
                tokens.value(link.near) if link.near >= 0 else None,
                tokens.value(link.far) if link.far >= 0 else None,
                label,
                *span(start, end),
            )
        )
    return tuple(found)
