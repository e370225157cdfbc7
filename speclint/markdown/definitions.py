"""Link reference definitions at the head of a paragraph (CommonMark 0.31 section 4.7)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import LinkDefinition
from speclint.markdown.joined import Joined
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.source import Span

MAX_LABEL = 999
# Without a bound every `](` of a long line could be read to its end; cmark has the same one.
MAX_PARENTHESES = 32
LABEL = regex(r"\[((?:[^\\\[\]]|\\.|\\(?=\n))*+)\]", re.DOTALL)
ANGLE_DESTINATION = regex(r"<((?:[^<>\\\n]|\\.)*+)>")
TITLE = regex(
    r"""(?:"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'|\((?:[^()\\]|\\.)*+\))""",
    re.DOTALL,
)
_GAP = regex(r"[ \t]*+\n?[ \t]*+")
_LINE_END = regex(r"[ \t]*+(?:\n|\Z)")


def normalise_label(label: str) -> str:
    """Return a link label as it is compared: trimmed, white space collapsed, case folded."""
    return " ".join(label.split()).casefold()


def plain_destination_end(text: str, start: int) -> int:
    """Return where a link destination without angle brackets ends, or `start` where there is none (section 6.3)."""
    depth = 0
    offset = start
    while offset < len(text):
        char = text[offset]
        if char <= " " or char == "\x7f":
            break
        if char == "\\" and text[offset + 1 : offset + 2] in ("(", ")", "\\"):
            offset += 1
        elif char == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return start
        elif char == ")":
            if depth == 0:
                break
            depth -= 1
        offset += 1
    return start if depth else offset


def read_definitions(text: str, lines: Sequence[Span]) -> tuple[list[LinkDefinition], int]:
    """Read the definitions that a paragraph begins with.

    Args:
        text: The source text.
        lines: The paragraph's lines.

    Returns:
        The definitions, and how many of the lines they take.
    """
    if text[lines[0].start] != "[":
        return [], 0
    joined = Joined(text, lines)
    definitions = []
    offset = 0
    while offset < len(joined.text):
        found = _read_definition(joined, offset)
        if found is None:
            break
        definition, offset = found
        definitions.append(definition)
    taken = len(lines) if offset >= len(joined.text) else joined.line_index(offset)
    return definitions, taken


def _read_definition(joined: Joined, offset: int) -> tuple[LinkDefinition, int] | None:
    text = joined.text
    label = LABEL.match(text, offset, offset + MAX_LABEL + 2)
    if label is None or not label.group(1).strip() or not text.startswith(":", label.end()):
        return None
    gap = _GAP.match(text, label.end() + 1)
    assert gap is not None
    inner, end = _destination(text, gap.end())
    if inner is None:
        return None
    after = _GAP.match(text, end)
    assert after is not None
    title = TITLE.match(text, after.end()) if after.end() > end else None
    if title:
        rest = _LINE_END.match(text, title.end())
        if rest:
            return _definition(joined, label, offset, inner, title.end()), rest.end()
    rest = _LINE_END.match(text, end)
    if rest is None:
        return None
    return _definition(joined, label, offset, inner, end), rest.end()


def _destination(text: str, start: int) -> tuple[tuple[int, int] | None, int]:
    if text.startswith("<", start):
        angle = ANGLE_DESTINATION.match(text, start)
        return (angle.span(1), angle.end()) if angle else (None, start)
    end = plain_destination_end(text, start)
    return ((start, end), end) if end > start else (None, start)


def _definition(joined: Joined, label: re.Match[str], start: int, inner: tuple[int, int], end: int) -> LinkDefinition:
    return LinkDefinition(joined.span(start, end), normalise_label(label.group(1)), joined.span(*inner))
