"""The tokens of a block diagram, state by state as Mermaid's lexer has them."""

from speclint.mermaid.lexing import BLANK, INLINE, Rule, State, Tokens, tokenize

_S = f"{BLANK}*+"
_ID = f"[^{INLINE}\\n\\r\\u2028\\u2029()\\[{{}}<>:=\\-]++"
_IDS = f"\\w++(?:,{_S}\\w++)*+"
_QUOTES = (Rule(None, '"`', 0, "markdown"), Rule(None, '"', 0, "string"))
_START = "start"
_RULES = (
    Rule("block", r"block-beta\b"),
    Rule("block:", "block:"),
    Rule("block", r"block\b"),
    Rule(None, f"{BLANK}++"),
    Rule("columns", rf"columns{BLANK}++(?:auto\b|[0-9]++)"),
    *_QUOTES,
    Rule("space", r"space(?::[0-9]++|\b)"),
    Rule("reserved", r"(?:default|linkStyle|interpolate)\b"),
    Rule("classDef", f"classDef{BLANK}++", 0, "class definition"),
    Rule("class", f"class{BLANK}++", 0, "class"),
    Rule("style", f"style{BLANK}++", 0, "style"),
    Rule("accessibility", f"acc(?:Title|Descr){_S}:"),
    Rule(None, f"accDescr{_S}\\{{{_S}", 0, "braces"),
    Rule("end", r"end\b"),
    Rule("open", r"-\)|\(-|\)\)?|\({2,3}|\(\[?|\{\{?|>|\[[\[|(\\/]?", 0, "node"),
    Rule("<[", r"<\[", 0, "arrow"),
    Rule("id", _ID),
    Rule("eof", "\\Z"),
    Rule("link", r"<?(?:--+[\-xo>]|==+[=xo>]|-?\.+-[xo>]?)"),
    Rule("half link", f"<?(?:--|==|-\\.){_S}", 0, "link label"),
    Rule("size", ":[0-9]++"),
)
_STATES = {
    _START: State(_RULES),
    "string": State((Rule(None, '"', 1), Rule("text", '[^"]*+'))),
    "markdown": State((Rule("markdown", '[^`"]++'), Rule(None, '`"', 1))),
    "node": State(
        (Rule("close", r"\({3}|\){2,3}|\}\}?|\(-|-\)|\(\(?|\][\])>]?|[\\/]\]|\)\]?", 1), *_QUOTES),
    ),
    "arrow": State((*_QUOTES, Rule(None, f"\\]>{_S}\\(", 0, "directions"))),
    "directions": State(
        (
            Rule("direction", f",?{_S}(?:right|left|x|y|up|down){_S}"),
            Rule("arrow end", "\\)", 2),
        )
    ),
    "link label": State(
        (
            _QUOTES[0],
            Rule("label", '"', 0, "string"),
            Rule("link", rf"{_S}[xo<]?(?:--+[\-xo>]|==+[=xo>]|-?\.+-[xo>]?)", 1),
        )
    ),
    "class definition": State(
        (Rule("reserved", f"DEFAULT{BLANK}++", 1), Rule("class id", f"\\w++{BLANK}++", 1, "line"))
    ),
    "class": State((Rule("ids", _IDS, 1, "line"),)),
    "style": State((Rule("ids", _IDS, 1, "line"),)),
    "line": State((Rule("rest", "[^\\n]*+", 1),)),
    "braces": State((Rule(None, "\\}", 1), Rule("accessibility", "[^}]*+"))),
}


def block_tokens(text: str, start: int) -> Tokens:
    """Split a block diagram from its header word on into tokens; linear in the text's length."""
    return tokenize(text, start, _STATES, _START)
