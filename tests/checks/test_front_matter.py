"""Variants and near misses of SL007 front-matter-mismatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.config import Settings
from speclint.engine.run import check, fix

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from speclint.diagnostics import Finding

    Judge = Callable[..., list[Finding]]

TITLE = "# Technical Specification: A Title\n"
KEYS = {"title": '"A Title"', "description": '"a"', "version": '"1.0.0"', "last_updated": '"2026-03-04"'}


def design(*, start: str = "---", **changes: str | None) -> str:
    """Write a design whose front matter has these values; None leaves a key out."""
    pairs = {**KEYS, **changes}
    lines = [f"{key}: {value}" for key, value in pairs.items() if value is not None]
    return "\n".join([start, *lines, "---", "", TITLE])


DESIGN = [
    ("whole", design()),
    ("without quotes", design(title="A Title", version="1.0.0", last_updated="2026-03-04")),
    ("further keys", design(owner="accounts")),
    ("prompts", design(title='"[title of the issue]"')),
    ("a date of another form is SL111's", design(last_updated='"March 2026"')),
    ("no front matter", "«»" + TITLE),
    ("no title", design(start="«---»", title=None)),
    ("no version", design(start="«---»", version=None)),
    ("a title without value", design().replace('title: "A Title"', "«title:»")),
    ("the template's title", design().replace('title: "A Title"', '«title: "Technical Specification Template"»')),
    ("a number for a version", design().replace('version: "1.0.0"', "«version: 1.0»")),
    ("two numbers in quotes", design().replace('version: "1.0.0"', '«version: "1.0"»')),
    ("a number for a title", design().replace('title: "A Title"', "«title: 2026»")),
    ("no YAML", f"«---»\ntitle: [a\n---\n\n{TITLE}"),
]
FEATURE = [
    ("none", "# Technical Spec: X\n\n---\n\nText.\n"),
    ("a rule of stars", "***\n\n# Technical Spec: X\n"),
    ("a rule at the top", "«---»\n\n# Technical Spec: X\n"),
    ("keys", "«---\ntitle: X\n---»\n\n# Technical Spec: X\n"),
    ("text between rules", "«---»\nA feature.\n---\n\n# Technical Spec: X\n"),
]
FIXES = [
    ("design", design(version="1"), design()),
    ("design", design(version="v1.0"), design()),
    ("design", design(title=None), design()),
    ("design", design(title=""), design()),
    ("design", design(title="2026"), design(title='"2026"')),
    ("design", design(description=None), design(description=None)),
    ("design", design(version="latest"), design(version="latest")),
    ("design", TITLE, f'---\ntitle: "A Title"\n---\n\n{TITLE}'),
    (
        "design",
        "# Technical Specification: [title of the issue]\n",
        "# Technical Specification: [title of the issue]\n",
    ),
    ("feature", "---\n\n\n# Technical Spec: X\n", "# Technical Spec: X\n"),
    ("feature", "---\nA feature.\n---\n\n# Technical Spec: X\n", "A feature.\n---\n\n# Technical Spec: X\n"),
    ("feature", "---\ntitle: X\n---\n\n# Technical Spec: X\n", "---\ntitle: X\n---\n\n# Technical Spec: X\n"),
]
PLACES = [
    ("tech-specs", "engineering", "tech-specs/invites.md", []),
    ("tech-specs", "engineering", "tech-specs/completed/2026-03-invites.md", []),
    ("tech-specs", "engineering", "accounts/tech-specs/invites.md", []),
    ("tech-specs", "prd-driven", "docs/invites.md", ["the spec lies in docs/, not in tech-specs/"]),
    ("tech-specs", "prd-driven", "invites.md", ["the spec does not lie in tech-specs/"]),
    ("tech-specs", "engineering", "docs/Tech Spec.md", ["the spec lies in docs/, not in tech-specs/"]),
    ("tech-specs", "engineering", "tech-specs/Tech Spec.md", ["the file is called Tech Spec.md, not tech-spec.md"]),
    (".git", "engineering", "invites.md", ["the spec does not lie in tech-specs/"]),
    ("src", "engineering", "docs/invites.md", []),
    ("tech-specs", "feature", "invites/TECHNICAL_SPEC.md", []),
    ("tech-specs", "feature", "invites/SPEC.md", ["the file is called SPEC.md, not TECHNICAL_SPEC.md"]),
    ("tech-specs", "feature", "technical_spec.md", ["the file is called technical_spec.md, not TECHNICAL_SPEC.md"]),
    ("tech-specs", "backend-api", "invites/tech_spec.md", []),
    ("tech-specs", "backend-api", "tech_spec_v2.md", ["the file is called tech_spec_v2.md, not tech_spec.md"]),
    ("tech-specs", "backend-api", "tech-specs/api.md", ["the file is called api.md, not tech_spec.md"]),
    ("tech-specs", "rfc", "docs/A Queue.md", []),
    ("tech-specs", "design", "docs/33.md", []),
]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(pytest.param("design", text, id=f"design {name}") for name, text in DESIGN),
        *(pytest.param("feature", text, id=f"feature {name}") for name, text in FEATURE),
    ],
)
def test_front_matter_of_another_form_is_reported(judge: Judge, kind: str, text: str) -> None:
    judge("SL007", text, kind)


@pytest.mark.parametrize(("kind", "text", "fixed"), FIXES)
def test_a_fix_takes_what_the_document_says(kind: str, text: str, fixed: str, tmp_path: Path) -> None:
    path = tmp_path / "x.md"
    path.write_bytes(text.encode())
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL007"])
    fix(["x.md"], settings, cwd=tmp_path, spec_type=kind)
    assert path.read_bytes().decode() == fixed
    assert fix(["x.md"], settings, cwd=tmp_path, spec_type=kind).changed == ()


def _misplaced(folder: str, kind: str, path: str, root: Path, settings: Settings) -> list[str]:
    (root / folder).mkdir(exist_ok=True)
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Tech Spec: X\n", "utf-8")
    run = check([path], settings.with_cli(select=["SL008"]), cwd=root, spec_type=kind)
    assert {(one.path, one.span.start) for one in run.diagnostics} <= {(path, 0)}
    return [one.message for one in run.diagnostics]


@pytest.mark.parametrize(("folder", "kind", "path", "messages"), PLACES)
def test_a_misplaced_spec_is_reported(folder: str, kind: str, path: str, messages: list[str], tmp_path: Path) -> None:
    assert _misplaced(folder, kind, path, tmp_path, Settings.defaults(str(tmp_path))) == messages


@pytest.mark.parametrize("other", ["tech_spec_v2.md", "tech_spec-final.md", "tech_spec.part-1.md"])
def test_a_second_file_beside_a_spec_is_reported(other: str, tmp_path: Path) -> None:
    (tmp_path / other).write_text("", "utf-8")
    settings = Settings.defaults(str(tmp_path))
    assert _misplaced(".git", "backend-api", "tech_spec.md", tmp_path, settings) == [
        f"{other} stands beside it: the spec is one file"
    ]


@pytest.mark.parametrize("other", ["tech_specs.md", "tech_spec.txt", "tech_spec_review.md"])
def test_another_file_beside_a_spec_is_none(other: str, tmp_path: Path) -> None:
    (tmp_path / other).write_text("", "utf-8")
    assert _misplaced(".git", "backend-api", "tech_spec.md", tmp_path, Settings.defaults(str(tmp_path))) == []


def test_the_configuration_gives_specs_a_place(tmp_path: Path) -> None:
    settings = Settings.defaults(str(tmp_path))
    typed = settings._replace(types=(("docs/**", "engineering"),))
    assert _misplaced(".git", "engineering", "docs/My Spec.md", tmp_path, typed) == []
    moved = settings._replace(folders=settings.folders._replace(specs=("specs",)))
    assert _misplaced(".git", "engineering", "specs/My Spec.md", tmp_path, moved) == []
    assert _misplaced(".git", "engineering", "docs/a.md", tmp_path, moved) == ["the spec lies in docs/, not in specs/"]


def test_standard_input_has_no_place(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    settings = Settings.defaults(str(tmp_path)).with_cli(select=["SL008"])
    assert (
        check([], settings, cwd=tmp_path, spec_type="engineering", stdin=("-", b"# Tech Spec: X\n")).diagnostics == ()
    )
