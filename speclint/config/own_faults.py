"""All that is wrong with what a repository brings of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.config.own import FOLDER
from speclint.errors import SpeclintError
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPES = (".yaml", ".yml")


class Judged(NamedTuple):
    """What was looked at, and what is wrong with it.

    Args:
        types: How many type files.
        rules: How many rule pages.
        faults: A line each, with the file and the line.
    """

    types: int
    rules: int
    faults: tuple[str, ...]


def own_root(start: Path) -> Path:
    """Return the nearest folder upwards that holds `.speclint` or `.git`, or the given one."""
    here = start.resolve()
    return next((one for one in (here, *here.parents) if (one / FOLDER).is_dir() or (one / ".git").exists()), here)


def judge_own(start: Path, files: Sequence[str] = ()) -> Judged:
    """Judge type files and rule pages.

    Args:
        start: The working directory.
        files: The files to judge; none means all that the repository has below `.speclint`.

    Raises:
        SpeclintError: A file that was named is not there, or is neither a type nor a page.
    """
    from speclint.rules import own_page_faults
    from speclint.spec.known_types import KNOWN_TYPES
    from speclint.spec.type_faults import type_faults

    root = own_root(start)
    named = [_named(start, given) for given in files]
    type_folders = {path.parent for path in named if path.suffix in _TYPES}
    page_folders = {path.parent for path in named if path.suffix == ".md"}
    if not files:
        type_folders, page_folders = {root / FOLDER / "types"}, {root / FOLDER / "rules"}
    found: dict[Path, list[str]] = {}
    for folder in sorted(one for one in type_folders if one.is_dir()):
        found |= type_faults(folder, _shown(folder, start))
    own = {path.stem for path in (root / FOLDER / "types").glob("*.yaml")}
    for folder in sorted(one for one in page_folders if one.is_dir()):
        found |= own_page_faults(folder, _shown(folder, start), [*KNOWN_TYPES.names, *sorted(own)])
    judged = {path: faults for path, faults in found.items() if not files or path in named}
    types = sum(path.suffix in _TYPES for path in judged)
    return Judged(types, len(judged) - types, tuple(fault for faults in judged.values() for fault in faults))


def _named(start: Path, given: str) -> Path:
    path = (start / given).resolve()
    if not path.is_file():
        raise SpeclintError(f"no such file: {given}")
    if path.suffix not in (".yaml", ".md"):
        raise SpeclintError(f"{given} is neither a type nor a rule page", "types end in .yaml, rule pages in .md")
    return path


def _shown(folder: Path, start: Path) -> str:
    return Path(os.path.relpath(folder, start.resolve())).as_posix()
