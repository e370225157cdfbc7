"""Leaf blocks: headings, thematic breaks, code and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, Heading, HtmlBlock, IndentedCode, ThematicBreak, line_starts
from speclint.markdown.html_starts import html_end, html_kind
from speclint.markdown.lines import TAB_STOP
from speclint.markdown.starts import atx_marker, fence_marker, is_thematic_break
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block
    from speclint.markdown.lines import Line, Reader

_WHITE = " \t"


class HeadingToken:
    """An ATX heading (CommonMark 0.31 section 4.2)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line is an ATX heading."""
        return atx_marker(line) is not None

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read the line."""
        line = next(lines)
        assert line is not None
        run = atx_marker(line)
        assert run is not None
        text = line.text
        marker = Span(*run.span())
        end = _trim_end(text, marker.end, line.end)
        start = marker.end
        while start < end and text[start] in _WHITE:
            start += 1
        close = end
        while close > start and text[close - 1] == "#":
            close -= 1
        # A run of `#` closes the heading only behind white space.
        content_end = _trim_end(text, start, close) if close == start or text[close - 1] in _WHITE else end
        if content_end == start and close == start:
            start = content_end = min(start, marker.end + 1)
        return [
            Heading(Span(marker.start, end), len(run.group()), Span(start, content_end), setext=False, marker=marker)
        ]


class ThematicBreakToken:
    """A thematic break (section 4.1)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line is a thematic break."""
        return is_thematic_break(line)

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read the line."""
        line = next(lines)
        assert line is not None
        return [ThematicBreak(Span(line.first, _trim_end(line.text, line.first, line.end)))]


class IndentedCodeToken:
    """An indented code block (section 4.4); it can't interrupt a paragraph, which never asks for it."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line is indented by four columns."""
        return line.indent >= TAB_STOP and line.char != ""

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read up to a line that is indented less; blank lines at the end are not part of it."""
        content: list[Span] = []
        kept = 0
        first = lines.peek()
        assert first is not None
        end = first.end
        while (line := lines.peek()) is not None and (line.indent >= TAB_STOP or not line.char):
            content.append(Span(line.advance(min(TAB_STOP, line.indent))[0], line.end))
            if line.char:
                kept = len(content)
                end = line.end
            next(lines)
        span = Span(first.first, _trim_end(first.text, first.first, end))
        return [IndentedCode(span, tuple(content[:kept]))]


class FenceToken:
    """A fenced code block (section 4.5)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line opens a fence."""
        return fence_marker(line) is not None

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read up to the closing run, or to the end of the container."""
        opening = next(lines)
        assert opening is not None
        run = fence_marker(opening)
        assert run is not None
        text = opening.text
        marker = Span(*run.span())
        end = _trim_end(text, marker.end, opening.end)
        start = marker.end
        while start < end and text[start] in _WHITE:
            start += 1
        info = Span(start, end)
        content: list[Span] = []
        kept = 0
        closed = False
        while (line := lines.peek()) is not None:
            next(lines)
            closed = _closes(line, opening.char, marker.end - marker.start)
            if closed:
                end = _trim_end(text, line.first, line.end)
                kept = len(content)
                break
            content.append(Span(line.advance(min(opening.indent, line.indent))[0], line.end))
            if line.char:
                kept = len(content)
                end = line.end
        words = text[start : info.end].split(None, 1)
        language = words[0].lower() if words else ""
        rows = tuple(content[:kept])
        span = Span(marker.start, end)
        return [Fence(span, marker, info, language, rows, closed, opening.indent, line_starts(rows))]


class HtmlToken:
    """An HTML block (section 4.6)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line opens an HTML block of any kind."""
        return html_kind(line) is not None

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read up to the line that holds the end of its kind, or up to a blank line."""
        first = lines.peek()
        assert first is not None
        kind = html_kind(first)
        assert kind is not None
        last_line = html_end(kind)
        end = first.end
        while (line := lines.peek()) is not None:
            if last_line is None and not line.char:
                break
            next(lines)
            end = line.end if line.char else end
            if last_line is not None and last_line.search(line.text, line.first, line.end):
                break
        return [HtmlBlock(Span(first.first, _trim_end(first.text, first.first, end)))]


def _closes(line: Line, char: str, length: int) -> bool:
    if line.char != char or line.indent >= TAB_STOP:
        return False
    run = line.text[line.first : line.end].rstrip(_WHITE)
    return len(run) >= length and run == char * len(run)


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _WHITE:
        end -= 1
    return end
