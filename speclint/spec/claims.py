"""Vague claims: whole phrases that say "good" without saying how one would tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_AFTER = (
    r"and|or|but|for|by|because|since|so|in|on|at|when|while|overall|again|now|today|"
    r"to\s+(?:users|everyone|customers|us|them)"
)
_END = rf"(?=\s*(?:[.,;:!?)]|$|\s(?:{_AFTER})\b))"
_DEGREES = r"much|very|more|less|too|really|quite|so|fairly|reasonably|sufficiently|generally|extremely|as|[a-z]+\s+and"
_MORE = rf"(?:(?:{_DEGREES})\s+)*+"
_UPKEEP = r"(?:use|maintain|understand|read|follow|change|extend|work with|reason about)"
_QUALITY = (
    r"(?:mess(?:y|ier)|ugl(?:y|ier)|clean(?:er)?|slow(?:er)?|fast(?:er)?(?:\s+enough)?|quick(?:er)?|better|worse|"
    r"good(?:\s+enough)?|nice(?:r)?|great|fine|bad|acceptable|reasonable|appropriate|adequate|satisfactory|robust|"
    r"user[- ]friendly|intuitive|simple(?:r)?|eas(?:y|ier)|smooth(?:er)?|snapp(?:y|ier)|performant|painful|clunky|"
    r"confusing|cumbersome|elegant|modern|maintainable|unmaintainable|readable|responsive|happ(?:y|ier)|satisfied|"
    rf"pleasant|improved|optimi[sz]ed|(?:easy|easier|hard|harder|difficult|painful|impossible) to {_UPKEEP})"
)
_BE = (
    r"\b(?:is|are|was|were|be|been|being|gets?|got|becomes?|feels?|looks?|seems?|stays?|remains?|runs?|performs?|loads?)"
    r"\s+"
)
_WHOLE = r"(?:system|app|application|code|service|platform|product|module)"
_THING = (
    r"(?:performance|speed|quality|code(?:\s+quality)?|codebase|(?:user\s+|developer\s+)?experience|ux|ui|usability|"
    r"reliability|maintainability|readability|scalability|stability|security|robustness|efficiency|things|everything|it|"
    rf"design|architecture|error\s+handling|interface|documentation|the\s+{_WHOLE})"
)
_WELL = r"(?:properly|correctly|well|fine|nicely|smoothly|reliably|great|as\s+(?:expected|intended|desired|needed))"
_IMPROVED = r"(?:improv(?:e|es|ed|ing)|enhanc(?:e|es|ed|ing)|optimi[sz](?:e|es|ed|ing)|clean(?:s|ed|ing)?\s+up)"
_PRAISE = r"(?:better|improved|great|good|nice|clean(?:er)?|robust|modern|acceptable|reasonable|adequate|decent)"
_PRAISED = (
    r"(?:performance|quality|ux|ui|user\s+experience|usability|code(?!\s+\d)|error\s+handling|maintainability|"
    r"readability|speed)"
)
_CLAIMS = regex(
    rf"{_BE}(?:not\s+)?{_MORE}{_QUALITY}{_END}"
    rf"|\bmakes?\s+(?:[^\s.,;:]+\s+){{1,6}}?{_MORE}{_QUALITY}{_END}"
    rf"|\b{_IMPROVED}\s+(?:the\s+|our\s+|its\s+)?(?:overall\s+|general\s+)?{_THING}(?:\s+of\s+the\s+{_WHOLE})?{_END}"
    rf"|\b{_PRAISE}\s+{_PRAISED}{_END}"
    r"|\b(?:user[- ]friendly|easy[- ]to[- ]use|intuitive|state[- ]of[- ]the[- ]art)\s+(?:\w+\s+)?"
    rf"(?:interfaces?|ui|ux|experience|way|manner|system|app|application|design|pages?|product|tool|solution){_END}"
    rf"|\b(?:works?|working|behaves?|functions?|performs?|runs?|operates?)\s+(?:\w+\s+)?{_WELL}{_END}",
    re.IGNORECASE,
)
_DOING = (
    r"(?:handle[sd]?|handling|treat(?:s|ed)?|deals?\s+with|address(?:es|ed)?|fix(?:es|ed)?|process(?:es|ed)?|"
    r"implement(?:s|ed)?|do|does|done|manage[sd]?|test(?:s|ed)?)"
)
_LOOSELY = (
    r"(?:appropriately|properly|correctly|accordingly|nicely|as\s+(?:needed|required|necessary)|"
    r"if\s+(?:needed|necessary)|when\s+needed)"
)
_HEDGES = regex(
    r"\bsomehow\b|\bor\s+(?:something|whatever)\b|\b(?:as|where|when|if)\s+appropriate\b"
    rf"|\b{_DOING}\s+(?:[^\s.,;:]+\s+){{0,6}}?{_LOOSELY}{_END}"
    r"|\b(?:maybe|possibly|perhaps)\b(?!\s+(?:null|nil|none|empty)\b)"
    r"|\b(?:(?:be|stay)\s+(?:very\s+|extra\s+)?careful|(?:look\s+into|think\s+about|figure)\s+(?:it|this|that))\b",
    re.IGNORECASE,
)
_CHANGES = regex(
    r"\b(?:faster|slower|cleaner|simpler|easier|nicer|quicker|smoother|happier|better|worse|higher|lower|snappier|more\s+(?:robust|readable|"
    r"maintainable|reliable|stable|responsive|efficient|scalable|intuitive|usable|easily|quickly|smoothly))\b(?!\s+than\b)"
    r"|\b(?:improves?|improved|increases?|increased|decreases?|decreased|reduces?|reduced|enhanced|optimi[sz]ed|"
    r"goes\s+(?:up|down)|satisfied|happy|acceptable|reasonable|user[- ]friendly|intuitive|as\s+expected)\b",
    re.IGNORECASE,
)


_NEGATED = regex(r"\b(?:no|not|never|without|cannot|nor)\s+(?:[a-z]+\s+){0,2}[a-z]+|n't\s+[a-z]+", re.IGNORECASE)


# A part of every phrase above, which is looked for first since it costs next to nothing.
_STEMS = (
    "mess", "ugl", "clean", "slow", "fast", "quick", "bett", "wors", "good", "nic", "great", "fine", "bad", "accept",
    "reason", "ppropriate", "adequate", "satisf", "robust", "friendly", "intuitive", "simpl", "eas", "smooth",
    "snapp", "performant", "pain", "clunky", "confusing", "cumbersome", "elegant", "modern", "maintain", "read",
    "responsive", "happ", "pleasant", "improv", "optimi", "hard", "difficult", "impossible", "enhanc", "decent",
    "of-the", "of the", "properly", "correctly", "well", "reliably", "expected", "intended", "desired", "need",
    "required", "necessary", "accordingly", "somehow", "something", "whatever", "maybe", "possibly", "perhaps",
    "careful", "look", "think", "figure",
)  # fmt: skip


# A word of every phrase, by the expression that finds it: the expressions are among the longest that there are.
_WORD = regex(r"[a-z]+")
_CLAIM_WORDS = frozenset(
    {
        "acceptable", "adequate", "appropriate", "art", "bad", "better", "clean", "cleaned", "cleaner",
        "cleaning", "cleans", "clunky", "confusing", "correctly", "cumbersome", "decent", "desired",
        "difficult", "easier", "easy", "elegant", "enhance", "enhanced", "enhances", "enhancing", "expected",
        "fast", "faster", "fine", "friendly", "good", "great", "happier", "happy", "hard", "harder",
        "impossible", "improve", "improved", "improves", "improving", "intended", "intuitive", "maintainable",
        "messier", "messy", "modern", "needed", "nice", "nicely", "nicer", "optimise", "optimised", "optimises",
        "optimising", "optimize", "optimized", "optimizes", "optimizing", "painful", "performant", "pleasant",
        "properly", "quick", "quicker", "readable", "reasonable", "reliably", "responsive", "robust",
        "satisfactory", "satisfied", "simple", "simpler", "slow", "slower", "smooth", "smoother", "smoothly",
        "snappier", "snappy", "uglier", "ugly", "unmaintainable", "well", "worse",
    }
)  # fmt: skip
_HEDGE_WORDS = frozenset(
    {
        "accordingly", "appropriate", "appropriately", "careful", "correctly", "figure", "look", "maybe",
        "necessary", "needed", "nicely", "perhaps", "possibly", "properly", "required", "somehow", "something",
        "think", "whatever",
    }
)  # fmt: skip
_CHANGE_WORDS = frozenset(
    {
        "acceptable", "better", "cleaner", "decrease", "decreased", "decreases", "easier", "easily",
        "efficient", "enhanced", "expected", "faster", "friendly", "goes", "happier", "happy", "higher",
        "improve", "improved", "improves", "increase", "increased", "increases", "intuitive", "lower",
        "maintainable", "nicer", "optimised", "optimized", "quicker", "quickly", "readable", "reasonable",
        "reduce", "reduced", "reduces", "reliable", "responsive", "robust", "satisfied", "scalable", "simpler",
        "slower", "smoother", "smoothly", "snappier", "stable", "usable", "worse",
    }
)  # fmt: skip


def may_be_vague(text: str) -> bool:
    """Tell, without looking closely, whether a text can hold a vague claim or a hedge at all."""
    folded = text.casefold()
    return any(stem in folded for stem in _STEMS)


def vague_claims(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a masked sentence claims a quality that nobody can check ("is messy", "works properly")."""
    if _holds_any(text, _CLAIM_WORDS):
        yield from (found.span() for found in _CLAIMS.finditer(text))


def hedges(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a masked sentence leaves to the reader what it means ("somehow", "handle it as needed")."""
    if _holds_any(text, _HEDGE_WORDS):
        yield from (found.span() for found in _HEDGES.finditer(text))


def claims_a_change(text: str) -> bool:
    """Tell whether a masked sentence promises more or less of something ("faster", "reduced"); a denial doesn't."""
    return _holds_any(text, _CHANGE_WORDS) and bool(_CHANGES.search(_NEGATED.sub(" ", text)))


def _holds_any(text: str, words: frozenset[str]) -> bool:
    return not words.isdisjoint(_WORD.findall(text.casefold()))
