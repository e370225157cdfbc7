"""A fence's text read as a program or, where that fails, piece by piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.faults import locate
from speclint.contracts.fragments import mask_elisions, split
from speclint.contracts.syntax import Problem, SyntaxTree
from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from speclint.contracts.fragments import Dialect, Wrapping

_MOST_PROBLEMS = 3
_LONGEST_FRAGMENT = 8_000


class Reading(NamedTuple):
    """What was understood of a text: the trees of its pieces, where it is elided, and what is broken."""

    trees: tuple[SyntaxTree, ...]
    elisions: tuple[Span, ...]
    problems: tuple[Problem, ...]
    broken: tuple[Span, ...]


def read(text: str, dialect: Dialect) -> Reading:
    """Parse a text as a program; where that fails, piece by piece, each as the fragment that it can be.

    Args:
        text: A fence's text.
        dialect: The language.

    Returns:
        The trees and the problems, one a broken piece; a text of which nothing holds has one problem only.
    """
    masked, elisions = mask_elisions(text, dialect)
    whole = Span(0, len(masked))
    for wrapping in _fitting(dialect.wholes, _first_code(masked, whole, dialect)):
        tree = SyntaxTree(wrapping.grammar, masked, whole, wrapping.prefix, wrapping.suffix)
        if not tree.failed:
            tree.shown = text
            return Reading((tree,), elisions, (), ())
    trees: list[SyntaxTree] = []
    problems: list[Problem] = []
    broken: list[Span] = []
    pieces = split(masked, dialect)
    for piece in pieces:
        tree, problem = _read_piece(masked, text, piece, dialect)
        tree.shown = text
        trees.append(tree)
        if problem is not None:
            if not (problems and _follows(problem, problems[-1], text)):
                problems.append(problem)
            broken.append(piece)
    if len(problems) > _MOST_PROBLEMS and 2 * len(problems) > len(pieces):
        first = problems[0]
        message = f"{first.message}, nor are {len(problems) - 1} more places in this fence"
        problems = [Problem(first.span, message, first.help)]
    return Reading(tuple(trees), elisions, tuple(problems), tuple(broken))


def _follows(problem: Problem, earlier: Problem, text: str) -> bool:
    """Tell whether a problem is what an earlier one leaves behind: a lone closer, or all after a stray quote."""
    if not text[problem.span.start : problem.span.end].strip(" \t\r\n)]};"):
        return True
    end = text.find("\n", earlier.span.start)
    line = text[text.rfind("\n", 0, earlier.span.start) + 1 : end if end >= 0 else len(text)]
    return line.count("`") % 2 == 1


def _read_piece(text: str, shown: str, piece: Span, dialect: Dialect) -> tuple[SyntaxTree, Problem | None]:
    wrappings = _wrappings(text, piece, dialect)
    bare: SyntaxTree | None = None
    best = (-1, wrappings[0])
    for wrapping in wrappings:
        tree = SyntaxTree(wrapping.grammar, text, piece, wrapping.prefix, wrapping.suffix)
        if not tree.failed:
            return tree, None
        bare = bare or tree
        first = next((tree.offset(node.start_byte) for node in tree.faults()), piece.end)
        if first > best[0]:
            best = (first, wrapping)
    assert bare is not None
    if dialect.loose is not None and dialect.loose.search(text, piece.start, piece.end):
        stricter = text[: piece.start] + dialect.loose.sub(_blank, text[piece.start : piece.end])
        for wrapping in wrappings:
            tree = SyntaxTree(wrapping.grammar, stricter, piece, wrapping.prefix, wrapping.suffix)
            if not tree.failed:
                return tree, None
    return bare, locate(text, piece, dialect, best[1], shown)


def _wrappings(text: str, piece: Span, dialect: Dialect) -> list[Wrapping]:
    first = _first_code(text, piece, dialect)
    if piece.end - piece.start > _LONGEST_FRAGMENT or dialect.declaration.match(first):
        return _fitting(dialect.wholes, first)
    return _fitting(dialect.wrappings, first)


def _fitting(wrappings: Sequence[Wrapping], first: str) -> list[Wrapping]:
    return [wrapping for wrapping in wrappings if wrapping.opening is None or wrapping.opening.match(first)]


def _first_code(text: str, piece: Span, dialect: Dialect) -> str:
    for line in text[piece.start : piece.end].splitlines():
        if line.strip() and not dialect.comment_line.match(line):
            return line.lstrip()
    return ""


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])
