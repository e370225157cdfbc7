"""The check of a decision's options: two or more, one of them chosen, each with what speaks for and against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List, Paragraph
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.tables import fold
from speclint.spec.topics import fold_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import ListItem
    from speclint.markdown.labels import Label
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.tables import FieldView

_MARK = regex(
    r"[\u2713\u2714\u2705\u2611]\ufe0f?|[\u2717\u2718\u274c\u2715\u2716\u2612]\ufe0f?"
    r"|(?<=\*\* )[xX](?=\s|$)|(?<=__ )[xX](?=\s|$)"
)
_CHOSEN = frozenset("\u2713\u2714\u2705\u2611")
_PLAIN = frozenset({"\u2713", "\u2717"})
_WORDS = regex(r"\((?P<word>chosen|selected|accepted|recommended|rejected|not chosen)\)", re.IGNORECASE)
_SMALL = frozenset(
    {"a", "an", "the", "and", "or", "of", "for", "to", "in", "on", "with", "by", "at", "use", "using", "not"}
)
_ALIASES = {
    "pros": ("pros", "pro", "advantages", "for"),
    "cons": ("cons", "con", "disadvantages", "against"),
    "rationale": ("rationale", "why", "reason", "why chosen"),
    "why not": ("why not", "reason", "why rejected", "rejected because", "rationale", "why not chosen"),
}


class _Option(NamedTuple):
    """One option: its item, its first line, its mark and what it holds."""

    item: ListItem
    line: Span
    mark: Span | None
    chosen: bool | None
    parts: dict[str, Label]


def incomplete_decision(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield what the options of each decision lack: a second one, the mark of the chosen one, their parts."""
    for section in spec.by_role.get("decision", []):
        view = spec.fields_of(section).get("options")
        if view is None or not view.filled:
            continue
        options = _options(spec, view)
        if not options or any(spec.is_placeholder(_name(spec, option)) for option in options):
            continue
        yield from _number(view, options)
        yield from _marks(spec, view, options)
        # Where several are chosen, nobody can say which of them lacks its reason.
        sure = sum(bool(option.chosen) for option in options) == 1
        for option in options:
            yield from _parts(spec, option, sure=sure)
        yield from _unnamed(spec, spec.fields_of(section).get("decision"), options)


def _options(spec: Spec, view: FieldView) -> list[_Option]:
    found = []
    for item in (item for block in view.blocks if isinstance(block, List) for item in block.items):
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            continue
        line = Span(max(first.line_spans[0].start, item.content_start), first.line_spans[0].end)
        mark = _MARK.search(spec.source.text, line.start, line.end)
        chosen = None
        if mark is not None:
            chosen = mark.group()[0] in _CHOSEN
        elif word := _WORDS.search(spec.source.text, line.start, line.end):
            chosen = word["word"].casefold() not in {"rejected", "not chosen"}
        elif item.checkbox is not None:
            chosen = bool(item.checked)
        parts = {fold(label.name): label for label in labels(spec.source, item.blocks[1:], plain=True)}
        below = [label for label in labels(spec.source, item.blocks[:1], plain=True) if label.span.start > line.start]
        parts |= {fold(label.name): label for label in below}
        found.append(_Option(item, line, Span(*mark.span()) if mark else None, chosen, parts))
    return found


def _name(spec: Spec, option: _Option) -> Span:
    """Return an option's first line without its mark."""
    end = option.mark.start if option.mark and option.mark.end == option.line.end else option.line.end
    text = spec.source[Span(option.line.start, end)].rstrip()
    return Span(option.line.start, option.line.start + len(text))


def _number(view: FieldView, options: Sequence[_Option]) -> Iterator[Finding]:
    if len(options) == 1:
        message = "the decision has one option, so nothing was decided"
        yield Finding(
            options[0].line, message, "name what else would have served, and why it was not taken", level="mild"
        )


def _marks(spec: Spec, view: FieldView, options: Sequence[_Option]) -> Iterator[Finding]:
    """Report marks that are lacking, several chosen options or none, and marks of another form."""
    chosen = [option for option in options if option.chosen]
    unmarked = [option for option in options if option.chosen is None]
    if len(unmarked) == len(options):
        message = "no option is marked as the chosen one"
        yield Finding(view.label.span, message, "write ✓ behind the one that was taken and ✗ behind the others")
        return
    if len(chosen) > 1:
        related = tuple(Related(option.line, "chosen too") for option in chosen[:1])
        message = f"{len(chosen)} options are marked as the chosen one"
        yield Finding(chosen[1].line, message, "leave ✓ on one of them and write ✗ behind the others", related)
    elif not chosen and not unmarked:
        yield Finding(view.label.span, "every option is marked as rejected", "write ✓ behind the one that was taken")
    if unmarked:
        edits = tuple(Edit(Span(one.line.end, one.line.end), " ✗") for one in unmarked) if len(chosen) == 1 else ()
        fix = Fix("mark the other options as rejected", Safety.SAFE, edits) if edits else None
        message = "the option is not marked as chosen or rejected"
        related = tuple(Related(option.line, "nor is this one") for option in unmarked[1:])
        yield Finding(unmarked[0].line, message, "write ✓ or ✗ behind it", related, fix, "mild")
    odd = [one for one in options if one.mark and spec.source[one.mark] not in _PLAIN]
    if odd:
        marks = ((one.mark, "✓" if one.chosen else "✗") for one in odd)
        fix = Fix("write ✓ and ✗", Safety.SAFE, tuple(Edit(span, sign) for span, sign in marks if span))
        message = f"the option is marked with {spec.source[odd[0].mark]} where the template has ✓ or ✗"  # type: ignore[index]
        yield Finding(odd[0].mark or odd[0].line, message, "write ✓ or ✗", fix=fix, level="form")


def _parts(spec: Spec, option: _Option, *, sure: bool) -> Iterator[Finding]:
    """Report the parts that an option lacks, and each that nothing is said behind."""
    due = ["pros", "cons"]
    if option.chosen is not None and sure:
        due.append("rationale" if option.chosen else "why not")
    lacking = [part for part in due if _part(option, part) is None]
    name = spec.text(_name(spec, option))
    if lacking:
        shown = [f"`{part.capitalize()}:`" for part in lacking]
        listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
        message = f'the option "{name}" has no {listed}'
        fix = Fix(f"insert {listed}", Safety.SAFE, _stubs(spec, option, lacking))
        yield Finding(option.line, message, f"add {listed}", fix=fix, level="mild")
    for part in due:
        label = _part(option, part)
        if label is not None and label.value.end == label.value.start and not (label.item and label.item.blocks[1:]):
            message = f'nothing is said behind `{part.capitalize()}:` of the option "{name}"'
            yield Finding(label.span, message, "write it behind the label", level="mild")


def _part(option: _Option, part: str) -> Label | None:
    return next((option.parts[name] for name in _ALIASES[part] if name in option.parts), None)


def _stubs(spec: Spec, option: _Option, lacking: Sequence[str]) -> tuple[Edit, ...]:
    source = spec.source
    lists = [block for block in option.item.blocks[1:] if isinstance(block, List)]
    if lists:
        marker = lists[-1].items[-1].marker
        margin = source[Span(source.line_starts[source.line_of(marker.start)], marker.start)]
        margin = f"{margin}{source[marker]} " if source[marker] in "-*+" else f"{margin}- "
    else:
        start = source.line_starts[source.line_of(option.item.marker.start)]
        margin = " " * (option.item.marker.end + 1 - start) + "- "
    end = len(source.text[: option.item.span.end].rstrip())
    return (Edit(Span(end, end), "".join(f"\n{margin}{part.capitalize()}:" for part in lacking)),)


def _unnamed(spec: Spec, decision: FieldView | None, options: Sequence[_Option]) -> Iterator[Finding]:
    """Report a decision whose words share none with those of the option marked as chosen."""
    chosen = [option for option in options if option.chosen]
    if decision is None or len(chosen) != 1 or spec.is_placeholder(decision.label.value):
        return
    texts = [decision.label.value, *(block.span for block in decision.blocks)]
    said = {word for span in texts for word in fold_words(spec.text(span))} - _SMALL
    named = set(fold_words(spec.text(_name(spec, chosen[0])))) - _SMALL
    if said and named and not any(one[:5] == other[:5] for one in said for other in named):
        message = "the decision names nothing of the option marked as chosen"
        related = (Related(chosen[0].line, "the chosen option"),)
        yield Finding(decision.label.span, message, "name the option that was taken", related, level="info")
