"""Words of a requirement diagram that are spelt almost right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence


def close(site: Site, word: str, words: Sequence[str]) -> str | None:
    """Return the one of some words that a word most resembles, or None."""
    from difflib import get_close_matches

    lowered = {each.lower(): each for each in words}
    found = get_close_matches(word.lower(), list(lowered), 1, 0.7)
    return lowered[found[0]] if found else None


def misspelt(site: Site, words: Sequence[str], message: str, otherwise: str) -> Fault:
    """Make the fault of a word that should be one of some."""
    word = site.rest.split(None, 1)[0].rstrip(":,{") if site.rest.split() else ""
    right = close(site, word, words) if word else None
    if right is None or right == word:
        return site.here(f"{shortened(word) or site.word} {message}", otherwise)
    fix = (site.start, site.start + len(word), right)
    return Fault(site.start, site.start + len(word), f"{shortened(word)} {message}", f"did you mean {right}?", fix)
