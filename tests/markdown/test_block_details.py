"""What the blocks hold: contents, markers, cells, comments, front matter."""

from __future__ import annotations

import pytest

from speclint.markdown.blocks import (
    Fence,
    Heading,
    IndentedCode,
    LinkDefinition,
    List,
    ListItem,
    Paragraph,
    Table,
    walk,
)
from speclint.markdown.parser import parse
from speclint.source import Source, Span


@pytest.mark.parametrize(
    ("text", "level", "content", "marker", "setext"),
    [
        ("# a", 1, "a", "#", False),
        ("  ###  a b  ##  ", 3, "a b", "###", False),
        ("## a#", 2, "a#", "##", False),
        ("## a \\#", 2, "a \\#", "##", False),
        ("### ###", 3, "", "###", False),
        ("#", 1, "", "#", False),
        ("#  ", 1, "", "#", False),
        ("# a # b #\r\n", 1, "a # b", "#", False),
        ("> - # a #", 1, "a", "#", False),
        (" a\n  b \n  ====  \n", 1, "a\n  b", "====", True),
        ("a\r\n-\r\n", 2, "a", "-", True),
        ("# a\u2028b\n", 1, "a\u2028b", "#", False),
    ],
)
def test_headings(text: str, level: int, content: str, marker: str, setext: bool) -> None:
    source = Source(text)
    headings = [block for block in walk(parse(source).blocks) if isinstance(block, Heading)]
    found = [(item.level, source[item.content], source[item.marker], item.setext) for item in headings]
    assert found == [(level, content, marker, setext)]


def test_every_heading_keeps_its_own_content() -> None:
    source = Source("# a\n\n## b\n\n### c\n")
    contents = [source[block.content] for block in parse(source).blocks if isinstance(block, Heading)]
    assert contents == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("  a  \n\tb\t\n", ["a", "b"]),
        ("> a\n>  b\nc\n", ["a", "b", "c"]),
        ("- a\n  b\n", ["a", "b"]),
        ("1. > a\r\n   > b\r\n", ["a", "b"]),
    ],
)
def test_paragraph_lines_have_no_prefixes(text: str, lines: list[str]) -> None:
    source = Source(text)
    paragraphs = [block for block in walk(parse(source).blocks) if isinstance(block, Paragraph)]
    assert [[source[line] for line in block.line_spans] for block in paragraphs] == [lines]


@pytest.mark.parametrize(
    ("text", "info", "language", "content", "closed", "indent"),
    [
        ("```Go title=x \na\n```\n", "Go title=x", "go", "a", True, 0),
        ("```\n```\n", "", "", "", True, 0),
        ("  ~~~~ sql\n   a\n b\n\n  ~~~~\n", "sql", "sql", " a\nb\n", True, 2),
        ("> ```x\n>  a\n>\n> b\n> ```\n", "x", "x", " a\n\nb", True, 0),
        ("- ```x\n  a\n\n    b\n  ```\n", "x", "x", "a\n\n  b", True, 0),
        ("```x\r\na\r\nb\r\n```\r\n", "x", "x", "a\nb", True, 0),
        ("```x\na\n\n# b\n\n", "x", "x", "a\n\n# b", False, 0),
        ("- ```x\n  a\n\nb\n", "x", "x", "a", False, 0),
        ("```x", "x", "x", "", False, 0),
        ("```x\n\u2028a\x0c\n```", "x", "x", "\u2028a\x0c", True, 0),
    ],
)
def test_fences(text: str, info: str, language: str, content: str, closed: bool, indent: int) -> None:
    source = Source(text)
    fence = next(block for block in walk(parse(source).blocks) if isinstance(block, Fence))
    assert (source[fence.info], fence.language, fence.text(source)) == (info, language, content)
    assert (fence.closed, fence.indent) == (closed, indent)
    assert set(source[fence.marker]) in ({"`"}, {"~"})
    for offset, char in enumerate(content):
        if char != "\n":
            assert source.text[fence.place(offset)] == char


def test_places_in_a_fence_are_places_in_the_file() -> None:
    source = Source("> ```x\n> ab\n> cde\n> ```\n")
    fence = next(block for block in walk(parse(source).blocks) if isinstance(block, Fence))
    b, end_of_first, c = source.text.index("b"), source.text.index("b") + 1, source.text.index("c")
    assert [fence.offset_of(0, 1), fence.offset_of(0, 9), fence.offset_of(1, 0)] == [b, end_of_first, c]
    assert [fence.offset_of(9, 0), fence.offset_of(-1, -1)] == [c + 3, b - 1]
    assert [fence.place(1), fence.place(2), fence.place(3), fence.place(99)] == [b, end_of_first, c, c + 3]
    assert source[fence.place_span(3, 5)] == "cd"
    assert source[fence.place_span(1, 4)] == "b\n> c"
    assert fence.place_span(4, 4) == Span(c + 1, c + 1)
    empty = Fence(Span(0, 3), Span(0, 3), Span(3, 3), "", (), closed=False, indent=0, starts=())
    assert (empty.offset_of(0, 0), empty.place(4), empty.text(source)) == (3, 3, "")


def test_indented_code_has_no_indentation() -> None:
    source = Source("    a\n\n      b\n\t c\n")
    code = parse(source).blocks[0]
    assert isinstance(code, IndentedCode)
    assert [source[line] for line in code.content_lines] == ["a", "", "  b", " c"]


@pytest.mark.parametrize(
    ("text", "ordered", "start", "items"),
    [
        ("- a\n", False, None, [("-", "a", None, None)]),
        ("7. a\n8. b\n", True, 7, [("7.", "a", None, None), ("8.", "b", None, None)]),
        ("0) a\n", True, 0, [("0)", "a", None, None)]),
        ("- [ ] a\n- [x] b\n- [X]  c\n", False, None, [
            ("-", "a", "[ ]", False), ("-", "b", "[x]", True), ("-", "c", "[X]", True),
        ]),
        ("1. [x]\ta\n", True, 1, [("1.", "a", "[x]", True)]),
        ("* [ ]\n", False, None, [("*", "", "[ ]", False)]),
        ("- [x](y)\n- [y] z\n- [] z\n", False, None, [
            ("-", "[x](y)", None, None), ("-", "[y] z", None, None), ("-", "[] z", None, None),
        ]),
        ("+\n  a\n", False, None, [("+", "a", None, None)]),
        ("+\n", False, None, [("+", "", None, None)]),
        ("- # a\n", False, None, [("-", "# a", None, None)]),
    ],
)  # fmt: skip
def test_list_items(
    text: str, ordered: bool, start: int | None, items: list[tuple[str, str, str | None, bool | None]]
) -> None:
    source = Source(text)
    block = parse(source).blocks[0]
    assert isinstance(block, List)
    found = []
    for item in block.items:
        box = source[item.checkbox] if item.checkbox else None
        found.append((source[item.marker], source.text[item.content_start : item.span.end], box, item.checked))
    assert (block.ordered, block.start, found) == (ordered, start, items)


@pytest.mark.parametrize(
    ("text", "header", "alignments", "rows"),
    [
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a", "b"], (None, None), [["1", "2"]]),
        ("a|b\n:-|-:\n1|2|3|4\n", ["a", "b"], ("left", "right"), [["1", "2", "3", "4"]]),
        ("|a|b|c|\n|:-:|-|-|\n|1|\n||\n| |  |\n", ["a", "b", "c"], ("center", None, None), [["1"], [""], ["", ""]]),
        ("|a|b|\n|-|-|\n|`x|y`|\\||`p\\|q`|\n", ["a", "b"], (None, None), [["`x", "y`", "\\|", "`p\\|q`"]]),
        ("|a|b|\r\n|-|-|\r\n|c\\|d|\te\t|\r\n", ["a", "b"], (None, None), [["c\\|d", "e"]]),
        ("> |a|\n> |-|\n> |\n>  b\n", ["a"], (None,), [[], ["b"]]),
        ("|a\\|b|\n|-|\n", ["a\\|b"], (None,), []),
    ],
)
def test_tables(text: str, header: list[str], alignments: tuple[str | None, ...], rows: list[list[str]]) -> None:
    source = Source(text)
    table = next(block for block in walk(parse(source).blocks) if isinstance(block, Table))
    assert [source[cell.span] for cell in table.header.cells] == header
    assert [[source[cell.span] for cell in row.cells] for row in table.rows] == rows
    assert table.alignments == alignments
    assert set(source[table.delimiter]) <= set("|-: ")


def test_empty_cells_stand_where_their_text_would() -> None:
    source = Source("| a | b |\n|---|---|\n| 1 |   |\n|| 2 |\n")
    table = parse(source).blocks[0]
    assert isinstance(table, Table)
    first, second = table.rows
    assert first.cells[1].span == Span(first.span.start + 6, first.span.start + 6)
    assert second.cells[0].span == Span(second.span.start + 1, second.span.start + 1)


@pytest.mark.parametrize(
    ("text", "definitions"),
    [
        ("[A  b]: <c d> (e)\n", [("a b", "c d")]),
        ("[a]: b\n[c]: d(e)f 'g'\n", [("a", "b"), ("c", "d(e)f")]),
        ("> [\u1e9e]:\n> /x\n", [("ss", "/x")]),
        ("[a]: <>\n", [("a", "")]),
        ("[a\\]]: b\\)c\n", [("a\\]", "b\\)c")]),
        ("[a]: b(\n", []),
        (f"[{'a' * 1000}]: b\n", []),
    ],
)
def test_link_definitions(text: str, definitions: list[tuple[str, str]]) -> None:
    source = Source(text)
    found = [block for block in walk(parse(source).blocks) if isinstance(block, LinkDefinition)]
    assert [(item.label, source[item.destination]) for item in found] == definitions


@pytest.mark.parametrize(
    ("text", "span", "content", "rest"),
    [
        ("---\na: b\n---\n# c\n", "---\na: b\n---", "a: b", "# c"),
        ("---\na: b\n\nc: d\n...\ne\n", "---\na: b\n\nc: d\n...", "a: b\n\nc: d", "e"),
        ("---  \r\na: b\r\n--- \r\n# c\r\n", "---  \r\na: b\r\n---", "a: b", "# c"),
        ("---\n---\na\n", "---\n---", "", "a"),
        ("---\na: b\n---", "---\na: b\n---", "a: b", None),
    ],
)
def test_front_matter(text: str, span: str, content: str, rest: str | None) -> None:
    source = Source(text)
    document = parse(source)
    assert document.front_matter is not None
    assert document.front_matter.span.start == 0
    assert (source[document.front_matter.span], source[document.front_matter.content]) == (span, content)
    assert document.front_matter_unclosed is None
    assert [source[block.span] for block in document.blocks] == ([] if rest is None else [rest])


@pytest.mark.parametrize(
    ("text", "unclosed", "first"),
    [
        ("---\na: b\n", Span(0, 3), "---"),
        ("---\na: b\n --- \n", Span(0, 3), "---"),
        ("---\n\na\n\n---\n", None, "---"),
        ("---\n", None, "---"),
        ("\n---\na: b\n---\n", None, "---"),
        (" ---\na: b\n---\n", None, "---"),
        ("----\na\n---\n", None, "----"),
    ],
)
def test_what_is_no_front_matter(text: str, unclosed: Span | None, first: str) -> None:
    source = Source(text)
    document = parse(source)
    assert (document.front_matter, document.front_matter_unclosed) == (None, unclosed)
    assert source[document.blocks[0].span] == first


def test_a_byte_order_mark_moves_nothing() -> None:
    document = parse(Source.from_bytes(b"\xef\xbb\xbf---\na: b\n---\n# c\n"))
    assert document.front_matter is not None
    assert document.front_matter.span == Span(0, 12)
    assert document.blocks[0].span == Span(13, 16)


@pytest.mark.parametrize(
    ("text", "comments"),
    [
        ("<!-- a -->\n", [("<!-- a -->", " a ")]),
        ("<!-- a --> b <!--c-->\n\n<!--\nd\n\ne\n-->", [
            ("<!-- a -->", " a "), ("<!--c-->", "c"), ("<!--\nd\n\ne\n-->", "\nd\n\ne\n"),
        ]),
        ("a <!-- b\nc --> d `<!-- e -->` \\<!-- f -->\n", [("<!-- b\nc -->", " b\nc ")]),
        ("```\n<!-- a -->\n```\n\n    <!-- b -->\n", []),
        ("# a <!-- b -->\n", [("<!-- b -->", " b ")]),
        ("a <!-- b -->\n===\n", [("<!-- b -->", " b ")]),
        ("|a <!-- b -->|\n|-|\n|<!--c-->|\n", [("<!-- b -->", " b "), ("<!--c-->", "c")]),
        ("- <!-- a -->\n\n> b\n> c <!-- d\n> e -->\n", [("<!-- a -->", " a "), ("<!-- d\n> e -->", " d\n> e ")]),
        ("<!-- a\n\nb\n", [("<!-- a\n\nb", " a\n\nb")]),
        ("a <!-- b\n\nc\n", []),
        ("<!-->\n\n<!--->\n\na <!--> b\n", [("<!-->", ""), ("<!--->", ""), ("<!-->", "")]),
        ("<div>\n<!-- a -->\n</div>\n", [("<!-- a -->", " a ")]),
        ("<!-- a -- b - -->\r\n", [("<!-- a -- b - -->", " a -- b - ")]),
    ],
)  # fmt: skip
def test_comments(text: str, comments: list[tuple[str, str]]) -> None:
    source = Source(text)
    assert [(source[item.span], source[item.content]) for item in parse(source).comments] == comments


def test_walk_goes_in_document_order() -> None:
    source = Source("# a\n\n> - b\n>   > c\n\nd\n")
    kinds = [type(block).__name__ for block in walk(parse(source).blocks)]
    assert kinds == ["Heading", "Quote", "List", "ListItem", "Paragraph", "Quote", "Paragraph", "Paragraph"]
    items = [block for block in walk(parse(source).blocks) if isinstance(block, ListItem)]
    assert [source[block.span] for block in walk(items)] == ["- b\n>   > c", "b", "> c", "c"]
