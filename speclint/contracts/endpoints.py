"""Endpoints: an HTTP method and a path with parameters."""

from __future__ import annotations

import re

from speclint.contracts.syntax import Problem
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT")
_ENDPOINT = regex(
    r"[ \t]*(?:\d+(?:\.\d+)*[.):]?[ \t]+)?(?:(?:Endpoint|Route)[ \t]*(?:\d+[ \t]*)?:[ \t]*)?[`*_]{0,3}"
    r"(?P<method>[A-Za-z]{3,10})\b[`*_]{0,3}[:]?[ \t]+"
    r"[`*_]{0,3}(?P<path>(?:\{[^{}\s`]*+\}|(?<=/)\*(?![*\w])|[^\s`*,])+)",
)
_SEGMENT = regex(r"[^/]+")
_PARAM = regex(r"\{(?P<braces>[^{}/]*)\}|<(?P<angles>[^<>/]+)>|\[(?P<brackets>[^\[\]/]+)\]|(?<=/):(?P<colon>[\w-]+)")
_PARAM_NAME = regex(r"[A-Za-z_][\w-]*(?:\.\.\.|:[^{}]*)?")


class PathParam(NamedTuple):
    """A parameter of a path; `span` covers its brackets."""

    name: str
    span: Span


class Endpoint(NamedTuple):
    """A method and a path.

    Args:
        method: The method, in upper case.
        path: The path as written.
        method_span: The method.
        path_span: The path.
        params: The parameters in order.
        problems: What keeps it from being `METHOD /path/{param}`.
    """

    method: str
    path: str
    method_span: Span
    path_span: Span
    params: tuple[PathParam, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def key(self) -> str:
        """The method and the path without its query, a last slash and the parameters' names; equal for one route."""
        path = _PARAM.sub("{}", self.path.split("?", 1)[0].split("#", 1)[0])
        return f"{self.method} {path.rstrip('/') or '/'}"


def parse_endpoint(text: str) -> Endpoint | None:
    """Read a heading's or a cell's text as an endpoint (RFC 9110 section 9 for methods, RFC 6570 for parameters).

    A number before it, code marks around it and words after it are no part of it. Prose that begins with a verb
    ("Get the invite") is no endpoint: what follows the method has to look like a path.

    Args:
        text: One line.

    Returns:
        The endpoint, with its problems, or None.
    """
    found = _ENDPOINT.match(text)
    if found is None:
        return None
    word, path = found["method"], found["path"].rstrip(".;:)")
    if not _is_endpoint(word, path, alone=not text[found.end() :].strip(" \t`*_")):
        return None
    start = found.start("path")
    path_span = Span(start, start + len(path))
    method_span = Span(*found.span("method"))
    params = tuple(_params(path, start))
    problems = tuple(_problems(word, method_span, path, path_span))
    return Endpoint(word.upper(), path, method_span, path_span, params, problems)


def _is_endpoint(word: str, path: str, *, alone: bool) -> bool:
    if path.startswith("/"):
        return word.upper() in METHODS or (word.isupper() and len(path) > 1)
    # Without its slash a path is told from prose by the method's case, or by standing alone after a small word.
    return word.upper() in METHODS and "/" in path and (word.isupper() or (word.islower() and alone))


def _params(path: str, start: int) -> list[PathParam]:
    return [
        PathParam(_name(found), Span(start + found.start(), start + found.end()))
        for found in _PARAM.finditer(path.split("?", 1)[0])
    ]


def _name(param: re.Match[str]) -> str:
    return next((group for group in param.groups() if group is not None), "")


def _problems(word: str, method_span: Span, path: str, path_span: Span) -> list[Problem]:
    problems: list[Problem] = []
    if word.upper() not in METHODS:
        problems.append(Problem(method_span, f"{word} is no HTTP method", f"write one of {', '.join(METHODS[:5])}"))
    elif not word.isupper():
        problems.append(Problem(method_span, f"method {word} is not in upper case", f"write `{word.upper()}`"))
    if not path.startswith("/"):
        problems.append(Problem(path_span, f"path {path} does not begin with a slash", f"write `/{path}`"))
    route = path.split("?", 1)[0]
    for found in _PARAM.finditer(route):
        span = Span(path_span.start + found.start(), path_span.start + found.end())
        name = _name(found)
        if found["braces"] is None:
            problems.append(Problem(span, f"parameter {found[0]} is not in braces", f"write `{{{name}}}`"))
        elif not _PARAM_NAME.fullmatch(name):
            problems.append(Problem(span, f"parameter {found[0]} has no valid name", "name it in letters and digits"))
    rest = _PARAM.sub("", route)
    if "{" in rest or "}" in rest:
        problems.append(Problem(path_span, f"path {path} has a brace without its partner", "write `{name}`"))
    return problems
