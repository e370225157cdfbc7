"""Where a new thing goes in a spec: into its section, in place of a statement that there is none, or with a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit
from speclint.scaffold.additions import Named, place_of, tidy
from speclint.scaffold.closing import NOTHING_HERE, closable
from speclint.source import Span
from speclint.spec.outline import Missing
from speclint.spec.regions import content_of, place_of_missing
from speclint.spec.skeleton import Content, section_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.spec.additions import Addable
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection
    from speclint.spec.spectype import SectionType, SpecType


class Adder:
    """Finds the place of one new thing.

    Args:
        spec: The spec; its type is known.
        one: What is added.
        words: Its title, statement or heading.
        values: Its parts by key.
        under: The heading of the section that it goes to, or "".
        path: The path of a migration, or "".
    """

    def __init__(self, spec: Spec, one: Addable, words: str, values: Mapping[str, str], under: str, path: str) -> None:
        assert spec.type is not None
        self.spec = spec
        self.kind: SpecType = spec.type
        self.one = one
        self.words = words
        self.values = dict(values)
        self.under = under
        self.path = path
        self.replaced = ""
        self.name = one.name
        self.found = Named(spec, one)

    def in_new_section(self, content: Content, *, task: str = "") -> list[Edit]:
        """Return the edits that bring the section in which the new thing stands."""
        chain = [*self.one.above, self.one.section]
        if self.one.how == "task":
            chain.append(self.phase_type())
        there = [self.spec.section(kind.key) for kind in chain]
        deepest = max((at for at, section in enumerate(there) if section is not None), default=-1)
        holder = there[deepest] if deepest >= 0 else None
        last = deepest == len(chain) - 1 or (self.one.how == "section" and deepest == len(chain) - 2)
        if holder is not None and self.spec.is_none(holder):
            return [self._instead_of_statement(holder, content, task if last else "")]
        if last and task and holder is not None:
            own = content_of(self.spec, holder.blocks)
            end = own[-1].span.end if own else holder.heading.span.end
            return [Edit(Span(end, end), f"\n\n{task}")]
        if deepest == len(chain) - 1:
            raise AssertionError("a section that is there takes what is added itself")
        kind = chain[deepest + 1]
        missing = Missing(kind, holder, self._before(kind, holder))
        _, place = place_of_missing(self.spec, missing)
        text = section_text(self.styled(), kind, title_level=self._title_level(kind, holder), content=content)
        return [Edit(Span(place.offset, place.offset), place.around(text))]

    def _instead_of_statement(self, holder: SpecSection, content: Content, task: str) -> Edit:
        """Return the edit that puts a section's body in place of the statement that there is none."""
        first = content_of(self.spec, holder.blocks)[0].span
        self.replaced = self.spec.source[first]
        if task:
            return Edit(first, task)
        present = {child.type.key for child in holder.children}
        wanted = {one.key for one in (*self.one.above, self.one.section)}
        others = [part for child in holder.type.sections if child.key not in wanted for part in closable(child)]
        closed = {part.key: part.statement or NOTHING_HERE for part in others}
        kind, level = tidy(holder.type, present), self._title_level(holder.type, holder)
        return Edit(first, _body(self.styled(), kind, content._replace(statements=closed), level))

    def _before(self, kind: SectionType, holder: SpecSection | None) -> SpecSection | None:
        """Return the section after which a missing one belongs."""
        order = [one.key for one in (holder.type.sections if holder else self.kind.sections)]
        siblings = holder.children if holder else list(self.spec.alignment.sections)
        earlier = order[: order.index(kind.key)]
        return next((one for one in reversed(siblings) if one.type.key in earlier), None)

    def _title_level(self, kind: SectionType, holder: SpecSection | None) -> int:
        if holder is not None:
            return holder.heading.level - holder.type.level
        return self.spec.title.level if self.spec.title else 1

    def styled(self) -> SpecType:
        """Return the type with the colon of labels where the author has it."""
        return self.kind._replace(colon=self.found.colon())

    def phase(self) -> SpecSection | None:
        """Return the section that is asked for, or None."""
        return place_of(self.spec, self.one.section, self.under) if self.under else None

    def phase_type(self) -> SectionType:
        """Return the section that a first task goes to: the one asked for, or the first that shows tasks."""
        phase = self.phase()
        if phase is not None:
            return phase.type
        phases = [one for one in self.one.section.walk() if "tasks" in one.samples]
        there = [one for one in phases if (section := self.spec.section(one.key)) and not self.spec.is_none(section)]
        return (there or phases or [self.one.section])[0]


def _body(kind: SpecType, section: SectionType, content: Content, title_level: int) -> str:
    """Return what a section holds, without its heading."""
    text = section_text(kind, section, title_level=title_level, content=content)
    return text.partition("\n")[2].strip("\n")
