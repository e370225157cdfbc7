from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from speclint.scaffold.new import scaffold

KNOWN = ("--author", "Ada Example", "--date", "2026-01-31")
TEXT = scaffold("engineering", author="Ada Example", date="2026-01-31").text


def test_a_spec_is_written_where_its_type_says_and_never_over_another(speclint: Any, tmp_path: Path) -> None:
    name = scaffold("engineering", title="Rotate tokens").filename.removesuffix(".md")
    for path in (f"tech-specs/{name}.md", f"tech-specs/{name}-2.md", f"tech-specs/{name}-3.md"):
        ended = speclint("new", "--type", "engineering", "--title", "Rotate tokens", *KNOWN)
        assert ended == (0, f"created {path}\n", "")
        assert (tmp_path / path).read_text(encoding="utf-8").startswith("# Tech Spec: Rotate tokens\n")


def test_from_a_folder_below_the_root_the_place_is_the_same(
    speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src").mkdir()
    monkeypatch.chdir(tmp_path / "src")
    ended = speclint("new", "--type", "engineering", "--title", "Rotate tokens", *KNOWN)
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.startswith("created ../tech-specs/")


def test_force_writes_over_the_file(speclint: Any, tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("mine", encoding="utf-8")
    assert speclint("new", "--type", "engineering", "-o", "a.md", *KNOWN) == (
        2,
        "",
        "error: `a.md` is there already\nhelp: name another file, or give --force to write over it\n",
    )
    assert target.read_text(encoding="utf-8") == "mine"
    assert speclint("new", "--type", "engineering", "-o", "a.md", "--force", *KNOWN) == (0, "created a.md\n", "")
    assert target.read_text(encoding="utf-8") == TEXT


def test_an_output_may_be_a_folder_a_new_path_or_standard_output(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    name = scaffold("engineering").filename
    assert speclint("new", "--type", "engineering", "-o", "docs", *KNOWN).out == f"created docs/{name}\n"
    assert speclint("new", "--type", "engineering", "-o", "a/b/c.md", *KNOWN).out == "created a/b/c.md\n"
    assert speclint("new", "--type", "engineering", "-o", "-", *KNOWN) == (0, TEXT, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            [],
            [
                (
                    "error: --type is missing\n"
                    "help: name one of backend-api, design, engineering, feature, prd-driven, rfc\n"
                )
            ],
        ),
        (["--type", "enginering"], ["enginering", "did you mean"]),
        (["--type", "engineering", "--date", "tomorrow"], ["tomorrow", "YYYY-MM-DD"]),
        (["--type", "engineering", "-o", "file/a.md"], ["`file/a.md`"]),
        (["--type", "engineering", "-o", "file/b/a.md"], ["`file/b/a.md` cannot be written: not a directory"]),
    ],
)
def test_wrong_use_writes_nothing(speclint: Any, tmp_path: Path, arguments: list[str], words: list[str]) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    ended = speclint("new", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("error: ")
    assert [word for word in words if word not in ended.err] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [".git", "file"]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _answering(monkeypatch: pytest.MonkeyPatch, answers: dict[str, list[str]]) -> list[tuple[str, object]]:
    """Sit at a terminal and answer questions by their first words, else with the default; return what is asked."""
    asked: list[tuple[str, object]] = []

    def prompt(question: str, default: object = None, **_: object) -> object:
        asked.append((question, default))
        left = next((left for words, left in answers.items() if question.startswith(words)), [])
        return left.pop(0) if left else default

    monkeypatch.setattr("sys.stdin", _Terminal())
    monkeypatch.setattr("sys.stderr", _Terminal())
    monkeypatch.setattr(click, "prompt", prompt)
    monkeypatch.setattr(click, "confirm", lambda question, **_: bool(prompt(question, True)))
    return asked


@pytest.mark.parametrize(
    ("answer", "title"), [("Rotate tokens", "# Tech Spec: Rotate tokens"), ("", TEXT.split("\n", 1)[0])]
)
def test_a_terminal_is_asked_for_the_title(
    speclint: Any, monkeypatch: pytest.MonkeyPatch, answer: str, title: str
) -> None:
    _answering(monkeypatch, {"Title": [answer]})
    assert speclint("new", "--type", "engineering", "-o", "-").out.split("\n", 1)[0] == title


def test_a_pipe_is_asked_nothing(speclint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(*_: object, **__: object) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr("sys.stdin", io.StringIO("Rotate tokens\n"))
    monkeypatch.setattr(click, "prompt", ask)
    assert speclint("new", "--type", "engineering", "-o", "-", *KNOWN).out == TEXT


def test_author_and_day_come_from_git_and_clock(speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_DIR", "GIT_CONFIG", "GIT_CONFIG_COUNT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "gitconfig").write_text("[user]\nname = Ada Example\n", encoding="utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769860800")
    assert speclint("new", "--type", "engineering", "-o", "-").out == TEXT


PRD = """# PRD: Filters

**Status:** Approved

- **US-001:** As an analyst I save | filters
  - Acceptance: it is there.
- **US-004:** As an analyst I share them
  - Acceptance: it is there too.
"""


def _made(speclint: Any, *arguments: str) -> str:
    ended = speclint("new", *arguments, *KNOWN, "-o", "-")
    assert (ended.status, ended.err) == (0, "")
    return str(ended.out)


def test_a_prd_gives_rows_and_stub_tasks(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "prds").mkdir()
    (tmp_path / "prds" / "filters.md").write_text(PRD, encoding="utf-8")
    text = _made(speclint, "--type", "prd-driven", "--prd", "prds/filters.md", "--tasks")
    assert "\n**PRD:** prds/filters.md\n" in text
    assert (
        "| US-001 | As an analyst I save \\| filters | T-001 |\n| US-004 | As an analyst I share them | T-002 |\n"
        in text
    )
    assert "| As an analyst I share them | [steps in short] | US-004 | [Playwright/Cypress] |\n" in text
    assert "\n- **T-002:** [title of the task]\n  - _Implements:_ US-004\n" in text
    assert "T-003" not in text
    plain = _made(speclint, "--type", "prd-driven", "--prd", "prds/filters.md")
    assert "| US-004 | As an analyst I share them | [tasks that deliver it] |\n" in plain
    assert plain.count("_Implements:_ [the story that it delivers]") == 3


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("engineering", ["| ER-001 | It ends | [the measure", "| ER-002 | It starts |", "| ER-002 | T-002 |"]),
        ("feature", ["- FR-1: It ends\n- FR-2: It starts\n"]),
    ],
)
def test_requirements(speclint: Any, name: str, lines: list[str]) -> None:
    tasks = ["--tasks"] if name == "engineering" else []
    text = _made(speclint, "--type", name, "--requirement", "It ends", "--requirement", " It\n starts", *tasks)
    assert [line for line in lines if line not in text] == []


def test_migrations_have_versions_of_their_own(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / "db" / "migrations").mkdir(parents=True)
    (tmp_path / "db" / "migrations" / "20260131000000_init.sql").write_text("", encoding="utf-8")
    text = _made(speclint, "--type", "engineering", "--migration", "create_invites", "--migration", "Add index.sql")
    first, second = (f"db/migrations/2026013100000{n}" for n in (1, 2))
    assert f"\n#### `{first}_create_invites.sql`\n\n```sql\n" in text
    assert f"| 1 | `{first}_create_invites.sql` | [yes/no]" in text
    assert f"| 2 | `{second}_add_index_sql.sql` | [yes/no]" not in text
    assert f"| 2 | `{second}_add_index.sql` | [yes/no]" in text
    assert "<!-- db/migrations/ holds 1, the last is 20260131000000_init.sql -->" in text


def test_what_there_is_none_of_is_stated(speclint: Any) -> None:
    text = _made(speclint, "--type", "engineering", "--none", "api, frontend", "--none", "deviations")
    assert "\n## 4. API Design\n\nNot applicable.\n\n---\n\n## 5." in text
    assert "\n### Phase 4: Frontend\n\nNot applicable.\n" in text
    assert "\nNo new patterns — follows existing conventions.\n" in text
    assert "| ER-001 | T-001, T-002 |" in text
    assert "T-003" not in text


def test_the_issue_is_that_of_the_branch(speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").rmdir()
    subprocess.run(["git", "init", "-q", "-b", "fix/12-typo", str(tmp_path)], check=True)
    subprocess.run(["git", "config", "remote.origin.url", "https://u:p@example.com/a/b.git"], check=True)
    ended = speclint("new", "--type", "design", "--title", "Typo", *KNOWN)
    assert ended.out == "created specs/12-typo.md\n"
    text = (tmp_path / "specs" / "12-typo.md").read_text(encoding="utf-8")
    assert "\n**Issue**: #12\n" in text
    assert "\n- **Original Issue**: [#12](https://example.com/a/b/issues/12)\n" in text
    assert "| 2026-01-31 | Ada Example | [what changed] |" in text
    assert "**Issue**: #7\n" in _made(speclint, "--type", "design", "--issue", "#7")


def test_an_own_type_is_written_too(speclint: Any, tmp_path: Path) -> None:
    (tmp_path / ".speclint" / "types").mkdir(parents=True)
    own = "name: note\nextends: feature\nsummary: A note.\nfolder: notes\nfilename: '{issue}-{slug}.md'\n"
    (tmp_path / ".speclint" / "types" / "note.yaml").write_text(own, encoding="utf-8")
    ended = speclint("new", "--type", "note", "--title", "A thing", "--issue", "5", "--requirement", "It ends", *KNOWN)
    assert ended.out == "created notes/5-a-thing.md\n"
    assert "- FR-1: It ends\n" in (tmp_path / "notes" / "5-a-thing.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message", "help_text"),
    [
        (["engineering", "--prd", "x.md"], "no such PRD: x.md", None),
        (["rfc", "--requirement", "x"], "the type rfc has no requirements of its own", "leave --requirement out"),
        (
            ["prd-driven", "--requirement", "x"],
            "the type prd-driven has no requirements of its own",
            "its stories stand in the PRD: give --prd",
        ),
        (["engineering", "--tasks"], "--tasks has nothing to make tasks for", "give --prd or --requirement"),
        (["rfc", "--tasks"], "the type rfc has no tasks", "leave --tasks out"),
        (["rfc", "--migration", "x"], "the type rfc has no migrations", "leave --migration out"),
        (
            ["engineering", "--none", "frontnd"],
            "the type engineering has no section `frontnd`",
            "did you mean frontend?",
        ),
        (
            ["engineering", "--none", "summary"],
            "the section `summary` of the type engineering has to say something",
            "leave it to be filled in",
        ),
        (["design", "--issue", "x1"], "'x1' is no issue's number", "write it as 12 or #12"),
    ],
)
def test_what_a_type_has_no_place_for(speclint: Any, arguments: list[str], message: str, help_text: str | None) -> None:
    ended = speclint("new", "--type", *arguments, *KNOWN)
    wanted = f"error: {message}\n" + (f"help: {help_text}\n" if help_text else "")
    assert (ended.status, ended.out, ended.err) == (2, "", wanted)


def test_a_terminal_is_asked_for_what_is_missing(
    speclint: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"Type": ["engineering"], "Author": ["Ada"], "Date": ["2026-01-31"], "Requirement": ["It ends", ""]}
    asked = _answering(monkeypatch, {**answers, "Migration": ["create_x", ""], "There": ["api"]})
    text = speclint("new", "-o", "-").out
    assert [question.split(" (")[0] for question, _ in asked] == [
        "Type", "Title", "Author", "Date", "Requirement 1", "Requirement 2", "A stub task for each?", "Migration 1",
        "Migration 2", "There is none of",
    ]  # fmt: skip
    assert "\n**Author:** Ada\n**Last updated:** 2026-01-31\n" in text
    assert "| ER-001 | T-001 |" in text
    assert "#### `migrations/20260131000000_create_x.sql`" in text
    assert "\n## 4. API Design\n\nNot applicable.\n" in text
