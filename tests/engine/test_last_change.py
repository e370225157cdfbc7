"""The rule that reads git: when a spec was last changed, and where nothing tells."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.repository import FolderRepository
from speclint.engine.run import check

if TYPE_CHECKING:
    from pathlib import Path

HEADS = {
    "engineering": "# Tech Spec: A\n\n**Type:** Engineering-initiated\n**Last updated:** {}\n",
    "rfc": "# RFC: A\n\n| Document Metadata | Details |\n|---|---|\n| Created / Last Updated | 2026-01-02 / {} |\n",
    "design": "---\ntitle: A\nlast_updated: '{}'\n---\n\n# Technical Specification: A\n",
}


def _git(folder: Path, *arguments: str, day: str = "2026-03-04") -> None:
    time = f"{day}T23:30:00+05:00"
    environment = {**os.environ, "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time, "GIT_CONFIG_GLOBAL": os.devnull}
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment, check=True)


def _commit(folder: Path, name: str, text: str, day: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    if not (folder / ".git").exists():
        _git(folder, "init", "-q")
    _git(folder, "add", ".")
    _git(folder, "commit", "-q", "-m", "Write", day=day)


def _messages(folder: Path, kind: str, select: tuple[str, ...] = ("SL808",)) -> list[str]:
    settings = Settings.defaults(str(folder)).with_cli(select=select)
    run = check(["tech-specs/a.md"], settings, cwd=folder, spec_type=kind)
    return [one.message for one in run.diagnostics if one.code == "SL808"]


@pytest.mark.parametrize("kind", HEADS)
@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-01-20", ["the last update is dated 2026-01-20, and git has a change of 2026-03-04"]),
        ("2026-03-04", []),
        ("2026-05-01", []),
        ("4 March", []),
    ],
)
def test_a_day_before_the_last_commit(kind: str, day: str, found: list[str], tmp_path: Path) -> None:
    _commit(tmp_path, "tech-specs/a.md", HEADS[kind].format(day), "2026-03-04")
    _commit(tmp_path, "other.md", "Later.\n", "2026-04-01")
    assert _messages(tmp_path, kind) == found


@pytest.mark.parametrize(
    ("select", "runs"), [(("SL",), False), (("SL8",), False), (("SL", "stale-last-updated"), True)]
)
def test_it_runs_for_its_own_name_only(select: tuple[str, ...], runs: bool, tmp_path: Path) -> None:
    _commit(tmp_path, "tech-specs/a.md", HEADS["engineering"].format("2026-01-20"), "2026-03-04")
    assert bool(_messages(tmp_path, "engineering", select)) == runs
    assert "SL808" not in Settings.defaults(str(tmp_path)).selected


def test_nothing_is_told_without_a_whole_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, shallow, bare = tmp_path / "whole", tmp_path / "shallow", tmp_path / "bare"
    for folder in (whole, bare):
        folder.mkdir()
    text = HEADS["engineering"].format("2026-01-20")
    _commit(whole, "tech-specs/a.md", text, "2026-02-01")
    _commit(whole, "tech-specs/b.md", text, "2026-03-04")
    (whole / "tech-specs" / "c.md").write_text(text, "utf-8")
    _git(tmp_path, "clone", "-q", "--depth=1", whole.as_uri(), "shallow")
    (bare / "a.md").write_text(text, "utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    told = FolderRepository(whole)
    assert told.last_change("tech-specs/a.md") == "2026-02-01"
    assert told.last_change("tech-specs/c.md") is None
    assert told.last_change("tech-specs/*.md") is None
    assert FolderRepository(shallow).last_change("tech-specs/a.md") is None
    assert FolderRepository(bare).last_change("a.md") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert told.last_change("tech-specs/a.md") is None
