"""The grammar of `gitGraph`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.grammars.gitgraph.history import History, Statement
from speclint.mermaid.langium import (
    HIDDEN,
    NEWLINE,
    TEXT,
    TITLES,
    WHOLE,
    Lexer,
    Parser,
    alone,
    read_with,
    signs,
)
from speclint.mermaid.lexing import Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

# A name may hold dots and slashes but does not end with one.
_LONGER = r"(?![./]*+[-\w])"
_TYPES = ("HIGHLIGHT", "REVERSE", "NORMAL")
_DIRECTIONS = frozenset({"LR", "TB", "BT"})
_NAMES = frozenset({"name", "text"})


def _word(word: str, kind: str | None = None) -> Rule:
    return Rule(kind or word, word + _LONGER)


_LEXER = Lexer(
    _word("cherry-pick"), *signs("gitGraph:"), _word("HIGHLIGHT", "type"), alone("gitGraph"), _word("checkout"),
    _word("REVERSE", "type"), *signs("parent:"), _word("commit"), _word("NORMAL", "type"), _word("branch"),
    *signs("order:"), _word("switch", "checkout"), *signs("type:"), _word("merge"), *signs("msg:", "tag:", "id:"),
    _word("LR"), _word("TB"), _word("BT"), *signs(":"), *TITLES, WHOLE, TEXT, NEWLINE, *HIDDEN,
    Rule("name", r"\w(?:[./]*+[-\w]++)*+"),
)  # fmt: skip
# What may follow each statement's word and name.
_ARGUMENTS = {
    "commit": frozenset({"id:", "msg:", "tag:", "type:"}),
    "merge": frozenset({"id:", "tag:", "type:"}),
    "cherry-pick": frozenset({"id:", "tag:", "parent:"}),
    "branch": frozenset({"order:"}),
    "checkout": frozenset[str](),
}
_NAMED = frozenset({"merge", "branch", "checkout"})


class _GitGraph(Parser):
    def __init__(self, tokens: Tokens, cleaned: Cleaned) -> None:
        super().__init__(tokens)
        self.cleaned = cleaned

    def document(self) -> None:
        self._header()
        statements: list[Statement] = []
        for kind in self.statements():
            if kind in _ARGUMENTS:
                statements.append(self._statement(kind))
            else:
                raise Unexpected(self.i, "statement")
        fault = History(self.tokens, self.cleaned).run(statements)
        if fault is not None:
            self.faults.append(fault)

    def _header(self) -> None:
        self.newlines()
        if self.take("gitGraph:"):
            return
        self.one("gitGraph", "header")
        if self.kinds[self.i] in _DIRECTIONS:
            self.i += 1
            self.one(":", "direction colon")
        else:
            self.take(":")

    def _statement(self, kind: str) -> Statement:
        word = self.i
        self.i += 1
        name = self.any_of(_NAMES, "branch name") if kind in _NAMED else -1
        values: dict[str, int] = {}
        while True:
            argument = self.kinds[self.i]
            if argument in _ARGUMENTS[kind]:
                self.i += 1
                wanted = {"order:": "whole", "type:": "type"}.get(argument, "text")
                values[argument] = self.one(wanted, f"value of {argument}")
                if argument == "order:":
                    break
            elif argument != "text" or kind != "commit":
                break
            else:
                self.i += 1
        self.line_end(f"end of {kind}")
        return Statement(kind, word, name, values)


def read(cleaned: Cleaned) -> Parser:
    """Read a git graph, and replay its history as Mermaid does."""
    from speclint.mermaid.grammars.gitgraph.faults import explain

    return read_with(cleaned, _LEXER, lambda tokens: _GitGraph(tokens, cleaned), explain)
