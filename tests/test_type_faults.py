"""Each single fault put into a good backend API or feature spec gives exactly that finding at that line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from speclint.config import Settings
from speclint.diagnostics import Severity
from speclint.engine.run import check
from speclint.yaml12 import load

FOLDER = Path(__file__).parent.parent / "fixtures" / "specs"
FAULTS: list[tuple[str, dict[str, Any]]] = [
    (name, fault)
    for name in ("backend-api", "feature")
    for fault in load((FOLDER / name / "faults.yaml").read_text("utf-8"))
]


@pytest.mark.parametrize(
    ("name", "fault"),
    [pytest.param(name, fault, id=f"{name}-{fault['name'].replace(' ', '-')}") for name, fault in FAULTS],
)
def test_one_fault_gives_one_finding(name: str, fault: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(FOLDER / name / "good", tmp_path, dirs_exist_ok=True)
    (tmp_path / ".git").mkdir()
    file = next((tmp_path / fault["of"]).glob("[tT]*.md"))
    whole = file.read_bytes().decode()
    newline = "\r\n" if "\r\n" in whole else "\n"
    text = whole.replace("\r\n", "\n")
    assert fault["replace"] in text
    text = text.replace(fault["replace"], fault["with"], 1)
    file.write_bytes(text.replace("\n", newline).encode())
    run = check([file.relative_to(tmp_path).as_posix()], Settings.defaults(str(tmp_path)), cwd=tmp_path, spec_type=name)
    source = next(iter(run.sources.values()))
    found = [
        (one.code, source.position(one.span.start).line)
        for one in run.diagnostics
        if one.severity is not Severity.INFO and one.code not in fault.get("also", ())
    ]
    lines = [number for number, line in enumerate(text.split("\n"), 1) if fault["at"] in line]
    assert found == [(fault["code"], lines[fault.get("nth", 1) - 1])]
