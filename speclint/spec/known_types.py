"""All spec types, each built when it is asked for: most documents name theirs in a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from speclint.resources import read_index
from speclint.spec.catalogue import spec_type, type_names

if TYPE_CHECKING:
    from speclint.spec.spectype import SpecType


class KnownTypes(Mapping[str, "SpecType"]):
    """The types by name, in order."""

    def __getitem__(self, name: str) -> SpecType:
        if name not in self.markers:
            raise KeyError(name)
        return spec_type(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.markers)

    def __len__(self) -> int:
        return len(self.markers)

    @cached_property
    def markers(self) -> Mapping[str, Mapping[str, str]]:
        """For each type the labels and values that name it by themselves."""
        types = read_index()["types"]
        return {name: types[name]["markers"] for name in type_names()}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """The types' names by their other names."""
        types = read_index()["types"]
        return {alias: name for name in type_names() for alias in types[name]["aliases"]}

    @cached_property
    def distinctive(self) -> Mapping[str, Mapping[str, str]]:
        """For each type the headings that no type of another family has (see `distinctive_headings`)."""
        from speclint.spec.detection import distinctive_headings  # documents that name their type need none

        return distinctive_headings(self.values())


KNOWN_TYPES = KnownTypes()
