"""Checks of a spec's status against what the spec still leaves open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding, Related
from speclint.markdown.blocks import Heading, List, ListItem, walk
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_SETTLED = regex(r"\b(?:resolved|answered|decided|closed|settled|done)\b|~~|\u2705|\u2713", re.IGNORECASE)
# "OPEN (decide during implementation)": the template lets a question be answered then.
_LATER = regex(r"\b(?:during|while|in)\s+(?:the\s+)?(?:implement|development|rollout)|\bdeferred\b", re.IGNORECASE)
_ANSWER = regex(r"\b(?:answer(?:ed)?|decision|decided|resolved|resolution|outcome|conclusion)\b\W", re.IGNORECASE)
# What is left to others or to a later time is no question.
_FOLLOWING = regex(r"\b(?:follow-?\s?ups?|future|later|next steps|deferred|resolved|answered|decided)\b", re.IGNORECASE)
_COMPLETED = regex(r"(?:^|/)completed/")


def unresolved_questions(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the questions that a spec still asks although its status says that they are settled."""
    status = spec.status or ""
    if spec.type is None:
        return
    if any(True for _ in spec.tables_by_role("questions")):
        if status == "approved":
            yield from _open(spec, _rows(spec), "approved", "row")
    elif spec.by_role.get("open-questions"):
        if status in {"approved", "implemented"}:
            spans = [span for section in spec.by_role["open-questions"] for span in _asked(spec, section)]
            yield from _open(spec, spans, status, None)
    elif spec.by_role.get("question"):
        yield from _design_questions(spec, status)


def _open(spec: Spec, spans: Sequence[Span], status: str, level: str | None) -> Iterator[Finding]:
    if spans:
        count = "a question is" if len(spans) == 1 else f"{len(spans)} questions are"
        message = f"{count} still open although the spec is {status}"
        yield _together(spec, spans, message, "settle what is asked, or take the status back", "open too", level)


def _together(
    spec: Spec, spans: Sequence[Span], message: str, advice: str, also: str, level: str | None = None
) -> Finding:
    """Return the one finding of several places that the status denies."""
    related = (*(Related(span, also) for span in spans[1:]), *_status_place(spec))
    return Finding(spans[0], message, advice, related, level=level)


def _status_place(spec: Spec) -> tuple[Related, ...]:
    kind = spec.type.metadata.status if spec.type else ""
    field = spec.metadata.get(kind.casefold()) if kind else None
    return (Related(field.span, "the status"),) if field else ()


def _rows(spec: Spec) -> list[Span]:
    return [
        row.span
        for view in spec.tables_by_role("questions")
        for row in view.rows()
        if not _SETTLED.search(spec.source[row.span])
        and not is_none_statement(next((text for cell in row.cells if (text := spec.text(cell.span))), "none"))
        and not all(spec.is_placeholder(cell.span) for cell in row.cells if cell.span.end > cell.span.start)
    ]


def _unticked(spec: Spec, section: SpecSection) -> Iterator[Span]:
    for block in section.all_blocks():
        for item in walk([block]) if isinstance(block, List) else ():
            if isinstance(item, ListItem) and item.checked is False:
                span = item.blocks[0].span if item.blocks else item.span
                rest = Span(min(item.content_start, span.end), span.end)
                if not spec.is_placeholder(rest) and not is_none_statement(spec.text(rest)):
                    yield Span(item.span.start, span.end)


def _asked(spec: Spec, section: SpecSection) -> Iterator[Span]:
    """Yield the unticked items of a section of questions, without those under a heading that names later work."""
    later = False
    starts: list[tuple[int, bool]] = []
    for block in spec.document.blocks:
        if isinstance(block, Heading) and section.section.span.contains(block.span):
            later = bool(_FOLLOWING.search(spec.text(block.content)))
            starts.append((block.span.start, later))
    for span in _unticked(spec, section):
        if not next((later for start, later in reversed(starts) if start < span.start), False):
            yield span


def _design_questions(spec: Spec, status: str) -> Iterator[Finding]:
    still: list[Span] = []
    for section in spec.by_role["question"]:
        field = spec.fields_of(section).get("status")
        value = spec.text(field.label.value).casefold() if field else ""
        if field is None:
            continue
        if value.startswith(("open", "investigating")) and not _LATER.search(value):
            still.append(field.label.value)
        elif value.startswith("answered") and not _is_answered(spec, section, field.label.span):
            yield Finding(
                field.label.value,
                "the question is answered, but the answer is not there",
                "add the answer",
                level="answer",
            )
    if status in {"completed", "approved"}:
        yield from _open(spec, still, status, "planned" if status == "approved" else None)


def _is_answered(spec: Spec, section: SpecSection, own: Span) -> bool:
    text = spec.source.text
    body = text[section.heading.span.end : own.start] + text[own.end : section.section.span.end]
    rest = text[own.start : own.end]
    return bool(_ANSWER.search(body)) or len(rest.split()) > 3


def status_contradiction(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what contradicts a finished status: boxes that are not ticked, a finished spec that is not approved."""
    status = spec.status
    if spec.type is None or status is None:
        return
    if _COMPLETED.search(spec.source.path) and spec.tasks and status != "approved":
        field = spec.metadata.get(spec.type.metadata.status.casefold())
        if field is not None and not spec.is_placeholder(field.span):
            message = f"the spec lies among the completed ones, but its status is {field.value}"
            yield Finding(field.span, message, "approve it, or move it back")
    roles = {"implemented": ("goals", "deployment"), "completed": ("success-criteria",)}.get(status, ())
    spans = [span for role in roles for section in spec.by_role.get(role, ()) for span in _unticked(spec, section)]
    if spans:
        count = "one box is" if len(spans) == 1 else f"{len(spans)} boxes are"
        message = f"{count} not ticked although the spec is {status}"
        yield _together(spec, spans, message, "tick what holds, or take the status back", "not ticked either")
