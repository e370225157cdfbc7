"""The tokens of an entity relationship diagram, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re

from speclint.mermaid.lexing import BLANK, DARK, Ahead, Rule, State, Tokens, Zone, tokenize
from speclint.regex import regex

_START = "start"
_S = f"{BLANK}*+"

_FIRST = (
    Rule("acc_title", f"accTitle{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}\\{{{_S}[^}}]++\\}}"),
    Rule("acc_descr", f"accDescr{_S}\\{{{_S}[^}}]++", 0, "unclosed"),
    Rule(None, f"accDescr{_S}\\{{{_S}\\}}?"),
)
_RULES = (
    *_FIRST,
    Rule(None, "[ \\t\\r]++"),
    Rule("NEWLINE", "\\n++"),
    Rule("ENTITY_NAME", '"[^"%\\r\\n\\v\\x08\\\\]+"'),
    Rule("WORD", '"[^"]*+"'),
    Rule("erDiagram", r"erDiagram\b"),
    Rule("{", "\\{", 0, "block"),
    Rule("BRKT", "#"),
    Rule("COMMA", ","),
    Rule(":::", ":::"),
    Rule("COLON", ":"),
    Rule("[", "\\["),
    Rule("]", "\\]"),
    Rule("STYLE", r"style\b", 0, "style"),
    Rule("CLASSDEF", r"classDef\b", 0, "style"),
    Rule("CLASS", r"class\b"),
    Rule("SUBGRAPH", r"subgraph\b"),
    Rule("end", rf"end\b{_S}"),
    Rule(
        "CARDINALITY",
        r"one or (?:zero|more|many)\b|1\+|\|o\b|zero or (?:one|more|many)\b|0\+|\}o\b|many\([01]\)|many\b|\}\|"
        r"|(?:only )?one\b",
    ),
    Rule("NAME", "[0-9]+\\.[0-9]+"),
    Rule("CARDINALITY", f"1(?={BLANK}+[A-Za-z_\"'0-9]|--|\\.\\.|\\.-|-\\.)"),
    Rule("NAME", r"1\b|[0-9]++"),
    Rule("CARDINALITY", r"\|\||o\||o\{|\|\{|u(?=[.\-|])"),
    Rule("LINE", r"\.\.|--|to\b|optionally to\b|\.-|-\."),
    Rule("UNICODE_TEXT", "(?:[^\\x00-\\x7f]|[\\w\\-*.])++"),
    Rule("OTHER", "."),
    Rule("EOF", "\\Z"),
)
_WORD = "[*A-Za-z_\\u00c0-\\U0010ffff][A-Za-z0-9\\-_\\[\\]().,\\u00c0-\\U0010ffff*]*+"
_BLOCK = (
    Rule(None, f"{BLANK}++"),
    Rule("KEY", r"(?:PK|FK|UK)\b"),
    Rule("ATTRIBUTE", _WORD),
    Rule(None, "`", 0, "quoted"),
    Rule("COMMENT", '"[^"]*+"'),
    Rule("}", "\\}", 1),
    Rule("?", "\\?"),
    Rule(",", ","),
    Rule("OTHER", "."),
)
_STATES = {
    _START: State(_RULES, re.IGNORECASE),
    "block": State(_BLOCK, re.IGNORECASE),
    "quoted": State((Rule("ATTRIBUTE", "[^`]++"), Rule(None, "`", 1))),
    "style": State(
        (
            Rule("NEWLINE", "\\n++", 1),
            Rule(None, f"{BLANK}++"),
            Rule("COLON", ":"),
            Rule("COMMA", ","),
            Rule("BRKT", "#"),
            Rule("STYLE_TEXT", "(?:[^\\x00-\\x7f]|[\\w\\-*])++"),
            Rule("SEMI", ";"),
        )
    ),
    "unclosed": State((Rule("OTHER", "(?!)"),)),
}
_BEFORE_DIRECTION = State(_FIRST, re.IGNORECASE)
_BEFORE_GENERIC = State(_BLOCK[:2], re.IGNORECASE)
_DIRECTION = regex(f"direction{BLANK}+(?:TB|BT|RL|LR)[^\\n]*", re.IGNORECASE)
_RUN = regex(f"{DARK}+")


def er_tokens(text: str, start: int) -> Tokens:
    """Split an entity relationship diagram from its header word on into tokens; linear in the text's length."""
    if "~" in text:
        return tokenize(text, start, _STATES, _START, Ahead(_generic_zones(text, start), _BEFORE_GENERIC, "block"))
    zones = [
        Zone(max(text.rfind("\n", 0, found.start()) + 1, start), found.start(), "direction", found.end())
        for found in _DIRECTION.finditer(text, start)
    ]
    return tokenize(text, start, _STATES, _START, Ahead(zones, _BEFORE_DIRECTION, _START) if zones else None)


def _generic_zones(text: str, start: int) -> list[Zone]:
    """Find attribute words with a pair of tildes: from any place in the word of the first to the word of the last."""
    zones: list[Zone] = []
    first = text.find("~", start)
    while first >= 0:
        line = text.rfind("\n", 0, first) + 1
        end = text.find("\n", first)
        end = len(text) if end < 0 else end
        last = text.rfind("~", first, end)
        for run in _RUN.finditer(text, line, end):
            tilde = text.rfind("~", run.start(), min(run.end(), last))
            if tilde >= 0:
                stop = _RUN.match(text, last)
                zones.append(Zone(run.start(), tilde, "ATTRIBUTE", stop.end() if stop else last + 1))
        first = text.find("~", end)
    return zones
