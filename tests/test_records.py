"""Named tuples that are made cheaply."""

import pickle
from typing import Generic, TypeVar

import pytest

from speclint.records import NamedTuple

Item = TypeVar("Item")


class Place(NamedTuple):
    """A place."""

    line: int
    column: int = 1

    def after(self) -> "Place":
        """Return the next column."""
        return self._replace(column=self.column + 1)


class Empty(NamedTuple):
    """Nothing."""


class Box(NamedTuple, Generic[Item]):
    """One item."""

    item: Item


def test_a_record_is_a_tuple_with_names() -> None:
    place = Place(3, column=4)
    line, column = place
    assert (line, column, place.line, place.column) == (3, 4, 3, 4)
    assert place == (3, 4)
    assert Place._fields == ("line", "column")
    assert repr(place) == "Place(line=3, column=4)"
    assert (Empty(), Box("a").item, Box[int](1)) == ((), "a", (1,))


def test_defaults_and_copies() -> None:
    assert Place(3) == (3, 1)
    assert Place(3).after() == Place(3, 2)
    assert isinstance(Place(3).after(), Place)
    assert Place(3)._asdict() == {"line": 3, "column": 1}
    assert Place._make([5, 6]) == Place(5, 6)
    assert pickle.loads(pickle.dumps(Place(7))) == Place(7)


def test_a_record_matches_by_place() -> None:
    match Place(3, 4):
        case Place(line, column=4):
            assert line == 3
        case _:
            pytest.fail("no match")


@pytest.mark.parametrize("arguments", [{}, {"line": 1, "row": 2}])
def test_what_is_no_field_is_refused(arguments: dict[str, int]) -> None:
    with pytest.raises(TypeError):
        Place(**arguments)
    with pytest.raises((TypeError, ValueError)):
        Place(1)._replace(row=2)  # type: ignore[call-arg]
