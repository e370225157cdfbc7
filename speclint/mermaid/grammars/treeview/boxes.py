"""A tree drawn with box characters, as Mermaid turns it into an indented one before it reads it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.mermaid.lexing import BLANK, END, INLINE, Tokens
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

_SIGNS = "\u2500\u2501\u2502\u2503\u2514\u2517\u251c\u2523"
BOXES = regex(f"[{_SIGNS}]")
_BRANCH = regex("[\u2514\u2517\u251c\u2523][\u2500\u2501]*+(?:[ ]|\\t)*+")
_UPRIGHT = regex(f"[{INLINE}\u2502\u2503]+")
_SIGNS_ALONE = regex(f"[{INLINE}{_SIGNS}]+")
_KEPT = regex(f"{BLANK}*(?:title[\\t ]|accTitle[\\t ]*:|accDescr[\\t ]*[:{{]|%%)")
_BLANK_START = regex(f"{BLANK}")
_HEADER = regex(f"{BLANK}*treeView-beta{BLANK}*")
_EMPTY = regex(f"{BLANK}*")
NAMELESS = "$nameless"
UNBOXED = "$unboxed"


class _Line(NamedTuple):
    """A line that Mermaid reads: where it begins, the indent put before it, and where its text starts and ends."""

    place: int
    indent: int
    start: int
    end: int


def boxed_tokens(text: str, start: int, lex: Callable[[str, int], Tokens]) -> Tokens | None:
    """Split a tree that is drawn with box characters into tokens.

    Args:
        text: The cleaned text.
        start: Where its header begins.
        lex: Splits an indented tree.

    Returns:
        The tokens, in offsets of the cleaned text, with one of kind `NAMELESS` or `UNBOXED` at a line that Mermaid
        refuses; None where no line is drawn.
    """
    end = text.find("\n", start)
    if end < 0 or _HEADER.fullmatch(text, start, end) is None:
        return None
    spans = _spans(text, end + 1)
    if not any(_drawn(text, *span) for span in spans):
        return None
    lines = [_Line(0, 0, start, end)]
    pieces = [text[start:end]]
    size = end - start + 1
    for first, last in spans:
        kind, indent, begin, stop = _line(text, first, last)
        if kind in (NAMELESS, UNBOXED):
            return _refused(text, start, end, kind, begin, stop)
        if kind:
            lines.append(_Line(size, indent, begin, stop))
            pieces.append(" " * indent + text[begin:stop])
            size += indent + stop - begin + 1
    return _mapped(text, lex("\n".join(pieces) + "\n", 0), lines)


def _spans(text: str, start: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        spans.append((start, end))
        start = end + 1
    return spans


def _drawn(text: str, start: int, end: int) -> bool:
    return (
        BOXES.search(text, start, end) is not None
        and _KEPT.match(text, start, end) is None
        and _UPRIGHT.fullmatch(text, start, end) is None
    )


def _line(text: str, start: int, end: int) -> tuple[str, int, int, int]:
    """Return what a line is (empty where it is left out), its indent, and its text's range."""
    if _EMPTY.fullmatch(text, start, end) or _KEPT.match(text, start, end):
        return "kept", 0, start, end
    if _UPRIGHT.fullmatch(text, start, end):
        return "", 0, start, end
    branch = _BRANCH.search(text, start, end)
    if branch is not None:
        stop = branch.end() + len(text[branch.end() : end].rstrip())
        return ("node" if stop > branch.end() else NAMELESS), 4, branch.end(), stop
    if _SIGNS_ALONE.fullmatch(text, start, end):
        return "", 0, start, end
    if BOXES.search(text, start, end) is None and _BLANK_START.match(text, start, end):
        return UNBOXED, 0, start, end
    return "kept", 0, start, end


def _refused(text: str, start: int, end: int, kind: str, first: int, last: int) -> Tokens:
    tokens = Tokens(text)
    tokens.add("header", start, end)
    tokens.add(kind, first, last)
    tokens.add(END, len(text), len(text))
    return tokens


def _mapped(text: str, tokens: Tokens, lines: list[_Line]) -> Tokens:
    """Return tokens in offsets of the text that the lines were taken from."""
    places = [line.place for line in lines]

    def back(offset: int, first: int) -> int:
        line = lines[bisect_right(places, offset) - 1]
        return max(min(line.start + max(offset - line.place - line.indent, 0), line.end), first)

    mapped = Tokens(text)
    for kind, start, end in zip(tokens.kinds, tokens.starts, tokens.ends, strict=True):
        first = back(start, 0)
        mapped.add(kind, first, back(end, first))
    return mapped
