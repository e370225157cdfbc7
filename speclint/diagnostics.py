"""What a check says, what the engine makes of it, and the edits that mend it."""

from enum import StrEnum

from speclint.records import NamedTuple
from speclint.source import Span


class Severity(StrEnum):
    """How bad it is; `rank` orders them, the worst first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for an info."""
        return _RANK[self.value]

    def reaches(self, threshold: "Severity") -> bool:
        """Tell whether this severity is at least as bad as the threshold."""
        return self.rank <= threshold.rank


_RANK = {"error": 0, "warning": 1, "info": 2}


class Safety(StrEnum):
    """A safe fix adds or normalises and never removes an author's words; an unsafe one may."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Edit(NamedTuple):
    """Replace the text of a span (empty: insert at its start)."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A set of edits that is applied whole or not at all.

    Args:
        title: What the fix does, as an imperative ("insert the heading").
        safety: Whether `--fix` alone may apply it.
        edits: Edits into the finding's own file; they don't overlap.
        uncovers: Spans of the original text that nothing could read before the fix (an unlabelled fence); findings
            that appear inside them are not the fix's fault.
    """

    title: str
    safety: Safety
    edits: tuple[Edit, ...]
    uncovers: tuple[Span, ...] = ()


class Related(NamedTuple):
    """Another place that the finding speaks of; `path` is None when it lies in the same file."""

    span: Span
    message: str
    path: str | None = None


class Finding(NamedTuple):
    """What a check yields.

    Args:
        span: The exact place.
        message: One lower-case clause that names the thing and states the fact.
        help: What to do, as an imperative, or None.
        related: Other places.
        fix: How to mend it, or None.
        level: A level that the rule's page names under `severity`, or None for the rule's own severity.
        path: The file, for a check over the whole project; None for a check of one file.
    """

    span: Span
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    level: str | None = None
    path: str | None = None


class Diagnostic(NamedTuple):
    """A finding stamped by the engine with its rule, severity and path."""

    code: str
    name: str
    severity: Severity
    path: str
    span: Span
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def order(self) -> tuple[str, int, int, str]:
        """The order of a report: path, offset, code."""
        return (self.path, self.span.start, self.span.end, self.code)
