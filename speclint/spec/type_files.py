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
    from collections.abc import Iterator, Mapping, Sequence
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
    ours = {path.stem: path for path in sorted((data_folder("schemas") / "types").glob("*.yaml"))}
    for name in own.keys() & ours.keys():
        error = TypeFileError(("name",), f"speclint has a type {name!r}; name yours otherwise, it may extend that one")
        raise _fault(paths[name].read_text("utf-8"), f"{shown}/{paths[name].name}", error)
    extending = any("extends" in data for data in own.values())
    files = {**({name: _read(path, path.name, schema) for name, path in ours.items()} if extending else {}), **own}
    return {name: _whole(name, files, schema, path, f"{shown}/{path.name}") for name, path in paths.items()}


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
        return {**resolve(_keyed(data)), "lineage": [name]}
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
        raise TypeFileError(found[0].where, _in_words(found[0], schema), _unknown_key(found[0]))


def _unknown_key(violation: Violation) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(violation.message)[:1]) if violation.keyword == "additionalProperties" else ()


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
            raise TypeFileError(("extends",), f"there is no type {base!r}; there is {', '.join(sorted(files))}")
        chain.append(base)
    return chain


def _with_base(chain: Sequence[str], files: Mapping[str, dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a type's data with those of the types that it extends underneath, as if it extended none."""
    whole: dict[str, Any] = _keyed(deepcopy(files[chain[-1]]))
    for child in reversed(chain[:-1]):
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
        parent, index = _find(whole, key, ("changes", key))
        parent["sections"][index] = _keyed_section(_patched(parent["sections"][index], patch))
    for place, key in enumerate(child.get("drop", ())):
        parent, index = _find(whole, key, ("drop", place))
        del parent["sections"][index]
        if "layout" in parent:
            parent["layout"] = [part for part in parent["layout"] if part != f"section:{key}"]
    for place, addition in enumerate(child.get("add", ())):
        _add(whole, addition, place)
    return whole


def _add(whole: dict[str, Any], addition: dict[str, Any], place: int) -> None:
    section = _keyed_section(addition["section"])
    word = next(key for key in addition if key != "section")
    parent, index = _find(whole, addition[word], ("add", place, word))
    if word == "in":
        parent = parent["sections"][index]
        index = len(parent.setdefault("sections", []))
    else:
        index += word == "after"
    parent["sections"].insert(index, section)
    layout = parent.get("layout", [])
    named = [place for place, part in enumerate(layout) if part.startswith("section:")]
    if named:
        # A layout that names its sections one by one has to name this one too.
        where = named[index] if index < len(named) else named[-1] + 1
        parent["layout"] = [*layout[:where], f"section:{section['key']}", *layout[where:]]
    elif layout and "sections" not in layout:
        parent["layout"] = [*layout, "sections"]


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


def _find(data: dict[str, Any], key: str, where: tuple[str | int, ...]) -> tuple[dict[str, Any], int]:
    """Return what holds the section of that key, and its index among the sections there."""
    for parent in _parents(data):
        for index, section in enumerate(parent["sections"]):
            if section["key"] == key:
                return parent, index
    raise TypeFileError(where, f"there is no section {key!r} to start from")


def _parents(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "sections" in data:
        yield data
        for section in data["sections"]:
            yield from _parents(section)
