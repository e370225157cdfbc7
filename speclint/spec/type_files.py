"""The YAML files of spec types, read, held against their schema and merged with the types that they extend."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from speclint import yaml12
from speclint.errors import SpeclintError
from speclint.json_schema import Violation, violations
from speclint.regex import regex
from speclint.resources import data_folder
from speclint.spec.slug import slug
from speclint.spec.type_resolution import TypeFileError, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_QUOTED = regex(r"'([^']+)'")


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
    schema: dict[str, Any] = json.loads((data_folder("schemas") / "spec-type.schema.json").read_text("utf-8"))
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    files = {name: _read(path, schema) for name, path in paths.items()}
    types: dict[str, dict[str, Any]] = {}
    for name, path in paths.items():
        try:
            types[name] = resolve(_with_base(name, files, schema))
        except TypeFileError as error:
            raise _fault(path.as_posix(), error.where, error.message) from None
    return types


def _read(path: Path, schema: dict[str, Any]) -> dict[str, Any]:
    shown = path.as_posix()
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SpeclintError(f"{shown}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise SpeclintError(f"{shown}: the file is not UTF-8") from None
    try:
        data = yaml12.load(text)
    except yaml12.YamlError as error:
        raise SpeclintError(f"{shown}:{error.line}: {error.message}") from None
    try:
        _hold_own(data, schema)
        if data["name"] != path.stem:
            raise TypeFileError(("name",), f"the type's name {data['name']!r} is not the file's")
    except TypeFileError as error:
        raise _fault(shown, error.where, error.message) from None
    result: dict[str, Any] = data
    return result


def _hold_own(data: Any, schema: dict[str, Any]) -> None:
    """Raise the first violation of a file, before it is merged with the type that it extends."""
    if not isinstance(data, dict):
        return _hold(data, schema)
    if "extends" in data:
        # A null removes what the extended type has, so it is no value to hold against the schema.
        return _hold(_patched({}, data), schema)
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
        raise TypeFileError(found[0].where, _in_words(found[0], schema))


def _in_words(violation: Violation, schema: dict[str, Any]) -> str:
    """Say a violation as a clause, with the key that a misspelt one most likely means."""
    if violation.keyword not in ("additionalProperties", "enum"):
        return violation.message
    from difflib import get_close_matches  # only a broken file needs it

    if violation.keyword == "enum":
        known = [str(choice) for choice in violation.schema]
        word = str(violation.value)
        message = f"{word!r} is none of {', '.join(choice or '(empty)' for choice in known)}"
    else:
        known = sorted(_property_names(schema))
        word = (_QUOTED.findall(violation.message) or ["?"])[0]
        message = f"the key {word!r} is not known here"
    near = get_close_matches(word, known, 1)
    return f"{message}; did you mean {near[0]!r}?" if near else message


def _property_names(schema: Any) -> set[str]:
    names: set[str] = set()
    if isinstance(schema, dict):
        names |= set(schema.get("properties", ()))
        for value in schema.values():
            names |= _property_names(value)
    return names


def _fault(path: str, where: tuple[str | int, ...], message: str) -> SpeclintError:
    """Make the error that names the file and the place in its data."""
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where).lstrip(".")
    return SpeclintError(f"{path}: {place}: {message}" if place else f"{path}: {message}")


def _with_base(name: str, files: Mapping[str, dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a type's data with those of the types that it extends underneath, as if it extended none."""
    chain = [name]
    while base := files[chain[-1]].get("extends"):
        if base in chain:
            raise TypeFileError(("extends",), f"the types {' → '.join([*chain, base])} extend one another in a circle")
        if base not in files:
            raise TypeFileError(("extends",), f"there is no type {base!r}; there is {', '.join(sorted(files))}")
        chain.append(base)
    whole: dict[str, Any] = _keyed(deepcopy(files[chain.pop()]))
    for child in reversed(chain):
        whole = _extended(whole, files[child])
        _hold(whole, schema)
    return whole


def _keyed(data: dict[str, Any]) -> dict[str, Any]:
    """Write every section as a mapping that has a key, so that `changes`, `drop` and `add` can name it."""
    sections = data.get("sections")
    return {**data, "sections": [_keyed_section(section) for section in sections]} if sections else data


def _keyed_section(section: Any) -> dict[str, Any]:
    whole = {"heading": section} if isinstance(section, str) else section
    keyed = {"key": slug(whole["heading"]), **whole}
    if "sections" in whole:
        keyed["sections"] = [_keyed_section(child) for child in whole["sections"]]
    return keyed


def _extended(base: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    own = {key: value for key, value in child.items() if key not in ("extends", "changes", "drop", "add")}
    whole = _keyed(_patched(base, own))
    for key, patch in child.get("changes", {}).items():
        siblings, index = _find(whole, key, ("changes", key))
        siblings[index] = _keyed_section(_patched(siblings[index], patch))
    for place, key in enumerate(child.get("drop", ())):
        siblings, index = _find(whole, key, ("drop", place))
        del siblings[index]
    for place, addition in enumerate(child.get("add", ())):
        _add(whole, addition, place)
    return whole


def _add(whole: dict[str, Any], addition: dict[str, Any], place: int) -> None:
    section = _keyed_section(addition["section"])
    word = next(key for key in addition if key != "section")
    siblings, index = _find(whole, addition[word], ("add", place, word))
    if word == "in":
        siblings[index].setdefault("sections", []).append(section)
    else:
        siblings.insert(index + (word == "after"), section)


def _patched(base: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7396): mappings merge, null removes, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = _patched(result.get(key), value)
    return result


def _find(data: dict[str, Any], key: str, where: tuple[str | int, ...]) -> tuple[list[Any], int]:
    """Return the list that holds the section of that key, and its index there."""
    for siblings in _lists(data):
        for index, section in enumerate(siblings):
            if section["key"] == key:
                return siblings, index
    raise TypeFileError(where, f"there is no section {key!r} to start from")


def _lists(data: dict[str, Any]) -> Iterator[list[Any]]:
    siblings = data.get("sections", [])
    yield siblings
    for section in siblings:
        yield from _lists(section)
