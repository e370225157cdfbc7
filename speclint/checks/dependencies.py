"""Check of the versions of dependencies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Safety
from speclint.markdown.blocks import List, Paragraph
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_NO_VERSION = regex(r"[-\u2014\u2013?]?")
_VERSION = regex(
    r"\b[vV]?\d+(?:\.(?:\d+|[xX*]))*"
    r"|\b(?:latest|stdlib|standard library|built[- ]in|already|existing|bundled|workspace|any)\b",
    re.IGNORECASE,
)
_ARROW = regex(r"(?P<old>[vV]?\d[\w.+-]*)`?\s*(?P<arrow>\u2192|->|=>|\bto\b)\s*`?(?P<new>[vV]?\d[\w.+-]*)")
_NUMBERS = regex(r"[vV]?(\d+)\.(\d+)\.(\d+)")


def unversioned_dependency(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each dependency without a version, and each update that does not say from which to which."""
    for view in spec.tables_by_role("dependencies"):
        for row in view.rows():
            name, version = view.cell(row, "dependency"), view.cell(row, "version")
            if version is None or name is None or is_none_statement(spec.text(name.span)):
                continue
            if _NO_VERSION.fullmatch(spec.text(version.span)) and name.span.end > name.span.start:
                place = version.span if version.span.end > version.span.start else row.span
                message = f"dependency {spec.text(name.span)} has no version"
                yield Finding(place, message, "write the version or the range that it needs")
    for section in spec.alignment.walk():
        fields = spec.fields_of(section)
        for key, updated in (("new-dependencies", False), ("updated-dependencies", True)):
            view_field = fields.get(key)
            for block in view_field.blocks if view_field else ():
                for item in block.items if isinstance(block, List) else ():
                    yield from _item(spec, item, updated=updated)


def _item(spec: Spec, item: ListItem, *, updated: bool) -> Iterator[Finding]:
    head = item.blocks[0] if item.blocks else None
    if not isinstance(head, Paragraph):
        return
    text = spec.text(head.span)
    if is_none_statement(text) or spec.is_placeholder(head.span) or "[" in spec.source[head.span].replace("](", ""):
        return
    name = text.partition(":")[0].partition(" (")[0].strip()
    line = head.line_spans[0]
    if not updated:
        if not _VERSION.search(text):
            yield Finding(line, f"dependency {name} has no version", f"write `{name} (v1.2.3): why it is needed`")
        return
    found = _ARROW.search(spec.source.text, head.span.start, head.span.end)
    if found is None:
        message = f"the update of {name} does not say from which version to which"
        yield Finding(line, message, f"write `{name}: v1.2.3 → v2.0.0, why`")
    elif found["arrow"] == "->":
        fix = Fix("write an arrow", Safety.SAFE, (Edit(Span(*found.span("arrow")), "→"),))
        message = "the arrow between the versions is `->`"
        yield Finding(Span(*found.span("arrow")), message, "write `→`", fix=fix, level="arrow")
    elif _is_backwards(found["old"], found["new"]):
        message = f"{name} goes back from {found['old']} to {found['new']}"
        yield Finding(Span(*found.span("new")), message, "swap the versions, or say why", level="arrow")


def _is_backwards(old: str, new: str) -> bool:
    before, after = _NUMBERS.match(old), _NUMBERS.match(new)
    if before is None or after is None:
        return False
    return tuple(map(int, after.groups())) < tuple(map(int, before.groups()))
