"""Components of shadcn/ui that are used, installed and there already; versions of dependencies."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.checks.components import shadcn_component_mismatch
from speclint.resources import data_folder
from speclint.rules import read_pages
from speclint.source import Source
from speclint.spec.facts import facts_of
from speclint.spec.project import Project
from speclint.spec.reading import read_spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.diagnostics import Finding

HEAD = (
    "# Tech Spec: Invitations\n\n## 5. Component & Module Design\n\n### Frontend (React/TypeScript) — New Files\n\n"
    "| File Path | Type | shadcn Components Used | Props Interface |\n|---|---|---|---|\n"
)
PATH = "tech-specs/x.md"
RULE = next(page.rule for page in read_pages(data_folder("rules")) if page.rule.code == "SL618")


class _Files(NamedTuple):
    """A repository of a few files."""

    files: tuple[str, ...] = ()

    def exists(self, path: str) -> bool:
        return path in self.files

    def files_under(self, folder: str) -> tuple[str, ...]:
        return tuple(file for file in self.files if file.startswith(f"{folder}/"))

    def files_in(self, folder: str) -> tuple[str, ...]:
        return self.files_under(folder)

    def resolve(self, path: str, relative_to: str | None = None) -> str | None:
        return path

    def last_change(self, path: str) -> str | None:
        return None


def judged(text: str, spec_type: str, files: tuple[str, ...]) -> list[tuple[str, str, str | None]]:
    facts = facts_of(read_spec(Source(text, PATH), spec_type=spec_type))
    project = Project({PATH: facts}, frozenset({PATH}), {}, _Files(files))
    found = sorted(shadcn_component_mismatch(project, RULE), key=lambda finding: finding.span)
    assert all(one.path == PATH for one in found)
    return [(text[one.span.start : one.span.end], one.message, one.level) for one in found]


@pytest.mark.parametrize("spec_type", ["engineering", "prd-driven"])
@pytest.mark.parametrize(
    ("used", "commands", "files", "expected"),
    [
        (
            "Button, Dialog",
            "npx shadcn@latest add button",
            (),
            [("Dialog", "component dialog is used and not installed by the spec", "unknown")],
        ),
        (
            "`AlertDialog`",
            "npx shadcn@latest add button",
            ("src/components/ui/button.tsx",),
            [
                ("AlertDialog", "component alert-dialog is used and not installed, nor in the repository", None),
                ("button", "component button is there already", None),
            ],
        ),
        (
            "Button",
            "npm install shadcn button",
            (),
            [("npm install shadcn button", "the line is no command that adds shadcn/ui components", None)],
        ),
        (
            "Button",
            "npx shadcn@latest button",
            (),
            [("npx shadcn@latest button", "the line is no command that adds shadcn/ui components", None)],
        ),
        (
            "Button",
            "npx shadcn@latest add Button",
            (),
            [("npx shadcn@latest add Button", "the line is no command that adds shadcn/ui components", None)],
        ),
        ("Button", "npx shadcn@latest add button button", (), [("button", "component button is added twice", None)]),
        ("Button, Dropdown Menu and Tabs", "npx shadcn-ui@latest add button dropdown-menu tabs", (), []),
        ("DialogTrigger, Dialog", "# once\npnpm dlx shadcn@2.1.0 add -y dialog # the form", (), []),
        ("Button", "npx shadcn@latest add dialog", ("src/components/ui/button.tsx",), []),
        ("None — a hook renders nothing", "npx shadcn@latest add dialog", (), []),
        ("[components]", "npx shadcn@latest add [component-name]", (), []),
    ],
)
def test_components(
    used: str, commands: str, files: tuple[str, ...], expected: list[tuple[str, str, str | None]], spec_type: str
) -> None:
    row = f"| `src/components/A.tsx` | Feature | {used} | None |\n"
    install = f"\n### shadcn/ui Components to Install\n\n```bash\n{commands}\n```\n"
    assert judged(HEAD + row + install, spec_type, files) == expected


def test_an_import_names_the_components_file() -> None:
    types = (
        "### Frontend TypeScript Types\n\n```ts\n"
        'import { Dialog } from "@/components/ui/Dialog";\nimport { B } from "@/components/ui/b";\n```\n'
    )
    assert judged(f"{HEAD}\n{types}", "engineering", ()) == [
        ("@/components/ui/Dialog", "the import names no file of a shadcn/ui component", "import")
    ]


DEPENDENCIES = (
    "# Tech Spec: X\n\n## 2. Architecture & Design Decisions\n\n### Dependencies\n\n"
    "| Dependency | Type | Version / Constraint | Notes |\n|---|---|---|---|\n"
)
DESIGN = "# Technical Specification: X\n\n## Dependencies\n\n### External Dependencies\n\n"


@pytest.mark.parametrize(
    ("spec_type", "text"),
    [
        ("engineering", DEPENDENCIES + "| uuid | Go module | «—» | ids |\n"),
        ("prd-driven", DEPENDENCIES + "| uuid | Go module | «-» | ids |\n| redis | Go module | 1 | x |\n"),
        ("design", DESIGN + "**New Dependencies**:\n\n- «uuid: ids»\n- redis (v9.1): cache\n"),
        ("design", DESIGN + "**Updated Dependencies**:\n\n- «react-query: newest, suspense»\n"),
        ("design", DESIGN + "**Updated Dependencies**:\n\n- react-query: v4 «->» v5, suspense\n"),
        ("design", DESIGN + "**Updated Dependencies**:\n\n- react-query: v5.0.0 → «v4.1.0», bugs\n"),
        ("engineering", DEPENDENCIES + "| uuid | Go module | latest | ids |\n| None | | | |\n"),
        ("prd-driven", DEPENDENCIES + "| uuid | Go module | [version] | ids |\n"),
        ("prd-driven", DEPENDENCIES + "| dialog | npm | installed with shadcn Dialog | form |\n"),
        (
            "design",
            DESIGN + "**New Dependencies**:\n\n- None\n\n**Updated Dependencies**:\n\n- a: v1.2.3 → v1.10.0, b\n",
        ),
        ("design", DESIGN + "**New Dependencies**:\n\n- `sqlx` (v1.4): rows\n- net/http (standard library): client\n"),
    ],
)
def test_versions(judge: Callable[..., list[Finding]], spec_type: str, text: str) -> None:
    judge("SL619", text, spec_type)
