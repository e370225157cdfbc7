"""What a line looks like that opens a block, or that interrupts a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.html_starts import html_kind
from speclint.markdown.lines import TAB_STOP
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.markdown.lines import Line

_ATX = regex(r"#{1,6}(?![^ \t])")
_FENCE = regex(r"`{3,}+|~{3,}+")
_THEMATIC_BREAK = regex(r"([-_*])[ \t]*+(?:\1[ \t]*+){2,}+\Z")
_SETEXT_UNDERLINE = regex(r"(?:=++|-++)(?=[ \t]*+\Z)")
_LIST_MARKER = regex(r"(?:[-+*]|[0-9]{1,9}[.)])(?![^ \t])")
_INTERRUPTING = frozenset("#>`~<*-+_0123456789")

_NEVER_INTERRUPTS = 7


class Marker(NamedTuple):
    """A list marker: where it ends, its kind (bullet, `.` or `)`), its number, and whether text follows it."""

    end: int
    kind: str
    number: int | None
    text_follows: bool


def atx_marker(line: Line) -> re.Match[str] | None:
    """Match the run of `#` that opens a heading (CommonMark 0.31 section 4.2)."""
    if line.char != "#" or line.indent >= TAB_STOP:
        return None
    return _ATX.match(line.text, line.first, line.end)


def fence_marker(line: Line) -> re.Match[str] | None:
    """Match the run that opens a fence (section 4.5); the info string of one of backticks holds no backtick."""
    if line.char not in ("`", "~") or line.indent >= TAB_STOP:
        return None
    run = _FENCE.match(line.text, line.first, line.end)
    if run is None or (line.char == "`" and line.text.find("`", run.end(), line.end) >= 0):
        return None
    return run


def is_thematic_break(line: Line) -> bool:
    """Tell whether the line is a thematic break (section 4.1)."""
    if line.char not in ("-", "_", "*") or line.indent >= TAB_STOP:
        return False
    return _THEMATIC_BREAK.match(line.text, line.first, line.end) is not None


def setext_underline(line: Line) -> re.Match[str] | None:
    """Match the underline of a setext heading (section 4.3); whether text stands above it is the caller's to know."""
    if line.char not in ("=", "-") or line.indent >= TAB_STOP:
        return None
    return _SETEXT_UNDERLINE.match(line.text, line.first, line.end)


def is_quote(line: Line) -> bool:
    """Tell whether the line opens a quote (section 5.1)."""
    return line.char == ">" and line.indent < TAB_STOP and line.nestable


def list_marker(line: Line) -> Marker | None:
    """Return the list marker that the line begins with (section 5.2), unless the line is a thematic break."""
    if not line.nestable or line.indent >= TAB_STOP or line.char not in _INTERRUPTING:
        return None
    found = _LIST_MARKER.match(line.text, line.first, line.end)
    if found is None or is_thematic_break(line):
        return None
    end = found.end()
    marker = found.group()
    text_follows = line.text[end : line.end].strip(" \t") != ""
    return Marker(end, marker[-1], int(marker[:-1]) if len(marker) > 1 else None, text_follows)


def interrupts(line: Line, *, paragraph: bool = True) -> bool:
    """Tell whether a line ends the paragraph before it by opening a block of its own.

    Args:
        line: A line that is not blank.
        paragraph: Whether the line stands in the same container as the paragraph. In an outer one a list item may be
            empty and may begin with any number (section 5.3).
    """
    if line.indent >= TAB_STOP or line.char not in _INTERRUPTING:
        return False
    if is_quote(line) or atx_marker(line) or fence_marker(line) or is_thematic_break(line):
        return True
    if line.char == "<":
        kind = html_kind(line)
        return kind is not None and kind != _NEVER_INTERRUPTS
    marker = list_marker(line)
    if marker is None:
        return False
    return not paragraph or (marker.text_follows and marker.number in (None, 1))
