"""Endpoints under headings, in tables and in blocks: their form, their parts, their callers and handlers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

API = "# Tech Spec: Invitations\n\n## 4. API Design\n\n"
ROWS = (
    "# Tech Spec: Invitations\n\n## 4) Proposed Design\n\n### 4.1 API Surface\n\n"
    "| Method | Path | Auth |\n|---|---|---|\n"
)
FEATURE = "## Technical Spec: Invitations\n\n### 4. Technical Design\n\n#### 4.2 API Contracts\n\n"
DESIGN = (
    "# Technical Specification: Invitations\n\n## Integration Points\n\n### APIs & Interfaces\n\n"
    "**New APIs Created**:\n\n"
)
PARTS = (
    'Request:\n{ "email": "string - whom" }\n\nResponse:\n{ "id": "uuid - which" }\n\n'
    "Error Responses:\n- 409: taken\n- 500: lost\n"
)
KEYS = "- Purpose: invite\n- Request: email\n- Response: id\n- Auth: admin\n"


@pytest.mark.parametrize(
    ("spec_type", "text"),
    [
        ("engineering", API + "### «post» /api/invites\n"),
        ("engineering", API + "### GET «api/invites»\n"),
        ("engineering", API + "### GET /api/invites/«:id»\n"),
        ("engineering", API + "### GET «/api/invites/{id»\n"),
        ("prd-driven", API + "### «FETCH» /api/invites\n"),
        ("prd-driven", API + "### GET /api/«<id>»/members\n"),
        ("backend-api", ROWS + "| «get» | /api/invites | admin |\n"),
        ("backend-api", ROWS + "| GET | /api/invites/«:id» | admin |\n| «LIST» | `/api/invites` | admin |\n"),
        ("feature", FEATURE + f"```\n«post» /api/invites\n{PARTS}```\n"),
        ("feature", FEATURE + f"```\n«Create an invite»\n{PARTS}```\n"),
        ("design", DESIGN + f"```text\nPOST /api/invites/«:id»\n{KEYS}```\n"),
        ("design", DESIGN + f"```text\n«Invite somebody»\n{KEYS}```\n"),
        ("engineering", API + "### GET /api/invites/{id}\n\n### `DELETE /api/invites/{id}`\n"),
        ("engineering", API + "### [METHOD] [path]\n"),
        ("prd-driven", API + "### GET /api/files/{path:.*}\n\n### GET /api/v1/{team_id}/members?limit=5\n"),
        ("backend-api", ROWS + "| `GET`, `PUT` | `/api/invites/{id}` | admin |\n| POST/PATCH | /api/x | none |\n"),
        ("backend-api", ROWS + "| [method] | [/path] | [who] |\n"),
        ("feature", FEATURE + f"#### POST /api/invites\n\n```\nPOST /api/invites\n{PARTS}```\n"),
        ("feature", FEATURE + "Not applicable.\n"),
        ("design", DESIGN + f"```text\nPOST /api/invites HTTP/1.1\n{KEYS}```\n"),
        ("design", DESIGN + "```text\n[Method] /api/endpoint\n- Purpose: [What it does]\n```\n"),
    ],
)
def test_form(judge: Callable[..., list[Finding]], spec_type: str, text: str) -> None:
    judge("SL601", text, spec_type)


def test_many_parameters_without_braces_are_one_finding(judge: Callable[..., list[Finding]]) -> None:
    text = API + "### GET /a/«:a»\n\n### GET /b/:b\n\n### GET /c/:c\n\n### GET /d/:d\n"
    finding = judge("SL601", text)[0]
    assert finding.message == "the parameters of 4 endpoints are not in braces"
    assert finding.fix is not None
    assert [edit.text for edit in finding.fix.edits] == ["{a}", "{b}", "{c}", "{d}"]


@pytest.mark.parametrize(
    ("spec_type", "text"),
    [
        ("engineering", API + "### GET /a/{id}\n\n### «GET /a/{other}»\n"),
        ("engineering", API + "### GET /a\n\n### «get /a/»\n"),
        ("prd-driven", API + "### POST /a\n\n### `«POST /a»`\n"),
        ("prd-driven", API + "### POST /a/:id\n\n### «POST /a/{id}»\n"),
        ("backend-api", ROWS + "| GET | /a | x |\n| «GET» | `/a` | y |\n"),
        ("backend-api", ROWS + "| GET, PUT | /a | x |\n| «PUT» | /a | y |\n"),
        ("feature", FEATURE + f"```\nGET /a\n{PARTS}\n«GET /a»\n{PARTS}```\n"),
        ("feature", FEATURE + f"```\nGET /a/{{x}}\n{PARTS}```\n\n```\n«GET /a/{{y}}»\n{PARTS}```\n"),
        (
            "design",
            DESIGN + f"```text\nGET /a\n{KEYS}```\n\n**Modified APIs**:\n\n```text\n«GET /a»\n- Changes: x\n```\n",
        ),
        ("design", DESIGN + f"```text\nGET /a\n{KEYS}\n«GET /a»\n{KEYS}```\n"),
        ("engineering", API + "### GET /a\n\n### DELETE /a\n\n### GET /a/{id}\n"),
        ("prd-driven", API + "### GET /a\n\n### GET /A\n"),
        ("backend-api", ROWS + "| GET | /a | x |\n| GET | /a/b | y |\n| POST | /a | y |\n"),
        ("feature", FEATURE + f"**GET /a**\n\n```\nGET /a\n{PARTS}```\n"),
        ("design", DESIGN + f"```text\nGET /a\n{KEYS}\nPOST /a\n{KEYS}```\n"),
    ],
)
def test_once(judge: Callable[..., list[Finding]], spec_type: str, text: str) -> None:
    found = judge("SL602", text, spec_type)
    assert all(one.related for one in found)


@pytest.mark.parametrize(
    ("spec_type", "text", "message"),
    [
        ("feature", "«POST /a»\nResponse:\n{}\n\nErrors:\n- 409: taken\n", "POST /a has no `Request:`"),
        ("feature", "«DELETE /a»\nReturns 204.\n", "DELETE /a has no `Error Responses:`"),
        (
            "feature",
            "POST /a\n«Request:»\n\nResponse:\n{}\n\nErrors:\n- 409: x\n",
            "`Request:` of POST /a has no content",
        ),
        (
            "feature",
            'GET /a\n«Response:»\n{ "a": [1 }\n\nErrors:\n- 409: x\n',
            "the object under `Response:` is never closed",
        ),
        ("feature", f"POST /a\n{PARTS}", None),
        ("feature", "DELETE /a\n\nResponse: 204\n\nError Responses:\n- 404: gone\n", None),
        ("design", "«GET /a»\n- Purpose: x\n", "GET /a has no `Request:`, `Response:` and `Auth:`"),
        (
            "design",
            "POST /a\n- Purpose: x\n- Request: y\n- «Response:»\n- Auth: z\n",
            "`Response:` of POST /a has no content",
        ),
        ("design", "«PUT /a»\n- Changes: x\n- Compatibility: Breaking\n", "PUT /a has no `Migration:`"),
        ("design", f"POST /a\n{KEYS}", None),
        ("design", "PUT /a\n- Changes: x\n- Compatibility: Non-breaking\n", None),
    ],
)
def test_parts(judge: Callable[..., list[Finding]], spec_type: str, text: str, message: str | None) -> None:
    head = FEATURE if spec_type == "feature" else DESIGN
    if "Changes" in text:
        head = DESIGN.replace("New APIs Created", "Modified APIs")
    text = text.replace("- «Response:»", "«- Response:»")
    found = judge("SL603", f"{head}```text\n{text}```\n", spec_type)
    assert [one.message for one in found] == ([message] if message else [])


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize(
    "text",
    [
        "### «GET /a»\n\n**Auth:** admin\n\n{errors}| 404 | gone | `{{}}` |\n",
        "### «PUT /a»\n\n**Auth:** Bearer token\n\n{errors}| 403 | no right | `{{}}` |\n",
        "### GET /a\n\n**Auth:** None (public)\n\n{errors}| 404 | gone | `{{}}` |\n",
        "### GET /a\n\n**Auth:** admin\n\n{errors}| 401 | no session | `{{}}` |\n",
        "### POST /a\n\n**Auth:** admin; idempotent by key\n\n{errors}| 403 | no right | `{{}}` |\n",
        "### POST /a\n\n**Description:** Changes nothing.\n\n**Auth:** x\n\n{errors}| 403 | no | `{{}}` |\n",
        "### POST /a\n\n**Description:** The same answer.\n\n**Auth:** x\n\n{errors}| 403 | no | `{{}}` |\n",
        "### POST /a\n\n**Auth:** admin\n",
    ],
)
def test_answers(judge: Callable[..., list[Finding]], text: str, spec_type: str) -> None:
    errors = "**Error Responses:**\n\n| Status | Condition | Body |\n|---|---|---|\n"
    judge("SL604", API + text.format(errors=errors), spec_type)


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("«CreateInvite»", "the handler names no `package.Function` and names no Go file"),
        ("«`CreateInvite` in `src/api/a.go`»", "the handler has `CreateInvite` without its package"),
        ("«`handlers.create` in `src/api/a.go`»", "the handler has `handlers.create`, which is not exported"),
        ("«`handlers.Create`»", "the handler names no Go file"),
        ("«`handlers.Create` in `src/*/a.go`»", "the handler has a path that is a pattern, not the path of one file"),
        ("«`handlers.Create` in src/api/a.go»", "the handler has its path without backticks"),
        ("`handlers.Create` in `src/api/a.go`", None),
        ("`handlers.(*InviteHandler).Create` in `src/api/a.go`, new", None),
        ("`handlers.Create(store)` (`src/api/a.go`)", None),
        ("`func (h *Handler) Create(w http.ResponseWriter, r *http.Request)` in `src/api/a.go`", None),
        ("None", None),
        ("[handler]", None),
    ],
)
def test_handler(judge: Callable[..., list[Finding]], value: str, message: str | None, spec_type: str) -> None:
    found = judge("SL605", f"{API}### GET /a\n\n**Handler:** {value}\n", spec_type)
    assert [one.message for one in found] == ([message] if message else [])
