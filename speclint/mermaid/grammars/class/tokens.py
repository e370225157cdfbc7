"""The tokens of a class diagram, state by state as Mermaid's lexer has them."""

from __future__ import annotations

from speclint.mermaid.lexing import BLANK, LETTER, Ahead, Rule, State, Tokens, Zone, tokenize
from speclint.regex import regex

_START = "start"
_S = f"{BLANK}*+"
_BREAK = f"{BLANK}*\\n"
_BLANKS = Rule(None, f"{BLANK}++")
_OPEN_END = Rule("open end", "\\Z")
_EDGE = Rule("[*]", "\\[\\*\\]")
_NAMESPACE = Rule("namespace", r"namespace\b", 0, "namespace")
_CLASS = Rule("class", r"class\b", 0, "class")

_QUOTE = Rule(None, '"', 0, "string")
_WORDS = (
    *(Rule(word, rf"{word}\b") for word in ("cssClass", "callback", "link", "click", "note for", "note")),
    Rule("<<", "<<"),
    Rule(">>", ">>"),
    Rule("href", r"href\b"),
)
_TILDE = Rule(None, "~", 0, "generic")
_BACKTICK = Rule(None, "`", 0, "literal")
_SIGNS = (
    Rule("target", r"_(?:self|blank|parent|top)\b"),
    Rule("END", r"<\||\|>|[><*]|o\b|\(\)"),
    Rule("LINE", r"--|\.\."),
    Rule("LABEL", ":[^:\\n;]++"),
    Rule(":::", ":::"),
    Rule("-", "-"),
    Rule(".", "\\."),
    Rule("OTHER", "\\+"),
)
_STYLE_SIGNS = (Rule("COLON", ":"), Rule("COMMA", ","), Rule("#", "#"))
_REST = (
    Rule("%", "%"),
    Rule("ALPHA", r"\w++"),
    Rule("[", "\\["),
    Rule("]", "\\]"),
    Rule("OTHER", r"[=!\"#$&'*,`?\\/]"),
    Rule("LETTER", LETTER),
    Rule("EOF", "\\Z"),
)


def _state(first: tuple[Rule, ...], *own: Rule) -> State:
    """Make a state of its own rules before and behind the quote, and of those that stand in every state."""
    return State((*first, _QUOTE, *own, *_WORDS, _TILDE, _BACKTICK, *_SIGNS, *_REST))


_FIRST = (
    Rule(None, "%%[^\\n]*+\\n*+"),
    Rule("acc_title", f"accTitle{_S}:{_S}", 0, "line"),
    Rule("acc_descr", f"accDescr{_S}:{_S}", 0, "line"),
    Rule(None, f"accDescr{_S}\\{{{_S}", 0, "description"),
    Rule("NEWLINE", _BREAK),
    _BLANKS,
    Rule("classDiagram", r"classDiagram(?:-v2)?\b"),
    _EDGE,
    Rule(None, f"call{BLANK}++", 0, "callback"),
)
_STATES = {
    _START: State(
        (
            *_FIRST,
            _QUOTE,
            Rule("style", r"style\b"),
            Rule("classDef", r"classDef\b"),
            _NAMESPACE,
            _CLASS,
            *_WORDS,
            _TILDE,
            _BACKTICK,
            *_SIGNS,
            *_STYLE_SIGNS,
            *_REST,
        )
    ),
    "namespace": _state(
        (),
        _NAMESPACE,
        Rule("NEWLINE", _BREAK, 1),
        _BLANKS,
        Rule("{", "\\{", 0, "namespace body"),
        Rule(None, "(?=\\})", 1),
    ),
    "namespace body": _state(
        (), _NAMESPACE, Rule("}", "\\}", 1), _OPEN_END, Rule("NEWLINE", _BREAK), _BLANKS, _EDGE, _CLASS
    ),
    "class": _state((), Rule("NEWLINE", _BREAK, 1), _BLANKS, Rule("}", "\\}", 2), Rule("{", "\\{", 0, "class body")),
    "class body": State(
        (
            _QUOTE,
            Rule("}", "\\}", 1),
            _OPEN_END,
            _EDGE,
            Rule("{ inside", "\\{"),
            Rule(None, "\\n"),
            Rule("MEMBER", "[^{}\\n]++"),
        )
    ),
    "line": State((Rule("text", "[^\\n]*+", 1),)),
    "description": State((Rule(None, "\\}", 1), Rule("description", "[^}]*+"))),
    "callback": State((Rule(None, f"\\({_S}\\)", 1), Rule(None, "\\(", 1, "arguments"), Rule("function", "[^(]*+"))),
    "arguments": State((Rule(None, "\\)", 1), Rule("arguments", "[^)]*+"))),
    "string": State((Rule(None, '"', 1), Rule("STR", '[^"]*+'))),
    "generic": State((_QUOTE, *_WORDS, Rule(None, "~", 1), Rule("GENERIC", "[^~]*+"))),
    "literal": State((_QUOTE, *_WORDS, _TILDE, Rule(None, "`", 1), Rule("LITERAL", "[^`]++"), *_SIGNS, *_REST)),
}
_BEFORE_DIRECTION = State((Rule(None, "(?!)"),))
_DIRECTION = regex(f"direction{BLANK}+(?:TB|BT|RL|LR)[^\\n]*")


def class_tokens(text: str, start: int) -> Tokens:
    """Split a class diagram from its header word on into tokens; linear in the text's length."""
    if "direction" not in text:
        return tokenize(text, start, _STATES, _START)
    zones = [
        Zone(max(text.rfind("\n", 0, found.start()) + 1, start), found.start(), "direction", found.end())
        for found in _DIRECTION.finditer(text, start)
    ]
    return tokenize(text, start, _STATES, _START, Ahead(zones, _BEFORE_DIRECTION, _START))
