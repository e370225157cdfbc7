"""Leading labels of paragraph lines and list items: `**Status:** Draft`."""

from typing import TYPE_CHECKING, Literal

from speclint.markdown.blocks import Block, List, ListItem, Paragraph
from speclint.markdown.inline import Emphasis, Strong, plain_text, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.source import Source

Style = Literal["strong", "emphasis", "plain"]

# A label without emphasis is short, else every sentence with a colon would be one.
_PLAIN_WORDS = 6
_PLAIN = regex(r"([^:`*_|<>\[\]()]{1,60}+)(?:\([^()]{0,60}+\)[ \t]{0,4}+)?:(?![^ \t])")
# By the flanking rules `**Label:**value` is no emphasis, but it is meant as a label.
_TIGHT = regex(r"\*\*(?![ \t])([^*`]{1,80}+)(?<=:)\*\*(?![ \t*])")
_NOTE_AND_COLON = regex(r"[ \t]*+(?:\([^()]*+\)[ \t]*+)?:")
_NOTE_AT_END = regex(r"(?<![ \t])[ \t]*+\([^()]*+\)\Z")


class Label(NamedTuple):
    """A labelled value.

    Args:
        span: From the label to the end of its value on its own lines.
        name: The label's words without colon and without a trailing parenthesis.
        name_span: Those words in the source, without markup.
        style: "strong", "emphasis" or "plain".
        colon_inside: Whether the colon stands inside the emphasis (`**Label:**`).
        value: The rest of the line and its continuation lines up to the next label, trimmed; may be empty.
        owner: The index, in the sequence given to `labels`, of the block that holds the label; what follows it there
            up to the next label's owner belongs to the label.
        item: The list item that the label leads, or None.
    """

    span: Span
    name: str
    name_span: Span
    style: Style
    colon_inside: bool
    value: Span
    owner: int
    item: ListItem | None = None


def labels(source: "Source", blocks: "Sequence[Block]", *, plain: bool = False) -> tuple[Label, ...]:
    """Return the labels that lead lines of paragraphs and of list items' own paragraphs in a sequence of blocks.

    Args:
        source: The text.
        blocks: A section's or a list item's blocks. Nested lists are not entered: ask again with an item's blocks.
        plain: Whether `Label: value` without emphasis counts too.

    Returns:
        The labels in order.
    """
    result: list[Label] = []
    for owner, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            result.extend(_paragraph_labels(source, block.line_spans, owner, None, plain=plain))
        elif isinstance(block, List):
            for item in block.items:
                for lines in _item_lines(item):
                    result.extend(_paragraph_labels(source, lines, owner, item, plain=plain))
    return tuple(result)


class _Head(NamedTuple):
    """A label without its value: where it begins and ends (behind the colon), and the label's words."""

    start: int
    end: int
    words: Span
    style: Style
    colon_inside: bool


def _item_lines(item: ListItem) -> "Iterator[Sequence[Span]]":
    for block in item.blocks:
        if isinstance(block, Paragraph):
            lines = block.line_spans
            if item.checkbox is not None and lines[0].start == item.checkbox.start:
                lines = (Span(min(item.content_start, lines[0].end), lines[0].end), *lines[1:])
            yield lines


def _paragraph_labels(
    source: "Source", lines: "Sequence[Span]", owner: int, item: ListItem | None, *, plain: bool
) -> "Iterator[Label]":
    heads = _heads(source, lines, plain=plain)
    for index, (line_index, head) in enumerate(heads):
        last = heads[index + 1][0] if index + 1 < len(heads) else len(lines)
        value = _value(source.text, head.end, lines[line_index:last])
        words = source[head.words]
        note = _NOTE_AT_END.search(words)
        length = note.start() if note and note.start() else len(words)
        name_span = Span(head.words.start, head.words.start + length)
        name = plain_text(source, name_span)
        span = Span(head.start, max(head.end, value.end))
        yield Label(span, name, name_span, head.style, head.colon_inside, value, owner, item)


def _heads(source: "Source", lines: "Sequence[Span]", *, plain: bool) -> list[tuple[int, _Head]]:
    text = source.text
    marked = any(text.startswith(("*", "_"), line.start) for line in lines)
    outer: dict[int, list[Strong | Emphasis]] = {}
    if marked:
        for inline in scan(source, lines):
            if isinstance(inline, Strong | Emphasis):
                outer.setdefault(inline.span.start, []).append(inline)
    heads: list[tuple[int, _Head]] = []
    for index, line in enumerate(lines):
        found = outer.get(line.start)
        head = _marked_head(text, found, outer, line) if found else _tight_head(text, line)
        if head is None and plain and not found:
            head = _plain_head(text, line)
        if head:
            heads.append((index, head))
    return heads


def _marked_head(
    text: str, found: list[Strong | Emphasis], outer: dict[int, list[Strong | Emphasis]], line: Span
) -> _Head | None:
    whole = found[0]
    # In `***Label:***` one kind of emphasis holds nothing but the other.
    inner = next(iter(outer.get(whole.content.start, ())), None)
    innermost = inner if inner and inner.span == whole.content else whole
    style: Style = "strong" if Strong in (type(whole), type(innermost)) else "emphasis"
    words = _trim(text, innermost.content)
    if whole.span.end > line.end or words.start == words.end:
        return None
    if text[words.end - 1] == ":":
        words = _trim(text, Span(words.start, words.end - 1))
        return _Head(line.start, whole.span.end, words, style, True) if words.start < words.end else None
    colon = _NOTE_AND_COLON.match(text, whole.span.end, line.end)
    return _Head(line.start, colon.end(), words, style, False) if colon else None


def _tight_head(text: str, line: Span) -> _Head | None:
    found = _TIGHT.match(text, line.start, line.end)
    words = found and _trim(text, Span(found.start(1), found.end(1) - 1))
    if not found or not words or words.start == words.end:
        return None
    return _Head(line.start, found.end(), words, "strong", True)


def _plain_head(text: str, line: Span) -> _Head | None:
    found = _PLAIN.match(text, line.start, line.end)
    if found is None or not text[line.start].isalpha() or len(found.group(1).split()) > _PLAIN_WORDS:
        return None
    return _Head(line.start, found.end(), _trim(text, Span(*found.span(1))), "plain", False)


def _value(text: str, start: int, lines: "Sequence[Span]") -> Span:
    first = _trim(text, Span(start, lines[0].end))
    end = lines[-1].end if len(lines) > 1 else first.end
    if first.start < first.end:
        return Span(first.start, end)
    return Span(lines[1].start, end) if len(lines) > 1 else Span(start, start)


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start] in " \t":
        start += 1
    while start < end and text[end - 1] in " \t":
        end -= 1
    return Span(start, end)
