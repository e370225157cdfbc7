"""Lines are moved with one blank line around them, and a rule between sections stays between them."""

from __future__ import annotations

import pytest

from speclint.diagnostics import Fix, Safety
from speclint.engine.splicing import Splice
from speclint.source import Source, Span
from speclint.spec.moving import moved

MOVES = [
    ("a\n\nb\n\nc\n", "b", "a", "b\n\na\n\nc\n"),
    ("a\n\nb\n\nc\n", "c", "a", "c\n\na\n\nb\n"),
    ("a\n\nb\n\nc\n", "a", "", "b\n\nc\n\na\n"),
    ("a\n\nb\n\nc", "a", "", "b\n\nc\n\na"),
    ("a\n\nb\n\nc", "c", "b", "a\n\nc\n\nb"),
    ("a\r\n\r\nb\r\n", "b", "a", "b\r\n\r\na\r\n"),
    ("a\n\n\nb\n\nc\n", "a", "c", "b\n\na\n\nc\n"),
    ("x\n\n---\n\na\n\n---\n\nb\n", "a\n\n---", "", "x\n\n---\n\nb\n\n---\n\na\n"),
    ("x\n\n---\n\na\n\n---\n\nb\n", "b", "a", "x\n\n---\n\nb\n\n---\n\na\n"),
]


@pytest.mark.parametrize(("text", "what", "before", "after"), MOVES)
def test_lines_are_moved(text: str, what: str, before: str, after: str) -> None:
    source = Source(text)
    start = text.index(what)
    edits = moved(source, Span(start, start + len(what)), text.index(before) if before else len(text))
    assert Splice(source, (Fix("move", Safety.UNSAFE, edits),)).text == after


def test_what_is_rewritten_on_the_way() -> None:
    source = Source("T-1 and T-2\n\nb\n")
    edits = moved(source, Span(0, 11), len(source), {Span(0, 3): "T-9", Span(8, 11): "T-10"})
    assert Splice(source, (Fix("move", Safety.UNSAFE, edits),)).text == "b\n\nT-9 and T-10\n"
