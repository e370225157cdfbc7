"""Parts of the work that a spec leaves to another one: a backend's spec says that it holds no frontend."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.regex import regex

if TYPE_CHECKING:
    from speclint.spec.model import Spec

_FRONTEND = r"(?:front[- ]?end|user[- ]interface|ui)\b"
_NAMES = {"frontend": regex(rf"\b{_FRONTEND}", re.IGNORECASE)}
_ITEMS = {"frontend": regex(rf"(?:(?:the|all|any|every|new)\s+)?[*_`]*{_FRONTEND}", re.IGNORECASE)}
_SENTENCES = {
    "frontend": regex(
        rf"\bback[- ]?end[- ]only\b|\bno {_FRONTEND}(?! (?:framework|librar))[^.]{{0,30}}(?:\.|$)|"
        rf"\b{_FRONTEND}[^.\n]{{0,40}}\b(?:separate|its own|another) (?:tech )?spec\b",
        re.IGNORECASE,
    )
}
_OTHER = {"frontend": regex(r"\bback[- ]?end\b", re.IGNORECASE)}
_APART = regex(r"\bout[- ]of[- ]scope\b|\bnot in scope\b|\bnon-goals?\b", re.IGNORECASE)
_ITEM = regex(r"\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")


def is_left_out(spec: Spec, side: str) -> bool:
    """Tell whether a spec says that it leaves a side of the work out.

    Args:
        spec: The spec.
        side: The side, as the type's sections name it.

    Returns:
        Whether its title names another side, or it lists this one under "out of scope", or says in a sentence that
        there is none; never where one of its sections of that side has content.
    """
    own = [node for node in spec.alignment.walk() if node.type.side == side and not node.speaks_of_another]
    if any(not spec.is_none(node) for node in own):
        return False
    title = spec.text(spec.title.heading.content) if spec.title and spec.title.heading else ""
    if _OTHER[side].search(title) and not _NAMES[side].search(title):
        return True
    return _is_listed_apart(spec, side)


def _is_listed_apart(spec: Spec, side: str) -> bool:
    listing = False
    for line in spec.source.line_spans:
        raw = spec.source[line]
        if not raw.strip():
            continue
        apart, item = _APART.search(raw), _ITEM.match(raw)
        if _SENTENCES[side].search(raw):
            return True
        if apart and not raw.lstrip().startswith("#") and _NAMES[side].search(raw):
            return True
        if listing and item and _ITEMS[side].match(raw, item.end()):
            return True
        listing = bool(apart) or (listing and (item is not None or raw.startswith("  ")))
    return False
