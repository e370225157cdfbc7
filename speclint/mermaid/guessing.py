"""Whether a text that nobody labelled is Mermaid."""

from __future__ import annotations

import re

from speclint.mermaid.cleaning import clean
from speclint.mermaid.headers import HEADERS
from speclint.mermaid.reading import parse
from speclint.regex import regex

_FIRST = regex(r"([A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*)[ \t]*([^\n]*)")
_DIRECTION = regex(r"(?i:TB|TD|BT|LR|RL|BR)[ \t]*;?")
_LINK = regex(r"[\w\])}\"][ \t]*(?:[<ox]?(?:--+|==+|-\.+-)[-=.>ox]?)[ \t]*[\w|(\[{\"]")
# What a faulty text must show at least once, by type.
_BODIES = {
    "sequence": regex(r"^[ \t]*(?:participant|actor)[ \t]+\w|^[^\n:]*?-{1,2}(?:>>?|x|\))[^\n:]*:", re.MULTILINE),
    "er": regex(r"[|}o][|o{}](?:--|\.\.)|(?:--|\.\.)[|o][|{]|^[ \t]*\S+[ \t]*\{[ \t]*$", re.MULTILINE),
}
# What must stand behind a header word that no other text begins with; `:` and a direction belong to gitGraph.
_BARE = regex(r"(?:(?:TB|BT|LR|RL)[ \t]*)?:?[ \t]*")

# Header words that are words of English or of other notations, with what a line of such a diagram must look like.
_SHAPES = {
    "pie": r'^[ \t]*"[^"\n]*"[ \t]*:[ \t]*\d',
    "gantt": r"^[ \t]*(?:dateFormat|axisFormat|section)[ \t]+\S",
    "journey": r"^[ \t]*[^\n:]+:[ \t]*\d[ \t]*(?::|$)",
    "timeline": r"^[ \t]*[^\n:]+[ \t]:[ \t]+\S",
    "mindmap": r"^[ \t]+\S[^\n]*\n+(?:[ \t]{2,}|\t)[ \t]*\S",
    "kanban": r"^[ \t]+\S[^\n]*\n+[ \t]{2,}[^\n]*\[[^\n]*\]",
    "block": r"^[ \t]*columns[ \t]+(?:\d+|auto)[ \t]*$",
    "packet": r'^[ \t]*(?:\d+(?:-\d+)?|\+\d+)[ \t]*:[ \t]*"',
    "sankey": r"^[^\n,]+,[^\n,]+,[ \t]*\d[\d.]*[ \t]*$",
    "xychart": r"^[ \t]*(?:x-axis|y-axis|bar|line)[ \t]+\S",
    "requirement": r"^[ \t]*(?:\w*[rR]equirement|element)[ \t]+\S+[ \t]*\{",
    "architecture": r"^[ \t]*(?:group|service|junction)[ \t]+\w+\(",
    "treemap": r'^[ \t]*"[^"\n]*"[ \t]*(?::[ \t]*\d|$)',
    "zenuml": r"^[ \t]*(?:@\w+[ \t]+\w|\w+[ \t]*->[ \t]*\w+[:.]|\w+\.\w+\()",
    "ishikawa": r"(?!)",
    "info": r"(?!)",
}


def looks_like_mermaid(source: str) -> bool:
    """Tell whether a text that nobody labelled is surely Mermaid; see `speclint.mermaid.looks_like_mermaid`."""
    cleaned = clean(source)
    found = _FIRST.match(cleaned.text, cleaned.start)
    header = next((each for each in HEADERS if found and found.group(1) in each.words), None)
    if found is None or header is None:
        return False
    word, rest, body = found.group(1), found.group(2), cleaned.text[found.end() :]
    if header.type in ("flowchart", "flowchart-elk"):
        return _surely_flowchart(source, rest, body)
    shape = _BODIES.get(header.type)
    if shape is not None:
        return not rest.strip() and _nearly(source, shape.search(body) is not None)
    if word in _SHAPES:
        return _shaped(word, rest, body)
    return _BARE.fullmatch(rest) is not None and body.strip() != ""


def _surely_flowchart(source: str, rest: str, body: str) -> bool:
    """Demand a direction or nothing behind the header word, then a link or, in a faultless text, a node."""
    direction = re.match(r"[^;]*;?", rest)
    first = direction.group() if direction else ""
    if first.strip(" \t;") and _DIRECTION.fullmatch(first.strip()) is None:
        return False
    linked = _LINK.search(rest[len(first) :] + "\n" + body) is not None
    if linked or not first.strip():
        return linked and _nearly(source, True)
    diagram = parse(source)
    return not diagram.problems and bool(diagram.nodes) and first.strip(" \t;").isupper()


def _nearly(source: str, shaped: bool) -> bool:
    """Tell whether a text has no fault and says something, or has the right shape and a fault."""
    diagram = parse(source)
    if diagram.problems:
        return shaped
    return any((diagram.edges, diagram.messages, diagram.participants, diagram.relations, diagram.entities))


def _shaped(word: str, rest: str, body: str) -> bool:
    title = re.fullmatch(r"(?:showData[ \t]*)?(?:title\b[^\n]*)?|horizontal", rest.strip())
    return title is not None and re.search(_SHAPES[word], body, re.MULTILINE) is not None
