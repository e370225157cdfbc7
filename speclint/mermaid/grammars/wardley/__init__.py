"""The grammar of `wardley`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.langium import (
    COMMENTS,
    FRONT_MATTER,
    NAME,
    NEWLINE,
    TEXT,
    TITLES,
    WHOLE,
    Lexer,
    Parser,
    read_with,
    signs,
)
from speclint.mermaid.lexing import BLANK, Rule, Unexpected
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Fault, Site
    from speclint.mermaid.lexing import Tokens

# Mermaid's words are none of langium's keywords: each counts also where it only begins a longer word.
WORDS = (
    "size", "evolution", "anchor", "component", "label", "inertia", "evolve", "pipeline", "note", "annotations",
    "annotation", "accelerator", "deaccelerator",
)  # fmt: skip
_PART = "(?:[A-Za-z0-9_()&]|-(?!>))*+"
_LEXER = Lexer(
    *signs("[", ",", "]", "@", "/", "(", ")", "{", "}"),
    FRONT_MATTER,
    Rule("long arrow", r"-->|-\.->|>"), Rule("->", "->"), Rule("-", "-"),
    Rule("decimal", "[0-9]++\\.[0-9]++"),
    Rule("port", r"\+(?:<>|>|<)"),
    Rule("long arrow", r"\+'[^']*+'(?:<>|<|>)"),
    Rule("link label", ";[^\\n\\r]++"),
    Rule("strategy", "build|buy|outsource|market"),
    Rule("header", "wardley-beta"),
    *signs(*WORDS),
    Rule("words", f"(?!title{BLANK}|accTitle|accDescr)[A-Za-z]{_PART}(?:[ \\t]++[A-Za-z(]{_PART})*+"),
    Rule(None, "[ \\t]++"),
    *TITLES, WHOLE, TEXT, NAME, NEWLINE, *COMMENTS,
)  # fmt: skip
NAMES = frozenset({"text", "name", "words"})
_POSITIONS = frozenset({"decimal", "whole"})
_ARROWS = frozenset({"long arrow", "->"})


class Placed(NamedTuple):
    """What stands at a place: its kind, the index of its name, and those of its two coordinates in Mermaid's order."""

    kind: str
    name: int
    first: int
    second: int


class Wardley(Parser):
    """A walk over a Wardley map.

    Attributes:
        placed: What has two coordinates.
        pipelines: The index of each pipeline's parent, and of its components' names and coordinates.
        evolves: The indices of each evolving component's name and target.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.placed: list[Placed] = []
        self.pipelines: list[tuple[int, list[tuple[int, int]]]] = []
        self.evolves: list[tuple[int, int]] = []

    def document(self) -> None:
        """Read the map, then look at its coordinates."""
        self.newlines()
        self.one("header", "header")
        for kind in self.statements():
            if kind in NAMES:
                self._link()
            else:
                self._statement(kind)
        from speclint.mermaid.grammars.wardley.checks import check

        check(self)

    def _statement(self, kind: str) -> None:
        first = self.i
        self.i += 1
        if kind == "size":
            self._pair("whole", "whole", "whole number")
        elif kind == "evolution":
            self._stages()
        elif kind == "anchor" or kind == "component" or kind == "accelerator" or kind == "deaccelerator":
            name = self.any_of(NAMES, "name")
            self._place(kind, name)
            if kind == "component":
                self._decorated()
        elif kind == "note":
            self._place(kind, self.one("text", "quoted text"))
        elif kind == "evolve":
            name = self.any_of(NAMES, "name")
            self.evolves.append((name, self.one("decimal", "decimal")))
        elif kind == "pipeline":
            self._pipeline()
        elif kind == "annotations":
            self._position("annotations box", first)
        elif kind == "annotation":
            number = self.one("whole", "whole number")
            self.one(",", "comma")
            self._position(kind, number)
            self.one("text", "quoted text")
        else:
            self.i = first
            raise Unexpected(first, "statement")
        self.line_end("line end")

    def _pair(self, first: str, second: str, wanted: str) -> tuple[int, int]:
        self.one("[", "[")
        one = self.one(first, wanted)
        self.one(",", "comma")
        other = self.one(second, wanted)
        self.one("]", "]")
        return one, other

    def _place(self, kind: str, name: int) -> None:
        self.placed.append(Placed(kind, name, *self._pair("decimal", "decimal", "decimal")))

    def _position(self, kind: str, name: int) -> None:
        self.one("[", "[")
        first = self.any_of(_POSITIONS, "number")
        self.one(",", "comma")
        second = self.any_of(_POSITIONS, "number")
        self.one("]", "]")
        self.placed.append(Placed(kind, name, first, second))

    def _label(self) -> None:
        if not self.take("label"):
            return
        self.one("[", "[")
        self.take("-")
        self.one("whole", "whole number")
        self.one(",", "comma")
        self.take("-")
        self.one("whole", "whole number")
        self.one("]", "]")

    def _decorated(self) -> None:
        """Read a component's label, its strategy and its inertia."""
        self._label()
        if self.kinds[self.i] == "(" and self.kinds[self.i + 1] != "inertia":
            self.i += 1
            self.one("strategy", "strategy")
            self.one(")", ")")
        if self.take("("):
            self.one("inertia", "inertia")
            self.one(")", ")")
        else:
            self.take("inertia")

    def _stages(self) -> None:
        stages = 0
        while True:
            self.any_of(NAMES, "stage")
            if self.take("@"):
                self.one("decimal", "decimal")
            if self.take("/"):
                self.any_of(NAMES, "second name of the stage")
            stages += 1
            if not self.take("->"):
                break
        if stages < 2:
            raise Unexpected(self.i, "arrow and second stage")

    def _pipeline(self) -> None:
        parent = self.any_of(NAMES, "name")
        opener = self.one("{", "{")
        self.one("newline", "line end behind {")
        self.newlines()
        components: list[tuple[int, int]] = []
        while True:
            if self.kinds[self.i] != "component":
                if self.kinds[self.i] == "}" and components:
                    break
                raise Unexpected(self.i, "component of the pipeline", opener)
            self.i += 1
            name = self.any_of(NAMES, "name")
            self.one("[", "[")
            components.append((name, self.one("decimal", "decimal")))
            self.one("]", "]")
            self._label()
            self.line_end("line end")
        self.i += 1
        self.pipelines.append((parent, components))

    def _link(self) -> None:
        self.i += 1
        self.take("port")
        if self.kinds[self.i] in _ARROWS:
            self.i += 1
        self.any_of(NAMES, "second name")
        self.take("port")
        self.take("link label")
        self.line_end("line end")


def read(cleaned: Cleaned) -> Parser:
    """Read a Wardley map."""
    return read_with(cleaned, _LEXER, Wardley, _explain)


def _explain(site: Site) -> Fault | None:
    from speclint.mermaid.grammars.wardley.faults import explain

    return explain(site)
