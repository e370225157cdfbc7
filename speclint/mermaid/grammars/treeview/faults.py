"""What a tree view's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first
from speclint.mermaid.grammars.treeview.boxes import NAMELESS, UNBOXED
from speclint.mermaid.langium import TITLE_KINDS
from speclint.mermaid.lexing import END

if TYPE_CHECKING:
    from collections.abc import Callable

_NOTES = "write name :::class icon(folder) ## text"


def explain(site: Site) -> Fault | None:
    """Explain the first token that the grammar cannot take, or return None."""
    explainers: tuple[Callable[[Site], Fault | None], ...] = (_header, _drawing, _title, _blanks, _note)
    return first(site, *explainers)


def _header(site: Site) -> Fault | None:
    if site.wanted != "header":
        return None
    if not site.line.lstrip().startswith("treeView-beta"):
        return site.here(f"{site.word} is no diagram type", "did you mean treeView-beta?")
    start = site.start + len("treeView-beta")
    rest = site.text[start : site.line_end]
    what = "blanks stand" if not rest.strip() else f"{rest.split()[0]} stands"
    fix = (start, site.line_end, "" if not rest.strip() else f"\n{rest.strip()}")
    return Fault(start, site.line_end, f"{what} behind treeView-beta", "let the header stand alone on its line", fix)


def _drawing(site: Site) -> Fault | None:
    if site.kind == NAMELESS:
        return site.here("a branch is drawn without a name", "write the name of a file or directory behind it")
    if site.kind == UNBOXED:
        message = "an indented line has no branch in a tree that is drawn with box characters"
        return site.here(message, "draw its branch with \u251c\u2500\u2500 or \u2514\u2500\u2500")
    return None


def _title(site: Site) -> Fault | None:
    if site.kind not in TITLE_KINDS:
        return None
    if not site.rest.startswith(("title ", "title\t", "acc")) and site.kind == "title" and site.rest.strip() != "title":
        fix = (site.start, site.line_end, f'"{site.raw(site.start, site.line_end, "").strip()}"')
        return site.here("a name begins with title, which mermaid takes for the diagram's", "quote it", fix)
    return site.here(f"{site.word} stands below a node", "put titles above the first node")


def _blanks(site: Site) -> Fault | None:
    """Explain blanks at the end of a line, which Mermaid takes for an indentation of its own."""
    if site.kind not in ("indent", END) or site.before() != "indent":
        return None
    start, end = site.tokens.starts[site.index - 1], site.tokens.ends[site.index - 1]
    before = site.text[site.text.rfind("\n", 0, start) + 1 : end]
    where = "stand at the end of the line" if before.strip() else "fill a line"
    message = f"blanks {where}, which mermaid takes for a node's indentation"
    fix = (start, end, "") if before.strip() else (start - 1, end, "\n")
    return Fault(start, end, message, "remove them", fix)


def _note(site: Site) -> Fault | None:
    """Explain an icon, class or description that is not written as one, or stands where a name should."""
    icon = re.match(r"icon\(([^)\n]*)(\)?)", site.rest)
    if icon is not None:
        stop = site.start + icon.end()
        if not icon.group(2):
            return Fault(site.start, stop, "the icon's bracket is not closed", "close it with )")
        if site.before() in ("indent", "quoted", "bare") and not re.fullmatch(r"[\w-]*(?::[\w-]+)?", icon.group(1)):
            message = f"{icon.group()} is no icon"
            return Fault(site.start, stop, message, "write icon(name) or icon(pack:name), with letters, digits and -")
    if site.rest.startswith((":::", "##", "icon(")):
        what = {":": "a class", "#": "a description", "i": "an icon"}[site.rest[0]]
        return site.here(f"{what} stands without a name before it", _NOTES)
    return None
