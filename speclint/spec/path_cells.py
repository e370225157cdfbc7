"""Where cells and entries name paths: in code spans, as links, or bare before a word of explanation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.markdown.inline import code_spans, links
from speclint.source import Span
from speclint.spec.exact_paths import inexactness
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.spec.model import Spec

_DASHES = frozenset({"-", "\u2014", "\u2013", "\u2026"})


def paths_in_cell(spec: Spec, cell: Span) -> Iterator[Span]:
    """Yield where a cell names paths: each code span that leads it or has a slash, else what the cell begins with.

    Args:
        spec: The spec.
        cell: The cell; one that holds a prompt, a dash or a statement of nothing names no path.
    """
    text = spec.text(cell)
    if spec.is_placeholder(cell) or is_none_statement(text) or text in _DASHES:
        return
    codes = code_spans(spec.source, cell)
    if codes and codes[0].span.start == cell.start:
        yield from (code.content for code in codes if "/" in spec.source[code.content] or code is codes[0])
        return
    yield path_target(spec, cell)


def path_target(spec: Spec, span: Span) -> Span:
    """Return where a path itself stands: a link's target, and a bare path without the words after it."""
    linked = links(spec.source, span)
    if linked and linked[0].span.start == span.start:
        return linked[0].destination
    written = spec.source[span]
    shift = len(written) - len(written.lstrip("*_"))
    words = written.split()
    if len(words) > 1 and inexactness(words[0].strip("*_,;")) is None and ("/" in words[0] or "." in words[0][:-1]):
        return Span(span.start + shift, span.start + len(words[0].rstrip("*_,;")))
    return Span(span.start + shift, span.start + max(shift, len(written.rstrip("*_"))))
