"""The inline scanner: one pass over a text, code spans and HTML before links before emphasis."""

from bisect import bisect_left
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.markdown.definitions import ANGLE_DESTINATION, LABEL, MAX_LABEL, TITLE, normalise_label
from speclint.markdown.definitions import plain_destination_end as plain_end
from speclint.markdown.emphasis import Run, pair_runs, read_run
from speclint.markdown.html_starts import CLOSING_TAG, OPEN_TAG
from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Container

_SPECIAL = regex(r"[\\`<*_\[\]]")
_BACKTICKS = regex(r"`+")
_BLANK = frozenset(" \t\n")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = regex(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}+:[^\x00-\x20<>\x7f]*+)>")
_HOST = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = regex(rf"<([A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]++@{_HOST}(?:\.{_HOST})*)>")
_TAG = regex(rf"{OPEN_TAG}|{CLOSING_TAG}")
_DECLARATION = regex(r"<![A-Za-z]")
_GAP = regex(r"[ \t]*+\n?[ \t]*+")


class Kind(Enum):
    """What was found."""

    CODE = 1
    STRONG = 2
    EMPHASIS = 3
    LINK = 4
    IMAGE = 5
    AUTOLINK = 6
    HTML = 7
    COMMENT = 8
    ESCAPE = 9
    BREAK = 10


class Found(NamedTuple):
    """An inline in offsets of the scanned text.

    Args:
        start: Where it begins.
        end: Where it ends.
        kind: What it is.
        inner_start: Where what it holds begins.
        inner_end: Where what it holds ends.
        target_start: Where a link's destination begins.
        target_end: Where a link's destination ends.
        label: The normalised label of a reference link, or "".
    """

    start: int
    end: int
    kind: Kind
    inner_start: int
    inner_end: int
    target_start: int = 0
    target_end: int = 0
    label: str = ""


class _Bracket(NamedTuple):
    start: int
    end: int
    image: bool
    runs: int


def scan_text(text: str, labels: "Container[str]" = ()) -> tuple[Found, ...]:
    """Return the inlines of a text, ordered by start, an outer one before those inside it.

    Args:
        text: The text; line ends are line feeds.
        labels: The normalised labels that are defined.
    """
    if not _SPECIAL.search(text):
        return ()
    return _scan(text, labels) if labels else _scan_alone(text)


@lru_cache(maxsize=512)
def _scan_alone(text: str) -> tuple[Found, ...]:
    # One check after the other asks for the same cells and lines.
    return _scan(text, ())


def _scan(text: str, labels: "Container[str]") -> tuple[Found, ...]:
    scanner = _Scanner(text, labels)
    scanner.run()
    return tuple(sorted(scanner.found, key=lambda found: (found.start, -found.end)))


class _Scanner:
    def __init__(self, text: str, labels: "Container[str]") -> None:
        self.text = text
        self.labels = labels
        self.found: list[Found] = []
        self.runs: list[Run] = []
        self.brackets: list[_Bracket] = []
        # Links don't nest: an opening bracket below this height can no longer open one (an image still can).
        self.spent = 0
        self.last_bracket = -1
        self.backticks: dict[int, list[int]] | None = None
        self.absent: set[str] = set()

    def run(self) -> None:
        text = self.text
        offset = 0
        while match := _SPECIAL.search(text, offset):
            start = match.start()
            char = text[start]
            if char == "\\":
                offset = self.escape(start)
            elif char == "`":
                offset = self.code(start)
            elif char == "<":
                offset = self.angle(start)
            elif char == "[":
                image = start > offset and text[start - 1] == "!"
                self.brackets.append(_Bracket(start - image, start + 1, image, len(self.runs)))
                self.last_bracket = start
                offset = start + 1
            elif char == "]":
                offset = self.close_bracket(start)
            else:
                run = read_run(text, start)
                self.runs.append(run)
                offset = run.end
        self.pair(0)

    def escape(self, start: int) -> int:
        after = self.text[start + 1 : start + 2]
        if after == "\n":
            self.found.append(Found(start, start + 1, Kind.BREAK, start + 1, start + 1))
        if after not in _PUNCTUATION:
            return start + 1
        self.found.append(Found(start, start + 2, Kind.ESCAPE, start + 1, start + 2))
        return start + 2

    def code(self, start: int) -> int:
        text = self.text
        run = _BACKTICKS.match(text, start)
        assert run is not None
        inner = run.end()
        width = inner - start
        if self.backticks is None:
            self.backticks = {}
            for other in _BACKTICKS.finditer(text, start):
                self.backticks.setdefault(other.end() - other.start(), []).append(other.start())
        closers = self.backticks.get(width, [])
        index = bisect_left(closers, inner)
        if index == len(closers):
            return inner
        close = closers[index]
        end = close + width
        if close - inner > 2 and text[inner] in " \n" and text[close - 1] in " \n" and text[inner:close].strip(" \n"):
            inner, close = inner + 1, close - 1
        self.found.append(Found(start, end, Kind.CODE, inner, close))
        return end

    def angle(self, start: int) -> int:
        text = self.text
        if text[start + 1 : start + 2] in _BLANK:  # neither an address nor a tag begins so
            return start + 1
        link = _AUTOLINK.match(text, start) or _EMAIL.match(text, start)
        if link:
            self.found.append(Found(start, link.end(), Kind.AUTOLINK, start + 1, link.end() - 1))
            return link.end()
        tag = _TAG.match(text, start)
        end = tag.end() if tag else self.special_html(start)
        if end < 0:
            return start + 1
        comment = text.startswith("<!--", start)
        inner = (start + 4, max(end - 3, start + 4)) if comment else (start, end)
        self.found.append(Found(start, end, Kind.COMMENT if comment else Kind.HTML, *inner))
        return end

    def special_html(self, start: int) -> int:
        text = self.text
        if text.startswith("<!--", start):
            for short in ("<!-->", "<!--->"):
                if text.startswith(short, start):
                    return start + len(short)
            return self.after("-->", start + 4)
        if text.startswith("<?", start):
            return self.after("?>", start + 2)
        if text.startswith("<![CDATA[", start):
            return self.after("]]>", start + 9)
        if _DECLARATION.match(text, start):
            return self.after(">", start + 2)
        return -1

    def after(self, end: str, start: int) -> int:
        # What was not found once is not looked for again, else a text of openings would take quadratic time.
        if end in self.absent:
            return -1
        place = self.text.find(end, start)
        if place < 0:
            self.absent.add(end)
            return -1
        return place + len(end)

    def close_bracket(self, start: int) -> int:
        if not self.brackets:
            return start + 1
        bracket = self.brackets.pop()
        active = bracket.image or len(self.brackets) >= self.spent
        self.spent = min(self.spent, len(self.brackets))
        link = self.link(bracket, start) if active else None
        if link is None:
            return start + 1
        self.found.append(link)
        self.pair(bracket.runs)
        if not bracket.image:
            self.spent = len(self.brackets)
        return link.end

    def link(self, bracket: _Bracket, close: int) -> Found | None:
        kind = Kind.IMAGE if bracket.image else Kind.LINK
        inline = _inline_target(self.text, close + 1)
        if inline:
            end, target_start, target_end = inline
            return Found(bracket.start, end, kind, bracket.end, close, target_start, target_end)
        if not self.labels:
            return None
        label = LABEL.match(self.text, close + 1, close + MAX_LABEL + 3)
        if label and label.group(1).strip():
            name, end = label.group(1), label.end()
        elif self.last_bracket >= bracket.end or close - bracket.end > MAX_LABEL:
            return None
        else:
            # `[text][]` is the collapsed form, `[text]` the shortcut, whatever bracket follows it.
            name, end = self.text[bracket.end : close], label.end() if label and not label.group(1) else close + 1
        name = normalise_label(name)
        if name not in self.labels:
            return None
        return Found(bracket.start, end, kind, bracket.end, close, label=name)

    def pair(self, first: int) -> None:
        for start, end, strong in pair_runs(self.runs[first:]):
            width = 2 if strong else 1
            kind = Kind.STRONG if strong else Kind.EMPHASIS
            self.found.append(Found(start, end, kind, start + width, end - width))
        del self.runs[first:]


def _inline_target(text: str, start: int) -> tuple[int, int, int] | None:
    """Return where `(destination "title")` ends and the destination's bounds, or None."""
    if not text.startswith("(", start):
        return None
    gap = _GAP.match(text, start + 1)
    assert gap is not None
    target = gap.end()
    if text.startswith("<", target):
        angle = ANGLE_DESTINATION.match(text, target)
        if angle is None:
            return None
        (target, target_end), after = angle.span(1), angle.end()
    else:
        target_end = after = plain_end(text, target)
    gap = _GAP.match(text, after)
    assert gap is not None
    if gap.end() > after and (title := TITLE.match(text, gap.end())):
        gap = _GAP.match(text, title.end())
        assert gap is not None
    if not text.startswith(")", gap.end()):
        return None
    return gap.end() + 1, target, target_end
