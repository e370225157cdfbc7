"""What is read of a flowchart, in offsets of the cleaned text."""

from itertools import islice
from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault
from speclint.mermaid.lexing import Tokens
from speclint.mermaid.model import Edge, Node, Subgraph
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.mermaid.cleaning import Cleaned


# How many edges Mermaid draws before a site raises its `maxEdges`; no diagram can raise it.
EDGE_LIMIT = 500


class Metadata(NamedTuple):
    """The tokens of one `@{…}` and the index of the node it belongs to."""

    first: int
    last: int
    node: int


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

    def __init__(self, cleaned: "Cleaned") -> None:
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

    def parts(self, span: "Callable[[int, int], tuple[int, int]]") -> dict[str, Any]:
        """Return the fields of a `Diagram` that a flowchart has."""
        return {
            "direction": self.direction,
            "nodes": tuple(Node(name, label, shape, *span(s, e)) for name, label, shape, s, e in self.nodes),
            # No more edges than the text has characters: `A & B --> C & D` multiplies.
            "edges": tuple(islice(self._edges(span), len(self.text))),
            "subgraphs": tuple(Subgraph(name, title, *span(s, e)) for name, title, s, e in self.subgraphs),
        }

    def _edges(self, span: "Callable[[int, int], tuple[int, int]]") -> "Iterator[Edge]":
        for link in self.links:
            start, end = span(link.start, link.end)
            for source in link.sources:
                for target in link.targets:
                    yield Edge(source, target, link.label, start, end)
