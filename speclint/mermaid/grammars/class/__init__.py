"""The grammar of `classDiagram`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import syntax_faults

from .parser import Parser
from .reading import ClassReading
from .tokens import class_tokens

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Fault, Site


def read(cleaned: Cleaned) -> ClassReading:
    """Read a class diagram; what cannot be read ends it, as in Mermaid."""
    tokens = class_tokens(cleaned.text, cleaned.start)
    reading = ClassReading(tokens)
    reading.faults.extend(syntax_faults(cleaned, tokens, Parser(reading).document, _explain))
    return reading


def _explain(site: Site) -> Fault:
    from .faults import explain

    return explain(site)
