"""Check of the paths that tasks and file tables name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.inline import code_spans, links
from speclint.source import Span
from speclint.spec.exact_paths import inexactness
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_DASHES = frozenset({"-", "\u2014", "\u2013", "\u2026"})


def inexact_path(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each path under Files and in a file table that names no one file, once for each path."""
    seen: dict[str, Finding] = {}
    others: dict[str, list[Related]] = {}
    for span in _paths(spec):
        path = spec.source[span].strip()
        fault = inexactness(path)
        if fault is None:
            continue
        if path in seen:
            others[path].append(Related(span, "named here too"))
            continue
        others[path] = []
        seen[path] = Finding(span, f"`{path}` {fault}", "write the path from the repository's root to one file")
    for path, finding in seen.items():
        yield Finding(finding.span, finding.message, finding.help, related=tuple(others[path]))


def _paths(spec: Spec) -> Iterator[Span]:
    for section in spec.alignment.walk():
        for views in spec.tables_of(section).values():
            for view in views:
                keys = [column.key for column in view.type.columns if column.format == "path"]
                if not keys or view.type.role == "migration-order":
                    continue
                for row in view.rows():
                    for key in keys:
                        cell = view.cell(row, key)
                        if cell is not None and cell.span.end > cell.span.start:
                            yield from _in_cell(spec, cell.span)
    for task in spec.tasks:
        for entry in task.files:
            if entry.action == "rename" or spec.is_placeholder(entry.span) or spec.is_placeholder(entry.whole):
                continue
            if not is_none_statement(spec.source[entry.whole]):
                yield _target(spec, entry.span)


def _in_cell(spec: Spec, cell: Span) -> Iterator[Span]:
    text = spec.text(cell)
    if spec.is_placeholder(cell) or is_none_statement(text) or text in _DASHES:
        return
    codes = code_spans(spec.source, cell)
    if codes and codes[0].span.start == cell.start:
        yield from (code.content for code in codes if "/" in spec.source[code.content] or code is codes[0])
        return
    yield _target(spec, cell)


def _target(spec: Spec, span: Span) -> Span:
    """Return the path itself: a link's target, and a bare path without the words after it."""
    linked = links(spec.source, span)
    if linked and linked[0].span.start == span.start:
        return linked[0].destination
    written = spec.source[span]
    shift = len(written) - len(written.lstrip("*_"))
    words = written.split()
    if len(words) > 1 and inexactness(words[0].strip("*_,;")) is None and ("/" in words[0] or "." in words[0][:-1]):
        return Span(span.start + shift, span.start + len(words[0].rstrip("*_,;")))
    return Span(span.start + shift, span.start + max(shift, len(written.rstrip("*_"))))
