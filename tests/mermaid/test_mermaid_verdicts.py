"""What Mermaid renders and what it refuses, quirk by quirk."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.mermaid import detect, looks_like_mermaid, validate

VALID_FILES = sorted((Path(__file__).parents[2] / "fixtures" / "mermaid" / "valid").glob("*.mmd"))
F, S, R = "flowchart TD\n", "sequenceDiagram\n", "erDiagram\n"

VALID = [
    "flowchart TD",
    "graph TD;A-->B;B-->C",
    "flowchart\nA",
    "flowchart >\nA-->B",
    "flowchart-elk LR\nA-->B",
    "\ufeffflowchart TD\r\nA-->B\r\n",
    "%%{init: {theme: dark}}%%\nflowchart TD\nA",
    "%% a comment\n\n%% another\nflowchart TD\n%% inside\nA\n%%\nB",
    "---\ntitle: x\n---\nflowchart TD\nA",
    "  ---\n  title: x\n  ---\n  flowchart TD\n  A",
    F + "A\n-->B",
    F + "A-->\nB",
    F + "A-- f(x) {y} -->B",
    F + "A---oB",
    F + "A::c-->B",
    F + "a-b-->c.d & e/f",
    F + "End-->endpoint",
    F + "default-->v",
    F + "A[x; y < z]-->B[#1]",
    F + 'A["a\nb"]-->B["`**bold**`"]',
    F + 'A["say #quot;hi#quot;"]',
    F + 'A[<b class="x">y</b>]',
    F + "é-->日本",
    F + "A-->|x|B-.->|y z| C==>D",
    F + "A e1@-->B\ne1@{ animate: true }",
    F + "subgraph one two\nsubgraph A & b\nA\nend\nend",
    F + "accDescr { never closed\nA-->",
    "\n---\ntitle: x\n---\ninfo",
    '---\ntitle: x\n---\n---\na: [\n---\npie\n"a": 1',
    "%%{init: {'themeVariables': {'primaryColor': 'var(--x)'}}}%%\ngantt",
    "%%{init: {'theme': 'base', 'themeVariables': {'lineColor': 'none', 'sequenceNumberColor': 'red'}}}%%\ninfo",
    "%%{init: {'theme': 'base', 'themeVariables': {'primaryColor': 'nocolor'}}%%\ninfo",
    "%%{init: {'theme': 'base', 'themeVariables': {'primaryColor': 'hsl(1turn 2% 3%)', 'git0': ''}}}%%\ninfo",
    "%%{init: {'theme': 'null', 'themeVariables': {'primaryColor': 'nocolor'}}}%%\ninfo",
    "---\n{p: :q}\n---\ninfo",
    "---\n? [a]\n: b\n---\ninfo",
    "---\np: a\x85b\u2028c\n---\ninfo",
    F + "A@{ label: :x }",
    "\n---\nb: C4Container\n---\ninfo",
    F + "A-->B direction LR",
    F + "A\n    style A fill:#direction LR",
    F + "A@{ shape:nothing }",
    S + "A->>B:",
    S + "ALT x\nA->>B: the end\nEND",
    S + "A->>B: a; B->>A: b",
    S + "participant end\nA->>Optimizer: x",
    S + "A->>+B: x\nA->>B: y %% note",
    S + "Note over Z: t\nloop\nend",
    S + "A-xB: x\nA--)B: x\nA<<-->>B: x\nA-|\\B: x",
    S + "actor A B as C (d)\nA(x)->>c: hi",
    S + "destroy B\nA-xB: y\ncreate participant C",
    S + "links A: {broken}\nautonumber off\nactivate A",
    R + "A B\nC",
    R + "A one to many B : x\nA u--o{ B : x",
    R + 'A ||--o{ B : "a/b (c)"',
    R + "A{ int x string y }",
    R + "A {\nint x,\nint y NOT NULL\n}",
    R + 'A[" b c"] {\nint x pk, fk "c"\n}',
]
INVALID = [
    "Graph TD\nA",
    "%%{init: {}\nflowchart TD\nA",
    "\n---\ntitle: x\n---\nflowchart TD\nA",
    "---\nt: 1\nt: 2\n---\nflowchart TD\nA",
    "---\n{p: :q}}\n---\ninfo",
    '%%{init: {"theme": "a\u2028b"}}%%\ninfo',
    F + "A-->graph",
    F + "A-->call",
    F + "A-->end-x",
    F + 'A[""]',
    F + "A&B & C D",
    F + "A &B",
    F + "A\u200b-->B",
    F + "A-->B;\nclick A",
    F + "A\nsubgraph\nend",
    F + "click A call f(x",
    F + "A:::",
    F + "style A fill:#direction LR",
    F + "  subgraph B direction LR\n  A\n  end",
    F + "click A href",
    F + 'A["never closed',
    F + "A[x\nB[y]",
    F + "A-->B\nlinkStyle 00 stroke:red",
    F + "A@{ shape: my_shape }",
    "graph TD; direction LR",
    F + "A --> C4Component",
    S + "A,B->>c: hi",
    S + "A->>B\n: hi",
    S + "autonumber  \n A->>B: x",
    S + "alt x\nA->>B: x\nand y\nend",
    S + "participant A@{ }x",
    S + "participant A\ncreate participant A\nA->>A: x",
    S + "title",
    R + "A ||--o{ B ||--|| C : x",
    R + "A {\nenum(a|b) x\n}",
    R + "A {\nint\n}",
    R + "accDescr { never closed",
    R + "A[b] ||--o{ C : x",
    R + "classDef x",
    R + "class A",
]
DETECTED = [
    ("flowchart-elk\nA-->B", "flowchart-elk", True),
    ("graph LR\nA-->B", "flowchart", True),
    ("flowchart td\n  A --> B", "flowchart", True),
    ("flowchart LR\nA --> B(x(y))", "flowchart", True),
    ("graph of functions\n- a -- b", "flowchart", False),
    ("graph {\n a -- b;\n}", "flowchart", False),
    ("graph [\n  node [ id 0 ]\n]", "flowchart", False),
    ("flowchart", "flowchart", False),
    ("sequenceDiagram\nA->>B: x", "sequence", True),
    ("sequenceDiagram\nA->>B", "sequence", False),
    ("sequenceDiagram is a word", "sequence", False),
    ("erDiagram\nA ||--o{ B", "er", True),
    ("classDiagram\nA <|-- B", "class", True),
    ("stateDiagram-v2\n[*] --> A", "state", True),
    ("gitGraph LR:\n  commit", "gitGraph", True),
    ("C4Context\nPerson(a, b)", "c4", True),
    ('pie showData title X\n"a" : 1', "pie", True),
    ("pieces of code\nx", "pie", False),
    ("pie is good\napple: 3", "pie", False),
    ("info: started\ninfo: done", "info", False),
    ("block of text\nmore", "block", False),
    ("block-beta\ncolumns 2\na b", "block", True),
    ("timeline\n2020 : begun", "timeline", True),
    ("journey to the west", "journey", False),
    ("packet loss\n3", "packet", False),
    ("mindmap\n  root\n    leaf", "mindmap", True),
    ("%% note\ngantt\nsection A\nx: 1d", "gantt", True),
    ("func main() {}", None, False),
    ("", None, False),
]


@pytest.mark.parametrize("path", VALID_FILES, ids=lambda path: path.stem)
def test_a_whole_diagram_is_valid(path: Path) -> None:
    assert validate(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("source", VALID)
def test_what_mermaid_renders_has_no_problem(source: str) -> None:
    assert validate(source) == []


@pytest.mark.parametrize("source", INVALID)
def test_what_mermaid_refuses_has_one_problem_inside_the_text(source: str) -> None:
    problems = validate(source)
    assert len(problems) == 1
    problem = problems[0]
    assert 0 <= problem.start <= problem.end <= len(source)
    before = source[: problem.start]
    assert (problem.line, problem.column) == (before.count("\n") + 1, len(before) - before.rfind("\n"))


@pytest.mark.parametrize(("source", "kind", "sure"), DETECTED)
def test_a_type_is_detected_and_only_a_sure_one_is_guessed(source: str, kind: str | None, sure: bool) -> None:
    assert (detect(source), looks_like_mermaid(source)) == (kind, sure)
