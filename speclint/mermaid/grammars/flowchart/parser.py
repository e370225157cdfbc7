"""The statements of a flowchart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault
from speclint.mermaid.grammars.flowchart.reading import Link, Metadata
from speclint.mermaid.grammars.flowchart.styling import ID, STYLING
from speclint.mermaid.lexing import Unexpected, Walk

if TYPE_CHECKING:
    from speclint.mermaid.grammars.flowchart.reading import FlowchartReading

_TITLE = frozenset(
    {"NUM", "NODE_STRING", "SPACE", "MINUS", "AMP", "UNICODE_TEXT", "COLON", "MULT", "BRKT", "START_LINK", "STYLE"}
    | {"LINKSTYLE", "CLASSDEF", "CLASS", "CLICK", "GRAPH", "subgraph", "end", "DOWN", "UP"}
)
_STRING = frozenset({"STR", "MD_STR"})
SEPARATOR = frozenset({"NEWLINE", "SEMI", "EOF"})
_SKIPPED = frozenset({"SEMI", "NEWLINE", "SPACE", "EOF", "direction", "acc_title", "acc_descr"})
_LINK_START = frozenset({"LINK", "START_LINK", "LINK_ID"})

SHAPES = {
    "[": ("square", ("]",)),
    "(((": ("doublecircle", (")))",)),
    "(-": ("ellipse", ("-)",)),
    "([": ("stadium", ("])",)),
    "[[": ("subroutine", ("]]",)),
    "[(": ("cylinder", (")]",)),
    "(": ("round", (")",)),
    "{": ("diamond", ("}",)),
    ">": ("odd", ("]",)),
    "[/": ("lean_right", ("/]", "\\]")),
    "[\\": ("lean_left", ("\\]", "/]")),
}
_DOUBLE = {"(": "circle", "{": "hexagon"}


class Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: FlowchartReading) -> None:
        super().__init__(reading.tokens)
        self.reading = reading
        self.text = reading.tokens.text

    def document(self) -> None:
        """Read all statements up to the end of the text.

        Raises:
            Unexpected: A token that the grammar cannot take.
        """
        kinds = self.kinds
        opened: list[tuple[int, str | None, str]] = []
        while True:
            kind = kinds[self.i]
            if kind in ID:
                self._vertices()
            elif kind in _SKIPPED:
                self.i += 1
            elif kind == "subgraph":
                opened.append(self._subgraph())
            elif kind == "end" and opened:
                self._close(*opened.pop())
            elif kind in STYLING:
                STYLING[kind](self, self.reading)
                self.any_of(SEPARATOR, "line end")
            elif kind == "$end" and not opened:
                return
            else:
                raise Unexpected(self.i, "statement", opened[-1][0] if opened else None)

    def _subgraph(self) -> tuple[int, str | None, str]:
        opener = self.i
        self.i += 1
        if self.kinds[self.i] in SEPARATOR:
            self.i += 1
            return opener, None, ""
        self.one("SPACE", "subgraph title")
        first = self.i
        if self.kinds[self.i] in _STRING:
            self.i += 1
        elif self.kinds[self.i] not in _TITLE:
            raise Unexpected(self.i, "subgraph title", opener)
        while self.kinds[self.i] in _TITLE:
            self.i += 1
        name = title = self._plain(first, self.i)
        if self.kinds[self.i] == "[":
            bracket = self.i
            self.i += 1
            title = self._label(bracket)
            if self.kinds[self.i] != "]":
                raise Unexpected(self.i, "]", bracket)
            self.i += 1
        if self.kinds[self.i] not in SEPARATOR:
            raise Unexpected(self.i, "subgraph separator", opener)
        self.i += 1
        return opener, name, title

    def _plain(self, first: int, after: int) -> str:
        return self.text[self.starts[first] : self.ends[after - 1]].strip().strip('"').strip("`")

    def _close(self, opener: int, name: str | None, title: str) -> None:
        start = self.starts[opener]
        if name is None:
            fault = Fault(start, self.ends[opener], "the subgraph has no title", "name it: subgraph title")
            self.reading.faults.append(fault)
        else:
            end = self.starts[self.i] + 3
            self.reading.subgraphs.append((name, title, start, end))
        self.i += 1

    def _label(self, bracket: int) -> str:
        """Read a label: a string or text, then more text."""
        first = self.i
        kinds = self.kinds
        if kinds[first] in _STRING or kinds[first] == "TEXT":
            self.i += 1
        else:
            raise Unexpected(first, "label", bracket)
        while kinds[self.i] == "TEXT":
            self.i += 1
        return self._plain(first, self.i)

    def _vertices(self) -> None:
        kinds = self.kinds
        sources = self._group()
        while kinds[self.i] in _LINK_START:
            label, name, start, end = self._link()
            if kinds[self.i] not in ID:
                raise Unexpected(self.i, "target")
            targets = self._group()
            self.reading.links.append(Link(sources, targets, label, name, start, end))
            self.reading.edges += len(sources) * len(targets)
            sources = targets
        if kinds[self.i] not in SEPARATOR:
            raise Unexpected(self.i, "link")
        self.i += 1

    def _group(self) -> list[str]:
        kinds = self.kinds
        ids = [self._node()]
        while True:
            if kinds[self.i] == "SHAPE_DATA":
                first = self.i
                while kinds[self.i] == "SHAPE_DATA":
                    self.i += 1
                self.reading.metadata.append(Metadata(first, self.i, len(self.reading.nodes) - 1))
            if kinds[self.i] != "SPACE":
                return ids
            self.i += 1
            if kinds[self.i] != "AMP":
                return ids
            self.i += 1
            self.one("SPACE", "space after &")
            ids.append(self._node())

    def _node(self) -> str:
        first = self.i
        start, end = self.many(ID, "node")
        name = self.text[start:end]
        label = shape = None
        kind = self.kinds[self.i]
        if kind in SHAPES:
            label, shape = self._shape(kind)
            end = self.ends[self.i - 1]
        elif kind == "[|":
            label, shape = self._with_properties()
            end = self.ends[self.i - 1]
        if self.kinds[self.i] == "STYLE_SEPARATOR":
            self.i += 1
            self.many(ID, "class")
        self.reading.nodes.append((name, label, shape, self.starts[first], end))
        return name

    def _shape(self, opener: str) -> tuple[str, str]:
        bracket = self.i
        self.i += 1
        shape, closers = SHAPES[opener]
        double = opener in _DOUBLE and self.kinds[self.i] == opener
        if double:
            shape = _DOUBLE[opener]
            self.i += 1
        label = self._label(bracket)
        closer = self.kinds[self.i]
        if closer not in closers:
            raise Unexpected(self.i, closers[0], bracket)
        self.i += 1
        if double:
            if self.kinds[self.i] != closer:
                raise Unexpected(self.i, closers[0], bracket)
            self.i += 1
        return label, shape

    def _with_properties(self) -> tuple[str, str]:
        bracket = self.i
        self.i += 1
        self.one("NODE_STRING", "property")
        self.one("COLON", "colon")
        self.one("NODE_STRING", "property value")
        self.one("|", "|")
        label = self._label(bracket)
        if self.kinds[self.i] != "]":
            raise Unexpected(self.i, "]", bracket)
        self.i += 1
        return label, "rect"

    def _link(self) -> tuple[str | None, str | None, int, int]:
        kinds = self.kinds
        first, name, label = self.i, None, None
        if kinds[self.i] == "LINK_ID":
            name = self.tokens.value(self.i).replace("@", "", 1)
            self.i += 1
            if kinds[self.i] not in ("LINK", "START_LINK"):
                raise Unexpected(self.i, "link after id", first)
        if kinds[self.i] == "START_LINK":
            label = self._edge_text()
        else:
            self.i += 1
            if kinds[self.i] == "|":
                label = self._arrow_text()
        start, end = self.starts[first], self.ends[self.i - 1]
        stretch = self.text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        return label, name, start, start + len(stretch.strip())

    def _edge_text(self) -> str:
        opener = self.i
        self.i += 1
        first = self.i
        if self.kinds[first] in _STRING or self.kinds[first] == "EDGE_TEXT":
            self.i += 1
        else:
            raise Unexpected(self.i, "edge text", opener)
        while self.kinds[self.i] == "EDGE_TEXT":
            self.i += 1
        label = self._plain(first, self.i)
        if self.kinds[self.i] != "LINK":
            raise Unexpected(self.i, "link end", opener)
        self.i += 1
        return label

    def _arrow_text(self) -> str:
        pipe = self.i
        self.i += 1
        label = self._label(pipe)
        if self.kinds[self.i] != "|":
            raise Unexpected(self.i, "|", pipe)
        self.i += 1
        if self.kinds[self.i] == "SPACE":
            self.i += 1
        return label
