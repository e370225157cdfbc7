from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from speclint.diagnostics import Diagnostic, Edit, Fix, Related, Safety, Severity
from speclint.engine.results import RunResult
from speclint.errors import SpeclintError
from speclint.report.render import FORMATS, render
from speclint.source import Source, Span

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = ROOT / "fixtures" / "reports"
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


SPEC = """# Tech Spec: Session tokens

| ID | Requirement |
|---|---|
| ER-001 | Tokens expire, 100% of them |
| ER-002 | 令牌\tcached |

- [ ] **T-001:** Create the table
- **Depends on:** T-002
- **Implements:** ER-009

- [ ] **T-002:** Fill the table

```sql
-- +goose Up
CREATE TABLE tokens (id int);
```
"""
PRD = "# PRD\n\n- **US-001:** As a user, I sign in\n"


def _span(source: Source, text: str) -> Span:
    start = source.text.index(text)
    return Span(start, start + len(text))


@pytest.fixture
def run() -> RunResult:
    """A run with one diagnostic of every shape: both kinds of fix, places here and elsewhere, many lines, no width."""
    path = "tech-specs/100%, a:b/tökens.md"
    spec, prd = Source(SPEC, path), Source(PRD, "../prds/sign in.md")
    fence = spec.text.index("```sql")
    diagnostics = [
        Diagnostic(
            "SL201",
            "unmapped-requirement",
            Severity.ERROR,
            path,
            _span(spec, "ER-002"),
            "requirement ER-002 is implemented by no task",
            help="name ER-002 in a task's Implements field:\n- **Implements:** ER-002",
            related=(Related(_span(prd, "US-001"), "the story that it stands for", "../prds/sign in.md"),),
        ),
        Diagnostic(
            "SL208",
            "forward-dependency",
            Severity.ERROR,
            path,
            Span(spec.text.index("T-002\n"), spec.text.index("T-002\n") + 5),
            "task T-001 depends on T-002, which comes later",
            related=(
                Related(_span(spec, "T-001"), "T-001 stands here"),
                Related(_span(spec, "T-002:"), "T-002 stands here"),
            ),
        ),
        Diagnostic(
            "SL203",
            "unknown-id",
            Severity.WARNING,
            path,
            _span(spec, "ER-009"),
            "no requirement is called ER-009",
            help="name one that stands, such as ER-001",
            fix=Fix("take ER-009 away", Safety.UNSAFE, (Edit(_span(spec, " ER-009"), ""),)),
        ),
        Diagnostic(
            "SL402",
            "missing-down",
            Severity.WARNING,
            path,
            Span(fence, len(spec.text) - 1),
            "the migration has no Down section",
            help="insert an empty Down section",
            fix=Fix(
                "insert an empty Down section",
                Safety.SAFE,
                (Edit(Span(len(spec.text) - 4, len(spec.text) - 4), "-- +goose Down\n"),),
            ),
        ),
        Diagnostic(
            "SL109",
            "missing-section",
            Severity.INFO,
            path,
            Span(len(spec.text), len(spec.text)),
            "the section Risks is missing",
        ),
    ]
    return RunResult(
        diagnostics=tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.order)),
        sources={path: spec, "../prds/sign in.md": prd},
        notes=(),
        files=2,
    )


def _hold(name: str, text: str) -> None:
    """Compare with a golden; `make golden` writes it anew."""
    golden = GOLDENS / name
    if os.environ.get("SPECLINT_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_report_is_as_its_golden(run: RunResult, output_format: str) -> None:
    text = render(run, output_format, severity=Severity.INFO)
    if output_format == "sarif":
        text = re.sub(r'("name": "speclint",\s+"version": )"[^"]+"', r'\1"0.0.0"', text)
        text = _without_rule_texts(text)
    _hold(f"every-shape.{output_format}", text)


def _without_rule_texts(text: str) -> str:
    """Leave the rules' own words out, which change with the rules and not with the format."""
    log = json.loads(text)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        for key in set(rule) - {"id"}:
            del rule[key]
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def test_colours_change_no_word(run: RunResult) -> None:
    colored = render(run, "text", color=True)
    assert "\x1b[1;31merror[SL201]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(run, "text")


def test_the_json_report_keeps_its_contract(run: RunResult) -> None:
    report = json.loads(render(run, "json", severity=Severity.ERROR))
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(report)) == []
    assert [diagnostic["severity"] for diagnostic in report["diagnostics"]].count("info") == 1
    assert report["summary"] == {"files": 2, "errors": 2, "warnings": 2, "infos": 1}


@pytest.mark.parametrize(
    "where", ["", "diagnostics/0", "diagnostics/0/related/0", "diagnostics/2/fix", "diagnostics/2/fix/edits/0"]
)
def test_the_contract_allows_nothing_more(run: RunResult, where: str) -> None:
    report = json.loads(render(run, "json"))
    place = report
    for key in filter(None, where.split("/")):
        place = place[int(key) if key.isdigit() else key]
    place["more"] = 1
    assert not Draft202012Validator(SCHEMA).is_valid(report)


@pytest.mark.parametrize(
    ("severity", "codes"),
    [
        (Severity.ERROR, ["SL201", "SL208"]),
        (Severity.WARNING, ["SL201", "SL208", "SL203", "SL402"]),
        (Severity.INFO, ["SL201", "SL208", "SL203", "SL402", "SL109"]),
    ],
)
def test_severity_says_what_is_shown(run: RunResult, severity: Severity, codes: list[str]) -> None:
    text, github = render(run, "text", severity=severity), render(run, "github", severity=severity)
    assert re.findall(r"^\w+\[(SL\d+)\]", text, re.MULTILINE) == codes
    assert re.findall(r"title=(SL\d+)", github) == codes


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_lone_surrogate_can_be_written(run: RunResult, output_format: str) -> None:
    for path, source in run.sources.items():
        source.text = source.text.replace("令牌", "\udcff\ufffd")
        assert path
    render(run, output_format).encode()


def test_an_unknown_format_is_wrong_use(run: RunResult) -> None:
    with pytest.raises(SpeclintError, match="no report format is called `yaml`"):
        render(run, "yaml")
