"""The two outlines that an alignment holds against each other: a template's sections and a document's headings."""

import re
from typing import TYPE_CHECKING

from speclint.markdown.sections import Section
from speclint.records import NamedTuple
from speclint.spec.headings import HeadingKey, heading_key
from speclint.spec.spectype import SectionType, SpecType

if TYPE_CHECKING:
    from collections.abc import Sequence


class Slot(NamedTuple):
    """A section of the template that stands once."""

    type: SectionType
    parent: int
    key: HeadingKey
    accepted: frozenset[str]


class Head(NamedTuple):
    """A heading of the document."""

    section: Section
    key: HeadingKey
    level: int
    parent: int


class Outlines:
    """Both, flat.

    Attributes:
        slots: The template's sections that stand once, in order.
        repeatable: Those that stand once for each thing, by the index of the slot that holds them; -1 at the top.
        heads: The document's headings, in order.
        numbered: The slots that have a number, by that and their level.
        written: The words of all headings.
        free: Whether a heading is a section by its words alone.
    """

    def __init__(self, spec_type: SpecType, heads: "Sequence[tuple[Section, str]]", title_level: int) -> None:
        self.free = spec_type.free
        self.slots: list[Slot] = []
        self.repeatable: dict[int, list[SectionType]] = {}
        self._flatten(spec_type.sections, -1)
        self.heads: list[Head] = []
        self._outline(heads, title_level)
        self.numbered = {(slot.key.number, slot.type.level): slot for slot in self.slots if slot.key.number}
        self.written = {head.key.words for head in self.heads}

    def _flatten(self, types: "Sequence[SectionType]", parent: int) -> None:
        for section in types:
            if section.repeatable:
                self.repeatable.setdefault(parent, []).append(section)
                continue
            key = heading_key(f"{section.number} {section.heading}" if section.number else section.heading)
            accepted = frozenset({key.words, *(heading_key(variant).words for variant in section.variants)})
            self.slots.append(Slot(section, parent, key, accepted))
            self._flatten(section.sections, len(self.slots) - 1)

    def _outline(self, heads: "Sequence[tuple[Section, str]]", title_level: int) -> None:
        open_heads: list[int] = []
        for index, (section, text) in enumerate(heads):
            level = section.level - title_level
            while open_heads and self.heads[open_heads[-1]].level >= level:
                open_heads.pop()
            self.heads.append(Head(section, heading_key(text), level, open_heads[-1] if open_heads else -1))
            open_heads.append(index)

    def stands_elsewhere(self, slot: Slot, head: int) -> bool:
        """Tell whether a heading with another qualifier and another section's number is only named alike."""
        key = self.heads[head].key
        other_chapter = key.number.partition(".")[0] != slot.key.number.partition(".")[0]
        return bool(key.number) and other_chapter and key.words not in slot.accepted

    def is_numbered_as_another(self, head: int, slot_index: int) -> bool:
        """Tell whether a heading has, at another level, the number of a section whose own words stand nowhere.

        `## 8. Test Plan` is section 8 under other words, not `8.3 Test Plan` at another level.
        """
        _, key, level, _ = self.heads[head]
        slot = self.slots[slot_index]
        holder = self.heads[self.heads[head].parent] if self.heads[head].parent >= 0 else None
        inside = level > slot.type.level and holder is not None and holder.level == slot.type.level
        if inside and holder and slot.key.number and holder.key.number == slot.key.number:
            # `### Open Questions` under `## 9. Questions` is a part of section 9.
            return True
        if not key.number or level == slot.type.level or key.number == slot.key.number:
            return False
        other = self.numbered.get((key.number, level))
        return other is not None and other.accepted.isdisjoint(self.written)

    def stands_in_parent(self, head: int, slot: Slot) -> bool:
        """Tell whether a heading stands under words of the section that holds a section in the template."""
        above = self.heads[head].parent
        if slot.parent < 0 or above < 0:
            return slot.parent < 0 and above < 0
        return self.heads[above].key.words in self.slots[slot.parent].accepted

    def is_instance(self, head: int) -> bool:
        """Tell whether a heading has the form of a repeatable section and its level (`### POST /invites`)."""
        _, key, level, _ = self.heads[head]
        return any(
            kind.level == level and any(re.match(form, key.text) for form in (kind.pattern, kind.form) if form)
            for kinds in self.repeatable.values()
            for kind in kinds
        )

    def strangeness(self, slot: Slot, head: int) -> int:
        """Count the ways in which a heading differs from a section; its level counts twice."""
        _, key, level, _ = self.heads[head]
        return 2 * (level != slot.type.level) + (key.number != slot.key.number) + (key.words not in slot.accepted)
