"""`speclint export` prints the model, and writes migrations out without ever writing over another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from speclint.scaffold.new import scaffold

GOOD = Path(__file__).parents[2] / "fixtures" / "specs" / "engineering" / "good" / "delivery-receipts.md"
NAMES = ["20260304090000_create_webhook_receipts.sql", "20260304091500_add_last_receipt_at.sql"]


@pytest.fixture
def spec(speclint: Any) -> str:
    Path("a.md").write_bytes(GOOD.read_bytes())
    return "a.md"


def test_the_model_is_printed(speclint: Any, spec: str) -> None:
    ended = speclint("export", spec)
    data = json.loads(ended.out)
    assert (ended.status, ended.err, data["version"], data["path"], data["type"]) == (0, "", 1, "a.md", "engineering")
    assert [one["path"].rsplit("/", 1)[-1] for one in data["migrations"]] == NAMES


def test_migrations_are_written_once(speclint: Any, spec: str) -> None:
    assert speclint("export", spec, "--migrations", "db/new").out == "".join(
        f"created db/new/{name}\n" for name in NAMES
    )
    first = Path("db/new", NAMES[0]).read_bytes()
    assert b"```sql\n" + first + b"```\n" in GOOD.read_bytes()
    assert speclint("export", spec, "--migrations", "db/new").out == "".join(f"kept db/new/{name}\n" for name in NAMES)


def test_a_file_that_differs_is_kept_and_nothing_is_written(speclint: Any, spec: str) -> None:
    Path("db").mkdir()
    Path("db", NAMES[1]).write_bytes(b"-- mine\n")
    ended = speclint("export", spec, "--migrations", "db")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(f"error: db/{NAMES[1]} is there and differs from the spec's\nhelp: nothing was written")
    assert [path.name for path in Path("db").iterdir()] == [NAMES[1]]
    assert Path("db", NAMES[1]).read_bytes() == b"-- mine\n"


def test_a_migration_that_still_holds_prompts_is_not_written(speclint: Any) -> None:
    Path("new.md").write_text(scaffold("engineering").text, "utf-8")
    ended = speclint("export", "new.md", "--migrations", "db")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == (
        "error: new.md writes no migration out in full\nhelp: fill in its prompts; see speclint check new.md\n"
    )


def test_a_file_is_no_folder_for_migrations(speclint: Any, spec: str) -> None:
    Path("db").write_text("mine", "utf-8")
    ended = speclint("export", spec, "--migrations", "db")
    assert (ended.status, ended.out, ended.err) == (2, "", "error: db is a file\nhelp: name a folder\n")
    assert Path("db").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (NAMES[1], NAMES[0], f"two migrations are called {NAMES[0]}"),
        (NAMES[0], "20260304:x.sql", "the migration '20260304:x.sql' has no name that a file may have"),
        ("-- +goose Up", "-- goose", "a.md writes no migration out"),
    ],
)
def test_what_cannot_be_written_is_refused(speclint: Any, spec: str, old: str, new: str, message: str) -> None:
    text = Path(spec).read_text("utf-8")
    if "goose" in new:
        text = text.replace("```sql", "```text")
    Path(spec).write_text(text.replace(old, new), "utf-8")
    ended = speclint("export", spec, "--migrations", "db")
    assert (ended.status, ended.out, ended.err.splitlines()[0]) == (2, "", f"error: {message}")
    assert not Path("db").exists()
