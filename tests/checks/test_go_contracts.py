"""Go in a spec: syntax, json tags, names and packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

API = "# Tech Spec: Invitations\n\n## 4. API Design\n\n### POST /api/invites\n\n"
FILES = (
    "# Tech Spec: Invitations\n\n## 5. Component & Module Design\n\n### Backend (Go) — New Files\n\n"
    "| File Path | Package | Exported Interface |\n|---|---|---|\n"
)
TYPES = pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])


def go(text: str, label: str = "Request struct") -> str:
    return f"{API}**{label}:**\n\n```go\n{text}\n```\n"


@TYPES
@pytest.mark.parametrize(
    ("text", "level"),
    [
        (go("«type A struct (»\n    ID string\n}"), None),
        (go("type A struct {\n    ID«:» string\n}"), None),
        (go("type A struct {\n    ID string «`json:id`»\n}"), None),
        (API + "Add `«func (s *Store) Create(ctx context.Context error»`.\n", "signature"),
        (API + "Add `«func Create(ctx, request) error»`.\n", "signature"),
        (go('type A struct {\n    ID string `json:"id"`\n    // ...\n}\n\nfunc (a A) Valid() error'), None),
        (go("Create(ctx context.Context, a *A) (*B, error)\n..."), None),
        (API + "Add `func (s *Store) Create(ctx context.Context, a A) (*B, error)` and `func(w, r)`.\n", None),
        (API + "Add `func Map[T any](values []T, f func(T) string) []string { ... }`.\n", None),
        (API + "```go\n// [Name] — [purpose]\n```\n\n```text\ntype A struct (\n```\n", None),
    ],
)
def test_syntax(judge: Callable[..., list[Finding]], text: str, level: str | None, spec_type: str) -> None:
    assert all(one.level == level for one in judge("SL606", text, spec_type))


@TYPES
@pytest.mark.parametrize(
    "text",
    [
        go('type A struct {\n    «Email string»\n    Role  string `json:"role" validate:"required"`\n}'),
        go('type A struct {\n    «Email string `validate:"required"`»\n    Role  string\n}', "Response struct"),
        go(
            'type A struct {\n    TeamID string `json:"team_id"`\n    «Name string `json:"fullName"`»\n}',
            "Response struct",
        ),
        go(
            'type A struct {\n    Email string `json:"email" binding:"email"`\n    Page int `form:"page"`\n    t int\n}'
        ),
        go('type A struct {\n    TeamID *string `json:"teamId"`\n    Name *string `json:"fullName"`\n}'),
        go('type A struct {\n    Base\n    Secret *string `json:"-"`\n}'),
        FILES + "\n### Backend Interfaces\n\n```go\ntype Config struct {\n    Port int\n}\n```\n",
    ],
)
def test_tags(judge: Callable[..., list[Finding]], text: str, spec_type: str) -> None:
    judge("SL611", text, spec_type)


def test_a_field_without_rules_is_an_info(judge: Callable[..., list[Finding]]) -> None:
    text = go('type A struct {\n    «Email string `json:"email"`»\n    On bool `json:"on"`\n}')
    assert [one.level for one in judge("SL611", text)] == ["validation"]
    judge("SL611", text.replace("«", "").replace("»", "") + "\n**Validation rules:** every field is required.\n")


@TYPES
@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            FILES + "| `src/invite_store/a.go` | «invite_store» | `A` |\n",
            "package invite_store is not one lower-case word",
        ),
        (FILES + "| `src/invites/a.go` | `«Invites»` | `A` |\n", "package Invites is not one lower-case word"),
        (FILES + "| `src/invites/a.go` | invites | `«Create_Invite»()` |\n", "Create_Invite is not in PascalCase"),
        (API + "**Handler:** `api.«Create_Invite»` in `src/api/a.go`\n", "Create_Invite is not in PascalCase"),
        (go('type A struct {\n    «User_ID» string `json:"user_id"`\n}'), "User_ID is not in PascalCase"),
        (go("func Load() («error», *A)"), "the error of Load is not its last result"),
        (go('func Load() *A {\n    «panic»("never")\n}'), "the code panics"),
        (FILES + "| `src/invites/a_test.go` | invites_test | `TestStore_Create` |\n", None),
        (FILES + "| [path] | [package] | [exports] |\n", None),
        (go("func Load() (*A, error) // panic(never)\nfunc TestLoad_Fails(t *testing.T)"), None),
    ],
)
def test_names(judge: Callable[..., list[Finding]], text: str, message: str | None, spec_type: str) -> None:
    found = judge("SL612", text, spec_type)
    assert [one.message for one in found] == ([message] if message else [])


@TYPES
@pytest.mark.parametrize(
    "text",
    [
        FILES + "| `src/api/a.go` | «handlers» | `A` |\n",
        FILES + "| src/invites/v2/a.go | `«api»` | `A` |\n",
        API + "**Handler:** `«handlers».Create` in `src/api/a.go`\n",
        FILES + "| `cmd/server/main.go` | main | `main()` |\n| `src/api/a_test.go` | api_test | `TestA` |\n",
        FILES + "| `src/invites/v2/a.go` | invites | `A` |\n| `pkg/go-redis/a.go` | redis | `A` |\n",
        FILES + "| `src/invite_store/a.go` | invite_store | `A` |\n| `go.mod` | none | — |\n",
    ],
)
def test_packages(judge: Callable[..., list[Finding]], text: str, spec_type: str) -> None:
    judge("SL613", text, spec_type)
