"""`speclint fix`: what it writes, shows and says, on real specs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from speclint.cli import commands

BAD = """# Technical Specification: Export Limits

```
sequenceDiagram
    A->>B: ask
```

```
flowchart LR
    a --> b
```
"""
ONE = ("--type", "design", "--select", "SL302")


def _written(folder: Path, text: str = BAD) -> Path:
    file = folder / "a.md"
    file.write_text(text, encoding="utf-8")
    return file


def test_fix_mends_and_reports_what_is_left(speclint: Any, tmp_path: Path) -> None:
    file = _written(tmp_path)
    ended = speclint("fix", "a.md", *ONE)
    assert ended == (0, "1 spec checked: 2 fixed, nothing left\n", "")
    assert file.read_text(encoding="utf-8") == BAD.replace("```\ns", "```mermaid\ns").replace("```\nf", "```mermaid\nf")


def test_diff_shows_the_same_and_writes_nothing(speclint: Any, tmp_path: Path) -> None:
    file = _written(tmp_path)
    ended = speclint("fix", "a.md", *ONE, "--diff")
    assert ended.out.count("\n-```\n+```mermaid\n") == 2
    assert ended.err == "would fix 2 findings in 1 file; nothing was written\n"
    assert file.read_text(encoding="utf-8") == BAD


def test_standard_input_is_mended_to_standard_output(speclint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    ended = speclint("fix", "-", *ONE)
    assert ended.err == "1 spec checked: 2 fixed, nothing left\n"


def test_select_narrows(speclint: Any, tmp_path: Path) -> None:
    file = _written(tmp_path)
    speclint("fix", "a.md", "--type", "design", "--select", "SL301")
    assert file.read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fix", "-", "a.md"), "- (standard input) stands alone"),
        (("fix", "--diff", "--output-format", "json"), "--diff prints a diff, not json"),
        (("fix", "--stdin-filename", "a.md"), "--stdin-filename needs - as the path"),
        (("check", "--verbose"), "--verbose needs --fix or --diff"),
        (("check", "--unsafe-fixes"), "--unsafe-fixes needs --fix or --diff"),
        (("check", "--fix", "--diff"), "--fix writes and --diff does not: give one of them"),
    ],
)
def test_contradictions_are_refused(speclint: Any, arguments: tuple[str, ...], message: str) -> None:
    assert speclint(*arguments) == (2, "", f"error: {message}\nhelp: see speclint {arguments[0]} --help\n")


def test_fix_has_the_options_of_check() -> None:
    check, fix = (commands.cli.get_command(None, name) for name in ("check", "fix"))  # type: ignore[arg-type]
    assert check is not None
    assert fix is not None
    assert {one.name for one in check.params} - {"mends"} == {one.name for one in fix.params}
