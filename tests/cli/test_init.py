"""`speclint init` writes what a repository lacks, fit for what it finds there, and changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from speclint.config import load
from speclint.scaffold.new import scaffold
from speclint.yaml12 import load as load_yaml

HOOKS, WORKFLOW = ".pre-commit-config.yaml", ".github/workflows/specs.yml"
FOUND = {
    "docs/specs/a.md": scaffold("engineering").text,
    "docs/specs/done/b.md": scaffold("engineering").text,
    "docs/specs/deep/c.md": scaffold("prd-driven").text,
    "rfcs/d.md": scaffold("rfc").text,
    "README.md": "# About\n",
    "docs/prds/e.md": "# PRD\n",
    "db/schema/00001_x.sql": "-- +goose Up\nSELECT 1;\n",
    "db/other/x.sql": "SELECT 1;\n",
    "node_modules/x/a.md": scaffold("engineering").text,
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir(exist_ok=True)
    return tmp_path


def _fill(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def test_the_configuration_says_where_things_lie(speclint: Any, root: Path) -> None:
    _fill(root, FOUND)
    ended = speclint("init")
    assert (ended.status, ended.out) == (0, f"created .speclint.yaml\ncreated {HOOKS}\ncreated {WORKFLOW}\n")
    folders = load(root).folders
    assert folders.specs == ("docs/specs", "rfcs")
    assert folders.completed == ("docs/specs/done",)
    assert (folders.prds, folders.migrations) == (("docs/prds",), ("db/schema",))
    text = (root / ".speclint.yaml").read_text("utf-8")
    assert "#   docs/specs: 2 engineering\n#   docs/specs: 1 prd-driven\n#   rfcs: 1 rfc\n" in text
    hook = load_yaml((root / HOOKS).read_text("utf-8"))["repos"][0]["hooks"][0]
    assert (hook["entry"], hook["files"]) == ("speclint check", "^(docs/specs|rfcs)/")
    paths = load_yaml((root / WORKFLOW).read_text("utf-8"))["on"]["pull_request"]["paths"]
    assert paths == ["docs/specs/**", "rfcs/**", "docs/prds/**", ".speclint.yaml"]
    assert speclint("check").status in (0, 1)


def test_every_commented_key_is_one_that_may_be_used(speclint: Any, root: Path) -> None:
    speclint("init")
    path = root / ".speclint.yaml"
    lines = path.read_text("utf-8").split("\n")
    keys = [line[2:] for line in lines if line.startswith("# ") and (":" in line.split(" ")[1] or line[2:4] == "  ")]
    path.write_text("\n".join([*(line for line in lines if not line.startswith("#")), *keys]), "utf-8")
    settings = load(root)
    assert settings.ignored_for("tech-specs/completed/a.md") == {code for code in settings.rules if code[:3] == "SL8"}
    assert settings.type_for("docs/design/a.md") == "design"
    assert "SL302" not in settings.selected
    assert settings.excludes("tech-specs/drafts/a.md")


def test_what_is_there_is_left_as_it_is(speclint: Any, root: Path) -> None:
    kept = {"pyproject.toml": '[tool.speclint]\nfail-on = "warning"\n', HOOKS: "repos: []\n", WORKFLOW: "name: x\n"}
    _fill(root, kept)
    ended = speclint("init")
    assert ended.out.startswith(f"kept pyproject.toml\nkept {HOOKS}\n  add to its `repos:`\n\n  - repo: local\n")
    assert ended.out.endswith(f"kept {WORKFLOW}\n")
    assert {name: (root / name).read_text("utf-8") for name in kept} == kept
    assert not (root / ".speclint.yaml").exists()


def test_a_second_run_changes_nothing(speclint: Any, root: Path) -> None:
    speclint("init")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    ended = speclint("init")
    assert ended.out == f"kept .speclint.yaml\nkept {HOOKS}\nkept {WORKFLOW}\n"
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_dry_run_prints_and_writes_nothing(speclint: Any, root: Path) -> None:
    ended = speclint("init", "--dry-run")
    assert (ended.status, ended.err) == (0, "")
    assert "would create .speclint.yaml\n\n# What `speclint check` does" in ended.out
    assert [path.name for path in root.iterdir()] == [".git"]
