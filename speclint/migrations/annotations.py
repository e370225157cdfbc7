"""One line of a migration read as a goose annotation: what goose makes of it, and what its author meant."""

from __future__ import annotations

import re
from typing import Final

from speclint.records import NamedTuple
from speclint.regex import regex

GO_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
NAMES: Final = ("Up", "Down", "StatementBegin", "StatementEnd", "NO TRANSACTION", "ENVSUB ON", "ENVSUB OFF")

_FOLDED = {name.lower(): name for name in NAMES}
_LETTERS = {name.lower().replace(" ", ""): name for name in NAMES}
_MEANT = _LETTERS | {
    "begin": "StatementBegin",
    "end": "StatementEnd",
    "beginstatement": "StatementBegin",
    "endstatement": "StatementEnd",
    "statementstart": "StatementBegin",
    "notx": "NO TRANSACTION",
    "notransactions": "NO TRANSACTION",
    "envsubston": "ENVSUB ON",
    "envsubstoff": "ENVSUB OFF",
}
_NEAR = regex(r"\ufeff?\s*(?P<lead>--|\#|/\*|//)[\s\-#*]*(?P<plus>\+?)\s*goose\b[\s:=+-]*(?P<rest>.*)", re.IGNORECASE)
_WORDS = regex(r"[A-Za-z]+")


class Reading(NamedTuple):
    """What a line is: `name` as goose reads it, or `fault` why goose refuses it; `meant` and `mended` for the cure.

    A line with neither name nor fault is one that goose does not see as an annotation although it was meant as one.
    """

    name: str | None
    fault: str | None
    meant: str | None
    mended: str | None


def fold(text: str) -> str:
    """Fold case as Go's `strings.EqualFold` does for the letters of the annotations."""
    return text.replace("\u017f", "s").replace("\u212a", "k").lower()


def read(line: str) -> Reading | None:
    """Read one line (without its line end) as goose's `extractAnnotation` does.

    Args:
        line: The line.

    Returns:
        None when the line has nothing to do with goose, else the reading.
    """
    if "goose" not in line and "goose" not in line.lower():
        return None
    if line.strip(GO_SPACE).startswith("--") and "+goose" in line:
        name, fault = _extract(line)
        if fault is None:
            return Reading(name, None, name, None)
        meant, note = _meaning(line) if fault != "repeated-mark" else (None, "")
        return Reading(None, fault, meant, _mended(meant, note))
    meant, note = _meaning(line)
    if meant is None or note:
        return None
    return Reading(None, None, meant, _mended(meant, note))


def _extract(line: str) -> tuple[str | None, str | None]:
    if line.startswith((" ", "\t")):
        return None, "leading-whitespace"
    rest = line.replace("--", "").replace("+goose", "", 1)
    if "+goose" in rest:
        return None, "repeated-mark"
    rest = rest.strip(GO_SPACE)
    if not rest:
        return None, "empty-mark"
    name = _FOLDED.get(fold(rest))
    return (name, None) if name else (None, "unknown-mark")


def _mended(meant: str | None, note: str) -> str | None:
    if meant is None:
        return None
    return f"-- +goose {meant}" + (f"\n-- {note}" if note else "")


def _meaning(line: str) -> tuple[str | None, str]:
    """Return the annotation that a line was meant to be, and the note that follows it."""
    match = _NEAR.match(line)
    if match is None:
        return None, ""
    rest = match["rest"]
    if match["lead"] == "/*":
        rest = rest.split("*/", 1)[0]
    words = list(_WORDS.finditer(rest))[:3]
    for count in range(min(len(words), 2), 0, -1):
        letters = "".join(word.group() for word in words[:count]).lower()
        meant = _MEANT.get(letters) or _near_name(letters)
        if meant:
            return meant, rest[words[count - 1].end() :].strip(" \t\r\ufeff;:.,-*/#()")
    return None, ""


def _near_name(letters: str) -> str | None:
    for name, spelled in _LETTERS.items():
        allowed = 0 if len(name) < 4 else 1 if len(name) < 8 else 2
        if allowed and abs(len(name) - len(letters)) <= allowed and edits(name, letters) <= allowed:
            return spelled
    return None


def edits(left: str, right: str) -> int:
    """Count the insertions, deletions, substitutions and swaps of neighbours between two short words."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(right, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
