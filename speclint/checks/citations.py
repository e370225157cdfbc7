"""Checks of how prose cites requirements and tasks: by exact ids, and in every decision."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.mentions import names_another_document, readable, sentence_at, texts
from speclint.spec.wording import canonical, find_refs, is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.spectype import IdFamily

_MANY = 3
# Without their first letters, which may be great or small.
_WORDS = {"story": r"tor(?:y|ies)", "requirement": r"eq(?:uirements?|\.)?", "task": r"asks?"}
_USER = regex(r"\buser\s+$", re.IGNORECASE)
# A figure after such a word is a measure or a count: `T-1 day`, `task 2 times`, `each task 3 retries`.
_UNIT = regex(
    r"\s*(?:%|x\b|(?:days?|hours?|hrs?|weeks?|months?|minutes?|mins?|seconds?|secs?|ms|times|retries|attempts|of|out\s+of)\b)"
    r"|[.,]\d",
    re.IGNORECASE,
)
_REACH = 40
_PRD = regex(r"\bPRDs?\b")
_COUNTED = regex(r"\b(?:each|per|every|any|one|an?|same|single|no|of)\s+(?:\w+\s+)?$", re.IGNORECASE)
_TRACED = regex(
    r"\b(?:US|ER|T)[-_ ]?\d|\b(?:all|every|each|both)\s+(?:\w+\s+){0,2}(?:requirements?|stor(?:y|ies))\b"
    r"|\b(?:user\s+story|stor(?:y|ies)|requirements?)\s+#?\d",
    re.IGNORECASE,
)


class _Citation(NamedTuple):
    """A requirement or a task cited by anything but its exact id; `written` tells an id from a paraphrase."""

    name: str
    span: Span
    family: IdFamily
    written: bool


def inexact_reference(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each requirement, story and task that prose cites by a paraphrase or an ill-written id."""
    known = _known(spec)
    groups: dict[tuple[str, str], list[_Citation]] = {}
    for citation in _citations(spec, known):
        groups.setdefault((citation.name, spec.source[citation.span].casefold()), []).append(citation)
    if len(groups) > _MANY:
        every = sorted((one for group in groups.values() for one in group), key=lambda one: one.span)
        yield _finding(spec, known, every, f", the first of {len(every)} such citations")
        return
    for group in groups.values():
        yield _finding(spec, known, group, "")


def _finding(spec: Spec, known: frozenset[str], group: Sequence[_Citation], suffix: str) -> Finding:
    first, *others = group
    edits = [Edit(one.span, one.name) for one in group if one.written and one.name in known]
    fix = Fix("write the exact id", Safety.SAFE, tuple(edits)) if len(edits) == len(group) else None
    what = f"`{spec.source[first.span]}`"
    message = f"{what} is not written {first.name}" if first.written else f"{what} stands in place of {first.name}"
    return Finding(
        first.span,
        message + suffix,
        f"cite it as {first.name}" if first.name in known else "cite the id of what the spec defines",
        related=tuple(Related(one.span, f"`{spec.source[one.span]}` here") for one in others),
        fix=fix,
    )


def _known(spec: Spec) -> frozenset[str]:
    tasks = {task.id for task in spec.tasks if task.number is not None}
    return frozenset(tasks | {requirement.id for requirement in spec.requirements})


def _families(spec: Spec, known: frozenset[str]) -> list[IdFamily]:
    kinds = spec.type.ids if spec.type else ()
    return [family for family in kinds if any(name.startswith(family.prefix) for name in known)]


def _citations(spec: Spec, known: frozenset[str]) -> list[_Citation]:
    """Return the inexact citations in text, those left out that stand in a field or column of ids (SL201, SL205)."""
    rough = sorted(_rough(spec.source.text, _families(spec, known), known), key=lambda one: one.span)
    if not rough:
        return []
    typed = _typed(spec)
    written = {spec.source[span] for span in typed}
    orphans = [task.labels["implements"].span for task in spec.traceability.orphans]
    places = [one.span.start for one in rough]
    found: list[_Citation] = []
    for block in spec.walk():
        for where in texts(block):
            start, end = (where.start, where.end) if isinstance(where, Span) else (where[0].start, where[-1].end)
            held = rough[bisect_left(places, start) : bisect_left(places, end)]
            if not held:
                continue
            text = readable(spec.source, where)
            for one in held:
                mine = spec.source[one.span]
                if one.span in typed or mine in written or any(orphan.contains(one.span) for orphan in orphans):
                    continue
                if text[one.span.start - start : one.span.end - start] != mine:
                    continue
                if _is_foreign(sentence_at(spec.source.text[start:end], one.span.start - start), one):
                    continue
                found.append(one)
    return found


def _is_foreign(sentence: str, one: _Citation) -> bool:
    """Tell whether the sentence speaks of another document; a story is the PRD's own and has its id here."""
    if one.family.name == "story":
        sentence = _PRD.sub("", sentence)
    return names_another_document(sentence)


def _rough(text: str, families: Sequence[IdFamily], known: frozenset[str]) -> Iterator[_Citation]:
    for family in families:
        letters = family.prefix.rstrip("-")
        for found in _ids(text, letters):
            name, mine = canonical(family, int(found[1])), found.group()
            hyphened = mine.startswith(family.prefix)
            padded = len(found[1]) >= family.digits
            if mine == name or not (padded or hyphened) or (family.name == "task" and name not in known):
                continue
            if not padded and _UNIT.match(text, found.end()):
                continue
            if hyphened or name in known:
                yield _Citation(name, Span(*found.span()), family, written=True)
        yield from _paraphrases(text, family, known)


def _ids(text: str, letters: str) -> Iterator[re.Match[str]]:
    """Yield what may be an id; each expression begins with its letters, which makes the search a fast one."""
    yield from re.finditer(rf"{letters}(?<![\w-]{letters})[-_ ]?(\d{{1,6}})(?![\w-])", text)
    small = letters.lower()
    for sign in "-_":
        yield from re.finditer(rf"{small}{sign}(?<![\w-]{small}{sign})(?=0)(\d{{1,6}})(?![\w-])", text)


def _paraphrases(text: str, family: IdFamily, known: frozenset[str]) -> Iterator[_Citation]:
    word = _WORDS.get(family.name)
    for found in re.finditer(rf"{word}\s+#?(\d{{1,3}})(?![\w-])", text) if word else ():
        start = found.start() - 1
        if start < 0 or text[start].casefold() != family.name[0] or text[start - 1 : start].isalnum():
            continue
        before = text[max(0, start - _REACH) : start]
        lead = _USER.search(before) if family.name == "story" else None
        if lead:
            before, start = before[: lead.start()], start - len(lead.group())
        name = canonical(family, int(found[1]))
        if name in known and not _UNIT.match(text, found.end()) and not _COUNTED.search(before):
            yield _Citation(name, Span(start, found.end()), family, written=False)


def _typed(spec: Spec) -> set[Span]:
    refs = [task.ref for task in spec.tasks] + [requirement.ref for requirement in spec.requirements]
    refs += [ref for task in spec.tasks for ref in (*task.implements, *task.dependencies)]
    refs += [ref for row in spec.mapping for ref in (row.ref, *row.tasks)]
    found = {ref.span for ref in refs if not ref.exact}
    for view in spec.tables_by_role("end-to-end-tests"):
        for row in view.rows():
            cell = view.cell(row, "requirement")
            for family in spec.type.ids if spec.type and cell else ():
                assert cell is not None
                found |= {
                    ref.span for ref in find_refs(spec.source[cell.span], family, cell.span.start) if not ref.exact
                }
    return found


def untraced_decision(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each key decision that names no requirement and no story."""
    if not spec.requirements:
        return
    word = "story" if spec.type and spec.type.requirement_family == "story" else "requirement"
    untraced: list[Span] = []
    for view in spec.tables_by_role("decisions"):
        for row in view.rows():
            cell = view.cell(row, "decision") or row.cells[0]
            if _TRACED.search(spec.source[row.span]) or is_none_statement(spec.text(cell.span)):
                continue
            if not any(spec.is_placeholder(one.span) for one in row.cells):
                untraced.append(cell.span if cell.span.end > cell.span.start else row.span)
    advice = f"name the {word} that it serves in its rationale, as in ({spec.requirements[0].id})"
    if len(untraced) > _MANY:
        yield Finding(
            untraced[0],
            f"{len(untraced)} key decisions, this one the first, name no {word}",
            advice,
            related=tuple(Related(span, "this one neither") for span in untraced[1:]),
        )
        return
    for span in untraced:
        yield Finding(span, f"this key decision names no {word}", advice)
