"""Checks of tasks in their order: dependencies, and files that one task creates and another uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.design_plan import phases_of, planned_files
from speclint.spec.plan import Plan, Step, cycles, steps_by_path
from speclint.spec.reordering import reordered
from speclint.spec.table_uses import tables_by_task, used_tables
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.design_plan import Component
    from speclint.spec.model import Spec
    from speclint.spec.parts import Task
    from speclint.spec.wording import Ref

_PARENTHESIS = regex(r"\([^()]*\)")
_PHASE = regex(r"\bphases?\s+(\d{1,3})\b", re.IGNORECASE)
# Not every mention is a need: "needed by phase 3", "blocks phase 3".
_FORWARD = regex(r"\b(?:by|for|before|blocks?|until|not|no)\W+(?:the\W+)?$", re.IGNORECASE)
_SHORTEST = 4
# Every component is held against every later one; a plan of more than these is none that people write.
_READABLE = 300


def impossible_dependency(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each dependency on an unknown task or phase, on the task itself or on a later one, and each cycle once."""
    if not spec.tasks:
        yield from _later_phases(spec)
    plan = Plan(spec)
    circles = cycles(plan)
    in_cycle = {name: number for number, cycle in enumerate(circles) for name in cycle}
    gaps = spec.traceability.gaps
    for cycle in circles:
        yield _cycle(plan, cycle)
    for task in plan.tasks:
        reported: set[str] = set()
        for ref in task.dependencies:
            if ref.id in reported or ref.id in gaps:
                continue
            reported.add(ref.id)
            if ref.id == task.id:
                yield Finding(
                    ref.span, f"task {task.id} depends on itself", "name the tasks that must be done before it"
                )
            elif ref.id not in plan.place:
                yield _unknown(plan, task, ref)
            elif in_cycle.get(ref.id, -1) == in_cycle.get(task.id, -2):
                continue
            elif plan.place[ref.id] > plan.place[task.id] and _number(plan, ref.id) > (task.number or 0):
                other = plan.tasks[plan.place[ref.id]]
                yield Finding(
                    ref.span,
                    f"task {task.id} depends on {ref.id}, which comes later",
                    f"move {ref.id} before {task.id}, or drop the dependency",
                    related=(Related(other.head, f"{ref.id} stands here"),),
                    fix=reordered(spec, task, other),
                )


def _later_phases(spec: Spec) -> Iterator[Finding]:
    """Yield each component of a design's phase that depends on a later phase, or on a component that only one has."""
    phases = phases_of(spec)
    if sum(len(phase.components) for phase in phases) > _READABLE:
        return
    numbers = [phase.number or place for place, phase in enumerate(phases, 1)]
    home: dict[str, tuple[int, Span]] = {}
    for place, phase in enumerate(phases):
        for one in phase.components:
            home.setdefault(one.name.casefold(), (place, one.name_span))
    for place, phase in enumerate(phases):
        later = {name: where for name, where in home.items() if where[0] > place and len(name) > _SHORTEST}
        for one in phase.components:
            label = one.parts.get("dependencies")
            if label is None or label.value.end == label.value.start or spec.is_placeholder(label.value):
                continue
            text = _PARENTHESIS.sub(lambda found: " " * len(found.group()), spec.source[label.value])
            for found in _PHASE.finditer(text):
                number = int(found[1])
                span = Span(label.value.start + found.start(), label.value.start + found.end())
                if number > numbers[place] and not _FORWARD.search(text[: found.start()]):
                    comes = "comes later" if number in numbers else "the plan does not have"
                    message = f"{one.name} of phase {numbers[place]} depends on phase {number}, which {comes}"
                    yield Finding(span, message, "name what must be there before it, or move it", level="phase")
                    break
            else:
                yield from _later_component(spec, one, label.value, text, later)


def _later_component(
    spec: Spec, one: Component, where: Span, text: str, later: Mapping[str, tuple[int, Span]]
) -> Iterator[Finding]:
    for name, (place, span) in later.items():
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if found and not _FORWARD.search(text[: found.start()]):
            yield Finding(
                Span(where.start + found.start(), where.start + found.end()),
                f"{one.name} depends on {spec.text(span)}, which only phase {place + 1} brings",
                "move one of them, or drop the dependency",
                related=(Related(span, "it stands here"),),
                level="phase",
            )
            return


def _number(plan: Plan, name: str) -> int:
    return plan.tasks[plan.place[name]].number or 0


def _unknown(plan: Plan, task: Task, ref: Ref) -> Finding:
    near = nearest_id(ref.id, [other.id for other in plan.tasks[: plan.place[task.id]]])
    return Finding(
        ref.span,
        f"task {task.id} depends on {ref.id}, which is defined nowhere",
        f"did you mean {near}?" if near else "name a task that comes before it",
    )


def _cycle(plan: Plan, cycle: Sequence[str]) -> Finding:
    tasks = [plan.tasks[plan.place[name]] for name in cycle]
    first, last = tasks[0], tasks[-1]
    ref = next(ref for ref in first.dependencies if ref.id in cycle)
    shown = f"{', '.join(cycle[:-1])} and {last.id}"
    return Finding(
        ref.span,
        f"tasks {shown} depend on each other in a circle",
        "drop the dependency that closes the circle",
        related=tuple(
            Related(next(ref.span for ref in task.dependencies if ref.id in cycle), f"what {task.id} depends on")
            for task in tasks[1:]
        ),
    )


def undeclared_dependency(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task that changes a file which an earlier task creates, without depending on that task."""
    plan = Plan(spec)
    missing: dict[tuple[str, str], list[tuple[Step, Step]]] = {}
    for steps in steps_by_path(spec, plan).values():
        created: Step | None = None
        for step in steps:
            if step.entry.action == "create":
                created = step
            elif created and created.task is not step.task and _is_undeclared(plan, step.task, created.task):
                missing.setdefault((step.task.id, created.task.id), []).append((step, created))
    for (name, creator), uses in missing.items():
        step, created = uses[0]
        verb = {"modify": "modifies", "delete": "deletes"}.get(step.entry.action, "uses")
        yield Finding(
            step.entry.span,
            f"task {name} {verb} `{step.entry.path}`, which {creator} creates, without depending on {creator}",
            f"add {creator} to the dependencies of {name}",
            related=(
                Related(created.entry.span, f"{creator} creates it here"),
                *(Related(use.entry.span, f"a file of {creator} too") for use, _ in uses[1:]),
            ),
            fix=_declared(spec, step.task, creator),
        )


def _is_undeclared(plan: Plan, task: Task, creator: Task) -> bool:
    """Tell whether a dependency is missing, and no ill-ordered id or unreadable dependency that other rules report."""
    in_order = (task.number or 0) > (creator.number or 0)
    return in_order and not plan.may_depend(task, creator)


def _declared(spec: Spec, task: Task, creator: str) -> Fix | None:
    label = task.labels["dependencies"]
    written = spec.source[label.value]
    title = "add it to the dependencies"
    refs = [ref for ref in task.dependencies if label.value.contains(ref.span)]
    if not refs:
        bare = written.strip("*_`. ").casefold()
        if bare in {"none", "n/a", "-", "\u2014", "\u2013"} or not written:
            text = creator if written else f" {creator}"
            return Fix(title, Safety.SAFE, (Edit(label.value, text),))
        return None
    if len(refs) < len(task.dependencies):
        return None
    end = max(ref.span.end for ref in refs)
    note = re.compile(r"`?(?:\s*\([^()]*\))?").match(spec.source.text, end, label.value.end)
    offset = note.end() if note else end
    text = f"`{creator}`" if spec.source.text[end : end + 1] == "`" else creator
    return Fix(title, Safety.SAFE, (Edit(Span(offset, offset), f", {text}"),))


def file_before_creation(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each file that is changed before it is created or after it is deleted, and each that is created twice.

    A design spec has its files in lists, of which each file stands in one; a table of the database is there once the
    task that creates its migration is done.
    """
    if not spec.tasks:
        yield from _twice_listed(spec)
    yield from _tables_too_early(spec)
    plan = Plan(spec)
    for steps in steps_by_path(spec, plan).values():
        state: Step | None = None
        creation = next((step for step in steps if step.entry.action == "create"), None)
        for step in steps:
            action = step.entry.action
            if action == "create":
                if state is not None and state.entry.action != "delete":
                    yield _twice(step, state)
                else:
                    state = step
            elif state is None:
                if action == "delete":
                    state = step
                elif creation is not None and _is_too_early(plan, step, creation):
                    yield _early(step, creation)
            elif state.entry.action == "delete":
                yield Finding(
                    step.entry.span,
                    f"task {step.task.id} changes `{step.entry.path}`, which {state.task.id} has deleted",
                    "change it before it is deleted, or create it anew",
                    related=(Related(state.entry.span, f"{state.task.id} deletes it here"),),
                )
            elif action == "delete":
                state = step


def _is_too_early(plan: Plan, step: Step, later: Step) -> bool:
    """Tell whether the order of the files is the fault, and no ill-ordered id or dependency that other rules report."""
    if later.task is not step.task and (later.task.number or 0) < (step.task.number or 0):
        return False
    return not plan.depends(step.task, later.task)


def _early(step: Step, later: Step) -> Finding:
    same = later.task is step.task
    who = "it" if same else later.task.id
    return Finding(
        step.entry.span,
        f"task {step.task.id} modifies `{step.entry.path}` before {who} creates it",
        "list a created file once, under Create" if same else f"move {later.task.id} before {step.task.id}",
        related=(Related(later.entry.span, f"{later.task.id} creates it here"),),
    )


def _twice(step: Step, first: Step) -> Finding:
    return Finding(
        step.entry.span,
        f"task {step.task.id} creates `{step.entry.path}` again",
        "modify it there, or create it once",
        related=(Related(first.entry.span, f"{first.task.id} creates it here"),),
    )


def _twice_listed(spec: Spec) -> Iterator[Finding]:
    first: dict[str, tuple[str, Span]] = {}
    for role, paths in planned_files(spec).items():
        verb = role.rpartition("-")[2]
        for path, span in paths.items():
            known = first.setdefault(path, (verb, span))
            if known[1] != span:
                yield Finding(
                    span,
                    f"`{path}` is among the files to {verb} and among those to {known[0]}",
                    "list it once",
                    related=(Related(known[1], f"among the files to {known[0]}"),),
                )


def _tables_too_early(spec: Spec) -> Iterator[Finding]:
    """Yield each task that says it uses a table which the migration of a later task creates."""
    made = tables_by_task(spec) if spec.migrations and spec.tasks else {}
    if not made:
        return
    plan = Plan(spec)
    reported: set[tuple[str, str]] = set()
    for task in plan.tasks:
        for key in ("description", "done condition"):
            label = task.labels.get(key)
            for table, span in used_tables(spec, label.value, made) if label else ():
                change = made[table]
                if (change.task.id, task.id) in reported or change.task.id not in plan.place:
                    continue
                late = plan.place[change.task.id] > plan.place[task.id]
                if late and (change.task.number or 0) > (task.number or 0) and not plan.depends(task, change.task):
                    reported.add((change.task.id, task.id))
                    yield Finding(
                        span,
                        f"task {task.id} uses table {table} before {change.task.id} creates it",
                        f"move {change.task.id} before {task.id}",
                        related=(Related(change.entry.span, f"{change.task.id} creates its migration here"),),
                    )
