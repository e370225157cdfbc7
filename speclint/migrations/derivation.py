"""The Down that undoes an Up: the inverse of each statement, last first, in the author's style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.migrations import goose
from speclint.migrations import operations as ops
from speclint.migrations.apply import apply
from speclint.migrations.definitions import Name
from speclint.migrations.inverses import Writer
from speclint.migrations.lowering import Step, steps
from speclint.migrations.objects import Entry, Fault, Key, Place
from speclint.migrations.wording import literal, type_sql
from speclint.migrations.writing import keywords_are_lower, quoted, written
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.migrations.state import Schema

# How often statements are put into another order before giving up.
_TRIES = 8
_LENIENT = regex(r"\bdrop\s[^;]*?\bif\s+exists\b", re.IGNORECASE)
_STRICT = regex(r"\bdrop\s+(?:table|index|type|column|view|function|constraint|trigger)\s+(?!if\b)", re.IGNORECASE)
_PUBLIC = regex(r'\b"?public"?\s*\.')
_INDENT = regex(r"^([ \t]+)\S", re.MULTILINE)


class Derivation(NamedTuple):
    """What undoes an Up: the statements, or None where there are none, and what of it cannot be derived."""

    sql: str | None
    lacking: tuple[str, ...] = ()


def derive_down(text: str, earlier: Sequence[str] = ()) -> str | None:
    """Derive the statements of Down from those of Up.

    Args:
        text: The migration; its own Down, if any, is not looked at.
        earlier: The texts of the migrations before it, in order.

    Returns:
        The statements, one a line group, each ended by a semicolon and the last by a line feed, without any
        annotation but those that goose needs around a body; None where Up destroys something that neither its text nor
        those before it define, or does nothing to undo.
    """
    derived = derivation(text, earlier)
    return None if derived.lacking else derived.sql


def derivation(text: str, earlier: Sequence[str] = ()) -> Derivation:
    """Derive the statements of Down and tell what cannot be derived; the arguments are those of `derive_down`."""
    from speclint.migrations.reversal import begin

    parsed = goose.parse(text)
    # PostgreSQL's trees carry the offsets of definitions.
    up = steps(parsed.up, leading=False)
    if not parsed.accepted or not isinstance(up, list):
        return Derivation(None, ("Up does not parse",))
    schema = begin(earlier)
    schema.path = schema.session
    writer = _writer(schema, text, parsed, earlier)
    undone: list[list[Entry] | str] = []
    settings = ""
    try:
        for step in up:
            if isinstance(step.operation, ops.SetSearchPath):
                path = ", ".join(quoted(s) for s in step.operation.schemas) or "''"
                settings = f"{writer.case('SET')} search_path = {path};"
            undone.extend(_run(schema, step, writer))
    except Fault as fault:
        return Derivation(None, (f"Up fails: {fault.message}",))
    writer.alive = {id(thing) for thing in schema.things.values()}
    new = [k for k, t in schema.things.items() if k[0] == "column" and t.known and t.made.phase == "up"]
    writer.new_columns = frozenset(new)
    lines: list[str] = []
    for piece in reversed(undone):
        lines.extend([piece] if isinstance(piece, str) else writer.undo(piece))
    if not lines:
        return Derivation(None, tuple(dict.fromkeys(writer.lacking)))
    lacking = tuple(dict.fromkeys(writer.lacking))
    lines = [*([settings] if settings else []), *map(_guarded, lines)]
    if lacking:
        return Derivation(_joined(lines), lacking)
    ordered = _ordered(_up_of(text, parsed), lines, earlier)
    return Derivation(None, ("the inverse was not found to undo Up",)) if ordered is None else Derivation(ordered)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"


def _up_of(text: str, parsed: goose.GooseFile) -> str:
    up = text[: parsed.down_span.start] if parsed.down_span is not None else text
    return up if not up or up.endswith("\n") else f"{up}\n"


def _ordered(up: str, lines: list[str], earlier: Sequence[str]) -> str | None:
    """Return the statements in an order that runs, checked as any other Down; None where they don't undo Up.

    What is dropped while something that comes later still depends on it is put off to the end.
    """
    from speclint.migrations.reversal import roundtrip

    head = f"{up}-- +goose Down\n"
    for _ in range(_TRIES):
        verdict = roundtrip(head + _joined(lines), earlier)
        if verdict.reversible is not False:
            return _joined(lines)
        late = [d.span.start for d in verdict.differences if d.kind == "order"]
        if not late:
            return None
        kept: list[str] = []
        moved: list[str] = []
        at = len(head)
        for line in lines:
            end = at + len(line) + 1
            (moved if any(at <= start < end for start in late) else kept).append(line)
            at = end
        lines = [*kept, *moved]
    return None


def _guarded(statement: str) -> str:
    """Put goose's annotations around a statement that holds a semicolon of its own."""
    if ";" not in statement[:-1]:
        return statement
    return f"-- +goose StatementBegin\n{statement}\n-- +goose StatementEnd"


def _writer(schema: Schema, text: str, parsed: goose.GooseFile, earlier: Sequence[str]) -> Writer:
    lower = keywords_are_lower(s.text for s in parsed.up)
    spells_public = _PUBLIC.search(text) is not None

    def name(key: Key) -> str:
        if len(key) < 3:
            return quoted(key[1])
        home = next((s for s in schema.path if s), "public")
        bare = key[1] == "" or (key[1] == home and not (home == "public" and spells_public))
        return written(Name(None if bare else key[1], key[2]))

    habits = "\n".join(earlier[-20:])
    lenient = sum(1 for _ in _LENIENT.finditer(habits)) > sum(1 for _ in _STRICT.finditer(habits))
    indent = _INDENT.search(text)
    return Writer(
        name,
        str.lower if lower else str,
        indent[1] if indent is not None and len(indent[1]) <= 8 else "    ",
        lenient=lenient,
    )


def _run(schema: Schema, step: Step, writer: Writer) -> list[list[Entry] | str]:
    """Apply a step and return what undoes it: the journal of what it did, or the statement itself for a renaming."""
    schema.place = Place("up", step.start, step.end)
    schema.statement = step.written
    found: list[list[Entry] | str] = []
    inner = step.operation.operations if isinstance(step.operation, ops.Block) else (step.operation,)
    for operation in inner:
        if isinstance(operation, ops.Opaque):
            writer.lacking.append(f"what {operation.reason} does is not known")
        schema.journal = []
        try:
            apply(schema, operation)
        except Fault:
            if not isinstance(step.operation, ops.Block):
                raise
        finally:
            journal, schema.journal = schema.journal, None
        renamed = _renamed(operation, writer.case)
        if renamed is not None:
            found.append(f"{renamed};")
        elif isinstance(operation, ops.Rename | ops.MoveSchema):
            writer.lacking.append(f"the renaming of a {operation.kind} has no inverse that is known")
        else:
            found.append(journal)
    return found


def _routine_head(kind: str, name: Name, arguments: Sequence[str], case: Callable[[str], str]) -> str:
    """Return what a statement that alters a routine begins with."""
    return f"{case(f'ALTER {kind.upper()}')} {written(name)}({', '.join(type_sql(a) for a in arguments)})"


def _renamed(operation: object, case: Callable[[str], str]) -> str | None:
    """Return what undoes a renaming or a move to another schema, or None."""
    found: str | None = None
    match operation:
        case ops.Rename(target=target, new=new, kind=kind, sub=str(sub)):
            middle = case(f"RENAME {kind.upper()}")
            found = f"{case('ALTER TABLE')} {written(target.name)} {middle} {quoted(new)} {case('TO')} {quoted(sub)}"
        case ops.Rename(target=target, new=new, kind=kind) if kind in _BY_NAME:
            head = f"{case(f'ALTER {kind.upper()}')} {written(target.name._replace(name=new))}"
            found = f"{head} {case('RENAME TO')} {quoted(target.name.name)}"
        case ops.Rename(target=target, new=new, kind=kind) if target.arguments is not None:
            head = _routine_head(kind, target.name._replace(name=new), target.arguments, case)
            found = f"{head} {case('RENAME TO')} {quoted(target.name.name)}"
        case ops.Rename(target=target, new=new, kind=kind) if target.table is not None:
            head = f"{case(f'ALTER {kind.upper()}')} {quoted(new)} {case('ON')} {written(target.table)}"
            found = f"{head} {case('RENAME TO')} {quoted(target.name.name)}"
        case ops.RenameEnumValue(name=name, value=value, new=new):
            head = f"{case('ALTER TYPE')} {written(name)} {case('RENAME VALUE')}"
            found = f"{head} {literal(new)} {case('TO')} {literal(value)}"
        case ops.MoveSchema(target=target, schema=schema, kind=kind) if kind in _BY_NAME:
            head = f"{case(f'ALTER {kind.upper()}')} {written(Name(schema, target.name.name))}"
            found = f"{head} {case('SET SCHEMA')} {quoted(target.name.schema or 'public')}"
        case ops.MoveSchema(target=target, schema=schema, kind=kind) if target.arguments is not None:
            head = _routine_head(kind, Name(schema, target.name.name), target.arguments, case)
            found = f"{head} {case('SET SCHEMA')} {quoted(target.name.schema or 'public')}"
        case ops.AlterAttributes(name=name, changes=(("rename", old, new),)):
            head = f"{case('ALTER TYPE')} {written(name)} {case('RENAME ATTRIBUTE')}"
            found = f"{head} {quoted(new)} {case('TO')} {quoted(old)}"
    return found


_BY_NAME = {"table", "view", "index", "sequence", "type", "domain", "schema", "materialized view", "role"}
