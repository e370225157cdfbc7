"""Settings: which rules run where, how bad their findings are, and where things lie."""

from collections.abc import Iterable, Mapping
from typing import Any

from speclint.config.globs import covers
from speclint.diagnostics import Severity
from speclint.records import NamedTuple
from speclint.rules import Rule, catalogue, select, unknown_selector
from speclint.rules.selection import specificity
from speclint.spec.known_types import KNOWN_TYPES, KnownTypes

_AS_PAGES_SAY: Mapping[str, Severity] = {}


class Folders(NamedTuple):
    """Where things lie, relative to the root.

    Args:
        specs: Folders of specs.
        prds: Folders of PRDs.
        completed: Folders of specs that are done; they are specs too.
        migrations: Folders of migrations.
    """

    specs: tuple[str, ...] = ("tech-specs",)
    prds: tuple[str, ...] = ("prds",)
    completed: tuple[str, ...] = ("tech-specs/completed",)
    migrations: tuple[str, ...] = ("migrations", "db/migrations")


class Settings(NamedTuple):
    """What a run is to do; the same settings and the same bytes always give the same findings.

    Args:
        root: The absolute folder that configured paths are relative to.
        rules: Every known rule by code, with its options as configured.
        file: The configuration's file, or None.
        selected: The codes of the rules that run, in order.
        severities: Code to the severity that the configuration gives it.
        per_file_ignores: Globs, each with the codes that don't run on the files it matches.
        types: Globs, each with the type of the files it matches.
        folders: Where things lie.
        exclude: Globs of what a walk passes over.
        fail_on: The severity from which on a run fails.
        dialect: The SQL dialect of migrations.
        kinds: The spec types, the repository's own among them.
    """

    root: str
    rules: Mapping[str, Rule]
    file: str | None = None
    selected: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = _AS_PAGES_SAY
    per_file_ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    types: tuple[tuple[str, str], ...] = ()
    folders: Folders = Folders()
    exclude: tuple[str, ...] = ()
    fail_on: Severity = Severity.ERROR
    dialect: str = "postgres"
    kinds: KnownTypes = KNOWN_TYPES

    @classmethod
    def defaults(cls, root: str, rules: Mapping[str, Rule] | None = None) -> "Settings":
        """Return the settings of a repository without configuration: every rule but those that wait for a selector."""
        known = catalogue() if rules is None else rules
        return cls(root=root, rules=known, selected=tuple(code for code, rule in known.items() if not rule.opt_in))

    def with_cli(
        self, *, select: Iterable[str] = (), ignore: Iterable[str] = (), fail_on: Severity | str | None = None
    ) -> "Settings":
        """Return the settings with what a command line adds.

        Args:
            select: Selectors that stand in place of the configured `select` and `ignore`, if there are any.
            ignore: Selectors to take away.
            fail_on: The severity from which on a run fails, None for the configured one.

        Raises:
            SpeclintError: No rule has that code, name or prefix.
        """
        wanted, unwanted = list(select), list(ignore)
        chosen = frozenset(self.selected)
        if wanted:
            chosen = resolve(wanted, unwanted, self.rules)
        for selector in unwanted if not wanted else ():
            chosen = chosen.difference(codes_of(selector, self.rules))
        selected = tuple(code for code in self.rules if code in chosen)
        threshold = self.fail_on if fail_on is None else Severity(fail_on)
        return self._replace(selected=selected, fail_on=threshold)

    def without_project(self) -> "Settings":
        """Return the settings without the rules that look over a project."""
        return self._replace(selected=tuple(code for code in self.selected if self.rules[code].scope != "project"))

    def ignored_for(self, path: str) -> frozenset[str]:
        """Return the codes that don't run on a file, given by its path relative to the root."""
        return frozenset().union(*(codes for glob, codes in self.per_file_ignores if covers(glob, path)))

    def type_for(self, path: str) -> str | None:
        """Return the spec type that the configuration gives a path relative to the root, or None."""
        return next((name for glob, name in reversed(self.types) if covers(glob, path)), None)

    def excludes(self, path: str) -> bool:
        """Tell whether a walk passes over a path relative to the root."""
        return any(covers(glob, path) for glob in self.exclude)

    def severity(self, rule: Rule, spec_type: str | None, status: str | None, level: str | None) -> Severity:
        """Return how bad a finding is: as configured, else as the rule's page says.

        A level that the page makes an info stays one: the configuration speaks of the rule's fault, not of its asides.
        """
        own = rule.severity_of(spec_type, status, level)
        aside = level in rule.severity.get("levels", {}) and own is Severity.INFO
        return own if aside else self.severities.get(rule.code, own)


def resolve(select_: Iterable[str], ignore: Iterable[str], rules: Mapping[str, Rule]) -> frozenset[str]:
    """Return the codes that are selected; the more exact selector decides, and of two equally exact ones `ignore`.

    A prefix does not mean a rule that runs for its own code or name only.

    Args:
        select_: Selectors to take in.
        ignore: Selectors to take away.
        rules: The known rules.

    Raises:
        SpeclintError: No rule has that code, name or prefix.
    """
    votes: dict[str, tuple[int, bool]] = {}
    for selectors, wanted in ((select_, True), (ignore, False)):
        for selector in selectors:
            weight = specificity(selector)
            for code in codes_of(selector, rules):
                if rules[code].opt_in and selector.strip().casefold() not in {code.casefold(), rules[code].name}:
                    continue
                if code not in votes or votes[code][0] <= weight:
                    votes[code] = (weight, wanted)
    return frozenset(code for code, (_, wanted) in votes.items() if wanted)


def codes_of(selector: str, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the codes that a selector means; at least one.

    Raises:
        SpeclintError: No rule has that code, name or prefix.
    """
    codes = select(selector, rules)
    if not codes:
        raise unknown_selector(selector, rules)
    return codes


def with_options(rule: Rule, options: Mapping[str, Any]) -> Rule:
    """Return the rule with some options other than their defaults."""
    return rule._replace(options={**rule.options, **options})
