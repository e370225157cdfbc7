"""What a template leaves for its author to replace: its sample text, and its prompts word for word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.spectype import FieldType, SpecType, TableType

_PHRASE = re.compile(r"\[[^\[\]\n]*[^\W\d_][^\[\]\n]*\]")


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in patterns)


def prompts_in(kind: SpecType, line: str) -> Iterator[re.Match[str]]:
    """Yield where a line holds the template's sample text (`T-XXX`, `[METHOD]`), pattern by pattern.

    Args:
        kind: The type whose `placeholders` are searched.
        line: A heading's, a value's, a cell's or a line's text as it is written.
    """
    for pattern in _compiled(kind.placeholders):
        yield from pattern.finditer(line)


def holds_prompt(kind: SpecType, line: str) -> bool:
    """Tell whether a line holds the template's sample text."""
    return any(pattern.search(line) for pattern in _compiled(kind.placeholders))


def guidance_in(kind: SpecType, line: str) -> re.Match[str] | None:
    """Return where a line gives one of the template's instructions, or None."""
    found = (pattern.search(line) for pattern in _compiled(kind.guidance))
    return next((match for match in found if match), None)


def phrases(kind: SpecType) -> frozenset[str]:
    """Return the bracketed prompts that a scaffold of the type writes, brackets included, in lower case."""
    return frozenset(phrase.lower() for text in _texts(kind) for phrase in _PHRASE.findall(text))


def _texts(kind: SpecType) -> Iterator[str]:
    yield kind.title_prompt
    yield kind.footer_prompt
    yield from kind.metadata.prompts.values()
    for section in kind.walk():
        yield section.heading
        yield section.prompt
        yield from section.samples.values()
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
