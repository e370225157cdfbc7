"""What `fix` and `check --fix` do: mend and report what is left, or show the difference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from speclint.cli.job import report
from speclint.cli.streams import emit, emit_bytes, say, wants_color
from speclint.report.counts import plural
from speclint.report.excerpt import shown

if TYPE_CHECKING:
    from speclint.cli.job import Job
    from speclint.engine.results import FixResult, RunResult


def mend(job: Job, *, unsafe: bool, verbose: bool) -> RunResult:
    """Write the mended files, or the mended standard input, and report what is left."""
    result = job.fix(unsafe=unsafe, write=True, explain=verbose)
    if job.stdin:
        from speclint.source import Source  # the engine has it already

        name, data = job.stdin
        after = next((change.after for change in result.changed), None)
        emit_bytes(data if after is None else Source.from_bytes(data, name).to_bytes(after))
    _say_refusals(result)
    report(job, result.run, fixed=result.applied, aside=job.stdin is not None)
    return result.run


def show_diff(job: Job, *, unsafe: bool, verbose: bool) -> RunResult:
    """Print the diff and hand back the run over the texts as they stand, for they are what is judged."""
    from speclint.cli.diff import unified_diff  # only --diff needs it

    result = job.fix(unsafe=unsafe, write=False, explain=verbose)
    color = wants_color(sys.stdout)
    emit("".join(unified_diff(change.path, change.before, change.after, color=color) for change in result.changed))
    _say_refusals(result)
    say(f"would fix {plural(result.applied, 'finding')} in {plural(len(result.changed), 'file')}; nothing was written")
    return job.check()


def _say_refusals(result: FixResult) -> None:
    for one in result.refusals:
        say(shown(f"not fixed: {one.path}{f':{one.line}' if one.line else ''}: {one.reason}"))
