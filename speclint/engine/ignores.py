"""Which files a walk passes over: .gitignore files, and folders that never hold specs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.config.globs import Glob, ignored, parse_glob

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = frozenset({".git", ".hg", ".svn", ".tox", ".venv", "__pycache__", "node_modules"})


class Ignores:
    """The .gitignore files that hold below a folder, as gitignore(5) has them.

    Those of the folder's git checkout count, up to the one that holds `.git`; outside a checkout those from the folder
    itself down. Neither a user's global excludes nor `.git/info/exclude` count: a verdict depends on the files alone.

    Args:
        folder: The absolute folder that a walk begins in.
    """

    def __init__(self, folder: Path) -> None:
        above = (folder, *folder.parents)
        self._top = next((one for one in above if (one / ".git").exists()), folder)
        self._globs: dict[Path, tuple[Glob, ...]] = {}

    def ignores(self, path: Path, *, folder: bool) -> bool:
        """Tell whether a file or folder is ignored, given that no folder between it and the walk's beginning is."""
        for base in path.parents:
            verdict = ignored(self._of(base), path.relative_to(base).parts, folder=folder)
            if verdict is not None:
                return verdict
            if base == self._top:
                break
        return False

    def _of(self, folder: Path) -> tuple[Glob, ...]:
        found = self._globs.get(folder)
        if found is None:
            found = self._globs[folder] = tuple(_globs(folder / ".gitignore"))
        return found


def _globs(file: Path) -> Iterator[Glob]:
    try:
        text = file.read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return
    for line in text.split("\n"):
        glob = parse_glob(line.removesuffix("\r"))
        if glob is not None:
            yield glob


def walk_files(folder: Path) -> Iterator[Path]:
    """Yield the files under a folder that git would not ignore, in order of their paths' parts.

    Links to folders are not followed, so that a loop ends; folders that cannot be opened are passed over.

    Args:
        folder: An absolute folder; it is walked even if it is itself ignored.
    """
    ignores = Ignores(folder)
    stack: list[tuple[Path, bool]] = [(folder, True)]
    while stack:
        path, is_folder = stack.pop()
        if not is_folder:
            yield path
            continue
        try:
            with os.scandir(path) as entries:
                found = sorted(((entry.name, *_kind(entry)) for entry in entries), reverse=True)
        except OSError:
            continue
        for name, inner, file in found:
            child = path / name
            if (inner or file) and not (inner and name in NEVER) and not ignores.ignores(child, folder=inner):
                stack.append((child, inner))


def _kind(entry: os.DirEntry[str]) -> tuple[bool, bool]:
    """Tell whether an entry is a folder, and whether it is or leads to a file."""
    try:
        return entry.is_dir(follow_symlinks=False), entry.is_file()
    except OSError:
        # A link that leads to itself.
        return False, False
