"""Check of citations: ids, endpoints and error names that are defined nowhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.inline import code_spans
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.endpoints import endpoints_of
from speclint.spec.headings import nearest
from speclint.spec.mentions import texts
from speclint.spec.wording import nearest_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.traceability import Unknown

_MANY = 3
# A hint costs a comparison with every known name, so a flood of unknown names gets none beyond these.
_HINTS = 50
_ENDPOINT = regex(r"\s*(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?P<path>/\S*)\s*")
_HEADING = regex(r"`?(?P<method>[A-Za-z]+)`?\s+`?(?P<path>/[^\s`]*)")
_PARAMETER = regex(r"\{[^{}]*\}|:\w+|<[^<>]*>|\[[^\[\]]*\]")
_SENTINEL = regex(r"Err[A-Z]\w*")
_STANDING = regex(
    r"\b(?:existing|exists?|already|unchanged|current(?:ly)?|today|legacy|old|former|previous|deprecated|removed?|external|upstream|"
    r"third-party)\b",
    re.IGNORECASE,
)
_STOP = regex(r"[.;]\s")
_REACH = 200
_STANDARD = frozenset(
    {
        "ErrNoRows",
        "ErrTxDone",
        "ErrConnDone",
        "ErrRecordNotFound",
        "ErrServerClosed",
        "ErrNotExist",
        "ErrExist",
        "ErrPermission",
        "ErrClosed",
        "ErrUnexpectedEOF",
        "ErrDeadlineExceeded",
        "ErrUnsupported",
        "ErrNoCookie",
        "ErrAbortHandler",
        "ErrTooManyRows",
        "ErrTxClosed",
    }
)


def dangling_reference(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each id, endpoint and error name that is cited and defined nowhere, once for all its places."""
    yield from _ids(spec)
    yield from _endpoints(spec)
    yield from _sentinels(spec)


def _ids(spec: Spec) -> Iterator[Finding]:
    by_family: dict[str, list[Unknown]] = {}
    for unknown in spec.traceability.unknown:
        by_family.setdefault(unknown.family.name, []).append(unknown)
    for name, group in by_family.items():
        known = _known(spec, name)
        if len(group) > _MANY and not known:
            first = group[0]
            places = [place for unknown in group for place in unknown.places]
            others = ", ".join(unknown.id for unknown in group[1:])
            yield Finding(
                first.places[0],
                f"{first.id} and {len(group) - 1} other {name} ids ({others}) are defined nowhere in this spec",
                "cite the ids that this spec defines",
                related=_also(places),
            )
            continue
        for index, unknown in enumerate(group):
            near = nearest_id(unknown.id, known) if index < _HINTS else None
            yield Finding(
                unknown.places[0],
                f"{unknown.id} is defined nowhere",
                f"did you mean {near}?" if near else f"define {unknown.id}, or cite an id that is defined",
                related=_also(unknown.places),
            )


def _known(spec: Spec, family: str) -> list[str]:
    if family == "task":
        return [task.id for task in spec.tasks if task.number is not None]
    if spec.type and family == spec.type.requirement_family:
        return [requirement.id for requirement in spec.requirements]
    return [ref.id for ref in spec.listed_ids(family)]


def _also(places: Sequence[Span]) -> tuple[Related, ...]:
    return tuple(Related(place, "cited here too") for place in places[1:])


class _Endpoint(NamedTuple):
    method: str
    segments: tuple[str, ...]
    shown: str


def _endpoint(method: str, path: str) -> _Endpoint:
    bare = path.split("?")[0].split("#")[0].rstrip("/.,;:")
    segments = tuple("{}" if _PARAMETER.fullmatch(part) else part for part in bare.split("/")[1:])
    return _Endpoint(method.upper(), segments, f"{method.upper()} {bare}")


def _endpoints(spec: Spec) -> Iterator[Finding]:
    """Yield the endpoints that tasks speak of and that the API design lacks.

    Only those beside the spec's own (under the same first segment) are judged, and none that its sentence calls
    existing: health checks and other services have their specs elsewhere.
    """
    defined = [
        _endpoint(found["method"], found["path"])
        for section in spec.by_role.get("endpoint", [])
        if (found := _HEADING.search(spec.source[section.heading.content]))
    ]
    contracts = spec.by_role.get("api-contracts", [])
    if contracts:
        defined += [_endpoint(one.parsed.method, one.parsed.path) for one in endpoints_of(spec) if one.parsed]
    if not defined:
        return
    cited: dict[tuple[str, tuple[str, ...]], tuple[_Endpoint, list[Span]]] = {}
    for where in _citing(spec, contracts):
        for code in code_spans(spec.source, where):
            found = _ENDPOINT.fullmatch(spec.source[code.content])
            if found is None or _is_standing(spec, where, code.span):
                continue
            endpoint = _endpoint(found["method"], found["path"])
            if any(_same(endpoint, one) for one in defined):
                continue
            if any(endpoint.segments[:1] == one.segments[:1] for one in defined):
                cited.setdefault(endpoint[:2], (endpoint, []))[1].append(code.content)
    for index, (endpoint, places) in enumerate(cited.values()):
        near = nearest(endpoint.shown, [one.shown for one in defined]) if index < _HINTS else None
        paths = [one for one in defined if len(one.segments) == len(endpoint.segments)]
        other = next((one for one in paths if _same(endpoint._replace(method=one.method), one)), None)
        meant = near or (other.shown if other else None)
        yield Finding(
            places[0],
            f"endpoint {endpoint.shown} is defined nowhere",
            f"did you mean {meant}?" if meant else "define it in the API design, or say that it exists already",
            related=_also(places),
        )


def _citing(spec: Spec, contracts: Sequence[SpecSection]) -> Iterator[Span]:
    """Yield the texts that may cite an endpoint: those of tasks, and all outside the contracts where there are such."""
    for task in spec.tasks:
        for key in ("description", "done condition"):
            label = task.labels.get(key)
            if label is not None:
                yield label.value
    for block in spec.walk() if contracts else ():
        if any(section.section.span.contains(block.span) for section in contracts):
            continue
        for where in texts(block):
            yield where if isinstance(where, Span) else Span(where[0].start, where[-1].end)


def _same(cited: _Endpoint, defined: _Endpoint) -> bool:
    """Tell whether two endpoints are one: a parameter stands for any segment, and a base path may be left out."""
    if cited.method != defined.method or len(cited.segments) > len(defined.segments):
        return False
    tail = defined.segments[len(defined.segments) - len(cited.segments) :]
    return all(wanted in ("{}", given) or given == "{}" for wanted, given in zip(tail, cited.segments, strict=True))


def _is_standing(spec: Spec, where: Span, code: Span) -> bool:
    """Tell whether the sentence around a code span says that the thing is there already."""
    text = spec.source.text
    before = text[max(where.start, code.start - _REACH) : code.start]
    after = text[code.end : min(where.end, code.end + _REACH)]
    return bool(_STANDING.search(_STOP.split(before)[-1]) or _STANDING.search(_STOP.split(after, maxsplit=1)[0]))


def _sentinels(spec: Spec) -> Iterator[Finding]:
    """Yield the Go errors in code spans that the error taxonomy lacks; those of other packages are theirs."""
    taxonomy = [view for view in spec.tables_by_role("taxonomy") if "error" in view.columns]
    defined = [
        name
        for view in taxonomy
        for row in view.rows()
        if (cell := view.cell(row, "error"))
        for name in _SENTINEL.findall(spec.source[cell.span])
    ]
    if not defined:
        return
    known = frozenset(defined) | _STANDARD
    cited: dict[str, list[Span]] = {}
    for block in spec.walk():
        for where in texts(block):
            whole = where if isinstance(where, Span) else Span(where[0].start, where[-1].end)
            if "`Err" not in spec.source[whole]:
                continue
            for code in code_spans(spec.source, where):
                name = spec.source[code.content].strip()
                if _SENTINEL.fullmatch(name) and name not in known and not _is_standing(spec, whole, code.span):
                    cited.setdefault(name, []).append(code.content)
    for index, (name, places) in enumerate(cited.items()):
        near = nearest(name, defined) if index < _HINTS else None
        yield Finding(
            places[0],
            f"error {name} is not in the error taxonomy",
            f"did you mean {near}?" if near else "add a row for it",
            related=_also(places),
            level="error-name",
        )
