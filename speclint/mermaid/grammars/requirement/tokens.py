"""The tokens of a requirement diagram, state by state as Mermaid's lexer has them."""

import re

from speclint.mermaid.accessibility import ACCESSIBLE, ACCESSIBLE_STATES
from speclint.mermaid.lexing import BLANK, Ahead, Rule, State, Tokens, Zone, tokenize
from speclint.regex import regex

REQUIREMENTS = (
    *("requirement", "functionalRequirement", "interfaceRequirement", "performanceRequirement"),
    *("physicalRequirement", "designConstraint"),
)
FIELDS = ("id", "text", "risk", "verifyMethod")
ELEMENT_FIELDS = ("type", "docref")
RISKS = ("low", "medium", "high")
METHODS = ("analysis", "demonstration", "inspection", "test")
RELATIONS = ("contains", "copies", "derives", "satisfies", "verifies", "refines", "traces")

_START = "start"
_FIRST = (Rule("title", f"title{BLANK}[^#\\n;]++"), *ACCESSIBLE)


def _words(words: tuple[str, ...]) -> list[Rule]:
    return [Rule(word, rf"{word}\b") for word in words]


_RULES = (
    *_FIRST,
    Rule("newline", "\\n++"),
    # Blanks at the end of a line take the line's end with them.
    Rule(None, f"{BLANK}++"),
    Rule(None, "[#%][^\\n]*"),
    Rule("eof", "\\Z"),
    Rule("header", r"requirementDiagram\b"),
    Rule("{", "\\{"),
    Rule("}", "\\}"),
    Rule(":::", ":::"),
    Rule(":", ":"),
    *_words((*FIELDS, *REQUIREMENTS, *RISKS, *METHODS, "element", *RELATIONS, *ELEMENT_FIELDS)),
    *(Rule(word, rf"{word}\b", 0, "style") for word in ("style", "classDef", "class")),
    Rule("<-", "<-"),
    Rule("->", "->"),
    Rule("-", "-"),
    Rule(None, '"', 0, "string"),
    Rule("plain", "\\w[^:,\\r\\n{<>\\-=]*+"),
    Rule(",", ","),
)
_STATES = {
    _START: State(_RULES, re.IGNORECASE),
    **ACCESSIBLE_STATES,
    "string": State((Rule(None, '"', 1), Rule("quoted", '[^"]*+'))),
    "style": State(
        (
            Rule("word", "\\w++"),
            Rule("sign", "[:;\\-#]"),
            Rule(None, " ++"),
            Rule(None, '"', 0, "string"),
            Rule(None, "\\n", 1),
            Rule(",", ","),
        )
    ),
}
_BEFORE_DIRECTION = State(_FIRST, re.IGNORECASE)
_DIRECTION = regex(f"direction{BLANK}+(?:TB|BT|RL|LR)[^\\n]*", re.IGNORECASE)


def requirement_tokens(text: str, start: int) -> Tokens:
    """Split a requirement diagram from its header word on into tokens; linear in the text's length."""
    # A line that says a direction anywhere is a direction from the next token on.
    zones = [
        Zone(max(text.rfind("\n", 0, found.start()) + 1, start), found.start(), "direction", found.end())
        for found in _DIRECTION.finditer(text, start)
    ]
    return tokenize(text, start, _STATES, _START, Ahead(zones, _BEFORE_DIRECTION, _START) if zones else None)
