"""What stands in a type's samples and prompts for an id that depends on where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SLOT = regex(r"\{(task|before|requirement|tasks|family)\}")


def walk_sections(sections: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield sections and all that stand in them, in document order."""
    for section in sections:
        yield section
        yield from walk_sections(section.get("sections", ()))


def tables_of(section: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a section's tables: its own, then those under its labels."""
    return [*section.get("tables", ()), *(f["table"] for f in section.get("fields", ()) if "table" in f)]


def fill_slots(whole: dict[str, Any]) -> None:
    """Put ids in the place of `{task}`, `{requirement}` and the like.

    Args:
        whole: The type's data, otherwise whole; its samples and columns are changed in place.
    """
    _Slots(whole).fill()


class _Slots:
    """What stands for `{task}`, `{requirement}` and the like; tasks are counted in document order."""

    def __init__(self, whole: dict[str, Any]) -> None:
        self.whole = whole
        self.done = 0
        self.wanted = sum("tasks" in section.get("samples", {}) for section in walk_sections(whole["sections"]))

    def fill(self) -> None:
        for section in walk_sections(self.whole["sections"]):
            samples = section.get("samples", {})
            self.done += "tasks" in samples
            for part, text in samples.items():
                samples[part] = self._filled(text)
            for column in (column for table in tables_of(section) for column in table["columns"]):
                for part in ("prompt", "ids"):
                    if part in column:
                        column[part] = self._filled(column[part])

    def _filled(self, text: str) -> str:
        return _SLOT.sub(lambda found: self._value(found[1]), text)

    def _value(self, name: str) -> str:
        family = self.whole["requirement_family"]
        if name == "family":
            return str(family)
        if name == "requirement":
            return self._id(family, 1)
        if name == "tasks":
            return ", ".join(self._id("task", number) for number in range(1, self.wanted + 1))
        number = self.done - (name == "before")
        return self._id("task", number) if number else "None"

    def _id(self, family: str, number: int) -> str:
        form = self.whole["ids"].get(family, {"prefix": "", "digits": 1})
        return f"{form['prefix']}{number:0{form['digits']}d}"
