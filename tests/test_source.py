"""Offsets, lines and bytes of a source."""

from __future__ import annotations

import pickle

import pytest

from speclint.source import Position, Source, Span


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\r\nb\rc\nd", ["a", "b", "c", "d"]),
        ("a\r\r\nb", ["a", "", "b"]),
        ("a\u2028b\x0cc\x0bd\x85e\x1cf\n", ["a\u2028b\x0cc\x0bd\x85e\x1cf", ""]),
    ],
)
def test_lines_end_at_line_feed_and_carriage_return_only(text: str, lines: list[str]) -> None:
    source = Source(text)
    assert [source[span] for span in source.line_spans] == lines
    assert source.line_starts == tuple(span.start for span in source.line_spans)


@pytest.mark.parametrize(
    ("data", "text", "bom", "undecodable"),
    [
        (b"# a\n", "# a\n", False, None),
        (b"\xef\xbb\xbf# a\r\n", "# a\r\n", True, None),
        (b"a\xffb", "a\udcffb", False, 1),
        (b"\xef\xbb\xbfa\xffb", "a\udcffb", True, 4),
        (b"", "", False, None),
    ],
)
def test_bytes_survive_the_way_there_and_back(data: bytes, text: str, bom: bool, undecodable: int | None) -> None:
    source = Source.from_bytes(data, "x.md")
    assert (source.text, source.bom, source.undecodable) == (text, bom, undecodable)
    assert source.to_bytes() == data
    assert source.to_bytes("b") == (b"\xef\xbb\xbfb" if bom else b"b")


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("ab\ncd", 0, Position(1, 1)),
        ("ab\ncd", 2, Position(1, 3)),
        ("ab\ncd", 3, Position(2, 1)),
        ("ab\ncd", 5, Position(2, 3)),
        ("ab\r\ncd", 3, Position(1, 3)),
        ("ab\r\ncd", 4, Position(2, 1)),
        ("\U0001f600b", 1, Position(1, 2)),
        ("", 0, Position(1, 1)),
    ],
)
def test_positions_count_code_points_from_one(text: str, offset: int, position: Position) -> None:
    assert Source(text).position(offset) == position


@pytest.mark.parametrize(
    ("first", "second", "contains", "overlaps"),
    [
        (Span(0, 5), Span(1, 5), True, True),
        (Span(0, 5), Span(4, 6), False, True),
        (Span(0, 5), Span(5, 6), False, False),
        (Span(2, 2), Span(2, 2), True, True),
        (Span(2, 2), Span(0, 3), False, True),
        (Span(2, 2), Span(0, 2), False, False),
    ],
)
def test_spans_compare(first: Span, second: Span, contains: bool, overlaps: bool) -> None:
    assert first.contains(second) is contains
    assert first.overlaps(second) is overlaps
    assert second.overlaps(first) is overlaps


@pytest.mark.parametrize(("text", "newline"), [("a", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a\nb\r\n", "\n")])
def test_newline_is_the_first_used(text: str, newline: str) -> None:
    assert Source(text).newline == newline


def test_a_source_pickles() -> None:
    source = pickle.loads(pickle.dumps(Source("a\n", "b.md", bom=True, undecodable=3)))
    assert (source.text, source.path, source.bom, source.undecodable) == ("a\n", "b.md", True, 3)
    assert source.whole == Span(0, 2)
    assert len(source) == 2
