"""Several spans of a source read as one text."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Joined:
    r"""Lines without their container prefixes, joined by `\n`, with the way back to the source.

    Args:
        text: The source text.
        spans: At least one span, in order.
    """

    __slots__ = ("_spans", "_starts", "source_text", "text")

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.source_text = text
        self._spans = spans
        if len(spans) == 1:
            start, end = spans[0]
            self.text = text[start:end]
            self._starts = [0]
        else:
            self.text = "\n".join([text[start:end] for start, end in spans])
            self._starts = list(accumulate((end - start + 1 for start, end in spans), initial=0))[:-1]

    def place(self, offset: int) -> int:
        """Return the source offset of an offset into the joined text; a line end gives the end of its line."""
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index].start + offset - self._starts[index]

    def span(self, start: int, end: int) -> Span:
        """Return the source span of a half-open range of the joined text."""
        return Span(self.place(start), self.place(end))

    def line_index(self, offset: int) -> int:
        """Return which of the spans holds an offset into the joined text."""
        return bisect_right(self._starts, offset) - 1
