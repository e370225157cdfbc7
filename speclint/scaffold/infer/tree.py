"""The sections of a template as a type has them: with numbers and levels, optional or repeated."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from speclint.regex import regex
from speclint.scaffold.infer.bodies import Body
from speclint.scaffold.infer.hints import (
    before_slot,
    bracketed,
    counted,
    escaped,
    has_slot,
    is_slot,
    waiver,
    without_mark,
)
from speclint.spec.headings import heading_key
from speclint.spec.slug import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.sections import Section
    from speclint.scaffold.infer.template import Template

_DEEPEST = 5
_LONGEST_KEY = 40
_NUMBER = regex(r"\d+(?:\.\d+)*[.)]?\s+")
_ORDER = (
    *("heading", "key", "number", "level", "required", "variants", "repeatable", "pattern", "form", "none"),
    *("prompt", "bulleted", "topics", "fields", "tables", "code", "diagrams", "list", "samples", "layout", "sections"),
)
_REPEAT = regex(
    r"(?i)\b(?:repeat|copy|duplicate|add more|one (?:section|heading|entry) (?:per|for each)|for each|as many)\b"
)


class Tree:
    """The sections of a type, made of a template's.

    Attributes:
        sections: As a type's file has them.
        numbering: How their numbers are written.
        guidance: Instructions that stand as visible text.
        placeholders: Sample text that no bracket shows.
        outside: Whether labels have their colon outside the bold type.
    """

    def __init__(self, template: Template) -> None:
        self._template = template
        self._keys: set[str] = set()
        self._outside = 0
        self.guidance: list[str] = []
        self.placeholders: list[str] = []
        self._numbered = self._is_numbered()
        self._styles: Counter[str] = Counter()
        self.sections = self._children(template.sections, 1)

    @property
    def numbering(self) -> str:
        """How the numbers of the outermost sections are written."""
        best = self._styles.most_common(1)
        return f"N{best[0][0]}" if best else ""

    @property
    def outside(self) -> bool:
        """Whether labels have their colon outside the bold type."""
        return self._outside > 0

    def _is_numbered(self) -> bool:
        """Tell whether numbers at headings count sections: the outermost ones have them."""
        names = [self._template.text(section) for section in self._template.sections]
        return 2 * sum(bool(_NUMBER.match(name)) for name in names) > len(names)

    def _children(self, found: Sequence[Section], level: int) -> list[dict[str, Any]]:
        result: list[dict[str, Any]] = []
        leads: dict[str, dict[str, Any]] = {}
        repeated = self._repeated(found)
        for section in found:
            heading = self._template.text(section)
            lead = repeated.get(id(section))
            if lead is not None and lead in leads:
                continue
            if heading.strip():
                data = self._section(section, heading, lead, level)
                result.append(data)
                if lead is not None:
                    leads[lead] = data
        return result

    def _repeated(self, found: Sequence[Section]) -> dict[int, str]:
        """Return, for each heading that stands once for each thing, the words that all such headings begin with."""
        result: dict[int, str] = {}
        groups: dict[str, list[tuple[Section, bool]]] = {}
        for section in found:
            heading = self._plain(section)
            if one := counted(heading):
                groups.setdefault(one.lead, []).append((section, not one.rest or has_slot(one.rest)))
            elif has_slot(without_mark(heading)[0]):
                result[id(section)] = "" if is_slot(heading) else before_slot(heading)
        for lead, members in groups.items():
            open_ones = [is_open for _, is_open in members]
            bare = all(not (one := counted(self._plain(section))) or not one.rest for section, _ in members)
            if any(open_ones) and (len(members) > 1 or not bare or self._says_repeat(members[0][0])):
                result.update({id(section): lead for section, _ in members})
        return result

    def _says_repeat(self, section: Section) -> bool:
        return any(_REPEAT.search(self._template.source[block.span]) for block in section.blocks)

    def _plain(self, section: Section) -> str:
        heading = self._template.text(section)
        return _NUMBER.sub("", heading, count=1) if self._numbered and _NUMBER.match(heading) else heading

    def _section(self, section: Section, heading: str, lead: str | None, level: int) -> dict[str, Any]:
        own_level = min(max(section.level - self._template.title_level, level), _DEEPEST)
        name, mark = without_mark(self._plain(section))
        data: dict[str, Any] = {"heading": name}
        key = self._key((slug(lead) or slug(name)) if lead is not None else slug(name))
        if key != slug(name):
            data["key"] = key
        if self._numbered and _NUMBER.match(heading):
            numbered = heading_key(heading)
            data["number"] = numbered.number
            if "." not in numbered.number:
                self._styles[numbered.style] += 1
        if own_level != level:
            data["level"] = own_level
        body = Body(self._template, section.blocks)
        self._outside += body.outside
        self.guidance += body.guidance
        self.placeholders += body.placeholders
        if lead is not None:
            data |= _repeatable(name, lead)
        else:
            data |= _optional(mark, body.instructions)
        if mark and lead is None:
            marked = self._plain(section)
            data["variants"] = list(dict.fromkeys((marked, f"{name} (Optional)", f"{name} [optional]")))
        data |= body.data
        if not body.data and not section.children:
            data["prompt"] = "[text]" if is_slot(name) else bracketed(f"{name[:1].lower()}{name[1:]}".rstrip("?:. "))
        layout = body.layout(nested=bool(section.children))
        if layout:
            data["layout"] = layout
        children = self._children(section.children, own_level + 1) if own_level < _DEEPEST else []
        if children:
            data["sections"] = children
        elif layout and "sections" in layout:
            layout.remove("sections")
        return {key: data[key] for key in sorted(data, key=_rank)}

    def _key(self, wanted: str) -> str:
        """Return a key that no other section has."""
        base = wanted if len(wanted) <= _LONGEST_KEY else wanted[:_LONGEST_KEY].rsplit("-", 1)[0]
        key, number = base or "section", 2
        while key in self._keys:
            key, number = f"{base or 'section'}-{number}", number + 1
        self._keys.add(key)
        return key


def _rank(key: str) -> int:
    """Return where a key stands among a section's: what it is called, whether it must stand, what stands in it."""
    name = key.lstrip("#")
    return _ORDER.index(name) if name in _ORDER else len(_ORDER) - 1


def _repeatable(name: str, lead: str) -> dict[str, Any]:
    """Tell how the headings of a repeated section are known."""
    data: dict[str, Any] = {"repeatable": True, "#repeatable": "guess: once for each thing"}
    words = lead.strip().rstrip(":–—- ")
    if words:
        one = counted(name)
        number = r"\s*\d" if one and one.lead == lead else r"\b"
        if one and len(words) > 1:
            number = r"\b"
        data["pattern"] = f"(?i){escaped(words)}{number if words[-1].isalnum() else ''}"
        if one and one.rest:
            data["form"] = f"{escaped(words)}{' ' if f'{words} ' in name else ''}(\\d+){escaped(one.sign)} \\S"
    return data


def _optional(mark: str, instructions: Sequence[str]) -> dict[str, Any]:
    if mark:
        return {"required": False, "#required": f'the template marks it "{mark.strip("()[]*_ ")}"'}
    if reason := waiver(instructions):
        return {"required": False, "#required": f'guess: the template says "{reason}"'}
    return {}
