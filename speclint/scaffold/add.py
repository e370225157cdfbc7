"""Add one more thing to a spec: at its place, with the next id, in the author's manner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Fix, Safety
from speclint.engine.splicing import Splice
from speclint.errors import SpeclintError
from speclint.records import NamedTuple
from speclint.scaffold.adder import Adder
from speclint.scaffold.additions import end_of, values_of
from speclint.scaffold.companions import OPEN_TASKS, cited, companion_rows, link_edits
from speclint.scaffold.prefill import cell
from speclint.scaffold.styles import item_edit, row_edit, with_words
from speclint.scaffold.task_text import gap_before, sample_task, task_text
from speclint.source import Span
from speclint.spec.additions import addable
from speclint.spec.regions import content_of
from speclint.spec.skeleton import Content, section_text
from speclint.spec.snippets import sample_item, table_text
from speclint.spec.wording import canonical, find_refs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.markdown.blocks import ListItem
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.parts import Task
    from speclint.spec.section_parts import TableType

_COUNT = re.compile(r"(?P<words>[A-Za-z]+ )(?P<number>\d+)(?=: \[)")


class Added(NamedTuple):
    """What came of it.

    Args:
        text: The whole text.
        name: What was added: its id, or what it is called.
        replaced: The statement that there was nothing, where one stood there.
    """

    text: str
    name: str
    replaced: str = ""


def add(
    spec: Spec, what: str, *, words: str = "", values: Mapping[str, str] | None = None, under: str = "", path: str = ""
) -> Added:
    """Add something to a spec.

    Args:
        spec: The spec; its type is known.
        what: What to add, as the type calls it: `task`, `requirement`, `risk`…
        words: Its title, statement or heading; a prompt stands for what is not given.
        values: Cells by column, values by label.
        under: The heading of the section that it goes to, where there are several.
        path: The path of a migration.

    Returns:
        The text with it; nothing else in it differs but what names it too, such as the mapping's row.

    Raises:
        SpeclintError: The type has no such thing, a name or an id is unknown, or the sections cannot be read.
    """
    assert spec.type is not None
    if not spec.readable:
        raise SpeclintError("a code fence swallows the sections of the spec", "speclint check tells which")
    one = addable(spec.type, what)
    return _Adding(spec, one, " ".join(words.split()), values_of(spec.type, one, values or {}), under, path).added()


class _Adding(Adder):
    def added(self) -> Added:
        edits = list(
            {"row": self._row, "item": self._item, "section": self._section, "task": self._task}[self.one.how]()
        )
        fix = Fix("add", Safety.SAFE, tuple(edit for edit in edits if edit.text))
        return Added(Splice(self.spec.source, [fix]).text, self.name, self.replaced)

    # Rows.

    def _row(self) -> list[Edit]:
        table = self.one.table
        assert table is not None
        values = {key: cell(value) for key, value in self.values.items()}
        family = next((column.ids for column in table.columns if column.key == "id"), "")
        form = self.kind.family(family) if family else None
        if form:
            self.name = values["id"] = canonical(form, self.found.highest(form) + 1)
        texts = [one.key for one in table.columns if one.key != "id" and one.ids != "task"]
        if self.words and texts:
            values.setdefault(texts[0], cell(self.words))
        refs = cited(self.spec, values.get("tasks", ""), "task")
        if refs:
            values["tasks"] = ", ".join(refs)
        # The template's own ids in brackets would count as ids.
        values = {**{one.key: OPEN_TASKS for one in table.columns if one.ids == "task"}, **values}
        rows = {(self.one.section.key, table.key): [values]}
        companions = companion_rows(self.kind, self.one, values)
        view = self.found.view(self.one.section.key, table)
        edits = [row_edit(self.spec.source, view, values)] if view else self._new_table(table, {**rows, **companions})
        for (section, key), cells in companions.items():
            other = self.found.view_of(section, key)
            if other is not None:
                edits.append(row_edit(self.spec.source, other, cells[0]))
        return [*edits, *link_edits(self.spec, refs, self.name, "implements")]

    def _new_table(self, table: TableType, rows: Mapping[tuple[str, str], list[dict[str, str]]]) -> list[Edit]:
        section = self.spec.section(self.one.section.key)
        if section is None or self.spec.is_none(section):
            return self.in_new_section(Content(rows=rows))
        values = rows[self.one.section.key, table.key]
        field = next((one for one in section.type.fields if one.table is table), None)
        text = table_text(table, values)
        own = content_of(self.spec, section.blocks)
        end = own[-1].span.end if own else section.heading.span.end
        if field is not None:
            view = self.spec.fields_of(section).get(field.key)
            if view is not None and not view.filled:
                end = view.label.span.end
            else:
                mark = "**:" if self.found.colon() == "outside" else ":**"
                text = f"**{field.label}{mark}\n\n{text}"
        return [Edit(Span(end, end), f"\n\n{text}")]

    # Items.

    def _item(self) -> list[Edit]:
        kind = self.one.section
        section = self.spec.section(kind.key)
        sample = sample_item(kind)
        body = re.sub(r"^(?:[-*+]|\d+[.)]) (?:\[ \] )?", "", sample)
        items = self._items(section) if section else []
        body = self._numbered(self._with_id(body, section), items)
        body = with_words(body, self.words)
        for key, value in self.values.items():
            # A backslash in a value is no escape.
            safe = value.replace("\\", r"\\\\")
            body = re.sub(rf"(?m)^(\s+- {re.escape(key)}:) .*$", rf"\1 {safe}", body)
        box = "[ ] " if kind.list == "checkboxes" else ""
        mark = "1. " if kind.list == "ordered" else "- "
        fresh = f"{mark}{box}{body}"
        if section is None or (not items and self.spec.is_none(section)):
            return self.in_new_section(Content(items={kind.key: [fresh]}))
        if not items:
            own = content_of(self.spec, section.blocks)
            end = own[-1].span.end if own else section.heading.span.end
            return [Edit(Span(end, end), f"\n\n{fresh}")]
        return [item_edit(self.spec.source, items, body, checkbox=bool(box))]

    def _items(self, section: SpecSection) -> list[ListItem]:
        """Return the items of the last list of a section."""
        entries = self.spec.entries_of(section)
        last = entries[-1].item if entries else None
        lists = [block for block in self.spec.walk() if getattr(block, "items", None) and last in block.items]  # type: ignore[union-attr]
        return list(lists[-1].items) if lists else []  # type: ignore[union-attr]

    def _with_id(self, body: str, section: SpecSection | None) -> str:
        form = self.kind.family(self.one.section.ids) if self.one.section.ids else None
        ref = next(find_refs(body, form), None) if form else None
        if form is None or ref is None:
            return body
        self.name = canonical(form, self.found.highest(form) + 1)
        entries = [one for one in self.spec.entries_of(section) if one.ref] if section else []
        if not entries or entries[-1].ref is None:
            return body[: ref.span.start] + self.name + body[ref.span.end :]
        last, own = entries[-1], entries[-1].ref
        source = self.spec.source.text
        lead = source[last.span.start : own.span.start] + self.name + source[own.span.end : last.text.start]
        if not lead.endswith((" ", "\n")):
            lead += " "
        return lead + body[body.index("[", ref.span.end) :]

    def _numbered(self, body: str, items: list[ListItem]) -> str:
        """Count on what the items of a list begin with (`Phase 3:`)."""
        found = _COUNT.match(body)
        if found is None:
            return body
        count = re.compile(rf"\W*{re.escape(found['words'])}(\d+)\b", re.IGNORECASE)
        counted = [count.match(self.spec.source[Span(item.content_start, item.span.end)]) for item in items]
        numbers = [int(one[1]) for one in counted if one]
        if items and not numbers:
            return body[found.end() + 2 :]
        number = max(numbers, default=0) + 1
        self.name = f"{found['words']}{number}"
        return f"{found['words']}{number}{body[found.end() :]}"

    # Sections.

    def _section(self) -> list[Edit]:
        kind = self.one.section
        siblings = self.found.sections()
        heading = self._heading(siblings)
        self.name = heading.strip("`")
        filled = tuple(
            field._replace(prompt=self.values[field.key]) if field.key in self.values else field
            for field in kind.fields
        )
        kind = kind._replace(fields=filled)
        content = Content(headings={kind.key: [heading]})
        rows = (
            companion_rows(self.kind, self.one, {"file": f"`{self.path}`" if self.path else ""})
            if kind.role == "migration"
            else {}
        )
        edits: list[Edit] = []
        if siblings:
            last = siblings[-1]
            level = last.heading.level - kind.level
            text = section_text(self.styled(), kind, title_level=level, content=content)
            end = end_of(self.spec, last)
            edits.append(Edit(Span(end, end), f"\n\n{text.rstrip(chr(10))}"))
        else:
            edits += self.in_new_section(content._replace(rows=rows))
        for (section, key), cells in rows.items():
            view = self.found.view_of(section, key)
            if view is not None:
                number = 1 + max(
                    (int(n) for row in self.spec.migration_order if (n := row.number).isdigit()), default=0
                )
                edits.append(row_edit(self.spec.source, view, {**cells[0], "number": str(number)}))
        return edits

    def _heading(self, siblings: list[SpecSection]) -> str:
        kind = self.one.section
        heading = kind.heading
        counter = re.compile(kind.form) if kind.form else None
        slot = counter.match(heading) if counter else None
        if counter and slot:
            texts = [self.spec.text(one.heading.content) for one in siblings]
            numbers = [int(found[1]) for text in texts if (found := counter.match(text))]
            number = max([*numbers, len(siblings)], default=0) + 1
            heading = f"{heading[: slot.start(1)]}{number}{heading[slot.end(1) :]}"
        words = self.path or self.words
        if words:
            begin, end = heading.index("["), heading.rindex("]") + 1
            if heading.startswith("`"):
                end = len(heading.rstrip("`"))
                begin = 1
            heading = heading[:begin] + words + heading[end:]
            last = self.spec.source[siblings[-1].heading.content] if siblings else ""
            if last.startswith("`") and last.endswith("`") and "`" not in heading:
                heading = f"`{heading}`"
        return heading

    # Tasks.

    def _task(self) -> list[Edit]:
        family = self.kind.family("task")
        assert family is not None
        own = self.kind.requirement_family or "requirement"
        number = max((task.number or 0 for task in self.spec.tasks), default=0) + 1
        self.name = canonical(family, number)
        refs = cited(self.spec, self.values.get("implements", ""), own)
        cited(self.spec, self.values.get("dependencies", ""), "task")
        if self.words:
            self.values["title"] = self.words
        like = self._like()
        sample = sample_task(self.kind, family, number)
        text = task_text(sample, self.name, self.values, own, like, self.spec.source)
        links = link_edits(self.spec, refs, self.name, "tasks")
        if like is None or (self.under and like.section is not self.phase()):
            if like is not None:
                like = None
            phase = self.phase_type()
            return [*self.in_new_section(Content(tasks={phase.key: text}), task=text), *links]
        gap = gap_before(self.spec.source, self.spec.tasks, like)
        return [Edit(Span(like.span.end, like.span.end), f"{gap}{text}"), *links]

    def _like(self) -> Task | None:
        """Return the task that the new one follows: the last, or the last of the section that is asked for."""
        phase = self.phase()
        there = [task for task in self.spec.tasks if phase is None or task.section is phase]
        return there[-1] if there else self.spec.tasks[-1] if self.spec.tasks else None
