"""What Mermaid does to a text before its grammar sees it, with the way back to the given source."""

import re
from bisect import bisect_right

from speclint.mermaid.faults import Fault
from speclint.mermaid.lexing import BLANK, DARK, INLINE
from speclint.records import NamedTuple
from speclint.regex import regex

_BLANKS = regex(f"{BLANK}*")
_BLANK_END = regex(f"{BLANK}+\\Z")
_DIRECTIVE = regex(f"%%\\{{{BLANK}*(?:\\w+{BLANK}*:|\\w+){BLANK}*(\\w+)?", re.ASCII)
_DIRECTIVE_END = regex("\\}%%|[\u2028\u2029]")
_TAG = regex(r"<\w+", re.ASCII)
_ENTITY = regex(r"#(\w+);", re.ASCII)
_STYLE_ENTITY = regex(f":(?:(?!:|#){DARK})*#")
_OPEN_FENCE = regex(f"([{INLINE}]*)---{BLANK}*?[\\n\\r]")
_LINE_BREAK = regex(r"[\n\r]")


class Cut(NamedTuple):
    """Ranges that one stage of the cleaning took out.

    Args:
        places: Where each stood, in offsets of the text after the cut, ascending.
        removed: How many characters are gone up to and with each.
    """

    places: list[int]
    removed: list[int]

    def before(self, offset: int) -> int:
        """Return the offset in the text before the cut of an offset in the text after it."""
        index = bisect_right(self.places, offset)
        return offset + (self.removed[index - 1] if index else 0)


class Cleaned:
    """A text as a grammar sees it.

    Args:
        source: The given source.

    Attributes:
        front_matter: The YAML of its front matter, or an empty text.
        directives: Its directives as they stand.
    """

    __slots__ = ("cuts", "directives", "faults", "front_matter", "source", "start", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = source
        self.start = 0
        self.cuts: list[Cut] = []
        self.faults: list[Fault] = []
        self.front_matter = ""
        self.directives: list[str] = []

    def locate(self, offset: int) -> int:
        """Return the offset in the given source of an offset in the cleaned text."""
        for cut in reversed(self.cuts):
            offset = cut.before(offset)
        return min(offset, len(self.source))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range in the given source of a range in the cleaned text, without what was cut off behind it."""
        first = self.locate(start)
        return first, first if end <= start else max(self.locate(end - 1) + 1, first)

    def cut(self, ranges: list[tuple[int, int]]) -> None:
        """Take ascending ranges out of the text."""
        if not ranges:
            return
        pieces: list[str] = []
        places: list[int] = []
        removed: list[int] = []
        last = gone = 0
        for start, end in ranges:
            pieces.append(self.text[last:start])
            places.append(start - gone)
            gone += end - start
            removed.append(gone)
            last = end
        pieces.append(self.text[last:])
        self.text = "".join(pieces)
        self.cuts.append(Cut(places, removed))


def clean(source: str) -> Cleaned:
    r"""Do to a text what Mermaid does before parsing.

    Line ends become `\n`, double quotes of HTML attributes become single ones, front matter, directives and comment
    lines go, entity codes (`#59;`) become letters; a line end is added.

    Args:
        source: A Mermaid text.

    Returns:
        The text with the way back, and the faults of its front matter; never raises. `start` is the first character
        that is not blank.
    """
    cleaned = Cleaned(source)
    if "\r" in source:
        cleaned.cut([(found.start(), found.start() + 1) for found in re.finditer(r"\r(?=\n)", source)])
        cleaned.text = cleaned.text.replace("\r", "\n")
    if '="' in cleaned.text:
        cleaned.text = _single_quotes(cleaned.text)
    if "---" in cleaned.text:
        _front_matter(cleaned)
    if "%%" in cleaned.text:
        if "%%{" in cleaned.text:
            directives = _directives(cleaned.text)
            cleaned.directives = [cleaned.text[start:end] for start, end in directives]
            cleaned.cut(directives)
        cleaned.cut(_comments(cleaned.text))
    if "#" in cleaned.text:
        _entities(cleaned)
    cleaned.text += "\n"
    found = _BLANKS.match(cleaned.text)
    cleaned.start = found.end() if found else 0
    return cleaned


def significant(text: str, start: int) -> str:
    """Return the text from `start` with everything after a `%%` gone, as Mermaid looks at it to tell the type."""
    if "%%" not in text:
        return text[start:]
    pieces: list[str] = []
    # The line end that the cleaning has added is not there yet when Mermaid looks.
    last = len(text) - 1
    while (mark := text.find("%%", start)) >= 0 and (end := text.find("\n", mark, last)) >= 0:
        pieces.append(text[start:mark].rstrip())
        start = end
    return "".join([*pieces, text[start:]]).lstrip()


def _single_quotes(text: str) -> str:
    pieces: list[str] = []
    position = 0
    while (found := _TAG.search(text, position)) and (end := text.find(">", found.end())) >= 0:
        pieces.append(text[position : found.end()])
        pieces.append(re.sub(r'="([^"]*)"', r"='\1'", text[found.end() : end]))
        position = end
    return "".join([*pieces, text[position:]])


def _closing(text: str, indent: str, start: int) -> tuple[int, int] | None:
    """Return the line break before the first closing fence from `start` on, and the end of the front matter."""
    for found in _LINE_BREAK.finditer(text, start):
        if text.startswith(indent + "---", found.end()):
            run = _BLANKS.match(text, found.end() + len(indent) + 3)
            end = max(text.rfind("\n", run.start(), run.end()), text.rfind("\r", run.start(), run.end())) if run else -1
            if end >= 0:
                return found.start(), end + 1
    return None


class _FrontMatter(NamedTuple):
    """Front matter at the start of a text: the indent of its fences, its body, and where it ends."""

    indent: str
    body: int
    stop: int
    end: int


def _find_front_matter(text: str, start: int = 0) -> _FrontMatter | None:
    opening = _OPEN_FENCE.match(text, start)
    if opening is None:
        return None
    indent = opening.group(1)
    body = opening.end()
    closing = _closing(text, indent, body)
    if closing is None:
        return None
    # A blank line after the opening fence belongs to it unless the only closing fence then stands inside it.
    run = _BLANKS.match(text, body)
    longest = max(text.rfind("\n", body, run.end()), body - 1) + 1 if run else body
    later = _closing(text, indent, longest) if longest > body else None
    body, (stop, end) = (longest, later) if later else (body, closing)
    return _FrontMatter(indent, body, max(stop, body), end)


def second_front_matter(cleaned: Cleaned) -> int:
    """Return where front matter ends that is none, since something stands before it, or the cleaned text's start.

    Mermaid overlooks it when it tells the type of a text, but leaves it to the type's own grammar.
    """
    text, start = cleaned.text, cleaned.start
    found = _find_front_matter(text, start) if text.startswith("---", start) else None
    run = _BLANKS.match(text, found.end) if found else None
    return run.end() if run else start


def _front_matter(cleaned: Cleaned) -> None:
    text = cleaned.text
    found = _find_front_matter(text)
    if found is None:
        return
    indent, body, stop, end = found
    content = text[body:stop]
    if indent:
        content = "\n".join(line.removeprefix(indent) for line in content.split("\n"))
    from speclint.mermaid.metadata import yaml_error

    cleaned.front_matter = content
    error = yaml_error(content)
    if error is not None:
        lines = content.split("\n")
        line = lines[error.line - 1] if error.line <= len(lines) else ""
        column = min(error.column - 1, len(line)) + len(indent)
        offset = body + sum(len(line) + 1 + len(indent) for line in lines[: error.line - 1]) + column
        place = cleaned.locate(min(offset, stop))
        cleaned.faults.append(
            Fault(place, place, f"the front matter is no valid YAML: {error.message}", _advice(line, error.column))
        )
    cleaned.cut([(0, end)])


def _advice(line: str, column: int) -> str:
    key, _, value = line.partition(": ")
    if line[column - 1 : column] == ":" and len(key) < column - 1 and '"' not in value:
        return f'write {key.strip()}: "{value.strip()}"'
    return "mend the YAML between the --- lines"


def _directives(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    position = text.find("%%{")
    while position >= 0:
        found = _DIRECTIVE.match(text, position)
        if found is None:
            position = text.find("%%{", position + 3)
            continue
        end = found.end()
        if found.group(1) is None:
            close = _DIRECTIVE_END.search(text, end)
            end = close.start() if close else len(text)
        run = _BLANKS.match(text, end)
        end = run.end() if run else end
        end += 3 if text.startswith("}%%", end) else 0
        ranges.append((position, end))
        position = text.find("%%{", end)
    return ranges


def _comments(text: str) -> list[tuple[int, int]]:
    ranges: list[tuple[int, int]] = []
    last = 0
    position = text.find("%%")
    while position >= 0:
        line = text.rfind("\n", 0, position) + 1
        following = text[position + 2 : position + 3]
        if following in ("{", "\n", "") or (
            text[max(line, last) : position].strip(" \t") and not _blank(text, max(line, last), position)
        ):
            position = text.find("%%", position + 2)
            continue
        while line > last:
            previous = text.rfind("\n", 0, line - 1) + 1
            if previous < last or not _blank(text, previous, line):
                break
            line = previous
        end = text.find("\n", position)
        end = len(text) if end < 0 else end + 1
        ranges.append((max(line, last), end))
        last = end
        position = text.find("%%", end)
    return ranges


def _blank(text: str, start: int, end: int) -> bool:
    found = _BLANKS.match(text, start, end)
    return found is not None and found.end() == end


def _entities(cleaned: Cleaned) -> None:
    for word in ("style", "classDef"):
        if word in cleaned.text:
            cleaned.cut(_closing_semicolons(cleaned.text, word))
    if ";" in cleaned.text:
        # The length stays the same, so that offsets do; the letters are of the kinds that Mermaid's own stand-ins are.
        cleaned.text = _ENTITY.sub("\ufb02\\1\u00b6", cleaned.text)


def _closing_semicolons(text: str, word: str) -> list[tuple[int, int]]:
    """Find the `;` that Mermaid drops behind a style with a colour code, lest it be taken for an entity code."""
    ranges: list[tuple[int, int]] = []
    position = text.find(word)
    while position >= 0:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        last = text.rfind(";", position, end)
        found = _STYLE_ENTITY.search(text, position + len(word), last) if last >= 0 else None
        if found:
            ranges.append((last, last + 1))
        position = text.find(word, end)
    return ranges
