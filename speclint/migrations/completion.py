"""What an incomplete Down lacks, and where in it that has to stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from speclint.migrations import goose
from speclint.migrations.derivation import derivation
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# Each statement may be tried at each place, so a Down of more statements than this is left alone.
_MOST: Final = 40


class Insertion(NamedTuple):
    """Statements that an incomplete Down lacks, and the offset of the text that they stand before."""

    offset: int
    sql: str


def complete_down(text: str, earlier: Sequence[str] = ()) -> tuple[Insertion, ...] | None:
    """Find what an existing Down lacks, and where it has to stand.

    Args:
        text: The migration.
        earlier: The texts of the migrations before it, in order.

    Returns:
        The insertions by offset, each of whole lines with a line feed at the end; with them Down undoes Up. None where
        Down is right, where it is missing or empty, or where insertions alone don't mend it.
    """
    from speclint.migrations.reversal import roundtrip

    parsed = goose.parse(text)
    statements = [s for s in parsed.down if s.text]
    verdict = roundtrip(text, earlier)
    if verdict.reversible is not False or not statements or len(statements) > _MOST:
        return None
    derived = derivation(text, earlier).sql
    if derived is None:
        return None
    # The last place first: what was made first goes last, and most of what is forgotten is the last.
    places = [_line_after(text, statements[-1].span.end)]
    places += [_line_at(text, s.span.start) for s in reversed(statements)]
    there = {_folded(statement.text) for statement in statements}
    wanted = [one for one in _statements(derived) if _folded(one) not in there]
    found: list[Insertion] = []
    left = len(verdict.differences)
    for statement in (one for one in wanted[:_MOST] if not one.lower().startswith("set search_path")):
        best: tuple[int, Insertion] | None = None
        for place in dict.fromkeys(places):
            candidate = Insertion(place, f"{statement}\n")
            tried = roundtrip(_with(text, [*found, candidate]), earlier)
            count = len(tried.differences) if tried.reversible is False else 0
            if count < left and (best is None or count < best[0]):
                best = count, candidate
            if not count:
                break
        if best is not None:
            left = best[0]
            found.append(best[1])
        if not left:
            return tuple(sorted(found, key=lambda i: i.offset))
    return None


def _folded(sql: str) -> str:
    return " ".join(sql.lower().rstrip("; ").split())


def _statements(sql: str) -> list[str]:
    """Split derived statements again, each with goose's annotations around it where it has them."""
    parsed = goose.parse(f"-- +goose Up\n{sql}")
    return [
        f"-- +goose StatementBegin\n{s.text}\n-- +goose StatementEnd" if ";" in s.text[:-1] else s.text
        for s in parsed.up
        if s.text
    ]


def _with(text: str, insertions: Sequence[Insertion]) -> str:
    for insertion in sorted(insertions, key=lambda i: i.offset, reverse=True):
        before = text[: insertion.offset]
        gap = "" if not before or before.endswith("\n") else "\n"
        text = f"{before}{gap}{insertion.sql}{text[insertion.offset :]}"
    return text


def _line_at(text: str, offset: int) -> int:
    """Return the start of the line that a statement stands on, or of the annotation that begins it."""
    start = text.rfind("\n", 0, offset) + 1
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return above if text[above:start].strip().lower().endswith("+goose statementbegin") else start


def _line_after(text: str, offset: int) -> int:
    """Return the start of the line after a statement, or after the annotation that ends it."""
    end = text.find("\n", offset) + 1 or len(text)
    below = text.find("\n", end) + 1 or len(text)
    return below if text[end:below].strip().lower().endswith("+goose statementend") else end
