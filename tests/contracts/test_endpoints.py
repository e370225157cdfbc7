"""Headings and cells that are endpoints, nearly so, or prose."""

from __future__ import annotations

import pytest

from speclint.contracts.endpoints import parse_endpoint

GOOD = [
    ("POST /api/v1/teams/{team_id}", "POST /api/v1/teams/{}", "POST", "/api/v1/teams/{team_id}", ["team_id"]),
    ("`GET /teams` — list the teams", "GET /teams", "GET", "/teams", []),
    ("4.1.2 DELETE /teams/{id}/", "DELETE /teams/{}", "DELETE", "/teams/{id}/", ["id"]),
    ("**PATCH** `/teams/{id}`", "PATCH /teams/{}", "PATCH", "/teams/{id}", ["id"]),
    ("GET /teams?limit={n}", "GET /teams", "GET", "/teams?limit={n}", []),
    ("GET /files/{path...} (owner only)", "GET /files/{}", "GET", "/files/{path...}", ["path..."]),
    ("GET /", "GET /", "GET", "/", []),
    ("é PUT /x", None, "", "", []),
]

BAD = [
    (
        "post api/teams",
        [("post", "method post is not in upper case"), ("api/teams", "path api/teams does not begin with a slash")],
    ),
    ("Post /teams", [("Post", "method Post is not in upper case")]),
    ("FETCH /teams", [("FETCH", "FETCH is no HTTP method")]),
    ("GET teams/{id}", [("teams/{id}", "path teams/{id} does not begin with a slash")]),
    ("GET /teams/:id", [(":id", "parameter :id is not in braces")]),
    ("GET /teams/<id>/x", [("<id>", "parameter <id> is not in braces")]),
    ("GET /teams/{id", [("/teams/{id", "path /teams/{id has a brace without its partner")]),
    ("GET /teams/{}", [("{}", "parameter {} has no valid name")]),
]

PROSE = [
    "",
    "API design",
    "Get the invite",
    "Create / update teams",
    "Post-deployment /x",
    "Options A/B",
    "OPTIONS considered",
    "Head of /x",
    "CRI / Kubelet",
    "Delete users/roles safely",
    "GET",
    "get a/b of it",
    "🙂 GET",
    "GET\u2028/x/",
]


@pytest.mark.parametrize(("text", "key", "method", "path", "params"), GOOD)
def test_good(text: str, key: str | None, method: str, path: str, params: list[str]) -> None:
    endpoint = parse_endpoint(text)
    if key is None:
        assert endpoint is None
        return
    assert endpoint is not None
    assert (endpoint.key, endpoint.method, endpoint.path, endpoint.problems) == (key, method, path, ())
    assert [param.name for param in endpoint.params] == params
    assert text[slice(*endpoint.method_span)] == method
    assert text[slice(*endpoint.path_span)] == path
    assert all(text[slice(*param.span)] == f"{{{param.name}}}" for param in endpoint.params)


@pytest.mark.parametrize(("text", "problems"), BAD)
def test_bad(text: str, problems: list[tuple[str, str]]) -> None:
    endpoint = parse_endpoint(text)
    assert endpoint is not None
    assert [(text[slice(*problem.span)], problem.message) for problem in endpoint.problems] == problems


@pytest.mark.parametrize("text", PROSE[:-1])
def test_prose(text: str) -> None:
    assert parse_endpoint(text) is None


def test_same_route_folds_parameter_names() -> None:
    keys = {
        endpoint.key
        for text in ("GET /a/{id}/b", "get /a/:name/b/", "GET /a/<x>/b?y=1")
        if (endpoint := parse_endpoint(text))
    }
    assert keys == {"GET /a/{}/b"}
