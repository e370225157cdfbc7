"""The example of docs/your-own-template.md does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speclint.config import load
from speclint.engine.run import check
from speclint.rules.selection import select, specificity
from speclint.scaffold.new import scaffold

PAGE = Path(__file__).parents[2] / "docs" / "your-own-template.md"
FILE = re.compile(r"^(?P<run>`{3,})\w+ file=(?P<path>\S+)\n(?P<text>.*?\n)(?P=run)$", re.MULTILINE | re.DOTALL)
SPEC = scaffold("engineering", title="Refunds", date="2026-01-01", author="Ada").text


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for found in FILE.finditer(PAGE.read_text("utf-8")):
        path = tmp_path / found["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found["text"], "utf-8")
    (tmp_path / "tech-specs").mkdir()
    return tmp_path


def _found(root: Path, text: str) -> list[tuple[str, str, str]]:
    (root / "tech-specs" / "refunds.md").write_text(text, "utf-8")
    run = check([], load(root), cwd=root)
    return [(one.code, str(one.severity), one.message) for one in run.diagnostics if one.code != "SL701"]


@pytest.mark.parametrize("selector", ["TEAM", "team0", "TEAM001", "vague-time"])
def test_own_rules_are_selected_as_ours_are(root: Path, selector: str) -> None:
    assert select(selector, load(root).rules) == ("TEAM001",)


def test_the_letters_of_a_code_are_no_beginning_until_they_are_all_there(root: Path) -> None:
    assert select("TEA", load(root).rules) == ()


@pytest.mark.parametrize(
    ("first", "second"), [("SL", "SL2"), ("SL2", "SL20"), ("SL20", "SL204"), ("TEAM", "TEAM0"), ("TEAM00", "TEAM001")]
)
def test_a_longer_beginning_stands_above_a_shorter_one(first: str, second: str) -> None:
    assert specificity(first) < specificity(second)
    assert specificity(second) <= specificity("vague-time")


def test_the_example_is_short(root: Path) -> None:
    texts = [path.read_text("utf-8") for path in (root / ".speclint").rglob("*") if path.is_file()]
    assert len(texts) == 2
    assert sum(len(text.splitlines()) for text in texts) < 40


def test_a_spec_without_the_new_section_lacks_it(root: Path) -> None:
    assert _found(root, SPEC) == [("SL101", "error", 'section "Data Protection" is missing')]


def test_a_scaffold_of_the_type_has_placeholders_only(root: Path) -> None:
    kind = load(root).kinds["team"]
    from speclint.spec.skeleton import document_text

    text = document_text(kind, title="Refunds")
    assert "## Data Protection\n\n| Data | Kept For |" in text
    assert "### Support Notes" in text
    assert _found(root, text) == []


@pytest.mark.parametrize(("status", "severity"), [("Draft", "info"), ("In Review", "warning"), ("Approved", "error")])
def test_severity_depends_on_the_status(root: Path, status: str, severity: str) -> None:
    text = SPEC.replace("**Status:** Draft", f"**Status:** {status}")
    text = text.replace(
        "## 2.", "## Data Protection\n\nNot applicable.\n\nIt is done in due\ncourse, `soon`.\n\n## 2.", 1
    )
    found = [one for one in _found(root, text) if one[0] == "TEAM001"]
    assert found == [("TEAM001", severity, 'the phrase "in due course" is not to be used')]
