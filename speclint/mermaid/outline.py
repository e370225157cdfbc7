"""Nodes by indentation: the tokens and the walk that mindmap and kanban share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.lexing import BLANK, END, Rule, State, Unexpected, Walk
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.mermaid.lexing import Tokens

_ANY = "[^\\n\\r\\u2028\\u2029]"
_CLOSE = r"\)\)?|\]|\}\}|\(-|-\)|\(\(?"
_STOPS = frozenset({"newline", "eof", "blank line"})
_ENDS = frozenset({"newline", "eof"})


class Node(NamedTuple):
    """A node of the outline.

    Args:
        level: How far it is indented.
        first: The index of its first token.
        data: The indices of the tokens of its `@{…}`, first and one past the last; equal where it has none.
    """

    level: int
    first: int
    data: tuple[int, int]


def outline_states(
    word: str, name: str, first: Sequence[Rule] = (), more: Mapping[str, State] | None = None
) -> dict[str, State]:
    """Return the lexical states of a type.

    Args:
        word: The header word.
        name: What a node's id is made of, as an expression.
        first: Rules that come before all others.
        more: Further states.

    Returns:
        The states; the first one is `start`.
    """
    rules = (
        *first,
        Rule("blank line", f"{BLANK}*+%%{_ANY}*"),
        Rule("header", rf"{word}\b"),
        Rule(None, ":::", 0, "class"),
        Rule(None, r"::icon\(", 0, "icon"),
        Rule("blank line", f"{BLANK}+\\n"),
        Rule("newline", "\\n++"),
        Rule("open", r"-\)|\(-|\)\)?|\(\(?|\{\{|\[", 0, "node"),
        Rule("indent", f"{BLANK}++"),
        Rule("id", name),
        Rule("eof", "\\Z"),
    )
    return {
        "start": State(rules, re.IGNORECASE),
        "class": State((Rule("class", f"{_ANY}++", 1), Rule(None, "\\n", 1))),
        "icon": State((Rule("icon", "[^)]++"), Rule(None, "\\)", 1))),
        "node": State(
            (
                Rule(None, '"`', 0, "markdown"),
                Rule(None, '"', 0, "string"),
                Rule("close", _CLOSE, 1),
                Rule("text", "[^)\\](}]++"),
                # A single `}` and all behind it is text too.
                Rule("text", f"{_ANY}++"),
            )
        ),
        "markdown": State((Rule("text", '[^`"]++'), Rule(None, '`"', 1))),
        "string": State((Rule("text", '[^"]++'), Rule(None, '"', 1))),
        **(more or {}),
    }


class Outline(Walk):
    """A walk over the tokens of an outline; `i` is the index of the next one.

    Args:
        tokens: The tokens.

    Attributes:
        nodes: The nodes in order.
        orphan: The first class or icon that comes before every node, as an index, or None.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.nodes: list[Node] = []
        self.orphan: int | None = None

    def document(self) -> None:
        """Read all of it, or raise `Unexpected`."""
        while self.kinds[self.i] == "blank line":
            self.i += 1
            while self.kinds[self.i] == "newline":
                self.i += 1
        self.one("header", "header")
        if self.kinds[self.i] == "newline":
            self.i += 1
        self._statement()
        while self.kinds[self.i] != END:
            self._statement()

    def _statement(self) -> None:
        kinds = self.kinds
        level = 0
        kind = kinds[self.i]
        if kind == "blank line":
            self.i += 1
        else:
            indented = kind == "indent"
            if indented:
                level = self.ends[self.i] - self.starts[self.i]
                self.i += 1
                kind = kinds[self.i]
            if kind == "id" or kind == "open":
                self._node(level)
            elif kind == "class" or kind == "icon":
                if not self.nodes and self.orphan is None:
                    self.orphan = self.i
                self.i += 1
            elif not indented:
                raise Unexpected(self.i, "statement")
        if kinds[self.i] not in _STOPS:
            raise Unexpected(self.i, "line end")
        self.i += 1
        while kinds[self.i] in _ENDS:
            self.i += 1

    def _node(self, level: int) -> None:
        kinds = self.kinds
        first = self.i
        if kinds[self.i] == "id":
            self.i += 1
        if kinds[self.i] == "open":
            opener = self.i
            self.i += 1
            for kind in ("text", "close"):
                if kinds[self.i] != kind:
                    raise Unexpected(self.i, kind, opener)
                self.i += 1
        data = self.i
        while kinds[self.i] == "data":
            self.i += 1
        self.nodes.append(Node(level, first, (data, self.i)))
