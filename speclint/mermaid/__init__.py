"""Mermaid as Mermaid judges it: whether a text renders, where it does not, and what its diagram holds."""

from __future__ import annotations

from speclint.mermaid.headers import HEADERS
from speclint.mermaid.model import Diagram, Problem, Replacement
from speclint.mermaid.reading import detect, looks_like_mermaid, parse, validate

__all__ = ["HEADERS", "Diagram", "Problem", "Replacement", "detect", "looks_like_mermaid", "parse", "validate"]
