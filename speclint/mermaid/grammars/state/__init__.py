"""The grammar of `stateDiagram`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import syntax_faults

from .parser import Parser
from .reading import StateReading
from .tokens import state_tokens

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Fault, Site


def read(cleaned: Cleaned) -> StateReading:
    """Read a state diagram; what cannot be read ends it, as in Mermaid."""
    tokens = state_tokens(cleaned.text, cleaned.start)
    reading = StateReading(tokens)
    stopped = syntax_faults(cleaned, tokens, Parser(reading).document, _explain)
    reading.faults.extend(stopped)
    if not stopped and any(use.block for use in reading.uses):
        from .checks import check

        check(reading)
    return reading


def _explain(site: Site) -> Fault:
    from .faults import explain

    return explain(site)
