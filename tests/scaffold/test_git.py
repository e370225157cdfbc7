"""What a branch's name and a remote's address say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from speclint.scaffold.git import History, git_history, issue_of, page_of
from speclint.scaffold.surroundings import comment, history_note


@pytest.mark.parametrize(
    ("branch", "issue"),
    [
        ("fix/12-typo", "12"),
        ("feat-7", "7"),
        ("GH33", "33"),
        ("ada/issue-104-limits", "104"),
        ("issues/5", "5"),
        ("fix/007", "7"),
        ("main", None),
        ("release/2026", None),
        ("prefix12", None),
        ("fix/two-things", None),
        ("", None),
    ],
)
def test_issue_of(branch: str, issue: str | None) -> None:
    assert issue_of(branch) == issue


@pytest.mark.parametrize(
    ("remote", "page"),
    [
        ("https://example.com/a/b.git", "https://example.com/a/b"),
        ("https://user:secret@example.com/a/b", "https://example.com/a/b"),
        ("git@example.com:a/b.git", "https://example.com/a/b"),
        ("ssh://git@example.com:2222/a/b.git", "https://example.com/a/b"),
        ("/srv/git/b.git", None),
        ("file:///srv/git/b.git", None),
        ("../b", None),
        ("C:/git/b", None),
        ("https://example.com/a b", None),
        ("", None),
    ],
)
def test_page_of(remote: str, page: str | None) -> None:
    assert page_of(remote) == page


def test_history(tmp_path: Path) -> None:
    assert git_history(tmp_path) == History()
    git = ["git", "-C", str(tmp_path), "-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    subprocess.run(["git", "init", "-q", "-b", "main", str(tmp_path)], check=True)
    assert git_history(tmp_path) == History("", "main", ())
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "Begin -->"], check=True)
    found = git_history(tmp_path)
    assert (found.branch, found.recent) == ("main", (f"{found.commit} Begin -->",))


@pytest.mark.parametrize(
    ("history", "note"),
    [
        (History(), ""),
        (History("", "main"), ""),
        (History("a1b2", "x", ("B",)), "begun on 2026-01-31 at commit a1b2 of x; the last commits:\nB"),
        (History("a1b2", "", ("a1b2 Begin",)), "begun on 2026-01-31 at commit a1b2; the last commits:\na1b2 Begin"),
    ],
)  # fmt: skip
def test_history_note(history: History, note: str) -> None:
    assert history_note(history, "2026-01-31") == note


def test_nothing_ends_a_comment() -> None:
    assert comment("a --> b <!-- c") == "a \u2013> b < !\u2013 c"
