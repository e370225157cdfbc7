"""Checks of how a spec is worded: how long its short sections are, and what it claims without saying how to tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Finding
from speclint.markdown.blocks import Paragraph
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.claims import hedges, may_be_vague, vague_claims
from speclint.spec.measures import has_command, has_count, has_figure, has_outcome, is_unmeasurable
from speclint.spec.prose import CODE, count_sentences, count_words, prose_of, sentences, words_in
from speclint.spec.statements import field_texts, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.statements import Statement

_LONGEST_SHORT = 200
_REFERENCE = regex(
    r"\W*(?:(?:[\w/-]+\s){0,2}(?:references?|sources?|research|links?|related(?:\s\w+)?)\W{0,4}:|see\s(?:also\b|the\s))",
    re.IGNORECASE,
)
_PATH = regex(r"[\w.-]+/[\w./-]+|\b\w+\.(?:go|tsx?|sql|ya?ml|json|md)\b")
_MODAL = regex(r"\b(?:must|shall|will|should|can|may|cannot|needs?\s+to|has\s+to|have\s+to|is|are|be)\b", re.IGNORECASE)
_VERB_END = regex(r"\s[a-z]+(?:s|ed)\s+\S")
_VERBS = regex(
    r"\b(?:accept|add|allow|apply|ask|attach|block|build|cache|check|clear|close|compare|convert|copy|count|define|delete|deny|detect|"
    r"display|download|emit|enable|encrypt|ensure|enforce|expire|export|expose|fail|fetch|filter|find|give|group|handle|hide|hold|"
    r"import|index|keep|let|limit|link|list|load|lock|log|make|map|mark|match|merge|move|notify|offer|open|order|page|parse|persist|"
    r"poll|prevent|print|process|protect|provide|publish|push|put|queue|read|receive|record|redirect|refresh|refuse|reject|remove|"
    r"render|replace|report|require|reset|resolve|retry|return|revoke|rotate|round|run|save|scan|search|select|send|serve|set|show|"
    r"sign|skip|sort|split|start|stop|store|stream|submit|support|sync|tag|test|track|trim|try|update|upload|use|warn|write)\b",
    re.IGNORECASE,
)
_TEST_WORDS = regex(
    r"(?:(?:write|add|create|do|run|have)\s+)?(?:some\s+|more\s+|the\s+)?(?:unit\s+|integration\s+|e2e\s+|end-to-end\s+)?"
    r"(?:tests?|testing)|test\s+(?:it|everything|this)",
    re.IGNORECASE,
)


def overlong_section(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that has more sentences or words than its type allows it, and an overlong title."""
    if spec.type is None:
        return
    yield from _overlong_title(spec, spec.type.title, spec.type.title_words)
    for section in spec.alignment.walk():
        kind = section.type
        if kind.sentences:
            count = count_sentences(spec.source, section.blocks)
            if count > kind.sentences:
                yield _overlong(spec, section, count, kind.sentences, "sentences")
        if kind.words:
            count = count_words(spec.source, [one for one in section.blocks if not _is_reference(spec, one)])
            if count > kind.words:
                slight = count <= kind.words * 1.1
                yield _overlong(spec, section, count, kind.words, "words")._replace(level="slight" if slight else None)
        if kind.role == "overview":
            yield from _overlong_approach(spec, section)


def _is_reference(spec: Spec, block: Block) -> bool:
    """Tell whether a block is a line that says where to read more (`**Research:** [notes](notes.md)`)."""
    return isinstance(block, Paragraph) and bool(_REFERENCE.match(spec.text(block.span)))


def _overlong(spec: Spec, section: SpecSection, count: int, limit: int, unit: str) -> Finding:
    heading = section.heading
    name = spec.text(heading.content)
    return Finding(
        heading.span,
        f"{name} has {count} {unit} where at most {limit} may stand",
        "move the rest to where it is explained",
    )


def _overlong_title(spec: Spec, prefix: str, limit: int) -> Iterator[Finding]:
    heading = spec.title.heading if spec.title else None
    if heading is None or not limit:
        return
    text = spec.text(heading.content)
    rest = text[len(prefix) :] if text.casefold().startswith(prefix.casefold()) else text
    if len(rest.split()) > limit:
        message = f"the title has {len(rest.split())} words where at most {limit} may stand"
        yield Finding(heading.span, message, "shorten it", level="title")


def _overlong_approach(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    fields = [field for key, field in spec.fields_of(section).items() if key in {"approach", "why-this-approach"}]
    count = sum(len(sentences(spec.source, lines)) for field in fields for lines in field_texts(field))
    if count > 3:
        message = f"the approach and its reason have {count} sentences where two or three suffice"
        yield Finding(fields[0].label.name_span, message, "move the rest to Technical Decisions", level="approach")


def vague_wording(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each statement that claims a quality, or hedges, and gives no measure in the same sentence."""
    for statement in sorted(statements(spec), key=lambda one: one.span):
        yield from _judge(spec, statement)
    yield from _hollow_tests(spec)
    yield from _hedged_changes(spec)


def _judge(spec: Spec, one: Statement) -> Iterator[Finding]:
    raw = spec.source[one.span].replace("*", "").replace("_", "")
    if not may_be_vague(raw) or next(_phrases(one, raw), None) is None:
        yield from _too_short(spec, one, raw)
        return
    if one.kind in {"criterion", "done"} and is_unmeasurable(spec.source, one.where):
        return  # another rule says so
    parts = sentences(spec.source, one.where)
    if one.kind == "problem" and (one.code or any(CODE in part.text or has_figure(part.text) for part in parts)):
        return
    for part in parts:
        found = next(_phrases(one, part.text), None)
        if found is not None and not _is_measured(spec, part.text, part.span):
            span = Span(part.span.start + found[0], part.span.start + found[1])
            phrase = " ".join(spec.source[span].split())
            yield Finding(
                span,
                f'"{phrase}" in {one.name} says nothing that can be checked',
                _CURES[one.kind],
                level=_level(spec, one),
            )
            return
    yield from _too_short(spec, one, raw)


_CURES = {
    "problem": "give the figure, the place or the event that shows it",
    "requirement": "say what the system does, and how much of it",
    "criterion": "give a figure, a command or an outcome that can be observed",
    "done": "name a command that passes, or a state that can be asserted",
    "description": "say what happens, in which case",
    "mitigation": "say what is done, and when",
}


def _level(spec: Spec, one: Statement) -> str | None:
    return "rfc-problem" if one.kind == "problem" and spec.section("problem") else None


def _phrases(one: Statement, text: str) -> Iterator[tuple[int, int]]:
    if one.kind in {"problem", "requirement", "criterion", "done"}:
        yield from vague_claims(text)
    if one.kind != "problem":
        yield from hedges(text)


def _is_measured(spec: Spec, text: str, span: Span) -> bool:
    return CODE in text or has_figure(text) or has_command(spec.source, span)


def _too_short(spec: Spec, one: Statement, raw: str) -> Iterator[Finding]:
    if one.kind not in {"description", "requirement"} or "`" in raw or len(raw) > _LONGEST_SHORT:
        return
    text = " ".join(part.text for part in sentences(spec.source, one.where))
    words = words_in(text)
    bare = bool(text) and not one.code and CODE not in text and not has_figure(text) and not _PATH.search(text)
    if not bare:
        return
    if one.kind == "description" and words < 12:
        help_text = "name the function, the file and the behaviour"
        yield Finding(one.span, f"{one.name} is too short to build from: {words} words, no name and no path", help_text)
    elif one.kind == "requirement" and spec.section("motivation") and words < 4:
        yield Finding(one.span, f"{one.name} is too short to test: {_count(words)}", _CURES["requirement"])
    elif (
        one.kind == "requirement"
        and spec.by_role.get("requirements")
        and "requirement" in one.name
        and not _obliges(text)
    ):
        yield Finding(one.span, f"{one.name} states no obligation", "say what the system must do", level="obligation")


def _count(words: int) -> str:
    return "one word" if words == 1 else f"{words} words"


def _obliges(text: str) -> bool:
    stripped = text.lstrip(" :-\u2013\u2014")
    return bool(
        _MODAL.search(stripped)
        or _VERBS.search(stripped)
        or _VERB_END.search(stripped)
        or has_outcome(stripped)
        or has_count(stripped)
    )


def _hollow_tests(spec: Spec) -> Iterator[Finding]:
    """Yield what a design says of its tests in three words or fewer: "write tests"."""
    for key in ("testing", "plan"):
        section = spec.section(key)
        for part in section.walk() if section else ():
            fields = {
                name: field for name, field in spec.fields_of(part).items() if key == "testing" or name == "testing"
            }
            for field in fields.values():
                for lines in field_texts(field):
                    text = " ".join(one.text for one in sentences(spec.source, lines)).strip(" .!")
                    if _TEST_WORDS.fullmatch(text) and len(text.split()) <= 4:
                        span = Span(lines[0].start, lines[-1].end)
                        yield Finding(
                            span, f'"{text}" does not say what is tested', "name the cases and what must hold"
                        )


def _hedged_changes(spec: Spec) -> Iterator[Finding]:
    for section in spec.by_role.get("component-changes", ()):
        for lines in prose_of(section.all_blocks()):
            for part in sentences(spec.source, lines):
                found = next(hedges(part.text), None)
                if found is not None and not _is_measured(spec, part.text, part.span):
                    span = Span(part.span.start + found[0], part.span.start + found[1])
                    phrase = " ".join(spec.source[span].split())
                    yield Finding(span, f'"{phrase}" leaves open what is to be done', _CURES["description"])
                    break
