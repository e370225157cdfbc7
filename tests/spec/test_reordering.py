"""A task and the later one that it depends on change places inside their phase, and every id follows."""

from __future__ import annotations

import pytest

from speclint.api import fix_text

HEAD = (
    "# Tech Spec: Limits\n\nT-001 to begin with; T-003 is the last.\n\n"
    "## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n"
)


def _task(number: int, title: str, needs: str) -> str:
    return f"- **T-{number:03}:** {title}\n  - _Dependencies:_ {needs}\n\n"


CASES = [
    pytest.param(
        HEAD + _task(1, "Store", "T-003") + _task(2, "Send", "T-001") + _task(3, "Count", "None"),
        HEAD.replace("T-003", "T-00x").replace("T-001", "T-002").replace("T-00x", "T-001")
        + _task(1, "Count", "None")
        + _task(2, "Store", "T-001")
        + _task(3, "Send", "T-002"),
        id="the later one goes up",
    ),
    pytest.param(
        HEAD + _task(1, "Store", "T-003") + _task(2, "Send", "None") + _task(3, "Count", "T-002"),
        HEAD.replace("T-003", "T-002").replace("T-001", "T-003")
        + _task(1, "Send", "None")
        + _task(2, "Count", "T-001")
        + _task(3, "Store", "T-002"),
        id="the earlier one goes down",
    ),
]


@pytest.mark.parametrize(("text", "mended"), CASES)
def test_tasks_are_put_in_order(text: str, mended: str) -> None:
    after = fix_text(text.rstrip() + "\n", spec_type="engineering", select=["SL504"], unsafe=True)
    assert after == mended.rstrip() + "\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + _task(1, "Store", "T-002") + _task(2, "Send", "T-001"), id="a circle"),
        pytest.param(
            HEAD + _task(1, "Store", "T-002") + "### Phase 2: Backend\n\n" + _task(2, "Send", "None"), id="phases"
        ),
        pytest.param(
            HEAD.replace("; T-003", "-T-003") + _task(1, "Store", "T-002") + _task(3, "Send", "None"), id="a gap"
        ),
    ],
)
def test_where_the_order_would_be_a_guess_nothing_is_moved(text: str) -> None:
    assert fix_text(text, spec_type="engineering", select=["SL504"], unsafe=True) == text
