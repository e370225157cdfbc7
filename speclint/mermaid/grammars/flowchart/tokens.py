"""The tokens of a flowchart, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re

from speclint.mermaid.lexing import (
    BLANK,
    DARK,
    INLINE,
    LETTER,
    STRANGE,
    Ahead,
    Rule,
    State,
    Tokens,
    Zone,
    tokenize,
)
from speclint.regex import regex

_S = f"{BLANK}*+"
_START = "start"

# A string that is never closed runs to the end of the text, where nothing more can follow.
_STRINGS = (
    Rule("MD_STR", '"`[^`"]+`"'),
    Rule(None, '"``"'),
    Rule(STRANGE, '"`'),
    Rule("STR", '"[^"]++"'),
    Rule(None, '""'),
    Rule("STR", '"[^"]*+', 0, "unclosed"),
)
_LONG_WAVE = Rule("LINK", f"{_S}~~~+{_S}")
_OPENERS = {
    "(-": "ellipse",
    "([": "text",
    "[[": "text",
    "[(": "text",
    "(((": "text",
    "[/": "slanted",
    "[\\": "slanted",
    "|": "text",
    "(": "text",
    "[": "text",
    "{": "text",
}


def _openers(*words: str) -> tuple[Rule, ...]:
    return tuple(Rule(word, re.escape(word), 0, _OPENERS[word]) for word in words)


_KEYWORDS = (
    Rule("acc_title", f"accTitle{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}\\{{{_S}[^}}]++\\}}?"),
    Rule(None, f"accDescr{_S}\\{{{_S}\\}}?"),
    Rule("SHAPE_DATA", '@\\{(?:[^}"^]|"[^"]*")*+\\}'),
    Rule("SHAPE_DATA", '@\\{(?:[^}"^]|"[^"]*")*+(?:"[^"]*+)?', 0, "unclosed"),
    Rule("CALLBACKNAME", f"call{BLANK}++[^(]++\\({_S}\\)"),
    Rule("CALLBACKNAME", f"call{BLANK}++[^(]*+\\Z", 0, "unclosed"),
    Rule("CALLBACKNAME", f"call{BLANK}++[^(]++", 0, "arguments"),
    *_STRINGS,
    Rule("STYLE", r"style\b"),
    Rule("DEFAULT", r"default\b"),
    Rule("LINKSTYLE", r"linkStyle\b"),
    Rule("INTERPOLATE", r"interpolate\b"),
    Rule("CLASSDEF", r"classDef\b"),
    Rule("CLASS", r"class\b"),
    Rule("HREF", f"href{BLANK}"),
    Rule("CLICK", f'click{BLANK}++(?!")[^{INLINE}\\n\\u2028\\u2029]*+{BLANK}?'),
    Rule(None, f'click{BLANK}++(?=")', 0, "click"),
    Rule("GRAPH", r"(?:flowchart-elk|swimlane-beta|graph|flowchart)\b"),
    Rule("subgraph", r"subgraph\b"),
    Rule("end", rf"end\b{_S}"),
    Rule("LINK_TARGET", r"_(?:self|blank|parent|top)\b"),
)

_LINKS = (
    Rule("LINK", f"{_S}[xo<]?--+[-xo>]{_S}"),
    Rule("START_LINK", f"{_S}[xo<]?--{_S}", 0, "edge"),
    Rule("LINK", f"{_S}[xo<]?==+[=xo>]{_S}"),
    Rule("START_LINK", f"{_S}[xo<]?=={_S}", 0, "thick"),
    Rule("LINK", f"{_S}[xo<]?-?\\.+-[xo>]?{_S}"),
    Rule("START_LINK", f"{_S}[xo<]?-\\.{_S}", 0, "dotted"),
    _LONG_WAVE,
)

_WORDS = (
    Rule("NUM", "[0-9]++"),
    Rule("BRKT", "#"),
    Rule("STYLE_SEPARATOR", ":::"),
    Rule("COLON", ":"),
    Rule("AMP", "&"),
    Rule("SEMI", ";"),
    Rule("COMMA", ","),
    Rule("MULT", "\\*"),
    *_LINKS,
    *_openers("(-", "([", "[["),
    Rule("[|", "\\[\\|"),
    Rule(">", ">", 0, "text"),
    *_openers("[(", "(((", "[/", "[\\"),
    Rule("TAGSTART", "<"),
    Rule("UP", "\\^"),
    Rule("SEP", r"\\\|"),
    Rule("DOWN", r"v\b"),
    Rule("NODE_STRING", r"(?:[A-Za-z0-9!\"#$%&'*+.`?\\_/]|-(?=[^>\-.]))++"),
    Rule("MINUS", "-"),
    Rule("UNICODE_TEXT", f"{LETTER}++"),
    *_openers("|", "(", "[", "{"),
    Rule("NEWLINE", f"\\n{_S}"),
    Rule("SPACE", f"[{INLINE}\\u2028\\u2029]++"),
    Rule("EOF", "\\Z"),
)

_TEXT_BOUNDS = (
    _LONG_WAVE,
    *_openers("(-"),
    Rule("])", "\\]\\)", 1),
    *_openers("(["),
    Rule("]]", "\\]\\]", 1),
    *_openers("[["),
    Rule(")]", "\\)\\]", 1),
    *_openers("[("),
    Rule(")))", "\\)\\)\\)", 1),
    *_openers("(((", "[/", "[\\"),
    Rule("|", "\\|", 1),
    Rule(")", "\\)", 1),
    *_openers("("),
    Rule("]", "\\]", 1),
    *_openers("["),
    Rule("}", "\\}", 1),
    *_openers("{"),
)


def _edge_text(dash: str, link: str, lone: str) -> State:
    """Compile the text inside a link: what is no quote, and no run of blanks or head before the link's second half."""
    ahead = f"(?!{link})"
    run = f'(?:[^"{dash}{INLINE}\\n\\u2028\\u2029xo<]++|{BLANK}++(?![xo<]?{link})|[xo<]{ahead}{lone})++'
    return State((*_STRINGS, Rule("LINK", f"{_S}[xo<]?{link}{_S}", 1), Rule("EDGE_TEXT", run)))


_AHEAD_BEFORE = State(_KEYWORDS)
_STATES = {
    _START: State((*_KEYWORDS, *_WORDS)),
    "text": State((*_STRINGS, *_TEXT_BOUNDS, Rule("TEXT", r"[^\[\](){}|\"]++"))),
    "ellipse": State(
        (
            *_STRINGS,
            _LONG_WAVE,
            Rule("-)", "[-/)]\\)", 1),
            Rule("TEXT", '(?:(?![-/)]\\)|~~~)[^()\\[\\]{}"])++'),
            *_openers("(-", "([", "[[", "[(", "(((", "[/", "[\\", "(", "[", "{"),
        )
    ),
    "slanted": State(
        (
            *_STRINGS,
            _LONG_WAVE,
            *_openers("(-", "([", "[[", "[(", "((("),
            Rule("\\]", r"[\\(?=\])]\]", 1),
            Rule("/]", "/\\]", 1),
            Rule("TEXT", r"/|\\|[^\\\[\](){}/]++"),
            *_openers("[/", "[\\", "(", "[", "{"),
        )
    ),
    "edge": _edge_text("\\-", "--+[-xo>]", "|-(?!-)"),
    "thick": _edge_text("=", "==+[=xo>]", ""),
    "dotted": _edge_text("\\-.", "-?\\.+-[xo>]?", "|-(?!\\.+-)"),
    "click": State(
        (*_STRINGS[:-1], Rule("STR", '"[^"]*+', 0, "unclosed"), Rule(None, BLANK, 1), Rule("CLICK", f"{DARK}++"))
    ),
    "arguments": State((Rule("CALLBACKARGS", "\\([^)]*+\\)", 1), Rule("CALLBACKARGS", "\\([^)]*+", 1, "unclosed"))),
    "unclosed": State((Rule(STRANGE, "(?!)"),)),
}
_DIRECTION = regex(f"direction{BLANK}+(TB|BT|RL|LR|TD)[^\\n]*")
_LINK_ID = regex('@(?=[^{"])')
_ID_RUN = regex(f'[^{INLINE}\\n\\u2028\\u2029"\\[\\](){{}}|]+')


def flowchart_tokens(text: str, start: int) -> Tokens:
    """Split what follows the header line of a flowchart into tokens; linear in the text's length."""
    ahead = None
    zones: list[Zone] = []
    if "direction" in text:
        zones += _direction_zones(text, start)
    if "@" in text:
        zones += _link_id_zones(text, start)
    if zones:
        zones.sort(key=lambda zone: (zone.start, -zone.end))
        ahead = Ahead(zones, _AHEAD_BEFORE, _START)
    return tokenize(text, start, _STATES, _START, ahead)


def _direction_zones(text: str, start: int) -> list[Zone]:
    return [
        Zone(max(text.rfind("\n", 0, found.start()) + 1, start), found.start(), "direction", found.end())
        for found in _DIRECTION.finditer(text, start)
    ]


def _link_id_zones(text: str, start: int) -> list[Zone]:
    zones: list[Zone] = []
    position = text.find("@", start)
    while position >= 0:
        line = max(text.rfind("\n", 0, position) + 1, start)
        end = text.find("\n", position)
        for run in _ID_RUN.finditer(text, line, len(text) if end < 0 else end):
            last = text.rfind("@", run.start(), run.end())
            while last > run.start() and _LINK_ID.match(text, last) is None:
                last = text.rfind("@", run.start(), last)
            if last > run.start():
                zones.append(Zone(run.start(), last - 1, "LINK_ID", last + 1))
        position = text.find("@", end) if end >= 0 else -1
    return zones
