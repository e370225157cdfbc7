"""Globs hold to gitignore(5): a table, and git itself as the judge."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from speclint.config.globs import covers, parse_glob
from speclint.engine.ignores import walk_files

if TYPE_CHECKING:
    from pathlib import Path

TABLE = [
    ("*.md", "a/b.md", True),
    ("*.md", "a/b.mdx", False),
    ("/*.md", "b.md", True),
    ("/*.md", "a/b.md", False),
    ("tech-specs/**", "tech-specs/a/b.md", True),
    ("tech-specs/**", "tech-specs", False),
    ("tech-specs", "tech-specs/a/b.md", True),
    ("tech-specs/", "docs/tech-specs/a.md", True),
    ("tech-specs/old/", "tech-specs/old", False),
    ("**/old/*.md", "old/a.md", True),
    ("**/old/*.md", "x/y/old/a.md", True),
    ("a/**/b", "a/b", True),
    ("a/**/b", "a/x/y/b", True),
    ("a/**/b", "a/xb", False),
    ("a/*/b", "a/b", False),
    ("a?c", "abc", True),
    ("a?c", "a/c", False),
    ("[a-c]x", "bx", True),
    ("[!a-c]x", "bx", False),
    ("[^a-c]x", "dx", True),
    ("[[:digit:]]x", "7x", True),
    ("[]a]x", "]x", True),
    (r"\*x", "*x", True),
    (r"\*x", "yx", False),
    ("a.b", "axb", False),
    ("*a*b*c", "xxaxxbxxc", True),
    ("*a*b*c", "xxaxxcxxb", False),
    ("", "a", False),
    ("# a", "# a", False),
    (r"\# a", "# a", True),
    ("[a", "[a", False),
    ("a\\", "a\\", False),
]


@pytest.mark.parametrize(("glob", "path", "verdict"), TABLE)
def test_a_glob_covers(glob: str, path: str, verdict: bool) -> None:
    assert covers(glob, path) is verdict


def test_many_stars_take_no_time() -> None:
    glob = parse_glob("*a" * 200 + "b")
    assert glob is not None
    assert not glob.matches(["a" * 5000])
    deep = parse_glob("**/a/" * 50 + "b")
    assert deep is not None
    assert not deep.matches(["a"] * 2000)


FILES = [
    "a.md",
    "keep.md",
    "build/a.md",
    "build/keep.md",
    "docs/a.md",
    "docs/build/a.md",
    "docs/deep/er/a.md",
    "docs/deep/er/b.md",
    "docs/trailing .md",
    "docs/x1.md",
    "docs/xa.md",
    "docs/#hash.md",
    "docs/!bang.md",
    "logs/a.md",
    "logs/keep/a.md",
    "only/here/a.md",
    "other/here/a.md",
    "sub/a.md",
    "sub/inner/a.md",
    "sub/inner/keep.md",
    "zz/foo/bar/a.md",
    "zz/foo.md",
]
IGNORES = [
    {"": "*.md\n!keep.md\n"},
    {"": "build/\n!build/keep.md\n"},
    {"": "/build\n"},
    {"": "docs/**/a.md\n"},
    {"": "docs/deep/**\n"},
    {"": "**/er\n"},
    {"": "x[0-9].md\n"},
    {"": "x[!0-9].md\n"},
    {"": "x[[:alpha:]].md\n"},
    {"": "\\#hash.md\n\\!bang.md\n#a.md\n"},
    {"": "docs/trailing\\ .md   \n"},
    {"": "logs/*\n!logs/keep\n"},
    {"": "only/here\n"},
    {"": "a.md\n", "sub": "!a.md\n", "sub/inner": "*\n!keep.md\n"},
    {"sub": "/a.md\ninner/\n"},
    {"": "foo\n"},
    {"": "**/foo/**\n"},
    {"": "*.md\r\n!a.md\r\n"},
    {"": "\ufeffa.md\n"},
    {"": "docs/*/a.md\n/*.md\n"},
    {"": "b?ild\n"},
    {"": "deep/er\nzz/**/a.md\n"},
    {"": "[\n*\\\n"},
    {"": "**\n!keep.md\n"},
    {"": "d*s/x*.md\n"},
]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
@pytest.mark.parametrize("ignores", IGNORES)
def test_a_walk_takes_what_git_takes(ignores: dict[str, str], tmp_path: Path) -> None:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")
    for folder, text in ignores.items():
        (tmp_path / folder / ".gitignore").write_bytes(text.encode())
    git = ["git", "-c", "core.excludesFile=", "-C", str(tmp_path)]
    subprocess.run([*git, "init", "-q"], check=True)
    listed = subprocess.run(
        [*git, "ls-files", "-z", "--others", "--exclude-standard"], check=True, capture_output=True, text=True
    ).stdout
    expected = sorted(name for name in listed.split("\0") if name)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in walk_files(tmp_path)) == expected
