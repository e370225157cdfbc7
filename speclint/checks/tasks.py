"""Checks of a single task: its notation and its labelled parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List
from speclint.source import Span
from speclint.spec.design_plan import CASES, PARTS, is_open, named_items, phases_of, stub_edits
from speclint.spec.headings import within_two_edits
from speclint.spec.task_notation import LABELS, label_edits, misordered, normalised, reordered
from speclint.spec.tasks import visible
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.markdown.labels import Label
    from speclint.rules.rule import Rule
    from speclint.spec.design_plan import Component
    from speclint.spec.model import Spec
    from speclint.spec.parts import FileEntry, Task

_TEMPLATE = ", ".join(f"_{name}:_" for name in LABELS.values())
_COLON = "has its colon outside the bold id"
_MANY = 3
_SYNONYMS = {
    "depends on": "dependencies",
    "dependency": "dependencies",
    "done when": "done condition",
    "done conditions": "done condition",
    "acceptance criteria": "done condition",
    "acceptance": "done condition",
    "file": "files",
    "implement": "implements",
    "requirements": "implements",
    "details": "description",
}


def malformed_task(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task that is not written in the template's notation, with all that is amiss in one finding."""
    alike: dict[tuple[str, ...], list[Task]] = {}
    for task in spec.tasks:
        faults = tuple(_faults(spec, task))
        if faults:
            alike.setdefault(faults, []).append(task)
    for faults, tasks in alike.items():
        if len(tasks) > _MANY:
            yield _malformed(spec, tasks, faults)
        else:
            yield from (_malformed(spec, [task], faults) for task in tasks)


def _malformed(spec: Spec, tasks: Sequence[Task], faults: Sequence[str]) -> Finding:
    """Return the finding of one task, or of several that are all written in one other way."""
    first, *others = tasks
    styles = [label for label in _known(first) if label.style != "emphasis"]
    fixes = [_normalised(spec, task) for task in tasks]
    edits = tuple(edit for fix in fixes if fix for edit in fix.edits)
    also = f", as do {len(others)} other tasks" if others else ""
    return Finding(
        styles[0].span if styles and first.standard else first.head,
        f"task {first.id} {' and '.join(faults)}{also}",
        f"write it as `- **{first.id}:** title` with the labels {_TEMPLATE}",
        related=tuple(Related(task.head, f"{task.id} too") for task in others),
        fix=Fix("write it in the template's notation", Safety.SAFE, edits) if all(fixes) else None,
        level="colon" if tuple(faults) == (_COLON,) else None,
    )


def _known(task: Task) -> list[Label]:
    return [label for name, label in task.labels.items() if name in LABELS]


def _faults(spec: Spec, task: Task) -> Iterator[str]:
    if task.notation == "quote":
        quoted = spec.source.text[task.head.start - 1 : task.head.start] == " " and _is_quoted(spec, task)
        yield "stands in a block quote" if quoted else "stands outside a list"
    elif task.notation == "heading":
        yield "stands in a heading"
    elif not task.standard:
        head = spec.source[task.head]
        outside = re.match(r"\*\*[^*\s]+\*\*\s*:", head)
        yield _COLON if outside else "has a head that is not bold up to the colon"
    styles = {label.style for label in _known(task)} - {"emphasis"}
    if styles:
        yield f"has labels in {'bold' if 'strong' in styles else 'plain text'} instead of italics"
    if misordered(task):
        yield "has its labels in another order"


def _is_quoted(spec: Spec, task: Task) -> bool:
    line = spec.source.line_spans[spec.source.line_of(task.head.start)]
    return spec.source.text[line.start : task.head.start].lstrip().startswith(">")


def _normalised(spec: Spec, task: Task) -> Fix | None:
    edits = normalised(spec.source, task)
    if edits is None:
        return None
    order = reordered(spec.source, task) if task.notation == "list" and misordered(task) else None
    edits = (*edits, *(order if order is not None else label_edits(spec.source, task)))
    if not edits or (misordered(task) and order is None):
        return None
    return Fix("write it in the template's notation", Safety.SAFE, tuple(sorted(edits, key=lambda edit: edit.span)))


def missing_task_field(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each task or component that lacks a label, each empty one, and each file that says too little."""
    if not spec.tasks:
        yield from _missing_parts(spec)
    for task in spec.tasks:
        missing = [key for key in LABELS if key not in task.labels]
        if missing:
            yield _missing(spec, task, missing)
        for key, label in task.labels.items():
            if key in LABELS and not visible(spec.source, label):
                yield Finding(label.span, f"{LABELS[key]} of task {task.id} is empty", f"fill in {LABELS[key]}")
        yield from _silent_files(spec, task)


def _missing_parts(spec: Spec) -> Iterator[Finding]:
    """Yield the components of a design's phases, and the test cases, that lack one of the template's labels."""
    components = [one for phase in phases_of(spec) for one in phase.components]
    cases = [
        one
        for section in spec.alignment.walk()
        if (field := spec.fields_of(section).get("key-test-cases"))
        for one in named_items(spec, field.blocks)
    ]
    for items, wanted, what in ((components, PARTS, "component"), (cases, CASES, "test case")):
        alike: dict[tuple[str, ...], list[Component]] = {}
        for one in items:
            lacking = tuple(key for key in wanted if _lacks(spec, one, key))
            if lacking and not is_open(spec, one):
                alike.setdefault(lacking, []).append(one)
        for lacking, group in alike.items():
            for one in group[:1] if len(group) > _MANY else group:
                yield _without_parts(spec, one, lacking, wanted, what, group[1:] if len(group) > _MANY else [])


def _lacks(spec: Spec, component: Component, key: str) -> bool:
    label = component.parts.get(key)
    return label is None or not visible(spec.source, label)


def _without_parts(
    spec: Spec,
    one: Component,
    lacking: Sequence[str],
    wanted: Mapping[str, str],
    what: str,
    others: Sequence[Component],
) -> Finding:
    names = [wanted[key] for key in lacking]
    shown = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    empty = [label for key in lacking if (label := one.parts.get(key))]
    alone = len(empty) == len(lacking) == 1
    message = f"{shown} of the {what} {one.name} is empty" if alone else f"the {what} {one.name} has no {shown}"
    stubs = stub_edits(spec, one, wanted, [key for key in lacking if key not in one.parts])
    return Finding(
        empty[0].span if alone else one.name_span,
        message + (f", as {len(others)} more have none" if others else ""),
        f"fill in {shown}" if alone else f"add {shown}",
        related=tuple(Related(other.name_span, "none here either") for other in others),
        fix=Fix("add the empty label" if len(lacking) == 1 else "add the empty labels", Safety.SAFE, stubs)
        if stubs and not others
        else None,
        level=_part_level(one, lacking, wanted, what),
    )


def _part_level(one: Component, lacking: Sequence[str], wanted: Mapping[str, str], what: str) -> str:
    """Tell how bad it is: a label without a value is an answer nobody gave, an absent one is form."""
    if what == "test case":
        return "case" if len(lacking) == len(wanted) and _holds_list(one) else "part"
    return "part" if any(key in one.parts for key in lacking) else "absent"


def _holds_list(component: Component) -> bool:
    return any(isinstance(block, List) for block in component.item.blocks[1:])


def _missing(spec: Spec, task: Task, missing: list[str]) -> Finding:
    names = [LABELS[key] for key in missing]
    shown = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    written = {key: label.name for name, label in task.labels.items() if (key := _meant(name)) in missing}
    meant = ", ".join(f"`{name}`" for name in written.values())
    return Finding(
        task.head,
        f"task {task.id} has no {shown}",
        f"is {meant} meant? write it {', '.join(LABELS[key] for key in written)}" if meant else f"add {shown}",
        fix=None if meant else _stubs(spec, task, missing),
    )


def _meant(name: str) -> str:
    return _SYNONYMS.get(name) or next((key for key in LABELS if name != key and within_two_edits(name, key)), "")


def _stubs(spec: Spec, task: Task, missing: list[str]) -> Fix | None:
    """Return the fix that inserts empty labels, each after the one that precedes it in the template."""
    item = task.item
    if item is None or task.notation != "list":
        return None
    labels = {key: label for key, label in task.labels.items() if key in LABELS and label.item is not None}
    sample = next(iter(labels.values()), None)
    text = spec.source.text
    line = spec.source.line_spans[spec.source.line_of(item.span.start)]
    before = text[line.start : item.span.start]
    if before.strip() or (sample is None and len(item.blocks) > 1):
        return None
    marker, indent = "-", " " * (len(before) + item.content_start - item.span.start)
    if item.checkbox is not None:
        indent = before + "  "
    if sample is not None and sample.item is not None:
        marker = text[sample.item.marker.start : sample.item.marker.end]
        start = spec.source.line_spans[spec.source.line_of(sample.item.span.start)].start
        indent = text[start : sample.item.span.start]
        if indent.strip() or marker[0].isdigit():
            return None
    rows: dict[int, list[str]] = {}
    keys = list(LABELS)
    for key in missing:
        before_it = [labels[other] for other in keys[: keys.index(key)] if other in labels]
        offset = before_it[-1].item.span.end if before_it and before_it[-1].item else task.head.end
        rows.setdefault(offset, []).append(f"\n{indent}{marker} _{LABELS[key]}:_")
    edits = tuple(Edit(Span(offset, offset), "".join(parts)) for offset, parts in sorted(rows.items()))
    return Fix("add the empty label" if len(missing) == 1 else "add the empty labels", Safety.SAFE, edits)


def _silent_files(spec: Spec, task: Task) -> Iterator[Finding]:
    """Yield one finding for the files without Create or Modify, and one for those modified without a reason."""
    files = [entry for entry in task.files if not _is_open(spec, entry)]
    bare = [entry for entry in files if not entry.action and not is_none_statement(spec.source[entry.whole])]
    if bare:
        yield Finding(
            bare[0].span,
            f"task {task.id} does not say whether it creates or modifies `{bare[0].path}`",
            "begin the entry with `Create:`, `Modify:` or `Delete:`",
            related=tuple(Related(entry.span, "here neither") for entry in bare[1:]),
        )
    mute = [entry for entry in files if entry.action == "modify" and not spec.text(entry.reason)]
    if mute:
        yield Finding(
            mute[0].span,
            f"task {task.id} does not say what it changes in `{mute[0].path}`",
            "add a dash and what changes",
            related=tuple(Related(entry.span, "here neither") for entry in mute[1:]),
            level="reason",
        )


def _is_open(spec: Spec, entry: FileEntry) -> bool:
    return spec.is_placeholder(entry.span) or spec.is_placeholder(entry.whole)
