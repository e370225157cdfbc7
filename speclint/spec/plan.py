"""The tasks as a plan: what each depends on, and what they do to files in their order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from speclint.spec.mentions import readable
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

_NOTHING = re.compile(r"[-\u2014\u2013]?")


class Plan:
    """The tasks in document order, and what each says it depends on.

    Args:
        spec: The spec.
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.tasks = [task for task in spec.tasks if task.number is not None]
        self.place = {task.id: index for index, task in reversed(list(enumerate(self.tasks)))}
        self.edges = {
            task.id: [ref.id for ref in task.dependencies if ref.id in self.place and ref.id != task.id]
            for task in reversed(self.tasks)
        }
        self._reached: dict[str, frozenset[str]] = {}

    def reached(self, start: str) -> frozenset[str]:
        """Return the tasks that a task depends on, directly or not."""
        known = self._reached.get(start)
        if known is None:
            seen: set[str] = set()
            stack = list(self.edges.get(start, ()))
            while stack:
                name = stack.pop()
                if name not in seen:
                    seen.add(name)
                    stack += self.edges.get(name, ())
            known = self._reached[start] = frozenset(seen)
        return known

    def is_open(self, task: Task) -> bool:
        """Tell whether a task's dependencies can't be read in full, so that nothing may be said of what they lack."""
        label = task.labels.get("dependencies")
        if label is None:
            return True
        text = readable(self.spec.source, label.value).strip()
        if self.spec.is_placeholder(label.value) or any(ref.id not in self.place for ref in task.dependencies):
            return True
        return not task.dependencies and not (is_none_statement(text) or _NOTHING.fullmatch(text))


def cycles(plan: Plan) -> list[list[str]]:
    """Return the groups of two and more tasks that depend on each other, each in document order (Tarjan, iterative)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    found: list[list[str]] = []
    for root in plan.place:
        if root in index:
            continue
        work = [(root, iter(plan.edges[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            name, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    found.append(_popped(stack, on_stack, name))
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(plan.edges[following])))
            elif following in on_stack:
                low[name] = min(low[name], index[following])
    groups = [sorted(group, key=plan.place.__getitem__) for group in found if len(group) > 1]
    return sorted(groups, key=lambda group: plan.place[group[0]])


def _popped(stack: list[str], on_stack: set[str], name: str) -> list[str]:
    group: list[str] = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        group.append(member)
        if member == name:
            return group


class Step(NamedTuple):
    """What a task does to a file."""

    task: Task
    entry: FileEntry


def _path(entry: FileEntry) -> str:
    path = entry.path.strip()
    while path.startswith("./"):
        path = path[2:]
    return path.lstrip("/")


def steps_by_path(spec: Spec, plan: Plan) -> Mapping[str, list[Step]]:
    """Return what the tasks do to each path, in document order; a path that is renamed anywhere is left out."""
    found: dict[str, list[Step]] = {}
    renamed: list[str] = []
    for task in plan.tasks:
        for entry in task.files:
            if entry.action == "rename":
                renamed.append(spec.source[entry.whole])
            elif entry.action and not spec.is_placeholder(entry.span) and not entry.path.endswith("/") and _path(entry):
                found.setdefault(_path(entry), []).append(Step(task, entry))
    return {path: steps for path, steps in found.items() if not any(path in text for text in renamed)}
