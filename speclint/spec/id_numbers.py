"""The numbers in ids, and where their sequence breaks off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def number_of(name: str) -> int:
    """Return the number at the end of a canonical id."""
    digits = re.search(r"\d+$", name)
    return int(digits.group()) if digits else 0


def missing_numbers(numbers: Sequence[int]) -> list[int]:
    """Return the numbers from 1 to the greatest that are not there; at most 1,000, the lowest first."""
    present = set(numbers)
    found: list[int] = []
    for number in range(1, max(present, default=0)):
        if number not in present:
            found.append(number)
            if len(found) == 1000:
                break
    return found


def first_out_of_order(numbers: Sequence[int | None], excused: set[int]) -> int | None:
    """Return the index of the first number that does not follow; a placeholder and a duplicate may hold a place.

    Args:
        numbers: The numbers in document order, None for a placeholder.
        excused: Numbers that may be left out.
    """
    seen: set[int] = set()
    expected = 1
    for index, number in enumerate(numbers):
        while expected in excused and number != expected:
            expected += 1
        if number is None:
            expected += 1 if next((n for n in numbers[index + 1 :] if n is not None), None) != expected else 0
        elif number in seen:
            following = next((n for n in numbers[index + 1 :] if n is not None), None)
            expected += 1 if following == expected + 1 else 0
        elif number != expected:
            return index
        else:
            expected += 1
        if number is not None:
            seen.add(number)
    return None
