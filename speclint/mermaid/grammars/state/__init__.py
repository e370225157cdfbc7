"""The grammar of `stateDiagram`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.lexing import Unexpected

from .parser import Parser
from .reading import StateReading
from .tokens import state_tokens

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned


def read(cleaned: Cleaned) -> StateReading:
    """Read a state diagram; what cannot be read ends it, as in Mermaid."""
    tokens = state_tokens(cleaned.text, cleaned.start)
    reading = StateReading(tokens)
    try:
        Parser(reading).document()
    except Unexpected as unexpected:
        from speclint.mermaid.faults import Site

        from .faults import explain

        reading.faults.append(explain(Site(cleaned, tokens, unexpected)))
        return reading
    if any(use.block for use in reading.uses):
        from .checks import check

        check(reading)
    return reading
