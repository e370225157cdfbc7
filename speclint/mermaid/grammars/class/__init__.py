"""The grammar of `classDiagram`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.lexing import Unexpected

from .parser import Parser
from .reading import ClassReading
from .tokens import class_tokens

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned


def read(cleaned: Cleaned) -> ClassReading:
    """Read a class diagram; what cannot be read ends it, as in Mermaid."""
    tokens = class_tokens(cleaned.text, cleaned.start)
    reading = ClassReading(tokens)
    try:
        Parser(reading).document()
    except Unexpected as unexpected:
        from speclint.mermaid.faults import Site

        from .faults import explain

        reading.faults.append(explain(Site(cleaned, tokens, unexpected)))
    return reading
