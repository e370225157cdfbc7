"""A document's headings aligned, as a whole, with the section tree of its type."""

from typing import TYPE_CHECKING

from speclint.markdown.sections import Section
from speclint.spec.flat_outlines import Outlines, Slot
from speclint.spec.headings import HeadingKey, within_two_edits
from speclint.spec.outline import Alignment, Duplicate, Missing, SpecSection
from speclint.spec.pairing import Pairing
from speclint.spec.spectype import SpecType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def align(spec_type: SpecType, heads: "Sequence[tuple[Section, str]]", title_level: int) -> Alignment:
    """Align a document with its type.

    Args:
        spec_type: The type.
        heads: The document's sections after the title, in document order, each with its heading's visible text.
        title_level: The level of the title's heading; 1 where there is none.

    Returns:
        The cheapest reading: exact headings anchor, the longest run of anchors in order stays, the rest has moved, and
        what lies between anchors is paired by a small dynamic programme. Near-linear in the number of headings.
    """
    return _Reading(Pairing(Outlines(spec_type, heads, title_level))).alignment()


class _Reading:
    """A pairing told as sections, changes, and what is missing, unknown or there twice."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self.slots = pairing.slots
        self.heads = pairing.heads
        self.pairs = pairing.pairs
        self.duplicates = pairing.duplicates
        self.moved = pairing.moved
        self.instances = pairing.instances

    def alignment(self) -> Alignment:
        nodes: dict[int, SpecSection] = {}
        by_slot = {slot: head for head, slot in self.pairs.items()}
        for index, head in enumerate(self.heads):
            kind = self.slots[self.pairs[index]].type if index in self.pairs else self.instances.get(index)
            if kind is not None:
                nodes[index] = SpecSection(kind, head.section, head.key, head.level)
        tops: list[SpecSection] = []
        for index, node in nodes.items():
            holder = (
                by_slot.get(self.slots[self.pairs[index]].parent) if index in self.pairs else self._pairing.owner(index)
            )
            parent = nodes.get(holder) if holder is not None else None
            node.parent = parent
            (parent.children if parent else tops).append(node)
        for index, node in nodes.items():
            node.changes = self._changes(index, node, by_slot)
        unknown = self._unknown(nodes)
        duplicates = [
            Duplicate(self.slots[slot].type, self.heads[head].section, nodes[by_slot[slot]])
            for slot, head in sorted(self.duplicates, key=lambda pair: pair[1])
        ]
        return Alignment(tuple(tops), tuple(self._missing(nodes, by_slot)), tuple(unknown), tuple(duplicates))

    def _changes(self, index: int, node: SpecSection, by_slot: dict[int, int]) -> frozenset[str]:
        found: set[str] = set()
        kind = node.type
        shift = node.level - kind.level
        if index in self.instances:
            return frozenset(
                {"releveled"} if shift != (node.parent.level - node.parent.type.level if node.parent else 0) else ()
            )
        slot = self.slots[self.pairs[index]]
        parent_missing = slot.parent >= 0 and slot.parent not in by_slot
        inherited = node.parent.level - node.parent.type.level if node.parent else (-1 if parent_missing else 0)
        if shift not in {inherited, 0} or (shift == 0 and node.parent and inherited and not parent_missing):
            found.add("releveled")
        if (kind.number or slot.key.number) and node.key.number != slot.key.number:
            found.add("renumbered")
        if index in self.moved and not (node.parent and "moved" in self._move_of(slot.parent, by_slot)):
            found.add("moved")
        if wording := _wording(node.key, slot):
            found.add(wording)
        return frozenset(found)

    def _move_of(self, slot: int, by_slot: dict[int, int]) -> frozenset[str]:
        return frozenset({"moved"}) if by_slot.get(slot, -1) in self.moved else frozenset()

    def _unknown(self, nodes: dict[int, SpecSection]) -> list[Section]:
        duplicates = {head for _, head in self.duplicates}
        unknown: list[Section] = []
        for index, head in enumerate(self.heads):
            if index in nodes or index in duplicates:
                continue
            owner = head.parent
            while owner >= 0 and owner not in nodes and owner not in duplicates:
                owner = self.heads[owner].parent
            if owner in nodes:
                nodes[owner].extra.append(head.section)
            if head.parent < 0 or head.parent in nodes:
                unknown.append(head.section)
        return unknown

    def _stands_in_parent(self, slot: int, by_slot: dict[int, int]) -> bool:
        """Tell whether a section is there, and the heading of the section that should hold it encloses its own."""
        if slot not in by_slot:
            return False
        holder, head = by_slot.get(self.slots[slot].parent, -1), by_slot[slot]
        while head > holder:
            head = self.heads[head].parent
        return head == holder

    def _missing(self, nodes: dict[int, SpecSection], by_slot: dict[int, int]) -> "Iterator[Missing]":
        present_groups = {slot.type.group for index, slot in enumerate(self.slots) if index in by_slot}
        last: dict[int, SpecSection] = {}
        absent: set[int] = set()
        held = {slot.parent for index, slot in enumerate(self.slots) if self._stands_in_parent(index, by_slot)}
        for index, slot in enumerate(self.slots):
            if index in by_slot:
                last[slot.parent] = nodes[by_slot[index]]
                continue
            absent.add(index)
            kind = slot.type
            if (
                slot.parent in absent
                or kind.excluded
                or not kind.required
                or (kind.group and kind.group in present_groups)
            ):
                continue
            parent = nodes[by_slot[slot.parent]] if slot.parent >= 0 else None
            if parent is not None and "retitled" in parent.changes and slot.parent not in held:
                continue  # Under other words and with none of its own sections it speaks of something else.
            yield Missing(kind, parent, last.get(slot.parent))


def _wording(key: HeadingKey, slot: Slot) -> str:
    """Return `inexact`, `retitled` or "" for a heading's words against the template's."""
    wanted = slot.key
    if key.words in slot.accepted and key.words != wanted.words:
        return ""
    if _without_number(key).rstrip(" #:") in slot.type.variants:
        return ""
    if key.words != key.bare == wanted.bare and wanted.bare in slot.accepted and key.words != wanted.words:
        return ""
    if key.words == wanted.words:
        return (
            ""
            if _without_number(key).rstrip(" #:") == _without_number(wanted) or _same_but_qualifier(key, wanted)
            else "inexact"
        )
    return "inexact" if within_two_edits(key.bare, wanted.bare) else "retitled"


def _without_number(key: HeadingKey) -> str:
    return key.text[len(key.text) - len(key.text.lstrip("0123456789.) ")) :] if key.number[:1].isdigit() else key.text


def _same_but_qualifier(key: HeadingKey, wanted: HeadingKey) -> bool:
    """Tell whether only the case of a trailing parenthesis differs."""
    mine, theirs = _without_number(key), _without_number(wanted)
    cut = theirs.rfind("(")
    return cut > 0 and mine[:cut] == theirs[:cut] and mine.casefold() == theirs.casefold()
