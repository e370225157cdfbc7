"""Checks of what a spec rests on: shell commands left to be run, inputs not cited, a PRD not linked."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import Heading, HtmlBlock, walk
from speclint.markdown.inline import code_spans, links
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.leftovers import Leftovers
from speclint.spec.mentions import texts
from speclint.spec.prompts import guidance_in
from speclint.spec.wording import is_none_statement, is_open_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.project import Project

# What the template asks a shell for, and the prompt that says so to a person.
_COMMANDS = (
    (regex(r"date\b"), "[date]"),
    (regex(r"git\s+branch\b"), "[branch]"),
    (regex(r"git\s+rev-parse\b"), "[commit]"),
    (regex(r"git\s+log\b"), "[recent commits]"),
    (regex(r"git\s+config\s+user\.name\b"), "[author]"),
    (regex(r"git\s+config\s+user\.email\b"), "[address of the author]"),
    (regex(r"(?:git|gh|whoami|hostname|pwd|ls|cat|uname|node|go|python3?)(?:\s|$)"), "[value]"),
)
_PRD = regex(r"\bprds?\b|product[- _]requirements?|\bproduct requirement doc\w*", re.IGNORECASE)
_PATH = regex(r"[\w./@-]+\.(?:md|markdown|mdx|txt|pdf|docx?|html)\b|[\w.@-]+(?:/[\w.@-]+)+|https?://\S+")
_ISSUE = regex(r"(?<!\w)#\d+\b|https?://")


def unexpanded_shell(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each `!` before a code span that holds a command: a shell was to put its output there."""
    text = spec.source.text
    if "!`" not in text:
        return
    for block in spec.walk():
        for where in texts(block):
            codes = code_spans(spec.source, where)
            for code in codes:
                at = code.span.start - 1
                # After a letter the sign belongs to a macro (`warn!`) or to a sentence.
                if at < 0 or text[at] != "!" or (at and not text[at - 1].isspace() and text[at - 1] not in "|:(*_"):
                    continue
                if any(other.span.start <= at < other.span.end for other in codes):
                    continue
                prompt = next(
                    (word for pattern, word in _COMMANDS if pattern.match(spec.source[code.content].strip())), None
                )
                if prompt is not None:
                    span = Span(at, code.span.end)
                    fix = Fix("put a prompt in its place", Safety.UNSAFE, (Edit(span, prompt),))
                    message = f"the shell command {spec.source[code.span]} was not expanded"
                    yield Finding(span, message, "write what it prints", fix=fix)


def missing_prd_link(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the place where a PRD should be named by its path or a link, and is not."""
    if spec.type is None:
        return
    if "PRD" in spec.type.metadata.labels:
        yield from _in_metadata(spec)
    elif context := spec.section("context"):
        yield from _in_context(spec, context)
    elif related := next(iter(spec.by_role.get("related-documents", ())), None):
        field = spec.fields_of(related).get("product-requirements")
        if field is not None and field.filled and not _points(spec, field.label.value) and not field.blocks:
            value = field.label.value
            if not _is_open(spec, value) and not is_none_statement(spec.text(value)):
                yield Finding(value, "the product requirements are not linked", "link the document", level="related")


def _in_metadata(spec: Spec) -> Iterator[Finding]:
    field = spec.metadata.get("prd")
    schema = spec.type.metadata.schema.get("properties", {}).get("PRD") if spec.type else None
    if field is None or schema is False or field.span.end == field.span.start or _is_open(spec, field.span):
        return
    if not _points(spec, field.span):
        yield Finding(
            field.span,
            f"the PRD is given as {field.value}, which is no path and no link",
            "name its path, as in `prds/name.md`",
        )


def _is_open(spec: Spec, span: Span) -> bool:
    return spec.is_placeholder(span) or is_open_word(spec.text(span)) or not spec.text(span)


def _points(spec: Spec, span: Span) -> bool:
    return bool(links(spec.source, span)) or bool(_PATH.search(spec.source[span]))


def _in_context(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    kind = spec.type
    assert kind is not None
    named: Span | None = None
    written: list[Span] = []
    for block in walk(section.all_blocks()):
        for where in texts(block) if not isinstance(block, HtmlBlock) else ():
            spans = (where,) if isinstance(where, Span) else where
            span = Span(spans[0].start, spans[-1].end)
            raw = spec.source[span]
            if not raw.strip() or spec.is_placeholder(span) or guidance_in(kind, spec.text(span)):
                continue
            written += [] if isinstance(block, Heading) else [span]
            found = _PRD.search(raw)
            if found is None:
                continue
            if links(spec.source, where) or _path_of_prd(raw) or _ISSUE.search(raw):
                return
            if not re.search(r"\b(?:no|none|without|not)\b[^.\n]*\bprds?\b", raw, re.IGNORECASE):
                named = named or Span(span.start + found.start(), span.start + found.end())
            else:
                return
    if named is not None:
        yield Finding(named, "the PRD is named but not linked", "link it, or give its path")
    elif _is_filled(spec, written):
        yield Finding(section.heading.span, "no PRD is linked", "link it, or say that there is none", level="absent")


def _is_filled(spec: Spec, written: list[Span]) -> bool:
    """Tell whether any of the texts is the author's own."""
    left = Leftovers(spec)
    return any(all(False for _ in left.in_text(span)) for span in written)


def _path_of_prd(text: str) -> bool:
    return any(_PRD.search(found.group().replace("/", " ").replace("_", " ")) for found in _PATH.finditer(text))


def uncited_input(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield what a spec was to be written from and does not cite."""
    for path in sorted(project.named):
        facts = project.specs[path]
        if facts.inputs is None:
            continue
        folder = posixpath.dirname(facts.path)
        for name in facts.inputs.expected:
            if name not in facts.inputs.cited and project.repository.exists(posixpath.join(folder, name)):
                yield Finding(
                    facts.title, f"{name} lies beside the spec and is not cited", "cite it where it is used", path=path
                )
                break
        else:
            if facts.inputs.uncited is not None:
                span, message, help_text = facts.inputs.uncited
                yield Finding(span, message, help_text, path=path)
