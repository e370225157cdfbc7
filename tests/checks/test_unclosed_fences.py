"""A fence that is never closed is the only finding about what it swallows."""

from __future__ import annotations

import pytest

from speclint.api import lint

HEAD = "# Tech Spec: Invitations\n\n**Type:** Engineering-initiated\n\n## 3. Data Model\n\nSome words.\n\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "```text\na tree\n\n## 4. API Design\n\nNot applicable.\n",
            "the code fence swallows 1 heading of the spec: nothing closes it before it",
        ),
        (
            "```text\na tree\n\n### 4. API Design\n\nNone.\n\n#### 10. Assumptions\n\nNone.\n",
            "the code fence swallows 2 headings of the spec: nothing closes it before them",
        ),
    ],
)
def test_what_it_swallows_is_not_missed_besides(text: str, message: str) -> None:
    assert [(one.code, one.message) for one in lint(HEAD + text)] == [("SL003", message)]


@pytest.mark.parametrize("fence", ["```text\n## 4. API Design\n```\n", "```go\n#### 4. API Design\n```\n"])
def test_a_closed_fence_may_show_headings(fence: str) -> None:
    assert "SL003" not in [one.code for one in lint(HEAD + fence)]
