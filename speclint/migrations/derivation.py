"""The Down that undoes an additive Up: the exact inverse of each statement, last first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.migrations import alterations, goose
from speclint.migrations import definitions as defs
from speclint.migrations import operations as ops
from speclint.migrations.apply import apply
from speclint.migrations.lowering import Step, steps
from speclint.migrations.objects import UNKNOWN, Fault, Key, Place
from speclint.migrations.state import Schema
from speclint.migrations.writing import keywords_are_lower, quoted, written

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Underivable(Exception):  # noqa: N818 -- it ends a derivation and reaches nobody
    """What Up did away with cannot be read from its text."""


def derive_down(text: str, earlier: Sequence[str] = ()) -> str | None:
    """Derive the statements of Down from those of Up.

    Args:
        text: The migration; its own Down, if any, is not looked at.
        earlier: The texts of the migrations before it, in order.

    Returns:
        The statements, one a line group, each ended by a semicolon and the last by a line feed, without any
        annotation; None where Up destroys something that its text does not define, or does nothing to undo.
    """
    from speclint.migrations.reversal import begin

    parsed = goose.parse(text)
    up = steps(parsed.up)
    if not parsed.accepted or not isinstance(up, list):
        return None
    schema = begin(earlier)
    writer = _Writer(schema, lower=keywords_are_lower(s.text for s in parsed.up))
    pieces: list[list[str]] = []
    try:
        for step in up:
            schema.place = Place("up", step.start, step.end)
            before = set(schema.things)
            inverse = writer.inverse(step)
            apply(schema, step.operation)
            pieces.append(inverse(before))
    except (Fault, _Underivable):
        return None
    lines = [line for piece in reversed(pieces) for line in piece]
    if not lines:
        return None
    down = "\n".join([*writer.settings, *lines]) + "\n"
    return down if _holds(text, parsed, down, earlier) else None


def _holds(text: str, parsed: goose.GooseFile, down: str, earlier: Sequence[str]) -> bool:
    """Check a derived Down as any other: it must not be found wrong."""
    from speclint.migrations.reversal import roundtrip

    up = text[: parsed.down_span.start] if parsed.down_span is not None else text
    if up and not up.endswith("\n"):
        up += "\n"
    return roundtrip(f"{up}-- +goose Down\n{down}", earlier).reversible is not False


class _Writer:
    """Writes the inverse of a step; what needs the state after the step is written by the function it returns."""

    def __init__(self, schema: Schema, *, lower: bool) -> None:
        self.schema = schema
        self.lower = lower
        self.settings: list[str] = []

    def say(self, words: str, rest: str = "") -> str:
        """Join keywords in the author's case and the rest as it is."""
        cased = words.lower() if self.lower else words
        return f"{cased} {rest}".rstrip()

    def inverse(self, step: Step) -> Any:
        """Return a function that writes the step's inverse once the step has been applied."""
        operation = step.operation
        if isinstance(operation, ops.NoEffect | ops.SetComment):
            return self._nothing if isinstance(operation, ops.NoEffect) else self._comment(operation)
        if isinstance(operation, ops.SetSearchPath):
            # A Down runs in a session of its own, so it needs the path again.
            path = ", ".join(quoted(s) for s in operation.schemas) or "''"
            self.settings = [f"{self.say('SET', 'search_path')} = {path};"]
            return self._nothing
        method = _INVERSES.get(type(operation))
        if method is None:
            raise _Underivable
        return lambda before: method(self, operation, before)

    def _nothing(self, before: set[Key]) -> list[str]:
        return []

    def _made(self, before: set[Key], space: str) -> list[Key]:
        return [key for key in self.schema.things if key[0] == space and key not in before]

    def _on_new(self, name: defs.Name) -> bool:
        """Tell whether a table was made by this very Up, so that its parts go with it."""
        thing = self.schema.things.get(self.schema.resolve("relation", name))
        return thing is not None and thing.made.phase == "up" and thing.known

    def _comment(self, operation: ops.SetComment) -> Any:
        def write(before: set[Key]) -> list[str]:
            name = operation.target.name
            if operation.sub is not None or operation.kind in {"table", "view", "materialized view"}:
                if self._on_new(name):
                    return []
                if operation.kind == "column":
                    key = (*self.schema.resolve("relation", name), operation.sub or "")
                    thing = self.schema.things.get(("column", *key[1:]))
                    if thing is not None and thing.made.phase == "up" and thing.known:
                        return []
                    place = f"{written(name)}.{quoted(operation.sub or '')}"
                    return [f"{self.say('COMMENT ON COLUMN', place)} {self.say('IS NULL')};"]
                if operation.kind == "table":
                    return [f"{self.say('COMMENT ON TABLE', written(name))} {self.say('IS NULL')};"]
            raise _Underivable

        return write

    def table(self, operation: ops.CreateTable, before: set[Key]) -> list[str]:
        """Undo CREATE TABLE."""
        if operation.temporary or not self._made(before, "relation"):
            return []
        return [self.say("DROP TABLE", f"{written(operation.name)};")]

    def index(self, operation: ops.CreateIndex, before: set[Key]) -> list[str]:
        """Undo CREATE INDEX; the index of a new table goes with it."""
        made = [k for k in self._made(before, "relation") if self.schema.kind(k) == "index"]
        if not made or self._on_new(operation.table):
            return []
        schema = operation.table.schema
        words = "DROP INDEX CONCURRENTLY" if operation.concurrently else "DROP INDEX"
        return [self.say(words, f"{written(defs.Name(schema, made[0][2]))};")]

    def type(self, operation: ops.CreateType, before: set[Key]) -> list[str]:
        """Undo CREATE TYPE and CREATE DOMAIN."""
        words = "DROP DOMAIN" if operation.kind == "domain" else "DROP TYPE"
        return [self.say(words, f"{written(operation.name)};")]

    def view(self, operation: ops.CreateView, before: set[Key]) -> list[str]:
        """Undo CREATE VIEW; a replaced one cannot be restored."""
        if not self._made(before, "relation"):
            raise _Underivable
        words = "DROP MATERIALIZED VIEW" if operation.materialized else "DROP VIEW"
        return [self.say(words, f"{written(operation.name)};")]

    def function(self, operation: ops.CreateFunction, before: set[Key]) -> list[str]:
        """Undo CREATE FUNCTION; a replaced one cannot be restored."""
        if not self._made(before, "function"):
            raise _Underivable
        arguments = ", ".join(operation.arguments) or ("*" if operation.kind == "aggregate" else "")
        return [self.say(f"DROP {operation.kind.upper()}", f"{written(operation.name)}({arguments});")]

    def trigger(self, operation: ops.CreateTrigger, before: set[Key]) -> list[str]:
        """Undo CREATE TRIGGER; the trigger of a new table goes with it."""
        if not self._made(before, "trigger"):
            raise _Underivable
        if self._on_new(operation.table):
            return []
        on = self.say("ON", written(operation.table))
        return [self.say("DROP TRIGGER", f"{quoted(operation.name)} {on};")]

    def sequence(self, operation: ops.CreateSequence, before: set[Key]) -> list[str]:
        """Undo CREATE SEQUENCE; an owned one goes with its column."""
        if not self._made(before, "relation") or (operation.owner is not None and self._on_new(operation.owner[0])):
            return []
        return [self.say("DROP SEQUENCE", f"{written(operation.name)};")]

    def extension(self, operation: ops.CreateExtension, before: set[Key]) -> list[str]:
        """Undo CREATE EXTENSION."""
        if not self._made(before, "extension"):
            return []
        return [self.say("DROP EXTENSION", f"{quoted(operation.name)};")]

    def namespace(self, operation: ops.CreateSchema, before: set[Key]) -> list[str]:
        """Undo CREATE SCHEMA."""
        if not self._made(before, "schema"):
            return []
        return [self.say("DROP SCHEMA", f"{quoted(operation.name)};")]

    def other(self, operation: ops.CreateOther, before: set[Key]) -> list[str]:
        """Undo CREATE POLICY, RULE and STATISTICS."""
        if not self._made(before, operation.kind):
            raise _Underivable
        if operation.kind in {"policy", "rule"} and operation.table is not None:
            if self._on_new(operation.table):
                return []
            on = self.say("ON", written(operation.table))
            return [self.say(f"DROP {operation.kind.upper()}", f"{quoted(operation.name.name)} {on};")]
        if operation.kind == "statistic ext":
            return [self.say("DROP STATISTICS", f"{written(operation.name)};")]
        raise _Underivable

    def rename(self, operation: ops.Rename, before: set[Key]) -> list[str]:
        """Undo RENAME."""
        kind, target = operation.kind, operation.target
        if operation.sub is not None:
            words = self.say("ALTER TABLE", written(target.name))
            middle = self.say(f"RENAME {kind.upper()}", quoted(operation.new))
            return [f"{words} {middle} {self.say('TO', quoted(operation.sub))};"]
        if kind not in {"table", "view", "index", "sequence", "type", "schema", "materialized view"}:
            raise _Underivable
        words = self.say(f"ALTER {kind.upper()}", written(target.name._replace(name=operation.new)))
        return [f"{words} {self.say('RENAME TO', quoted(target.name.name))};"]

    def enum_rename(self, operation: ops.RenameEnumValue, before: set[Key]) -> list[str]:
        """Undo RENAME VALUE."""
        words = self.say("ALTER TYPE", written(operation.name))
        new, old = (v.replace("'", "''") for v in (operation.new, operation.value))
        return [f"{words} {self.say('RENAME VALUE')} '{new}' {self.say('TO')} '{old}';"]

    def alter(self, operation: alterations.AlterTable, before: set[Key]) -> list[str]:
        """Undo ALTER TABLE, action by action."""
        if self._on_new(operation.name):
            return []
        table = self.schema.resolve("relation", operation.name)
        made = [k for k in self._made(before, "constraint") if k[1:3] == table[1:3]]
        added = {a.column.name for a in operation.actions if isinstance(a, alterations.AddColumn)}
        parts: list[str] = []
        for action in reversed(operation.actions):
            parts.extend(self._action(action, table, made, added, before))
        if not parts:
            return []
        head = self.say("ALTER TABLE", written(operation.name))
        if len(parts) == 1:
            return [f"{head} {parts[0]};"]
        return [head, *(f"    {part}," for part in parts[:-1]), f"    {parts[-1]};"]

    def _action(
        self, action: alterations.Action, table: Key, made: list[Key], added: set[str], before: set[Key]
    ) -> list[str]:
        found: list[str]
        match action:
            case alterations.AddColumn():
                there = ("column", table[1], table[2], action.column.name) in before
                found = [] if there else [self.say("DROP COLUMN", quoted(action.column.name))]
            case alterations.AddConstraint():
                found = self._constraint(action.constraint, table, made, added)
            case alterations.SetNullable():
                words = "SET NOT NULL" if action.nullable else "DROP NOT NULL"
                found = [] if self._is_new(table, action.column, before) else [self._column(action.column, words)]
            case alterations.SetTableProperty() if action.key in {"row security", "forced row security"}:
                off, on = ("NO FORCE", "FORCE") if action.key.startswith("forced") else ("DISABLE", "ENABLE")
                found = [self.say(f"{off if action.value else on} ROW LEVEL SECURITY")]
            case alterations.SetDefault():
                found = self._default(action, table, before)
            case _:
                raise _Underivable
        return found

    def _constraint(self, constraint: defs.Constraint, table: Key, made: list[Key], added: set[str]) -> list[str]:
        if set(constraint.columns) & added and constraint.kind != "primary":
            return []
        names = [k[3] for k in made if constraint.name in {None, k[3]}]
        fitting = [n for n in names if self._facts(table, n).get("columns") == constraint.columns]
        return [self.say("DROP CONSTRAINT", quoted(n)) for n in (fitting or names)[:1]]

    def _is_new(self, table: Key, column: str, before: set[Key]) -> bool:
        key = ("column", table[1], table[2], column)
        thing = self.schema.things.get(key)
        return key not in before or (thing is not None and thing.known and thing.made.phase == "up")

    def _facts(self, table: Key, name: str) -> dict[str, Any]:
        thing = self.schema.things.get(("constraint", table[1], table[2], name))
        return {} if thing is None else thing.facts

    def _column(self, column: str, words: str) -> str:
        return f"{self.say('ALTER COLUMN', quoted(column))} {self.say(words)}"

    def _default(self, action: alterations.SetDefault, table: Key, before: set[Key]) -> list[str]:
        if self._is_new(table, action.column, before):
            return []
        base = self.schema.base or {}
        thing = base.get(("column", table[1], table[2], action.column))
        if thing is not None and thing.known and thing.facts.get("default", UNKNOWN) is None:
            return [self._column(action.column, "DROP DEFAULT")]
        raise _Underivable


_INVERSES: dict[type, Any] = {
    ops.CreateTable: _Writer.table,
    ops.CreateIndex: _Writer.index,
    ops.CreateType: _Writer.type,
    ops.CreateView: _Writer.view,
    ops.CreateFunction: _Writer.function,
    ops.CreateTrigger: _Writer.trigger,
    ops.CreateSequence: _Writer.sequence,
    ops.CreateExtension: _Writer.extension,
    ops.CreateSchema: _Writer.namespace,
    ops.CreateOther: _Writer.other,
    ops.Rename: _Writer.rename,
    ops.RenameEnumValue: _Writer.enum_rename,
    alterations.AlterTable: _Writer.alter,
}
