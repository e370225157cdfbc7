"""The type files, what they resolve to, and what is said of broken ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from speclint.errors import SpeclintError
from speclint.resources import data_folder
from speclint.spec.catalogue import from_data, spec_type, type_names
from speclint.spec.section_parts import ColumnType, FieldType, TableType
from speclint.spec.slug import slug
from speclint.spec.spectype import IdFamily, SectionType, SpecType
from speclint.spec.type_files import read_types

SCHEMA = json.loads((data_folder("schemas") / "spec-type.schema.json").read_text("utf-8"))
SMALL = """\
name: small
summary: A small type.
title: "Note:"
ids: {item: I-}
sections:
  - Aim
  - heading: Plan
    sections:
      - heading: Steps
        none: true
"""


def _types(folder: Path, **files: str) -> dict[str, SpecType]:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return {name: from_data(data) for name, data in read_types(folder).items()}


def _objects(schema: Any, where: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if "properties" in schema and "type" in schema:
            yield where, schema
        for key, value in schema.items():
            yield from _objects(value, f"{where}/{key}")


def test_schema_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("where", "schema"), list(_objects(SCHEMA)), ids=lambda value: value if isinstance(value, str) else ""
)
def test_schema_knows_every_key_and_describes_it(where: str, schema: dict[str, Any]) -> None:
    assert schema["additionalProperties"] is False
    for name, rule in schema["properties"].items():
        assert "description" in rule or "description" in SCHEMA["$defs"][rule["$ref"].rpartition("/")[2]], name


def test_index_holds_the_types_of_the_files() -> None:
    types = read_types(data_folder("schemas") / "types")
    assert type_names() == tuple(types)
    assert {name: spec_type(name) for name in types} == {name: from_data(data) for name, data in types.items()}


def test_resolved_data_survives_sorted_json() -> None:
    for data in read_types(data_folder("schemas") / "types").values():
        assert from_data(json.loads(json.dumps(data, sort_keys=True))) == from_data(data)


def test_prd_driven_is_engineering_with_the_other_mapping() -> None:
    base, other = spec_type("engineering"), spec_type("prd-driven")
    assert (base.markers, other.markers) == ({"Type": "Engineering-initiated"}, {"Type": "PRD-driven"})
    assert (base.requirement_family, other.requirement_family) == ("requirement", "story")
    assert (base.metadata.schema["properties"]["PRD"], other.metadata.schema["properties"]["PRD"]) == (
        False,
        {"type": "string", "minLength": 1},
    )
    labels = ("Type", "PRD", "Author", "Last updated", "Status")
    assert base.metadata.labels == other.metadata.labels == labels
    assert tuple(other.metadata.schema["required"]) == labels
    differing = {mine.key for mine, theirs in zip(base.walk(), other.walk(), strict=True) if _own(mine) != _own(theirs)}
    assert differing == {"story-mapping", "motivation", "phase-1", "phase-2", "phase-4", "end-to-end-tests"}
    assert [section.key for section in base.walk() if section.excluded] == ["story-mapping"]
    assert [section.key for section in other.walk() if section.excluded] == ["motivation"]


def _own(section: SectionType) -> dict[str, Any]:
    return {name: value for name, value in section._asdict().items() if name != "sections"}


@pytest.mark.parametrize(
    ("key", "heading", "kind"),
    [
        ("endpoint", "POST /api/v1/invites/{id}", True),
        ("endpoint", "post `/invites`", True),
        ("endpoint", "Accept an invite: /invites", True),
        ("endpoint", "Conventions and limits", False),
        ("endpoint", "Request / response formats", False),
        ("endpoint", "WebSocket / Real-Time Events", False),
        ("migration", "migrations/20260216120000_create_invites.sql", True),
        ("migration", "00002_create_users.sql", True),
        ("migration", "Migration 20260216120000", True),
        ("migration", "Backfill plan", False),
        ("new-table", "invites", True),
        ("new-table", "InviteTokens", True),
        ("new-table", "Why two tables", False),
        ("event", "invite.created", True),
        ("event", "Order of delivery", False),
    ],
)
def test_repeatable_heading(key: str, heading: str, kind: bool) -> None:
    section = next(section for section in spec_type("engineering").walk() if section.key == key)
    assert bool(re.match(section.pattern, heading)) is kind


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("T-XXX", "T-XXX"),
        ("backfill in T-00X", "T-00X"),
        ("[US-XXX or ER-XXX]", "US-XXX"),
        ("every requirement (US-XXX or ER-XXX) has a task", None),
        ("T-001, ER-002", None),
        ("Draft | In Review | Approved", "Draft | In Review | Approved"),
        (r"Draft \| In Review", r"Draft \| In Review"),
        ("In Review", None),
        ("must/should/may", "must/should/may"),
        ("what must/should hold", None),
        ("yes/no", "yes/no"),
        ("[yes/no]", "[yes/no]"),
        ("Page / Reusable / Feature", "Page / Reusable / Feature"),
        ("at-least-once / best-effort", "at-least-once / best-effort"),
        ("migrations/[YYYYMMDDHHMMSS]_[description].sql", "YYYYMMDDHHMMSS"),
        ("`go test ./[path]/... -run [TestName]`", "./[path]"),
        ("`go test ./... -run TestInvites`", None),
        ("routes[path] = handler", None),
        ("-- [statements that undo it]", "-- [statements that undo it]"),
        ("  // [Store] — [what it keeps]", "  // [Store] — [what it keeps]"),
        ("// see RFC 6902", None),
        ('  "field": "type"', '"field": "type"'),
        ('`{"error": "description"}`', '{"error": "description"}'),
        ("  // ...", "  // ..."),
        ("go test ./...", None),
    ],
)
def test_placeholder(text: str, found: str | None) -> None:
    matches = [match for pattern in spec_type("engineering").placeholders if (match := re.search(pattern, text))]
    assert (min(matches, key=lambda match: match.start()).group() if matches else None) == found


def test_keys_levels_and_prompts_are_filled_in(tmp_path: Path) -> None:
    text = (
        SMALL
        + """\
      - heading: Parts (all of them)
        fields: [Owner, {label: State, choices: [open, closed]}]
        tables:
          - columns: [Part Name, {name: Kept, choices: ["yes", "no"]}, {name: Item, ids: item, prompt: I-001}]
"""
    )
    section = _types(tmp_path, small=text)["small"].sections[1].sections[1]
    assert section == SectionType(
        key="parts-all-of-them",
        heading="Parts (all of them)",
        level=2,
        fields=(
            FieldType("Owner", "owner", prompt="[owner]"),
            FieldType("State", "state", choices=("open", "closed"), prompt="[open/closed]"),
        ),
        tables=(
            TableType(
                "table",
                (
                    ColumnType("Part Name", "part-name", prompt="[part Name]"),
                    ColumnType("Kept", "kept", choices=("yes", "no"), prompt="[yes/no]"),
                    ColumnType("Item", "item", ids="item", prompt="I-001"),
                ),
            ),
        ),
        layout=("field:owner", "field:state", "table:table"),
    )


def test_what_a_type_leaves_out_has_a_default(tmp_path: Path) -> None:
    small = _types(tmp_path, small=SMALL)["small"]
    assert (small.version, small.title_prompt, small.filename, small.numbering) == ("1", "[title]", "{slug}.md", "")
    assert small.metadata.placement == "none"
    assert small.ids == (IdFamily("item", "I-", 3),)
    assert [(section.key, section.level) for section in small.walk()] == [("aim", 1), ("plan", 1), ("steps", 2)]


def test_extending_changes_drops_and_adds(tmp_path: Path) -> None:
    big = """\
name: big
extends: small
summary: A bigger type.
ids: {item: null, work: {prefix: W, digits: 2}}
changes:
  steps: {heading: Milestones, key: milestones, none: null, prompt: "[when what is done]"}
drop: [aim]
add:
  - {before: plan, section: Cause}
  - {after: plan, section: {heading: Risks, none: true}}
  - {in: plan, section: Costs}
"""
    biggest = "name: biggest\nextends: big\nchanges: {cause: {number: '1'}}\n"
    types = _types(tmp_path, small=SMALL, big=big, biggest=biggest)
    expected = [
        ("cause", "Cause", 1),
        ("plan", "Plan", 1),
        ("milestones", "Milestones", 2),
        ("costs", "Costs", 2),
        ("risks", "Risks", 1),
    ]
    for name in ("big", "biggest"):
        assert [(section.key, section.heading, section.level) for section in types[name].walk()] == expected
    assert types["big"].title == "Note:"
    assert types["big"].summary == types["biggest"].summary == "A bigger type."
    assert types["big"].ids == (IdFamily("work", "W", 2),)
    assert types["biggest"].sections[0].number == "1"
    assert not types["big"].sections[1].sections[0].none
    assert [section.key for section in types["small"].walk()] == ["aim", "plan", "steps"]


def test_ids_of_tasks_are_counted_in_document_order(tmp_path: Path) -> None:
    text = """\
name: small
summary: A small type.
title: ""
ids: {need: N, task: {prefix: "#", digits: 1}}
requirement_family: need
sections:
  - {heading: One, samples: {tasks: "- {task} for {requirement} after {before}\\n"}}
  - {heading: Two, samples: {tasks: "- {task} for {requirement} after {before}"}}
  - heading: Map
    tables: [{columns: [{name: Need, ids: "{family}", prompt: "{requirement}"}, {name: Tasks, prompt: "{tasks}"}]}]
"""
    one, two, table = _types(tmp_path, small=text)["small"].sections
    assert one.samples == {"tasks": "- #1 for N001 after None"}
    assert two.samples == {"tasks": "- #2 for N001 after #1"}
    assert [(column.ids, column.prompt) for column in table.tables[0].columns] == [("need", "N001"), ("", "#1, #2")]


HEAD = "name: small\nsummary: s\ntitle: t\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: small\nsections: [\n", ":3: did not find expected node content"),
        ("name: small\nname: small\n", ":2: the key 'name' stands twice"),
        ("- name\n", ": ['name'] is not of type 'object'"),
        ("name: other\nsummary: s\ntitle: t\nsections: []\n", ": name: the type's name 'other' is not the file's"),
        ("name: small\ntitle: t\nsections: []\n", ": 'summary' is a required property"),
        (HEAD + "sections: []\ndrop: [aim]\n", ": drop: only a type that extends another may have this key"),
        (HEAD + "sections: []\nfolders: x\n", ": the key 'folders' is not known here; did you mean 'folder'?"),
        (
            HEAD + "sections: [{heading: A, propmt: x}]\n",
            ": sections[0]: the key 'propmt' is not known here; did you mean 'prompt'?",
        ),
        (
            HEAD + "sections: [{heading: A, list: checkbox}]\n",
            (
                ": sections[0].list: 'checkbox' is none of bullets, ordered, checkboxes, named, (empty); "
                "did you mean 'check"
            ),
        ),
        (HEAD + "sections: [A, {heading: B, sections: [a]}]\n", ": sections: the key 'a' stands twice"),
        (HEAD + "sections: ['…']\n", ": sections: the heading '…' gives no key; name one"),
        (HEAD + "sections: [{heading: A, fields: [B, b]}]\n", ": a.fields: the key 'b' stands twice"),
        (
            HEAD + "sections: [{heading: A, tables: [{columns: [B, b]}]}]\n",
            ": a.table.columns: the key 'b' stands twice",
        ),
        (HEAD + "sections: [{heading: A, pattern: '('}]\n", ": a.pattern: '(' is no regular expression: "),
        (HEAD + "sections: [{heading: A, pattern: b}]\n", ": a.pattern: the section's own heading 'A' doesn't match"),
        (HEAD + "sections: []\nplaceholders: [x, '[']\n", ": placeholders[1]: '[' is no regular expression: "),
        (
            HEAD + "sections: [{heading: A, fields: [B], layout: []}]\n",
            ": a.layout: the part 'field:b' stands 0 times instead",
        ),
        (HEAD + "sections: [{heading: A, layout: [list]}]\n", ": a.layout: the section has no part 'list'"),
        (HEAD + "sections: [{heading: A, samples: {list: x}}]\n", ": a.samples: the section has no part 'list'"),
        (
            HEAD + "sections: [{heading: A, fields: [{label: B, content: table}]}]\n",
            ": a.b: the table that stands under the label is not given",
        ),
        (
            HEAD + "sections: [{heading: A, tables: [{columns: [{name: B, ids: c}]}]}]\n",
            ": a.table.b: there is no id family 'c'",
        ),
        (HEAD + "sections: []\nrequirement_family: need\n", ": requirement_family: there is no id family 'need'"),
        (
            HEAD + "sections: [{heading: A, group: g}, {heading: B, group: g}]\n",
            ": sections: the group 'g' has 2 sections that may stand instead of one",
        ),
        (
            HEAD + "sections: [{heading: A, sections: [{heading: B, sections: [{heading: C, sections: [{heading: D, "
            "sections: [{heading: E, sections: [F]}]}]}]}]}]\n",
            ": f: a heading can't stand deeper than six levels",
        ),
        ("name: small\nextends: lage\n", ": extends: there is no type 'lage'; there is small"),
        ("name: small\nextends: small\n", ": extends: the types small → small extend one another in a circle"),
    ],
)
def test_broken_file(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(SpeclintError) as caught:
        read_types(tmp_path)
    line = re.compile(r"(?<=\.yaml):\d+(?=:)")
    assert line.sub("", caught.value.message).startswith(line.sub("", f"{path.as_posix()}{message}"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("changes: {steps: {none: maybe}}", ": sections[1].sections[0].none: 'maybe' is not of type 'boolean'"),
        ("changes: {step: {none: true}}", ": changes.step: there is no section 'step' to start from"),
        ("changes: {steps: {nome: true}}", ": changes.steps: 'nome' is none of heading, key, "),
        ("drop: [step]", ": drop[0]: there is no section 'step' to start from"),
        ("add: [{after: step, section: A}]", ": add[0].after: there is no section 'step' to start from"),
        ("add: [{after: aim, section: Steps}]", ": sections: the key 'steps' stands twice"),
        ("sections: null", ": 'sections' is a required property"),
    ],
)
def test_broken_extension(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "wide.yaml"
    with pytest.raises(SpeclintError) as caught:
        _types(tmp_path, small=SMALL, wide=f"name: wide\nextends: small\n{text}\n")
    line = re.compile(r"(?<=\.yaml):\d+(?=:)")
    assert line.sub("", caught.value.message).startswith(line.sub("", f"{path.as_posix()}{message}"))


def test_unreadable_files(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_bytes(b"name: \xff\n")
    with pytest.raises(SpeclintError, match=r"small\.yaml: the file is not UTF-8"):
        read_types(tmp_path)
    path.unlink()
    path.mkdir()
    with pytest.raises(SpeclintError, match=r"small\.yaml: Is a directory"):
        read_types(tmp_path)


@pytest.mark.parametrize(
    ("name", "help_text"), [("enginering", "did you mean 'engineering'?"), ("poem", "name one of ")]
)
def test_unknown_type(name: str, help_text: str) -> None:
    with pytest.raises(SpeclintError, match=f"there is no spec type '{name}'") as caught:
        spec_type(name)
    assert (caught.value.help or "").startswith(help_text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Backend (Go) — New Files", "backend-go-new-files"),
        ("  Crème Brûlée №5!  ", "creme-brulee-no5"),
        ("snake_case", "snake-case"),
        ("Пример", "пример"),
        ("—", ""),
    ],
)
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected
