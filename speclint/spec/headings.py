"""What of a heading's text counts when it is held against a template's."""

import re

from speclint.records import NamedTuple
from speclint.regex import regex

_NUMBER = regex(r"(?P<number>\d+(?:\.\d+)*)(?P<style>[.)]?)(?:\s+|$)")
_ORDINAL = regex(r"(?P<word>[A-Za-z]+)\s+(?P<number>\d+)\s*[:.\u2013\u2014-]\s*")
_ORDERED = frozenset({"phase", "step", "part", "stage"})
_QUALIFIER = regex(r"\s*\([^()]*\)\s*$")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_WORD = regex(r"\w+", re.UNICODE)
_ENDING = regex(r"(?<=[^\Ws])s$|(?<=\w{4})ing$")


class HeadingKey(NamedTuple):
    """A heading's text, taken apart.

    Args:
        text: The visible text, white space collapsed.
        number: `4`, `4.1`, or `phase 2`; "" where there is none.
        style: What follows the number: `.`, `)` or "".
        words: The rest, folded: case, `&` and "and", dashes and white space make no difference.
        bare: `words` without a trailing parenthesis.
        stems: The set of its words without a plural's s or `-ing`, joining words left out.
        core: The stems of `bare`.
    """

    text: str
    number: str
    style: str
    words: str
    bare: str
    stems: frozenset[str]
    core: frozenset[str]


_JOINING = frozenset({"and", "or", "the", "a", "an", "of", "to", "for", "in", "on", "with"})


def heading_key(text: str) -> HeadingKey:
    """Take a heading's visible text apart.

    Args:
        text: The text without Markdown markup.

    Returns:
        Its key; two headings that a reader takes for the same have the same `bare`.
    """
    visible = " ".join(text.split())
    rest, number, style = visible, "", ""
    if found := _NUMBER.match(visible):
        rest, number, style = visible[found.end() :], found["number"], found["style"]
    elif (found := _ORDINAL.match(visible)) and found["word"].lower() in _ORDERED:
        rest, number = visible[found.end() :], f"{found['word'].lower()} {int(found['number'])}"
    words = " ".join(rest.casefold().translate(_DASHES).replace("&", " and ").split()).rstrip(" #:")
    bare = _QUALIFIER.sub("", words) or words
    stems = _stems(words)
    return HeadingKey(visible, number, style, words, bare, stems, _stems(bare) if bare != words else stems)


def _stems(words: str) -> frozenset[str]:
    return frozenset(_ENDING.sub("", word) for word in _WORD.findall(words)) - _JOINING


def are_near(one: HeadingKey, wanted: HeadingKey) -> bool:
    """Tell whether the words of one heading hold those of the other, or most of the wanted ones."""
    shared = one.core & wanted.core
    return bool(shared) and (len(shared) == min(len(one.core), len(wanted.core)) or 2 * len(shared) > len(wanted.core))


def are_alike(one: HeadingKey, wanted: HeadingKey) -> bool:
    """Tell whether two headings share most words of the longer one, or one has all those of the other and half more."""
    shared, longer = len(one.core & wanted.core), max(len(one.core), len(wanted.core))
    return 2 * shared > longer or (2 * shared == longer and shared == min(len(one.core), len(wanted.core)))


def within_two_edits(one: str, other: str) -> bool:
    """Tell whether at most two insertions, deletions, substitutions or swaps of neighbours lead from one to the other.

    Words under five letters must be equal: two edits make any of them another word.
    """
    if one == other:
        return True
    if abs(len(one) - len(other)) > 2 or min(len(one), len(other)) < 5:
        return False
    return _distance(one, other, 2) <= 2


def _distance(one: str, other: str, limit: int) -> int:
    """Optimal string alignment distance inside a band of `limit` on either side of the diagonal."""
    far = limit + 1
    before: list[int] = []
    above = [column if column <= limit else far for column in range(len(other) + 1)]
    for row, letter in enumerate(one, 1):
        line = [far] * (len(other) + 1)
        if row <= limit:
            line[0] = row
        for column in range(max(1, row - limit), min(len(other), row + limit) + 1):
            cost = above[column - 1] + (letter != other[column - 1])
            cost = min(cost, above[column] + 1, line[column - 1] + 1)
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == other[column - 1]:
                cost = min(cost, before[column - 2] + 1)
            line[column] = cost
        before, above = above, line
    return above[-1]


def nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """Return the known word that a misspelt one most likely means, or None; case makes no difference."""
    folded = word.casefold()
    best: tuple[int, int] | None = None
    for index, candidate in enumerate(known):
        limit = 2 if len(folded) > 4 else 1
        if abs(len(candidate) - len(folded)) > limit:
            continue
        distance = _distance(folded, candidate.casefold(), limit)
        if distance <= limit and (best is None or (distance, index) < best):
            best = (distance, index)
    return known[best[1]] if best else None
