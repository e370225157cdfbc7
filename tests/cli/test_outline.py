from __future__ import annotations

from typing import Any

from speclint.cli.outline import outline
from speclint.report.paint import Paint
from speclint.spec.catalogue import spec_type, type_names
from speclint.spec.spectype import (
    ColumnType,
    FieldType,
    IdFamily,
    MetadataType,
    SectionType,
    SpecType,
    TableType,
)

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

1. Risks (or none)
  field: Why
  field: Code (go) (optional)
  table: Risk | Impact: low, high
  1.1 [name] (optional, repeated)
    code: sql
    list: bullets
End
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
