"""A spec type's data merged with those of the type that it extends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.spec.slug import slug
from speclint.spec.type_resolution import TypeFileError

if TYPE_CHECKING:
    from collections.abc import Iterator


def keyed(data: dict[str, Any]) -> dict[str, Any]:
    """Write every section as a mapping that has a key, so that `changes`, `drop` and `add` can name it."""
    sections = data.get("sections")
    return {**data, "sections": [_keyed_section(section) for section in sections]} if sections else data


def _keyed_section(section: Any) -> dict[str, Any]:
    whole = {"heading": section} if isinstance(section, str) else section
    keyed = {"key": slug(whole["heading"]), **whole}
    if "sections" in whole:
        keyed["sections"] = [_keyed_section(child) for child in whole["sections"]]
    return keyed


def extended(base: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """Return what a type says, its own keys over those of the type that it extends.

    Raises:
        TypeFileError: It names a section that is not there.
    """
    own = {key: value for key, value in child.items() if key not in ("extends", "changes", "drop", "add")}
    whole = keyed(patched(base, own))
    for key, patch in child.get("changes", {}).items():
        parent, index = _find(whole, key, ("changes", key))
        parent["sections"][index] = _keyed_section(patched(parent["sections"][index], patch))
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


def patched(base: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7396): mappings merge, null removes, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = patched(result.get(key), value)
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
