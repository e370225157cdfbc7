"""Put a task where its dependencies let it stand, and number all tasks anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Fix, Safety
from speclint.source import Span
from speclint.spec.mentions import written_ids
from speclint.spec.moving import moved
from speclint.spec.wording import canonical, id_pattern

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.spec.model import Spec
    from speclint.spec.parts import Task


def reordered(spec: Spec, task: Task, later: Task) -> Fix | None:
    """Return the fix that puts a task and the later one that it depends on in their order inside their phase.

    The later one goes up where all that it depends on stands above; else the earlier one goes down, where nothing
    between depends on it. References follow the new numbers. None where that would be a guess.
    """
    tasks = list(spec.tasks)
    if task.section is not later.section or [one.number for one in tasks] != list(range(1, len(tasks) + 1)):
        return None
    place = {one.id: number for number, one in enumerate(tasks)}
    start, end = place[task.id], place[later.id]
    if all(place.get(ref.id, end) < start for ref in later.dependencies):
        order = [*tasks[:start], later, *tasks[start:end], *tasks[end + 1 :]]
        what, at = later, task.span.start
    elif not any(ref.id == task.id for one in tasks[start + 1 : end + 1] for ref in one.dependencies):
        order = [*tasks[:start], *tasks[start + 1 : end + 1], task, *tasks[end + 1 :]]
        what, at = task, _after(spec, later)
    else:
        return None
    names = _renamed(spec, order)
    if names is None:
        return None
    source = spec.source
    span = Span(source.line_starts[source.line_of(what.span.start)], what.span.end)
    edits = moved(source, span, source.line_starts[source.line_of(at)] if at < len(source) else at, names)
    outside = (Edit(where, name) for where, name in names.items() if not edits[0].span.contains(where))
    verb = "before" if what is later else "after"
    other = task if what is later else later
    title = f"move {what.id} {verb} {other.id} and renumber, citations included"
    return Fix(title, Safety.UNSAFE, tuple(sorted((*edits, *outside), key=lambda edit: edit.span)))


def _after(spec: Spec, task: Task) -> int:
    """Return the start of the first line with something on it after a task, or the text's end."""
    source = spec.source
    line = source.line_of(max(task.span.end - 1, task.span.start)) + 1
    while line < len(source.line_spans) and not source[source.line_spans[line]].strip():
        line += 1
    return source.line_starts[line] if line < len(source.line_spans) else len(source)


def _renamed(spec: Spec, order: Sequence[Task]) -> Mapping[Span, str] | None:
    """Return each place of a task's id that another is to stand at, or None where one is written as a range."""
    family = spec.type.family("task") if spec.type else None
    if family is None:
        return None
    new = {one.id: canonical(family, number) for number, one in enumerate(order, 1)}
    pattern = id_pattern(family)
    names: dict[Span, str] = {}
    for ref, _, _ in written_ids(spec, (family,)):
        if not pattern.fullmatch(spec.source[ref.span]):
            return None
        if new.get(ref.id, ref.id) != ref.id:
            names[ref.span] = new[ref.id]
    return names
