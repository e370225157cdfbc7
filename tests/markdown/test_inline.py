"""Inlines and the text that a reader sees."""

from __future__ import annotations

import pytest

from speclint.markdown.blocks import Paragraph, walk
from speclint.markdown.inline import (
    Autolink,
    CodeSpan,
    Emphasis,
    Escape,
    Inline,
    InlineHtml,
    Link,
    Strong,
    code_spans,
    link_definitions,
    links,
    plain_text,
    scan,
    strip_code,
)
from speclint.markdown.parser import parse
from speclint.source import Source, Span


def describe(source: Source, inline: Inline) -> str:
    name = type(inline).__name__
    if isinstance(inline, Link):
        name = "Image" if inline.image else "Link"
        return f"{name} {source[inline.text]} -> {inline.target}"
    if isinstance(inline, InlineHtml):
        return f"{'Comment' if inline.comment else 'Html'} {source[inline.span]}"
    if isinstance(inline, Escape):
        return f"{name} {source[inline.span]}"
    assert isinstance(inline, CodeSpan | Strong | Emphasis | Autolink)
    assert inline.span.contains(inline.content)
    return f"{name} {source[inline.content]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("plain text, 2 * 3 and snake_case_name", []),
        ("*a* _b_ **c** __d__", ["Emphasis a", "Emphasis b", "Strong c", "Strong d"]),
        ("***a***", ["Emphasis **a**", "Strong a"]),
        ("**a *b* c**", ["Strong a *b* c", "Emphasis b"]),
        ("*a **b*", ["Emphasis b"]),
        ("*a**b*", ["Emphasis a**b"]),
        ("a_b_ _c_d", []),
        ("**a:**b", []),
        ("**\u201ca\u201d**b", []),
        ("**a\u00a3**b", []),
        ("*a*b*", ["Emphasis a"]),
        ("`a` `` b`c `` `d", ["CodeSpan a", "CodeSpan b`c"]),
        ("` `` ` `  `", ["CodeSpan ``", "CodeSpan   "]),
        ("*a `*` b*", ["Emphasis a `*` b", "CodeSpan *"]),
        ("\\*a* \\` \\a \\\\", ["Escape \\*", "Escape \\`", "Escape \\\\"]),
        ("`\\`", ["CodeSpan \\"]),
        ("\\`a`", ["Escape \\`"]),
        ("<https://a.b/c> <me@a.b> <a b>", ["Autolink https://a.b/c", "Autolink me@a.b", "Html <a b>"]),
        ("<https://a.b/`>`", ["Autolink https://a.b/`"]),
        ("`<a `>", ["CodeSpan <a "]),
        ("a <!-- b --> <? c ?> <!D e> <![CDATA[f]]> </g > <h i='>' j>", [
            "Comment <!-- b -->", "Html <? c ?>", "Html <!D e>", "Html <![CDATA[f]]>", "Html </g >", "Html <h i='>' j>",
        ]),
        ("<!--> <!---> <!-- a", ["Comment <!-->", "Comment <!--->"]),
        ("< a> <3 <a <1>", []),
        ("[a](b)", ["Link a -> b"]),
        ("[*a*](b \"c\") [d](<e f> 'g') [h](i (j))", ["Link *a* -> b", "Emphasis a", "Link d -> e f", "Link h -> i"]),
        ("[a](b(c)d) [e](f\\)g) [h]() [i](&amp;)", ["Link a -> b(c)d", "Link e -> f)g", "Link h -> ", "Link i -> &"]),
        ("[a](b c) [d](e \"f) [g] (h) [i](j(k)", []),
        ("![a *b*](c) ![d](e)", ["Image a *b* -> c", "Emphasis b", "Image d -> e"]),
        ("[![a](b)](c)", ["Link ![a](b) -> c", "Image a -> b"]),
        ("[a [b](c) d](e)", ["Link b -> c"]),
        ("\\![a](b) \\[c](d)", ["Escape \\!", "Link a -> b", "Escape \\["]),
        ("[a `](b)` c](d)", ["Link a `](b)` c -> d", "CodeSpan ](b)"]),
        ("*[a*](b)", ["Link a* -> b"]),
        ("[a][b] [c]", []),
    ],
)  # fmt: skip
def test_scan(text: str, expected: list[str]) -> None:
    source = Source(text)
    assert [describe(source, inline) for inline in scan(source, source.whole)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a][x] [b][] [X] [x][ ]\n", ["a -> /1", "b -> /2", "X -> /1", "x -> /1"]),
        ("[a][y] [x][y]\n", []),
        ("[[x]] ![x]\n", ["x -> /1", "x -> /1"]),
        ("[x](b c)\n", ["x -> /1"]),
    ],
)
def test_reference_links(text: str, expected: list[str]) -> None:
    source = Source(f"{text}\n[x]: /1\n[b]: </2>\n[x]: /3\n")
    document = parse(source)
    paragraph = document.blocks[0]
    assert isinstance(paragraph, Paragraph)
    found = links(source, paragraph.line_spans, link_definitions(document.blocks))
    assert [f"{source[link.text]} -> {link.target}" for link in found] == expected
    assert all(source[link.destination] == link.target for link in found)


def test_inlines_run_over_the_lines_of_a_container() -> None:
    source = Source("> - a **b\n>   c** `d\n> e` [f\n>   g](h\n>   'i')\n")
    paragraph = next(block for block in walk(parse(source).blocks) if isinstance(block, Paragraph))
    strong, code, link = scan(source, paragraph.line_spans)
    assert (source[strong.span], source[code.span]) == ("**b\n>   c**", "`d\n> e`")
    assert isinstance(link, Link)
    assert (source[link.span], source[link.text], link.target) == ("[f\n>   g](h\n>   'i')", "f\n>   g", "h")
    assert plain_text(source, paragraph.line_spans) == "a b c d e f g"
    stripped = strip_code(source, paragraph.line_spans)
    assert stripped == "a **b\n>   c**   \n     [f\n>   g](h\n>   'i')"
    assert len(stripped) == paragraph.span.end - paragraph.span.start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("a *b* **c** `d*e*` f_g", "a b c d*e* f_g"),
        ('[a *b*](c "d") ![e](f) <https://g.h>', "a b e https://g.h"),
        ("a<!-- b --> c <b>d</b><br/>e<BR>f<brx>", "a c d e f"),
        ("\\*a\\* \\& &amp; &lt;b&gt; &copy; &nope; &#65;&#x42; \\&amp;", "*a* & & <b> \u00a9 &nope; AB &amp;"),
        ("`&amp;\\*`", "&amp;\\*"),
        ("a  \n  b\\\nc\r\nd\\\\\ne", "a b c d\\ e"),
        ("***a***", "a"),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    source = Source(text)
    assert plain_text(source, source.whole) == expected


def test_code_spans_and_their_blanks() -> None:
    source = Source("x `a` ``b` `` y\r\nz `c\r\nd` \\`e`")
    assert [source[code.content] for code in code_spans(source, source.whole)] == ["a", "b` ", "c\r\nd"]
    assert strip_code(source, source.whole) == "x             y\r\nz   \r\n   \\`e`"
    assert strip_code(source, Span(2, 5)) == "   "
    assert (code_spans(source, ()), strip_code(source, ()), plain_text(source, ()), scan(source, ())) == (
        (),
        "",
        "",
        (),
    )
