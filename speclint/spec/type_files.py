"""The YAML files of spec types, read, held against their schema and merged with the types that they extend."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from speclint import yaml12
from speclint.errors import SpeclintError
from speclint.json_schema import violations
from speclint.resources import data_folder
from speclint.spec.type_merging import extended, keyed, patched
from speclint.spec.type_resolution import TypeFileError, resolve
from speclint.spec.type_wording import in_words, unknown_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def read_types(folder: Path) -> dict[str, dict[str, Any]]:
    """Read every spec type of a folder.

    Args:
        folder: The folder of `<type>.yaml` files; a type may extend another of the folder.

    Returns:
        Each type by name, in the order of the names: `extends` followed, keys and levels filled in, only what differs
        from the default, and nothing that JSON can't hold.

    Raises:
        SpeclintError: A file can't be read, is no YAML, breaks schemas/spec-type.schema.json or contradicts itself;
            the message begins with the file, and with the line where it is known.
    """
    schema = _schema()
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    files = {name: _read(path, path.as_posix(), schema) for name, path in paths.items()}
    return {name: _whole(name, files, schema, path, path.as_posix()) for name, path in paths.items()}


def read_own_types(folder: Path, shown: str) -> dict[str, dict[str, Any]]:
    """Read the spec types that a repository has of its own; they may extend ours and one another.

    Args:
        folder: The folder of `<type>.yaml` files.
        shown: What to call the folder in messages.

    Returns:
        As `read_types` does, the repository's own types alone.

    Raises:
        SpeclintError: As `read_types` does.
    """
    schema = _schema()
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    own = {name: _read(path, f"{shown}/{path.name}", schema) for name, path in paths.items()}
    ours = _our_paths()
    for name in own.keys() & ours.keys():
        error = TypeFileError(("name",), taken(name))
        raise _fault(paths[name].read_text("utf-8"), f"{shown}/{paths[name].name}", error)
    extending = any("extends" in data for data in own.values())
    files = {**({name: _read(path, path.name, schema) for name, path in ours.items()} if extending else {}), **own}
    return {name: _whole(name, files, schema, path, f"{shown}/{path.name}") for name, path in paths.items()}


def our_files() -> dict[str, dict[str, Any]]:
    """Return what the files of our own types hold, by name."""
    schema = _schema()
    return {name: _read(path, path.name, schema) for name, path in _our_paths().items()}


def _our_paths() -> dict[str, Path]:
    return {path.stem: path for path in sorted((data_folder("schemas") / "types").glob("*.yaml"))}


def taken(name: str) -> str:
    """Say that a type's name is one of ours."""
    return f"speclint has a type {name!r}; name yours otherwise, it may extend that one"


def form() -> dict[str, Any]:
    """Return the schema of a type file."""
    return _schema()


def as_held(data: Any) -> Any:
    """Return a type file's data as it is held against the schema: a null of one that extends another removes a key."""
    return patched({}, data) if isinstance(data, dict) and "extends" in data else data


def whole_type(name: str, files: Mapping[str, dict[str, Any]], path: Path, shown: str) -> dict[str, Any]:
    """Merge a type with those that it extends and make it whole.

    Raises:
        SpeclintError: It contradicts itself; the message begins with `shown` and the line.
    """
    return _whole(name, files, _schema(), path, shown)


def hold_type(text: str, name: str) -> dict[str, Any]:
    """Hold the text of a type that extends none against its schema and itself.

    Args:
        text: What its file holds.
        name: The file's name without `.yaml`.

    Returns:
        The type as `read_types` gives it.

    Raises:
        SpeclintError: As `read_types` does.
    """
    data = _parsed(text, f"{name}.yaml", name, _schema())
    try:
        return {**resolve(keyed(data)), "lineage": [name]}
    except TypeFileError as error:
        raise _fault(text, f"{name}.yaml", error) from None


def _schema() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((data_folder("schemas") / "spec-type.schema.json").read_text("utf-8"))
    return schema


def _whole(
    name: str, files: Mapping[str, dict[str, Any]], schema: dict[str, Any], path: Path, shown: str
) -> dict[str, Any]:
    try:
        chain = _chain(name, files)
        return {**resolve(_with_base(chain, files, schema)), "lineage": chain}
    except TypeFileError as error:
        raise _fault(path.read_text("utf-8"), shown, error) from None


def _read(path: Path, shown: str, schema: dict[str, Any]) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SpeclintError(f"{shown}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise SpeclintError(f"{shown}: the file is not UTF-8") from None
    return _parsed(text, shown, path.stem, schema)


def _parsed(text: str, shown: str, stem: str, schema: dict[str, Any]) -> dict[str, Any]:
    try:
        data = yaml12.load(text)
    except yaml12.YamlError as error:
        raise SpeclintError(f"{shown}:{error.line}: {error.message}") from None
    try:
        _hold_own(data, schema)
        if data["name"] != stem:
            raise TypeFileError(("name",), f"the type's name {data['name']!r} is not the file's")
    except TypeFileError as error:
        raise _fault(text, shown, error) from None
    result: dict[str, Any] = data
    return result


def _hold_own(data: Any, schema: dict[str, Any]) -> None:
    """Raise the first violation of a file, before it is merged with the type that it extends."""
    if not isinstance(data, dict):
        return _hold(data, schema)
    if "extends" in data:
        # A null removes what the extended type has, so it is no value to hold against the schema.
        return _hold(patched({}, data), schema)
    for key in ("changes", "drop", "add"):
        if key in data:
            raise TypeFileError((key,), "only a type that extends another may have this key")
    return _hold(data, schema)


def _hold(data: Any, schema: dict[str, Any]) -> None:
    """Raise the first violation of the schema."""
    try:
        found = violations(data, schema)
    except RecursionError:
        raise TypeFileError((), "the sections nest too deep") from None
    if found:
        raise TypeFileError(found[0].where, in_words(found[0], schema), unknown_key(found[0]))


def _fault(text: str, shown: str, error: TypeFileError) -> SpeclintError:
    """Make the error that names the file, the line and the place in its data."""
    line = yaml12.line_of(text, (*error.where, *error.key))
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.where).lstrip(".")
    return SpeclintError(": ".join(part for part in (f"{shown}:{line}", place, error.message) if part))


def _chain(name: str, files: Mapping[str, dict[str, Any]]) -> list[str]:
    """Return a type's name and those of the types that it extends, nearest first."""
    chain = [name]
    while base := files[chain[-1]].get("extends"):
        if base in chain:
            raise TypeFileError(("extends",), f"the types {' → '.join([*chain, base])} extend one another in a circle")
        if base not in files:
            from speclint.spec.headings import nearest  # only a wrong name needs it

            near = nearest(base, sorted(files))
            advice = f"did you mean {near!r}?" if near else f"there is {', '.join(sorted(files))}"
            raise TypeFileError(("extends",), f"there is no type {base!r}; {advice}")
        chain.append(base)
    return chain


def _with_base(chain: Sequence[str], files: Mapping[str, dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a type's data with those of the types that it extends underneath, as if it extended none."""
    whole: dict[str, Any] = keyed(deepcopy(files[chain[-1]]))
    for child in reversed(chain[:-1]):
        whole = extended(whole, files[child])
        _hold(whole, schema)
    return whole
