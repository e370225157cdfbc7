"""Topics, listed ids and named items: what a section addresses, in the hands of different authors."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.model import Spec
from speclint.spec.reading import read_spec

SCOPE = "## 2) Scope\n\n"
LOGIC = "## 4) Proposed Design\n\n### 4.5 Business Logic\n\n"
UNITS = "## 7. Testing Strategy\n\n### 7.1 Unit Tests\n\n"

CASES = [
    # what it shows, type, section, text, topics with what they say
    (
        "items",
        "backend-api",
        "scope",
        f"{SCOPE}- In scope: a\n- Out of scope: b\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    ("a list under an item", "backend-api", "scope", f"{SCOPE}* In scope:\n  * a\n  * b\n", {"in-scope": "* a\n  * b"}),
    (
        "bold labels",
        "backend-api",
        "scope",
        f"{SCOPE}**In scope:** a\n\n**Out of scope**: b\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    (
        "labels in one paragraph",
        "backend-api",
        "scope",
        f"{SCOPE}**In scope:** a\n**Out of scope:** b\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    (
        "headings",
        "backend-api",
        "scope",
        f"{SCOPE}### In scope\n\na\n\n### Out of Scope\n\nb\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    (
        "a table's rows",
        "backend-api",
        "scope",
        f"{SCOPE}| What | |\n|--|--|\n| In scope | a |\n| Out-of-scope | b |\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    (
        "other words",
        "backend-api",
        "scope",
        f"{SCOPE}- Non-goals: b\n- Included: a\n",
        {"in-scope": "a", "out-of-scope": "b"},
    ),
    (
        "a note after the words",
        "backend-api",
        "scope",
        f"{SCOPE}- Out of scope (include: UI/UX, test-writing)\n",
        {"out-of-scope": None},
    ),
    (
        "words alone",
        "backend-api",
        "scope",
        f"{SCOPE}- In scope\n- Out of scope:\n",
        {"in-scope": None, "out-of-scope": None},
    ),
    (
        "words that say more than the template's",
        "backend-api",
        "scope",
        f"{SCOPE}- In scope are the endpoints of sessions\n",
        {"in-scope": "In scope are the endpoints of sessions"},
    ),
    ("words in the middle of a sentence", "backend-api", "scope", f"{SCOPE}All that is in scope here.\n", {}),
    ("code", "backend-api", "scope", f"{SCOPE}```\nIn scope: a\n```\n", {}),
    (
        "a block that stands for it",
        "backend-api",
        "logic",
        f"{LOGIC}1. Read\n2. Write\n",
        {"steps": "1. Read\n2. Write"},
    ),
    ("one numbered item is no list of steps", "backend-api", "logic", f"{LOGIC}1. Read\n", {}),
    (
        "words anywhere",
        "backend-api",
        "logic",
        f"{LOGIC}It is idempotent, in one transaction.\n",
        {
            "idempotency": "It is idempotent, in one transaction.",
            "transactions": "It is idempotent, in one transaction.",
        },
    ),
    (
        "words anywhere in a lead",
        "feature",
        "unit-tests",
        f"{UNITS}- The most important units: a\n- How we mock: b\n",
        {"units": "a", "mocking": "b"},
    ),
    (
        "plurals and case",
        "feature",
        "unit-tests",
        f"{UNITS}- KEY UNITS – a\n- **Mocks** -> b\n",
        {"units": "a", "mocking": "b"},
    ),
    ("a numbered heading", "feature", "unit-tests", f"{UNITS}#### 7.1.1 Key units\n\na\n", {"units": "a"}),
    ("the first that says anything", "feature", "unit-tests", f"{UNITS}- Key units:\n- Units: a\n", {"units": "a"}),
]


def _spec(name: str, text: str) -> Spec:
    title = {"backend-api": "# Tech Spec: A", "feature": "# Technical Spec: A"}[name]
    return read_spec(Source(f"{title}\n\n{text}"), spec_type=name)


@pytest.mark.parametrize(("name", "key", "text", "topics"), [pytest.param(*case[1:], id=case[0]) for case in CASES])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_topics_of_a_section(name: str, key: str, text: str, topics: dict[str, str | None], newline: str) -> None:
    spec = _spec(name, text.replace("\n", newline))
    section = spec.section(key)
    assert section is not None
    found = spec.topics_of(section)
    said = {key: " ".join(view.value.split()) if view.filled else None for key, view in found.items()}
    assert said == {key: value and " ".join(value.split()) for key, value in topics.items()}


def test_a_topic_stands_where_its_words_do() -> None:
    spec = _spec("backend-api", f"{SCOPE}- **In scope**: a\n")
    section = spec.section("scope")
    assert section is not None
    view = spec.topics_of(section)["in-scope"]
    assert spec.source[view.span] == "**In scope**: a"
    assert view.item is not None


LISTS = [
    # text of 3.1, ids of its entries, ids that it defines
    ("- FR-1: a\n- FR-2: b\n", ["FR-1", "FR-2"], ["FR-1", "FR-2"]),
    ("- **FR-1**: a\n- __FR-02:__ b\n- `FR-3` c\n", ["FR-1", "FR-2", "FR-3"], ["FR-1", "FR-2", "FR-3"]),
    ("1. [FR-1] a\n2. fr 2: b\n3. c (FR-3)\n", ["FR-1", "FR-2", None], ["FR-1", "FR-2"]),
    ("- Search\n  - FR-1: a\n  - FR-2: b\n- FR-3: c, like FR-1\n", ["FR-1", "FR-2", "FR-3"], ["FR-1", "FR-2", "FR-3"]),
    ("| Id | Text |\n|--|--|\n| FR-1 | a |\n| **FR-2** | b |\n", [], ["FR-1", "FR-2"]),
    ("#### FR-1: a\n\nText.\n\n#### FR-2: b\n\nText.\n", [], ["FR-1", "FR-2"]),
    ("**FR-1:** a\n\n**FR-2:** b, unlike FR-9\n", [], ["FR-1", "FR-2"]),
    ("- a\n- b\n", [None, None], []),
]


@pytest.mark.parametrize(("text", "entries", "defined"), LISTS)
def test_ids_that_a_list_defines(text: str, entries: list[str | None], defined: list[str]) -> None:
    spec = _spec("feature", f"## 3. Technical Requirements\n\n### 3.1 Functional Requirements\n\n{text}")
    section = spec.section("functional-requirements")
    assert section is not None
    assert [entry.ref.id if entry.ref else None for entry in spec.entries_of(section)] == entries
    assert [ref.id for ref in spec.listed_ids("requirement")] == defined


def test_named_items_have_topics_of_their_own() -> None:
    text = "- **gateway** (new)\n  - Files: `a.go`\n  - Changes: b\n\n- **store**: c\n  - New interfaces: none\n"
    spec = _spec("feature", f"## 5. Implementation Approach\n\n### 5.1 Component Changes\n\n{text}")
    section = spec.section("changes")
    assert section is not None
    entries = spec.entries_of(section)
    assert [spec.source[entry.name] if entry.name else None for entry in entries] == ["gateway", "store"]
    assert [list(entry.topics) for entry in entries] == [["files", "changes"], ["interfaces"]]


FORBIDDEN = [
    ("feature", "## Quality Checklist\n\n- [x] a\n", ["Quality Checklist"]),
    ("feature", "## 11. QUALITY CHECKLIST\n\n- [x] a\n", ["11. QUALITY CHECKLIST"]),
    ("feature", "## Instructions\n\n### Step 1: Clarify First\n\na\n", ["Instructions", "Step 1: Clarify First"]),
    ("feature", "## Instructions for operators\n\n### First step\n\na\n", []),
    ("feature", "```\n## Quality Checklist\n```\n", []),
    ("backend-api", "## Inputs (read all that exist)\n\na\n\n## Inputs\n\nb\n", ["Inputs (read all that exist)"]),
]


@pytest.mark.parametrize(("name", "text", "headings"), FORBIDDEN)
def test_headings_that_must_not_stand(name: str, text: str, headings: list[str]) -> None:
    spec = _spec(name, text)
    assert [spec.text(section.heading.content) for section, _ in spec.forbidden if section.heading] == headings
