"""Go structs and their TypeScript twins: what agrees, what does not, and what cannot be said."""

from __future__ import annotations

import pytest

from speclint.contracts import go, typescript
from speclint.contracts.compare import compare
from speclint.contracts.declarations import declarations
from speclint.contracts.generate import typescript_interface
from speclint.contracts.spelling import distance, nearest

Found = tuple[str, str, str, str, str | None]


def mismatches(go_text: str, ts_text: str) -> list[Found]:
    go_file, ts_file = go.parse(go_text), typescript.parse(ts_text)
    assert (go_file.problems, ts_file.problems) == ((), ())
    return [
        (found.kind, go_text[slice(*found.go_span)], ts_text[slice(*found.ts_span)], found.message, found.help)
        for found in compare([go_file], [ts_file])
    ]


def field_kinds(go_type: str, ts_member: str, *, tag: str = "x", extra_go: str = "", extra_ts: str = "") -> list[str]:
    go_text = f'type A struct {{\n\tID string `json:"id"`\n\tX {go_type} `json:"{tag}"`\n}}\n{extra_go}'
    ts_text = f"interface A {{ id: string; {ts_member} }}\n{extra_ts}"
    return [found[0] for found in mismatches(go_text, ts_text)]


AGREE = [
    ("string", "x: string"),
    ("string", "x: 'a' | 'b'"),
    ("string", "x: Kind"),
    ("Kind", "x: 'a' | 'b'"),
    ("Kind", "x: string"),
    ("Undeclared", "x: number"),
    ("time.Time", "x: string"),
    ("uuid.UUID", "x: string"),
    ("uuid.UUID", "x: UUID"),
    ("decimal.Decimal", "x: string"),
    ("[]byte", "x: string"),
    ("int64", "x: number"),
    ("int64", "x: 1 | 2"),
    ("int64", "x: bigint"),
    ("float32", "x: number"),
    ("bool", "x: boolean"),
    ("bool", "x: true"),
    ("[]string", "x: string[]"),
    ("[]string", "x: Array<string>"),
    ("[]string", "x: readonly string[]"),
    ("[]string", "x: string[] | null"),
    ("[3]int", "x: [number, number, number]"),
    ("[]*Team", "x: Team[]"),
    ("map[string]int", "x: Record<string, number>"),
    ("map[string]int", "x: { [key: string]: number }"),
    ("map[string]any", "x?: Record<string, unknown>"),
    ("*string", "x: string | null"),
    ("*string", "x?: string"),
    ("*string", "x: string | undefined"),
    ("*string", "x: Maybe<string>"),
    ("*string", "x: OptionalName"),
    ("*Team", "x?: Team"),
    ("Team", "x: Team"),
    ("Team", "x: { id: string }"),
    ("Team", "x: TeamDto"),
    ("models.Team", "x: Team"),
    ("any", "x: string"),
    ("any", "x?: string"),
    ("interface{}", "x: number | null"),
    ("json.RawMessage", "x: unknown"),
    ("sql.NullString", "x: string | null"),
    ("pgtype.Text", "x: string"),
    ("time.Duration", "x: string"),
    ("Page[Team]", "x: Page<Team>"),
    ("struct{ A int }", "x: { a: number }"),
    ("string", "x: unknown"),
    ("Money", "x: number"),
    ("string", "x: string & { __brand: 'Id' }"),
    ("Later", "x: string"),
]
GO_EXTRA = (
    'type Kind string\ntype Team struct {\n\tID string `json:"id"`\n}\ntype Money struct {\n\tV int `json:"v"`\n}\n'
    "func (m Money) MarshalJSON() ([]byte, error)\ntype Later = time.Time\n"
)
TS_EXTRA = (
    "type Kind = 'a' | 'b';\ninterface Team { id: string }\ninterface TeamDto { id: string }\n"
    "type OptionalName = string | null;\nenum Level { Low = 1, High = 2 }\n"
)


@pytest.mark.parametrize(("go_type", "member"), AGREE)
def test_agreeing_types(go_type: str, member: str) -> None:
    assert field_kinds(go_type, member, extra_go=GO_EXTRA, extra_ts=TS_EXTRA) == []


CLASH = [
    ("string", "x: number", "type"),
    ("string", "x: string[]", "type"),
    ("string", "x: Level", "type"),
    ("string", "x: Team", "type"),
    ("Kind", "x: number", "type"),
    ("time.Time", "x: number", "type"),
    ("time.Time", "x: Date", "type"),
    ("Later", "x: Date", "type"),
    ("uuid.UUID", "x: number", "type"),
    ("decimal.Decimal", "x: number", "type"),
    ("[]byte", "x: number[]", "type"),
    ("int", "x: string", "type"),
    ("int", "x: 'a' | 'b'", "type"),
    ("int", "x: Kind", "type"),
    ("bool", "x: string", "type"),
    ("[]string", "x: string", "type"),
    ("[]string", "x: number[]", "type"),
    ("[]int", "x: Array<string>", "type"),
    ("map[string]int", "x: Record<string, string>", "type"),
    ("map[string]int", "x: number", "type"),
    ("Team", "x: string", "type"),
    ("Team", "x: Team[]", "type"),
    ("[]Team", "x: Team", "type"),
    ("*int", "x: string | null", "type"),
    ("string", "x?: string", "optionality"),
    ("string", "x: string | null", "optionality"),
    ("time.Time", "x: OptionalName", "optionality"),
    ("*string", "x: string", "optionality"),
    ("*Team", "x: Team", "optionality"),
    ("*time.Time", "x: string", "optionality"),
]


@pytest.mark.parametrize(("go_type", "member", "kind"), CLASH)
def test_clashing_types(go_type: str, member: str, kind: str) -> None:
    assert field_kinds(go_type, member, extra_go=GO_EXTRA, extra_ts=TS_EXTRA) == [kind]


TAGGED = [
    ("string", "x,omitempty", "x?: string", []),
    ("string", "x,omitempty", "x: string", ["optionality"]),
    ("[]string", "x,omitempty", "x: string[]", ["optionality"]),
    ("time.Time", "x,omitempty", "x: string", []),
    ("time.Time", "x,omitzero", "x: string", ["optionality"]),
    ("int64", "x,string", "x: string", []),
    ("int64", "x,string", "x: number", ["type"]),
    ("string", "-", "", []),
]


@pytest.mark.parametrize(("go_type", "tag", "member", "kinds"), TAGGED)
def test_tag_options(go_type: str, tag: str, member: str, kinds: list[str]) -> None:
    assert field_kinds(go_type, member, tag=tag) == kinds


MEMBERS: list[tuple[str, str, list[Found]]] = [
    (
        'type A struct {\n\tExpiresAt string `json:"expires_at"`\n}\n',
        "interface A { expiresAt: string }\n",
        [
            (
                "renamed",
                "ExpiresAt",
                "expiresAt",
                "json name expires_at has no member in interface A",
                "`expiresAt`, did you mean `expires_at`?",
            )
        ],
    ),
    (
        'type A struct {\n\tID string `json:"id"`\n\tEmail *string `json:"email"`\n}\n',
        "type A = { id: string }\n",
        [("missing-in-ts", "Email", "A", "json name email has no member in interface A", "add `email?: string;`")],
    ),
    (
        'type A struct {\n\tID string `json:"id"`\n}\n',
        "interface A { id: string; email: string; load(): void }\n",
        [
            (
                "missing-in-go",
                "A",
                "email",
                "member email of interface A has no field in struct A",
                'add a field with `json:"email"`, or remove the member',
            )
        ],
    ),
    (
        'type A struct {\n\tID int `json:"id"`\n}\n',
        "type A = Base & { id: string }\ninterface Base { }\n",
        [("type", "ID", "id", "id is int in struct A and string in type A", "write `number`")],
    ),
    (
        'type A struct {\n\tAbC int `json:"ab_c"`\n\tBcD int `json:"bc_d"`\n\tCdE int `json:"cd_e"`\n}\n',
        "interface A { abC: number; bcD: number; cdE: number }\n",
        [
            (
                "renamed",
                "AbC",
                "abC",
                "3 json names of A are spelled otherwise in TypeScript: ab_c is abC",
                "spell both the same way",
            )
        ],
    ),
    (
        'type A struct {\n\tRed int `json:"red"`\n\tBlue int `json:"blue"`\n\tGreen int `json:"green"`\n}\n',
        "interface A { north: number; south: number; west: number }\n",
        [
            (
                "missing-in-ts",
                "A",
                "A",
                "struct A and interface A have no member in common",
                "name them apart, or give them the same members",
            )
        ],
    ),
    (
        'type A struct {\n\tName *string `json:"name"`\n}\n',
        "interface A { name: string }\n",
        [
            (
                "optionality",
                "Name",
                "name",
                "name is optional in struct A and required in interface A",
                "write `name?`, or drop the pointer or `omitempty`",
            )
        ],
    ),
]


@pytest.mark.parametrize(("go_text", "ts_text", "expected"), MEMBERS)
def test_members(go_text: str, ts_text: str, expected: list[Found]) -> None:
    assert mismatches(go_text, ts_text) == expected


SILENT = [
    # Neither side is the other's twin.
    ('type A struct {\n\tID int `json:"id"`\n}\n', "interface AResponse { id: string }\n"),
    # A struct without any json tag is no contract.
    ("type A struct {\n\tID int\n}\n", "interface A { name: string }\n"),
    # A field without a tag is another rule's business.
    (
        'type A struct {\n\tID int `json:"id"`\n\tUserName string\n}\n',
        "interface A { id: number; user_name: string }\n",
    ),
    # Embedded structs are flattened, unknown ones leave the struct open.
    (
        'type Base struct {\n\tID int `json:"id"`\n}\ntype A struct {\n\tBase\n\tX int `json:"x"`\n}\n',
        "interface A { id: number; x: number }\n",
    ),
    ('type A struct {\n\tmodels.Base\n\tX int `json:"x"`\n}\n', "interface A { id: number; x: number }\n"),
    # So do bases.
    (
        'type A struct {\n\tID int `json:"id"`\n\tX int `json:"x"`\n}\n',
        "interface Base { id: number }\ninterface A extends Base { x: number }\n",
    ),
    ('type A struct {\n\tID int `json:"id"`\n\tX int `json:"x"`\n}\n', "interface A extends Base { x: number }\n"),
    (
        'type A struct {\n\tID int `json:"id"`\n\tX int `json:"x"`\n}\n',
        "interface A { x: number; [key: string]: number }\n",
    ),
    # What is left out is not missing.
    ('type A struct {\n\tID int `json:"id"`\n\t// ... other fields\n}\n', "interface A { id: number; x: number }\n"),
    ('type A struct {\n\tID int `json:"id"`\n\tX int `json:"x"`\n}\n', "interface A {\n  id: number;\n  ...\n}\n"),
    # Unexported and hidden fields are not encoded.
    ('type A struct {\n\tID int `json:"id"`\n\tx int\n\tY int `json:"-"`\n}\n', "interface A { id: number }\n"),
    # A type parameter may be anything.
    ('type A[T any] struct {\n\tX []T `json:"x"`\n}\n', "interface A<T> { x: T[] }\n"),
    # A type that is computed is not judged.
    ('type A struct {\n\tX int `json:"x"`\n}\n', "type A = z.infer<typeof schema>;\n"),
    ('type A struct {\n\tX int `json:"x"`\n}\n', "type A = Partial<B>;\n"),
    # Embedding goes round in a circle.
    ('type A struct {\n\tB\n\tX int `json:"x"`\n}\ntype B struct {\n\tA\n}\n', "interface A { x: number }\n"),
    ('type A struct {\n\tX int `json:"x"`\n}\n', "interface A extends B { x: number }\ninterface B extends A {}\n"),
]


@pytest.mark.parametrize(("go_text", "ts_text"), SILENT)
def test_silent(go_text: str, ts_text: str) -> None:
    assert mismatches(go_text, ts_text) == []


def test_broken_declarations_are_not_compared() -> None:
    go_file = go.parse('type A struct {\n\tID int `json:"id"\n}\n')
    ts_file = typescript.parse("interface A { x: string }\n")
    assert len(go_file.problems) == 1
    assert compare([go_file], [ts_file]) == []


def test_nearest_declarations_are_compared() -> None:
    first = go.parse('type A struct {\n\tID int `json:"id"`\n}\n')
    second = go.parse('type A struct {\n\tID string `json:"id"`\n}\n')
    number, string = typescript.parse("interface A { id: number }"), typescript.parse("interface A { id: string }")
    assert compare([first, second], [number, string], [10, 500], [40, 540]) == []
    crossed = compare([first, second], [string, number], [10, 500], [40, 540])
    assert [(found.kind, found.go_file, found.ts_file) for found in crossed] == [("type", 0, 0), ("type", 1, 1)]
    lone = compare([first, second], [string], [10, 500], [540])
    assert lone == []


GENERATED = [
    (
        (
            'type A struct {\n\tBase\n\tID uuid.UUID `json:"id"`\n\tN *int `json:"n"`\n'
            '\tL []string `json:"l,omitempty"`\n'
            '\tM map[string]Team `json:"m"`\n\tK Kind `json:"odd-key"`\n\tQ ext.Thing `json:"q"`\n\tx int\n'
            '\tH int `json:"-"`\n\tS int `json:"s,string"`\n\tI struct {\n\t\tA *int `json:"a"`\n\t} `json:"i"`\n}\n'
            'type Base struct {\n\tAt time.Time `json:"at"`\n}\ntype Team struct{}\ntype Kind string\n'
        ),
        (
            "export interface A {\n  id: string;\n  n?: number;\n  l?: string[];\n  m: Record<string, Team>;\n"
            '  "odd-key": string;\n  q: unknown;\n  s: string;\n  i: { a?: number };\n  at: string;\n}\n'
        ),
    ),
    (
        'type Page[T any] struct {\n\tItems []T `json:"items"`\n\tNext *Page[T] `json:"next"`\n}\n',
        "export interface Page<T> {\n  items: T[];\n  next?: Page<T>;\n}\n",
    ),
]


@pytest.mark.parametrize(("go_text", "expected"), GENERATED)
def test_generated_interface(go_text: str, expected: str) -> None:
    go_file = go.parse(go_text)
    written = typescript_interface(go_file.structs[0], declarations([go_file], []))
    assert written == expected
    ts_file = typescript.parse(written)
    assert (ts_file.problems, ts_file.any_uses, compare([go_file], [ts_file])) == ((), (), [])


def test_spelling() -> None:
    assert nearest("expires_at", ["created_at", "expiresAt"]) == "expiresAt"
    assert nearest("recieved", ["sent", "received"]) == "received"
    assert nearest("id", ["ix", "ad"]) is None
    assert nearest("name", ["node"]) is None
    assert (distance("abcd", "abdc", 2), distance("abc", "xyz", 2), distance("a" * 90, "a" * 90, 2)) == (1, 3, 3)
