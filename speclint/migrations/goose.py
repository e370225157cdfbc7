"""Goose's own reading of a migration: annotations, statements of either direction, and what is wrong with them."""

import re
from typing import TYPE_CHECKING, Literal

from speclint.migrations.annotations import GO_SPACE, Reading, read
from speclint.migrations.goose_text import wording
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

Rule = Literal["annotation", "transaction"]
Replacement = tuple[int, int, str]

_FILE_NAME = regex(r"(\d+)_.*\.(?:sql|go)\Z", re.DOTALL | re.ASCII)
_LAST_VERSION = 2**63 - 1


class Statement(NamedTuple):
    """A statement that goose sends: its text, which is `source[span]`, and how it was delimited.

    Args:
        text: The statement, trimmed; empty when goose sends an empty one.
        span: Its offsets in the migration's text.
        block: Whether StatementBegin and StatementEnd enclose it.
        variables: Whether ENVSUB substitutes something in it, so that `text` is not what the server sees.
    """

    text: str
    span: Span
    block: bool = False
    variables: bool = False


class Annotation(NamedTuple):
    """A `-- +goose` line that goose accepts: its name in goose's spelling, and the line's span."""

    name: str
    span: Span


class Problem(NamedTuple):
    """Something wrong with the annotations or with how statements meet goose's transaction.

    Args:
        span: The offsets in the text.
        line: The 1-based line.
        message: What is wrong.
        help: What to do.
        condition: The condition's name, as in `goose_text.CONDITIONS`.
        rule: `annotation` for goose's grammar and for missing or empty sections, `transaction` for the rest.
        refused: Whether goose itself refuses the migration because of it.
        fix: Replacements `(start, end, text)` that mend it for certain; empty when there are none.
    """

    span: Span
    line: int
    message: str
    help: str
    condition: str
    rule: Rule = "annotation"
    refused: bool = True
    fix: tuple[Replacement, ...] = ()


class GooseFile(NamedTuple):
    """A migration as goose reads it; where goose refuses it, the statements are those that the author meant."""

    accepted: bool
    up: tuple[Statement, ...]
    down: tuple[Statement, ...]
    no_transaction: bool
    annotations: tuple[Annotation, ...]
    problems: tuple[Problem, ...]
    up_span: Span | None
    down_span: Span | None


class Line(NamedTuple):
    """A line as Go's `bufio.ScanLines` cuts it: without the line feed and one carriage return before it."""

    row: int
    start: int
    text: str

    @property
    def span(self) -> Span:
        """The offsets of the line's text."""
        return Span(self.start, self.start + len(self.text))


def split_lines(text: str) -> list[Line]:
    """Cut a text into lines at line feeds only."""
    lines: list[Line] = []
    at = 0
    for index, piece in enumerate(text.split("\n")):
        if at < len(text) or piece:
            lines.append(Line(index, at, piece.removesuffix("\r")))
        at += len(piece) + 1
    return lines


def parse(text: str) -> GooseFile:
    """Read a migration to the letter of goose's parser (pressly/goose, `internal/sqlparser`).

    Args:
        text: The migration's text. Never raises.

    Returns:
        `accepted` is goose's verdict for both directions. Statements, annotations and problems carry offsets in
        `text`. Problems are ordered by offset; those with `refused` make goose fail, the others are this project's.
    """
    from speclint.migrations.machine import run
    from speclint.migrations.recovery import meant
    from speclint.migrations.transactions import transaction_problems

    lines = split_lines(text)
    readings = {line.row: reading for line in lines if (reading := read(line.text)) is not None}
    up, down = run(text, lines, readings, "up"), run(text, lines, readings, "down")
    refusal = up.refusal or down.refusal
    problems: list[Problem] = []
    if refusal is None:
        up_statements, down_statements = up.statements, down.statements
    else:
        understood = meant(text, lines, readings)
        up_statements, down_statements = understood.up, understood.down
        problems.extend(understood.problems)
        if not problems:
            problems.append(problem("refused", lines[refusal.line].span, refusal.line))
    marks = [Annotation(r.name, lines[i].span) for i, r in readings.items() if r.name]
    problems.extend(_unseen(lines, readings, problems))
    problems.extend(_sections(text, marks, up_statements, down_statements, problems))
    no_transaction = any(mark.name == "NO TRANSACTION" for mark in marks)
    problems.extend(transaction_problems(text, (*up_statements, *down_statements), no_transaction, marks))
    return GooseFile(
        accepted=refusal is None,
        up=tuple(up_statements),
        down=tuple(down_statements),
        no_transaction=no_transaction,
        annotations=tuple(marks),
        problems=tuple(sorted(problems, key=lambda p: (p.span, p.condition))),
        up_span=_mark_span(lines, readings, "Up"),
        down_span=_mark_span(lines, readings, "Down"),
    )


def problem(
    condition: str,
    span: Span,
    line: int,
    name: str = "",
    *,
    rule: Rule = "annotation",
    refused: bool = True,
    fix: tuple[Replacement, ...] = (),
) -> Problem:
    """Make a problem of a condition at a 0-based line."""
    message, cure = wording(condition, name)
    return Problem(span, line + 1, message, cure, condition, rule, refused, fix)


def _mark_span(lines: list[Line], readings: dict[int, Reading], name: str) -> Span | None:
    return next((lines[i].span for i, r in readings.items() if (r.name or r.meant) == name), None)


def _unseen(lines: list[Line], readings: dict[int, Reading], known: "Iterable[Problem]") -> list[Problem]:
    told = {p.line for p in known if p.condition == "unseen-mark"}
    found: list[Problem] = []
    for index, reading in readings.items():
        if reading.name is None and reading.fault is None and index + 1 not in told:
            found.append(mark_problem(lines[index], reading, refused=False))
    return found


def mark_problem(line: Line, reading: Reading, *, refused: bool) -> Problem:
    """Make the problem of a line that is no annotation, or a broken one, with the spelling that mends it."""
    span = line.span
    fix = ((span.start, span.end, reading.mended),) if reading.mended is not None else ()
    name = f"`{line.text.strip(GO_SPACE)[:60]}`"
    condition = reading.fault or "unseen-mark"
    if condition == "repeated-mark":
        fix = ()
    return problem(condition, span, line.row, name, refused=refused, fix=fix)


def _sections(
    text: str, marks: list[Annotation], up: list[Statement], down: list[Statement], known: list[Problem]
) -> list[Problem]:
    """Say which section is missing or has no statement; goose allows both, a reader does not."""
    spans = {mark.name: mark.span for mark in reversed(marks)}
    refused = {p.condition for p in known}
    meant_down = any(p.condition == "unseen-mark" and "down" in p.message.lower() for p in known)
    found: list[Problem] = []
    if "Up" in spans and not any(s.text for s in up) and not refused:
        found.append(problem("up-empty", spans["Up"], text.count("\n", 0, spans["Up"].start), refused=False))
    if "Down" in spans:
        if not any(s.text for s in down) and not refused:
            found.append(problem("down-empty", spans["Down"], text.count("\n", 0, spans["Down"].start), refused=False))
    elif "Up" in spans and not meant_down and not any(p.fix and "Down" in p.fix[0][2] for p in known):
        found.append(problem("down-missing", spans["Up"], text.count("\n", 0, spans["Up"].start), refused=False))
    return found


def file_version(name: str) -> int | None:
    """Return the version that goose reads from a migration's file name, or None when it is none of goose's.

    Args:
        name: A file name or path; only what follows the last `/` counts.

    Returns:
        The integer before the first `_` of a `.sql` or `.go` file, at least 1 (goose's `NumericComponent`).
    """
    match = _FILE_NAME.match(name.rsplit("/", 1)[-1])
    if match is None or len(match[1]) > 40:
        return None
    version = int(match[1])
    return version if 1 <= version <= _LAST_VERSION else None
