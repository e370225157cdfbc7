"""Fixes of the traceability and task rules over a whole spec: each leads back to the spec that has no fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import fix
from speclint.resources import data_folder
from speclint.rules import read_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

GOOD = (data_folder("rules").parent / "fixtures/specs/engineering/good/delivery-receipts.md").read_text("utf-8")
RULES = {page.rule.code: page.rule for page in read_pages(data_folder("rules"))}
MINE = tuple(code for code in RULES if code.startswith(("SL2", "SL5")))
LABELS = r"_(Implements|Description|Files|Done condition|Dependencies):_"


def swap(old: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces a text that must be there."""

    def apply(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return apply


def sub(pattern: str, new: str) -> Callable[[str], str]:
    """Return a function that replaces every match."""

    def apply(text: str) -> str:
        changed, count = re.subn(pattern, new, text, flags=re.MULTILINE)
        assert count
        return changed

    return apply


def quoted(text: str) -> str:
    """Put the last task into a block quote, in the notation of quoted examples."""
    found = re.search(r"^- \*\*T-009:\*\*.*(?:\n  .*)*", text, re.MULTILINE)
    assert found
    lines = found.group().replace("- **T-009:**", "**T-009**:").replace("\n  ", "\n").split("\n")
    return text.replace(found.group(), "\n".join(f"> {line}" for line in lines))


def order_changed(text: str) -> str:
    """Put the dependencies of a task first."""
    last = "  - _Dependencies:_ T-006\n"
    first = "- **T-007:** Render the receipt table\n"
    assert last in text
    return text.replace(last, "", 1).replace(first, first + last, 1)


SAFE = [
    ("ids without zeros", sub(r"\bER-00(\d)", r"ER-\1")),
    ("ids without hyphen", sub(r"\bT-00(\d)", r"T\1")),
    ("bold labels", sub(LABELS, r"**\1:**")),
    ("bold labels, colon outside", sub(LABELS, r"**\1**:")),
    ("plain labels", sub(LABELS, r"\1:")),
    ("the colon outside the id", sub(r"\*\*(T-00\d):\*\*", r"**\1**:")),
    ("all of the head bold", sub(r"\*\*(T-00\d):\*\* (.*)", r"**\1: \2**")),
    ("a quoted task", quoted),
    ("another order of labels", order_changed),
    ("empty mapping cells", sub(r"^(\| ER-00\d \|) T-[^|]*\|$", r"\1 |")),
    ("mapping cells without a space", sub(r"^(\| ER-00\d \|) T-[^|]*\|$", r"\1|")),
    ("a missing first row", sub(r"^\| ER-001 \| T-.*\n", "")),
    ("two missing rows", sub(r"^\| ER-00[23] \| T-.*\n", "")),
    ("the closing line without italics", sub(r"^_(Traceability .*)_$", r"\1")),
]

UNSAFE = [
    ("a mapping cell lacks two", swap("T-001, T-003, T-005, T-006, T-007, T-008", "T-001, T-003, T-005, T-008")),
    ("a mapping cell has one too many", swap("| T-002, T-009 |", "| T-002, T-007, T-009 |")),
    ("a gap in the tasks", sub(r"\bT-009\b", "T-012")),
    ("two gaps", lambda text: sub(r"\bT-008\b", "T-010")(sub(r"\bT-009\b", "T-014")(text))),
    ("a gap in the requirements", sub(r"\bER-003\b", "ER-005")),
]


def mended(text: str, folder: Path, *, unsafe: bool) -> str:
    """Return what the fixes of these rules make of a spec; a second run must change nothing."""
    path = folder / "tech-specs/x.md"
    path.parent.mkdir()
    path.write_bytes(text.encode())
    settings = Settings.defaults(str(folder), RULES)._replace(selected=MINE)
    fix(["tech-specs/x.md"], settings, cwd=folder, unsafe=unsafe)
    result = path.read_bytes().decode()
    assert fix(["tech-specs/x.md"], settings, cwd=folder, unsafe=unsafe).changed == ()
    return result


def lines_of(text: str) -> list[str]:
    """Return the lines without the padding of table cells."""
    return [re.sub(r" +", " ", line) for line in text.split("\n")]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in SAFE])
def test_a_safe_fix_leads_back(change: Callable[[str], str], newline: str, tmp_path: Path) -> None:
    result = mended(change(GOOD).replace("\n", newline), tmp_path, unsafe=False)
    assert lines_of(result) == lines_of(GOOD.replace("\n", newline))


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in UNSAFE])
def test_an_unsafe_fix_leads_back(change: Callable[[str], str], tmp_path: Path) -> None:
    assert mended(change(GOOD), tmp_path, unsafe=True) == GOOD


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in UNSAFE])
def test_an_unsafe_fix_is_asked_for(change: Callable[[str], str], tmp_path: Path) -> None:
    assert mended(change(GOOD), tmp_path, unsafe=False) == change(GOOD)


def test_a_missing_label_is_added_empty_and_once(tmp_path: Path) -> None:
    line = "  - _Done condition:_ `go test ./src/webhooks/... -run TestBroadcastReceipt` passes.\n"
    assert mended(swap(line, "")(GOOD), tmp_path, unsafe=False) == GOOD.replace(line, "  - _Done condition:_\n")


def test_a_missing_dependency_is_appended(tmp_path: Path) -> None:
    text = swap("_Dependencies:_ T-001 (new column), T-002 (for `ReceiptStore`)", "_Dependencies:_ T-001 (new column)")(
        swap("`src/webhooks/worker.go` — record", "`src/webhooks/receipts.go` — record")(GOOD)
    )
    result = mended(text, tmp_path, unsafe=False)
    assert "_Dependencies:_ T-001 (new column), T-002\n" in result
    assert result.replace("(new column), T-002\n", "(new column)\n") == text
