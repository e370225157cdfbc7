"""The traceability matrices of the specs that paths name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.engine.discovery import MARKDOWN, Places, discover
from speclint.engine.results import Note
from speclint.engine.single import read_named
from speclint.errors import SpeclintError, UnknownTypeError
from speclint.records import NamedTuple
from speclint.source import Source
from speclint.spec.matrix import Matrix, matrix_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speclint.config import Settings


class TracedSpec(NamedTuple):
    """A spec's matrix with its place.

    Args:
        path: The spec's path as it is reported.
        source: Its text.
        matrix: Its matrix.
    """

    path: str
    source: Source
    matrix: Matrix


def trace(
    paths: Sequence[str], settings: Settings, *, cwd: Path, spec_type: str | None = None
) -> tuple[list[TracedSpec], list[Note]]:
    """Trace the specs that paths name.

    Args:
        paths: Files, folders and globs, relative to the working directory; none for the configured folders of specs.
        settings: The settings.
        cwd: The working directory.
        spec_type: The type to read every file as, or None to find it out.

    Returns:
        The specs that have requirements, in order, and what is to be said of the other files.

    Raises:
        SpeclintError: A path does not exist, or a file named itself is no spec.
    """
    places = Places(settings.root, cwd)
    inputs, notes = discover(paths, settings, places, spec_type)
    found: list[TracedSpec] = []
    for one in inputs:
        shown = places.reported(one.path)
        if not one.path.lower().endswith(MARKDOWN) and spec_type is None:
            continue
        try:
            spec, kind = read_named(shown, settings, cwd=cwd, spec_type=spec_type)
        except SpeclintError as error:
            if one.named:
                raise
            untold = isinstance(error, UnknownTypeError)
            notes.append(Note(shown, f"passed over: {'nothing tells its type' if untold else error.message}"))
            continue
        if not kind.requirement_family:
            notes.append(Note(shown, f"the type {kind.name} has no requirements to trace"))
        elif not spec.readable:
            notes.append(Note(shown, "a code fence swallows its sections: speclint check tells which"))
        else:
            found.append(TracedSpec(shown, spec.source, matrix_of(spec)))
    return found, notes
