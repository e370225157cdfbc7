"""Which task implements which requirement, and where requirements, mapping and tasks disagree about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.id_numbers import missing_numbers, number_of
from speclint.spec.mentions import names_another_document, readable, written_ids
from speclint.spec.wording import Ref, canonical, find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.markdown.blocks import Cell
    from speclint.source import Span
    from speclint.spec.model import Spec
    from speclint.spec.parts import MappingRow, Requirement, Task
    from speclint.spec.spectype import IdFamily

_OPEN_ID = regex(r"\b[A-Z]{1,4}-(?:X+|0+X)\b")
_REASON = regex(r"^(?:none|n/?a|no\b|not\b|\u2014|\u2013|-)(?=\W|$)\W*(?P<reason>.{10,})", re.IGNORECASE | re.DOTALL)
_LEFT_OPEN = regex(r"\b(?:tbd|tbc|todo|to be|later|unknown|pending|open|decide[ds]?|not yet)\b|\?", re.IGNORECASE)


class Mismatch(NamedTuple):
    """A mapping row that says other tasks than those whose Implements names the requirement.

    Args:
        row: The row.
        lacking: The tasks that implement it and are not named.
        excess: The tasks that are named and don't implement it.
    """

    row: MappingRow
    lacking: tuple[Task, ...]
    excess: tuple[Task, ...]


class Unknown(NamedTuple):
    """An id that is cited and defined nowhere.

    Args:
        id: The id, canonical.
        family: Its family.
        places: Where it is cited, in document order.
        traced: Whether an Implements or the mapping cites it.
    """

    id: str
    family: IdFamily
    places: tuple[Span, ...]
    traced: bool


class Traceability(NamedTuple):
    """The outcome; each fault stands under its one cause.

    Args:
        implementers: For each requirement's id the tasks whose Implements names it.
        unmapped: The requirements that no task implements.
        orphans: The tasks whose Implements names nothing that is an id.
        mismatches: The mapping rows that disagree with the tasks.
        unlisted: The requirements that tasks implement and that no mapping row names.
        undefined: The mapping rows whose requirement is defined nowhere.
        unknown: The other ids that are cited and defined nowhere.
        gaps: For each id that the order of definitions leaves out (`T-003` between `T-002` and `T-004`) the places
            that cite it.
        footnoted: The ids that the closing statement names and that are defined nowhere.
        unreadable: The id cells of requirements and mapping that hold no id.
    """

    implementers: Mapping[str, tuple[Task, ...]]
    unmapped: tuple[Requirement, ...]
    orphans: tuple[Task, ...]
    mismatches: tuple[Mismatch, ...]
    unlisted: tuple[Requirement, ...]
    undefined: tuple[MappingRow, ...]
    unknown: tuple[Unknown, ...]
    gaps: Mapping[str, tuple[Span, ...]]
    footnoted: tuple[Ref, ...]
    unreadable: tuple[tuple[Cell, IdFamily], ...]


def trace(spec: Spec) -> Traceability:
    """Hold requirements, mapping, tasks and every cited id against each other.

    Args:
        spec: A spec, whatever its type; one without requirements and tasks has nothing to disagree about.

    Returns:
        What was found.
    """
    return _Tracing(spec).outcome()


class _Tracing:
    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.own = spec.type.requirement_family if spec.type else ""
        self.tasks = [task for task in spec.tasks if task.number is not None]
        self.defined = {requirement.id: requirement for requirement in reversed(spec.requirements)}
        self.task_ids = {task.id for task in self.tasks}
        self.separate = self.own == "requirement"
        self.mapped = {row.id for row in spec.mapping} if self.separate else set()
        self.listed = {ref.id for ref in spec.listed_ids("requirement")}
        self.known = self.defined.keys() | self.mapped | self.task_ids | self.listed
        self.families = [
            family
            for family in (spec.type.ids if spec.type else ())
            if (family.name == "task" and self.task_ids)
            or (family.name != "task" and self.defined)
            or (family.name == "requirement" and self.listed)
        ]
        self.typed = {ref.span for task in self.tasks for ref in task.implements}
        self.typed |= {ref.span for row in spec.mapping for ref in row.tasks}
        self.gap_ids = frozenset(self._gap_ids())
        self.unreadable = tuple(self._unreadable())
        self.strange = [spec.text(cell.span) for cell, _ in self.unreadable]

    def _gap_ids(self) -> Iterator[str]:
        if self.spec.type is None:
            return
        task = self.spec.type.family("task")
        if task:
            yield from (canonical(task, n) for n in missing_numbers([t.number for t in self.tasks if t.number]))
        requirement = self.spec.type.family("requirement")
        if requirement and self.separate:
            numbers = [number_of(name) for name in self.defined]
            found = {canonical(requirement, number) for number in missing_numbers(numbers)}
            yield from sorted(found - self.mapped)
        elif requirement and self.listed:
            numbers = [number_of(name) for name in self.listed]
            yield from sorted(canonical(requirement, number) for number in missing_numbers(numbers))

    def _unreadable(self) -> Iterator[tuple[Cell, IdFamily]]:
        kind = self.spec.type
        if kind is None:
            return
        for role in ("requirements", "mapping", "stories"):
            for view in self.spec.tables_by_role(role):
                column = next((column for column in view.type.columns if column.key == "id"), None)
                family = kind.family(column.ids) if column else None
                for row in view.rows() if family else ():
                    cell = view.cell(row, "id")
                    if cell is None or family is None or not (text := self.spec.text(cell.span)):
                        continue
                    if _OPEN_ID.search(text) or self.spec.is_placeholder(cell.span):
                        continue
                    if next(find_refs(self.spec.source[cell.span], family), None) is None:
                        yield cell, family

    def outcome(self) -> Traceability:
        cited, footnoted = self._cited()
        implementers: dict[str, list[Task]] = {}
        for task in self.tasks:
            for name in dict.fromkeys(ref.id for ref in task.implements):
                implementers.setdefault(name, []).append(task)
        held = {name: tuple(tasks) for name, tasks in implementers.items()}
        uncertain = {task.id for task in self.tasks if self._is_uncertain(task)}
        return Traceability(
            implementers=held,
            unmapped=tuple(self._unmapped(held, uncertain)),
            orphans=tuple(task for task in self.tasks if self._is_orphan(task)),
            mismatches=tuple(self._mismatches(held, uncertain)),
            unlisted=tuple(self._unlisted(held)),
            undefined=tuple(
                row for row in self.spec.mapping if self.separate and self.defined and row.id not in self.defined
            ),
            unknown=tuple(
                Unknown(name, family, tuple(places), traced=any(place in self.typed for place in places))
                for name, (family, places) in cited.items()
                if name not in self.gap_ids
            ),
            gaps={name: tuple(cited[name][1]) if name in cited else () for name in sorted(self.gap_ids)},
            footnoted=footnoted,
            unreadable=self.unreadable,
        )

    def _cited(self) -> tuple[dict[str, tuple[IdFamily, list[Span]]], tuple[Ref, ...]]:
        """Return the unknown ids with the places that cite them, and those that the closing statement names."""
        own_places = {task.ref.span for task in self.spec.tasks} | {row.ref.span for row in self.spec.mapping}
        depending = sorted(
            label.span for task in self.spec.tasks if (label := task.labels.get("dependencies")) is not None
        )
        footer = self.spec.footer
        cited: dict[str, tuple[IdFamily, list[Span]]] = {}
        footnoted: list[Ref] = []
        edge = 0
        for ref, family, sentence in written_ids(self.spec, self.families):
            while edge < len(depending) and depending[edge].end <= ref.span.start:
                edge += 1
            if ref.id in self.known or ref.span in own_places:
                continue
            if footer and footer.contains(ref.span):
                footnoted.append(ref)
                continue
            if family.name == "task" and edge < len(depending) and depending[edge].contains(ref.span):
                continue
            if ref.span in self.typed or (ref.exact and not names_another_document(sentence)):
                places = cited.setdefault(ref.id, (family, []))[1]
                if not places or places[-1] != ref.span:
                    places.append(ref.span)
        return cited, tuple(footnoted)

    def _text(self, task: Task) -> str | None:
        """Return the text of Implements, "" where it is empty or a placeholder, None where there is no such label."""
        label = task.labels.get("implements")
        if label is None:
            return None
        span = label.value
        blocks = label.item.blocks[1:] if label.item else ()
        raw = "\n".join([self.spec.source[span], *(readable(self.spec.source, block.span) for block in blocks)]).strip()
        return "" if self.spec.is_placeholder(span) or _OPEN_ID.search(raw) else raw

    def _is_uncertain(self, task: Task) -> bool:
        text = self._text(task)
        if not text or any(strange in text for strange in self.strange):
            return True
        return any(ref.id not in self.defined for ref in task.implements)

    def _is_orphan(self, task: Task) -> bool:
        text = self._text(task)
        return bool(text) and not task.implements and not any(strange in str(text) for strange in self.strange)

    def _unmapped(self, held: Mapping[str, tuple[Task, ...]], uncertain: set[str]) -> Iterator[Requirement]:
        if not any(task.implements for task in self.tasks):
            return
        rows: dict[str, list[MappingRow]] = {}
        for row in self.spec.mapping:
            rows.setdefault(row.id, []).append(row)
        for requirement in self.spec.requirements:
            if requirement.id in held or self.defined[requirement.id] is not requirement:
                continue
            mine = rows.get(requirement.id, [])
            if any(ref.id in uncertain for row in mine for ref in row.tasks) or self._is_open(requirement):
                continue
            if not self.separate and any(not row.tasks and _is_reason(row.text) for row in mine):
                continue
            yield requirement

    def _is_open(self, requirement: Requirement) -> bool:
        """Tell whether a row holds nothing but its id and prompts."""
        spans = [
            cell.span
            for cell in requirement.row.cells
            if not cell.span.start <= requirement.ref.span.start < cell.span.end
        ]
        filled = [span for span in spans if span.end > span.start]
        return bool(filled) and all(
            self.spec.is_placeholder(span) or _OPEN_ID.search(self.spec.source[span]) for span in filled
        )

    def _mismatches(self, held: Mapping[str, tuple[Task, ...]], uncertain: set[str]) -> Iterator[Mismatch]:
        if not self.tasks:
            return
        tasks = {task.id: task for task in reversed(self.tasks)}
        named: dict[str, set[str]] = {}
        for row in self.spec.mapping:
            named.setdefault(row.id, set()).update(ref.id for ref in row.tasks)
        for row in self.spec.mapping:
            if row.id not in self.defined or row.id not in held:
                continue
            if self.spec.is_placeholder(row.cell) or _OPEN_ID.search(row.text):
                continue
            implementing = list(held[row.id])
            lacking = [task for task in implementing if task.id not in named[row.id]]
            holding = {task.id for task in implementing} | uncertain
            excess = [
                tasks[name]
                for name in dict.fromkeys(ref.id for ref in row.tasks)
                if name in tasks and name not in holding
            ]
            strangers = len(named[row.id] - tasks.keys())
            if excess or len(lacking) > strangers:
                yield Mismatch(row, tuple(lacking), tuple(excess))

    def _unlisted(self, held: Mapping[str, tuple[Task, ...]]) -> Iterator[Requirement]:
        if not self.separate or not any(True for _ in self.spec.tables_by_role("mapping")):
            return
        for requirement in self.spec.requirements:
            if (
                requirement.id in held
                and requirement.id not in self.mapped
                and self.defined[requirement.id] is requirement
            ):
                yield requirement


def _is_reason(text: str) -> bool:
    """Tell whether a cell says why there is no task: after `None` or a dash, or in a clause of four words."""
    return bool(_REASON.match(text)) or (len(text.split()) > 3 and not _LEFT_OPEN.search(text))


def traced_word(spec: Spec) -> str:
    """Return what the template calls the things that its tasks implement."""
    return "story" if spec.type and spec.type.requirement_family == "story" else "requirement"
