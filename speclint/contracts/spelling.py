"""Names that are one name in another spelling, or nearly so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80


def fold(name: str) -> str:
    """Fold a name so that `expires_at`, `expiresAt` and `ExpiresAt` are one."""
    return name.replace("_", "").replace("-", "").casefold()


def distance(one: str, other: str, limit: int) -> int:
    """Return the edit distance of two names (optimal string alignment), or `limit + 1` where it is larger."""
    if abs(len(one) - len(other)) > limit or max(len(one), len(other)) > _LONGEST:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        above, row = row, [i]
        for j, right in enumerate(other, 1):
            best = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before = above
    return min(row[-1], limit + 1)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that is the name in another spelling, or else the one nearest to it.

    Two edits are forgiven from six letters on, one from four; shorter names must fold to the same.
    """
    listed = list(candidates)
    same = next((candidate for candidate in listed if fold(candidate) == fold(name)), None)
    limit = 2 if len(name) >= 6 else 1 if len(name) >= 4 else 0
    if same is not None or not limit:
        return same
    distances = [(distance(fold(name), fold(candidate), limit), index) for index, candidate in enumerate(listed)]
    best = min(distances, default=(limit + 1, 0))
    return listed[best[1]] if best[0] <= limit else None
