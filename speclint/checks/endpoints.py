"""Checks of endpoints: their form, that each stands once, and what is said of their callers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex
from speclint.spec.endpoints import endpoints_of
from speclint.spec.statuses import statuses_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.contracts.syntax import Problem
    from speclint.markdown.blocks import Row
    from speclint.rules.rule import Rule
    from speclint.spec.endpoints import SpecEndpoint
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_ONE_CAUSE = 3
_HELP = "write a method and a path, as in `POST /api/v1/invites/{invite_id}`"
_OPEN = regex(
    r"(?:none|n/?a|no\b|not (?:required|needed|applicable)|public|anonymous|anyone|unauthenticated|open|optional)"
    r"|[-\u2014\u2013]?$"
    r"|.*\b(?:public(?:ly)?|unauthenticated|without auth\w*|no auth\w*)\b",
    re.IGNORECASE | re.DOTALL,
)
# How each text that `_OPEN` matches begins, or what stands in it.
_OPEN_STARTS = ("no", "n/a", "na", "anonymous", "anyone", "open", "optional")
_OPEN_WORDS = ("public", "unauthenticated", "without auth", "no auth")
_REPEATED = regex(
    r"idempoten|duplicat|\b409\b|conflict|already|\bexists\b|\btwice\b|\bretr(?:y|ies)\b|upsert|\bchanges\s+nothing\b|"
    r"\bsame\s+(?:answer|response|result)\b|\brepeat(?:s|ed|ing)?\b",
    re.IGNORECASE,
)


def malformed_endpoint(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each endpoint that is not `METHOD /path` with its parameters in braces (RFC 9110 section 9, RFC 6570)."""
    unbraced: list[SpecEndpoint] = []
    for endpoint in endpoints_of(spec):
        parsed = endpoint.parsed
        if parsed is None:
            yield Finding(endpoint.span, f'"{endpoint.text.strip()}" names no method and path', _HELP)
            continue
        others = [problem for problem in parsed.problems if "not in braces" not in problem.message]
        if len(others) < len(parsed.problems):
            unbraced.append(endpoint)
        yield from (_finding(endpoint, problem) for problem in others)
    if len(unbraced) > _ONE_CAUSE:
        yield _unbraced_everywhere(unbraced)
    else:
        for endpoint in unbraced:
            yield _unbraced(endpoint)


def _finding(endpoint: SpecEndpoint, problem: Problem) -> Finding:
    assert endpoint.parsed is not None
    place = endpoint.place(problem.span)
    fix = None
    if "upper case" in problem.message:
        fix = Fix(f"write `{endpoint.parsed.method}`", Safety.SAFE, (Edit(place, endpoint.parsed.method),))
    return Finding(place, problem.message, problem.help, fix=fix)


def _braces(endpoint: SpecEndpoint) -> tuple[list[str], tuple[Edit, ...]]:
    assert endpoint.parsed is not None
    words: list[str] = []
    edits: list[Edit] = []
    for param in endpoint.parsed.params:
        start = param.span.start - endpoint.parsed.path_span.start
        written = endpoint.parsed.path[start : start + param.span.end - param.span.start]
        if not written.startswith("{"):
            words.append(written)
            edits.append(Edit(endpoint.place(param.span), f"{{{param.name}}}"))
    return words, tuple(edits)


def _unbraced(endpoint: SpecEndpoint) -> Finding:
    words, edits = _braces(endpoint)
    fix = Fix("put the parameters into braces", Safety.UNSAFE, edits)
    what = "parameter" if len(words) == 1 else "parameters"
    verb = "is" if len(words) == 1 else "are"
    message = f"{what} {', '.join(words)} of {endpoint.name} {verb} not in braces"
    return Finding(edits[0].span, message, f"write `{edits[0].text}`", fix=fix)


def _unbraced_everywhere(endpoints: Sequence[SpecEndpoint]) -> Finding:
    edits = tuple(edit for endpoint in endpoints for edit in _braces(endpoint)[1])
    fix = Fix("put the parameters into braces", Safety.UNSAFE, edits)
    related = tuple(Related(endpoint.span, "here too") for endpoint in endpoints[1:])
    message = f"the parameters of {len(endpoints)} endpoints are not in braces"
    return Finding(edits[0].span, message, f"write `{edits[0].text}`", related, fix)


def duplicate_endpoint(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each endpoint whose method and path were defined before; the names of parameters make no difference."""
    first: dict[str, SpecEndpoint] = {}
    for endpoint in endpoints_of(spec):
        if endpoint.parsed is None:
            continue
        earlier = first.setdefault(endpoint.parsed.key, endpoint)
        if earlier is not endpoint:
            related = (Related(earlier.span, "defined here first"),)
            yield Finding(
                endpoint.span, f"{endpoint.name} is defined twice", "merge the two, or correct one of them", related
            )


def _is_filled(spec: Spec, row: Row) -> bool:
    """Tell whether a row says something, and is not the template's row of prompts."""
    return not any(spec.is_placeholder(cell.span) for cell in row.cells)


def undocumented_response(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each protected endpoint that lists neither 401 nor 403, and each POST and PUT silent on a second request.

    An endpoint without a table of errors is another rule's.
    """
    unprotected: list[SpecEndpoint] = []
    repeatable: list[SpecEndpoint] = []
    everywhere = _said_for_all(spec)
    for endpoint in endpoints_of(spec):
        section = endpoint.section
        views = spec.tables_of(section).get("errors")
        if endpoint.parsed is None or not any(_is_filled(spec, row) for view in views or () for row in view.rows()):
            continue
        text = spec.source[endpoint.body]
        if _is_protected(spec, section) and not {401, 403} & {*statuses_in(text), *everywhere}:
            unprotected.append(endpoint)
        if endpoint.parsed.method in ("POST", "PUT") and not _REPEATED.search(text):
            repeatable.append(endpoint)
    lists_neither = "is protected, and lists neither 401 nor 403"
    add_row = "add the row that a caller without the right gets"
    yield from _together(unprotected, lists_neither, "are protected, and list neither 401 nor 403", add_row, "auth")
    yield from _together(
        repeatable,
        "does not say what a second, equal request does",
        "do not say what a second, equal request does",
        "say whether it is idempotent, or what answers a duplicate",
        None,
    )


def _together(
    endpoints: Sequence[SpecEndpoint], one: str, many: str, help_text: str, level: str | None
) -> Iterator[Finding]:
    if len(endpoints) > _ONE_CAUSE:
        related = tuple(Related(endpoint.span, "this one too") for endpoint in endpoints[1:])
        message = f"{len(endpoints)} endpoints, {endpoints[0].name} first, {many}"
        yield Finding(endpoints[0].span, message, help_text, related, level=level)
        return
    for endpoint in endpoints:
        yield Finding(endpoint.span, f"{endpoint.name} {one}", help_text, level=level)


def _is_protected(spec: Spec, section: SpecSection) -> bool:
    view = spec.fields_of(section).get("auth")
    if view is None or spec.is_placeholder(view.label.value):
        return False
    text = spec.text(view.label.value)
    folded = text.casefold()
    maybe = len(text) == 1 or folded.startswith(_OPEN_STARTS) or any(word in folded for word in _OPEN_WORDS)
    return bool(text) and not (maybe and _OPEN.match(text))


def _said_for_all(spec: Spec) -> set[int]:
    """Return the statuses that the text over all endpoints names."""
    api = spec.section("api")
    if api is None:
        return set()
    blocks = [*api.blocks, *(block for extra in api.extra for block in extra.blocks)]
    return {status for block in blocks for status in statuses_in(spec.source[block.span])}
