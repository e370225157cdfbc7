"""mistletoe's block tokenizer, loaded without the rest of mistletoe."""

from __future__ import annotations

from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.lines import Line, Reader


class BlockToken(Protocol):
    """What the tokenizer asks of a kind of block."""

    @staticmethod
    def start(line: Line) -> bool:
        """Tell whether the line opens a block of this kind."""

    @staticmethod
    def read(lines: Reader) -> list[Block]:
        """Read the block that the next line opens; at least that line is read."""


def _load() -> Callable[[Reader, Sequence[type[BlockToken]]], list[tuple[object, list[Block], int]]]:
    # Importing the package runs `mistletoe/__init__`, whose core_tokens looks at every code point (150 ms) and whose
    # renderers come along; block_tokenizer needs none of it. A copy of our own also keeps the parser free of the token
    # lists and class attributes that make mistletoe's parse unsafe among threads.
    package = find_spec("mistletoe")
    spec = package and PathFinder.find_spec("mistletoe.block_tokenizer", package.submodule_search_locations)
    if spec is None or spec.loader is None:
        message = "mistletoe is not installed"
        raise ImportError(message, name="mistletoe")
    module: Any = module_from_spec(spec)
    spec.loader.exec_module(module)
    # The tokenizer wraps what it is given in a FileWrapper, which wants all lines at once; a Reader already is one that
    # knows the containers, whose lines can't be told before their blocks are read.
    module.FileWrapper = _as_given
    tokenize: Callable[[Reader, Sequence[type[BlockToken]]], list[tuple[object, list[Block], int]]]
    tokenize = module.tokenize_block
    return tokenize


def _as_given(lines: Reader, start_line: int = 1) -> Reader:
    return lines


tokenize_block = _load()
