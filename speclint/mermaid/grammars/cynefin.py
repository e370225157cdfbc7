"""The grammar of `cynefin`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, shortened
from speclint.mermaid.langium import (
    HIDDEN,
    NEWLINE,
    TEXT,
    TITLES,
    Lexer,
    Parser,
    alone,
    misspelt,
    read_with,
    signs,
)
from speclint.mermaid.lexing import Rule, Unexpected

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

_DOMAINS = ("complex", "complicated", "clear", "chaotic", "confusion")
# What the domains were once called.
_FORMER = {"simple": "clear", "obvious": "clear", "disorder": "confusion", "aporetic": "confusion"}
_LEXER = Lexer(
    *signs("cynefin-beta:"), alone("cynefin-beta"), *signs("-->", ":"),
    Rule("domain", "|".join(_DOMAINS)),
    *TITLES, TEXT, NEWLINE, *HIDDEN,
)  # fmt: skip
_NAMES = "begin with complex, complicated, clear, chaotic or confusion, an item in quotes, or title"
_TRANSITION = 'write complex --> complicated : "label"'


class _Cynefin(Parser):
    def document(self) -> None:
        self.newlines()
        if not self.take("cynefin-beta:"):
            self.one("cynefin-beta", "header")
        for kind in self.statements():
            if kind == "domain":
                self._domain()
            else:
                raise Unexpected(self.i, "statement")

    def _domain(self) -> None:
        self.i += 1
        if self.take("-->"):
            self.one("domain", "target")
            if self.take(":"):
                self.one("text", "label")
            self.line_end("end of the transition")
            return
        self.newlines()
        while self.take("text"):
            self.newlines()


def read(cleaned: Cleaned) -> Parser:
    """Read a Cynefin diagram."""
    return read_with(cleaned, _LEXER, _Cynefin, _explain)


def _explain(site: Site) -> Fault | None:
    wanted = site.wanted
    if wanted == "header":
        return site.here(f"{site.word} is no diagram type", "did you mean cynefin-beta?")
    if wanted == "statement":
        return _arrow(site) or _name(site) or _item(site)
    if wanted == "target":
        return _name(site) or site.here("the transition has no domain behind its arrow", _TRANSITION)
    return _label(site)


def _label(site: Site) -> Fault:
    if site.wanted == "label" and site.over:
        return site.here("the transition has no label behind its colon", _TRANSITION)
    if site.wanted == "label":
        return _quoted(site, site.start, "the label")
    if site.kind == "text" and site.before() == "domain":
        gap = site.tokens.ends[site.index - 1]
        return site.here("the transition's label stands without a colon", "write one", (gap, gap, " :"))
    return site.here(f"{site.word} stands behind the transition", _TRANSITION)


def _arrow(site: Site) -> Fault | None:
    """Explain an arrow of another shape, or one without a domain before it."""
    found = re.match(r"[-=.<>\u2192~]{1,9}", site.rest)
    if found is None or not re.search(r"[->=\u2192]", found.group()) or site.line.lstrip().startswith("- "):
        return None
    end = site.start + found.end()
    if site.before() != "domain":
        return Fault(site.start, end, f"{found.group()} has no domain before it", _TRANSITION)
    message = f"{found.group()} is no arrow of a Cynefin diagram"
    return Fault(site.start, end, message, _TRANSITION, (site.start, end, "-->"), False)


def _name(site: Site) -> Fault | None:
    """Explain a word that is almost a domain, or was one."""
    end = site.line_end
    start = site.tokens.starts[site.index - 1] if site.before() == "domain" and site.wanted == "statement" else -1
    joined = start >= 0 and site.tokens.ends[site.index - 1] == site.start
    start = start if joined else site.start
    found = re.compile(r"[A-Za-z]+").match(site.text, start, end)
    if found is None:
        return None
    word = found.group()
    close = _FORMER.get(word.lower()) or misspelt(word, [*_DOMAINS, "title"])
    behind = site.text[found.end() : end].strip()
    if close is None or (behind and not behind.startswith(("--", '"', ":"))):
        return None
    message = f"{word} is no domain of a Cynefin diagram"
    return Fault(start, found.end(), message, f"did you mean {close}?", (start, found.end(), close))


def _item(site: Site) -> Fault | None:
    lead = len(site.line) - len(site.line.lstrip())
    start = site.line_start + lead
    first = site.line.split()[0] if site.line.split() else ""
    if site.kind == ":" and site.before() == "domain":
        return site.here("a colon stands behind the domain", "remove it", (site.start, site.end, ""))
    if "domain" not in site.tokens.kinds[: site.index] and not site.over:
        return site.here(f"{shortened(site.line)} stands in no domain", "write a domain such as clear above it")
    if site.over or first.startswith(("title", *_DOMAINS)):
        return site.here(f"{site.word or 'this'} begins no statement", _NAMES)
    mark = re.match(r"[-*]\s+", site.line.lstrip())
    return _quoted(site, start, "the item", mark.end() if mark else 0)


def _quoted(site: Site, start: int, what: str, mark: int = 0) -> Fault:
    """Make the fault of a text that is not in quotes, up to the end of its line."""
    end = site.line_start + len(site.line.split("%%")[0].rstrip())
    text = site.raw(start + mark, end, "'").strip("'\"")
    fix = (start, end, f'"{text}"')
    return Fault(start, end, f"{what} {shortened(text)} is not quoted", "quote it", fix)
