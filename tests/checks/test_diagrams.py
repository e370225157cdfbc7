"""Mermaid faults stand at their own line and column in the Markdown file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import fix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

TITLE = "# Tech Spec: Invitations\n\n"


@pytest.mark.parametrize(
    "text",
    [
        "```mermaid\nflowchart LR\n  a --> b\n```",
        "```mermaid\nflowchart LR\n  a «->» b\n```",
        "```Mermaid title=calls\nflowchart LR\n  a «->» b\n```",
        "```{mermaid}\nflowchart LR\n  a «->» b\n```",
        "- item\n\n  ~~~mermaid\n  flowchart LR\n    a «->» b\n  ~~~",
        "> ```mermaid\n> flowchart LR\n>   a «->» b\n> ```",
        "```mermaid\r\nflowchart LR\r\n  a «->» b\r\n```",
        "```mermaid\n«flowchrat» LR\n  a --> b\n```",
        "«```mermaid»\n```",
        "```mermaid\n%% [a diagram of the services]\n```",
        "```mermaid\n[a diagram of the services]\n```",
        "```mermaids\nflowchart LR\n  a -> b\n```",
        "```markdown\n~~~mermaid\nflowchart LR\n  a -> b\n~~~\n```",
        "```mermaid\nflowchart LR\n  a -> b\n",
    ],
)
def test_syntax(judge: Callable[..., list[Finding]], text: str) -> None:
    judge("SL301", TITLE + text)


@pytest.mark.parametrize(
    "text",
    [
        "«```»\nerDiagram\n  A ||--o{ B : has\n```",
        "«~~~»\nsequenceDiagram\n  A->>B: x\n~~~",
        "«```mermiad»\nflowchart LR\n  a --> b\n```",
        "«```mermaidjs»\nflowchart LR\n  a --> b\n```".replace("mermaidjs", "mermad"),
        "```text\nflowchart LR\n  a --> b\n```",
        "```\ngraph of all services\n```",
        "```\npie is served at noon\n```",
        "```\nclient --> server\n```",
        "```mermaid\nflowchart LR\n  a --> b\n```",
        "```\n```",
        "```go\ntype A struct{}\n```",
    ],
)
def test_labels(judge: Callable[..., list[Finding]], text: str) -> None:
    judge("SL302", TITLE + text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("> ```\n> flowchart LR\n>   a --> b\n> ```\n", "> ```mermaid\n> flowchart LR\n>   a --> b\n> ```\n"),
        ("```mermiad x=1\nflowchart LR\na --> b\n```\n", "```mermaid x=1\nflowchart LR\na --> b\n```\n"),
        ("```mermaid\r\nflowchart LR\r\na -> b\r\n```\r\n", "```mermaid\r\nflowchart LR\r\na --> b\r\n```\r\n"),
        # The second and third fault are told once the first is mended.
        (
            "```mermaid\nflowchart td\na -> b[x(y)]\n```\n",
            '```mermaid\nflowchart TD\na --> b["x(y)"]\n```\n',
        ),
        # The second has no fix, and keeps the first from none.
        ("```mermaid\nflowchart td\na --> b[\n```\n", "```mermaid\nflowchart TD\na --> b[\n```\n"),
    ],
)
def test_fixes(before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes((TITLE + before).encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL3"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type="engineering")
    assert path.read_bytes().decode() == TITLE + after
