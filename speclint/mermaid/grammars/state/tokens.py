"""The tokens of a state diagram, state by state as Mermaid's lexer has them."""

from __future__ import annotations

import re
from bisect import bisect_left

from speclint.mermaid.lexing import BLANK, DARK, END, INLINE, STRANGE, Rule, State, Tokens, has_rare_blanks
from speclint.regex import regex

_START = "start"
_S = f"{BLANK}*+"
_GAP = f"[{INLINE}\\r\\u2028\\u2029]"
_BLANKS = Rule(None, f"{BLANK}++")
_GAPS = Rule(None, f"{_GAP}++")
_REMARKS = (Rule(None, "#[^\\n]*+"), Rule(None, "%%(?!\\{)[^\\n]*+"))
_CLASSES = (
    Rule("classDef", f"classDef{BLANK}++", 0, "style name"),
    Rule("class", f"class{BLANK}++", 0, "class names"),
    Rule("style", f"style{BLANK}++", 0, "style names"),
)
_STATE = Rule(None, f"state{BLANK}++", 0, "state")
_NOTE = Rule("note", f"note{BLANK}++", 0, "note")
_WORDS = (
    Rule("[*]", "\\[\\*\\]"),
    # A name ends before a remark, and one that begins with a mark of a remark is none.
    Rule(None, f"%%(?:(?![:\\-{{]){DARK})*+"),
    Rule("ID", f"(?:(?![:\\-{{%]){DARK}|%(?!%))++"),
    Rule("DESCR", ":(?:[^:\\n;]|:[^:\\n;])++"),
    Rule("-->", "-->"),
)
_FIRST = (
    Rule("click", r"click\b"),
    Rule("href", r"href\b"),
    Rule("STRING", '"[^"]*"'),
    Rule("default", r"default\b"),
)
_REST = (
    Rule("NL", "\\n++"),
    _BLANKS,
    *_REMARKS,
    Rule("scale", f"scale{BLANK}++", 0, "scale"),
    Rule("acc_title", f"accTitle{_S}:{_S}", 0, "line"),
    Rule("acc_descr", f"accDescr{_S}:{_S}", 0, "line"),
    Rule(None, f"accDescr{_S}\\{{{_S}", 0, "description"),
    *_CLASSES,
    _STATE,
    Rule("{", "\\{", 1, "block"),
    _NOTE,
    Rule("stateDiagram", f"stateDiagram(?:-v2)?{BLANK}++"),
    Rule("hide", r"hide empty description\b"),
    *_WORDS,
    Rule(":::", ":::"),
    Rule("NL", "\\Z"),
    Rule("INVALID", "."),
)
_BEFORE_BLOCK = (_GAPS, *_REMARKS, *_CLASSES, _STATE)
_BEFORE_STATE = (_GAPS, *_REMARKS)
_I = re.IGNORECASE
_STATES = {
    _START: State((*_FIRST, *_REST), _I),
    "block": State(
        (*_BEFORE_BLOCK, Rule("}", "\\}", 1), Rule(None, "\\n"), _NOTE, *_WORDS, Rule("--", "--"), Rule(":::", ":::")),
        _I,
    ),
    "state": State(
        (
            *_BEFORE_STATE,
            Rule(None, '"', 0, "state text"),
            Rule("as", f"{_S}as{BLANK}++", 0, "state id"),
            Rule("STATE", f"(?:(?!\\{{){DARK})++"),
            Rule(None, "\\n", 1),
            Rule("{", "\\{", 1, "block"),
        ),
        _I,
    ),
    "state text": State((Rule(None, '"', 1), Rule("TEXT", '[^"]*+'))),
    "state id": State((Rule(None, "%%[^\\n{]*+"), Rule("ID", "(?:[^%\\n{]|%(?!%))*+", 1))),
    "scale": State((Rule("width", "[0-9]++"), Rule(None, f"{BLANK}++width\\b", 1)), _I),
    "line": State((Rule("text", "[^\\n]*+", 1),)),
    "description": State((Rule(None, "\\}", 1), Rule("description", "[^}]*+"))),
    "style name": State(
        (Rule("default", f"default{BLANK}++", 1, "styles"), Rule("style name", f"\\w++{BLANK}++", 1, "styles")), _I
    ),
    "style names": State((Rule("style names", f"[\\w,]++{BLANK}++", 1, "styles"),)),
    "class names": State((Rule("class names", f"\\w++(?:,{_S}\\w++)*+", 1, "styles"),)),
    "styles": State((Rule("styles", "[^\\n]*+", 1),)),
    "note": State(
        (
            Rule("place", r"(?:left|right) of\b", 1, "noted"),
            Rule(None, '"', 1, "floating"),
        ),
        _I,
    ),
    "noted": State(
        (
            Rule(None, f"%%(?:(?![:\\-]){DARK})*+"),
            Rule("ID", f"{BLANK}++(?=%%)", 1, "note text"),
            Rule("ID", f"{_S}(?:(?![:\\-%]){DARK}|%(?!%))++", 1, "note text"),
        )
    ),
    "note text": State(
        (Rule("note text", f"{_S}:[^:\\n;]++", 1), Rule("note text", f"[\\s\\S]*?\\n{_GAP}*+end note\\b", 1)), _I
    ),
    "floating": State((Rule("as", f"{_S}as{_S}", 1, "floating id"), Rule(None, '"'), Rule("note text", '[^"]*+')), _I),
    "floating id": State((Rule(None, "%%[^\\n]*+"), Rule("ID", "(?:[^%\\n]|%(?!%))*+", 1))),
}
_BEFORE = {_START: State(_FIRST, _I), "block": State(_BEFORE_BLOCK, _I), "state": State(_BEFORE_STATE, _I)}
_DIRECTION = regex(f"direction{BLANK}+(?:TB|BT|RL|LR)", _I)
_LINE_END = regex("\n")
_KINDS = ("<<fork>>", "<<join>>", "<<choice>>", "[[fork]]", "[[join]]", "[[choice]]")
_KIND = regex(r"<<(?:fork|join|choice)>>|\[\[(?:fork|join|choice)\]\]", _I)
_AS = regex(f"as{BLANK}", _I)
_TWO_WORDS = regex(f"\\w++{BLANK}++\\w++", re.ASCII)


class _Far:
    """What Mermaid's lexer looks for anywhere in the rest of a line, found beforehand so that lexing stays linear."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.brace = start
        self.line_ends = [found.start() for found in _LINE_END.finditer(text, start)]
        self.directions: dict[int, tuple[int, int]] = {}
        if "direction" in text.casefold():
            for found in _DIRECTION.finditer(text, start):
                end = text.find("\n", found.end())
                self.directions[self._line(found.start())] = found.start(), len(text) if end < 0 else end
        self.kinds: dict[int, dict[str, int]] = {}
        if "<<" in text or "[[" in text:
            for found in _KIND.finditer(text, start):
                self.kinds.setdefault(self._line(found.start()), {})[found.group().lower()] = found.end()

    def _line(self, offset: int) -> int:
        return bisect_left(self.line_ends, offset)

    def direction(self, position: int) -> int:
        """Return where a direction ends that begins in the rest of the line, or -1."""
        found = self.directions.get(self._line(position)) if self.directions else None
        return found[1] if found is not None and found[0] >= position else -1

    def kind(self, position: int) -> int:
        """Return where the mark of a fork, a join or a choice ends in the rest of the line, or -1."""
        found = self.kinds.get(self._line(position)) if self.kinds else None
        if found is None:
            return -1
        return next((found[word] for word in _KINDS if found.get(word, -1) - len(word) >= position), -1)

    def two_words(self, position: int) -> int:
        """Return where a state of two words has its brace, on the line of the second, or -1."""
        found = _TWO_WORDS.match(self.text, position)
        if found is None or self.brace < 0:
            return -1
        if self.brace < found.end():
            self.brace = self.text.find("{", found.end())
        number = self._line(found.end())
        last = self.line_ends[number] if number < len(self.line_ends) else len(self.text)
        return self.brace + 1 if 0 <= self.brace < last else -1

    def look(self, state: str, position: int) -> tuple[str, int] | None:
        """Return the kind and the end of the token that such a rule makes in a state, or None."""
        if state != "state":
            end = self.direction(position) if self.directions else -1
            return ("direction", end) if end >= 0 else None
        end = self.kind(position)
        if end >= 0:
            return "kind", end
        if _AS.match(self.text, position) is None and (end := self.two_words(position)) >= 0:
            return "two words", end
        return None


def state_tokens(text: str, start: int) -> Tokens:
    """Split a state diagram from its header word on into tokens; linear in the text's length."""
    tokens = Tokens(text)
    far = _Far(text, start)
    rare = has_rare_blanks(text)
    stack = [_START]
    position, size = start, len(text)
    match, rules = _STATES[_START].matcher(rare), _STATES[_START].rules
    while True:
        name = stack[-1]
        if (name == "state" or far.directions) and name in _BEFORE:
            ahead = far.look(name, position) if _BEFORE[name].matcher(rare)(text, position) is None else None
            if ahead is not None:
                tokens.add(ahead[0], position, ahead[1])
                position = ahead[1]
                if name == "state":
                    stack.pop()
                    match, rules = _STATES[stack[-1]].matcher(rare), _STATES[stack[-1]].rules
                continue
        found = match(text, position)
        if found is None:
            tokens.add(END if position >= size else STRANGE, position, min(position + 1, size))
            return tokens
        kind, _, leave, enter = rules[found.lastindex or 0]
        end = found.end()
        if kind is not None:
            tokens.add(kind, position, end)
        if leave or enter:
            if leave:
                del stack[max(len(stack) - leave, 1) :]
            if enter:
                stack.append(enter)
            match, rules = _STATES[stack[-1]].matcher(rare), _STATES[stack[-1]].rules
        elif position == end:
            tokens.add(END, size, size)
            return tokens
        position = end
