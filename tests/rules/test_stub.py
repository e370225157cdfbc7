from __future__ import annotations

from pathlib import Path

import pytest

from speclint.errors import SpeclintError
from speclint.rules import read_page
from speclint.rules.stub import write_stub


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    pages, checks = tmp_path / "rules", tmp_path / "checks"
    (pages / "2xx-some-family").mkdir(parents=True)
    (pages / "2xx-some-family" / "SL201-bad-thing.md").write_text("", encoding="utf-8")
    checks.mkdir()
    return pages, checks


def test_a_stub_is_a_page_and_a_check_that_fit_together(folders: tuple[Path, Path]) -> None:
    pages, checks = folders
    for code, name in (("SL205", "orphan-task"), ("SL206", "late-task")):
        page, module = write_stub(code, name, pages, checks)
        rule = read_page(page).rule
        assert (rule.code, rule.name, rule.check) == (code, name, f"some_family.{name.replace('-', '_')}")
    text = module.read_text(encoding="utf-8")
    compile(text, str(module), "exec")
    assert text.count("import Iterator") == 1
    assert [line for line in text.splitlines() if line.startswith("def ")] == [
        "def orphan_task(spec: Spec, rule: Rule) -> Iterator[Finding]:",
        "def late_task(spec: Spec, rule: Rule) -> Iterator[Finding]:",
    ]


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("SL20", "orphan-task", "`SL20` is no rule code"),
        ("SL205", "Orphan", "`Orphan` is no rule name"),
        ("SL201", "orphan-task", "SL201-bad-thing.md is there already"),
        ("SL205", "bad-thing", "SL201-bad-thing.md is there already"),
        ("SL905", "orphan-task", "no family of rules begins with 9"),
    ],
)
def test_a_stub_is_refused(folders: tuple[Path, Path], code: str, name: str, message: str) -> None:
    with pytest.raises(SpeclintError, match=message):
        write_stub(code, name, *folders)
    assert list(folders[1].iterdir()) == []
