"""The grammar of `sankey`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.mermaid.faults import (
    Fault,
    FaultsOnly,
    Site,
    first,
    other_header,
    out_of_place,
    shortened,
    syntax_faults,
)
from speclint.mermaid.lexing import END, Rule, State, Unexpected, Walk, tokenize

if TYPE_CHECKING:
    from speclint.mermaid.cleaning import Cleaned

# A field is of printable ASCII characters; an empty match stands before any other character.
_FIELD = Rule("field", "[ !#-+\\--~]*+")
_MARKS = (
    Rule("eof", "\\Z"),
    Rule("newline", "\\n++"),
    Rule("comma", ","),
    Rule("quote", '"', 0, "quoted"),
)
_STATES = {
    "start": State((Rule("header", r"sankey(?:-beta)?\b", 0, "rows"), *_MARKS, _FIELD), re.IGNORECASE),
    "rows": State((*_MARKS, _FIELD)),
    "quoted": State((Rule("quote", '"(?!")', 1), Rule("text", '(?:[ !#-~\\r\\n]|"")*+'))),
}
# What JavaScript trims.
_BLANKS = " \t\n\r\f\v\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))
_FORM = "write source,target,value"


def read(cleaned: Cleaned) -> FaultsOnly:
    """Read a Sankey diagram; what cannot be read ends it, as in Mermaid."""
    # Mermaid cuts off the blanks at the end before it parses this type.
    tokens = tokenize(cleaned.text.rstrip(_BLANKS), cleaned.start, _STATES, "start")
    return FaultsOnly(syntax_faults(cleaned, tokens, _Parser(tokens).document, _explain))


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def document(self) -> None:
        self.one("header", "header")
        self.one("newline", "header end")
        while True:
            self._field()
            for _ in range(2):
                self.one("comma", "comma")
                self._field()
            if self.kinds[self.i] != "newline":
                break
            self.i += 1
        self.one("eof", "row end")
        self.one(END, "row end")

    def _field(self) -> None:
        if self.kinds[self.i] == "quote":
            opener = self.i
            self.i += 1
            for kind, wanted in (("text", "quoted text"), ("quote", "closing quote")):
                if self.kinds[self.i] != kind:
                    raise Unexpected(self.i, wanted, opener)
                self.i += 1
        else:
            self.one("field", "field")


def _explain(site: Site) -> Fault:
    fault = None if site.long else first(site, _header, _header_end, _foreign, _marked, _quoted, _row)
    return fault or out_of_place(site, _FORM)


def _header(site: Site) -> Fault | None:
    return other_header(site, "sankey", 14)


def _header_end(site: Site) -> Fault | None:
    if site.wanted != "header end":
        return None
    end = site.tokens.ends[0]
    if site.kind in ("eof", END) and not site.text[end:].strip():
        return site.here("the diagram holds no row", f"{_FORM} below the header")
    rest = site.text[end : site.line_end]
    if rest.strip():
        return site.here("text stands behind the header", "put it on the next line")
    message = "blanks stand behind the header"
    return Fault(end, end + len(rest), message, "remove them", (end, end + len(rest), ""))


def _foreign(site: Site) -> Fault | None:
    """Explain a character that no field may hold."""
    index, tokens = site.index, site.tokens
    if site.kind == END and index:
        index -= 1
    place = tokens.starts[index]
    if tokens.kinds[index] not in ("field", "text") or tokens.ends[index] > place:
        return None
    sign = site.text[place : place + 1]
    if not sign or sign == "\n" or " " <= sign <= "~":
        return None
    if sign == "\t":
        return Fault(place, place + 1, "a tab stands in a field", "write a space for it", (place, place + 1, " "))
    if sign == "\ufb02":
        return Fault(
            place, place + 1, "an entity code stands in a field", "write the plain character, or a word for it"
        )
    from unicodedata import normalize

    plain = normalize("NFKD", sign).encode("ascii", "ignore").decode()
    fix = (place, place + 1, plain) if plain.isalnum() else None
    message = f"the character {sign} stands in a field, which holds ASCII only"
    return Fault(place, place + 1, message, "write it in ASCII", fix, sure=False)


def _marked(site: Site) -> Fault | None:
    """Explain a comment that is marked with //, and a line of blanks."""
    if site.wanted not in ("comma", "field"):
        return None
    slashes = site.slashes()
    if slashes is not None:
        return slashes
    value = site.tokens.value(site.index - 1)
    if site.before() == "field" and value and not value.strip() and site.kind == "newline":
        start = site.tokens.starts[site.index - 1]
        end = site.tokens.ends[site.index - 1]
        return site.at(start, end, "the blank line holds blanks", "remove them", (start - 1, end + 1, "\n"))
    return None


def _quoted(site: Site) -> Fault | None:
    if site.wanted == "quoted text" and site.kind == "quote":
        return site.here("the quotes hold no text", "write a name between them")
    if site.wanted in ("closing quote", "quoted text"):
        opened = site.tokens.starts[site.opened or 0]
        return site.at(opened, opened + 1, "the quote is not closed", 'write "source",target,value')
    if site.kind == "quote" and site.before() == "field":
        start = site.tokens.starts[site.index - 1]
        end = site.line_end if "," not in site.rest else site.start + site.rest.index(",")
        text = site.text[start:end].strip().replace('"', '""')
        fix = (start, end, f'"{text}"')
        return site.here("a quote stands inside a field", "quote the field and double the quote", fix)
    if site.before() == "quote" and site.kind == "field":
        blanks = site.tokens.value(site.index)
        if not blanks.strip():
            fix = (site.tokens.starts[site.index], site.tokens.ends[site.index], "")
            return site.here("a blank stands behind the quote", "remove it", fix)
        return site.here(f"{shortened(site.word)} stands behind the quote", "close the quote behind it")
    return None


def _row(site: Site) -> Fault | None:
    """Explain a row that has not three fields."""
    fields = 1
    index = site.index - 1
    while index >= 0 and site.tokens.kinds[index] not in ("newline", "header"):
        fields += site.tokens.kinds[index] == "comma"
        index -= 1
    if site.wanted == "field":
        name = ("source", "target", "value")[min(fields, 3) - 1]
        return site.here(f"the row has no {name}", _FORM)
    if site.wanted == "comma":
        what = "one field" if fields == 1 else f"{fields} fields"
        start = site.tokens.starts[index + 1]
        end = max(site.start, start)
        return site.at(start, end, f"the row has {what} and not three", _FORM)
    if site.kind == "comma":
        return site.here("the row has more than three fields", "quote a name with a comma, and write 1000 for 1,000")
    return None
