"""Headings of open types: what authors do to them, and what of it is told."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.catalogue import spec_type
from speclint.spec.reading import read_spec
from speclint.spec.skeleton import heading_line

OUTLINES = {
    name: [heading_line(spec_type(name), section) for section in spec_type(name).walk()]
    for name in ("backend-api", "feature")
}

CASES = [
    # what it shows, type, what is replaced by what, differences
    ("nothing", "backend-api", {}, []),
    ("nothing", "feature", {}, []),
    ("a qualifier left out", "backend-api", {"(from codebase-notes)": ""}, []),
    ("another qualifier", "backend-api", {"(from codebase-notes)": "(from the code)"}, []),
    ("both diagrams without their tool", "backend-api", {" (Mermaid)": ""}, []),
    (
        "an ampersand that the template has",
        "backend-api",
        {"Risks & Mit": "Risks and Mit"},
        ["inexact: 7) Risks and Mitigations"],
    ),
    ("an ampersand where it may be", "feature", {"Risks and Mit": "Risks & Mit"}, []),
    ("an ampersand in another case", "feature", {"Risks and Mit": "Risks & mit"}, ["inexact: 8. Risks & mitigations"]),
    ("another style of numbers", "backend-api", {") ": ". "}, []),
    ("a number with its words replaced", "feature", {"4.2 API Contracts": "4.2 Commands"}, ["retitled: 4.2 Commands"]),
    ("no numbers", "feature", {"## 6. Error": "## Error"}, ["renumbered: Error Handling"]),
    ("a level too deep", "feature", {"### 7.3 Perf": "#### 7.3 Perf"}, ["releveled: 7.3 Performance Tests"]),
    (
        "a section less",
        "backend-api",
        {"### 4.6 Third-Party Packages/Services\n\n": ""},
        ["missing: Third-Party Packages/Services"],
    ),
    ("an optional section less", "feature", {"### 5.2 Migration Strategy\n\n": ""}, []),
    (
        "sections of one's own",
        "feature",
        {"## 9. Open": "## Glossary\n\n### Words\n\n## 9. Open"},
        ["unknown: Glossary"],
    ),
    (
        "a section that moved",
        "backend-api",
        {"## 6) Observability\n\n": "", "## 5) Roll": "## 6) Observability\n\n## 5) Roll"},
        ["moved: 6) Observability"],
    ),
    (
        "a section twice",
        "feature",
        {"## 10. References": "## 10. References\n\n## 10. References"},
        ["duplicate: References"],
    ),
]


def _differences(name: str, text: str) -> list[str]:
    spec = read_spec(Source(text), spec_type=name)
    found = [f"missing: {missing.type.heading}" for missing in spec.alignment.missing]
    found += [f"unknown: {spec.text(one.heading.content)}" for one in spec.alignment.unknown if one.heading]
    found += [f"duplicate: {duplicate.type.heading}" for duplicate in spec.alignment.duplicates]
    found += [
        f"{change}: {spec.text(section.heading.content)}"
        for section in spec.alignment.walk()
        for change in sorted(section.changes)
    ]
    return found


@pytest.mark.parametrize(("name", "changes", "differences"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
@pytest.mark.parametrize("title_level", [1, 2])
def test_one_cause_gives_one_difference(
    name: str, changes: dict[str, str], differences: list[str], title_level: int
) -> None:
    text = "\n\n".join([f"# {spec_type(name).title} A", *OUTLINES[name], ""])
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    if title_level == 2:
        text = text.replace("\n#", "\n##").replace("# ", "## ", 1)
    assert _differences(name, text) == differences
