"""Checks of lists and tables as wholes: of the prescribed kind, and not empty."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import HtmlBlock, List, Paragraph, Table, ThematicBreak
from speclint.markdown.inline import Strong, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem, Row
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import FieldView, TableView

_KINDS = {"checkboxes": "a list of checkboxes", "ordered": "a numbered list", "named": "a list of bold names"}
_CURES = {
    "checkboxes": "begin each item with `- [ ]`",
    "ordered": "number the items: `1.`, `2.` and so on",
    "named": "begin each item with its name in bold: `- **name**`",
}
_CHECKBOX = regex(r"\\?\[\s{0,3}([xX✓✔]?)\s{0,3}\\?\](?=\s|$)|[☐☑☒✅✓✔](?=\s)")
# Another rule names each row that such a table lacks.
_COUNTED_ELSEWHERE = frozenset({"mapping", "migration-order"})


class _Listing(NamedTuple):
    """A place where the template has a list.

    Args:
        kind: `checkboxes`, `ordered` or `named`.
        blocks: What stands there.
        where: The heading or the label.
        name: What to call the place.
        value: What stands beside the label; empty for a section.
        alone: Whether nothing else is prescribed there, and no heading below takes the list's place.
    """

    kind: str
    blocks: Sequence[Block]
    where: Span
    name: str
    value: Span
    alone: bool


def wrong_list_style(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place whose list is of another kind than the template's, at the first item that shows it.

    Beside a list of the prescribed kind another one is a remark.
    """
    for listing in _listings(spec):
        lists = list(_runs(listing.blocks))
        wrong = [[item for item in items if not _passes(spec, listing.kind, item, len(items) == 1)] for items in lists]
        mixed = any(len(found) < len(items) for items, found in zip(lists, wrong, strict=True))
        told = False
        for items, found in zip(lists, wrong, strict=True):
            if found and not told and (len(found) < len(items) or not mixed):
                yield _styled(spec, listing, items, found)
                told = True
        if not lists and listing.alone and _is_prose(spec, listing):
            message = f"{listing.name} is not {_KINDS[listing.kind]}"
            yield Finding(listing.where, message, _CURES[listing.kind])


def _runs(blocks: Sequence[Block]) -> Iterator[list[ListItem]]:
    """Yield the items of each list; lists with nothing between them, whose markers alone differ, are one."""
    run: list[ListItem] = []
    for block in blocks:
        if isinstance(block, List):
            run += block.items
        elif run:
            yield run
            run = []
    if run:
        yield run


def _passes(spec: Spec, kind: str, item: ListItem, alone: bool) -> bool:
    """Tell whether an item is of the prescribed kind, or says alone that there is none."""
    return _fits(spec, kind, item) or (alone and _says_none(spec, item))


def _is_prose(spec: Spec, listing: _Listing) -> bool:
    """Tell whether paragraphs stand in place of a list, and say something else than that there is nothing."""
    texts = [listing.value, *(b.span for b in listing.blocks if isinstance(b, Paragraph))]
    texts = [span for span in texts if spec.text(span)]
    others = any(not isinstance(b, Paragraph | HtmlBlock | ThematicBreak) for b in listing.blocks)
    if others or not texts or any(spec.is_placeholder(span) for span in texts):
        return False
    return not any(is_none_statement(line) for span in texts for line in spec.text(span).splitlines())


def _listings(spec: Spec) -> Iterator[_Listing]:
    for section in spec.alignment.walk():
        if section.type.excluded or section.speaks_of_another:
            continue
        if section.type.list in _KINDS:
            shown = f'"{spec.text(section.heading.content)}"'
            where = section.heading.span
            alone = not (section.extra or section.children or section.type.items or section.type.tables)
            yield _Listing(section.type.list, section.blocks, where, shown, Span(where.end, where.end), alone)
        for view in spec.fields_of(section).values():
            if view.type.content in _KINDS:
                name, value = f"**{view.type.label}:**", view.label.value
                yield _Listing(view.type.content, view.blocks, view.label.span, name, value, True)
                if view.type.named:
                    yield _Listing("named", view.blocks, view.label.span, name, value, False)


def _styled(spec: Spec, listing: _Listing, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Finding:
    fix = {"checkboxes": _ticked, "ordered": _numbered, "named": _named}[listing.kind](spec, items, wrong)
    if len(wrong) == len(items):
        message = f"the list of {listing.name} is not {_KINDS[listing.kind]}"
    else:
        what = {"checkboxes": "without a checkbox", "ordered": "without a number", "named": "without a bold name"}
        count = "an item" if len(wrong) == 1 else f"{len(wrong)} items"
        message = f"the list of {listing.name} has {count} {what[listing.kind]}"
    return Finding(_first_line(wrong[0]), message, _CURES[listing.kind], fix=fix)


def _first_line(item: ListItem) -> Span:
    first = item.blocks[0] if item.blocks else None
    if isinstance(first, Paragraph):
        return Span(item.marker.start, first.line_spans[0].end)
    return item.marker


def _text_start(item: ListItem) -> Span:
    """Return an item's first line after its marker."""
    line = _first_line(item)
    return Span(min(max(item.content_start, item.marker.end), line.end), line.end)


def _says_none(spec: Spec, item: ListItem) -> bool:
    return is_none_statement(spec.text(_text_start(item)))


def _fits(spec: Spec, kind: str, item: ListItem) -> bool:
    if kind == "checkboxes":
        return item.checkbox is not None
    if kind == "ordered":
        return spec.source[item.marker][:1].isdigit()
    text = _text_start(item)
    return any(isinstance(one, Strong) and one.span.start == text.start for one in scan(spec.source, text))


def _ticked(spec: Spec, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Fix:
    """Give items a checkbox; one that is none for Markdown (`[]`, `☐`) is written as it should be."""
    edits = []
    for item in wrong:
        text = _text_start(item)
        found = _CHECKBOX.match(spec.source.text, text.start, text.end)
        if found:
            ticked = bool(found[1]) or found.group() in "☑☒✅✓✔"
            edits.append(Edit(Span(found.start(), found.end()), "[x]" if ticked else "[ ]"))
        else:
            gap = "" if text.start > item.marker.end else " "
            edits.append(Edit(Span(text.start, text.start), f"{gap}[ ] "))
    return Fix("add the checkboxes", Safety.SAFE, tuple(edits))


def _numbered(spec: Spec, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Fix | None:
    """Number the items, and indent what stands under each by what its marker grows."""
    source = spec.source
    edits: list[Edit] = []
    sign = next((source[item.marker][-1] for item in items if item not in wrong), ".")
    for number, item in enumerate(items, 1):
        start = source.line_starts[source.line_of(item.marker.start)]
        if source[Span(start, item.marker.start)].strip(" "):
            return None
        marker = f"{number}{sign}"
        edits.append(Edit(item.marker, marker))
        grown = " " * (len(marker) - (item.marker.end - item.marker.start))
        last = source.line_of(max(item.span.end - 1, item.span.start))
        below = range(source.line_of(start) + 1, last + 1 if grown else 0)
        starts = [source.line_starts[line] for line in below if source[source.line_spans[line]].strip()]
        edits += [Edit(Span(place, place), grown) for place in starts]
    return Fix("number the items", Safety.SAFE, tuple(edits))


def _named(spec: Spec, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Fix | None:
    """Offer to set in bold what stands before a colon or a dash, else the whole line, where that is short."""
    edits: list[Edit] = []
    for item in wrong:
        text = _text_start(item)
        line = spec.source[text]
        end = min((place for mark in (":", " — ", " – ", " - ") if (place := line.find(mark)) > 0), default=len(line))
        name = line[:end].rstrip()
        if not name or len(name.split()) > _LONGEST_NAME or name[0] in "*_[":
            return None
        edits.append(Edit(Span(text.start, text.start + len(name)), f"**{name}**"))
    return Fix("set the names in bold", Safety.UNSAFE, tuple(edits))


_LONGEST_NAME = 8


def too_few_items(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each list, table and plan that holds nothing, and the blank rows of each table."""
    yield from _without_tasks(spec)
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        yield from _in_section(spec, section)
        for views in spec.tables_of(section).values():
            for view in views:
                yield from _in_table(spec, section, view)
        for field in spec.fields_of(section).values():
            if field.type.content in _KINDS:
                yield from _in_list(spec, field)


def _without_tasks(spec: Spec) -> Iterator[Finding]:
    """Report a plan without any task, save where its phases hold the template's prompts."""
    section = next(iter(spec.by_role.get("tasks", ())), None)
    if section is None or spec.tasks or spec.type is None or spec.type.family("task") is None:
        return
    prompts = (spec.is_placeholder(block.span) for block in section.all_blocks())
    if not any(prompts):
        shown = spec.text(section.heading.content)
        message = f'section "{shown}" holds no task'
        yield Finding(section.heading.span, message, "write at least one task: `- **T-001:** title`", level="required")


def _in_section(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report a section whose list lacks an item that says something; an empty section is another rule's."""
    kind = section.type
    if not kind.items:
        return
    content = [b for b in section.all_blocks() if not isinstance(b, ThematicBreak | HtmlBlock)]
    others = len(section.extra) + sum(len(block.rows) for block in content if isinstance(block, Table))
    items = [item for block in content if isinstance(block, List) for item in block.items]
    speaking = (item for item in items if spec.text(_text_start(item)) and not _says_none(spec, item))
    real = list(islice(speaking, kind.items))
    if not content or len(real) + others >= kind.items:
        return
    if kind.none and (spec.is_none(section) or _states_none(spec, content)):
        return
    if any(spec.is_placeholder(block.span) for block in content):
        return
    shown = spec.text(section.heading.content)
    least = "no item" if not real else f"{len(real)} of at least {kind.items} items"
    level = "required" if kind.ids else None
    blank = next((item for item in items if item not in real), None)
    where = _first_line(blank) if blank is not None and not real else section.heading.span
    yield Finding(where, f'the list of "{shown}" has {least}', "write an item for each", level=level)


def _states_none(spec: Spec, blocks: Sequence[Block]) -> bool:
    """Tell whether any line of the paragraphs says that there is nothing."""
    lines = [line for block in blocks if isinstance(block, Paragraph) for line in block.line_spans]
    return any(is_none_statement(spec.text(line)) for line in lines)


def _in_list(spec: Spec, field: FieldView) -> Iterator[Finding]:
    """Report the list under a label that is there and lacks items which say something."""
    items = [item for block in field.blocks if isinstance(block, List) for item in block.items]
    real = [item for item in items if spec.text(_text_start(item)) and not _says_none(spec, item)]
    least = max(field.type.items, 1)
    if not items or len(real) >= least or any(_says_none(spec, item) for item in items):
        return
    if any(spec.is_placeholder(_text_start(item)) for item in items):
        return
    few = f"{len(real)} of at least {least} items" if real else "no item that says anything"
    where = field.label.span if real else _first_line(items[0])
    yield Finding(where, f"the list of **{field.type.label}:** has {few}", "write an item for each")


def _in_table(spec: Spec, section: SpecSection, view: TableView) -> Iterator[Finding]:
    """Report a table without rows, and rows without text beside others; nothing where the section says none."""
    if view.type.role in _COUNTED_ELSEWHERE:
        return
    rows = list(view.rows())
    blank = [row for row in view.table.rows if row not in rows]
    if len(rows) < view.type.rows and not rows:
        if spec.is_none(section) or _states_none(spec, section.all_blocks()):
            return
        where = blank[0].span if blank else view.table.header.span
        columns = ", ".join(view.names)
        yield Finding(where, f"the table {columns} has no row with text in it", "write its first row")
    elif blank:
        edits = tuple(_without_line(spec, row) for row in blank)
        fix = Fix("delete the blank rows" if len(blank) > 1 else "delete the blank row", Safety.SAFE, edits)
        related = tuple(Related(row.span, "here too") for row in blank[1:4])
        yield Finding(blank[0].span, "the row is blank", "fill it, or delete it", related, fix)


def _without_line(spec: Spec, row: Row) -> Edit:
    source = spec.source
    index = source.line_of(row.span.start)
    if index + 1 < len(source.line_starts):
        return Edit(Span(source.line_starts[index], source.line_starts[index + 1]), "")
    return Edit(Span(source.line_spans[index - 1].end, len(source)), "")
