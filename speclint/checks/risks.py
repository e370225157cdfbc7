"""Checks that each risk has a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.blocks import List, Paragraph
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement, is_open_word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_WORD = regex(r"[^\W_][\w'\u2019./-]*")
_SEPARATOR = regex(
    r"(?:\s(?:\u2014|\u2013|--?|\u2192|=>|->)\s|:(?=\s|\*|$)|;\s|\.\s+(?=[A-Z`])|\*\*mitigations?\b\W*|\bmitigat\w+(?:\s+(?:by|with|through))?\b\W*)",
    re.IGNORECASE,
)
_LEAST = 3
_HELP = "say what is done against it, by whom or when"


def missing_mitigation(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each risk whose mitigation says nothing or next to nothing."""
    for view in spec.tables_by_role("risks"):
        for row in view.rows():
            cell, risk = view.cell(row, "mitigation"), view.cell(row, "risk")
            if cell is None or cell.span.end == cell.span.start or _is_left(spec, cell.span):
                continue
            text = spec.text(cell.span)
            if _says_too_little(text):
                of = f" of the risk {_short(spec.text(risk.span))}" if risk and spec.text(risk.span) else ""
                yield Finding(cell.span, f"the mitigation{of} is {_what(text)}", _HELP)
    for section in spec.by_role.get("risks", ()):
        if section.type.tables:
            field = spec.fields_of(section).get("critical-risks")
            blocks: Sequence[object] = field.blocks if field else ()
        else:
            blocks = section.blocks
        for block in blocks:
            for item in block.items if isinstance(block, List) else ():
                yield from _in_item(spec, item)


def _is_left(spec: Spec, span: Span) -> bool:
    return spec.is_placeholder(span) or is_open_word(spec.text(span))


def _says_too_little(text: str) -> bool:
    return is_none_statement(text) or len(_WORD.findall(text)) < _LEAST


def _what(text: str) -> str:
    return f'only "{text}"' if _WORD.search(text) else "a dash"


def _short(text: str) -> str:
    words = text.split()
    return f'"{" ".join(words[:6])}{"…" if len(words) > 6 else ""}"'


def _in_item(spec: Spec, item: ListItem) -> Iterator[Finding]:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return
    span = Span(max(item.content_start, first.span.start), first.span.end)
    text = spec.text(span)
    if not text or _is_left(spec, span) or is_none_statement(text):
        return
    if any(len(_WORD.findall(spec.text(block.span))) >= _LEAST for block in item.blocks[1:]):
        return
    plans = [text[found.end() :] for found in _SEPARATOR.finditer(text)]
    if any(not _says_too_little(plan) for plan in plans) or any(is_open_word(plan.strip()) for plan in plans):
        return
    yield Finding(span, f"the risk {_short(text)} has no mitigation", f"add a dash and {_HELP[4:]}")
