"""Goose's state machine over lines, to the letter."""

from __future__ import annotations

from typing import Literal

from speclint.migrations.annotations import GO_SPACE, Reading
from speclint.migrations.goose import Line, Statement
from speclint.migrations.interpolation import interpolate
from speclint.records import NamedTuple
from speclint.source import Span

Direction = Literal["up", "down"]
LONGEST_LINE = 4 * 1024 * 1024
_SPLITTERS = str.maketrans(dict.fromkeys(GO_SPACE, " "))

_START, _UP, _BEGIN_UP, _END_UP, _DOWN, _BEGIN_DOWN, _END_DOWN = range(7)
_BEGINS = {_UP: _BEGIN_UP, _END_UP: _BEGIN_UP, _DOWN: _BEGIN_DOWN, _END_DOWN: _BEGIN_DOWN}
_ENDS = {_BEGIN_UP: _END_UP, _BEGIN_DOWN: _END_DOWN}


class Refusal(NamedTuple):
    """Where goose stops (0-based line) and why."""

    line: int
    condition: str
    detail: str = ""


class Run(NamedTuple):
    """One direction's statements, or the refusal."""

    statements: list[Statement]
    refusal: Refusal | None = None


def ends_statement(line: str) -> bool:
    """Tell whether goose ends a statement at this line: its last word before any `--` word ends with `;`."""
    if ";" not in line:
        return False
    last = ""
    for word in line.translate(_SPLITTERS).split(" "):
        if word.startswith("--"):
            break
        last = word or last
    return last.endswith(";")


class Buffer:
    """The lines of the statement that is being read."""

    __slots__ = ("blank", "end", "start", "text", "variables")

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = -1
        self.end = -1
        self.variables = False
        self.blank = True

    @property
    def empty(self) -> bool:
        """Whether no line has been added."""
        return self.start < 0

    def add(self, line: Line, variables: bool, content: str) -> None:
        """Add a line; `content` is what it holds after substitution."""
        if self.start < 0:
            self.start = line.start
        self.end = line.start + len(line.text)
        self.variables |= variables
        self.blank = self.blank and not content.strip(GO_SPACE)

    def clear(self) -> None:
        """Forget the lines."""
        self.start = self.end = -1
        self.variables = False
        self.blank = True

    def take(self, at: int, *, block: bool) -> Statement:
        """Empty the buffer into a statement whose span is trimmed; an empty one stands at `at`."""
        if self.empty or self.blank:
            statement = Statement("", Span(at, at), block, self.variables)
        else:
            raw = self.text[self.start : self.end]
            start = self.start + len(raw) - len(raw.lstrip(GO_SPACE))
            body = raw.strip(GO_SPACE)
            statement = Statement(body, Span(start, start + len(body)), block, self.variables)
        self.clear()
        return statement


class _StopError(Exception):
    def __init__(self, condition: str, detail: str = "") -> None:
        super().__init__(condition)
        self.condition = condition
        self.detail = detail


class _Machine:
    """`ParseSQLMigration` of goose for one direction; the states have goose's numbers."""

    def __init__(self, text: str, readings: dict[int, Reading], direction: Direction) -> None:
        self.readings = readings
        self.direction = direction
        self.state = _START
        self.buffer = Buffer(text)
        self.substitutes = False
        self.statements: list[Statement] = []

    def feed(self, line: Line) -> None:
        content = line.text
        if len(content) >= LONGEST_LINE // 4 and len(content.encode("utf-8", "surrogatepass")) >= LONGEST_LINE:
            raise _StopError("long-line")
        if self.state == _START and not content.strip(GO_SPACE):
            return
        reading = self.readings.get(line.row)
        if reading is not None and reading.fault is not None:
            raise _StopError(reading.fault)
        name = None if reading is None else reading.name
        if name is not None and not self._annotation(name):
            return
        if self.buffer.empty and (not content or content.strip(GO_SPACE).startswith("--")):
            return
        self._body(line)

    def _annotation(self, name: str) -> bool:
        """Follow an annotation; True when goose goes on to treat the line as the end of a statement."""
        match name:
            case "Up":
                if self.state != _START:
                    raise _StopError("duplicate-up")
                self.state = _UP
            case "Down":
                self._down()
            case "StatementBegin":
                if self.state not in _BEGINS:
                    raise _StopError("begin-before-up" if self.state == _START else "nested-begin")
                self.state = _BEGINS[self.state]
            case "StatementEnd":
                if self.state not in _ENDS:
                    raise _StopError("end-without-begin")
                self.state = _ENDS[self.state]
                return True
            case "ENVSUB ON" | "ENVSUB OFF":
                self.substitutes = name == "ENVSUB ON"
        return False

    def _down(self) -> None:
        if self.state not in {_UP, _END_UP}:
            order = {_START: "down-before-up", _BEGIN_UP: "down-inside-begin", _BEGIN_DOWN: "down-inside-begin"}
            raise _StopError(order.get(self.state, "duplicate-down"))
        if not self.buffer.blank:
            raise _StopError("unfinished-statement")
        self.state = _DOWN

    def _body(self, line: Line) -> None:
        content = line.text
        ending = self.state in {_END_UP, _END_DOWN}
        if not ending:
            variables = False
            if self.substitutes:
                result = interpolate(content)
                if result.fault is not None:
                    raise _StopError("substitution", result.fault)
                variables, content = result.variables or result.text != content, result.text
            self.buffer.add(line, variables, content)
        if self.state == _START:
            raise _StopError("sql-before-up")
        if (self.state <= _END_UP) != (self.direction == "up"):
            self.buffer.clear()
            return
        if ending:
            self.statements.append(self.buffer.take(line.start, block=True))
            self.state = _UP if self.state == _END_UP else _DOWN
        elif self.state in {_UP, _DOWN} and ends_statement(content):
            self.statements.append(self.buffer.take(line.start, block=False))

    def finish(self) -> None:
        if self.state == _START:
            raise _StopError("no-up")
        if self.state in _ENDS:
            raise _StopError("unended-begin")
        if not self.buffer.blank:
            raise _StopError("unfinished-statement")


def run(text: str, lines: list[Line], readings: dict[int, Reading], direction: Direction) -> Run:
    """Run goose's parser for one direction and stop where it stops."""
    machine = _Machine(text, readings, direction)
    at = 0
    try:
        for line in lines:
            at = line.row
            machine.feed(line)
        machine.finish()
    except _StopError as stop:
        return Run([], Refusal(at, stop.condition, stop.detail))
    return Run(machine.statements)
