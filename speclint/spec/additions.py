"""What may be added to a spec of a type: a row of a table, an item of a list, a task, one more section of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from speclint.errors import SpeclintError
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.spec.section_parts import TableType
    from speclint.spec.spectype import SectionType, SpecType

How = Literal["row", "item", "section", "task"]

# What follows from what is added, and is not added by itself.
_COMPANIONS = frozenset({"mapping", "migration-order"})


class Addable(NamedTuple):
    """Something that may be added.

    Args:
        name: What it is called.
        how: What it is.
        section: The section that holds it; of a section, the section itself.
        above: The sections that hold that one, outermost first.
        table: The table, of a row.
    """

    name: str
    how: How
    section: SectionType
    above: tuple[SectionType, ...] = ()
    table: TableType | None = None


def addables(kind: SpecType) -> dict[str, Addable]:
    """Return what may be added to specs of a type, by name, in the template's order."""
    found: dict[str, Addable] = {}
    for one in _parts(kind):
        name = one.name
        if name in found:
            name = f"{one.section.key}-{name}"
        if name not in found:
            found[name] = one._replace(name=name)
    return found


def addable(kind: SpecType, name: str) -> Addable:
    """Return what is called by a name.

    Raises:
        SpeclintError: A spec of the type has no such thing.
    """
    known = addables(kind)
    if name in known:
        return known[name]
    from speclint.spec.headings import nearest  # only a wrong name needs it

    near = nearest(name, list(known))
    advice = f"did you mean {near}?" if near else f"add one of {', '.join(known)}" if known else None
    raise SpeclintError(f"a spec of the type {kind.name} has no `{name}`", advice)


def names_by_type(kinds: Mapping[str, SpecType]) -> dict[str, list[str]]:
    """Return the names of all that may be added, each with the types that have it."""
    found: dict[str, list[str]] = {}
    for name, kind in kinds.items():
        for added in addables(kind):
            found.setdefault(added, []).append(name)
    return dict(sorted(found.items()))


def _parts(kind: SpecType) -> Iterator[Addable]:
    has_tasks = kind.family("task") is not None
    for section, above in _walk(kind.sections, ()):
        if section.repeatable:
            yield Addable(section.adds or _one_of(section.role or section.key), "section", section, above)
            continue
        for table in (*section.tables, *(field.table for field in section.fields if field.table)):
            if table.role not in _COMPANIONS:
                name = table.adds or _one_of(table.role or section.key)
                yield Addable(name, "row", section, above, table)
        if section.list:
            yield Addable(section.adds or _one_of(section.role or section.key), "item", section, above)
        if has_tasks and section.role == "tasks":
            yield Addable("task", "task", section, above)


def _walk(
    sections: tuple[SectionType, ...], above: tuple[SectionType, ...]
) -> Iterator[tuple[SectionType, tuple[SectionType, ...]]]:
    """Yield the sections that a document has once, and those that it has more than once, but nothing inside these."""
    for section in sections:
        if not section.excluded:
            yield section, above
            if not section.repeatable:
                yield from _walk(section.sections, (*above, section))


def _one_of(plural: str) -> str:
    """Return what one of several is called: `story` for `stories`, `flag` for `flags`."""
    if plural.endswith("ies"):
        return f"{plural[:-3]}y"
    return plural[:-1] if plural.endswith("s") and not plural.endswith(("ss", "us", "is")) else plural
