"""YAML front matter at the top of a document."""

from typing import TYPE_CHECKING

from speclint.markdown.blocks import FrontMatter
from speclint.records import NamedTuple
from speclint.source import Span

if TYPE_CHECKING:
    from speclint.source import Source


class FrontMatterRead(NamedTuple):
    """What stands at the top.

    Args:
        front_matter: The front matter, or None.
        unclosed: An opening marker without a closing one, or None.
        next_line: The 0-based line at which the Markdown begins.
    """

    front_matter: FrontMatter | None
    unclosed: Span | None
    next_line: int


def read_front_matter(source: "Source") -> FrontMatterRead:
    """Read the front matter, as Jekyll and pandoc delimit it.

    It opens with `---` as the very first line, followed by a line that is not blank (else the dashes are a thematic
    break), and ends at the next line that is `---` or `...`.
    """
    text, lines = source.text, source.line_spans
    opening = lines[0]
    if text[: opening.end].rstrip(" \t") != "---":
        return FrontMatterRead(None, None, 0)
    if len(lines) < 2 or not source[lines[1]].strip(" \t"):
        return FrontMatterRead(None, None, 0)
    for index in range(1, len(lines)):
        line = lines[index]
        if text.startswith(("---", "..."), line.start) and source[line].rstrip(" \t") in ("---", "..."):
            start = lines[1].start
            end = max(lines[index - 1].end, start)
            front_matter = FrontMatter(Span(0, line.start + 3), Span(start, end))
            return FrontMatterRead(front_matter, None, index + 1)
    return FrontMatterRead(None, Span(0, 3), 0)
