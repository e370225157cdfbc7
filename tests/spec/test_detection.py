"""Which type a document is of: by its content first, and by its title only where no other type has the like."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.reading import read_spec

BACKEND = "## 1) Context & Goals\n\n## 2) Scope\n\n## 3) Existing System Overview\n\n### 4.1 API Surface\n\n"
ENGINEERING = "## 1. Overview\n\n### Requirement Mapping\n\n## 5. Component & Module Design\n\n## 10. Assumptions\n\n"
FEATURE = "### 3. Technical Requirements\n\n#### 3.1 Functional Requirements\n\n#### 4.2 API Contracts\n\n"
DESIGN = "## Technical Decisions\n\n## Effort Estimate\n\n## Revision History\n\n## Integration Points\n\n"
RFC = "".join(
    f"## {heading}\n\n"
    for heading in (
        "1. Executive Summary",
        "2. Context and Motivation",
        "3. Goals and Non-Goals",
        "4. Proposed Solution (High-Level Design)",
        "5. Detailed Design",
        "6. Alternatives Considered",
        "7. Cross-Cutting Concerns",
    )
)

CASES = [
    # what it shows, path, text, type, what decided, what it lies between
    ("a directive", "a.md", "<!-- speclint: type=feature -->\n# Tech Spec: A\n", "feature", "directive", ()),
    ("a field", "tech_spec.md", "# Tech Spec: A\n\n**Type:** PRD-driven\n", "prd-driven", "field", ()),
    (
        "sections before the file's name",
        "tech_spec.md",
        f"# Tech Spec: A\n\n{ENGINEERING}",
        "engineering",
        "sections",
        (),
    ),
    ("sections of the other type", "a.md", f"# Tech Spec: A\n\n{BACKEND}", "backend-api", "sections", ()),
    (
        "sections without numbers",
        "a.md",
        f"# Tech Spec: A\n\n{BACKEND}".replace(") ", " "),
        "backend-api",
        "sections",
        (),
    ),
    ("a title at level 2", "a.md", f"## Technical Spec: A\n\n{FEATURE}", "feature", "sections", ()),
    ("a title at level 1", "a.md", f"# Technical Spec: A\n\n{FEATURE}".replace("\n#", "\n"), "feature", "sections", ()),
    (
        "a design in the feature's file",
        "a/TECHNICAL_SPEC.md",
        f"# Technical Specification: A\n\n{DESIGN}",
        "design",
        "sections",
        (),
    ),
    ("a feature in that file", "a/TECHNICAL_SPEC.md", f"## Technical Spec: A\n\n{FEATURE}", "feature", "sections", ()),
    ("an rfc under any title", "specs/a.md", f"# A better queue\n\n{RFC}", "rfc", "sections", ()),
    (
        "the file's name where the title fits",
        "x/tech_spec.md",
        "# Tech Spec: A\n\n## Notes\n",
        "backend-api",
        "path",
        (),
    ),
    ("a colon, then nothing more", "a.md", "# Technical Spec: A\n", "feature", "title", ()),
    ("a longer word, then a colon", "a.md", "# Technical Specification: A\n", "design", "title", ()),
    ("numbers with a bracket", "a.md", "# Tech Spec: A\n\n## 1) Why\n\n## 2) What\n", "backend-api", "title", ()),
    ("numbers with a full stop", "a.md", "# Tech Spec: A\n\n## 1. Why\n\n## 2. What\n", "engineering", "title", ()),
    (
        "a title that two types share, and nothing else",
        "a.md",
        "# Tech Spec: A\n\n## Why\n",
        None,
        "",
        ("backend-api", "engineering", "prd-driven"),
    ),
    (
        "as many numbers of either kind",
        "a.md",
        "# Tech Spec: A\n\n## 1) Why\n\n## 2. What\n",
        None,
        "",
        ("backend-api", "engineering", "prd-driven"),
    ),
    ("a README", "README.md", "# Tools\n\n## Overview\n\n## Dependencies\n\n## References\n", None, "", ()),
    (
        "headings that many documents have",
        "a.md",
        "# A\n\n## Risks and Mitigations\n\n## Open Questions\n",
        None,
        "",
        (),
    ),
    ("a word of a title", "a.md", "# Technical Spec of a pump\n\n## Overview\n", None, "", ()),
]


@pytest.mark.parametrize(("path", "text", "name", "how", "tied"), [pytest.param(*c[1:], id=c[0]) for c in CASES])
def test_a_document_is_of_the_type_that_its_content_says(
    path: str, text: str, name: str | None, how: str, tied: tuple[str, ...]
) -> None:
    spec = read_spec(Source(text, path))
    assert spec.detected == (name, how, tied)
