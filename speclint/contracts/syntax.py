"""Concrete syntax trees of Go and TypeScript, with spans in code points of the given text."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from tree_sitter import Language, Node


class Problem(NamedTuple):
    """Something in a fence that its language does not allow.

    Args:
        span: The exact place.
        message: One lower-case clause that states the fact.
        help: What to do, as an imperative, or None.
        kind: "syntax" for what the grammar refuses, "tag" for a malformed struct tag, "untyped-member" and
            "untyped-parameter" for what lacks a type.
    """

    span: Span
    message: str
    help: str | None = None
    kind: str = "syntax"


def _binding(package: str) -> ModuleType:
    """Load a grammar's binding alone: its package also imports what reads queries, 5 ms that parsing does without."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    whole = PathFinder.find_spec(package)
    name = f"{package}._binding"
    spec = whole and PathFinder.find_spec(name, whole.submodule_search_locations)
    if name in sys.modules or not spec or not spec.loader:
        return import_module(package)
    sys.modules[name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def _language(grammar: str) -> Language:
    # The grammars cost 18 ms to load, so they are loaded for the first fence only.
    from tree_sitter import Language

    if grammar == "go":
        return Language(_binding("tree_sitter_go").language())
    binding = _binding("tree_sitter_typescript")
    if grammar == "tsx":
        return Language(binding.language_tsx())
    return Language(binding.language_typescript())


class SyntaxTree:
    """The tree of a part of a text, parsed inside a wrapper that makes a fragment a whole program.

    Args:
        grammar: "go", "typescript" or "tsx".
        text: The whole text; `shown`, from which `text()` reads, may later be set to one that differs inside elisions.
        part: The part to parse.
        prefix: What stands before the part, in ASCII.
        suffix: What stands after it, in ASCII.
    """

    __slots__ = ("_part", "_places", "_prefix", "failed", "root", "shown")

    def __init__(self, grammar: str, text: str, part: Span, prefix: str = "", suffix: str = "") -> None:
        from tree_sitter import Parser

        body = text[part.start : part.end].replace("\0", " ")
        # A lone surrogate stands for an undecodable byte; it becomes a question mark, which is one byte as well.
        data = body.encode("utf-8", "replace")
        self.shown = text
        self._part = part
        self._prefix = len(prefix)
        self._places = None if len(data) == len(body) else _places(body)
        self.root = Parser(_language(grammar)).parse(prefix.encode() + data + f"{suffix}\n".encode()).root_node
        self.failed = self.root.has_error

    def offset(self, byte: int) -> int:
        """Return the offset into the whole text of a byte of the parsed program, clamped to the part."""
        place = max(byte - self._prefix, 0)
        if self._places is not None:
            place = self._places[min(place, len(self._places) - 1)]
        return min(self._part.start + place, self._part.end)

    def span(self, node: Node) -> Span:
        """Return the node's span in the whole text."""
        return Span(self.offset(node.start_byte), self.offset(node.end_byte))

    def text(self, node: Node) -> str:
        """Return the node's text."""
        start, end = self.span(node)
        return self.shown[start:end]

    def nodes(self) -> Iterator[Node]:
        """Yield every node in document order, without recursion."""
        return walk(self.root)

    def faults(self) -> Iterator[Node]:
        """Yield the ERROR and MISSING nodes in document order, an error's own descendants left out."""
        stack = [self.root]
        while stack:
            node = stack.pop()
            if node.is_error or node.is_missing:
                yield node
            elif node.has_error:
                stack.extend(reversed(node.children))


def walk(root: Node) -> Iterator[Node]:
    """Yield a node and all under it in document order, without recursion."""
    cursor = root.walk()
    while True:
        node = cursor.node
        if node is not None:
            yield node
        if cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return


def _places(body: str) -> list[int]:
    places: list[int] = []
    for index, character in enumerate(body):
        code = ord(character)
        width = 1 if code < 0x80 or 0xD800 <= code <= 0xDFFF else 2 if code < 0x800 else 3 if code < 0x10000 else 4
        places.extend([index] * width)
    places.append(len(body))
    return places
