"""Variants, near misses and fixes of the rules on lists: SL120 wrong-list-style, SL121 too-few-items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import fix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

MANUAL = "# Tech Spec: X\n\n## 7. Testing Strategy\n\n### Manual Testing Checklist\n\n"
TASKS = "# Tech Spec: X\n\n## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n"
GOALS = "# RFC: X\n\n## 3. Goals and Non-Goals\n\n### 3.1 Functional Goals\n\n"
NON_GOALS = "# RFC: X\n\n## 3. Goals and Non-Goals\n\n### 3.2 Non-Goals (Out of Scope)\n\n"
OPEN = "# RFC: X\n\n## 9. Open Questions / Unresolved Issues\n\n"
FEATURE_QUESTIONS = "# Technical Spec: X\n\n## 9. Open Questions\n\n"
REQUIREMENTS = "# Technical Spec: X\n\n## 3. Technical Requirements\n\n### 3.1 Functional Requirements\n\n"
CHANGES = "# Technical Spec: X\n\n## 5. Implementation Approach\n\n### 5.1 Component Changes\n\n"
DESIGN = "# Technical Specification: X\n\n"
FLOW = DESIGN + "## Architecture Overview\n\n### System Context\n\n**Data Flow**:\n\n"
DEPLOYMENT = DESIGN + "## Success Criteria\n\n**Deployment**:\n\n"
COMPONENTS = DESIGN + "## Implementation Plan\n\n### Phase 1: X\n\n**Components**:\n\n"
OPTIONS = DESIGN + "## Open Technical Questions\n\n### Q1: X\n\n**Options**:\n\n"

STYLE = [
    ("engineering", "boxes", MANUAL + "- [ ] a\n- [x] b\n"),
    ("engineering", "numbered boxes", MANUAL + "1. [ ] a\n2. [ ] b\n"),
    ("engineering", "a nested list is a remark", MANUAL + "- [ ] a\n  - how\n"),
    ("engineering", "a statement that there is none", MANUAL + "- None\n"),
    ("engineering", "none in prose", MANUAL + "Not applicable: all is tested.\n"),
    ("engineering", "bullets", MANUAL + "«- a»\n- b\n"),
    ("engineering", "one bullet among boxes", MANUAL + "- [ ] a\n«- b»\n"),
    ("engineering", "a box without its space", MANUAL + "«- [] a»\n"),
    (
        "engineering",
        "prose",
        MANUAL.replace("### Manual Testing Checklist", "«### Manual Testing Checklist»") + "Look.\n",
    ),
    ("prd-driven", "numbers", MANUAL + "«1. a»\n2. b\n"),
    ("prd-driven", "boxes with stars", MANUAL + "* [ ] a\n"),
    ("rfc", "boxes", GOALS + "- [ ] a\n"),
    ("rfc", "goals as bullets", GOALS + "«- a»\n- b\n"),
    ("rfc", "non-goals as bullets", NON_GOALS + "We will not:\n\n«- a»\n- b\n"),
    ("rfc", "a list besides", GOALS + "- [ ] a\n\nSee also:\n\n- b\n"),
    ("rfc", "questions as numbers", OPEN + "«1. a»\n2. b\n"),
    ("rfc", "questions in a table", OPEN + "| Question | Answer |\n|---|---|\n| a | b |\n"),
    ("feature", "boxes", FEATURE_QUESTIONS + "- [ ] a\n"),
    ("feature", "questions as bullets", FEATURE_QUESTIONS + "«- a»\n"),
    ("feature", "no open questions", FEATURE_QUESTIONS + "- No open questions.\n"),
    ("feature", "bold names", CHANGES + "- **api**\n  - Files: a.go\n"),
    ("feature", "bold names with underlines", CHANGES + "- __api__: routes\n"),
    ("feature", "a plain name", CHANGES + "- **api**\n«- store»\n"),
    ("feature", "a code name", CHANGES + "«- `store`: rows»\n  - Files: a.go\n"),
    ("design", "numbers", FLOW + "1. a\n2. b\n"),
    ("design", "steps as bullets", FLOW + "«- a»\n- b\n"),
    ("design", "one bullet among numbers", FLOW + "1. a\n«- b»\n3. c\n"),
    ("design", "bullets beside numbers", FLOW + "1. a\n2. b\n\nAlso:\n\n- c\n"),
    ("design", "steps in prose", FLOW.replace("**Data Flow**:", "«**Data Flow**: a, then b.»")),
    ("design", "steps in a drawing", FLOW + "```text\na -> b\n```\n"),
    ("design", "not yet known", FLOW.replace("**Data Flow**:", "**Data Flow**: None")),
    ("design", "boxes", DEPLOYMENT + "- [ ] a\n"),
    ("design", "criteria as bullets", DEPLOYMENT + "«- a»\n"),
    ("design", "components by name", COMPONENTS + "1. **api**\n   - Location: a.go\n"),
    ("design", "components without names", COMPONENTS + "«1. api»\n   - Location: a.go\n"),
]
FEW = [
    ("engineering", "a task", TASKS + "- **T-001:** a\n"),
    ("engineering", "a sample of a task", TASKS + "- **T-XXX:** [title]\n"),
    ("engineering", "a prompt", TASKS + "[tasks of this phase]\n"),
    ("engineering", "prose", TASKS.replace("## 6. Implementation Tasks", "«## 6. Implementation Tasks»") + "Do it.\n"),
    ("prd-driven", "none", TASKS.replace("## 6. Implementation Tasks", "«## 6. Implementation Tasks»") + "None.\n"),
    ("rfc", "a goal", GOALS + "- [ ] a\n"),
    ("rfc", "an empty box", GOALS + "«- [ ]»\n"),
    ("rfc", "goals as sections", GOALS + "#### Speed\n\nText.\n"),
    (
        "rfc",
        "goals in prose",
        GOALS.replace("### 3.1 Functional Goals", "«### 3.1 Functional Goals»") + "To be fast.\n",
    ),
    ("rfc", "an empty section is another rule's", GOALS),
    ("rfc", "the template's goals", GOALS + "- [ ] [something that holds once this is done]\n"),
    ("rfc", "no questions are left", OPEN + "All were answered.\nNo remaining open questions.\n"),
    ("rfc", "questions in prose", OPEN.replace("## 9. Open", "«## 9. Open").replace("Issues", "Issues»") + "Many.\n"),
    ("feature", "a requirement", REQUIREMENTS + "- FR-1: The API answers\n"),
    (
        "feature",
        "requirements in prose",
        REQUIREMENTS.replace("### 3.1 Functional Requirements", "«### 3.1 Functional Requirements»") + "It answers.\n",
    ),
    ("feature", "a blank requirement", REQUIREMENTS + "«-»\n-\n"),
    ("feature", "requirements in a table", REQUIREMENTS + "| Id | What |\n|---|---|\n| FR-1 | a |\n"),
    ("design", "a criterion", DEPLOYMENT + "- [ ] a\n"),
    ("design", "an empty box", DEPLOYMENT + "«- [ ]»\n- [ ]\n"),
    ("design", "two options", OPTIONS + "1. a: good\n2. b: bad\n"),
    ("design", "one option", OPTIONS.replace("**Options**:", "«**Options**:»") + "1. a: good\n"),
]
FIXES = [
    ("engineering", MANUAL + "* a\n  more\n", MANUAL + "* [ ] a\n  more\n"),
    ("engineering", MANUAL + "- [] a\n- ☑ b\n- \\[x\\] c\n", MANUAL + "- [ ] a\n- [x] b\n- [x] c\n"),
    ("engineering", MANUAL + "1. a\n2. b\n", MANUAL + "1. [ ] a\n2. [ ] b\n"),
    (
        "design",
        FLOW + "- a\n\n  more\n  ```text\n  x\n  ```\n- b\n",
        FLOW + "1. a\n\n   more\n   ```text\n   x\n   ```\n2. b\n",
    ),
    ("design", FLOW + "* a\n  * c\n* b\nlazy\n", FLOW + "1. a\n   * c\n2. b\n lazy\n"),
    ("design", FLOW + "- a\n  more\n2) b\n3) c\n", FLOW + "1) a\n   more\n2) b\n3) c\n"),
    ("feature", CHANGES + "- api: routes\n", CHANGES + "- **api**: routes\n"),
    ("feature", CHANGES + "- the rows that every handler of the old store must now read first\n", None),
]


@pytest.mark.parametrize(("kind", "text"), [pytest.param(k, t, id=f"{k} {n}") for k, n, t in STYLE])
def test_a_list_of_another_kind_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL120", text, kind)


@pytest.mark.parametrize(("kind", "text"), [pytest.param(k, t, id=f"{k} {n}") for k, n, t in FEW])
def test_a_list_without_items_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL121", text, kind)


@pytest.mark.parametrize(("kind", "text", "fixed"), FIXES)
def test_a_fix_changes_the_markers_alone(kind: str, text: str, fixed: str | None, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(text.encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL120"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type=kind, unsafe=True)
    assert path.read_bytes().decode() == (text if fixed is None else fixed)
    assert fix(["x.md"], settings, cwd=tmp_path, spec_type=kind, unsafe=True).changed == ()


def test_only_what_a_template_requires_is_an_error(judge: Judge) -> None:
    (tasks,) = judge("SL121", TASKS.replace("## 6. Implementation Tasks", "«## 6. Implementation Tasks»") + "None.\n")
    (goals,) = judge("SL121", GOALS + "«- [ ]»\n", "rfc")
    assert (tasks.level, goals.level) == ("required", None)


QUESTIONS = "# RFC: A\n\n## 9. Open Questions / Unresolved Issues\n\n{}"
# What it shows, the text under the heading, the levels of the findings.
ASKED = [
    ("open", "«1. Which one?»\n2. And when?\n", ["form"]),
    ("struck through", "1. ~~Which one?~~ Resolved: the first.\n2. ~~And when?~~ Now.\n", []),
    ("ticked by a sign", "1. ✅ Which one? The first.\n2. ✅ And when? Now.\n", []),
    ("with a decision", "1. **Which one?**\n   **Decision: the first.**\n", []),
    ("with an answer that is proposed", "«1. Which one?»\n   Proposed answer: the first.\n", ["form"]),
    ("one of two with a decision", "1. Which one?\n   **Decision:** the first.\n«2. And when?»\n", ["form"]),
    ("said to be answered", "All three are resolved:\n\n- Name: the first\n- Time: now\n", []),
    ("said to be answered first", "Resolved before the start:\n\n- Name: the first\n", []),
    ("to be answered", "All of these must be resolved first:\n\n«- Name»\n- Time\n", ["form"]),
]


@pytest.mark.parametrize(("text", "levels"), [pytest.param(*case[1:], id=case[0]) for case in ASKED])
def test_questions_that_are_answered_need_no_box(
    text: str, levels: list[str | None], judge: Callable[..., list[Finding]]
) -> None:
    found = judge("SL120", QUESTIONS.format(text), "rfc")
    assert [one.level for one in found] == levels
    assert all("is not a list of checkboxes" in one.message for one in found)


# What it shows, the text, the levels of the findings.
LOOSE = [
    ("non-goals", "## 3. Goals\n\n### 3.2 Non-Goals\n\n«1. Do not touch the store.»\n2. No new mail.\n", ["form"]),
    ("a box among non-goals", "## 3. Goals\n\n### 3.2 Non-Goals\n\n- [ ] Touch the store\n«- New mail»\n", ["form"]),
    ("a sentence", "## 8. Rollout\n\n«### 8.1 Deployment Strategy»\n\nIt ships with the next release.\n", ["form"]),
    ("steps", "## 8. Rollout\n\n### 8.1 Deployment Strategy\n\n«1. Ship it to the team»\n2. Ship it\n", ["form"]),
]


@pytest.mark.parametrize(("text", "levels"), [pytest.param(*case[1:], id=case[0]) for case in LOOSE])
def test_what_waits_for_no_tick_is_a_remark(
    text: str, levels: list[str | None], judge: Callable[..., list[Finding]]
) -> None:
    assert [one.level for one in judge("SL120", f"# RFC: A\n\n{text}", "rfc")] == levels
