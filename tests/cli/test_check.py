"""The command's own part of `check`, on runs that are made up."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from speclint.diagnostics import Diagnostic, Edit, Fix, Safety, Severity
from speclint.engine import run as engine
from speclint.engine.results import Changed, FixResult, Note, RunResult
from speclint.source import Source, Span

TEXT = "# One\n\ntwo\n"
MENDED = "# One\n\n2\n"
NOTES = (Note("README.md", "not a spec: skipped"), Note(None, "SQL is read without PostgreSQL's own grammar"))


def _run(*severities: str) -> RunResult:
    fix = Fix("write it as a number", Safety.SAFE, (Edit(Span(7, 10), "2"),))
    diagnostics = tuple(
        Diagnostic("SL101", "some-fault", Severity(severity), "a.md", Span(7, 10), "two is no number", fix=fix)
        for severity in severities
    )
    return RunResult(diagnostics, {"a.md": Source(TEXT, "a.md")}, NOTES, 1)


class _Engine:
    """Stands for the engine, and remembers what it was asked."""

    def __init__(self, before: RunResult, after: RunResult) -> None:
        self.before = before
        self.after = after
        self.asked: list[dict[str, Any]] = []

    def check(self, paths: Any, settings: Any, **rest: Any) -> RunResult:
        self.asked.append({"paths": paths, "settings": settings, **rest})
        return self.before

    def fix(self, paths: Any, settings: Any, **rest: Any) -> FixResult:
        self.asked.append({"paths": paths, "settings": settings, **rest})
        return FixResult(self.after, (Changed("a.md", TEXT, MENDED),), 1, 0)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Any:
    def make(before: RunResult, after: RunResult | None = None) -> _Engine:
        made = _Engine(before, after or _run())
        monkeypatch.setattr(engine, "check", made.check)
        monkeypatch.setattr(engine, "fix", made.fix)
        return made

    return make


ERROR, WARNING, INFO = "error", "warning", "info"


@pytest.mark.parametrize(
    ("found", "arguments", "status", "shown"),
    [
        ([], [], 0, 0),
        ([ERROR], [], 1, 1),
        ([WARNING, INFO], [], 0, 1),
        ([WARNING, INFO], ["--fail-on", "warning"], 1, 1),
        ([INFO], ["--fail-on", "warning"], 0, 0),
        ([INFO], ["--fail-on", "info"], 1, 1),
        ([WARNING, INFO], ["--severity", "info"], 0, 2),
        ([WARNING, INFO], ["--severity", "error"], 0, 0),
        ([ERROR, INFO], ["--fail-on", "info", "--severity", "error"], 1, 1),
    ],
)
def test_what_reaches_fail_on_ends_in_1_and_is_shown(
    speclint: Any, stand_in: Any, found: list[str], arguments: list[str], status: int, shown: int
) -> None:
    stand_in(_run(*found))
    ended = speclint("check", *arguments)
    assert (ended.status, ended.out.count("[SL101]: two is no number\n")) == (status, shown)


def test_the_configured_fail_on_holds_unless_another_is_given(speclint: Any, stand_in: Any, tmp_path: Path) -> None:
    (tmp_path / ".speclint.yaml").write_text("fail-on: warning\n", encoding="utf-8")
    stand_in(_run(WARNING))
    assert speclint("check").status == 1
    assert speclint("check", "--fail-on", "error").status == 0


@pytest.mark.parametrize(
    ("output_format", "notes"),
    [
        ("text", "note: README.md: not a spec: skipped\nnote: SQL is read without PostgreSQL's own grammar\n"),
        ("json", ""),
        ("sarif", ""),
    ],
)
def test_notes_go_to_standard_error(speclint: Any, stand_in: Any, output_format: str, notes: str) -> None:
    stand_in(_run())
    assert speclint("check", "--output-format", output_format).err == notes


def test_github_output_leaves_the_summary_to_the_log(speclint: Any, stand_in: Any) -> None:
    stand_in(_run(ERROR))
    ended = speclint("check", "--output-format", "github")
    assert ended.out.startswith("::error file=a.md,line=3,col=1,endLine=3,endColumn=4,title=SL101 some-fault::")
    assert ended.err.endswith("\n1 spec checked: 1 error; 1 fixable with --fix\n")


def test_infos_always_stand_in_json(speclint: Any, stand_in: Any) -> None:
    stand_in(_run(INFO))
    report = json.loads(speclint("check", "--output-format", "json", "--severity", "error").out)
    assert [diagnostic["severity"] for diagnostic in report["diagnostics"]] == ["info"]


def test_the_engine_is_asked_for_what_the_options_say(speclint: Any, stand_in: Any, tmp_path: Path) -> None:
    made = stand_in(_run())
    speclint("check", "a.md", "docs", "--type", "engineering", "--select", "SL001, SL005", "--ignore", "SL005")
    speclint("check", "--fix", "--unsafe-fixes")
    settings = [asked.pop("settings") for asked in made.asked]
    assert settings[0].selected == ("SL001",)
    shared = {"cwd": tmp_path, "stdin": None}
    assert made.asked == [
        {"paths": ("a.md", "docs"), "spec_type": "engineering", **shared},
        {"paths": (), "spec_type": None, "unsafe": True, "write": True, "explain": False, **shared},
    ]


def test_fix_reports_what_is_left(speclint: Any, stand_in: Any) -> None:
    stand_in(_run(ERROR, ERROR), _run(WARNING))
    ended = speclint("check", "--fix")
    assert ended.status == 0
    assert ended.out.endswith("\n1 spec checked: 1 fixed, 1 warning left; 1 fixable with --fix\n")


def test_diff_prints_a_diff_and_judges_the_text_as_it_stands(speclint: Any, stand_in: Any) -> None:
    made = stand_in(_run(ERROR), _run())
    ended = speclint("check", "--diff")
    assert ended == (
        1,
        "--- a.md\n+++ a.md\n@@ -1,3 +1,3 @@\n # One\n \n-two\n+2\n",
        "would fix 1 finding in 1 file; nothing was written\n",
    )
    assert [asked.get("write") for asked in made.asked] == [False, None]


def _given(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), "utf-8")


@pytest.mark.parametrize(("arguments", "name"), [([], "-"), (["--stdin-filename", "a.md"], "a.md")])
def test_standard_input_is_checked_under_its_name(
    speclint: Any, stand_in: Any, monkeypatch: pytest.MonkeyPatch, arguments: list[str], name: str
) -> None:
    made = stand_in(_run(ERROR))
    monkeypatch.setattr("sys.stdin", _given(TEXT.encode()))
    assert speclint("check", "-", *arguments).status == 1
    assert (made.asked[0]["paths"], made.asked[0]["stdin"]) == ((), (name, TEXT.encode()))


def test_fixing_standard_input_prints_the_text_and_reports_aside(
    speclint: Any, stand_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(_run(ERROR), _run(WARNING))
    monkeypatch.setattr("sys.stdin", _given(b"\xef\xbb\xbf" + TEXT.encode()))
    ended = speclint("check", "-", "--fix", "--stdin-filename", "a.md")
    assert (ended.status, ended.out) == (0, "\ufeff" + MENDED)
    assert "\nwarning[SL101]: two is no number\n" in ended.err
    assert ended.err.endswith("1 spec checked: 1 fixed, 1 warning left; 1 fixable with --fix\n")
