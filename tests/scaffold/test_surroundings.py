"""What is told of the repository around a new spec."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from speclint.config import Settings
from speclint.errors import SpeclintError
from speclint.scaffold.surroundings import Surroundings
from speclint.spec.catalogue import spec_type

FILES = {
    "components.json": '{"aliases": {"components": "@/components", "ui": "@/components/ui"}}',
    "src/components/ui/button.tsx": "",
    "src/components/ui/alert.tsx": "",
    "src/components/ui/use-x.ts": "",
    "internal/routes.go": 'r.Get("/api/v1/users", list) // "/v9/x"\nr.Get("/api/v1/teams", teams)\n',
    "web/client.ts": "// fetch(`/v2/old`)\nfetch(`/api/v1/users`)\n",
    "node_modules/x/a.ts": '"/v7/x"',
    "migrations/20260101000000_init.sql": "",
    "migrations/20260102000000_more.sql": "",
}


def _around(folder: Path, files: dict[str, str]) -> Surroundings:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return Surroundings(Settings.defaults(str(folder)), folder)


@pytest.mark.parametrize(
    ("name", "files", "notes"),
    [
        (
            "engineering",
            FILES,
            {
                "shadcn-install": "in src/components/ui there is: alert, button",
                "migrations": "migrations/ holds 2, the last is 20260102000000_more.sql",
                "api": "paths in the code begin with /api/v1",
            },
        ),
        ("rfc", FILES, {"api": "paths in the code begin with /api/v1"}),
        ("backend-api", FILES, {}),
        ("engineering", {}, {}),
        ("engineering", {"components.json": "{"}, {}),
        ("engineering", {"components.json": '{"aliases": {"ui": "../../etc"}}'}, {}),
        ("engineering", {"components.json": "[]"}, {}),
    ],
)
def test_notes(tmp_path: Path, name: str, files: dict[str, str], notes: dict[str, str]) -> None:
    assert _around(tmp_path, files).notes(spec_type(name)) == notes


def test_a_version_is_moved_on_until_it_is_free(tmp_path: Path) -> None:
    around = _around(tmp_path, {**FILES, "tech-specs/a.md": "`migrations/20260131235959_x.sql`"})
    taken = set(around.versions())
    when = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert around.migration_path("Create Invites", when, taken) == "migrations/20260201000000_create_invites.sql"
    assert around.migration_path("b", when, taken) == "migrations/20260201000001_b.sql"
    with pytest.raises(SpeclintError, match="'--' names no migration"):
        around.migration_path("--", when, taken)
