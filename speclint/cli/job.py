"""What one run of `speclint check` is asked to do, and its report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.cli.streams import emit, say, wants_color
from speclint.diagnostics import Severity
from speclint.records import NamedTuple
from speclint.report.counts import summary
from speclint.report.excerpt import shown
from speclint.report.render import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.config import Settings
    from speclint.engine.results import FixResult, RunResult


class Job(NamedTuple):
    """What one run of the command is asked to do."""

    paths: tuple[str, ...]
    settings: Settings
    spec_type: str | None
    stdin: tuple[str, bytes] | None
    output_format: str
    severity: Severity

    def check(self) -> RunResult:
        """Lint, and write nothing."""
        from speclint.engine.run import check  # not needed for --help

        return check(self.paths, self.settings, cwd=Path.cwd(), spec_type=self.spec_type, stdin=self.stdin)

    def fix(self, *, unsafe: bool, write: bool, explain: bool) -> FixResult:
        """Mend, and lint what it makes; `write` the files or not, `explain` what is not mended or not."""
        from speclint.engine.run import fix  # only --fix and --diff need it

        return fix(
            self.paths,
            self.settings,
            cwd=Path.cwd(),
            unsafe=unsafe,
            write=write,
            explain=explain,
            spec_type=self.spec_type,
            stdin=self.stdin,
        )


def check_plainly(paths: Sequence[str]) -> int:
    """Check paths as `speclint check` does without options, and return the exit status."""
    from speclint.config import load  # as late as `speclint check` itself does

    settings = load(Path.cwd())
    job = Job(tuple(paths), settings, None, None, "text", least_shown(settings.fail_on))
    run = job.check()
    report(job, run)
    return exit_status(run, settings.fail_on)


def least_shown(threshold: Severity) -> Severity:
    """Return the least severity to show unless one is asked for: what makes the run fail is always shown."""
    return max(Severity.WARNING, threshold, key=lambda level: level.rank)


def exit_status(run: RunResult, threshold: Severity) -> int:
    """Return 1 where a finding reaches the threshold, else 0."""
    return int(any(diagnostic.severity.reaches(threshold) for diagnostic in run.diagnostics))


def report(job: Job, run: RunResult, *, fixed: int = 0, aside: bool = False) -> None:
    """Print the report; `aside` sends it to standard error, because standard output carries a mended text."""
    stream = sys.stderr if aside else sys.stdout
    if job.output_format in ("text", "github"):
        for note in run.notes:
            say(shown(f"note: {note.path}: {note.message}" if note.path else f"note: {note.message}"))
    text = render(run, job.output_format, color=wants_color(stream), severity=job.severity, fixed=fixed)
    emit(text, stream)
    if job.output_format == "github":
        say(summary(run, severity=job.severity, fixed=fixed))
