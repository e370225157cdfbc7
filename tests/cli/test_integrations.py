from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from speclint import yaml12
from speclint.cli.check import command
from speclint.rules import catalogue

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = {name for parameter in command.params for name in parameter.opts}


def _read(name: str) -> Any:
    return yaml12.load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", _read(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_calls_a_command_that_is_there(hook: dict[str, Any]) -> None:
    program, subcommand, *options = hook["entry"].split()
    assert (program, subcommand, hook["language"], hook["require_serial"]) == ("speclint", "check", "python", True)
    assert set(options) <= OPTIONS
    matches = [
        name
        for name in ("tech-specs/a.md", "docs/tech-specs/b/a.md", "a.md", "xtech-specs/a.md")
        if re.search(hook["files"], name)
    ]
    assert matches == ["tech-specs/a.md", "docs/tech-specs/b/a.md"]


def test_the_action_uses_options_and_inputs_that_are_there() -> None:
    action = _read("action.yml")
    script = "\n".join(step["run"] for step in action["runs"]["steps"] if "run" in step)
    assert set(re.findall(r"(?<=check )--[\w-]+|--fail-on", script)) <= OPTIONS
    assert "${{" not in script, "an input spliced into a script would be run as one"
    used = set(re.findall(r"inputs\.([\w-]+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    assert used == set(action["inputs"])


def test_the_example_workflow_gives_inputs_that_the_action_knows() -> None:
    (job,) = _read("examples/pull-request.yml")["jobs"].values()
    assert set(job["steps"][-1]["with"]) <= set(_read("action.yml")["inputs"])


def test_the_changelog_names_every_rule() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [code for code in catalogue() if code not in text] == []


def test_the_readme_names_every_option_of_check() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [option for option in sorted(OPTIONS) if option.startswith("--") and option not in text] == []
