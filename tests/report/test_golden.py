from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from speclint.diagnostics import Severity
from speclint.errors import SpeclintError
from speclint.report.render import FORMATS, render

ROOT = Path(__file__).resolve().parents[2]
GOLDENS = ROOT / "fixtures" / "reports"
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))


def _hold(name: str, text: str) -> None:
    """Compare with a golden; `make golden` writes it anew."""
    golden = GOLDENS / name
    if os.environ.get("SPECLINT_GOLDEN"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_report_is_as_its_golden(run: Any, output_format: str) -> None:
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


def test_colours_change_no_word(run: Any) -> None:
    colored = render(run, "text", color=True)
    assert "\x1b[1;31merror[SL201]\x1b[0m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == render(run, "text")


def test_the_json_report_keeps_its_contract(run: Any) -> None:
    report = json.loads(render(run, "json", severity=Severity.ERROR))
    Draft202012Validator.check_schema(SCHEMA)
    assert list(Draft202012Validator(SCHEMA).iter_errors(report)) == []
    assert [diagnostic["severity"] for diagnostic in report["diagnostics"]].count("info") == 1
    assert report["summary"] == {"files": 2, "errors": 2, "warnings": 2, "infos": 1}


@pytest.mark.parametrize(
    "where", ["", "diagnostics/0", "diagnostics/0/related/0", "diagnostics/2/fix", "diagnostics/2/fix/edits/0"]
)
def test_the_contract_allows_nothing_more(run: Any, where: str) -> None:
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
def test_severity_says_what_is_shown(run: Any, severity: Severity, codes: list[str]) -> None:
    text, github = render(run, "text", severity=severity), render(run, "github", severity=severity)
    assert re.findall(r"^\w+\[(SL\d+)\]", text, re.MULTILINE) == codes
    assert re.findall(r"title=(SL\d+)", github) == codes


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_lone_surrogate_can_be_written(run: Any, output_format: str) -> None:
    for path, source in run.sources.items():
        source.text = source.text.replace("令牌", "\udcff\ufffd")
        assert path
    render(run, output_format).encode()


def test_an_unknown_format_is_wrong_use(run: Any) -> None:
    with pytest.raises(SpeclintError, match="no report format is called `yaml`"):
        render(run, "yaml")
