"""What a project check knows beyond the named files: other specs and PRDs, each read when first asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from speclint.engine.discovery import MARKDOWN, markdown_under
from speclint.source import Source

if TYPE_CHECKING:
    from speclint.config import Settings
    from speclint.engine.discovery import Places
    from speclint.spec.fact_values import Facts, PrdFacts
    from speclint.spec.known_types import KnownTypes
    from speclint.spec.spectype import IdFamily


class Neighbours:
    """The Markdown files of the configured folders.

    Args:
        settings: The settings.
        places: The root and the working directory.
    """

    def __init__(self, settings: Settings, places: Places) -> None:
        self._settings = settings
        self._places = places
        self._listed: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._facts: dict[str, Facts | None] = {}
        self._prds: dict[str, PrdFacts | None] = {}
        self._texts: dict[str, bytes] = {}

    def spec_paths(self) -> tuple[str, ...]:
        """Return the paths of the Markdown files in the folders of specs, relative to the root."""
        folders = self._settings.folders
        return self._list(tuple(dict.fromkeys((*folders.specs, *folders.completed))))

    def prd_paths(self) -> tuple[str, ...]:
        """Return the paths of the PRDs, relative to the root."""
        return self._list(self._settings.folders.prds)

    def _list(self, folders: tuple[str, ...]) -> tuple[str, ...]:
        if folders not in self._listed:
            found: set[str] = set()
            for folder in folders:
                files = markdown_under(self._places.root / folder, self._settings, self._places)
                found.update(self._places.inside(file) for file in files)
            self._listed[folders] = tuple(sorted(found))
        return self._listed[folders]

    def source(self, path: str) -> Source | None:
        """Read a file below the root; None where it cannot be read."""
        try:
            return Source.from_bytes((self._places.root / path).read_bytes(), path)
        except (OSError, ValueError):
            return None

    def facts(self, path: str) -> Facts | None:
        """Return the facts of a spec, or None where the file is no spec that can be read."""
        if path not in self._facts:
            self._facts[path] = self._read_facts(path)
        return self._facts[path]

    def _read_facts(self, path: str) -> Facts | None:
        from speclint.engine.lint import lint_source  # the named files have imported it already

        source = self.source(path)
        if source is None:
            return None
        return lint_source(source, self._settings, judge=False).facts

    def mentioning(self, words: Iterable[str]) -> Iterator[str]:
        """Yield the paths of the Markdown files in the folders of specs whose text holds one of the words."""
        needles = [word.encode() for word in words]
        for path in self.spec_paths() if needles else ():
            text = self._bytes(path)
            if any(needle in text for needle in needles):
                yield path

    def finished(self, besides: frozenset[str]) -> Iterator[str]:
        """Yield the texts of the Markdown files in the folders of finished specs."""
        for path in self._list(self._settings.folders.completed):
            if path not in besides:
                yield self._bytes(path).decode("utf-8", "replace")

    def _bytes(self, path: str) -> bytes:
        if path not in self._texts:
            try:
                self._texts[path] = (self._places.root / path).read_bytes()
            except OSError:
                self._texts[path] = b""
        return self._texts[path]

    def prd(self, path: str) -> PrdFacts | None:
        """Return what a PRD says, or None where there is no such Markdown file."""
        if path not in self._prds:
            self._prds[path] = self._read_prd(path)
        return self._prds[path]

    def _read_prd(self, path: str) -> PrdFacts | None:
        from speclint.markdown.parser import parse
        from speclint.spec.prd_reading import read_prd

        if not path.lower().endswith(MARKDOWN):
            return None
        family, source = _story_family(self._settings.kinds), self.source(path)
        return read_prd(parse(source), family) if family and source else None


def _story_family(kinds: KnownTypes) -> IdFamily | None:
    families = (kind.family("story") for kind in kinds.values())
    return next((family for family in families if family), None)


class SpecsByPath(Mapping[str, "Facts"]):
    """The facts of every spec by path: those of the named files, and of neighbours when they are asked for.

    Args:
        named: The facts of the named files; None for one that is no spec.
        neighbours: The other files.
    """

    def __init__(self, named: Mapping[str, Facts | None], neighbours: Neighbours) -> None:
        self._named = named
        self._neighbours = neighbours

    def __getitem__(self, path: str) -> Facts:
        """Return the facts of one spec."""
        if path in self._named:
            facts = self._named[path]
        else:
            facts = self._neighbours.facts(path) if path in self._neighbours.spec_paths() else None
        if facts is None:
            raise KeyError(path)
        return facts

    def __iter__(self) -> Iterator[str]:
        for path in sorted({*self._named, *self._neighbours.spec_paths()}):
            if path in self:
                yield path

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def mentioning(self, words: Iterable[str]) -> Iterator[Facts]:
        """Yield the facts of the specs, named or neighbouring, whose text may hold one of the words."""
        paths = {*self._named, *self._neighbours.mentioning(words)}
        yield from (self[path] for path in sorted(paths) if path in self)


class PrdsByPath(Mapping[str, "PrdFacts"]):
    """The PRDs by path; one that lies elsewhere than the configured folders is read too, but not listed."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours

    def __getitem__(self, path: str) -> PrdFacts:
        """Return what one PRD says."""
        facts = self._neighbours.prd(path)
        if facts is None:
            raise KeyError(path)
        return facts

    def __iter__(self) -> Iterator[str]:
        return iter([path for path in self._neighbours.prd_paths() if path in self])

    def __len__(self) -> int:
        return sum(1 for _ in self)
