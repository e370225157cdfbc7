"""Statuses of errors and of success, and those that taxonomy and endpoints share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

ENDPOINT = (
    "# Tech Spec: Invitations\n\n## 4. API Design\n\n### GET /a\n\n**Description:** returns 200.\n\n"
    "**Error Responses:**\n\n"
)
ERRORS = ENDPOINT + "| Status | Condition | Body |\n|---|---|---|\n"
TAXONOMY = (
    "\n## 5. Component & Module Design\n\n### Error Taxonomy\n\n"
    "| Error (Go) | HTTP Status | TypeScript Error | User-Facing Message | Log Level |\n|---|---|---|---|---|\n"
)
FEATURE = (
    "# Technical Spec: Invitations\n\n## 4. Technical Design\n\n### 4.2 API Contracts\n\n"
    "```\nGET /a\n\nResponse:\n{}\n\nError Responses:\n"
)
HANDLING = "\n## 6. Error Handling\n\n| Error Scenario | Detection | Handling | Recovery |\n|---|---|---|---|\n"


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize(
    "rows",
    [
        "| «200» | bad | `{}` |\n",
        "| «302 Found» | moved | `{}` |\n| 404 | gone | `{}` |\n",
        "| «Conflict» | taken | `{}` |\n",
        "| 409 | taken | `{}` |\n| «409» | Taken | `{}` |\n",
        "| 409 | taken | `{}` |\n| 409 | team full | `{}` |\n",
        "| 400/422 | bad | `{}` |\n| 5xx | ours | `{}` |\n| `404 Not Found` | gone | `{}` |\n",
        "| [4xx or 5xx] | [when] | [json] |\n",
    ],
)
def test_error_rows(judge: Callable[..., list[Finding]], rows: str, spec_type: str) -> None:
    judge("SL615", ERRORS + rows, spec_type)


@pytest.mark.parametrize(
    "lines",
    [
        "- 400: bad\n- «200: fine»\n- 500: ours\n",
        "- «404:»\n- 500: ours\n",
        "- 409: taken\n- «409: Taken»\n- 503: down\n",
        "- 400: bad\n- 500: ours\n",
        "- 4xx: [when it is sent]\n- 5xx: [when it is sent]\n",
        "- `404` — gone\n- `5xx` — ours\n",
    ],
)
def test_error_lines(judge: Callable[..., list[Finding]], lines: str) -> None:
    judge("SL615", f"{FEATURE}{lines}```\n", "feature")


@pytest.mark.parametrize(("lines", "lacking"), [("- 404: gone\n", "5xx"), ("- 500: ours\n", "4xx")])
def test_one_class_of_errors_is_an_info(judge: Callable[..., list[Finding]], lines: str, lacking: str) -> None:
    text = FEATURE.replace("GET /a", "«GET /a»")
    found = judge("SL615", f"{text}{lines}```\n", "feature")
    assert [(one.message, one.level) for one in found] == [(f"GET /a lists no {lacking} error", "both")]


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize(
    ("rows", "errors", "level"),
    [
        ("| «409» | taken | `{}` |\n", "| `ErrGone` | 404 | GoneError | gone | info |\n", None),
        (
            "| 404 | gone | `{}` |\n| «500» | ours | `{}` |\n",
            "| `ErrGone` | 404 | GoneError | gone | info |\n",
            "generic",
        ),
        ("| 404 | gone | `{}` |\n", "| `ErrGone` | 404 | A | b | info |\n| `ErrFull` | «422» | C | d | info |\n", None),
        ("| 404 | gone | `{}` |\n", "| `ErrGone` | 404 | GoneError | gone | info |\n", None),
        ("| 404 | gone | `{}` |\n", "| `ErrAny` | 4xx | AnyError | any | info |\n", None),
        ("| 200 | gone | `{}` |\n", "| `ErrGone` | 404 | GoneError | gone | info |\n", None),
        ("| 404 | gone | `{}` |\n", "", None),
    ],
)
def test_taxonomy(
    judge: Callable[..., list[Finding]], rows: str, errors: str, level: str | None, spec_type: str
) -> None:
    found = judge("SL616", ERRORS + rows + TAXONOMY + errors, spec_type)
    assert all(one.level == level for one in found)


@pytest.mark.parametrize(
    ("lines", "handling"),
    [
        ("- «404: gone»\n- 500: ours\n", "| Database down | 500 rate | retry | page |\n"),
        ("- 404: gone\n- «503: down»\n", "| No such invite | 404 | show it | none |\n"),
        ("- 404: gone\n- 500: ours\n", "| Gone, ours | 404, 500 | show it | none |\n"),
        ("- 404: gone\n", "| Gone | `404` from the API | show it | none |\n"),
    ],
)
def test_feature_handles_its_errors(judge: Callable[..., list[Finding]], lines: str, handling: str) -> None:
    judge("SL616", f"{FEATURE}{lines}```\n{HANDLING}{handling}", "feature")
