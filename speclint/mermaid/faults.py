"""The error mechanism that every Mermaid grammar shares: faults, and the place of a syntax error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from speclint.mermaid.lexing import Unexpected
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens


_LONGEST = 1500


class Fault(NamedTuple):
    """A problem in offsets of the cleaned text.

    Args:
        start: Where the faulty stretch starts.
        end: Where it ends.
        message: One lower-case clause.
        help: What to do, or None.
        fix: Start, end and new text of the edit that mends it, or None.
        sure: Whether the author surely meant that; if not, the help shows the mended line but no fix is offered.
    """

    start: int
    end: int
    message: str
    help: str | None = None
    fix: tuple[int, int, str] | None = None
    sure: bool = True


class Reading(Protocol):
    """What a grammar makes of a cleaned text."""

    faults: list[Fault]

    def parts(self, span: Callable[[int, int], tuple[int, int]]) -> dict[str, Any]:
        """Return the `Diagram` fields of this type, with each range put through `span`."""
        ...


class FaultsOnly:
    """A reading that tells the faults and nothing of the diagram's parts.

    Args:
        faults: What Mermaid refuses, in offsets of the cleaned text.
    """

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults

    def parts(self, span: Callable[[int, int], tuple[int, int]]) -> dict[str, Any]:
        """Return no fields."""
        del span
        return {}


class Grammar(Protocol):
    """A diagram type's module: its `read` is all that the package calls."""

    def read(self, cleaned: Cleaned) -> Reading:
        """Read a cleaned text whose header has been recognised."""
        ...


class Site:
    """The place of a syntax error and what stands around it, in offsets of the cleaned text.

    Args:
        cleaned: The cleaned text.
        tokens: Its tokens.
        unexpected: The token that the grammar cannot take.
    """

    def __init__(self, cleaned: Cleaned, tokens: Tokens, unexpected: Unexpected) -> None:
        self.cleaned = cleaned
        self.text = cleaned.text
        self.tokens = tokens
        self.index = unexpected.index
        self.wanted = unexpected.wanted
        self.opened = unexpected.opened
        self.kind = tokens.kinds[self.index]
        self.start = tokens.starts[self.index]
        self.end = tokens.ends[self.index]
        self.over = self.text[self.start : self.end].strip() == ""
        lead = self.text[self.start : self.end]
        self.start += 0 if self.over else len(lead) - len(lead.lstrip())
        if self.over and self.index:
            before = self.text[: self.start].rstrip()
            self.start = self.end = max(len(before), tokens.starts[self.index - 1])
        self.line_start, self.line_end = line_around(self.text, self.start)
        first, last = line_around(self.text, tokens.starts[self.opened]) if self.opened is not None else (0, 0)
        # Explanations look at a line again and again, which only a line of ordinary length allows.
        self.long = max(self.line_end - self.line_start, last - first) > _LONGEST

    @property
    def line(self) -> str:
        """The line of the error."""
        return self.text[self.line_start : self.line_end]

    @property
    def rest(self) -> str:
        """The line from the error on."""
        return self.text[self.start : self.line_end]

    @property
    def word(self) -> str:
        """The run of characters without blanks at the error, at most 40 of them."""
        words = self.rest.split(None, 1)
        return shortened(words[0]) if words else ""

    def before(self, steps: int = 1) -> str:
        """Return the kind of a token before the error, or an empty string."""
        return self.tokens.kinds[self.index - steps] if self.index >= steps else ""

    def value(self, steps: int = 1) -> str:
        """Return the text of a token before the error, without blanks around it."""
        return self.tokens.value(self.index - steps).strip() if self.index >= steps else ""

    def line_number(self, index: int) -> int:
        """Return the 1-based line of a token in the given source."""
        return self.cleaned.source.count("\n", 0, self.cleaned.locate(self.tokens.starts[index])) + 1

    def raw(self, start: int, end: int, quotes: str = '"') -> str:
        """Return a range as it stands in the given source, with each double quote that Mermaid sees replaced."""
        seen = self.text[start:end]
        given = self.cleaned.source[self.cleaned.locate(start) : self.cleaned.locate(end)]
        if len(seen) != len(given):
            given = seen
        return "".join(quotes if a == '"' else b for a, b in zip(seen, given, strict=True))

    def here(self, message: str, advice: str | None = None, fix: tuple[int, int, str] | None = None) -> Fault:
        """Make a fault of the unexpected token; of its first line and at most its first 60 characters."""
        end = self.text.find("\n", self.start, self.end)
        return Fault(self.start, min(self.end if end < 0 else end, self.start + 60), message, advice, fix)

    def at(
        self,
        start: int,
        end: int,
        message: str,
        advice: str | None = None,
        fix: tuple[int, int, str] | None = None,
    ) -> Fault:
        """Make a fault of an earlier range if it begins at most one line above the error, else of the error."""
        if self.text.count("\n", start, self.start) <= 1:
            return Fault(start, end, message, advice, fix)
        return self.here(message, advice, fix)

    def slashes(self) -> Fault | None:
        """Explain a line that is marked as a comment with `//`."""
        lead = self.line.lstrip()
        if not lead.startswith("//"):
            return None
        start = self.line_start + len(self.line) - len(lead)
        return Fault(start, start + 2, "a comment is marked with //", "mark it with %%", (start, start + 2, "%%"))

    def comment(self) -> Fault | None:
        """Explain a comment behind a statement, or one that is marked with `//`."""
        indent = self.line[: len(self.line) - len(self.line.lstrip())]
        behind = self.rest.lstrip()
        slashes = self.slashes()
        if slashes is not None:
            return slashes
        if not behind.startswith("%%"):
            return None
        place = self.line_end - len(behind)
        code, remark = self.raw(self.line_start, place).rstrip(), self.raw(place, self.line_end)
        fix = (self.line_start, self.line_end, f"{indent}{remark.strip()}\n{code}")
        return Fault(
            place, self.line_end, "a comment stands behind a statement", "put the comment on a line of its own", fix
        )


def shortened(text: str, size: int = 40) -> str:
    """Return a text for a message: one line, at most `size` characters."""
    text = " ".join(text.split())
    return text if len(text) <= size else text[: size - 1] + "…"


def line_around(text: str, offset: int) -> tuple[int, int]:
    """Return the start and end of the line that holds an offset."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end


def first(site: Site, *explainers: Callable[[Site], Fault | None]) -> Fault | None:
    """Return the first explanation that one of some functions has for an error, or None."""
    for explainer in explainers:
        fault = explainer(site)
        if fault is not None:
            return fault
    return None


def syntax_faults(
    cleaned: Cleaned, tokens: Tokens, walk: Callable[[], object], explain: Callable[[Site], Fault]
) -> list[Fault]:
    """Walk over tokens until one that the grammar cannot take, which ends the reading, as in Mermaid.

    Args:
        cleaned: The cleaned text.
        tokens: Its tokens.
        walk: Takes them all, or raises `Unexpected`.
        explain: Names the cause of a syntax error.

    Returns:
        The syntax error alone, or no fault.
    """
    try:
        walk()
    except Unexpected as unexpected:
        return [explain(Site(cleaned, tokens, unexpected))]
    return []


def out_of_place(site: Site, advice: str, shown: str = "", ends: tuple[str, ...] = ()) -> Fault:
    """Say of an unexpected token only that it cannot stand where it stands.

    Args:
        site: The place of the error.
        advice: What to write there.
        shown: What to show of the token; its first word if empty.
        ends: The kinds of tokens that are the end of the text, where the message is to tell it from a line's end.
    """
    if site.kind in ends:
        shown = "the end of the text"
    elif site.over:
        shown = "the end of the line"
    return site.here(f"{shown or site.word} cannot stand here", advice)


def other_header(site: Site, right: str, longest: int) -> Fault | None:
    """Explain a word that stands where the header should.

    Args:
        site: The place of the error.
        right: The header's word.
        longest: How long a word may be that is taken for a misspelling of it, and so mended.

    Returns:
        The fault, or None where something other than the header is wanted.
    """
    if site.wanted != "header":
        return None
    end = site.start + len(site.word)
    fix = (site.start, end, right) if len(site.word) <= longest else None
    return Fault(site.start, end, f"{site.word} is no diagram type", f"did you mean {right}?", fix)


def round_quote(site: Site, straightened: dict[int, int]) -> Fault | None:
    """Explain quotes that a word processor has made round.

    Args:
        site: The place of the error.
        straightened: The round quotes' code points, and the code point of the straight one for each.
    """
    straight = site.line.translate(straightened)
    place = next((i for i, (a, b) in enumerate(zip(site.line, straight, strict=True)) if a != b), -1)
    if place < 0 or site.start > site.line_end:
        return None
    start = site.line_start + place
    message = f"{site.line[place]} is no quote for mermaid"
    return Fault(start, start + 1, message, "write straight quotes", (site.line_start, site.line_end, straight))
