"""Check of the parts that a block describing an endpoint has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.endpoints import endpoints_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.endpoints import SpecEndpoint
    from speclint.spec.model import Spec

_LINE = r"^[ \t>#*_-]*(?:{})\b[^:\n{{]{{0,40}}?(?::|[*_]{{1,3}}$|$)"
_FLAGS = re.IGNORECASE | re.MULTILINE
_CONTRACT = {
    "Request": regex(_LINE.format(r"request"), _FLAGS),
    "Response": regex(_LINE.format(r"(?:success(?:ful)?[ \t]+)?responses?"), _FLAGS),
    "Error Responses": regex(_LINE.format(r"error(?:s|[ \t]+(?:responses?|codes?|cases?))"), _FLAGS),
}
_NEW = {key: regex(_LINE.format(key.lower()), _FLAGS) for key in ("Purpose", "Request", "Response", "Auth")}
_NEW["Auth"] = regex(_LINE.format(r"auth(?:entication|orization)?"), _FLAGS)
_MODIFIED = {key: regex(_LINE.format(key.lower()), _FLAGS) for key in ("Changes", "Compatibility", "Migration")}
_WITHOUT_BODY = frozenset({"GET", "DELETE", "HEAD", "OPTIONS", "TRACE"})
_EMPTY_ANSWER = regex(r"\b(?:204|304)\b|no content", re.IGNORECASE)
_HARMLESS = regex(r"non[- ]?breaking|backwards?[- ]compatible|fully compatible", re.IGNORECASE)
_BARE_TYPE = regex(
    r'"[\w.-]+"\s*:\s*"(?:string|uuid|int(?:eger)?|number|float|bool(?:ean)?|date(?:time)?|timestamp|object|array)(?:\[\]|\?)?"',
    re.IGNORECASE,
)
_MARKS = " \t\r\n>*_`#-"


class _Part(NamedTuple):
    """A part that stands in a block: its label and what follows it."""

    label: Span
    value: Span


def incomplete_endpoint(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each endpoint that lacks a part the template gives it, each part without content, and bare types."""
    assert spec.type is not None
    for endpoint in endpoints_of(spec):
        if endpoint.row is not None or (endpoint.parsed is None and endpoint.fence is None):
            continue
        patterns, due = _contract(spec, endpoint) if spec.type.is_a("feature") else _change(spec, endpoint)
        parts = _parts(spec, endpoint, patterns)
        lacking = [name for name in due if name not in parts]
        if lacking:
            yield _lacking(spec, endpoint, lacking, parts, list(patterns))
        yield from _without_content(spec, endpoint, parts, due)
        if spec.type.is_a("feature"):
            yield from _bare_types(spec, endpoint)


def _contract(spec: Spec, endpoint: SpecEndpoint) -> tuple[dict[str, re.Pattern[str]], list[str]]:
    due = list(_CONTRACT)
    method = endpoint.parsed.method if endpoint.parsed else ""
    if method in _WITHOUT_BODY:
        due.remove("Request")
    if _EMPTY_ANSWER.search(spec.source[endpoint.body]):
        due.remove("Response")
    return _CONTRACT, due


def _change(spec: Spec, endpoint: SpecEndpoint) -> tuple[dict[str, re.Pattern[str]], list[str]]:
    text = spec.source[endpoint.body]
    labels = spec.fields_of(endpoint.section)
    places = {key: view.label.span.start for key, view in labels.items() if view.label.span.start < endpoint.span.start}
    nearest = max(places, key=lambda key: places[key], default="")
    changed = nearest == "modified-apis" if nearest else any(pattern.search(text) for pattern in _MODIFIED.values())
    if not changed:
        return _NEW, list(_NEW)
    due = list(_MODIFIED)
    if _HARMLESS.search(text):
        due.remove("Migration")
    return _MODIFIED, due


def _parts(spec: Spec, endpoint: SpecEndpoint, patterns: dict[str, re.Pattern[str]]) -> dict[str, _Part]:
    start, end = endpoint.span.end, endpoint.body.end
    if endpoint.fence is not None and endpoint.body.end >= endpoint.fence.span.end:
        end = endpoint.fence.content_lines[-1].end if endpoint.fence.content_lines else start
    found: list[tuple[str, Span]] = []
    for name, pattern in patterns.items():
        label = pattern.search(spec.source.text, start, end)
        if label is not None:
            found.append((name, Span(*label.span())))
    found.sort(key=lambda pair: pair[1])
    ends = [*(label.start for _, label in found[1:]), end]
    return {
        name: _Part(label, Span(label.end, max(label.end, last)))
        for (name, label), last in zip(found, ends, strict=False)
    }


def _lacking(
    spec: Spec, endpoint: SpecEndpoint, lacking: Sequence[str], parts: dict[str, _Part], order: Sequence[str]
) -> Finding:
    names = [f"`{name}:`" for name in lacking]
    shown = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    message = f"{endpoint.name} has no {shown}" if endpoint.parsed else f"the endpoint has no {shown}"
    return Finding(
        endpoint.span,
        message,
        f"add {shown}, {'each ' if len(names) > 1 else ''}with its content",
        fix=_stubs(spec, endpoint, lacking, parts, order),
    )


def _stubs(
    spec: Spec, endpoint: SpecEndpoint, lacking: Sequence[str], parts: dict[str, _Part], order: Sequence[str]
) -> Fix | None:
    """Offer to insert the labels in the template's order, in a block whose lines begin at the margin."""
    whole = spec.source.text
    fence = endpoint.fence
    if fence is None or any(line.start and whole[line.start - 1] not in "\r\n" for line in fence.content_lines):
        return None
    listed = order != list(_CONTRACT)
    edits: dict[int, str] = {}
    for name in lacking:
        label = f"- {name}:" if listed else f"{name}:"
        following = next((parts[other] for other in order[order.index(name) :] if other in parts), None)
        if following is not None:
            at = whole.rfind("\n", 0, following.label.start) + 1
            edits[at] = edits.get(at, "") + (f"{label}\n" if listed else f"{label}\n\n")
        else:
            last = max([endpoint.span.end, *(_content_end(whole, part) for part in parts.values())])
            end = whole.find("\n", last)
            at = len(whole[: end if end >= 0 else len(whole)].rstrip("\r"))
            edits[at] = edits.get(at, "") + (f"\n{label}" if listed else f"\n\n{label}")
    title = f"insert {', '.join(f'`{name}:`' for name in lacking)}"
    return Fix(title, Safety.SAFE, tuple(Edit(Span(at, at), text) for at, text in sorted(edits.items())))


def _content_end(whole: str, part: _Part) -> int:
    return part.value.start + len(whole[part.value.start : part.value.end].rstrip())


def _without_content(
    spec: Spec, endpoint: SpecEndpoint, parts: dict[str, _Part], due: Sequence[str]
) -> Iterator[Finding]:
    for name, part in parts.items():
        text = spec.source[part.value].strip(_MARKS)
        if not text and name in due:
            yield Finding(part.label, f"`{name}:` of {endpoint.name} has no content", "write it under the label")
        elif name in ("Request", "Response") and text[:1] in ("{", "[") and _is_open(text):
            yield Finding(part.label, f"the object under `{name}:` is never closed", "pair the brackets")


def _is_open(text: str) -> bool:
    bare = re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)
    return any(bare.count(opener) > bare.count(closer) for opener, closer in ("{}", "[]"))


def _bare_types(spec: Spec, endpoint: SpecEndpoint) -> Iterator[Finding]:
    found = _BARE_TYPE.search(spec.source.text, endpoint.span.end, endpoint.body.end)
    if found is not None:
        yield Finding(
            Span(*found.span()),
            f"a field of {endpoint.name} names its type and not what it means",
            'write `"field": "type - description"`',
            level="format",
        )
