"""How much a run found, in numbers and in words."""

from typing import TYPE_CHECKING

from speclint.diagnostics import Safety, Severity
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from speclint.engine.results import RunResult


class Counts(NamedTuple):
    """The numbers of a report's summary; `safe` and `unsafe` are findings that have a fix of that kind."""

    files: int
    errors: int
    warnings: int
    infos: int
    safe: int
    unsafe: int


def count(run: "RunResult") -> Counts:
    """Count a run's diagnostics, whether a report shows them or not."""
    severities = [diagnostic.severity for diagnostic in run.diagnostics]
    safeties = [diagnostic.fix.safety for diagnostic in run.diagnostics if diagnostic.fix]
    return Counts(
        run.files,
        severities.count(Severity.ERROR),
        severities.count(Severity.WARNING),
        severities.count(Severity.INFO),
        safeties.count(Safety.SAFE),
        safeties.count(Safety.UNSAFE),
    )


def summary(run: "RunResult", *, severity: Severity = Severity.INFO, fixed: int = 0) -> str:
    """Return the closing line of a report.

    Args:
        run: What was found.
        severity: The least severity that the report shows; what it hides is said to be hidden.
        fixed: How many findings a fix took away before this run.

    Returns:
        One line without a line end.
    """
    counts = count(run)
    found = [
        plural(number, word) + ("" if level.reaches(severity) else " (not shown)")
        for number, word, level in (
            (counts.errors, "error", Severity.ERROR),
            (counts.warnings, "warning", Severity.WARNING),
            (counts.infos, "info", Severity.INFO),
        )
        if number
    ]
    line = f"{plural(counts.files, 'spec')} checked: "
    if fixed:
        line += f"{fixed} fixed, " + (", ".join(found) + " left" if found else "nothing left")
    else:
        line += ", ".join(found) or "nothing found"
    return line + _fixable(counts)


def plural(number: int, word: str) -> str:
    """Return the number with its word, in the plural where there is not just one."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _fixable(counts: Counts) -> str:
    if counts.safe and counts.unsafe:
        return f"; {counts.safe} fixable with --fix, {counts.unsafe} more with --fix --unsafe-fixes"
    if counts.safe:
        return f"; {counts.safe} fixable with --fix"
    if counts.unsafe:
        return f"; {counts.unsafe} fixable with --fix --unsafe-fixes"
    return ""
