"""Any text: no exception, spans where they belong, linear time."""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.markdown.blocks import (
    Block,
    Document,
    Fence,
    Heading,
    HtmlComment,
    IndentedCode,
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    Quote,
    Table,
    walk,
)
from speclint.markdown.inline import links, plain_text, scan, strip_code
from speclint.markdown.labels import labels
from speclint.markdown.parser import parse
from speclint.markdown.sections import sections, walk_sections
from speclint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FRAGMENTS = (
    "> ", ">", "- ", "* ", "12. ", "1) ", "  ", "    ", "\t", "# ", " #", "```", "~~~", "---", "===", "***", "a", "b c",
    "[x]: /u", "[x]", "](", ")", "<div>", "<!-- ", "-->", "<b>", "|", "|---|", " | ", "\\|", "`", "**", "_", ":", "\\",
    "[ ] ", "\n", "\n\n", "\r\n", "\r", "\u2028", "\x0c", "\x00", "\ud800", "\U0001f600", "&amp;", "<", "!", '"',
)  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_FRAGMENTS), max_size=60).map("".join) | st.text(max_size=80)


def parts(block: Block | ListItem) -> Sequence[Span]:
    """Return in order the spans that a block holds itself."""
    result: Sequence[Span] = ()
    if isinstance(block, Paragraph):
        result = block.line_spans
    elif isinstance(block, Fence):
        result = (block.marker, block.info, *block.content_lines)
    elif isinstance(block, Heading):
        result = (block.content, block.marker) if block.setext else (block.marker, block.content)
    elif isinstance(block, Table):
        result = (block.header.span, block.delimiter, *[row.span for row in block.rows])
    elif isinstance(block, List):
        result = [item.span for item in block.items]
    elif isinstance(block, ListItem):
        result = (block.marker, *[child.span for child in block.blocks])
    elif isinstance(block, Quote):
        result = [child.span for child in block.blocks]
    elif isinstance(block, LinkDefinition):
        result = (block.destination,)
    return result


def assert_in_order(whole: Span, inner: Sequence[Span]) -> None:
    for span in inner:
        assert span.start <= span.end
        assert whole.contains(span)
    for before, after in pairwise(inner):
        assert before.end <= after.start


def assert_well_formed(document: Document) -> None:
    source = document.source
    assert_in_order(source.whole, [block.span for block in document.blocks])
    for block in walk(document.blocks):
        text = source[block.span]
        assert text
        assert text[0] not in " \t\r\n"
        assert text[-1] not in "\r\n"
        assert_in_order(block.span, parts(block))
        if isinstance(block, Paragraph | Fence | IndentedCode):
            lines = block.line_spans if isinstance(block, Paragraph) else block.content_lines
            assert not any(char in source[line] for line in lines for char in "\r\n")
        if isinstance(block, Table):
            for row in (block.header, *block.rows):
                assert_in_order(row.span, [cell.span for cell in row.cells])
    assert_in_order(source.whole, [comment.span for comment in document.comments])
    for comment in document.comments:
        assert isinstance(comment, HtmlComment)
        assert comment.span.contains(comment.content)


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_spans_of_any_text(text: str) -> None:
    document = parse(Source(text))
    assert_well_formed(document)
    if document.front_matter is not None and document.blocks:
        assert document.front_matter.span.end <= document.blocks[0].span.start
    root = sections(document)
    own = [block for section in walk_sections(root) for block in (section.heading, *section.blocks) if block]
    assert own == list(document.blocks)
    for section in walk_sections(root):
        assert_in_order(section.span, [child.span for child in section.children])


@given(_TEXTS)
@settings(max_examples=400, deadline=None)
def test_inlines_of_any_text(text: str) -> None:
    source = Source(text)
    stretches: list[Span | Sequence[Span]] = [source.whole]
    stretches += [block.line_spans for block in walk(parse(source).blocks) if isinstance(block, Paragraph)]
    for where in stretches:
        whole = where if isinstance(where, Span) else Span(where[0].start, where[-1].end)
        spans = [inline.span for inline in scan(source, where)]
        assert all(whole.contains(span) and span.start < span.end for span in spans)
        assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
        for before, after in pairwise(spans):
            assert before.end <= after.start or before.contains(after)
        assert len(strip_code(source, where)) == whole.end - whole.start
        assert "\n" not in plain_text(source, where)
        links(source, where)


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_labels_of_any_text(text: str) -> None:
    source = Source(text)
    blocks = parse(source).blocks
    found = labels(source, blocks, plain=True)
    assert_in_order(source.whole, [label.span for label in found])
    for label in found:
        assert blocks[label.owner].span.contains(label.span)
        assert_in_order(label.span, [label.name_span, label.value])
        assert label.name_span.start < label.name_span.end


_TOO_DEEP = {
    "quotes in one line": "> " * 10_000 + "a",
    "quotes without spaces": ">" * 10_000 + "a",
    "bullets in one line": "- " * 10_000 + "a",
    "numbers in one line": "1. " * 10_000 + "a",
    "mixed": "> - " * 5_000 + "a\nb\n\n> c\n",
    "lists by indentation": "\n".join(" " * (2 * depth) + "- a" for depth in range(400)),
    "brackets": "[" * 10_000 + "a" + "](b)" * 10_000,
    "emphasis": "*a " * 5_000 + "b*" * 5_000,
    "html": "<b>" * 10_000,
}


@pytest.mark.parametrize("text", _TOO_DEEP.values(), ids=_TOO_DEEP)
def test_deep_nesting(text: str) -> None:
    source = Source(text)
    document = parse(source)
    assert_well_formed(document)
    assert document.blocks[-1].span.end == len(text.rstrip("\n"))
    scan(source, source.whole)
    labels(source, document.blocks, plain=True)


def test_one_hundred_containers_nest_and_what_is_deeper_is_text() -> None:
    source = Source("> " * 150 + "a\n")
    inner = list(walk(parse(source).blocks))
    assert [type(block) for block in inner] == [Quote] * 100 + [Paragraph]
    assert source[inner[-1].span] == "> " * 50 + "a"


def test_a_caller_that_leaves_no_stack_gets_a_flat_document() -> None:
    source = Source("> " * 90 + "a\n\n# b\n")

    def below(frames: int) -> Document:
        return below(frames - 1) if frames else parse(source)

    frame = sys._getframe()
    depth = 0
    while frame is not None and depth < sys.getrecursionlimit():
        frame, depth = frame.f_back, depth + 1  # type: ignore[assignment]
    document = below(sys.getrecursionlimit() - depth - 60)
    assert_well_formed(document)
    assert source[document.blocks[-1].span] == "# b"


_HOSTILE: dict[str, Callable[[int], str]] = {
    "lines": lambda n: "a\n" * n,
    "headings": lambda n: "# a\n\n" * n,
    "windows": lambda n: "a\r\n\r\n" * n,
    "items": lambda n: "- a\n" * n,
    "loose items": lambda n: "- a\n\n" * n,
    "quotes broken off": lambda n: "> ```\nb\n" * n,
    "lazy lines": lambda n: "> a\nb\n" * n,
    "definitions": lambda n: "[a]: b\n" * n,
    "open titles": lambda n: "[a]: b 'c\n" * n,
    "open labels": lambda n: "[a\n" * n,
    "open brackets": lambda n: "[" * 4 * n,
    "open images": lambda n: "![" * n + "[a](b)" * n,
    "spent brackets": lambda n: "[" * n + "a](b)" * n,
    "open destinations": lambda n: "](a(" * n,
    "backticks": lambda n: " ".join("`" * (i % 90 + 1) for i in range(n // 10)),
    "stars": lambda n: "*" * n + "a" + "*" * n,
    "stars and lines": lambda n: "*a _b " * n,
    "open strong": lambda n: "a**b" * n,
    "open tags": lambda n: '<a b="' * n,
    "open comments": lambda n: "a <!-- " * n,
    "open instructions": lambda n: "a <? <![CDATA[ <!A " * n,
    "wide table": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b" * n,
    "long table": lambda n: "|a|b|\n|-|-|\n" + "|c|d|\n" * n,
    "no table": lambda n: "a|b\n-|-|-\n" * n,
    "spaces": lambda n: " " * 4 * n + "a" + " " * 4 * n + "\n",
    "hashes": lambda n: "# " + "# " * 4 * n + "a",
    "no break": lambda n: "- " * n + "a\n",
    "labels": lambda n: "**a (b):** c\n" * n,
    "plain labels": lambda n: "a (" * 4 * n,
    "backslashes": lambda n: "\\" * 4 * n,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_time_is_linear(name: str) -> None:
    def seconds(size: int) -> float:
        source = Source(_HOSTILE[name](size))
        best = 60.0
        for _ in range(3):
            start = time.process_time()
            blocks = parse(source).blocks
            labels(source, blocks, plain=True)
            plain_text(source, source.whole)
            best = min(best, time.process_time() - start)
        return best

    # Eight times the text takes about eight times as long; sixty-four times would be quadratic.
    assert seconds(4_000) < 24 * seconds(500) + 0.02
