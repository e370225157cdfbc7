"""All spec types, ours and a repository's own, each built when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from speclint.errors import SpeclintError
from speclint.resources import read_index
from speclint.spec.catalogue import from_data, spec_type, type_names

if TYPE_CHECKING:
    from speclint.spec.spectype import SpecType

_NONE: Mapping[str, Any] = {}


class KnownTypes(Mapping[str, "SpecType"]):
    """The types by name, in order.

    Args:
        own: A repository's own types by name, as `speclint.spec.type_files.read_own_types` gives them.
    """

    def __init__(self, own: Mapping[str, Any] = _NONE) -> None:
        self.own = own
        self._built: dict[str, SpecType] = {}

    def __reduce__(self) -> tuple[type[KnownTypes], tuple[Mapping[str, Any]]]:
        return KnownTypes, (self.own,)

    def __getitem__(self, name: str) -> SpecType:
        if name in self.own:
            if name not in self._built:
                self._built[name] = from_data(self.own[name])
            return self._built[name]
        if name not in self.names:
            raise KeyError(name)
        return spec_type(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names, in order."""
        return tuple(sorted({*type_names(), *self.own}))

    @cached_property
    def _data(self) -> Mapping[str, Mapping[str, Any]]:
        ours: Mapping[str, Any] = read_index()["types"]
        return {name: self.own.get(name) or ours[name] for name in self.names}

    def named(self, name: str) -> SpecType:
        """Return a type by its name or another name of it.

        Raises:
            SpeclintError: There is no such type.
        """
        name = self.aliases.get(name, name)
        if name in self:
            return self[name]
        from speclint.spec.headings import nearest  # only a wrong name needs it

        near = nearest(name, self.names)
        advice = f"did you mean {near!r}?" if near else f"name one of {', '.join(self.names)}"
        raise SpeclintError(f"there is no spec type {name!r}", advice)

    @cached_property
    def told_apart(self) -> tuple[str, ...]:
        """The types that a document itself can tell: a type that stands in for one of ours is told by that one."""
        return tuple(name for name in self.names if name not in self._stand_ins)

    @cached_property
    def _stand_ins(self) -> Mapping[str, str]:
        """For each own type that extends another and names no label that tells it, the type that it extends."""
        found: dict[str, str] = {}
        for name in self.own:
            lineage = self._data[name]["lineage"]
            if len(lineage) > 1 and self._data[name]["markers"] == self._data[lineage[1]]["markers"]:
                found[name] = lineage[1]
        return found

    def stand_in(self, name: str) -> tuple[str, ...]:
        """Return the own types that stand in the place of a type that was told, or the type itself."""
        found = tuple(own for own, base in self._stand_ins.items() if base == name)
        return tuple(last for own in found for last in self.stand_in(own)) or (name,)

    @cached_property
    def markers(self) -> Mapping[str, Mapping[str, str]]:
        """For each type that is told apart the labels and values that name it by themselves."""
        return {name: self._data[name]["markers"] for name in self.told_apart}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The types' names by their other names."""
        return {alias: name for name in self.told_apart for alias in self._data[name]["aliases"]}

    @cached_property
    def distinctive(self) -> Mapping[str, Mapping[str, str]]:
        """For each type the headings that no type of another family has (see `distinctive_headings`)."""
        from speclint.spec.detection import distinctive_headings  # documents that name their type need none

        return distinctive_headings(self[name] for name in self.told_apart)


KNOWN_TYPES = KnownTypes()
