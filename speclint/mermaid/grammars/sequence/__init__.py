"""The grammar of `sequenceDiagram`."""

from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault, Site, syntax_faults
from speclint.mermaid.grammars.sequence.tokens import sequence_tokens
from speclint.mermaid.lexing import Unexpected, Walk
from speclint.mermaid.model import Message, Participant
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.cleaning import Cleaned
    from speclint.mermaid.lexing import Tokens

_NEWLINE = frozenset({"NEWLINE"})
_ACTORS = frozenset({"ACTOR", "link"})
_SECTIONS = {"alt": "else", "par": "and", "par_over": "and", "critical": "option"}
BLOCKS = frozenset({"loop", "rect", "opt", "break", *_SECTIONS})
_PARTICIPANTS = frozenset({"participant", "actor", "destroy"})
_ALONE = frozenset({"NEWLINE", "INVALID", "title", "acc_title", "acc_descr"})


class Event(NamedTuple):
    """What one statement does, in the order in which Mermaid applies it.

    Args:
        kind: participant, create, destroy, message, activate, deactivate, box, end box.
        name: The participant, the message's sender, or the box's title.
        token: The token to report at.
        target: The message's receiver.
        config: The token that holds the participant's `@{…}` content, or -1.
        arrow: The token of the message's arrow, or -1.
        declared: Whether a declaration, not a message or a note, names the participant.
        alias: The alias, or None.
        text: The token of the message's text, or -1.
    """

    kind: str
    name: str
    token: int
    target: str = ""
    config: int = -1
    arrow: int = -1
    declared: bool = False
    alias: str | None = None
    text: int = -1


class SequenceReading:
    """What was read of a sequence diagram.

    Args:
        tokens: The tokens from the header on.
    """

    def __init__(self, tokens: "Tokens") -> None:
        self.tokens = tokens
        self.faults: list[Fault] = []
        self.events: list[Event] = []
        self.guarded = False

    def parts(self, span: "Callable[[int, int], tuple[int, int]]") -> dict[str, Any]:
        """Return the fields of a `Diagram` that a sequence diagram has."""
        participants: dict[str, Participant] = {}
        messages: list[Message] = []
        tokens = self.tokens
        for event in self.events:
            start = tokens.starts[event.token]
            if event.kind in ("participant", "create"):
                known = participants.get(event.name)
                if known is None or (event.declared and not known.declared):
                    kind = tokens.kinds[event.token - 1] if event.declared else "participant"
                    place = span(start, start + len(tokens.value(event.token).rstrip()))
                    participants[event.name] = Participant(event.name, event.alias, kind, event.declared, *place)
            elif event.kind == "message":
                end = tokens.starts[event.text] + len(tokens.value(event.text).rstrip())
                text = tokens.value(event.text)[1:].strip()
                arrow = tokens.value(event.arrow)
                messages.append(Message(event.name, event.target, arrow, text, *span(start, end)))
        return {"participants": tuple(participants.values()), "messages": tuple(messages)}


def read(cleaned: "Cleaned") -> SequenceReading:
    """Read a sequence diagram; what cannot be read ends it, as in Mermaid."""
    tokens = sequence_tokens(cleaned.text, cleaned.start)
    reading = SequenceReading(tokens)
    stopped = syntax_faults(cleaned, tokens, _Parser(reading).document, _explain)
    reading.faults.extend(stopped)
    if not stopped and reading.guarded:
        from speclint.mermaid.grammars.sequence.checks import check

        check(reading)
    return reading


def _explain(site: Site) -> Fault:
    from speclint.mermaid.grammars.sequence.faults import explain

    return explain(site)


class _Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: SequenceReading) -> None:
        super().__init__(reading.tokens)
        self.reading = reading
        self.events = reading.events

    def document(self) -> None:
        kinds = self.kinds
        while kinds[self.i] == "NEWLINE":
            self.i += 1
        if kinds[self.i] != "sequenceDiagram":
            raise Unexpected(self.i, "header")
        self.i += 1
        opened: list[tuple[int, str | None]] = []
        while True:
            kind = kinds[self.i]
            if kind == "ACTOR":
                self._signal()
            elif kind in _ALONE:
                self.i += 1
            elif kind in BLOCKS:
                opened.append((self.i, _SECTIONS.get(kind)))
                self.i += 1
                self.one("rest", "block title")
            elif kind == "end" and opened:
                opened.pop()
                self.i += 1
            elif opened and kind == opened[-1][1]:
                self.i += 1
                self.one("rest", "block title")
            elif kind in _STATEMENTS:
                _STATEMENTS[kind](self)
            elif kind == "$end" and not opened:
                return
            else:
                raise Unexpected(self.i, "statement", opened[-1][0] if opened else None)

    def _name(self, index: int) -> str:
        return self.tokens.value(index).strip()

    def _mention(self, index: int) -> str:
        name = self._name(index)
        self.events.append(Event("participant", name, index))
        return name

    def _newline(self) -> None:
        if self.kinds[self.i] != "NEWLINE":
            raise Unexpected(self.i, "line end")
        self.i += 1

    def _signal(self) -> None:
        """Read a message whose sender is the current token."""
        kinds = self.kinds
        sender = self.i
        self.i += 1
        around = kinds[self.i] == "()"
        if around:
            self.i += 1
        arrow = self.one("ARROW", "arrow")
        sign = kinds[self.i]
        if sign == "()" or (sign in ("+", "-") and not around):
            self.i += 1
        else:
            sign = ""
        receiver = self.any_of(_ACTORS, "receiver")
        text = self.one("TXT", "message text")
        self._newline()
        source, target = self._mention(sender), self._mention(receiver)
        self.events.append(Event("message", source, sender, target, arrow=arrow, text=text))
        if sign == "+":
            self.events.append(Event("activate", target, receiver))
        elif sign == "-":
            self.events.append(Event("deactivate", source, sender, arrow=arrow))
            self.reading.guarded = True

    def read_participant(self, created: bool = False) -> None:
        kinds = self.kinds
        keyword = kinds[self.i]
        self.i += 1
        index = self.any_of(_ACTORS, "participant")
        config, alias = -1, None
        if keyword != "destroy":
            if kinds[self.i] == "@{":
                self.i += 1
                config = self.one("config", "metadata")
                self.one("}", "}")
                self.reading.guarded = True
            if kinds[self.i] == "as":
                self.i += 1
                alias = self._name(self.one("rest", "alias"))
        self._newline()
        name = self._name(index)
        kind = "create" if created else "destroy" if keyword == "destroy" else "participant"
        self.reading.guarded |= kind != "participant"
        self.events.append(Event(kind, name, index, config=config, declared=True, alias=alias))

    def read_create(self) -> None:
        self.i += 1
        if self.kinds[self.i] not in _PARTICIPANTS:
            raise Unexpected(self.i, "participant to create")
        self.read_participant(True)

    def read_box(self) -> None:
        opener = self.i
        self.i += 1
        title = self.one("rest", "block title")
        self.events.append(Event("box", self._name(title), title))
        self.reading.guarded = True
        while self.kinds[self.i] != "end":
            if self.kinds[self.i] == "NEWLINE":
                self.i += 1
            elif self.kinds[self.i] in _PARTICIPANTS:
                self.read_participant()
            else:
                raise Unexpected(self.i, "box content", opener)
        self.events.append(Event("end box", "", self.i))
        self.i += 1

    def read_autonumber(self) -> None:
        self.i += 1
        if self.kinds[self.i] == "off":
            self.i += 1
        elif self.kinds[self.i] == "NUM":
            self.i += 1
            if self.kinds[self.i] == "NUM":
                self.i += 1
        self._newline()

    def read_activate(self) -> None:
        kind = self.kinds[self.i]
        self.i += 1
        index = self.any_of(_ACTORS, "participant")
        self._newline()
        self.events.append(Event(kind, self._name(index), index))
        self.reading.guarded |= kind == "deactivate"

    def read_note(self) -> None:
        note = self.i
        self.i += 1
        place = self.kinds[self.i]
        if place not in ("left of", "right of", "over"):
            raise Unexpected(self.i, "note place")
        self.i += 1
        actors = [self.any_of(_ACTORS, "noted participant")]
        if place == "over" and self.kinds[self.i] == ",":
            self.i += 1
            actors.append(self.any_of(_ACTORS, "noted participant"))
        if self.kinds[self.i] != "TXT":
            raise Unexpected(self.i, "note text", note)
        self.i += 1
        self._newline()
        for index in actors:
            self._mention(index)

    def read_links(self) -> None:
        kind = self.kinds[self.i]
        if kind == "link" and self.kinds[self.i + 1] in ("ARROW", "()"):
            self._signal()
            return
        self.i += 1
        index = self.any_of(_ACTORS, "participant")
        self.one("TXT", "link text")
        self._newline()
        self._mention(index)


_STATEMENTS: "dict[str, Callable[[_Parser], None]]" = {
    "participant": _Parser.read_participant,
    "actor": _Parser.read_participant,
    "destroy": _Parser.read_participant,
    "create": _Parser.read_create,
    "box": _Parser.read_box,
    "autonumber": _Parser.read_autonumber,
    "activate": _Parser.read_activate,
    "deactivate": _Parser.read_activate,
    "note": _Parser.read_note,
    "links": _Parser.read_links,
    "link": _Parser.read_links,
    "properties": _Parser.read_links,
    "details": _Parser.read_links,
}
