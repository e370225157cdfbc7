"""A new task, in the notation of those that a spec has."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.scaffold.prefill import renumbered
from speclint.spec.task_notation import LABELS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.source import Source
    from speclint.spec.parts import Task
    from speclint.spec.spectype import IdFamily, SpecType

_PART = regex(r"  - _(?P<label>[^_:]+):_ ?(?P<value>.*)")
_MARKER = regex(r"(?P<lead>[ \t>]*)(?P<marker>[-*+][ \t]+)?")
_BARE = "- **{task}:** [title of the task]"


class _Part(NamedTuple):
    """What the template has under a label: the text beside it, and the items below."""

    value: str
    below: tuple[str, ...]


def sample_task(kind: SpecType, family: IdFamily, number: int) -> str:
    """Return the type's own sample of a task, with another number."""
    sample = next((one.samples["tasks"] for one in kind.walk() if "tasks" in one.samples), _BARE)
    return renumbered(sample.replace("{task}", f"{family.prefix}{1:0{family.digits}d}"), family, number)


def task_text(sample: str, name: str, values: Mapping[str, str], family: str, like: Task | None, source: Source) -> str:
    """Write a task.

    Args:
        sample: The type's own sample, with the task's id.
        name: The id.
        values: `title` and what stands beside labels, by their folded name; a prompt stands for what is not given.
        family: What tasks implement, `requirement` or `story`.
        like: A task of the document whose notation is taken over, or None.
        source: The document.

    Returns:
        Its lines, without a line feed at the end.
    """
    head, *rest = sample.split("\n")
    title = values.get("title") or head.partition("** ")[2]
    parts = _parts(rest)
    parts["implements"] = _Part(f"[the {family} that it delivers]", ())
    parts["dependencies"] = _Part("[tasks that come before it, or None]", ())
    for key, value in values.items():
        if key in LABELS:
            parts[key] = _Part(value, ())
    if like is None:
        lines = [f"{head.partition('** ')[0]}** {title}"]
        for key, label in LABELS.items():
            if key in parts:
                lines += _lines(f"  - _{label}:_", "    - ", parts[key])
        return "\n".join(lines)
    lines = [_head(source, like, name, title)]
    for key, label in LABELS.items():
        if key in parts:
            lead, below = _leads(source, like, key, label)
            lines += _lines(lead, below, parts[key])
    return "\n".join(lines)


def _parts(lines: list[str]) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    key = ""
    for line in lines:
        part = _PART.fullmatch(line)
        if part:
            key = part["label"].casefold()
            found[key] = _Part(part["value"], ())
        elif key:
            found[key] = _Part(found[key].value, (*found[key].below, line.strip().removeprefix("- ")))
    return found


def _lines(lead: str, below: str, part: _Part) -> list[str]:
    return [f"{lead} {part.value}".rstrip(), *(f"{below}{one}" for one in part.below)]


def _head(source: Source, like: Task, name: str, title: str) -> str:
    text = source.text
    start = _line_start(source, like.head.start)
    before = text[start : like.ref.span.start] + name + text[like.ref.span.end : like.title.start].rstrip()
    return f"{before} {title}{text[like.title.end : like.head.end].rstrip()}"


def _leads(source: Source, like: Task, key: str, label: str) -> tuple[str, str]:
    """Return what stands before a label's value and before the items under it, as the other task has them."""
    own = like.labels.get(key)
    model = own or next((one for other, one in like.labels.items() if other in LABELS), None)
    if model is None:
        return f"  - _{label}:_", "    - "
    start = _line_start(source, model.span.start)
    end = min(model.value.start, _line_end(source, model.span.start))
    lead = source.text[start:end].rstrip()
    if own is None:
        at = model.name_span.start - start
        lead = lead[:at] + label + lead[at + len(source[model.name_span]) :]
    found = _MARKER.match(lead)
    assert found is not None
    return lead, f"{found['lead']}{' ' * len(found['marker'] or '')}{_bullet(found['marker'])}"


def _bullet(marker: str | None) -> str:
    return f"{(marker or '-')[0]} "


def _line_start(source: Source, offset: int) -> int:
    return source.line_starts[source.line_of(offset)]


def _line_end(source: Source, offset: int) -> int:
    return source.line_spans[source.line_of(offset)].end


def gap_before(source: Source, tasks: tuple[Task, ...], like: Task) -> str:
    """Return what stands between two tasks: a blank line where the document has one."""
    index = next((at for at, one in enumerate(tasks) if one is like), 0)
    if like.notation != "list":
        return "\n\n"
    others = [pair for pair in pairwise(tasks) if pair[0].section is pair[1].section]
    near = next((pair for pair in others if tasks[index] in pair), others[0] if others else None)
    if near is None:
        return "\n"
    between = source.text[near[0].span.end : near[1].span.start]
    return "\n\n" if re.search(r"(?:\r\n|\n|\r)[ \t>]*(?:\r\n|\n|\r)", between) else "\n"
