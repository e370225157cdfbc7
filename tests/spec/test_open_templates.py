"""What an empty backend API or feature spec shows: headings, labels, topics and table headers are the template's."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from speclint.spec.catalogue import spec_type
from speclint.spec.skeleton import document_text, section_text

BACKEND = """\
# Tech Spec: [Feature Name]
## 1) Context & Goals
- Summary
- Why now
- Success metrics
## 2) Scope
- In scope
- Out of scope
## 3) Existing System Overview (from codebase-notes)
- Current flow
- Current data model touched
## 4) Proposed Design
### 4.1 API Surface
| Method | Path | Auth |
- Request/response shapes
### 4.2 Data Model
| Field | Type | Constraints |
- Migrations/backfills
### 4.3 ERD (Mermaid)
```mermaid
erDiagram
### 4.4 API Flow (Mermaid)
```mermaid
sequenceDiagram
### 4.5 Business Logic
- Step-by-step logic
- Validation rules
- Auth/permissions
- Idempotency, concurrency, transactions
- Error model
### 4.6 Third-Party Packages/Services
- What we use and why
- Configuration
- Failure modes + retries/timeouts
- Security notes
## 5) Rollout / Migration Strategy
- Feature flags
- Backward compatibility
- Data migration plan
## 6) Observability
- Logs
- Metrics
- Tracing
- Audit logs
## 7) Risks & Mitigations
- [risk]
## 8) Open Questions
- Q1"""

FEATURE = """\
# Technical Spec: [Short Descriptive Title]
## 1. Overview
## 2. System Context
- [components and services that it touches]
- [how that part of the system is built today; a diagram if it helps]
## 3. Technical Requirements
### 3.1 Functional Requirements
- FR-1
### 3.2 Non-Functional Requirements
- **Performance**
- **Scalability**
- **Security**
- **Reliability**
- **Observability**
## 4. Technical Design
### 4.1 Architecture
- Components involved and their responsibilities
- Data flow between components
- Key architectural decisions and rationale
### 4.2 API Contracts
```
Request:
Response:
Error Responses:
- 4xx
- 5xx
### 4.3 Data Model
```
- [field]
Indexes:
- [index]
Relationships:
- [how it hangs together with another]
### 4.4 Dependencies
- External services/APIs
- Libraries/packages
- Infrastructure components
## 5. Implementation Approach
### 5.1 Component Changes
- **[Component]**
  - Files to modify/create
  - Key changes required
  - New interfaces or abstractions needed
### 5.2 Migration Strategy
- Data migration steps
- Backward compatibility approach
- Rollback plan
## 6. Error Handling
| Error Scenario | Detection | Handling | Recovery |
## 7. Testing Strategy
### 7.1 Unit Tests
- Key units to test
- Mocking strategy
### 7.2 Integration Tests
- Integration points to test
- Test data requirements
### 7.3 Performance Tests
- Scenarios to benchmark
- Acceptance thresholds
## 8. Risks and Mitigations
| Risk | Impact | Likelihood | Mitigation |
## 9. Open Questions
- [ ] [what is not known yet]
## 10. References
- [document that this spec rests on, with its link]"""

_MARK = re.compile(r"#+ .*| *- [^:]+(?=:)| *- .*|```\w+$|```$|\w+(?: \w+)?:$|(?:er|sequence)Diagram$")


def _outline(text: str) -> str:
    kept: list[str] = []
    fenced = False
    for line, below in pairwise([*text.splitlines(), ""]):
        found = _MARK.match(line)
        closing = fenced and line == "```"
        fenced ^= line.startswith("```")
        if found and not closing:
            kept.append(found.group())
        elif line.startswith("| ") and below.startswith("|--"):
            kept.append(line)
    return "\n".join(kept)


@pytest.mark.parametrize(("name", "outline"), [("backend-api", BACKEND), ("feature", FEATURE)])
def test_an_empty_spec_has_the_outline_of_the_template(name: str, outline: str) -> None:
    assert _outline(document_text(spec_type(name))) == outline


@pytest.mark.parametrize("name", ["backend-api", "feature"])
def test_an_empty_spec_is_tidy(name: str) -> None:
    text = document_text(spec_type(name))
    assert text.endswith("]\n")
    assert "\n\n\n" not in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]


OBSERVABILITY = """\
## 6) Observability

- Logs: [what is logged, and with which fields]
- Metrics: [names, and the value that raises an alarm]
- Tracing: [spans]
- Audit logs: [who did what, where that must be kept]
"""
UNIT_TESTS = """\
#### 7.1 Unit Tests

- Key units to test: [units, and the cases that matter]
- Mocking strategy: [what is replaced, and by what]
"""
SECTIONS = [
    ("backend-api", "observability", 1, OBSERVABILITY),
    ("feature", "unit-tests", 2, UNIT_TESTS),
    ("feature", "references", 2, "### 10. References\n\n- [document that this spec rests on, with its link]\n"),
]


@pytest.mark.parametrize(("name", "key", "level", "text"), SECTIONS)
def test_a_section_is_written_under_a_title_of_any_level(name: str, key: str, level: int, text: str) -> None:
    kind = spec_type(name)
    section = next(section for section in kind.walk() if section.key == key)
    assert section_text(kind, section, title_level=level) == text
