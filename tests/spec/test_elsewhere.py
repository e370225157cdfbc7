"""What a spec says of a section that it lacks."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.elsewhere import is_spoken_of, matters
from speclint.spec.reading import read_spec

TOLD = [
    ("rfc", "test-plan", "## 7. Concerns\n\n### 7.2 Testing\n\nBy hand.\n", True),
    ("rfc", "test-plan", "## 7. Concerns\n\nNone of them.\n", False),
    ("rfc", "goals-and-non-goals", "## 9. Non-Goals\n\n- Touch the store\n", True),
    ("rfc", "security", "| Author(s) | Ada |\n|---|---|\n", False),
    ("rfc", "security", "Tokens are kept by those who are authorized.\n", True),
    ("design", "dependencies", "**Dependencies**: None\n", True),
    ("design", "dependencies", "It depends on nothing.\n", False),
]
MATTERS = [
    ("data-migration", "```sql\nCREATE TABLE a (id int);\n```\n", True),
    ("data-migration", "No database is read.\n", False),
    ("deployment", "Text.\n", True),
]


@pytest.mark.parametrize(("name", "key", "text", "told"), TOLD)
def test_a_matter_that_is_told_elsewhere(name: str, key: str, text: str, told: bool) -> None:
    kind = spec_type(name)
    spec = read_spec(Source(f"# RFC: A\n\n{text}", "a.md"), spec_type=name)
    assert is_spoken_of(spec, next(one for one in kind.walk() if one.key == key)) is told


@pytest.mark.parametrize(("key", "text", "due"), MATTERS)
def test_what_makes_a_section_matter(key: str, text: str, due: bool) -> None:
    kind = spec_type("rfc")
    spec = read_spec(Source(f"# RFC: A\n\n{text}", "a.md"), spec_type="rfc")
    assert matters(spec, next(one for one in kind.walk() if one.key == key)) is due
