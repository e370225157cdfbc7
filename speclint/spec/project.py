"""What checks over the whole project see: facts, and a read-only view of the repository."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

from speclint.records import NamedTuple
from speclint.spec.known_types import KNOWN_TYPES

if TYPE_CHECKING:
    from speclint.spec.fact_values import Facts, PrdFacts
    from speclint.spec.spectype import SpecType


class Repository(Protocol):
    """The files around the specs; every path is relative to the root, with `/`."""

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder stands there."""
        ...

    def files_under(self, folder: str) -> tuple[str, ...]:
        """Return the files under a folder, sorted; empty where there is none."""
        ...

    def files_in(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files that stand in a folder itself, sorted; empty where there is none."""
        ...

    def last_change(self, path: str) -> str | None:
        """Return the day of a file's last commit (`2026-03-04`); None where no whole history tells it."""
        ...

    def resolve(self, path: str, relative_to: str | None = None) -> str | None:
        """Return a path as seen from the root.

        Args:
            path: As written.
            relative_to: The reported path of the file that writes it, for a path relative to that file; None for one
                relative to the root.

        Returns:
            The normalised path, or None where it leads outside the root.
        """
        ...


def _nothing(words: "Iterable[str]") -> "Iterator[Facts]":
    return iter(())


def _no_texts() -> "Iterator[str]":
    return iter(())


class Homes(NamedTuple):
    """Where specs belong.

    Args:
        folders: The folders of specs, relative to the root.
        elsewhere: The named paths that the configuration itself gives a place.
    """

    folders: tuple[str, ...]
    elsewhere: frozenset[str] = frozenset()


class Project(NamedTuple):
    """All that a run knows beyond one file.

    Args:
        specs: The facts of every spec read, named or neighbouring, by reported path.
        named: The reported paths to report on.
        prds: The PRDs by path relative to the root.
        repository: The files around.
        prd_folders: Where PRDs lie, relative to the root; empty where there is no such folder.
        homes: Where specs belong, or None where nothing tells what the root is.
        mentioning: Gives the specs, named or neighbouring, whose text holds one of the words given; so a check that
            looks for a name reads few of many neighbours.
        completed: The folders of finished specs.
        finished: Gives the texts of the finished specs, those of the named files left out.
        kinds: The spec types.
    """

    specs: "Mapping[str, Facts]"
    named: frozenset[str]
    prds: "Mapping[str, PrdFacts]"
    repository: Repository
    prd_folders: tuple[str, ...] = ()
    homes: Homes | None = None
    mentioning: "Callable[[Iterable[str]], Iterator[Facts]]" = _nothing
    completed: tuple[str, ...] = ()
    finished: "Callable[[], Iterator[str]]" = _no_texts
    kinds: "Mapping[str, SpecType]" = KNOWN_TYPES
