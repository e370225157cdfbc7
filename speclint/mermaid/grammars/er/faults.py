"""What an entity relationship diagram's first unexpected token means, in words that say how to mend it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, Site, first, out_of_place, shortened
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable


# Names and links have a length at most, lest an odd line be looked at a million times.
_NAME = r"(\"[^\"\n]*\"|[^\s\"{}|:;,\[\]]{1,60})"
_RELATION = regex(rf"\s*{_NAME}(\s*+)(\S{{0,10}}?[-.]\S{{0,10}}?)(\s*+){_NAME}\s*+(?::|$)")
_LABELLED = regex(rf"\s*{_NAME}\s*+[|}}o]\S{{0,20}}[-.]\S{{0,20}}[|{{o]\s*+{_NAME}\s*+:\s*+(.*?)\s*")
_HALF = regex(r"([|}o<]*)([-.]+)([|{o>]*)")
_LEFT = {"|": "||", "}": "}o", "o": "|o", "<": "}o", "}}": "}o", "o}": "}o", "|}": "}|", "o|": "|o", "|||": "||"}
_RIGHT = {"|": "||", "{": "o{", "o": "o|", ">": "o{", "{{": "o{", "{o": "o{", "{|": "|{", "|o": "o|", "|||": "||"}
_TYPED = regex(r"(\s*)([\w-]+)\s*:\s*([\w()\[\]-]+)(.*)")
_HELP = "write A ||--o{ B : label, with ||, |o, }o or }| on the left and ||, o|, o{ or |{ on the right"


def explain(site: Site) -> Fault:
    """Explain the first token that the grammar cannot take."""
    fault = None if site.long else first(site, Site.comment, _BY_WANTED.get(site.wanted, _unexplained))
    return fault or _unexplained(site)


def _unexplained(site: Site) -> Fault:
    return out_of_place(site, f"a {site.wanted} is expected here", shortened(site.tokens.value(site.index)))


def _relation(site: Site) -> Fault | None:
    """Explain a relation whose cardinalities or line are not readable."""
    found = _RELATION.match(site.line)
    half = _HALF.fullmatch(found.group(3)) if found else None
    if found is None or not _HALF.search(found.group(3)):
        return None
    start, end = site.line_start + found.start(3), site.line_start + found.end(3)
    sign = found.group(3)
    fix = None
    if half:
        left, line, right = half.groups()
        mended = _LEFT.get(left, left) + (".." if "." in line else "--") + _RIGHT.get(right, right)
        fix = (start, end, mended) if left and right and mended != sign else None
    return Fault(start, end, f"{shortened(sign)} is no relation", _HELP, fix)


def _statement(site: Site) -> Fault | None:
    """Explain what cannot begin a statement, nor follow a whole one on its line."""
    return first(site, _behind_label, _reserved, _brace_below, _relation, _incomplete, _semicolon) or site.here(
        f"{site.word or 'the end of the text'} begins no statement",
        "write A ||--o{ B : label, or an entity with its { block }",
    )


def _behind_label(site: Site) -> Fault | None:
    label = _LABELLED.fullmatch(site.line)
    if label is None or site.start < site.line_start + label.start(3):
        return None
    return _label_text(site, site.line_start + label.start(3), site.line_start + label.end(3))


def _reserved(site: Site) -> Fault | None:
    word = site.tokens.value(site.index).strip()
    if site.kind not in ("end", "CLASS", "STYLE", "CARDINALITY", "LINE") or not word.isalpha():
        return None
    if site.text[site.line_start : site.start].strip():
        return None
    fix = (site.start, site.start + len(word), f'"{word}"')
    message = f"{word} is a reserved word and no entity name"
    return Fault(site.start, site.start + len(word), message, "quote the name", fix)


def _brace_below(site: Site) -> Fault | None:
    if site.kind != "{":
        return None
    gap = len(site.text[: site.start].rstrip())
    message = "the { does not stand on the line of its entity"
    return Fault(site.start, site.start + 1, message, "put it behind the entity's name", (gap, site.start, " "))


def _incomplete(site: Site) -> Fault | None:
    if site.kind == "CARDINALITY":
        return site.here("the relation has no first entity", "write A ||--o{ B : label")
    if site.kind == "EOF" and site.opened is not None:
        return site.here(f"the subgraph of line {site.line_number(site.opened)} is not closed", "close it with end")
    if site.kind == "COLON":
        message = f"{shortened(site.value())} is followed by a colon but is no relation"
        return site.here(message, "write A ||--o{ B : label")
    return None


def _semicolon(site: Site) -> Fault | None:
    if not site.text.startswith(";", site.start):
        return None
    return site.here("a statement ends with ;", "remove it", (site.start, site.start + 1, ""))


def _label_text(site: Site, start: int, end: int) -> Fault:
    """Explain a label that is neither one plain word nor quoted."""
    text = site.raw(start, end, "'").strip()
    inner = text.strip("'").rstrip(";").rstrip("'")
    fix = (start, end, f'"{inner}"')
    sign = site.text[site.start : site.start + 1]
    what = f"holds {sign}, which only a quoted label may hold" if sign.strip() else "is not readable"
    if sign.isalnum() and re.search(r"\w\s+\w", inner):
        what = "has more than one word, which only a quoted label may have"
    return Fault(start, end, f"the label {what}", "quote the label", fix)


def _label(site: Site) -> Fault | None:
    if site.over:
        place = site.start
        return site.here(
            "the relation has no label behind its colon", 'write a label, or : "" for none', (place, place, ' ""')
        )
    if site.kind == "COLON":
        return site.here("the label begins with a second colon", "remove it", (site.start, site.start + 1, ""))
    return _label_text(site, site.start, site.line_start + len(site.line.rstrip()))


def _colon(site: Site) -> Fault | None:
    if site.over:
        message = f"the relation with {shortened(site.value())} has no label"
        return site.here(message, 'write : label behind it, or : "" for none', (site.start, site.start, ' : ""'))
    if site.kind in ("UNICODE_TEXT", "ENTITY_NAME", "WORD"):
        return Fault(
            site.start,
            site.start,
            "the relation has no colon before its label",
            "put it there",
            (site.start, site.start, ": "),
        )
    return site.here(f"{site.word} stands behind the second entity", "write A ||--o{ B : label")


def _second(site: Site) -> Fault | None:
    if site.over or site.kind == "COLON":
        return site.here("the relation has no second entity", "write A ||--o{ B : label")
    return _relation(site)


def _attribute(site: Site) -> Fault | None:
    """Explain what cannot stand in an entity's block."""
    explained = first(
        site, _open_block, _keys, _semicolon_behind, _after_colon, _nameless, _spaced_type, _name, _generic
    )
    if explained is None and site.kind == "COMMENT":
        return site.here("a comment stands without an attribute", 'write type name "comment"')
    return explained or site.here(f"{site.word} cannot stand in an attribute", 'write type name PK "comment"')


def _open_block(site: Site) -> Fault | None:
    if site.kind != "$end" and site.text[site.start] not in "{|":
        return None
    entity = "the entity"
    if site.opened:
        entity = f"{shortened(site.tokens.value(site.opened - 1))}, line {site.line_number(site.opened)},"
    return site.here(f"the block of {entity} is not closed", "close it with }")


def _keys(site: Site) -> Fault | None:
    if site.kind != "KEY":
        return None
    if site.before() == "KEY":
        fix = (site.tokens.ends[site.index - 1], site.start, ", ")
        return site.here("two keys stand without a comma", "write PK, FK", fix)
    if site.before() == "COMMENT":
        return site.here("a key stands behind the comment", 'write type name PK "comment"')
    return site.here("an attribute has no name", "write type name")


def _semicolon_behind(site: Site) -> Fault | None:
    if not site.text.startswith(";", site.start):
        return None
    return site.here("an attribute ends with ;", "remove it", (site.start, site.start + 1, ""))


def _nameless(site: Site) -> Fault | None:
    return site.here("an attribute has a type but no name", "write type name") if site.kind == "}" else None


def _after_colon(site: Site) -> Fault | None:
    if not site.text.startswith(":", site.start):
        return None
    found = _TYPED.fullmatch(site.line)
    fix = None
    if found:
        indent, name, kind, rest = found.groups()
        fix = (site.line_start + len(indent), site.line_end, f"{kind} {name}{rest}")
    return site.here("an attribute is written with a colon", "write type name", fix)


def _spaced_type(site: Site) -> Fault | None:
    lead = len(site.line) - len(site.line.lstrip())
    split = re.match(r"\s*[\w]+\([^)\n]*\)", site.line)
    if split is None or site.start >= site.line_start + split.end():
        return None
    start, end = site.line_start + lead, site.line_start + split.end()
    fix = (start, end, re.sub(r"\s", "", split.group()))
    return Fault(start, end, "an attribute's type holds a space", "remove it", fix)


def _name(site: Site) -> Fault | None:
    if site.wanted != "attribute name":
        return None
    if site.kind == "COMMENT":
        fix = (site.start, site.end, f"`{site.raw(site.start + 1, site.end - 1)}`")
        return site.here("an attribute's name is quoted", "quote it with backticks", fix)
    if not site.text[site.start : site.start + 1].isdigit():
        return None
    end = site.start + len(site.rest.split(None, 1)[0])
    word = site.text[site.start : end]
    message = f"the name {shortened(word)} begins with a digit"
    return Fault(site.start, end, message, "quote it with backticks", (site.start, end, f"`{word}`"))


def _generic(site: Site) -> Fault | None:
    if not site.text.startswith("<", site.start):
        return None
    found = re.compile(r"<([^<>\n]*)>").match(site.text, site.start)
    fix = (site.start, found.end(), f"~{found.group(1)}~") if found else None
    return site.here("an attribute's type holds <, which no type may hold", "write list~int~", fix)


_BY_WANTED: dict[str, Callable[[Site], Fault | None]] = {
    "statement": _statement,
    "line": _relation,
    "second cardinality": _second,
    "second entity": _second,
    "label colon": _colon,
    "label": _label,
    "attribute": _attribute,
    "attribute name": _attribute,
    "key": _attribute,
}
