from __future__ import annotations

import pytest

from speclint.cli.diff import unified_diff

HEAD = "--- a.md\n+++ a.md\n"


@pytest.mark.parametrize(
    ("before", "after", "written"),
    [
        pytest.param("one\n", "one\n", "", id="no difference"),
        pytest.param("one\ntwo\n", "one\n2\n", HEAD + "@@ -1,2 +1,2 @@\n one\n-two\n+2\n", id="a line"),
        pytest.param(
            "one",
            "two",
            HEAD + "@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+two\n\\ No newline at end of file\n",
            id="no last line end",
        ),
        pytest.param("one\r\n", "two\r\n", HEAD + "@@ -1 +1 @@\n-one\r\n+two\r\n", id="crlf"),
        pytest.param(
            "a\u2028b\n", "a\u2028c\n", HEAD + "@@ -1 +1 @@\n-a\u2028b\n+a\u2028c\n", id="U+2028 ends no line"
        ),
        pytest.param("", "one\n", HEAD + "@@ -0,0 +1 @@\n+one\n", id="from nothing"),
    ],
)
def test_a_diff_is_what_patch_reads(before: str, after: str, written: str) -> None:
    assert unified_diff("a.md", before, after) == written


def test_a_coloured_diff_has_the_same_words() -> None:
    assert unified_diff("a.md", "one\n", "two\n", color=True) == (
        "\x1b[1m--- a.md\x1b[0m\n\x1b[1m+++ a.md\x1b[0m\n\x1b[36m@@ -1 +1 @@\x1b[0m\n"
        "\x1b[31m-one\x1b[0m\n\x1b[32m+two\x1b[0m\n"
    )
