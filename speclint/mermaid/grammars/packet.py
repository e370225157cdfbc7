"""The grammar of `packet`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened
from speclint.mermaid.langium import (
    FRONT_MATTER,
    HIDDEN,
    NEWLINE,
    TEXT,
    TITLES,
    WHOLE,
    Lexer,
    Parser,
    alone,
    read_with,
    signs,
)
from speclint.mermaid.lexing import Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

# Front matter in the middle comes before the sign that it begins with.
_LEXER = Lexer(
    Rule("header", "packet-beta"), alone("packet", "header"), *signs("+", ":"), FRONT_MATTER, *signs("-"),
    *TITLES, WHOLE, TEXT, NEWLINE, *HIDDEN,
)  # fmt: skip
_FIELD = 'write 0-15: "Name", or +16: "Name" for the next 16 bits'


class _Packet(Parser):
    def document(self) -> None:
        self.newlines()
        self.one("header", "header")
        following = 0
        for kind in self.statements():
            if kind == "whole" or kind == "+":
                following = self._field(following)
            else:
                raise Unexpected(self.i, "field")

    def _field(self, following: int) -> int:
        """Read a field and return the bit that follows it."""
        first = self.i
        counted = self.take("+")
        start = last = self.one("whole", "number of bits")
        if not counted and self.take("-"):
            last = self.one("whole", "last bit")
        colon = self.one(":", "colon")
        self.one("text", "field name")
        self.line_end()
        numbers = [_number(self.value(index)) for index in (start, last)]
        written = self.tokens.text[self.starts[first] : self.ends[colon - 1]]
        if counted:
            if not numbers[0]:
                self.fault(start, "the field has no bits", "give it one bit or more")
            return following + numbers[0]
        if numbers[1] < numbers[0]:
            fix = (self.starts[start], self.ends[last], f"{self.value(last)}-{self.value(start)}")
            self.fault(start, f"the field {shortened(written)} ends before it starts", "put the lower bit first", fix)
            return max(numbers) + 1
        if numbers[0] != following:
            ends = "" if last == start else f"-{self.value(last)}"
            gap = "leaves out" if numbers[0] > following else "repeats"
            fix = (self.starts[start], self.ends[last], f"{following}{ends}")
            self.fault(start, f"the field {shortened(written)} {gap} bits: the next is {following}", _FIELD, fix)
        return numbers[1] + 1


def _number(digits: str) -> int:
    """Return a number; one beyond what any packet holds, and what Python reads at once, is as good as another."""
    return int(digits[:300])


def read(cleaned: Cleaned) -> Parser:
    """Read a packet diagram."""
    return read_with(cleaned, _LEXER, _Packet, _explain)


def _explain(site: Site) -> Fault | None:
    if site.wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean packet?")
    if site.wanted == "colon":
        return _range(site) or site.here(
            "the field has no colon before its name", _FIELD, (site.start, site.start, ": ")
        )
    if site.wanted == "field name":
        return _name(site)
    if site.wanted in ("last bit", "number of bits"):
        return _range(site) or site.here(f"the {site.wanted} is no whole number", _FIELD)
    if site.wanted in ("line end", "title end"):
        return site.here(f"{site.word} stands behind a whole statement", "put each statement on a line of its own")
    return _range(site) or site.here(f"{site.word} begins no field", _FIELD)


def _name(site: Site) -> Fault | None:
    """Explain a field's name that is not quoted, or not there."""
    if site.over:
        return site.here("the field has no name", _FIELD)
    start, end = site.start, site.line_start + len(site.line.rstrip())
    name = site.raw(start, end, "'").strip("'")
    message = f"the name {shortened(name)} is not quoted"
    return Fault(start, end, message, "quote it", (start, end, f'"{name}"'))


def _range(site: Site) -> Fault | None:
    """Explain a range of bits that is written in another way."""
    found = re.match(r"\s*(0*\d{1,9})\s*(-+|\.{2,3}|\u2013|\u2014|to|:|,|~|/)\s*(0*\d{1,9})(?=\s*:)", site.line)
    if found is None:
        return None
    start, end = site.line_start + found.start(1), site.line_start + found.end(3)
    right = f"{int(found.group(1))}-{int(found.group(3))}"
    message = f"a range of bits is written with {found.group(2)}"
    if found.group(2) == "-":
        message = "a number begins with 0"
    return Fault(start, end, message, f"write {right}", (start, end, right))
