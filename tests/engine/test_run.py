"""A run: which files, in which order, with which paths, and the same for any number of workers."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from speclint.config import Folders, Settings
from speclint.engine import run as running
from speclint.engine.discovery import Places, discover
from speclint.engine.repository import FolderRepository
from speclint.engine.run import Note, check
from speclint.errors import SpeclintError

SPEC = "# Tech Spec: A\n\n**Type:** Engineering-initiated\n**Status:** {}\n\nbad\n"

BAD = SPEC.format("Draft").index("bad")


def _laid_out(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")


TREE = (
    "tech-specs/b.md",
    "tech-specs/a.md",
    "tech-specs/a/z.md",
    "tech-specs/a-1/y.md",
    "tech-specs/completed/c.MD",
    "tech-specs/d.markdown",
    "tech-specs/notes.txt",
    "tech-specs/node_modules/m/x.md",
    "tech-specs/.venv/x.md",
    "tech-specs/drafts/x.md",
    "docs/x.txt",
    "README.md",
)
SPECS = [
    "tech-specs/a/z.md",
    "tech-specs/a-1/y.md",
    "tech-specs/a.md",
    "tech-specs/b.md",
    "tech-specs/completed/c.MD",
    "tech-specs/d.markdown",
]


@pytest.mark.parametrize(
    ("paths", "found", "notes"),
    [
        ([], SPECS, []),
        (["tech-specs"], SPECS, []),
        (["./tech-specs/", "tech-specs/a.md", "tech-specs/../tech-specs"], SPECS, []),
        (["tech-specs/b.md", "tech-specs/a.md"], ["tech-specs/a.md", "tech-specs/b.md"], []),
        (["tech-specs/*.md"], ["tech-specs/a.md", "tech-specs/b.md"], []),
        (["tech-specs/**/[yz].md"], ["tech-specs/a/z.md", "tech-specs/a-1/y.md"], []),
        (["*.md"], ["README.md"], []),
        (["tech-specs/drafts/x.md"], ["tech-specs/drafts/x.md"], []),
        (["tech-specs/drafts"], [], [Note("tech-specs/drafts", "no Markdown, Mermaid or SQL file in this folder")]),
        (["docs"], [], [Note("docs", "no Markdown, Mermaid or SQL file in this folder")]),
        (["docs/*.md"], [], [Note("docs/*.md", "no Markdown, Mermaid or SQL file matches")]),
        (["docs/x.txt"], [], [Note("docs/x.txt", "neither Markdown, Mermaid nor SQL: skipped")]),
    ],
)
def test_paths_find_files(paths: list[str], found: list[str], notes: list[Note], tmp_path: Path) -> None:
    _laid_out(tmp_path, *TREE)
    (tmp_path / ".gitignore").write_text("drafts\n")
    settings = Settings.defaults(str(tmp_path), {})._replace(exclude=("tech-specs/drafts/",))
    inputs, told = discover(paths, settings, Places(str(tmp_path), tmp_path))
    assert ([one.path for one in inputs], told) == (found, notes)


def test_a_file_of_another_kind_is_taken_with_a_type(tmp_path: Path) -> None:
    _laid_out(tmp_path, "x.txt", "y.rst")
    settings = Settings.defaults(str(tmp_path), {})._replace(types=(("*.rst", "engineering"),))
    places = Places(str(tmp_path), tmp_path)
    assert [one.path for one in discover(["x.txt"], settings, places, "engineering")[0]] == ["x.txt"]
    assert [one.path for one in discover(["y.rst"], settings, places)[0]] == ["y.rst"]


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["nowhere.md"], "no such file or folder: nowhere.md"),
        (["tech-specs/none"], "no such file or folder: tech-specs/none"),
        (["a\0b"], "no such file or folder: a\0b"),
        ([""], "no such file or folder: "),
        (["x" * 5000], f"no such file or folder: {'x' * 5000}"),
        ([], "no path is given, and the folder of specs does not exist: tech-specs/"),
    ],
)
def test_a_missing_path_is_an_error(paths: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(SpeclintError) as caught:
        discover(paths, Settings.defaults(str(tmp_path), {}), Places(str(tmp_path), tmp_path))
    assert caught.value.message == message


def test_links_end(tmp_path: Path) -> None:
    _laid_out(tmp_path, "tech-specs/a.md", "elsewhere/b.md")
    (tmp_path / "tech-specs" / "loop").symlink_to(tmp_path / "tech-specs")
    (tmp_path / "tech-specs" / "self.md").symlink_to(tmp_path / "tech-specs" / "self.md")
    (tmp_path / "tech-specs" / "b.md").symlink_to(tmp_path / "elsewhere" / "b.md")
    inputs, _ = discover([], Settings.defaults(str(tmp_path), {}), Places(str(tmp_path), tmp_path))
    assert [one.path for one in inputs] == ["tech-specs/a.md", "tech-specs/b.md"]


def _specs(folder: Path, statuses: dict[str, str]) -> None:
    for name, status in statuses.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(SPEC.format(status))


def _told(result: Any) -> list[tuple[str, str, int, tuple[str | None, ...]]]:
    return [
        (one.path, one.code, one.span.start, tuple(related.path for related in one.related))
        for one in result.diagnostics
    ]


@pytest.fixture
def twins(settings: Settings) -> Settings:
    return settings._replace(selected=("SL901", "SL950"))


def test_neighbours_are_read_and_only_named_files_reported(twins: Settings, tmp_path: Path) -> None:
    _specs(tmp_path, {"tech-specs/a.md": "Draft", "tech-specs/completed/b.md": "Draft", "tech-specs/c.md": "Approved"})
    result = check(["tech-specs/a.md"], twins, cwd=tmp_path)
    assert _told(result) == [
        ("tech-specs/a.md", "SL950", 0, ("tech-specs/completed/b.md",)),
        ("tech-specs/a.md", "SL901", BAD, ()),
    ]
    assert sorted(result.sources) == ["tech-specs/a.md", "tech-specs/completed/b.md"]
    assert result.sources["tech-specs/completed/b.md"].text == SPEC.format("Draft")
    assert (result.files, result.notes) == (1, ())


def test_paths_are_reported_from_the_working_directory(twins: Settings, tmp_path: Path) -> None:
    _specs(tmp_path, {"tech-specs/a.md": "Draft", "tech-specs/completed/b.md": "Draft"})
    (tmp_path / "tech-specs" / "README.md").write_text("read me\n")
    result = check(["..", "../../docs/*.md"], twins, cwd=tmp_path / "tech-specs" / "completed")
    assert _told(result) == [
        ("../a.md", "SL950", 0, ("b.md",)),
        ("../a.md", "SL901", BAD, ()),
        ("b.md", "SL950", 0, ("../a.md",)),
        ("b.md", "SL901", BAD, ()),
    ]
    assert list(result.sources) == ["../a.md", "b.md"]
    assert result.notes == (
        Note("../../docs/*.md", "no Markdown, Mermaid or SQL file matches"),
        Note("../README.md", "not a spec: skipped"),
    )


def test_a_text_from_standard_input_stands_in_place_of_its_file(twins: Settings, tmp_path: Path) -> None:
    _specs(tmp_path, {"tech-specs/a.md": "Draft", "tech-specs/b.md": "Approved"})
    data = SPEC.format("Approved").encode()
    assert _told(check([], twins, cwd=tmp_path, stdin=("tech-specs/a.md", data))) == [
        ("tech-specs/a.md", "SL950", 0, ("tech-specs/b.md",)),
        ("tech-specs/a.md", "SL901", BAD + 3, ()),
    ]


def test_a_project_finding_is_hidden_by_a_directive_and_an_idle_one_is_told(twins: Settings, tmp_path: Path) -> None:
    chosen = twins._replace(selected=("SL005", "SL950"))
    _specs(tmp_path, {"tech-specs/a.md": "Draft", "tech-specs/b.md": "Draft"})
    path = tmp_path / "tech-specs" / "a.md"
    path.write_text("<!-- speclint: disable-next=twin-spec -->\n" + path.read_text())
    assert _told(check(["tech-specs/a.md"], chosen, cwd=tmp_path)) == []
    (tmp_path / "tech-specs" / "b.md").write_text(SPEC.format("Approved"))
    assert _told(check(["tech-specs/a.md"], chosen, cwd=tmp_path)) == [("tech-specs/a.md", "SL005", 0, ())]


def test_an_unreadable_file_is_a_finding(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _specs(tmp_path, {"tech-specs/a.md": "Draft"})

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "no", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = check(["tech-specs/a.md"], settings._replace(selected=("SL001",)), cwd=tmp_path)
    assert [(one.code, one.message) for one in result.diagnostics] == [
        ("SL001", "the file cannot be opened: permission denied")
    ]
    assert result.sources["tech-specs/a.md"].text == ""


def test_the_outcome_is_the_same_for_any_executor_and_order(twins: Settings, tmp_path: Path) -> None:
    names = [f"tech-specs/{number:02}.md" for number in range(20)]
    _specs(tmp_path, {name: f"S{int(name[-5:-3]) % 7}" for name in names})
    alone = check(names, twins, cwd=tmp_path)
    assert len(alone.diagnostics) > 20
    with ThreadPoolExecutor(1) as executor:
        shared = check(list(reversed(names)), twins, cwd=tmp_path, executor=executor)
    assert (shared.diagnostics, shared.notes, shared.files) == (alone.diagnostics, alone.notes, 20)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor has no use for a pool")
def test_many_files_go_to_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL0", "SL1"])
    _specs(tmp_path, {f"tech-specs/{number:02}.md": "Draft" for number in range(12)})
    alone = check([], settings, cwd=tmp_path)
    assert alone.diagnostics
    monkeypatch.setattr(running, "MANY", 10)
    pool = running.process_pool()
    monkeypatch.setattr(running, "process_pool", lambda: pool)
    shared = check([], settings, cwd=tmp_path)
    assert pool is not None
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(int)
    assert (shared.diagnostics, shared.notes, shared.files) == (alone.diagnostics, alone.notes, 12)


def test_configured_folders_are_looked_at(settings: Settings, tmp_path: Path) -> None:
    _specs(tmp_path, {"docs/specs/a.md": "Draft"})
    chosen = settings._replace(folders=Folders(specs=("docs/specs", "more")), selected=("SL901",))
    assert [one.path for one in check([], chosen, cwd=tmp_path).diagnostics] == ["docs/specs/a.md"]


def test_an_unknown_type_is_an_error(settings: Settings, tmp_path: Path) -> None:
    _specs(tmp_path, {"tech-specs/a.md": "Draft"})
    with pytest.raises(SpeclintError, match="enginering"):
        check([], settings, cwd=tmp_path, spec_type="enginering")


@pytest.mark.parametrize(
    ("path", "relative_to", "resolved"),
    [
        ("prds/x.md", None, "prds/x.md"),
        ("./prds//x.md", None, "prds/x.md"),
        ("x.md", "tech-specs/a.md", "tech-specs/x.md"),
        ("../prds/x.md", "tech-specs/a.md", "prds/x.md"),
        ("../../x.md", "tech-specs/a.md", None),
        ("/prds/x.md", "tech-specs/a.md", "prds/x.md"),
        ("..", None, None),
        (".", "tech-specs/a.md", "tech-specs"),
        ("x.md", "../outside/a.md", None),
    ],
)
def test_a_path_is_resolved(path: str, relative_to: str | None, resolved: str | None, tmp_path: Path) -> None:
    assert FolderRepository(tmp_path).resolve(path, relative_to) == resolved


def test_the_repository_lists_and_knows(tmp_path: Path) -> None:
    _laid_out(tmp_path, "migrations/2.sql", "migrations/1.sql", "migrations/sub/3.sql", ".git/x")
    repository = FolderRepository(tmp_path, frozenset({"new.md"}))
    assert repository.files_under("migrations") == ("migrations/1.sql", "migrations/2.sql", "migrations/sub/3.sql")
    assert repository.files_under("nowhere") == ()
    known = ("migrations", "migrations/1.sql", "new.md", "old.md", "a\0b", "x" * 5000)
    assert [repository.exists(path) for path in known] == [True, True, True, False, False, False]


@pytest.mark.parametrize(("mark", "lines"), [(None, []), (".git", [3])])
def test_a_link_is_judged_only_where_something_tells_the_repository(
    tmp_path: Path, mark: str | None, lines: list[int]
) -> None:
    (tmp_path / "a.md").write_text("# Tech Spec: A\n\nSee [the other](other.md).\n", "utf-8")
    if mark:
        (tmp_path / mark).mkdir()
    run = check(["a.md"], Settings.defaults(str(tmp_path)), cwd=tmp_path, spec_type="engineering")
    found = [run.sources["a.md"].position(one.span.start).line for one in run.diagnostics if one.code == "SL801"]
    assert found == lines
