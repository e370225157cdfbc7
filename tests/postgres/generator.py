"""Migrations made by chance from a fixed seed: all kinds of statements, on nothing or on a schema, right and wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from tests.postgres.changes_code import CODE_CHANGES
from tests.postgres.changes_dependents import DEPENDENT_CHANGES
from tests.postgres.changes_keys import KEY_CHANGES
from tests.postgres.changes_tables import TABLE_CHANGES
from tests.postgres.changes_types import TYPE_CHANGES
from tests.postgres.changes_views import VIEW_CHANGES
from tests.postgres.world import Change, Statements, World

SEED: Final = 20260131
CHANGES: Final = (*TABLE_CHANGES, *KEY_CHANGES, *TYPE_CHANGES, *VIEW_CHANGES, *CODE_CHANGES, *DEPENDENT_CHANGES)
# Keywords outside quotes, which some authors write in lower case.
_KEYWORD: Final = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|\$\$.*?\$\$|\b[A-Z]{2,}\b""", re.DOTALL)
_ALONE: Final = re.compile(r"ADD VALUE|CONCURRENTLY|\bINSERT\b", re.IGNORECASE)


class Case(NamedTuple):
    """A migration to be judged.

    Args:
        name: Its number.
        kinds: What it changes.
        flaw: What was made wrong in its Down; empty when nothing was.
        earlier: The migrations before it.
        text: The migration.
        alone: Whether its statements have to be committed, so that it takes a database of its own.
    """

    name: str
    kinds: tuple[str, ...]
    flaw: str
    earlier: tuple[str, ...]
    text: str
    alone: bool


def cases(count: int, seed: int = SEED) -> Iterator[Case]:
    """Yield as many migrations; each depends on the seed and its own number only."""
    for number in range(count):
        yield _case(Random(f"{seed}/{number}"), f"{number:04}")


def _case(random: Random, name: str) -> Case:
    world = World(random)
    changes = [random.choice(CHANGES)(world) for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4)))]
    alone = any(change.alone for change in changes)
    up = [sql for change in changes for sql in change.up]
    down, flaw = _down(world, changes)
    earlier: tuple[str, ...] = ()
    if world.base and random.random() < 0.8:
        half = random.randint(0, len(world.base) - 1)
        parts = (world.base[:half], world.base[half:])
        earlier = tuple(migration(world, part, [], alone=False) for part in parts if part)
    elif world.base:
        # The whole is in one migration, on a database with nothing in it.
        up, down = world.base + up, [*down, *(sql for sql in reversed(world.undone) if sql != "SELECT 1")]
    text = migration(world, up, down, alone=alone)
    apart = alone or _ALONE.search(text) is not None
    return Case(name, tuple(change.kind for change in changes), flaw, earlier, text, apart)


def _down(world: World, changes: list[Change]) -> tuple[list[str], str]:
    """Put the Downs together, the last change first, and perhaps make one wrong."""
    downs: list[Statements] = [change.down for change in changes]
    flaw = ""
    if world.chance(0.45):
        index = world.random.randrange(len(changes))
        if changes[index].flaws:
            flaw, downs[index] = world.random.choice(changes[index].flaws)
    down = [sql for part in reversed(downs) for sql in part]
    if flaw or world.chance(0.75):
        return down, flaw
    return _spoilt(world, down)


def _spoilt(world: World, down: list[str]) -> tuple[list[str], str]:
    """Make a Down wrong as a whole, in a way that needs no knowledge of it."""
    kind = world.pick("empty", "statement dropped", "reversed", "repeated", "misspelt", "placeholder", "swapped")
    index = world.random.randrange(len(down)) if down else 0
    if kind == "empty" or not down:
        return [], "empty"
    other = world.random.randrange(len(down))
    swapped = [down[{index: other, other: index}.get(at, at)] for at in range(len(down))]
    misspelt = down[index].replace("TABLE", "TABEL").replace("DROP", "DORP")
    spoilt = {
        "statement dropped": down[:index] + down[index + 1 :],
        "reversed": down[::-1],
        "repeated": [*down, down[index]],
        "misspelt": [*down[:index], misspelt, *down[index + 1 :]],
        "placeholder": ["SELECT 'down SQL query'"],
        "swapped": swapped,
    }
    return spoilt[kind], kind


def migration(world: World, up: list[str], down: list[str], *, alone: bool) -> str:
    """Write a migration in one of the ways that authors do."""
    lower, blocks = world.chance(0.25), not alone and world.chance(0.15)
    lines = ["-- +goose NO TRANSACTION"] if alone else []
    for mark, statements in (("Up", up), ("Down", down)):
        lines.append(f"-- +goose {mark}")
        if mark == "Down" and not statements and world.chance(0.5):
            lines.pop()
        elif blocks and statements:
            joined = ";\n".join(_cased(sql, lower=lower) for sql in statements)
            lines += ["-- +goose StatementBegin", f"{joined};", "-- +goose StatementEnd"]
        else:
            for sql in statements:
                written = f"{_cased(sql, lower=lower)};"
                lines += ["-- +goose StatementBegin", written, "-- +goose StatementEnd"] if "$$" in sql else [written]
        lines.append("")
    return "\n".join(lines)


def _cased(sql: str, *, lower: bool) -> str:
    if not lower:
        return sql
    return _KEYWORD.sub(lambda found: found[0] if found[0][0] in "'\"$" else found[0].lower(), sql)
