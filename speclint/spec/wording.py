"""Statements of nothing, placeholders and ids: the words that structure checks must know."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.spec.spectype import IdFamily

_NONE = regex(
    r"(?:none|n/?a|nil|not applicable|not (?:needed|required|used)|nothing"
    r"|no\s+(?:(?:new|further|additional|other|open|known|existing)\s+)*"
    r"(?:[a-z/-]+\s+){0,2}?(?:schema|table|migration|api|endpoint|frontend|backend|real-time|event|websocket|change|file|component|"
    r"test|benchmark|flag|question|dependenc|interface|type|hook|error|risk|assumption|pattern|task|data|rollback|alert|metric|"
    r"deviation|backward)[a-z]*)\b",
    re.IGNORECASE,
)
# "No new telemetry is proposed.", "No capacity impact.": one short sentence, and no limit ("No more than 50 rows").
_NOTHING_NEW = regex(
    r"no\s+(?!(?:more|less|fewer|later|sooner|longer|one|matter)\b)[^.!?\n]{1,90}?\s"
    r"(?:impacts?|effects?|implications?|concerns?|needed|required|necessary|(?:is|are)\s+(?:\w+\s+)?(?:proposed|introduced|needed|required|planned|added|expected|involved|affected))[.]?",
    re.IGNORECASE,
)
# "Existing observability remains adequate": what is there already is enough.
_ENOUGH = regex(
    r"(?:the\s+)?(?:existing|current|present)\s[^.!?\n]{1,60}?\s(?:remains?|stays?|is|are)\s"
    r"(?:adequate|sufficient|enough|unchanged|unaffected)\b",
    re.IGNORECASE,
)
# What the long expressions need not be asked about.
_NOTHING = frozenset({"none", "n/a", "na", "nil", "nothing"})
_USUAL = frozenset({"patterns", "migrations", "tables", "endpoints", "files", "components", "dependencies", "schema"})
# A bracketed prompt; `[x]` is a ticked box, and a lone tag is HTML.
_BRACKETED = regex(
    r"\[(?![xX]\])(?=[^\[\]\n]*+\])[^\[\]\n]*?[^\W\d_][^\[\]\n]*+\]|\{\{\s*\w[\w .-]*\}\}"
    r"|(?<!`)<(?!/|!|(?:br|hr|kbd|sub|sup|details|summary|img|a|b|i|u|em|strong|code|pre|div|span|p|center)\b)"
    r"[A-Za-z][^<>\n:@=/`]*>(?!`)"
)
_FILLER = regex(r"[\s,;:/|.`*_()\u2013\u2014\u2026+-]*")
_OPEN_WORDS = regex(r"(?:TBD|TBC|TODO|FIXME|XXX+|\?{2,}|\.{3}|\u2026)[.!]?", re.IGNORECASE)
_OPEN_STARTS = frozenset("TFX?.\u2026")
_CAPITALS = regex(r"\[(?![A-Z]+-[0-9X]+\])[^a-z]*\]")
_PARENTHESIS = regex(r"\([^()]*\)")
_RANGE = regex(r"\s*(?:-|\u2013|\u2014|\.{2,3}|\u2026|to|through|thru|until)\s*", re.IGNORECASE)


def is_none_statement(text: str) -> bool:
    """Tell whether a section's whole text says that there is nothing ("Not applicable.", "None: no schema changes")."""
    words = words_of(text)
    folded = words[:3].casefold()
    if folded in {"exi", "cur", "pre", "the"}:
        return bool(_ENOUGH.match(words))
    if not folded.startswith(("no", "n/", "na", "nil")):
        return False
    return _is_plain_none(words) or bool(_NONE.match(words) or _NOTHING_NEW.fullmatch(words))


def _is_plain_none(words: str) -> bool:
    """Tell whether a text begins with one of the usual statements ("None", "No new patterns")."""
    first, *rest = words.casefold().split(None, 3)[:3]
    if first == "no":
        return bool(rest) and (rest[-1] if rest[0] == "new" else rest[0]).rstrip(".,;:") in _USUAL
    return first.rstrip(".,;:") in _NOTHING


def words_of(text: str) -> str:
    """Return a text from its first word on: without emphasis, brackets and dashes before it."""
    return text.strip().strip("*_").lstrip("([-").lstrip()


def is_placeholder(text: str) -> bool:
    """Tell whether a value holds nothing but bracketed prompts or words such as TBD."""
    stripped = text.strip()
    if not stripped:
        return False
    if is_open_word(stripped):
        return True
    if "[" not in stripped and "<" not in stripped and "{{" not in stripped:
        return False
    rest, count = _BRACKETED.subn(lambda found: found.group() if _CAPITALS.fullmatch(found.group()) else "", stripped)
    return bool(count) and rest != stripped and bool(_FILLER.fullmatch(rest))


def is_open_word(text: str) -> bool:
    """Tell whether a value is a word such as TBD, TODO or an ellipsis, and nothing else."""
    word = text.strip()
    return word[:1].upper() in _OPEN_STARTS and bool(_OPEN_WORDS.fullmatch(word))


class Ref(NamedTuple):
    """An id where it is written.

    Args:
        id: Its canonical form (`T-001`).
        span: Where it stands; for an id inside a range such as `T-001 to T-004`, the whole range.
        exact: Whether it is written in its canonical form.
    """

    id: str
    span: Span
    exact: bool


def id_pattern(family: IdFamily) -> re.Pattern[str]:
    """Return the pattern that finds an id of a family, canonical or nearly so (`T-1`, `T_001`, `t-001`)."""
    letters = family.prefix.rstrip("-#")
    return re.compile(rf"(?<![\w-]){letters}[-_ ]?(\d{{1,6}})(?![\w-])", re.IGNORECASE)


def canonical(family: IdFamily, number: int) -> str:
    """Return the canonical form of an id."""
    return f"{family.prefix}{number:0{family.digits}d}"


def find_refs(text: str, family: IdFamily, start: int = 0, *, parentheses: bool = True) -> Iterator[Ref]:
    """Yield the ids of a family in a text, ranges expanded.

    Args:
        text: The text, code already blanked where it must not count.
        family: Whose ids.
        start: The offset of the text's first character in its source.
        parentheses: Whether ids inside parentheses count.

    Yields:
        The ids in order of their places.
    """
    if not parentheses:
        text = _PARENTHESIS.sub(lambda found: " " * len(found.group()), text)
    found = list(id_pattern(family).finditer(text))
    for index, match in enumerate(found):
        number = int(match[1])
        name = canonical(family, number)
        # Where one digit is the least, zeros before it are as good: `FR-01`.
        written = f"{family.prefix}{match[1]}" if family.digits == 1 else name
        yield Ref(name, Span(start + match.start(), start + match.end()), match.group() == written)
        following = found[index + 1] if index + 1 < len(found) else None
        if following and _RANGE.fullmatch(text, match.end(), following.start()):
            last = int(following[1])
            if number < last <= number + 500:
                span = Span(start + match.start(), start + following.end())
                for between in range(number + 1, last):
                    yield Ref(canonical(family, between), span, True)


def nearest_id(name: str, known: Sequence[str]) -> str | None:
    """Return the known id that a missing, doubled or swapped digit makes of the given one, or a wrong one, or None.

    A wrong last digit says nothing, since ids that follow each other differ by just that.
    """
    for candidate in known:
        if candidate == name or abs(len(candidate) - len(name)) > 1:
            continue
        start = next((i for i, (a, b) in enumerate(zip(candidate, name, strict=False)) if a != b), None)
        if start is None:
            return candidate
        mine, theirs = name[start:], candidate[start:]
        if mine[1:] == theirs or mine == theirs[1:] or (mine[1:] == theirs[1:] and len(mine) > 1):
            return candidate
        if mine[:2] == theirs[1::-1] and mine[2:] == theirs[2:]:
            return candidate
    return None
