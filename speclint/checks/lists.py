"""The check of lists: of the prescribed kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import HtmlBlock, List, Paragraph, ThematicBreak
from speclint.markdown.inline import Strong, scan
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.item_lines import first_line, says_none, text_start
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_LONGEST_NAME = 8
_KINDS = {"checkboxes": "a list of checkboxes", "ordered": "a numbered list", "named": "a list of bold names"}
_CURES = {
    "checkboxes": "begin each item with `- [ ]`",
    "ordered": "number the items: `1.`, `2.` and so on",
    "named": "begin each item with its name in bold: `- **name**`",
}
_CHECKBOX = regex(r"\\?\[\s{0,3}([xX✓✔]?)\s{0,3}\\?\](?=\s|$)|[☐☑☒✅✓✔](?=\s)")
_DONE = "(?:resolved|answered|settled|decided)"
_ANSWERED = regex(
    rf"^\W*{_DONE}\b|\b(?:all|both|every|each|these|following|no (?:remaining|open|further))\b([^.]{{0,60}})\b{_DONE}\b"
    r"|\bno (?:remaining|open|further) questions\b",
    re.IGNORECASE,
)
_STILL = regex(r"\b(?:must|should|will|to|needs?|can|cannot|not|until|before|once|when)\b", re.IGNORECASE)
_ANSWERED_HEADING = regex(rf"\b{_DONE}\b", re.IGNORECASE)
# What shows that a question's item is done with: struck through, ticked, or with the answer beside it.
_SETTLED = regex(
    rf"~~|[\u2705\u2713\u2714\u2611]|[*(]\s*{_DONE}\b"
    rf"|(?:^[ \t>-]*|\*\*)(?:current\s+)?(?:decision|answer|resolution|{_DONE})\b[^\n:]{{0,30}}:",
    re.IGNORECASE | re.MULTILINE,
)


class _Listing(NamedTuple):
    """A place where the template has a list.

    Args:
        kind: `checkboxes`, `ordered` or `named`.
        blocks: What stands there.
        where: The heading or the label.
        name: What to call the place.
        value: What stands beside the label; empty for a section.
        alone: Whether nothing else is prescribed there, and no heading below takes the list's place.
        settles: Whether it holds questions, of which one that is answered is as good as ticked.
        loose: Whether nothing in it waits to be ticked, so that its form alone is amiss: it says what is left alone, or
            stands under a heading of the author's own.
    """

    kind: str
    blocks: Sequence[Block]
    where: Span
    name: str
    value: Span
    alone: bool
    settles: bool = False
    loose: bool = False


def wrong_list_style(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place whose list is of another kind than the template's, at the first item that shows it.

    Beside a list of the prescribed kind another one is a remark.
    """
    for listing in _listings(spec):
        lists = list(_runs(listing.blocks))
        wrong = [[item for item in items if not _passes(spec, listing, item, len(items) == 1)] for items in lists]
        mixed = any(len(found) < len(items) for items, found in zip(lists, wrong, strict=True))
        told = False
        for items, found in zip(lists, wrong, strict=True):
            if found and not told and (len(found) < len(items) or not mixed):
                yield _styled(spec, listing, items, found)
                told = True
        if not lists and listing.alone and _is_prose(spec, listing):
            message = f"{listing.name} is not {_KINDS[listing.kind]}"
            yield Finding(listing.where, message, _CURES[listing.kind], level="form")


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


def _passes(spec: Spec, listing: _Listing, item: ListItem, alone: bool) -> bool:
    """Tell whether an item is of the prescribed kind, says alone that there is none, or holds its question's answer."""
    if _fits(spec, listing.kind, item) or (alone and says_none(spec, item)):
        return True
    return listing.settles and bool(_SETTLED.search(spec.source[item.span]))


def _is_settled(spec: Spec, section: SpecSection) -> bool:
    """Tell whether the heading or a paragraph of a section of questions says that they are answered."""
    if _ANSWERED_HEADING.search(spec.text(section.heading.content)):
        return True
    texts = (spec.text(block.span) for block in section.blocks if isinstance(block, Paragraph))
    return any(found and not _STILL.search(found[1] or "") for text in texts for found in (_ANSWERED.search(text),))


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
            settles = section.type.role == "open-questions"
            if settles and _is_settled(spec, section):
                continue
            loose = section.type.role == "non-goals" or ("retitled" in section.changes and not section.type.items)
            end = Span(where.end, where.end)
            yield _Listing(section.type.list, section.blocks, where, shown, end, alone, settles, loose)
        for view in spec.fields_of(section).values():
            if view.type.content in _KINDS:
                name, value = f"**{view.type.label}:**", view.label.value
                yield _Listing(view.type.content, view.blocks, view.label.span, name, value, True)
                if view.type.named:
                    yield _Listing("named", view.blocks, view.label.span, name, value, False)


def _styled(spec: Spec, listing: _Listing, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Finding:
    fix = {"checkboxes": _ticked, "ordered": _numbered, "named": _named}[listing.kind](spec, items, wrong)
    if not any(_fits(spec, listing.kind, item) for item in items):
        message = f"the list of {listing.name} is not {_KINDS[listing.kind]}"
    else:
        what = {"checkboxes": "without a checkbox", "ordered": "without a number", "named": "without a bold name"}
        count = "an item" if len(wrong) == 1 else f"{len(wrong)} items"
        message = f"the list of {listing.name} has {count} {what[listing.kind]}"
    prose = spec.type is not None and spec.type.prose
    level = "form" if prose or (listing.loose and len(wrong) == len(items)) else None
    return Finding(first_line(wrong[0]), message, _CURES[listing.kind], fix=fix, level=level)


def _fits(spec: Spec, kind: str, item: ListItem) -> bool:
    if kind == "checkboxes":
        return item.checkbox is not None
    if kind == "ordered":
        return spec.source[item.marker][:1].isdigit()
    text = text_start(item)
    return any(isinstance(one, Strong) and one.span.start == text.start for one in scan(spec.source, text))


def _ticked(spec: Spec, items: Sequence[ListItem], wrong: Sequence[ListItem]) -> Fix:
    """Give items a checkbox; one that is none for Markdown (`[]`, `☐`) is written as it should be."""
    edits = []
    for item in wrong:
        text = text_start(item)
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
        text = text_start(item)
        line = spec.source[text]
        end = min((place for mark in (":", " — ", " – ", " - ") if (place := line.find(mark)) > 0), default=len(line))
        name = line[:end].rstrip()
        if not name or len(name.split()) > _LONGEST_NAME or name[0] in "*_[":
            return None
        edits.append(Edit(Span(text.start, text.start + len(name)), f"**{name}**"))
    return Fix("set the names in bold", Safety.UNSAFE, tuple(edits))
