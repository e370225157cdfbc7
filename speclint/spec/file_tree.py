"""Trees of files drawn in text: `├── limit.go   # the limit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.markdown.blocks import Fence
    from speclint.source import Source

_BRANCH = regex(r"(?:[\s\u2500-\u257f|]|[+`\\]-+|--+)*")
_COMMENT = regex(r"\s+(?:#|//|--|\u2014|\u2013|<-|\u2190|-(?=\s))\s*|\s{2,}(?=\()")


class TreeEntry(NamedTuple):
    """A line of a tree.

    Args:
        path: The path from the tree's root, without a trailing slash.
        span: Where the name stands.
        folder: Whether it is a folder: it ends in a slash, or entries stand below it.
        purpose: The text after `#`, or "".
    """

    path: str
    span: Span
    folder: bool
    purpose: str


def read_tree(source: Source, fence: Fence) -> list[TreeEntry]:
    """Read a fence as a tree of files: what stands further right lies in the entry above it.

    Args:
        source: The text.
        fence: The fence.

    Returns:
        The entries in order; lines of nothing but branches are passed over.
    """
    found: list[TreeEntry] = []
    open_folders: list[tuple[int, str, int]] = []
    for line in fence.content_lines:
        text = source[line]
        branch = _BRANCH.match(text)
        column = branch.end() if branch else 0
        body = text[column:].rstrip()
        comment = _COMMENT.search(body)
        name = body[: comment.start()].rstrip() if comment else body
        if not name or name == ".":
            continue
        while open_folders and open_folders[-1][0] >= column:
            open_folders.pop()
        base = ""
        if open_folders:
            _, base, parent = open_folders[-1]
            found[parent] = found[parent]._replace(folder=True)
        path = f"{base}/{name.strip('/')}".removeprefix("./").lstrip("/")
        start = line.start + column
        purpose = body[comment.end() :].strip() if comment else ""
        open_folders.append((column, path, len(found)))
        found.append(TreeEntry(path, Span(start, start + len(name)), name.endswith("/"), purpose))
    return found
