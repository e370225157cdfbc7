"""The template's notation of a task, and the edits that lead to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.labels import Label
    from speclint.source import Source
    from speclint.spec.parts import Task

LABELS = {
    "implements": "Implements",
    "description": "Description",
    "files": "Files",
    "done condition": "Done condition",
    "dependencies": "Dependencies",
}
_QUOTE_MARK = regex(r" {0,3}> ?")


def misordered(task: Task) -> bool:
    """Tell whether the labels stand in another order than the template's."""
    keys = list(LABELS)
    written = sorted((label.span.start, keys.index(name)) for name, label in task.labels.items() if name in LABELS)
    places = [place for _, place in written]
    return places != sorted(places)


def label_edits(source: Source, task: Task) -> tuple[Edit, ...]:
    """Return the edits that set every label in italics."""
    return tuple(edit for name, label in task.labels.items() if name in LABELS for edit in _italic(source, label))


def _italic(source: Source, label: Label) -> Iterator[Edit]:
    if label.style == "emphasis":
        return
    head = _head_of(source, label)
    if head is not None:
        yield Edit(head, f"_{source[label.name_span]}:_")


def _head_of(source: Source, label: Label) -> Span | None:
    """Return the label with its markers and its colon."""
    start, end = label.name_span
    text = source.text
    mark = re.compile(r"[*_]*\s*:[*_]*" if label.colon_inside else r"[*_]*\s*:")
    closing = mark.match(text, end)
    if closing is None:
        return None
    while start > label.span.start and text[start - 1] in "*_":
        start -= 1
    return Span(start, closing.end()) if start == label.span.start else None


def reordered(source: Source, task: Task) -> tuple[Edit, ...] | None:
    """Return the edits that put the labels in the template's order and in italics, or None where they are no items.

    Each item's text goes, as it is, where the template's order wants it.
    """
    keys = [key for key in LABELS if key in task.labels]
    labels = [task.labels[key] for key in keys]
    items = [label.item for label in labels]
    spans = [item.span for item in items if item is not None]
    if len(spans) < len(labels) or any(source[item.marker][:1].isdigit() for item in items if item is not None):
        return None
    if len({source.text[_line_start(source, span) : span.start] for span in spans}) > 1:
        return None
    edits: list[Edit] = []
    for slot, label in zip(sorted(spans), labels, strict=True):
        assert label.item is not None
        text = source[label.item.span]
        for edit in _italic(source, label):
            shift = label.item.span.start
            text = text[: edit.span.start - shift] + edit.text + text[edit.span.end - shift :]
        if text != source[slot]:
            edits.append(Edit(slot, text))
    return tuple(edits)


def _line_start(source: Source, span: Span) -> int:
    return source.line_spans[source.line_of(span.start)].start


def normalised(source: Source, task: Task) -> tuple[Edit, ...] | None:
    """Return the edits that make a task a list item with a bold id, or None where that would be a guess."""
    if task.notation == "list":
        return () if task.standard else (Edit(_head_span(source, task), _head_text(source, task)),)
    if task.notation == "quote":
        return _unquoted(source, task)
    return None


def _head_span(source: Source, task: Task) -> Span:
    end = task.title.start
    if task.title.end < task.head.end:
        end = task.head.end
    return Span(task.head.start, end)


def _head_text(source: Source, task: Task) -> str:
    """Return `**T-001:** ` in place of what led to the title, with the title where the bold ran over it."""
    whole = task.title.end < task.head.end
    title = source[task.title].strip() if whole else ""
    gap = " " if source[task.title].strip() else ""
    return f"**{source[task.ref.span]}:**{gap}{title}"


def _unquoted(source: Source, task: Task) -> tuple[Edit, ...] | None:
    first, last = source.line_of(task.head.start), source.line_of(max(task.span.end - 1, task.head.start))
    edits: list[Edit] = []
    lead, indent = ("- ", "  ") if task.item is None else ("", "")
    for index in range(first, last + 1):
        line = source.line_spans[index]
        mark = _QUOTE_MARK.match(source.text, line.start, line.end)
        if mark is None:
            return None
        rest = source.text[mark.end() : line.end]
        if rest.lstrip().startswith((">", "```", "~~~")):
            return None
        edits.append(Edit(Span(line.start, mark.end()), lead if index == first else indent if rest.strip() else ""))
    edits.append(Edit(_head_span(source, task), _head_text(source, task)))
    return tuple(edits)
