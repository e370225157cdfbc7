"""The seven kinds of HTML block (CommonMark 0.31 section 4.6): how each begins and where it ends."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.lines import TAB_STOP
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.markdown.lines import Line

_BLOCK_NAME = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5|h6|head|header|hr|html|iframe|legend|li|link|"
    "main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|"
    "title|tr|track|ul"
)

ATTRIBUTE = (
    r"[ \t\n]++[A-Za-z_:][A-Za-z0-9_.:-]*+"
    r"""(?:[ \t\n]*+=[ \t\n]*+(?:[^ \t\n"'=<>`]++|'[^']*+'|"[^"]*+"))?+"""
)
OPEN_TAG = rf"<[A-Za-z][A-Za-z0-9-]*+(?:{ATTRIBUTE})*+[ \t\n]*+/?>"
CLOSING_TAG = r"</[A-Za-z][A-Za-z0-9-]*+[ \t\n]*+>"

_STARTS = (
    (1, regex(r"<(?:pre|script|style|textarea)(?![^ \t>])", re.IGNORECASE)),
    (2, regex(r"<!--")),
    (3, regex(r"<\?")),
    (4, regex(r"<![A-Za-z]")),
    (5, regex(r"<!\[CDATA\[")),
    (6, regex(rf"</?(?:{_BLOCK_NAME})(?:(?![^ \t>])|/>)", re.IGNORECASE)),
    (7, regex(rf"(?:{OPEN_TAG}|{CLOSING_TAG})[ \t]*+\Z")),
)
_ENDS = {
    1: regex(r"</(?:pre|script|style|textarea)>", re.IGNORECASE),
    2: regex(r"-->"),
    3: regex(r"\?>"),
    4: regex(r">"),
    5: regex(r"\]\]>"),
}


def html_kind(line: Line) -> int | None:
    """Return which of the seven kinds of HTML block the line opens, or None."""
    if line.char != "<" or line.indent >= TAB_STOP:
        return None
    for kind, pattern in _STARTS:
        if pattern.match(line.text, line.first, line.end):
            return kind
    return None


def html_end(kind: int) -> re.Pattern[str] | None:
    """Return what the last line of such a block holds, or None where a blank line ends it."""
    return _ENDS.get(kind)
