"""The check of the YAML front matter: the keys that the type asks for, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.json_schema import violations
from speclint.markdown.blocks import ThematicBreak
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.formats import is_date
from speclint.spec.tables import fold
from speclint.spec.wording import is_placeholder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.json_schema import Violation
    from speclint.markdown.blocks import FrontMatter
    from speclint.rules.rule import Rule
    from speclint.spec.metadata_type import FrontMatterType
    from speclint.spec.model import Spec
    from speclint.spec.parts import Field

_VERSION = regex(r"[vV]?(\d+)(?:\.(\d+))?(?:\.(\d+))?")
_MILD = "mild"


def front_matter_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what the front matter lacks or has amiss, or that there is one where the type has none."""
    if spec.type is None:
        return
    wanted = spec.type.metadata.front_matter
    matter = spec.document.front_matter
    if wanted is None:
        yield from _needless(spec)
    elif matter is None:
        names = ", ".join(wanted.keys)
        lines = [line for key in wanted.keys if (line := _line(spec, key))]
        text = "\n".join(["---", *lines, "---"])
        edits = (Edit(Span(0, 0), f"{text}\n\n"),)
        fix = Fix("insert the front matter", Safety.SAFE, edits, uncovers=(Span(0, 0),)) if lines else None
        yield Finding(Span(0, 0), "the front matter is missing", f"begin with the keys {names}", fix=fix)
    else:
        yield from _judge(spec, matter, wanted)


def _needless(spec: Spec) -> Iterator[Finding]:
    """Report front matter, or a rule at the top that could be taken for its beginning."""
    source = spec.source
    matter = spec.document.front_matter
    if matter is not None:
        data = _loaded(source[matter.content])
        if isinstance(data, dict) or data is None:
            message = "the template has no front matter"
            yield Finding(matter.span, message, "say in the text what it says, and delete it", level=_MILD)
        else:
            fix = Fix("delete the line", Safety.SAFE, (_without_first_line(spec),), uncovers=(matter.span,))
            place = Span(0, 3)
            yield Finding(place, "`---` at the top makes front matter of the text under it", "delete it", fix=fix)
        return
    first = spec.document.blocks[0] if spec.document.blocks else None
    if isinstance(first, ThematicBreak) and first.span.start == 0 and source[first.span] == "---":
        fix = Fix("delete the line", Safety.SAFE, (_without_first_line(spec),))
        message = "`---` at the top may be taken for front matter"
        yield Finding(first.span, message, "delete it", fix=fix, level=_MILD)


def _without_first_line(spec: Spec) -> Edit:
    """Delete the first line and the blank ones after it."""
    source = spec.source
    after = 1
    while after < len(source.line_spans) and not source[source.line_spans[after]].strip():
        after += 1
    end = source.line_starts[after] if after < len(source.line_starts) else len(source)
    return Edit(Span(0, end), "")


def _loaded(text: str) -> Any:
    """Return what YAML makes of a text; a text where it makes nothing of it."""
    from speclint.yaml12 import YamlError, load  # most types have no front matter

    try:
        return load(text)
    except YamlError:
        return text


def _judge(spec: Spec, matter: FrontMatter, wanted: FrontMatterType) -> Iterator[Finding]:
    data = _loaded(spec.source[matter.content])
    if not isinstance(data, dict):
        message = "the front matter is no YAML of keys and values"
        yield Finding(Span(matter.span.start, matter.span.start + 3), message, "write a line `key: value` for each")
        return
    for key in wanted.keys:
        if key not in data:
            yield _lacking(spec, matter, wanted, key)
    told: set[str] = set()
    for violation in violations(data, dict(wanted.schema)):
        key = str(violation.where[0]) if violation.where else ""
        field = spec.front_matter.get(key)
        if field is not None and key not in told and not _elsewhere(wanted, key, field, violation):
            told.add(key)
            yield _amiss(spec, wanted, key, field, violation)


def _elsewhere(wanted: FrontMatterType, key: str, field: Field, violation: Violation) -> bool:
    """Tell whether another rule speaks of a value: of a prompt that was left, and of a date's form."""
    return is_placeholder(field.value) or bool(
        field.value and wanted.formats.get(key) == "date" and violation.keyword in {"pattern", "type"}
    )


def _lacking(spec: Spec, matter: FrontMatter, wanted: FrontMatterType, key: str) -> Finding:
    line = _line(spec, key)
    fix = None
    if line:
        later = wanted.keys[wanted.keys.index(key) + 1 :]
        places = [spec.front_matter[name].line.start for name in later if name in spec.front_matter]
        offset = min(places, default=spec.source.line_starts[spec.source.line_of(matter.span.end)])
        fix = Fix(f"insert `{key}`", Safety.SAFE, (Edit(Span(offset, offset), f"{line}\n"),))
    where = Span(matter.span.start, matter.span.start + 3)
    # What stands under the title is not lost to a reader.
    level = _MILD if fold(key.replace("_", " ")) in spec.metadata else _level(wanted, key)
    return Finding(where, f"the front matter has no `{key}`", f"add `{key}: …`", fix=fix, level=level)


def _amiss(spec: Spec, wanted: FrontMatterType, key: str, field: Field, violation: Violation) -> Finding:
    level = _level(wanted, key)
    if not field.value or violation.keyword == "minLength":
        edits = _value_edits(spec, field, _own_value(spec, key))
        fix = Fix(f"fill in `{key}`", Safety.SAFE, edits) if edits else None
        return Finding(field.line, f"`{key}` has no value", "write its value beside it", fix=fix, level=level)
    if violation.keyword == "not":
        edits = _value_edits(spec, field, _own_value(spec, key))
        fix = Fix("write the spec's own title", Safety.SAFE, edits) if edits else None
        return Finding(field.line, f"`{key}` is the template's", "write the spec's own", fix=fix, level=level)
    if wanted.formats.get(key) == "semver":
        found = _VERSION.fullmatch(field.value)
        edits = _value_edits(spec, field, ".".join(part or "0" for part in found.groups()) if found else "")
        fix = Fix("write three numbers in quotes", Safety.SAFE, edits) if edits else None
        message = f"`{key}` is {field.value}, not a version of three numbers"
        return Finding(field.line, message, 'write it as `"1.0.0"`', fix=fix, level=level)
    fix = Fix("put it in quotes", Safety.SAFE, _value_edits(spec, field, field.value))
    return Finding(
        field.line, f"`{key}` is {field.value}, which YAML takes for no text", "quote it", fix=fix, level=level
    )


def _level(wanted: FrontMatterType, key: str) -> str | None:
    return _MILD if wanted.severity.get(key) == "info" else None


def _value_edits(spec: Spec, field: Field, value: str) -> tuple[Edit, ...]:
    """Return the edit that writes a value in quotes in place of a key's own; none for no value."""
    if not value:
        return ()
    gap = "" if spec.source.text[field.span.start - 1] == " " else " "
    return (Edit(field.span, gap + _quoted(value)),)


def _line(spec: Spec, key: str) -> str:
    value = _own_value(spec, key)
    return f"{key}: {_quoted(value)}" if value else ""


def _own_value(spec: Spec, key: str) -> str:
    """Return what the document itself says of a key, under its title or in it; "" where it says nothing."""
    assert spec.type is not None
    if key == "title" and spec.title and spec.title.heading:
        text = spec.text(spec.title.heading.content)
        name = text[len(spec.type.title) :].strip() if text.startswith(spec.type.title) else ""
        return "" if is_placeholder(name) else name
    field = spec.metadata.get(fold(key.replace("_", " ")))
    known = field.value if field is not None and field.place != "front-matter" else ""
    return known if is_date(known) else ""


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
