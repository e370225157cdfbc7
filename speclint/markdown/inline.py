"""Inline structure of a stretch of text, scanned only where a caller asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import LinkDefinition
    from speclint.source import Source

Where = Span | Sequence[Span]
Definitions = Mapping[str, "LinkDefinition"]


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A code span (CommonMark 0.31 section 6.1); `content` lies inside the backticks, one padding space dropped."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis (section 6.2); `content` lies between the markers."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis (section 6.2); `content` lies between the markers."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class Link:
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


@dataclass(frozen=True, slots=True)
class Autolink:
    """An autolink in angle brackets (section 6.5); `content` lies between them."""

    span: Span
    content: Span


@dataclass(frozen=True, slots=True)
class InlineHtml:
    """Raw HTML among text (section 6.6): a tag, a comment, an instruction, a declaration or CDATA."""

    span: Span
    comment: bool


@dataclass(frozen=True, slots=True)
class Escape:
    """A backslash escape (section 2.4): the backslash and the punctuation after it."""

    span: Span


Inline = CodeSpan | Strong | Emphasis | Link | Autolink | InlineHtml | Escape


def scan(source: Source, where: Where, definitions: Definitions | None = None) -> tuple[Inline, ...]:
    """Return the inlines of a span, or of the lines of a paragraph.

    Args:
        source: The text.
        where: One span, or one span a line (a paragraph's `line_spans`), so that container prefixes are passed over.
        definitions: Link definitions by normalised label; without them reference links are text.

    Returns:
        The inlines ordered by start, an outer one before those inside it. Never raises; linear time.
    """
    raise NotImplementedError


def plain_text(source: Source, where: Where) -> str:
    """Return the visible text: no markup, code spans' and links' text kept, comments dropped, escapes resolved."""
    raise NotImplementedError


def code_spans(source: Source, where: Where) -> tuple[CodeSpan, ...]:
    """Return the code spans."""
    raise NotImplementedError


def links(source: Source, where: Where, definitions: Definitions | None = None) -> tuple[Link, ...]:
    """Return the links and images."""
    raise NotImplementedError


def strip_code(source: Source, where: Where) -> str:
    """Return the text from the first to the last offset asked for, with code spans blanked to equal length."""
    raise NotImplementedError
