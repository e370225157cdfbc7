"""What a sequence diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable


_KEYWORDS = (
    *("participant", "actor", "create", "destroy", "box", "loop", "rect", "opt", "alt", "else", "par", "par_over"),
    *("and", "critical", "option", "break", "end", "links", "link", "properties", "details", "over", "note"),
    *("activate", "deactivate", "autonumber", "off", "left of", "right of"),
)
_SECTIONS = {"else": "alt", "and": "par", "option": "critical"}
# What people write for an arrow; a whole run of such signs is taken.
_WRONG_ARROW = regex(r"(?:[-=<>—–→⇒⟶]|&gt;)+")
_ARROWS = ("->>", "-->>", "->", "-->", "-x", "--x", "-)", "--)", "<<->>", "<<-->>")
_WORD = regex(r"\s*([A-Za-z_]+)\b\s*(.*)")


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None if site.long else first(site, Site.comment, _semicolon, _BY_WANTED.get(site.wanted, _unexplained))
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here", shortened(site.tokens.value(site.index)))


def _semicolon(site: Site) -> Fault | None:
    """Explain a semicolon in a message, which ends the statement."""
    place = site.text.rfind(";", site.line_start, site.start + 1)
    colon = site.text.find(":", site.line_start, site.line_end)
    if place < 0 or colon < 0 or colon > place:
        return None
    first = site.text.index(";", colon)
    fix = (first, site.line_end, site.raw(first, site.line_end).replace(";", "#59;"))
    return Fault(first, first + 1, "a ; inside the text ends the statement", "write #59; for it", fix)


def _arrow(site: Site) -> Fault | None:
    """Explain what stands behind a name where an arrow should."""
    fault = _listed(site) or _keyword(site) or _wrong_arrow(site)
    if fault is not None:
        return fault
    first = site.line_start + len(site.line) - len(site.line.lstrip())
    name = shortened(site.line)
    if site.kind == "TXT":
        return Fault(
            first,
            site.line_end,
            f"{shortened(site.value())} is followed by a text but sends no message",
            "write A->>B: text",
        )
    if site.over:
        return Fault(first, site.line_end, f"{name} is no statement", "write A->>B: text, or mark a comment with %%")
    return site.here(f"{site.word} is no arrow", "write A->>B: text")


def _wrong_arrow(site: Site) -> Fault | None:
    for found in _WRONG_ARROW.finditer(site.text, site.line_start, site.line_end):
        sign = found.group()
        if len(sign) < 2 and sign not in "→⇒⟶":
            continue
        if found.start() > site.start:
            return None
        if sign in _ARROWS:
            continue
        dotted = sign.count("-") > 1 and "=" not in sign
        right = "-->>" if dotted else "->>"
        if sign.startswith("<"):
            right = "<<-->>" if dotted else "<<->>"
        if not sign.strip("-"):
            right = "-->>" if dotted else "->>"
        return Fault(
            *found.span(), f"{sign} is no arrow of a sequence diagram", f"write {right}", (*found.span(), right)
        )
    return None


def _keyword(site: Site) -> Fault | None:
    """Explain a keyword that is misspelt."""
    found = _WORD.fullmatch(site.line)
    if found is None or not found.group(2) or site.kind in ("ARROW", "INVALID", "()"):
        return None
    from difflib import get_close_matches

    word = found.group(1).lower()
    close = get_close_matches(word, _KEYWORDS, 1, 0.75)
    other = {"if": "alt", "while": "loop", "for": "loop", "foreach": "loop", "alternative": "alt", "parallel": "par"}
    right = other.get(word) or (close[0] if close and close[0] != word else None)
    if right is None:
        return None
    start, end = site.line_start + found.start(1), site.line_start + found.end(1)
    return Fault(start, end, f"{found.group(1)} is no keyword", f"did you mean {right}?", (start, end, right))


def _listed(site: Site) -> Fault | None:
    lead = site.line.lstrip()
    if lead[:2] not in ("- ", "* "):
        return None
    place = site.line_start + len(site.line) - len(lead)
    if site.start > place + 3:
        return None
    return Fault(place, place + 1, "the line begins like a list item", "remove the mark", (place, place + 2, ""))


def _receiver(site: Site) -> Fault | None:
    arrow = shortened(site.value())
    if site.over:
        return site.here("the message has no receiver", f"write A{arrow}B: text")
    if site.kind in _KEYWORDS:
        word = site.tokens.value(site.index).strip()
        return site.here(
            f"{word} is a keyword and no participant", f"give the participant another id: participant P as {word}"
        )
    fault = _wrong_arrow(site)
    if fault is not None:
        return fault
    if site.kind == "TXT":
        return site.here("the message has no receiver", f"write A{arrow}B: text")
    return site.here(f"{site.word} is no participant", f"write A{arrow}B: text")


def _text(site: Site) -> Fault | None:
    receiver = site.tokens.starts[site.index - 1]
    value = site.tokens.value(site.index - 1)
    receiver += len(value) - len(value.lstrip())
    name = value.strip()
    if not site.over and site.kind != ",":
        return site.here(f"{site.word} stands behind the receiver", "write A->>B: text")
    known = _known(site, site.index - 1)
    match = next((each for each in known if name.startswith(each + " ")), None)
    end = receiver + len(name)
    fix: tuple[int, int, str] | None = None
    if match is not None:
        rest = re.sub(r"^\s*[-—–]?\s*", "", site.raw(receiver + len(match), site.line_end))
        fix = (receiver + len(match), site.line_end, ": " + rest)
    elif " " not in name and site.over:
        fix = (end, end, ":")
    return Fault(end, end, f"the message to {shortened(match or name)} has no colon", "write A->>B: text", fix)


def _known(site: Site, before: int) -> list[str]:
    """Return the participants named before a token, the longest first."""
    tokens = site.tokens
    names = {tokens.value(index).strip() for index in range(before) if tokens.kinds[index] == "ACTOR"}
    return sorted(names, key=lambda name: (-len(name), name))


def _statement(site: Site) -> Fault | None:
    return first(site, _reserved, _stray_section, _open_block, _no_sender, _listed, _keyword) or site.here(
        f"{site.word or 'the end of the line'} begins no statement", "write A->>B: text"
    )


def _reserved(site: Site) -> Fault | None:
    following = site.tokens.kinds[site.index + 1] if site.index + 1 < len(site.tokens.kinds) else "$end"
    if site.kind not in _KEYWORDS or following not in ("ARROW", "()", "-", "+"):
        return None
    return _no_name(site, site.index)


def _stray_section(site: Site) -> Fault | None:
    if site.kind == "end":
        return site.here("the end closes no block", "remove it")
    if site.kind not in _SECTIONS:
        return None
    block = _SECTIONS[site.kind]
    return site.here(
        f"the {site.kind} stands outside {block}", f"open {block} before it, or close the inner block with end"
    )


def _open_block(site: Site) -> Fault | None:
    if site.kind != "$end" or site.opened is None:
        return None
    if site.text[site.tokens.ends[site.opened] : site.tokens.ends[site.opened + 1]].lstrip()[:1] in ("-", "<"):
        return _no_name(site, site.opened)
    kind = site.tokens.kinds[site.opened]
    return site.here(f"the {kind} of line {site.line_number(site.opened)} is not closed", "close it with end")


def _no_sender(site: Site) -> Fault | None:
    if site.kind != "ARROW":
        return None
    return site.here("the message has no sender", f"write A{shortened(site.tokens.value(site.index))}B: text")


def _no_name(site: Site, index: int) -> Fault:
    """Explain a keyword that a message takes for a participant."""
    word = site.tokens.value(index).strip()
    start = site.tokens.starts[index]
    end = start + len(word)
    help_ = f"give the participant another id: participant P as {word}"
    return site.at(start, end, f"{word} is a keyword and no participant", help_)


def _participant(site: Site) -> Fault | None:
    keyword = site.value()
    if site.kind == "INVALID":
        value = site.tokens.value(site.index)
        colon = value.find(":")
        if colon > 0:
            start = site.start + colon
            rest = value[colon + 1 :].strip()
            fix = (start, site.start + len(value), f" as {rest}") if rest else (start, site.start + len(value), "")
            return Fault(start, start + 1, f"the {keyword}'s name holds a colon", "write participant A as Label", fix)
        sign = next((each for each in "<>,;@" if each in value), "")
        return site.here(
            f"the {keyword}'s name holds {sign}",
            'write participant A as Label, or participant A@{ "type": "database" }',
        )
    return site.here(f"the {keyword} has no name", f"write {keyword} A")


def _note_place(site: Site) -> Fault | None:
    found = re.search(r"\bnote\b", site.line, re.IGNORECASE)
    rest = site.line_start + (found.end() if found else 0)
    given = re.compile(r"\s*([A-Za-z]+)(\s+o[a-z]{0,2}\b)?").match(site.text, rest, site.line_end)
    if given:
        word = given.group(1).lower()
        right = {
            "left": "left of",
            "right": "right of",
            "ovr": "over",
            "ove": "over",
            "above": "over",
            "on": "over",
        }.get(word)
        right = right or {"l": "left of", "r": "right of", "o": "over"}.get(word[0])
        start, end = given.start(1), given.end(2) if given.group(2) else given.end(1)
        if right:
            written = site.text[start:end]
            return Fault(start, end, f"{written} is no place of a note", f"write {right}", (start, end, right))
    return site.here("the note has no place", "write Note over A: text, Note left of A: text or Note right of A: text")


def _note_text(site: Site) -> Fault | None:
    if site.kind == ",":
        first, colon = site.tokens.starts[site.index - 2], site.text.find(":", site.start, site.line_end)
        last = site.text.rfind(",", site.start, colon) if colon >= 0 else site.start
        advice = "name the first and the last: Note over A,C: text"
        fault = site.here("the note stands over more than two participants", advice, (first, last, ""))
        return fault._replace(sure=False)
    known = _known(site, site.index - 1)
    value = site.tokens.value(site.index - 1)
    name = value.strip()
    start = site.tokens.starts[site.index - 1] + len(value) - len(value.lstrip())
    match = next((each for each in known if name.startswith(each + " ")), None)
    end = start + len(match or name)
    fix = (end, site.line_end, ": " + site.raw(end, site.line_end).lstrip()) if match else None
    return Fault(end, end, "the note has no colon", "write Note over A: text", fix)


def _box(site: Site) -> Fault | None:
    number = site.line_number(site.opened or 0)
    if site.kind == "$end":
        return site.here(f"the box of line {number} is not closed", "close it with end")
    message = f"{site.word} stands in the box of line {number}, which holds participants only"
    return _listed(site) or site.here(message, "close the box with end before it")


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "arrow": _arrow,
    "receiver": _receiver,
    "message text": _text,
    "statement": _statement,
    "participant": _participant,
    "note place": _note_place,
    "note text": _note_text,
    "box content": _box,
}
