"""A complete good spec is silent, and each single fault put into it gives exactly that finding at that line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from speclint.config import Settings
from speclint.engine.run import check
from speclint.yaml12 import load

FOLDER = Path(__file__).parent.parent / "fixtures" / "specs" / "engineering"
GOOD = (FOLDER / "good" / "delivery-receipts.md").read_text("utf-8")
FAULTS: list[dict[str, Any]] = load((FOLDER / "faults.yaml").read_text("utf-8"))


def _found(text: str, folder: Path) -> list[tuple[str, int]]:
    (folder / "tech-specs").mkdir()
    file = folder / "tech-specs" / "delivery-receipts.md"
    file.write_bytes(text.encode())
    run = check(["tech-specs"], Settings.defaults(str(folder)), cwd=folder)
    source = next(iter(run.sources.values()), None)
    return [(one.code, source.position(one.span.start).line) for one in run.diagnostics if source]


def test_the_good_spec_is_silent(tmp_path: Path) -> None:
    assert _found(GOOD, tmp_path) == []


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault["name"].replace(" ", "-")) for fault in FAULTS])
def test_one_fault_gives_one_finding(fault: dict[str, Any], tmp_path: Path) -> None:
    assert fault["replace"] in GOOD
    limit = -1 if fault.get("count") == "all" else 1
    text = GOOD.replace(fault["replace"], fault["with"], limit)
    if "and" in fault:
        assert fault["and"][0] in text
        old, new = fault["and"]
        text = text.replace(old, new, 1)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if fault["at"] in line]
    expected = [(fault["code"], lines[fault.get("nth", 1) - 1])]
    if fault.get("denied"):
        expected.append(("SL213", text.count("\n")))
    assert _found(text, tmp_path) == expected
