"""Write a file so that whoever looks, and whenever the process ends, finds it whole: old or new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# The process stands in the name, so that a later run knows which of them nobody is writing any more.
_TEMPORARY = regex(r"\.speclint-(\d+)-\w{8}\.tmp")


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files one by one, each whole, and clear their folders of what a killed run left there.

    Raises:
        SpeclintError: A file cannot be written; those before it are.
    """
    for folder in {file.resolve().parent: None for file in files}:
        _clear_abandoned(folder)
    for file, data in files.items():
        write_atomically(file, data)


def write_atomically(file: Path, data: bytes) -> None:
    """Put bytes in place of a file's, all at once, with the permissions it has; a link is followed.

    Raises:
        SpeclintError: The file cannot be written.
    """
    import os
    import tempfile
    from pathlib import Path

    target = file.resolve()
    try:
        mode = target.stat().st_mode & 0o7777
        handle, name = tempfile.mkstemp(".tmp", f".speclint-{os.getpid()}-", target.parent)
    except OSError:
        raise _refusal(file) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise _refusal(file) from None


def _clear_abandoned(folder: Path) -> None:
    """Delete what `write_atomically` left in a folder when its process was killed; what cannot be deleted stays."""
    for file in folder.glob(".speclint-*.tmp"):
        found = _TEMPORARY.fullmatch(file.name)
        if found and not _lives(int(found[1])):
            try:
                file.unlink(missing_ok=True)
            except OSError:
                continue


def _lives(process: int) -> bool:
    """Tell whether a process may live; where the system cannot be asked without harm, each may."""
    import os

    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _refusal(file: Path) -> SpeclintError:
    return SpeclintError(f"{file.name} cannot be written", "make the file and its folder writable")
