"""Whether a done condition is something that a command or an assertion decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.inline import code_spans, plain_text
from speclint.regex import regex
from speclint.spec.mentions import readable

if TYPE_CHECKING:
    from speclint.source import Source, Span

_SENTENCE = regex(r"(?<=[.!?;])\s+|\n+")
_NOTHING = regex(
    r"(?:everything|code|task|feature|works?|working|is|are|looks?|seems?|feels?|done|good|fine|okay|ok|nice|"
    r"great|ready|been|complete[ds]?|finished|implemented|tested|reviewed|merged|deployed|approved|correct|correctly|properly|well|"
    r"and|as|expected|intended|should|be|now|fully|stable|clean|fast|works|appropriate|appropriately|better|improved|"
    r"user[- ]friendly|robust|simple|satisfactory|acceptable|smooth|smoothly|happy|with)"
)
_VAGUE = regex(
    r"\b(?:"
    r"works?|working|properly|correctly|appropriate(?:ly)?|as (?:needed|expected|intended|"
    r"required)|somehow|messy|ugly|clean|fast|faster|slow|better|improved?|user[- ]friendly|"
    r"robust|simple|etc|tbd|maybe|possibly|good|fine|nice|great|done|complete|completed|"
    r"finished|implemented|tested|reviewed|ready|satisfied|happy|acceptable|smooth(?:ly)?|"
    r"intuitive|looks?|feels?|reasonabl[ey]|sensibl[ey]|successful(?:ly)?|high[- ]quality"
    r")\b",
    re.IGNORECASE,
)
_DECIDES = regex(
    r"\b(?:"
    r"pass(?:es|ing)?|fail(?:s|ing)?|succeeds?|compiles?|builds?|exits?|exists?|applied|applies|"
    r"green|round[- ]trips?|reverses?|reverts?|starts?|restarts?|logged|written|stored|persisted|"
    r"listed|left|removed|deleted|dropped|created|rejected|returned|present|absent|gone|unchanged|visible|hidden|equals?|matches|match|zero|none|"
    r"empty|null|true|false|identical|idempotent"
    r")\b",
    re.IGNORECASE,
)
_ASSERTS = regex(
    r"\b(?:"
    r"returns?|responds?|shows?|contains?|displays?|renders?|emits?|logs?|accepts?|rejects?|"
    r"refuses?|denies|deny|redirects?|creates?|deletes?|removes?|inserts?|updates?|stores?|"
    r"sends?|receives?|reports?|prints?|lists?|opens?|closes?|navigates?|appears?|disappears?|"
    r"includes?|excludes?|throws?|raises?|yields?|produces?|publishes|sees?|gets?|keeps?|"
    r"leaves?|counts?|calls?|uses?|reads?|writes?|sets?|clears?|blocks?|allows?|prevents?|"
    r"requires?|validates?|verif(?:y|ies)|confirms?|asserts?|covers?|has|have|holds?|expires?|"
    r"delivers?|runs?|completes|reaches|triggers?|disables?|enables?|can|cannot|can't|never|"
    r"only|must|no longer|no"
    r")\s+(?:(?:the|an?|its|all|this|that|each|every|it|both)\s+)?(?P<object>[^\s.;,!?]+)",
    re.IGNORECASE,
)
_FIGURE = regex(r"\d|[<>\u2264\u2265]")
_MIGRATION_STATUS = regex(r"\bgoose(?:\s+\S+){0,8}?\s+status\b", re.IGNORECASE)


def is_unverifiable(source: Source, where: Span) -> bool:
    """Tell whether a done condition is a claim ("It works") that no command and no assertion decides.

    A command, any other code with spaces in it, a figure, or a verb that names an outcome makes it verifiable; a
    longer text that makes no vague claim gets the benefit of the doubt.
    """
    codes = [source[code.content] for code in code_spans(source, where)]
    if any(" " in code.strip() or code.startswith(("./", "make", "test", "Test", "Benchmark")) for code in codes):
        return False
    text = _visible(source, where)
    if not text:
        return False
    vague = False
    words = 0
    for sentence in filter(None, map(str.strip, _SENTENCE.split(text))):
        if _is_decided(sentence):
            return False
        vague = vague or bool(_VAGUE.search(sentence))
        words += len(re.findall(r"[^\W\d_]+", sentence))
    return vague or words < 8


def _visible(source: Source, where: Span) -> str:
    """Return the text with each code span as one word."""
    text = source[where]
    parts: list[str] = []
    edge = where.start
    for code in code_spans(source, where):
        parts += [source.text[edge : code.span.start], "QUOTED"]
        edge = code.span.end
    text = "".join([*parts, source.text[edge : where.end]])
    return re.sub(r"[*_]{1,3}|^\s*(?:[-*+]|\d+[.)])\s+", " ", text, flags=re.MULTILINE).strip()


def _is_decided(sentence: str) -> bool:
    if _FIGURE.search(sentence):
        return True
    if _DECIDES.search(sentence):
        return True
    return any(not _NOTHING.fullmatch(found["object"].casefold()) for found in _ASSERTS.finditer(sentence))


def names_migration_status(source: Source, where: Span) -> bool:
    """Tell whether a text asks the state of migrations: `goose … status`, or a command of the project's own for it."""
    for code in code_spans(source, where):
        words = source[code.content].casefold()
        if "status" in words and ("goose" in words or "migrat" in words):
            return True
    return bool(
        _MIGRATION_STATUS.search(plain_text(source, where)) or _MIGRATION_STATUS.search(readable(source, where))
    )
