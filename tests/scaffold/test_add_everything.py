"""Whatever is added to whatever spec, nothing new is found but the prompts that were inserted."""

from __future__ import annotations

from collections import Counter

import pytest

from speclint.config import Settings
from speclint.engine.lint import lint_source, settle
from speclint.resources import data_folder
from speclint.scaffold.add import add
from speclint.scaffold.new import scaffold
from speclint.source import Source
from speclint.spec.additions import addables
from speclint.spec.catalogue import spec_type, type_names
from speclint.spec.reading import read_spec

FIXTURES = data_folder("rules").parent / "fixtures" / "specs"
SETTINGS = Settings.defaults(".").without_project()


def _specs() -> list[tuple[str, str]]:
    found = [(name, "") for name in type_names()]
    for name in type_names():
        folder = FIXTURES / name / "good"
        paths = sorted(path for path in folder.rglob("*.md") if {"prds", "research"}.isdisjoint(path.parts))
        found += [(name, path.relative_to(folder).as_posix()) for path in paths if path.name != "codebase-notes.md"]
    return found


SPECS = _specs()
# The spec says that it is implemented, and another phase with an open box is not.
EXPECTED = {("specs/2025-11-20-signed-webhooks.md", "phase"): ["SL715"]}


def _text(name: str, path: str) -> str:
    if not path:
        return scaffold(name, title="Session limits").text
    return (FIXTURES / name / "good" / path).read_text("utf-8")


def _said(text: str, name: str) -> Counter[tuple[str, str]]:
    found = settle(lint_source(Source(text, "tech-specs/x.md"), SETTINGS, spec_type=name, named=True), SETTINGS)
    return Counter((one.code, one.message) for one in found if one.code != "SL701")


@pytest.mark.parametrize(("name", "path"), SPECS)
def test_everything_that_may_be_added(name: str, path: str) -> None:
    text = _text(name, path)
    before = _said(text, name)
    kind = spec_type(name)
    for what in addables(kind):
        spec = read_spec(Source(text, "tech-specs/x.md"), spec_type=name)
        added = add(spec, what)
        found = sorted(code for code, _ in (_said(added.text, name) - before).elements())
        assert found == EXPECTED.get((path, what), []), what
        gone = set(added.replaced.split("\n"))
        lines = iter(added.text.split("\n"))
        for line in text.split("\n"):
            assert line in gone or line in lines, (what, line)
