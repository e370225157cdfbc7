"""Small rules with checks of their own, so that the engine's tests depend on no rule page."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from speclint.config import Settings
from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.engine.lint import resolve
from speclint.rules import Rule, catalogue
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from speclint.spec.model import Spec
    from speclint.spec.project import Project

SAFE, UNSAFE = Safety.SAFE, Safety.UNSAFE


def _words(spec: Spec, pattern: str) -> Iterator[Span]:
    return (Span(*found.span()) for found in re.finditer(pattern, spec.source.text))


def bad_word(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """`bad` becomes `good`."""
    for span in _words(spec, r"\bbad\b(?!-)"):
        yield Finding(span, "the word is bad", fix=Fix("replace it", SAFE, (Edit(span, "good"),)))


def worse_word(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """`worse` becomes `bad`, which is a finding of another rule, so the fix must be dropped."""
    for span in _words(spec, r"\bworse\b"):
        yield Finding(span, "the word is worse", fix=Fix("replace it", SAFE, (Edit(span, "bad"),)))


def doubtful_word(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """`maybe` goes, unsafely."""
    for span in _words(spec, r"\bmaybe "):
        yield Finding(span, "the word is doubtful", fix=Fix("delete it", UNSAFE, (Edit(span, ""),)))


def missing_end(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """A text without `The end.` gets a line of it, with a placeholder."""
    if "The end" not in spec.source.text:
        end = len(spec.source)
        yield Finding(Span(0, 0), "no end", fix=Fix("add it", SAFE, (Edit(Span(end, end), "\nThe end by [name]\n"),)))


def placeholder(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Text in brackets."""
    for span in _words(spec, r"\[name\]"):
        yield Finding(span, "a placeholder is left")


def covered(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """A line that begins with `;` hides what follows; the fix says that it uncovers it."""
    for span in _words(spec, r"(?m)^;.*$"):
        yield Finding(
            span, "a covered line", fix=Fix("open", SAFE, (Edit(Span(span.start, span.start + 1), ""),), (span,))
        )


def loud_word(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """`loud` outside covered lines."""
    for span in _words(spec, r"(?m)^[^;\n]*?\bloud\b(?!-)"):
        yield Finding(Span(span.end - 4, span.end), "the word is loud")


def flip(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """`flip` and `flop` become each other for ever."""
    for span in _words(spec, r"\bfl[io]p\b"):
        other = "flop" if spec.source[span] == "flip" else "flip"
        yield Finding(span, "flipped", fix=Fix("flip it", SAFE, (Edit(span, other),)))


def crash(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Finds one thing, then raises."""
    if "crash" in spec.source.text:
        yield Finding(Span(0, 1), "found before the crash")
        raise KeyError("crash")


def outside(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yields a place that does not exist."""
    if "outside" in spec.source.text:
        yield Finding(Span(0, len(spec.source) + 1), "outside")


def twin(project: Project, rule: Rule) -> Iterator[Finding]:
    """Two specs of the same status."""
    by_status: dict[str | None, str] = {}
    for path in sorted(project.specs):
        facts = project.specs[path]
        other = by_status.setdefault(facts.status, path)
        if other != path:
            for one, two in ((path, other), (other, path)):
                yield Finding(
                    project.specs[one].title, "same status", related=(Related(Span(0, 1), "as here", two),), path=one
                )


CHECKS: dict[str, Callable[[Any, Rule], Iterator[Finding]]] = {
    function.__name__: function
    for function in (
        bad_word,
        worse_word,
        doubtful_word,
        missing_end,
        placeholder,
        covered,
        loud_word,
        flip,
        crash,
        outside,
        twin,
    )
}
NAMED = {
    "SL701": ("unfilled-placeholder", "placeholder"),
    "SL901": ("bad-word", "bad_word"),
    "SL902": ("worse-word", "worse_word"),
    "SL903": ("doubtful-word", "doubtful_word"),
    "SL904": ("missing-end", "missing_end"),
    "SL905": ("covered-line", "covered"),
    "SL906": ("loud-word", "loud_word"),
    "SL907": ("flipped-word", "flip"),
    "SL908": ("crashing-check", "crash"),
    "SL909": ("outside-place", "outside"),
    "SL950": ("twin-spec", "twin"),
}


def _rules() -> dict[str, Rule]:
    known = {code: catalogue()[code] for code in ("SL001", "SL002", "SL005")}
    for code, (name, check) in NAMED.items():
        scope = "project" if check == "twin" else "file"
        known[code] = Rule(code, name, "A fake.", check=f"fakes.{check}", scope=scope)
    return known


RULES = _rules()
# missing-end and twin-spec report on almost any text; a test that means them selects them.
QUIET = ("SL904", "SL950")


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    import sys

    monkeypatch.setitem(sys.modules, "speclint.checks.fakes", SimpleNamespace(**CHECKS))
    yield
    resolve.cache_clear()


@pytest.fixture
def settings(tmp_path: Any) -> Settings:
    """The fake rules with the temporary folder as root."""
    known = Settings.defaults(str(tmp_path.resolve()), RULES)
    return known._replace(selected=tuple(code for code in RULES if code not in QUIET))
