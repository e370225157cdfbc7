"""On every bad variant of every rule: a finding that offers a fix is mended by it, and nothing else is changed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from benchmarks.corpus import added
from speclint.config import Settings
from speclint.diagnostics import Safety
from speclint.engine.run import check, fix
from speclint.engine.splicing import STUB_RULES
from speclint.source import Source
from speclint.yaml12 import load
from tests.variants import test_variants as variants

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from speclint.diagnostics import Diagnostic

PAGES = {code: page for code, page in variants.PAGES.items() if page.rule.fix and code != "SL006"}


class Case(NamedTuple):
    """A spec with something that a rule mends.

    Args:
        code: The rule.
        name: What the case is called.
        path: The spec's path.
        text: The spec.
        type_name: The type that it is read as, or None to find it out.
        files: What else lies in the repository.
        good: The type whose good specs lie beside it, or None.
    """

    code: str
    name: str
    path: str
    text: bytes
    type_name: str | None
    files: dict[str, str]
    good: str | None


def _from_pages() -> list[Case]:
    return [
        Case(
            code,
            f"page-{number}",
            bad.main.path,
            bad.main.text.encode(),
            bad.spec_type,
            {file.path: file.text for file in bad.files if file is not bad.main},
            None,
        )
        for code, page in PAGES.items()
        for number, bad in enumerate(page.bad, 1)
        if not bad.changed
    ]


def _from_variants() -> list[Case]:
    found = []
    for one in variants.CASES:
        if one.code in PAGES and not one.near and "changed" not in one.entry:
            path = one.entry.get("path") or one.entry.get("of") or variants.BASES[one.type_name]["of"]
            name = None if one.entry.get("untyped") else one.type_name
            made = variants._made(one)
            found.append(Case(one.code, one.id, path, made.data, name, one.entry.get("files", {}), one.type_name))
    return found


def _from_faults() -> list[Case]:
    faults: list[tuple[str, dict[str, Any]]] = list(variants.FAULTS)
    for file in sorted(variants.SPECS.glob("*/faults.yaml")):
        faults += [(file.parent.name, one) for one in load(file.read_text("utf-8"))]
    found = []
    for name, fault in faults:
        if fault["code"] in PAGES:
            good = variants.SPECS / name / "good"
            of = variants.BASES[name]["of"]
            if "of" in fault:
                of = next((good / fault["of"]).glob("[tT]*.md")).relative_to(good).as_posix()
            text = variants._base(name, of).replace("\r\n", "\n")
            text = variants._edited(text, [fault["replace"], fault["with"], *(["all"] if "count" in fault else [])])
            text = variants._edited(text, fault["and"]) if "and" in fault else text
            found.append(Case(fault["code"], f"{name}-{fault['name']}", of, text.encode(), name, {}, name))
    return found


# Kinds of a rule's fix that no page and no variant shows: the rule, the type, and an edit of its good spec.
UNSAFE: list[tuple[str, str, list[str]]] = [
    ("SL110", "design", ["(performance) | M |", "(performance) | Medium |"]),
    ("SL120", "feature", ["1. **gateway**", "1. gateway"]),
    ("SL401", "engineering", ["_create_webhook_receipts.sql", "_create-WebhookReceipts.sql", "all"]),
    ("SL708", "engineering", ["No new patterns — follows existing conventions.", "None."]),
]


def _from_edits() -> list[Case]:
    return [
        Case(
            code,
            f"unsafe-{name}",
            variants.BASES[name]["of"],
            variants._edited(variants._base(name, None).replace("\r\n", "\n"), edit).encode(),
            name,
            {},
            name,
        )
        for code, name, edit in UNSAFE
    ]


CASES = [*_from_edits(), *_from_pages(), *_from_variants(), *_from_faults()]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return for each type a repository that holds its good specs, which nobody writes to."""

    @cache
    def laid_out(type_name: str) -> Path:
        folder = tmp_path_factory.mktemp(type_name)
        variants._lay_out(type_name, folder)
        return folder

    return laid_out


def _folder(case: Case, folders: Any, tmp_path: Path) -> Path:
    if case.good and not case.files:
        folder: Path = folders(case.good)
        return folder
    if case.good:
        variants._lay_out(case.good, tmp_path)
    variants._write(tmp_path, case.files)
    return tmp_path


def _found(case: Case, text: str, folder: Path, settings: Settings) -> list[Diagnostic]:
    run = check([], settings, cwd=folder, spec_type=case.type_name, stdin=(case.path, text.encode()))
    return [one for one in run.diagnostics if one.path == case.path]


def _safeties(found: Sequence[Diagnostic]) -> set[Safety]:
    return {one.fix.safety for one in found if one.fix}


@pytest.mark.parametrize("case", CASES, ids=[f"{case.code}-{case.name.replace(' ', '-')}" for case in CASES])
def test_what_offers_a_fix_is_mended_by_it_and_nothing_else(case: Case, folders: Any, tmp_path: Path) -> None:
    folder = _folder(case, folders, tmp_path)
    every = Settings.defaults(str(folder))
    text = Source.from_bytes(case.text, case.path).text
    before = _found(case, text, folder, every)
    for safety in _safeties([one for one in before if one.code == case.code]):
        unsafe = safety is Safety.UNSAFE
        # Whether a directive hides nothing can be told where every rule is run.
        only = every if case.code == "SL005" else every._replace(selected=(case.code,))
        result = fix([], only, cwd=folder, spec_type=case.type_name, stdin=(case.path, case.text), unsafe=unsafe)
        (change,) = result.changed
        assert safety not in _safeties([one for one in result.run.diagnostics if one.code == case.code])
        mended = [one for one in before if one.code == case.code and one.fix and (unsafe or one.fix.safety is safety)]
        assert _lost(change.before, change.after, _mendable(text, mended)) == []
        if not any(one.fix and one.fix.uncovers for one in mended):
            after = [one for one in _found(case, change.after, folder, every) if one.name not in STUB_RULES]
            assert added(before, after, change.before, change.after) == []


@pytest.mark.parametrize("code", PAGES)
def test_each_kind_of_fix_that_a_page_names_is_tried(code: str, folders: Any, tmp_path: Path) -> None:
    wanted = {Safety(kind) for kind in PAGES[code].rule.fix}
    for number, case in enumerate(one for one in CASES if one.code == code):
        folder = _folder(case, folders, tmp_path / str(number))
        settings = Settings.defaults(str(folder))._replace(selected=(code,))
        offered = _safeties(_found(case, Source.from_bytes(case.text).text, folder, settings))
        assert offered <= {Safety(kind) for kind in PAGES[code].rule.fix}
        wanted -= offered
        if not wanted:
            return
    assert wanted == set()


def _lost(before: str, after: str, mendable: set[int]) -> list[str]:
    """Return the lines outside what is mended that don't stand in their order in the new text, from the first on."""
    kept = [line for number, line in enumerate(before.splitlines()) if number not in mendable and line.strip()]
    left = iter(after.splitlines())
    # Each search goes on where the one before it ended.
    return [line for line in kept if line not in left]


def _mendable(text: str, mended: Sequence[Diagnostic]) -> set[int]:
    """Return the lines, from 0, that fixes say they edit."""
    source = Source(text)
    spans = [edit.span for one in mended if one.fix for edit in one.fix.edits]
    return {line for span in spans for line in range(source.line_of(span.start), source.line_of(span.end) + 1)}
