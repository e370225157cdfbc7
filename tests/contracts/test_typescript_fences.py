"""TypeScript declarations with exact spans, what is tolerated, and what is not."""

from __future__ import annotations

import pytest

from speclint.contracts import typescript
from speclint.contracts.ts_model import (
    TsArray,
    TsFunctionType,
    TsIntersection,
    TsKeyword,
    TsLiteral,
    TsObject,
    TsRecord,
    TsReference,
    TsTuple,
    TsUnion,
    TsUnknown,
)

STRING = TsKeyword("string")

TYPES = [
    ("string", STRING),
    ("string | null", TsUnion((STRING, TsKeyword("null")))),
    (
        "'a' | \"b\" | 3 | true",
        TsUnion(
            (TsLiteral("string", "a"), TsLiteral("string", "b"), TsLiteral("number", "3"), TsLiteral("boolean", "true"))
        ),
    ),
    ("(string | number)[]", TsArray(TsUnion((STRING, TsKeyword("number"))))),
    ("Array<Team>", TsArray(TsReference("Team"))),
    ("readonly string[]", TsArray(STRING)),
    ("Record<string, number>", TsRecord(STRING, TsKeyword("number"))),
    ("{ [key: string]: number }", TsRecord(STRING, TsKeyword("number"))),
    ("Map<string, Team>", TsRecord(STRING, TsReference("Team"))),
    ("Page<Team>", TsReference("Page", (TsReference("Team"),))),
    ("ns.Team", TsReference("ns.Team")),
    ("A & B", TsIntersection((TsReference("A"), TsReference("B")))),
    ("[string, number]", TsTuple((STRING, TsKeyword("number")))),
    ("[a: string, b?: number]", TsTuple((STRING, TsKeyword("number")))),
    ("(x: string) => void", TsFunctionType()),
    ("unknown", TsKeyword("unknown")),
    ("keyof Team", TsUnknown()),
    ("`a-${string}`", STRING),
    ("{}", TsObject(())),
    (" | ".join(["'a'"] * 3000), TsUnion((TsLiteral("string", "a"),) * 3000)),
]


@pytest.mark.parametrize(("source", "expected"), TYPES)
def test_types(source: str, expected: object) -> None:
    parsed = typescript.parse(f"interface T {{ f: {source}; }}\n")
    assert parsed.problems == ()
    assert parsed.interfaces[0].members[0].type == expected


def test_interface_parts() -> None:
    text = (
        "// ö😀\nexport interface Page<T, K = X> extends Base, ns.More<T> {\n  readonly id: string;\n"
        '  "next-page"?: number;\n  load(x: string): void;\n}\n'
    )
    parsed = typescript.parse(text)
    assert parsed.problems == ()
    page = parsed.interfaces[0]
    assert text[slice(*page.name_span)] == "Page"
    assert text[slice(*page.span)] == text[text.index("interface") : -1]
    assert (page.type_params, page.exported, page.open) == (("T", "K"), True, False)
    assert page.extends == (TsReference("Base"), TsReference("ns.More", (TsReference("T"),)))
    members = [
        (member.name, text[slice(*member.name_span)], member.optional, member.readonly) for member in page.members
    ]
    assert members == [
        ("id", "id", False, True),
        ("next-page", '"next-page"', True, False),
        ("load", "load", False, False),
    ]
    assert text[slice(*page.members[0].span)] == "readonly id: string"
    assert page.members[2].type == TsFunctionType()


def test_other_declarations() -> None:
    text = (
        "export type Status = 'on' | 'off';\ntype Team = { id: string };\ntype Both = Team & { x: number };\n"
        "export enum Kind { A = 'a', B = 2, C }\n"
        "export async function load(id: string, n = 1): Promise<Team> { return x; }\n"
        "export const useTeam = ({ id }: Props): Team => get(id);\ndeclare function f(x?: number): void;\n"
    )
    parsed = typescript.parse(text)
    assert parsed.problems == ()
    assert [interface.name for interface in parsed.interfaces] == ["Team"]
    assert [(alias.name, text[slice(*alias.name_span)]) for alias in parsed.aliases] == [
        ("Status", "Status"),
        ("Both", "Both"),
    ]
    assert parsed.enums[0].members == (("A", TsLiteral("string", "a")), ("B", TsLiteral("number", "2")), ("C", None))
    functions = [(function.name, function.exported, function.result) for function in parsed.functions]
    assert functions == [
        ("load", True, TsReference("Promise", (TsReference("Team"),))),
        ("useTeam", True, TsReference("Team")),
        ("f", False, TsKeyword("void")),
    ]
    load, use_team, _ = parsed.functions
    assert [(parameter.name, parameter.optional, parameter.typed) for parameter in load.parameters] == [
        ("id", False, True),
        ("n", True, True),
    ]
    assert text[slice(*(load.body_span or ()))] == "{ return x; }"
    assert use_team.parameters[0].name == "{ id }"


FINE = [
    ("", False),
    ("id: string;\nname?: string\n", False),
    ("{ id: string, name?: string }", False),
    ("{\n  id: 1,\n  ...rest,\n  name: 'x',\n}\n", False),
    ("load(id: string): Promise<Team>;\nsave(team: Team): Promise<void>;\n", False),
    ("client.load(id: string): Promise<Team>\n", False),
    ("private cache: Map<string, Team>;\nconstructor(private db: Db) {}\n", False),
    ("interface A {\n  id: string;\n  ...\n}\n", False),
    ("interface A { ... }\ntype B = ...;\nfunction f(...): void { ... }\n", False),
    ("type A = {\n  …\n};\n", False),
    ("const pick = (s: State) => /* the active ones */;\n", False),
    ("} else if (x) {\n  y();\n}\n", False),
    ("} finally {\n  close();\n}\n", False),
    (".use(auth, {\n  strict: true,\n})\n.listen(80)\n", False),
    ("function List({ items }: Props) {\n  return <ul>{items.map((i) => <li>{i}</li>)}</ul>;\n}\n", True),
    ("function List({ items }: Props) {\n  return <ul>{items.map((i) => <li>{i}</li>)}</ul>;\n}\n", False),
    ("<Team\n  id={id}\n  name={name}\n/>\n\n<Team id={other} />\n", True),
    ("onClick={() => open(id)}\n", True),
    ("const x = <Team>value;\n", True),
    ("interface A {\r\n  id: string;\r\n}\r\n", False),
    ("interface A {\n  [key: string]: unknown;\n}\n", False),
    ("export const f = (x) => x;\nitems.map((i) => i.id);\n", False),
]


@pytest.mark.parametrize(("text", "tsx"), FINE)
def test_tolerated(text: str, tsx: bool) -> None:
    assert typescript.parse(text, tsx=tsx).problems == ()


BROKEN = [
    ("interface X (\n  a: string;\n}\n", [("interface X (", "`interface X (` is not valid TypeScript here", "syntax")]),
    ("interface X {\n  a: string;\n\ninterface Y {\n  b: string;\n}\n", [("{", "`{` is never closed", "syntax")]),
    (
        "interface X {\n  a string;\n  b: number;\n}\n",
        [("a", "`a string;` is not valid TypeScript here", "syntax")],
    ),
    (
        "interface X {\n  a: Array<string;\n  b: number;\n}\n",
        [("a: Array<string;", "`a: Array<string;` is not valid TypeScript here", "syntax")],
    ),
    (
        "type X {\n  a: string;\n}\n\ntype Y = string;\n",
        [("type X", "`type X` is not valid TypeScript here", "syntax")],
    ),
    (
        "interface X {\n  a: 'one | 'two';\n}\n",
        [("two'", "`two'` is not valid TypeScript here", "syntax")],
    ),
    ("const x = f(\n\nconst y = 2;\n", [("(", "`(` is never closed", "syntax")]),
    (
        "interface X {\n  email;\n  name?;\n}\n",
        [
            ("email", "member email has no type", "untyped-member"),
            ("name", "member name has no type", "untyped-member"),
        ],
    ),
    ("type X = {\n  email,\n  id: string,\n}\n", [("email", "member email has no type", "untyped-member")]),
    ("function f(a, b: string, c?): void {}\n", [("a", "f has no type for a, c", "untyped-parameter")]),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_problems(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(text[slice(*problem.span)], problem.message, problem.kind) for problem in typescript.parse(text).problems]
    assert found == expected


ANY = [
    ("interface A { a: any; }", [("any", False)]),
    ("type A = any[];", [("any", False)]),
    ("const a = b as any;", [("any", False)]),
    ("type A = Record<string, any>;", [("any", False)]),
    ("interface A { a: Promise<any>; any: string; b: 'any'; } // any\nconst any = 1;", [("any", False)]),
    ("// unavoidable: the library has no types\ntype A = any;", [("any", True)]),
    ("type A = any; // any because of the vendor", [("any", True)]),
    ("// eslint-disable-next-line @typescript-eslint/no-explicit-any\ntype A = any;", [("any", True)]),
    ("/* eslint-disable @typescript-eslint/no-explicit-any */\ntype A = string;\ntype B = any;", [("any", True)]),
    ("type A = any; // the payload", [("any", False)]),
    ("type A = string; // unavoidable\ntype B = any;", [("any", False)]),
    ("// unavoidable\n\ntype B = any;", [("any", False)]),
    ("interface A {\n  [key: string]: any\n  a(x: any): any;\n}", [("any", False)] * 3),
    ("a: any;\nb: string;", [("any", False)]),
]


@pytest.mark.parametrize(("text", "expected"), ANY)
def test_any(text: str, expected: list[tuple[str, bool]]) -> None:
    uses = typescript.parse(text).any_uses
    assert [(text[slice(*use.span)], use.excused) for use in uses] == expected


OPEN = [
    ("interface A {\n  id: string;\n  // ... other fields\n}", True),
    ("interface A {\n  id: string;\n  ...\n}", True),
    ("type A = {\n  id: string;\n  [key: string]: unknown;\n};", True),
    ("interface A {\n  id: string; // the id\n}", False),
]


@pytest.mark.parametrize(("text", "is_open"), OPEN)
def test_left_out_members(text: str, is_open: bool) -> None:
    assert typescript.parse(text).interfaces[0].open is is_open
