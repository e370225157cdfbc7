"""The one spec that a command is about: read as `check` reads it, or refused with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.engine.discovery import Places
from speclint.engine.lint import by_path
from speclint.errors import SpeclintError, UnknownTypeError
from speclint.source import Source
from speclint.spec.reading import read_spec

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.config import Settings
    from speclint.spec.model import Spec
    from speclint.spec.spectype import SpecType


def read_named(given: str, settings: Settings, *, cwd: Path, spec_type: str | None = None) -> tuple[Spec, SpecType]:
    """Read the spec in a file.

    Args:
        given: The file as it is named on a command line.
        settings: The settings.
        cwd: The working directory.
        spec_type: The type to read it as, or None to find it out.

    Returns:
        The spec, whose source has its path from the root, and its type.

    Raises:
        SpeclintError: There is no such file, it is not readable text, or nothing tells its type.
    """
    if spec_type is not None:
        settings.kinds.named(spec_type)
    places = Places(settings.root, cwd)
    file = places.file(given)
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise SpeclintError(f"no such file: {given}") from None
    except IsADirectoryError:
        raise SpeclintError(f"{given} is a folder", "name one spec") from None
    except OSError as error:
        raise SpeclintError(f"{given} cannot be opened: {(error.strerror or str(error)).lower()}") from None
    source = Source.from_bytes(data, places.inside(file))
    if source.undecodable is not None or "\0" in source.text:
        raise SpeclintError(f"{given} is not UTF-8 text", "save the file as UTF-8")
    by_configuration = by_path(source.path, settings.type_for(source.path))
    spec = read_spec(source, spec_type=spec_type, path_types=by_configuration, types=settings.kinds)
    if spec.type is None:
        raise UnknownTypeError(
            f"nothing tells what type of spec {given} is", "give --type, or write <!-- speclint: type=NAME --> in it"
        )
    return spec, spec.type
