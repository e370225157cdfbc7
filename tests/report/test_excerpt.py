from __future__ import annotations

import pytest

from speclint.report.excerpt import cell_width, excerpt, shown
from speclint.source import Source, Span

LONG = "abcdefghij" * 100


@pytest.mark.parametrize(
    ("text", "span", "line", "drawn"),
    [
        pytest.param("one two", (4, 7), 1, ["one two", "    ^^^"], id="plain"),
        pytest.param("one\r\ntwo\r\n", (5, 8), 2, ["two", "^^^"], id="crlf"),
        pytest.param("one", (3, 3), 1, ["one", "   ^"], id="no width at the end"),
        pytest.param("", (0, 0), 1, ["", "^"], id="empty text"),
        pytest.param("one\n", (4, 4), 2, ["", "^"], id="the line after the last"),
        pytest.param("one two\nthree", (4, 13), 1, ["one two", "    ^^^"], id="many lines"),
        pytest.param("\tone", (1, 4), 1, ["    one", "    ^^^"], id="tab before"),
        pytest.param("a\tb", (0, 3), 1, ["a    b", "^^^^^^"], id="tab inside"),
        pytest.param("令牌 x", (3, 4), 1, ["令牌 x", "     ^"], id="wide before"),
        pytest.param("令牌 x", (0, 2), 1, ["令牌 x", "^^^^"], id="wide inside"),
        pytest.param("e\u0301x", (2, 3), 1, ["e\u0301x", " ^"], id="combining before"),
        pytest.param("a\x1b[31mb", (6, 7), 1, ["a\\x1b[31mb", "         ^"], id="escape sequence"),
        pytest.param("a\u202eb", (2, 3), 1, ["a\\u202eb", "       ^"], id="direction override"),
        pytest.param("a\udcffb", (1, 2), 1, ["a\\xffb", " ^^^^"], id="byte that is not UTF-8"),
        pytest.param("a\u2028b", (2, 3), 1, ["a\\u2028b", "       ^"], id="U+2028 ends no line"),
    ],
)
def test_a_place_is_drawn_under_its_line(text: str, span: tuple[int, int], line: int, drawn: list[str]) -> None:
    found = excerpt(Source(text), Span(*span))
    assert [found.text, " " * found.indent + "^" * found.length] == drawn
    assert found.line == line


@pytest.mark.parametrize(
    ("span", "text", "under"),
    [
        pytest.param((0, 3), "abcdefghijabcdefghij…", "^^^", id="at the start"),
        pytest.param((500, 503), "…efghijabcdefghijabcd…", "       ^^^", id="in the middle"),
        pytest.param((997, 1000), "…abcdefghijabcdefghij", " " * 18 + "^^^", id="at the end"),
        pytest.param((0, 1000), "abcdefghijabcdefghij…", "^" * 20, id="all of it"),
    ],
)
def test_a_long_line_is_shown_through_a_window(span: tuple[int, int], text: str, under: str) -> None:
    found = excerpt(Source(LONG), Span(*span), window=20)
    assert (found.text, " " * found.indent + "^" * found.length) == (text, under)


@pytest.mark.parametrize(
    "text", ["plain", "tab\t", "\x00\x1b\x7f\x9b", "\u200b\u202e\ufeff", "\udc80", "\U000e0001", "a b"]
)
def test_what_is_shown_prints_and_takes_its_cells(text: str) -> None:
    printed = shown(text)
    assert printed.isprintable()
    assert cell_width(printed) == len(printed)
