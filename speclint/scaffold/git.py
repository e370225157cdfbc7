"""What git knows of a folder: who commits, on which branch, at which commit, and where it is published."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from pathlib import Path

# No other question is put to git, and none goes through a shell.
_QUESTIONS = {
    "author": ("config", "--get", "user.name"),
    "branch": ("symbolic-ref", "--quiet", "--short", "HEAD"),
    "commit": ("rev-parse", "--quiet", "--verify", "--short", "HEAD"),
    "recent": ("log", "-5", "--no-color", "--no-show-signature", "--format=%h %s"),
    "remote": ("config", "--get", "remote.origin.url"),
}
_ISSUE = regex(r"(?:^|[/_-])(?:issues?|gh|fix|feat)[/_-]?(\d+)(?!\d)", 2)
_SSH = regex(r"(?:[\w.-]+@)?([\w.-]+):(?!/)(.+)")


class History(NamedTuple):
    """Where a repository stands.

    Args:
        commit: The short name of the last commit; "" where there is none.
        branch: The branch, "" where none is checked out.
        recent: The last commits, newest first, each as its short name and its subject.
    """

    commit: str = ""
    branch: str = ""
    recent: tuple[str, ...] = ()


def git_author(cwd: Path) -> str | None:
    """Return the name that git would put on a commit made in a folder, or None where it knows none or is not there."""
    return " ".join(_ask("author", cwd).split()) or None


def git_history(cwd: Path) -> History:
    """Return where a folder's repository stands; all is empty outside one."""
    return History(_ask("commit", cwd), _ask("branch", cwd), tuple(_ask("recent", cwd).splitlines()))


def git_issue(cwd: Path) -> str | None:
    """Return the number of the issue that the branch is named after (`fix/12-typo`, `issue-12`), or None."""
    return issue_of(_ask("branch", cwd))


def issue_of(branch: str) -> str | None:
    """Return the number of the issue that a branch's name holds, or None."""
    found = _ISSUE.search(branch)
    return found[1].lstrip("0") or None if found else None


def git_page(cwd: Path) -> str | None:
    """Return the address of the page on which a folder's repository is published, or None."""
    return page_of(_ask("remote", cwd))


def page_of(remote: str) -> str | None:
    """Return the address of the page that belongs to a remote's address; no name or password of it is kept.

    Args:
        remote: `https://host/owner/name.git`, `ssh://git@host/owner/name` or `git@host:owner/name.git`.
    """
    if "://" in remote:
        parts = urlsplit(remote)
        host, path = parts.hostname or "", parts.path
        if parts.scheme not in {"https", "http", "ssh", "git"}:
            return None
    else:
        found = _SSH.fullmatch(remote)
        host, path = (found[1], found[2]) if found else ("", "")
    path = path.strip("/").removesuffix(".git")
    plain = bool(path) and "." in host and not any(sign in path for sign in " ()<>[]")
    return f"https://{host}/{path}" if plain else None


def _ask(question: str, cwd: Path) -> str:
    """Return git's answer, or "" where it has none or is not there."""
    command = ["git", *_QUESTIONS[question]]
    try:
        asked = subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return asked.stdout.decode("utf-8", "replace").strip() if asked.returncode == 0 else ""
