"""What the words of a template say about what is wanted: choices, optional marks, placeholders, forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

# What an author is to replace: `[name]`, `<name>`, `{{name}}`, `{name}`, NNNN, TODO, "Lorem ipsum", "Replace this…".
# A box, a link and a footnote are none, nor is an HTML tag.
_SLOT = regex(
    r"\\?\[(?![ xX]\\?\]|\^)[^\[\]\n]*[^\W\d_][^\[\]\n]*\\?\](?![(\[])|\{\{[^{}\n]+\}\}|\$?\{[A-Za-z][^{}\n]*\}"
    r"|<(?!/|!|(?:br|hr|kbd|sub|sup|details|summary|img|a|b|i|u|em|strong|code|pre|div|span|p|center)\b)[A-Za-z][^<>\n]*>"
)
_WORDS = regex(
    r"\b(?:NNNN+|XXXX*|YYYY(?:-?MM-?DD)?|0000+)\b|\b(?:TODO|TBD|FIXME)\b|(?i:\blorem ipsum\b|\breplace this\b"
    r"|\byour (?:\w+[ ,-]+){0,4}(?:title|name|text)\b|\bfill (?:me |this )?in\b|\bgoes here\b|\btemplate$)"
)
_MARK_WORDS = (
    r"(?:optional(?:ly)?|opt\.|if (?:applicable|any|needed|necessary|relevant|required|appropriate)"
    r"|(?:when|where|as) (?:applicable|needed|necessary|relevant|appropriate)|not required|delete if[^)\]]*)"
)
_MARK = regex(
    rf"(?i)\s*(?:[*_]{{0,2}}[(\[]\s*{_MARK_WORDS}\s*[)\]][*_]{{0,2}}|[-–—:]\s*optional)\s*:?\s*$"
    rf"|^[(\[]\s*{_MARK_WORDS}\s*[)\]]\s*|^optional:\s*"
)
# An instruction that leaves a section to the case. Its reason is told as the template has it.
_WAIVED = regex(
    r"(?i)(?:^|[.,!?:*_\[(]\s*)\W*((?:if|when|where) (?:applicable|relevant|needed|necessary|appropriate)\b"
    r"|optional\b|not required\b"
    r"|(?:this|the) (?:section|part|question) (?:"
    r"(?:is|may be|can be) (?:optional|encouraged|recommended|left|skipped|omitted|deleted)"
    r"|(?:must|should|need only) be (?:completed|filled(?: in| out)?) (?:only )?(?:when|if|for))"
    r"|(?:delete|remove|omit|skip|drop|leave out|use) (?:this|the) section (?:if|when|unless)"
    r"|(?:delete|remove|omit|skip) if\b|only (?:needed|required|necessary|relevant) (?:if|when|for)\b)"
)
_NOTHING_ALLOWED = regex(
    r"(?i)\bif (?:there (?:is|are) )?(?:none|nothing|not applicable)\b(?=\s*(?:[,.:;]|$))|\bn/a\b|\bnot applicable\b"
)
_CHOOSE = regex(
    r"(?i)\b(?:pick|choose|select|keep) (?:at least )?(?:one|those|which|what)\b|\bdelete (?:the )?(?:rest|others?)\b"
)
_ONE_OF = regex(
    r"(?i)^(?:one of|choose(?: one)?(?: of| from)?|pick(?: one)?(?: of| from)?|either|options?)\s*:?\s+(.+)$"
)
_NOTE = regex(r"\s+(?:[-–—]|#|//)\s+.*$|\s*\([^()]*\?\)$")
_PAIRS = frozenset({"yes/no", "on/off", "true/false", "pass/fail", "y/n", "open/closed", "go/no-go"})
_PATH_WORD = regex(
    r"(?i)^(?:path|to|src|file|dir|folder|lib|test|tests|app|docs?|component|components|feature|internal)$"
)
_CHOICE = regex(r"[\w+#&'’.-]+(?: [\w+#&'’.-]+){0,4}(?: \([^()]{1,30}\))?")
_DATE = regex(r"(?i)\bYYYY-MM-DD\b|\byyyy/mm/dd\b|^\W*\d{4}-\d{2}-\d{2}\W*$|^\W*(?:today'?s )?dates?\W*$")
_COUNTED = regex(
    r"(?P<lead>[^\W\d_][^\d\[<{]{0,40}?|)\s*#?(?P<number>[1-9]\d?|N|X)(?P<sign>\s*[:.)–—-]\s+|\s*:?$|\s+)(?P<rest>.*)"
)
_ID = regex(r"[A-Z]{1,6}-?(?:\d+|[NX]+|\d+[NX]+)$")


# What an instruction says after that no longer is about the section as a whole.
_BEGINNING = 260


class Counted(NamedTuple):
    """A heading that counts what it leads: `Decision 1: [title]`."""

    lead: str
    sign: str
    rest: str


def has_slot(text: str) -> bool:
    """Tell whether a text has a place that an author fills in, or is a sample to be replaced."""
    return bool(_SLOT.search(text) or _WORDS.search(text))


def is_slot(text: str) -> bool:
    """Tell whether a text is nothing but places to fill in."""
    rest, count = _SLOT.subn("", text)
    return bool(count) and not re.search(r"[^\W_]", rest)


def before_slot(text: str) -> str:
    """Return what stands before the first place to fill in; all of a text without one."""
    found = min((one.start() for one in (_SLOT.search(text), _WORDS.search(text)) if one), default=len(text))
    return text[:found].strip()


def without_mark(text: str) -> tuple[str, str]:
    """Return a heading or label without the mark that makes it optional, and the mark; "" where it has none."""
    found = _MARK.search(text)
    if found is None:
        return text, ""
    rest = (text[: found.start()] + text[found.end() :]).strip()
    return (rest, found.group().strip(" :-–—")) if rest else (text, "")


def waiver(instructions: Iterable[str]) -> str:
    """Return the words by which one of some instructions, at its beginning, leaves a section to the case, or ""."""
    for text in instructions:
        if found := _WAIVED.search(" ".join(text.split())[:_BEGINNING]):
            return " ".join(found[1].split())
    return ""


def allows_nothing(instructions: str) -> bool:
    """Tell whether instructions say what to write where there is nothing."""
    return bool(_NOTHING_ALLOWED.search(instructions))


def says_choose(instructions: str) -> bool:
    """Tell whether instructions say to keep some of what stands there and to delete the rest."""
    return bool(_CHOOSE.search(instructions))


def choices_in(text: str) -> tuple[str, ...]:
    """Return the words between which a value chooses, or nothing.

    Args:
        text: A value, a cell or an item's text, with its Markdown escapes.

    Returns:
        The choices of `[a/b/c]`, `a | b`, `a / b`, `One of: a, b or c` and of a known pair such as `yes/no`; a note
        after a dash is left out.
    """
    plain = text.replace("\\|", "|").replace("\\", "").strip().strip("*_`").strip()
    while plain[:1] in "[<{(" and plain[-1:] in "]>})" and len(plain) > 2:
        plain = plain[1:-1].strip()
    plain = _NOTE.sub("", plain).strip(" `*_")
    if found := _ONE_OF.match(plain):
        parts = re.split(r"\s*[,;|/]\s*(?:(?:or|and)\s+)?|\s+or\s+", found[1].strip(" .[]()"))
    elif "|" in plain:
        parts = re.split(r"\s*\|\s*", plain)
    elif " / " in plain:
        parts = re.split(r"\s+/\s+", plain)
    elif "/" in plain:
        parts = plain.split("/")
        if (len(parts) < 3 and plain.casefold() not in _PAIRS) or any(_PATH_WORD.match(part) for part in parts):
            return ()
    else:
        return ()
    parts = [part.strip(" `*_\"'[]") for part in parts]
    fit = len(parts) > 1 and all(_CHOICE.fullmatch(part) and len(part) <= 40 for part in parts)
    return tuple(dict.fromkeys(parts)) if fit and not any(has_slot(part) for part in parts) else ()


def is_date(label: str, value: str) -> bool:
    """Tell whether a value is a day, by its own form or by its label's last word."""
    if _DATE.search(value.strip().strip("[]<>(){}").strip()):
        return True
    empty = not value.strip() or is_slot(value)
    return empty and bool(re.search(r"(?i)\b(?:date|created|last[ _]updated|updated)$", label))


def counted(heading: str) -> Counted | None:
    """Take a heading apart that counts what it leads, or return None."""
    found = _COUNTED.fullmatch(heading)
    if found is None or not found["lead"].strip():
        return None
    return Counted(found["lead"].rstrip(" #"), found["sign"].strip(), found["rest"].strip())


def is_id(text: str) -> bool:
    """Tell whether a text is an id (`T-001`, `US-XXX`)."""
    return bool(_ID.match(text.strip()))


def bracketed(text: str) -> str:
    """Write instructions as one prompt in brackets, without brackets of their own; what is a prompt stays as it is."""
    plain = " ".join(text.split())
    if not plain or (plain.startswith("[") and plain.endswith("]") and not set(plain[1:-1]) & set("[]")):
        return plain
    return f"[{plain.replace('[', '(').replace(']', ')')}]"


def escaped(text: str) -> str:
    """Write a text as a regular expression that reads well: blanks stay blanks."""
    return re.escape(text).replace("\\ ", " ").replace("\\-", "-").replace("\\#", "#").replace("\\&", "&")
