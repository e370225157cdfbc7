"""The title and the description for screen readers, whose lines several types of diagram share."""

from speclint.mermaid.faults import Fault, Site
from speclint.mermaid.lexing import BLANK, END, Rule, State

_S = f"{BLANK}*+"
# `accDescr {` with nothing in its braces is no token at all.
ACCESSIBLE = (
    Rule(None, f"accTitle{_S}:{_S}", 0, "acc line"),
    Rule(None, f"accDescr{_S}:{_S}", 0, "acc line"),
    Rule(None, f"accDescr{_S}\\{{{_S}", 0, "acc braces"),
)
ACCESSIBLE_STATES = {
    "acc line": State((Rule("acc", "[^\\n]*", 1),)),
    "acc braces": State((Rule(None, "\\}", 1), Rule("acc", "[^}]*+"))),
}


def unended(site: Site) -> Fault | None:
    """Explain an accDescr whose braces are not closed, or an accTitle or accDescr without text at the end."""
    if site.kind != END or site.before() != "acc":
        return None
    place = max(site.text.rfind("accDescr"), site.text.rfind("accTitle"))
    if place < 0:
        return None
    word = site.text[place : place + 8]
    if site.text[place + 8 :].lstrip().startswith(":"):
        return site.at(place, place + 8, f"the {word} has no text", f"write {word}: text, or remove it")
    return site.at(place, place + 8, "the braces of accDescr are not closed", "close them with }")
