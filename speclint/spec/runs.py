"""The longest run of pairs that is in order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def longest_run(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run in which both numbers rise (patience sorting).

    Args:
        pairs: Pairs by their first number.

    Returns:
        The pairs of the run; of several as long, the one that patience sorting gives.
    """
    tails: list[int] = []
    tail_at: list[int] = []
    previous: list[int] = []
    for index, (_, second) in enumerate(pairs):
        place = bisect_left(tails, second)
        previous.append(tail_at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(second)
            tail_at.append(index)
        else:
            tails[place] = second
            tail_at[place] = index
    kept: list[tuple[int, int]] = []
    index = tail_at[-1] if tail_at else -1
    while index >= 0:
        kept.append(pairs[index])
        index = previous[index]
    kept.reverse()
    return kept
