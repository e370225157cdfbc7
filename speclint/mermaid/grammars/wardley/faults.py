"""What a Wardley map's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.langium import misspelt
from speclint.mermaid.lexing import END

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = [
    "title", "size", "evolution", "anchor", "component", "evolve", "pipeline", "note", "annotations", "annotation",
    "accelerator", "deaccelerator",
]  # fmt: skip
_FORMS = {
    "size": "write size [1100, 800]",
    "evolution": "write evolution Genesis -> Custom -> Product -> Commodity",
    "anchor": "write anchor Name [0.95, 0.63]",
    "component": "write component Name [0.79, 0.61] label [-10, 5] (build) (inertia)",
    "evolve": "write evolve Name 0.62",
    "pipeline": "write pipeline Name {, its components on lines of their own, and }",
    "note": 'write note "Text" [0.5, 0.5]',
    "annotations": "write annotations [0.1, 0.9]",
    "annotation": 'write annotation 1,[0.5, 0.5] "Text"',
    "accelerator": "write accelerator Name [0.5, 0.5]",
    "deaccelerator": "write deaccelerator Name [0.5, 0.5]",
}
_LINK = "write A -> B, or A -.-> B; label"


def explain(site: Site) -> Fault | None:
    """Explain the first token that the grammar cannot take, or return None."""
    explainers: tuple[Callable[[Site], Fault | None], ...] = (
        _header, _decimal, _pipeline, _reserved, _unquoted, _bracket, _swallowed, _statement, _form,
    )  # fmt: skip
    return first(site, *explainers)


def _keyword(site: Site) -> str:
    words = site.line.split()
    return words[0] if words and words[0] in _FORMS else ""


def _header(site: Site) -> Fault | None:
    if site.wanted != "header":
        return None
    end = site.start + len("wardley-beta")
    fix = (site.start, end, "wardley-beta") if site.text[site.start : end].lower() == "wardley-beta" else None
    return site.here(f"{site.word} is no diagram type", "write wardley-beta", fix)


def _decimal(site: Site) -> Fault | None:
    """Explain a place that is no decimal number, and a size that is one."""
    found = re.match(r"([-+]?)(\d*)(\.?)(\d*)(%?)", site.rest)
    if found is None or not found.group(2) + found.group(4):
        return None
    sign, whole, point, part, percent = found.groups()
    end = site.start + found.end()
    if site.wanted == "decimal":
        if sign == "-":
            return Fault(site.start, end, f"the number {found.group()} is negative", "write 0.0 to 1.0")
        message = f"{found.group()} is no decimal number" if not percent else f"{found.group()} is written with %"
        fix = (site.start, end, f"{whole or '0'}.{part or '0'}")
        return Fault(site.start, end, message, "write digits on both sides of the point", fix)
    if site.wanted == "whole number" and point:
        return Fault(
            site.start, end, f"{found.group()} is no whole number", "write digits alone", (site.start, end, whole)
        )
    return None


def _pipeline(site: Site) -> Fault | None:
    if site.opened is None:
        if site.wanted == "line end behind {":
            return site.here("a component stands on the line of its pipeline", "begin a new line behind { and before }")
        return None
    if site.kind == END:
        return site.here(f"the pipeline of line {site.line_number(site.opened)} is not closed", "close it with }")
    if site.kind == "}":
        return site.here("the pipeline has no component", _FORMS["pipeline"])
    return site.here(f"{site.word} cannot stand in a pipeline", "write component Name [0.5], or close it with }")


def _reserved(site: Site) -> Fault | None:
    """Explain a name that is, or begins with, a word of Mermaid's."""
    word = site.tokens.value(site.index)
    ahead = site.index
    if site.wanted not in ("name", "second name", "stage", "second name of the stage"):
        if (
            site.kind not in ("words", "name")
            or site.index == 0
            or site.tokens.ends[site.index - 1] != site.tokens.starts[site.index]
        ):
            return None
        ahead, word = site.index - 1, site.value()
    kind = site.tokens.kinds[ahead]
    if kind not in ("strategy", "label", "inertia") and word not in _FORMS:
        return None
    start = site.tokens.starts[ahead]
    stretch = re.compile(r"[^\[\]\n;>{}]*?(?=\s*(?:\[|->|-->|-\.->|;|\{|\d+\.\d|$))", re.MULTILINE).match(
        site.text, start
    )
    name = stretch.group().strip() if stretch and stretch.group().strip() else word
    message = f"the name {shortened(name)} begins with {word}, a word of mermaid's own"
    return Fault(start, start + len(name), message, "quote it", (start, start + len(name), f'"{name}"'))


def _unquoted(site: Site) -> Fault | None:
    """Explain a note or an annotation whose text is not quoted."""
    if site.wanted != "quoted text" or site.over:
        return None
    end = site.text.find("[", site.start, site.line_end)
    end = site.line_end if end < 0 else end
    text = site.raw(site.start, end, "'").strip()
    if not text:
        return site.here("the text is missing", _FORMS.get(_keyword(site)))
    stop = site.start + len(text)
    return Fault(site.start, stop, "the text is not quoted", "quote it", (site.start, stop, f'"{text}"'))


def _bracket(site: Site) -> Fault | None:
    explainer = {"]": _unclosed, "comma": _comma, "[": _placeless}.get(site.wanted)
    return explainer(site, _FORMS.get(_keyword(site))) if explainer else None


def _unclosed(site: Site, advice: str | None) -> Fault:
    if site.over:
        return site.here("the bracket is not closed", "close it with ]", (site.start, site.start, "]"))
    return site.here(f"{site.word} stands in the bracket", advice)


def _comma(site: Site, advice: str | None) -> Fault:
    if site.kind not in ("decimal", "whole"):
        return site.here("one number is missing", advice)
    gap = len(site.text[: site.start].rstrip())
    return Fault(site.start, site.end, "two numbers stand without a comma", "put one between", (gap, gap, ","))


def _placeless(site: Site, advice: str | None) -> Fault:
    place = re.search(r"\(\s*([\d.]+\s*,\s*[\d.]+)\s*\)", site.line)
    if place is None:
        return site.here("the place is missing" if site.over else f"{site.word} stands before the place", advice)
    start, end = site.line_start + place.start(), site.line_start + place.end()
    fix = (start, end, f"[{place.group(1)}]")
    return Fault(start, end, "the place stands in round brackets", "write square ones", fix)


def _swallowed(site: Site) -> Fault | None:
    if site.wanted == "strategy":
        return site.here(f"{site.word.rstrip(')')} is no strategy", "write build, buy, outsource or market")
    return None


def _statement(site: Site) -> Fault | None:
    """Explain a line that begins with no word of Mermaid's, or is a link without its end."""
    word = re.match(r"\s*([A-Za-z]+)", site.line)
    close = misspelt(word.group(1), _WORDS) if word and not _keyword(site) else None
    if close and word and site.wanted in ("second name", "statement", "line end"):
        start, end = site.line_start + word.start(1), site.line_start + word.end(1)
        message = f"{word.group(1)} is no word that mermaid knows"
        return Fault(start, end, message, f"did you mean {close}?", (start, end, close), False)
    if site.wanted == "second name":
        if site.over:
            return site.here(f"{shortened(site.line.strip())} is neither a statement nor a link", _LINK)
        return site.here(f"{site.word} is no second end of a link", _LINK)
    if site.wanted == "statement":
        return site.here(f"{site.word} begins no statement", f"begin with a name or one of {', '.join(_WORDS)}")
    return None


def _form(site: Site) -> Fault | None:
    keyword = _keyword(site)
    if site.wanted == "line end":
        what = f"the {keyword}" if keyword else "the link"
        if not keyword and site.rest.startswith(":"):
            fix = (site.start, site.start + 1, ";")
            return site.here("a link's label is written with a colon", "write ; before it", fix)
        return site.here(f"{site.word} stands behind {what}", _FORMS.get(keyword, _LINK))
    if site.wanted == "arrow and second stage":
        return site.here("the evolution has one stage", _FORMS["evolution"])
    shown = "there is no" if site.over else f"{site.word} is no"
    return site.here(f"{shown} {site.wanted}", _FORMS.get(keyword))
