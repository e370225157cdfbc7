"""Paragraphs, and what may turn out to stand in one: setext headings, link definitions, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, Paragraph, Row, Table
from speclint.markdown.definitions import read_definitions
from speclint.markdown.lines import TAB_STOP
from speclint.markdown.starts import interrupts, setext_underline
from speclint.markdown.tables import alignments, is_delimiter_row, read_row
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import Block
    from speclint.markdown.lines import Line, Reader


class ParagraphToken:
    """Whatever no other token begins with (CommonMark 0.31 section 4.8)."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line is not blank."""
        return line.char != ""

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read up to a blank line or an interruption, lazy continuation lines included (section 5.1)."""
        depth = len(lines.stack)
        first = lines.peek()
        assert first is not None
        text = first.text
        spans = [_trimmed(first)]
        header: Line | None = first
        while True:
            next(lines)
            line = lines.line
            if line is None or not line.char:
                break
            inside = lines.matched == depth
            if inside and line.char in "=-" and (heading := _setext_heading(text, spans, line)):
                next(lines)
                return heading
            if interrupts(line, paragraph=inside):
                break
            if inside and (row := _table_header(header, line)):
                return [*_paragraph(text, spans[:-1]), _read_table(lines, row)]
            spans.append(_trimmed(line))
            header = line if inside and line.indent < TAB_STOP else None
        return _paragraph(text, spans)


def _trimmed(line: Line) -> Span:
    text, end = line.text, line.end
    while text[end - 1] in " \t":
        end -= 1
    return Span(line.first, end)


def _paragraph(text: str, spans: list[Span]) -> list[Block]:
    if not spans:
        return []
    definitions, taken = read_definitions(text, spans)
    rest = spans[taken:]
    if not rest:
        return [*definitions]
    return [*definitions, Paragraph(Span(rest[0].start, rest[-1].end), tuple(rest))]


def _setext_heading(text: str, spans: list[Span], line: Line) -> list[Block] | None:
    underline = setext_underline(line)
    if underline is None:
        return None
    definitions, taken = read_definitions(text, spans)
    if taken == len(spans):
        return None
    content = Span(spans[taken].start, spans[-1].end)
    marker = Span(*underline.span())
    level = 1 if line.char == "=" else 2
    return [*definitions, Heading(Span(content.start, marker.end), level, content, setext=True, marker=marker)]


def _table_header(header: Line | None, delimiter: Line) -> Row | None:
    """Return the header row, if the line before stands over a delimiter row with as many cells."""
    if header is None or not is_delimiter_row(delimiter) or header.text.find("|", header.first, header.end) < 0:
        return None
    row = read_row(header.text, header.first, header.end)
    columns = len(read_row(delimiter.text, delimiter.first, delimiter.end).cells)
    return row if len(row.cells) == columns else None


def _read_table(lines: Reader, header: Row) -> Table:
    delimiter_line = lines.peek()
    assert delimiter_line is not None
    text = delimiter_line.text
    delimiter = read_row(text, delimiter_line.first, delimiter_line.end)
    next(lines)
    rows = []
    while True:
        line = lines.peek()
        if line is None or not line.char or line.indent >= TAB_STOP or interrupts(line, paragraph=False):
            break
        rows.append(read_row(text, line.first, line.end))
        next(lines)
    end = rows[-1].span.end if rows else delimiter.span.end
    span = Span(header.span.start, end)
    return Table(span, header, delimiter.span, alignments(delimiter, text), tuple(rows))
