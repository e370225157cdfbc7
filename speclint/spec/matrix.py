"""The traceability matrix of a spec: each requirement with the tasks, files and tests that carry it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.spec.file_kinds import clean, kind_of
from speclint.spec.path_cells import path_target
from speclint.spec.wording import find_refs, is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.source import Span
    from speclint.spec.model import Spec
    from speclint.spec.parts import Requirement, Task

NO_TASK, NO_TEST = "no task", "no test"


class TraceRow(NamedTuple):
    """One requirement or story.

    Args:
        id: Its id.
        title: What it says, or "".
        span: Where its id is defined.
        tasks: The ids of the tasks whose Implements names it, in document order.
        files: The paths that these tasks name, tests left out.
        tests: The test files that these tasks name.
        scenarios: The end-to-end scenarios that map to it.
        gap: `no task`, `no test`, or "" where neither lacks.
    """

    id: str
    title: str
    span: Span
    tasks: tuple[str, ...]
    files: tuple[str, ...]
    tests: tuple[str, ...]
    scenarios: tuple[str, ...]
    gap: str


class Matrix(NamedTuple):
    """A spec's matrix.

    Args:
        rows: Requirements without task first, then those without test, each in document order.
        orphans: The ids of the tasks that implement no requirement of the spec.
    """

    rows: tuple[TraceRow, ...]
    orphans: tuple[str, ...]

    @property
    def implemented(self) -> int:
        """How many requirements a task implements."""
        return sum(row.gap != NO_TASK for row in self.rows)

    @property
    def tested(self) -> int:
        """How many requirements a task implements and a test covers."""
        return sum(not row.gap for row in self.rows)


def percent(part: int, whole: int) -> float:
    """Return a share in percent, rounded down to one place, so that only a whole is 100; of nothing, 100."""
    return part * 1000 // whole / 10 if whole else 100.0


def matrix_of(spec: Spec) -> Matrix:
    """Return a spec's matrix; one whose type has no requirements has an empty one."""
    implementers = spec.traceability.implementers
    scenarios = _scenarios(spec)
    defined = {requirement.id: requirement for requirement in reversed(spec.requirements)}
    rows = [
        _row(spec, requirement, implementers.get(requirement.id, ()), scenarios.get(requirement.id, ()))
        for requirement in spec.requirements
        if defined[requirement.id] is requirement
    ]
    order = {NO_TASK: 0, NO_TEST: 1, "": 2}
    rows.sort(key=lambda row: (order[row.gap], row.span.start))
    orphans = (task.id for task in spec.tasks if not any(ref.id in defined for ref in task.implements))
    return Matrix(tuple(rows), tuple(orphans))


def _row(spec: Spec, requirement: Requirement, tasks: Sequence[Task], scenarios: Sequence[str]) -> TraceRow:
    paths = list(dict.fromkeys(path for task in tasks for path in paths_of(spec, task)))
    tests = [path for path in paths if kind_of(path) == "test"]
    files = [path for path in paths if kind_of(path) != "test"]
    gap = NO_TASK if not tasks else NO_TEST if not (tests or scenarios) else ""
    return TraceRow(
        requirement.id,
        _title(spec, requirement),
        requirement.ref.span,
        tuple(dict.fromkeys(task.id for task in tasks)),
        tuple(files),
        tuple(tests),
        tuple(scenarios),
        gap,
    )


def paths_of(spec: Spec, task: Task) -> Iterator[str]:
    """Yield the paths that a task names under Files, as written but for backticks and what leads them."""
    for entry in task.files:
        if not is_none_statement(spec.source[entry.whole]) and not spec.is_placeholder(entry.span):
            yield clean(spec.source[path_target(spec, entry.span)])


def _title(spec: Spec, requirement: Requirement) -> str:
    """Return the text of the first cell behind the one that holds the id."""
    cells = requirement.row.cells
    behind = [cell.span for cell in cells if cell.span.start > requirement.ref.span.start]
    return spec.text(behind[0]) if behind else ""


def _scenarios(spec: Spec) -> Mapping[str, Sequence[str]]:
    """Return the end-to-end scenarios by the requirement that their rows map to."""
    kind = spec.type
    family = kind.family(kind.requirement_family) if kind else None
    found: dict[str, list[str]] = {}
    for view in spec.tables_by_role("end-to-end-tests") if family else ():
        for row in view.rows():
            cell, flow = view.cell(row, "requirement"), view.cell(row, "flow")
            if (
                family is None
                or cell is None
                or flow is None
                or any(spec.is_placeholder(one.span) for one in row.cells)
            ):
                continue
            for ref in find_refs(spec.source[cell.span], family, cell.span.start):
                found.setdefault(ref.id, []).append(spec.text(flow.span))
    return found
