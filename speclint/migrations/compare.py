"""The state after Up and Down against the state before, each difference named."""

from __future__ import annotations

from collections.abc import Iterator

from speclint.migrations.objects import PART_KINDS, UNKNOWN, Key, Place, Thing, describe
from speclint.migrations.state import Schema
from speclint.records import NamedTuple

_IGNORED = {"opaque", "made by calls", "arguments", "uses", "constraint", "table", "owned", "keys", "changes"}
_FACTS = {
    "form": "definition",
    "body": "body",
    "values": "values",
    "expression": "expression",
    "columns": "columns",
    "nullable": "nullability",
    "valid": "validation",
    "references": "target",
    "referenced": "target columns",
}


_WHOLE = {"table", "column", "view", "materialized view", "function", "procedure", "type", "domain"}


# What CASCADE may have taken along unseen.
_TAKEN_ALONG = {"trigger", "constraint", "view", "materialized view", "policy"}


class Gap(NamedTuple):
    """A difference: its kind, the sentence after "Down", what to do, and the statement that made it."""

    kind: str
    message: str
    help: str
    place: Place
    key: Key


def gaps(base: dict[Key, Thing], after: Schema) -> Iterator[Gap]:
    """Yield how a state differs from the one before, the outermost object of each difference only.

    Args:
        base: The objects before Up, those that were taken to be there included.
        after: The state after Down.
    """
    told: set[Key] = set()
    yield from _added(base, after, told)
    yield from _missed(base, after, told)
    yield from _doubtful(base, after, told)


def _added(base: dict[Key, Thing], after: Schema, told: set[Key]) -> Iterator[Gap]:
    for key, thing in after.things.items():
        if key in base or _within(key, thing, after.things, told, base):
            continue
        if _with_column(key, thing, told):
            told.add(key)
            continue
        gap = _left(key, thing, base, after)
        if gap is not None:
            told.add(key)
            yield gap


def _missed(base: dict[Key, Thing], after: Schema, told: set[Key]) -> Iterator[Gap]:
    for key, thing in base.items():
        if key in after.things:
            if not thing.facts.get("owned"):
                yield from _changed(key, thing, after.things[key], after)
            continue
        if thing.kind == "temporary table" or _within(key, thing, base, told, after.things):
            continue
        alone = not _with_column(key, thing, told)
        told.add(key)
        if alone:
            yield _lost(key, thing, after.gone.get(key, Place("up")))


def _lost(key: Key, thing: Thing, place: Place) -> Gap:
    shown = describe(key, thing.kind)
    if place.phase == "up":
        return Gap("lost", f"does not restore {shown}", "create it again in Down", place, key)
    return Gap("extra", f"drops {shown}", "leave it alone in Down: Up did not create it", place, key)


def _doubtful(base: dict[Key, Thing], after: Schema, told: set[Key]) -> Iterator[Gap]:
    """Yield what Up dropped only if it was there: it is taken to have been."""
    thinned = {k[1:3] for k in (*after.soft, *after.gone) if k[0] == "column"}
    for key, (kind, place) in after.soft.items():
        if key in base or key in after.things or _remade(key, after):
            continue
        if key[0] == "constraint" and key[1:3] in thinned:
            # A constraint that may never have been there may as well have covered the column that was dropped.
            after.guesses.setdefault(describe(key))
            continue
        owner: Key = ("relation", key[1], key[2]) if key[0] in PART_KINDS else ()
        if owner not in told and owner not in after.gone:
            yield Gap("lost", f"does not restore {describe(key, kind)}", "create it again in Down", place, key)


def _remade(key: Key, after: Schema) -> bool:
    return after.gone.get(key, Place()).start > after.soft[key][1].start


def _within(key: Key, thing: Thing, things: dict[Key, Thing], told: set[Key], others: dict[Key, Thing]) -> bool:
    """Tell whether the object goes with an owner that is itself new, gone, or unknown on the other side."""
    owner = thing.owner
    steps = 0
    while owner is not None and steps < 10:
        if owner in told or owner not in others:
            return True
        if not others[owner].known and owner in things and things[owner].made.phase == "down":
            return True
        found = things.get(owner)
        owner = found.owner if found is not None else None
        steps += 1
    return False


def _with_column(key: Key, thing: Thing, told: set[Key]) -> bool:
    """Tell whether a constraint or index goes with a column that was named already."""
    table = thing.owner
    if thing.kind not in {"constraint", "index"} or table is None or table[0] != "relation":
        return False
    columns = (*thing.facts.get("columns", ()), *thing.facts.get("uses", ()))
    return any(("column", table[1], table[2], column) in told for column in columns)


def _left(key: Key, thing: Thing, base: dict[Key, Thing], after: Schema) -> Gap | None:
    shown = describe(key, thing.kind)
    ensured = thing.kind == "schema" and key in after.maybe
    if thing.kind == "temporary table" or "pg_temp" in key[:2] or ensured:
        return None
    if thing.made.phase == "up":
        replaced = any(place.phase == "down" for place in thing.changed.values())
        if key in after.maybe and replaced:
            return None
        return Gap("left", f"leaves {shown}", f"drop {shown} in Down", thing.made, key)
    if key in after.soft or key in after.maybe:
        if thing.kind in _WHOLE:
            after.guesses.setdefault(shown)
    elif after.cascaded and after.open and thing.kind in _TAKEN_ALONG:
        after.guesses.setdefault(shown)
    elif _new_to(thing, base, after):
        return Gap("extra", f"creates {shown}, which Up did not drop", "leave it out of Down", thing.made, key)
    return None


def _new_to(thing: Thing, base: dict[Key, Thing], after: Schema) -> bool:
    """Tell whether what Down made cannot have been there before Up."""
    if not after.open or thing.owner is None or thing.owner not in after.dropped_on:
        return True
    owner = base.get(thing.owner)
    return owner is not None and owner.known and thing.kind == "column"


def _changed(key: Key, before: Thing, now: Thing, after: Schema) -> Iterator[Gap]:
    if before is now:
        return
    remade = now.made.phase == "down" and not before.known
    if now.kind == "sequence" and before.known and before.owner != now.owner and now.made.phase == "base":
        what = f"owner of {describe(key, now.kind)}"
        yield Gap("changed", f"does not restore the {what}", f"restore the {what} in Down", after.place, key)
    for fact in dict.fromkeys((*before.facts, *now.facts)):
        if fact in _IGNORED or (fact == "columns" and now.kind in {"view", "materialized view"}):
            continue
        old, new = before.facts.get(fact, _missing(before)), now.facts.get(fact, _missing(now))
        place = now.changed.get(fact, now.made)
        if UNKNOWN in (old, new) or (isinstance(old, tuple) and UNKNOWN in old):
            if place.phase != "up" or remade or new == UNKNOWN:
                if place.phase != "base" and _matters(fact, now.kind):
                    after.guesses.setdefault(f"the {_FACTS.get(fact, fact)} of {describe(key, now.kind)}")
                continue
        elif old == new:
            continue
        what = f"{_FACTS.get(fact, fact)} of {describe(key, now.kind)}"
        verb = "does not restore" if place.phase == "up" else "changes"
        yield Gap("changed", f"{verb} the {what}", f"restore the {what} in Down", place, key)


def _matters(fact: str, kind: str) -> bool:
    """Tell whether Down can only be right about a fact by knowing what stood there before Up."""
    return fact in {"type", "default", "body", "values"} or (fact == "form" and kind in _WHOLE)


def _missing(thing: Thing) -> str | None:
    return None if thing.known else UNKNOWN
