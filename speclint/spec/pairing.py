"""A document's headings paired with a template's sections, as a whole and at the least cost."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.regex import regex
from speclint.spec.flat_outlines import Outlines, Slot
from speclint.spec.headings import are_alike, are_near
from speclint.spec.pair_cost import pair_cost
from speclint.spec.runs import longest_run
from speclint.spec.spectype import SectionType

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDEST_GAP = 200
_NOTHING_OPEN = regex(r"\W*(?:all\b.*\b(?:resolved|answered|settled|closed|done)|no|none|nothing|no\b.*)\W*$")


class Pairing:
    """Which heading is which section; indexes are those of the outlines.

    Attributes:
        pairs: The section of a heading.
        duplicates: Sections with the second headings for them.
        moved: The paired headings that are out of the template's order.
        instances: The repeatable section of a heading.
    """

    def __init__(self, outlines: Outlines) -> None:
        self.outlines = outlines
        self.slots = outlines.slots
        self.heads = outlines.heads
        self.pairs: dict[int, int] = {}
        self.duplicates: list[tuple[int, int]] = []
        self.moved: set[int] = set()
        self.instances: dict[int, SectionType] = {}
        self._anchor()
        if outlines.free:
            self._let_go()
        in_place = self._keep_order()
        self._pair_gaps(in_place)
        self._pair_by_number()
        self._pair_by_words()
        self._claim_instances()
        if not outlines.free:
            self._pair_by_place()

    def _anchor(self) -> None:
        by_words: dict[str, list[int]] = {}
        by_bare: dict[str, list[int]] = {}
        for index, slot in enumerate(self.slots):
            for words in sorted(slot.accepted):
                by_words.setdefault(words, []).append(index)
            by_bare.setdefault(slot.key.bare, []).append(index)
        claims: dict[int, list[int]] = {}
        for head, (_, key, level, _) in enumerate(self.heads):
            found = by_words.get(key.words) or by_bare.get(key.bare) or []
            if len(found) > 1:
                found = [slot for slot in found if self.slots[slot].key.number == key.number] or found
            if len(found) > 1:
                found = [slot for slot in found if self.slots[slot].type.level == level]
            if (
                len(found) == 1
                and not self.outlines.is_instance(head)
                and not self.outlines.is_numbered_as_another(head, found[0])
            ):
                claims.setdefault(found[0], []).append(head)
        for slot_index, found_heads in claims.items():
            slot = self.slots[slot_index]
            if self.outlines.free:
                found_heads = [
                    head for head in found_heads if self.outlines.stands_in_parent(head, slot)
                ] or found_heads
            best = min(found_heads, key=lambda head: (self.outlines.strangeness(slot, head), head))
            self.pairs[best] = slot_index
            level = self.heads[best].level
            self.duplicates += [
                (slot_index, head)
                for head in found_heads
                if head != best and self.heads[head].level == level and not self.outlines.stands_elsewhere(slot, head)
            ]

    def _let_go(self) -> None:
        """Give up anchors deeper than their section that stand in another one, and those under a heading of its own."""
        for head, slot_index in list(self.pairs.items()):
            slot = self.slots[slot_index]
            owner = self.owner(head)
            above = slot.parent
            while above >= 0 and owner >= 0 and self.pairs[owner] != above:
                above = self.slots[above].parent
            if self._is_one_too_deep(head, slot_index, owner):
                continue
            holder = self.heads[head].parent
            own = holder >= 0 and holder not in self.pairs and slot.parent in self.pairs.values()
            if (own or self.heads[head].level > slot.type.level) and owner >= 0 and above < 0:
                del self.pairs[head]
                self.duplicates = [pair for pair in self.duplicates if pair[0] != slot_index]

    def _is_one_too_deep(self, head: int, slot_index: int, owner: int) -> bool:
        """Tell whether a heading stands one level too deep, and so in the section that the template has before it."""
        slot = self.slots[slot_index]
        before = [index for index in range(slot_index) if self.slots[index].parent == slot.parent]
        one_deeper = self.heads[head].level == slot.type.level + 1
        return one_deeper and bool(before) and owner >= 0 and self.pairs.get(owner) == before[-1]

    def _keep_order(self) -> list[tuple[int, int]]:
        """Return the longest run of anchors that is in the template's order; mark the others as moved."""
        anchors = sorted(self.pairs.items())
        if self.outlines.free:
            # What stands in another chapter has moved, not the chapter.
            chapters = longest_run([(head, slot) for head, slot in anchors if self.slots[slot].parent < 0])
            anchors_in_place = [one for one in anchors if all((one < two) == (one[1] < two[1]) for two in chapters)]
        else:
            anchors_in_place = anchors
        kept = longest_run(anchors_in_place)
        stays = {head for head, _ in kept}
        self.moved = {head for head, _ in anchors if head not in stays}
        return kept

    def _pair_gaps(self, in_place: list[tuple[int, int]]) -> None:
        taken_heads = set(self.pairs) | {head for _, head in self.duplicates}
        taken_slots = set(self.pairs.values())
        edges = [(-1, -1), *in_place, (len(self.heads), len(self.slots))]
        for (head_a, slot_a), (head_b, slot_b) in pairwise(edges):
            slots = [slot for slot in range(slot_a + 1, slot_b) if slot not in taken_slots]
            if not slots:
                continue
            heads = [h for h in range(head_a + 1, head_b) if h not in taken_heads and not self.outlines.is_instance(h)]
            self.pairs.update(self._cheapest(heads[:_WIDEST_GAP], slots))

    def _pair_by_number(self) -> None:
        """Pair a missing section with the one unclaimed heading that has its number and level, wherever it is."""
        taken = set(self.pairs) | {head for _, head in self.duplicates}
        by_number: dict[tuple[str, int], list[int]] = {}
        for index, head in enumerate(self.heads):
            if index not in taken and head.key.number:
                by_number.setdefault((head.key.number, head.level), []).append(index)
        claimed = set(self.pairs.values())
        for slot_index, slot in enumerate(self.slots):
            free = by_number.get((slot.key.number, slot.type.level), [])
            if slot_index not in claimed and slot.key.number and len(free) == 1:
                self.pairs[free[0]] = slot_index

    def _pair_by_words(self) -> None:
        """Pair a missing section with the one unclaimed heading of its level and holder that is named nearly alike.

        Under the title one word is enough, if no other section there has it: `Effort Summary` is the `Effort Estimate`.
        """
        taken = set(self.pairs) | {head for _, head in self.duplicates}
        by_slot = {slot: head for head, slot in self.pairs.items()}
        free: dict[tuple[int, int], list[int]] = {}
        for index, head in enumerate(self.heads):
            if index not in taken and not self.outlines.is_instance(index):
                free.setdefault((self.owner(index), head.level), []).append(index)
        for slot_index, slot in enumerate(self.slots):
            holder = by_slot.get(slot.parent, -1)
            if slot_index in by_slot or (slot.parent >= 0 and holder < 0) or not slot.type.required:
                continue
            siblings = [
                one for index, one in enumerate(self.slots) if one.parent == slot.parent and index != slot_index
            ]
            level = slot.type.level
            if holder >= 0:
                level += self.heads[holder].level - self.slots[slot.parent].type.level
            heads = free.get((holder, level), [])[:_WIDEST_GAP]
            near = [head for head in heads if self._is_named_for(head, slot, siblings)]
            if len(near) == 1:
                self.pairs[near[0]] = slot_index
                by_slot[slot_index] = near[0]
                heads.remove(near[0])

    def _is_named_for(self, head: int, slot: Slot, siblings: "Sequence[Slot]") -> bool:
        key = self.heads[head].key
        shared = key.core & slot.key.core
        if self.outlines.free and not are_alike(key, slot.key):
            return False
        if not shared or any(are_near(key, other.key) for other in siblings):
            return False
        if are_near(key, slot.key):
            return True
        alone = not any(shared & other.key.core for other in siblings)
        return slot.parent < 0 and alone and len(key.core) == len(slot.key.core) == 2

    def _cheapest(self, heads: list[int], slots: list[int]) -> dict[int, int]:
        """Pair headings and sections of one gap, in order, at the least cost."""
        width = len(slots)
        best = [[float(column) for column in range(width + 1)]]
        costs: list[list[float]] = []
        for row, head in enumerate(heads):
            cost = [pair_cost(self.outlines, head, slot) for slot in slots]
            costs.append(cost)
            above = best[-1]
            line = [row + 1.0]
            for column in range(width):
                line.append(min(above[column] + cost[column], above[column + 1] + 1, line[column] + 1))
            best.append(line)
        pairs: dict[int, int] = {}
        row, column = len(heads), width
        while row and column:
            if (
                costs[row - 1][column - 1] < 2
                and best[row][column] == best[row - 1][column - 1] + costs[row - 1][column - 1]
            ):
                pairs[heads[row - 1]] = slots[column - 1]
                row, column = row - 1, column - 1
            elif best[row][column] == best[row - 1][column] + 1:
                row -= 1
            else:
                column -= 1
        return pairs

    def _claim_instances(self) -> None:
        duplicates = {head for _, head in self.duplicates}
        for index, head in enumerate(self.heads):
            if index in self.pairs or index in duplicates:
                continue
            owner = self.owner(index)
            shift = self.heads[owner].level - self._kind(owner).level if owner >= 0 else 0
            for kind in self._repeatables(owner):
                if kind.form and _NOTHING_OPEN.match(head.key.words):
                    continue  # `All questions resolved` is no question.
                fits = bool(re.match(kind.pattern, head.key.text)) if kind.pattern else head.level == kind.level + shift
                if fits:
                    self.instances[index] = kind
                    break

    def _kind(self, head: int) -> SectionType:
        return self.instances[head] if head in self.instances else self.slots[self.pairs[head]].type

    def _repeatables(self, owner: int) -> "Sequence[SectionType]":
        if owner in self.instances:
            return [kind for kind in self.instances[owner].sections if kind.repeatable]
        return self.outlines.repeatable.get(self.pairs[owner] if owner >= 0 else -1, ())

    def owner(self, index: int) -> int:
        """Return the nearest enclosing heading that is aligned, or -1."""
        owner = self.heads[index].parent
        while owner >= 0 and owner not in self.pairs:
            if owner in self.instances:
                return owner
            owner = self.heads[owner].parent
        return owner

    def _pair_by_place(self) -> None:
        """Pair the one unclaimed heading with the one missing section between the same neighbours."""
        by_slot = {slot: head for head, slot in self.pairs.items()}
        taken = set(self.pairs) | set(self.instances) | {head for _, head in self.duplicates}
        for parent in (-1, *by_slot):
            siblings = [
                index
                for index, slot in enumerate(self.slots)
                if slot.parent == parent and not slot.type.group and not slot.type.excluded
            ]
            if not siblings or all(slot in by_slot for slot in siblings):
                continue
            start = by_slot.get(parent, -1)
            level = self.slots[siblings[0]].type.level
            end = next((i for i in range(start + 1, len(self.heads)) if self.heads[i].level < level), len(self.heads))
            self._pair_stretches(siblings, by_slot, taken, (start, end, level))

    def _pair_stretches(
        self, siblings: list[int], by_slot: dict[int, int], taken: set[int], place: tuple[int, int, int]
    ) -> None:
        start, end, level = place
        edge, waiting = start, list[int]()
        for slot in [*siblings, -1]:
            here = by_slot.get(slot, -1) if slot >= 0 else end
            if slot >= 0 and here < 0:
                waiting.append(slot)
                continue
            if here in self.moved:
                continue
            free = [i for i in range(edge + 1, here) if i not in taken and self.heads[i].level == level]
            if len(waiting) == len(free) == 1 and self._may_take(free[0], waiting[0]):
                self.pairs[free[0]] = waiting[0]
            edge, waiting = max(edge, here), []

    def _may_take(self, head: int, slot: int) -> bool:
        number = self.heads[head].key.number
        return self.slots[slot].type.required and (not number or number == self.slots[slot].key.number)
