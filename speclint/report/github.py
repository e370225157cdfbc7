"""The report as GitHub Actions workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Diagnostic, Severity
from speclint.source import Source

if TYPE_CHECKING:
    from speclint.engine.results import RunResult

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_NOTHING = Source("")


def render_github(run: RunResult, *, severity: Severity = Severity.WARNING) -> str:
    """Write one workflow command a diagnostic that reaches the severity; nothing for a clean run."""
    shown = [diagnostic for diagnostic in run.diagnostics if diagnostic.severity.reaches(severity)]
    return "".join(_command(diagnostic, run) + "\n" for diagnostic in shown)


def _command(diagnostic: Diagnostic, run: RunResult) -> str:
    source = run.sources.get(diagnostic.path, _NOTHING)
    start, end = source.position(diagnostic.span.start), source.position(diagnostic.span.end)
    properties = {"file": diagnostic.path, "line": str(start.line)}
    # The checks API takes columns only where the first line is also the last.
    if start.line == end.line:
        properties |= {"col": str(start.column), "endLine": str(end.line), "endColumn": str(end.column)}
    else:
        properties["endLine"] = str(end.line)
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    message = diagnostic.message + (f"\n{diagnostic.help}" if diagnostic.help else "")
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(message)}"


def _data(text: str) -> str:
    """Escape a message as the runner's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
