"""Checks that a spec describes code and does not hold it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Fence
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

_REAL = frozenset(
    {
        "go",
        "golang",
        "py",
        "python",
        "js",
        "javascript",
        "jsx",
        "ts",
        "typescript",
        "tsx",
        "java",
        "kotlin",
        "kt",
        "rb",
        "ruby",
    }
    | {"rs", "rust", "c", "cpp", "c++", "cs", "csharp", "php", "swift", "scala"}
)
_SHELL = frozenset({"sh", "bash", "zsh", "shell", "console"})
_SQL = frozenset({"sql", "postgresql", "postgres", "pgsql", "mysql"})
_DML = regex(
    r"^\s*(?:insert\s+into|update\s+\w+|delete\s+from|select|merge\s+into|with\s+\w+\s+as)\b",
    re.IGNORECASE | re.MULTILINE,
)
_CODE_SIGNS = (
    regex(r"[;{]\s*$", re.MULTILINE),
    regex(r"^\s*(?:export\s+|async\s+|public\s+|private\s+)*(?:func|def|function|fn)\s+\w+\s*\(", re.MULTILINE),
    regex(r"^\s*(?:import|from\s+\S+\s+import|package|use)\s+[\w\"'{(]", re.MULTILINE),
    regex(r"^\s*(?:public\s+|export\s+)*class\s+\w+", re.MULTILINE),
    regex(r"=>\s*[{(\w]"),
    regex(r"\w\s*:=\s*\w"),
    regex(r"^\s*(?:return|const|let|var)\b.*[;)]\s*$", re.MULTILINE),
)
_PSEUDO = regex(
    r"^\s*(?:if|for each|foreach|for|while|when|else|begin|end|then|do|set|let|function|procedure)\b[^;{]*$",
    re.IGNORECASE | re.MULTILINE,
)
_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext"})
_BODIES = frozenset({"go", "golang", "ts", "typescript", "tsx", "js", "javascript", "jsx"})
_OPENS = regex(
    r"^\s*(?:func\b.*\{|(?:export\s+)?(?:default\s+)?(?:async\s+)?function\b.*\{|.*=>\s*\{|"
    r"(?:public\s+|private\s+|protected\s+|static\s+|async\s+|get\s+|set\s+)*(?!if\b|for\b|while\b|switch\b|catch\b|return\b)"
    r"[\w$]+\s*\([^;]*\)\s*(?::\s*[^;{]+)?\{)\s*$"
)
_MANY = 3
_COMMENT = regex(r"\s*(?://|/\*|\*|#)")


def real_code(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each fence that holds code where a description belongs."""
    if spec.type is None:
        return
    design_only = any(kind.role == "api-surface" for kind in spec.type.walk())
    judge = _in_design if design_only else _in_contract
    found = [finding for fence in spec.fences for finding in judge(spec, fence)]
    for level in ("labelled", "full", None):
        yield from _gathered([finding for finding in found if finding.level == level])


def _gathered(found: list[Finding]) -> Iterator[Finding]:
    """Yield the findings one by one, or as one where the spec is written that way throughout."""
    if len(found) <= _MANY:
        yield from found
        return
    first, *others = found
    edits = tuple(edit for one in found if one.fix for edit in one.fix.edits)
    yield first._replace(
        message=f"{first.message}, and {len(others)} more such places follow",
        related=tuple(Related(one.span, one.message) for one in others),
        fix=Fix("call them pseudocode", Safety.UNSAFE, edits) if edits else None,
    )


def _in_design(spec: Spec, fence: Fence) -> Iterator[Finding]:
    """Yield a fence of a spec that must hold no code at all."""
    language = fence.language
    text = fence.text(spec.source)
    fix = Fix("call it pseudocode", Safety.UNSAFE, (_relabelled(spec, fence),))
    help_text = "describe it in words or in pseudocode"
    if language in _REAL:
        yield Finding(fence.marker, f"the fence holds {language} code", help_text, fix=fix, level="labelled")
    elif language in _SHELL and text.strip():
        yield Finding(fence.marker, "the fence holds a shell script", help_text, fix=fix)
    elif language in _SQL and _DML.search(text):
        yield Finding(fence.marker, "the fence holds SQL that reads or changes rows", help_text, fix=fix)
    elif language in _PLAIN and _looks_like_code(text):
        yield Finding(fence.marker, "the unlabelled fence holds what looks like code", help_text, fix=fix)


def _relabelled(spec: Spec, fence: Fence) -> Edit:
    start = fence.info.start
    return Edit(
        Span(start, start + len(fence.language)) if fence.language else Span(fence.marker.end, fence.marker.end),
        "pseudocode",
    )


def _looks_like_code(text: str) -> bool:
    signs = [len(pattern.findall(text)) for pattern in _CODE_SIGNS]
    return sum(1 for count in signs if count) >= 3 and sum(signs) > 2 * len(_PSEUDO.findall(text))


class _Body(NamedTuple):
    line: int
    statements: int


def _in_contract(spec: Spec, fence: Fence) -> Iterator[Finding]:
    """Yield a fence with a function whose body is written out; declarations of types may be as long as they must."""
    if fence.language not in _BODIES:
        return
    bodies = list(_bodies([spec.source[line] for line in fence.content_lines]))
    longest = max(bodies, key=lambda body: body.statements, default=None)
    if longest is None:
        return
    total = sum(body.statements for body in bodies)
    help_text = "give the signature, and say in words what it does and returns"
    if longest.statements > 8:
        name = spec.source[fence.content_lines[longest.line]].strip().rstrip("{ ")
        shown = name if len(name) <= 60 else f"{name[:59]}…"
        level = "full" if longest.statements > 15 else None
        span = fence.content_lines[longest.line]
        lead = len(spec.source[span]) - len(spec.source[span].lstrip())
        where = Span(span.start + lead, span.end)
        yield Finding(where, f"{shown} is written out in {longest.statements} lines", help_text, level=level)
    elif total > 40:
        yield Finding(
            fence.marker,
            f"the fence writes functions out in {total} lines",
            help_text,
            level="full" if total > 60 else None,
        )


def _may_open(line: str) -> bool:
    return line.rstrip().endswith("{") and ("(" in line or "func" in line or "=>" in line)


def _bodies(lines: list[str]) -> Iterator[_Body]:
    """Yield each outermost function's body, told by its braces."""
    index = 0
    while index < len(lines):
        if not _may_open(lines[index]) or not _OPENS.match(lines[index]):
            index += 1
            continue
        start, depth, statements = index, _depth(lines[index]), 0
        index += 1
        while index < len(lines) and depth > 0:
            line = lines[index]
            depth += _depth(line)
            if line.strip() and not _COMMENT.match(line) and line.strip(" \t{}();,"):
                statements += 1
            index += 1
        yield _Body(start, statements)


def _depth(line: str) -> int:
    return line.count("{") - line.count("}")
