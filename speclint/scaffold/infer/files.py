"""A type inferred from a template's file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.regex import regex
from speclint.scaffold.infer import infer
from speclint.source import Source
from speclint.spec.known_types import KNOWN_TYPES
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from pathlib import Path

_NAME = regex(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_NO_NAME = frozenset({"readme", "template", "index"})


def infer_file(path: Path, name: str | None = None) -> str:
    """Write the type that a template's file describes.

    Args:
        path: The template.
        name: What to call the type; made of the file's name, or its folder's, where it is None.

    Raises:
        SpeclintError: The file cannot be read or has no sections, or the name is none or one of ours.
    """
    try:
        source = Source.from_bytes(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise SpeclintError(f"no such file: {path.as_posix()}") from None
    except OSError as error:
        raise SpeclintError(f"{path.as_posix()} cannot be opened: {(error.strerror or str(error)).lower()}") from None
    if source.undecodable is not None or "\0" in source.text:
        raise SpeclintError(f"{path.as_posix()} is not UTF-8 text", "save the file as UTF-8")
    chosen = name if name is not None else _name_of(path)
    if not _NAME.fullmatch(chosen):
        raise SpeclintError(f"{chosen!r} is no name of a type", "use small letters, digits and hyphens")
    if chosen in KNOWN_TYPES:
        raise SpeclintError(f"speclint has a type {chosen!r}", "give --name")
    return infer(source, chosen)


def _name_of(path: Path) -> str:
    """Make a name of the words of a file's name, or of its folder's, that are letters and not `template`."""
    for stem in (path.stem, path.resolve().parent.name):
        words = [
            word for word in slug(stem).split("-") if word.isascii() and not word.isdigit() and word not in _NO_NAME
        ]
        found = "-".join(words).lstrip("0123456789-")
        if _NAME.fullmatch(found):
            return f"own-{found}" if found in KNOWN_TYPES else found
    return "own"
