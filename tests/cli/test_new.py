from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import click
import pytest

from speclint.scaffold.new import scaffold

KNOWN = ("--author", "Ada Example", "--date", "2026-01-31")
TEXT = scaffold("engineering", author="Ada Example", date="2026-01-31").text


def test_a_spec_is_written_where_its_type_says_and_never_over_another(speclint: Any, tmp_path: Path) -> None:
    name = scaffold("engineering", title="Rotate tokens").filename.removesuffix(".md")
    for path in (f"tech-specs/{name}.md", f"tech-specs/{name}-2.md", f"tech-specs/{name}-3.md"):
        ended = speclint("new", "--type", "engineering", "--title", "Rotate tokens", *KNOWN)
        assert ended == (0, f"created {path}\n", "")
        assert (tmp_path / path).read_text(encoding="utf-8").startswith("# Tech Spec: Rotate tokens\n")


def test_from_a_folder_below_the_root_the_place_is_the_same(
    speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    monkeypatch.chdir(tmp_path / "src")
    ended = speclint("new", "--type", "engineering", "--title", "Rotate tokens", *KNOWN)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("created ../tech-specs/")


def test_force_writes_over_the_file(speclint: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("mine", encoding="utf-8")
    assert speclint("new", "--type", "engineering", "-o", "a.md", *KNOWN) == (
        2,
        "",
        "error: `a.md` is there already\nhelp: name another file, or give --force to write over it\n",
    )
    assert target.read_text(encoding="utf-8") == "mine"
    assert speclint("new", "--type", "engineering", "-o", "a.md", "--force", *KNOWN) == (0, "created a.md\n", "")
    assert target.read_text(encoding="utf-8") == TEXT


def test_an_output_may_be_a_folder_a_new_path_or_standard_output(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    name = scaffold("engineering").filename
    assert speclint("new", "--type", "engineering", "-o", "docs", *KNOWN).out == f"created docs/{name}\n"
    assert speclint("new", "--type", "engineering", "-o", "a/b/c.md", *KNOWN).out == "created a/b/c.md\n"
    assert speclint("new", "--type", "engineering", "-o", "-", *KNOWN) == (0, TEXT, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            [],
            [
                (
                    "error: --type is missing\n"
                    "help: name one of backend-api, design, engineering, feature, prd-driven, rfc\n"
                )
            ],
        ),
        (["--type", "enginering"], ["enginering", "did you mean"]),
        (["--type", "engineering", "--date", "tomorrow"], ["tomorrow", "YYYY-MM-DD"]),
        (["--type", "engineering", "-o", "file/a.md"], ["`file/a.md`"]),
        (["--type", "engineering", "-o", "file/b/a.md"], ["`file/b/a.md` cannot be written: not a directory"]),
    ],
)
def test_wrong_use_writes_nothing(speclint: Any, tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ended = speclint("new", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert [word for word in words if word not in ended.err] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "file"]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _answering(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[str]]) -> list[tuple[str, object]]:
    """Sit at a terminal and answer questions by their first words, else with the default; return what is asked."""
    asked: list[tuple[str, object]] = []

    def prompt(question: str, default: object = None, **_: object) -> object:
        asked.append((question, default))
        left = next((left for words, left in answers.items() if question.startswith(words)), [])
        return left.pop(0) if left else default

    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr("sys.stderr", _Terminal())
    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr(click, "confirm", lambda question, **_: bool(prompt(question, True)))
    return asked


@pytest.mark.parametrize(
    ("answer", "title"), [("Rotate tokens", "# Tech Spec: Rotate tokens"), ("", TEXT.split("\n", 1)[0])]
)
def test_a_terminal_is_asked_for_the_title(
    speclint: Any, monkeypatch: pytest.MonkeyPatch, answer: str, title: str
) -> None:
    _answering(monkeypatch, {"Title": [answer]})
    assert speclint("new", "--type", "engineering", "-o", "-").out.split("\n", 1)[0] == title


def test_a_pipe_is_asked_nothing(speclint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr("sys.stdin", io.StringIO("Rotate tokens\n"))
    monkeypatch.setattr(click, "prompt", ask)
    assert speclint("new", "--type", "engineering", "-o", "-", *KNOWN).out == TEXT


def test_author_and_day_come_from_git_and_clock(speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = Ada Example\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769860800")
    assert speclint("new", "--type", "engineering", "-o", "-").out == TEXT
