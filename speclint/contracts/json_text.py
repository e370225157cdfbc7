"""JSON as specs show it: whole values, members out of their object, comments and elided parts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.contracts.syntax import Problem
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_TOKEN = regex(
    r'(?P<space>[\s\ufeff]+)|(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*+\*/|#[^\n]*)|(?P<string>"(?:[^"\\\n]|\\.)*+")'
    r"|(?P<dots>\.\.\.+|\u2026)|(?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))"
    r"|(?P<word>(?:true|false|null)(?!\w))|(?P<prompt><[^<>\n]*>|\{\{[^{}\n]*\}\})|(?P<sign>[\[\]{},:])"
    r"|(?P<other>\"[^\n]*|'[^'\n]*'?|[\w$.@+-]+|[^\s])"
)
_PARTNER = {"{": "}", "[": "]"}
_LONGEST_QUOTE = 30


class _Reader:
    """Reads tokens one by one: what is open, and what may come next.

    `state` is `value` (a value is due), `first` (a value or a closer), `key`, `first-key`, `colon`, `after` (a comma or
    a closer) or `any` (after something left out: whatever comes is right).
    """

    def __init__(self) -> None:
        self.open: list[tuple[str, int]] = []
        self.state = "value"
        self.comma = 0
        self.last: re.Match[str] | None = None

    def after_value(self) -> None:
        self.state = "after" if self.open else "end"

    def fault(self, kind: str, found: re.Match[str]) -> Problem | None:
        """Take one token; return what is wrong with it."""
        if kind == "dots":
            self.state = "any"
            return None
        if kind in ("string", "number", "word", "prompt"):
            return self._value(kind, found)
        if kind == "sign":
            return self._sign(found)
        return _unknown(found)

    def _value(self, kind: str, found: re.Match[str]) -> Problem | None:
        if self.state in ("key", "first-key"):
            if kind not in ("string", "prompt"):
                return _problem(found, f"`{found[0]}` is no key", "put keys into double quotes")
            self.state = "colon"
        elif self.state == "any" and self.open and self.open[-1][0] == "{":
            self.state = "after-any"
        elif self.state in ("after", "colon"):
            return self._missing_sign(found)
        else:
            self.after_value()
        return None

    def _missing_sign(self, found: re.Match[str]) -> Problem:
        sign = "comma" if self.state == "after" else "colon"
        before = self.last or found
        return _problem(before, f"a {sign} is missing after {_shown(before[0])}", f"add the {sign}")

    def _sign(self, found: re.Match[str]) -> Problem | None:
        sign = found[0]
        if sign in "{[":
            return self._opener(found)
        if sign in "}]":
            return self._closer(found)
        if sign == ":":
            if self.state not in ("colon", "after-any", "any"):
                return _problem(found, "a colon stands where none can", None)
            self.state = "value"
            return None
        if self.state not in ("after", "after-any", "any"):
            return _problem(found, "a comma stands where a value is due", "remove it, or add the value")
        self.comma = found.start()
        self.state = "key" if self.open and self.open[-1][0] == "{" else "value"
        return None

    def _opener(self, found: re.Match[str]) -> Problem | None:
        if self.state in ("after", "colon"):
            return self._missing_sign(found)
        if self.state in ("key", "first-key"):
            return _problem(found, f"`{found[0]}` stands where a key is due", "put keys into double quotes")
        self.open.append((found[0], found.start()))
        self.state = "first-key" if found[0] == "{" else "first"
        return None

    def _closer(self, found: re.Match[str]) -> Problem | None:
        if not self.open:
            return _problem(found, f"`{found[0]}` closes nothing", "pair the brackets")
        opener = self.open[-1][0]
        if _PARTNER[opener] != found[0]:
            return _problem(found, f"`{found[0]}` closes `{opener}`", "pair the brackets")
        if self.state in ("key", "value") and len(self.open) and self.comma:
            span = Span(self.comma, self.comma + 1)
            return Problem(span, f"a comma stands before the closing `{found[0]}`", "remove it")
        if self.state in ("value", "colon"):
            return _problem(found, "a value is missing", "add it")
        self.open.pop()
        self.after_value()
        return None


def json_problem(text: str) -> Problem | None:
    """Find the first place at which a text is not JSON (RFC 8259).

    Comments and dots for what is left out are no fault, nor are prompts in angle brackets, several values one after the
    other, and members without the object around them.

    Args:
        text: The text.

    Returns:
        The problem, or None.
    """
    if _is_json(text):
        return None
    reader = _Reader()
    tokens = list(_tokens(text))
    if len(tokens) > 1 and tokens[0][0] == "string" and tokens[1][1][0] == ":":
        reader.open.append(("{", -1))
        reader.state = "first-key"
    for kind, found in tokens:
        if reader.state == "end":
            reader.state = "any" if found[0] == "," else "value"
            if found[0] == ",":
                continue
        problem = reader.fault(kind, found)
        if problem is not None:
            return problem
        if found[0] != ",":
            reader.comma = 0
        reader.last = found
    still = [opener for opener in reader.open if opener[1] >= 0]
    if still:
        return Problem(Span(still[0][1], still[0][1] + 1), f"`{still[0][0]}` is never closed", "pair the brackets")
    return None


def _is_json(text: str) -> bool:
    """Tell whether a text is one JSON value, strictly, which most are."""
    try:
        json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse(word: str) -> None:
    raise ValueError(word)


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind not in ("space", "comment"):
            yield kind, found


def _unknown(found: re.Match[str]) -> Problem:
    text = found[0]
    if text.startswith('"'):
        return _problem(found, "a string is never closed", "close it on its line")
    if text.startswith("'"):
        return _problem(found, f"{_shown(text)} is in single quotes", "use double quotes")
    return _problem(found, f"{_shown(text)} is no JSON value", "put texts into double quotes")


def _shown(text: str) -> str:
    quoted = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return f"`{quoted}`"


def _problem(found: re.Match[str], message: str, help_text: str | None) -> Problem:
    return Problem(Span(*found.span()), message, help_text)
