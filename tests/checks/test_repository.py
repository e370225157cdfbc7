"""Links and stories against the files around a spec."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import check, fix

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "# Tech Spec: Invitations\n\n"
FILES = {
    "docs/mail service.md": "# Mail\n",
    "docs/a.go": "package docs\n",
    "tech-specs/other.md": "# Tech Spec: Other\n\n**Type:** Engineering-initiated\n\n## 1. Overview\n\n### A & B\n",
    "README.md": "# Read me\n",
}


def laid_out(folder: Path, files: dict[str, str]) -> Settings:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return Settings.defaults(str(folder))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("[a](other.md) [b](../README.md) [c](/README.md) [d](../docs) [e](../docs/)", []),
        ("[a](../docs/mail%20service.md) [b](<../docs/mail service.md>)", []),
        ("[a](../docs/a.go#L10) [b](../docs/a.go#L1-L3) [c](../README.md?plain=1#L3) [d](../README.md#any)", []),
        (
            "[a](#1-overview) [b](#top) [c](#) [d](other.md#a--b) [e](other.md#A-B) [f](../tech-specs/other.md)",
            [],
        ),
        ("[a](https://x.example/y.md) [b](mailto:a@b.example) [c](//x.example/y) <https://x.example>", []),
        ("[a](../../outside.md) [b]([path]) [c](<path/to/file>) [d](docs/{id}.md) [e](url)", []),
        ("`[a](gone.md)` and <!-- [a](gone.md) -->", []),
        ("[a][ref]\n\n[ref]: other.md\n[^1]: gone", []),
        ("[a](gone.md)", ["the link's target gone.md does not exist"]),
        ("![a](img/gone.png)", ["the link's target img/gone.png does not exist"]),
        ("[a][ref]\n\n[ref]: gone.md", ["the link's target gone.md does not exist"]),
        ("[a](/docs/gone.md)", ["the link's target /docs/gone.md does not exist"]),
        ("| a |\n|---|\n| [a](gone.md) |", ["the link's target gone.md does not exist"]),
        ("[a](#2-overview)", ["no heading of the spec has the fragment #2-overview"]),
        ("[a](other.md#b)", ["no heading of tech-specs/other.md has the fragment #b"]),
    ],
)
def test_links(line: str, expected: list[str], tmp_path: Path) -> None:
    text = f"{TITLE}{line}\n\n## 1. Overview\n"
    settings = laid_out(tmp_path, {**FILES, "tech-specs/x.md": text}).with_cli(select=["SL801"])
    run = check(["tech-specs/x.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert [one.message for one in run.diagnostics] == expected


@pytest.mark.parametrize(
    ("link", "help_text"),
    [
        ("othr.md", "did you mean other.md?"),
        ("docs/a.go", "a link starts at the spec's own folder: write ../docs/a.go"),
        ("www.mail.example", "write https://www.mail.example if it is an address"),
        ("#1-overvew", "did you mean #1-overview?"),
        ("nothing-like-it.md", "correct or remove it"),
    ],
)
def test_advice(link: str, help_text: str, tmp_path: Path) -> None:
    text = f"{TITLE}[a]({link})\n\n## 1. Overview\n"
    settings = laid_out(tmp_path, {**FILES, "tech-specs/x.md": text}).with_cli(select=["SL801"])
    run = check(["tech-specs/x.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert [one.help for one in run.diagnostics] == [help_text]


HEAD = (
    "# Tech Spec: Invitations\n\n**Type:** PRD-driven\n**PRD:** {prd}\n\n## 1. Overview\n\n### Requirement Mapping\n\n"
)
MAPPING = "#### PRD-driven: Story Mapping\n\n| Story ID | Story Summary | Implementing Tasks |\n|---|---|---|\n"
PRD = "# PRD\n\n- **US-001**: Invite\n- **US-002**: Revoke a | b\n\n| Story | What |\n|---|---|\n| US-003 | Remind |\n"


@pytest.mark.parametrize(
    ("prd", "rows", "expected"),
    [
        ("prds/i.md", "| US-001 | a | T-001 |\n| US-002 | b | T-001 |\n| US-003 | c | T-001 |\n", []),
        ("/prds/i.md", "| US-1 | a | T-001 |\n| US-002 | b | T-001 |\n| US-003 | c | T-001 |\n", []),
        (
            "`prds/i.md`",
            "| US-001 | a | T-001 |\n| US-003 | c | T-001 |\n",
            [("SL802", 10, "story US-002 of prds/i.md is not mapped")],
        ),
        (
            "[the PRD](../prds/i.md)",
            "| US-001 | a | |\n| US-002 | b | |\n| US-003 | c | |\n| US-004 | d | |\n",
            [("SL802", 17, "story US-004 is mapped but prds/i.md does not define it")],
        ),
        ("prds/j.md", "| US-001 | a | T-001 |\n", [("SL801", 4, "the PRD prds/j.md does not exist")]),
        ("[path to the PRD]", "| US-001 | a | T-001 |\n", []),
        ("prds/free.md", "| US-001 | a | T-001 |\n", []),
    ],
)
def test_stories(prd: str, rows: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    files = {
        "prds/i.md": PRD,
        "prds/free.md": "# PRD\n\nWho invites whom.\n",
        "tech-specs/x.md": HEAD.format(prd=prd) + MAPPING + rows,
    }
    settings = laid_out(tmp_path, files).with_cli(select=["SL801", "SL802"])
    run = check(["tech-specs/x.md"], settings, cwd=tmp_path)
    source = run.sources["tech-specs/x.md"] if run.diagnostics else None
    assert [
        (one.code, source.position(one.span.start).line, one.message) for one in run.diagnostics if source
    ] == expected


def test_missing_stories_get_rows(tmp_path: Path) -> None:
    start = HEAD.format(prd="prds/i.md") + MAPPING + "| US-001 | a | T-001 |\n"
    files = {"prds/i.md": PRD, "tech-specs/x.md": start + "\n---\n"}
    settings = laid_out(tmp_path, files).with_cli(select=["SL802"])
    fix(["tech-specs/x.md"], settings, cwd=tmp_path)
    after = (tmp_path / "tech-specs/x.md").read_bytes().decode()
    assert after == start + "| US-002 | Revoke a \\| b | |\n| US-003 | Remind | |\n\n---\n"
    assert fix(["tech-specs/x.md"], settings, cwd=tmp_path).changed == ()
