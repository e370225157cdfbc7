"""Commands left to be run, assumptions, code, scope, questions, statuses, mitigations and inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import check, fix
from speclint.resources import data_folder
from speclint.rules import read_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

T = "# Tech Spec: Invitations\n\n"
R = "# Queue limits\n\n"
D = "# Technical Specification: Queue limits\n\n"
F = "# Technical Spec: Report export\n\n"
TASK = f"{T}## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n- **T-001:** Send mail\n"
SCOPE = f"{T}## 2) Scope\n\n- In scope: mail\n"
LOGIC = f"{T}## 4) Proposed Design\n\n### 4.5 Business Logic\n\n"
GO = f"{T}## 5. Component & Module Design\n\n### Backend Interfaces\n\n"
META = "| Document Metadata | Details |\n| --- | --- |\n| Status | {} |\n\n"
ASSUMED = f"{T}## 10. Assumptions\n\n"
ASK = "## 9. Open Questions & Risks\n\n### Open Questions\n\n| Question | Owner | Target Resolution |\n|---|---|---|\n"
RISK = f"{T}## 9. Open Questions & Risks\n\n### Technical Risks\n\n| Risk | Impact | Mitigation |\n|---|---|---|\n"
F_RISK = f"{F}## 8. Risks and Mitigations\n\n| Risk | Impact | Likelihood | Mitigation |\n|---|---|---|---|\n"
D_RISK = (
    f"{D}## Technical Risks & Mitigations\n\n| Risk | Impact | Probability | Mitigation | Owner |\n"
    "|---|---|---|---|---|\n"
)
B_RISK = f"{T}## 7) Risks & Mitigations\n\n"
CONTEXT = f"{R}## 2. Context and Motivation\n\n"
PAPERS = f"{D}## Related Documents\n\n"


def _go(statements: int) -> str:
    return "".join(f"    step{number}(id)\n" for number in range(statements))


CASES: dict[str, dict[str, tuple[str, str]]] = {
    "SL703": {
        "author": ("rfc", (f"{R}| Document Metadata | Details |\n| --- | --- |\n"
            "| Author(s) | «!`git config user.name`» |\n")),
        "item": ("rfc", (f"{R}- Current date/time: «!`date \"+%Y-%m-%d %H:%M:%S %Z\"`»\n"
            "- Commit: «!`git rev-parse HEAD`»\n")),
        "macro in code": ("rfc", f"{R}It calls `tracing::warn!` and then `git log` and `panic!` with `date`.\n"),
        "macro in text": ("rfc", f"{R}It calls tracing::warn!`date` and never! `git log` is read.\n"),
        "fence": ("rfc", f"{R}```text\n!`date`\n```\n"),
        "other code": ("rfc", f"{R}The flag is !`enabled` there.\n"),
    },
    "SL709": {
        "item": ("engineering", f"{ASSUMED}- [ASSUMPTION] One\n- «Two holds»\n"),
        "ordered": ("prd-driven", f"{ASSUMED}1. «Guests read mail»\n"),
        "word": ("engineering", f"{ASSUMED}- «Assumption: guests read mail»\n"),
        "small letters": ("engineering", f"{ASSUMED}* «[assumption] guests read mail»\n"),
        "many": ("engineering", f"{ASSUMED}- «A holds»\n- B holds\n- C holds\n- D holds\n"),
        "tagged": ("engineering", f"{ASSUMED}- **[ASSUMPTION]** One\n- `[ASSUMPTION]` Two\n  - and more\n"),
        "none": ("prd-driven", f"{ASSUMED}- None\n"),
        "prompt": ("prd-driven", f"{ASSUMED}- [what is taken for granted]\n"),
        "we assume": ("backend-api", f"{LOGIC}A guest has one address, «we assume».\n"),
        "presumably": ("backend-api", f"{LOGIC}- Step 1: «presumably» the guest is known\n"),
        "said so": ("backend-api", f"{LOGIC}- Assumption: we assume one address\n- [ASSUMPTION] I think so\n"),
        "heading": ("backend-api", f"{LOGIC}#### Assumptions\n\n- We assume one address.\n"),
        "code": ("backend-api", f"{LOGIC}It logs `we assume one address`.\n"),
    },
    "SL711": {
        "go": ("backend-api", f"{LOGIC}«```»go\nx := 1\n```\n"),
        "python": ("backend-api", f"{LOGIC}«~~~»Python title\npass\n~~~\n"),
        "unlabelled": ("backend-api", f"{LOGIC}«```»\nimport os;\ndef run(a):\n  return a;\nx := run(1)\n```\n"),
        "rows": ("backend-api", f"{LOGIC}«```»sql\nINSERT INTO a VALUES (1);\n```\n"),
        "schema": ("backend-api", f"{LOGIC}```sql\nCREATE TABLE a (id UUID);\n```\n\n```json\n{{}}\n```\n"),
        "pseudocode": ("backend-api", f"{LOGIC}```\nif guest is known:\n  accept\nelse:\n  refuse with 404\n```\n"),
        "nine statements": ("engineering", f"{GO}```go\n«func A(id string) error {{»\n{_go(9)}}}\n```\n"),
        "arrow": ("prd-driven", f"{GO}```ts\n«const a = (id: string) => {{»\n{_go(20)}}};\n```\n"),
        "many fences": ("backend-api", f"{LOGIC}«```»go\na\n```\n" + "\n```go\nb\n```\n" * 4),
        "eight": ("engineering", f"{GO}```go\nfunc A(id string) error {{\n{_go(8)}}}\n```\n"),
        "long types": ("engineering", f"{GO}```go\ntype A interface {{\n{_go(70)}}}\n```\n"),
        "signatures": ("prd-driven", f"{GO}```go\n{'func A(id string) error' + chr(10)}\n```\n"),
    },
    "SL712": {
        "heading": ("backend-api", f"{T}«## UI changes»\n\nNew page.\n"),
        "tests": ("backend-api", f"{T}## 5) Rollout / Migration Strategy\n\n«### Unit tests»\n\nSee below.\n"),
        "item": ("backend-api", f"{T}## 6) Observability\n\n- «Add unit tests for the handler»\n"),
        "word": ("backend-api", f"{LOGIC}The «modal» closes. The button turns grey.\n"),
        "scope": ("backend-api", f"{SCOPE}- Out of scope: UI/UX, the modal, write unit tests\n"),
        "question": ("backend-api", f"{T}## 8) Open Questions\n\n- Q1: Does the button stay?\n"),
        "test data": ("backend-api", f"{LOGIC}- Create test accounts\n- Latest and greatest tests\n- `modal`\n"),
        "build": ("backend-api", f"{LOGIC}The suite builds quickly; guests go on.\n"),
    },
    "SL713": {
        "one of two": ("backend-api", f"{SCOPE}- «Out of scope: UI/UX»\n"),
        "other one": ("backend-api", f"{SCOPE}- «Out of scope: test-writing, billing»\n"),
        "both": ("backend-api", f"{SCOPE}- Out of scope: UX/UI and writing unit tests\n"),
        "nested": ("backend-api", f"{SCOPE}- Out of scope:\n  - User interface\n  - Test writing\n"),
        "no topic": ("backend-api", f"{SCOPE}"),
    },
    "SL714": {
        "approved rfc": ("rfc", (f"{R}{META.format('Approved')}## 9. Open Questions / Unresolved Issues\n\n"
            "«- [ ] Who?»\n- [ ] When?\n")),
        "implemented rfc": ("rfc", (f"{R}{META.format('Implemented')}## 9. Open Questions / Unresolved "
            "Issues\n\n- [x] A\n* «* [ ] B»\n").replace("* «*", "«*")),
        "draft rfc": ("rfc", (f"{R}{META.format('Draft (WIP)')}## 9. Open Questions / Unresolved Issues\n\n"
            "- [ ] Who?\n")),
        "settled rfc": ("rfc", (f"{R}{META.format('Approved')}## 9. Open Questions / Unresolved Issues\n\n"
            "- [X] Who? Ada.\n\n```\n- [ ] no\n```\n")),
        "approved": ("engineering", (f"{T}**Status:** Approved\n\n{ASK}«| Who? | Ada | 2026-03-01 |»\n"
            "| When? | Ada | May |\n")),
        "approved story": ("prd-driven", (f"{T}**Status:** Approved\n\n"
            f"{ASK}| A? | Ada | Resolved: yes |\n«| B? | Ada | May |»\n")),
        "in review": ("engineering", f"{T}**Status:** In Review\n\n{ASK}| Who? | Ada | 2026-03-01 |\n"),
        "settled": ("prd-driven", f"{T}**Status:** Approved\n\n{ASK}| ~~Who?~~ | Ada | 2026-03-01 |\n| None | | |\n"),
        "completed": ("design", (f"{D}**Status**: COMPLETED\n\n## Open Technical Questions\n\n"
            "### Q1: Size\n\n**Question**: How?\n\n**Status**: «OPEN»\n")),
        "approved design": (
            "design",
            f"{D}**Status**: APPROVED\n\n## Open Technical Questions\n\n### Q1: Size\n\n**Status**: «INVESTIGATING»\n",
        ),
        "no answer": ("design", (f"{D}**Status**: DRAFT\n\n## Open Technical Questions\n\n### Q1: Size\n\n"
            "**Question**: How?\n\n**Status**: «ANSWERED»\n")),
        "answer": ("design", (f"{D}**Status**: COMPLETED\n\n## Open Technical Questions\n\n### Q1: Size\n\n"
            "**Status**: ANSWERED\n\n**Answer**: 5.\n")),
        "draft design": ("design", (f"{D}**Status**: DRAFT\n\n## Open Technical Questions\n\n"
            "### Q1: Size\n\n**Status**: OPEN\n")),
    },
    "SL715": {
        "goal": ("rfc", (f"{R}{META.format('Implemented')}## 3. Goals and Non-Goals\n\n"
            "### 3.1 Functional Goals\n\n«- [ ] Fast»\n- [ ] B\n")),
        "phase": ("rfc", (f"{R}{META.format('Implemented')}## 8. Migration, Rollout, and Testing\n\n"
            "### 8.1 Deployment Strategy\n\n- [x] A\n«- [ ] B»\n")),
        "non-goal": ("rfc", (f"{R}{META.format('Implemented')}## 3. Goals and Non-Goals\n\n"
            "### 3.2 Non-Goals (Out of Scope)\n\n- [ ] Order\n")),
        "approved": ("rfc", (f"{R}{META.format('Approved')}## 3. Goals and Non-Goals\n\n"
            "### 3.1 Functional Goals\n\n- [ ] Fast\n")),
        "completed": ("design", (f"{D}**Status**: COMPLETED\n\n## Success Criteria\n\n**Functional**:\n\n"
            "- [x] A\n«- [ ] B holds»\n")),
        "completed, deployment": ("design", (f"{D}**Status**: COMPLETED\n\n## Success Criteria\n\n"
            "**Deployment**:\n\n«- [ ] Runs»\n")),
        "all ticked": ("design", f"{D}**Status**: COMPLETED\n\n## Success Criteria\n\n**Functional**:\n\n- [x] A\n"),
        "in progress": ("design", f"{D}**Status**: IN_PROGRESS\n\n## Success Criteria\n\n**Functional**:\n\n- [ ] A\n"),
    },
    "SL716": {
        "short": ("engineering", f"{RISK}| Late mail | Waiting | «Monitoring» |\n"),
        "none": ("prd-driven", f"{RISK}| Late mail | Waiting | «None» |\n| Lost mail | Tickets | «—» |\n"),
        "two words": ("feature", (f"{F_RISK}| Full disk | High | Low | «Be careful» |\n"
            "| Slow disk | Low | Low | «N/A» |\n")),
        "design": ("design", (f"{D_RISK}| Full disk | H | L | «Testing» | Ada |\n"
            "| Slow disk | H | L | «None needed» | Ada |\n")),
        "item": ("backend-api", (f"{B_RISK}- «Mail is late»\n- «Mail is lost: retry»\n"
            "- Mail is doubled: the id is unique\n")),
        "plan": ("engineering", (f"{RISK}| Late mail | Waiting | Alert at 60 s |\n"
            "| Lost mail | Tickets | `cmd/resend` runs hourly |\n")),
        "prompt": ("prd-driven", (f"{RISK}| Late mail | Waiting | TBD |\n| [risk] | [impact] | [plan] |\n"
            "| Lost mail | Tickets | |\n")),
        "feature plan": ("feature", f"{F_RISK}| Full disk | High | Low | Delete after 7 days |\n| None | | | |\n"),
        "design plan": ("design", f"{D_RISK}| Full disk | H | L | Alert and grow it | Ada |\n"),
        "nested": ("backend-api", (f"{B_RISK}- Mail is late\n  - Mitigation: alert after a minute\n"
            "- **Lost mail** — it is sent again\n- None\n")),
    },
    "SL717": {
        "question": ("backend-api", (f"{LOGIC}A guest accepts. «Who deletes the rest?»\n\n"
            "## 8) Open Questions\n\n- Q1: Who?\n")),
        "item": ("backend-api", f"{LOGIC}- «Should expired ones stay?»\n\n## 8) Open Questions\n\nNone\n"),
        "in its place": ("backend-api", (f"{LOGIC}`/invites?x=1` lists.\n\n```\nwho?\n```\n\n"
            "## 8) Open Questions\n\n- Q1: Who?\n")),
        "address": ("backend-api", (f"{LOGIC}See https://example.org/a?b=c for more.\n\n"
            "## 8) Open Questions\n\n- Q1: Who?\n")),
        "risk": ("engineering", f"{TASK}  - _Description:_ Send the mail. There is «a risk» that it is lost.\n"),
        "might break": ("prd-driven", (f"{TASK}  - _Description:_ Rename the column, which «might break» "
            "the old worker.\n")),
        "score": ("engineering", (f"{TASK}  - _Description:_ Store a risk score and asterisks, and mark "
            "unknown guests.\n")),
        "done": ("prd-driven", f"{TASK}  - _Done condition:_ The risk of loss is zero.\n"),
    },
    "SL719": {
        "words": ("prd-driven", f"{T}**PRD:** «see the PRD»\n"),
        "none": ("prd-driven", f"{T}**PRD:** «None»\n"),
        "path": ("prd-driven", f"{T}**PRD:** /prds/mail.md\n"),
        "link": ("prd-driven", f"{T}**PRD:** [the PRD](https://example.org/prd)\n"),
        "prompt": ("prd-driven", f"{T}**PRD:** [path to the PRD]\n"),
        "named": ("rfc", f"{CONTEXT}The «PRD» asks for it.\n"),
        "named in a part": ("rfc", f"{CONTEXT}### 2.1 Current State\n\n- As the «product requirements» say.\n"),
        "absent": ("rfc", f"{R}«## 2. Context and Motivation»\n\nThe queue grows.\n"),
        "linked": ("rfc", f"{CONTEXT}See [PRD](../prds/queue.md).\n"),
        "path in code": ("rfc", f"{CONTEXT}- `prds/queue.md`\n"),
        "an issue": ("rfc", f"{CONTEXT}The PRD is issue #14.\n"),
        "another link": ("rfc", f"{CONTEXT}PRD and issue: [#14](https://example.org/14).\n"),
        "denied": ("rfc", f"{CONTEXT}There is no PRD: operators asked for it.\n"),
        "design": ("design", f"{PAPERS}- **Product Requirements**: «in the wiki»\n"),
        "design, bold": ("design", f"{PAPERS}**Product Requirements**: «see Ada»\n"),
        "design linked": ("design", f"{PAPERS}- **Product Requirements**: [PRD.md](PRD.md)\n"),
        "design none": ("design", f"{PAPERS}- **Product Requirements**: None\n"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, cases in CASES.items() for name in cases])
def test_the_marks_are_found_and_nothing_else(judge: Callable[..., list[Finding]], code: str, name: str) -> None:
    spec_type, text = CASES[code][name]
    judge(code, text, spec_type)


EXISTING = f"{T}## 3) Existing System Overview\n\n- Current flow: {{}}\n- Current data model touched: members\n"
CURRENT = (
    f"{R}{{}}\n\n## 2. Context and Motivation\n\n### 2.1 Current State\n\nIn memory.\n\n"
    "## 9. Open Questions / Unresolved Issues\n"
)
CITED = EXISTING.format("`b.go`")
NOTES = {"codebase-notes.md": ""}
DONE = "tech-specs/completed/a.md"
COMPLETED = (
    f"{T}**Type:** Engineering-initiated\n**Status:** {{}}\n\n## 6. Implementation Tasks\n\n"
    "### Phase 1: Data Model\n\n- **T-001:** A\n"
)
FILES: dict[str, tuple[str, str, str, str, dict[str, str], list[int]]] = {
    "no file": ("SL718", "backend-api", "tech_spec.md", EXISTING.format("by hand"), {}, [3]),
    "notes beside it": ("SL718", "backend-api", "tech_spec.md", CITED, NOTES, [1]),
    "other notes": ("SL718", "backend-api", "tech_spec.md", CITED, {"librarian-notes.md": ""}, [1]),
    "notes cited": (
        "SL718", "backend-api", "tech_spec.md", EXISTING.format("see `codebase-notes.md`"), NOTES, [],
    ),
    "a path": ("SL718", "backend-api", "tech_spec.md", EXISTING.format("[mail](src/mail.go)"), {}, []),
    "a bare path": ("SL718", "backend-api", "tech_spec.md", EXISTING.format("src/mail.go sends"), {}, []),
    "no research": ("SL718", "rfc", "specs/a.md", CURRENT.format("Short."), {}, [1]),
    "other research": ("SL718", "rfc", "specs/a.md", CURRENT.format("By market-research/x.md."), {}, [1]),
    "research": ("SL718", "rfc", "specs/a.md", CURRENT.format("See [it](../research/a.md)."), {}, []),
    "research in code": ("SL718", "rfc", "specs/a.md", CURRENT.format("See `research/docs/a.md`."), {}, []),
    "completed draft": ("SL715", "engineering", DONE, COMPLETED.format("Draft"), {}, [4]),
    "completed in review": ("SL715", "engineering", DONE, COMPLETED.format("In Review"), {}, [4]),
    "completed": ("SL715", "engineering", DONE, COMPLETED.format("Approved"), {}, []),
    "not completed": ("SL715", "engineering", "tech-specs/a.md", COMPLETED.format("Draft"), {}, []),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_what_lies_around_a_spec_counts(tmp_path: Path, name: str) -> None:
    code, spec_type, path, text, others, lines = FILES[name]
    for file, content in {path: text, **others}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(content, "utf-8")
    rules = {page.rule.code: page.rule for page in read_pages(data_folder("rules"))}
    run = check(
        [path], Settings.defaults(str(tmp_path), rules)._replace(selected=(code,)), cwd=tmp_path, spec_type=spec_type
    )
    assert [run.sources[one.path].position(one.span.start).line for one in run.diagnostics] == lines


FIXED = {
    "one assumption": (
        "SL709",
        "engineering",
        f"{ASSUMED}- [ ] Guests read\n",
        (f"{ASSUMED}- [ ] [ASSUMPTION] Guests read\n"),
    ),
    "a word": (
        "SL709",
        "engineering",
        f"{ASSUMED}- **Assumption:** guests read\n",
        (f"{ASSUMED}- [ASSUMPTION] guests read\n"),
    ),
    "many": (
        "SL709",
        "prd-driven",
        f"{ASSUMED}- A\n- B\n- C\n- D\n",
        "".join([ASSUMED, *((f"- [ASSUMPTION] {x}\n") for x in "ABCD")]),
    ),
    "inline": (
        "SL713",
        "backend-api",
        f"{SCOPE}- Out of scope: billing.\n",
        (f"{SCOPE}- Out of scope: billing, UI/UX, Test-writing.\n"),
    ),
    "nested": (
        "SL713",
        "backend-api",
        f"{SCOPE}- Out of scope:\n  * billing\n",
        f"{SCOPE}- Out of scope:\n  * billing\n  * UI/UX\n  * Test-writing\n",
    ),
    "label": (
        "SL711",
        "backend-api",
        f"{LOGIC}~~~go x\na\n~~~\n",
        f"{LOGIC}~~~pseudocode x\na\n~~~\n",
    ),
}


@pytest.mark.parametrize("name", FIXED)
def test_the_fix_makes_it_so(tmp_path: Path, name: str) -> None:
    code, spec_type, before, after = FIXED[name]
    (tmp_path / "x.md").write_text(before, "utf-8")
    rules = {page.rule.code: page.rule for page in read_pages(data_folder("rules"))}
    settings = Settings.defaults(str(tmp_path), rules)._replace(selected=(code,))
    fix(["x.md"], settings, cwd=tmp_path, spec_type=spec_type, unsafe=True)
    assert (tmp_path / "x.md").read_text("utf-8") == after
