"""What an architecture diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, shortened
from speclint.mermaid.langium import misspelt
from speclint.regex import regex

if TYPE_CHECKING:
    pass

_WORDS = ["group", "service", "junction", "align", "title", "accTitle", "accDescr"]
_EDGE = "write a:R --> L:b, with a side (L, R, T or B) at each end"
_LINK = regex(
    r"\s*+([\w-]*\w(?:\{group\})?)\s*+(?::?\s*+([LRTB]))?\s*+(<?)\s*+(-[-.]*|=+)(?:\[([^\]]*)\]-)?\s*+(>?)>?\s*+"
    r"(?:([LRTB])\s*+:\s*+)?(?:([\w-]*\w(?:\{group\})?)(?:\s*+:\s*+([LRTB]))?)\s*+(?::.*|\|.*)?"
)
_RESERVED = frozenset({"group", "service", "junction", "align", "row", "column", "in", "side", "title"})


def explain(site: Site) -> Fault | None:
    """Explain the first token that the grammar cannot take, or return None."""
    return first(site, _header, _side_letter, _reserved, _icon, _label, _by_wanted)


def _header(site: Site) -> Fault | None:
    if site.wanted != "header":
        return None
    fix = (site.start, site.start + len(site.word), "architecture-beta")
    return site.here(f"{site.word} is no diagram type", "write architecture-beta", fix)


def _side_letter(site: Site) -> Fault | None:
    """Explain an id that begins with a capital L, R, T or B, which Mermaid takes for a side."""
    index = site.index
    if site.kind != "side" and site.before() == "side" and site.before(2) != ":":
        index -= 1
    start = site.tokens.starts[index]
    if site.tokens.kinds[index] != "side" or site.wanted in ("first side", "colon and side", "second side"):
        return None
    found = re.compile(r"\w(?:[-\w]*\w)?").match(site.text, start)
    if found is None:
        return None
    word = found.group()
    message = f"the id {shortened(word)} begins with {word[0]}, which mermaid takes for a side"
    lower = word[0].lower() + word[1:]
    return Fault(start, found.end(), message, "begin it with a small letter", (start, found.end(), lower), False)


def _reserved(site: Site) -> Fault | None:
    word = site.tokens.value(site.index).strip()
    if site.kind not in _RESERVED or (not site.wanted.endswith(("id", "id to align")) and "id of" not in site.wanted):
        return None
    if site.kind == "title":
        word = "title"
    return site.here(f"{word} is a reserved word and no id", "choose another id")


def _icon(site: Site) -> Fault | None:
    """Explain an icon that holds what no icon's name may hold, or stands behind the label."""
    if not site.text.startswith("(", site.start):
        return None
    end = site.text.find(")", site.start, site.line_end)
    if end < 0:
        return site.here("the icon's bracket is not closed", "close it with )")
    inner = site.text[site.start + 1 : end]
    if site.before() == "label":
        return Fault(site.start, end + 1, "the icon stands behind the label", "write service id(icon)[Label]")
    if site.kind == "icon":
        return Fault(
            site.start, end + 1, "an icon cannot stand here", "write group id(icon)[Label] or service id(icon)[Label]"
        )
    if not inner.strip():
        return Fault(site.start, end + 1, "the icon has no name", "remove it", (site.start, end + 1, ""))
    message = f"the icon {shortened(inner)} holds what no icon's name may hold"
    fix = (site.start + 1, end, re.sub(r"[^\w:-]+", "-", inner.strip()))
    return Fault(site.start, end + 1, message, "write letters, digits, - and : alone", fix, False)


def _label(site: Site) -> Fault | None:
    """Explain a label in square brackets that is empty, not closed or holds a bracket."""
    if not site.text.startswith("[", site.start):
        return None
    if site.kind == "label":
        wanted = "an edge" if "edge" in site.wanted or "side" in site.wanted else f"the {site.wanted}"
        return site.here("a label cannot stand here", f"{wanted.removeprefix('the end of ')} takes none here")
    end = site.text.rfind("]", site.start, site.line_end)
    if end < 0:
        stop = site.line_start + len(site.line.rstrip())
        return Fault(site.start, stop, "the label's bracket is not closed", "close it with ]", (stop, stop, "]"), False)
    inner = site.text[site.start + 1 : end]
    if not inner:
        return Fault(site.start, end + 1, "the label is empty", "remove it", (site.start, end + 1, ""))
    bare = site.raw(site.start + 1, end, "'")
    fix = (site.start + 1, end, f'"{bare}"')
    return Fault(site.start, end + 1, "the label holds a bracket", "quote it", fix)


def _edge(site: Site) -> Fault | None:
    """Explain an edge that lacks its sides, or has other dashes than Mermaid knows."""
    found = _LINK.fullmatch(site.line)
    if found is None:
        return None
    source, near, back, dashes, label, ahead, far, target, behind = found.groups()
    if target is None:
        return None
    line = f"-[{label}]-" if label else "--"
    right = f"{source}:{near or 'R'} {back}{line}{ahead} {far or behind or 'L'}:{target}"
    lead = len(site.line) - len(site.line.lstrip())
    fix = (site.line_start + lead, site.line_start + len(site.line.rstrip()), right)
    message = f"the edge is drawn with {dashes}"
    if not near or not far:
        end = source if not near else target
        message = f"the edge has no side at {shortened(end)}"
        if behind and near:
            message = f"the side stands behind {shortened(target)}"
    return Fault(fix[0], fix[1], message, _EDGE, fix, False)


def _named(site: Site) -> Fault | None:
    """Explain a first word that is no keyword."""
    word = site.line.split(None, 1)[0] if site.line.strip() else ""
    close = misspelt(re.split(r"\W", word)[0], _WORDS)
    if close is None or ":" in word:
        return None
    word = re.split(r"\W", word)[0]
    start = site.line_start + site.line.index(word)
    fix = (start, start + len(word), close)
    return Fault(
        start, start + len(word), f"{word} is no word that mermaid knows", f"did you mean {close}?", fix, False
    )


def _place(site: Site) -> Fault | None:
    what = site.wanted.removeprefix("end of the ")
    return site.here(f"{site.word} stands behind the {what}", _FORMS.get(what, _EDGE))


_FORMS = {
    "group": "write group id(icon)[Label] in parent",
    "service": "write service id(icon)[Label] in group",
    "junction": "write junction id in group",
    "alignment": "write align row a b",
    "enclosing group": "write in group",
    "second id to align": "write align row a b",
    "row or column": "write align row a b, or align column a b",
}


def _by_wanted(site: Site) -> Fault | None:
    wanted = site.wanted
    if wanted == "statement":
        return first(site, _named, _edge) or site.here(
            f"{site.word} begins no statement", "begin with group, service, junction, align or an id"
        )
    if wanted in ("colon and side", "first side", "edge", "second side", "second colon", "label of the edge"):
        return first(site, _named, _edge) or site.here(f"the edge lacks its {wanted}", _EDGE)
    if wanted.startswith("end of the "):
        return _place(site)
    shown = f"{site.word} is no" if not site.over else "there is no"
    if wanted == "row or column" and not site.over:
        return site.here(f"{site.word} is neither row nor column", _FORMS[wanted])
    return site.here(f"{shown} {wanted}", _FORMS.get(wanted.removeprefix("id of the ")))
