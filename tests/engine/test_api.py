"""The Python API says what the command says, and reads nothing that it is not given."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint import api

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.api import Settings

SPEC = "# Tech Spec: A\n\n**Type:** Engineering-initiated\n\nbad\n"


def test_lint_returns_diagnostics_in_order(settings: Settings) -> None:
    found = api.lint("loud bad\n", "a.md", "engineering", settings=settings)
    assert [(one.code, one.path, one.span) for one in found] == [
        ("SL906", "a.md", api.Span(0, 4)),
        ("SL901", "a.md", api.Span(5, 8)),
    ]
    assert api.lint("loud bad\n", "a.md", "engineering", settings=settings, select=["loud-word"]) == found[:1]
    assert api.lint("loud bad\n", "a.md", "engineering", settings=settings, ignore=["loud-word"]) == found[1:]


def test_a_text_that_is_no_utf_8_is_a_finding(settings: Settings) -> None:
    (found,) = api.lint("a\ud800", settings=settings)
    assert (found.code, found.span, found.message) == ("SL001", api.Span(1, 2), "byte 0xED is not UTF-8")


@pytest.mark.parametrize("call", [api.lint, api.fix_text])
def test_an_unknown_type_or_rule_is_an_error(call: object, settings: Settings) -> None:
    with pytest.raises(api.SpeclintError, match="enginering"):
        call("", spec_type="enginering", settings=settings)  # type: ignore[operator]
    with pytest.raises(api.SpeclintError, match="no rule has the code, name or prefix `SL999`"):
        call("", select=["SL999"], settings=settings)  # type: ignore[operator]


def test_check_and_fix_work_on_files(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(SPEC)
    before = api.check([tmp_path / "a.md"], settings, cwd=tmp_path)
    assert [(one.code, one.path) for one in before.diagnostics] == [("SL901", "a.md")]
    after = api.fix(["a.md"], settings, cwd=str(tmp_path))
    assert ((tmp_path / "a.md").read_text(), after.run.diagnostics) == (SPEC.replace("bad", "good"), ())


def test_settings_are_those_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".speclint.yaml").write_text("ignore: [SL1]\nfail-on: info\n")
    loaded = api.load_settings(tmp_path)
    assert (loaded.fail_on, "SL101" in loaded.selected, "SL001" in loaded.selected) == (api.Severity.INFO, False, True)


def test_what_a_run_without_configuration_does_not_import(tmp_path: Path) -> None:
    (tmp_path / "tech-specs").mkdir()
    (tmp_path / "tech-specs" / "README.md").write_text("Specs live here.\n")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from speclint.config import load\n"
        "from speclint.engine.run import check\n"
        "result = check([], load(Path.cwd()), cwd=Path.cwd())\n"
        "assert result.files == 0 and len(result.notes) == 1, result\n"
        "print(sorted({'yaml', 'jsonschema', 'tomllib', 'difflib', 'sqlglot', 'click', 'tempfile', 'logging',"
        " 'dataclasses', 'concurrent.futures', 'multiprocessing'} & sys.modules.keys()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")
