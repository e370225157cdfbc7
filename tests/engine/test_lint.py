"""One text: what is unreadable, what is no spec, what a check's failure becomes, and what directives hide."""

from __future__ import annotations

import pytest

from speclint.api import lint
from speclint.config import Settings
from speclint.engine.lint import FileResult, lint_source, settle
from speclint.source import Source


def _told(text: str | bytes, settings: Settings, **given: object) -> list[tuple[str, str, str]]:
    source = Source.from_bytes(text if isinstance(text, bytes) else text.encode(), "tech-specs/a.md")
    result = lint_source(source, settings, **{"spec_type": "engineering", **given})  # type: ignore[arg-type]
    return [(one.code, source[one.span], one.message) for one in settle(result, settings)]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"bad \xff bad", "\udcff", "byte 0xFF is not UTF-8"),
        (b"\xef\xbb\xbfbad \xc3", "\udcc3", "byte 0xC3 is not UTF-8"),
        (b"\xff\xfeb\x00a\x00d\x00", "\0", "the file is not text: it holds a NUL byte"),
        (b"bad\0", "\0", "the file is not text: it holds a NUL byte"),
        (b"---\ntitle: bad\n", "---", "the front matter has no closing `---`"),
    ],
)
def test_what_cannot_be_read_is_one_finding(data: bytes, place: str, message: str, settings: Settings) -> None:
    assert _told(data, settings) == [("SL001", place, message)]


def test_an_ignored_unreadable_file_is_a_note(settings: Settings) -> None:
    without = settings.with_cli(ignore=["SL001"])
    result = lint_source(Source.from_bytes(b"\xff", "a.md"), without, named=True)
    assert result == FileResult("a.md", note="not read: byte 0xFF is not UTF-8", length=1)


@pytest.mark.parametrize(
    ("path", "named", "types", "codes"),
    [
        ("a.md", False, (), None),
        ("a.md", True, (), ["SL002"]),
        ("README.md", True, (), None),
        ("docs/readme.de.md", True, (), None),
        ("a.md", False, (("*.md", "engineering"),), ["SL901"]),
        ("[x].md", False, (("*.md", "engineering"),), ["SL901"]),
        ("README.md", False, (("/*.md", "engineering"),), ["SL901"]),
    ],
)
def test_what_is_no_spec_is_a_note_unless_it_was_asked_for(
    path: str, named: bool, types: tuple[tuple[str, str], ...], codes: list[str] | None, settings: Settings
) -> None:
    result = lint_source(Source("bad notes\n", path), settings._replace(types=types), named=named)
    if codes is None:
        assert result == FileResult(path, note="not a spec: skipped", length=10)
    else:
        assert ([one.code for one in result.diagnostics], result.note) == (codes, None)


def test_a_misspelt_type_is_told_where_the_type_is_missed() -> None:
    found = lint("# T\n\n<!-- speclint: type=enginering -->\n")
    assert [(one.code, one.message) for one in found if one.code == "SL005"] == [
        ("SL005", "no spec type is called `enginering`")
    ]


def test_a_check_that_raises_is_a_diagnostic_and_the_others_run(settings: Settings) -> None:
    assert _told("crash bad outside\n", settings) == [
        ("SL000", "", "rule SL908 crashing-check failed with KeyError"),
        ("SL000", "", "rule SL909 outside-place failed with ValueError"),
        ("SL908", "c", "found before the crash"),
        ("SL901", "bad", "the word is bad"),
    ]


def test_a_check_that_does_not_exist_is_a_diagnostic(settings: Settings) -> None:
    rules = {**settings.rules, "SL901": settings.rules["SL901"]._replace(check="no_such_family.at_all")}
    told = _told("bad\n", settings._replace(rules=rules))
    assert told == [("SL000", "", "rule SL901 bad-word failed with ModuleNotFoundError")]


def test_a_rule_of_another_type_and_an_ignored_one_do_not_run(settings: Settings) -> None:
    rules = {**settings.rules, "SL901": settings.rules["SL901"]._replace(types=("prd-driven",))}
    assert _told("bad loud\n", settings._replace(rules=rules)) == [("SL906", "loud", "the word is loud")]
    ignoring = settings._replace(per_file_ignores=(("tech-specs/*", frozenset({"SL906"})),))
    assert _told("bad loud\n", ignoring) == [("SL901", "bad", "the word is bad")]


DIRECTIVES = [
    # disable-next: the next block, the heading's line, the block inside its container
    ("<!-- speclint: disable-next=SL901 -->\n\nbad\nbad\n\nbad\n", [("SL901", 6)]),
    ("<!-- speclint: disable-next=bad-word -->\n# bad\n\nbad\n", [("SL901", 4)]),
    ("<!-- speclint: disable-next=SL9 (why not) -->\nbad loud\n", []),
    ("<!-- speclint: disable-next=SL -->\n- bad\n- bad\n\n  bad\n\nbad\n", [("SL901", 7)]),
    ("- x\n\n  <!-- speclint: disable-next=SL901 -->\n\n  bad\n\n- bad\n", [("SL901", 7)]),
    ("<!-- speclint: disable-next=SL901 -->\n```sql\nbad\n```\nbad\n", [("SL901", 5)]),
    ("<!-- speclint: disable-next=SL901 -->\n<!-- speclint: disable-next=SL906 -->\nbad loud\n", []),
    # disable-line
    ("bad bad <!-- speclint: disable-line=SL901 -->\nbad\n", [("SL901", 2)]),
    ("| a | b |\n|---|---|\n| bad | x <!-- speclint: disable-line=SL901 --> |\n| bad | x |\n", [("SL901", 4)]),
    # a stretch, and the rest of the file
    ("<!-- speclint: disable=SL901 -->\nbad\n\n<!-- speclint: enable=SL901 -->\n\nbad\n", [("SL901", 6)]),
    ("bad\n\n<!-- speclint: disable=SL901, loud-word -->\n\nbad loud\n\nbad\n", [("SL901", 1)]),
    ("<!-- speclint: disable=SL9 -->\nbad\n\n<!-- speclint: enable=SL901 -->\n\nbad loud\n", [("SL901", 6)]),
    # never inside code
    ("`<!-- speclint: disable=SL901 -->` bad\n", [("SL901", 1)]),
    ("```html\n<!-- speclint: disable=SL901 -->\n```\n\nbad\n", [("SL901", 5)]),
    ("    <!-- speclint: disable=SL901 -->\n\nbad\n", [("SL901", 3)]),
    # what is wrong with a directive
    ("<!-- speclint: disable-next=SL999 -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: disable-nxt=SL901 -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: disable -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: disable-next=SL901 because -->\nbad\n", [("SL005", 1), ("SL901", 2)]),
    ("<!-- speclint: = -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: disable-next=SL901, -->\nbad\n", [("SL005", 1)]),
    # unused ones
    ("<!-- speclint: disable-next=SL901 -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: disable-next=SL901,SL906 -->\nbad\n", [("SL005", 1)]),
    ("<!-- speclint: disable=SL901 -->\n\n<!-- speclint: disable=SL901 -->\n\nbad\n", [("SL005", 3)]),
    ("<!-- speclint: enable=SL901 -->\nfine\n", [("SL005", 1)]),
    ("bad\n\n<!-- speclint: disable-next=SL901 -->\n", [("SL901", 1), ("SL005", 3)]),
    # a rule over the project is judged only when it ran, one that was not selected never
    ("<!-- speclint: disable=SL950 -->\nfine\n", []),
    ("<!-- speclint: disable=SL904 -->\nfine\n", []),
    ("<!-- speclint: disable=SL005 -->\n<!-- speclint: disable-next=SL901 -->\nfine\n", []),
    # nothing is idle where a fence swallows the sections, so that rules could not run
    ("<!-- speclint: disable-next=SL901 -->\nfine\n\n```\n# Tech Spec: A\n\n## 1. Overview\n\n## 2. Scope\n", []),
    # the type
    ("<!-- speclint: type=engineering -->\nfine\n", []),
    ("<!-- speclint: type=enginering -->\nfine\n", [("SL005", 1)]),
    ("<!-- speclint: type=engineering -->\n<!-- speclint: type=prd-driven -->\nfine\n", [("SL005", 2)]),
    ("<!-- speclint: type=engineering (it says so) -->\nfine\n", [("SL005", 1)]),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("text", "told"), DIRECTIVES)
def test_directives(text: str, told: list[tuple[str, int]], newline: str, settings: Settings) -> None:
    source = Source(text.replace("\n", newline), "tech-specs/a.md")
    result = lint_source(source, settings, spec_type="engineering")
    found = settle(result, settings)
    assert [(one.code, source.position(one.span.start).line) for one in found] == told


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "disable-next=bad-wrod",
            "bad-wrod",
            "no rule has the code, name or prefix `bad-wrod`",
            "did you mean bad-word?",
        ),
        ("disable-nxt=SL901", "disable-nxt", "no directive is called `disable-nxt`", "did you mean disable-next?"),
        ("type=enginering", "enginering", "no spec type is called `enginering`", "did you mean engineering?"),
        (
            "disable=SL901, SL906",
            "<!-- speclint: disable=SL901, SL906 -->",
            "the directive `disable` for SL901 and SL906 suppresses nothing",
            "delete the directive",
        ),
    ],
)
def test_a_directive_s_fault_is_told(text: str, place: str, message: str, hint: str, settings: Settings) -> None:
    source = Source(f"<!-- speclint: {text} -->\n\nfine\n", "tech-specs/a.md")
    (found,) = settle(lint_source(source, settings, spec_type="engineering"), settings)
    assert (source[found.span], found.message, found.help) == (place, message, hint)


def test_many_directives_take_no_time(settings: Settings) -> None:
    text = "<!-- speclint: disable-next=SL9 -->\n\nbad\n\n" * 1000 + "<!-- speclint: disable=SL901 -->\n\n" * 1000
    assert [code for code, _, _ in _told(text, settings)] == ["SL005"] * 1000
