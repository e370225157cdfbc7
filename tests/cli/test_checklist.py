"""The checklist holds the clauses that are left to the reviewer, and only those."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from speclint.scaffold.new import scaffold
from speclint.spec.catalogue import spec_type, type_names
from speclint.yaml12 import load

ROOT = Path(__file__).parents[2]
LEFT = set(re.findall(r"^\| (S\d-\d+) .*\| reviewer \|", (ROOT / "docs/clauses.md").read_text("utf-8"), re.MULTILINE))
ITEMS = {
    path.stem: load(path.read_text("utf-8")).get("review", {})
    for path in sorted((ROOT / "schemas/types").glob("*.yaml"))
}


def test_every_clause_left_to_the_reviewer_stands_in_one_checklist() -> None:
    held = [clause for items in ITEMS.values() for clause, sentence in items.items() if sentence]
    assert sorted(held) == sorted(LEFT)


@pytest.mark.parametrize("name", type_names())
def test_the_command_prints_the_items_of_the_type(
    speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    spec = "a spec.md"
    Path(spec).write_text(scaffold(name).text, "utf-8")
    ended = speclint("checklist", spec)
    lines = ended.out.splitlines()
    assert (ended.status, ended.err, lines[0]) == (0, "", f"## Review of `{spec}`")
    assert [line for line in lines if line.startswith("- ")] == [f"- [ ] {each}" for each in spec_type(name).review]
    assert len(spec_type(name).review) >= 2


def test_a_prd_driven_spec_need_not_justify_doing_without_a_prd() -> None:
    assert set(spec_type("engineering").review) - set(spec_type("prd-driven").review) == {ITEMS["engineering"]["S2-04"]}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("none.md", None, "no such file: none.md"),
        ("a.md", b"# Notes\n", "nothing tells what type of spec a.md is"),
        ("a.md", b"\xff\xfe", "a.md is not UTF-8 text"),
        (".", None, ". is a folder"),
    ],
)
def test_what_is_no_spec_is_refused(
    speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: bytes | None, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if text is not None:
        (tmp_path / name).write_bytes(text)
    ended = speclint("checklist", name)
    assert (ended.status, ended.out, ended.err.splitlines()[0]) == (2, "", f"error: {message}")
