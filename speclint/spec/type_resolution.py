"""A spec type's data made whole: keys, levels and prompts filled in, and its own contradictions found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.spec.sample_slots import fill_slots, tables_of, walk_sections
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEEPEST = 5
_DEFAULTS: dict[str, Any] = {
    "version": "1",
    "title_prompt": "[title]",
    "title_free": False,
    "aliases": [],
    "colon": "inside",
    "folder": "",
    "filename": "{slug}.md",
    "globs": [],
    "numbering": "",
    "closed": [],
    "separators": False,
    "metadata": {"placement": "none"},
    "markers": {},
    "ids": {},
    "requirement_family": "",
    "footer": "",
    "footer_prompt": "",
    "placeholders": [],
    "guidance": [],
    "forbidden": [],
    "title_words": 0,
    "samples_in_code": True,
    "prose": False,
    "foreign_keys": [],
    "review": {},
}


class TypeFileError(ValueError):
    """A contradiction in a type's data.

    Args:
        where: The keys and indexes that lead to it.
        message: What it is.
        key: The key in it that is at fault, where it is one.
    """

    def __init__(self, where: tuple[str | int, ...], message: str, key: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.where = where
        self.message = message
        self.key = key


def resolve(data: dict[str, Any]) -> dict[str, Any]:
    """Make a type whole.

    Args:
        data: What its file holds, fit for the schema, with `extends` already followed.

    Returns:
        The same as plain data, in the form that `speclint.spec.catalogue.from_data` reads; where order means something
        it is a list's, so that the keys of a mapping may be sorted.

    Raises:
        TypeFileError: Two sections share a key, a layout leaves a part out, a pattern is no regular expression…
    """
    whole = {**_DEFAULTS, **data}
    whole["ids"] = {
        name: {"digits": 3, **family} if isinstance(family, dict) else {"prefix": family, "digits": 3}
        for name, family in whole["ids"].items()
    }
    family = whole["requirement_family"]
    if family and family not in whole["ids"]:
        raise TypeFileError(("requirement_family",), f"there is no id family {family!r}")
    whole["sections"] = [_section(section, 1, whole["ids"]) for section in whole["sections"]]
    _check_keys(whole["sections"])
    _check_groups(whole["sections"])
    for part in ("placeholders", "guidance"):
        for index, pattern in enumerate(whole[part]):
            _compiled(pattern, (part, index))
    whole["forbidden"] = [_forbidden(item, index) for index, item in enumerate(whole["forbidden"])]
    whole["placeholders"] = [*whole["placeholders"], *_whole_lists(whole)]
    fill_slots(whole)
    whole["metadata"] = {**whole["metadata"], "labels": list(_properties(whole))}
    if front := whole["metadata"].get("front_matter"):
        keys = list(front["schema"].get("properties", {}))
        whole["metadata"]["front_matter"] = {**front, "keys": keys}
    whole["ids"] = [{"name": name, **form} for name, form in whole["ids"].items()]
    whole["review"] = list(whole["review"].values())
    return whole


def _section(data: Any, level: int, ids: dict[str, Any]) -> dict[str, Any]:
    given = {"heading": data} if isinstance(data, str) else data
    section = {"key": slug(given["heading"]), "level": level, **given}
    key = section["key"]
    if not key:
        raise TypeFileError(("sections",), f"the heading {section['heading']!r} gives no key; name one")
    if level > _DEEPEST:
        raise TypeFileError((key,), "a heading can't stand deeper than six levels")
    if section["level"] < level:
        raise TypeFileError(
            (key, "level"), f"the section stands in one of level {level - 1}, so its own is {level} or deeper"
        )
    if "pattern" in section and not _compiled(section["pattern"], (key, "pattern")).match(section["heading"]):
        raise TypeFileError((key, "pattern"), f"the section's own heading {section['heading']!r} doesn't match")
    for part in ("told", "matters"):
        _compiled(section.get(part, ""), (key, part))
    if section.get("ids", "") not in ("", *ids):
        raise TypeFileError((key, "ids"), f"there is no id family {section['ids']!r}")
    for part, make in (("topics", _topic), ("item_topics", _topic), ("fields", _field), ("tables", _table)):
        if part in section:
            section[part] = [make(item, (key,), ids) for item in section[part]]
            _check_unique([item["key"] for item in section[part]], (key, part))
    if "sections" in section:
        section["sections"] = [_section(child, section["level"] + 1, ids) for child in section["sections"]]
    if "samples" in section:
        section["samples"] = {part: text.rstrip("\n") for part, text in section["samples"].items()}
    _check_layout(section)
    return section


def _forbidden(data: Any, index: int) -> dict[str, Any]:
    given: dict[str, Any] = {"heading": data} if isinstance(data, str) else data
    _compiled(given["heading"], ("forbidden", index))
    return given


def _topic(data: Any, where: tuple[str, ...], ids: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {"label": data} if isinstance(data, str) else data
    topic = {"key": slug(given["label"]), "prompt": _choice_prompt(None, given["label"]), **given}
    for pattern in [given.get("words", ""), *(mention["pattern"] for mention in given.get("mentions", ()))]:
        _compiled(pattern, (*where, topic["key"]))
    return topic


def _field(data: Any, where: tuple[str, ...], ids: dict[str, Any]) -> dict[str, Any]:
    given = {"label": data} if isinstance(data, str) else data
    field = {"key": slug(given["label"]), **given}
    if "table" in field:
        field["table"] = _table({"key": field["key"], **field["table"]}, (*where, field["key"]), ids)
        field["content"] = "table"
    elif field.get("content") == "table":
        raise TypeFileError((*where, field["key"]), "the table that stands under the label is not given")
    else:
        field.setdefault("prompt", _choice_prompt(field.get("choices"), field["label"]))
    return field


def _table(data: dict[str, Any], where: tuple[str, ...], ids: dict[str, Any]) -> dict[str, Any]:
    table = {"key": data.get("role") or "table", **data}
    columns = [_column(column) for column in table["columns"]]
    _check_unique([column["key"] for column in columns], (*where, table["key"], "columns"))
    for column in columns:
        if column.get("ids", "{family}") not in (*ids, "{family}"):
            raise TypeFileError((*where, table["key"], column["key"]), f"there is no id family {column['ids']!r}")
    return {**table, "columns": columns}


def _column(data: Any) -> dict[str, Any]:
    given = {"name": data} if isinstance(data, str) else data
    if "filled_where" in given:
        _compiled(given["filled_where"], (given["name"], "filled_where"))
    return {"key": slug(given["name"]), "prompt": _choice_prompt(given.get("choices"), given["name"]), **given}


def _choice_prompt(choices: Sequence[str] | None, name: str) -> str:
    return f"[{'/'.join(choices)}]" if choices else f"[{name[:1].lower()}{name[1:]}]"


def parts_of(section: dict[str, Any]) -> list[str]:
    """Return the names of a section's parts in their natural order."""
    samples = section.get("samples", {})
    return [
        *(["prompt"] if section.get("prompt") and "tasks" not in samples else []),
        *(["topics"] if any(topic.get("prompt", "") for topic in section.get("topics", ())) else []),
        *(f"field:{field['key']}" for field in section.get("fields", ())),
        *(f"table:{table['key']}" for table in section.get("tables", ())),
        *(f"code:{language}" for language in section.get("code", ())),
        *(["diagram"] if "diagram" in samples else []),
        *(["list"] if section.get("list") else []),
        *(["tasks"] if "tasks" in samples else []),
        *(["sections"] if section.get("sections") else []),
    ]


def _check_layout(section: dict[str, Any]) -> None:
    key, parts = section["key"], parts_of(section)
    for sample in section.get("samples", ()):
        if sample not in parts:
            raise TypeFileError((key, "samples"), f"the section has no part {sample!r}")
    if "layout" not in section:
        section["layout"] = parts
        return
    layout = section["layout"]
    children = [f"section:{child['key']}" for child in section.get("sections", ())]
    if any(part.startswith("section:") for part in layout):
        parts = [part for part in parts if part != "sections"] + children
    for part in layout:
        if part not in (*parts, "rule"):
            raise TypeFileError((key, "layout"), f"the section has no part {part!r}")
    for part in parts:
        if layout.count(part) != 1:
            raise TypeFileError((key, "layout"), f"the part {part!r} stands {layout.count(part)} times instead of once")


def _check_unique(keys: Sequence[str], where: tuple[str, ...]) -> None:
    for key in keys:
        if not key:
            raise TypeFileError(where, "a name gives no key; name one")
        if keys.count(key) > 1:
            raise TypeFileError(where, f"the key {key!r} stands twice")


def _check_keys(sections: Sequence[dict[str, Any]]) -> None:
    _check_unique([section["key"] for section in walk_sections(sections)], ("sections",))


def _check_groups(sections: Sequence[dict[str, Any]]) -> None:
    groups: dict[str, list[str]] = {}
    for section in walk_sections(sections):
        if group := section.get("group"):
            groups.setdefault(group, [])
            if not section.get("excluded"):
                groups[group].append(section["key"])
    for group, keys in groups.items():
        if len(keys) != 1:
            raise TypeFileError(
                ("sections",), f"the group {group!r} has {len(keys)} sections that may stand instead of one"
            )


def _compiled(pattern: str, where: tuple[str | int, ...]) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise TypeFileError(where, f"{pattern!r} is no regular expression: {error}") from None


def _whole_lists(whole: dict[str, Any]) -> list[str]:
    """Return a pattern for each list of choices that was left whole (`must/should/may`, `Draft | In Review`)."""
    found: dict[str, None] = {}
    lists = [rule["enum"] for rule in _properties(whole).values() if isinstance(rule, dict) and "enum" in rule]
    for section in walk_sections(whole["sections"]):
        columns = [column for table in tables_of(section) for column in table["columns"]]
        lists += [part["choices"] for part in (*section.get("fields", ()), *columns) if "choices" in part]
    for choices in lists:
        if len(choices) > 1:
            either = "|".join(re.escape(choice) for choice in choices)
            found[rf"(?i)^\[?(?:{either})(?:\s*(?:/|\\?\|)\s*(?:{either}))+\]?$"] = None
    return list(found)


def _properties(whole: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = whole["metadata"].get("schema", {}).get("properties", {})
    return properties
