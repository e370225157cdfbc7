from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from speclint.cli import commands

NAMES = ", ".join(commands.COMMANDS)
PROGRAM = (sys.executable, "-m", "speclint")


@pytest.mark.parametrize(
    ("arguments", "err"),
    [
        (["chek"], "error: no command is called `chek`\nhelp: did you mean check?\n"),
        (
            ["lint"],
            f"error: no command is called `lint`\nhelp: use one of {NAMES}\n",
        ),
        (["explain"], "error: missing argument 'CODE|NAME'\nhelp: see speclint explain --help\n"),
        (
            ["check", "--unsafe-fixes"],
            "error: --unsafe-fixes needs --fix or --diff\nhelp: see speclint check --help\n",
        ),
        (
            ["check", "--fix", "--diff"],
            "error: --fix writes and --diff does not: give one of them\nhelp: see speclint check --help\n",
        ),
        (
            ["check", "--diff", "--output-format", "json"],
            "error: --diff prints a diff, not json\nhelp: see speclint check --help\n",
        ),
        (["check", ""], "error: a path is empty\nhelp: see speclint check --help\n"),
        (
            ["che\x1b[31mck"],
            f"error: no command is called `che\\x1b[31mck`\nhelp: use one of {NAMES}\n",
        ),
        (["check", "-", "a.md"], "error: - (standard input) stands alone\nhelp: see speclint check --help\n"),
        (
            ["check", "--stdin-filename", "a.md"],
            "error: --stdin-filename needs - as the path\nhelp: see speclint check --help\n",
        ),
        (
            ["check", "--stdin-file", "a.md"],
            "error: no such option '--stdin-file'\nhelp: did you mean --stdin-filename?\n",
        ),
        (
            ["check", "--select", "SL9999"],
            "error: no rule has the code, name or prefix `SL9999`\nhelp: list the rules with `speclint rules`\n",
        ),
    ],
)
def test_wrong_use_ends_in_2_with_a_clear_word(speclint: Any, arguments: list[str], err: str) -> None:
    assert speclint(*arguments) == (2, "", err)


@pytest.mark.parametrize("arguments", [["check", "--no-such"], ["check", "--fail-on", "never"], ["check", "--type"]])
def test_a_wrong_option_ends_in_2(speclint: Any, arguments: list[str]) -> None:
    ended = speclint(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert "\nhelp: see speclint" in ended.err


def test_no_command_shows_the_help_and_ends_in_2(speclint: Any) -> None:
    ended = speclint()
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("Usage: speclint")


@pytest.mark.parametrize("command", ["", *commands.COMMANDS])
def test_help_goes_to_standard_output(speclint: Any, command: str) -> None:
    ended = speclint(*([command] if command else []), "--help")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith(f"Usage: speclint {command}".rstrip())


def test_version(speclint: Any) -> None:
    from importlib.metadata import version

    assert speclint("--version") == (0, f"speclint {version('speclint')}\n", "")


@pytest.mark.parametrize(("error", "status"), [(KeyboardInterrupt(), 130), (RuntimeError("slip"), 2)])
def test_an_abrupt_end(speclint: Any, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(commands.cli, "main", fail)
    ended = speclint("rules")
    assert (ended.status, ended.out) == (status, "")
    assert ("RuntimeError: slip\nerror: speclint itself failed\n" in ended.err) == (status == 2)


def test_starting_imports_nothing_that_only_some_runs_need() -> None:
    code = "import sys; from speclint.cli.main import run; run(['--help']); print(sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    imported = set(done.stderr.split("'"))
    assert "click" in imported
    heavy = {"yaml", "jsonschema", "mistletoe", "sqlglot", "postgast", "tree_sitter", "tomllib", "difflib", "json"}
    assert (
        imported & (heavy | {"importlib.metadata", "importlib.resources", "multiprocessing", "speclint.engine"})
        == set()
    )


def test_checking_prose_imports_no_parser_of_another_language(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    labels = ("Type:** Engineering-initiated", "Author:** Ada", "Last updated:** 2026-01-31", "Status:** Draft")
    text = "# Tech Spec: Sessions\n\n" + "".join(f"**{label}\n" for label in labels)
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    code = (
        "import sys; from speclint.cli.main import run; "
        "run(['check', 'a.md']); print(sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    imported = set(done.stderr.split("'"))
    assert "SL101" in done.stdout
    languages = {
        "click",
        "inspect",
        "dataclasses",
        "yaml",
        "jsonschema",
        "sqlglot",
        "postgast",
        "tree_sitter",
        "speclint.mermaid.reading",
    }
    assert (
        imported & (languages | {"tomllib", "difflib", "importlib.metadata", "multiprocessing", "subprocess"}) == set()
    )


@pytest.mark.skipif(os.name == "nt", reason="there are no such pipes")
@pytest.mark.parametrize(
    "arguments", [["rules"], ["explain", "SL001"], ["types", "engineering"], ["--help"], ["--version"]]
)
def test_a_reader_that_goes_away_is_no_fault(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        done = subprocess.run([*PROGRAM, *arguments], stdout=gone, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk to write to")  # noqa: PTH110
def test_a_full_disk_is_said() -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run([*PROGRAM, "rules"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"error: the output cannot be written: no space left on device\n")


@pytest.mark.skipif(os.name == "nt", reason="there is no shell that closes a stream")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_stream_that_is_closed_from_the_start_is_no_fault(closed: str) -> None:
    done = subprocess.run(
        f"exec {sys.executable} -m speclint rules {closed}", shell=True, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
