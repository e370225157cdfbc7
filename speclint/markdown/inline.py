"""Inline structure of a stretch of text, scanned only where a caller asks for it."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from speclint.markdown.blocks import LinkDefinition, walk
from speclint.markdown.inline_scan import Found, Kind, scan_text
from speclint.markdown.joined import Joined
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.markdown.blocks import Block
    from speclint.source import Source

Where = Span | Sequence[Span]
Definitions = Mapping[str, LinkDefinition]


class CodeSpan(NamedTuple):
    """A code span (CommonMark 0.31 section 6.1); `content` lies inside the backticks, one padding space dropped."""

    span: Span
    content: Span


class Strong(NamedTuple):
    """Strong emphasis (section 6.2); `content` lies between the markers."""

    span: Span
    content: Span


class Emphasis(NamedTuple):
    """Emphasis (section 6.2); `content` lies between the markers."""

    span: Span
    content: Span


class Link(NamedTuple):
    """A link or an image (sections 6.3 and 6.4).

    Args:
        span: The whole of it.
        text: What lies between the first pair of brackets.
        destination: Where the target is written, without `<` and `>`: in the link itself, or in its definition.
        target: The destination with its escapes and entities resolved.
        image: Whether it is an image.
    """

    span: Span
    text: Span
    destination: Span
    target: str
    image: bool


class Autolink(NamedTuple):
    """An autolink in angle brackets (section 6.5); `content` lies between them."""

    span: Span
    content: Span


class InlineHtml(NamedTuple):
    """Raw HTML among text (section 6.6): a tag, a comment, an instruction, a declaration or CDATA."""

    span: Span
    comment: bool


class Escape(NamedTuple):
    """A backslash escape (section 2.4): the backslash and the punctuation after it."""

    span: Span


Inline = CodeSpan | Strong | Emphasis | Link | Autolink | InlineHtml | Escape

_WITH_CONTENT: dict[Kind, type[CodeSpan | Strong | Emphasis | Autolink]] = {
    Kind.CODE: CodeSpan,
    Kind.STRONG: Strong,
    Kind.EMPHASIS: Emphasis,
    Kind.AUTOLINK: Autolink,
}
_VISIBLE = regex(r"[^\r\n]")
_MARKUP = regex(r"[\\`<*_\[\]&\n]")
_BREAK = regex(r"<br(?![^ \t\n/>])", re.IGNORECASE)
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
_ENTITY = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")


def scan(source: "Source", where: Where, definitions: Definitions | None = None) -> tuple[Inline, ...]:
    """Return the inlines of a span, or of the lines of a paragraph.

    Args:
        source: The text.
        where: One span, or one span a line (a paragraph's `line_spans`), so that container prefixes are passed over.
        definitions: Link definitions by normalised label; without them reference links are text.

    Returns:
        The inlines ordered by start, an outer one before those inside it. Never raises; linear time.
    """
    joined = _join(source, where)
    known = definitions or {}
    found = scan_text(joined.text, known)
    return tuple([_inline(joined, item, known) for item in found if item.kind is not Kind.BREAK])


def link_definitions(blocks: "Iterable[Block]") -> dict[str, LinkDefinition]:
    """Return a document's link definitions by normalised label; of several the first counts (section 4.7)."""
    result: dict[str, LinkDefinition] = {}
    for block in walk(blocks):
        if isinstance(block, LinkDefinition):
            result.setdefault(block.label, block)
    return result


def plain_text(source: "Source", where: Where, definitions: Definitions | None = None) -> str:
    """Return the visible text.

    Markup, comments and tags are dropped, the text of links and code spans is kept, escapes and entities are resolved,
    and a line end or `<br>` is a space.
    """
    text = _join(source, where).text
    if not _MARKUP.search(text):
        return text.strip(" \t")
    found = scan_text(text, definitions or {})
    pieces: list[str] = []
    offset = 0
    for start, end, verbatim in _hidden(text, found):
        pieces.append(_resolve_entities(text[offset:start]))
        pieces.append(verbatim)
        offset = max(offset, end)
    pieces.append(_resolve_entities(text[offset:]))
    return " ".join([line.strip(" \t") for line in "".join(pieces).split("\n")])


def code_spans(source: "Source", where: Where) -> tuple[CodeSpan, ...]:
    """Return the code spans."""
    joined = _join(source, where)
    if "`" not in joined.text:
        return ()
    return tuple([item for item in scan(source, where) if isinstance(item, CodeSpan)])


def links(source: "Source", where: Where, definitions: Definitions | None = None) -> tuple[Link, ...]:
    """Return the links and images."""
    if "[" not in _join(source, where).text:
        return ()
    return tuple([item for item in scan(source, where, definitions) if isinstance(item, Link)])


def strip_code(source: "Source", where: Where) -> str:
    """Return the text from the first to the last offset asked for, with code spans blanked to equal length.

    Line ends inside a code span stay, so that lines and columns hold too.
    """
    whole = where if isinstance(where, Span) else Span(where[0].start, where[-1].end) if where else Span(0, 0)
    pieces: list[str] = []
    offset = whole.start
    for code in code_spans(source, where):
        pieces.append(source.text[offset : code.span.start])
        pieces.append(_VISIBLE.sub(" ", source[code.span]))
        offset = code.span.end
    pieces.append(source.text[offset : whole.end])
    return "".join(pieces)


def _join(source: "Source", where: Where) -> Joined:
    if not isinstance(where, Span):
        return Joined(source.text, where or (Span(0, 0),))
    if "\r" not in source[where]:
        return Joined(source.text, (where,))
    rows = source.line_spans[source.line_of(where.start) : source.line_of(where.end) + 1]
    return Joined(source.text, [Span(max(row.start, where.start), min(row.end, where.end)) for row in rows])


def _inline(joined: Joined, found: Found, definitions: Definitions) -> Inline:
    span = joined.span(found.start, found.end)
    kind = found.kind
    if kind is Kind.ESCAPE:
        return Escape(span)
    if kind is Kind.HTML or kind is Kind.COMMENT:
        return InlineHtml(span, kind is Kind.COMMENT)
    content = joined.span(found.inner_start, found.inner_end)
    if kind is Kind.LINK or kind is Kind.IMAGE:
        if found.label:
            destination = definitions[found.label].destination
            target = joined.source_text[destination.start : destination.end]
        else:
            destination = joined.span(found.target_start, found.target_end)
            target = joined.text[found.target_start : found.target_end]
        return Link(span, content, destination, _unescape(target), kind is Kind.IMAGE)
    return _WITH_CONTENT[kind](span, content)


def _hidden(text: str, found: tuple[Found, ...]) -> list[tuple[int, int, str]]:
    """Return in order the ranges that are not shown as they stand, and what is shown in their place."""
    result: list[tuple[int, int, str]] = []
    for item in found:
        if item.kind is Kind.COMMENT or item.kind is Kind.HTML:
            shown = " " if _BREAK.match(text, item.start) else ""
            result.append((item.start, item.end, shown))
        elif item.kind is Kind.CODE or item.kind is Kind.ESCAPE:
            result.append((item.start, item.end, text[item.inner_start : item.inner_end]))
        else:
            result.append((item.start, item.inner_start, ""))
            result.append((item.inner_end, item.end, ""))
    result.sort()
    return result


def _unescape(text: str) -> str:
    return _resolve_entities(_ESCAPE.sub(r"\1", text))


def _resolve_entities(text: str) -> str:
    if "&" not in text:
        return text
    return _ENTITY.sub(_character, text)


def _character(entity: re.Match[str]) -> str:
    from html import unescape  # its table of names takes longer to load than most texts to read

    return unescape(entity.group())
