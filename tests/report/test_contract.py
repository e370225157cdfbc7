"""Real findings in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from speclint.api import RunResult, Settings, check
from speclint.diagnostics import Severity
from speclint.report.render import render
from speclint.source import Source

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_text(encoding="utf-8"))
GOOD = ROOT / "fixtures" / "specs" / "engineering" / "good" / "delivery-receipts.md"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> RunResult:
    """A run over one spec, each time with one of its lines gone: many faults of many kinds."""
    folder = tmp_path_factory.mktemp("repository")
    lines = GOOD.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in range(0, len(lines), 9):
        text = "".join(lines[:number] + lines[number + 1 :])
        (folder / f"without-{number}.md").write_text(text, encoding="utf-8")
    (folder / "crlf.md").write_bytes("".join(lines[3:]).replace("\n", "\r\n").encode())
    (folder / "bytes.md").write_bytes(b"# Tech Spec: \xff\n")
    return check(["."], Settings.defaults(str(folder)), cwd=folder)


def test_the_json_report_keeps_its_contract(broken: RunResult) -> None:
    report = json.loads(render(broken, "json"))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(report)] == []
    assert {"SL001", "SL101", "SL109"} <= {diagnostic["code"] for diagnostic in report["diagnostics"]}
    assert report["summary"]["errors"] == sum(one.severity is Severity.ERROR for one in broken.diagnostics)


def test_every_place_is_one_of_its_file(broken: RunResult) -> None:
    def inside(source: Source, line: int, column: int) -> bool:
        return line <= len(source.line_spans) and column <= len(source[source.line_spans[line - 1]]) + 1

    wrong: list[Any] = []
    for diagnostic in json.loads(render(broken, "json"))["diagnostics"]:
        source = broken.sources[diagnostic["path"]]
        places = [(diagnostic["line"], diagnostic["column"]), (diagnostic["end_line"], diagnostic["end_column"])]
        assert places == sorted(places)
        for edit in (diagnostic["fix"] or {"edits": []})["edits"]:
            places += [(edit[end]["line"], edit[end]["column"]) for end in ("start", "end")]
        wrong += [(diagnostic, place) for place in places if not inside(source, *place)]
        for related in diagnostic["related"]:
            if not inside(broken.sources[related["path"]], related["line"], related["column"]):
                wrong.append((diagnostic, related))
    assert wrong == []


def test_applying_the_edits_of_the_json_report_gives_what_the_fix_gives(broken: RunResult) -> None:
    for diagnostic, entry in zip(broken.diagnostics, json.loads(render(broken, "json"))["diagnostics"], strict=True):
        if diagnostic.fix is None:
            continue
        text = broken.sources[diagnostic.path].text
        for edit in sorted(diagnostic.fix.edits, key=lambda edit: edit.span, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert _spliced(broken.sources[diagnostic.path], entry["fix"]["edits"]) == text


def _spliced(source: Source, edits: list[dict[str, Any]]) -> str:
    """Apply edits as a reader of the report would, who knows lines and columns only."""
    text = source.text
    for edit in reversed(edits):
        start, end = (source.line_starts[edit[at]["line"] - 1] + edit[at]["column"] - 1 for at in ("start", "end"))
        text = text[:start] + edit["text"] + text[end:]
    return text


def test_every_format_tells_of_every_finding(broken: RunResult) -> None:
    codes = [diagnostic.code for diagnostic in broken.diagnostics]
    results = json.loads(render(broken, "sarif"))["runs"][0]
    rules = results["tool"]["driver"]["rules"]
    assert [result["ruleId"] for result in results["results"]] == codes
    assert [rules[result["ruleIndex"]]["id"] for result in results["results"]] == codes
    assert [rule["id"] for rule in rules if not rule["help"]["text"].startswith(f"# {rule['id']} ")] == []
    text = render(broken, "text", severity=Severity.INFO)
    github = render(broken, "github", severity=Severity.INFO)
    assert [
        line.split("[")[1][:5] for line in text.splitlines() if line.startswith(("error[", "warning[", "info["))
    ] == codes
    assert [line.split("title=")[1][:5] for line in github.splitlines()] == codes
    assert max(map(len, text.splitlines())) < 400
