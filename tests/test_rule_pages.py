"""Every rule page is its own test: Bad is found at its lines, Good is silent, Fixed is what the fix makes of Bad."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.config.files import parse_yaml
from speclint.engine.lint import resolve
from speclint.engine.run import check, fix
from speclint.errors import SpeclintError
from speclint.resources import data_folder
from speclint.rules import read_pages

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.rules.page import Example, Page

PAGES = {page.rule.code: page for page in read_pages(data_folder("rules"))}
RULES = {code: page.rule for code, page in PAGES.items()}
CONFIG = "SL006"
LINTED = [page for code, page in PAGES.items() if code != CONFIG]


def _cases(section: str) -> list[object]:
    return [
        pytest.param(page, example, id=f"{page.rule.code}-{number}")
        for page in LINTED
        for number, example in enumerate(getattr(page, section), 1)
    ]


def _fixed_cases() -> list[object]:
    return [
        pytest.param(page, bad, fixed, id=f"{page.rule.code}-{number}")
        for page in LINTED
        for number, (bad, fixed) in enumerate(zip(page.bad, page.fixed, strict=False), 1)
    ]


def _commit(folder: Path, day: str) -> None:
    """Commit what lies in a folder, as if on that day."""
    time = f"{day}T12:00:00+00:00"
    environment = {**os.environ, "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "Write")):
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def _laid_out(example: Example, page: Page, folder: Path) -> Settings:
    for file in example.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.text.encode())
    if example.changed:
        _commit(folder, example.changed)
    return Settings.defaults(str(folder), RULES)._replace(selected=(page.rule.code,))


def _lines(page: Page, example: Example, folder: Path) -> list[int]:
    settings = _laid_out(example, page, folder)
    run = check([example.main.path], settings, cwd=folder, spec_type=example.spec_type)
    strangers = [(one.code, one.path, one.message) for one in run.diagnostics if one.code != page.rule.code]
    assert strangers == []
    assert {one.path for one in run.diagnostics} <= {example.main.path}
    return sorted({run.sources[one.path].position(one.span.start).line for one in run.diagnostics})


@pytest.mark.parametrize(("page", "example"), _cases("bad"))
def test_bad_is_found_at_its_lines(page: Page, example: Example, tmp_path: Path) -> None:
    assert example.finds, "a bad example names its lines with finds="
    assert _lines(page, example, tmp_path) == list(example.finds)


@pytest.mark.parametrize(("page", "example"), _cases("good"))
def test_good_is_silent(page: Page, example: Example, tmp_path: Path) -> None:
    assert example.finds == ()
    assert _lines(page, example, tmp_path) == []


@pytest.mark.parametrize(("page", "bad", "fixed"), _fixed_cases())
def test_fixed_is_what_the_fix_makes_of_bad(page: Page, bad: Example, fixed: Example, tmp_path: Path) -> None:
    settings = _laid_out(bad, page, tmp_path)
    unsafe = "safe" not in page.rule.fix
    fix([bad.main.path], settings, cwd=tmp_path, spec_type=bad.spec_type, unsafe=unsafe)
    assert (tmp_path / bad.main.path).read_bytes().decode() == fixed.main.text
    again = fix([bad.main.path], settings, cwd=tmp_path, spec_type=bad.spec_type, unsafe=unsafe)
    assert again.changed == ()


@pytest.mark.parametrize("page", [pytest.param(page, id=code) for code, page in PAGES.items()])
def test_a_page_is_whole(page: Page) -> None:
    rule = page.rule
    assert page.bad
    assert page.good
    assert page.why
    assert bool(page.fixed) == bool(rule.fix), "a page shows what its fix makes, and only a page with a fix does"
    assert (rule.scope == "engine") == (not rule.check)
    if rule.check:
        assert callable(resolve(rule.check))


@pytest.mark.parametrize("number", range(len(PAGES[CONFIG].bad)))
def test_a_bad_configuration_names_its_line(number: int) -> None:
    example = PAGES[CONFIG].bad[number]
    with pytest.raises(SpeclintError) as caught:
        parse_yaml(example.main.text, ".speclint.yaml", "/repo", RULES)
    assert caught.value.message.startswith(f".speclint.yaml:{example.finds[0]}: ")


@pytest.mark.parametrize("number", range(len(PAGES[CONFIG].good)))
def test_a_good_configuration_is_read(number: int) -> None:
    assert parse_yaml(PAGES[CONFIG].good[number].main.text, ".speclint.yaml", "/repo", RULES).root == "/repo"
