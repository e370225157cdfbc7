"""What names a new thing besides the place where it stands: mapping rows, order rows, ids in other cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.errors import SpeclintError
from speclint.scaffold.additions import ids_in
from speclint.scaffold.prefill import column_of, tables_of
from speclint.source import Span
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.spec.additions import Addable
    from speclint.spec.model import Spec
    from speclint.spec.spectype import SpecType

OPEN_TASKS = "[tasks that deliver it]"
_NO_TASKS = frozenset({"", "-", "\u2013", "\u2014"})


def companion_rows(
    kind: SpecType, one: Addable, values: Mapping[str, str]
) -> dict[tuple[str, str], list[dict[str, str]]]:
    """Return the rows of other tables that name a new row or migration, by the keys of section and table."""
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    if one.section.role == "migration":
        for section, table in tables_of(kind):
            if table.role == "migration-order":
                found[section.key, table.key] = [{"number": "1", "file": values["file"]}]
        return found
    family = next((column.ids for column in one.table.columns if column.key == "id"), "") if one.table else ""
    for section, table in tables_of(kind) if family else ():
        if table is one.table or not column_of(table, family, key=True):
            continue
        row = {"id": values["id"]}
        citing = column_of(table, "task", key=False)
        if citing:
            row[citing.key] = values.get("tasks") or OPEN_TASKS
        found[section.key, table.key] = [row]
    return found


def cited(spec: Spec, text: str, family: str) -> list[str]:
    """Return the ids that a value names.

    Raises:
        SpeclintError: The spec has no such id.
    """
    form = spec.type.family(family) if spec.type else None
    if form is None or not text:
        return []
    known = [task.id for task in spec.tasks] if family == "task" else [one.id for one in spec.requirements]
    known += [] if family == "task" else [ref.id for ref in spec.listed_ids(family)]
    names = ids_in(text, form)
    for name in names:
        if name not in known:
            near = nearest_id(name, known)
            raise SpeclintError(f"the spec has no {name}", f"did you mean {near}?" if near else _there_is(known))
    return names


def _there_is(known: Sequence[str]) -> str | None:
    return f"it has {known[0]} to {known[-1]}" if len(known) > 1 else f"it has {known[0]}" if known else None


def link_edits(spec: Spec, names: Sequence[str], new: str, where: str) -> list[Edit]:
    """Return the edits that name a new id where the things that it goes with name their partners.

    Args:
        spec: The spec.
        names: The tasks that implement a new requirement, or the requirements that a new task implements.
        new: The new id.
        where: `implements` for the label of tasks, `tasks` for the cells of the mapping.
    """
    edits: list[Edit] = []
    if where == "implements":
        for task in spec.tasks:
            label = task.labels.get("implements")
            if task.id in names and label is not None and label.value.end > label.value.start:
                edits.append(_appended(spec, label.value, new))
        return edits
    done: set[str] = set()
    for row in spec.mapping:
        if row.id in names and row.id not in done and row.row.cells and "tasks" in row.view.columns:
            done.add(row.id)
            edits.append(_appended(spec, row.cell, new))
    return edits


def _appended(spec: Spec, place: Span, new: str) -> Edit:
    """Return the edit that names one more id in a list of ids, or the first."""
    written = spec.source[place]
    if spec.text(place) in _NO_TASKS or spec.is_placeholder(place):
        if place.start < place.end:
            return Edit(place, new)
        around = spec.source.text[place.start - 1 : place.start + 1]
        return Edit(place, f"{'' if around[:1] == ' ' else ' '}{new}{' ' if around[1:] == '|' else ''}")
    quoted = f"`{new}`" if written.rstrip().endswith("`") else new
    added = f", {quoted}"
    # In a padded cell it takes the place of blanks, so that the bar stays where it is.
    rest = spec.source.text[place.end : place.end + len(added) + 1]
    free = len(rest) - len(rest.lstrip(" ")) - 1
    return Edit(Span(place.end, place.end + max(min(free, len(added)), 0)), added)
