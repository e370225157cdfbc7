"""An object of a schema: its key, its facts, where it was made, and how a reader calls it."""

from __future__ import annotations

from typing import Any, Final

from speclint.records import NamedTuple

Key = tuple[str, ...]


UNKNOWN: Final = "\x00unknown"


class Fault(Exception):  # noqa: N818 -- the field's word: a statement faults
    """A statement that PostgreSQL would refuse in this state.

    Args:
        message: What it says, without "Down fails".
        blockers: The objects in the way, where that is the cause.
        key: The object that is missing or already there.
    """

    def __init__(self, message: str, blockers: tuple[Key, ...] = (), key: Key = ()) -> None:
        super().__init__(message)
        self.message = message
        self.blockers = blockers
        self.key = key


class Place(NamedTuple):
    """The statement that made or changed something: the phase (`base`, `up`, `down`) and its offsets."""

    phase: str = "base"
    start: int = 0
    end: int = 0


_NOWHERE = Place()


class Written(NamedTuple):
    """SQL as an author wrote it: a range of a text, or of a definition that starts there."""

    sql: str
    start: int
    end: int


class Entry(NamedTuple):
    """What a statement did to one object: `add`, `remove` or `set`, with the fact's former value and wording."""

    act: str
    key: Key
    thing: Thing
    fact: str = ""
    old: Any = None
    new: Any = None
    wording: Written | None = None
    inside: bool = False


class Thing:
    """An object of the schema.

    Args:
        kind: `table`, `column`, `index`, `constraint`, `enum`, …
        facts: What is compared; a value may be `UNKNOWN`.
        owner: The object that takes it along when dropped, or None.
        needs: The objects that it depends on, with the role of the dependence.
        known: False when it was there before the first statement that was read.
        made: Where it was made.
        changed: Where each fact was last set.
        written: How its author wrote it (`statement`, `column`, `default`, `check`), as far as it still holds.
    """

    __slots__ = ("changed", "epoch", "facts", "kind", "known", "made", "needs", "owner", "written")

    def __init__(
        self,
        kind: str,
        facts: dict[str, Any] | None = None,
        owner: Key | None = None,
        needs: dict[Key, str] | None = None,
        known: bool = True,
        epoch: int = 0,
    ) -> None:
        self.kind = kind
        self.facts = {} if facts is None else facts
        self.owner = owner
        self.needs: dict[Key, str] = {} if needs is None else needs
        self.known = known
        self.made = _NOWHERE
        self.changed: dict[str, Place] = {}
        self.epoch = epoch
        self.written: dict[str, Written] = {}

    def copy(self, epoch: int) -> Thing:
        """Return a copy that may be changed in another epoch."""
        copied = Thing(self.kind, dict(self.facts), self.owner, dict(self.needs), self.known, epoch)
        copied.made = self.made
        copied.changed = dict(self.changed)
        copied.written = dict(self.written)
        return copied


PART_KINDS: Final = {"column", "constraint", "trigger", "policy", "rule"}


def describe(key: Key, kind: str | None = None) -> str:
    """Return how a reader calls an object: `index idx_a`, `column t.a`, `constraint c of t`."""
    shown = key[2:] if len(key) > 2 and key[1] == "public" else key[1:]
    match key[0]:
        case "column":
            return f"column {'.'.join(shown)}"
        case "constraint" | "trigger" | "policy" | "rule":
            return f"{key[0]} {shown[-1]} of {'.'.join(shown[:-1])}"
        case "function":
            return f"{kind or 'function'} {'.'.join(shown[:-1])}"
        case "statistic ext":
            return f"statistics {'.'.join(shown)}"
        case "relation" | "type":
            return f"{'table' if kind in {None, 'relation'} else kind} {'.'.join(shown)}"
        case _:
            return f"{key[0]} {'.'.join(shown)}"
