"""A repository's own types and rules hold beside ours."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from speclint.config import load
from speclint.engine.run import check
from speclint.errors import SpeclintError
from speclint.scaffold.new import scaffold

TEAM = """\
name: team
extends: engineering
summary: A tech spec of our team.
add:
  - after: overview
    section: {heading: Data Protection, key: data-protection, prompt: "[which personal data is stored]"}
drop: [real-time]
"""
SPEC = scaffold("engineering", title="X").text


def _team(root: Path, text: str = TEAM, name: str = "team") -> Path:
    (root / ".speclint" / "types").mkdir(parents=True)
    (root / ".speclint" / "types" / f"{name}.yaml").write_text(text, "utf-8")
    return root


def _codes(root: Path) -> list[tuple[str, str]]:
    run = check(["tech-specs"], load(root), cwd=root)
    return [(one.code, one.message) for one in run.diagnostics if one.code.startswith("SL1")]


def test_a_type_of_the_repository_stands_in_for_the_one_it_extends(tmp_path: Path) -> None:
    (tmp_path / "tech-specs").mkdir()
    (tmp_path / "tech-specs" / "x.md").write_text(SPEC, "utf-8")
    assert _codes(tmp_path) == []
    _team(tmp_path)
    assert [code for code, _ in _codes(tmp_path)] == ["SL101", "SL102"]
    assert any("Data Protection" in message for _, message in _codes(tmp_path))


def test_rules_that_hold_for_a_type_hold_for_those_that_extend_it(tmp_path: Path) -> None:
    settings = load(_team(tmp_path))
    assert settings.root == str(tmp_path.resolve())
    rules = settings.rules.values()
    assert [rule.code for rule in rules if rule.fits("team") != rule.fits("engineering")] == []
    for rule in rules:
        levels = [None, *rule.severity.get("levels", {})]
        assert [rule.severity_of("team", "draft", level) for level in levels] == [
            rule.severity_of("engineering", "draft", level) for level in levels
        ]


def test_settings_with_own_types_go_to_another_process(tmp_path: Path) -> None:
    settings = load(_team(tmp_path))
    assert settings.kinds["team"].is_a("engineering")
    assert pickle.loads(pickle.dumps(settings)).kinds["team"] == settings.kinds["team"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            TEAM.replace("drop: [real-time]", "drop: [reel-time]"),
            ".speclint/types/team.yaml:7: drop[0]: there is no section",
        ),
        (TEAM.replace("summary:", "sumary:"), ".speclint/types/team.yaml:3: the key 'sumary' is not known here"),
        (TEAM.replace("engineering", "enginering", 1), ".speclint/types/team.yaml:2: extends: there is no type"),
        (TEAM + "a: [", ".speclint/types/team.yaml:9:"),
        (TEAM.replace("name: team", "name: crew"), ".speclint/types/team.yaml:1: name: the type's name 'crew'"),
    ],
)
def test_a_broken_type_is_refused_at_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(SpeclintError) as caught:
        load(_team(tmp_path, text))
    assert caught.value.message.startswith(message)


def test_a_name_of_ours_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SpeclintError, match=r"types/rfc\.yaml:1: name: speclint has a type 'rfc'"):
        load(_team(tmp_path, "name: rfc\nsummary: X.\ntitle: X\nsections: [A]\n", "rfc"))


UNTITLED = """\
name: note
summary: A note.
title: ""
title_prompt: ""
globs: ["notes/*.md"]
metadata: {placement: list, schema: {type: object, properties: {Start: {type: string}}, required: [Start]}}
sections: [Summary, Motivation]
"""


@pytest.mark.parametrize(
    ("head", "messages"),
    [
        ("- Start: 2026-01-01\n\n", []),
        ("## RFC: A thing\n\n- Start: 2026-01-01\n\n", []),
        ("# A thing\n\n- Start: 2026-01-01\n\n", []),
        ("", ["the label - Start: is missing at the top"]),
    ],
)
def test_labels_may_stand_under_a_heading_in_the_place_of_a_title(
    tmp_path: Path, head: str, messages: list[str]
) -> None:
    _team(tmp_path, UNTITLED, "note")
    (tmp_path / "a.md").write_text(f"{head}## Summary\n\nA text.\n\n## Motivation\n\nAnother.\n", "utf-8")
    run = check(["a.md"], load(tmp_path), cwd=tmp_path, spec_type="note")
    assert [one.message for one in run.diagnostics] == messages
