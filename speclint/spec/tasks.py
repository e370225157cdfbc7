"""Implementation tasks read from list items, block quotes and headings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.blocks import List, ListItem, Paragraph, Quote
from speclint.markdown.inline import code_spans, plain_text
from speclint.markdown.labels import labels
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.mentions import readable
from speclint.spec.parts import FileEntry, Task
from speclint.spec.tables import fold
from speclint.spec.wording import Ref, canonical, find_refs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.markdown.blocks import Block
    from speclint.markdown.labels import Label
    from speclint.source import Source
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import IdFamily, SpecType

_ACTION = regex(
    r"\s*(?:[*_`]{0,2})(?P<word>creates?|adds?|new|modif(?:y|ies)|updates?|edits?|changes?|deletes?|removes?|renames?|moves?)"
    r"(?:[*_`]{0,2})\s*:(?:[*_]{0,2})\s*",
    re.IGNORECASE,
)
_ACTIONS = {
    "c": "create", "a": "create", "n": "create",
    "m": "modify", "u": "modify", "e": "modify",
    "d": "delete", "r": "delete",
}  # fmt: skip
_PATH_END = regex(r"\s+(?:\u2014|\u2013|--?)\s+|\s+\(|,\s|;\s|:\s|\s\u2014|$")
_SEPARATOR = regex(r"^[\s,;:(]*(?:\u2014|\u2013|--?)?\s*")


class _Head(NamedTuple):
    ref: Ref
    number: int | None
    title: Span
    standard: bool


def _head_pattern(family: IdFamily) -> re.Pattern[str]:
    letters = family.prefix.rstrip("-")
    return re.compile(
        rf"(?P<open>\*\*|__)?\s*(?:task\s+)?(?P<id>{letters}(?:[-_ ]?\d+|-\d*X+))(?P<inner>\s*[:.])?\s*"
        rf"(?P<close>\*\*|__)?(?P<outer>\s*[:.\u2014\u2013-])?(?=\s|$|\*)\s*",
        re.IGNORECASE,
    )


def read_head(source: Source, line: Span, family: IdFamily) -> _Head | None:
    """Read the line that names a task, or return None where it names none."""
    text = source[line]
    found = _head_pattern(family).match(text)
    if found is None or not (found["open"] or found["inner"] or found["outer"]):
        return None
    written = found["id"]
    digits = re.search(r"\d+$", written)
    number = int(digits.group()) if digits else None
    name = canonical(family, number) if number is not None else written.upper()
    start = line.start + found.start("id")
    ref = Ref(name, Span(start, start + len(written)), written == name)
    title_end = line.end
    body = text[found.end() :]
    if found["open"] and not found["close"] and body.endswith(found["open"]):
        title_end -= 2
    standard = found["open"] == "**" and found["close"] == "**" and found["inner"] == ":" and not found["outer"]
    return _Head(ref, number, Span(min(line.start + found.end(), title_end), title_end), standard)


def read_tasks(source: Source, spec_type: SpecType, phases: Sequence[SpecSection]) -> Iterator[Task]:
    """Yield the tasks of the phases in document order.

    Args:
        source: The text.
        spec_type: Says what task ids look like.
        phases: The sections that hold tasks.

    Yields:
        The tasks, whatever their notation: `- **T-001:** title`, `> **T-001**: title`, `#### T-001: title`.
    """
    family = spec_type.family("task")
    if family is None:
        return
    families = [known for known in spec_type.ids if known.name in {"requirement", "story"}]
    for phase in phases:
        reader = _Reader(source, family, families, phase)
        yield from reader.from_blocks(phase.blocks, "list")
        for extra in phase.extra:
            yield from reader.from_section(extra.heading.content if extra.heading else None, extra.blocks)


class _Reader:
    def __init__(self, source: Source, family: IdFamily, families: Sequence[IdFamily], phase: SpecSection) -> None:
        self.source = source
        self.family = family
        self.families = families
        self.phase = phase

    def from_section(self, title: Span | None, blocks: Sequence[Block]) -> Iterator[Task]:
        head = read_head(self.source, title, self.family) if title else None
        if head is None or title is None:
            yield from self.from_blocks(blocks, "list")
            return
        end = blocks[-1].span.end if blocks else title.end
        yield self._task(head._replace(standard=False), title, Span(title.start, end), "heading", blocks, None)

    def from_blocks(self, blocks: Sequence[Block], notation: str) -> Iterator[Task]:
        for index, block in enumerate(blocks):
            if isinstance(block, List):
                for item in block.items:
                    yield from self._from_item(item, notation)
            elif isinstance(block, Quote):
                yield from self.from_blocks(block.blocks, "quote")
            elif isinstance(block, Paragraph):
                line = block.line_spans[0]
                head = read_head(self.source, line, self.family)
                if head is not None and self.source.text.startswith(("**", "__"), line.start):
                    body = self._until_next_head(blocks, index)
                    end = body[-1].span.end if body else block.span.end
                    yield self._task(head._replace(standard=False), line, Span(line.start, end), "quote", body, None)

    def _until_next_head(self, blocks: Sequence[Block], index: int) -> Sequence[Block]:
        end = index + 1
        while end < len(blocks):
            block = blocks[end]
            if isinstance(block, Paragraph) and read_head(self.source, block.line_spans[0], self.family):
                break
            end += 1
        return blocks[index:end]

    def _from_item(self, item: ListItem, notation: str) -> Iterator[Task]:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph):
            return
        line = Span(max(item.content_start, first.line_spans[0].start), first.line_spans[0].end)
        head = read_head(self.source, line, self.family)
        if head is not None:
            standard = head.standard and notation == "list"
            yield self._task(head._replace(standard=standard), line, item.span, notation, item.blocks, item)

    def _task(
        self, head: _Head, line: Span, span: Span, notation: str, blocks: Sequence[Block], item: ListItem | None
    ) -> Task:
        parts: dict[str, Label] = {}
        for label in labels(self.source, blocks, plain=True):
            parts.setdefault(fold(label.name), label)
        return Task(
            id=head.ref.id,
            ref=head.ref,
            number=head.number,
            title=head.title,
            head=line,
            span=span,
            notation=notation,
            standard=head.standard,
            labels=parts,
            implements=tuple(ref for family in self.families for ref in self._refs(parts.get("implements"), family)),
            dependencies=tuple(self._refs(parts.get("dependencies"), self.family)),
            files=tuple(self._files(parts.get("files"))),
            section=self.phase,
            item=item,
        )

    def _refs(self, label: Label | None, family: IdFamily) -> Iterator[Ref]:
        if label is None:
            return
        yield from find_refs(readable(self.source, label.value), family, label.value.start, parentheses=False)
        for block in label.item.blocks[1:] if label.item else ():
            yield from find_refs(readable(self.source, block.span), family, block.span.start, parentheses=False)

    def _files(self, label: Label | None) -> Iterator[FileEntry]:
        if label is None:
            return
        if label.value.end > label.value.start:
            yield from self._entries(label.value)
        for block in label.item.blocks[1:] if label.item else ():
            if isinstance(block, List):
                for item in block.items:
                    if item.blocks and isinstance(item.blocks[0], Paragraph):
                        yield from self._entries(Span(item.content_start, item.blocks[0].span.end))

    def _entries(self, where: Span) -> Iterator[FileEntry]:
        """Read the entries of one item or one value: `Create: a.go`, `Modify: b.go — why`, several on one line."""
        text = self.source[where]
        starts = [
            found for found in _ACTION.finditer(text) if found.start() == 0 or text[found.start() - 1] in " ;,(\n"
        ]
        if not starts or starts[0].start() > 0:
            first = starts[0].start() if starts else len(text)
            if text[:first].strip(" ;,."):
                yield self._entry("", Span(where.start, where.start + first), where.start)
        for index, found in enumerate(starts):
            end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
            action = found["word"].lower()
            kind = "rename" if action.startswith(("rename", "move")) else _ACTIONS[action[0]]
            yield from self._paths(
                kind, Span(where.start + found.end(), where.start + end), where.start + found.start("word")
            )

    def _paths(self, action: str, rest: Span, start: int) -> Iterator[FileEntry]:
        """Yield one entry a code span that leads or follows a comma (`Create: a.go, b.go`)."""
        spans = code_spans(self.source, rest)
        leading = []
        edge = rest.start
        for span in spans:
            if self.source.text[edge : span.span.start].strip(" ,\n") not in {"", "and", "&"}:
                break
            leading.append(span)
            edge = span.span.end
        if len(leading) < 2:
            yield self._entry(action, rest, start)
            return
        for index, span in enumerate(leading):
            end = leading[index + 1].span.start if index + 1 < len(leading) else rest.end
            yield self._entry(action, Span(span.span.start, end), start if index == 0 else span.span.start)

    def _entry(self, action: str, rest: Span, start: int) -> FileEntry:
        text = self.source[rest].rstrip(" ;,\n")
        shift = rest.start + len(text) - len(text.lstrip())
        body = text.strip()
        whole = Span(start, shift + len(body))
        codes = code_spans(self.source, Span(shift, shift + len(body)))
        if codes and codes[0].span.start == shift:
            span, after, code = codes[0].content, codes[0].span.end, True
        else:
            end = _PATH_END.search(body)
            after = shift + (end.start() if end else len(body))
            span, code = Span(shift, after), False
        tail = self.source.text[after : shift + len(body)]
        separator = _SEPARATOR.match(tail)
        reason = Span(after + (separator.end() if separator else 0), shift + len(body))
        return FileEntry(action, self.source[span], span, whole, code, Span(min(reason.start, reason.end), reason.end))


def visible(source: Source, label: Label | None) -> str:
    """Return the visible text of a labelled part, its nested items included."""
    if label is None:
        return ""
    parts = [plain_text(source, label.value)]
    parts += [plain_text(source, block.span) for block in (label.item.blocks[1:] if label.item else ())]
    return "\n".join(part for part in parts if part.strip()).strip()
