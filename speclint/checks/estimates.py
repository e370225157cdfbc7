"""Checks of what a design spec says twice: its gravest risks, its hours, its components."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List, Paragraph
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.tables import FieldView

_WORD = regex(r"[^\W\d_]{4,}")
_SHARE = 0.6
_MEDIUM = regex(r"\bmedium\b|\bmoderate\b", re.IGNORECASE)
_HOURS = regex(r"(?:~|about |approx\.? )?(\d+(?:\.\d+)?)\s*(?:h|hrs?|hours?)\b[.]?(?:\s*\([^()]*\))?", re.IGNORECASE)
_NUMBER = regex(r"(\d+(?:\.\d+)?)(?:\s*(?:h|hrs?|hours?)\b)?[.]?(?:\s*\([^()]*\))?", re.IGNORECASE)
_LEAD = regex(r"(?::(?=\s|$)|\s[\u2014\u2013-]\s)")
_PARTS = regex(r"[,;]\s*(?:and\s+)?|\s+and\s+|\n")
_NOTE = regex(r"\([^()]*\)|[`*_\"]|\b(?:the|a|an|new|existing)\b", re.IGNORECASE)


def uncovered_critical_risk(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each risk that is high in impact and probability and that the critical risks leave out, and the reverse."""
    section = next(iter(spec.by_role.get("risks", [])), None)
    field = spec.fields_of(section).get("critical-risks") if section else None
    rows = [
        (cell.span, _grave(spec.text(impact.span)) and _grave(spec.text(odds.span)))
        for view in spec.tables_by_role("risks")
        for row in view.rows()
        if (cell := view.cell(row, "risk")) and (impact := view.cell(row, "impact"))
        if (odds := view.cell(row, "probability")) and not spec.is_placeholder(cell.span)
    ]
    items = [item for item in _items(field) if not _is_nothing(spec, _first_line(item))]
    covered = {id(item): [(span, grave) for span, grave in rows if _covers(spec, span, item)] for item in items}
    missing = [span for span, grave in rows if grave and not any((span, True) in held for held in covered.values())]
    loose = [item for item in items if not covered[id(item)]]
    lesser = [item for item in items if covered[id(item)] and not any(grave for _, grave in covered[id(item)])]
    if field and _MEDIUM.search(spec.source[field.label.span]):
        # The author has drawn the line elsewhere, and says so.
        lesser = []
    for span in missing if not loose else missing[len(loose) :]:
        yield Finding(
            span,
            "this risk is high in impact and probability, and the critical risks leave it out",
            "add it to the critical risks, with its plan in detail",
            related=(Related(field.label.span, "the critical risks"),) if field else (),
            fix=_stub(spec, span, items),
        )
    for item in [*lesser, *(loose if not missing else ())]:
        yield Finding(
            _first_line(item),
            "this critical risk is not high in both impact and probability"
            if item in lesser
            else "no risk is this one",
            "give it the row that it has as a critical risk, or drop it from them",
        )


def _grave(text: str) -> bool:
    return bool(re.match(r"(?:h|high|very high|critical|severe)\b", text, re.IGNORECASE))


def _items(field: FieldView | None) -> list[ListItem]:
    return [item for block in (field.blocks if field else ()) if isinstance(block, List) for item in block.items]


def _first_line(item: ListItem) -> Span:
    first = item.blocks[0] if item.blocks else None
    if not isinstance(first, Paragraph):
        return item.span
    return Span(max(item.content_start, first.span.start), first.line_spans[0].end)


def _is_nothing(spec: Spec, span: Span) -> bool:
    return spec.is_placeholder(span) or is_none_statement(spec.text(span))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.casefold()[:5] for word in _WORD.findall(text))


def _covers(spec: Spec, risk: Span, item: ListItem) -> bool:
    """Tell whether an item speaks of a risk: it holds most of the risk's words, or the risk most of its lead's."""
    wanted, words = _stems(spec.text(risk)), _stems(spec.source[item.span])
    lead = _stems(_LEAD.split(spec.text(_first_line(item)), maxsplit=1)[0])
    if not wanted:
        return True
    return len(wanted & words) >= _SHARE * len(wanted) or (bool(lead) and len(lead & wanted) > _SHARE * len(lead))


def _stub(spec: Spec, risk: Span, items: Sequence[ListItem]) -> Fix | None:
    if not items:
        return None
    last = items[-1]
    line = spec.source.line_spans[spec.source.line_of(last.span.start)]
    lead = spec.source.text[line.start : last.content_start]
    if re.search(r"\d", lead):
        return None
    text = f"\n{lead}{spec.text(risk)}:"
    return Fix("add it without its plan", Safety.SAFE, (Edit(Span(last.span.end, last.span.end), text),))


def effort_sum_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the estimated hours where those of the phases, or those of the components, add up to another sum."""
    section = spec.section("effort")
    fields = spec.fields_of(section) if section else {}
    total = fields.get("hours")
    said = _NUMBER.fullmatch(spec.text(total.label.value)) if total else None
    if total is None or said is None:
        return
    efforts = [spec.fields_of(phase).get("estimated-effort") for phase in spec.by_role.get("phase", [])]
    phases = [_HOURS.fullmatch(spec.text(field.label.value)) if field else None for field in efforts]
    items = _items(fields.get("breakdown"))
    parts = [_NUMBER.fullmatch(_LEAD.split(spec.text(_first_line(item)), maxsplit=1)[-1].strip()) for item in items]
    for found, what, spans in (
        (phases, "phases", [field.label.value for field in efforts if field]),
        (parts, "components", [_first_line(item) for item in items]),
    ):
        hours = [float(one[1]) for one in found if one]
        if found and len(hours) == len(found) and abs(sum(hours) - float(said[1])) > _ROUNDING:
            yield Finding(
                total.label.value,
                f"the estimate is {float(said[1]):g} hours, and those of the {what} add up to {sum(hours):g}",
                "make the parts and the whole agree",
                related=tuple(Related(span, "a part") for span in spans),
            )


_ROUNDING = 0.01


def component_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield the key components where the components involved are others."""
    fields = {key: view for section in spec.alignment.walk() for key, view in spec.fields_of(section).items()}
    key, involved = fields.get("key-components"), fields.get("components-involved")
    if key is None or involved is None or not (key.filled and involved.filled):
        return
    if spec.is_placeholder(key.label.value) or any(spec.is_placeholder(_first_line(item)) for item in _items(involved)):
        return
    mine, theirs = _names(spec, key), _names(spec, involved)
    if not mine or not theirs:
        return
    lacking = [name for name, words in mine.items() if not any(_alike(words, other) for other in theirs.values())]
    excess = [name for name, words in theirs.items() if not any(_alike(words, other) for other in mine.values())]
    if lacking or excess:
        parts = [f"lack {', '.join(lacking)}"] if lacking else []
        parts += [f"have {', '.join(excess)} besides"] if excess else []
        yield Finding(
            key.label.value if key.label.value.end > key.label.value.start else key.label.span,
            f"the components involved {' and '.join(parts)}",
            "name the same components in both places",
            related=(Related(involved.label.span, "the components involved"),),
        )


def _names(spec: Spec, field: FieldView) -> dict[str, frozenset[str]]:
    value = spec.text(field.label.value)
    lines = [spec.text(_first_line(item)) for item in _items(field)]
    texts = [_LEAD.split(line, maxsplit=1)[0] for line in lines] if lines else _PARTS.split(_NOTE.sub("", value))
    names = [" ".join(_NOTE.sub(" ", text).split()).strip(" .") for text in texts]
    found = {name: frozenset(re.findall(r"\w+", name.casefold())) for name in names if name}
    return {} if any(len(words) > _LONGEST for words in found.values()) else found


# What is longer is a sentence, not a name.
_LONGEST = 5


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return one <= other or other <= one
