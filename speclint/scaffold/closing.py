"""Which sections of a type an author may close with a statement that there is nothing in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.spec.spectype import SectionType, SpecType

NOTHING_HERE = "Not applicable."


def closed_sections(kind: SpecType, names: Iterable[str]) -> dict[str, str]:
    """Return the statements that close what an author says there is none of.

    Args:
        kind: The type.
        names: Sections by key or role, or a side of the work (`frontend`); a section that only holds others stands for
            all of them.

    Returns:
        By section key the statement.

    Raises:
        SpeclintError: There is no section of that name, or one that has to say something.
    """
    known: dict[str, list[SectionType]] = {}
    firm: set[str] = set()
    for section in kind.walk():
        if section.excluded:
            continue
        closed = closable(section)
        for name in dict.fromkeys((section.key, section.role, section.side)):
            if name and closed:
                known.setdefault(name, []).extend(closed)
            elif name:
                firm.add(name)
    found: dict[str, str] = {}
    for name in names:
        for section in _named(kind, name, known, firm):
            found[section.key] = section.statement or NOTHING_HERE
    return found


def closable_names(kind: SpecType) -> tuple[str, ...]:
    """Return the keys of the sections that may be closed, and the sides of the work."""
    sections = [section for section in kind.walk() if not section.excluded and closable(section)]
    return tuple(dict.fromkeys([*(one.key for one in sections), *(one.side for one in sections if one.side)]))


def _named(kind: SpecType, name: str, known: dict[str, list[SectionType]], firm: set[str]) -> list[SectionType]:
    from speclint.spec.headings import nearest  # only a wrong name needs it

    word = name.strip().casefold()
    if word in known:
        return known[word]
    if word in firm:
        raise SpeclintError(
            f"the section `{word}` of the type {kind.name} has to say something", "leave it to be filled in"
        )
    near = nearest(word, list(known))
    advice = f"did you mean {near}?" if near else f"name some of {', '.join(closable_names(kind))}"
    raise SpeclintError(f"the type {kind.name} has no section `{word}`", advice)


def closable(section: SectionType) -> list[SectionType]:
    """Return the sections that are closed together with a section; none where anything in it has to be said."""
    if section.none or section.statement:
        return [section]
    if any((section.fields, section.tables, section.code, section.list, section.prompt, section.topics)):
        return []
    parts = [closable(child) for child in section.sections if not child.excluded and not child.repeatable]
    return [one for part in parts for one in part] if all(parts) else []
