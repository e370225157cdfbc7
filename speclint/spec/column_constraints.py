"""What the Constraints cell of a column table says, in any of the notations that people use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.sql_text import balanced, bare_name

if TYPE_CHECKING:
    from collections.abc import Callable

_TARGET = r"\s*(?:to\b|on\b|references\b|\u2192|->|=>|:)?\s*\(?(?P<target>[\w$\".]+)\s*(?P<column>\([^()]*\))?\)?"
_REFERENCES = (
    rf"(?:(?:foreign\s+key|fk)\b{_TARGET}|references\b{_TARGET.replace('?P<', '?P<r')}"
    rf"|(?:\u2192|->){_TARGET.replace('?P<', '?P<a')})"
)
_OTHER = (
    r"constraint\s+\w+|deferrable|not\s+deferrable|initially\s+\w+|collate\s+\S+|index(?:ed)?\b"
    r"|auto[_-]?increment(?:ed|s|ing)?\b|stored\b|immutable\b|references\b"
)
_TOKENS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, regex(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("primary", r"(?:composite\s+)?(?:primary\s+key|pk)\b"),
        ("not null", r"not[\s_-]*null\b|non-null\b|required\b"),
        ("null", r"null(?:able)?\b|optional\b"),
        ("unique", r"unique\b(?:\s+key\b)?(?:\s+nulls\s+(?:not\s+)?distinct)?"),
        ("default", r"defaults?\b(?:\s+to\b)?\s*[:=]?\s*"),
        ("delete", r"on\s+delete\s*:?\s*(?P<action>cascade|set\s+null|set\s+default|restrict|no\s+action)\b"),
        ("other", r"on\s+update\s+(?:cascade|set\s+null|set\s+default|restrict|no\s+action)\b"),
        ("references", _REFERENCES),
        ("fk", r"(?:foreign\s+key|fk)\b"),
        ("check", r"check\b\s*:?\s*"),
        ("generated", r"generated\b(?:\s+(?:always|by\s+default))?(?:\s+as)?(?:\s+identity\b)?\s*|identity\b"),
        ("other", _OTHER),
    )
)  # fmt: skip
_GAP = regex(r"[\s,;/+&.`|\u2014\u2013-]+|\band\b\s*", re.IGNORECASE)
_NEXT = regex(
    r"\s(?:not\s+null|null(?:able)?|unique|primary\s+key|pk|fk|foreign\s+key|references|check|on\s+delete|on\s+update"
    r"|constraint|generated)\b|[,;]|\s[\u2014\u2013\u2192-]",
    re.IGNORECASE,
)
_NOTHING = frozenset({"", "none", "n/a", "na"})


class Constraints(NamedTuple):
    """What a cell says.

    Args:
        primary: Whether it says primary key.
        not_null: Whether it says NOT NULL.
        unique: Whether it says UNIQUE.
        default: The default's text, or None.
        key: Whether it says foreign key.
        references: The table it refers to, folded, or "".
        on_delete: The action on delete, or None.
        generated: Whether the database makes its values.
        checks: The CHECK clauses as written.
        unknown: What is none of that.
    """

    primary: bool = False
    not_null: bool = False
    unique: bool = False
    default: str | None = None
    key: bool = False
    references: str = ""
    on_delete: str | None = None
    generated: bool = False
    checks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read_constraints(text: str) -> Constraints:
    """Read a Constraints cell; backticks and escapes don't count, and words that are no constraint are kept apart."""
    shown = text.replace("`", "").replace("\\", "").strip()
    if shown.strip(" -\u2013\u2014.").lower() in _NOTHING:
        return Constraints()
    found = Constraints()
    at = 0
    while at < len(shown):
        gap = _GAP.match(shown, at)
        # An arrow is no gap: it leads to what the column refers to.
        if gap and not shown.startswith("->", at):
            at = gap.end()
            continue
        for kind, pattern in _TOKENS:
            match = pattern.match(shown, at)
            if match:
                found, at = _READERS[kind](found, match, shown)
                break
        else:
            end = _end(shown, at)
            found = found._replace(unknown=(*found.unknown, shown[at:end].strip()))
            at = max(end, at + 1)
    return found


def _end(text: str, start: int) -> int:
    """Return where a piece ends that no bracket and no string cuts: at a comma or before the next constraint."""
    at = start
    while at < len(text):
        if text[at] == "(":
            close = balanced(text, at)
            at = close if close > 0 else len(text)
        elif text[at] == "'":
            close = text.find("'", at + 1)
            at = close + 1 if close > 0 else len(text)
        elif at > start and _NEXT.match(text, at):
            return at
        else:
            at += 1
    return len(text)


def _flag(name: str) -> Callable[[Constraints, re.Match[str], str], tuple[Constraints, int]]:
    values: dict[str, Any] = {name: True}
    return lambda found, match, text: (found._replace(**values), match.end())


def _default(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    end = _end(text, match.end())
    return found._replace(default=text[match.end() : end].strip()), max(end, match.end())


def _references(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    target = match["target"] or match["rtarget"] or match["atarget"] or ""
    column = match["column"] or match["rcolumn"] or match["acolumn"]
    if not column and "." in target:
        target = target.rsplit(".", 1)[0]
    if target.lower() in {"on", "not", "null", "unique", "default"}:
        # A keyword follows: the cell says only that it is a foreign key.
        start = next(match.start(name) for name in ("target", "rtarget", "atarget") if match[name])
        return found._replace(key=True), start
    return found._replace(key=True, references=bare_name(target)), match.end()


def _delete(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    return found._replace(on_delete=" ".join(match["action"].upper().split())), match.end()


def _check(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    end = _end(text, match.end()) if match.end() < len(text) else len(text)
    return found._replace(checks=(*found.checks, text[match.start() : end].strip())), max(end, match.end())


def _generated(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    end = _end(text, match.end()) if match.end() < len(text) else len(text)
    return found._replace(generated=True), max(end, match.end())


def _pass(found: Constraints, match: re.Match[str], text: str) -> tuple[Constraints, int]:
    return found, match.end()


_READERS: dict[str, Callable[[Constraints, re.Match[str], str], tuple[Constraints, int]]] = {
    "primary": _flag("primary"),
    "not null": _flag("not_null"),
    "null": _pass,
    "unique": _flag("unique"),
    "fk": _flag("key"),
    "default": _default,
    "references": _references,
    "delete": _delete,
    "check": _check,
    "generated": _generated,
    "other": _pass,
}
