"""The endpoints that a spec defines: under headings, in a table's rows, or at the head of blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.contracts.endpoints import METHODS, parse_endpoint
from speclint.markdown.blocks import Fence
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.prompts import holds_prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.contracts.endpoints import Endpoint
    from speclint.markdown.blocks import Row
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import TableView

    Head = tuple[Span, Endpoint | None, Fence | None]

_PROMPT = regex(r"\[[^\]\n]*(?:method|path|endpoint)[^\]\n]*\](?!\()|<[^<>\n]*\s[^<>\n]*>", re.IGNORECASE)
_WORD = regex(r"[A-Za-z]+")
_SEVERAL = regex(r"\s*(?:/|,|\||\band\b)\s*", re.IGNORECASE)
_CONTRACT = regex(
    r"^[^\w\n]*(?:request|response|error responses?|purpose|changes|compatibility)\b[^:\n]{0,20}:",
    re.IGNORECASE | re.MULTILINE,
)
_ALONE = regex(r"[`*_\s]*(?:[-\u2014\u2013(:].*|HTTP/[\d.]+\s*)?")
_PLAIN = frozenset({"", "text", "txt", "http", "plaintext", "pseudo", "pseudocode", "yaml", "api", "rest"})
_IN_BLOCKS = frozenset({"api-contracts", "apis"})
_MARKS = " \t#*_`"


class SpecEndpoint(NamedTuple):
    """An endpoint where a spec defines it.

    Args:
        text: What stands there, as written.
        span: Where it stands.
        parsed: What is understood of it, or None.
        starts: Where in the spec the method's and the path's text begin from which `parsed` counts.
        section: The section that defines it, or that holds the table or the block that does.
        body: From the endpoint to where the next one begins or the block ends; the row, for an endpoint in a table.
        fence: The block that it heads, or None.
        row: The table's row that defines it, or None.
        view: That table, or None.
    """

    text: str
    span: Span
    parsed: Endpoint | None
    starts: tuple[int, int]
    section: SpecSection
    body: Span
    fence: Fence | None = None
    row: Row | None = None
    view: TableView | None = None

    def place(self, span: Span) -> Span:
        """Return the place in the spec of a span of what was understood."""
        assert self.parsed is not None
        shift = self.starts[1] if span.start >= self.parsed.path_span.start else self.starts[0]
        return Span(span.start + shift, span.end + shift)

    @property
    def name(self) -> str:
        """`METHOD /path`, or what stands there where that is not understood."""
        return f"{self.parsed.method} {self.parsed.path}" if self.parsed else self.text


def endpoints_of(spec: Spec) -> list[SpecEndpoint]:
    """Return the endpoints that a spec defines, in document order; one that is still a prompt is none."""
    if spec.type is None:
        return []
    found = [*_under_headings(spec), *_in_rows(spec)]
    for section in spec.alignment.walk():
        if section.type.key in _IN_BLOCKS:
            found += _in_blocks(spec, section)
    return sorted((one for one in found if not _is_prompt(spec, one.text)), key=lambda one: one.span)


def _is_prompt(spec: Spec, text: str) -> bool:
    assert spec.type is not None
    return bool(_PROMPT.search(text)) or holds_prompt(spec.type, text)


def _under_headings(spec: Spec) -> Iterator[SpecEndpoint]:
    for section in spec.by_role.get("endpoint", []):
        content = section.heading.content
        codes = code_spans(spec.source, content)
        span = codes[0].content if len(codes) == 1 and codes[0].span == content else content
        text = spec.source[span]
        yield SpecEndpoint(text, span, parse_endpoint(text), (span.start, span.start), section, section.section.span)


def _in_rows(spec: Spec) -> Iterator[SpecEndpoint]:
    for view in spec.tables_by_role("endpoints"):
        for row in view.rows():
            cells = view.cell(row, "method"), view.cell(row, "path")
            if cells[0] is None or cells[1] is None or any(cell.span.end == cell.span.start for cell in cells if cell):
                continue
            methods, path = cells[0].span, cells[1].span
            codes = code_spans(spec.source, path)
            route = codes[0].content if codes else path
            for word in _methods(spec.source[methods]):
                at = methods.start + word.start()
                text = f"{word[0]} {spec.source[route]}"
                starts = at, route.start - len(word[0]) - 1
                span = Span(at, at + len(word[0]))
                parsed = parse_endpoint(text)
                yield SpecEndpoint(text, span, parsed, starts, view.section, row.span, row=row, view=view)


def _methods(cell: str) -> Iterator[re.Match[str]]:
    """Yield the words of a cell that are methods: the first, and those joined to it by a comma or a slash."""
    found = _WORD.search(cell)
    while found:
        yield found
        joined = _SEVERAL.match(cell, found.end())
        found = _WORD.match(cell, joined.end()) if joined and joined.end() > found.end() else None
        if found and found[0].upper() not in METHODS:
            return


def _in_blocks(spec: Spec, section: SpecSection) -> Iterator[SpecEndpoint]:
    """Yield the endpoints that stand alone on a line of plain code, of a heading or of a text."""
    whole = spec.source.text
    fences = [block for block in section.all_blocks() if isinstance(block, Fence)]
    heads: list[Head] = []
    for fence in fences:
        if fence.closed and fence.language in _PLAIN:
            heads.extend(_heads_in(spec, fence))
    end = section.section.span.end
    start = section.heading.span.end
    for line in re.finditer(r"[^\r\n]+", whole[start:end]):
        span = Span(start + line.start(), start + line.end())
        if "/" in line[0] and not any(fence.span.overlaps(span) for fence in fences):
            heads += ((place, parsed, None) for place, parsed in _alone(whole, span))
    heads.sort(key=lambda head: head[0])
    followers = [*heads[1:], None]
    heads = [head for head, following in zip(heads, followers, strict=False) if not _is_title(head, following)]
    ends = [*(head[0].start for head in heads[1:]), end]
    for (span, parsed, block), last in zip(heads, ends, strict=False):
        body = Span(span.start, min(last, block.span.end) if block else last)
        yield SpecEndpoint(whole[span.start : span.end], span, parsed, (span.start, span.start), section, body, block)


def _is_title(head: Head, following: Head | None) -> bool:
    """Tell whether a line of text names the endpoint that the block under it begins with."""
    if following is None or head[2] is not None or following[2] is None or not head[1] or not following[1]:
        return False
    return head[1].key == following[1].key


def _heads_in(spec: Spec, fence: Fence) -> Iterator[tuple[Span, Endpoint | None, Fence]]:
    whole = spec.source.text
    lines = [line for line in fence.content_lines if whole[line.start : line.end].strip()]
    found = [head for line in lines for head in _alone(whole, line)]
    if not found or (lines and found[0][0].start >= lines[0].end):
        # A block with a contract's parts and another first line has a head that cannot be read.
        first = found[0][0].start if found else fence.span.end
        if lines and _CONTRACT.search(whole, lines[0].start, first) and not _CONTRACT.match(whole, *lines[0]):
            yield _trimmed(whole, lines[0]), None, fence
    yield from ((*head, fence) for head in found)


def _alone(whole: str, line: Span) -> Iterator[tuple[Span, Endpoint]]:
    span = _trimmed(whole, line)
    text = whole[span.start : span.end]
    parsed = parse_endpoint(text)
    if parsed is not None and _ALONE.fullmatch(text, parsed.path_span.end):
        yield Span(span.start, span.start + parsed.path_span.end), parsed


def _trimmed(whole: str, line: Span) -> Span:
    text = whole[line.start : line.end]
    start = len(text) - len(text.lstrip(_MARKS))
    return Span(line.start + start, line.start + max(start, len(text.rstrip(_MARKS))))
