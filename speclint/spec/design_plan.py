"""The plan of a design spec: its phases with their components, and the files that it creates, changes and deletes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.markdown.blocks import Fence, List, Paragraph
from speclint.markdown.inline import Strong, code_spans, scan
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.exact_paths import inexactness
from speclint.spec.file_kinds import clean
from speclint.spec.file_tree import read_tree
from speclint.spec.path_cells import path_target
from speclint.spec.tables import fold
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.markdown.labels import Label
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_NUMBER = regex(r"(?:phase|stage|step|milestone|part)\s+(\d+)", re.IGNORECASE)
_COLON = regex(r":(?:\s|$)|\s[\u2014\u2013-]\s")
LISTS = ("files-to-create", "files-to-modify", "files-to-delete")
CASES = {"happy path": "Happy path", "error cases": "Error cases", "edge cases": "Edge cases"}
PARTS = {"location": "Location", "changes": "Changes", "dependencies": "Dependencies"}


class Component(NamedTuple):
    """A component of a phase.

    Args:
        name: Its visible name.
        name_span: Where it stands.
        item: Its list item.
        parts: Its labelled parts by folded name: `location`, `changes`, `dependencies`.
        ordered: Whether its list is numbered.
    """

    name: str
    name_span: Span
    item: ListItem
    parts: Mapping[str, Label]
    ordered: bool


class Phase(NamedTuple):
    """A phase of the plan.

    Args:
        number: Its number, or None where its heading has none.
        section: Its section.
        components: Its components.
    """

    number: int | None
    section: SpecSection
    components: tuple[Component, ...]


def phases_of(spec: Spec) -> tuple[Phase, ...]:
    """Return the phases of the plan in document order; they may be none."""
    found = []
    for section in spec.by_role.get("phase", []):
        number = _NUMBER.search(spec.text(section.heading.content))
        field = spec.fields_of(section).get("components")
        blocks = field.blocks if field else ()
        components = tuple(named_items(spec, blocks))
        found.append(Phase(int(number[1]) if number else None, section, components))
    return tuple(found)


def named_items(spec: Spec, blocks: tuple[Block, ...]) -> Iterator[Component]:
    """Yield the items of the lists among the blocks, with what is labelled under each."""
    for block in blocks:
        if not isinstance(block, List):
            continue
        for item in block.items:
            first = item.blocks[0] if item.blocks else None
            if not isinstance(first, Paragraph):
                continue
            line = Span(max(item.content_start, first.line_spans[0].start), first.line_spans[0].end)
            name = _name(spec, line)
            parts: dict[str, Label] = {}
            for label in labels(spec.source, item.blocks, plain=True):
                if label.span.start > name.start:
                    parts.setdefault(fold(label.name), label)
            yield Component(spec.text(name).strip(" :*_"), name, item, parts, block.ordered)


def _name(spec: Spec, line: Span) -> Span:
    for inline in scan(spec.source, line):
        if isinstance(inline, Strong) and inline.span.start <= line.start + 2:
            return inline.content
        break
    colon = _COLON.search(spec.source[line])
    return Span(line.start, line.start + colon.start()) if colon else line


def is_open(spec: Spec, component: Component) -> bool:
    """Tell whether a component is the template's prompt still, or a statement that there is none."""
    return spec.is_placeholder(component.name_span) or is_none_statement(component.name)


def stub_edits(spec: Spec, component: Component, wanted: Mapping[str, str], missing: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that add empty labels below a component, each after the one that precedes it in the template.

    Args:
        spec: The spec.
        component: The component.
        wanted: The labels by key, in the template's order.
        missing: The keys of those to add.

    Returns:
        The edits; none where the component has no label in a list of its own whose style could be followed.
    """
    held = {key: label for key in wanted if (label := component.parts.get(key)) and label.item is not None}
    sample = next(iter(held.values()), None)
    if sample is None or sample.item is None:
        return ()
    text = spec.source.text
    line = spec.source.line_spans[spec.source.line_of(sample.item.span.start)]
    indent, marker = text[line.start : sample.item.span.start], spec.source[sample.item.marker]
    if indent.strip() or marker[0].isdigit():
        return ()
    mark = {"strong": "**", "emphasis": "_"}.get(sample.style, "")
    keys = list(wanted)
    rows: dict[int, list[str]] = {}
    for key in missing:
        before = [held[other] for other in keys[: keys.index(key)] if other in held]
        item = before[-1].item if before else None
        first = component.item.blocks[0]
        rows.setdefault(item.span.end if item else first.span.end, []).append(
            f"\n{indent}{marker.strip()} {mark}{wanted[key]}:{mark}"
        )
    return tuple(Edit(Span(offset, offset), "".join(parts)) for offset, parts in sorted(rows.items()))


def locations_of(spec: Spec, component: Component) -> list[tuple[Span, bool]]:
    """Return where a component's location names paths, and whether each is a code span."""
    label = component.parts.get("location")
    if label is None or label.value.end == label.value.start or spec.is_placeholder(label.value):
        return []
    where = Span(label.value.start, max(label.value.end, label.item.span.end)) if label.item else label.value
    codes = code_spans(spec.source, where)
    if codes:
        return [(code.content, True) for code in codes if code is codes[0] or "/" in spec.source[code.content]]
    if is_none_statement(spec.text(label.value)):
        return []
    if any(inexactness(spec.source[code.content]) is None for code in code_spans(spec.source, component.name_span)):
        return []  # The component's name is its path.
    return [(path_target(spec, label.value), False)]


def planned_files(spec: Spec) -> dict[str, dict[str, Span]]:
    """Return, for each list of files (`files-to-create` and so on), where it names each path; folders are left out."""
    found: dict[str, dict[str, Span]] = {}
    for role in LISTS:
        paths = found.setdefault(role, {})
        for section in spec.by_role.get(role, []):
            for block in section.all_blocks():
                if isinstance(block, Fence):
                    entries = [entry for entry in read_tree(spec.source, block) if not entry.folder]
                    for entry in entries:
                        paths.setdefault(clean(entry.path), entry.span)
                elif isinstance(block, List):
                    for item in block.items:
                        span = listed_path(spec, item)
                        if span is not None:
                            paths.setdefault(clean(spec.source[span]), span)
    return found


def listed_path(spec: Spec, item: ListItem) -> Span | None:
    """Return where a list item names the path that it begins with, or None where it names none."""
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return None
    line = Span(max(item.content_start, first.line_spans[0].start), first.line_spans[0].end)
    if spec.is_placeholder(line) or is_none_statement(spec.text(line)):
        return None
    codes = code_spans(spec.source, line)
    if codes and codes[0].span.start <= line.start + 2:
        return codes[0].content
    colon = _COLON.search(spec.source[line])
    target = path_target(spec, Span(line.start, line.start + colon.start()) if colon else line)
    return None if spec.is_placeholder(target) else target
