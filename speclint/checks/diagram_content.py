"""Checks of what diagrams hold: the prescribed kind, declared participants, relations, the data model's tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Fence, List, Paragraph, Table, walk
from speclint.markdown.inline import Link, code_spans, scan
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.diagram_fences import is_mermaid
from speclint.spec.headings import heading_key, nearest
from speclint.spec.regions import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.mermaid.model import Message
    from speclint.rules.rule import Rule
    from speclint.spec.diagram_fences import DiagramFence
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_DRAWN = regex(
    r"[\u2500-\u257f\u25b2-\u25c4]|(?<![-=])[-=]{2,}>|<[-=]{2,}|\+[-=]{3,}|^[ \t]*\|.*\|[ \t]*$|-->|\u2192|\u2193",
    re.MULTILINE,
)
_HTML_IMAGE = regex(r"<img\b|!\[", re.IGNORECASE)
_WORD = regex(r"[A-Za-z0-9-]+")


def missing_diagram(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that lacks the diagram prescribed for it."""
    if not spec.readable:
        return
    for section in spec.alignment.walk():
        kind = section.type.diagrams
        if kind is None or not kind.required or _needs_none(spec, section):
            continue
        blocks = list(walk(section.all_blocks()))
        fences = [block for block in blocks if isinstance(block, Fence)]
        drawn = [fence for fence in fences if is_mermaid(fence) or not fence.closed]
        if any(_is_of_kind(spec, fence, kind.kinds) for fence in fences):
            continue
        if any(_stands_instead(spec, block, kind.instead) for block in blocks if isinstance(block, Block_)):
            continue
        wanted = _named(kind.kinds)
        name = section.key.text
        level = "mild" if kind.severity == "warning" else None
        if drawn:
            where = Span(drawn[0].marker.start, max(drawn[0].marker.end, drawn[0].info.end))
            message = f"the diagram of {name} is not the prescribed {wanted}"
            yield Finding(
                where, message, f"draw it as {wanted}", (Related(section.heading.span, "its section"),), level=level
            )
        else:
            message = f"{name} has no diagram"
            fix = _skeleton(spec, section) if kind.kinds[0] == "erDiagram" else None
            yield Finding(
                section.heading.span, message, f"add a mermaid fence that begins with {wanted}", fix=fix, level=level
            )


Block_ = (Fence, List, Paragraph, Table)


def _named(kinds: tuple[str, ...]) -> str:
    return kinds[0] if len(kinds) == 1 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"


def _needs_none(spec: Spec, section: SpecSection) -> bool:
    """Tell whether nothing is to be drawn: the section is empty, waits, says so, or has another title's content."""
    if "retitled" in section.changes and not section.key.stems & heading_key(section.type.heading).stems:
        return True
    blocks = content_of(spec, section.all_blocks())
    if not blocks or all(spec.is_placeholder(block.span) for block in blocks):
        return True
    return section.type.none and spec.is_none(section)


def _is_of_kind(spec: Spec, fence: Fence, kinds: tuple[str, ...]) -> bool:
    """Tell whether a fence holds a diagram of a kind; one that nothing closes or that a prompt fills may be one."""
    if not fence.closed:
        return True
    if fence.language and not is_mermaid(fence):
        return nearest(fence.language, ["mermaid"]) is not None
    found = next((one for one in spec.diagrams if one.fence is fence), None)
    if found is None:
        first = fence.text(spec.source).split(maxsplit=1)[:1]
        return is_mermaid(fence) or bool(first and first[0] in kinds)
    header = found.diagram.header
    if found.diagram.type is None:
        # Another rule says that the kind is misspelt.
        return not header or nearest(header, list(kinds)) is not None
    return any(header.startswith(kind) for kind in kinds)


def _stands_instead(spec: Spec, block: Fence | List | Paragraph | Table, instead: tuple[str, ...]) -> bool:
    if isinstance(block, Fence):
        if is_mermaid(block):
            return False
        return "fence" in instead or ("drawing" in instead and bool(_DRAWN.search(block.text(spec.source))))
    if isinstance(block, Table):
        return "table" in instead
    if isinstance(block, List):
        return "list" in instead and bool(code_spans(spec.source, block.span))
    if "image" not in instead or not _HTML_IMAGE.search(spec.source[block.span]):
        return False
    found = [one for one in scan(spec.source, block.line_spans) if isinstance(one, Link)]
    return any(link.image for link in found) or "<img" in spec.source[block.span].lower()


def _skeleton(spec: Spec, section: SpecSection) -> Fix | None:
    """Draw the data model's tables as entities without relations; which there are the author knows."""
    from speclint.spec.entities import documented_entities

    names = [entity.name for entity in documented_entities(spec)]
    if not names:
        return None
    body = "\n".join(f"    {_entity(name)}" for name in dict.fromkeys(names))
    blocks = section.blocks
    place = blocks[-1].span.end if blocks else section.heading.span.end
    text = f"\n\n```mermaid\nerDiagram\n{body}\n```"
    return Fix("draw the tables of the data model", Safety.UNSAFE, (Edit(Span(place, place), text),))


def _entity(name: str) -> str:
    return name if _WORD.fullmatch(name.replace("_", "")) else f'"{name}"'


def undeclared_participant(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each participant that a sequence diagram uses without declaring it although it declares others."""
    for held in spec.diagrams:
        diagram = held.diagram
        if diagram.type != "sequence" or not held.sound:
            continue
        declared = [one for one in diagram.participants if one.declared]
        if not declared:
            continue
        for one in diagram.participants:
            if one.declared:
                continue
            names = [other.id for other in declared]
            aliases = {(other.alias or "").casefold(): other.id for other in declared}
            close = aliases.get(one.id.casefold()) or nearest(one.id, names)
            where = held.fence.place_span(one.start, one.end)
            use = next((message for message in diagram.messages if one.id in {message.source, message.target}), None)
            help_text = f"did you mean `{close}`?" if close else f"declare it: participant {one.id}"
            fix = None if close else _declaration(spec, held, one.id)
            last = held.fence.place_span(declared[-1].start, declared[-1].end)
            related = (Related(last, "the last participant that is declared"),)
            yield Finding(where, f"the participant {one.id} is not declared{_in(use)}", help_text, related, fix)


def _in(message: Message | None) -> str:
    return "" if message is None else f", and {message.source}{message.arrow}{message.target} uses it"


def _declaration(spec: Spec, held: DiagramFence, name: str) -> Fix | None:
    """Declare a participant on a line of its own below the last that is declared at the diagram's start."""
    lines = held.fence.content_lines
    source = spec.source
    last: int | None = None
    for index, line in enumerate(lines):
        words = source[line].split()
        if words[:1] and words[0] in {"participant", "actor"}:
            last = index
        elif last is not None and words:
            break
    if last is None:
        return None
    line = lines[last]
    begin = source.line_spans[source.line_of(line.start)].start
    written = source[line]
    indent = source.text[begin : line.start] + written[: len(written) - len(written.lstrip())]
    edit = Edit(Span(line.end, line.end), f"\n{indent}participant {name}")
    return Fix(f"declare {name}", Safety.SAFE, (edit,))


_PARTS = {"sequence": ("participants", "messages"), "er": ("entities", "relations"), "flowchart": ("nodes", "edges")}
_LACKS = {"sequence": "no message", "er": "no relation", "flowchart": "no link"}
_OWN = {"sequence": "participants", "er": "entities", "flowchart": "nodes"}


def empty_diagram(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each diagram that declares its parts and says nothing of how they meet."""
    for held in spec.diagrams:
        diagram = held.diagram
        if diagram.type not in _PARTS or not held.sound:
            continue
        parts, links = (getattr(diagram, name) for name in _PARTS[diagram.type])
        # One table has no relation, and one box is a picture of its own; one participant is none.
        enough = 1 if diagram.type == "sequence" else 2
        groups = len(diagram.subgraphs) if diagram.type == "flowchart" else 0
        if links or groups or (parts and len(parts) < enough):
            continue
        where = held.fence.place_span(diagram.start, diagram.end)
        shown = f"{len(parts)} {_OWN[diagram.type]} and" if parts else "no more than its header:"
        message = f"the diagram has {shown} {_LACKS[diagram.type]}"
        yield Finding(where, message, "draw what happens between them, or leave the diagram out")


def erd_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each table of the data model that the diagram lacks, and each entity that only the diagram has."""
    if not spec.readable:
        return
    from speclint.spec.entities import documented_entities, fold_entity

    holders = [
        section
        for section in spec.alignment.walk()
        if section.type.diagrams and "erDiagram" in section.type.diagrams.kinds
    ]
    inside = [section.section.span for section in holders]
    drawn = [
        held
        for held in spec.diagrams
        if held.diagram.type == "er" and any(span.contains(held.fence.span) for span in inside)
    ]
    if not drawn or not all(held.sound for held in drawn):
        return
    known = {fold_entity(name) for held in drawn for name in _entity_names(held)}
    documented = documented_entities(spec)
    last = drawn[-1]
    lacking = [entity for entity in documented if fold_entity(entity.name) not in known]
    for entity in lacking:
        header = last.fence.place_span(last.diagram.start, last.diagram.end)
        related = (Related(header, "the diagram"),)
        message = f"the table {entity.name} is not in the entity-relationship diagram"
        yield Finding(entity.span, message, "draw it, with its relations", related, _stub(spec, last, entity.name))
    if not documented:
        return
    described = {fold_entity(entity.name) for entity in documented}
    spare = [entity.name for entity in lacking]
    for where, name in _undescribed(spec, drawn, described, spare):
        message = f"the entity {name} is described nowhere in the data model"
        yield Finding(where, message, "describe its table, or take it out of the diagram")


def _entity_names(held: DiagramFence) -> Iterator[str]:
    for one in held.diagram.entities:
        yield from (one.name, one.alias or one.name)
    for relation in held.diagram.relations:
        yield from (relation.source, relation.target)


def _undescribed(
    spec: Spec, drawn: list[DiagramFence], described: set[str], spare: list[str]
) -> Iterator[tuple[Span, str]]:
    """Yield where each entity that no table nearly means first stands."""
    from speclint.spec.entities import fold_entity, mentioned_entities

    seen = described | mentioned_entities(spec)
    for held in drawn:
        aliases = {fold_entity(one.name): fold_entity(one.alias) for one in held.diagram.entities if one.alias}
        places = [(one.start, one.name) for one in held.diagram.entities]
        places += [(one.start, one.source) for one in held.diagram.relations]
        places += [
            (max(held.text.find(one.target, one.start + len(one.source), one.end), one.start), one.target)
            for one in held.diagram.relations
        ]
        for start, name in sorted(places):
            folded = fold_entity(name)
            if folded in seen or aliases.get(folded) in described:
                continue
            seen.add(folded)
            if nearest(name, spare) is None:
                yield held.fence.place_span(start, start + len(name)), name


def _stub(spec: Spec, held: DiagramFence, name: str) -> Fix | None:
    lines = [line for line in held.fence.content_lines if spec.source[line].strip()]
    if not lines:
        return None
    line = lines[-1]
    written = spec.source[line]
    begin = spec.source.line_spans[spec.source.line_of(line.start)].start
    indent = spec.source.text[begin : line.start] + written[: len(written) - len(written.lstrip())]
    if len(lines) == 1:
        indent += "    "
    edit = Edit(Span(line.end, line.end), f"\n{indent}{_entity(name)}")
    return Fix(f"add the entity {name}", Safety.UNSAFE, (edit,))
