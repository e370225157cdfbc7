"""The files that make speclint part of a repository: configuration, commit hook, workflow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.config.settings import Folders
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from speclint.engine.survey import Survey

CONFIGURATION = ".speclint.yaml"
HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/specs.yml"


class Prepared(NamedTuple):
    """A file to write.

    Args:
        path: Relative to the root.
        text: What it holds, with line feeds.
        stanza: What to add by hand where the file is there already, or "" where nothing needs to be added.
    """

    path: str
    text: str
    stanza: str


def prepare(found: Survey, version: str) -> tuple[Prepared, ...]:
    """Write the files for a repository.

    Args:
        found: What it holds.
        version: The version of speclint that its workflow installs.

    Returns:
        The configuration, the commit hook and the workflow.
    """
    folders = found.specs or Folders().specs
    hook = _hook(folders)
    return (
        Prepared(CONFIGURATION, _configuration(found), ""),
        Prepared(HOOKS, f"repos:\n{hook}", hook),
        Prepared(WORKFLOW, _workflow(folders, found.prds or Folders().prds, version), ""),
    )


def _flow(values: tuple[str, ...]) -> str:
    """Write a list of texts in YAML's flow style; JSON's quotes where a plain scalar would be read otherwise."""
    plain = (value.replace("/", "").replace("-", "").replace("_", "").isalnum() for value in values)
    return f"[{', '.join(value if ok else json.dumps(value) for value, ok in zip(values, plain, strict=True))}]"


def _configuration(found: Survey) -> str:
    counted = [f"#   {folder}: {count} {name}" for folder, name, count in found.counts]
    seen = ["# Found here:", *counted] if counted else ["# No specs were found here yet."]
    ours = Folders()
    completed = found.completed or tuple(f"{folder}/completed" for folder in found.specs) or ours.completed
    return "\n".join(
        [
            "# What `speclint check` does in this repository. Every key may be left out.",
            *seen,
            "",
            "# Where things lie, relative to this file.",
            "folders:",
            f"  specs: {_flow(found.specs or ours.specs)}",
            f"  completed: {_flow(completed)}",
            f"  prds: {_flow(found.prds or ours.prds)}",
            f"  migrations: {_flow(found.migrations or ours.migrations)}",
            "",
            "# The least severity that makes a run fail: error, warning or info.",
            "fail-on: error",
            "",
            "# Rules not to run, by code, name or the beginning of codes; `speclint rules` lists them.",
            "# ignore: [SL302]",
            "",
            "# Other severities than the rules' pages say: error, warning, info or off.",
            "# severity:",
            "#   missing-section: warning",
            "",
            "# Rules not to run on some files.",
            "# per-file-ignores:",
            '#   "tech-specs/completed/**": [SL8]',
            "",
            "# The type of files that do not tell it themselves; `speclint types` lists the types.",
            "# types:",
            '#   "docs/design/*.md": design',
            "",
            "# Files and folders to pass over.",
            '# exclude: ["tech-specs/drafts/**"]',
            "",
        ]
    )


def _hook(folders: tuple[str, ...]) -> str:
    pattern = "|".join(folder.replace(".", r"\.") for folder in folders)
    return "\n".join(
        [
            "  - repo: local",
            "    hooks:",
            "      - id: speclint",
            "        name: speclint",
            "        entry: speclint check",
            "        language: system",
            "        types: [markdown]",
            f"        files: ^({pattern})/",
            "        # Specs look at each other, so one process has to see all that a commit holds.",
            "        require_serial: true",
            "",
        ]
    )


def _workflow(folders: tuple[str, ...], prds: tuple[str, ...], version: str) -> str:
    return "\n".join(
        [
            "name: specs",
            "",
            "on:",
            "  pull_request:",
            "    paths:",
            *(f'      - "{folder}/**"' for folder in (*folders, *prds)),
            f'      - "{CONFIGURATION}"',
            "",
            "permissions:",
            "  contents: read",
            "",
            "jobs:",
            "  speclint:",
            "    runs-on: ubuntu-latest",
            "    steps:",
            "      - uses: actions/checkout@v5",
            "      - uses: actions/setup-python@v6",
            "        with:",
            '          python-version: "3.13"',
            f"      - run: pip install speclint=={version}",
            "      - run: speclint check --output-format github",
            "",
        ]
    )
