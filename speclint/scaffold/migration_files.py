"""The migrations of a spec as the goose files that they are to become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from speclint.spec.model import Spec


def migration_files(spec: Spec) -> dict[str, str]:
    """Return the text of each migration by the name of its file, in document order.

    Args:
        spec: The spec.

    Returns:
        The lines of each fence, to the byte, each with its line end; a migration that still holds a prompt is left out.

    Raises:
        SpeclintError: Two migrations have one name, or a name is none that a file may have.
    """
    files: dict[str, str] = {}
    for reading in spec.migration_readings:
        name = reading.migration.name
        if reading.waiting:
            continue
        if not name.endswith(".sql") or name != name.strip() or any(sign in name for sign in '\\:*?"<>|\0[]'):
            raise SpeclintError(f"the migration {name!r} has no name that a file may have", "name it VERSION_words.sql")
        if name in files:
            raise SpeclintError(f"two migrations are called {name}", "give each a version of its own")
        files[name] = f"{reading.migration.text}\n".replace("\n", spec.source.newline)
    return files


def write_migrations(files: Mapping[str, str], folder: Path) -> list[tuple[str, bool]]:
    """Write migrations into a folder; nothing is written where one of them differs from a file that is there.

    Args:
        files: The texts by name.
        folder: The folder, made where it is missing.

    Returns:
        Each name, and whether the file was written; one that is there already and equal was not.

    Raises:
        SpeclintError: A file of that name is there and differs, or the folder cannot be written to.
    """
    if folder.is_file():
        raise SpeclintError(f"{folder.as_posix()} is a file", "name a folder")
    try:
        there = {name: (folder / name).read_bytes() for name in files if (folder / name).exists()}
        different = [name for name, data in there.items() if data != files[name].encode()]
        if different:
            raise SpeclintError(
                f"{(folder / different[0]).as_posix()} is there and differs from the spec's",
                "nothing was written; compare the two, and delete the file or mend the spec",
            )
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            if name not in there:
                (folder / name).write_text(text, "utf-8", newline="")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SpeclintError(f"{folder.as_posix()} cannot be written to: {reason}") from None
    return [(name, name not in there) for name in files]
