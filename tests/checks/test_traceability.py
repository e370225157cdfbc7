"""Variants and near misses of the rules that hold requirements, mapping and tasks against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]


def spec(requirements: str, mapping: str, tasks: str, closing: str = "") -> str:
    """Build a fragment; a table's rows and the tasks are separated by `;`."""
    rows = "".join(f"| {row.strip()} | It is so | 5 ms | must |\n" for row in requirements.split(";"))
    table = "".join(f"| {row.strip().replace(':', ' |', 1)} |\n" for row in mapping.split(";")) if mapping else ""
    head = "**Requirement-to-Task Mapping:**\n\n| Req ID | Implementing Tasks |\n|---|---|\n" if mapping else ""
    items = "\n".join(
        f"- **{name.strip()}:** Do it\n  - _Implements:_{value}\n"
        for name, _, value in (task.partition(":") for task in tasks.split(";"))
    )
    return (
        "# Tech Spec: X\n\n## 1. Overview\n\n### Requirement Mapping\n\n"
        "#### Engineering-initiated: Motivation & Requirements\n\n"
        f"| Req ID | Requirement | Success Criteria | Priority |\n|---|---|---|---|\n{rows}\n{head}{table}\n"
        f"## 6. Implementation Tasks\n\n### Phase 1: Data Model\n\n{items}{closing}"
    )


def stories(rows: str, tasks: str) -> str:
    """Build a PRD-driven fragment; rows are `US-001: cell`."""
    table = "".join(
        f"| {name.strip()} | A story | {cell.strip()} |\n"
        for name, _, cell in (row.partition(":") for row in rows.split(";"))
    )
    _, _, rest = spec("ER-001", "", tasks).partition("## 6.")
    return (
        "# Tech Spec: X\n\n## 1. Overview\n\n### Requirement Mapping\n\n#### PRD-driven: Story Mapping\n\n"
        f"| Story ID | Story Summary | Implementing Tasks |\n|---|---|---|\n{table}\n## 6.{rest}"
    )


BOTH = "ER-001; ER-002"
FOOT = "\n---\n\n{}\n"
CLAIM = "_Traceability verified: every requirement maps to a task._"

ENGINEERING = [
    ("SL201", "a capital less", spec("«er-001»", "", "T-001: ER-001")),
    ("SL201", "a digit too many", spec("«ER-0001»", "", "T-001: ER-001")),
    ("SL201", "only one citation is ill-written", spec("ER-001", "ER-001: T-001", "T-001: «ER-1»")),
    ("SL201", "a mapping cell", spec("ER-001", "ER-001: «T1»", "T-001: ER-001")),
    ("SL201", "a word in the id column", spec("«Latency»", "", "T-001: ER-001")),
    (
        "SL201",
        "four of a family are one finding",
        spec("«ER-1»; ER-2; ER-3; ER-4", "", "T-001: ER-1, ER-2, ER-3, ER-4"),
    ),
    ("SL201", "four digits are fine", spec("ER-001", "", "T-001: ER-001; T-1000: ER-001")),
    ("SL201", "bold and code are fine", spec("**ER-001**; `ER-002`", "", "T-001: `ER-001`, **ER-002**")),
    (
        "SL201",
        "a placeholder is none of its business",
        spec("ER-001; ER-XXX", "ER-001: T-XXX", "T-001: ER-001; T-00X: ER-001"),
    ),
    ("SL201", "both writings defined are a duplicate", spec("ER-001; ER-1", "", "T-001: ER-001")),
    ("SL202", "a first that is not 1", spec("ER-001", "", "«T-002»: ER-001; T-003: ER-001")),
    ("SL202", "only the first of two gaps", spec("ER-001", "", "T-001: ER-001; «T-003»: ER-001; T-005: ER-001")),
    ("SL202", "out of order", spec("ER-001", "", "T-001: ER-001; «T-003»: ER-001; T-002: ER-001")),
    ("SL202", "each family once", spec("«ER-002»", "", "«T-004»: ER-002")),
    (
        "SL202",
        "a duplicate takes the place of the missing one",
        spec("ER-001", "", "T-001: ER-001; T-001: ER-001; T-003: ER-001"),
    ),
    ("SL202", "a duplicate takes no place", spec("ER-001", "", "T-001: ER-001; T-001: ER-001; T-002: ER-001")),
    ("SL202", "a placeholder takes the place", spec("ER-001", "", "T-001: ER-001; T-XXX: ER-001; T-003: ER-001")),
    (
        "SL202",
        "one that only the mapping has",
        spec("ER-001; ER-003", "ER-001: T-001; ER-002: T-001; ER-003: T-001", "T-001: ER-001"),
    ),
    ("SL203", "three of one", spec("ER-001", "", "T-001: ER-001; «T-001»: ER-001; «T-001»: ER-001")),
    ("SL203", "two writings", spec("ER-001; «ER-1»", "", "T-001: ER-001")),
    ("SL203", "two mapping rows", spec("ER-001", "ER-001: T-001; «ER-001»: T-001", "T-001: ER-001")),
    ("SL204", "no task, no row", spec("ER-001; «ER-002»", "ER-001: T-001", "T-001: ER-001")),
    ("SL204", "an empty row", spec("ER-001; «ER-002»", "ER-001: T-001; ER-002: ", "T-001: ER-001")),
    ("SL204", "a range", spec("ER-001; ER-002; ER-003", "", "T-001: ER-001 to ER-003")),
    ("SL204", "a range with an ellipsis", spec("ER-001; ER-002; ER-003", "", "T-001: ER-001 … ER-003")),
    ("SL204", "an id in a note does not count", spec("ER-001; «ER-002»", "", "T-001: ER-001 (see ER-002)")),
    (
        "SL204",
        "the row's task cites an unknown id",
        spec(BOTH, "ER-001: T-001; ER-002: T-002", "T-001: ER-001; T-002: ER-020"),
    ),
    (
        "SL204",
        "the row's task has an empty Implements",
        spec(BOTH, "ER-001: T-001; ER-002: T-002", "T-001: ER-001; T-002:"),
    ),
    ("SL204", "nothing can be said without any Implements", spec(BOTH, "", "T-001:; T-002:")),
    ("SL205", "a dash", spec("ER-001", "", "T-001: ER-001; T-002: «—»")),
    ("SL205", "None", spec("ER-001", "", "T-001: ER-001; T-002: «None»")),
    ("SL205", "an unknown id is another rule's", spec("ER-001", "", "T-001: ER-001; T-002: ER-009")),
    ("SL205", "an empty one is another rule's", spec("ER-001", "", "T-001: ER-001; T-002:")),
    ("SL205", "a placeholder is another rule's", spec("ER-001", "", "T-001: ER-001; T-002: [ER-XXX]")),
    ("SL206", "a row lacks one", spec("ER-001", "ER-001: «T-001»", "T-001: ER-001; T-002: ER-001")),
    (
        "SL206",
        "a row names one too many",
        spec(BOTH, "ER-001: «T-001, T-002»; ER-002: T-002", "T-001: ER-001; T-002: ER-002"),
    ),
    (
        "SL206",
        "a range is too wide",
        spec(BOTH, "ER-001: «T-001–T-003»; ER-002: T-002", "T-001: ER-001; T-002: ER-002; T-003: ER-001"),
    ),
    (
        "SL206",
        "other order, other separators",
        spec("ER-001", "ER-001: T-002 & `T-001`", "T-001: ER-001; T-002: ER-001"),
    ),
    ("SL206", "prose in parentheses", spec("ER-001", "ER-001: T-001 (not T-002)", "T-001: ER-001; T-002: ER-009")),
    (
        "SL206",
        "two rows of one id count together",
        spec("ER-001", "ER-001: T-001; ER-001: T-002", "T-001: ER-001; T-002: ER-001"),
    ),
    ("SL206", "a placeholder is another rule's", spec("ER-001", "ER-001: [T-001, T-002]", "T-001: ER-001")),
    (
        "SL206",
        "an unknown task stands for the lacking one",
        spec("ER-001", "ER-001: T-001, T-020", "T-001: ER-001; T-002: ER-001"),
    ),
    ("SL206", "no task implements it", spec(BOTH, "ER-001: T-001; ER-002: T-001", "T-001: ER-001")),
    ("SL207", "one row is missing", spec("ER-001; «ER-002»", "ER-001: T-001", "T-001: ER-001, ER-002")),
    (
        "SL207",
        "four are one finding",
        spec("ER-001; «ER-002»; ER-003; ER-004; ER-005", "ER-001: T-001", "T-001: ER-001 to ER-005"),
    ),
    ("SL207", "a row too many", spec("ER-001", "ER-001: T-001; «ER-002»: T-001", "T-001: ER-001, ER-002")),
    ("SL207", "no table at all", spec(BOTH, "", "T-001: ER-001, ER-002")),
    ("SL207", "no task implements it", spec(BOTH, "ER-001: T-001", "T-001: ER-001")),
    ("SL208", "one id in two tasks", spec("ER-001", "", "T-001: ER-001, «ER-009»; T-002: ER-009")),
    ("SL208", "a mapping cell", spec("ER-001", "ER-001: T-001, «T-020»", "T-001: ER-001")),
    ("SL208", "the other family", spec("ER-001", "", "T-001: ER-001, «US-001»")),
    (
        "SL208",
        "four of the other family are one finding",
        spec("ER-001", "", "T-001: «US-001», US-002, US-003, US-004"),
    ),
    ("SL208", "a missing one in the sequence", spec("ER-001", "ER-001: T-001, T-002", "T-001: ER-001; T-003: ER-001")),
    (
        "SL208",
        "one that only the mapping defines",
        spec("ER-001", "ER-001: T-001; ER-002: T-001", "T-001: ER-001, ER-002"),
    ),
    ("SL208", "prose", spec("ER-001", "", "T-001: ER-001\n  - _Description:_ Wait for «T-044», `x := T-045` is code")),
    ("SL208", "a code span that is an id", spec("ER-001", "", "T-001: ER-001\n  - _Description:_ Wait for `«T-044»`")),
    (
        "SL208",
        "another document's",
        spec("ER-001", "", "T-001: ER-001\n  - _Description:_ As in T-044 of the audit spec. See US-009 in prds/x.md"),
    ),
    (
        "SL208",
        "no ids at all",
        spec("ER-001", "", "T-001: ER-001\n  - _Description:_ US 50 rows, T-1 day, t_44.go, T-shirt, ER-diagram"),
    ),
    ("SL208", "a dependency", spec("ER-001", "", "T-001: ER-001\n  - _Dependencies:_ T-044")),
    ("SL208", "no requirements to hold it against", spec("", "", "T-001: ER-001")),
    ("SL213", "true", spec("ER-001", "ER-001: T-001", "T-001: ER-001", FOOT.format(CLAIM))),
    (
        "SL213",
        "other words",
        spec("ER-001", "", "T-001: ER-001", FOOT.format("*Each requirement has a task, each task a requirement.*")),
    ),
    (
        "SL213",
        "a rule and a comment after it",
        spec("ER-001", "", "T-001: ER-001", FOOT.format(CLAIM) + "\n---\n\n<!-- end -->\n"),
    ),
    ("SL213", "belied", spec(BOTH, "", "T-001: ER-001", FOOT.format(f"«{CLAIM}»"))),
    (
        "SL213",
        "an id that is none",
        spec("ER-001", "", "T-001: ER-001", FOOT.format("«_Traceability verified: ER-001 to ER-007 have tasks._»")),
    ),
    (
        "SL213",
        "honest",
        spec(BOTH, "", "T-001: ER-001", FOOT.format("_Traceability not verified yet: ER-002 has no task._")),
    ),
    ("SL213", "not in italics", spec("ER-001", "", "T-001: ER-001", FOOT.format(f"«{CLAIM.strip('_')}»"))),
    ("SL213", "not last", spec("ER-001", "", "T-001: ER-001", FOOT.format(f"«{CLAIM}»\n\nAnd more."))),
    ("SL213", "a prompt", spec("ER-001", "", "T-001: ER-001", FOOT.format("_Traceability verified: [to be stated]_"))),
]

PRD_DRIVEN = [
    ("SL202", "the PRD numbers stories", stories("US-002: T-001; US-009: T-001", "T-001: US-002, US-009")),
    ("SL203", "a story twice", stories("US-001: T-001; «US-001»: T-001", "T-001: US-001")),
    ("SL204", "a task that does not say so", stories("US-001: T-001; «US-002»: T-001", "T-001: US-001")),
    ("SL204", "a dash is SL210", stories("US-001: T-001; US-002: —", "T-001: US-001")),
    ("SL210", "a dash", stories("US-001: T-001; US-002: «—»", "T-001: US-001")),
    ("SL210", "None alone is no reason", stories("US-001: T-001; US-002: «None»", "T-001: US-001")),
    ("SL210", "nothing at all", stories("US-001: T-001; «US-002»:", "T-001: US-001")),
    ("SL210", "not decided yet", stories("US-001: T-001; US-002: «to be decided in the review»", "T-001: US-001")),
    ("SL210", "a reason in a clause", stories("US-001: T-001; US-002: served by the export", "T-001: US-001")),
    ("SL210", "a prompt", stories("US-001: T-001; US-002: [tasks]", "T-001: US-001")),
    ("SL210", "a task implements it", stories("US-001: T-001; US-002: —", "T-001: US-001, US-002")),
    ("SL210", "a reason", stories("US-001: T-001; US-002: N/A: the export serves it already", "T-001: US-001")),
    ("SL205", "prose", stories("US-001: T-001", "T-001: US-001; T-002: «the wiring»")),
    ("SL206", "a row lacks one", stories("US-001: «T-001»", "T-001: US-001; T-002: US-001")),
    ("SL207", "one table can't disagree with itself", stories("US-001: T-001", "T-001: US-001")),
    ("SL208", "an unmapped story", stories("US-001: T-001", "T-001: US-001, «US-007»")),
]


@pytest.mark.parametrize(("code", "text"), [pytest.param(c, t, id=f"{c} {name}") for c, name, t in ENGINEERING])
def test_an_engineering_spec_is_reported_at_its_marks(judge: Judge, code: str, text: str) -> None:
    judge(code, text)


@pytest.mark.parametrize(("code", "text"), [pytest.param(c, t, id=f"{c} {name}") for c, name, t in PRD_DRIVEN])
def test_a_prd_driven_spec_is_reported_at_its_marks(judge: Judge, code: str, text: str) -> None:
    judge(code, text, "prd-driven")


MESSAGES = [
    ("SL202", spec("ER-001", "", "T-001: ER-001; «T-003»: ER-001"), "task T-003 follows T-001: T-002 is missing", None),
    ("SL202", spec("ER-001", "", "«T-003»: ER-001"), "task T-003 is the first: T-001 to T-002 are missing", None),
    ("SL202", spec("ER-001", "", "T-001: ER-001; «T-000»: ER-001"), "task T-000 stands after T-001", None),
    (
        "SL202",
        spec("ER-001", "", "T-001: ER-001; «T-999999»: ER-001"),
        "task T-999999 follows T-001: T-002 to T-999998 are missing",
        None,
    ),
    (
        "SL206",
        spec(BOTH, "ER-001: «T-002»; ER-002: T-002", "T-001: ER-001; T-002: ER-002"),
        "the mapping of ER-001 lacks T-001, which implements ER-001, and names T-002, which does not",
        None,
    ),
    ("SL208", spec("ER-001", "", "T-001: ER-001, «ER-010»"), "ER-010 is defined nowhere", "ER-001"),
    ("SL208", spec("ER-001", "", "T-001: ER-001, «ER-099»"), "ER-099 is defined nowhere", None),
]


@pytest.mark.parametrize(("code", "text", "message", "meant"), MESSAGES)
def test_a_message_names_the_thing(judge: Judge, code: str, text: str, message: str, meant: str | None) -> None:
    (finding,) = judge(code, text)
    assert finding.message == message
    assert (finding.help or "").startswith("did you mean") == bool(meant)
    assert meant is None or finding.help == f"did you mean {meant}?"


def test_a_missing_id_that_is_cited_is_not_renumbered_away(judge: Judge) -> None:
    (cited,) = judge("SL202", spec("ER-001", "ER-001: T-001, T-002", "T-001: ER-001; «T-003»: ER-001"))
    (quiet,) = judge("SL202", spec("ER-001", "ER-001: T-001, T-003", "T-001: ER-001; «T-003»: ER-001"))
    assert cited.fix is None
    assert [related.message for related in cited.related] == ["`T-002` is cited here"]
    assert quiet.fix is not None
    assert [edit.text for edit in quiet.fix.edits] == ["T-002", "T-002"]


def test_the_closing_line_names_what_belies_it(judge: Judge) -> None:
    text = spec("ER-001; ER-002", "ER-001: T-001; ER-002: T-001", "T-001: ER-001; T-002: no", FOOT.format(f"«{CLAIM}»"))
    (finding,) = judge("SL213", text)
    assert finding.level is None
    assert [related.message for related in finding.related] == [
        "ER-002 is implemented by no task",
        "T-002 implements no requirement",
    ]


@pytest.mark.parametrize("line", [f"«{CLAIM.strip('_')}»", f"«{CLAIM}»\n\nMore."])
def test_wording_and_place_of_the_closing_line_are_a_lower_level(judge: Judge, line: str) -> None:
    (finding,) = judge("SL213", spec("ER-001", "", "T-001: ER-001", FOOT.format(line)))
    assert finding.level == "wording"


def test_a_mapping_that_was_not_kept_up_is_one_finding(judge: Callable[..., list[Finding]]) -> None:
    numbers = range(1, 6)
    rows = "".join(f"| ER-00{n} | a | b | must |\n" for n in numbers)
    # Each row names the next requirement's task; the first one's cell is marked.
    mapping = "".join(
        f"| ER-00{n} | {'«' if n == 1 else ''}T-00{n % 5 + 1}{'»' if n == 1 else ''} |\n" for n in numbers
    )
    tasks = "".join(f"- **T-00{n}:** a\n  - _Implements:_ ER-00{n}\n" for n in numbers)
    (found,) = judge(
        "SL206",
        "# Tech Spec: A\n\n## 1. Overview\n\n### Requirement Mapping\n\n"
        "#### Engineering-initiated: Motivation & Requirements\n\n"
        f"| Req ID | Requirement | Success Criteria | Priority |\n|---|---|---|---|\n{rows}\n"
        f"**Requirement-to-Task Mapping:**\n\n| Req ID | Implementing Tasks |\n|---|---|\n{mapping}\n"
        f"## 6. Implementation Tasks\n\n{tasks}",
    )
    assert found.message == (
        "the mapping of ER-001 lacks T-001, which implements ER-001, and names T-002, which does not; "
        "4 more rows disagree with the tasks"
    )
    assert [one.message.split(" lacks")[0] for one in found.related] == [
        f"the mapping of ER-00{n}" for n in range(2, 6)
    ]
