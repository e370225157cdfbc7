"""What a template leaves for its author to replace: its sample text, and its prompts word for word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.section_parts import FieldType, TableType
    from speclint.spec.spectype import SpecType

_LITERAL = regex(r"[A-Za-z ,:-]+")
_LETTERS = regex(r"[A-Za-z]+")
_PHRASE = regex(r"\[[^\[\]\n]*[^\W\d_][^\[\]\n]*\]")


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern) for pattern in patterns)


class PromptFinder:
    """Finds a type's sample text in the lines of one document.

    A pattern for the whole of a line is tried together with all others of its kind, and one that matches nowhere in the
    document is not tried on its lines: most documents hold none of the template's text.

    Args:
        kind: The type whose `placeholders` are searched.
        text: The document.
    """

    def __init__(self, kind: SpecType, text: str) -> None:
        anchored, free = _sorted(kind.placeholders)
        self._anchored = _compiled(anchored)
        self._any_anchored = _anchored(anchored)
        self._free = tuple(
            pattern for pattern in _compiled(free) if _UNSURE.search(pattern.pattern) or pattern.search(text)
        )

    def find(self, line: str) -> Iterator[re.Match[str]]:
        """Yield where a heading's, a value's, a cell's or a line's text holds sample text, pattern by pattern."""
        yield from self.find_anywhere(line)
        if self._any_anchored.match(line) is not None:
            for pattern in self._anchored:
                yield from pattern.finditer(line)

    def find_anywhere(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where a stretch of text holds sample text that may stand in the middle of a line."""
        for pattern in self._free:
            yield from pattern.finditer(text)


# A free pattern with an anchor of its own may match a line and not the text around it.
_UNSURE = regex(r"[\^$]|\\[AZ]|\(\?<?[=!]")
_GROUP_NUMBER = regex(r"\\[1-9]|\(\?P")


@lru_cache(maxsize=64)
def _sorted(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Divide the patterns into those that hold from a line's start on, and the rest."""
    anchored = tuple(
        pattern
        for pattern in patterns
        if pattern.removeprefix("(?i)").startswith("^")
        and not _has_free_branch(pattern)
        and not _GROUP_NUMBER.search(pattern)
    )
    return anchored, tuple(pattern for pattern in patterns if pattern not in anchored)


def _has_free_branch(pattern: str) -> bool:
    """Tell whether an alternative stands outside all groups, so that an anchor before it is not that of the whole."""
    depth = 0
    inside = escaped = False
    for sign in pattern:
        if escaped:
            escaped = False
        elif sign == "\\":
            escaped = True
        elif inside:
            inside = sign != "]"
        elif sign == "[":
            inside = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            return True
    return False


class _Anchored:
    """Matches any of the patterns that hold from a line's start on.

    The lists of choices among them (`must/should/may`) make long expressions, so they are tried on a line that begins
    with a choice.
    """

    def __init__(self, patterns: tuple[str, ...]) -> None:
        lists = [(pattern, found[1]) for pattern in patterns if (found := _CHOICES.match(pattern))]
        self._lists = _together([pattern for pattern, _ in lists])
        self._others = _together([pattern for pattern in patterns if not _CHOICES.match(pattern)])
        choices = [choice for _, either in lists for choice in either.replace("\\", "").split("|")]
        self._firsts = frozenset(_before_bar(choice) for choice in choices)

    def match(self, line: str) -> re.Match[str] | None:
        """Return the match of one of the patterns at the line's start, or None."""
        if ("/" in line or "|" in line) and _before_bar(line) in self._firsts:
            return self._lists.match(line) or self._others.match(line)
        return self._others.match(line)


# As the types' loader writes a list of choices.
_CHOICES = regex(r"\(\?i\)\^\\\[\?\(\?:([^()]*)\)\(\?:\\s\*\(\?:/\|\\\\\?\\\|\)")


def _before_bar(line: str) -> str:
    """Return what stands before the first slash or bar, without a bracket or a backslash around it."""
    return line.partition("/")[0].partition("|")[0].removeprefix("[").rstrip("\\ \t").casefold()


@lru_cache(maxsize=64)
def _anchored(patterns: tuple[str, ...]) -> _Anchored:
    return _Anchored(patterns)


def _together(patterns: list[str]) -> re.Pattern[str]:
    branches = [f"(?i:{one[4:]})" if one.startswith("(?i)") else f"(?:{one})" for one in patterns]
    return regex("|".join(branches) if branches else r"(?!)")


def holds_prompt(kind: SpecType, line: str) -> bool:
    """Tell whether a line holds the template's sample text."""
    anchored, free = _sorted(kind.placeholders)
    return _anchored(anchored).match(line) is not None or any(pattern.search(line) for pattern in _compiled(free))


def guidance_in(kind: SpecType, line: str) -> re.Match[str] | None:
    """Return where a line gives one of the template's instructions, or None."""
    found = (pattern.search(line) for pattern in _compiled(kind.guidance))
    return next((match for match in found if match), None)


def may_hold_guidance(kind: SpecType, text: str) -> bool:
    """Tell, without looking closely, whether a document can hold one of the template's instructions."""
    return any(all(word in text for word in words) for words in _guidance_words(kind.guidance))


@lru_cache(maxsize=64)
def _guidance_words(patterns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the words that each pattern begins with; none for one that begins otherwise or has a choice of two."""
    return tuple(() if _has_free_branch(one) else _first_words(one.removeprefix("^")) for one in patterns)


def _first_words(pattern: str) -> tuple[str, ...]:
    lead = _LITERAL.match(pattern)
    length = lead.end() if lead else 0
    if pattern[length : length + 1] in {"?", "*", "{"}:
        length -= 1
    return tuple(_LETTERS.findall(pattern[:length]))


def phrases(kind: SpecType) -> frozenset[str]:
    """Return the bracketed prompts that a scaffold of the type writes, brackets included, in lower case."""
    return frozenset(phrase.lower() for text in _texts(kind) for phrase in _PHRASE.findall(text))


def _texts(kind: SpecType) -> Iterator[str]:
    yield kind.title_prompt
    yield kind.footer_prompt
    yield from kind.metadata.prompts.values()
    if kind.metadata.front_matter:
        yield from kind.metadata.front_matter.prompts.values()
    for section in kind.walk():
        yield section.heading
        yield section.prompt
        yield from section.samples.values()
        for topic in (*section.topics, *section.item_topics):
            yield topic.prompt
        for field in section.fields:
            yield from _field_texts(field)
        for table in section.tables:
            yield from _table_texts(table)


def _field_texts(field: FieldType) -> Iterator[str]:
    yield field.prompt
    if field.table:
        yield from _table_texts(field.table)


def _table_texts(table: TableType) -> Iterator[str]:
    for column in table.columns:
        yield column.prompt
