"""In documents that are free between their template's headings a section is told by its words, not by its place."""

from __future__ import annotations

import pytest

from speclint.source import Source
from speclint.spec.known_types import KnownTypes
from speclint.spec.reading import read_spec
from speclint.spec.type_files import hold_type

TYPE = """\
name: own
summary: Ours.
title: ""
title_prompt: ""
free: true
sections:
  - Summary
  - {heading: Proposal, sections: [Risks]}
  - Design Details
  - Rationale and Alternatives
  - {heading: Implementation History, sections: [{heading: "Is it done?", level: 4}]}
"""
KINDS = KnownTypes({"own": hold_type(TYPE, "own")})
WHOLE = """\
## Summary

## Proposal

### Risks

## Design Details

## Rationale and Alternatives

## Implementation History

##### Is it done?
"""


def _read(text: str) -> list[str]:
    """Return what differs from the template."""
    spec = read_spec(Source(text), spec_type="own", types=KINDS)
    assert spec.type is KINDS["own"]
    found = [f"{change} {spec.text(one.heading.content)}" for one in spec.alignment.walk() for change in one.changes]
    found += [f"missing {one.type.heading}" for one in spec.alignment.missing]
    return sorted(
        found + [f"unknown {spec.text(one.heading.content)}" for one in spec.alignment.unknown if one.heading]
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (WHOLE, []),
        (WHOLE.replace("## ", "# "), []),
        ("# A title\n\n" + WHOLE, []),
        (
            WHOLE.replace("## Design Details", "## Overview of Testing"),
            ["missing Design Details", "unknown Overview of Testing"],
        ),
        (WHOLE.replace("Rationale and Alternatives", "Alternatives"), ["retitled Alternatives"]),
        (
            WHOLE.replace("Implementation History", "Implementation Plan").replace("##### Is it done?\n", ""),
            ["missing Implementation History", "unknown Implementation Plan"],
        ),
        (WHOLE.replace("## Design Details", "### Design Details"), ["releveled Design Details"]),
        (
            WHOLE.replace("### Risks", "### Risks\n\n#### Rationale and Alternatives").replace(
                "## Rationale and Alternatives\n\n## Imp", "## Imp"
            ),
            ["missing Rationale and Alternatives", "unknown Rationale and Alternatives"],
        ),
        (
            WHOLE.replace("### Risks\n\n## Design Details", "## Design Details\n\n### Risks"),
            ["moved Risks"],
        ),
        (WHOLE.replace("## Summary", "## Summary\n\n### Risks"), ["unknown Risks"]),
        (
            WHOLE.replace("### Risks\n\n", "").replace(
                "## Design Details", "## Design Details\n\n### Disks\n\n#### Risks"
            ),
            ["missing Risks", "unknown Disks"],
        ),
    ],
)
def test_a_section_is_told_by_its_words(text: str, found: list[str]) -> None:
    assert _read(text) == found


def test_brackets_are_prompts_only_where_they_are_the_templates() -> None:
    from speclint.spec.leftovers import Leftovers, units_of

    spec = read_spec(
        Source(WHOLE.replace("## Summary\n", "## Summary\n\n[some link]\n\nTBD\n")), spec_type="own", types=KINDS
    )
    left = Leftovers(spec)
    found = [
        spec.source[one.span]
        for block in spec.document.blocks
        for unit in units_of(spec, block)
        for one in left.in_text(unit)
    ]
    assert found == ["TBD"]
