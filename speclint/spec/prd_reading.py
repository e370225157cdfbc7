"""A PRD read for what specs ask of it: its status and its stories."""

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import Heading, List, ListItem, Paragraph, Table, walk
from speclint.markdown.inline import plain_text, strip_code
from speclint.markdown.labels import labels
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.fact_values import PrdFacts, StoryFact
from speclint.spec.wording import find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block, Document
    from speclint.source import Source
    from speclint.spec.spectype import IdFamily

_CRITERIA = regex(r"\baccept|\bcriteri|\bgiven\b.{0,300}\bwhen\b|\bAC-?\d|\[ \]", re.IGNORECASE | re.DOTALL)


def read_prd(document: "Document", family: "IdFamily") -> PrdFacts:
    """Read the user stories that a PRD defines.

    A story is defined where its id leads a heading, a list item, a quoted line, a paragraph in bold, or a table row; an
    id elsewhere only mentions it.

    Args:
        document: The parsed PRD.
        family: What story ids look like.

    Returns:
        Its facts, each story once.
    """
    source = document.source
    found: dict[str, StoryFact] = {}
    met: set[str] = set()
    for block in walk(document.blocks):
        judged = _rows_with_criteria(source, block) if isinstance(block, Table) else frozenset()
        for where in _leading(source, block):
            ref = next(find_refs(strip_code(source, where), family, where.start), None)
            if ref is None or source.text[where.start : ref.span.start].strip("*_`[( "):
                continue
            title = plain_text(source, Span(ref.span.end, where.end)).strip(" :*_)]|\u2014\u2013-")
            if isinstance(block, Table):
                title = title.split("|")[0].strip()
            found.setdefault(ref.id, StoryFact(ref.id, ref.span, title))
            if where.end in judged:
                met.add(ref.id)
    stories = tuple(found.values())
    return PrdFacts(source.path, stories, _status(document), frozenset(_without_criteria(source, stories)) - met)


def _status(document: "Document") -> str | None:
    """Return the value of the first label Status of a PRD."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph | List)]
    for label in labels(document.source, paragraphs[:8], plain=True):
        if label.name.casefold() == "status":
            return plain_text(document.source, label.value).strip()
    return None


def _without_criteria(source: "Source", stories: tuple[StoryFact, ...]) -> "Iterator[str]":
    """Yield the stories between whose id and the next one's nothing speaks of acceptance."""
    ends = [*(story.span.start for story in stories), len(source)][1:]
    for story, end in zip(stories, ends, strict=True):
        if not _CRITERIA.search(source.text[story.span.start : end]):
            yield story.id


def _rows_with_criteria(source: "Source", table: Table) -> frozenset[int]:
    """Return where the rows end that fill a column headed as acceptance criteria."""
    columns = [number for number, cell in enumerate(table.header.cells) if _CRITERIA.search(source[cell.span])]
    return frozenset(
        row.span.end
        for row in table.rows
        for column in columns
        if column < len(row.cells) and source[row.cells[column].span].strip()
    )


def _leading(source: "Source", block: "Block | ListItem") -> "Iterator[Span]":
    if isinstance(block, Heading):
        yield block.content
    elif isinstance(block, Table):
        yield from (Span(row.cells[0].span.start, row.span.end) for row in block.rows if row.cells)
    elif isinstance(block, Paragraph):
        for line in block.line_spans:
            text = source[line]
            if text.startswith(("**", "__")):
                yield line
    elif isinstance(block, List):
        for item in block.items:
            if item.blocks and isinstance(item.blocks[0], Paragraph):
                yield Span(item.content_start, max(item.content_start, item.blocks[0].line_spans[0].end))
