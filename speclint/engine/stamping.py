"""Make diagnostics of findings: rule, severity, path, and a check that every place exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Diagnostic, Severity
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.config import Settings
    from speclint.diagnostics import Finding
    from speclint.rules import Rule

INTERNAL_ERROR = "SL000"


def stamp(
    finding: Finding, rule: Rule, settings: Settings, path: str, length: int, spec_type: str | None, status: str | None
) -> Diagnostic:
    """Return the diagnostic that a rule's finding makes.

    Args:
        finding: What the check yielded.
        rule: The rule it was run for.
        settings: The settings.
        path: The file.
        length: The length of the file's text.
        spec_type: The spec's type, or None.
        status: The spec's status, or None.

    Raises:
        ValueError: The finding, or an edit of its fix, lies outside the file.
    """
    edits = finding.fix.edits if finding.fix else ()
    for span in (finding.span, *(edit.span for edit in edits)):
        if not 0 <= span.start <= span.end <= length:
            raise ValueError(f"{rule.code} yielded a place outside the file")
    severity = settings.severity(rule, spec_type, status, finding.level)
    return Diagnostic(
        rule.code, rule.name, severity, path, finding.span, finding.message, finding.help, finding.related, finding.fix
    )


def internal_error(path: str, rule: Rule | None, error: Exception) -> Diagnostic:
    """Return the diagnostic that stands for a check, or the reader if the rule is None, that raised."""
    what = f"rule {rule.code} {rule.name}" if rule else "reading the file"
    return Diagnostic(
        INTERNAL_ERROR,
        "internal-error",
        Severity.ERROR,
        path,
        Span(0, 0),
        f"{what} failed with {type(error).__name__}",
        "report this as a fault of speclint; the other rules ran",
    )


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort diagnostics by path, place and code, and drop those that say the same of the same place.

    What one rule says of one place keeps the check's own order: missing sections stand as in the template.
    """
    found: dict[tuple[str, int, int, str, str], Diagnostic] = {}
    for diagnostic in diagnostics:
        found.setdefault((*diagnostic.order, diagnostic.message), diagnostic)
    return tuple(sorted(found.values(), key=lambda one: one.order))
