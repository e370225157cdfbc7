"""The lexing mechanism that every Mermaid grammar shares: states, tokens, and the walk over them."""

import re
from functools import cache
from typing import TYPE_CHECKING

from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Match = Callable[[str, int], re.Match[str] | None]

# What `\s` means in JavaScript, and the part of it that stays on one line.
_RARE = "\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000\\ufeff"
_RARE_ENDS = "\\u2028\\u2029"
INLINE = f"\\t\\f\\v {_RARE}"
BLANK = f"[{INLINE}\\n\\r{_RARE_ENDS}]"
DARK = f"[^{INLINE}\\n\\r{_RARE_ENDS}]"
# Python counts these numerals among the characters of words; Mermaid takes letters of the basic plane only.
_NO_LETTERS = (
    "\\x00-\\u00a9\\u00b2\\u00b3\\u00b9\\u00bc-\\u00be\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u2150-\\u2182\\u2185-\\u2189"
    "\\u2460-\\u249b\\u24ea-\\u24ff\\u2776-\\u2793\\u3021-\\u3029\\u3038-\\u303a\\u3192-\\u3195\\u3220-\\u3229"
    "\\u3248-\\u325f\\u3280-\\u3289\\u32b1-\\u32bf\\U00010000-\\U0010ffff"
)
LETTER = f"(?:(?![{_NO_LETTERS}])(?u:[^\\W\\d_]))"

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


class State:
    """A lexical state; as in Mermaid's lexers, the first rule that matches wins, not the longest.

    Args:
        rules: Its rules in order.
        flags: Flags of `re`.

    Attributes:
        rules: The rules by the group that they are of the joined expression, beginning with 1.
    """

    __slots__ = ("_compiled", "_flags", "rules")

    def __init__(self, rules: "Sequence[Rule]", flags: int = 0) -> None:
        self.rules = (Rule(None, ""), *rules)
        self._flags = re.ASCII | flags
        self._compiled: dict[tuple[bool, bool], Match] = {}

    def matcher(self, rare: bool, seldom: bool = True) -> "Match":
        """Return the joined expression's `match`, compiled when it is first asked for.

        Args:
            rare: Whether the text holds one of the rare blanks (see `has_rare_blanks`). Most texts hold none, and an
                expression that knows none of them is compiled in a tenth of the time.
            seldom: Whether the text holds one of the words of rules that most texts have no use for.
        """
        found = self._compiled.get((rare, seldom))
        if found is None:
            patterns = [rule.pattern if seldom or not _is_seldom(rule.pattern) else "(?!)" for rule in self.rules[1:]]
            pattern = "|".join([f"({one})" for one in patterns])
            found = self._compiled[rare, seldom] = re.compile(
                pattern if rare else _without_rare(pattern), self._flags
            ).match
        return found


_SELDOM = ("acctitle", "accdescr", "call", "click", "href", "interpolate", "linkstyle")


def _is_seldom(pattern: str) -> bool:
    return "|" not in pattern and pattern.casefold().startswith(_SELDOM)


@cache
def _rare_blank() -> re.Pattern[str]:
    return re.compile(f"[{_RARE}{_RARE_ENDS}]")


def _without_rare(pattern: str) -> str:
    return pattern.replace(_RARE, "").replace(_RARE_ENDS, "")


def fitted(pattern: str, text: str) -> re.Pattern[str]:
    """Compile an expression for a text, without rare blanks where the text holds none of them."""
    return re.compile(pattern if has_rare_blanks(text) else _without_rare(pattern))


def has_rare_blanks(text: str) -> bool:
    """Tell whether a text holds a blank other than space, tab, form feed, vertical tab and the usual line ends."""
    return not text.isascii() and _rare_blank().search(text) is not None


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


def _indented(tokens: Tokens, zone: Zone) -> bool:
    """Tell whether the last token is a line end that took the blanks at the zone's start, where no rule comes first."""
    return bool(tokens.kinds) and tokens.kinds[-1] == "NEWLINE" and tokens.ends[-1] > zone.start


def tokenize(text: str, start: int, states: "Mapping[str, State]", initial: str, ahead: Ahead | None = None) -> Tokens:
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
    rare = has_rare_blanks(text)
    folded = text.casefold()
    seldom = any(word in folded for word in _SELDOM)
    match, rules = states[initial].matcher(rare, seldom), states[initial].rules
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
                and (_indented(tokens, zone) or ahead.before.matcher(rare, seldom)(text, position) is None)
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
        if position >= size:
            # At the end of the text Mermaid's lexers let one rule match, and no other after it.
            tokens.add(END, size, size)
            return tokens
        if leave or enter:
            if leave:
                del stack[max(len(stack) - leave, 1) :]
            if enter:
                stack.append(enter)
            state = states[stack[-1]]
            match, rules = state.matcher(rare, seldom), state.rules
        elif position == end:
            tokens.add(END, size, size)
            return tokens
        position = end


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


class Walk:
    """A walk over tokens, which every grammar's parser is.

    Args:
        tokens: The tokens.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.kinds
        self.starts = tokens.starts
        self.ends = tokens.ends
        self.i = 0

    def one(self, kind: str, wanted: str) -> int:
        """Take a token of a kind and return its index, or raise `Unexpected`."""
        if self.kinds[self.i] != kind:
            raise Unexpected(self.i, wanted)
        self.i += 1
        return self.i - 1

    def any_of(self, kinds: frozenset[str], wanted: str) -> int:
        """Take a token of one of some kinds and return its index, or raise `Unexpected`."""
        if self.kinds[self.i] not in kinds:
            raise Unexpected(self.i, wanted)
        self.i += 1
        return self.i - 1

    def many(self, kinds: frozenset[str], wanted: str) -> tuple[int, int]:
        """Take one or more tokens of some kinds and return their range in the text, or raise `Unexpected`."""
        first = self.i
        while self.kinds[self.i] in kinds:
            self.i += 1
        if self.i == first:
            raise Unexpected(first, wanted)
        return self.starts[first], self.ends[self.i - 1]
