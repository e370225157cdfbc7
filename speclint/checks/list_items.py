"""The check of list items that the template writes in a form of their own: a name and a text, a path and a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List, Paragraph
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_FIELDS = {
    ("system-context", "components-involved"): "named",
    ("changes-required", "new-components"): "named",
    ("changes-required", "modified-components"): "named",
    ("changes-required", "removed"): "removed",
    ("internal-dependencies", "depends-on"): "named",
    ("internal-dependencies", "blocks"): "named",
    ("external-dependencies", "compatibility"): "requires",
    ("integration-testing", "points"): "points",
    ("end-to-end-testing", "flows"): "named",
    ("monitoring", "alerts"): "triggers",
    ("new-table", "indexes"): "index",
}
_SECTIONS = {"files-to-modify": "path", "files-to-delete": "path", "feature-flags": "controls"}
_BEHIND = r"(?::\s*\S|\s[\u2013\u2014-]\s+\S|\s?(?:\u2192|->|=>)\s?\S)"
_FORMS = {
    "named": regex(rf".+?{_BEHIND}|\S.*?\s\([^()]+\)", re.DOTALL),
    "removed": regex(rf".+?{_BEHIND}|\S.*?\s\([^()]+\)", re.DOTALL),
    "requires": regex(r".+?:\s*(?:requires?|needs?|>=?|\u2265|\^|~)\s*\S|.+?:.*\d", re.IGNORECASE | re.DOTALL),
    "points": regex(rf"(?:.+?(?:\u2194|<->|\u2192|->)|.*?(?:GET|POST|PUT|PATCH|DELETE) /).*?{_BEHIND}", re.DOTALL),
    "controls": regex(r"\S+\s*(?::|[\u2013\u2014-])\s*controls?\s+\S", re.IGNORECASE),
    "triggers": regex(
        r".+?(?::|[\u2013\u2014-])\s*(?:triggers?|fires?|alerts?|pages?)\s+\S", re.IGNORECASE | re.DOTALL
    ),
}
_WANTED = {
    "named": "`name: text`",
    "removed": "`name: what replaces it`",
    "requires": "`platform: Requires version`",
    "points": "`A ↔ B: what is verified`",
    "controls": "`flag: Controls what it switches`",
    "triggers": "`alert: Triggers when condition`",
    "path": "`` `path`: reason ``",
    "index": "`` `idx_table_column` on (column) — reason ``",
}
_INFOS = frozenset({"requires", "points", "controls", "triggers"})
_PROMPT = regex(r"\[[A-Za-z][^\]\n]*\](?!\()")
_PATH = regex(r"(?P<tick>`?)(?P<path>(?:[\w.@()-]+/)*[\w.@()-]*\.\w+|(?:[\w.@-]+/)+[\w.@-]*)(?P<close>`?)(?=$|[\s:,;])")
_INDEX = regex(
    r"(?P<lead>(?:unique|partial)[ \t]+)?(?P<tick>`?)(?P<name>[A-Za-z_][\w$]*)(?P<close>`?)[ \t]+(?P<on>on\b|\()",
    re.IGNORECASE,
)
_DASH = regex(r"\)[^()\n]*?[ \t](?P<dash>--?|\u2013)[ \t]+\S")
_REASON = regex(r"[\w)`][ \t]*(?:[ \t](?:\u2014|\u2013|--?)[ \t]|:[ \t])[ \t]*\S|,[ \t]+\w+[ \t]+\w+")
_MANY = 3


class _Fault(NamedTuple):
    """An item that has not its form, why, and how to mend it."""

    span: Span
    message: str
    edits: tuple[Edit, ...] = ()


def malformed_list_item(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each item that is not written in the form of its list; more than three of one list are one finding."""
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        kind = _SECTIONS.get(section.type.key, "")
        if kind and section.type.list == "bullets":
            yield from _in_list(spec, kind, section.blocks)
        for key, view in spec.fields_of(section).items():
            if kind := _FIELDS.get((section.type.key, key), ""):
                yield from _in_list(spec, kind, view.blocks)


def _in_list(spec: Spec, kind: str, blocks: Sequence[Block]) -> Iterator[Finding]:
    items = [item for block in blocks if isinstance(block, List) for item in block.items]
    faults = [fault for item in items for fault in _judge(spec, kind, item)]
    level = "info" if kind in _INFOS else None
    help_text = f"write {_WANTED[kind]}"
    if len(faults) > _MANY:
        edits = tuple(edit for fault in faults for edit in fault.edits)
        fix = Fix(f"write {_WANTED[kind]}", Safety.SAFE, edits) if edits else None
        related = tuple(Related(fault.span, "here too") for fault in faults[1:_MANY])
        message = f"{len(faults)} items are not written {_WANTED[kind]}"
        yield Finding(faults[0].span, message, help_text, related, fix, level)
        return
    for fault in faults:
        fix = Fix(f"write {_WANTED[kind]}", Safety.SAFE, fault.edits) if fault.edits else None
        yield Finding(fault.span, fault.message, help_text, fix=fix, level=level)


def _judge(spec: Spec, kind: str, item: ListItem) -> Iterator[_Fault]:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return
    span = Span(max(first.span.start, item.content_start), first.span.end)
    text = spec.text(span)
    if not text or is_none_statement(text) or _PROMPT.search(text) or spec.is_placeholder(span):
        return
    line = Span(span.start, min(span.end, first.line_spans[0].end))
    below = len(item.blocks) > 1
    if kind == "path":
        yield from _path(spec, span, line, below=below)
    elif kind == "index":
        yield from _index(spec, span, line, below=below)
    elif not below and not _FORMS[kind].match(text):
        yield _Fault(line, f'the item "{_short(text)}" is not written {_WANTED[kind]}')
    elif kind == "points" and "<->" in spec.source[line]:
        at = span.start + spec.source[line].index("<->")
        yield _Fault(Span(at, at + 3), "the two ends are joined by `<->`", (Edit(Span(at, at + 3), "↔"),))


def _path(spec: Spec, span: Span, line: Span, *, below: bool) -> Iterator[_Fault]:
    """Judge an item that begins with a path; one that begins otherwise is prose."""
    found = _PATH.match(spec.source.text, span.start, span.end)
    if found is None:
        return
    rest = spec.source.text[found.end() : span.end]
    reason = below or bool(re.search(r"[^\W\d_]{2}", rest))
    edits: tuple[Edit, ...] = ()
    if not found["tick"] and not found["close"]:
        edits = (Edit(Span(found.start(), found.end()), f"`{found['path']}`"),)
    path = found["path"]
    if not reason:
        yield _Fault(line, f"no reason is given for {path}", edits)
    elif edits:
        yield _Fault(Span(found.start(), found.end()), f"the path {path} is not written as code", edits)


def _index(spec: Spec, span: Span, line: Span, *, below: bool) -> Iterator[_Fault]:
    found = _INDEX.match(spec.source.text, span.start, span.end)
    if found is None:
        return
    name = found["name"]
    edits: list[Edit] = []
    if not found["tick"] and not found["close"]:
        edits.append(Edit(Span(*found.span("name")), f"`{name}`"))
    dash = _DASH.search(spec.source.text, found.end() - 1, line.end)
    if dash is not None:
        edits.append(Edit(Span(*dash.span("dash")), "—"))
    close = spec.source.text.rfind(")", found.start(), span.end)
    if close < 0:
        yield _Fault(line, f"the columns of index {name} are not named in brackets")
    elif not below and not _REASON.search(spec.source.text, found.end(), span.end):
        yield _Fault(line, f"no reason is given for index {name}", tuple(edits))
    elif edits:
        yield _Fault(line, f"index {name} is not written {_WANTED['index']}", tuple(edits))


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else line[:40].rsplit(" ", 1)[0] + " …"
