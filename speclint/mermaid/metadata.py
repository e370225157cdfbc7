"""YAML in front matter and in `@{…}`: whether Mermaid can load it, and what it says."""

from __future__ import annotations

import re
from typing import Any

from speclint.records import NamedTuple
from speclint.regex import regex

_PLAIN_LINE = regex(r"( *)([A-Za-z_][\w-]*):(?: +([A-Za-z][\w ./-]*|\d+|\"[^\"\\\n]*\"|'[^'\n]*'))? *")
_PAIR = regex(
    r"\s*(?:\"([A-Za-z][\w-]*)\": *|([A-Za-z][\w-]*): +)"
    r"(?:\"([^\"\\\n]*)\"|'([^'\n]*)'|([A-Za-z](?:[\w ./<>()!-]*[\w./<>()!-])?))\s*(,|\Z)",
    re.ASCII,
)
# No YAML holds these, not even in quotes.
_CONTROL = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TABS = regex(r"^ *+\t[ \t]*+$", re.MULTILINE)
_WORDS = frozenset({"true", "false", "null", "True", "False", "Null", "TRUE", "FALSE", "NULL"})


# What ends no line to Mermaid's reader.
_NO_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), "_")
_COLON_FIRST = regex(r"([\[{,]|:(?=\s))(\s*):(?=[^\s,\[\]{}])")
_UNHASHABLE = "found unhashable key"
# The reader's message, by its beginning, in our words.
_WORDED = {
    "did not find expected ',' or '}'": "a , or } is missing",
    "did not find expected ',' or ']'": "a , or ] is missing",
    "mapping values are not allowed": "a colon stands inside an unquoted value",
    "could not find expected ':'": "a line has no colon",
    "did not find expected key": "a key is missing, or a line is indented unlike its neighbours",
    "did not find expected node content": "a value is missing",
    "did not find expected <document start>": "a line is indented less than the first one",
    "block sequence entries are not allowed": "a list begins on the line of its key",
    "found unexpected end of stream": "a quote is not closed",
    "found undefined alias": "an unquoted value begins with *",
    "could not determine a constructor for the tag": "an unquoted value begins with !",
    "found unknown escape character": "a \\ stands before a character that needs none",
    "unacceptable character": "it holds a control character",
    "'utf-8' codec": "it holds half a character",
}


class YamlFault(NamedTuple):
    """Why a text is no YAML; `line` and `column` are 1-based."""

    message: str
    line: int
    column: int = 1


def yaml_error(text: str) -> YamlFault | None:
    """Return what makes a text no YAML 1.2 mapping that Mermaid can load, or None."""
    if _CONTROL.search(text) is None and _plain(text):
        return None
    return _load(text)[1]


def load_block(text: str) -> Any:
    """Return what a YAML block holds, or None where it is none that Mermaid can load."""
    return _load(text)[0]


def load_metadata(text: str) -> tuple[Any, YamlFault | None]:
    """Load what stands between the braces of `@{…}`.

    Mermaid reads it as a flow mapping on one line, and as a block over several.

    Args:
        text: The text between the braces.

    Returns:
        The data (None where there is none) and the fault, or None; never raises.
    """
    if "\n" not in text:
        simple = _pairs(text) if _CONTROL.search(text) is None else None
        if simple is not None:
            return simple, None
        return _load("{\n" + text + "\n}")
    return _load(text + "\n")


def _load(text: str) -> tuple[Any, YamlFault | None]:
    from speclint import yaml12

    text = text.translate(_NO_BREAKS)
    # To Mermaid's reader a line of blanks is blank although it holds tabs.
    blanked = _TABS.sub("", text) if "\t" in text else text
    try:
        try:
            return yaml12.load(blanked), None
        except yaml12.YamlError:
            # Nor does a colon mislead it at the start of a word between brackets.
            mended = _COLON_FIRST.sub(r"\1\2_", blanked) if "{" in blanked or "[" in blanked else blanked
            if mended == blanked:
                raise
            return yaml12.load(mended), None
    except yaml12.YamlError as error:
        if error.message == _UNHASHABLE:
            return None, None
        return None, YamlFault(_worded(error.message, blanked, error), error.line, error.column)
    except RecursionError:
        return None, YamlFault("it is nested too deep", 1)


def _worded(message: str, text: str, place: Any) -> str:
    if message.startswith("found character that cannot start"):
        lines = text.split("\n")
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        sign = line[place.column - 1 : place.column]
        return "a tab indents a line" if sign == "\t" else f"an unquoted value begins with {sign}"
    return next((words for begin, words in _WORDED.items() if message.startswith(begin)), message)


def _plain(text: str) -> bool:
    """Tell whether a text is a nest of plain keys and values that needs no YAML reader."""
    levels: list[tuple[int, set[str]]] = []
    opened = True
    for line in text.split("\n"):
        if not line.strip(" "):
            continue
        found = _PLAIN_LINE.fullmatch(line)
        if found is None:
            return False
        indent = len(found.group(1))
        back = bool(levels) and indent < levels[-1][0]
        while levels and indent < levels[-1][0]:
            levels.pop()
        if not levels or indent > levels[-1][0]:
            if not opened or back:
                return False
            levels.append((indent, set()))
        if found.group(2) in levels[-1][1]:
            return False
        levels[-1][1].add(found.group(2))
        opened = found.group(3) is None
    return True


def _pairs(text: str) -> dict[str, str] | None:
    """Read `key: value, key: "value"` without a YAML reader, or return None where that is not all there is."""
    result: dict[str, str] = {}
    position = 0
    while position < len(text):
        found = _PAIR.match(text, position)
        if found is None:
            return None
        key = found.group(1) or found.group(2)
        value = next((part for part in found.group(3, 4, 5) if part is not None), "")
        if key in result or key in _WORDS or found.group(5) in _WORDS:
            return None
        result[key] = value
        position = found.end()
    return result
