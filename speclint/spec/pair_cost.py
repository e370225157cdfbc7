"""What it costs to take one heading for one section of the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.spec.headings import are_alike, are_near, within_two_edits

if TYPE_CHECKING:
    from speclint.spec.flat_outlines import Outlines

# What a pair costs against 1 for an unknown heading and 1 for a missing section; a pair from 2 up is never made.
COST_SAME_NUMBER = 0.9
COST_NUMBER_ALONE = 1.6
COST_NEAR_WORDS = 0.2
COST_SHARED_WORDS = 0.6
COST_OTHER_LEVEL = 0.5
COST_OTHER_NUMBER = 0.6
_NEVER = 9.0


def pair_cost(outlines: Outlines, head: int, slot_index: int) -> float:
    """Return what it costs to take a heading for a section.

    Args:
        outlines: The document's and the template's.
        head: The heading's index.
        slot_index: The section's index.
    """
    _, key, level, _ = outlines.heads[head]
    slot = outlines.slots[slot_index]
    same_number = bool(key.number) and key.number == slot.key.number
    shared = key.core & slot.key.core
    if level != slot.type.level and outlines.is_numbered_as_another(head, slot_index):
        return _NEVER
    if key.words in slot.accepted or key.bare == slot.key.bare:
        cost = 0.0
    elif within_two_edits(key.bare, slot.key.bare):
        cost = COST_NEAR_WORDS
    elif outlines.free and (level != slot.type.level or not are_alike(key, slot.key)):
        return _NEVER
    elif same_number and level == slot.type.level:
        return COST_SAME_NUMBER if shared else COST_NUMBER_ALONE
    elif are_near(key, slot.key):
        cost = COST_SHARED_WORDS + 0.5 * (1 - len(shared) / len(key.core | slot.key.core))
    else:
        return _NEVER
    cost += COST_OTHER_LEVEL * abs(level - slot.type.level)
    if key.number and slot.key.number and not same_number:
        cost += COST_OTHER_NUMBER
    return cost
