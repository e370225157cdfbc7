"""What is read of a state diagram: its states and transitions in the order of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.faults import Fault
    from speclint.mermaid.lexing import Tokens


class Use(NamedTuple):
    """One place that names a state.

    Args:
        id: The state's id; `[*]` for a start or an end.
        first: The first token of its name or declaration.
        last: The last one of its name, description or opening brace.
        kind: state, start, end, choice, fork or join.
        description: What it adds to the description, or None.
        parent: The place in the list of uses of the state that holds it, or -1.
        block: Whether it opens a block.
    """

    id: str
    first: int
    last: int
    kind: str
    description: str | None
    parent: int
    block: bool = False


class Step(NamedTuple):
    """A transition: the places of its states in the list of uses, and the token of its label or -1."""

    source: int
    target: int
    label: int


class StateReading:
    """What was read of a state diagram.

    Args:
        tokens: The tokens from the header on.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.faults: list[Fault] = []
        self.uses: list[Use] = []
        self.steps: list[Step] = []
        self.ends: dict[int, int] = {}

    def parts(self, span: Callable[[int, int], tuple[int, int]]) -> dict[str, Any]:
        """Return the fields of a `Diagram` that a state diagram has."""
        from .parts import states, transitions

        return {"states": states(self, span), "transitions": transitions(self, span)}
