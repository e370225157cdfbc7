"""Checks of tasks in their order: dependencies, and files that one task creates and another uses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.source import Span
from speclint.spec.plan import Plan, Step, cycles, steps_by_path
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import Task
    from speclint.spec.wording import Ref


def impossible_dependency(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each dependency on an unknown task, on the task itself or on a later one, and each cycle once."""
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
                )


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
    """Yield each file that is changed before it is created or after it is deleted, and each that is created twice."""
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
