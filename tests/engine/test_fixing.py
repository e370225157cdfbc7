"""Fixes: spliced, in rounds, none that adds a finding, and nothing else of the file touched."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint.api import fix_text
from speclint.engine.run import check, fix
from speclint.errors import SpeclintError

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.config import Settings

MENDED = [
    ("fine\n", "fine\n"),
    ("bad bad\n\nbad\n", "good good\n\ngood\n"),
    ("maybe bad\n", "maybe good\n"),
    # a fix that adds a finding is dropped, alone or among others
    ("worse\n", "worse\n"),
    ("bad worse bad\n", "good worse good\n"),
    ("worse " * 9 + "bad\n", "worse " * 9 + "good\n"),
    # what it uncovers is not its fault
    ("; bad and loud\n", " good and loud\n"),
    # a text that comes back is given back as it was
    ("flip bad\n", "flip bad\n"),
    # directives: an idle one goes with its line, a hidden finding is not mended
    ("bad <!-- speclint: disable-line=SL901 -->\nbad\n", "bad <!-- speclint: disable-line=SL901 -->\ngood\n"),
    ("a\n\n<!-- speclint: disable-next=SL901 -->\n\nb\n", "a\n\nb\n"),
    ("a\n<!-- speclint: disable-next=SL901 -->\nb\n", "a\n\nb\n"),
    ("a\n\n<!-- speclint: disable-next=SL901 -->\nb\n", "a\n\nb\n"),
    ("<!-- speclint: disable-next=SL901 -->\nb\n", "b\n"),
    ("a\n\n<!-- speclint: disable=SL901 -->\n", "a\n"),
    ("a\n\n<!-- speclint: disable=SL901 -->", "a"),
    ("a <!-- speclint: disable-line=SL901 -->\nb\n", "a\nb\n"),
    ("a <!-- speclint: disable-line=SL901 --> b\n", "a  b\n"),
    ("bad <!-- speclint: disable-line=SL906,SL901 (so) -->\n", "bad <!-- speclint: disable-line=SL901 (so) -->\n"),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "mended"), MENDED)
def test_a_text_is_mended_once_and_for_all(text: str, mended: str, newline: str, settings: Settings) -> None:
    before, after = text.replace("\n", newline), mended.replace("\n", newline)
    assert fix_text(before, "a.md", "engineering", settings=settings) == after
    assert fix_text(after, "a.md", "engineering", settings=settings) == after


def test_unsafe_fixes_are_applied_when_asked_for(settings: Settings) -> None:
    assert fix_text("maybe bad\n", "a.md", "engineering", settings=settings, unsafe=True) == "good\n"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("x\n", "x\n\nThe end by [name]\n"),
        ("x", "x\nThe end by [name]"),
        ("x\r\n", "x\r\n\r\nThe end by [name]\r\n"),
        ("\ufeffx\n", "\ufeffx\n\nThe end by [name]\n"),
    ],
)
def test_an_insertion_takes_the_file_s_newlines_and_end(text: str, mended: str, settings: Settings) -> None:
    ending = settings._replace(selected=(*settings.selected, "SL904"))
    assert fix_text(text, "a.md", "engineering", settings=ending) == mended


def _written(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def test_files_are_written_whole_with_their_mode_and_only_when_changed(settings: Settings, tmp_path: Path) -> None:
    _written(tmp_path, {"bad.md": b"\xef\xbb\xbfbad\r\n", "fine.md": b"fine\r\nline\n", "link/x": b""})
    (tmp_path / "bad.md").chmod(0o640)
    (tmp_path / "link" / "to.md").symlink_to(tmp_path / "bad.md")
    before = (tmp_path / "fine.md").stat()
    result = fix(["link/to.md", "fine.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert (tmp_path / "bad.md").read_bytes() == b"\xef\xbb\xbfgood\r\n"
    assert stat.S_IMODE((tmp_path / "bad.md").stat().st_mode) == 0o640
    assert (tmp_path / "link" / "to.md").is_symlink()
    assert (tmp_path / "fine.md").stat() == before
    assert [(one.path, one.before, one.after) for one in result.changed] == [("link/to.md", "bad\r\n", "good\r\n")]
    assert (result.applied, result.dropped, result.run.diagnostics) == (1, 0, ())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.md", "fine.md", "link"]


def test_nothing_is_written_when_it_is_not_to_be(settings: Settings, tmp_path: Path) -> None:
    _written(tmp_path, {"a.md": b"bad worse\n"})
    result = fix(["a.md"], settings, cwd=tmp_path, spec_type="engineering", write=False)
    assert (tmp_path / "a.md").read_bytes() == b"bad worse\n"
    assert [one.after for one in result.changed] == ["good worse\n"]
    assert (result.applied, result.dropped) == (1, 1)
    assert [one.code for one in result.run.diagnostics] == ["SL902"]
    given = fix([], settings, cwd=tmp_path, spec_type="engineering", stdin=("a.md", b"bad\n"))
    assert ((tmp_path / "a.md").read_bytes(), given.changed[0].after) == (b"bad worse\n", "good\n")


def test_what_was_dropped_is_told_when_asked_for(settings: Settings, tmp_path: Path) -> None:
    _written(tmp_path, {"a.md": b"bad worse\n", "b.md": b"fine\n\nworse\n", "c.md": b"flip\n"})
    paths = ["a.md", "b.md", "c.md"]
    result = fix(paths, settings, cwd=tmp_path, spec_type="engineering", explain=True)
    assert [tuple(one) for one in result.refusals] == [
        ("c.md", 0, "its fixes undo one another, so it stands as it was"),
        ("a.md", 1, "SL902: the word is worse; its fix would add SL901: the word is bad"),
        ("b.md", 3, "SL902: the word is worse; its fix would add SL901: the word is bad"),
    ]
    assert fix(paths, settings, cwd=tmp_path, spec_type="engineering").refusals == ()


def test_what_a_killed_run_left_goes_with_the_next(settings: Settings, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    abandoned, kept = (
        f".speclint-{dead.pid}-abcd1234.tmp",
        [f".speclint-{os.getpid()}-abcd1234.tmp", ".speclint-notes.tmp"],
    )
    _written(tmp_path, {"a.md": b"bad\n", abandoned: b"", **dict.fromkeys(kept, b"")})
    fix(["a.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert sorted(path.name for path in tmp_path.iterdir()) == [*kept, "a.md"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_file_that_cannot_be_written(settings: Settings, tmp_path: Path) -> None:
    _written(tmp_path, {"a.md": b"bad\n"})
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SpeclintError, match=r"a\.md cannot be written"):
            fix(["a.md"], settings, cwd=tmp_path, spec_type="engineering")
    finally:
        tmp_path.chmod(0o700)


def test_files_are_mended_alike_together_and_alone(settings: Settings, tmp_path: Path) -> None:
    texts = {
        f"{number}.md": ("bad " * number + "worse flip "[: 6 * (number % 2)] + "\n").encode() for number in range(8)
    }
    together, alone = tmp_path / "together", tmp_path / "alone"
    for folder in (together, alone):
        _written(folder, texts)
    fix(sorted(texts), settings, cwd=together, spec_type="engineering")
    for name in texts:
        fix([name], settings, cwd=alone, spec_type="engineering")
    assert {name: (together / name).read_bytes() for name in texts} == {
        name: (alone / name).read_bytes() for name in texts
    }
    assert check(["."], settings, cwd=together, spec_type="engineering").files == 8
