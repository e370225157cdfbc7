"""The tokens of a sequence diagram, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re

from speclint.mermaid.lexing import BLANK, INLINE, Rule, State, Tokens, tokenize

_START = "start"
_S = f"{BLANK}*+"
_GAP = f"[{INLINE}\\r\\u2028\\u2029]"
_NAME = f"[^{INLINE}\\n\\r\\u2028\\u2029<>:,;@]"
_NAMES = "[^<>:\\n,;@]"
_NO_ARROW = r"(?!-x|--|-\)|-\|\\|-\\|-/|-\|/|/\|-|\\\|-|//-|\\\\-|\(\))"
_ACTOR = rf"[^/\\+()<>\-:\n,;]++(?:{_NO_ARROW}-*+[^+<>\-:\n,;]++)*+"
_ARROW = r"->>|<<->>|-->>|<<-->>|-->|->|--x|-x|--\)|-\)|--?\|[\\/]|--?\\\\|--?//|[\\/]\|--?|//--?|\\\\--?"
_BLOCKS = ("loop", "rect", "opt", "alt", "else", "par", "par_over", "and", "critical", "option", "break")
_OF_LINKS = f"(?=[ \\t]++[^/\\\\+()<>:,;\\-{INLINE}\\n\\r\\u2028\\u2029])"


def _word(kind: str, enter: str | None = None) -> Rule:
    return Rule(kind, rf"{kind}\b", 0, enter)


_RULES = (
    Rule("NEWLINE", "\\n++"),
    Rule(None, f"{BLANK}++"),
    Rule(None, "#[^\\n]*"),
    Rule(None, "%(?!\\{)[^\\n]*"),
    Rule(None, "[^}]%%[^\\n]*"),
    Rule("NUM", "(?:[0-9]+(?:\\.[0-9]{1,2})?|\\.[0-9]{1,2})(?=[ \\n])"),
    _word("box", "line"),
    _word("participant", "id"),
    _word("actor", "id"),
    _word("create"),
    _word("destroy", "id"),
    *(_word(word, "line") for word in _BLOCKS),
    _word("end"),
    _word("left of"),
    _word("right of"),
    *(Rule(word, word + _OF_LINKS) for word in ("links", "link", "properties", "details")),
    _word("over"),
    _word("note"),
    _word("activate", "id"),
    _word("deactivate", "id"),
    Rule("title", f"title:?{BLANK}[^#\\n;]+"),
    Rule("acc_title", f"accTitle{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}:{_S}[^\\n]*"),
    Rule("acc_descr", f"accDescr{_S}\\{{{_S}[^}}]++\\}}?"),
    Rule(None, f"accDescr{_S}\\{{{_S}\\}}?"),
    _word("sequenceDiagram"),
    _word("autonumber"),
    _word("off"),
    Rule(",", ","),
    Rule("NEWLINE", ";"),
    Rule("ACTOR", _ACTOR),
    Rule("ARROW", _ARROW),
    Rule("TXT", ":[^#\\n;]*"),
    Rule("+", "\\+"),
    Rule("-", "-"),
    Rule("()", "\\(\\)"),
    Rule("NEWLINE", "\\Z"),
    Rule("INVALID", "."),
)
_STATES = {
    _START: State(_RULES, re.IGNORECASE),
    "id": State(
        (
            Rule(None, f"{_GAP}++"),
            Rule(None, "#[^\\n]*"),
            Rule("@{", "@\\{", 0, "config"),
            Rule("ACTOR", f"{_NAME}+(?={_S}@\\{{)"),
            Rule("ACTOR", f"{_NAME}++(?={BLANK}++as{BLANK})", 0, "alias"),
            Rule("ACTOR", f"{_NAMES}++(?=[\\n;]|\\Z)", 1),
            Rule("ACTOR", f"{_NAMES}+(?=#)", 1),
            Rule("INVALID", "[^\\n]+", 1),
        ),
        re.IGNORECASE,
    ),
    "alias": State(
        (Rule(None, f"{_GAP}++"), Rule(None, "#[^\\n]*"), Rule("as", r"as\b", 2, "line"), Rule("NEWLINE", "", 2)),
        re.IGNORECASE,
    ),
    "line": State((Rule(None, f"{_GAP}++"), Rule(None, "#[^\\n]*"), Rule("rest", "[^#\\n;]*", 1)), re.IGNORECASE),
    "config": State(
        (
            Rule("config", "[^}]++"),
            Rule("}", f"\\}}(?={BLANK}++as{BLANK})", 1, "alias"),
            Rule("}", "\\}", 2),
        ),
        re.IGNORECASE,
    ),
}


def sequence_tokens(text: str, start: int) -> Tokens:
    """Split a sequence diagram from its header word on into tokens; linear in the text's length."""
    return tokenize(text, start, _STATES, _START)
