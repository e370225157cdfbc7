"""Whether a text can be measured: a figure, a command, or an outcome that someone can observe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.markdown.inline import code_spans
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.claims import claims_a_change, vague_claims
from speclint.spec.prose import CODE, sentences, words_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.source import Source

# The digits of an id, of a version and of a name such as `OAuth2` measure nothing.
_NO_FIGURE = regex(
    r"\b(?:[A-Za-z]{1,4}-\d+|v\d[\d.]*|[A-Za-z]+\d+\w*|(?:phase|step|section|version|level)\s+\d+)\b", re.IGNORECASE
)
_FIGURE = regex(r"\d|[<>\u2264\u2265]\s*\w")
_COUNT = regex(
    r"\b(?:zero|no|none|never|without|nobody|nothing|neither|once|twice|one|two|three|four|five|six|seven|eight|nine|ten|half|double|"
    r"every|each|all|any|both|only|exactly|identical|unchanged|same|equals?|baseline)\b",
    re.IGNORECASE,
)
_OUTCOME = regex(
    r"\b(?:returns?|returned|responds?|rejects?|rejected|refuses?|refused|accepts?|accepted|den(?:y|ies|ied)|emits?|emitted|logs?|logged|"
    r"stores?|stored|persists?|persisted|delet(?:es?|ed)|creat(?:es?|ed)|inserts?|inserted|updates?|updated|writes?|written|sends?|sent|"
    r"publish(?:es|ed)?|redirects?|redirected|shows?|shown|displays?|displayed|renders?|rendered|lists?|listed|pass(?:es|ed|ing)?|"
    r"fails?|failed|succeeds?|exits?|exists?|contains?|includes?|included|excludes?|excluded|blocks?|blocked|expires?|expired|"
    r"surviv(?:es?|ed)|enforc(?:es?|ed)|supports?|supported|removed|dropped|gone|absent|present|visible|hidden|compiles?|builds?|"
    r"appears?|disappears?|applied|applies|restor(?:es?|ed)|reverts?|reverted|revoked?|revokes|recorded|records|reports?|reported|"
    r"resolv(?:es?|ed)|queryable|available|match(?:es)?|covers?|covered|uses?|used|reads?|cannot|can't|must\s+not|not|"
    r"replac(?:es?|ed)|deployed|migrated|configured|enabled|disabled|documented|verified|merged|starts?|stops?|opens?|closes?|"
    r"rotates?|rotated|generat(?:es?|ed)|assigns?|assigned|sets?|clears?|cleared|validat(?:es?|ed)|receives?|received|loads?|loaded|"
    r"goes\s+through|moved?|runs?|holds?|lives?|lists|calls?|called|keeps?|kept|leaves?|left|counts?|counted|toggles?|bypass(?:es)?)\b",
    re.IGNORECASE,
)
_COMMAND = regex(
    r"(?:go|goose|npm|pnpm|yarn|npx|make|curl|psql|pytest|vitest|playwright|docker|kubectl|GET|POST|PUT|PATCH|DELETE|SELECT)\s|"
    r"Test\w|Benchmark\w|[./\w-]+/[./\w-]+"
)


def has_figure(text: str) -> bool:
    """Tell whether a masked text holds a number or a comparison; an id or a version is none."""
    return bool(_FIGURE.search(text)) and bool(_FIGURE.search(_NO_FIGURE.sub(" ", text)))


def has_count(text: str) -> bool:
    """Tell whether a masked text counts in words ("zero errors", "every request", "unchanged")."""
    return bool(_COUNT.search(text))


def has_outcome(text: str) -> bool:
    """Tell whether a masked text names an outcome that someone can observe."""
    return bool(_OUTCOME.search(text))


def has_command(source: Source, where: Span | Sequence[Span]) -> bool:
    """Tell whether a command, an endpoint, a test or a path stands in a code span."""
    return any(_COMMAND.match(source[code.content].strip()) for code in code_spans(source, where))


def _has_plain_figure(source: Source, where: Span | Sequence[Span]) -> bool:
    """Tell whether a figure stands in a text that holds no code, which takes no look at its markup."""
    start, end = (where.start, where.end) if isinstance(where, Span) else (where[0].start, where[-1].end)
    text = source.text[start:end]
    return "`" not in text and "<!--" not in text and "](" not in text and has_figure(text)


def is_measured(source: Source, where: Span | Sequence[Span]) -> bool:
    """Tell whether a text holds a figure, a count in words, or a command: what a threshold needs."""
    if _has_plain_figure(source, where):
        return True
    return has_command(source, where) or any(
        has_figure(one.text) or has_count(one.text) for one in sentences(source, where)
    )


def is_unmeasurable(source: Source, where: Span | Sequence[Span]) -> bool:
    """Tell whether a criterion can surely not be measured.

    A figure, a count in words, a command or an observable outcome in any of its sentences makes it measurable; a
    promise of more or less of something without a figure does not. A longer text that promises nothing vague gets the
    benefit of the doubt.
    """
    if _has_plain_figure(source, where) or has_command(source, where):
        return False
    found = sentences(source, where)
    vague = False
    for one in found:
        if has_figure(one.text):
            return False
        claims = claims_a_change(one.text) or any(True for _ in vague_claims(one.text))
        if not claims and (has_count(one.text) or has_outcome(one.text)):
            return False
        vague = vague or claims
    words = sum(words_in(one.text) for one in found)
    code = any(CODE in one.text for one in found)
    return bool(found) and (vague or (words < 4 and not code))
