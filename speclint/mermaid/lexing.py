"""The lexing and error mechanism that every Mermaid grammar shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from speclint.mermaid.cleaning import Cleaned

# What `\s` means in JavaScript, and the part of it that stays on one line.
INLINE = "\\t\\f\\v \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff"
BLANK = f"[{INLINE}\\n\\r\\u2028\\u2029]"
DARK = f"[^{INLINE}\\n\\r\\u2028\\u2029]"

END = "$end"
STRANGE = "$strange"


class Rule(NamedTuple):
    """One lexical rule.

    Args:
        kind: The token's kind, or None where the text is skipped.
        pattern: Its regular expression, without capturing groups.
        leave: How many states it leaves.
        enter: The state it then enters, or None.
    """

    kind: str | None
    pattern: str
    leave: int = 0
    enter: str | None = None


class State(NamedTuple):
    """A compiled lexical state."""

    match: Callable[[str, int], re.Match[str] | None]
    rules: tuple[Rule, ...]


def compile_state(rules: Sequence[Rule], flags: int = 0) -> State:
    """Join rules into one expression; as in Mermaid's lexers, the first rule that matches wins, not the longest."""
    pattern = "|".join(f"({rule.pattern})" for rule in rules)
    return State(re.compile(pattern, re.ASCII | flags).match, (Rule(None, ""), *rules))


class Tokens:
    """Tokens in parallel lists; the last one is `END`, or `STRANGE` where no rule matches."""

    __slots__ = ("ends", "kinds", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def add(self, kind: str, start: int, end: int) -> None:
        """Append one token."""
        self.kinds.append(kind)
        self.starts.append(start)
        self.ends.append(end)

    def value(self, index: int) -> str:
        """Return the text of a token."""
        return self.text[self.starts[index] : self.ends[index]]


class Zone(NamedTuple):
    """A stretch in which a token that starts anywhere inside runs on to `stop` (a rule that looks far ahead)."""

    start: int
    end: int
    kind: str
    stop: int


class Ahead(NamedTuple):
    """Rules that look far ahead, found beforehand so that lexing stays linear.

    Args:
        zones: The stretches, sorted by start.
        before: The rules of the state that come before these.
        state: The state's name.
    """

    zones: list[Zone]
    before: State
    state: str


def tokenize(text: str, start: int, states: Mapping[str, State], initial: str, ahead: Ahead | None = None) -> Tokens:
    """Split a text into tokens.

    Args:
        text: The cleaned text.
        start: Where to begin.
        states: The lexical states by name.
        initial: The first one.
        ahead: Rules that look far ahead, or None.

    Returns:
        The tokens; never raises.
    """
    tokens = Tokens(text)
    add_kind, add_start, add_end = tokens.kinds.append, tokens.starts.append, tokens.ends.append
    stack = [initial]
    match, rules = states[initial]
    position, size = start, len(text)
    zones = iter(ahead.zones) if ahead else iter(())
    zone = next(zones, None)
    while True:
        if zone is not None and position >= zone.start:
            while zone is not None and zone.end < position:
                zone = next(zones, None)
            if (
                zone is not None
                and ahead is not None
                and zone.start <= position
                and stack[-1] == ahead.state
                and ahead.before.match(text, position) is None
            ):
                tokens.add(zone.kind, position, zone.stop)
                position = zone.stop
                continue
        found = match(text, position)
        if found is None:
            tokens.add(END if position >= size else STRANGE, position, min(position + 1, size))
            return tokens
        kind, _, leave, enter = rules[found.lastindex or 0]
        end = found.end()
        if kind is not None:
            add_kind(kind)
            add_start(position)
            add_end(end)
        if leave or enter:
            if leave:
                del stack[max(len(stack) - leave, 1) :]
            if enter:
                stack.append(enter)
            match, rules = states[stack[-1]]
        elif position == end:
            tokens.add(END, size, size)
            return tokens
        position = end


class Fault(NamedTuple):
    """A problem in offsets of the cleaned text.

    Args:
        start: Where the faulty stretch starts.
        end: Where it ends.
        message: One lower-case clause.
        help: What to do, or None.
        fix: Start, end and new text of the edit that mends it, or None.
    """

    start: int
    end: int
    message: str
    help: str | None = None
    fix: tuple[int, int, str] | None = None


class Unexpected(Exception):  # noqa: N818 -- it is no error of the program: it leaves a grammar at the first bad token
    """The first token that the grammar cannot take; never leaves this package.

    Args:
        index: The token's index.
        wanted: What the grammar looked for there.
        opened: The index of the token that opened the enclosing bracket or block, or None.
    """

    def __init__(self, index: int, wanted: str, opened: int | None = None) -> None:
        super().__init__(wanted)
        self.index = index
        self.wanted = wanted
        self.opened = opened


class Reading(Protocol):
    """What a grammar makes of a cleaned text."""

    faults: list[Fault]

    def parts(self, locate: Callable[[int], int]) -> dict[str, Any]:
        """Return the `Diagram` fields of this type, with offsets put through `locate`."""
        ...


class Grammar(Protocol):
    """A diagram type's module: its `read` is all that the package calls."""

    def read(self, cleaned: Cleaned) -> Reading:
        """Read a cleaned text whose header has been recognised."""
        ...


def line_around(text: str, offset: int) -> tuple[int, int]:
    """Return the start and end of the line that holds an offset."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def mended(text: str, start: int, end: int, new: str) -> str:
    """Return the line that holds `start` as it reads with the range replaced, trimmed and at most 120 characters."""
    first, _ = line_around(text, start)
    _, last = line_around(text, end)
    line = (text[first:start] + new + text[end:last]).strip()
    return line if len(line) <= 120 else line[:117] + "…"
