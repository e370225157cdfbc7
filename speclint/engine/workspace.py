"""The named files of a run, what is known around them, and all that is to be said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.config.globs import covers
from speclint.config.settings import Folders
from speclint.engine.discovery import language_of
from speclint.engine.lint import FileResult, lint_source, resolve, settle
from speclint.engine.migration_base import MigrationBase
from speclint.engine.neighbours import Neighbours, PrdsByPath, SpecsByPath
from speclint.engine.repository import FolderRepository
from speclint.engine.stamping import internal_error, stamp
from speclint.records import NamedTuple
from speclint.source import Source
from speclint.spec.project import Homes, Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from speclint.config import Settings
    from speclint.diagnostics import Diagnostic
    from speclint.engine.discovery import Places
    from speclint.spec.migration_reading import Earlier

_CHUNK = 8


class Text(NamedTuple):
    """A file as it is handed to a worker.

    Args:
        path: Relative to the root.
        data: Its bytes.
        named: Whether it was named itself.
        base: The migrations that the repository has already, where it holds some of its own.
    """

    path: str
    data: bytes
    named: bool
    base: tuple[Earlier, ...] = ()


def lint_texts(texts: Sequence[Text], settings: Settings, spec_type: str | None) -> list[FileResult]:
    """Lint a few texts one after the other; what a worker runs."""
    return [
        lint_source(
            Source.from_bytes(text.data, text.path), settings, spec_type=spec_type, named=text.named, base=text.base
        )
        for text in texts
    ]


class LoneWorkspace:
    """Texts without anything around them: rules over the project don't run, and nothing is read from disk.

    Args:
        settings: The settings.
        spec_type: The type to read every text as, or None.
    """

    def __init__(self, settings: Settings, spec_type: str | None = None) -> None:
        self._settings = settings
        self._spec_type = spec_type

    def lint(self, texts: Sequence[Text]) -> dict[str, FileResult]:
        """Lint texts."""
        return {result.path: result for result in lint_texts(texts, self._settings, self._spec_type)}

    def diagnose(self, results: Mapping[str, FileResult]) -> dict[str, tuple[Diagnostic, ...]]:
        """Return all that is to be said of each text."""
        return {path: settle(result, self._settings) for path, result in results.items()}


class Workspace:
    """What a run works on.

    Args:
        settings: The settings.
        places: The root and the working directory.
        spec_type: The type to read every named file as, or None.
        executor: Where to lint, or None for this process.
        given: Paths that count as existing though they may not.
    """

    def __init__(
        self,
        settings: Settings,
        places: Places,
        *,
        spec_type: str | None = None,
        executor: Executor | None = None,
        given: frozenset[str] = frozenset(),
    ) -> None:
        self.settings = settings
        self.neighbours = Neighbours(settings, places)
        self._spec_type = spec_type
        self._executor = executor
        self._repository = FolderRepository(places.root, given)
        self._base = MigrationBase(places.root, self._repository, settings.folders.migrations)
        self._prd_folders = tuple(folder for folder in settings.folders.prds if self._repository.exists(folder))

    def lint(self, texts: Sequence[Text]) -> dict[str, FileResult]:
        """Lint texts, in the executor where there is one; the result does not depend on it."""
        texts = [text._replace(base=self._base.around(text.path, text.data)) for text in texts]
        # A folder of migrations is replayed once, in order, which only one process can do.
        alone = [text for text in texts if self._executor is None or language_of(text.path) == "goose"]
        shared = [] if self._executor is None else [text for text in texts if language_of(text.path) != "goose"]
        jobs = [
            self._executor.submit(lint_texts, shared[start : start + _CHUNK], self.settings, self._spec_type)
            for start in range(0, len(shared), _CHUNK)
            if self._executor is not None
        ]
        results = lint_texts(sorted(alone, key=lambda text: text.path), self.settings, self._spec_type)
        return {result.path: result for found in (results, *(job.result() for job in jobs)) for result in found}

    def diagnose(self, results: Mapping[str, FileResult]) -> dict[str, tuple[Diagnostic, ...]]:
        """Return all that is to be said of each file: its own rules, the rules over the project, idle directives."""
        over_project: dict[str, list[Diagnostic]] = {}
        for diagnostic in self._over_project(results):
            over_project.setdefault(diagnostic.path, []).append(diagnostic)
        return {
            path: settle(result, self.settings, over_project.get(path, ()), project=True)
            for path, result in results.items()
        }

    def _over_project(self, results: Mapping[str, FileResult]) -> Iterator[Diagnostic]:
        named = frozenset(path for path, result in results.items() if result.facts)
        types = {results[path].type_name for path in named}
        rules = [
            rule
            for rule in (self.settings.rules[code] for code in self.settings.selected)
            if rule.scope == "project" and any(rule.fits(name) for name in types if name)
        ]
        if not rules:
            return
        specs = SpecsByPath({path: result.facts for path, result in results.items()}, self.neighbours)
        prds, homes = PrdsByPath(self.neighbours), self._homes(named)
        folders = self.settings.folders
        project = Project(
            specs,
            named,
            prds,
            self._repository,
            self._prd_folders,
            homes,
            specs.mentioning,
            folders.completed,
            lambda: self.neighbours.finished(named),
            self.settings.kinds,
        )
        for rule in rules:
            found: list[Diagnostic] = []
            try:
                for finding in resolve(rule.check)(project, rule):
                    result = results.get(finding.path or "")
                    if result is None or result.type_name is None or not rule.fits(result.type_name):
                        continue
                    if rule.code not in self.settings.ignored_for(result.path):
                        found.append(
                            stamp(
                                finding,
                                rule,
                                self.settings,
                                result.path,
                                result.length,
                                result.type_name,
                                result.status,
                            )
                        )
            except Exception as error:
                found.append(internal_error(min(named), rule, error))
            yield from found

    def _homes(self, named: Iterable[str]) -> Homes | None:
        """Return where specs belong; None where no configuration, no git and no folder of specs tells the root."""
        settings = self.settings
        folders = tuple(dict.fromkeys((*settings.folders.specs, *settings.folders.completed)))
        marks = (".git", *folders)
        if settings.file is None and not any(self._repository.exists(mark) for mark in marks):
            return None
        configured = {path for path in named if settings.type_for(path)}
        if settings.folders.specs != Folders().specs:
            configured.update(path for path in named if any(covers(folder, path) for folder in folders))
        return Homes(folders, frozenset(configured))


def counted(results: Iterable[FileResult]) -> int:
    """Return how many of the files were judged, and not passed over."""
    return sum(1 for result in results if result.note is None)
