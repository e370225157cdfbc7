"""What a repository holds that speclint may look at: specs by type and folder, PRDs, migrations."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from speclint.engine.discovery import MARKDOWN
from speclint.engine.ignores import walk_files
from speclint.records import NamedTuple
from speclint.source import Source
from speclint.spec.reading import read_spec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from speclint.spec.known_types import KnownTypes

_LARGEST = 1_000_000
_PRDS = frozenset({"prd", "prds"})
_DONE = frozenset({"completed", "done", "archive", "archived"})


class Survey(NamedTuple):
    """What was found, folders relative to the root with `/`.

    Args:
        specs: The folders that hold specs, none inside another.
        completed: Folders below them whose name says that their specs are done.
        prds: The folders of PRDs.
        migrations: The folders of goose migrations.
        counts: How many specs of which type lie in which of the folders, in order of folder and type.
    """

    specs: tuple[str, ...] = ()
    completed: tuple[str, ...] = ()
    prds: tuple[str, ...] = ()
    migrations: tuple[str, ...] = ()
    counts: tuple[tuple[str, str, int], ...] = ()


def survey(root: Path, kinds: KnownTypes) -> Survey:
    """Look over a repository.

    Args:
        root: Its root; what git ignores is passed over.
        kinds: The spec types.

    Returns:
        What it holds; the same files always give the same survey.
    """
    found: list[tuple[str, str]] = []
    prds: set[str] = set()
    migrations: set[str] = set()
    for file in walk_files(root):
        path = file.relative_to(root).as_posix()
        folder = path.rpartition("/")[0]
        if file.suffix.lower() == ".sql" and "+goose" in _text(file):
            migrations.add(folder)
        elif file.suffix.lower() in MARKDOWN and folder:
            if folder.rpartition("/")[2].lower() in _PRDS:
                prds.add(folder)
            elif (spec := read_spec(Source(_text(file), path), types=kinds)).type is not None:
                found.append((folder, spec.type.name))
    folders = _outermost({_home(folder) for folder, _ in found})
    completed = sorted({folder for folder, _ in found if folder not in folders and _home(folder) != folder})
    counts = Counter((next(top for top in folders if _inside(folder, top)), name) for folder, name in found)
    return Survey(
        folders,
        tuple(completed),
        tuple(sorted(prds)),
        tuple(sorted(migrations)),
        tuple((folder, name, counts[folder, name]) for folder, name in sorted(counts)),
    )


def _text(file: Path) -> str:
    try:
        data = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError:
        return ""
    return data.decode("utf-8", "replace")


def _home(folder: str) -> str:
    """Return the folder of specs that a folder of finished ones belongs to, or the folder itself."""
    path = PurePosixPath(folder)
    return path.parent.as_posix() if path.name.lower() in _DONE and len(path.parts) > 1 else folder


def _outermost(folders: Iterable[str]) -> tuple[str, ...]:
    kept: list[str] = []
    for folder in sorted(folders):
        if not any(_inside(folder, other) for other in kept):
            kept.append(folder)
    return tuple(kept)


def _inside(folder: str, other: str) -> bool:
    return folder == other or folder.startswith(f"{other}/")
