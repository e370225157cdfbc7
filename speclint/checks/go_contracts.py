"""Checks of Go: its syntax, its json tags and its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Fence
from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.contract_fences import GO, problem_place
from speclint.spec.mentions import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.contracts.go_model import GoField, GoStruct
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_SIGNATURE = regex(r"func(?:\s+\([^)]*\))?\s+\w+(?:\[[^\]]*\])?\s*\(")
_OTHER_BINDING = frozenset({"form", "query", "uri", "param", "path", "header", "cookie", "url", "schema", "xml", "db"})
_CAPITAL = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_RULED = frozenset({"validate", "binding", "v", "valid"})


def go_syntax_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place where a Go fence or a signature is no Go (The Go Programming Language Specification).

    A declaration need not be whole: bodies, packages and imports may be left out, and so may parts under dots.
    """
    contracts = spec.contracts
    for fence, file in zip(contracts.go_fences, contracts.go_files, strict=True):
        for problem in file.problems:
            place = problem_place(spec, fence, problem.span)
            if place is not None:
                yield Finding(place, f"the Go is broken: {problem.message}", problem.help)
    if "func" in spec.source.text:
        yield from _signatures(spec)


def _signatures(spec: Spec) -> Iterator[Finding]:
    from speclint.contracts import go

    for block in spec.walk():
        for where in texts(block):
            for code in code_spans(spec.source, where):
                text = " ".join(spec.source[code.content].split("\n"))
                if not _SIGNATURE.match(text):
                    continue
                # Braces show that there is a body, which a signature in the text leaves out.
                bare = text.rstrip(" {}.\u2026") if "{" in text else text
                file = go.parse(bare)
                fault = next((problem.message for problem in file.problems), None)
                if fault is None:
                    fault = next((_untyped(function) for function in file.functions if _untyped(function)), None)
                if fault:
                    help_text = "write it as Go has it: `func (r *Type) Name(ctx context.Context) error`"
                    yield Finding(code.content, f"the signature is no Go: {fault}", help_text, level="signature")


def _untyped(function: object) -> str | None:
    from speclint.contracts.conversion import BASIC
    from speclint.contracts.go_model import GoFunction, GoNamed

    assert isinstance(function, GoFunction)
    known = {*BASIC, "error", "any", "string", "bool", "byte", "rune", "comparable", *function.type_params}
    for parameter in function.parameters:
        type_ = parameter.type
        if parameter.name or not isinstance(type_, GoNamed) or type_.package:
            continue
        if type_.name not in known and type_.name[:1].islower():
            return f"{type_.name} has no type"
    return None


def missing_json_tag(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each struct that goes over the wire with a field without a json tag, or with keys of two styles.

    A field that is bound to something else (a query, a path) needs none; what is no exported field of an endpoint's
    struct needs one only where its neighbours have it (encoding/json, "Marshal").
    """
    wired = list(_wired(spec))
    styles = [style for _, struct in wired for style in _styles(struct.fields) if style]
    main = "snake" if styles.count("snake") >= styles.count("camel") else "camel"
    for fence, struct in wired:
        untagged = [field for field in struct.fields if _needs_tag(field)]
        if untagged:
            yield _untagged(fence, struct, untagged, main)
        odd = [
            field for field, style in zip(struct.fields, _styles(struct.fields), strict=True) if style not in ("", main)
        ]
        if odd and styles.count(main) >= len(odd):
            first = odd[0]
            message = f"json name {first.json_name} of {struct.name} is not in {main} case, as the others are"
            related = tuple(Related(fence.place_span(*field.name_span), "nor is this one") for field in odd[1:4])
            help_text = f"write `{_key(first.name, main)}`"
            yield Finding(fence.place_span(*first.span), message, help_text, related)
    yield from _without_rules(spec)


def _wired(spec: Spec) -> Iterator[tuple[Fence, GoStruct]]:
    """Yield the structs of requests and responses: those of endpoints, and elsewhere those with json tags."""
    contracts = spec.contracts
    for fence, file in zip(contracts.go_fences, contracts.go_files, strict=True):
        own = any(section.section.span.contains(fence.span) for section in spec.by_role.get("endpoint", []))
        for struct in file.structs:
            tagged = [field for field in struct.fields if field.has_json_tag]
            if not struct.broken and (own or tagged):
                yield fence, struct


def _needs_tag(field: GoField) -> bool:
    return (
        field.exported
        and not field.embedded
        and not field.has_json_tag
        and not _OTHER_BINDING & {k for k, _ in field.tag}
    )


def _styles(fields: Sequence[GoField]) -> list[str]:
    return [_style(field.json_name) if field.has_json_tag and field.json_name else "" for field in fields]


def _style(name: str) -> str:
    bare = name.strip("_$@")
    if bare[:1].isupper():
        return "pascal"
    if "_" in bare and bare.islower():
        return "snake"
    return "camel" if not bare.islower() and "_" not in bare and "-" not in bare else ""


def _key(name: str, style: str) -> str:
    words = [word for word in _CAPITAL.split(name) if word]
    if style == "snake":
        return "_".join(word.lower() for word in words)
    return "".join(word.lower() if index == 0 else word.capitalize() for index, word in enumerate(words))


def _untagged(fence: Fence, struct: GoStruct, fields: Sequence[GoField], style: str) -> Finding:
    names = ", ".join(field.name for field in fields[:4]) + (" and others" if len(fields) > 4 else "")
    verb = "has no json tag" if len(fields) == 1 else "have no json tags"
    spans = [field.span for field in struct.fields]
    edits: list[Edit] = []
    for field in fields:
        tag = f'json:"{_key(field.name, style)}"'
        if spans.count(field.span) > 1:
            return _tag_finding(fence, struct, fields, f"{names} of {struct.name} {verb}", None)
        at = fence.place(field.tag_span.start) + 1 if field.tag_span else fence.place_span(*field.span).end
        edits.append(Edit(Span(at, at), f"{tag} " if field.tag_span else f" `{tag}`"))
    fix = Fix("add the json tags", Safety.UNSAFE, tuple(edits))
    return _tag_finding(fence, struct, fields, f"{names} of {struct.name} {verb}", fix)


def _tag_finding(fence: Fence, struct: GoStruct, fields: Sequence[GoField], message: str, fix: Fix | None) -> Finding:
    related = tuple(Related(fence.place_span(*field.name_span), "nor has this one") for field in fields[1:4])
    return Finding(fence.place_span(*fields[0].span), message, "add the key that it has in JSON", related, fix)


def _without_rules(spec: Spec) -> Iterator[Finding]:
    """Yield each request struct with a field of which nobody says whether it is required and what it may hold."""
    contracts = spec.contracts
    files = dict(zip((fence.span for fence in contracts.go_fences), contracts.go_files, strict=True))
    for section in spec.by_role.get("endpoint", []):
        view = spec.fields_of(section).get("request-struct")
        for block in view.blocks if view else ():
            if not isinstance(block, Fence) or block.language not in GO or block.span not in files:
                continue
            prose = _prose(spec, section)
            for struct in files[block.span].structs:
                bare = [field for field in struct.fields if _is_unruled(field, prose)] if not struct.broken else []
                if bare and "validat" not in prose:
                    names = ", ".join(field.name for field in bare[:4])
                    message = f"of {names} in {struct.name} nobody says what is required and valid"
                    help_text = "add a validate tag, or say it beside the struct"
                    yield Finding(block.place_span(*bare[0].span), message, help_text, level="validation")


def _prose(spec: Spec, section: SpecSection) -> str:
    blocks = (block for block in section.all_blocks() if not isinstance(block, Fence))
    return "\n".join(spec.source[block.span] for block in blocks).casefold()


def _is_unruled(field: GoField, prose: str) -> bool:
    if not field.exported or not field.has_json_tag or field.pointer or _RULED & {key for key, _ in field.tag}:
        return False
    if getattr(field.type, "name", "") == "bool":
        return False
    if {"omitempty", "omitzero"} & set(field.json_options) or field.comment:
        return False
    return field.name.casefold() not in prose and (field.json_name or field.name).casefold() not in prose
