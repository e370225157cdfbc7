"""Check of where the files that tasks create lie: tests beside their code, hooks, pages and types in their folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.regex import regex
from speclint.spec.file_kinds import clean, folder_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.rules.rule import Rule
    from speclint.spec.file_lists import Change
    from speclint.spec.model import Spec

_GO_TEST = regex(r"_test\.go$")
_SCRIPT_TEST = regex(r"\.(?:test|spec)(?=\.[cm]?[jt]sx?$)")
_HOOK = regex(r"use[A-Z]\w*\.[cm]?[jt]sx?$")
_TYPES = regex(r"(?:^|[./_-])types?\.ts$|\.d\.ts$")
# Tests of the whole, which have no code to stand beside.
_WHOLE = frozenset({"e2e", "integration", "cypress", "playwright"})
_FOLDERS = {
    "hook": ("hooks", "api", "queries"),
    "page": ("pages", "routes", "app", "views", "screens"),
    "types": ("types", "api"),
    "component": ("components", "pages", "routes", "app", "views", "screens", "features", "layouts", "ui"),
}


def unusual_file_location(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each created file that lies where files of its kind usually do not."""
    created = spec.changes.created
    pages = _pages(spec)
    alike: dict[str, list[Change]] = {}
    for path, change in created.items():
        name = path.rpartition("/")[2]
        kind = "page" if path in pages else _kind(path, name)
        folders = _FOLDERS.get(kind, ())
        if folders and not any(part in folders for part in path.casefold().split("/")[:-1]):
            alike.setdefault(kind, []).append(change)
    for kind, changes in alike.items():
        first, *others = changes
        one = f"a {kind}" if kind != "types" else "a file of types"
        yield Finding(
            first.entry.span,
            f"{one} usually lies in `{'` or `'.join(f'src/{folder}/' for folder in _FOLDERS[kind][:2])}`",
            "move it there, unless the repository does otherwise",
            related=tuple(Related(change.entry.span, "this one neither") for change in others),
        )
    yield from _tests(spec, created)


def _kind(path: str, name: str) -> str:
    if kind_of(path) == "test":
        return ""
    if _HOOK.match(name):
        return "hook"
    if _TYPES.search(name):
        return "types"
    return "component" if name.endswith((".tsx", ".jsx")) and name[:1].isupper() and name != "App.tsx" else ""


def _pages(spec: Spec) -> frozenset[str]:
    return frozenset(
        clean(spec.text(path.span))
        for view in spec.tables_by_role("frontend-new")
        for row in view.rows()
        if (path := view.cell(row, "path")) and (kind := view.cell(row, "type"))
        if spec.text(kind.span).casefold() == "page"
    )


def _tests(spec: Spec, created: Mapping[str, Change]) -> Iterator[Finding]:
    """Yield the tests whose code the spec has in another folder, and those in a folder for tests alone."""
    code: dict[str, list[str]] = {}
    listed = spec.listed_files
    for path in (*created, *(clean(entry.path) for task in spec.tasks for entry in task.files), *listed.new):
        if kind_of(path) in ("go", "ui", "script"):
            code.setdefault(_stem(path), []).append(path)
    astray: list[tuple[Change, str]] = []
    for path, change in created.items():
        stem = _GO_TEST.sub(".go", path) if _GO_TEST.search(path) else _SCRIPT_TEST.sub("", path)
        folder = folder_of(path)
        parts = folder.casefold().split("/")
        if stem == path or _WHOLE & set(parts):
            continue
        homes = code.get(_stem(stem), [])
        beside = folder.removesuffix("/__tests__").removesuffix("__tests__")
        if all(folder_of(home) != beside for home in homes) and (homes or parts[-1] in ("test", "tests")):
            astray.append((change, homes[0] if homes else ""))
    for change, home in astray[:1]:
        yield Finding(
            change.entry.span,
            f"the test `{clean(change.entry.path)}` does not lie beside its code" + (f", `{home}`" if home else ""),
            f"create it in `{folder_of(home)}/`" if folder_of(home) else "create it in the folder of what it tests",
            related=tuple(Related(other.entry.span, "this one neither") for other, _ in astray[1:]),
        )


def _stem(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]
