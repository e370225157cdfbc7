"""The tokens of an XY chart, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES
from speclint.mermaid.lexing import BLANK, Rule, State, Tokens, tokenize

TEXTS = frozenset({"word", "sign", "digits"})

# A comment takes the character before it with it.
_COMMENTS = (Rule(None, "%%(?!\\{)[^\\n]*+"), Rule(None, "[^}]%%[^\\n]*+"))
_LINE_END = Rule("newline", "\\n", 1)
_WORDS = (
    Rule("newline", "\\n++"),
    Rule(None, "%%[^\\n]*+"),
    Rule("title", r"title\b"),
    *ACCESSIBLE,
    Rule("header", r"xychart(?:-beta)?\b"),
    Rule("orientation", "vertical|horizontal"),
    Rule("x-axis", r"x-axis\b", 0, "axis"),
    Rule("y-axis", r"y-axis\b", 0, "axis"),
)
_PLOTS = (Rule("line", r"line\b", 0, "plot"), Rule("bar", r"bar\b", 0, "plot"))
_NUMBER = Rule("number", "[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)")
_CLOSING = Rule("]", "\\]", 1)
_REST = (
    Rule(None, '"', 0, "text"),
    Rule("[", "\\["),
    Rule("]", "\\]"),
    Rule("word", "[A-Za-z]++"),
    Rule(",", ","),
    Rule("colon", ":"),
    Rule("sign", "[+=*#_.&-]"),
    Rule("digits", "[0-9]++"),
    Rule(None, f"{BLANK}++"),
    Rule("semicolon", ";"),
    Rule("end", "\\Z"),
)
_START = "start"
_STATES = {
    _START: State((*_COMMENTS, *_WORDS, *_PLOTS, *_REST), re.IGNORECASE),
    "axis": State(
        (
            *(*_COMMENTS, _LINE_END, *_WORDS, Rule("[", "\\[", 0, "categories"), Rule("-->", "-->")),
            *(*_PLOTS, _NUMBER, *_REST),
        ),
        re.IGNORECASE,
    ),
    "categories": State((*_COMMENTS, *_WORDS, *_PLOTS, _CLOSING, *_REST), re.IGNORECASE),
    "plot": State((*_COMMENTS, _LINE_END, *_WORDS, *_PLOTS, Rule("[", "\\[", 0, "points"), *_REST), re.IGNORECASE),
    "points": State((*_COMMENTS, *_WORDS, *_PLOTS, _NUMBER, _CLOSING, *_REST), re.IGNORECASE),
    "text": State((Rule(None, '"', 1), Rule("quoted", '[^"]*+'))),
    **ACCESSIBLE_STATES,
}


def xychart_tokens(text: str, start: int) -> Tokens:
    """Split an XY chart from its header word on into tokens; linear in the text's length."""
    return tokenize(text, start, _STATES, _START)
