"""What the grammars share whose originals Mermaid writes in langium: tokens, title lines, and words for faults."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault, Site, line_around, round_quote, shortened
from speclint.mermaid.lexing import BLANK, DARK, END, STRANGE, Rule, State, Unexpected, Walk, tokenize
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_REST = "(?:(?!%%)[^\\n\\r])*+"
DESCRIPTION = Rule("accDescr", f"[ \\t]*accDescr(?:[ \\t]*:{_REST}|{BLANK}*\\{{[^}}]*+\\}})")
_SHORT_DESCRIPTION = Rule("accDescr", f"[ \\t]*accDescr[ \\t]*:{_REST}")
TITLES = (
    DESCRIPTION,
    Rule("accTitle", f"[ \\t]*accTitle[ \\t]*:{_REST}"),
    Rule("title", f"[ \\t]*title(?:[ \\t]{_REST})?"),
)
TITLE_KINDS = frozenset({"accDescr", "accTitle", "title"})
TEXT = Rule("text", r'"(?:[^"\\]|\\[^\n\r\u2028\u2029])*+"' + r"|'(?:[^'\\]|\\[^\n\r\u2028\u2029])*+'")
NAME = Rule("name", r"\w++(?:-++\w++)*+")
WHOLE = Rule("whole", r"0|[1-9][0-9]*(?!\.)")
NUMBER = Rule("number", r"(?<![0-9])[0-9]++\.[0-9]+(?!\.)|0|[1-9][0-9]*(?!\.)")
NEWLINE = Rule("newline", "\\n")
BLANKS = Rule(None, "[ \\t]++")
_ENDED = f"(?:\\n|(?!{DARK}))"
FRONT_MATTER = Rule(None, f"---[ \\t]*\\n(?:[\\s\\S]*?\\n)?---{_ENDED}")
_DIRECTIVE = Rule(None, f"[ \\t]*%%\\{{[\\s\\S]*?\\}}%%{_ENDED}")
COMMENTS = (FRONT_MATTER, _DIRECTIVE, Rule(None, "[ \\t]*%%[^\\n\\r]*+"))
HIDDEN = (BLANKS, *COMMENTS)

_FAR = regex(r"---|%%\{|accDescr")
# More openings than anyone writes, each of which may look as far as the end of the text; more faults than anyone reads.
_MOST = 20
_ACCESSIBILITY = regex(r"\s*(accTitle|accDescr)\b\s*(\{?)(?!\s*:)")
_NATURE = {"accDescr": "accDescr", "accTitle": "accTitle", "title": "the title", "newline": "the end of the line"}
_CURLY = str.maketrans("\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b", "\"\"\"\"''''")


def keyword(word: str) -> Rule:
    """Return the rule of a keyword that is none where it begins a longer name."""
    return Rule(word, re.escape(word) + r"(?!-*+\w)")


def signs(*words: str) -> tuple[Rule, ...]:
    """Return the rules of words that count wherever they stand."""
    return tuple(Rule(word, re.escape(word)) for word in words)


def alone(word: str, kind: str | None = None) -> Rule:
    """Return the rule of a keyword that ends at a blank or a comment; its kind is the word if it has no other."""
    return Rule(kind or word, f"{re.escape(word)}(?=%%|{BLANK}|\\Z)")


class Lexer:
    """A language's rules in order, of which those that look far ahead are left out where nothing calls for them.

    Args:
        rules: The rules; as in langium, the first that matches wins.
    """

    def __init__(self, *rules: Rule) -> None:
        near = [_SHORT_DESCRIPTION if rule is DESCRIPTION else rule for rule in rules]
        far = (FRONT_MATTER, _DIRECTIVE)
        self._near = {"": State([rule for rule in near if rule not in far])}
        self._far = {"": State(rules)}

    def tokens(self, text: str, start: int) -> Tokens:
        """Split a text into tokens; those of its blanks and comments are left out."""
        far = "---" in text or "%%{" in text or "accDescr" in text
        if far:
            far = sum(1 for _ in _FAR.finditer(text, start)) <= _MOST
        return tokenize(text, start, self._far if far else self._near, "")


class Parser(Walk):
    """A walk over a language's tokens; each grammar's own has a `document`."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__(tokens)
        self.faults: list[Fault] = []

    @abstractmethod
    def document(self) -> None:
        """Read all tokens or raise `Unexpected`; what is against the diagram's sense goes to `faults`."""

    def parts(self, span: Callable[[int, int], tuple[int, int]]) -> dict[str, Any]:
        """Return no fields: a `Diagram` has none for these types."""
        return {}

    def take(self, kind: str) -> bool:
        """Step over the next token if it is of a kind, and tell whether it was."""
        taken = self.kinds[self.i] == kind
        self.i += taken
        return taken

    def newlines(self) -> None:
        """Step over line ends."""
        while self.kinds[self.i] == "newline":
            self.i += 1

    def line_end(self, wanted: str = "line end") -> None:
        """Step over one or more line ends, or stay at the end of the text, or raise `Unexpected`."""
        if self.kinds[self.i] == "newline":
            self.newlines()
        elif self.kinds[self.i] != END:
            raise Unexpected(self.i, wanted)

    def titled(self) -> None:
        """Step over a title or an accessibility line, and its end."""
        self.i += 1
        self.line_end("title end")

    def statements(self) -> Iterator[str]:
        """Yield the kind of each statement's first token, where the walk stands; line ends and titles are no such."""
        kinds = self.kinds
        while kinds[self.i] != END:
            kind = kinds[self.i]
            if kind == "newline":
                self.i += 1
            elif kind in TITLE_KINDS:
                self.titled()
            else:
                yield kind

    def value(self, index: int) -> str:
        """Return the text of a token."""
        return self.tokens.value(index)

    @property
    def full(self) -> bool:
        """Whether no more faults are noted; each costs a reading of the text, to see whether its fix mends it."""
        return len(self.faults) >= _MOST

    def fault(
        self, index: int, message: str, advice: str | None = None, fix: tuple[int, int, str] | None = None
    ) -> None:
        """Note a fault against the diagram's sense at a token, unless there are many."""
        if self.full:
            return
        start, end = self.starts[index], self.ends[index]
        self.faults.append(Fault(start, min(end, line_around(self.tokens.text, start)[1]), message, advice, fix))


def read_with(
    cleaned: Cleaned,
    lexer: Lexer,
    parser: Callable[[Tokens], Parser],
    explain: Callable[[Site], Fault | None],
) -> Parser:
    """Read a cleaned text.

    Args:
        cleaned: The text.
        lexer: The language's rules.
        parser: Makes the language's parser.
        explain: Names the cause of a syntax error in the language's own words, or returns None.

    Returns:
        The parser with the faults; never raises.
    """
    tokens = lexer.tokens(cleaned.text, cleaned.start)
    reading = parser(tokens)
    try:
        reading.document()
    except Unexpected as unexpected:
        site = Site(cleaned, tokens, unexpected)
        fault = None if site.long else _lexical(site) or explain(site)
        reading.faults = [fault or unexplained(site)]
    return reading


def unexplained(site: Site) -> Fault:
    """Say what cannot stand where it stands."""
    kind = site.kind
    shown = "the end of the text" if kind == END else _NATURE.get(kind) or shortened(site.tokens.value(site.index))
    if kind == STRANGE:
        shown = site.word or "this character"
    advice = f"a {site.wanted} is expected here" if site.wanted != "token" else None
    return site.here(f"{shown} cannot stand here", advice)


def _lexical(site: Site) -> Fault | None:
    return curly_quotes(site) or slashes(site) or accessibility(site) or unclosed_text(site)


def accessibility(site: Site) -> Fault | None:
    """Explain an accTitle or accDescr that is no whole line of its kind."""
    found = _ACCESSIBILITY.match(site.line)
    if found is None or site.start > site.line_start + found.end() + 1 or site.kind in TITLE_KINDS:
        return None
    word, brace = found.group(1), found.group(2)
    start, end = site.line_start + found.start(1), site.line_start + found.end(1)
    if brace and word == "accDescr":
        stop = site.line_start + len(site.line.rstrip())
        return Fault(start, end, "the { of accDescr is not closed", "close it with }", (stop, stop, " }"), False)
    return Fault(start, end, f"{word} has no colon", "write one behind it", (end, end, ":"))


def curly_quotes(site: Site) -> Fault | None:
    """Explain quotes that a word processor has made round."""
    return round_quote(site, _CURLY)


def slashes(site: Site) -> Fault | None:
    """Explain a line that is marked as a comment in another language's way."""
    lead = len(site.line) - len(site.line.lstrip())
    mark = re.match(r"//+|#+(?= |$)|--(?= )", site.line.lstrip())
    if mark is None or site.kind == END:
        return None
    start = site.line_start + lead
    end = start + mark.end()
    return Fault(start, end, f"a comment is marked with {mark.group()}", "mark it with %%", (start, end, "%%"))


def unclosed_text(site: Site) -> Fault | None:
    """Explain a quoted text that is not closed on its line."""
    for start, sign in _openings(site):
        end = line_around(site.text, start)[1]
        if site.text.count("\n", start, site.start) > 1:
            continue
        line = site.text[start:end].rstrip()
        cut = re.search(r"\s*(?:[\]})]|:\s*[\d.]+\s*$|:::|,|%%)[^\"']*$", line[1:])
        stop = start + 1 + (cut.start() if cut and cut.start() else len(line) - 1)
        fix = (stop, stop, sign)
        return Fault(start, stop, f"the text {shortened(line, 30)} is not closed", f"close it with {sign}", fix, False)
    return None


def _openings(site: Site) -> Iterator[tuple[int, str]]:
    """Yield the quotes before an error that may be open: of texts that run on over a line's end, or stand alone."""
    for index in range(site.index, max(site.index - 4, -1), -1):
        start = site.tokens.starts[index]
        sign = site.text[start : start + 1]
        if sign in ('"', "'") and (site.tokens.kinds[index] == STRANGE or "\n" in site.tokens.value(index)):
            yield start, sign


def misspelt(word: str, words: list[str]) -> str | None:
    """Return the one of some words that a word most resembles, or None."""
    from difflib import get_close_matches

    folded = {each.lower(): each for each in words[:500]}
    close = get_close_matches(word.lower(), list(folded), 1, 0.7)
    found = folded[close[0]] if close else None
    return found if found != word else None
