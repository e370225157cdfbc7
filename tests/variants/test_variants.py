"""Each rule is tried in each type that it holds for: bad variants are found at their lines, near misses are silent."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from speclint.config import Settings
from speclint.engine.run import check
from speclint.resources import data_folder, read_index
from speclint.rules import read_pages
from speclint.rules.catalogue import catalogue
from speclint.spec.catalogue import spec_type
from speclint.yaml12 import load

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
SPECS = FIXTURES / "specs"
VARIANTS = FIXTURES / "variants"
TYPES = tuple(read_index()["types"])
BASES: dict[str, dict[str, Any]] = load((VARIANTS / "bases.yaml").read_text("utf-8"))
LEFT_OUT: list[dict[str, Any]] = load((VARIANTS / "left-out.yaml").read_text("utf-8"))
ENOUGH = 2
MARK = " ⟵"


class Variant(NamedTuple):
    """One entry of fixtures/variants, in one of its types.

    Args:
        code: The rule that it is made for.
        near: Whether it is a near miss, which no rule may report.
        type_name: The type that it is tried in.
        entry: What the data say.
    """

    code: str
    near: bool
    type_name: str
    entry: dict[str, Any]

    @property
    def id(self) -> str:
        """What the test is called."""
        return f"{self.code}-{self.type_name}-{'near' if self.near else 'bad'}-{self.entry['name'].replace(' ', '-')}"


class Text(NamedTuple):
    """A variant that is made: the bytes of its file, and the lines at which its rule reports."""

    data: bytes
    lines: list[int]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _read() -> list[Variant]:
    found = []
    for file in sorted(VARIANTS.glob("[0-8]xx-*.yaml")):
        for code, kinds in load(file.read_text("utf-8")).items():
            for kind, entries in kinds.items():
                for entry in entries:
                    for rule in (code, *entry.get("also", ())):
                        fitting = [name for name in TYPES if catalogue()[rule].fits(name)]
                        names = _listed(entry.get("in", fitting))
                        assert set(names) <= set(TYPES), (code, entry["name"])
                        found += [
                            Variant(rule, kind == "near", name, entry)
                            for name in names
                            if rule == code or name in fitting
                        ]
    return found


ALL = _read()
CASES = [one for one in ALL if "has" not in one.entry and one.code not in one.entry.get("also", ())]
STANDING = [one for one in ALL if "has" in one.entry]
PAGES = {page.rule.code: page for page in read_pages(data_folder("rules"))}
EXAMPLES: list[tuple[str, int, str]] = [
    (code, number, type_name)
    for code, held in load((VARIANTS / "pages.yaml").read_text("utf-8")).items()
    for type_name, numbers in held.items()
    for number in numbers
]


@cache
def _base(type_name: str, of: str | None) -> str:
    base = BASES[type_name]
    path = of or base["of"]
    if path == base["of"] and "from" in base:
        text = _base(base["from"], path)
        for edit in base["edits"]:
            text = _edited(text, edit)
        return text
    file = SPECS / type_name / "good" / path
    if not file.exists():
        file = file.parent.parent / file.name
    return file.read_bytes().decode()


def _edited(text: str, edit: Any) -> str:
    if "move" in edit:
        start, end, before = (text.index(one) for one in edit["move"])
        return text[:start] + text[end:before] + text[start:end] + text[before:]
    if isinstance(edit, dict):
        start, end = edit["between"]
        begin = text.index(start)
        return str(text[:begin] + edit["with"] + text[text.index(end, begin) :])
    old, new, *rest = edit
    assert old in text, old
    if rest and isinstance(rest[0], int):
        new *= rest[0]
    replaced: str = text.replace(old, new, -1 if rest == ["all"] else 1)
    return replaced


def _made(variant: Variant) -> Text:
    type_name = variant.type_name
    entry = _in_ids(variant.entry, type_name)
    if "text" in entry:
        text, newline = entry["text"], "\n"
    else:
        whole = _base(type_name, entry.get("of"))
        newline = "\r\n" if "\r\n" in whole else "\n"
        text = whole.replace("\r\n", "\n")
    if "insert" in entry:
        before = entry.get("before", BASES[type_name]["notes"])
        text = _edited(text, [before, f"{entry['insert'].rstrip()}\n\n{before}"])
    if "replace" in entry:
        text = _edited(text, [entry["replace"], entry["with"]])
    if "between" in entry or "move" in entry:
        text = _edited(text, entry)
    for edit in entry.get("edits", ()):
        text = _edited(text, edit)
    if "wrap" in entry:
        text = f"{entry['wrap']}{MARK}\n{text}{entry['wrap'].rstrip('markdown')}\n"
    marked = text.split("\n")
    lines = [number for number, line in enumerate(marked, 1) if line.endswith(MARK)]
    text = "\n".join(line.removesuffix(MARK) for line in marked)
    for at in _listed(entry.get("at", [])):
        having = [number for number, line in enumerate(text.split("\n"), 1) if at in line]
        assert having, at
        lines.append(having[entry.get("nth", 1) - 1])
    assert bool(lines) != variant.near, "a bad variant says where it is found, and a near miss is found nowhere"
    return Text(text.replace("\n", newline).encode(entry.get("encoding", "utf-8")), sorted(set(lines)))


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return for each type a repository that holds its good specs and what stands beside them."""
    made = {}
    for name in TYPES:
        made[name] = tmp_path_factory.mktemp(name)
        _lay_out(name, made[name])
    return made


def _lay_out(type_name: str, folder: Path) -> None:
    shutil.copytree(SPECS / type_name / "good", folder, dirs_exist_ok=True)
    _write(folder, BASES[type_name].get("files", {}))


def _write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")


def _commit(folder: Path, path: str, day: str) -> None:
    _write(folder, {path: "a former state\n"})
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false"]
    dates = {"GIT_AUTHOR_DATE": f"{day}T12:00:00+0000", "GIT_COMMITTER_DATE": f"{day}T12:00:00+0000"}
    environment = {**os.environ, **dates, "GIT_CONFIG_GLOBAL": os.devnull}
    for arguments in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "a change"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True, env=environment)


def _found(variant: Variant, folder: Path, text: Text, code: str = "") -> list[tuple[str, int, str]]:
    settings = Settings.defaults(str(folder))
    # Whether a directive hides nothing can be told where every rule has been run.
    if code and code != "SL005":
        settings = settings._replace(selected=(code,))
    path = variant.entry.get("path") or variant.entry.get("of") or BASES[variant.type_name]["of"]
    name = None if variant.entry.get("untyped") else variant.type_name
    run = check([], settings, cwd=folder, spec_type=name, stdin=(path, text.data))
    return sorted(
        (one.code, run.sources[one.path].position(one.span.start).line, one.message)
        for one in run.diagnostics
        if one.code.startswith(code)
    )


def _id(variant: Variant) -> str:
    return variant.id


@pytest.mark.parametrize("variant", CASES, ids=_id)
def test_a_variant_is_judged(variant: Variant, folders: dict[str, Path], tmp_path: Path) -> None:
    folder = folders[variant.type_name]
    made = _made(variant)
    if "files" in variant.entry:
        folder = tmp_path
        _lay_out(variant.type_name, folder)
        _write(folder, variant.entry["files"])
    elif "changed" in variant.entry:
        folder = tmp_path
        _commit(folder, variant.entry.get("of") or BASES[variant.type_name]["of"], variant.entry["changed"])
        variant = variant._replace(near=False)
    if variant.near:
        assert _found(variant, folder, made) == []
    else:
        found = _found(variant, folder, made, variant.code)
        assert [(code, line) for code, line, _ in found] == [(variant.code, line) for line in made.lines], found


@pytest.mark.parametrize("type_name", TYPES)
def test_a_base_is_silent(type_name: str, folders: dict[str, Path]) -> None:
    variant = Variant("", True, type_name, {})
    assert _found(variant, folders[type_name], Text(_base(type_name, None).encode(), [])) == []


@pytest.mark.parametrize("variant", STANDING, ids=_id)
def test_a_near_miss_stands_in_a_good_spec(variant: Variant) -> None:
    assert variant.near
    entry = _in_ids(variant.entry, variant.type_name)
    assert entry["has"] in _base(variant.type_name, entry.get("of")).replace("\r\n", "\n")


@pytest.mark.parametrize(("code", "number", "type_name"), EXAMPLES)
def test_a_page_s_bad_is_found_in_other_types(code: str, number: int, type_name: str, tmp_path: Path) -> None:
    example = PAGES[code].bad[number - 1]
    for file in example.files:
        (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file.path).write_bytes(file.text.encode())
    settings = Settings.defaults(str(tmp_path))._replace(selected=(code,))
    run = check([example.main.path], settings, cwd=tmp_path, spec_type=type_name)
    lines = [run.sources[one.path].position(one.span.start).line for one in run.diagnostics]
    assert sorted(set(lines)) == list(example.finds)


def _in_ids(entry: dict[str, Any], type_name: str) -> dict[str, Any]:
    """Return an entry with the ids of the type that its base is brought over to."""
    if "ids" not in BASES[type_name]:
        return entry
    mapped: dict[str, Any] = json.loads(json.dumps(entry).replace(*BASES[type_name]["ids"]))
    return mapped


def _faults() -> list[tuple[str, dict[str, Any]]]:
    """Return the single faults that another type's base brings along, in this type's ids."""
    found = []
    for name, base in BASES.items():
        if "from" in base:
            faults = load((SPECS / base["from"] / "faults.yaml").read_text("utf-8"))
            found += [(name, _in_ids(one, name)) for one in faults if one["name"] not in base["without_faults"]]
    return found


FAULTS = _faults()


@pytest.mark.parametrize(("type_name", "fault"), [pytest.param(*one, id=one[1]["name"]) for one in FAULTS])
def test_a_fault_is_found_in_a_base_brought_over(
    type_name: str, fault: dict[str, Any], folders: dict[str, Path]
) -> None:
    limit = ["all"] if fault.get("count") == "all" else []
    text = _edited(_base(type_name, None), [fault["replace"], fault["with"], *limit])
    if "and" in fault:
        text = _edited(text, fault["and"])
    lines = [number for number, line in enumerate(text.split("\n"), 1) if fault["at"] in line]
    variant = Variant(fault["code"], False, type_name, {})
    found = _found(variant, folders[type_name], Text(text.encode(), []), fault["code"])
    assert [(code, line) for code, line, _ in found] == [(fault["code"], lines[fault.get("nth", 1) - 1])]


def _counted() -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    bad = Counter((one.code, one.type_name) for one in ALL if not one.near)
    bad.update((code, type_name) for code, _, type_name in EXAMPLES)
    # A page's own type is tried by tests/test_rule_pages.py, a type's faults by tests/test_faults.py and its like.
    bad.update((code, one.spec_type) for code, page in PAGES.items() for one in page.bad if one.spec_type)
    bad.update((fault["code"], name) for name, fault in FAULTS)
    for file in sorted(SPECS.glob("*/faults.yaml")):
        bad.update((fault["code"], file.parent.name) for fault in load(file.read_text("utf-8")))
    return bad, Counter((one.code, one.type_name) for one in ALL if one.near)


def _thin(counts: Counter[tuple[str, str]]) -> list[str]:
    return [
        f"{code} {name}: {counts[code, name]}"
        for code, rule in catalogue().items()
        for name in TYPES
        if rule.fits(name) and (code, name) not in _left_out() and counts[code, name] < ENOUGH
    ]


def _left_out() -> set[tuple[str, str]]:
    return {(one["rule"], name) for one in LEFT_OUT for name in one.get("types", TYPES)}


def test_every_rule_has_bad_variants_in_every_type() -> None:
    assert _thin(_counted()[0]) == []


def test_every_rule_has_near_misses_in_every_type() -> None:
    assert _thin(_counted()[1]) == []


def test_what_is_left_out_has_a_reason_and_cannot_be_tried() -> None:
    assert all(one["rule"] in catalogue() and len(one["why"]) > 20 for one in LEFT_OUT)
    tried = {(one.code, one.type_name) for one in ALL if not one.near}
    assert _left_out() & tried == set()


def test_the_names_of_a_rule_s_variants_differ() -> None:
    assert [one for one, number in Counter(one.id for one in CASES).items() if number > 1] == []


def test_the_types_are_the_index_s() -> None:
    assert set(BASES) == set(TYPES)
    assert all(spec_type(name).name == name for name in TYPES)
