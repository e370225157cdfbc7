"""What departs from the stack without a reason is found once; what is only spoken of is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import fix
from speclint.resources import data_folder
from speclint.rules import read_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

T = "# Tech Spec: Invitations\n\n"
DECIDE = f"{T}## 2. Architecture & Design Decisions\n\n"
DECISIONS = f"{DECIDE}### Key Decisions\n\n| Decision | Alternatives Considered | Rationale |\n|---|---|---|\n"
NEEDS = f"{DECIDE}### Dependencies\n\n| Dependency | Type | Version / Constraint | Notes |\n|---|---|---|---|\n"
DEVIATE = f"{DECIDE}### New Patterns or Deviations\n\n"
TASK = f"{T}## 6. Implementation Tasks\n\n### Phase 2: Backend Logic & API\n\n- **T-001:** Send mail\n"
NEW = (
    f"{T}## 5. Component & Module Design\n\n### Frontend (React/TypeScript) — New Files\n\n"
    "| File Path | Type | shadcn Components Used | Props Interface |\n|---|---|---|---|\n"
)
DEFAULT = "No new patterns — follows existing conventions."

OFF_STACK = {
    "decision": f"{DECISIONS}| Use «Prisma» for invitations | SQL | Less to write |\n",
    "decision, small letters": f"{DECISIONS}| Keep rooms in «mongodb» | SQL | Nested |\n",
    "dependency": f"{NEEDS}| `«gorm».io/gorm` | Go module | v1 | Queries |\n",
    "dependency, plain": f"{NEEDS}| «styled-components» | npm | 6.x | Styles |\n",
    "task": f"{TASK}  - _Description:_ Render the list with «Vue» and keep the state in the page.\n",
    "task title": f"{TASK.replace('Send mail', 'Install «Bootstrap» in the client')}",
    "test framework": f"{TASK}  - _Description:_ Write the cases of `Accept` with «ginkgo».\n",
    "context": f"{DECIDE}### System Context\n\nThe worker is written in «Django» and reads the queue.\n",
    "once": f"{DECISIONS}| Use «Prisma» | SQL | Short |\n| Cache what Prisma reads | None | Speed |\n",
    "python file": f"{TASK}  - _Files:_\n    - Create: `«src/worker/main.py»`\n",
    "javascript file": f"{NEW}| «`src/components/Invite.jsx`» | Feature | Table | P |\n",
    "deviation named elsewhere": (f"{DECISIONS}| Use «Flyway» | goose | Known |\n\n"
        f"### New Patterns or Deviations\n\n{DEFAULT}\n"),
    "no reason": f"{DEVIATE}«Rooms live in a second schema.»\n",
}  # fmt: skip
ON_STACK = {
    "documented": (f"{DECISIONS}| Use Prisma | SQL | Short |\n\n### New Patterns or Deviations\n\n"
        "prisma, because billing shares its schema.\n"),
    "alternative": f"{DECISIONS}| Keep SQL | Prisma, TypeORM | MongoDB has no joins |\n",
    "plain words": (f"{DECISIONS}| Express the limit as a rate, bootstrap the pool, take angular steps | "
        "None | Clear |\n"),
    "part of a word": f"{DECISIONS}| Use vuelta and sassy and prismatic ids | None | Clear |\n",
    "code": f"{DECISIONS}| Call `prisma.Run` | None | Clear |\n",
    "not": f"{DECISIONS}| Do not use Prisma | Prisma | Clear |\n",
    "left behind": f"{TASK}  - _Description:_ Move the rows away from MySQL into `rooms` once.\n",
    "context that only exists": f"{DECIDE}### System Context\n\nThe legacy billing keeps invoices with MySQL.\n",
    "context without use": f"{DECIDE}### System Context\n\nMongoDB belongs to the reporting team.\n",
    "script": (f"{TASK}  - _Files:_\n    - Create: `scripts/seed.py`\n    - Create: `vite.config.js`\n"
        "    - Modify: `old/main.py` — end it\n"),
    "problem": (f"{T}## 1. Overview\n\n#### Engineering-initiated: Motivation & Requirements\n\n"
        "**Problem:** We use Prisma in 3 places.\n"),
    "stack": f"{NEEDS}| `@tanstack/react-query` | npm | 5 | Pages |\n| `tailwindcss` | npm | 3 | Styles |\n",
    "comment": f"{DECIDE}### System Context\n\n<!-- use Prisma -->\nIt uses SQL.\n",
    "with a reason": f"{DEVIATE}Rooms live in a second schema because backups differ.\n",
}  # fmt: skip
INEXACT = {
    "short": f"{DEVIATE}«No new patterns.»\n",
    "none": f"{DEVIATE}«None.»\n",
    "item": f"{DEVIATE}- «No deviations»\n",
    "case": f"{DEVIATE}«no new patterns — follows existing conventions.»\n",
    "no point": f"{DEVIATE}«No new patterns — follows existing conventions»\n",
    "convention": f"{DEVIATE}«No new patterns — follows existing convention.»\n",
    "other words": f"{DEVIATE}«Follows the existing conventions.»\n",
    "crlf": f"{DEVIATE}«None»\r\n\r\n### Dependencies\r\n",
}
ACCEPTED = {
    "exact": f"{DEVIATE}{DEFAULT}\n",
    "hyphen": f"{DEVIATE}No new patterns - follows existing conventions.\n",
    "italic": f"{DEVIATE}_{DEFAULT}_\n\n---\n",
    "a pattern": f"{DEVIATE}No existing pattern covers retries, so this adds one.\n",
    "a list": f"{DEVIATE}1. **Queue**: none existed.\n2. **Retry**: so far by hand.\n",
    "but": f"{DEVIATE}No new patterns but one.\n",
    "empty": f"{DEVIATE}<!-- none -->\n\n### Dependencies\n",
    "prompt": f"{DEVIATE}[each departure]\n",
}
CUSTOM = {
    "none": f"{NEW}| `src/components/Tree.tsx` | Feature | «None» | P |\n",
    "empty": f"{NEW}| «`src/components/Tree.tsx`» | Reusable | | P |\n",
    "dash": f"{NEW}| src/pages/Tree.tsx | Page | «—» | P |\n",
}
BUILT = {
    "reason": f"{NEW}| `src/components/Tree.tsx` | Feature | None — shadcn has no tree | P |\n",
    "components": f"{NEW}| `src/components/Tree.tsx` | Feature | Table, Badge | P |\n",
    "hook": f"{NEW}| `src/hooks/useTree.ts` | Reusable | None | None |\n",
    "reason elsewhere": (
        f"{NEW}| `src/components/Tree.tsx` | Feature | None | P |\n\nTree is our own, since shadcn has none.\n"
    ),
}


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize("name", [*OFF_STACK, *ON_STACK])
def test_what_is_off_the_stack_is_found(judge: Callable[..., list[Finding]], name: str, spec_type: str) -> None:
    judge("SL707", {**OFF_STACK, **ON_STACK}[name], spec_type)


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize("name", [*INEXACT, *ACCEPTED])
def test_only_the_default_sentence_counts(judge: Callable[..., list[Finding]], name: str, spec_type: str) -> None:
    judge("SL708", {**INEXACT, **ACCEPTED}[name], spec_type)


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize("name", [*CUSTOM, *BUILT])
def test_a_custom_component_has_a_reason(judge: Callable[..., list[Finding]], name: str, spec_type: str) -> None:
    judge("SL710", {**CUSTOM, **BUILT}[name], spec_type)


@pytest.mark.parametrize(
    ("before", "after", "unsafe"),
    [
        ("No new patterns.", DEFAULT, False),
        ("no new patterns — follows existing conventions", DEFAULT, False),
        ("- No new patterns", f"- {DEFAULT}", False),
        ("None.", "None.", False),
        ("None.", DEFAULT, True),
    ],
)
def test_the_fix_writes_the_sentence(tmp_path: Path, before: str, after: str, unsafe: bool) -> None:
    file = tmp_path / "x.md"
    file.write_text(f"{DEVIATE}{before}\n", "utf-8")
    rules = {page.rule.code: page.rule for page in read_pages(data_folder("rules"))}
    settings = Settings.defaults(str(tmp_path), rules)._replace(selected=("SL708",))
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering", unsafe=unsafe)
    assert file.read_text("utf-8") == f"{DEVIATE}{after}\n"
