"""Whatever stands in a fence: no exception, and every span inside the text."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.contracts import go, typescript
from speclint.contracts.compare import compare
from speclint.contracts.endpoints import parse_endpoint

DEEP = 10_000
HOSTILE = [
    "(" * DEEP,
    "{" * DEEP,
    "}" * DEEP,
    "type X struct { A " + "[]" * DEEP + 'int `json:"a"` }',
    "type X struct { A " * 1500,
    "type X = " + "{a:" * 2000 + "1" + "}" * 2000,
    "type X = " + "A<" * 2000 + "B" + ">" * 2000,
    "interface X { a: " + "string[]" + "[]" * DEEP + " }",
    "type X = " + "a|" * DEEP + "a",
    "`" * (DEEP + 1),
    '"\\"' * 3000,
    "/*" * DEEP,
    "...\n" * DEEP,
    "= /* a */ " * DEEP,
    "a." * DEEP,
    "\0" * 100,
    "\udc80type A struct {\n\udcff\n}",
    "type A struct {\n" * 500,
    "\u2028\x0c\r\rinterface A {\r}",
]


def check(text: str) -> None:
    go_file, ts_file, tsx_file = go.parse(text), typescript.parse(text), typescript.parse(text, tsx=True)
    spans = [problem.span for parsed in (go_file, ts_file, tsx_file) for problem in parsed.problems]
    spans += [struct.name_span for struct in go_file.structs]
    spans += [interface.name_span for interface in ts_file.interfaces]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert repr(go_file)
    assert repr(ts_file)
    assert go_file == go.parse(text)
    compare([go_file], [ts_file, tsx_file])
    parse_endpoint(text)


@pytest.mark.parametrize("text", HOSTILE, ids=[str(index) for index in range(len(HOSTILE))])
def test_hostile(text: str) -> None:
    check(text)


TOKENS = [
    *("type ", "A ", "B", "struct ", "interface ", "{", "}", "(", ")", "[", "]", "<", ">", "\n", "\r\n", " ", ";", ","),
    *(
        ": ",
        "string",
        "any",
        "int",
        "*",
        "|",
        "&",
        "=",
        "=>",
        "...",
        "…",
        "//",
        "/*",
        "*/",
        '`json:"a"`',
        "`",
        "'",
        '"',
    ),
    *(
        "export ",
        "extends ",
        "func ",
        "?",
        "\xa0",
        "é",
        "😀",
        "\udc80",
        "\0",
        "map[string]",
        "null",
        "enum ",
        "GET /x{",
    ),
]


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
def test_any_tokens(text: str) -> None:
    check(text)


def test_grammars_are_loaded_only_for_a_fence() -> None:
    code = (
        "import sys\n"
        "from speclint.contracts import compare, endpoints, generate, go, typescript\n"
        "assert not any(name.startswith('tree_sitter') for name in sys.modules)\n"
        "go.parse('type A struct {}')\n"
        "loaded = {name for name in sys.modules if name.startswith('tree_sitter_')}\n"
        "assert loaded == {'tree_sitter_go._binding'}, loaded\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
