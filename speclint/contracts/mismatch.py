"""A disagreement between a Go struct and its TypeScript twin."""

from speclint.records import NamedTuple
from speclint.source import Span


class Mismatch(NamedTuple):
    """A disagreement between a Go struct and its TypeScript twin.

    Args:
        kind: "missing-in-ts", "missing-in-go", "renamed", "type" or "optionality".
        struct: The name that both share.
        go_span: The field, or the struct's name where the field is missing.
        go_file: The index of the Go fence that the span belongs to.
        ts_span: The member, or the type's name where the member is missing.
        ts_file: The index of the TypeScript fence that the span belongs to.
        message: One lower-case clause that states the fact.
        help: What to do, as an imperative.
    """

    kind: str
    struct: str
    go_span: Span
    go_file: int
    ts_span: Span
    ts_file: int
    message: str
    help: str | None = None
