"""The choice of a report's format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Severity
from speclint.errors import SpeclintError

if TYPE_CHECKING:
    from speclint.engine.results import RunResult

FORMATS = ("text", "json", "github", "sarif")


def render(
    run: RunResult,
    output_format: str = "text",
    *,
    color: bool = False,
    severity: Severity = Severity.WARNING,
    fixed: int = 0,
) -> str:
    """Write what a run found.

    Args:
        run: What was found.
        output_format: One of `FORMATS`; json and sarif hold every diagnostic, whatever the severity asked for.
        color: Whether to use colours (text only).
        severity: The least severity to show (text and github).
        fixed: How many findings were mended before (text only).

    Returns:
        The report; the same run gives the same text.

    Raises:
        SpeclintError: No such format.
    """
    # Each format is imported by itself: the text report needs neither json nor urllib.
    match output_format:
        case "text":
            from speclint.report.text import render_text

            return render_text(run, color=color, severity=severity, fixed=fixed)
        case "json":
            from speclint.report.json_report import render_json

            return render_json(run)
        case "github":
            from speclint.report.github import render_github

            return render_github(run, severity=severity)
        case "sarif":
            from speclint.report.sarif import render_sarif

            return render_sarif(run)
    raise SpeclintError(f"no report format is called `{output_format}`", f"use one of {', '.join(FORMATS)}")
