"""The tokens of a C4 diagram, state by state as Mermaid's lexer has them."""

from __future__ import annotations

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES
from speclint.mermaid.lexing import BLANK, Ahead, Rule, State, Tokens, Zone, tokenize
from speclint.regex import regex

_START = "start"
_ELEMENTS = r"Person(?:_Ext)?|(?:System|Container|Component)(?:Db|Queue)?(?:_Ext)?"
_RELATIONS = r"Rel(?:Index|_(?:Up?|D(?:own)?|L(?:eft)?|R(?:ight)?|Back))?|BiRel"
_UPDATES = r"Update(?:ElementStyle|RelStyle|LayoutConfig)"
_BOXES = r"(?:(?:Enterprise|System|Container)_)?Boundary|Deployment_Node|Node(?:_[LR])?"

_STATES = {
    _START: State(
        (
            Rule("title", f"(?:title|accDescription){BLANK}[^#\\n;]++"),
            *ACCESSIBLE,
            Rule(None, "%%[^\\n]*+\\n*+"),
            Rule("newline", f"{BLANK}*\\n"),
            Rule(None, f"{BLANK}++"),
            Rule("header", r"C4(?:Context|Container|Component|Dynamic|Deployment)\b"),
            Rule("element", rf"(?:{_ELEMENTS}|{_RELATIONS}|{_UPDATES})\b", 0, "call"),
            Rule("box", rf"(?:{_BOXES})\b", 0, "call"),
            Rule("{", "\\{"),
            Rule("}", "\\}"),
            Rule("end", "\\Z"),
        )
    ),
    "call": State(
        (
            Rule("argument", "\\( *,", 0, "arguments"),
            Rule(None, "\\(", 0, "arguments"),
            Rule(None, "\\)", 2),
        )
    ),
    # Whatever begins without a quote runs on to the next comma, over brackets and line ends.
    "arguments": State(
        (
            Rule(None, "\\)", 2),
            Rule("argument", ",,"),
            Rule(None, ","),
            Rule("argument", ' *""'),
            Rule(None, ' *"', 0, "text"),
            Rule(None, " *\\$", 0, "key"),
            Rule("argument", "[^,]++"),
        )
    ),
    "text": State((Rule(None, '"', 1), Rule("argument", '[^"]*+'))),
    "key": State((Rule("key", "[^=]*+", 0, "equals"),)),
    "equals": State((Rule(None, '= *"', 1, "value"),)),
    "value": State((Rule("value", '[^"]++'), Rule(None, '"', 2))),
    **ACCESSIBLE_STATES,
}
_DIRECTION = regex(f"direction{BLANK}+(?:TB|BT|RL|LR)[^\\n]*+")
_NOTHING_BEFORE = State((Rule(None, "(?!)"),))


def c4_tokens(text: str, start: int) -> Tokens:
    """Split a C4 diagram from its header word on into tokens; linear in the text's length."""
    zones = [
        Zone(max(text.rfind("\n", 0, found.start()) + 1, start), found.start(), "direction", found.end())
        for found in _DIRECTION.finditer(text, start)
    ]
    return tokenize(text, start, _STATES, _START, Ahead(zones, _NOTHING_BEFORE, _START) if zones else None)
