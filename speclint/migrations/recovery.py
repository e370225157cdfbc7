"""A migration that goose refuses, read as its author meant it, with every reason why goose refuses it."""

from __future__ import annotations

from typing import Literal

from speclint.migrations.annotations import GO_SPACE, Reading
from speclint.migrations.goose import Line, Problem, Statement, mark_problem, problem
from speclint.migrations.interpolation import interpolate
from speclint.migrations.machine import LONGEST_LINE, Buffer, ends_statement
from speclint.records import NamedTuple
from speclint.source import Span


class Meant(NamedTuple):
    """A refused migration as its author meant it, and every reason why goose refuses it."""

    up: list[Statement]
    down: list[Statement]
    problems: list[Problem]


def meant(text: str, lines: list[Line], readings: dict[int, Reading]) -> Meant:
    """Read a migration that goose refuses past every fault, so that one fault hides no other."""
    reader = _MeantReader(text, readings)
    for line in lines:
        reader.feed(line)
    reader.finish(lines)
    return Meant(reader.up, reader.down, reader.problems)


class _MeantReader:
    def __init__(self, text: str, readings: dict[int, Reading]) -> None:
        self.text = text
        self.readings = readings
        self.buffer = Buffer(text)
        self.up: list[Statement] = []
        self.down: list[Statement] = []
        self.problems: list[Problem] = []
        self.section: Literal["up", "down"] | None = None
        self.begin: Line | None = None
        self.substitutes = False
        self.seen: set[str] = set()

    def feed(self, line: Line) -> None:
        reading = self.readings.get(line.row)
        if reading is not None:
            if reading.name is None:
                self.problems.append(mark_problem(line, reading, refused=True))
            name = reading.name or reading.meant
            if name is not None:
                self._annotation(name, line)
            return
        content = line.text
        if len(content) >= LONGEST_LINE:
            self._tell("long-line", line.span, line)
        if self.buffer.empty and (not content.strip(GO_SPACE) or content.strip(GO_SPACE).startswith("--")):
            return
        self._body(line)

    def _tell(
        self, condition: str, span: Span, line: Line, name: str = "", fix: tuple[int, int, str] | None = None
    ) -> None:
        self.problems.append(problem(condition, span, line.row, name, fix=(fix,) if fix else ()))

    def _annotation(self, name: str, line: Line) -> None:
        match name:
            case "Up":
                if "Up" in self.seen or self.section is not None:
                    self._tell("duplicate-up", line.span, line)
                else:
                    self.section = "up"
                self.seen.add("Up")
            case "Down":
                self._down(line)
            case "StatementBegin":
                self._begin(line)
            case "StatementEnd":
                if self.begin is None:
                    self._tell("end-without-begin", line.span, line)
                else:
                    self._store(line.start, block=True)
                    self.begin = None
            case "ENVSUB ON" | "ENVSUB OFF":
                self.substitutes = name == "ENVSUB ON"

    def _down(self, line: Line) -> None:
        if self.begin is not None:
            self._tell("down-inside-begin", line.span, line, fix=(line.start, line.start, "-- +goose StatementEnd\n"))
            self._store(line.start, block=True)
            self.begin = None
        elif self.section is None:
            self._tell("down-before-up", line.span, line)
        elif "Down" in self.seen:
            self._tell("duplicate-down", line.span, line)
        self._unfinished()
        self.seen.add("Down")
        self.section = "down"

    def _begin(self, line: Line) -> None:
        if self.begin is not None:
            self._tell("nested-begin", line.span, line)
            return
        if self.section is None:
            self._tell("begin-before-up", line.span, line, fix=self._missing_up(line))
            self.section = "up"
        self.begin = line

    def _missing_up(self, line: Line) -> tuple[int, int, str] | None:
        later = any((r.name or r.meant) == "Up" for i, r in self.readings.items() if i > line.row)
        return None if later else (line.start, line.start, "-- +goose Up\n")

    def _body(self, line: Line) -> None:
        content, variables = line.text, False
        if self.substitutes:
            result = interpolate(content)
            if result.fault is not None:
                self._tell("substitution", line.span, line, result.fault)
            else:
                content, variables = result.text, result.variables
        if self.section is None:
            self._tell("sql-before-up", line.span, line, fix=self._missing_up(line))
            self.section = "up"
        self.buffer.add(line, variables, content)
        if self.begin is None and ends_statement(content):
            self._store(line.start, block=False)

    def _store(self, at: int, *, block: bool) -> None:
        statement = self.buffer.take(at, block=block)
        (self.down if self.section == "down" else self.up).append(statement)

    def _unfinished(self) -> None:
        if self.buffer.blank:
            self.buffer.clear()
            return
        statement = self.buffer.take(0, block=False)
        line = Line(self.text.count("\n", 0, statement.span.start), statement.span.start, statement.text)
        self._tell("unfinished-statement", statement.span, line, fix=_semicolon(statement))
        (self.down if self.section == "down" else self.up).append(statement)

    def finish(self, lines: list[Line]) -> None:
        if self.begin is not None:
            end = len(self.text)
            lead = "" if self.text.endswith("\n") else "\n"
            self._tell("unended-begin", self.begin.span, self.begin, fix=(end, end, f"{lead}-- +goose StatementEnd\n"))
            self._store(end, block=True)
            self.begin = None
        self._unfinished()
        marked = any((r.name or r.meant) == "Up" for r in self.readings.values())
        if not marked and not self.problems:
            first = lines[0] if lines else Line(0, 0, "")
            self._tell("no-up", Span(0, 0), first)


def _semicolon(statement: Statement) -> tuple[int, int, str] | None:
    """Return where the semicolon goes: after the last token, unless goose would not see it there."""
    from speclint.migrations.lexing import significant

    found = significant(statement.text)
    if not found or found[-1].open:
        return None
    end = found[-1].end
    line_rest = statement.text[end:].split("\n", 1)[0]
    if statement.text[found[-1].start : end] == ";" or line_rest.strip(GO_SPACE):
        return None
    at = statement.span.start + end
    return at, at, ";"
