"""The configuration: where it is found, what it says, and how a mistake is told."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest

from speclint.config import Folders, Settings, load
from speclint.config.files import parse_pyproject, parse_yaml
from speclint.diagnostics import Severity
from speclint.errors import SpeclintError
from speclint.rules import Rule

if TYPE_CHECKING:
    from pathlib import Path

RULES = {
    rule.code: rule
    for rule in (
        Rule("SL101", "missing-section", "One."),
        Rule("SL102", "unknown-section", "Two."),
        Rule(
            "SL201",
            "duplicate-id",
            "Three.",
            severity={"default": "error", "levels": {"aside": "info", "grave": "error"}},
        ),
        Rule("SL507", "oversized-task", "Four.", options={"sentences": 10, "strict": False}),
    )
}


def _read(text: str) -> Settings:
    return parse_yaml(text, ".speclint.yaml", "/repo", RULES)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("severty:\n  SL101: warning\n", 1, "unknown key `severty`", "did you mean severity?"),
        ("exclude: []\nfolders:\n  spec: [a]\n", 3, "unknown key `spec` in `folders`", "did you mean specs?"),
        ("zzzzzzzz: 1\n", 1, "unknown key `zzzzzzzz`", None),
        ("severity:\n  SL101: warnign\n", 2, "`severity.SL101` cannot be `warnign`", "did you mean warning?"),
        ("severity:\n  SL101: warning\n  SL999: error\n", 3, "no rule has the code, name or prefix `SL999`", None),
        (
            "ignore:\n  - SL101\n  - mising-section\n",
            3,
            "no rule has the code, name or prefix `mising-section`",
            "did you mean missing-section?",
        ),
        ("select: [SL1,\n  SL8]\n", 2, "no rule has the code, name or prefix `SL8`", None),
        (
            "per-file-ignores:\n  'old/**': [SL1]\n  '*.md': [duplicat-id]\n",
            3,
            "no rule has the code, name or prefix `duplicat-id`",
            "did you mean duplicate-id?",
        ),
        ("types:\n  'rfcs/**': enginering\n", 2, "no spec type is called `enginering`", "did you mean engineering?"),
        ("fail-on: eror\n", 1, "`fail-on` cannot be `eror`", "did you mean error?"),
        ("fail-on: 3\n", 1, "`fail-on` cannot be `3`", "use one of error, warning, info"),
        ("\nselect: SL1\n", 2, "`select` is a text where a list is expected", None),
        (
            "options:\n  SL507:\n    sentence: 4\n",
            3,
            "SL507 oversized-task has no option `sentence`",
            "did you mean sentences?",
        ),
        ("options:\n  SL507:\n    sentences: many\n", 3, "option `sentences` of SL507 is not a number", None),
        ("options:\n  SL507:\n    strict: 1\n", 3, "option `strict` of SL507 is not true or false", None),
        ("options:\n  SL1: {a: 1}\n", 2, "`SL1` names several rules", "name one rule by code or name"),
        ("exclude: ['!a']\n", 1, "the glob `!a` matches nothing", "write it as in .gitignore, without a leading `!`"),
        ("folders: {prds: ['']}\n", 1, "`folders.prds` is empty", None),
        ("a: [\n", 2, "the configuration is not YAML: ", None),
        ("select: [SL1]\nselect: [SL2]\n", 2, "the configuration is not YAML: the key 'select' stands twice", None),
    ],
)
def test_a_mistake_names_line_word_and_nearest_word(text: str, line: int, message: str, hint: str | None) -> None:
    with pytest.raises(SpeclintError) as caught:
        _read(text)
    assert caught.value.message.startswith(f".speclint.yaml:{line}: {message}")
    if hint:
        assert caught.value.help == hint


def test_a_configuration_that_is_no_mapping() -> None:
    with pytest.raises(SpeclintError) as caught:
        _read("- SL101\n")
    assert caught.value.message == ".speclint.yaml: the configuration is a list where a mapping is expected"


@pytest.mark.parametrize(
    ("text", "selected"),
    [
        ("", ["SL101", "SL102", "SL201", "SL507"]),
        ("select: [SL1]", ["SL101", "SL102"]),
        ("select: []", []),
        ("ignore: [SL1]", ["SL201", "SL507"]),
        ("select: [SL101]\nignore: [SL1]", ["SL101"]),
        ("select: [SL1]\nignore: [SL101]", ["SL102"]),
        ("select: [SL101]\nignore: [missing-section]", []),
        ("severity: {SL1: 'off'}", ["SL201", "SL507"]),
        ("severity: {SL1: 'off', SL102: info}", ["SL102", "SL201", "SL507"]),
        ("severity: {SL1: off}", ["SL201", "SL507"]),
    ],
)
def test_the_more_exact_selector_decides(text: str, selected: list[str]) -> None:
    assert list(_read(text).selected) == selected


@pytest.mark.parametrize(
    ("given", "selected"),
    [
        ({}, ["SL102", "SL201", "SL507"]),
        ({"select": ["SL1"]}, ["SL101", "SL102"]),
        ({"select": ["SL1"], "ignore": ["SL102"]}, ["SL101"]),
        ({"ignore": ["SL2"]}, ["SL102", "SL507"]),
        ({"ignore": ["SL"]}, []),
    ],
)
def test_the_command_line_s_select_stands_in_place_of_the_configured_one(given: Any, selected: list[str]) -> None:
    assert list(_read("ignore: [SL101]").with_cli(**given).selected) == selected


def test_an_unknown_selector_on_the_command_line() -> None:
    with pytest.raises(SpeclintError) as caught:
        _read("").with_cli(select=["duplicat-id"])
    assert caught.value.message == "no rule has the code, name or prefix `duplicat-id`"
    assert caught.value.help == "did you mean duplicate-id?"


@pytest.mark.parametrize(
    ("text", "level", "severity"),
    [
        ("", None, Severity.ERROR),
        ("severity: {SL2: warning}", None, Severity.WARNING),
        ("severity: {SL2: warning, duplicate-id: info}", None, Severity.INFO),
        ("severity: {duplicate-id: info, SL2: warning}", None, Severity.INFO),
        ("severity: {SL2: error}", "aside", Severity.INFO),
        ("severity: {SL2: warning}", "grave", Severity.WARNING),
    ],
)
def test_a_configured_severity_stands_above_the_page_s_but_not_above_an_aside(
    text: str, level: str | None, severity: Severity
) -> None:
    assert _read(text).severity(RULES["SL201"], "engineering", "draft", level) is severity


def test_everything_else_is_kept() -> None:
    settings = _read(
        "per-file-ignores: {'old/**': [SL1]}\n"
        "types: {'rfcs/**': engineering, 'rfcs/product/**': prd-driven}\n"
        "folders: {specs: [./docs/specs/], prds: [docs/prds]}\n"
        "options: {oversized-task: {sentences: 4}}\n"
        "exclude: ['**/drafts/']\n"
        "fail-on: warning\n"
        "dialect: postgres\n"
    )
    assert settings.ignored_for("old/a.md") == {"SL101", "SL102"}
    assert settings.ignored_for("new/a.md") == frozenset()
    assert [settings.type_for(path) for path in ("rfcs/a.md", "rfcs/product/a.md", "a.md")] == [
        "engineering",
        "prd-driven",
        None,
    ]
    assert settings.folders == Folders(("docs/specs",), ("docs/prds",), ("docs/specs/completed",), Folders().migrations)
    assert settings.rules["SL507"].options == {"sentences": 4, "strict": False}
    assert (settings.excludes("a/drafts/b.md"), settings.excludes("a/b.md")) == (True, False)
    assert (settings.fail_on, settings.file, settings.root) == (Severity.WARNING, ".speclint.yaml", "/repo")
    assert pickle.loads(pickle.dumps(settings)) == settings


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.speclint]\nselct = []\n", "pyproject.toml:2: unknown key `selct`"),
        (
            '[tool.x]\nselect = 1\n[tool.speclint]\nselect = ["SL9"]\n',
            "pyproject.toml:4: no rule has the code, name or ",
        ),
        ('[tool.speclint.severity]\nSL1 = "warn"\n', "pyproject.toml:2: `severity.SL1` cannot be `warn`"),
        ("[tool.speclint]\nselect = \n", "pyproject.toml:2: the file is not TOML: invalid value"),
    ],
)
def test_a_mistake_in_pyproject(text: str, message: str) -> None:
    with pytest.raises(SpeclintError) as caught:
        parse_pyproject(text, "/repo", RULES)
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize("text", ["", "[project]\nname = 'speclint-user'\n", "[tool.ruff]\n", "tool = 3 # speclint\n"])
def test_a_pyproject_that_says_nothing_of_speclint(text: str) -> None:
    assert parse_pyproject(text, "/repo", RULES) is None


def test_pyproject_says_the_same_as_yaml() -> None:
    settings = parse_pyproject('[tool.speclint]\nselect = ["SL1"]\nfail-on = "info"\n', "/repo", RULES)
    assert settings is not None
    assert (settings.selected, settings.fail_on, settings.file) == (("SL101", "SL102"), Severity.INFO, "pyproject.toml")


@pytest.mark.parametrize(
    ("files", "start", "root", "file"),
    [
        ({"r/.speclint.yaml": "", "r/a/b/x": ""}, "r/a/b", "r", ".speclint.yaml"),
        ({"r/.speclint.yml": "", "r/a/x": ""}, "r/a", "r", ".speclint.yml"),
        ({"r/.speclint.yaml": "", "r/.speclint.yml": "x: 1"}, "r", "r", ".speclint.yaml"),
        ({"r/pyproject.toml": "[tool.speclint]\n", "r/.git/x": "", "r/a/x": ""}, "r/a", "r", "pyproject.toml"),
        ({"r/pyproject.toml": "[tool.other]\n", "r/.git/x": "", "r/a/x": ""}, "r/a", "r", None),
        ({"r/.speclint.yaml": "", "r/a/pyproject.toml": "[tool.speclint]\n"}, "r/a", "r/a", "pyproject.toml"),
        ({"r/.speclint.yaml": "", "r/a/.git/x": "", "r/a/b/x": ""}, "r/a/b", "r/a", None),
        ({"r/.git": "gitdir: elsewhere\n", "r/a/x": ""}, "r/a", "r", None),
    ],
)
def test_the_root_is_the_nearest_configuration_or_git(
    files: dict[str, str], start: str, root: str, file: str | None, tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    settings = load(tmp_path / start)
    assert (settings.root, settings.file) == (str(tmp_path / root), file)


def test_a_configuration_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / ".speclint.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(SpeclintError) as caught:
        load(tmp_path)
    assert caught.value.message == ".speclint.yaml: the configuration is not UTF-8 text"
