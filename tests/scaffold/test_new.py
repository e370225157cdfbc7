"""What `scaffold` makes of a title, an author and a date, and where they come from."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from speclint.errors import SpeclintError
from speclint.scaffold.git import git_author
from speclint.scaffold.new import Scaffold, scaffold, today


@pytest.mark.parametrize(
    ("title", "line", "path"),
    [
        ("Team invites", "# Tech Spec: Team invites", "tech-specs/team-invites.md"),
        ("  Team\n invites ", "# Tech Spec: Team invites", "tech-specs/team-invites.md"),
        ("Tech Spec: Invites", "# Tech Spec: Invites", "tech-specs/invites.md"),
        ("Port to C #", "# Tech Spec: Port to C \\#", "tech-specs/port-to-c.md"),
        ("Port to C#", "# Tech Spec: Port to C#", "tech-specs/port-to-c.md"),
        ("Été & Café/2", "# Tech Spec: Été & Café/2", "tech-specs/ete-cafe-2.md"),
        ("../../etc/passwd", "# Tech Spec: ../../etc/passwd", "tech-specs/etc-passwd.md"),
        ("!!!", "# Tech Spec: !!!", "tech-specs/untitled.md"),
        ("", "# Tech Spec: [Feature Name]", "tech-specs/untitled.md"),
        (None, "# Tech Spec: [Feature Name]", "tech-specs/untitled.md"),
        ("long " * 30, f"# Tech Spec: {'long ' * 29}long", f"tech-specs/{'-'.join(['long'] * 16)}.md"),
        ("x" * 200, f"# Tech Spec: {'x' * 200}", f"tech-specs/{'x' * 80}.md"),
    ],
)
def test_title(title: str | None, line: str, path: str) -> None:
    made = scaffold("engineering", title=title)
    assert (made.text.split("\n", 1)[0], made.suggested_path) == (line, path)


@pytest.mark.parametrize(
    ("author", "day", "lines"),
    [
        (None, None, "**Author:** [who answers for this spec]\n**Last updated:** [date as YYYY-MM-DD]"),
        ("Ada  Lovelace", "2026-11-20", "**Author:** Ada Lovelace\n**Last updated:** 2026-11-20"),
        (" ", "2024-02-29", "**Author:** [who answers for this spec]\n**Last updated:** 2024-02-29"),
    ],
)
def test_author_and_date(author: str | None, day: str | None, lines: str) -> None:
    text = scaffold("engineering", author=author, date=day).text
    assert f"\n**Type:** Engineering-initiated\n{lines}\n**Status:** Draft\n" in text


@pytest.mark.parametrize("day", ["2026-02-30", "20261120", "2026-W47-5", "20.11.2026", "today"])
def test_no_date(day: str) -> None:
    with pytest.raises(SpeclintError) as caught:
        scaffold("engineering", date=day)
    assert (caught.value.message, caught.value.help) == (f"{day!r} is no date", "write it as YYYY-MM-DD")


def test_unknown_type() -> None:
    with pytest.raises(SpeclintError, match="there is no spec type 'prd'"):
        scaffold("prd")


def test_path_in_the_root() -> None:
    assert Scaffold("", "", "a.md").suggested_path == "a.md"


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("1795132799", "2026-11-19"), ("1795132800", "2026-11-20")]
)
def test_today_from_the_environment(epoch: str, day: str) -> None:
    assert today({"SOURCE_DATE_EPOCH": epoch}) == day


@pytest.mark.parametrize("epoch", ["soon", "1.5", "9" * 30])
def test_today_from_a_broken_environment(epoch: str) -> None:
    with pytest.raises(SpeclintError, match=r"SOURCE_DATE_EPOCH is '.*', which is no number of seconds"):
        today({"SOURCE_DATE_EPOCH": epoch})


def test_today_from_the_clock() -> None:
    before = date.today()  # noqa: DTZ011 -- the day on the author's calendar is what is meant
    assert before.isoformat() <= today({}) <= date.today().isoformat()  # noqa: DTZ011


@pytest.mark.parametrize(("name", "author"), [("Ada Lovelace", "Ada Lovelace"), ("  ", None), (None, None)])
def test_git_author(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str | None, author: str | None) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", str(tmp_path / "none"))
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True, capture_output=True)
    if name is not None:
        subprocess.run(["git", "-C", str(tmp_path), "config", "user.name", name], check=True)
    assert git_author(tmp_path) == author


def test_git_author_without_git_or_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert git_author(tmp_path / "none") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git_author(tmp_path) is None
