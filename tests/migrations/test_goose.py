"""goose's reading: verdict, statements, and each problem at its place with the cure that mends it."""

from __future__ import annotations

import pytest

from speclint.migrations import goose

UP = "-- +goose Up\nCREATE TABLE a (id int);\n"
DOWN = "-- +goose Down\nDROP TABLE a;\n"

ACCEPTED = [
    pytest.param(UP + DOWN, ["CREATE TABLE a (id int);"], ["DROP TABLE a;"], id="plain"),
    pytest.param("--+gooseup\nSELECT 1;\n", ["SELECT 1;"], [], id="no-spaces"),
    pytest.param("----+goose   Up --\r\nSELECT 1;\r\n", ["SELECT 1;"], [], id="dashes-and-cr"),
    pytest.param("\x0c-- +goose Up\nSELECT 1;\n", ["SELECT 1;"], [], id="leading-form-feed"),
    pytest.param("\xa0-- +goose\tuP\t\nSELECT 1;\n", ["SELECT 1;"], [], id="leading-no-break-space"),
    pytest.param("-- note\n\n-- +goose Up\n-- note\nSELECT 1;\n", ["SELECT 1;"], [], id="comments-are-skipped"),
    pytest.param("-- +goose Up\nSELECT\n-- note\n1;\n", ["SELECT\n-- note\n1;"], [], id="inner-comment-stays"),
    pytest.param("-- +goose Up\nSELECT 1; -- note;x\n", ["SELECT 1; -- note;x"], [], id="semicolon-before-comment"),
    pytest.param("-- +goose Up\nSELECT 1; SELECT\n2;\n", ["SELECT 1; SELECT\n2;"], [], id="semicolon-inside-a-line"),
    pytest.param(
        "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\nSELECT 2;\n-- +goose StatementEnd\nSELECT 3;\n",
        ["SELECT 1;\nSELECT 2;", "SELECT 3;"],
        [],
        id="block",
    ),
    pytest.param(
        "-- +goose Up\n-- +goose StatementBegin\n-- +goose StatementEnd\nSELECT 1;\nSELECT 2;\n",
        ["", "SELECT 2;"],
        [],
        id="an-empty-block-swallows-the-next-line",
    ),
    pytest.param("-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${A:-;}';\n", ["SELECT '${A:-;}';"], [], id="envsub"),
    pytest.param("-- +goose Up\nSELECT 1\n-- +goose NO TRANSACTION\n+ 1;\n", None, [], id="mark-inside-a-statement"),
    pytest.param(UP, ["CREATE TABLE a (id int);"], [], id="no-down"),
]


@pytest.mark.parametrize(("text", "up", "down"), ACCEPTED)
def test_accepted(text: str, up: list[str] | None, down: list[str]) -> None:
    parsed = goose.parse(text)
    assert parsed.accepted
    if up is not None:
        assert [s.text for s in parsed.up] == up
    assert [s.text for s in parsed.down] == down
    for statement in (*parsed.up, *parsed.down):
        assert text[statement.span.start : statement.span.end] == statement.text


def test_long_s_folds_as_in_go() -> None:
    text = "-- +goose Up\n-- +goose \u017ftatementBegin\nSELECT 1;\n-- +goose \u017ftatementEnd\n" + DOWN
    parsed = goose.parse(text)
    assert parsed.accepted
    assert [a.name for a in parsed.annotations] == ["Up", "StatementBegin", "StatementEnd", "Down"]


# The text, the conditions in order, the text at the first problem, and whether the fixes together make goose accept it.
REFUSED = [
    pytest.param(" " + UP + DOWN, ["leading-whitespace"], " -- +goose Up", True, id="indented"),
    pytest.param("\t" + UP + DOWN, ["leading-whitespace"], "\t-- +goose Up", True, id="tab"),
    pytest.param(
        "-- +goose Up +goose Down\n" + UP + DOWN, ["repeated-mark"], "-- +goose Up +goose Down", False, id="two"
    ),
    pytest.param("-- +goose\n" + UP + DOWN, ["empty-mark"], "-- +goose", False, id="empty-mark"),
    pytest.param(UP.replace("Up", "Up;") + DOWN, ["unknown-mark"], "-- +goose Up;", True, id="semicolon"),
    pytest.param(UP.replace("Up", "Up -- adds a") + DOWN, ["unknown-mark"], "-- +goose Up -- adds a", True, id="note"),
    pytest.param(UP + DOWN.replace("Down", "Dwon"), ["unknown-mark"], "-- +goose Dwon", True, id="typo"),
    pytest.param("--- +goose Up\nSELECT 1;\n" + DOWN, ["unknown-mark"], "--- +goose Up", True, id="three-dashes"),
    pytest.param(
        "-- +goose NO  TRANSACTION\n" + UP + DOWN, ["unknown-mark"], "-- +goose NO  TRANSACTION", True, id="gap"
    ),
    pytest.param("-- use +goose here\n" + UP + DOWN, ["unknown-mark"], "-- use +goose here", False, id="prose"),
    pytest.param("-- + goose up\nSELECT 1;\n" + DOWN, ["unseen-mark"], "-- + goose up", True, id="space-after-plus"),
    pytest.param("-- +Goose Up\nSELECT 1;\n" + DOWN, ["unseen-mark"], "-- +Goose Up", True, id="capital"),
    pytest.param("# +goose Up\nSELECT 1;\n" + DOWN, ["unseen-mark"], "# +goose Up", True, id="hash"),
    pytest.param("/* +goose Up */\nSELECT 1;\n" + DOWN, ["unseen-mark"], "/* +goose Up */", True, id="block-comment"),
    pytest.param("\ufeff-- +goose Up\nSELECT 1;\n" + DOWN, ["unseen-mark"], "\ufeff-- +goose Up", True, id="after-bom"),
    pytest.param(UP + UP + DOWN, ["duplicate-up"], "-- +goose Up", False, id="up-twice"),
    pytest.param(UP + DOWN + DOWN, ["duplicate-down"], "-- +goose Down", False, id="down-twice"),
    pytest.param(DOWN, ["down-before-up"], "-- +goose Down", False, id="down-first"),
    pytest.param("SELECT 1;\n" + DOWN, ["sql-before-up"], "SELECT 1;", True, id="no-up-mark"),
    pytest.param("SELECT 1;\n" + UP + DOWN, ["sql-before-up", "duplicate-up"], "SELECT 1;", False, id="sql-first"),
    pytest.param("-- nothing\n", ["no-up"], "", False, id="nothing"),
    pytest.param("", ["no-up"], "", False, id="empty-text"),
    pytest.param("-- +goose Up\nSELECT 1\n" + DOWN, ["unfinished-statement"], "SELECT 1", True, id="no-semicolon"),
    pytest.param(
        UP + "-- +goose Down\nDROP TABLE a\n", ["unfinished-statement"], "DROP TABLE a", True, id="at-the-end"
    ),
    pytest.param(
        "-- +goose Up\n-- +goose StatementBegin\nSELECT 1;\n" + DOWN,
        ["down-inside-begin"],
        "-- +goose Down",
        True,
        id="down-inside-begin",
    ),
    pytest.param(
        UP + "-- +goose Down\n-- +goose StatementBegin\nSELECT 1;\n",
        ["unended-begin"],
        "-- +goose StatementBegin",
        True,
        id="never-ended",
    ),
    pytest.param(
        "-- +goose Up\nSELECT 1;\n-- +goose StatementEnd\n" + DOWN,
        ["end-without-begin"],
        "-- +goose StatementEnd",
        False,
        id="end-alone",
    ),
    pytest.param(
        "-- +goose StatementBegin\nSELECT 1;\n-- +goose StatementEnd\n" + DOWN,
        ["begin-before-up"],
        "-- +goose StatementBegin",
        True,
        id="begin-first",
    ),
    pytest.param(
        "-- +goose ENVSUB ON\n-- +goose Up\nSELECT ${1};\n" + DOWN,
        ["substitution"],
        "SELECT ${1};",
        False,
        id="substitution",
    ),
]


@pytest.mark.parametrize(("text", "conditions", "place", "mends"), REFUSED)
def test_refused(text: str, conditions: list[str], place: str, mends: bool) -> None:
    parsed = goose.parse(text)
    assert not parsed.accepted
    assert [p.condition for p in parsed.problems if p.refused] == conditions
    first = next(p for p in parsed.problems if p.refused)
    assert text[first.span.start : first.span.end] == place
    assert first.line == text.count("\n", 0, first.span.start) + 1
    assert goose.parse(mended(text, parsed)).accepted is mends


def mended(text: str, parsed: goose.GooseFile) -> str:
    edits = sorted({e for p in parsed.problems for e in p.fix}, reverse=True)
    for start, end, new in edits:
        text = text[:start] + new + text[end:]
    return text


def test_a_note_after_a_mark_is_kept() -> None:
    text = "-- +goose Up -- adds a\nSELECT 1;\n" + DOWN
    assert mended(text, goose.parse(text)) == "-- +goose Up\n-- adds a\nSELECT 1;\n" + DOWN


OURS = [
    pytest.param(UP, [("down-missing", "-- +goose Up")], id="no-down"),
    pytest.param(UP + "-- +goose Down\n-- later\n", [("down-empty", "-- +goose Down")], id="empty-down"),
    pytest.param("-- +goose Up\n" + DOWN, [("up-empty", "-- +goose Up")], id="empty-up"),
    pytest.param(UP + "-- +Goose Down\nDROP TABLE a;\n", [("unseen-mark", "-- +Goose Down")], id="unseen-down"),
    pytest.param(UP + "-- the goose goes down\n" + DOWN, [], id="prose-is-no-mark"),
    pytest.param(UP + DOWN, [], id="clean"),
]


@pytest.mark.parametrize(("text", "expected"), OURS)
def test_what_goose_lets_pass(text: str, expected: list[tuple[str, str]]) -> None:
    parsed = goose.parse(text)
    assert parsed.accepted
    assert [(p.condition, text[p.span.start : p.span.end]) for p in parsed.problems] == expected
    assert not any(p.refused for p in parsed.problems)


VERSIONS = [
    ("20260216120000_create_invites.sql", 20260216120000),
    ("migrations/00001_a.sql", 1),
    ("1_.go", 1),
    ("0_a.sql", None),
    ("a_b.sql", None),
    ("12.sql", None),
    ("12_a.txt", None),
    ("99999999999999999999_a.sql", None),
]


@pytest.mark.parametrize(("name", "version"), VERSIONS)
def test_file_version(name: str, version: int | None) -> None:
    assert goose.file_version(name) == version


FUNCTION = "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n  RETURN 1;\nEND;\n$$;\n"
TRANSACTION = [
    pytest.param(
        f"-- +goose Up\nCREATE INDEX CONCURRENTLY i ON a (id);\n{DOWN}",
        [("concurrently-in-transaction", "CREATE INDEX CONCURRENTLY i ON a (id)")],
        f"-- +goose NO TRANSACTION\n-- +goose Up\nCREATE INDEX CONCURRENTLY i ON a (id);\n{DOWN}",
        id="concurrently",
    ),
    pytest.param(
        f"-- +goose Up\n{FUNCTION}{DOWN}",
        [("cut-body", "$$")],
        f"-- +goose Up\n-- +goose StatementBegin\n{FUNCTION}-- +goose StatementEnd\n{DOWN}",
        id="cut-body",
    ),
    pytest.param(
        f"-- +goose Up\nVACUUM a;\n{DOWN}",
        [("non-transactional", "VACUUM a")],
        f"-- +goose NO TRANSACTION\n-- +goose Up\nVACUUM a;\n{DOWN}",
        id="vacuum",
    ),
    pytest.param(
        f"-- +goose NO TRANSACTION\n-- +goose Up\n-- +goose StatementBegin\nDROP INDEX CONCURRENTLY i;\nSELECT 1;\n"
        f"-- +goose StatementEnd\n{DOWN}",
        [("concurrently-not-alone", "DROP INDEX CONCURRENTLY i")],
        None,
        id="not-alone",
    ),
    pytest.param(
        f"-- +goose Up\nSELECT 1; /* one */\nSELECT 2;\n{DOWN}",
        [("hidden-semicolon", "; /* one */")],
        f"-- +goose Up\nSELECT 1; -- one\nSELECT 2;\n{DOWN}",
        id="block-comment-after-semicolon",
    ),
    pytest.param(
        f"-- +goose Up\nSELECT 1;--one\nSELECT 2;\n{DOWN}",
        [("hidden-semicolon", ";--one")],
        f"-- +goose Up\nSELECT 1; --one\nSELECT 2;\n{DOWN}",
        id="comment-touches-semicolon",
    ),
    pytest.param(f"-- +goose Up\nSELECT 'concurrently; $$';\n{DOWN}", [], None, id="inside-a-literal"),
    pytest.param(f"-- +goose Up\nREFRESH MATERIALIZED VIEW CONCURRENTLY v;\n{DOWN}", [], None, id="refresh"),
]


@pytest.mark.parametrize(("text", "expected", "fixed"), TRANSACTION)
def test_transactions(text: str, expected: list[tuple[str, str]], fixed: str | None) -> None:
    parsed = goose.parse(text)
    found = [p for p in parsed.problems if p.rule == "transaction"]
    assert parsed.accepted
    assert [(p.condition, text[p.span.start : p.span.end]) for p in found] == expected
    if fixed is not None:
        assert mended(text, parsed) == fixed
        assert not goose.parse(fixed).problems
