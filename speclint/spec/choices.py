"""Values out of a closed vocabulary, as people write them."""

from __future__ import annotations

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.headings import nearest

_QUALIFIER = regex(r"\s*(?:\(|[\u2014\u2013;,:.]|\s-\s|--)")
_BREAKS = regex(r"[\s_-]+")
_SIZES = {
    "high": "h", "medium": "m", "low": "l", "small": "s", "large": "l", "extra-large": "xl", "very-large": "xl",
}  # fmt: skip
_BEYOND = frozenset({"critical", "severe", "extreme", "blocker", "very-high", "very-low", "negligible", "minimal"})
_SHORT = {"y": "yes", "n": "no", "true": "yes", "false": "no"}


def read_choice(value: str, choices: tuple[str, ...]) -> str | None:
    """Return the word that a value is, a qualifier after it left out (`In Review (second round)`), or None."""
    for choice in sorted(choices, key=lambda word: -len(word)):
        if value == choice or (value.startswith(choice) and _QUALIFIER.match(value, len(choice))):
            return choice
    return None


class Meant(NamedTuple):
    """An allowed word that a value means.

    Args:
        choice: The word.
        written: The part of the value that stands for it; a qualifier after it is the author's own.
        same: Whether it is the same word but for its case, its long or short form, or further words.
    """

    choice: str
    written: str
    same: bool


def closest_choice(value: str, choices: tuple[str, ...]) -> Meant | None:
    """Return the word that a value means, or None.

    Case, hyphens and up to two letters may differ; a size or a rank stands for its letter where letters are allowed
    (`High` for `H`).
    """
    qualifier = _QUALIFIER.search(value)
    written = value[: qualifier.start()].strip() if qualifier and qualifier.start() else value.strip()
    folded = _BREAKS.sub("-", written.casefold())
    meant = next((choice for choice in choices if _BREAKS.sub("-", choice.casefold()) == folded), None)
    if meant is None and _SHORT.get(folded) in choices:
        meant = _SHORT[folded]
    if meant is None and folded in _SIZES:
        meant = next((choice for choice in choices if len(choice) <= 2 and choice.casefold() == _SIZES[folded]), None)
    if meant:
        return Meant(meant, written, True)
    led = next((choice for choice in choices if folded.startswith(f"{_BREAKS.sub('-', choice.casefold())}-")), None)
    if led and len(led) > 2:
        return Meant(led, written[: len(led)], True)
    near = nearest(written, choices)
    return Meant(near, written, False) if near else None


def is_beyond(value: str, choices: tuple[str, ...]) -> bool:
    """Tell whether a value is a rank above or below those of a scale from high to low (`Critical`)."""
    word = _QUALIFIER.split(value.strip("*_ "))[0].strip().casefold()
    return _BREAKS.sub("-", word) in _BEYOND and {choice.casefold()[:1] for choice in choices} >= {"h", "l"}


def is_whole_list(value: str, choices: tuple[str, ...]) -> bool:
    """Tell whether the template's list of choices was left as it is (`Draft | In Review | Approved`)."""
    words = {part.strip().casefold() for part in value.strip("[]").replace("|", "/").split("/")}
    return len(words) > 1 and words <= {choice.casefold() for choice in choices}
