"""Splice edits into a text, follow places through them, and tell which findings are new."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.diagnostics import Diagnostic, Fix
    from speclint.source import Source

# What an inserted stub may be found guilty of: a missing section's empty stub is better than none.
STUB_RULES = frozenset(
    {
        "contradictory-field",
        "empty-cell",
        "empty-section",
        "incomplete-decision",
        "incomplete-endpoint",
        "missing-field",
        "missing-task-field",
        "missing-topic",
        "too-few-items",
        "unfilled-placeholder",
    }
)
_LINE_END = regex(r"\r\n|\n|\r")


class Splice:
    """Edits into one text.

    Args:
        source: The text.
        fixes: Fixes whose edits don't overlap.
    """

    def __init__(self, source: Source, fixes: Iterable[Fix]) -> None:
        fixes = list(fixes)
        newline = source.newline
        pairs = [(edit, number) for number, fix in enumerate(fixes) for edit in fix.edits]
        pairs.sort(key=lambda pair: pair[0].span)
        edits = [edit for edit, _ in pairs]
        self._owners = [number for _, number in pairs]
        self._spans = [edit.span for edit in edits]
        self._texts = [_LINE_END.sub(newline, edit.text) for edit in edits]
        growths = [len(text) - (span.end - span.start) for span, text in zip(self._spans, self._texts, strict=True)]
        self._shifts = [0, *accumulate(growths)]
        self._starts = [span.start for span in self._spans]
        self._uncovered = [span for fix in fixes for span in fix.uncovers]
        self.text = _with_final_newline(source, self._spliced(source.text))

    def _spliced(self, text: str) -> str:
        pieces: list[str] = []
        at = 0
        for span, new in zip(self._spans, self._texts, strict=True):
            pieces += (text[at : span.start], new)
            at = span.end
        return "".join((*pieces, text[at:]))

    def places(self, offset: int) -> range:
        """Return where an offset of the old text may stand in the new one.

        A place inside a replaced stretch may be anywhere in what replaces it, one at an insertion before or after it.
        """
        last = bisect_right(self._starts, offset) - 1
        if last < 0 or self._spans[last].end < offset:
            moved = offset + self._shifts[last + 1]
            return range(moved, moved + 1)
        first = last
        while first > 0 and self._spans[first - 1].end >= offset:
            first -= 1
        before, after = self._spans[first], self._spans[last]
        begin = before.start + self._shifts[first]
        if before.end == offset > before.start:
            begin = offset + self._shifts[first + 1]
        end = offset + self._shifts[last + 1]
        if after.end > offset:
            end = after.start + self._shifts[last] + len(self._texts[last])
        return range(begin, end + 1)

    def owners(self, offset: int) -> list[int]:
        """Return the numbers of the fixes that inserted the text in which, or at the end of which, an offset lies."""
        return [
            owner
            for span, text, shift, owner in zip(self._spans, self._texts, self._shifts, self._owners, strict=False)
            if text and span.start + shift <= offset <= span.start + shift + len(text)
        ]

    def uncovered(self, offset: int) -> bool:
        """Tell whether an offset of the new text lies in what a fix makes readable."""
        return any(
            self.places(span.start).start <= offset <= self.places(span.end).stop - 1 for span in self._uncovered
        )


def _with_final_newline(source: Source, text: str) -> str:
    """Keep the file's end as it was: with a line end, or without."""
    had = source.text.endswith(("\n", "\r"))
    has = text.endswith(("\n", "\r"))
    if had and text and not has:
        return text + source.newline
    if source.text and has and not had:
        return text[: -len(source.newline)]
    return text


def overlap(one: Diagnostic, other: Diagnostic) -> bool:
    """Tell whether two diagnostics' fixes touch the same place.

    What one rule inserts at one place does not: it stands there in the order in which the rule found it missing.
    """
    if one.fix is None or other.fix is None:
        return False
    return any(
        mine.span.overlaps(their.span)
        and not (one.code == other.code and mine.span == their.span and _inserts(mine.span))
        for mine in one.fix.edits
        for their in other.fix.edits
    )


def _inserts(span: Span) -> bool:
    return span.start == span.end


def changes(source: Source, fix: Fix) -> bool:
    """Tell whether a fix changes anything."""
    return bool(fix.edits) and Splice(source, (fix,)).text != source.text


def added(
    before: Sequence[Diagnostic],
    after: Sequence[Diagnostic],
    splice: Splice | None,
    mended: Iterable[Diagnostic] = (),
) -> list[Diagnostic]:
    """Return the findings that a splice adds where it may not.

    A finding is an old one when the same rule reported at the place that it came from, or said the same of a place that
    is not mended. A new one may lie in inserted text if its rule is about placeholders or emptiness, and in text that
    a fix uncovers.

    Args:
        before: The findings of the old text.
        after: The findings of the new text.
        splice: What lies between, or None where the text is the same.
        mended: Those of the old findings whose fixes were applied.
    """
    old = list(before)
    rest = _without_same_place(old, list(after), splice)
    gone = {id(one) for one in mended}
    said: dict[tuple[str, str], int] = {}
    for one in old:
        if id(one) not in gone:
            said[one.code, one.message] = said.get((one.code, one.message), 0) + 1
    found = []
    for one in rest:
        start = one.span.start
        if said.get((one.code, one.message), 0) > 0:
            said[one.code, one.message] -= 1
        elif splice is None or not (splice.uncovered(start) or (one.name in STUB_RULES and splice.owners(start))):
            found.append(one)
    return found


def _without_same_place(old: list[Diagnostic], new: list[Diagnostic], splice: Splice | None) -> list[Diagnostic]:
    """Take out of both lists what one rule says of one place before and after; return what is left of the new."""
    by_code: dict[str, list[Diagnostic]] = {}
    for one in new:
        by_code.setdefault(one.code, []).append(one)
    matched: set[int] = set()
    left: list[Diagnostic] = []
    for exact in (True, False):
        left = []
        for one in old:
            places = splice.places(one.span.start) if splice else range(one.span.start, one.span.start + 1)
            twin = _twin(one, by_code.get(one.code, []), places, matched, exact=exact)
            if twin is None:
                left.append(one)
            else:
                matched.add(id(twin))
        old[:] = left
    return [one for one in new if id(one) not in matched]


def _twin(
    one: Diagnostic, candidates: Sequence[Diagnostic], places: range, matched: set[int], *, exact: bool
) -> Diagnostic | None:
    for candidate in candidates:
        if (
            id(candidate) not in matched
            and candidate.span.start in places
            and (not exact or candidate.message == one.message)
        ):
            return candidate
    return None


def region(fix: Fix) -> Span:
    """Return the stretch from a fix's first edit to its last."""
    return Span(min(edit.span.start for edit in fix.edits), max(edit.span.end for edit in fix.edits))
