"""What an unexpected token in a list of categories or numbers means."""

from __future__ import annotations

import re

from speclint.mermaid.faults import Fault, Site, line_around, shortened

_RESERVED = frozenset({"title", "line", "bar", "x-axis", "y-axis", "header", "orientation", "acc"})


def category(site: Site) -> Fault | None:
    """Explain what stands where a category should."""
    missing = _missing(site, "category", "the list of categories is empty", "write [a, b, c]")
    return missing or _open_list(site) or _plain_category(site)


def _missing(site: Site, entry: str, empty: str, form: str) -> Fault | None:
    """Explain a bracket or a comma where an entry should stand."""
    if site.kind == "]":
        if site.before() == ",":
            comma = site.tokens.starts[site.index - 1]
            fix = (comma, comma + 1, "")
            return site.at(comma, comma + 1, f"a comma stands behind the last {entry}", "remove it", fix)
        return site.here(empty, form)
    if site.kind == ",":
        return site.here(f"a {entry} is missing before the comma", "write it, or remove the comma")
    return None


def _open_list(site: Site) -> Fault | None:
    """Explain a list that goes over the end of its line."""
    if not site.over or site.opened is None:
        return None
    rest = site.text[site.tokens.ends[site.opened] : site.line_end].rstrip()
    place = site.tokens.ends[site.opened] + len(rest.rstrip(","))
    if rest.endswith(",") or not rest:
        return site.here("the list goes on over the end of its line", "write the whole list on one line")
    message = "the [ is not closed on its line"
    return Fault(site.start, site.start, message, "close it with ]", (place, place, "]"), False)


def _plain_category(site: Site) -> Fault | None:
    """Explain a category that only quotes make one."""
    if site.opened is None or site.kind == "quoted":
        return None
    opener = site.tokens.ends[site.opened]
    start = max(site.text.rfind(",", opener, site.start) + 1, opener)
    found = re.match(r"\s*([^,\[\]\n\"]*?)\s*(?=[,\]\n])", site.text[start : line_around(site.text, start)[1] + 1])
    if found is None or not found.group(1):
        return None
    start, end = start + found.start(1), start + found.end(1)
    text = site.text[start:end]
    message = f"the category {shortened(text)} holds {site.text[site.start]}, which only a quoted text may hold"
    if site.kind in _RESERVED:
        message = f"the category {shortened(text)} holds {site.word.rstrip(',]')}, which is a reserved word"
    return site.at(start, end, message, "quote it", (start, end, f'"{text}"'))


def category_end(site: Site) -> Fault | None:
    """Explain what stands behind a category."""
    return _open_list(site) or _missing_comma(site) or _plain_category(site)


def _missing_comma(site: Site) -> Fault | None:
    if site.kind not in ("quoted", "number", "word", "digits"):
        return None
    place = len(site.text[: site.start - (site.kind == "quoted")].rstrip())
    return Fault(place, place, "a comma is missing between two entries", "put it there", (place, place, ","), False)


def number(site: Site) -> Fault | None:
    """Explain what stands where a number should."""
    missing = _missing(site, "number", "the list of data is empty", "write [1, 2, 3]")
    if missing is not None:
        return missing
    if site.kind == "quoted":
        text = site.tokens.value(site.index)
        fits = (site.start - 1, site.end + 1, text) if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text) else None
        return Fault(
            site.start - 1, site.end + 1, f'"{shortened(text)}" is no number', "write numbers without quotes", fits
        )
    found = re.match(r"[^\s,\]]+", site.rest)
    if found is None or site.over:
        return _open_list(site)
    start, end = site.start, site.start + found.end()
    bare = re.fullmatch(r"[$\u20ac\u00a3~<>=]*([+-]?\d+(?:\.\d+)?)", found.group())
    mended = (start, end, bare.group(1)) if bare else None
    return Fault(start, end, f"{shortened(found.group())} is no number", "write numbers such as 3 or -2.5", mended)


def number_end(site: Site) -> Fault | None:
    """Explain what stands behind a number."""
    opened = _open_list(site)
    if opened is not None:
        return opened
    before = site.tokens.starts[site.index - 1]
    found = re.match(r"[^\s,\]\"]+", site.text[before : site.line_end])
    if found and before + found.end() > site.start:
        bare = re.match(r"[+-]?\d+(?:\.\d+)?(?=[%$\u20ac\u00a3]|\.$|\.(?=\D))", found.group())
        fix = (before, before + found.end(), bare.group()) if bare else None
        message = f"{shortened(found.group())} is no number"
        return Fault(before, before + found.end(), message, "write numbers such as 3 or -2.5", fix, False)
    return _missing_comma(site)
