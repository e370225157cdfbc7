"""A text with offsets, and the lines and columns that belong to them."""

from bisect import bisect_right

from speclint.records import NamedTuple
from speclint.regex import regex

_LINE_END = regex(r"\r\n|\n|\r")
_BOM = b"\xef\xbb\xbf"


class Span(NamedTuple):
    """A half-open range of offsets (in code points) into `Source.text`."""

    start: int
    end: int

    def contains(self, other: "Span") -> bool:
        """Tell whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two spans share a character; an empty span shares the place it stands at."""
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)


class Position(NamedTuple):
    """A 1-based line and a 1-based column in code points."""

    line: int
    column: int


class Source:
    """One file's text.

    Lines end as CommonMark 0.31 section 2.1 says: at a line feed, a carriage return, or both; never at U+2028 or a
    form feed. A byte order mark is remembered and is not part of the text, so offsets count from after it.

    Args:
        text: The text, without a byte order mark.
        path: The name to report, with `/`; never read from.
        bom: Whether the file began with a byte order mark.
        undecodable: The byte offset of the first byte that is not UTF-8, or None.
    """

    __slots__ = ("bom", "line_spans", "line_starts", "path", "text", "undecodable")

    def __init__(self, text: str, path: str = "<text>", *, bom: bool = False, undecodable: int | None = None) -> None:
        self.text = text
        self.path = path
        self.bom = bom
        self.undecodable = undecodable
        spans: list[Span] = []
        start = 0
        for end in _LINE_END.finditer(text):
            spans.append(Span(start, end.start()))
            start = end.end()
        spans.append(Span(start, len(text)))
        self.line_spans: tuple[Span, ...] = tuple(spans)
        self.line_starts: tuple[int, ...] = tuple(span.start for span in spans)

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "<text>") -> "Source":
        """Decode UTF-8; bytes that are not UTF-8 are kept as surrogate escapes and `undecodable` is set."""
        bom = data.startswith(_BOM)
        body = data[len(_BOM) :] if bom else data
        try:
            return cls(body.decode("utf-8"), path, bom=bom)
        except UnicodeDecodeError as error:
            offset = error.start + (len(_BOM) if bom else 0)
            return cls(body.decode("utf-8", "surrogateescape"), path, bom=bom, undecodable=offset)

    def to_bytes(self, text: str | None = None) -> bytes:
        """Encode a text (this source's own if None) as the file had it, byte order mark included."""
        body = (self.text if text is None else text).encode("utf-8", "surrogateescape")
        return _BOM + body if self.bom else body

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def __len__(self) -> int:
        return len(self.text)

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (self.text, self.path, self.bom, self.undecodable)

    def line_of(self, offset: int) -> int:
        """Return the 0-based index of the line that holds the offset (its line end included)."""
        return max(bisect_right(self.line_starts, offset) - 1, 0)

    def position(self, offset: int) -> Position:
        """Return the 1-based line and column of an offset; past a line's end the column is that of its end."""
        index = self.line_of(offset)
        line = self.line_spans[index]
        return Position(index + 1, min(offset, line.end) - line.start + 1)

    @property
    def newline(self) -> str:
        """The line end that the text uses first, or a line feed where it has none."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    @property
    def whole(self) -> Span:
        """The span of the whole text."""
        return Span(0, len(self.text))


def _rebuild(text: str, path: str, bom: bool, undecodable: int | None) -> Source:
    return Source(text, path, bom=bom, undecodable=undecodable)
