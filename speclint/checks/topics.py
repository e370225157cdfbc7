"""The check of topics: what a section is to speak of, in a list item, under a heading or beside a label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import List, Paragraph, Table
from speclint.markdown.labels import labels
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.regions import content_of
from speclint.spec.snippets import topic_line
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from speclint.markdown.blocks import Block, ListItem
    from speclint.rules.rule import Rule
    from speclint.spec.listings import ListEntry
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.section_parts import TopicType
    from speclint.spec.topics import TopicView

# Another rule says what the exclusions must name.
_NAMED_ELSEWHERE = frozenset({"out-of-scope"})
_LEVELS = ("error", "", "warning", "info")
_ALIKE = 3
_BARE = regex(r"(?:[@\w./+#-]+\s*){1,2}(?:v?\d[\w.]*)?[.,;]?\s*")


def missing_topic(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each section that does not speak of all its topics, and each topic that nothing is said of."""
    for section in spec.alignment.walk():
        if section.type.excluded:
            continue
        if section.type.topics and _asks(spec, section):
            yield from _in_section(spec, section)
        if section.type.item_topics:
            yield from _in_entries(spec, section)


def _asks(spec: Spec, section: SpecSection) -> bool:
    """Tell whether a section's topics are due: not where it is empty, a prompt, or says that there is nothing."""
    content = content_of(spec, section.all_blocks())
    if not content or all(_is_prompt(spec, block) for block in content):
        return False
    if "retitled" in section.changes and not spec.topics_of(section):
        return False
    single = len(content) == 1 and not (isinstance(content[0], List) and len(content[0].items) > 1)
    return not (section.type.none and single and spec.is_none(section))


def _is_prompt(spec: Spec, block: Block) -> bool:
    """Tell whether a block holds prompts alone; of a table the rows under its header count."""
    if isinstance(block, Table):
        return all(any(spec.is_placeholder(cell.span) for cell in row.cells) for row in block.rows)
    found = labels(spec.source, [block])
    if found and not isinstance(block, List):
        return all(label.value.end == label.value.start or spec.is_placeholder(label.value) for label in found)
    if isinstance(block, List):
        return all(spec.is_placeholder(part.span) for item in block.items for part in item.blocks)
    return spec.is_placeholder(block.span)


def _in_section(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    views = spec.topics_of(section)
    lacking = [kind for kind in section.type.topics if kind.required and kind.key not in views]
    if lacking:
        shown = spec.text(section.heading.content)
        edits = tuple(_insertions(spec, section, lacking, views))
        fix = Fix(f"insert {_names(lacking)}", Safety.SAFE, edits) if edits else None
        message = f'"{shown}" says nothing of {_names(lacking)}'
        help_text = f"add {_names(lacking)}"
        yield Finding(section.heading.span, message, help_text, fix=fix, level=_worst(lacking))
    for kind in section.type.topics:
        view = views.get(kind.key)
        if view is None:
            continue
        if kind.required and not view.filled:
            message = f'nothing is said of "{kind.label}"'
            yield Finding(_line(spec, view.span), message, "write it behind the words", level=_worst([kind]))
        elif view.filled:
            yield from _without_mention(spec, section, view)
            if kind.key == "use":
                yield from _without_reason(spec, view)


def _without_mention(spec: Spec, section: SpecSection, view: TopicView) -> Iterator[Finding]:
    """Report a topic whose section does not name what must be named there; a prompt and "none" need nothing."""
    kind = view.type
    if not kind.mentions or kind.key in _NAMED_ELSEWHERE or is_none_statement(view.value):
        return
    # The words of the topic itself may name what is looked for.
    source = spec.source.text
    lead = Span(view.span.start, source.find(":", view.span.start, view.span.end) + 1)
    spans = [block.span for block in section.all_blocks()]
    text = "\n".join(
        source[span.start : lead.start] + source[lead.end : span.end]
        if span.contains(lead)
        else source[span.start : span.end]
        for span in spans
    )
    if spec.is_placeholder(Span(view.span.start, _line(spec, view.span).end)) or "[" in view.value:
        return
    for one in kind.mentions:
        if not re.search(one.pattern, text, re.IGNORECASE):
            message = f'"{kind.label}" does not name {one.label}'
            yield Finding(_line(spec, view.span), message, f"say something of {one.label}", level=_worst([kind]))


def _without_reason(spec: Spec, view: TopicView) -> Iterator[Finding]:
    """Report each package listed under the topic with nothing behind its name."""
    nested = [block for block in view.item.blocks[1:] if isinstance(block, List)] if view.item else []
    for item in (item for block in nested for item in block.items):
        first = item.blocks[0] if item.blocks else None
        if len(item.blocks) != 1 or not isinstance(first, Paragraph):
            continue
        text = spec.text(first.span)
        if _BARE.fullmatch(text) and not is_none_statement(text):
            yield Finding(first.span, f'no reason is given for "{text}"', "write what it is for behind a dash")


def _in_entries(spec: Spec, section: SpecSection) -> Iterator[Finding]:
    """Report what is not said under the items of a list; what three or more all lack is one finding."""
    kinds = [kind for kind in section.type.item_topics if kind.required]
    entries = [entry for entry in spec.entries_of(section) if entry.name and not spec.is_placeholder(entry.name)]
    entries = [entry for entry in entries if not is_none_statement(spec.text(entry.span))]
    common = [
        kind for kind in kinds if len(entries) >= _ALIKE and all(kind.key not in entry.topics for entry in entries)
    ]
    if common:
        edits = tuple(edit for entry in entries for edit in _nested(spec, entry, common))
        fix = Fix(f"insert {_names(common)} {len(entries)} times", Safety.SAFE, edits)
        related = tuple(Related(entry.span, "here too") for entry in entries[1:_ALIKE])
        message = f"none of the {len(entries)} items says anything of {_names(common)}"
        yield Finding(entries[0].span, message, f"add {_names(common)} to each", related, fix, _worst(common))
    for entry in entries:
        lacking = [kind for kind in kinds if kind not in common and kind.key not in entry.topics]
        name = spec.text(entry.name) if entry.name else ""
        if lacking:
            fix = Fix(f"insert {_names(lacking)}", Safety.SAFE, tuple(_nested(spec, entry, lacking)))
            message = f'"{name.rstrip(":")}" says nothing of {_names(lacking)}'
            yield Finding(entry.span, message, f"add {_names(lacking)}", fix=fix, level=_worst(lacking))
        for view in entry.topics.values():
            if view.type.required and not view.filled:
                message = f'nothing is said of "{view.type.label}"'
                yield Finding(_line(spec, view.span), message, "write it behind the words", level=_worst([view.type]))


def _names(kinds: Sequence[TopicType]) -> str:
    names = [f'"{kind.label}"' for kind in kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _worst(kinds: Sequence[TopicType]) -> str | None:
    return min((kind.severity for kind in kinds), key=_LEVELS.index) or None


def _line(spec: Spec, span: Span) -> Span:
    """Return the part of a span that lies on its first line."""
    end = spec.source.text.find("\n", span.start, span.end)
    return span if end < 0 else Span(span.start, len(spec.source.text[:end].rstrip()))


def _insertions(
    spec: Spec, section: SpecSection, lacking: Sequence[TopicType], views: Mapping[str, TopicView]
) -> Iterator[Edit]:
    """Yield the insertions: each topic after the one before it in the template where that is an item, else last."""
    places: dict[int, str] = {}
    keys = [kind.key for kind in section.type.topics]
    for kind in lacking:
        if not kind.prompt:
            continue
        line = topic_line(kind, filled=False)
        item = next((views[key].item for key in reversed(keys[: keys.index(kind.key)]) if key in views), None)
        margin = _margin(spec, item) if item else None
        if item is not None and margin is not None:
            end = len(spec.source.text[: item.span.end].rstrip())
            places[end] = places.get(end, "") + f"\n{margin}{line[2:]}"
            continue
        own = content_of(spec, section.all_blocks())
        last = own[-1]
        marker = _margin(spec, last.items[-1]) if isinstance(last, List) else None
        text = f"{marker}{line[2:]}" if marker else line
        glue = "\n" if marker or places.get(last.span.end) else "\n\n"
        places[last.span.end] = places.get(last.span.end, "") + glue + text
    for place, text in sorted(places.items()):
        yield Edit(Span(place, place), text)


def _margin(spec: Spec, item: ListItem) -> str | None:
    """Return what leads a bullet on its line, its box left out; None where that is more than blanks or a number."""
    start = spec.source.line_starts[spec.source.line_of(item.marker.start)]
    lead = spec.source[Span(start, item.marker.start)]
    marker = spec.source[item.marker]
    return f"{lead}{marker} " if not lead.strip(" ") and marker in "-*+" else None


def _nested(spec: Spec, entry: ListEntry, kinds: Sequence[TopicType]) -> Iterator[Edit]:
    """Yield the insertion of topics at the end of an item's list, or of a list under its text."""
    item = entry.item
    lists = [block for block in item.blocks[1:] if isinstance(block, List)]
    margin = _margin(spec, lists[-1].items[-1]) if lists else None
    if margin is None:
        start = spec.source.line_starts[spec.source.line_of(item.marker.start)]
        margin = " " * (item.marker.end + 1 - start) + "- "
    end = len(spec.source.text[: item.span.end].rstrip())
    yield Edit(Span(end, end), "".join(f"\n{margin}{topic_line(kind, filled=False)[2:]}" for kind in kinds))
