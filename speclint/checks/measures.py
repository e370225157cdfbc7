"""Checks that what decides success can be measured: criteria, thresholds, targets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.claims import vague_claims
from speclint.spec.leftovers import Leftovers
from speclint.spec.measures import has_figure, is_measured, is_unmeasurable
from speclint.spec.prose import CODE, sentences, words_in
from speclint.spec.statements import field_texts, items_of
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.tables import FieldView

_HELP = "give a figure with its unit, a comparison, a command, or an outcome that can be observed"
_LITTLE = regex(
    r"\b(?:negligible|minimal|unchanged|unaffected|constant|irrelevant|n/?a|not applicable|bounded)\b", re.IGNORECASE
)
_DASH = regex(r"[\s\u2013\u2014-]*")
_COVERAGE = regex(r"\d+\s*%")
_NAMED = regex(
    r"\b(?:no|not|never|without|cannot|lacks?|missing|fails?|failing|breaks?|broken|los(?:es|t)|duplicat\w+)\b"
    r"|(?<=[a-z,] )[A-Z]"
)


class _Cells(NamedTuple):
    role: str
    column: str
    name: str
    level: str | None


_COLUMNS = (
    _Cells("requirements", "criteria", "success criteria", "requirement"),
    _Cells("benchmarks", "threshold", "target threshold", "benchmark"),
    _Cells("metrics", "threshold", "alert threshold", None),
)


class _Place(NamedTuple):
    section: str
    field: str
    by: str
    level: str | None = None


# `whole`: the value or anything under it; `loose`: the same, an outcome being enough; `each`: every item; `rest`: what
# follows each item's colon; `criteria`: every item, an outcome being enough.
_FIELDS = (
    _Place("non-functional-requirements", "performance", "whole"),
    _Place("non-functional-requirements", "scalability", "whole"),
    _Place("non-functional-requirements", "reliability", "loose"),
    _Place("scalability", "traffic-estimates", "whole", "estimate"),
    _Place("scalability", "storage-growth", "whole", "estimate"),
    _Place("performance", "requirements", "each"),
    _Place("performance", "benchmarking", "whole"),
    _Place("performance-testing", "load-testing", "each"),
    _Place("monitoring", "metrics", "rest"),
    _Place("success-criteria", "functional", "criteria", "design"),
    _Place("success-criteria", "non-functional", "criteria", "design"),
    _Place("success-criteria", "deployment", "criteria", "design"),
)
# The template's own criteria, which a design may keep.
_OWN = regex(
    r"(?:.* )?(?:passes unit tests|works end-to-end|performs as specified|performance meets requirements|"
    r"security validation passes|code review completed|documentation updated|deploys successfully to staging|"
    r"monitoring shows healthy metrics|"
    r"rollback tested and works)\.?",
    re.IGNORECASE,
)


def unmeasurable_criterion(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each criterion, threshold and target that neither a figure nor an observable outcome decides."""
    yield from _in_tables(spec)
    for place in _FIELDS:
        section = spec.section(place.section)
        field = spec.fields_of(section).get(place.field) if section else None
        if field is not None:
            yield from _in_field(spec, field, place)
    yield from _problem(spec)
    yield from _coverage(spec)
    yield from _in_topics(spec)


def _in_tables(spec: Spec) -> Iterator[Finding]:
    for kind in _COLUMNS:
        for view in spec.tables_by_role(kind.role):
            for row in view.rows():
                cell = view.cell(row, kind.column)
                if cell is None:
                    continue
                strict = kind.role != "requirements"
                if _fails(spec, (cell.span,), strict=strict) and not _is_open(spec, cell.span):
                    first = view.cell(row, view.type.columns[0].key)
                    of = f" of {spec.text(first.span)}" if first and first.span.end > first.span.start else ""
                    yield Finding(cell.span, f"the {kind.name}{of} can't be measured", _HELP, level=kind.level)


def _fails(spec: Spec, lines: tuple[Span, ...], *, strict: bool) -> bool:
    return not is_measured(spec.source, lines) if strict else is_unmeasurable(spec.source, lines)


def _is_open(spec: Spec, span: Span) -> bool:
    """Tell whether a value is empty, a statement of nothing, or left of the template, which other rules judge."""
    text = spec.text(span)
    if not text or _DASH.fullmatch(text) or is_none_statement(text) or spec.is_placeholder(span):
        return True
    return bool(spec.type) and any(True for _ in Leftovers(spec).in_text(span))


def _in_field(spec: Spec, field: FieldView, place: _Place) -> Iterator[Finding]:
    texts = list(field_texts(field))
    if not texts or any(not hasattr(block, "items") and not hasattr(block, "line_spans") for block in field.blocks):
        return  # a table or a fence beside it may hold the figures
    if place.by in {"whole", "loose"}:
        yield from _whole(spec, field, texts, place)
        return
    items = list(items_of(field.blocks)) or texts
    for lines in items:
        span = Span(lines[0].start, lines[-1].end)
        text = spec.text(span)
        if place.by == "criteria":
            failed = not _OWN.fullmatch(text) and is_unmeasurable(spec.source, lines)
        elif place.by == "rest":
            failed = ":" in text and not is_measured(spec.source, _after_colon(spec, lines))
        else:
            failed = not is_measured(spec.source, lines)
        if failed and not _is_open(spec, span):
            what = "criterion" if place.by == "criteria" else f"item of {field.type.label}"
            yield Finding(span, f"this {what} can't be measured", _HELP, level=place.level)


def _after_colon(spec: Spec, lines: tuple[Span, ...]) -> tuple[Span, ...]:
    at = spec.source.text.find(":", lines[0].start, lines[0].end)
    return (Span(at + 1, lines[0].end), *lines[1:]) if at >= 0 else lines


def _whole(spec: Spec, field: FieldView, texts: list[tuple[Span, ...]], place: _Place) -> Iterator[Finding]:
    loose = place.by == "loose"
    if not all(_fails(spec, lines, strict=not loose) for lines in texts):
        return
    span = Span(texts[0][0].start, texts[0][-1].end)
    if all(_is_open(spec, Span(lines[0].start, lines[-1].end)) for lines in texts) or _is_open(spec, span):
        return
    if any(_LITTLE.search(spec.text(Span(lines[0].start, lines[-1].end))) for lines in texts):
        return
    yield Finding(span, f"{field.type.label} gives nothing that can be measured", _HELP, level=place.level)


def _problem(spec: Spec) -> Iterator[Finding]:
    """Yield a problem statement so short and bare that nobody could prove it wrong."""
    section = spec.section("motivation")
    field = spec.fields_of(section).get("problem") if section else None
    if field is None or field.blocks or field.label.value.end == field.label.value.start:
        return
    value = field.label.value
    found = sentences(spec.source, value)
    bare = not any(CODE in one.text or has_figure(one.text) or _NAMED.search(one.text) for one in found)
    if not bare or sum(words_in(one.text) for one in found) > 12 or _is_open(spec, value):
        return
    if not any(True for one in found for _ in vague_claims(one.text)):
        yield Finding(
            value, "the problem can't be proved or disproved", "say where it shows, how often and at what cost"
        )


def _coverage(spec: Spec) -> Iterator[Finding]:
    section = spec.section("unit-testing")
    field = spec.fields_of(section).get("coverage-target") if section else None
    if field is None or field.blocks:
        return
    text = spec.text(field.label.value)
    if not _COVERAGE.search(text) and len(text.split()) < 2 and not _is_open(spec, field.label.value):
        yield Finding(
            field.label.value,
            "the coverage target names neither a share nor an area",
            "give a percentage, or the areas",
        )


def _in_topics(spec: Spec) -> Iterator[Finding]:
    for key, topic, level in (("performance-tests", "thresholds", None), ("context", "metrics", "metric")):
        section = spec.section(key)
        view = spec.topics_of(section).get(topic) if section else None
        if view is None or view.item is None or not view.filled:
            continue
        texts = list(items_of(view.item.blocks[1:])) or [(view.span,)]
        for lines in texts:
            span = Span(lines[0].start, lines[-1].end)
            where = lines if view.item.blocks[1:] else _after_colon(spec, lines)
            if (
                not _is_open(spec, span)
                and not is_measured(spec.source, where)
                and (level or len(texts) == 1 or is_unmeasurable(spec.source, where))
            ):
                yield Finding(span, f"{view.type.label.lower()} without a figure can't be measured", _HELP, level=level)
