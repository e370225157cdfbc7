"""The check of code that the template has in a fence: structs, interfaces, types, migrations, contracts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import Fence, List, Paragraph, Table
from speclint.markdown.inline import links
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.regions import content_of
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.tables import FieldView

_LANGUAGES = {
    "go": frozenset({"go", "golang"}),
    "typescript": frozenset({"ts", "tsx", "typescript"}),
    "sql": frozenset({"sql", "postgresql", "postgres", "pgsql"}),
}
_NAMES = {"go": "Go", "typescript": "TypeScript", "sql": "SQL"}
_LOOKS = {
    "go": regex(r"^\s*type\s+\w+\s+(?:struct|interface)\b", re.MULTILINE),
    "typescript": regex(r"^\s*(?:export\s+)?(?:interface\s+\w+|type\s+\w+\s*(?:<[^>\n]*>\s*)?=)", re.MULTILINE),
    "sql": regex(r"^\s*(?:-- \+goose\b|create\b|alter\b|drop\b)", re.MULTILINE | re.IGNORECASE),
}
_WITH_BODY = regex(r"`?(?:POST|PUT|PATCH)\b", re.IGNORECASE)
_WITHOUT_BODY = regex(
    r"\b(?:204|205|304|30[1278])\b|\bno (?:body|content)\b|\bempty\b|\bsame as\b|\bsee\b|\bas (?:above|in)\b",
    re.IGNORECASE,
)
_CODE = regex(r"`[^`\n]+`")
_TYPE_NAME = regex(r"\b[A-Z]\w*")
_SHAPE = regex(r"\{\s*\"\w+\"\s*:")
_METHOD = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\s+`?/|\brpc\s+\w+|\b(?:query|mutation)\b", re.IGNORECASE)


def missing_code_block(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place whose content the template has in a fence of a language, and that has none."""
    for section in spec.alignment.walk():
        kind = section.type
        if kind.excluded:
            continue
        if kind.role == "endpoint":
            yield from _in_endpoint(spec, section)
        language = next((one for one in kind.code if one in _LANGUAGES), "")
        if language:
            yield from _in_section(spec, section, language)
        elif spec.type and spec.type.is_a("rfc") and kind.key == "api":
            yield from _without_contract(spec, section)
        elif spec.type and spec.type.is_a("rfc") and kind.key == "data-model":
            yield from _without_schema(spec, section)


def _in_endpoint(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    views = spec.fields_of(section)
    has_body = bool(_WITH_BODY.match(spec.text(section.heading.content)))
    for key, language in (("request-struct", "go"), ("response-struct", "go"), ("typescript", "typescript")):
        view = views.get(key)
        if view is None or not view.filled:
            continue
        fences = [block for block in view.blocks if isinstance(block, Fence)]
        if any(fence.language in _LANGUAGES[language] for fence in fences):
            continue
        name = f"**{view.type.label}:**"
        if fences:
            yield from _unlabelled(spec, fences[0], language, name)
        elif not _needs_none(spec, view, strict=has_body and key == "request-struct"):
            message = f"{name} is not given as {_NAMES[language]} in a fence"
            yield Finding(view.label.span, message, f"write it in a fence of `{language}`")


def _needs_none(spec: Spec, view: FieldView, *, strict: bool) -> bool:
    """Tell whether a value says why there is no fence: nothing is sent, or the type stands elsewhere in the spec."""
    spans = [view.label.value, *(block.span for block in view.blocks)]
    spans = [span for span in spans if span.end > span.start]
    if all(spec.is_placeholder(span) or "[" in spec.source[span][:1] for span in spans):
        return True
    text = "\n".join(spec.text(span) for span in spans)
    if _WITHOUT_BODY.search(text):
        return True
    if is_none_statement(text):
        # "None" alone leaves open what a body holds; a reason behind it says that there is none.
        return not strict or len(text.split()) > 2
    codes = [code for span in spans for code in _CODE.findall(spec.source[span])]
    if any(_SHAPE.search(code) for code in codes):
        return True
    declared = [fence.text(spec.source) for fence in (*spec.contracts.go_fences, *spec.contracts.ts_fences)]
    names = {name for code in codes for name in _TYPE_NAME.findall(code)}
    return any(re.search(rf"\b(?:type|interface)\s+{name}\b", one) for name in sorted(names) for one in declared)


def _in_section(spec: Spec, section: SpecSection, language: str) -> Iterator[Finding]:
    content = content_of(spec, section.all_blocks())
    if not content or spec.is_none(section) or "retitled" in section.changes:
        return
    if all(spec.is_placeholder(block.span) for block in content):
        return
    fences = [block for block in content if isinstance(block, Fence)]
    if any(fence.language in _LANGUAGES[language] for fence in fences):
        return
    shown = f'"{spec.text(section.heading.content)}"'
    level = "mild" if section.type.key == "backend-interfaces" else None
    if fences:
        yield from _unlabelled(spec, fences[0], language, shown, level)
        return
    message = f"{shown} holds no {_NAMES[language]} in a fence"
    yield Finding(section.heading.span, message, f"write it in a fence of `{language}`", level=level)


def _unlabelled(spec: Spec, fence: Fence, language: str, name: str, level: str | None = None) -> Iterator[Finding]:
    """Report a fence of another language, or of none; one that reads like the wanted one can be labelled."""
    if fence.language and not _LOOKS[language].search(fence.text(spec.source)):
        message = f"the fence of {name} is `{fence.language}` and not `{language}`"
        yield Finding(_opening(fence), message, f"write it in a fence of `{language}`", level=level)
        return
    fix = None
    if not fence.language and _LOOKS[language].search(fence.text(spec.source)):
        edits = (Edit(fence.info, language),)
        fix = Fix(f"label it `{language}`", Safety.SAFE, edits, uncovers=(fence.span,))
    message = f"the fence of {name} is not labelled `{language}`"
    yield Finding(_opening(fence), message, f"label it `{language}`", fix=fix, level=level)


def _opening(fence: Fence) -> Span:
    return Span(fence.marker.start, max(fence.marker.end, fence.info.end))


def _without_contract(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report an RFC's interfaces that are described in prose alone."""
    content = content_of(spec, section.all_blocks())
    if _is_open(spec, section, content) or any(isinstance(block, Fence | Table) for block in content):
        return
    parts = [part.heading.span for part in section.walk()] + [extra.span for extra in section.extra]
    texts = [spec.source[span] for span in (*(block.span for block in content), *parts)]
    if not any(_METHOD.search(text) or "`" in text for text in texts):
        shown = spec.text(section.heading.content)
        message = f'"{shown}" holds no contract in a form that a machine reads'
        help_text = "write it as OpenAPI, Protocol Buffers or types in a fence"
        yield Finding(section.heading.span, message, help_text, level="mild")


def _without_schema(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Remark that an RFC's data model is a list without a schema; where there is nothing of it another rule says so."""
    content = content_of(spec, section.all_blocks())
    if _is_open(spec, section, content) or any(isinstance(block, Fence | Table) for block in content):
        return
    drawn = any(link.image for block in content for link in links(spec.source, block.span))
    if not drawn and any(isinstance(block, List) and "`" in spec.source[block.span] for block in content):
        shown = spec.text(section.heading.content)
        message = f'"{shown}" holds no schema in a form that a machine reads'
        help_text = "draw an `erDiagram`, or write a JSON Schema or `CREATE TABLE` in a fence"
        yield Finding(section.heading.span, message, help_text, level="info")


def _is_open(spec: Spec, section: SpecSection, content: Sequence[Block]) -> bool:
    """Tell whether a section is empty, retitled, a prompt, or says that there is nothing."""
    if not content or "retitled" in section.changes or spec.is_none(section):
        return True
    texts = [block for block in content if isinstance(block, Paragraph)]
    return any(spec.is_placeholder(block.span) for block in texts)
