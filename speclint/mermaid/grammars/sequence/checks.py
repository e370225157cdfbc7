"""What Mermaid refuses in a sequence diagram beyond its grammar: lifelines, boxes, metadata."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault
from speclint.mermaid.metadata import load_metadata

if TYPE_CHECKING:
    from speclint.mermaid.grammars.sequence import Event, SequenceReading


def check(reading: SequenceReading) -> None:
    """Add the first fault that a sequence diagram has although its grammar is right, as Mermaid stops there."""
    lifelines = _Lifelines(reading)
    for event in reading.events:
        fault = lifelines.apply(event)
        if fault is not None:
            reading.faults.append(fault)
            return


class _Lifelines:
    """The state that the statements run through."""

    def __init__(self, reading: SequenceReading) -> None:
        self.tokens = reading.tokens
        self.active: Counter[str] = Counter()
        self.boxes: dict[str, int | None] = {}
        self.titles: dict[int, str] = {}
        self.box: int | None = None
        self.created: str | None = None
        self.destroyed: str | None = None

    def apply(self, event: Event) -> Fault | None:
        kind = event.kind
        if kind == "participant":
            return self._participant(event)
        if kind == "message":
            return self._message(event)
        if kind == "create":
            if event.name in self.boxes:
                return self._fault(
                    event,
                    f"participant {event.name} is created although it is there already",
                    "create it under another id",
                )
            self.created = event.name
            return self._participant(event)
        if kind == "deactivate":
            return self._deactivate(event)
        if kind == "activate":
            self.active[event.name] += 1
        elif kind == "destroy":
            self.destroyed = event.name
        else:
            self.box = event.token if kind == "box" else None
            if kind == "box":
                self.titles[event.token] = event.name
        return None

    def _fault(self, event: Event, message: str, help: str) -> Fault:  # noqa: A002 -- the field's own word
        start = self.tokens.starts[event.token]
        value = self.tokens.value(event.token).rstrip()
        start += len(value) - len(value.lstrip())
        return Fault(start, start + len(value.strip()), message, help)

    def _participant(self, event: Event) -> Fault | None:
        if event.config >= 0:
            _, fault = load_metadata(self.tokens.value(event.config).strip())
            if fault is not None:
                start, end = self.tokens.starts[event.config], self.tokens.ends[event.config]
                message = f"the metadata of {event.name} is no valid YAML: {fault.message}"
                return Fault(start, end, message, 'write @{ "type": "database" }')
        old = self.boxes.get(event.name)
        if old is not None and self.box is not None and old != self.box:
            return self._fault(event, f"participant {event.name} stands in two boxes", "leave it in one of them")
        self.boxes[event.name] = self.box if old is None else old
        return None

    def _message(self, event: Event) -> Fault | None:
        if self.created is not None:
            if event.target != self.created:
                return self._fault(
                    event,
                    f"{self.created} is created but the next message goes to {event.target}",
                    f"send the message that creates {self.created} right after its declaration",
                )
            self.created = None
        elif self.destroyed is not None:
            if self.destroyed not in (event.target, event.name):
                return self._fault(
                    event,
                    f"{self.destroyed} is destroyed but the next message neither comes from it nor goes to it",
                    f"send the message that destroys {self.destroyed} right after the destroy line",
                )
            self.destroyed = None
        return None

    def _deactivate(self, event: Event) -> Fault | None:
        if self.active[event.name] < 1:
            message = f"participant {event.name} is deactivated while it is not active"
            if event.arrow >= 0:
                return self._fault(event, message, "remove the - behind the arrow, or activate it with + before")
            return self._fault(event, message, f"put activate {event.name} before, or remove the line")
        self.active[event.name] -= 1
        return None
