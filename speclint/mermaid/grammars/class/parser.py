"""The statements of a class diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.mermaid.lexing import Unexpected, Walk

from .reading import ClassReading, Link, Name, Use

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = frozenset({"ALPHA", "LETTER", "-"})
_IN_NAMESPACE = frozenset({"class", "note", "note for"})
_NAMES = _WORDS | {"LITERAL"}
_STYLES = frozenset({"ALPHA", "COLON", "#", "style", "%", "LABEL"})
_RELATIONS = frozenset({"END", "LINE", "STR"})
_LOLLIPOP = "()"


class _Refused(Exception):  # noqa: N818 -- it leaves the grammar at what Mermaid refuses beyond it
    """Raised where a fault has been added; never leaves this module."""


class Parser(Walk):
    """One walk over the tokens; `i` is the index of the next one."""

    def __init__(self, reading: ClassReading) -> None:
        super().__init__(reading.tokens)
        self.reading = reading
        self.known: set[str] = set()

    def document(self) -> None:
        """Read the whole diagram."""
        try:
            self._statements()
        except _Refused:
            return

    def _statements(self) -> None:
        kinds = self.kinds
        self.one("classDiagram", "header")
        self.one("NEWLINE", "header end")
        opened: list[int] = []
        filled = False
        while True:
            kind = kinds[self.i]
            if kind == "namespace":
                opened.append(self.i)
                self._namespace()
                filled = False
                continue
            if kind == "}" and opened and filled:
                opened.pop()
                self.i += 1
            elif kind == "EOF" and not opened and filled:
                return
            elif kind in (_IN_NAMESPACE if opened else _STATEMENTS):
                _STATEMENTS[kind](self)
            else:
                raise Unexpected(self.i, "namespace content" if opened else "statement", opened[-1] if opened else None)
            filled = True
            if kinds[self.i] == "NEWLINE":
                self.i += 1
            elif kinds[self.i] != ("}" if opened else "EOF"):
                raise Unexpected(self.i, "statement end", opened[-1] if opened else None)

    def _name(self, wanted: str) -> Name:
        """Read a class's name: words, also with blanks or points between them, or a literal, with a generic type."""
        kinds = self.kinds
        first = self.i
        pieces: list[str] = []
        while True:
            self.any_of(_NAMES, wanted)
            pieces.append(self.tokens.value(self.i - 1))
            if kinds[self.i - 1] == "LITERAL":
                break
            if kinds[self.i] == ".":
                pieces.append(".")
                self.i += 1
            elif kinds[self.i] not in _NAMES:
                break
        name = "".join(pieces)
        if kinds[self.i] == "GENERIC":
            self.i += 1
        if name.find("~") > 0:
            name = name[: name.index("~")]
        return Name(name, first, self.i - 1)

    def _optional(self, *kinds: str) -> int:
        if self.kinds[self.i] not in kinds:
            return -1
        self.i += 1
        return self.i - 1

    def _label(self, wanted: str) -> int:
        """Read a label in square brackets, if there is one."""
        if self.kinds[self.i] != "[":
            return -1
        self.i += 1
        label = self.one("STR", wanted)
        self.one("]", "]")
        return label

    def _namespace(self) -> None:
        self.i += 1
        while True:
            self.any_of(_NAMES, "namespace name")
            if self.kinds[self.i - 1] == "LITERAL":
                break
            if self.kinds[self.i] == ".":
                self.i += 1
            elif self.kinds[self.i] not in _NAMES:
                break
        self._label("namespace label")
        self.one("{", "namespace {")
        self._optional("NEWLINE")

    def _use(self, use: Use) -> None:
        self.known.add(use.name.id)
        self.reading.uses.append(use)

    def read_class(self) -> None:
        """Read a declaration of a class, with its block if there is one."""
        kinds = self.kinds
        self.i += 1
        name = self._name("class name")
        label = self._label("class label")
        self.known.add(name.id)
        annotations: tuple[int, ...] = ()
        members: tuple[int, ...] = ()
        if kinds[self.i] == ":::":
            self.i += 1
            self.any_of(_WORDS, "style class")
            empty = False
        else:
            annotations = self._annotation() if kinds[self.i] == "<<" else ()
            empty = True
        if kinds[self.i] == "{":
            opener = self.i
            self.i += 1
            while kinds[self.i] == "MEMBER":
                self.i += 1
            members = tuple(range(opener + 1, self.i))
            if kinds[self.i] != "}" or (not members and not empty):
                raise Unexpected(self.i, "member", opener)
            self.i += 1
        self._use(Use(name, label, self.i - 1, annotations, members))
        for member in members:
            self._check_member(member)

    def _annotation(self) -> tuple[int, ...]:
        self.i += 1
        word = self.any_of(_WORDS, "annotation")
        self.one(">>", "annotation end")
        return (word,)

    def _check_member(self, index: int) -> None:
        if ")" not in self.tokens.value(index):
            return
        from .checks import member_fault

        fault = member_fault(self.tokens, index)
        if fault is not None:
            self.reading.faults.append(fault)
            raise _Refused

    def read_annotation(self) -> None:
        """Read an annotation that stands before the name of its class."""
        opener = self.i
        annotations = self._annotation()
        name = self._name("annotated class")
        if name.id not in self.known:
            from .checks import annotation_fault

            self.reading.faults.append(annotation_fault(self.tokens, opener, name))
            raise _Refused
        self._use(Use(name, annotations=annotations))

    def read_name(self) -> None:
        """Read a relation, or a class with a member."""
        kinds = self.kinds
        name = self._name("class name")
        if kinds[self.i] == "LABEL":
            self.i += 1
            self._use(Use(name, members=(self.i - 1,)))
            self._check_member(self.i - 1)
        elif kinds[self.i] in _RELATIONS:
            self._relation(name)

    def _relation(self, source: Name) -> None:
        near = self._optional("STR")
        first = self.i
        left = self._optional("END")
        self.one("LINE", "line")
        right = self._optional("END")
        last = self.i - 1
        far = self._optional("STR")
        target = self._name("second class")
        label = self._optional("LABEL")
        self.reading.links.append(Link(source, near, first, last, far, target, label))
        value = self.tokens.value
        if not (left >= 0 and right < 0 and value(left) == _LOLLIPOP):
            self._use(Use(source))
        if not (right >= 0 and left < 0 and value(right) == _LOLLIPOP):
            self._use(Use(target))

    def read_click(self) -> None:
        """Read a click statement."""
        self.i += 1
        self._name("clicked class")
        if self._optional("href") >= 0:
            self.one("STR", "link")
            self._optional("STR")
            self._optional("target")
            return
        self.one("function", "click action")
        self._optional("arguments")
        self._optional("STR")

    def read_link(self) -> None:
        """Read a link or callback statement."""
        kind = self.kinds[self.i]
        self.i += 1
        self._name("linked class")
        self.one("STR", "link" if kind == "link" else "callback")
        self._optional("STR")
        if kind == "link":
            self._optional("target")

    def read_note(self) -> None:
        """Read a note."""
        kind = self.kinds[self.i]
        self.i += 1
        if kind == "note for":
            self._name("noted class")
        self.one("STR", "note text")

    def read_style(self) -> None:
        """Read a style statement."""
        self.i += 1
        self.one("ALPHA", "styled class")
        self._styles()

    def read_style_class(self) -> None:
        """Read a classDef statement."""
        self.i += 1
        self.one("ALPHA", "style class")
        while self._optional("COMMA") >= 0:
            self.one("ALPHA", "style class")
        self._styles()

    def _styles(self) -> None:
        self.many(_STYLES, "style")
        while self._optional("COMMA") >= 0:
            self.many(_STYLES, "style")

    def read_css_class(self) -> None:
        """Read a cssClass statement."""
        self.i += 1
        self.one("STR", "styled classes")
        self.one("ALPHA", "style class")

    def read_alone(self) -> None:
        """Read a direction, a title or a description."""
        kind = self.kinds[self.i]
        self.i += 1
        if kind in ("acc_title", "acc_descr"):
            self.one("text", "text")


_STATEMENTS: dict[str, Callable[[Parser], None]] = {
    **dict.fromkeys(sorted(_NAMES), Parser.read_name),
    "class": Parser.read_class,
    "<<": Parser.read_annotation,
    "click": Parser.read_click,
    "callback": Parser.read_link,
    "link": Parser.read_link,
    "note": Parser.read_note,
    "note for": Parser.read_note,
    "style": Parser.read_style,
    "classDef": Parser.read_style_class,
    "cssClass": Parser.read_css_class,
    **dict.fromkeys(("direction", "acc_title", "acc_descr", "description"), Parser.read_alone),
}
