"""Globs as gitignore(5) defines them, matched without backtracking over whole paths."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "\\x21-\\x7e",
    "lower": "a-z",
    "print": "\\x20-\\x7e",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\s",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}


class Glob(NamedTuple):
    """One pattern.

    Args:
        segments: Its parts between slashes; None stands for `**`.
        negated: Whether it began with `!`.
        folders_only: Whether it ended with a slash.
    """

    segments: tuple[re.Pattern[str] | None, ...]
    negated: bool = False
    folders_only: bool = False

    def matches(self, parts: Sequence[str], *, folder: bool = False) -> bool:
        """Tell whether the pattern matches a path, given as its parts below the pattern's own folder."""
        if self.folders_only and not folder:
            return False
        return _matches(self.segments, parts)

    def covers(self, parts: Sequence[str]) -> bool:
        """Tell whether the pattern matches a file or any folder above it."""
        return self.matches(parts) or any(self.matches(parts[:end], folder=True) for end in range(1, len(parts)))


@lru_cache(maxsize=512)
def parse_glob(line: str) -> Glob | None:
    """Read one line of a .gitignore file, or one glob of a configuration.

    Args:
        line: The line without its line end.

    Returns:
        The glob, or None for a blank line, a comment, or a pattern that can match nothing (gitignore(5), "PATTERN
        FORMAT").
    """
    text = _without_trailing_spaces(line)
    if not text or text.startswith("#"):
        return None
    negated = text.startswith("!")
    text = text[negated:]
    folders_only = text.endswith("/")
    body = text.removesuffix("/")
    anchored = "/" in body
    names = body.removeprefix("/").split("/")
    if not body or any(not name for name in names):
        return None
    segments: list[re.Pattern[str] | None] = [] if anchored else [None]
    for name in names:
        pattern = None if name == "**" else _segment(name)
        if name != "**" and pattern is None:
            return None
        if pattern is None and segments and segments[-1] is None:
            continue
        segments.append(pattern)
    if segments[-1] is None:
        # A trailing `/**` means everything inside, so the folder itself is not meant.
        segments.append(re.compile(r"(?s:.+)\Z"))
    return Glob(tuple(segments), negated, folders_only)


def covers(glob: str, path: str) -> bool:
    """Tell whether a configuration's glob matches a path or a folder above it.

    Args:
        glob: As in .gitignore: without a slash inside it matches a name at any depth.
        path: Relative to the configuration's folder, with `/`.
    """
    parsed = parse_glob(glob)
    return parsed is not None and parsed.covers(path.split("/"))


def ignored(globs: Iterable[Glob], parts: Sequence[str], *, folder: bool) -> bool | None:
    """Return what the last matching pattern says: ignored, taken in again, or None where none matches."""
    verdict: bool | None = None
    for glob in globs:
        if glob.matches(parts, folder=folder):
            verdict = not glob.negated
    return verdict


def _without_trailing_spaces(line: str) -> str:
    text = line.rstrip(" ")
    backslashes = len(text) - len(text.rstrip("\\"))
    return text + " " if backslashes % 2 and len(text) < len(line) else text


def _matches(segments: Sequence[re.Pattern[str] | None], parts: Sequence[str]) -> bool:
    """Match segments against parts; on a mismatch only the last `**` gives way, which is enough."""
    at = part = 0
    star, resume = -1, 0
    while part < len(parts):
        segment = segments[at] if at < len(segments) else _NOTHING
        if segment is None:
            star, resume = at, part
            at += 1
        elif segment.match(parts[part]):
            at += 1
            part += 1
        elif star >= 0:
            resume += 1
            at, part = star + 1, resume
        else:
            return False
    return at == len(segments)


_NOTHING = regex(r"(?!)")


def _segment(name: str) -> re.Pattern[str] | None:
    """Compile one part of a pattern; None for one that can match nothing (a class or an escape without end)."""
    pieces: list[str] = []
    fixed: list[str] = []
    starred = False
    index = 0
    while index < len(name):
        letter = name[index]
        index += 1
        if letter == "*":
            pieces.append(_piece(fixed, starred))
            fixed, starred = [], True
        elif letter == "?":
            fixed.append("(?s:.)")
        elif letter == "[":
            bracket, index = _bracket(name, index)
            if not bracket:
                return None
            fixed.append(bracket)
        elif letter == "\\":
            if index == len(name):
                return None
            fixed.append(re.escape(name[index]))
            index += 1
        else:
            fixed.append(re.escape(letter))
    last = "".join(fixed)
    pieces.append(f"(?s:.*){last}" if starred else last)
    return re.compile("".join(pieces) + r"\Z")


def _piece(fixed: list[str], starred: bool) -> str:
    """Return the text between two stars; the leftmost place is as good as any, so no other is tried."""
    text = "".join(fixed)
    return f"(?>(?s:.*?){text})" if starred and text else text


def _bracket(name: str, index: int) -> tuple[str, int]:
    """Return the class that begins after a `[` and the index after its `]`; "" where it has no end."""
    negated = index < len(name) and name[index] in "!^"
    index += negated
    start = index
    body: list[str] = []
    while index < len(name):
        letter = name[index]
        if letter == "]" and index > start:
            return _class("".join(body), negated=bool(negated)), index + 1
        if letter == "[" and name[index + 1 : index + 2] == ":":
            end = name.find(":]", index + 2)
            kind = _CLASSES.get(name[index + 2 : end]) if end > 0 else None
            if kind is None:
                return "", index
            body.append(kind)
            index = end + 2
            continue
        first, index = _class_letter(name, index)
        if name[index : index + 1] == "-" and name[index + 1 : index + 2] not in ("", "]"):
            last, index = _class_letter(name, index + 1)
            if first <= last:
                body.append(f"{re.escape(first)}-{re.escape(last)}")
        else:
            body.append(re.escape(first))
    return "", index


def _class(body: str, *, negated: bool) -> str:
    if not body:
        return "(?s:.)" if negated else "(?!)"
    return f"[^{body}]" if negated else f"[{body}]"


def _class_letter(name: str, index: int) -> tuple[str, int]:
    if name[index] == "\\" and index + 1 < len(name):
        return name[index + 1], index + 2
    return name[index], index + 1
