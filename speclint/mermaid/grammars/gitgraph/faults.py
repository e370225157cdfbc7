"""What a git graph's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.langium import misspelt
from speclint.mermaid.lexing import END, STRANGE

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = ["commit", "branch", "checkout", "switch", "merge", "cherry-pick", "title", "accTitle", "accDescr"]
_KEYS = {
    "commit": ["id:", "msg:", "tag:", "type:"],
    "merge": ["id:", "tag:", "type:"],
    "cherry-pick": ["id:", "tag:", "parent:"],
    "branch": ["order:"],
    "checkout": [],
}
_FORMS = {
    "commit": 'write commit id: "name" msg: "text" tag: "v1" type: HIGHLIGHT, or just commit',
    "merge": 'write merge branch id: "name" tag: "v1" type: HIGHLIGHT, or just merge branch',
    "cherry-pick": 'write cherry-pick id: "commit"',
    "branch": "write branch name, or branch name order: 2",
    "checkout": "write checkout name",
}
_STATEMENT = "begin with commit, branch, checkout, merge or cherry-pick"
_BARE = re.compile(r"[^\"'\n]*?(?=\s*(?:$|\b(?:id|msg|tag|type|parent|order):))")


def explain(site: Site) -> Fault | None:
    """Explain the first token that the grammar cannot take, or return None."""
    wanted = site.wanted
    if wanted.startswith("value of "):
        return _value(site, wanted[9:])
    if wanted.startswith("end of "):
        return first(site, _semicolon, _comment, _key, _joined, _branch_rest, _behind)
    explainer = _BY_WANTED.get(wanted)
    return explainer(site) if explainer else None


def _header(site: Site) -> Fault | None:
    found = re.match(r"(?i)\s*gitgraph\S*", site.line)
    if found is None:
        return None
    start, end = site.line_start, site.line_start + found.end()
    message = f"{shortened(found.group())} is no diagram type"
    return Fault(start, end, message, "did you mean gitGraph?", (start, end, "gitGraph"))


def _colon(site: Site) -> Fault | None:
    word, end = site.value(), site.tokens.ends[site.index - 1]
    message = f"the direction {word} has no colon behind it"
    return site.at(end - len(word), end, message, f"write gitGraph {word}:", (end, end, ":"))


def _statement(site: Site) -> Fault | None:
    """Explain what begins no statement."""
    return first(site, _direction, _semicolon, _git, _listed, _unknown)


def _direction(site: Site) -> Fault | None:
    found = re.match(r"\s*+gitGraph\s*+:?\s*+(\w+)\s*+:?\s*+$", site.line)
    if found is None:
        return None
    start, end = site.line_start + found.start(1), site.line_start + len(site.line.rstrip())
    word = found.group(1)
    if word in ("LR", "TB", "BT"):
        place = site.line.index("gitGraph")
        fix = (site.line_start + place, end, f"gitGraph {word}:")
        return Fault(start, end, "the colon stands before the direction", f"write gitGraph {word}:", fix)
    right = {"td": "TB", "lr": "LR", "tb": "TB", "bt": "BT"}.get(word.lower())
    if right is None and word.lower() != "rl":
        return None
    known = (start, end, f"{right}:") if right else None
    return Fault(start, end, f"{word} is no direction of a git graph", "write LR:, TB: or BT:", known)


def _semicolon(site: Site) -> Fault | None:
    if site.kind != STRANGE or not site.text.startswith(";", site.start):
        return None
    fix = (site.start, site.start + 1, "" if not site.rest[1:].strip() else "\n")
    return site.here("a statement ends with ;", "end it with the line", fix)


def _comment(site: Site) -> Fault | None:
    if not site.rest.startswith("//"):
        return None
    return site.here("a comment is marked with //", "mark it with %%", (site.start, site.start + 2, "%%"))


def _git(site: Site) -> Fault | None:
    found = re.match(r"git\s+(?=[a-z])", site.rest)
    if found is None:
        return None
    end = site.start + found.end()
    message = "a statement begins with git"
    return Fault(site.start, site.start + 3, message, "leave it out", (site.start, end, ""))


def _listed(site: Site) -> Fault | None:
    found = re.match(r"(?:[-*+]|\d+[.)])\s+(?=[a-z])", site.rest)
    if found is None or site.text[site.line_start : site.start].strip():
        return None
    end = site.start + found.end()
    return Fault(site.start, end, "a statement is written as a list item", "remove the mark", (site.start, end, ""))


def _unknown(site: Site) -> Fault | None:
    found = re.match(r"[\w-]+", site.rest)
    if found is None or site.kind == END:
        return None
    word = found.group()
    start, end = site.start, site.start + found.end()
    known = misspelt(word, WORDS)
    if known is None:
        return Fault(start, end, f"{shortened(word)} begins no statement", _STATEMENT)
    return Fault(
        start, end, f"{shortened(word)} begins no statement", f"did you mean {known}?", (start, end, known or "")
    )


def _name(site: Site) -> Fault | None:
    """Explain a branch's name that is missing or that only quotes make one."""
    word = site.value()
    if site.over:
        return site.here(f"{word} names no branch", _FORMS.get(word, "write checkout name"))
    found = re.match(r"[^\s\"';:]+", site.rest)
    if found is None:
        return None
    name, start, end = found.group(), site.start, site.start + found.end()
    if word == "checkout" and name == "-b":
        place = site.tokens.starts[site.index - 1]
        stop = end + len(site.text[end : site.line_end]) - len(site.text[end : site.line_end].lstrip())
        message = "checkout has no option -b"
        return Fault(start, end, message, "write branch name", (place, stop, "branch "))
    why = "begins with a digit" if name[0].isdigit() else "holds a character that only a quoted name may hold"
    if site.kind not in (STRANGE, "whole"):
        why = "is a reserved word"
    message = f"the branch name {shortened(name)} {why}"
    return Fault(start, end, message, "quote the name", (start, end, f'"{name}"'))


def _value(site: Site, key: str) -> Fault | None:
    """Explain what stands where an argument's value should."""
    if site.kind == ":":
        return site.here(f"a second colon stands behind {key}", "remove it", (site.start, site.end, ""))
    if site.over:
        return site.here(f"{key} has no value", f'write {key} "text"' if key != "order:" else "write order: 2")
    start = site.start
    if key == "type:":
        found = re.match(r"[\"']?(\w+)[\"']?", site.rest)
        right = found and {"normal": "NORMAL", "reverse": "REVERSE", "highlight": "HIGHLIGHT"}.get(
            found.group(1).lower(), misspelt(found.group(1), ["NORMAL", "REVERSE", "HIGHLIGHT"])
        )
        end = start + (found.end() if found else 1)
        shown = shortened(site.text[start:end])
        fix = (start, end, right) if right else None
        return Fault(start, end, f"{shown} is no type of commit", "write NORMAL, REVERSE or HIGHLIGHT", fix)
    found = re.match(r"\S+", site.rest) if key == "order:" else _BARE.match(site.rest)
    end = start + (found.end() if found else 0)
    if key == "order:" and found:
        digits = re.fullmatch(r"[\"']?0*(\d{1,9})(?:\.\d+)?[\"']?", found.group())
        fix = (start, end, digits.group(1)) if digits else None
        return Fault(start, end, f"the order {shortened(found.group())} is no whole number", "write order: 2", fix)
    if end == start:
        return None
    message = f"the value of {key} is not in quotes"
    return Fault(start, end, message, "quote it", (start, end, f'"{site.text[start:end]}"'))


def _key(site: Site) -> Fault | None:
    """Explain an argument's word that is misspelt, has no colon or belongs to another statement."""
    statement = site.wanted[7:]
    found = re.match(r"(\w+)(\s*:?)", site.rest)
    if found is None or site.over:
        return None
    word, start, end = found.group(1), site.start, site.start + found.end()
    keys = _KEYS[statement]
    if f"{word}:" in keys and site.kind == "name":
        message = f"{word} has no colon at once behind it"
        return Fault(start, start + len(word), message, f"write {word}:", (start, end, f"{word}:"))
    every = sorted({key for each in _KEYS.values() for key in each})
    if f"{word}:" in every and site.kind != "name":
        return Fault(start, end, f"{statement} has no {word}:", _FORMS[statement])
    if not found.group(2).strip():
        return None
    right = misspelt(f"{word}:", keys)
    fix = (start, end, right) if right else None
    return Fault(start, end, f"{shortened(word)}: is no argument of {statement}", _FORMS[statement], fix)


def _joined(site: Site) -> Fault | None:
    """Explain two statements on one line."""
    if site.kind not in _KEYS or not (site.kind == "commit" or re.match(r"\S+[ \t]+\S", site.rest)):
        return None
    message = f"{site.word} stands behind another statement on its line"
    return site.here(message, "put it on the next line", (site.start, site.start, "\n"))


def _branch_rest(site: Site) -> Fault | None:
    """Explain what stands behind a branch's name, which is a part of it where it is not quoted."""
    statement = site.wanted[7:]
    if statement not in ("branch", "merge", "checkout") or site.before() != "name":
        return None
    start = site.tokens.starts[site.index - 1]
    found = re.match(r"[^\s\"';]+(?:[ ]+(?!order:|id:|tag:|type:)[^\s\"';:]+)*", site.text[start : site.line_end])
    if found is None:
        return None
    end = start + found.end()
    name = found.group()
    if end <= site.start:
        return None
    message = f"the branch name {shortened(name)} holds {'a space' if ' ' in name else shortened(site.word)}"
    return Fault(start, end, message, "quote the name", (start, end, f'"{name}"'), False)


def _behind(site: Site) -> Fault | None:
    statement = site.wanted[7:]
    if statement == "commit" and site.kind in ("name", STRANGE, "whole") and site.before() == "commit":
        found = _BARE.match(site.rest)
        end = site.start + (found.end() if found else 0)
        if end > site.start:
            text = site.text[site.start : end]
            message = "the message of the commit is not in quotes"
            return Fault(site.start, end, message, "quote it", (site.start, end, f'"{text}"'))
    return site.here(f"{site.word} stands behind a whole {statement}", _FORMS[statement])


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "header": _header,
    "direction colon": _colon,
    "statement": _statement,
    "branch name": _name,
}
