"""How a project does the things that a template leaves open: read off the text of its finished specs."""

from collections import Counter
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_MIGRATION = regex(r"^#{2,6} +`?/?([\w./-]+)/\d{5,14}_\w+\.sql`?", 8)
_ENDPOINT = regex(r"^#{2,6} +`?(?:GET|POST|PUT|PATCH|DELETE) +(/[\w.-]+(?:/v\d+)?)", 8)
_JSON_KEY = regex(r'json:"([a-z][a-z0-9]*(?:(_)[a-z0-9_]+|([A-Z])\w*))')
_ENOUGH = 2
_SHARE = 0.75


class Habit(NamedTuple):
    """One way of doing a thing.

    Args:
        kind: What is done: `migrations folder`, `API prefix` or `JSON key style`.
        value: How.
        span: Where the spec first does it so.
    """

    kind: str
    value: str
    span: Span


def habits_in(text: str) -> dict[str, Habit]:
    """Return what a spec's text does throughout; a thing that it does in two ways is no habit.

    Args:
        text: The text.

    Returns:
        The habits by kind.
    """
    found: dict[str, Habit] = {}
    for kind, pattern in (("migrations folder", _MIGRATION), ("API prefix", _ENDPOINT)):
        matches = list(pattern.finditer(text))
        if matches and len({match[1] for match in matches}) == 1:
            found[kind] = Habit(kind, matches[0][1], Span(matches[0].start(1), matches[0].end(1)))
    keys = list(_JSON_KEY.finditer(text)) if 'json:"' in text else []
    styles = {"snake_case" if match[2] else "camelCase" for match in keys}
    if len(styles) == 1:
        found["JSON key style"] = Habit("JSON key style", styles.pop(), Span(keys[0].start(1), keys[0].end(1)))
    return found


def conventions(texts: "Iterable[str]") -> dict[str, tuple[str, int]]:
    """Return what at least three quarters of some specs, and two of them, do in one way, and how many do it."""
    counts: dict[str, Counter[str]] = {}
    for text in texts:
        for kind, habit in habits_in(text).items():
            counts.setdefault(kind, Counter())[habit.value] += 1
    settled = {}
    for kind, counter in counts.items():
        value, number = min(counter.items(), key=lambda pair: (-pair[1], pair[0]))
        if number >= _ENOUGH and number >= _SHARE * counter.total():
            settled[kind] = (value, number)
    return settled
