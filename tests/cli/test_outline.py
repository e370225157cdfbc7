from __future__ import annotations

from pathlib import Path
from typing import Any

from speclint.cli.outline import outline
from speclint.report.paint import Paint
from speclint.spec.catalogue import spec_type, type_names
from speclint.spec.metadata_type import MetadataType
from speclint.spec.section_parts import ColumnType, FieldType, TableType
from speclint.spec.spectype import IdFamily, SectionType, SpecType

TABLE = TableType("risks", (ColumnType("Risk", "risk"), ColumnType("Impact", "impact", choices=("low", "high"))))
KIND = SpecType(
    name="note",
    version="3",
    summary="A note.",
    title="Note:",
    title_prompt="[subject]",
    folder="notes",
    filename="{slug}.md",
    globs=(),
    numbering="N.",
    closed=(),
    separators=False,
    metadata=MetadataType(
        "paragraph", {"required": ["Status"], "properties": {"Status": {"enum": ["Draft", "Done"]}, "By": True}}
    ),
    markers={},
    ids=(IdFamily("task", "T-", 2),),
    requirement_family="",
    sections=(
        SectionType(
            "risks",
            "Risks",
            number="1",
            none=True,
            tables=(TABLE,),
            fields=(FieldType("Why", "why"), FieldType("Code", "code", required=False, content="go")),
            sections=(
                SectionType(
                    "one", "[name]", number="1.1", required=False, repeatable=True, code=("sql",), list="bullets"
                ),
                SectionType("other", "Other", excluded=True),
            ),
        ),
        SectionType("end", "End"),
    ),
)
OUTLINE = """note (template version 3): A note.
  title     Note: [subject]
  file      notes/{slug}.md
  metadata  Status: Draft, Done
  metadata  By (optional)
  ids       task T-01

1. Risks (or none)  #risks
  field: Why
  field: Code (go) (optional)
  table: Risk | Impact: low, high
  1.1 [name] (optional, repeated)  #one
    code: sql
    list: bullets
End  #end
"""


def test_a_type_is_outlined() -> None:
    assert "".join(line + "\n" for line in outline(KIND, Paint(on=False))) == OUTLINE


def test_every_type_is_listed_and_outlined(speclint: Any) -> None:
    listed = speclint("types")
    assert [line.split()[0] for line in listed.out.splitlines()] == list(type_names())
    for name in type_names():
        outlined = speclint("types", name)
        assert outlined.status == 0
        required = [section.heading for section in spec_type(name).walk() if section.required and not section.excluded]
        assert [heading for heading in required if heading not in outlined.out] == []


def test_a_slip_is_told(speclint: Any) -> None:
    ended = speclint("types", "enginering")
    assert (ended.status, ended.out) == (2, "")
    assert "enginering" in ended.err
    assert "did you mean" in ended.err


def test_own_types_are_listed_and_outlined(speclint: Any) -> None:
    Path(".speclint/types").mkdir(parents=True)
    Path(".speclint/types/team.yaml").write_text(
        "name: team\nextends: rfc\nsummary: Ours.\nadd: [{after: context, section: Legal}]\n", "utf-8"
    )
    assert ["team", "Ours."] in [line.split() for line in speclint("types").out.splitlines()]
    assert "\nLegal  #legal\n" in speclint("types", "team").out


TEMPLATE = """# Note: [subject]

## Context

[why now]

## Risks (optional)

| Risk | Impact |
|---|---|
| [risk] | low/medium/high |
"""
FAULTS = {
    "types/one.yaml": """name: one
summary: One.
titel: x
title: ""
sections:
  - {heading: A, requird: true}
  - {heading: B, list: bulets}
""",
    "types/two.yaml": "name: two\nextends: engineerin\n",
    "types/three.yaml": "name: three\nsummary: [\n",
    "types/four.yaml": "name: four\nsummary: x\ntitle: ''\nsections: [A, A]\n",
    "types/rfc.yaml": "name: rfc\nextends: design\n",
    "rules/TEAM001-x.md": "---\ncode: TEAM001\nname: x\nsumary: y\nseverity: error\n---\n# TEAM001 x\n",
}


def test_a_type_is_inferred_to_standard_output_or_a_file(speclint: Any) -> None:
    Path("note-template.md").write_text(TEMPLATE, "utf-8")
    ended = speclint("types", "infer", "note-template.md")
    assert (ended.status, ended.err) == (0, "")
    assert "\nname: note\n" in ended.out
    path = ".speclint/types/memo.yaml"
    assert speclint("types", "infer", "note-template.md", "-o", path).out == f"created {path}\n"
    assert Path(path).read_text("utf-8") == ended.out.replace("name: note", "name: memo")
    refused = speclint("types", "infer", "note-template.md", "-o", path)
    assert (refused.status, refused.out) == (2, "")
    assert "is there already" in refused.err
    assert speclint("types", "infer", "note-template.md", "-o", path, "--name", "memo", "--force").status == 0
    assert speclint("types", "check").status == 0
    assert "Risks (optional)  #risks" in speclint("types", "memo").out


def test_what_cannot_be_inferred_is_refused(speclint: Any) -> None:
    Path("plain.md").write_text("No heading.\n", "utf-8")
    for arguments, said in (
        (["none.md"], "no such file: none.md"),
        (["plain.md"], "plain.md has no sections"),
        (["plain.md", "--name", "Big Name"], "'Big Name' is no name of a type"),
        (["plain.md", "--name", "rfc"], "speclint has a type 'rfc'"),
    ):
        ended = speclint("types", "infer", *arguments)
        assert (ended.status, ended.out) == (2, "")
        assert said in ended.err


def test_all_faults_of_types_and_rules_are_told_at_their_lines(speclint: Any) -> None:
    for name, text in FAULTS.items():
        path = Path(".speclint", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    ended = speclint("types", "check")
    assert ended.status == 1
    assert [line.split(": ", 1)[0] for line in ended.out.splitlines()] == [
        ".speclint/types/four.yaml:4",
        ".speclint/types/one.yaml:3",
        ".speclint/types/one.yaml:6",
        ".speclint/types/one.yaml:7",
        ".speclint/types/rfc.yaml:1",
        ".speclint/types/three.yaml:3",
        ".speclint/types/two.yaml:2",
        ".speclint/rules/TEAM001-x.md:2",
        ".speclint/rules/TEAM001-x.md:4",
    ]
    meant = ("title", "required", "bullets", "engineering", "summary")
    assert [word for word in meant if f"did you mean '{word}'?" not in ended.out] == []
    assert ended.err == "9 faults in 5 types and 1 rule\n"
    one = speclint("types", "check", ".speclint/types/two.yaml")
    assert (one.status, one.err) == (1, "1 fault in 1 type and 0 rules\n")


def test_a_repository_without_types_has_no_fault(speclint: Any) -> None:
    ended = speclint("types", "check")
    assert (ended.status, ended.out, ended.err) == (0, "", "0 types and 0 rules: no fault\n")
    assert speclint("types", "check", "none.yaml").status == 2
