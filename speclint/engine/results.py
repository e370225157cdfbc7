"""What a run returns."""

from collections.abc import Mapping

from speclint.diagnostics import Diagnostic
from speclint.records import NamedTuple
from speclint.source import Source


class Note(NamedTuple):
    """Something worth saying that is no finding.

    Args:
        path: The file or folder, as it is reported, or None.
        message: One lower-case clause.
    """

    path: str | None
    message: str


class RunResult(NamedTuple):
    """What a run found.

    Args:
        diagnostics: Of the named files only, in order; paths are relative to the working directory.
        sources: Every file that a diagnostic or a related place names, by its reported path.
        notes: What is no finding, in order.
        files: How many specs were linted; a file that was passed over doesn't count.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    notes: tuple[Note, ...]
    files: int


class Changed(NamedTuple):
    """A file that fixes changed.

    Args:
        path: Its reported path.
        before: Its text before.
        after: Its text after.
    """

    path: str
    before: str
    after: str


class Refusal(NamedTuple):
    """A fix that was not applied though it was asked for.

    Args:
        path: The reported path of its file.
        line: The line of the finding in the mended text, from 1, or 0 where it is about the whole file.
        reason: One clause that names the finding and what stands against its fix.
    """

    path: str
    line: int
    reason: str


class FixResult(NamedTuple):
    """What fixing did.

    Args:
        run: What is found after the fixes.
        changed: The files that changed, in order.
        applied: How many fixes were applied.
        dropped: How many were not, since they would have added a finding.
        refusals: The dropped ones with the reasons, in order; only where they were asked for.
    """

    run: RunResult
    changed: tuple[Changed, ...]
    applied: int
    dropped: int
    refusals: tuple[Refusal, ...] = ()
