"""The tasks as a plan: what each depends on, and what they do to files in their order."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.mentions import readable
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

_HERE = regex(r"^(?:\./|/)+")
_WORDS = regex(r"[\s`\u2192,;()]+|->")
# Who depends on whom is held as bits, whose number grows with the square of the tasks'.
_LONGEST = 2000
_NOTHING = regex(r"[-\u2014\u2013]?")


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
        self.groups = list(_groups(self.place, self.edges))

    @cached_property
    def _reached(self) -> dict[str, int]:
        """For each task a bit for every task that it depends on, directly or not."""
        found: dict[str, int] = {}
        for group in self.groups:
            mask = 0
            for name in group:
                for needed in self.edges[name]:
                    mask |= found.get(needed, 0) | 1 << self.place[needed]
            found.update(dict.fromkeys(group, mask))
        return found

    @cached_property
    def _open(self) -> int:
        return sum(1 << index for index, task in enumerate(self.tasks) if self.is_open(task))

    def depends(self, task: Task, other: Task) -> bool:
        """Tell whether a task depends on another, directly or not; in a plan that nobody can read through, it may."""
        return len(self.tasks) > _LONGEST or bool(self._reached[task.id] >> self.place[other.id] & 1)

    def may_depend(self, task: Task, other: Task) -> bool:
        """Tell whether a task depends on another for all that can be read of its dependencies, and of theirs."""
        if self.depends(task, other):
            return True
        return bool((self._reached[task.id] | 1 << self.place[task.id]) & self._open)

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
    """Return the groups of two and more tasks that depend on each other, each in document order."""
    groups = [sorted(group, key=plan.place.__getitem__) for group in plan.groups if len(group) > 1]
    return sorted(groups, key=lambda group: plan.place[group[0]])


def _groups(names: Iterable[str], edges: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected groups, what a group depends on before it (Tarjan, without recursion)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[str] = []
    for root in names:
        if root in index:
            continue
        work = [(root, iter(edges[root]))]
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
                    yield _popped(stack, on_stack, name)
            elif following not in index:
                index[following] = low[following] = len(index)
                stack.append(following)
                on_stack.add(following)
                work.append((following, iter(edges[following])))
            elif following in on_stack:
                low[name] = min(low[name], index[following])


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
    return _HERE.sub("", entry.path.strip())


def steps_by_path(spec: Spec, plan: Plan) -> Mapping[str, list[Step]]:
    """Return what the tasks do to each path, in document order; a path that is renamed anywhere is left out."""
    found: dict[str, list[Step]] = {}
    renamed: set[str] = set()
    for task in plan.tasks:
        for entry in task.files:
            if entry.action == "rename":
                renamed.update(_HERE.sub("", word) for word in _WORDS.split(spec.source[entry.whole]))
            elif entry.action and not spec.is_placeholder(entry.span) and not entry.path.endswith("/") and _path(entry):
                found.setdefault(_path(entry), []).append(Step(task, entry))
    return {path: steps for path, steps in found.items() if path not in renamed}


def execution_order(plan: Plan) -> list[tuple[Task, bool]]:
    """Return the tasks in an order in which each follows what it depends on, as near to the document's as can be.

    Args:
        plan: The plan.

    Returns:
        Each task, and whether it is blocked: those that depend on themselves through others, and what depends on such,
        come last, in document order.
    """
    import heapq  # checks walk the plan in document order

    tasks = {task.id: task for task in reversed(plan.tasks)}
    waiting = {name: {other for other in needed if other != name} for name, needed in plan.edges.items()}
    followers: dict[str, list[str]] = {}
    for name, needed in waiting.items():
        for other in needed:
            followers.setdefault(other, []).append(name)
    ready = [(plan.place[name], name) for name, needed in waiting.items() if not needed]
    heapq.heapify(ready)
    order: list[tuple[Task, bool]] = []
    while ready:
        _, name = heapq.heappop(ready)
        order.append((tasks[name], False))
        for follower in followers.get(name, ()):
            waiting[follower].discard(name)
            if not waiting[follower]:
                heapq.heappush(ready, (plan.place[follower], follower))
    done = {task.id for task, _ in order}
    return order + [(task, True) for task in plan.tasks if task.id not in done and tasks[task.id] is task]
