from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from speclint import yaml12
from speclint.config.files import parse_yaml
from speclint.scaffold.new import scaffold

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GOOD = ROOT / "fixtures" / "specs" / "engineering" / "good" / "delivery-receipts.md"
FAULTS = (
    ("  - _Dependencies:_ T-002\n\n- **T-004", "  - _Dependencies:_ T-002, T-009\n\n- **T-004"),
    ("## 8. Rollout & Operations", "## 8. Rollout and Operations"),
)


def _block(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_the_golden_example_is_what_the_command_prints(speclint: Any, tmp_path: Path) -> None:
    """Compare with the README's example, which `make golden` writes anew."""
    text = GOOD.read_text(encoding="utf-8")
    for right, wrong in FAULTS:
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    (tmp_path / "tech-specs").mkdir()
    (tmp_path / "tech-specs" / GOOD.name).write_text(text, encoding="utf-8")
    printed = "$ speclint check\n" + speclint("check").out
    if os.environ.get("SPECLINT_GOLDEN"):
        (ROOT / "README.md").write_text(README.replace(_block("text"), printed), encoding="utf-8", newline="\n")
    else:
        assert _block("text") == printed


def test_the_configuration_is_one() -> None:
    settings = parse_yaml(_block("yaml"), ".speclint.yaml", "/")
    assert settings.folders.prds == ("prds",)
    assert yaml12.load(_block("yaml"))["fail-on"] == "error"


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tech-specs").mkdir()
    text = scaffold("engineering", title="Rotate session tokens").text.replace("**Status:** Draft", "**Status:** Odd")
    (tmp_path / "tech-specs" / "rotate-session-tokens.md").write_text(text, encoding="utf-8")
    names: dict[str, Any] = {}
    exec(_block("python"), names)
    assert "SL110" in capsys.readouterr().out
    assert "SL110" in [diagnostic.code for diagnostic in names["run"].diagnostics]
