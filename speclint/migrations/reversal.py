"""Whether Down undoes Up: both run over a schema held in memory, and what differs named at its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.migrations import goose
from speclint.migrations.apply import apply
from speclint.migrations.compare import gaps
from speclint.migrations.lowering import Step, steps
from speclint.migrations.objects import Fault, Place
from speclint.migrations.operations import Opaque, Operation
from speclint.migrations.state import Schema
from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

DifferenceKind = Literal["left", "lost", "changed", "extra", "fails", "order"]


class Difference(NamedTuple):
    """One way in which Down does not undo Up.

    Args:
        message: What is left, lost or failing, naming the thing ("Down leaves index idx_a").
        help: What to do.
        span: The offsets of the statement, in Up for what is left or lost, in Down for what fails.
        kind: `left`, `lost`, `changed` or `extra` for a missing or wrong inverse; `order` where Down drops something
            before what depends on it; `fails` where a statement of Down cannot run.
    """

    message: str
    help: str
    span: Span
    kind: DifferenceKind


class RoundTrip(NamedTuple):
    """The verdict: reversible, not (with the differences), or undecidable (None, with the reason)."""

    reversible: bool | None
    differences: tuple[Difference, ...] = ()
    reason: str | None = None


_LAST_REPLAY: list[tuple[tuple[str, ...], Schema]] = []


def replay(earlier: Sequence[str]) -> Schema:
    """Return the state that earlier migrations made; the last state is kept, for a run over a whole folder."""
    texts = tuple(earlier)
    schema, rest = Schema(), texts
    if _LAST_REPLAY:
        kept, state = _LAST_REPLAY[0]
        if texts[: len(kept)] == kept:
            if len(kept) == len(texts):
                return state
            schema, rest = state.fork(), texts[len(kept) :]
    for text in rest:
        _advance(schema, text)
    _LAST_REPLAY[:] = [(texts, schema)]
    return schema


def _advance(schema: Schema, text: str) -> None:
    # Only the state matters here, so the faster trees do.
    found = steps(goose.parse(text).up, leading=False)
    if not isinstance(found, list):
        schema.leaky = True
        return
    schema.path = schema.session
    for step in found:
        schema.statement = step.written
        try:
            apply(schema, step.operation)
        except Fault:
            continue


def roundtrip(text: str, earlier: Sequence[str] = ()) -> RoundTrip:
    """Judge whether a migration's Down restores the schema that its Up changed.

    Args:
        text: The migration.
        earlier: The texts of the migrations before it, in order; objects they never name are taken to exist where a
            statement needs them.

    Returns:
        The verdict with its differences ordered by offset. Never raises.
    """
    parsed = goose.parse(text)
    if not parsed.accepted:
        return RoundTrip(None, reason="goose refuses the migration")
    up, down = steps(parsed.up), steps(parsed.down)
    if not isinstance(up, list):
        return RoundTrip(None, reason="a statement of Up does not parse")
    schema = begin(earlier)
    schema.path = schema.session
    failure = _run_up(schema, up)
    if failure is not None and earlier:
        earlier = ()
        schema = begin(earlier)
        failure = _run_up(schema, up)
    if failure is not None:
        return RoundTrip(None, reason=failure)
    if not isinstance(down, list):
        message = "Down fails: the statement does not parse"
        return RoundTrip(False, (Difference(message, "correct the statement", down.span, "fails"),))
    if earlier:
        # Down runs in a session of its own; without a base, its path may be the one that Up sets.
        schema.path = schema.session
    failed = [*_run_down(schema, down), *_transaction_failures(parsed)]
    return _verdict(schema, failed, [step.operation for step in (*up, *down)])


def _transaction_failures(parsed: goose.GooseFile) -> list[Difference]:
    if parsed.down_span is None:
        return []
    return [
        Difference(f"Down fails: {p.message}", p.help, p.span, "fails")
        for p in parsed.problems
        if p.rule == "transaction" and p.condition != "hidden-semicolon" and p.span.start > parsed.down_span.start
    ]


def _verdict(schema: Schema, failed: list[Difference], operations: list[Operation]) -> RoundTrip:
    found = [*failed, *_differences(schema, failed)]
    opaque = next((operation for operation in operations if isinstance(operation, Opaque)), None)
    if opaque is not None and not failed:
        return RoundTrip(None, reason=f"{opaque.reason} cannot be judged")
    if not found and schema.guesses:
        guess = next(iter(schema.guesses))
        known = "is not known" if guess.startswith("what ") else "before the migration is not known"
        return RoundTrip(None, reason=f"{guess} {known}")
    found.sort(key=lambda d: (d.span, d.message))
    return RoundTrip(not found, tuple(dict.fromkeys(found)))


def begin(earlier: Sequence[str]) -> Schema:
    """Return the state before a migration, with itself as what is compared with later."""
    before = replay(earlier) if earlier else Schema()
    schema = before.fork()
    schema.base = dict(before.things)
    schema.rooted = bool(earlier)
    # Earlier migrations that explain all that they touch are taken to be the whole schema.
    schema.open = not earlier or before.assumed > 0 or before.leaky
    return schema


def _run_up(schema: Schema, up: list[Step]) -> str | None:
    for step in up:
        schema.place = Place("up", step.start, step.end)
        schema.statement = step.written
        try:
            apply(schema, step.operation)
        except Fault as fault:
            return f"Up fails: {fault.message}"
    return None


def _run_down(schema: Schema, down: list[Step]) -> list[Difference]:
    faults: list[tuple[Fault, Step]] = []
    for step in down:
        schema.place = Place("down", step.start, step.end)
        try:
            apply(schema, step.operation)
        except Fault as fault:
            faults.append((fault, step))
    return [_failure(schema, fault, step) for fault, step in faults]


def _failure(schema: Schema, fault: Fault, step: Step) -> Difference:
    span = Span(step.start, step.end)
    message = f"Down fails: {fault.message}"
    if fault.blockers and all(b not in schema.things for b in fault.blockers):
        return Difference(message, "drop what depends on it first", span, "order")
    if fault.blockers:
        return Difference(message, "drop what depends on it first, in Down", span, "fails")
    if fault.key in schema.taken and schema.gone.get(fault.key, Place()).phase == "down":
        return Difference(f"{message} any more", "drop it before what takes it along, or leave it out", span, "order")
    return Difference(message, "make Down undo what Up did", span, "fails")


def _differences(schema: Schema, failed: list[Difference]) -> list[Difference]:
    found: list[Difference] = []
    spans = {d.span for d in failed}
    for gap in gaps(schema.base or {}, schema):
        span = Span(gap.place.start, gap.place.end)
        if span in spans:
            continue
        found.append(Difference(f"Down {gap.message}", gap.help, span, gap.kind))  # type: ignore[arg-type]
    return found
