"""All that is wrong with type files at once, where reading them stops at the first fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint import yaml12
from speclint.errors import SpeclintError
from speclint.json_schema import violations
from speclint.spec import type_files
from speclint.spec.type_wording import told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def type_faults(folder: Path, shown: str) -> dict[Path, list[str]]:
    """Say what is wrong with the spec types of a folder.

    Args:
        folder: The folder of `<type>.yaml` files.
        shown: What to call the folder in messages.

    Returns:
        For each file its faults, each with the file's name and the line; what contradicts the rest of a type is looked
        for where its form is sound.
    """
    found: dict[Path, list[str]] = {}
    sound: dict[str, Any] = {}
    ours = type_files.our_files()
    for path in sorted(folder.glob("*.yaml")):
        faults, data = _in_file(path, f"{shown}/{path.name}")
        if not faults and path.stem in ours:
            faults = [f"{shown}/{path.name}:1: name: {type_files.taken(path.stem)}"]
        if not faults:
            sound[path.stem] = data
        found[path] = faults
    broken = {path.stem for path, faults in found.items() if faults}
    for path, faults in found.items():
        if not faults and not _extends_any(path.stem, sound, broken):
            faults += _contradictions(path, f"{shown}/{path.name}", {**ours, **sound})
    return found


def _in_file(path: Path, shown: str) -> tuple[list[str], Any]:
    """Return the faults of a file's form, and its data."""
    try:
        text = path.read_text("utf-8")
        data = yaml12.load(text)
    except OSError as error:
        return [f"{shown}: {error.strerror or error}"], None
    except UnicodeDecodeError:
        return [f"{shown}: the file is not UTF-8"], None
    except yaml12.YamlError as error:
        return [f"{shown}:{error.line}: {error.message}"], None
    faults = sorted(_form(data, text, path.stem, shown))
    return [fault for _, fault in faults], data


def _form(data: Any, text: str, stem: str, shown: str) -> Iterator[tuple[int, str]]:
    schema = type_files.form()
    held = type_files.as_held(data)
    try:
        broken = violations(held, schema)
    except RecursionError:
        yield 1, f"{shown}:1: the sections nest too deep"
        return
    for violation in broken:
        for where, message in told(violation, schema):
            line = yaml12.line_of(text, where)
            place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in violation.where)
            yield line, ": ".join(part for part in (f"{shown}:{line}", place.lstrip("."), message) if part)
    for key in ("changes", "drop", "add") if isinstance(data, dict) and "extends" not in data else ():
        if key in data:
            line = yaml12.line_of(text, (key,))
            yield line, f"{shown}:{line}: {key}: only a type that extends another may have this key"
    if isinstance(data, dict) and isinstance(data.get("name"), str) and data["name"] != stem:
        line = yaml12.line_of(text, ("name",))
        yield line, f"{shown}:{line}: name: the type's name {data['name']!r} is not the file's"


def _extends_any(name: str, files: Mapping[str, Any], broken: set[str]) -> bool:
    """Tell whether a type extends one whose file is broken: its own faults show once that is mended."""
    seen: set[str] = set()
    while name in files and name not in seen:
        seen.add(name)
        name = files[name].get("extends", "")
    return name in broken


def _contradictions(path: Path, shown: str, files: Mapping[str, Any]) -> list[str]:
    try:
        type_files.whole_type(path.stem, files, path, shown)
    except SpeclintError as error:
        return [error.message]
    return []
