"""Checks of what requirements, mapping and tasks say of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.id_numbers import number_of
from speclint.spec.traceability import traced_word
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import MappingRow, Requirement, Task
    from speclint.spec.traceability import Mismatch

_IDS_AND_SEPARATORS = regex(r"(?:T-\d+|[\s,;`&]|\band\b)*")
_MANY = 3


def unmapped_requirement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each requirement or story that no task names under Implements; a story row without tasks is SL210."""
    named: dict[str, list[MappingRow]] = {}
    for row in spec.mapping:
        if row.tasks:
            named.setdefault(row.id, []).append(row)
    stories = spec.type is not None and spec.type.requirement_family == "story"
    for requirement in spec.traceability.unmapped:
        if stories and requirement.id not in named:
            continue
        yield Finding(
            requirement.ref.span,
            f"{traced_word(spec)} {requirement.id} is implemented by no task",
            f"name {requirement.id} under Implements of the task that delivers it, or add that task",
            related=tuple(
                Related(row.cell, f"the mapping names {row.text} for it") for row in named.get(requirement.id, ())
            ),
        )


def orphan_task(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task whose Implements names no id."""
    for task in spec.traceability.orphans:
        yield Finding(
            task.labels["implements"].value,
            f"task {task.id} implements no {traced_word(spec)}",
            f"name the id of each {traced_word(spec)} that it serves, or drop the task",
        )


def matrix_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each mapping row whose tasks are not those whose Implements names its requirement.

    More than three of them, but for those that a safe fix mends, are a mapping that was not kept up: one finding.
    """
    every = list(_mismatches(spec))
    stale = [one for one in every if one.fix is None or one.fix.safety is Safety.UNSAFE]
    if len(stale) <= _MANY:
        yield from every
        return
    yield from (one for one in every if one not in stale)
    first = stale[0]
    edits = tuple(edit for one in stale if one.fix for edit in one.fix.edits)
    yield first._replace(
        message=f"{first.message}; {len(stale) - 1} more rows disagree with the tasks",
        related=tuple(Related(one.span, one.message) for one in stale[1:]),
        fix=Fix("name the tasks that implement each", Safety.UNSAFE, edits) if edits else None,
    )


def _mismatches(spec: Spec) -> Iterator[Finding]:
    for mismatch in spec.traceability.mismatches:
        row, lacking, excess = mismatch
        parts = []
        if lacking:
            verb = "implements" if len(lacking) == 1 else "implement"
            parts.append(f"lacks {_ids(lacking)}, which {verb} {row.id}")
        if excess:
            verb = "does" if len(excess) == 1 else "do"
            parts.append(f"names {_ids(excess)}, which {verb} not")
        yield Finding(
            row.cell if row.cell.end > row.cell.start else row.ref.span,
            f"the mapping of {row.id} {', and '.join(parts)}",
            "name the same tasks in the mapping as under Implements",
            related=tuple(_implements(task) for task in sorted((*lacking, *excess), key=lambda task: task.span.start)),
            fix=_rewritten(spec, mismatch),
        )


def _ids(tasks: Iterable[Task]) -> str:
    return ", ".join(task.id for task in tasks)


def _implements(task: Task) -> Related:
    label = task.labels.get("implements")
    return Related(label.span if label else task.ref.span, f"what {task.id} implements")


def _rewritten(spec: Spec, mismatch: Mismatch) -> Fix | None:
    """Return the fix that names the right tasks in a cell, in the author's own style."""
    row, lacking, excess = mismatch
    if not row.row.cells or row.view.columns.get("tasks", len(row.row.cells)) >= len(row.row.cells):
        return None
    empty = row.cell.end == row.cell.start
    if empty or row.text in {"-", "\u2014", "\u2013"}:
        text = ", ".join(task.id for task in lacking)
        if not empty:
            return Fix("name the tasks that implement it", Safety.UNSAFE, (Edit(row.cell, text),))
        around = spec.source.text[row.cell.start - 1 : row.cell.start + 1]
        text = f"{'' if around[:1] == ' ' else ' '}{text}{' ' if around[1:] == '|' else ''}"
        return Fix("name the tasks that implement it", Safety.SAFE, (Edit(row.cell, text),))
    written = spec.source[row.cell]
    known = {task.id for task in spec.tasks}
    if not _IDS_AND_SEPARATORS.fullmatch(written) or any(ref.id not in known for ref in row.tasks):
        return None
    dropped = {task.id for task in excess}
    kept = [name for name in dict.fromkeys(ref.id for ref in row.tasks) if name not in dropped]
    in_order = kept == sorted(kept, key=number_of)
    names = [*kept, *(task.id for task in lacking)]
    if in_order:
        names.sort(key=number_of)
    if "`" in written:
        names = [f"`{name}`" for name in names]
    return Fix("name the tasks that implement it", Safety.UNSAFE, (Edit(row.cell, ", ".join(names)),))


def missing_matrix_row(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each requirement without a mapping row, and each mapping row without a requirement."""
    trace = spec.traceability
    unlisted = trace.unlisted
    if len(unlisted) > _MANY:
        first, *others = unlisted
        yield Finding(
            first.ref.span,
            f"{len(unlisted)} requirements, {first.id} the first, have no row in the mapping",
            "add a row for each",
            related=tuple(Related(one.ref.span, f"{one.id} has no row either") for one in others),
            fix=_added_rows(spec, unlisted),
        )
    else:
        for requirement in unlisted:
            yield Finding(
                requirement.ref.span,
                f"requirement {requirement.id} has no row in the mapping",
                f"add the row {requirement.id}: {_ids(trace.implementers[requirement.id])}",
                related=tuple(
                    Related(view.table.header.span, "the mapping") for view in spec.tables_by_role("mapping")
                )[:1],
                fix=_added_rows(spec, [requirement]),
            )
    yield from _undefined(spec, trace.undefined)


def _undefined(spec: Spec, rows: Sequence[MappingRow]) -> Iterator[Finding]:
    if len(rows) > _MANY:
        first, *others = rows
        yield Finding(
            first.ref.span,
            f"the mapping has {len(rows)} rows, {first.id} the first, for what the requirements don't define",
            "define them among the requirements, or delete their rows",
            related=tuple(Related(row.ref.span, f"{row.id} neither") for row in others),
        )
        return
    mapped = {row.id for row in spec.mapping}
    free = [requirement.id for requirement in spec.requirements if requirement.id not in mapped]
    for row in rows:
        near = nearest_id(row.id, free)
        yield Finding(
            row.ref.span,
            f"the mapping has a row for {row.id}, which the requirements don't define",
            f"did you mean {near}?" if near else f"define {row.id} among the requirements, or delete its row",
            related=tuple(_implements(task) for task in spec.traceability.implementers.get(row.id, ())),
        )


def _added_rows(spec: Spec, requirements: Sequence[Requirement]) -> Fix | None:
    views = list(spec.tables_by_role("mapping"))
    view = views[0]
    width = len(view.table.header.cells)
    if len(views) > 1 or "id" not in view.columns or "tasks" not in view.columns:
        return None
    rows: dict[int, list[str]] = {}
    wanted = {requirement.id for requirement in requirements}
    mapped = {row.id: row for row in spec.mapping}
    above: MappingRow | None = None
    for requirement in spec.requirements:
        above = mapped.get(requirement.id, above)
        if requirement.id not in wanted:
            continue
        wanted.discard(requirement.id)
        anchor = above.row.span if above else view.table.delimiter
        cells = [""] * width
        cells[view.columns["id"]] = requirement.id
        cells[view.columns["tasks"]] = _ids(spec.traceability.implementers[requirement.id])
        line = spec.source.line_spans[spec.source.line_of(anchor.start)]
        prefix = spec.source.text[line.start : anchor.start]
        rows.setdefault(anchor.end, []).append(f"\n{prefix}| {' | '.join(cells)} |")
    edits = tuple(Edit(Span(offset, offset), "".join(lines)) for offset, lines in sorted(rows.items()))
    return Fix("add the row with the tasks that implement it", Safety.SAFE, edits)
