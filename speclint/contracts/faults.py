"""The exact place of a fault in a broken piece of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.fragments import brackets, closing, pair
from speclint.contracts.syntax import Problem, SyntaxTree
from speclint.source import Source, Span

if TYPE_CHECKING:
    from speclint.contracts.fragments import Dialect, Wrapping

_LONGEST_QUOTE = 40
_LONGEST_PIECE = 12_000
_LOOK_AHEAD = 8
_ROUNDS = 5


def locate(text: str, piece: Span, dialect: Dialect, wrapping: Wrapping, shown: str) -> Problem:
    """Find the line that breaks a piece: the first from which on no beginning of the piece can be parsed.

    A beginning is parsed with its open brackets closed, so that a bracket that is merely never closed is told from a
    line that cannot stand where it stands.

    Args:
        text: The text, elisions blanked.
        piece: A piece of it that does not parse.
        dialect: The language.
        wrapping: The wrapping under which the piece parses farthest.
        shown: The text as it was written, for the message.

    Returns:
        The problem.
    """
    beginnings = _Beginnings(text, piece, dialect, wrapping)
    pairing = pair(beginnings.brackets)
    whole = beginnings.parse(piece.end)
    if not whole.failed and pairing.open:
        opener = pairing.open[0]
        return _bracket_problem(opener.offset, f"`{opener.character}` is never closed")
    faulty, tree = beginnings.first_failing(whole)
    for opener in pairing.open:
        # A parenthesis is closed near where it is opened, so one that never is comes before what fails after it.
        if opener.character != "{" and opener.offset < faulty.start:
            return _bracket_problem(opener.offset, f"`{opener.character}` is never closed")
    for opener, closer in pairing.cut:
        if faulty.start <= closer.offset < faulty.end:
            return _bracket_problem(opener.offset, f"`{opener.character}` is closed by `{closer.character}`")
    return _problem(shown, _narrow(text, faulty, tree), faulty, dialect)


class _Beginnings:
    """The beginnings of a piece, each a whole number of lines."""

    def __init__(self, text: str, piece: Span, dialect: Dialect, wrapping: Wrapping) -> None:
        self.text = text
        self.piece = piece
        self.wrapping = wrapping
        self.brackets = brackets(text, dialect, piece)
        body = Source(text[piece.start : piece.end])
        shifted = (Span(line.start + piece.start, line.end + piece.start) for line in body.line_spans)
        self.lines = [line for line in shifted if _has_code(text, line, dialect)] or [piece]

    def parse(self, end: int) -> SyntaxTree:
        """Parse what stands before an offset, its open brackets closed."""
        part = Span(self.piece.start, end)
        open_brackets = pair(bracket for bracket in self.brackets if bracket.offset < end).open
        plain, arrows = (closing(open_brackets, self.text, arrows=arrows) for arrows in (False, True))
        grammar, prefix, suffix, _ = self.wrapping
        tree = SyntaxTree(grammar, self.text, part, prefix, f"\n{plain}{suffix}")
        if tree.failed and arrows != plain:
            other = SyntaxTree(grammar, self.text, part, prefix, f"\n{arrows}{suffix}")
            tree = tree if other.failed else other
        return tree

    def first_failing(self, whole: SyntaxTree) -> tuple[Span, SyntaxTree]:
        """Return the line at which parsing fails for good, and the tree of the beginning that ends there.

        A bisection, since a statement over several lines fails in its midst and holds again at its end: a failing
        line counts only when the next few fail as well.
        """
        if len(self.lines) == 1 or self.piece.end - self.piece.start > _LONGEST_PIECE:
            first = next(whole.faults(), whole.root)
            offset = whole.offset(first.start_byte)
            return next((line for line in self.lines if offset <= line.end), self.lines[-1]), whole
        last = len(self.lines) - 1
        sound, failing, tree = -1, last, whole
        for _ in range(_ROUNDS):
            while failing - sound > 1:
                middle = (sound + failing) // 2
                beginning = self.parse(self.lines[middle].end)
                if beginning.failed:
                    failing, tree = middle, beginning
                else:
                    sound = middle
            ahead = range(min(failing + _LOOK_AHEAD, last - 1), failing, -1)
            healed = next((line for line in ahead if not self.parse(self.lines[line].end).failed), None)
            if healed is None:
                break
            sound, failing, tree = healed, last, whole
        return self.lines[failing], tree


def _has_code(text: str, line: Span, dialect: Dialect) -> bool:
    comment = dialect.comment_line.match(text, line.start, line.end)
    return comment is None and bool(text[line.start : line.end].strip())


def _narrow(text: str, line: Span, tree: SyntaxTree) -> Span:
    for node in tree.faults():
        start, end = tree.span(node)
        start, end = max(start, line.start), min(end, line.end)
        if start < end and text[start:end].strip():
            return _trim(text, Span(start, end))
    return _trim(text, line)


def _trim(text: str, span: Span) -> Span:
    content = text[span.start : span.end]
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, max(start, span.start + len(content.rstrip())))


def _bracket_problem(offset: int, message: str) -> Problem:
    return Problem(Span(offset, offset + 1), message, "pair the brackets")


def _problem(text: str, span: Span, line: Span, dialect: Dialect) -> Problem:
    quoted = text[span.start : span.end]
    if len(quoted) < 3:
        quoted = text[line.start : line.end].strip()
    if len(quoted) > _LONGEST_QUOTE:
        quoted = quoted[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return Problem(span, f"`{quoted}` is not valid {dialect.name} here")
