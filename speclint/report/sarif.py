"""The report as SARIF 2.1.0 (OASIS), for code scanning services."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from speclint.diagnostics import Diagnostic, Fix, Severity
from speclint.source import Source, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.engine.results import RunResult
    from speclint.rules import Rule

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_NOTHING = Source("")


def render_sarif(run: RunResult) -> str:
    """Write every diagnostic, with the rules that it names and their pages as help."""
    from importlib.metadata import version  # 40 ms that no other format needs

    from speclint.rules import catalogue  # the index, likewise

    codes = sorted({diagnostic.code for diagnostic in run.diagnostics})
    known = catalogue()
    index = {code: place for place, code in enumerate(codes)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "speclint",
                        "version": version("speclint"),
                        "rules": [_rule(known[code]) if code in known else {"id": code} for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(diagnostic, index[diagnostic.code], run) for diagnostic in run.diagnostics],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    from speclint.report.page import page_text  # only reported rules' pages are read

    page = page_text(rule)
    entry: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity_of(None, None, None)]},
    }
    if page:
        entry["help"] = {"text": page, "markdown": page}
    return entry


def _result(diagnostic: Diagnostic, rule_index: int, run: RunResult) -> dict[str, Any]:
    text = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [_location(diagnostic.path, diagnostic.span, run.sources)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                **_location(related.path or diagnostic.path, related.span, run.sources),
                "message": {"text": related.message},
            }
            for number, related in enumerate(diagnostic.related, 1)
        ]
    if diagnostic.fix:
        result["fixes"] = [_fix(diagnostic.fix, diagnostic.path, run.sources)]
    return result


def _location(path: str, span: Span, sources: Mapping[str, Source]) -> dict[str, Any]:
    region = _region(sources.get(path, _NOTHING), span)
    return {"physicalLocation": {"artifactLocation": {"uri": quote(path, errors="surrogateescape")}, "region": region}}


def _fix(fix: Fix, path: str, sources: Mapping[str, Source]) -> dict[str, Any]:
    source = sources.get(path, _NOTHING)
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}}
        for edit in sorted(fix.edits, key=lambda edit: edit.span)
    ]
    return {
        "description": {"text": f"{fix.title} ({fix.safety})"},
        "artifactChanges": [
            {"artifactLocation": {"uri": quote(path, errors="surrogateescape")}, "replacements": replacements}
        ],
    }


def _region(source: Source, span: Span) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
