"""The variable substitution that goose makes between ENVSUB ON and ENVSUB OFF."""

from __future__ import annotations

from speclint.records import NamedTuple
from speclint.regex import regex

_INTEGER = regex(r"[+-]?[0-9]+\Z")
_LIMIT = 2**63


class Interpolated(NamedTuple):
    """A line after substitution: its text, what is wrong with it (or None), and whether a variable stood in it."""

    text: str
    fault: str | None
    variables: bool


class _Reader:
    """Reads `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:1:2}` and `${NAME?message}`.

    The environment is taken as empty: a verdict may not depend on whose machine it is made on. A required variable
    (`?`) is taken as set.
    """

    def __init__(self, line: str) -> None:
        self.line = line
        self.at = 0
        self.fault: str | None = None
        self.variables = False
        self.parts: list[list[str]] = [[]]
        self.keeps: list[bool] = []

    def read(self) -> Interpolated:
        while self.at < len(self.line) and self.fault is None:
            self._step()
        if self.keeps and self.fault is None:
            self.fault = "a brace is never closed"
        return Interpolated("".join(self.parts[0]), self.fault, self.variables)

    def _step(self) -> None:
        line, at = self.line, self.at
        pair = line[at : at + 2]
        if pair in {"\\\\", "\\$", "$$", "$("}:
            self.parts[-1].append("$" if pair in {"\\$", "$$"} else pair)
            self.at += 2
        elif self.keeps and line[at] == "}":
            self.at += 1
            body = self.parts.pop()
            if self.keeps.pop():
                self.parts[-1].extend(body)
        elif line[at] == "$" and at < len(line) - 1:
            self._expansion()
        else:
            self.parts[-1].append(line[at])
            self.at += 1

    def _expansion(self) -> None:
        self.variables = True
        self.at += 1
        brace = self.line.startswith("{", self.at)
        self.at += brace
        following = self.line[self.at : self.at + 1]
        if not following.isalpha():
            self.fault = f"a variable's name starts with a letter, not with {following or 'the end of the line'}"
            return
        while self.at < len(self.line) and (self.line[self.at].isalnum() or self.line[self.at] == "_"):
            self.at += 1
        if brace:
            self._operator()

    def _operator(self) -> None:
        rest = self.line[self.at : self.at + 2]
        if rest.startswith("}"):
            self.at += 1
        elif rest == ":-" or rest[:1] in {"-", "?"}:
            self.at += 2 if rest == ":-" else 1
            self.parts.append([])
            self.keeps.append(rest[0] != "?")
        elif rest.startswith(":"):
            self.at += 1
            self._substring()
        else:
            self.fault = f"{rest[:1] or 'the end of the line'} is no operator of a substitution"

    def _substring(self) -> None:
        end = self.line.find("}", self.at)
        if end < 0:
            end = len(self.line)
        numbers = self.line[self.at : end].split(":", 1)
        for number in numbers:
            value = number.strip()
            if not _INTEGER.match(value) or abs(int(value[:30])) >= _LIMIT:
                self.fault = f"{value or 'nothing'} is no number of characters"
                return
        self.at = end + 1
        if end == len(self.line):
            self.fault = "a brace is never closed"


def interpolate(line: str) -> Interpolated:
    """Substitute the variables of one line as goose does with an empty environment.

    Args:
        line: A line without its line end.

    Returns:
        The text that goose would send, or what stops it. Source of the rule: goose's ENVSUB, which follows the
        grammar of shell-like expansions with `$$` and `\\$` as the escaped dollar.
    """
    if "$" not in line and "\\" not in line:
        return Interpolated(line, None, False)
    return _Reader(line).read()
