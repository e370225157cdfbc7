from __future__ import annotations

from pathlib import Path
from typing import Any

from speclint.cli.explain import readable
from speclint.report.paint import Paint
from speclint.rules import catalogue

PAGE = """Why it matters.

## Bad

````markdown type=engineering finds=2,4
# One
two
```sql
four
```
````
```markdown file=prds/x.md
# PRD
```

## Good
"""
READ = """Why it matters.

Bad

      1 | # One
  >   2 | two
      3 | ```sql
  >   4 | four
      5 | ```
  prds/x.md:
      1 | # PRD

Good
"""


def test_a_page_is_made_readable() -> None:
    assert readable(PAGE, Paint(on=False)) == READ


def test_every_rule_is_explained_by_code_and_by_name(speclint: Any) -> None:
    for rule in catalogue().values():
        by_code = speclint("explain", rule.code)
        assert by_code.status == 0
        assert by_code.out.startswith(f"{rule.code} {rule.name}\n{rule.summary}\nseverity: ")
        assert "\nBad\n" in by_code.out
        assert speclint("explain", rule.name.upper()) == by_code


def test_a_slip_is_told(speclint: Any) -> None:
    assert speclint("explain", "bad-directiv") == (
        2,
        "",
        "error: no rule has the code, name or prefix `bad-directiv`\nhelp: did you mean bad-directive?\n",
    )


def test_one_rule_is_explained_at_a_time(speclint: Any) -> None:
    ended = speclint("explain", "SL00")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("error: `SL00` stands for ")
    assert "help: name one of SL001, " in ended.err


def test_the_rules_are_listed(speclint: Any) -> None:
    import json

    listed = speclint("rules").out.splitlines()
    assert [line.split()[:2] for line in listed[:-2]] == [[rule.code, rule.name] for rule in catalogue().values()]
    assert listed[-1].startswith(f"{len(catalogue())} rules.")
    as_data = json.loads(speclint("rules", "--output-format", "json").out)
    assert [entry["code"] for entry in as_data] == list(catalogue())
    assert as_data[0]["severity"] == {"default": "error"}


def test_an_own_rule_is_explained_and_listed(speclint: Any) -> None:
    page = Path(".speclint/rules/TEAM001-vague-time.md")
    page.parent.mkdir(parents=True)
    front = "code: TEAM001\nname: vague-time\nsummary: A vague time.\nseverity: warning\ncheck: generic.pattern\n"
    page.write_text(f"---\n{front}options: {{pattern: soon}}\n---\n# TEAM001 vague-time\n\nNobody can wait.\n", "utf-8")
    explained = speclint("explain", "vague-time")
    assert explained.out.startswith(
        "TEAM001 vague-time\nA vague time.\nseverity: warning; types: all\n\nNobody can wait."
    )
    assert "TEAM001  vague-time" in speclint("rules").out
    page.write_text("nothing", "utf-8")
    broken = speclint("explain", "SL204")
    assert broken.err.startswith("note: speclint's own rules alone: .speclint/rules/TEAM001-vague-time.md:1: ")
    assert broken.out.startswith("SL204 unmapped-requirement")
