"""The migrations that a repository has already: the schema that a further one meets."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from speclint.engine.discovery import language_of
from speclint.spec.migration_reading import Earlier

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speclint.spec.project import Repository

_MARK = b"+goose"


class MigrationBase:
    """Reads folders of goose migrations, each once.

    Args:
        root: The absolute root.
        repository: The files below it.
        folders: The configured folders of migrations.
    """

    def __init__(self, root: Path, repository: Repository, folders: Sequence[str]) -> None:
        self._root = root
        self._repository = repository
        self._folders = tuple(folders)
        self._read: dict[str, tuple[Earlier, ...]] = {}

    def around(self, path: str, data: bytes) -> tuple[Earlier, ...]:
        """Return the migrations beside a file: those of its folder for a migration, else of the configured folders.

        Args:
            path: The file, relative to the root.
            data: Its bytes; a text that mentions no annotation has no migrations, so that nothing is read for it.

        Returns:
            The migrations in the order in which goose applies them, the file itself left out.
        """
        if _MARK not in data:
            return ()
        if language_of(path) == "goose":
            name = posixpath.basename(path)
            return tuple(one for one in self._folder(posixpath.dirname(path)) if one.name != name)
        found = [one for folder in self._folders for one in self._folder(folder)]
        return tuple(sorted(found, key=lambda one: (one.version, one.name)))

    def _folder(self, folder: str) -> tuple[Earlier, ...]:
        if folder not in self._read:
            self._read[folder] = tuple(sorted(self._migrations(folder), key=lambda one: (one.version, one.name)))
        return self._read[folder]

    def _migrations(self, folder: str) -> list[Earlier]:
        from speclint.migrations.goose import file_version  # only a folder of migrations needs it

        found: list[Earlier] = []
        for name in self._repository.files_in(folder):
            version = file_version(name) if name.endswith(".sql") else None
            if version is None:
                continue
            try:
                data = (self._root / folder / name).read_bytes()
            except OSError:
                continue
            if _MARK in data:
                text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
                found.append(Earlier(version, name, text))
        return found
