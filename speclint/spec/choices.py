"""Values out of a closed vocabulary, as people write them."""

from __future__ import annotations

from speclint.regex import regex
from speclint.spec.headings import nearest

_QUALIFIER = regex(r"\s*(?:\(|[\u2014\u2013;,:.]|\s-\s|--)")
_BREAKS = regex(r"[\s_-]+")
_SHORT = {"y": "yes", "n": "no", "true": "yes", "false": "no"}


def read_choice(value: str, choices: tuple[str, ...]) -> str | None:
    """Return the word that a value is, a qualifier after it left out (`In Review (second round)`), or None."""
    for choice in sorted(choices, key=lambda word: -len(word)):
        if value == choice or (value.startswith(choice) and _QUALIFIER.match(value, len(choice))):
            return choice
    return None


def closest_choice(value: str, choices: tuple[str, ...]) -> str | None:
    """Return the word that a value means where only case, hyphens or up to two letters differ, or None."""
    folded = _BREAKS.sub("-", value.strip().casefold())
    for choice in choices:
        if _BREAKS.sub("-", choice.casefold()) == folded:
            return choice
    short = _SHORT.get(folded)
    if short in choices:
        return short
    return nearest(value.strip(), choices)
