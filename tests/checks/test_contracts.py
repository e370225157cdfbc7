"""Go structs and their TypeScript twins, wherever in the spec either stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

TITLE = "# Tech Spec: Invitations\n\n"
GO = '```go\ntype Invite struct {\n    ID   string  `json:"id"`\n    Note *string `json:"note"`\n}\n```\n\n'


def typescript(body: str) -> str:
    return f"## 5. Component & Module Design\n\n```ts\ninterface Invite {{ {body} }}\n```\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GO + typescript("id: string; note?: string"), None),
        (GO + typescript("id: string; note: string | null"), None),
        (GO + typescript("id: string; // ..."), None),
        (GO, None),
        (typescript("id: string"), None),
        (
            GO + typescript("«id»: number; note?: string"),
            "id is string in struct Invite and number in interface Invite",
        ),
        (
            GO + typescript("id: string; «note»: string"),
            "note is optional in struct Invite and required in interface Invite",
        ),
        (
            GO.replace("Note *", "«Note» *") + typescript("id: string"),
            "json name note has no member in interface Invite",
        ),
        (
            GO + typescript("id: string; note?: string; «at»: string"),
            "member at of interface Invite has no field in struct Invite",
        ),
        (GO.replace("```go", "```text") + typescript("id: number"), None),
    ],
)
def test_twins(judge: Callable[..., list[Finding]], text: str, message: str | None) -> None:
    found = judge("SL609", TITLE + text)
    assert [one.message for one in found] == ([message] if message else [])
    assert all(one.related and one.related[0].span != one.span for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "```ts\ntype A = { data: «any» };\n```",
        "```tsx\nfunction f(a: «any»[], b: Record<string, «any»>) {}\n```",
        "```typescript\n// unavoidable: the provider sends what it likes\ntype A = { data: any };\n```",
        '```typescript\nconst any = "any"; // any of them\ntype A = { any: string };\n```',
        "```go\nfunc f(a any) {}\n```",
        "In prose `any` is a word: any.",
        "### New Patterns or Deviations\n\n`any` stands for the provider's payload.\n\n```ts\ntype A = any;\n```",
    ],
)
def test_any(judge: Callable[..., list[Finding]], text: str) -> None:
    heading = "## 2. Architecture & Design Decisions\n\n"
    judge("SL614", TITLE + heading + text)
