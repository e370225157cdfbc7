"""The report for programs: the contract of schemas/report.schema.json."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.report.counts import count
from speclint.source import Source, Span

if TYPE_CHECKING:
    from speclint.diagnostics import Diagnostic, Fix
    from speclint.engine.results import RunResult

VERSION = 1
_NOTHING = Source("")


def render_json(run: RunResult) -> str:
    """Write every diagnostic, infos included, as one JSON object."""
    counts = count(run)
    report = {
        "version": VERSION,
        "diagnostics": [_diagnostic(diagnostic, run) for diagnostic in run.diagnostics],
        "summary": {"files": counts.files, "errors": counts.errors, "warnings": counts.warnings, "infos": counts.infos},
    }
    return json.dumps(report, ensure_ascii=False, indent=2).encode("utf-8", "replace").decode() + "\n"


def _diagnostic(diagnostic: Diagnostic, run: RunResult) -> dict[str, Any]:
    source = run.sources.get(diagnostic.path, _NOTHING)
    start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": str(diagnostic.severity),
        "path": diagnostic.path,
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "related": [
            {"path": path, **_place(run.sources.get(path, _NOTHING), related.span.start), "message": related.message}
            for related in diagnostic.related
            for path in (related.path or diagnostic.path,)
        ],
        "fix": _fix(diagnostic.fix, source) if diagnostic.fix else None,
    }


def _fix(fix: Fix, source: Source) -> dict[str, Any]:
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    return {
        "safety": str(fix.safety),
        "title": fix.title,
        "edits": [{**_range(source, edit.span), "text": edit.text} for edit in edits],
    }


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _place(source, span.start), "end": _place(source, span.end)}


def _place(source: Source, offset: int) -> dict[str, int]:
    line, column = source.position(offset)
    return {"line": line, "column": column}
