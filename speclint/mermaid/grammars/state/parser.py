"""The statements of a state diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.lexing import END, Unexpected, Walk

from .reading import StateReading, Step, Use

if TYPE_CHECKING:
    from collections.abc import Callable

_NAMES = frozenset({"ID", "[*]"})
_ALONE = frozenset({"NL", "--", "direction", "hide", "description"})
_PAIRS = {"acc_title": "text", "acc_descr": "text", "scale": "width"}
_STYLES = {"classDef": "style name", "style": "style names", "class": "class names"}
_MARKS = {"f": "fork", "j": "join", "c": "choice"}


class Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: StateReading) -> None:
        super().__init__(reading.tokens)
        self.reading = reading
        self.uses = reading.uses
        self.opened: list[tuple[int, int]] = []

    def document(self) -> None:
        """Read the whole diagram."""
        kinds = self.kinds
        while kinds[self.i] == "NL":
            self.i += 1
        self.one("stateDiagram", "header")
        opened = self.opened
        while True:
            kind = kinds[self.i]
            if kind in _NAMES:
                self._state()
            elif kind in _ALONE:
                self.i += 1
            elif kind in _STATEMENTS:
                _STATEMENTS[kind](self)
            elif kind == "}" and opened:
                _, use = opened.pop()
                self.reading.ends[use] = self.i
                self.i += 1
            elif kind == END and not opened:
                return
            else:
                raise Unexpected(self.i, "statement", opened[-1][0] if opened else None)

    def _use(self, name: str, first: int, kind: str = "state", description: str | None = None) -> int:
        parent = self.opened[-1][1] if self.opened else -1
        self.uses.append(Use(name.strip(), first, self.i - 1, kind, description, parent))
        return len(self.uses) - 1

    def _name(self, wanted: str) -> str:
        """Read a state's name with its style class, and return the name."""
        name = self.tokens.value(self.any_of(_NAMES, wanted)).strip()
        if self.kinds[self.i] == ":::":
            self.i += 1
            self.one("ID", "style class")
        return name

    def _label(self) -> int:
        if self.kinds[self.i] != "DESCR":
            return -1
        self.i += 1
        return self.i - 1

    def _state(self) -> None:
        """Read a state by its name alone, with a description, or with a transition."""
        first = self.i
        name = self._name("state")
        if self.kinds[self.i] == "-->":
            source = self._use(name, first, "start" if name == "[*]" else "state")
            self.i += 1
            first = self.i
            name = self._name("target")
            target = self._use(name, first, "end" if name == "[*]" else "state")
            self.reading.steps.append(Step(source, target, self._label()))
            return
        label = self._label()
        text = self.tokens.value(label)[1:].strip() if label >= 0 else None
        self._use(name, first, "start" if name == "[*]" else "state", text)

    def _block(self, use: int) -> None:
        if self.kinds[self.i] == "{":
            self.opened.append((self.i, use))
            self.uses[use] = self.uses[use]._replace(block=True)
            self.i += 1

    def read_declared(self) -> None:
        """Read a state behind its keyword."""
        self.i += 1
        self._block(self._use(self.tokens.value(self.i - 1), self.i - 1))

    def read_described(self) -> None:
        """Read a state whose description stands before its name."""
        first = self.i
        self.i += 1
        self.one("as", "as")
        name = self.tokens.value(self.one("ID", "state id"))
        use = self._use(name, first, description=self.tokens.value(first))
        self._block(use)
        if ":" in name and not self.uses[use].block:
            self.uses[use] = self.uses[use]._replace(id=name[: name.index(":")].strip())

    def read_marked(self) -> None:
        """Read a fork, a join or a choice."""
        self.i += 1
        text = self.tokens.value(self.i - 1)
        mark = max(text.rfind("<<"), text.rfind("[["))
        self._use(text[:mark], self.i - 1, _MARKS[text[mark + 2].lower()])

    def read_note(self) -> None:
        """Read a note beside a state, or one that floats."""
        self.i += 1
        if self.kinds[self.i] == "note text":
            self.i += 1
            self.one("as", "note as")
            self.one("ID", "note id")
            return
        self.one("place", "note place")
        name = self.one("ID", "noted state")
        self._use(self.tokens.value(name), name)
        self.one("note text", "note text")

    def read_click(self) -> None:
        """Read a click statement, which needs its line end."""
        self.i += 1
        self._name("clicked state")
        if self.kinds[self.i] == "href":
            self.i += 1
            self.one("STRING", "link")
        else:
            self.one("STRING", "link")
            self.one("STRING", "tooltip")
        self.one("NL", "line end")

    def read_pair(self) -> None:
        """Read a title, a description or a scale."""
        self.i += 1
        self.one(_PAIRS[self.kinds[self.i - 1]], _PAIRS[self.kinds[self.i - 1]])

    def read_style(self) -> None:
        """Read a style, a class or the definition of one."""
        wanted = _STYLES[self.kinds[self.i]]
        self.i += 1
        self.one(wanted, wanted)
        self.one("styles", "styles")


_STATEMENTS: dict[str, Callable[[Parser], None]] = {
    "STATE": Parser.read_declared,
    "TEXT": Parser.read_described,
    "kind": Parser.read_marked,
    "note": Parser.read_note,
    "click": Parser.read_click,
    **dict.fromkeys(_PAIRS, Parser.read_pair),
    **dict.fromkeys(_STYLES, Parser.read_style),
}
