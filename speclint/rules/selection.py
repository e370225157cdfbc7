"""Selectors: the codes, names and prefixes by which a person names rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.errors import SpeclintError
from speclint.rules.catalogue import catalogue
from speclint.spec.headings import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.rules.rule import Rule


def select(selector: str, rules: Mapping[str, Rule] | None = None) -> tuple[str, ...]:
    """Return the codes that a selector means.

    Args:
        selector: A code (`SL204`), a name (`unmapped-requirement`) or the beginning of codes (`SL2`, `SL`), which holds
            at least their letters; case makes no difference.
        rules: The rules to choose from by code, the catalogue if None.

    Returns:
        The codes in order; none where no rule fits.
    """
    known = catalogue() if rules is None else rules
    wanted = selector.strip()
    code, name = wanted.upper(), wanted.lower()
    if code in known:
        return (code,)
    named = tuple(rule.code for rule in known.values() if rule.name == name)
    if named:
        return named
    return tuple(one for one in known if one.startswith(code) and code.startswith(one[:-3]))


def specificity(selector: str) -> int:
    """Return how exactly a selector names a rule: longer prefixes stand above shorter ones, code and name above all."""
    wanted = selector.strip().upper()
    letters = wanted.rstrip("0123456789")
    prefix = letters.isalpha() and 2 <= len(letters) <= 4
    return 2 + len(wanted) - len(letters) if prefix else 5


def did_you_mean(selector: str, rules: Mapping[str, Rule] | None = None) -> str | None:
    """Return the code or name that a selector without a rule most likely means, or None."""
    known = catalogue() if rules is None else rules
    wanted = selector.strip()
    return nearest(wanted, [rule.name for rule in known.values()]) or nearest(wanted, list(known))


def unknown_selector(selector: str, rules: Mapping[str, Rule] | None = None) -> SpeclintError:
    """Return the error that a selector without a rule deserves."""
    near = did_you_mean(selector, rules)
    hint = f"did you mean {near}?" if near else "list the rules with `speclint rules`"
    return SpeclintError(f"no rule has the code, name or prefix `{selector.strip()}`", hint)
