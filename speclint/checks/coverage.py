"""Checks of what requirements and stories are served by: work, and tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.commands import is_command
from speclint.spec.wording import find_refs, is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import Requirement, Task

_MANY = 3
_GO_TEST = regex(r"(?:Test|Benchmark|Fuzz)[A-Z_]\w*")
_ALL = regex(r"\b(?:all|every|each)\s+(?:\w+\s+){0,2}(?:requirements?|stor(?:y|ies)|ERs|USs?)\b", re.IGNORECASE)
_SEVERAL = regex(r"[,;/\n&+]|<br|\b(?:and|or|vs)\b")


def story_without_work(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each row of the story mapping that names no task and does not say why none is needed."""
    open_stories = {requirement.id for requirement in spec.traceability.unmapped}
    for row in spec.mapping:
        if row.id in open_stories and not row.tasks and not spec.is_placeholder(row.cell):
            yield Finding(
                row.cell if row.cell.end > row.cell.start else row.ref.span,
                f"story {row.id} has neither a task nor a reason why it needs none",
                "name the tasks that implement it, or write `None` and the reason after a dash",
            )


def untested_requirement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each requirement that no test names and no command of its tasks verifies, and single key cases."""
    yield from _uncited(spec)
    testing = spec.section("testing")
    if testing is None:
        return
    span = testing.section.span
    text = spec.source[span]
    if not _ALL.search(text):
        yield from _untested(spec, text)
    yield from _single_cases(spec)


def _untested(spec: Spec, text: str) -> Iterator[Finding]:
    family = spec.type.family(spec.type.requirement_family) if spec.type else None
    if family is None:
        return
    named = {ref.id for ref in find_refs(text, family)}
    word = "story" if family.name == "story" else "requirement"
    tasks = {task.id: task for task in spec.tasks}
    planned: dict[str, list[Task]] = {name: list(held) for name, held in spec.traceability.implementers.items()}
    for row in spec.mapping:
        planned.setdefault(row.id, []).extend(tasks[ref.id] for ref in row.tasks if ref.id in tasks)
    untested: list[Requirement] = []
    for requirement in spec.requirements:
        serving = planned.pop(requirement.id, [])
        if requirement.id in named or not serving or any(_is_verified(spec, task) for task in serving):
            continue
        if not _has_own_test(spec, requirement, text):
            untested.append(requirement)
    if len(untested) > _MANY:
        first, *others = untested
        yield Finding(
            first.ref.span,
            f"{len(untested)} {'stories' if word == 'story' else 'requirements'}, {first.id} the first, "
            "are named by no test",
            f"name each {word} in the testing strategy, or a command in a done condition of its tasks",
            related=tuple(Related(one.ref.span, f"{one.id} neither") for one in others),
        )
        return
    for one in untested:
        yield Finding(
            one.ref.span,
            f"{word} {one.id} is named by no test, and no command verifies its tasks",
            f"name {one.id} in the testing strategy, or a command in a done condition of its tasks",
        )


def _uncited(spec: Spec) -> Iterator[Finding]:
    """Yield the requirements that a list defines and that the rest of the spec never names."""
    defined = spec.listed_ids("requirement")
    family = spec.type.family("requirement") if spec.type and defined else None
    if family is None or _ALL.search(spec.source.text):
        return
    counts: dict[str, int] = {}
    for ref in find_refs(spec.source.text, family):
        counts[ref.id] = counts.get(ref.id, 0) + 1
    waiting = {
        entry.ref.span
        for section in spec.by_role.get("requirements", [])
        for entry in spec.entries_of(section)
        if entry.ref and spec.is_placeholder(entry.text)
    }
    single = [ref for ref in defined if counts.get(ref.id) == 1 and ref.span not in waiting]
    if single:
        others = f", and {len(single) - 1} more are not either" if len(single) > 1 else ""
        yield Finding(
            single[0].span,
            f"{single[0].id} is named nowhere else{others}",
            "name it where it is implemented and where it is tested",
            related=tuple(Related(ref.span, f"{ref.id} neither") for ref in single[1:]),
            level="uncited",
        )


def _is_verified(spec: Spec, task: Task) -> bool:
    """Tell whether a task's done condition holds a command; one that is missing is another rule's."""
    label = task.labels.get("done condition")
    if label is None or label.value.end == label.value.start or spec.is_placeholder(label.value):
        return True
    where = Span(label.value.start, max(label.value.end, label.item.span.end)) if label.item else label.value
    return any(_is_test(spec.source[code.content]) for code in code_spans(spec.source, where))


def _is_test(code: str) -> bool:
    return is_command(code) or bool(_GO_TEST.fullmatch(code.strip()))


def _has_own_test(spec: Spec, requirement: Requirement, testing: str) -> bool:
    """Tell whether the success criteria name a command, or a test that the testing strategy has."""
    cell = requirement.view.cell(requirement.row, "criteria")
    codes = [spec.source[code.content].strip() for code in code_spans(spec.source, cell.span)] if cell else []
    return any(is_command(code) or (len(code) > 3 and code in testing) for code in codes)


def _single_cases(spec: Spec) -> Iterator[Finding]:
    """Yield the key cells that name one case where a success, a failure and an edge belong."""
    single = [
        cell.span
        for role in ("unit-tests", "frontend-tests")
        for view in spec.tables_by_role(role)
        for row in view.rows()
        if (cell := view.cell(row, "cases")) and (text := spec.text(cell.span))
        if not (_SEVERAL.search(text) or spec.is_placeholder(cell.span) or is_none_statement(text))
    ]
    if single:
        yield Finding(
            single[0],
            "the key cases are one case only",
            "name the success, the failures and the edges",
            related=tuple(Related(span, "here too") for span in single[1:]),
            level="cases",
        )
