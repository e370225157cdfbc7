"""Checks of each migration: its name, its annotations, its SQL, and whether Down undoes Up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.migration_names import is_template_path, is_timestamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.migrations.goose import Problem
    from speclint.migrations.reversal import Difference
    from speclint.rules.rule import Rule
    from speclint.spec.migration_reading import MigrationReading
    from speclint.spec.model import Spec
    from speclint.spec.parts import Migration

_PATH = regex(r"(?:[\w.@-]+/)*[\w.@-]+\.sql\b", re.IGNORECASE)
_NAME = regex(r"(?P<version>\d*)(?P<joint>_?)(?P<words>.*)\.sql", re.IGNORECASE | re.DOTALL)
_WORDS = regex(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_NOT_SNAKE = regex(r"[^a-z0-9]+")
_SHARED = regex(r"\s*create\s+extension\s+if\s+not\s+exists\b", re.IGNORECASE)
_HUMPS = regex(r"(?<=[a-z0-9])(?=[A-Z])")


def malformed_migration_name(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each migration's heading that is no code span of `folder/YYYYMMDDHHMMSS_words.sql` in the one folder."""
    folders: list[str] = []
    for migration in spec.migrations:
        if is_template_path(migration.path):
            continue
        found = _PATH.search(migration.path)
        path = found.group() if found else migration.path
        folder, _, name = path.rpartition("/")
        message, fix = _fault_of_name(spec, migration, folder, name)
        if message is None and folders and folder != folders[0]:
            message = f"migration {name} lies in {folder}, the first one in {folders[0]}"
        if folder:
            folders.append(folder)
        if message is None and not migration.code:
            message = f"the heading of migration {name} is not its path as a code span"
            fix = _backticks(spec, migration, path)
        if message is not None:
            help_text = f"write `{folder or 'migrations'}/YYYYMMDDHHMMSS_words_in_snake_case.sql` as a code span"
            yield Finding(migration.path_span, message, help_text, fix=fix)


def _fault_of_name(spec: Spec, migration: Migration, folder: str, name: str) -> tuple[str | None, Fix | None]:
    parts = _NAME.fullmatch(name)
    if parts is None:
        return f'the heading "{migration.path}" names no .sql file', None
    version = parts["version"]
    message = None
    if not folder:
        message = f"migration {name} has no folder"
    elif not version:
        message = f"migration {name} does not begin with a timestamp"
    elif len(version) != 14:
        message = f"migration {name} begins with {version}, which is no timestamp of 14 digits"
    elif not is_timestamp(version):
        message = f"migration {name} begins with {version}, which is no date and time"
    if message is not None:
        return message, None
    if not parts["joint"] or not _WORDS.fullmatch(parts["words"]) or not name.endswith(".sql"):
        return f"migration {name} is not named in snake_case after its timestamp", _renamed(spec, name, version, parts)
    return None, None


def _renamed(spec: Spec, name: str, version: str, parts: re.Match[str]) -> Fix | None:
    """Rename the file wherever the spec names it."""
    words = _NOT_SNAKE.sub("_", _HUMPS.sub("_", parts["words"]).lower()).strip("_")
    if not words:
        return None
    new = f"{version}_{words}.sql"
    places = re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", spec.source.text)
    edits = tuple(Edit(Span(*place.span()), new) for place in places)
    return Fix(f"rename it to {new}", Safety.UNSAFE, edits)


def _backticks(spec: Spec, migration: Migration, path: str) -> Fix | None:
    """Make the heading a code span where it is nothing but the path, in emphasis perhaps."""
    if migration.section is None:
        return None
    content = migration.section.heading.content
    written = spec.source[content]
    if written.strip("*_ ").replace("\\_", "_") != path or "`" in written:
        return None
    return Fix("make it a code span", Safety.SAFE, (Edit(content, f"`{path}`"),))


def goose_annotation_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each fault of a migration's `-- +goose` annotations, and a section without statements."""
    for reading in _judged(spec):
        for problem in reading.goose.problems:
            if problem.rule == "annotation" and not _is_told_better(reading, problem):
                yield _of_goose(reading, problem)


def goose_transaction_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each statement that goose accepts and PostgreSQL fails because of how goose sends it."""
    for reading in _judged(spec):
        for problem in reading.goose.problems:
            if problem.rule == "transaction":
                yield _of_goose(reading, problem)


def _judged(spec: Spec) -> Iterator[MigrationReading]:
    """Yield the migrations without a prompt of the template in their SQL; with one, it is the only finding."""
    return (reading for reading in spec.migration_readings if not reading.waiting)


def _is_told_better(reading: MigrationReading, problem: Problem) -> bool:
    """Tell whether another finding says more: of what an empty Down leaves behind, or of an Up where Down is meant."""
    if problem.condition == "down-missing":
        return any(one.condition == "duplicate-up" for one in reading.goose.problems)
    return (
        problem.condition == "down-empty"
        and reading.annotated
        and not reading.syntax
        and reading.roundtrip.reversible is False
    )


def _of_goose(reading: MigrationReading, problem: Problem) -> Finding:
    edits = tuple(Edit(reading.place(Span(start, end)), text) for start, end, text in problem.fix)
    alone = all("\n" not in edit.text for edit in edits) or _stands_at_margin(reading)
    fix = Fix(problem.help, Safety.SAFE, edits) if edits and alone else None
    return Finding(reading.place(problem.span), problem.message, problem.help, fix=fix)


def _stands_at_margin(reading: MigrationReading) -> bool:
    """Tell whether lines may be inserted: those of a fence inside a list or a quote need a prefix."""
    fence = reading.fence
    return fence.indent == 0 and all(
        later.start - line.end <= 2 for line, later in zip(fence.content_lines, fence.content_lines[1:], strict=False)
    )


def sql_syntax_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place where PostgreSQL's grammar refuses a migration's statement."""
    for reading in _judged(spec):
        for problem in reading.syntax:
            yield Finding(reading.place(Span(problem.offset, problem.end)), problem.message, problem.help)


def irreversible_migration(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each way in which a migration's Down does not undo its Up."""
    for reading in _reversals(spec):
        differences = [one for one in reading.roundtrip.differences if one.kind != "order"]
        empty = next((one for one in reading.goose.problems if one.condition == "down-empty"), None)
        if empty is not None and differences:
            # One cause: nothing is undone because there is nothing in Down.
            related = tuple(Related(reading.place(one.span), _undone(one.message)) for one in differences[:3])
            message = f"the Down section is empty: {_rest(differences[0].message, len(differences))}"
            help_text = "write the statements that undo Up, in the opposite order"
            yield Finding(reading.place(empty.span), message, help_text, related, _down_of_up(reading))
            continue
        for one in differences:
            yield Finding(
                reading.place(one.span), one.message, one.help, fix=_down_of_up(reading), level=_level(reading, one)
            )


def _level(reading: MigrationReading, difference: Difference) -> str | None:
    """Tell whether Down leaves an extension that Up may have found there, and that others may use."""
    text = reading.migration.text[difference.span.start : difference.span.end]
    return "extension" if difference.kind == "left" and _SHARED.match(text) else None


def _down_of_up(reading: MigrationReading) -> Fix | None:
    """Return the fix that adds to Down what it lacks, or writes it anew, where all of it follows from Up."""
    mark = reading.goose.down_span
    if mark is None or not _stands_at_margin(reading):
        return None
    if _is_part_of_inverse(reading) and reading.completion is not None:
        edits = tuple(_inserted(reading, one.offset, one.sql) for one in reading.completion)
        return Fix("add to Down what it lacks", Safety.UNSAFE, edits)
    if reading.derived_down is None:
        return None
    place = reading.place(Span(mark.end, len(reading.migration.text)))
    edit = Edit(place, "\n" + reading.derived_down.rstrip("\n"))
    return Fix("write Down as the inverse of Up", Safety.UNSAFE, (edit,))


def _is_part_of_inverse(reading: MigrationReading) -> bool:
    """Tell whether every statement of Down is one that undoes Up, so that nothing in it is a slip."""
    derived = " ".join((reading.derived_down or "").lower().split())
    down = [" ".join(one.text.lower().rstrip("; ").split()) for one in reading.goose.down]
    return bool(derived) and all(one in derived for one in down)


def _inserted(reading: MigrationReading, offset: int, sql: str) -> Edit:
    """Return the edit that puts whole lines before an offset of the migration's text."""
    text = reading.migration.text
    place = reading.place(Span(offset, offset))
    if offset < len(text):
        return Edit(place, sql)
    return Edit(place, sql if text.endswith("\n") else f"\n{sql.rstrip()}")


def _undone(message: str) -> str:
    return message[0].lower() + message[1:]


def _rest(message: str, count: int) -> str:
    first = message.removeprefix("Down ")
    return f"it {first}" if count == 1 else f"it {first} and {count - 1} more"


def misordered_down(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each statement of a Down that drops something before what depends on it."""
    for reading in _reversals(spec):
        for one in reading.roundtrip.differences:
            if one.kind == "order":
                yield Finding(reading.place(one.span), one.message, one.help, fix=_down_of_up(reading))


def _reversals(spec: Spec) -> Sequence[MigrationReading]:
    """Return the migrations whose Down can be held against Up: annotations, SQL and transactions are sound."""
    return [
        reading
        for reading in _judged(spec)
        if reading.annotated
        and not any(one.rule == "transaction" and one.condition != "hidden-semicolon" for one in reading.goose.problems)
        and not reading.syntax
        and reading.roundtrip.reversible is False
    ]
