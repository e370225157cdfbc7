"""Checks of HTTP statuses: those of errors, of success, and those that two parts of a spec both name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.endpoints import endpoints_of
from speclint.spec.statuses import status_rows, statuses_in
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.endpoints import SpecEndpoint
    from speclint.spec.model import Spec
    from speclint.spec.statuses import StatusRow

_ONE_CAUSE = 3
_CLASS = regex(r"[45]xx|\b[45]\*\*", re.IGNORECASE)
_NOTHING = regex(r"[-\u2014\u2013]|n/?a\b.*|none\b.*|internal\b.*|any|all|default", re.IGNORECASE)
_GENERIC = frozenset({400, 401, 403, 500})
_ERRORS = regex(r"^[ \t>#*_-]*error(?:s|[ \t]+(?:responses?|codes?|cases?))\b[^\n]*$", re.IGNORECASE | re.MULTILINE)
_ENTRY = regex(r"^[ \t>]*[-*+][ \t]+[`*_]*(?P<status>[^\s:`*_\u2014\u2013-]+)[`*_]*(?P<rest>[^\n]*)$", re.MULTILINE)
_HELP = "write a status from 400 to 599"


def invalid_status_code(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each error whose status is none from 400 to 599, each that stands twice, and each endpoint without success.

    RFC 9110, sections 15.5 and 15.6, has the classes of errors.
    """
    assert spec.type is not None
    if spec.type.is_a("feature"):
        for endpoint in endpoints_of(spec):
            yield from _listed(spec, endpoint)
        return
    for row in status_rows(spec, "errors"):
        yield from _judge_row(row, required=True)
    for row in status_rows(spec, "taxonomy"):
        yield from _judge_row(row, required=False)
    yield from _twice(spec)
    yield from _without_success(spec)


def _judge_row(row: StatusRow, *, required: bool) -> Iterator[Finding]:
    wrong = [number for number in row.numbers if not 400 <= number <= 599]
    if wrong and (required or wrong[0] < 1000):
        yield Finding(row.span, f"{wrong[0]} is no status of an error", _HELP)
    elif required and not row.numbers and not _CLASS.search(row.text) and not _NOTHING.fullmatch(row.text):
        yield Finding(row.span, f'"{row.text}" is no status code', _HELP)


def _twice(spec: Spec) -> Iterator[Finding]:
    first: dict[tuple[int, str, str], StatusRow] = {}
    for row in status_rows(spec, "errors"):
        cell = row.view.cell(row.row, "condition")
        condition = " ".join(spec.text(cell.span).casefold().split()) if cell else ""
        earlier = first.setdefault((id(row.section), row.text, condition), row)
        if earlier is not row and condition:
            related = (Related(earlier.span, "listed here first"),)
            yield Finding(
                row.span, f"{row.text} with this condition is listed twice", "remove one of the rows", related
            )


def _without_success(spec: Spec) -> Iterator[Finding]:
    bare = [
        endpoint
        for endpoint in endpoints_of(spec)
        if endpoint.parsed and not any(200 <= status < 400 for status in statuses_in(spec.source[endpoint.body]))
    ]
    help_text = "name it in the description or beside the response"
    if len(bare) > _ONE_CAUSE:
        related = tuple(Related(endpoint.span, "nor does this one") for endpoint in bare[1:])
        message = f"{len(bare)} endpoints do not say with which status they succeed"
        yield Finding(bare[0].span, message, help_text, related, level="success")
        return
    for endpoint in bare:
        message = f"{endpoint.name} does not say with which status it succeeds"
        yield Finding(endpoint.span, message, help_text, level="success")


def _entries(spec: Spec, endpoint: SpecEndpoint) -> list[tuple[str, str, Span]]:
    """Return the status, the text and the place of each line that lists an error of a block."""
    whole = spec.source.text
    start, end = endpoint.span.end, endpoint.body.end
    head = _ERRORS.search(whole, start, end)
    if head is None:
        return []
    found: list[tuple[str, str, Span]] = []
    for entry in _ENTRY.finditer(whole, head.end(), end):
        rest = entry["rest"].strip().lstrip(":-\u2014\u2013").strip()
        line = entry[0].rstrip()
        found.append((entry["status"], rest, Span(entry.start("status"), entry.start() + len(line))))
    return found


def _listed(spec: Spec, endpoint: SpecEndpoint) -> Iterator[Finding]:
    seen: dict[tuple[str, str], Span] = {}
    classes: set[str] = set()
    for status, text, place in _entries(spec, endpoint):
        if "[" in status or spec.is_placeholder(place):
            continue
        is_code = status.isdigit() and 400 <= int(status) <= 599
        if not is_code and not _CLASS.fullmatch(status):
            yield Finding(place, f"{status} is no status of an error", _HELP)
            continue
        classes.add(status[0])
        if not text or text.casefold() == "description":
            yield Finding(place, f"{status} does not say when it is sent", "say in a few words what leads to it")
            continue
        earlier = seen.setdefault((status, text.casefold()), place)
        if earlier != place:
            related = (Related(earlier, "listed here first"),)
            yield Finding(place, f"{status} with this condition is listed twice", "remove one of the lines", related)
    if len(classes) == 1:
        lacking = "5xx" if "4" in classes else "4xx"
        message = f"{endpoint.name} lists no {lacking} error"
        yield Finding(endpoint.span, message, "list what the client and what the server can get wrong", level="both")


def error_taxonomy_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each status that the endpoints' errors name and the taxonomy does not, or the other way round."""
    assert spec.type is not None
    if spec.type.is_a("feature"):
        yield from _unhandled(spec)
        return
    taxonomy = list(status_rows(spec, "taxonomy"))
    errors = list(status_rows(spec, "errors"))
    known = {number for row in taxonomy for number in row.numbers}
    if not known or not errors or any(_CLASS.search(row.text) for row in taxonomy):
        return
    outside = _outside(errors, known)
    unsent = _unsent(spec, errors, taxonomy)
    header = taxonomy[0].view.table.header.span
    paired = len(outside) == len(unsent) == 1
    for number, rows in outside.items():
        place = next(iter(unsent.values())).span if paired else header
        related = (Related(place, "the taxonomy"), *(Related(row.span, "here too") for row in rows[1:4]))
        message = f"status {number} of an endpoint has no error in the taxonomy"
        level = _level(number, *unsent) if paired else _level(number)
        yield Finding(rows[0].span, message, "add the error that leads to it", related, level=level)
    for number, row in unsent.items() if not paired else ():
        message = f"status {number} of the taxonomy is sent by no endpoint"
        help_text = "add it to the endpoint that sends it, or remove the error"
        yield Finding(row.span, message, help_text, level=_level(number))


def _outside(errors: list[StatusRow], known: set[int]) -> dict[int, list[StatusRow]]:
    """Return the statuses of the endpoints' errors that the taxonomy lacks, with their rows."""
    places: dict[int, list[StatusRow]] = {}
    for row in errors:
        for number in row.numbers:
            if 400 <= number <= 599 and number not in known:
                places.setdefault(number, []).append(row)
    return places


def _unsent(spec: Spec, errors: list[StatusRow], taxonomy: list[StatusRow]) -> dict[int, StatusRow]:
    """Return the statuses of the taxonomy that no endpoint sends; none where not all errors are known."""
    sent = {number for row in errors for number in row.numbers}
    if not _complete(spec) or any(_CLASS.search(row.text) or not row.numbers for row in errors):
        return {}
    if any(not 400 <= number <= 599 for number in sent):
        return {}
    found: dict[int, StatusRow] = {}
    for row in taxonomy:
        for number in row.numbers:
            if 400 <= number <= 599 and number not in sent:
                found.setdefault(number, row)
    return found


def _level(*numbers: int) -> str | None:
    return "generic" if _GENERIC.issuperset(numbers) else None


def _complete(spec: Spec) -> bool:
    """Tell whether every endpoint lists its errors in a table, or says that there are none."""
    for section in spec.by_role.get("endpoint", []):
        view = spec.fields_of(section).get("errors")
        if "errors" not in spec.tables_of(section) and not (view and is_none_statement(spec.text(view.label.value))):
            return False
    return True


def _unhandled(spec: Spec) -> Iterator[Finding]:
    section = next(iter(spec.by_role.get("errors", [])), None)
    if section is None or not section.all_blocks():
        return
    handled = set(statuses_in(spec.source[section.section.span]))
    told: set[str] = set()
    for endpoint in endpoints_of(spec):
        for status, _, place in _entries(spec, endpoint):
            if status.isdigit() and 400 <= int(status) <= 599 and int(status) not in handled and status not in told:
                told.add(status)
                related = (Related(section.heading.span, "the error handling"),)
                message = f"status {status} of an endpoint is handled nowhere"
                yield Finding(place, message, "name it in the row of the scenario that leads to it", related)
