"""Go declarations with exact spans, what is tolerated, and what is not."""

from __future__ import annotations

import pytest

from speclint.contracts import go
from speclint.contracts.go_model import (
    GoArray,
    GoChan,
    GoField,
    GoFunc,
    GoInterfaceType,
    GoMap,
    GoNamed,
    GoPointer,
    GoSlice,
    GoStruct,
    GoStructType,
    GoUnknown,
)

STRING = GoNamed("string")


def struct_of(text: str) -> GoStruct:
    parsed = go.parse(text)
    assert parsed.problems == ()
    assert len(parsed.structs) == 1
    return parsed.structs[0]


TYPES = [
    ("string", STRING),
    ("uuid.UUID", GoNamed("UUID", "uuid")),
    ("*Team", GoPointer(GoNamed("Team"))),
    ("[]*Team", GoSlice(GoPointer(GoNamed("Team")))),
    ("[4]byte", GoArray("4", GoNamed("byte"))),
    ("map[string][]int", GoMap(STRING, GoSlice(GoNamed("int")))),
    ("Page[Team, pkg.X]", GoNamed("Page", "", (GoNamed("Team"), GoNamed("X", "pkg")))),
    ("any", GoNamed("any")),
    ("interface{}", GoInterfaceType(empty=True)),
    ("interface{ M() }", GoInterfaceType(empty=False)),
    ("func(int) error", GoFunc()),
    ("chan int", GoChan()),
    ("(string)", STRING),
    ("[]" * 200 + "int", None),
]


@pytest.mark.parametrize(("source", "expected"), TYPES)
def test_types(source: str, expected: object) -> None:
    field = struct_of(f"type T struct {{\n\tF {source}\n}}\n").fields[0]
    if expected is None:
        inner = field.type
        while isinstance(inner, GoSlice):
            inner = inner.element
        assert inner == GoUnknown()
    else:
        assert field.type == expected


FIELDS = [
    ('Email string `json:"email"`', "Email", "email", (), True),
    ('Email string `json:"email,omitempty" validate:"required"`', "Email", "email", ("omitempty",), True),
    ("Email string", "Email", "Email", (), False),
    ('Email string `json:"-"`', "Email", None, (), True),
    ('Email string `json:"-,"`', "Email", "-", ("",), True),
    ('Email string `json:",omitempty"`', "Email", "Email", ("omitempty",), True),
    ('Count int `json:"count,string"`', "Count", "count", ("string",), True),
    ('Email string "json:\\"email\\""', "Email", "email", (), True),
    ('Email string `db:"email"`', "Email", "Email", (), False),
    ("Email string `json:...`", "Email", None, (), True),
    ('Base `json:"base"`', "Base", "base", (), True),
]


@pytest.mark.parametrize(("line", "name", "json_name", "options", "tagged"), FIELDS)
def test_fields(line: str, name: str, json_name: str | None, options: tuple[str, ...], tagged: bool) -> None:
    text = f"// ö😀\ntype T struct {{\n    {line} // the note\n}}\n"
    field = struct_of(text).fields[0]
    assert (field.name, field.json_name, field.json_options, field.has_json_tag) == (name, json_name, options, tagged)
    assert text[slice(*field.span)] == line
    assert text[slice(*field.name_span)] == name
    assert field.comment == "the note"
    if field.tag_span is not None:
        assert text[slice(*field.tag_span)] == line[line.index(text[field.tag_span.start]) :]


def test_struct_parts() -> None:
    text = (
        "type Page[T any, K comparable] struct {\n\t*models.Base\n\tMeta\n\tX, Y int\n\t// the items\n\tItems []T\n"
        "\tIn struct { A *int }\n}\n"
    )
    struct = struct_of(text)
    assert (text[slice(*struct.name_span)], struct.type_params) == ("Page", ("T", "K"))
    assert text[slice(*struct.span)] == text[len("type ") : -1]
    assert [(field.name, field.type, field.embedded) for field in struct.embedded] == [
        ("Base", GoPointer(GoNamed("Base", "models")), True),
        ("Meta", GoNamed("Meta"), True),
    ]
    assert [field.name for field in struct.fields] == ["X", "Y", "Items", "In"]
    assert struct.fields[2].comment == "the items"
    inner = struct.fields[3].type
    assert isinstance(inner, GoStructType)
    assert isinstance(inner.fields[0], GoField)
    assert (inner.fields[0].name, inner.fields[0].pointer, inner.fields[0].exported) == ("A", True, True)
    assert (struct.open, struct.broken) == (False, False)


def test_other_declarations() -> None:
    text = (
        "package teams\n\n"
        "type Status string\ntype Alias = Team\n"
        'const (\n\tActive Status = "active"\n)\n'
        "type Store interface {\n\tGet(ctx context.Context, id string) (*Team, error)\n\tio.Closer\n}\n"
        "func (s *svc) Add(ctx context.Context, names ...string) (n int, err error)\n"
        "func New[T any](x T) *T { return &x }\n"
    )
    parsed = go.parse(text)
    assert parsed.problems == ()
    assert (parsed.package, text[slice(*(parsed.package_span or ()))]) == ("teams", "teams")
    assert [(named.name, named.type, named.alias) for named in parsed.named_types] == [
        ("Status", STRING, False),
        ("Alias", GoNamed("Team"), True),
    ]
    assert [(constant.name, constant.type, constant.value) for constant in parsed.constants] == [
        ("Active", "Status", '"active"')
    ]
    store = parsed.interfaces[0]
    assert (store.name, store.embedded) == ("Store", (GoNamed("Closer", "io"),))
    assert [parameter.name for parameter in store.methods[0].parameters] == ["ctx", "id"]
    assert [result.type for result in store.methods[0].results] == [GoPointer(GoNamed("Team")), GoNamed("error")]
    add, new = parsed.functions
    assert (add.name, add.receiver, add.body_span) == ("Add", "svc", None)
    assert [(parameter.name, parameter.type) for parameter in add.parameters][1] == ("names", GoSlice(STRING))
    assert [result.name for result in add.results] == ["n", "err"]
    assert (new.name, new.type_params, text[slice(*(new.body_span or ()))]) == ("New", ("T",), "{ return &x }")


FINE = [
    "",
    "// only a comment",
    "func (s *Service) Create(ctx context.Context, in Input) (*Team, error)",
    'Email string `json:"email"`\nName  string\n',
    "Create(ctx context.Context) error\nDelete(ctx context.Context, id string) error\n",
    "team, err := store.Get(ctx, id)\nif err != nil {\n\treturn err\n}\n",
    "type A struct {\n\tB int\n\t...\n}\n",
    "type A struct {\n\tB int\n\t… more of the same\n}\n",
    "type A struct { ... }",
    "func F(a int) error { ... }\nfunc G(...) error\n",
    "func F(names ...string) { g(names...) }\nvar x = [...]int{1}\n",
    'type A struct {\n\tB int `json:...`\n\tC int `json:"c" ...`\n}\n',
    'Active Status = "active"\n\ntype Status string\n',
    "case Active:\n\treturn nil\n",
    "type A struct {\r\n\tB int\r\n}\r\n",
    "type A struct {\n\u00a0\u00a0B int\n}\n",
    '{Name: "a"},\n{Name: "b"},\n',
    "type A struct {\n\tB int\n}\n\n// the method\nRun(ctx context.Context) error\n",
]


@pytest.mark.parametrize("text", FINE)
def test_tolerated(text: str) -> None:
    assert go.parse(text).problems == ()


BROKEN = [
    ("type X struct (\n\tA int\n}\n", [("type X struct (", "`type X struct (` is not valid Go here")]),
    ("type X struct {\n\tA int\n\ntype Y struct {\n\tB int\n}\n", [("{", "`{` is never closed")]),
    ("type X struct {\n\tA int\n}}\n", [("}}", "`}}` is not valid Go here")]),
    ("type X struct\n\tA int\n\n\tB int\n}\n", [("type X struct", "`type X struct` is not valid Go here")]),
    ("func F(a int {\n\treturn\n}\n", [("func F(a int {", "`func F(a int {` is not valid Go here")]),
    ("type X struct {\n\tA: int\n\tB int\n}\n", [(":", "`A: int` is not valid Go here")]),
    ("type X struct {\n\tA map[string]\n\tB int\n}\n", [("A map[string]", "`A map[string]` is not valid Go here")]),
    (
        'type X struct {\n\tA int `json:"a"\n\tB int `json:"b"`\n}\n\ntype Y struct {\n\tC int `json:"c"`\n}\n',
        [('A int `json:"a"', '`A int `json:"a"` is not valid Go here')],
    ),
    ("type X struct {\n\tF func(a int\n}\n", [("(", "`(` is closed by `}`")]),
    (
        'type X struct {\n\tA int `json: "a"`\n}\n',
        [('`json: "a"`', 'struct tag `json: "a"` is not a list of key:"value" pairs')],
    ),
    (
        'type X struct {\n\tA int `json:"a`\n}\n',
        [('`json:"a`', 'struct tag `json:"a` is not a list of key:"value" pairs')],
    ),
    ("é := 1\n\nfunc F( {\n}\n\nfunc G() {\n}\n", [("func F( {", "`func F( {` is not valid Go here")]),
    (
        "one two.\n\nthree four.\n\nfive six.\n\nseven eight.\n\nnine ten.\n",
        [(".", "`one two.` is not valid Go here, nor are 4 more places in this fence")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN)
def test_problems(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(text[slice(*problem.span)], problem.message) for problem in go.parse(text).problems]
    assert found == expected


OPEN = [
    ("type A struct {\n\tB int\n\t// ... other fields\n}", True),
    ("type A struct {\n\tB int\n\t...\n}", True),
    ("type A struct {\n\tB int // existing fields\n}", True),
    ("type A struct {\n\tB int `json:...`\n}", True),
    ("type A struct {\n\t// B is the best of all\n\tB int\n}", False),
]


@pytest.mark.parametrize(("text", "is_open"), OPEN)
def test_left_out_members(text: str, is_open: bool) -> None:
    assert struct_of(text).open is is_open


def test_broken_struct_keeps_its_name() -> None:
    text = "type X struct (\n\tA int\n}\n\ntype Y struct {\n\tB int\n}\n"
    assert [(struct.name, struct.broken, text[slice(*struct.name_span)]) for struct in go.parse(text).structs] == [
        ("X", True, "X"),
        ("Y", False, "Y"),
    ]
