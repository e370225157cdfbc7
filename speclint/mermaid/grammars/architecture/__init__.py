"""The grammar of `architecture`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.langium import (
    FRONT_MATTER,
    HIDDEN,
    NAME,
    NEWLINE,
    TEXT,
    TITLES,
    Lexer,
    Parser,
    keyword,
    read_with,
    signs,
)
from speclint.mermaid.lexing import Rule, Unexpected
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.faults import Fault, Site
    from speclint.mermaid.lexing import Tokens

# Front matter in the middle comes before the signs that it begins with; a side comes before a name that it begins.
_LEXER = Lexer(
    *(keyword(word) for word in ("architecture-beta", "junction", "service", "column", "group", "align", "row", "in")),
    FRONT_MATTER, *signs("--", ":", "-"), Rule("side", "[LRTB]"), *signs("{group}"), Rule("head", "[<>]"),
    *TITLES, TEXT, NAME, NEWLINE, *HIDDEN,
    Rule("icon", r"\([\w:-]+\)"),
    Rule("label", rf"\[(?:(?:{TEXT.pattern})\]|[^\[\]\n\r]++\])"),
)  # fmt: skip
_PLACED = frozenset({"group", "service", "junction"})
_DIRECTIONS = frozenset({"row", "column"})


class Placed(NamedTuple):
    """A group, service or junction: its kind, and the indices of its id and of its parent's, or None."""

    kind: str
    id: int
    parent: int | None


class Edge(NamedTuple):
    """An edge: the indices of its ids, and those of `{group}` behind them, or None."""

    source: int
    target: int
    leaves: int | None
    enters: int | None


class Architecture(Parser):
    """A walk over an architecture diagram.

    Attributes:
        placed: Its groups, services and junctions.
        edges: Its edges.
        aligned: The indices of the members of each alignment.
    """

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.placed: list[Placed] = []
        self.edges: list[Edge] = []
        self.aligned: list[list[int]] = []

    def document(self) -> None:
        """Read the diagram, then look at its ids."""
        self.newlines()
        self.one("architecture-beta", "header")
        for kind in self.statements():
            if kind in _PLACED:
                self._placed(kind)
            elif kind == "name":
                self._edge()
            elif kind == "align":
                self._alignment()
            else:
                raise Unexpected(self.i, "statement")
        from speclint.mermaid.grammars.architecture.checks import check

        check(self)

    def _placed(self, kind: str) -> None:
        self.i += 1
        name = self.one("name", f"id of the {kind}")
        if kind != "junction":
            if not self.take("icon") and kind == "service":
                self.take("text")
            self.take("label")
        parent = None
        if self.take("in"):
            parent = self.one("name", "id of the enclosing group")
        self.line_end(f"end of the {kind}")
        self.placed.append(Placed(kind, name, parent))

    def _group(self) -> int | None:
        return self.i - 1 if self.take("{group}") else None

    def _edge(self) -> None:
        source = self.i
        self.i += 1
        leaves = self._group()
        self.one(":", "colon and side")
        self.one("side", "first side")
        self.take("head")
        if self.take("-"):
            self.one("label", "label of the edge")
            self.one("-", "rest of the edge")
        else:
            self.one("--", "edge")
        self.take("head")
        self.one("side", "second side")
        self.one(":", "second colon")
        target = self.one("name", "second id")
        enters = self._group()
        self.line_end("end of the edge")
        self.edges.append(Edge(source, target, leaves, enters))

    def _alignment(self) -> None:
        self.i += 1
        self.any_of(_DIRECTIONS, "row or column")
        members = [self.one("name", "id to align"), self.one("name", "second id to align")]
        while self.kinds[self.i] == "name":
            members.append(self.i)
            self.i += 1
        self.line_end("end of the alignment")
        self.aligned.append(members)


def read(cleaned: Cleaned) -> Parser:
    """Read an architecture diagram."""
    return read_with(cleaned, _LEXER, Architecture, _explain)


def _explain(site: Site) -> Fault | None:
    from speclint.mermaid.grammars.architecture.faults import explain

    return explain(site)
