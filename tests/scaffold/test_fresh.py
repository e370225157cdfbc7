"""A fresh spec of any type holds what its author has to fill in, and no other fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import Settings
from speclint.engine.run import check
from speclint.scaffold.new import scaffold
from speclint.spec.catalogue import type_names


@pytest.mark.parametrize("title", [None, "Session limits"])
@pytest.mark.parametrize("name", type_names())
def test_a_fresh_spec_has_placeholders_only(name: str, title: str | None, tmp_path: Path) -> None:
    fresh = scaffold(name, title=title)
    file = tmp_path / fresh.suggested_path
    file.parent.mkdir(exist_ok=True, parents=True)
    file.write_text(fresh.text, "utf-8")
    run = check([fresh.suggested_path], Settings.defaults(str(tmp_path)), cwd=tmp_path, spec_type=name)
    assert {(one.code, one.message) for one in run.diagnostics if one.code != "SL701"} == set()
    assert len(run.diagnostics) > 20
