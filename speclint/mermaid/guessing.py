"""Whether a text that nobody labelled is Mermaid."""

from __future__ import annotations


def surely_mermaid(source: str) -> bool:
    """Tell whether a text is surely Mermaid; see `speclint.mermaid.looks_like_mermaid`."""
    from speclint.mermaid.reading import detect, validate

    return detect(source) is not None and not validate(source)
