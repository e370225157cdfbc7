"""Mermaid as Mermaid judges it: whether a text renders, where it does not, and what its diagram holds."""

from __future__ import annotations

from speclint.mermaid.headers import HEADERS
from speclint.mermaid.model import Diagram, Problem, Replacement
from speclint.mermaid.reading import detect, parse, validate

__all__ = ["HEADERS", "Diagram", "Problem", "Replacement", "detect", "looks_like_mermaid", "parse", "validate"]


def looks_like_mermaid(source: str) -> bool:
    """Tell whether a text that nobody labelled is surely Mermaid.

    Args:
        source: Any text.

    Returns:
        True where it begins with a known header and goes on as a diagram of that type does: for a type with a grammar,
        without a fault or with a fault among lines of the right shape; for a header that is a word of English too
        (pie, block, info…), with a line that only such a diagram has. Never raises.
    """
    from speclint.mermaid import guessing

    return guessing.looks_like_mermaid(source)
