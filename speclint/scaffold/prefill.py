"""What is known before a spec is written: its stories or requirements, stub tasks, migrations, closed sections."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.records import NamedTuple
from speclint.scaffold.closing import closed_sections
from speclint.spec.skeleton import Content
from speclint.spec.snippets import sample_item
from speclint.spec.wording import canonical, find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.spec.section_parts import ColumnType, TableType
    from speclint.spec.spectype import IdFamily, SectionType, SpecType

_NO_NOTES: Mapping[str, str] = {}
_DEPENDENCIES = r"(?m)^([ \t]*[-*+] _Dependencies:_) .*$"
_OPEN_DEPENDENCIES = r"\1 [tasks that come before it, or None]"


class Given(NamedTuple):
    """What an author gives besides title, name and day.

    Args:
        issue: The issue's number, or "".
        page: The address of the repository's page, or "".
        prd: The PRD's path from the root, or "".
        stories: The PRD's stories, each with its id and its words.
        requirements: What must be true afterwards.
        tasks: Whether each story or requirement gets a stub task.
        migrations: The paths of the migrations.
        none: What there is none of.
        notes: Comments, by the key of the section under whose heading each stands; under "" that of the document.
    """

    issue: str = ""
    page: str = ""
    prd: str = ""
    stories: tuple[tuple[str, str], ...] = ()
    requirements: tuple[str, ...] = ()
    tasks: bool = False
    migrations: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    notes: Mapping[str, str] = _NO_NOTES


NOTHING_GIVEN = Given()


def content_of(kind: SpecType, given: Given, known: Mapping[str, str]) -> Content:
    """Return what a type's empty spec can hold of what is given.

    Args:
        kind: The type.
        given: What is given.
        known: What fields and columns ask for.

    Raises:
        SpeclintError: The type has no place for something that is given.
    """
    statements = closed_sections(kind, given.none)
    writer = _Writer(kind, given, frozenset(statements))
    rows: dict[tuple[str, str], Sequence[Mapping[str, str]]] = {}
    tasks = writer.tasks()
    rows.update(writer.traced(tasks))
    headings: dict[str, Sequence[str]] = {}
    if given.migrations:
        section, order = writer.migration_parts()
        headings[section.key] = [f"`{path}`" for path in given.migrations]
        if order:
            rows[order] = [
                {"number": str(number), "file": f"`{path}`"} for number, path in enumerate(given.migrations, 1)
            ]
    return Content(
        known=known,
        rows=rows,
        headings=headings,
        items=writer.items(),
        tasks=None if tasks is None else {key: "\n".join(texts) for key, texts in tasks.items()},
        statements=statements,
        notes=given.notes,
    )


def tables_of(kind: SpecType) -> Iterator[tuple[SectionType, TableType]]:
    """Yield a type's tables, with the section of each, in document order."""
    for section in kind.walk():
        if not section.excluded:
            for table in (*section.tables, *(field.table for field in section.fields if field.table)):
                yield section, table


def column_of(table: TableType, family: str, *, key: bool) -> ColumnType | None:
    """Return the column that holds a family's ids: the one that names the row, or another one that cites them."""
    return next((one for one in table.columns if one.ids == family and (one.key == "id") is key), None)


def wants(kind: SpecType) -> frozenset[str]:
    """Return what a type's empty spec has a place for, of `issue`, `prd`, `requirement`, `task` and `migration`."""
    fills = {*kind.metadata.fill.values()}
    fills |= {field.fill for section in kind.walk() for field in section.fields if not section.excluded}
    found: set[str] = {what for what in ("issue", "prd") if what in fills}
    if "{issue}" in kind.filename:
        found.add("issue")
    if defines(kind, "story"):
        found.add("prd")
    elif defines(kind, "requirement"):
        found.add("requirement")
    if kind.family("task") and any("tasks" in one.samples for one in kind.walk()):
        found.add("task")
    if any(one.role == "migration" for one in kind.walk()):
        found.add("migration")
    return frozenset(found)


def defines(kind: SpecType, family: str) -> bool:
    """Tell whether specs of a type define ids of a family, in a table or a list."""
    if any(column_of(table, family, key=True) for _, table in tables_of(kind)):
        return True
    return any(section.ids == family and not section.excluded for section in kind.walk())


class _Writer:
    def __init__(self, kind: SpecType, given: Given, closed: frozenset[str]) -> None:
        self.kind = kind
        self.given = given
        self.closed = closed
        if given.prd and "prd" not in wants(kind):
            raise SpeclintError(f"the type {kind.name} has no place for a PRD", "leave --prd out")
        stories = given.stories if defines(kind, "story") else ()
        if given.prd and defines(kind, "story") and not stories:
            form = kind.family("story")
            example = canonical(form, 1) if form else ""
            raise SpeclintError(f"{given.prd} defines no story", f"begin each with its id there, as {example}")
        self.family = "story" if stories else "requirement"
        self.named = stories or tuple(
            (self._id("requirement", number), " ".join(text.split()))
            for number, text in enumerate(given.requirements, 1)
        )
        if given.requirements and (stories or not defines(kind, "requirement")):
            advice = "its stories stand in the PRD: give --prd" if defines(kind, "story") else "leave --requirement out"
            raise SpeclintError(f"the type {kind.name} has no requirements of its own", advice)
        if given.tasks and not kind.family("task"):
            raise SpeclintError(f"the type {kind.name} has no tasks", "leave --tasks out")
        if given.tasks and not self.named:
            raise SpeclintError("--tasks has nothing to make tasks for", "give --prd or --requirement")

    def _id(self, family: str, number: int) -> str:
        form = self.kind.family(family)
        return canonical(form, number) if form else ""

    def _phases(self) -> list[SectionType]:
        """Return the sections in which an empty spec has a task."""
        return [one for one in self.kind.walk() if "tasks" in one.samples and one.key not in self._shut()]

    def _shut(self) -> set[str]:
        return {part.key for one in self.kind.walk() if one.key in self.closed for part in one.walk()}

    def tasks(self) -> dict[str, list[str]] | None:
        """Return the tasks by section: a stub for each requirement, or the type's samples; None leaves all as is."""
        family = self.kind.family("task")
        phases = self._phases()
        if family is None or not any("tasks" in one.samples for one in self.kind.walk()):
            if self.given.tasks:
                raise SpeclintError(f"the type {self.kind.name} has no tasks", "leave --tasks out")
            return None
        if self.given.tasks:
            if not phases:
                raise SpeclintError(
                    "every section that could hold tasks is closed", "leave one of --tasks and --none out"
                )
            sample = phases[0].samples["tasks"]
            return {
                phases[0].key: [
                    self._stub(sample, family, number, name) for number, (name, _) in enumerate(self.named, 1)
                ]
            }
        if not self.closed and not self.named:
            return None
        texts = {one.key: renumbered(one.samples["tasks"], family, at) for at, one in enumerate(phases, 1)}
        if self.named:
            # Which of the sample's tasks delivers which requirement is the author's to say.
            texts = {
                key: self._implementing(text, f"[the {self.family} that it delivers]") for key, text in texts.items()
            }
        return {key: [text] for key, text in texts.items()}

    def _stub(self, sample: str, family: IdFamily, number: int, name: str) -> str:
        text = self._implementing(renumbered(sample, family, number), name)
        return re.sub(_DEPENDENCIES, _OPEN_DEPENDENCIES, text)

    def _implementing(self, text: str, what: str) -> str:
        """Return a task's text with something else in place of the ids of requirements."""
        form = self.kind.family(self.kind.requirement_family)
        for ref in reversed(list(find_refs(text, form)) if form else []):
            text = text[: ref.span.start] + what + text[ref.span.end :]
        return text

    def traced(self, tasks: Mapping[str, Sequence[str]] | None) -> dict[tuple[str, str], list[dict[str, str]]]:
        """Return the rows of the tables that name or cite a requirement or a story."""
        family = self.kind.family("task")
        ids: list[str] | None = None
        if tasks is not None and family:
            count = sum(len(texts) for texts in tasks.values())
            ids = [canonical(family, number) for number in range(1, count + 1)]
        if not self.named and ids is None:
            return {}
        own = self.family if self.named else self.kind.requirement_family
        named = self.named or ((self._id(own, 1), ""),)
        rows: dict[tuple[str, str], list[dict[str, str]]] = {}
        for section, table in tables_of(self.kind):
            if column_of(table, own, key=True):
                rows[section.key, table.key] = [
                    self._row(table, at, name, words, ids) for at, (name, words) in enumerate(named)
                ]
            elif self.family == "story" and (citing := column_of(table, own, key=False)):
                rows[section.key, table.key] = [
                    {citing.key: name, table.columns[0].key: cell(words)} for name, words in named
                ]
        return rows

    def _row(self, table: TableType, at: int, name: str, words: str, ids: Sequence[str] | None) -> dict[str, str]:
        row = {"id": name}
        citing = column_of(table, "task", key=False)
        if citing is not None:
            row[citing.key] = self._tasks_of(at, citing, ids)
        texts = [one.key for one in table.columns if one.key != "id" and one is not citing]
        if texts and words:
            row[texts[0]] = cell(words)
        return row

    def _tasks_of(self, at: int, column: ColumnType, ids: Sequence[str] | None) -> str:
        if ids is None:
            return column.prompt
        if self.given.tasks:
            return ids[at]
        return "[tasks that deliver it]" if self.named or not ids else ", ".join(ids)

    def items(self) -> dict[str, list[str]]:
        """Return the items of the lists that define requirements."""
        if not self.named:
            return {}
        found = {}
        for section in self.kind.walk():
            form = self.kind.family(section.ids) if section.ids == self.family else None
            if form and section.list:
                sample = sample_item(section).split("\n", 1)[0]
                ref = next(find_refs(sample, form), None)
                at = sample.index("[", ref.span.end if ref else 0)
                found[section.key] = [
                    (sample[: ref.span.start] + name + sample[ref.span.end : at] if ref else sample[:at]) + words
                    for name, words in self.named
                ]
        return found

    def migration_parts(self) -> tuple[SectionType, tuple[str, str] | None]:
        """Return the section of a migration, and the keys of the section and the table of their order."""
        section = next((one for one in self.kind.walk() if one.role == "migration"), None)
        if section is None or section.key in self._shut():
            shut = section is not None
            message = "the section of migrations is closed" if shut else f"the type {self.kind.name} has no migrations"
            raise SpeclintError(message, f"leave {'one of --migration and --none' if shut else '--migration'} out")
        orders = ((one.key, table.key) for one, table in tables_of(self.kind) if table.role == "migration-order")
        return section, next(orders, None)


def renumbered(sample: str, family: IdFamily, number: int) -> str:
    """Return a sample task with another number; another task that it names is the one before."""
    refs = list(find_refs(sample, family))
    before = canonical(family, number - 1) if number > 1 else "None"
    for ref in reversed(refs):
        name = canonical(family, number) if ref.id == refs[0].id else before
        sample = sample[: ref.span.start] + name + sample[ref.span.end :]
    return sample


def cell(text: str) -> str:
    """Write a text as a table's cell: on one line, its bars escaped."""
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))
