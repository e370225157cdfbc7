"""The files around the specs, read only and only when asked for."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path

from speclint.engine.ignores import walk_files


class FolderRepository:
    """A `speclint.spec.project.Repository` over a folder.

    Args:
        root: The absolute root.
        given: Paths relative to the root that count as existing though they may not (a text from standard input).
    """

    def __init__(self, root: Path, given: frozenset[str] = frozenset()) -> None:
        self._root = root
        self._given = given
        self._seen: dict[str, bool] = {}
        self._listed: dict[str, tuple[str, ...]] = {}

    def exists(self, path: str) -> bool:
        """Tell whether a file or folder stands there."""
        if path in self._given:
            return True
        known = self._seen.get(path)
        if known is None:
            try:
                known = (self._root / path).exists()
            except (OSError, ValueError):
                # A name that is too long or that no file system can hold is the name of nothing.
                known = False
            self._seen[path] = known
        return known

    def files_under(self, folder: str) -> tuple[str, ...]:
        """Return the files under a folder, sorted; empty where there is none."""
        known = self._listed.get(folder)
        if known is None:
            files = walk_files(self._root / folder) if self.exists(folder) else iter(())
            known = self._listed[folder] = tuple(sorted(file.relative_to(self._root).as_posix() for file in files))
        return known

    def files_in(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files that stand in a folder itself, sorted; empty where there is none."""
        try:
            with os.scandir(self._root / folder) as entries:
                return tuple(sorted(entry.name for entry in entries if entry.is_file()))
        except (OSError, ValueError):
            return ()

    def last_change(self, path: str) -> str | None:
        """Return the day on which a file's last commit was written, in its author's time zone.

        Args:
            path: The file.

        Returns:
            The day (`2026-03-04`); None without git, outside a repository, in a shallow clone, whose oldest commit
            seems to change every file, and for a file that is not committed.
        """
        if self._git("rev-parse", "--is-shallow-repository") != "false":
            return None
        return self._git("--literal-pathspecs", "log", "-1", "--no-show-signature", "--format=%as", "--", path) or None

    def _git(self, *arguments: str) -> str | None:
        import subprocess  # only a rule that is asked for by name runs git

        command = ["git", "-C", str(self._root), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=30, check=True)
        except (OSError, ValueError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()

    def resolve(self, path: str, relative_to: str | None = None) -> str | None:
        """Return a path as seen from the root; see `speclint.spec.project.Repository.resolve`."""
        base = "" if relative_to is None or path.startswith("/") else posixpath.dirname(relative_to)
        joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
        return None if joined == ".." or joined.startswith("../") else joined
