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


class FixResult(NamedTuple):
    """What fixing did.

    Args:
        run: What is found after the fixes.
        changed: The files that changed, in order.
        applied: How many fixes were applied.
        dropped: How many were not, since they would have added a finding.
    """

    run: RunResult
    changed: tuple[Changed, ...]
    applied: int
    dropped: int
