"""Move stretches of whole lines inside a text by edits, and keep one blank line around what is moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.source import Source

_RULE = regex(r"-{3,}|\*{3,}|_{3,}")


def moved(source: Source, span: Span, at: int, rewritten: Mapping[Span, str] | None = None) -> tuple[Edit, Edit]:
    """Return the edits that take lines out and put them in elsewhere.

    Args:
        source: The text.
        span: What is moved, from the start of its first line; blank lines after it go with it.
        at: The start of the line before which it is put, or the text's end; outside the span.
        rewritten: What becomes of places inside the span on the way.
    """
    lines = [number for number, line in enumerate(source.line_spans) if source[line].strip()]
    first = source.line_of(span.start)
    last = max(
        (number for number in lines if source.line_starts[number] < max(span.end, span.start + 1)), default=first
    )
    following = next((number for number in lines if number > last), None)
    begin = source.line_starts[first]
    end = len(source) if following is None else source.line_starts[following]
    opening = closing = ""
    rule = source[source.line_spans[last]].strip()
    if following is None:
        # The text's end comes up to what stood before, and a rule that parted the two goes along.
        above = [number for number in lines if number < first]
        if above and _RULE.fullmatch(rule_above := source[source.line_spans[above[-1]]].strip()):
            above.pop()
            closing = f"\n\n{rule_above}"
        begin = source.line_spans[above[-1]].end if above else 0
    elif at >= len(source) and _RULE.fullmatch(rule) and last > first:
        # The rule that parted it from what follows parts it from what comes before.
        last = max(number for number in lines if number < last)
        opening = f"{rule}\n\n"
    body = opening + _spliced(source, Span(source.line_starts[first], source.line_spans[last].end), rewritten or {})
    body += closing
    if at < len(source):
        return (Edit(Span(begin, end), ""), Edit(Span(at, at), f"{body}\n\n"))
    place = source.line_spans[lines[-1]].end
    return (Edit(Span(begin, end), ""), Edit(Span(place, place), f"\n\n{body}"))


def without_rule(source: Source, span: Span) -> Span:
    """Return a stretch of lines without the rule that may stand at its end, and without blank lines there."""
    last = source.line_of(max(span.end - 1, span.start))
    first = source.line_of(span.start)
    while last > first and _is_blank_or_rule(source[source.line_spans[last]].strip()):
        last -= 1
    return Span(span.start, min(span.end, source.line_spans[last].end))


def _is_blank_or_rule(line: str) -> bool:
    return not line or _RULE.fullmatch(line) is not None


def _spliced(source: Source, span: Span, rewritten: Mapping[Span, str]) -> str:
    pieces: list[str] = []
    place = span.start
    for where, text in sorted(rewritten.items()):
        if span.contains(where):
            pieces += (source.text[place : where.start], text)
            place = where.end
    return "".join((*pieces, source.text[place : span.end]))
