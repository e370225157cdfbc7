"""What is read of a class diagram: where classes are named, and their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.faults import Fault
    from speclint.mermaid.lexing import Tokens


class Name(NamedTuple):
    """A class's name where it stands: the tokens `first` to `last`, and the id without its generic type."""

    id: str
    first: int
    last: int


class Use(NamedTuple):
    """One place that names a class.

    Args:
        name: The name.
        label: The token of the label, or -1.
        last: The last token of a declaration, or -1 where the class is not declared.
        annotations: The tokens of its annotations.
        members: The tokens of its members.
    """

    name: Name
    label: int = -1
    last: int = -1
    annotations: tuple[int, ...] = ()
    members: tuple[int, ...] = ()


class Link(NamedTuple):
    """A relation: its names, the tokens of its link, cardinalities and label, or -1."""

    source: Name
    near: int
    first: int
    last: int
    far: int
    target: Name
    label: int


class ClassReading:
    """What was read of a class diagram.

    Args:
        tokens: The tokens from the header on.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.faults: list[Fault] = []
        self.uses: list[Use] = []
        self.links: list[Link] = []
        self.namespaces: list[int] = []

    def parts(self, span: Callable[[int, int], tuple[int, int]]) -> dict[str, Any]:
        """Return the fields of a `Diagram` that a class diagram has."""
        from .parts import boxes, relations

        return {"classes": boxes(self, span), "class_relations": relations(self, span)}
