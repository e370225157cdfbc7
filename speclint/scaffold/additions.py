"""Where in a spec the things stand that may be added to it, and by which names their parts are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.spec.headings import heading_key, nearest
from speclint.spec.id_numbers import number_of
from speclint.spec.regions import last_content
from speclint.spec.task_notation import LABELS
from speclint.spec.wording import find_refs, is_none_statement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.spec.additions import Addable
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import TableType
    from speclint.spec.spectype import IdFamily, SectionType, SpecType
    from speclint.spec.tables import TableView


class Named:
    """The things of one kind that a spec has already.

    Args:
        spec: The spec.
        one: What may be added.
    """

    def __init__(self, spec: Spec, one: Addable) -> None:
        self._spec = spec
        self._one = one

    def view(self, section: str, table: TableType) -> TableView | None:
        """Return the last table that is read as a prescribed one, or None."""
        return self.view_of(section, table.key)

    def view_of(self, section: str, table: str) -> TableView | None:
        """Return the last table of a section that is read as the prescribed one of a key, or None."""
        found: TableView | None = None
        for one in self._spec.alignment.walk():
            if one.type.key == section:
                views = self._spec.tables_of(one).get(table, ())
                found = views[-1] if views else found
        return found

    def sections(self) -> list[SpecSection]:
        """Return the sections of the kind, in document order."""
        return [one for one in self._spec.alignment.walk() if one.type.key == self._one.section.key]

    def highest(self, family: IdFamily) -> int:
        """Return the highest number that an id of a family has, wherever the spec names it; 0 where it has none."""
        names = {one.id for one in self._spec.requirements} | {row.id for row in self._spec.mapping}
        names |= {ref.id for ref in self._spec.listed_ids(family.name)}
        own = [name for name in names if name.startswith(family.prefix)]
        return max((number_of(name) for name in own), default=0)

    def colon(self) -> str:
        """Return where the author has the colon of a label: `inside` the bold type or `outside`."""
        spec = self._spec
        assert spec.type is not None
        siblings = self.sections() or list(spec.alignment.walk())
        for section in siblings:
            for view in spec.fields_of(section).values():
                if view.label.style == "strong":
                    return "inside" if view.label.colon_inside else "outside"
        return spec.type.colon


def values_of(kind: SpecType, one: Addable, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values that are given, by the keys of columns, fields or labels.

    Raises:
        SpeclintError: What is added has no such part, or a value is none of the words that may stand there.
    """
    known = _names(kind, one)
    found: dict[str, str] = {}
    for name, value in given.items():
        key = known.get(name.strip().casefold())
        if key is None:
            words = sorted(set(known.values()))
            near = nearest(name, list(known))
            advice = f"did you mean {near}?" if near else f"it has {', '.join(words)}" if words else None
            raise SpeclintError(f"a {one.name} has no `{name}`", advice)
        found[key] = " ".join(value.split())
        _judge_choice(one, key, found[key])
    return found


def _judge_choice(one: Addable, key: str, value: str) -> None:
    """Refuse a value that names none of the words allowed there; a prompt or a statement of none may stand anywhere."""
    columns = {part.key: part.choices for part in one.table.columns} if one.table else {}
    fields = {part.key: part.choices for part in one.section.fields} if one.how == "section" else {}
    choices = {**columns, **fields}.get(key, ())
    open_or_none = not value or value[0] in "[<" or is_none_statement(value)
    if choices and not open_or_none and not any(word.casefold() in value.casefold() for word in choices):
        raise SpeclintError(f"{key} cannot be `{value}`", f"use one of {', '.join(choices)}")


def _names(kind: SpecType, one: Addable) -> dict[str, str]:
    if one.how == "task":
        return {**{key: key for key in LABELS}, "done": "done condition", "title": "title"}
    if one.how == "item":
        return {topic.label.casefold(): topic.label for topic in one.section.item_topics}
    parts = one.table.columns if one.table else ()
    names = {name.casefold(): part.key for part in parts for name in (part.name, part.key) if part.key != "id"}
    if one.table and any(part.ids == kind.requirement_family and part.key == "id" for part in parts):
        names["tasks"] = "tasks"
    if one.how == "section":
        names = {name.casefold(): part.key for part in one.section.fields for name in (part.label, part.key)}
    return names


def place_of(spec: Spec, holder: SectionType, under: str) -> SpecSection:
    """Return the section below a holder that words mean: its heading, a part of it, or its key.

    Raises:
        SpeclintError: None does, or several do.
    """
    section = spec.section(holder.key)
    parts = [part for part in section.walk() if part is not section] if section else []
    wanted = heading_key(under).words
    exact = [one for one in parts if under.casefold() == one.type.key or wanted == one.key.words]
    near = exact or [one for one in parts if wanted and wanted in spec.text(one.heading.content).casefold()]
    if len(near) == 1:
        return near[0]
    names = ", ".join(spec.text(one.heading.content) for one in near or parts)
    message = f"several sections are called `{under}`" if near else f"no section is called `{under}`"
    raise SpeclintError(message, f"name one of {names}" if names else None)


def tidy(section: SectionType, present: set[str]) -> SectionType:
    """Return a section's type without the children that the document has already."""
    children = tuple(child for child in section.sections if child.key not in present)
    layout = tuple(
        part for part in section.layout if part.partition(":")[2] not in present or not part.startswith("section:")
    )
    if len(children) < len(section.sections):
        layout = tuple(part for part in layout if part != "rule")
    return section._replace(sections=children, layout=layout)


def ids_in(text: str, family: IdFamily) -> list[str]:
    """Return the ids of a family in a text, each once."""
    return list(dict.fromkeys(ref.id for ref in find_refs(text, family)))


def end_of(spec: Spec, section: SpecSection) -> int:
    """Return where a section ends for its author: before the labels of the section that holds it.

    A label that follows the last sub-heading belongs, for Markdown, to that sub-heading.
    """
    end = last_content(spec, section)
    fields = spec.fields_of(section.parent) if section.parent else {}
    labels = [
        view.label.span.start for view in fields.values() if section.heading.span.end < view.label.span.start < end
    ]
    if not labels:
        return end
    ends = [block.span.end for block in section.all_blocks() if block.span.end <= min(labels)]
    return max([section.heading.span.end, *ends])
