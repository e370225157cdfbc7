"""The parts of a diagram and where they stand, and that no text breaks the reader or slows it."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.mermaid import HEADERS, detect, looks_like_mermaid, parse, validate
from speclint.mermaid.model import Attribute, Edge, Entity, Message, Node, Participant, Relation, Subgraph

FLOWCHART = "%% note\nflowchart LR\n  a[One] -->|yes| b & c\n%% inside\n  subgraph s [Title]\n    c\n  end\n"
SEQUENCE = "sequenceDiagram\n  actor U as User\n  U->>S: hi there\n  participant S\n"
ER = 'erDiagram\n  A ||--o{ "B C" : has\n  A[x] {\n    int id PK, FK "key"\n  }\n'


def test_a_flowchart_has_nodes_edges_and_subgraphs_with_offsets() -> None:
    diagram = parse(FLOWCHART)
    assert (diagram.type, diagram.header, diagram.direction) == ("flowchart", "flowchart", "LR")
    assert FLOWCHART[diagram.start : diagram.end] == "flowchart"
    assert diagram.nodes == (
        Node("a", "One", "square", 23, 29),
        Node("b", None, None, 39, 40),
        Node("c", None, None, 43, 44),
        Node("c", None, None, 80, 81),
    )
    assert diagram.edges == (Edge("a", "b", "yes", 30, 38), Edge("a", "c", "yes", 30, 38))
    assert FLOWCHART[30:38] == "-->|yes|"
    assert diagram.subgraphs == (Subgraph("s", "Title", 57, 87),)
    assert FLOWCHART[57:87] == "subgraph s [Title]\n    c\n  end"


def test_a_sequence_diagram_has_participants_and_messages_with_offsets() -> None:
    diagram = parse(SEQUENCE)
    assert (diagram.type, diagram.problems) == ("sequence", ())
    assert diagram.participants == (
        Participant("U", "User", "actor", True, 24, 25),
        Participant("S", None, "participant", True, 66, 67),
    )
    assert diagram.messages == (Message("U", "S", "->>", "hi there", 36, 51),)
    assert SEQUENCE[36:51] == "U->>S: hi there"


def test_an_er_diagram_has_entities_attributes_and_relations_with_offsets() -> None:
    diagram = parse(ER)
    assert diagram.relations == (Relation("A", "B C", "||", "--", "o{", "has", 12, 32),)
    attribute = Attribute("int", "id", ("PK", "FK"), "key", 46, 65)
    assert diagram.entities == (Entity("A", "x", (attribute,), 35, 69),)
    assert ER[46:65] == 'int id PK, FK "key"'


def test_a_text_without_header_has_no_type() -> None:
    diagram = parse("some words")
    assert (diagram.type, diagram.header, len(diagram.problems)) == (None, "some", 1)


def test_what_stands_before_a_syntax_error_is_kept() -> None:
    diagram = parse("flowchart TD\nA-->B\nB->C")
    assert [(edge.source, edge.target) for edge in diagram.edges] == [("A", "B")]
    assert [problem.message for problem in diagram.problems] == ["-> is no link"]


@pytest.mark.parametrize("header", HEADERS, ids=lambda header: header.type)
def test_every_header_word_is_recognised_as_its_type(header: object) -> None:
    row = next(each for each in HEADERS if each is header)
    assert [detect(f"{word}\n") for word in row.words] == [row.type for _ in row.words]


WORDS = """
    A : ; [ ] ( ) { } " ` | @{ & ~ #59; é 🚀 --> -- ->> ||--o{ end loop alt PK %%{ }%% call click style class accDescr{
"""
PIECES = st.sampled_from(
    [
        "flowchart TD\n",
        "sequenceDiagram\n",
        "erDiagram\n",
        "---\n",
        "%% x\n",
        " ",
        "\n",
        "\r\n",
        "\t",
        "subgraph s",
        "participant ",
        "direction LR",
        "title x",
        *WORDS.split(),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_without_an_exception(source: str) -> None:
    problems = validate(source)
    assert all(0 <= problem.start <= problem.end <= len(source) for problem in problems)
    assert all(1 <= problem.line <= source.count("\n") + 1 for problem in problems)
    assert parse(source).problems == tuple(problems)
    assert looks_like_mermaid(source) in (True, False)


LONG = [
    ("flowchart TD\n", "A-->B\n"),
    ("flowchart TD\n", "subgraph x\n"),
    ("flowchart TD\n", "A["),
    ("flowchart TD\n", "A & "),
    ("flowchart TD\n", "a@b "),
    ("flowchart TD\n", " \n"),
    ("flowchart TD\nA-- ", "x "),
    ("flowchart TD\n", "direction LR;"),
    ("sequenceDiagram\n", "loop x\n"),
    ("sequenceDiagram\nparticipant ", " #"),
    ("sequenceDiagram\n", "A->>+B: x\nB-->>-A: y\n"),
    ("erDiagram\n", "a@"),
    ("erDiagram\nA {", "a ~b~ "),
    ("", "<a ="),
    ("", "\n%%\n"),
    ("", "---\n"),
    ("", "%%{a "),
]


@pytest.mark.parametrize(("head", "piece"), LONG)
def test_reading_takes_time_linear_in_the_length(head: str, piece: str) -> None:
    def seconds(times: int) -> float:
        # What other tests have left in memory is no part of the time.
        gc.disable()
        begun = time.process_time()
        validate(head + piece * times)
        taken = time.process_time() - begun
        gc.enable()
        return taken

    seconds(10)
    small = min(seconds(1_000) for _ in range(2))
    assert any(seconds(10_000) < 60 * small + 0.2 for _ in range(3))
