"""Checks of how migrations reach production and come back: compatibility, backfills, the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.migration_names import is_template_path
from speclint.spec.regions import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.ddl import DdlChange
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.parts import OrderRow

_UNUSED = regex(
    r"\b(?:unused|no longer|not (?:yet )?(?:read|used|referenced|deployed)|nothing (?:reads|uses)|dead"
    r"|never (?:read|used)|empty table|already (?:stopped|removed)|previous release|after (?:the )?(?:code|deploy))",
    re.IGNORECASE,
)
_ONE_PLACE = regex(
    r"coordinat|together|lock-?step|before|after|first|then|downtime|maintenance|window|two[- ]step|phase|same time"
    r"|order|not (?:be )?(?:backward|compatible|independent)|cannot|can't|must|breaking|incompatib|expand",
    re.IGNORECASE,
)
_FULLY = regex(
    r"\bfully (?:backward|compatible)|\bindependent(?:ly)?\b|\bno (?:backward[- ]compatibility )?(?:concerns|impact)"
    r"|\bno breaking|\b(?:all|every) (?:migrations?|changes?) (?:is|are) backward",
    re.IGNORECASE,
)
_DENIED = regex(r"\b(?:not|cannot|can't|never)\b[^.]{0,40}(?:fully|independent|compatible)", re.IGNORECASE)


def compatibility_contradiction(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each "yes" for a migration that breaks the running code, and a "no" that the rollout does not take up."""
    if not spec.readable:
        return
    numbers = {reading.migration.path.lstrip("./"): index for index, reading in enumerate(spec.ddl.readings)}
    refused: list[OrderRow] = []
    for row in spec.migration_order:
        if is_template_path(row.path):
            continue
        answer = row.compatible.strip("*`_ .").lower()
        if answer.startswith(("no", "n ")) or answer == "n":
            refused.append(row)
        number = numbers.get(row.path.lstrip("./"))
        if number is None or not (answer == "y" or answer.startswith("yes")):
            continue
        notes = row.view.cell(row.row, "notes")
        if notes is not None and _UNUSED.search(spec.text(notes.span)):
            continue
        breaking = next(_breaking(spec, number), None)
        if breaking is not None:
            cell = row.view.cell(row.row, "compatible")
            span, what = breaking
            name = row.path.rsplit("/", 1)[-1]
            message = f'"{row.compatible}" contradicts migration {name}, which {what}'
            related = (Related(span, "the statement that breaks the running code"),)
            help_text = 'write "no" and say in the notes how it is deployed, or split the change in two'
            yield Finding(cell.span if cell else row.row.span, message, help_text, related)
        elif notes is None or not _LOCK_TOLD.search(spec.text(notes.span)):
            yield from _locking(spec, number, row)
    yield from _untold(spec, refused)


def _locking(spec: Spec, number: int, row: OrderRow) -> Iterator[Finding]:
    """Yield the first index that is built on a table with rows in it while nobody can write to that table."""
    reading = spec.ddl.readings[number]
    if not reading.summary.readable:
        return
    created = {table.name.lower() for one in spec.ddl.readings for table in one.summary.tables}
    for index in reading.summary.indexes:
        if not index.concurrently and index.table.lower() not in created:
            cell = row.view.cell(row.row, "compatible")
            message = (
                f"migration {row.path.rsplit('/', 1)[-1]} blocks writes to {index.table} while it builds {index.name}"
            )
            help_text = (
                "build it CONCURRENTLY under -- +goose NO TRANSACTION, or say in the notes why the lock does no harm"
            )
            related = (Related(reading.place(index.span), "the index"),)
            yield Finding(cell.span if cell else row.row.span, message, help_text, related, level="lock")
            return


def _breaking(spec: Spec, number: int) -> Iterator[tuple[Span, str]]:
    """Yield what of a migration breaks code that still reads and writes the schema before it."""
    ddl = spec.ddl
    filled = {
        (one.change.table.lower(), one.change.name.lower())
        for one in ddl.changes
        if (one.change.column is not None and one.change.column.default is not None) or one.change.kind == "set default"
    }
    added = {
        (one.change.table.lower(), one.change.name.lower()) for one in ddl.changes if one.change.kind == "add column"
    }
    for change in ddl.changes:
        if change.migration == number:
            what = _breaks(change, filled, added)
            if what:
                yield change.span, what
    for name, span, migration in ddl.dropped:
        if migration == number:
            yield span, f"drops {name}"


def _breaks(one: DdlChange, filled: set[tuple[str, str]], added: set[tuple[str, str]]) -> str | None:
    change = one.change
    where = (change.table.lower(), change.name.lower())
    if change.kind == "add column":
        column = change.column
        if column and not column.nullable and column.default is None and not column.generated:
            return f"adds the NOT NULL column {change.name} to {change.table} without a default"
        return None
    # What this spec adds, the running code does not know.
    if (change.kind == "set not null" and where in filled) or (change.kind in _OF_COLUMN and where in added):
        return None
    if change.kind == "set type" and change.new in {"text", "varchar"}:
        return None
    text = _BREAKS.get(change.kind)
    return text.format(change=change) if text else None


_LOCK_TOLD = regex(r"\b(?:lock|block|concurrent|small|empty|few|brief|short|instant|quick|maintenance)", re.IGNORECASE)
_OF_COLUMN = frozenset({"drop column", "rename column", "set type"})
_BREAKS = {
    "drop column": "drops the column {change.name} of {change.table}",
    "rename column": "renames the column {change.name} of {change.table}",
    "rename table": "renames the table {change.table}",
    "set type": "changes the type of {change.table}.{change.name}",
    "set not null": "makes {change.table}.{change.name} NOT NULL",
}


def _untold(spec: Spec, refused: list[OrderRow]) -> Iterator[Finding]:
    """Yield, once, that Backward Compatibility passes over a migration that is not compatible, or denies it."""
    section = next(iter(spec.by_role.get("compatibility", [])), None)
    body = spec.body_text(section) if section else ""
    if section is None or not refused or not body or spec.is_placeholder(_body(section)):
        return
    related = tuple(Related(row.row.span, "the migration that is not") for row in refused[:3])
    names = {row.path.rsplit("/", 1)[-1] for row in refused}
    named = any(name.removesuffix(".sql").lower() in body.lower() or name.split("_")[0] in body for name in names)
    shown = ", ".join(sorted(names)[:2])
    if _FULLY.search(body) and not _DENIED.search(body) and not named:
        where = section.heading.span
        message = f"the section says that all is compatible, and the order table says that {shown} is not"
        yield Finding(where, message, "say how the migration and the code are deployed", related, level="denied")
    elif not named and not _ONE_PLACE.search(body):
        message = f"the section does not say how {shown} is deployed, which is not backward compatible"
        yield Finding(
            section.heading.span, message, "say in which order schema and code go out", related, level="untold"
        )


def _body(section: SpecSection) -> Span:
    return Span(section.blocks[0].span.start, section.blocks[-1].span.end)


_BACKFILL = regex(r"\bback-?\s?fill(?:s|ed|ing)?\b", re.IGNORECASE)
_NO_BACKFILL = regex(
    r"(?:\b(?:no|without(?: a| any)?|not?)\s+(?:\w+\s+){0,2}|\bnon-?)back-?\s?fill|\bback-?\s?fill\w*\s+(?:is |are )?"
    r"(?:not|un)\s?(?:needed|necessary|required)|back-?\s?fill\w*:?\s*(?:none|n/a|no\b)",
    re.IGNORECASE,
)
_FILLING = regex(
    r"\bback-?\s?fill|\bpopulat|\bexisting (?:\w+ )?(?:rows?|records?|data|values?|entries)\b"
    r"|\bold (?:rows?|records?)\b",
    re.IGNORECASE,
)
_FILL = regex(r"\bfill(?:s|ed|ing)?\b|\bcop(?:y|ies)\b|\bcompute|\bseed", re.IGNORECASE)
_NAME = regex(r"\b[a-z]\w*_\w+\b")
_TASK = regex(r"\bT-?\d+\b|\bT-X+\b", re.IGNORECASE)


class _Mention(NamedTuple):
    span: Span
    text: str


def undefined_backfill(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield, once, a backfill that the data model speaks of and that neither a task nor a migration defines."""
    if not spec.readable:
        return
    mentions = [one for one in _mentions(spec) if not _TASK.search(one.text)]
    if not mentions or _defines(spec, mentions):
        return
    related = tuple(Related(one.span, "it is spoken of here too") for one in mentions[1:4])
    message = "this backfill is defined by no task and no migration"
    yield Finding(mentions[0].span, message, "say which task or migration does it and how", related)


def _mentions(spec: Spec) -> Iterator[_Mention]:
    views = [view for role in ("modified-tables", "columns", "migration-order") for view in spec.tables_by_role(role)]
    for view in views:
        for row in view.rows():
            text = spec.source[row.span]
            found = _BACKFILL.search(text)
            if found and not _NO_BACKFILL.search(text):
                cell = next((cell.span for cell in row.cells if _BACKFILL.search(spec.source[cell.span])), row.span)
                if not spec.is_placeholder(cell):
                    yield _Mention(cell, text)


def _defines(spec: Spec, mentions: list[_Mention]) -> bool:
    """Tell whether a task or a migration speaks of filling old rows, or of filling what the mention names."""
    names = {name for one in mentions for name in _NAME.findall(one.text)}
    for task in spec.tasks:
        text = spec.source[task.span]
        if _FILLING.search(text) or (_FILL.search(text) and any(name in text for name in names)):
            return True
    readings = spec.ddl.readings
    return not spec.ddl.complete or any(
        reading.summary.data or _BACKFILL.search(reading.migration.text) for reading in readings
    )


_DOWN = regex(
    r"\bgoose\b[^.\n]{0,60}\bdown(?:-to)?\b|\bmigrat\w*[-: ]down\b|\bdown[- ]migrations?\b"
    r"|\bmigrate\b[^.\n]{0,40}\bdown\b|"
    r"\bdown (?:of|section|sql|script)",
    re.IGNORECASE,
)
_ENOUGH = regex(
    r"(?:deploy|code|release|binary|application|app)\w*(?:\s\w+){0,3}\s(?:is |are )?(?:enough|alone)"
    r"|(?:suffices?|sufficient|enough)\b"
    r"|\b(?:schema|tables?|columns?|migrations?|database)\b[^.\n]{0,40}\b(?:stays?|remains?|kept|left|harmless|untouched"
    r"|in place|not (?:need|revert|roll|be)|need not|never)"
    r"|\b(?:no|without)\s(?:\w+\s){0,2}(?:schema|database|migration|down)\b",
    re.IGNORECASE,
)
_SCOPE = regex(
    r"\b(?:both|all|every|each|twice|once|thrice|(?:two|three|four|five|six|\d+)\s+(?:times|migrations|steps)|down-to\s+\d+"
    r"|(?:first|second|last|latest|new)\s+(?:\w+\s)?migrations?|\d{5,14})\b",
    re.IGNORECASE,
)
_TESTED = regex(
    r"\b(?:re)?test(?:s|ed|ing)?\b|\bverif(?:y|ied|ies)\b|\bdry[- ]?run|\brehears|\bround[- ]?trip|\btried\b"
    r"|\bexercised\b|\b(?:was|were|been|has|have) run\b"
    r"|\bCI\b|\bproven\b|\bchecked\b|\bconfirmed\b|\bvalidated\b",
    re.IGNORECASE,
)


def incomplete_rollback(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what Rollback Procedure leaves open: does the schema go back, by which migrations, were they tried."""
    section = next(iter(spec.by_role.get("rollback", [])), None)
    migrations = [one for one in spec.migrations if not is_template_path(one.path) and one.fence is not None]
    if not spec.readable or section is None or not migrations:
        return
    blocks = content_of(spec, section.all_blocks())
    text = "\n".join(spec.text(block.span) for block in blocks)
    if not text.strip() or any(spec.is_placeholder(block.span) for block in blocks):
        return
    where = section.heading.span
    related = (Related(migrations[0].path_span, "the first migration"),)
    if not _DOWN.search(text):
        if not _ENOUGH.search(text):
            message = "the way back does not say whether the schema goes back too"
            help_text = "say that rolling back the deploy is sufficient, or of which migrations `goose down` is needed"
            yield Finding(where, message, help_text, related)
        return
    if len(migrations) > 1 and not _names_migration(spec, text) and not _SCOPE.search(text):
        message = f"the way back runs Down and does not say of which of the {len(migrations)} migrations"
        yield Finding(where, message, "name the migrations that are reverted", related)
    elif not _TESTED.search(text):
        message = "the way back does not say that the Down of its migrations was tested"
        yield Finding(where, message, "say where the Down was run", related, level="untested")


def _names_migration(spec: Spec, text: str) -> bool:
    low = text.lower()
    return any(migration.name.removesuffix(".sql").lower() in low for migration in spec.migrations) or any(
        re.search(rf"(?<!\w){re.escape(name)}(?!\w)", low) for name in spec.ddl.tables
    )
