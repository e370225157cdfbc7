"""Fragments of a program as specs show them: elided parts, bare members, broken pieces beside sound ones."""

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

_DOTS = regex(r"\.\.+|…|(?<![\w\)\]}>\"'`?!.])\.(?=[ \t]*$)", re.MULTILINE)
_OPENERS = {"(": ")", "[": "]", "{": "}"}
_CLOSERS = ")]}"
_SPREADABLE = regex(r"[\w$\[{(\"'`*<]")
_COMMENT_AS_VALUE = regex(r"(?:=>|[=:]|\breturn)[ \t]*(/\*(?:[^*]|\*(?!/))*+\*/)(?=[ \t]*[;,)}\]])")
_PROSE = regex(r"[ \t]+[^\n\r/}\])]*[^\s/}\])]")
_LEFT_OUT = regex(
    r"^(?://|/\*)\s*(?:\.\.\.|…|etc\b)|(?:\.\.\.|…)\s*(?:\*/)?$"
    r"|\b(?:other|more|remaining|additional|existing|rest of(?: the)?|same|further)\b.{0,20}"
    r"\b(?:fields?|members?|properties|columns?|methods?|props|as)\b",
    re.IGNORECASE,
)
_UNFINISHED = regex(r"(?:[=|&,:(+?]|=>|\bextends)$")
_IN_ANGLES = regex(r"<(?:[^<>(){};\n]*,)?\s*$")
_NEARBY = 60
_CONTINUED = regex(r"\s*(?:[|&.?:=)\]}+*,<>]|else\b|catch\b|finally\b|while\b|extends\b|implements\b)")


class Wrapping(NamedTuple):
    """What a fragment is put into so that it is a whole program; a bare program is put into nothing.

    `opening` matches the beginning of the fragments that it is for, where not every fragment may be one.
    """

    grammar: str
    prefix: str = ""
    suffix: str = ""
    opening: re.Pattern[str] | None = None


class Dialect(NamedTuple):
    """How one language's fragments are read.

    Args:
        name: The language, as a message names it.
        tokens: Matches comments, strings and brackets; a match that is one bracket is a bracket.
        declaration: Matches a line that begins a declaration.
        comment_line: Matches a line that holds a comment only.
        wholes: The wrappings to try on a whole text.
        wrappings: The wrappings to try on a piece, the bare ones first.
        spread_after: Whether dots may follow an operand (`arguments...` in Go).
        loose: Matches what a specification adds to a signature and the language does not know; a piece that fails is
            read again without it.
    """

    name: str
    tokens: re.Pattern[str]
    declaration: re.Pattern[str]
    comment_line: re.Pattern[str]
    wholes: tuple[Wrapping, ...]
    wrappings: tuple[Wrapping, ...]
    spread_after: bool = False
    loose: re.Pattern[str] | None = None


class Bracket(NamedTuple):
    """A bracket outside comments and strings."""

    offset: int
    character: str


def mask_elisions(text: str, dialect: Dialect) -> tuple[str, tuple[Span, ...]]:
    """Blank the dots that stand for something left out, keeping every offset.

    A comment in the place of a value is left out as well. Dots that the language itself knows (a spread, a rest
    parameter, a variadic type, an array's length) stay. A no-break space, which copying out of a page leaves behind,
    is a space.

    Args:
        text: The text.
        dialect: The language.

    Returns:
        A text of the same length, and the spans of the elisions.
    """
    text = text.replace("\xa0", " ")
    parts: list[str] = []
    elisions: list[Span] = []
    done = 0
    if "/*" in text:
        elisions += (Span(*found.span(1)) for found in _COMMENT_AS_VALUE.finditer(text))
        text = _COMMENT_AS_VALUE.sub(_as_name, text)
    for dots in _DOTS.finditer(text):
        if dots.start() < done or _is_spread(text, dots, dialect):
            continue
        end = dots.end()
        before = text[max(text.rfind("\n", 0, dots.start()), text.rfind("\r", 0, dots.start())) + 1 : dots.start()]
        starts_line = not before.strip()
        if starts_line and (prose := _PROSE.match(text, end)):
            end = prose.end()
        opener = before.rstrip()[-1:]
        rest = text[end : end + 40].lstrip(" \t,;" if starts_line else " \t")[:1]
        alone = (starts_line or opener in "([{;") and rest in ("", "\n", "\r", "/", *_CLOSERS)
        width = end - dots.start()
        size = dots.end() - dots.start()
        parts += (text[done : dots.start()], " " * width if alone else "_" * size + " " * (width - size))
        elisions.append(Span(dots.start(), end))
        done = end
        if alone and starts_line and text[end : end + 1] in (",", ";"):
            parts.append(" ")
            done += 1
    parts.append(text[done:])
    return "".join(parts), tuple(sorted(elisions))


def _as_name(found: re.Match[str]) -> str:
    comment = found[1]
    return found[0][: -len(comment)] + "__" + re.sub(r"[^\r\n]", " ", comment[2:])


def _is_spread(text: str, dots: re.Match[str], dialect: Dialect) -> bool:
    if dots.group() != "...":
        return False
    if dots.end() < len(text) and _SPREADABLE.match(text[dots.end()]):
        return True
    before = text[dots.start() - 1 : dots.start()]
    after = text[dots.end() : dots.end() + 1]
    return dialect.spread_after and after == ")" and (before.isalnum() or before in ("_", ")", "]", "}"))


def brackets(text: str, dialect: Dialect, part: Span) -> list[Bracket]:
    """List the brackets of a part of a text that stand outside comments and strings."""
    return [
        Bracket(token.start(), token.group())
        for token in dialect.tokens.finditer(text, part.start, part.end)
        if len(token.group()) == 1 and token.group() in "()[]{}"
    ]


def is_left_out(comment: str) -> bool:
    """Tell whether a comment, markers included, says that members are left out here."""
    return bool(_LEFT_OUT.search(comment))


class Pairing(NamedTuple):
    """How brackets pair: those still open at the end, those that close nothing, and those that a closer cut short."""

    open: tuple[Bracket, ...]
    stray: tuple[Bracket, ...]
    cut: tuple[tuple[Bracket, Bracket], ...]

    @property
    def torn(self) -> bool:
        """Whether any bracket has no partner."""
        return bool(self.open or self.stray or self.cut)


def closing(open_brackets: "Iterable[Bracket]", text: str = "", *, arrows: bool = False) -> str:
    """Return what closes open brackets, innermost first.

    Args:
        open_brackets: The brackets, outermost first.
        text: The text they stand in; a bracket inside `<` is closed with its `>` as well.
        arrows: Whether a parenthesis in the place of a type is closed as a function type is.

    Returns:
        The closing text.
    """
    closed: list[str] = []
    for bracket in open_brackets:
        before = text[max(bracket.offset - _NEARBY, 0) : bracket.offset]
        closer = _OPENERS[bracket.character]
        if _IN_ANGLES.search(before):
            closer += ">"
        elif arrows and closer == ")" and before.rstrip().endswith(("=", ":")):
            closer += " => x"
        closed.append(closer)
    return "".join(reversed(closed))


def pair(found: "Iterable[Bracket]") -> Pairing:
    """Pair brackets; a closer that fits an outer bracket cuts short what was opened inside it."""
    stack: list[Bracket] = []
    stray: list[Bracket] = []
    cut: list[tuple[Bracket, Bracket]] = []
    waiting = dict.fromkeys(_CLOSERS, 0)
    for bracket in found:
        closer = _OPENERS.get(bracket.character)
        if closer is not None:
            stack.append(bracket)
            waiting[closer] += 1
        elif not waiting[bracket.character]:
            stray.append(bracket)
        else:
            while (opener := stack.pop()) and _OPENERS[opener.character] != bracket.character:
                waiting[_OPENERS[opener.character]] -= 1
                cut.append((opener, bracket))
            waiting[bracket.character] -= 1
    return Pairing(tuple(stack), tuple(stray), tuple(cut))


def split(text: str, dialect: Dialect) -> list[Span]:
    """Cut a text into pieces that stand on their own: declarations, statements, groups of bare members.

    A piece ends outside all brackets; where the brackets do not pair, a declaration at the left margin begins a
    piece too, so that one broken declaration leaves the next one whole.
    """
    source = Source(text)
    found = brackets(text, dialect, source.whole)
    torn = pair(found).torn
    starts: list[int] = []
    depth = 0
    upcoming = 0
    previous = code = ""
    margin = _margin(source)
    for line in source.line_spans:
        content = source[line]
        begins = bool(dialect.declaration.match(content))
        if depth > 0 and torn and begins and _indent(content) <= margin:
            depth = 0
        whole = begins or not _UNFINISHED.search(code)
        if depth <= 0 and content.strip() and whole and _divides(content, previous, dialect):
            starts.append(line.start)
        while upcoming < len(found) and found[upcoming].offset <= line.end:
            depth = max(depth + (1 if found[upcoming].character in _OPENERS else -1), 0)
            upcoming += 1
        previous = content
        if content.strip() and not dialect.comment_line.match(content):
            code = content.rstrip()
    starts = sorted({0, *starts})
    return [Span(start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _margin(source: Source) -> int:
    return min((_indent(source[line]) for line in source.line_spans if source[line].strip()), default=0)


def _divides(line: str, previous: str, dialect: Dialect) -> bool:
    if _CONTINUED.match(line):
        return False
    if dialect.comment_line.match(previous) or previous.lstrip().startswith("@"):
        return False
    before = previous.strip()
    if not before or before.endswith(";") or (before.endswith("}") and _ends_block(before, dialect)):
        return True
    return bool(dialect.declaration.match(line) or dialect.comment_line.match(line))


def _ends_block(line: str, dialect: Dialect) -> bool:
    return line.startswith("}") or bool(dialect.declaration.match(line))
