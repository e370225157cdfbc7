"""What stands in for a compiled expression behaves like one."""

from __future__ import annotations

import copy
import pickle
import re

import pytest

from speclint.regex import regex


def test_an_expression_is_compiled_when_it_is_used() -> None:
    unused = regex("(")
    with pytest.raises(re.error):
        unused.match("")


@pytest.mark.parametrize("flags", [0, re.IGNORECASE])
def test_methods_are_those_of_the_compiled_expression(flags: int) -> None:
    pattern, compiled = regex(r"(a)(b)?", flags), re.compile(r"(a)(b)?", flags)
    text = "xab A a"
    assert [found.span() for found in pattern.finditer(text)] == [found.span() for found in compiled.finditer(text)]
    assert pattern.sub("-", text) == compiled.sub("-", text)
    assert (pattern.pattern, pattern.flags, pattern.groups) == (compiled.pattern, compiled.flags, compiled.groups)
    assert pattern.fullmatch("ab") is not None
    assert pattern.fullmatch("ab").groups() == ("a", "b")  # type: ignore[union-attr]


def test_copies_work() -> None:
    pattern = regex("a+")
    for other in (copy.deepcopy(pattern), pickle.loads(pickle.dumps(pattern))):
        assert other.search("baa").span() == (1, 3)  # type: ignore[union-attr]
