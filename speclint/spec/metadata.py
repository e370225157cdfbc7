"""What a spec says of itself: labels under the title, rows of a metadata table, keys of the front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Table
from speclint.markdown.inline import plain_text
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.parts import Field
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclint.markdown.blocks import Document
    from speclint.markdown.sections import Section
    from speclint.source import Source
    from speclint.spec.spectype import SpecType

_KEY = regex(r"([^\W\d][\w -]{0,60}+)[ \t]*:(?:[ \t]+(.*\S))?[ \t]*$")
_QUOTES = ('"', "'")


class Metadata(NamedTuple):
    """What a document says of itself before its first section.

    Args:
        labels: The labels under the title, by folded label; in a table, the first cells of its rows.
        table: The metadata table, or None.
        front: The keys of the front matter, as they are written.
        listed: The labels that begin items of lists under the title, which some types have in place of a paragraph.
    """

    labels: dict[str, Field]
    table: Table | None
    front: dict[str, Field]
    listed: dict[str, Field]


def read_metadata(source: Source, document: Document, section: Section, types: Mapping[str, SpecType]) -> Metadata:
    """Read what a document says of itself, whatever its type.

    Args:
        source: The text.
        document: Its blocks.
        section: The section of its title, or the whole where it has none.
        types: The types by name, whose metadata tables tell what such a table looks like.

    Returns:
        Its labels, its table and its front matter.
    """
    found: dict[str, Field] = {}
    listed: dict[str, Field] = {}
    for label in labels(source, section.blocks, plain=True):
        value = plain_text(source, label.value).strip()
        place = found if label.item is None else listed
        place.setdefault(fold(label.name), Field(label.name, label.name_span, value, label.value, label.span))
    table = next((block for block in section.blocks if isinstance(block, Table)), None)
    if table is not None:
        kinds = [kind for kind in types.values() if kind.metadata.placement == "table"]
        if not any(_is_metadata(source, table, kind) for kind in kinds):
            table = None
    for row in table.rows if table else ():
        if row.cells:
            head = row.cells[0].span
            cell = row.cells[1].span if len(row.cells) > 1 else Span(row.span.end, row.span.end)
            name = plain_text(source, head).strip()
            found.setdefault(fold(name), Field(name, head, plain_text(source, cell).strip(), cell, row.span, "table"))
    return Metadata(found, table, dict(_front_matter(source, document)), listed)


def _is_metadata(source: Source, table: Table, kind: SpecType) -> bool:
    """Tell a metadata table by its header, or by two of the labels in its first column."""
    header = [fold(plain_text(source, cell.span)) for cell in table.header.cells]
    if header[:1] == [fold(kind.metadata.columns[0])]:
        return True
    known = {fold(name) for label in kind.metadata.labels for name in (label, *kind.metadata.aliases.get(label, ()))}
    first = {fold(plain_text(source, row.cells[0].span)) for row in table.rows if row.cells}
    return len(header) == 2 and len(known & first) >= 2


def _front_matter(source: Source, document: Document) -> Iterable[tuple[str, Field]]:
    """Yield the keys at the left margin; YAML's nested values are no spec's metadata."""
    if document.front_matter is None:
        return
    content = document.front_matter.content
    for index in range(source.line_of(content.start), source.line_of(content.end) + 1):
        line = source.line_spans[index]
        if found := _KEY.match(source[line]):
            value = Span(line.start + found.start(2), line.start + found.end(2))
            if not found[2]:
                value = Span(line.end, line.end)
            text = source[value]
            if len(text) > 1 and text[0] in _QUOTES and text[-1] == text[0]:
                text = text[1:-1]
            key = found[1].rstrip()
            name = Span(line.start, line.start + len(key))
            yield key, Field(key, name, text.strip(), value, line, "front-matter")


def of_type(metadata: Metadata, kind: SpecType) -> dict[str, Field]:
    """Read the labels as a type's own: its other words for them, and the front matter in place of those that lack.

    A key that the type's front matter has anyway stands for a label only where no label stands under the title.
    """
    wanted = kind.metadata
    found = {**(metadata.listed if wanted.placement == "list" else {}), **metadata.labels}
    for label, names in wanted.aliases.items():
        key = fold(label)
        for name in map(fold, names):
            if key not in found and name in found:
                found[key] = found.pop(name)
    if wanted.front_matter is None:
        return found
    bare = not any(fold(label) in found for label in wanted.labels)
    keys = {fold(key.replace("_", " ")): key for key in metadata.front}
    for label in map(fold, wanted.labels):
        front = keys.get(label)
        if label not in found and front is not None and (bare or front not in wanted.front_matter.keys):
            found[label] = metadata.front[front]
    return found
