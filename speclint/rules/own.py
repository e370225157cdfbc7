"""A repository's own rule pages: our form, on checks of ours, with codes of their own."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclint import yaml12
from speclint.errors import SpeclintError
from speclint.json_schema import violations
from speclint.resources import data_folder
from speclint.rules.catalogue import catalogue
from speclint.rules.page import Page, front_matter_faults, pages_under, read_page

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_GENERIC = "generic."
_SHARED = frozenset({"common", "limit"})


def read_own_pages(folder: Path, shown: str, types: Collection[str]) -> list[Page]:
    """Read every page of a repository; see `speclint.rules.read_own_pages`."""
    pages = pages_under(folder, "*.md", f"{shown}/")
    for page in pages:
        _judge(page, (folder / page.rule.page.removeprefix(f"{shown}/")).read_text("utf-8"), types)
    return [page._replace(rule=page.rule._replace(text=page.text)) for page in pages]


def page_faults(folder: Path, shown: str, types: Collection[str]) -> dict[Path, list[str]]:
    """Say all that is wrong with the rule pages of a repository, by file; see `speclint.rules.own_page_faults`."""
    found: dict[Path, list[str]] = {}
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*.md"), key=lambda path: path.relative_to(folder).as_posix()):
        relative = f"{shown}/{path.relative_to(folder).as_posix()}"
        faults = found[path] = list(front_matter_faults(path, relative))
        if faults:
            continue
        try:
            page = read_page(path, relative)
        except SpeclintError as error:
            faults.append(error.message)
            continue
        told = _faults(page, path.read_text("utf-8"), types)
        faults += [one.message + (f"; {one.help}" if one.help else "") for one in told]
        for key in (page.rule.code, page.rule.name):
            if key in seen:
                faults.append(f"{relative}:2: {seen[key]} defines {key} already")
            seen.setdefault(key, relative)
    return found


def _judge(page: Page, text: str, types: Collection[str]) -> None:
    """Raise the first fault of a page, with its line."""
    for fault in _faults(page, text, types):
        raise fault


def _faults(page: Page, text: str, types: Collection[str]) -> list[SpeclintError]:
    """Return the faults of a page, each with its line."""
    rule = page.rule
    found: list[SpeclintError] = []

    def fail(where: tuple[str | int, ...], message: str, advice: str | None = None) -> None:
        front = text.split("\n---", 1)[0].partition("\n")[2]
        line = yaml12.line_of(front, where) + 1
        found.append(SpeclintError(f"{rule.page}:{line}: {message}", advice))

    ours = catalogue()
    if rule.code.startswith("SL"):
        fail(("code",), "codes that begin with SL are speclint's", "choose other letters")
    twin = next((one.code for one in ours.values() if one.name == rule.name), None)
    if twin:
        fail(("name",), f"{twin} is called {rule.name} already", "choose another name")
    for index, name in enumerate(rule.types):
        if name not in types:
            fail(("types", index), f"there is no spec type {name!r}", _near(name, types))
    schemas = _schemas()
    generic = {f"{_GENERIC}{name}" for name in schemas["$defs"].keys() - _SHARED}
    known = generic | {one.check for one in ours.values() if one.check}
    if rule.check not in known:
        advice = _near(rule.check, known) if rule.check else f"use one of {', '.join(sorted(generic))}"
        fail(("check",), f"there is no check {rule.check!r}", advice)
    if rule.check in generic:
        name = rule.check.removeprefix(_GENERIC)
        schema = {"$ref": f"#/$defs/{name}", "$defs": schemas["$defs"]}
        for violation in violations(dict(rule.options), schema):
            extra = re.findall(r"'([^']+)' w(?:as|ere) unexpected", violation.message)
            fail(("options", *violation.where, *extra[:1]), f"options of {rule.check}: {violation.message}")
        _judge_pattern(rule.options.get("pattern"), fail)
    return found


def _judge_pattern(pattern: Any, fail: Any) -> None:
    try:
        re.compile(pattern if isinstance(pattern, str) else "")
    except re.error as error:
        fail(("options", "pattern"), f"the pattern is no regular expression: {error}")


def _schemas() -> dict[str, Any]:
    text = (data_folder("schemas") / "generic-checks.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text)
    return schemas


def _near(word: str, known: Collection[str]) -> str:
    from difflib import get_close_matches  # only for a slip

    near = get_close_matches(word, sorted(known), 1, 0.6)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(known))}"
