"""The tokens of a quadrant chart, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES
from speclint.mermaid.lexing import BLANK, INLINE, Rule, State, Tokens, tokenize

_START = "start"
# Runs that Mermaid reads sign by sign are one token each, and blanks are looked over only so far, to stay linear.
_S = f"{BLANK}{{0,400}}+"
_COORDINATE = "1|0(?:[^\\n][0-9]+)?"
_STATES = {
    _START: State(
        (
            # A comment takes the character before it with it.
            Rule(None, "%%(?!\\{)[^\\n]*+|[^}]%%[^\\n]*+"),
            Rule("newline", "\\n++"),
            Rule(None, "%%[^\\n]*+"),
            Rule(None, r"title\b", 0, "acc line"),
            *ACCESSIBLE,
            Rule("x-axis", " *+x-axis *+"),
            Rule("y-axis", " *+y-axis *+"),
            Rule("-->", " *+--++> *+"),
            Rule("quadrant", " *+quadrant-[1-4] *+"),
            Rule("classDef", r"classDef\b"),
            Rule(None, '"`', 0, "markdown"),
            Rule(None, '"', 0, "text"),
            Rule(None, ":::", 0, "class"),
            Rule("point", f"{_S}:{_S}\\[{BLANK}*+", 0, "point"),
            Rule("header", " *+quadrantChart *+"),
            Rule("word", "[A-Za-z]++"),
            Rule("letters", "[^\\x00-\\x7f]++"),
            Rule("colon", ":"),
            Rule("comma", ","),
            Rule("sign", "[+=_.]"),
            Rule("mark", "[*#&]"),
            Rule("minus", "-++"),
            Rule("digits", "[0-9]++"),
            Rule("space", f"[{INLINE}]++|{BLANK}"),
            Rule("semicolon", ";"),
            Rule("punctuation", "[!$%'`?\\\\/]"),
            Rule("end", "\\Z"),
        ),
        re.IGNORECASE,
    ),
    "markdown": State((Rule("quoted", '[^`"]++'), Rule(None, '`"', 1))),
    "text": State((Rule(None, '"', 1), Rule("quoted", '[^"]*+'))),
    "class": State((Rule("class", "\\w++", 1),)),
    "point": State((Rule("x", _COORDINATE, 0, "comma"), Rule(None, f"{BLANK}*+\\] *+", 1))),
    "comma": State((Rule(None, f"{BLANK}*+,{BLANK}*+", 1, "y"),)),
    "y": State((Rule("y", _COORDINATE, 1),)),
    **ACCESSIBLE_STATES,
}


def quadrant_tokens(text: str, start: int) -> Tokens:
    """Split a quadrant chart from its header word on into tokens; linear in the text's length."""
    return tokenize(text, start, _STATES, _START)
