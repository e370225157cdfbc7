"""The check of facts that a spec gives twice: its date, its status and its issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.formats import is_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.source import Span
    from speclint.spec.model import Spec

_ISSUE = regex(r"#?(\d{1,7})\b")
_LINKED = regex(r"(?:/(?:issues|pull|pulls|work_items|boards)/|#)(\d{1,7})\b")


class _Row(NamedTuple):
    """The newest row of the history: where its date and its status stand, and what they are."""

    day: Span
    date: str
    state: Span | None
    status: str


def metadata_disagreement(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each fact of the header that the front matter, the history or a link gives otherwise."""
    yield from _front_matter(spec)
    yield from _history(spec)
    yield from _issue(spec)


def _front_matter(spec: Spec) -> Iterator[Finding]:
    key, field = spec.front_matter.get("last_updated"), spec.metadata.get("last updated")
    if key is None or field is None or field.place == "front-matter":
        return
    if is_date(key.value) and is_date(field.value) and key.value != field.value:
        older, newest = (key, field.value) if key.value < field.value else (field, key.value)
        at = spec.source.text.find(older.value, older.span.start, older.span.end)
        edit = Edit(older.span._replace(start=at, end=at + len(older.value)), newest)
        fix = Fix(f"write {newest}, the newer of the two", Safety.UNSAFE, (edit,)) if at >= 0 else None
        message = f"the front matter was last updated {key.value}, the header says {field.value}"
        related = (Related(field.line, "the header's"),)
        yield Finding(key.line, message, "write the date of the last change in both", related, fix)


def _history(spec: Spec) -> Iterator[Finding]:
    """Hold the newest row of the history against the header."""
    row = _newest(spec)
    if row is None:
        return
    field, state = spec.metadata.get("last updated"), spec.metadata.get("status")
    if field is not None and is_date(field.value) and field.value != row.date:
        message = f"the newest row of the history is of {row.date}, the header was last updated {field.value}"
        fix = None
        if field.value < row.date and spec.source[field.span] == field.value:
            fix = Fix(f"write {row.date} in the header", Safety.UNSAFE, (Edit(field.span, row.date),))
        related = (Related(field.line, "the header's"),)
        yield Finding(row.day, message, "add a row for the last change, or correct the date", related, fix)
    if state is None or row.state is None or spec.status is None or not spec.type:
        return
    known = {str(word).casefold() for word in spec.type.metadata.schema["properties"]["Status"].get("enum", ())}
    if row.status.casefold() in known and spec.status in known and row.status.casefold() != spec.status:
        message = f"the newest row of the history says {row.status}, the header {spec.status.upper()}"
        related = (Related(state.line, "the header's"),)
        yield Finding(row.state, message, "add a row for the new status, or correct one of the two", related)


def _newest(spec: Spec) -> _Row | None:
    """Return the row of the last change: the first where the newest stands on top."""
    rows = []
    for view in spec.tables_by_role("revision-history"):
        for row in view.rows():
            day, state = view.cell(row, "date"), view.cell(row, "status")
            if day is None or not is_date(spec.text(day.span)):
                return None
            status = spec.text(state.span) if state else ""
            rows.append(_Row(day.span, spec.text(day.span), state.span if state else None, status))
    if not rows:
        return None
    return rows[0] if rows[0].date > rows[-1].date else rows[-1]


def _issue(spec: Spec) -> Iterator[Finding]:
    """Hold the number in the link to the issue against the header's."""
    field = spec.metadata.get("issue")
    number = _ISSUE.search(field.value) if field else None
    for section in spec.by_role.get("related-documents", []):
        view = spec.fields_of(section).get("original-issue")
        if field is None or number is None or view is None:
            continue
        value = view.label.value
        linked = {found[1].lstrip("0") for found in _LINKED.finditer(spec.source.text, value.start, value.end)}
        if linked and number[1].lstrip("0") not in linked:
            other = ", ".join(f"#{one}" for one in sorted(linked))
            message = f"the original issue is {other}, the header says #{number[1]}"
            yield Finding(value, message, "write the same number in both", (Related(field.line, "the header's"),))
