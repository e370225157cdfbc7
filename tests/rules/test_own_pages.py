"""A repository's own rule pages: read like ours, refused at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from speclint.config import load
from speclint.errors import SpeclintError

PAGE = """\
---
code: TEAM001
name: vague-time
summary: A vague time.
severity: warning
types: [rfc]
check: generic.forbidden_phrase
options:
  phrases: [soon]
---
# TEAM001 vague-time

Why.
"""


def _written(root: Path, text: str, name: str = "TEAM001-vague-time.md") -> Path:
    (root / ".speclint" / "rules").mkdir(parents=True)
    (root / ".speclint" / "rules" / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "message", "advice"),
    [
        ("types: [rfc]", "types: [rfd]", "6: there is no spec type 'rfd'", "did you mean rfc?"),
        (
            "forbidden_phrase",
            "forbiden_phrase",
            "7: there is no check 'generic.forbiden_phrase'",
            "did you mean generic.",
        ),
        ("phrases: [soon]", "phrases: []", "9: options of generic.forbidden_phrase: [] ", None),
        (
            "phrases: [soon]",
            "phrases: [soon]\n  colour: red",
            "10: options of generic.forbidden_phrase: ",
            None,
        ),
        ("phrases: [soon]", "limit: 1", "9: options of generic.forbidden_phrase: Additional", None),
        ("check: generic.forbidden_phrase\n", "", "2: there is no check ''", "use one of generic.forbidden_phrase"),
        ("severity: warning", "severity: warnin", "5: severity: 'warnin' is none of", None),
        ("severity: warning", "severity: {default: warnin}", "5: severity: default: 'warnin' is none of", None),
        ("severity: warning", "severity: {status: {draft: info}}", "5: severity: 'default' is a required", None),
        ("# TEAM001", "# TEAM002", "11: the page's first heading is not `# TEAM001 vague-time`", None),
    ],
)
def test_a_broken_page_is_refused_at_its_line(
    tmp_path: Path, old: str, new: str, message: str, advice: str | None
) -> None:
    with pytest.raises(SpeclintError) as caught:
        load(_written(tmp_path, PAGE.replace(old, new)))
    assert caught.value.message.startswith(f".speclint/rules/TEAM001-vague-time.md:{message}")
    assert (caught.value.help or "").startswith(advice or "")


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        ("SL999", "vague-time", "2: codes that begin with SL"),
        ("TEAM001", "broken-link", "3: SL801 is called broken-link"),
    ],
)
def test_codes_and_names_of_ours_are_refused(tmp_path: Path, code: str, name: str, message: str) -> None:
    text = PAGE.replace("TEAM001", code).replace("vague-time", name)
    with pytest.raises(SpeclintError) as caught:
        load(_written(tmp_path, text, f"{code}-{name}.md"))
    assert caught.value.message.startswith(f".speclint/rules/{code}-{name}.md:{message}")


def test_a_pattern_that_is_none_is_refused(tmp_path: Path) -> None:
    text = PAGE.replace("forbidden_phrase", "pattern").replace("phrases: [soon]", 'pattern: "("')
    with pytest.raises(SpeclintError, match=r"vague-time\.md:9: the pattern is no regular expression"):
        load(_written(tmp_path, text))


def test_an_own_rule_can_be_explained_listed_and_configured(tmp_path: Path) -> None:
    (_written(tmp_path, PAGE) / ".speclint.yaml").write_text("severity: {vague-time: info}\n", "utf-8")
    settings = load(tmp_path)
    assert "TEAM001" in settings.selected
    assert str(settings.severities["TEAM001"]) == "info"
