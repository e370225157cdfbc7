"""What Mermaid refuses in a class diagram beyond its grammar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, shortened
from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.mermaid.lexing import Tokens

    from .reading import Name

_TAG = regex(r"<[A-Za-z/!?][^>]*+>?")
_LINE_ENDS = regex("[\u2028\u2029]")


def member_fault(tokens: Tokens, index: int) -> Fault | None:
    """Explain a member that Mermaid takes for a method, since it holds a `)`, and then cannot read as one."""
    value = tokens.value(index)
    start = tokens.starts[index]
    if tokens.kinds[index] == "LABEL":
        value, start = value[1:], start + 1
    start += len(value) - len(value.lstrip())
    member = value.strip()
    bare = _TAG.sub("", member) if "<" in member else member
    # What stands behind a colon is cleared of HTML before Mermaid looks for the parenthesis.
    seen = bare if tokens.kinds[index] == "LABEL" else member
    if seen.find(")") < 1 or (seen.startswith("<<") and seen.endswith(">>")):
        return None
    if any(0 < line.find("(", 1) < line.rfind(")") for line in _LINE_ENDS.split(bare)):
        return None
    message = f"the method {shortened(member)} has no ( before its )"
    if "(" in member:
        message = f"{shortened(member)} is no method that mermaid can read"
    return Fault(start, start + len(member), message, "write +name(parameters) type")


def annotation_fault(tokens: Tokens, opener: int, name: Name) -> Fault:
    """Explain an annotation of a class that no earlier line has."""
    start, end = tokens.starts[opener], tokens.ends[name.last]
    return Fault(
        start,
        end,
        f"the class {shortened(name.id)} is annotated before any line declares it",
        f"move the line below the first one that names {shortened(name.id)}",
    )
