"""From a source to a spec: parse, find the type, align."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.blocks import Fence, Heading, Paragraph, ThematicBreak, walk
from speclint.markdown.inline import plain_text
from speclint.markdown.parser import parse
from speclint.markdown.sections import sections, walk_sections
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.alignment import align
from speclint.spec.detection import Detected, detect, glob_match
from speclint.spec.headings import HeadingKey, heading_key
from speclint.spec.known_types import KNOWN_TYPES, KnownTypes
from speclint.spec.metadata import Metadata, of_type, read_metadata
from speclint.spec.model import Spec
from speclint.spec.outline import Alignment
from speclint.spec.titles import find_own_title, find_title, leading_section, level_above

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.markdown.blocks import Block, Document
    from speclint.markdown.sections import Section
    from speclint.source import Source
    from speclint.spec.spectype import SectionType, SpecType

_DIRECTIVE = regex(r"\s*speclint:\s*type\s*=\s*([\w-]+)\s*$")
_QUOTING = frozenset({"markdown", "md", "text", "txt"})
_ATX = regex(r"(#{2,6})[ \t]+(\S.*)")
_LABELLED = regex(r"(?:\*\*|__)[^*_\n]+?(?::(?:\*\*|__)|(?:\*\*|__)\s*:)")


def read_spec(
    source: Source,
    *,
    spec_type: str | None = None,
    path_types: Mapping[str, str] | None = None,
    types: KnownTypes = KNOWN_TYPES,
) -> Spec:
    """Read a document as a spec.

    Args:
        source: The text.
        spec_type: The name of its type where the caller gave one; stands above everything else.
        path_types: Type names by glob, from the configuration.
        types: The types there are.

    Returns:
        The spec; its `type` is None where nothing tells what it is.
    """
    document, accidental = demote_accidental_headings(parse(source))
    root = sections(document)
    heads = [
        (section, plain_text(source, section.heading.content))
        for section in walk_sections(root)
        if section.heading is not None
    ]
    title = find_title(heads, types)
    body = [head for head in heads if head[0] is not title]
    metadata = read_metadata(source, document, root if title is None else title, types)
    detected = _detect(source, document, spec_type, path_types or {}, metadata, body, title, types)
    chosen = types.get(detected.name) if detected.name else None
    level = title.level if title else 1
    if chosen and chosen.untitled:
        title = find_own_title(chosen, heads)
        level = title.level if title else level_above(chosen, heads)
        first = title or leading_section(chosen, root, heads)
        body = [head for head in heads if head[0] is not first]
        metadata = read_metadata(source, document, root if first is None else first, types)
    alignment = align(chosen, body, level) if chosen else Alignment()
    return Spec(
        source=source,
        document=document,
        root=root,
        type=chosen,
        detected=detected,
        title=title,
        title_level=level,
        metadata=of_type(metadata, chosen) if chosen else metadata.labels,
        metadata_table=metadata.table,
        front_matter=metadata.front,
        alignment=alignment,
        accidental=tuple(accidental),
        swallowed=_swallowed(source, document, chosen) if chosen else None,
        wrapper=_wrapper(source, document),
    )


def demote_accidental_headings(document: Document) -> tuple[Document, list[Heading]]:
    """Read text that stands directly above `---` as a paragraph and a rule, where it is plainly no heading.

    CommonMark 0.31 section 4.3 makes it a setext heading; several lines, a bold label or a closing full stop say that
    the author meant a separator.
    """
    source = document.source
    accidental: list[Heading] = []
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Heading) or not block.setext or not _accidental(source[block.content]):
            blocks.append(block)
            continue
        accidental.append(block)
        lines = _lines(source, block.content)
        blocks.append(Paragraph(block.content, lines))
        blocks.append(ThematicBreak(block.marker))
    return (document._replace(blocks=tuple(blocks)) if accidental else document), accidental


def _swallowed(source: Source, document: Document, spec_type: SpecType) -> tuple[Fence, tuple[Span, ...]] | None:
    """Find the first fence whose code holds headings of the template, number, words and level as there.

    A fence of text may show a template; one that is never closed shows none, at whatever level the headings are.
    """
    levels: dict[tuple[str, str], set[int]] = {}
    for section in spec_type.walk():
        key = _full_key(section)
        levels.setdefault((key.number, key.words), set()).add(section.level + 1)
    for block in walk(document.blocks):
        if not isinstance(block, Fence) or (block.closed and block.language in _QUOTING):
            continue
        lines = []
        for line in block.content_lines:
            found = _ATX.match(source[line]) if source.text.startswith("##", line.start) else None
            read = heading_key(found[2]) if found else None
            fits = levels.get((read.number, read.words), set()) if read else set()
            if found and fits and (len(found[1]) in fits or not block.closed):
                lines.append(line)
        if lines:
            return block, tuple(lines)
    return None


def _full_key(section: SectionType) -> HeadingKey:
    return heading_key(f"{section.number} {section.heading}" if section.number else section.heading)


def _wrapper(source: Source, document: Document) -> Fence | None:
    """Find a Markdown fence that opens the document and holds a title, below front matter or not."""
    first = document.blocks[0] if document.blocks else None
    if not isinstance(first, Fence) or first.language not in {"markdown", "md"}:
        return None
    filled = [text for line in first.content_lines if (text := source[line].rstrip())]
    if filled[:1] == ["---"] and "---" in filled[1:]:
        filled = filled[filled.index("---", 1) + 1 :]
    return first if filled and filled[0].startswith(("# ", "## ")) else None


def _accidental(text: str) -> bool:
    return (
        "\n" in text
        or bool(_LABELLED.match(text))
        or text.rstrip("*_ ").endswith((".", ";", ":", ","))
        or len(text.split()) > 12
    )


def _lines(source: Source, span: Span) -> tuple[Span, ...]:
    first, last = source.line_of(span.start), source.line_of(span.end)
    lines = []
    for index in range(first, last + 1):
        line = source.line_spans[index]
        start, end = max(line.start, span.start), min(line.end, span.end)
        text = source.text[start:end]
        lines.append(Span(start + len(text) - len(text.lstrip()), start + len(text.rstrip())))
    return tuple(lines)


def _detect(
    source: Source,
    document: Document,
    given: str | None,
    path_types: Mapping[str, str],
    metadata: Metadata,
    heads: Sequence[tuple[Section, str]],
    title: Section | None,
    types: KnownTypes,
) -> Detected:
    if given is not None:
        return Detected(types.aliases.get(given, given), "given")
    for comment in document.comments:
        directive = _DIRECTIVE.match(source[comment.content])
        name = types.aliases.get(directive[1], directive[1]) if directive else ""
        if name in types:
            return Detected(name, "directive")
    for glob, name in path_types.items():
        if glob_match(source.path, glob):
            return Detected(types.aliases.get(name, name), "configuration")
    detected = detect(
        types,
        metadata={label: field.value for label, field in metadata.labels.items()},
        header=_header(source, metadata),
        headings=[text for _, text in heads],
        title=plain_text(source, title.heading.content) if title and title.heading else "",
        text=source.text,
        path=source.path,
    )
    if detected.name is None or not types.own:
        return detected
    names = types.stand_in(detected.name)
    return detected._replace(name=names[0]) if len(names) == 1 else Detected(None, "", names)


def _header(source: Source, metadata: Metadata) -> tuple[str, ...]:
    """Return the header of the metadata table, or nothing."""
    cells = metadata.table.header.cells if metadata.table else ()
    return tuple(plain_text(source, cell.span).strip() for cell in cells)
