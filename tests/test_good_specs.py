"""Every good spec under fixtures/ is read as its type and is silent, infos included."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from speclint.config import Settings
from speclint.engine.run import check
from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.reading import read_spec

FOLDER = Path(__file__).parent.parent / "fixtures" / "specs"
# What stands beside a spec: the documents that it was made from.
NO_SPECS = {"prds", "research", "codebase-notes.md"}
GOOD = [file for file in sorted(FOLDER.glob("*/good/**/*.md")) if NO_SPECS.isdisjoint(file.relative_to(FOLDER).parts)]


def _id(file: Path) -> str:
    return "/".join(part for part in file.relative_to(FOLDER).parts if part != "good")


@pytest.mark.parametrize("file", GOOD, ids=_id)
def test_a_good_spec_is_silent(file: Path, tmp_path: Path) -> None:
    type_name = file.relative_to(FOLDER).parts[0]
    root = FOLDER / type_name / "good"
    shutil.copytree(root, tmp_path, dirs_exist_ok=True)
    path = file.relative_to(root)
    folder = spec_type(type_name).folder
    if folder and len(path.parts) == 1:
        path = Path(folder, path)
        (tmp_path / folder).mkdir(exist_ok=True)
        shutil.copy(file, tmp_path / path)
    run = check([path.as_posix()], Settings.defaults(str(tmp_path)), cwd=tmp_path)
    assert [
        (one.code, run.sources[one.path].position(one.span.start).line, one.message) for one in run.diagnostics
    ] == []
    assert run.files == 1


@pytest.mark.parametrize("file", GOOD, ids=_id)
def test_a_good_spec_is_read_as_its_type_wherever_it_lies(file: Path) -> None:
    spec = read_spec(Source(file.read_bytes().decode(), "x.md"))
    assert spec.detected.name == file.relative_to(FOLDER).parts[0]
    assert [one for one in spec.alignment.missing if not (one.parent and spec.is_none(one.parent))] == []
    assert spec.alignment.duplicates == ()


@pytest.mark.parametrize("name", sorted({file.relative_to(FOLDER).parts[0] for file in GOOD}))
def test_one_good_spec_of_a_type_has_carriage_returns(name: str) -> None:
    texts = [file.read_bytes() for file in GOOD if file.relative_to(FOLDER).parts[0] == name]
    assert sum(b"\r\n" in text for text in texts) == 1
    assert all(text.count(b"\r\n") in (0, text.count(b"\n")) for text in texts)


@pytest.mark.parametrize("file", GOOD, ids=_id)
def test_a_good_spec_addresses_every_topic(file: Path) -> None:
    spec = read_spec(Source(file.read_bytes().decode(), "x.md"))
    lacking = [
        (section.type.key, topic.key)
        for section in spec.alignment.walk()
        if not spec.is_none(section)
        for topic in section.type.topics
        if topic.required and not (topic.key in spec.topics_of(section) and spec.topics_of(section)[topic.key].filled)
    ]
    lacking += [
        (spec.source[entry.name] if entry.name else "?", topic.key)
        for section in spec.alignment.walk()
        for entry in spec.entries_of(section)
        for topic in section.type.item_topics
        if topic.required and topic.key not in entry.topics
    ]
    assert lacking == []
