from __future__ import annotations

import pytest

from speclint.diagnostics import Diagnostic, Edit, Fix, Safety, Severity
from speclint.engine.results import RunResult
from speclint.report.counts import summary
from speclint.source import Span


def _run(letters: str, files: int) -> RunResult:
    """Make a run of one diagnostic a letter: e, w, i; upper case has a safe fix, `!` before it an unsafe one."""
    made = []
    unsafe = False
    for letter in letters:
        if letter == "!":
            unsafe = True
            continue
        safety = Safety.UNSAFE if unsafe else Safety.SAFE if letter.isupper() else None
        fix = Fix("mend it", safety, (Edit(Span(0, 0), "x"),)) if safety else None
        severity = {"e": Severity.ERROR, "w": Severity.WARNING, "i": Severity.INFO}[letter.lower()]
        made.append(Diagnostic("SL101", "x", severity, "a.md", Span(0, 0), "m", fix=fix))
        unsafe = False
    return RunResult(diagnostics=tuple(made), sources={}, notes=(), files=files)


@pytest.mark.parametrize(
    ("letters", "files", "severity", "fixed", "line"),
    [
        ("", 0, "warning", 0, "0 specs checked: nothing found"),
        ("", 1, "warning", 0, "1 spec checked: nothing found"),
        ("e", 1, "warning", 0, "1 spec checked: 1 error"),
        ("eewi", 2, "info", 0, "2 specs checked: 2 errors, 1 warning, 1 info"),
        ("eewii", 2, "warning", 0, "2 specs checked: 2 errors, 1 warning, 2 infos (not shown)"),
        ("ew", 2, "error", 0, "2 specs checked: 1 error, 1 warning (not shown)"),
        ("EW", 1, "info", 0, "1 spec checked: 1 error, 1 warning; 2 fixable with --fix"),
        (
            "!EW",
            1,
            "info",
            0,
            "1 spec checked: 1 error, 1 warning; 1 fixable with --fix, 1 more with --fix --unsafe-fixes",
        ),
        ("!E", 1, "info", 0, "1 spec checked: 1 error; 1 fixable with --fix --unsafe-fixes"),
        ("", 1, "info", 3, "1 spec checked: 3 fixed, nothing left"),
        ("ee", 1, "info", 3, "1 spec checked: 3 fixed, 2 errors left"),
    ],
)
def test_the_summary(letters: str, files: int, severity: str, fixed: int, line: str) -> None:
    assert summary(_run(letters, files), severity=Severity(severity), fixed=fixed) == line
