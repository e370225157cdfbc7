"""One line of a source, made fit to print, with the columns that a caret marks."""

from speclint.records import NamedTuple
from speclint.source import Source, Span

WINDOW = 110
_BEFORE = WINDOW // 3
_TAB = "    "
_CUT = "…"


class Excerpt(NamedTuple):
    """A printable line, or the window of it around a span.

    Args:
        line: The 1-based number of the line.
        text: What to print; no control character is left in it.
        indent: How many terminal cells stand before the first marked one.
        length: How many cells are marked; at least one.
    """

    line: int
    text: str
    indent: int
    length: int


def excerpt(source: Source, span: Span, window: int = WINDOW) -> Excerpt:
    """Return the first line of a span as a terminal shows it.

    Args:
        source: The text.
        span: The place; of a place that goes on over several lines the first line is marked.
        window: How many cells of a longer line are shown. The time taken depends on it, not on the line's length.

    Returns:
        The line, its tabs written as four spaces and its control characters as escapes.
    """
    index = source.line_of(span.start)
    start, end = source.line_spans[index]
    first = min(max(span.start, start), end)
    last = max(min(span.end, end), first)
    left = _walk_back(source.text, first, start, window // 3)
    cells = window
    right = left
    while right < end and (width := cell_width(shown(source.text[right]))) <= cells:
        cells -= width
        right += 1
    if right == end:
        left = _walk_back(source.text, left, start, cells)
    before = source.text[left:first]
    marked = source.text[first : min(last, right)]
    head, tail = _CUT if left > start else "", _CUT if right < end else ""
    text = head + shown(source.text[left:right]) + tail
    return Excerpt(index + 1, text.rstrip(), cell_width(head + shown(before)), max(cell_width(shown(marked)), 1))


def shown(text: str) -> str:
    """Write tabs as four spaces and whatever would not print, or would turn the line about, as an escape."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def cell_width(text: str) -> int:
    """Return how many terminal cells a printable text takes (Unicode TR11: wide two, combining none)."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width  # not needed for most lines

    zero = sum(1 for char in text if combining(char) or "\ufe00" <= char <= "\ufe0f")
    return len(text) - zero + sum(1 for char in text if east_asian_width(char) in "WF")


def _escape(char: str) -> str:
    if char == "\t":
        return _TAB
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if char.isspace() and code > 0xA0 and code not in (0x2028, 0x2029):
        return char
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _walk_back(text: str, offset: int, limit: int, cells: int) -> int:
    while offset > limit and (width := cell_width(shown(text[offset - 1]))) <= cells:
        cells -= width
        offset -= 1
    return offset
