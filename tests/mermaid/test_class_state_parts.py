"""The parts of class and state diagrams and where they stand."""

from __future__ import annotations

from speclint.mermaid import parse
from speclint.mermaid.model import ClassBox, ClassRelation, Member, StateNode, Transition

CLASSES = """%% post
classDiagram
  Depot "1" *-- "0..*" Parcel~T~ : holds %% all
  class Parcel~T~["A parcel"]:::hot {
    <<sealed>>
    +send(Depot to) bool
    -int weight
  }
  Depot : +open()
  `Air mail` ..|> Depot
  Truck ()-- Depot
"""
STATES = """stateDiagram-v2
  [*] --> Open : push
  state "The gate" as Shut {
    [*] --> Locked
    Locked --> [*]
  }
  Open --> Shut
  Shut : unseen
  state which <<choice>>
  Open : seen
"""


def test_a_class_diagram_has_classes_with_members_and_offsets() -> None:
    diagram = parse(CLASSES)
    assert (diagram.type, diagram.problems) == ("class", ())
    assert [(box.name, box.label, box.annotations) for box in diagram.classes] == [
        ("Depot", None, ()),
        ("Parcel", "A parcel", ("sealed",)),
        ("Air mail", None, ()),
    ]
    assert [[member.text for member in box.members] for box in diagram.classes] == [
        ["+open()"],
        ["+send(Depot to) bool", "-int weight"],
        [],
    ]
    assert [CLASSES[box.start : box.end] for box in diagram.classes] == [
        "Depot",
        CLASSES[CLASSES.index("Parcel~T~[") : CLASSES.index("}") + 1],
        "`Air mail`",
    ]
    members = [member for box in diagram.classes for member in box.members]
    assert [CLASSES[member.start : member.end] for member in members] == [member.text for member in members]


def test_a_class_diagram_has_relations_with_offsets() -> None:
    relations = parse(CLASSES).class_relations
    assert [relation[:6] for relation in relations] == [
        ("Depot", "Parcel", "*--", "1", "0..*", "holds %% all"),
        ("Air mail", "Depot", "..|>", None, None, None),
        ("Truck", "Depot", "()--", None, None, None),
    ]
    assert [CLASSES[relation.start : relation.end] for relation in relations] == [
        'Depot "1" *-- "0..*" Parcel~T~ : holds %% all',
        "`Air mail` ..|> Depot",
        "Truck ()-- Depot",
    ]


def test_a_state_diagram_has_states_with_offsets() -> None:
    diagram = parse(STATES)
    assert (diagram.type, diagram.problems[0].message) == (
        "state",
        "the state Shut has a block and a second description",
    )
    assert [state[:4] for state in diagram.states] == [
        ("[*]", None, "start", None),
        ("Open", "seen", "state", None),
        ("Shut", "The gate", "state", None),
        ("[*]", None, "start", "Shut"),
        ("Locked", None, "state", "Shut"),
        ("[*]", None, "end", "Shut"),
        ("which", None, "choice", None),
    ]
    assert [STATES[state.start : state.end] for state in diagram.states] == [
        "[*]",
        "Open",
        STATES[STATES.index('"The gate"') : STATES.index("}") + 1],
        "[*]",
        "Locked",
        "[*]",
        "which <<choice>>",
    ]


def test_a_state_diagram_has_transitions_with_offsets() -> None:
    transitions = parse(STATES).transitions
    assert [(each.source, each.target, each.label) for each in transitions] == [
        ("[*]", "Open", "push"),
        ("[*]", "Locked", None),
        ("Locked", "[*]", None),
        ("Open", "Shut", None),
    ]
    assert [STATES[each.start : each.end] for each in transitions] == [
        "[*] --> Open : push",
        "[*] --> Locked",
        "Locked --> [*]",
        "Open --> Shut",
    ]


def test_offsets_are_those_of_the_given_text() -> None:
    source = "%% one\r\nclassDiagram\r\n  class A { +int x }\r\n  A --> B\r\n"
    diagram = parse(source)
    assert diagram.classes == (
        ClassBox("A", None, (), (Member("+int x", 34, 40),), 30, 42),
        ClassBox("B", None, (), (), 52, 53),
    )
    assert diagram.class_relations == (ClassRelation("A", "B", "-->", None, None, None, 46, 53),)
    diagram = parse("%% one\nstateDiagram\n\u00e9 --> B : go\n")
    assert diagram.states == (
        StateNode("\u00e9", None, "state", None, 20, 21),
        StateNode("B", None, "state", None, 26, 27),
    )
    assert diagram.transitions == (Transition("\u00e9", "B", "go", 20, 32),)


def test_what_stands_before_a_syntax_error_is_kept() -> None:
    assert [box.name for box in parse("classDiagram\nA --> B\nC -> D").classes] == ["A", "B"]
    assert [state.id for state in parse("stateDiagram\nA --> B\nC -> D").states] == ["A", "B", "C"]
