"""From the paths of a command line to the files to lint."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.config.globs import parse_glob
from speclint.engine.ignores import walk_files
from speclint.engine.results import Note
from speclint.errors import SpeclintError
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.config import Settings

MARKDOWN = (".md", ".markdown")
LANGUAGES = {".mmd": "mermaid", ".mermaid": "mermaid", ".sql": "goose"}
_MAGIC = regex(r"[*?\[]")


class Input(NamedTuple):
    """A file to lint.

    Args:
        path: Relative to the root, with `/`.
        file: Where it is.
        named: Whether it was named itself, not found in a folder or by a glob.
    """

    path: str
    file: Path
    named: bool


class Places:
    """How the root and the working directory see a file.

    Args:
        root: The absolute root.
        cwd: The working directory.
    """

    def __init__(self, root: str, cwd: Path) -> None:
        self.root = Path(root)
        self.cwd = cwd.resolve()

    def file(self, given: str) -> Path:
        """Return the absolute path that a command line's path means; a link in its last part stays."""
        path = self.cwd / given
        if path.name in ("", ".", "..") or given.endswith(("/.", "/..")):
            return path.resolve()
        return path.parent.resolve() / path.name

    def inside(self, file: Path) -> str:
        """Return the path relative to the root, with `/`."""
        return _relative(file, self.root)

    def reported(self, path: str) -> str:
        """Return a path relative to the root as one relative to the working directory."""
        return path if self.root == self.cwd else _relative(self.root / path, self.cwd)


def _relative(file: Path, base: Path) -> str:
    try:
        return os.path.relpath(file, base).replace(os.sep, "/")
    except ValueError:
        # Another drive has no relative path.
        return file.as_posix()


def discover(
    paths: Sequence[str], settings: Settings, places: Places, spec_type: str | None = None
) -> tuple[list[Input], list[Note]]:
    """Find the files that paths mean.

    Args:
        paths: Files, folders and globs, relative to the working directory; none for the configured folders of specs.
        settings: The settings.
        places: The root and the working directory.
        spec_type: The type that every named file is read as, or None.

    Returns:
        The files in order of their paths' parts, each once, and notes about what was passed over.

    Raises:
        SpeclintError: A path does not exist, or none is given and no configured folder exists.
    """
    found: dict[str, Input] = {}
    notes: list[Note] = []
    for given in paths or _defaults(settings, places):
        file = places.file(given)
        kind = _kind(file) if given else None
        if kind == "folder":
            inputs = _in_folder(file, settings, places)
            if not inputs:
                notes.append(
                    Note(places.reported(places.inside(file)), "no Markdown, Mermaid or SQL file in this folder")
                )
        elif kind == "file":
            inputs = _named(file, settings, places, spec_type, notes)
        elif _MAGIC.search(given):
            inputs = _by_glob(given, settings, places)
            if not inputs:
                notes.append(Note(given, "no Markdown, Mermaid or SQL file matches"))
        else:
            raise SpeclintError(f"no such file or folder: {given}")
        for one in inputs:
            if one.named or one.path not in found:
                found[one.path] = one
    return [found[path] for path in sorted(found, key=lambda path: path.split("/"))], notes


def _kind(file: Path) -> str | None:
    """Return "folder", "file" for anything else that exists, or None; a name that no system can hold is none."""
    try:
        return "folder" if file.is_dir() else "file" if file.exists() else None
    except (OSError, ValueError):
        return None


def _defaults(settings: Settings, places: Places) -> list[str]:
    folders = list(dict.fromkeys([*settings.folders.specs, *settings.folders.completed]))
    present = [str(places.root / folder) for folder in folders if (places.root / folder).is_dir()]
    if not present:
        names = ", ".join(f"{folder}/" for folder in settings.folders.specs)
        raise SpeclintError(
            f"no path is given, and the folder of specs does not exist: {names}",
            "name files or folders, or set `folders.specs` in .speclint.yaml",
        )
    return present


def _named(file: Path, settings: Settings, places: Places, spec_type: str | None, notes: list[Note]) -> list[Input]:
    path = places.inside(file)
    if _is_readable(file) or spec_type or settings.type_for(path):
        return [Input(path, file, named=True)]
    notes.append(Note(places.reported(path), "neither Markdown, Mermaid nor SQL: skipped"))
    return []


def language_of(path: str) -> str | None:
    """Return the language of a file outside Markdown, as its name tells it, or None."""
    dot = path.rfind(".")
    return LANGUAGES.get(path[dot:].lower()) if dot >= 0 else None


def _in_folder(folder: Path, settings: Settings, places: Places) -> list[Input]:
    return [Input(places.inside(file), file, named=False) for file in files_under(folder, settings, places)]


def _is_readable(file: Path) -> bool:
    return file.suffix.lower() in MARKDOWN or language_of(file.name) is not None


def files_under(folder: Path, settings: Settings, places: Places) -> Iterator[Path]:
    """Yield the files under a folder that can be judged and that neither git nor the configuration passes over."""
    for file in walk_files(folder):
        if _is_readable(file) and not settings.excludes(places.inside(file)):
            yield file


def markdown_under(folder: Path, settings: Settings, places: Places) -> Iterator[Path]:
    """Yield the Markdown files among them."""
    return (file for file in files_under(folder, settings, places) if file.suffix.lower() in MARKDOWN)


def _by_glob(given: str, settings: Settings, places: Places) -> list[Input]:
    """Expand a glob that the shell left alone; its parts without wildcards lead to the folder to walk."""
    parts = given.replace("\\", "/").split("/")
    fixed = next(index for index, part in enumerate(parts) if _MAGIC.search(part))
    base = places.file("/".join(parts[:fixed]) + "/" if fixed else ".")
    glob = parse_glob("/" + "/".join(parts[fixed:]))
    if glob is None or not base.is_dir():
        return []
    files: Iterable[Path] = files_under(base, settings, places)
    return [
        Input(places.inside(file), file, named=False) for file in files if glob.matches(file.relative_to(base).parts)
    ]
