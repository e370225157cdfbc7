"""A spec whose prompts are all filled in by a script is silent: the template asks for nothing that a check refuses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from speclint import yaml12
from speclint.config import Settings
from speclint.engine.run import check
from speclint.resources import data_folder
from speclint.scaffold.new import scaffold
from speclint.spec.catalogue import spec_type, type_names

FIXTURES = data_folder("rules").parent / "fixtures" / "scaffold"


def _fillings(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml12.load((FIXTURES / f"{name}.yaml").read_text("utf-8"))
    base = data.pop("extends", None)
    return {**_fillings(base), **data} if base else data


def _filled(text: str, fillings: dict[str, Any]) -> str:
    """Put an author's words in place of each prompt or sample; the longest that stands at a place is the one."""
    used: dict[str, int] = {}
    prompts = sorted(fillings.keys() - {"title", "files"}, key=lambda prompt: (len(prompt), prompt), reverse=True)

    def answer(found: re.Match[str]) -> str:
        words = fillings[found.group()]
        if not isinstance(words, list):
            return str(words)
        at = used.get(found.group(), 0)
        used[found.group()] = at + 1
        return str(words[min(at, len(words) - 1)])

    return re.sub("|".join(re.escape(prompt) for prompt in prompts), answer, text)


@pytest.mark.parametrize("name", type_names())
def test_a_filled_spec_is_silent(name: str, tmp_path: Path) -> None:
    fillings = _fillings(name)
    fresh = scaffold(name, title=fillings["title"], author="Ada Example", date="2026-01-26")
    text = _filled(fresh.text, fillings).replace("@id@", "US-001" if name == "prd-driven" else "ER-001")
    (tmp_path / ".git").mkdir()
    for path, content in fillings.get("files", {}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_text(content, "utf-8")
    file = tmp_path / fresh.suggested_path
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(text, "utf-8")
    run = check([fresh.suggested_path], Settings.defaults(str(tmp_path)), cwd=tmp_path)
    bad = [
        f"{one.code} {one.severity} {run.sources[one.path].position(one.span.start).line}: {one.message}"
        for one in run.diagnostics
    ]
    assert "\n".join(bad) == ""


@pytest.mark.parametrize("name", type_names())
def test_headings_are_the_types_in_order(name: str) -> None:
    kind = spec_type(name)
    text = re.sub(r"(?ms)^```.*?^```", "", scaffold(name).text)
    found = [line.lstrip("#").strip() for line in text.split("\n") if line.startswith("##")]
    wanted = [section.heading for section in kind.walk() if not section.excluded]
    assert [line[-len(heading) :] for line, heading in zip(found, wanted, strict=True)] == wanted
