"""Checks of what requirements, mapping, tasks and the closing statement say of each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import HtmlBlock, LinkDefinition, Paragraph, ThematicBreak
from speclint.markdown.inline import Emphasis, scan
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.traceability import number_of
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import MappingRow, Requirement, Task
    from speclint.spec.traceability import Mismatch

_IDS_AND_SEPARATORS = regex(r"(?:T-\d+|[\s,;`&]|\band\b)*")
_DENIAL = regex(r"\b(?:not|un)[ -]?(?:yet )?(?:fully )?verified\b|\bnot (?:yet )?(?:been )?verified\b", re.IGNORECASE)
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
            f"{_word(spec)} {requirement.id} is implemented by no task",
            f"name {requirement.id} under Implements of the task that delivers it, or add that task",
            related=tuple(
                Related(row.cell, f"the mapping names {row.text} for it") for row in named.get(requirement.id, ())
            ),
        )


def _word(spec: Spec) -> str:
    return "story" if spec.type and spec.type.requirement_family == "story" else "requirement"


def orphan_task(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task whose Implements names no id."""
    for task in spec.traceability.orphans:
        yield Finding(
            task.labels["implements"].value,
            f"task {task.id} implements no {_word(spec)}",
            f"name the id of each {_word(spec)} that it serves, or drop the task",
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


def false_traceability_statement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the closing statement where it claims what other findings deny, is misplaced, or is missing."""
    if not spec.type or not spec.type.footer or not (spec.requirements and spec.tasks):
        return
    denied = sorted(_denied(spec), key=lambda related: related.span)
    footer = spec.footer
    if footer is None:
        yield from _missing_footer(spec, clean=not (denied or spec.traceability.mismatches))
        return
    text = spec.text(footer)
    if spec.is_placeholder(Span(min(footer.start + len(spec.type.footer) + 1, footer.end), footer.end)):
        return
    if denied and not _DENIAL.search(text):
        yield Finding(
            footer,
            f"the closing line vouches for a traceability that {len(denied)} place{'s' * (len(denied) > 1)} deny"
            if len(denied) > 1
            else "the closing line vouches for a traceability that one place denies",
            "mend those places first, or drop the line",
            related=tuple(denied),
        )
        return
    yield from _misplaced_footer(spec, footer)


def _denied(spec: Spec) -> Iterator[Related]:
    """Yield what leaves a requirement or a task unmapped; where both are mapped, other tasks in a row deny nothing."""
    trace = spec.traceability
    for requirement in trace.unmapped:
        yield Related(requirement.ref.span, f"{requirement.id} is implemented by no task")
    for task in trace.orphans:
        yield Related(task.labels["implements"].span, f"{task.id} implements no {_word(spec)}")
    for requirement in trace.unlisted:
        yield Related(requirement.ref.span, f"{requirement.id} has no row in the mapping")
    for row in trace.undefined:
        yield Related(row.ref.span, f"{row.id} is defined nowhere")
    for unknown in (one for one in trace.unknown if one.traced):
        yield Related(unknown.places[0], f"{unknown.id} is defined nowhere")
    for ref in trace.footnoted:
        yield Related(ref.span, f"{ref.id} is defined nowhere")


def _missing_footer(spec: Spec, *, clean: bool) -> Iterator[Finding]:
    sections = spec.alignment.sections
    blocks = [block for block in spec.document.blocks if not isinstance(block, HtmlBlock | LinkDefinition)]
    if not sections or not blocks or spec.type is None:
        return
    first, last = spec.requirements[0].id, spec.requirements[-1].id
    which = first if first == last else f"{first} to {last}"
    line = (
        f"_{spec.type.footer} every {_word(spec)} ({which}) maps to at least one task, "
        f"and every task maps to at least one {_word(spec)}._"
    )
    rule = "" if isinstance(blocks[-1], ThematicBreak) or not spec.type.separators else "\n\n---"
    end = blocks[-1].span.end
    fix = Fix("add the closing line", Safety.SAFE, (Edit(Span(end, end), f"{rule}\n\n{line}"),)) if clean else None
    yield Finding(
        sections[-1].heading.span,
        "the closing statement of traceability is missing",
        f"end the spec with a line in italics that begins with `{spec.type.footer}`",
        fix=fix,
        level="wording",
    )


def _misplaced_footer(spec: Spec, footer: Span) -> Iterator[Finding]:
    behind = [
        block
        for block in spec.document.blocks
        if block.span.start >= footer.end and not isinstance(block, HtmlBlock | LinkDefinition | ThematicBreak)
    ]
    if behind:
        yield Finding(
            footer,
            "the closing statement of traceability is not the last line",
            "move it to the end of the spec",
            related=(Related(behind[0].span, "what follows it"),),
            level="wording",
        )
    elif not _is_italic(spec, footer):
        edits = (Edit(Span(footer.start, footer.start), "_"), Edit(Span(footer.end, footer.end), "_"))
        plain = not any(mark in spec.source[footer] for mark in "*_")
        yield Finding(
            footer,
            "the closing statement of traceability is not in italics",
            "set it in italics",
            fix=Fix("set it in italics", Safety.SAFE, edits) if plain else None,
            level="wording",
        )


def _is_italic(spec: Spec, footer: Span) -> bool:
    block = next((block for block in spec.document.blocks if block.span == footer), None)
    lines = block.line_spans if isinstance(block, Paragraph) else (footer,)
    spans = [inline.span for inline in scan(spec.source, lines) if isinstance(inline, Emphasis)]
    return bool(spans) and spans[0].start <= footer.start + 2 and max(span.end for span in spans) >= footer.end - 3
