"""Checks of how one tells that a task or a phase is done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.tasks import visible
from speclint.spec.verifying import is_unverifiable, names_migration_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.labels import Label
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.parts import Task

_BARE_TESTS = regex(r"(?:write |add |run |the |unit |integration |e2e |manual |automated )*(?:tests?|testing|test it)")


def unverifiable_done_condition(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each done condition that nothing could decide, and that of a migration without `goose status`."""
    if not spec.tasks:
        yield from _untestable_phases(spec)
    migrations = {migration.path for migration in spec.migrations}
    for task in spec.tasks:
        label = task.labels.get("done condition")
        if label is None or not visible(spec.source, label) or spec.is_placeholder(label.value):
            continue
        where = Span(label.value.start, max(label.value.end, label.item.span.end)) if label.item else label.value
        if is_unverifiable(spec.source, where):
            yield Finding(
                label.value,
                f"the done condition of task {task.id} can't be verified",
                "name a command that passes, or a state that can be asserted",
            )
        elif _migrates(task, migrations) and not names_migration_status(spec.source, where):
            yield Finding(
                label.value,
                f"the done condition of migration task {task.id} does not ask `goose status`",
                "add what `goose status` must show",
                fix=_with_status(spec, label),
                level="migration",
            )


def _untestable_phases(spec: Spec) -> Iterator[Finding]:
    """Yield the phases of a design whose Testing says no more than that there are tests, or that nothing decides."""
    for section in spec.by_role.get("phase", []):
        field = spec.fields_of(section).get("testing")
        if field is None or spec.is_placeholder(field.label.value) or not field.filled:
            continue
        end = field.blocks[-1].span.end if field.blocks else field.label.value.end
        where = Span(field.label.value.start, end)
        words = spec.text(where).casefold().strip(" .!-*")
        if is_unverifiable(spec.source, where) or _BARE_TESTS.fullmatch(words):
            yield Finding(
                field.label.value if field.label.value.end > field.label.value.start else field.label.span,
                f"the testing of {spec.text(section.heading.content).partition(':')[0]} can't be verified",
                "name a command that passes, or a state that can be asserted",
                level="bare" if _BARE_TESTS.fullmatch(words) else "phase",
            )


def _migrates(task: Task, migrations: set[str]) -> bool:
    return any(
        entry.action in {"create", "modify", ""}
        and entry.path.endswith(".sql")
        and (entry.path in migrations or re.search(r"(?:^|/)migrations?/", entry.path))
        for entry in task.files
    )


def _with_status(spec: Spec, label: Label) -> Fix | None:
    written = spec.source[label.value]
    if label.value.end == label.value.start or (label.item and len(label.item.blocks) > 1):
        return None
    stop = "" if written.rstrip('*_`")').endswith((".", "!", ";")) else "."
    end = label.value.end
    text = f"{stop} `goose status` shows the migration applied."
    return Fix("add what `goose status` shows", Safety.SAFE, (Edit(Span(end, end), text),))
