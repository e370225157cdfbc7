"""The report for people: each finding with its source line, a caret, other places and help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from speclint.diagnostics import Diagnostic, Safety, Severity
from speclint.records import NamedTuple
from speclint.report.counts import summary
from speclint.report.excerpt import Excerpt, excerpt, shown
from speclint.report.paint import Paint
from speclint.source import Source, Span

if TYPE_CHECKING:
    from speclint.engine.results import RunResult

_NOTHING = Source("")


class _Mark(NamedTuple):
    """A place to show: the finding's own (`label` is None) or one that it names."""

    excerpt: Excerpt
    column: int
    label: str | None


def render_text(run: RunResult, *, color: bool = False, severity: Severity = Severity.WARNING, fixed: int = 0) -> str:
    """Write a run for a terminal or a log.

    Args:
        run: What was found.
        color: Whether to use colours.
        severity: The least severity to show.
        fixed: How many findings were mended before.

    Returns:
        Lines that end in a line feed; the last one is the summary.
    """
    paint = Paint(color)
    blocks = [
        "\n".join(_diagnostic(diagnostic, run, paint)) + "\n\n"
        for diagnostic in run.diagnostics
        if diagnostic.severity.reaches(severity)
    ]
    return "".join(blocks) + paint.bold(summary(run, severity=severity, fixed=fixed)) + "\n"


def _diagnostic(diagnostic: Diagnostic, run: RunResult, paint: Paint) -> Iterator[str]:
    own = _mark(run, diagnostic.path, diagnostic.span, None)
    here = [own]
    elsewhere: dict[str, list[_Mark]] = {}
    for related in diagnostic.related:
        path = related.path or diagnostic.path
        mark = _mark(run, path, related.span, related.message)
        (here if path == diagnostic.path else elsewhere.setdefault(path, [])).append(mark)
    margin = len(str(max(mark.excerpt.line for mark in (*here, *(m for marks in elsewhere.values() for m in marks)))))

    head = paint.severity(diagnostic.severity, f"{diagnostic.severity}[{diagnostic.code}]")
    yield f"{head}{paint.bold(': ' + shown(diagnostic.message))}"
    yield " " * margin + paint.frame("--> ") + shown(f"{diagnostic.path}:{own.excerpt.line}:{own.column}")
    yield from _snippet(here, margin, diagnostic.severity, paint)
    for path, marks in elsewhere.items():
        yield " " * margin + paint.frame("::: ") + shown(f"{path}:{marks[0].excerpt.line}:{marks[0].column}")
        yield from _snippet(marks, margin, diagnostic.severity, paint)
    yield from _advice(diagnostic, margin, paint)


def _mark(run: RunResult, path: str, span: Span, label: str | None) -> _Mark:
    source = run.sources.get(path, _NOTHING)
    return _Mark(excerpt(source, span), source.position(span.start).column, label)


def _snippet(marks: Iterable[_Mark], margin: int, severity: Severity, paint: Paint) -> Iterator[str]:
    bar = paint.frame("|")
    yield " " * margin + " " + bar
    previous: Excerpt | None = None
    for mark in sorted(marks, key=lambda mark: (mark.excerpt.line, mark.label is not None, mark.column)):
        here = mark.excerpt
        if previous is None or previous[:2] != here[:2]:
            if previous is not None and here.line > previous.line + 1:
                yield paint.frame("." * max(margin, 3))
            yield paint.frame(f"{here.line:>{margin}} |") + (f" {here.text}" if here.text else "")
        under = " " * here.indent
        if mark.label is None:
            yield f"{' ' * margin} {bar} {under}{paint.severity(severity, '^' * here.length)}"
        else:
            yield f"{' ' * margin} {bar} {under}{paint.hint('-' * here.length + ' ' + shown(mark.label))}"
        previous = here
    yield " " * margin + " " + bar


def _advice(diagnostic: Diagnostic, margin: int, paint: Paint) -> Iterator[str]:
    lead = f"{' ' * margin} {paint.frame('=')} "
    if diagnostic.help and not (diagnostic.fix and diagnostic.fix.title == diagnostic.help):
        first, *rest = diagnostic.help.splitlines()
        yield f"{lead}{paint.hint('help:')} {shown(first)}"
        yield from (f"{' ' * margin}         {shown(line)}" for line in rest)
    if diagnostic.fix:
        options = "--fix" if diagnostic.fix.safety is Safety.SAFE else "--fix --unsafe-fixes"
        yield f"{lead}{paint.hint('fix:')} {shown(diagnostic.fix.title)} ({options})"
