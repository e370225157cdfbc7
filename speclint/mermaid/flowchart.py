"""The grammar of `flowchart`, `graph` and `flowchart-elk`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from speclint.mermaid.flowchart_tokens import flowchart_tokens
from speclint.mermaid.lexing import BLANK, STRANGE, Fault, Tokens, Unexpected
from speclint.mermaid.model import Edge, Node, Subgraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned

EDGE_LIMIT = 500

_HEADER = re.compile(
    rf"(?:flowchart-elk|graph|flowchart)\b(?:{BLANK}*\n|({BLANK}*(?:(?:LR|RL|TB|BT|TD|BR|v)\b|[<>^]))(?:;|[^\S\n]*\n))"
)
ID = frozenset(
    {"NUM", "NODE_STRING", "DOWN", "MINUS", "DEFAULT", "COMMA", "COLON", "AMP", "BRKT", "MULT", "UNICODE_TEXT"}
)
_ALPHA = (ID - {"DEFAULT"}) | {"DIR"}
_TITLE = frozenset(
    {"NUM", "NODE_STRING", "SPACE", "MINUS", "AMP", "UNICODE_TEXT", "COLON", "MULT", "BRKT", "START_LINK", "STYLE"}
    | {"LINKSTYLE", "CLASSDEF", "CLASS", "CLICK", "GRAPH", "subgraph", "end", "DOWN", "UP"}
)
_STYLE = frozenset({"NUM", "NODE_STRING", "COLON", "SPACE", "BRKT", "STYLE"})
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


class Metadata(NamedTuple):
    """The tokens of one `@{…}` and the index of the node it belongs to."""

    first: int
    last: int
    node: int


class Group(NamedTuple):
    """Node ids joined by `&`."""

    ids: list[str]
    first: int


class Link(NamedTuple):
    """Edges from every node of one group to every node of the next; `id` is the edge id or None."""

    sources: list[str]
    targets: list[str]
    label: str | None
    id: str | None
    start: int
    end: int


class FlowchartReading:
    """What was read of a flowchart.

    Args:
        cleaned: The cleaned text, whose header has been recognised.
    """

    def __init__(self, cleaned: Cleaned) -> None:
        self.text = cleaned.text
        self.start = cleaned.start
        self.faults: list[Fault] = []
        self.nodes: list[tuple[str, str | None, str | None, int, int]] = []
        self.links: list[Link] = []
        self.subgraphs: list[tuple[str, str, int, int]] = []
        self.metadata: list[Metadata] = []
        self.link_styles: list[tuple[int, int]] = []
        self.edges = 0
        self.tokens = Tokens(self.text)
        self.direction: str | None = None

    def parts(self, locate: Callable[[int], int]) -> dict[str, Any]:
        """Return the fields of a `Diagram` that a flowchart has."""
        return {
            "direction": self.direction,
            "nodes": tuple(Node(name, label, shape, locate(s), locate(e)) for name, label, shape, s, e in self.nodes),
            "edges": tuple(
                Edge(source, target, link.label, locate(link.start), locate(link.end))
                for link in self.links
                for source in link.sources
                for target in link.targets
            ),
            "subgraphs": tuple(Subgraph(name, title, locate(s), locate(e)) for name, title, s, e in self.subgraphs),
        }


def read(cleaned: Cleaned) -> FlowchartReading:
    """Read a flowchart; what cannot be read ends it, as in Mermaid."""
    reading = FlowchartReading(cleaned)
    header = _HEADER.match(cleaned.text, cleaned.start)
    if header is None:
        from speclint.mermaid.flowchart_faults import header_fault

        reading.faults.append(header_fault(cleaned.text, cleaned.start))
        return reading
    reading.direction = header.group(1).strip() if header.group(1) else "TB"
    reading.tokens = flowchart_tokens(cleaned.text, header.end())
    try:
        _Parser(reading).document()
    except Unexpected as unexpected:
        from speclint.mermaid.flowchart_faults import explain

        reading.faults.append(explain(reading.tokens, unexpected))
    if reading.metadata or reading.link_styles or reading.edges > EDGE_LIMIT:
        from speclint.mermaid.flowchart_checks import check

        check(reading)
    return reading


class _Parser:
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: FlowchartReading) -> None:
        self.reading = reading
        self.tokens = reading.tokens
        self.kinds = reading.tokens.kinds
        self.starts = reading.tokens.starts
        self.ends = reading.tokens.ends
        self.text = reading.tokens.text
        self.i = 0

    def document(self) -> None:
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
            elif kind in _STATEMENTS:
                _STATEMENTS[kind](self)
                self._expect(SEPARATOR, "separator")
            elif kind == "$end" and not opened:
                return
            else:
                raise Unexpected(self.i, "statement", opened[-1][0] if opened else None)

    def _expect(self, kinds: frozenset[str], wanted: str) -> int:
        if self.kinds[self.i] not in kinds:
            raise Unexpected(self.i, wanted)
        self.i += 1
        return self.i - 1

    def _one(self, kind: str, wanted: str) -> int:
        if self.kinds[self.i] != kind:
            raise Unexpected(self.i, wanted)
        self.i += 1
        return self.i - 1

    def _many(self, allowed: frozenset[str], wanted: str) -> tuple[int, int]:
        kinds, first = self.kinds, self.i
        while kinds[self.i] in allowed:
            self.i += 1
        if self.i == first:
            raise Unexpected(self.i, wanted)
        return self.starts[first], self.ends[self.i - 1]

    def _subgraph(self) -> tuple[int, str | None, str]:
        opener = self.i
        self.i += 1
        if self.kinds[self.i] in SEPARATOR:
            self.i += 1
            return opener, None, ""
        self._one("SPACE", "subgraph title")
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
            self._one("SPACE", "space after &")
            ids.append(self._node())

    def _node(self) -> str:
        first = self.i
        start, end = self._many(ID, "node")
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
            self._many(ID, "class")
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
        self._one("NODE_STRING", "property")
        self._one("COLON", "colon")
        self._one("NODE_STRING", "property value")
        self._one("|", "|")
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

    def _styles(self) -> None:
        self._many(_STYLE, "style")
        while self.kinds[self.i] == "COMMA":
            self.i += 1
            self._many(_STYLE, "style")

    def _style(self) -> None:
        self.i += 1
        self._one("SPACE", "space")
        self._many(ID, "styled id")
        self._one("SPACE", "space before style")
        self._styles()

    def _class(self) -> None:
        self.i += 1
        self._one("SPACE", "space")
        self._many(ID, "classed id")
        self._one("SPACE", "space before class")
        self._many(ID, "class")

    def _link_style(self) -> None:
        self.i += 1
        self._one("SPACE", "space")
        if self.kinds[self.i] == "DEFAULT":
            self.i += 1
        else:
            self._number()
            while self.kinds[self.i] == "COMMA":
                self.i += 1
                self._number()
        self._one("SPACE", "space before style")
        if self.kinds[self.i] != "INTERPOLATE":
            self._styles()
            return
        self.i += 1
        self._one("SPACE", "space")
        self._many(_ALPHA, "curve")
        if self.kinds[self.i] == "SPACE":
            self.i += 1
            self._styles()

    def _number(self) -> None:
        self.reading.link_styles.append((self._one("NUM", "link number"), self.reading.edges))

    def _click(self) -> None:
        self.i += 1
        kind = self.kinds[self.i]
        if kind == "CALLBACKNAME":
            self.i += 1
            if self.kinds[self.i] == "CALLBACKARGS":
                self.i += 1
            self._after_click(False)
        elif kind == "HREF":
            self.i += 1
            self._one("STR", "link")
            self._after_click(True)
        elif kind == "STR":
            self.i += 1
            self._after_click(True)
        else:
            self._many(_ALPHA, "click target")
            self._after_click(False)

    def _after_click(self, with_target: bool) -> None:
        """Read a tooltip and, after a link, the window it opens in."""
        if self.kinds[self.i] != "SPACE":
            return
        self.i += 1
        if with_target and self.kinds[self.i] == "LINK_TARGET":
            self.i += 1
            return
        self._one("STR", "tooltip")
        if with_target and self.kinds[self.i] == "SPACE":
            self.i += 1
            self._one("LINK_TARGET", "link target")


_STATEMENTS: dict[str, Callable[[_Parser], None]] = {
    "STYLE": _Parser._style,
    "CLASSDEF": _Parser._style,
    "CLASS": _Parser._class,
    "LINKSTYLE": _Parser._link_style,
    "CLICK": _Parser._click,
}
