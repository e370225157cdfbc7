"""Everything about one file, as a pure function of its text and the settings."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from speclint.diagnostics import Diagnostic, Finding
from speclint.engine.directives import Directives, read_directives
from speclint.engine.discovery import language_of
from speclint.engine.stamping import INTERNAL_ERROR, in_order, internal_error, stamp
from speclint.engine.suppression import BAD_DIRECTIVE, Used, suppress, unused
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.config import Settings
    from speclint.rules import Rule
    from speclint.source import Source
    from speclint.spec.fact_values import Facts
    from speclint.spec.known_types import KnownTypes
    from speclint.spec.migration_reading import Earlier
    from speclint.spec.model import Spec

_UNREADABLE = "SL001"
_SURROGATE = regex("[\ud800-\udfff]")
_GLOB_MAGIC = regex(r"([*?\[])")


_NO_DIRECTIVES = Directives()


class FileResult(NamedTuple):
    """What is to be said of one file, and what other files may need to know of it.

    Args:
        path: The file, relative to the root.
        diagnostics: What the rules of one file found and no directive hides, in order; unused directives are not among
            them, since rules over the project may still use them (see `settle`).
        facts: What other files need, or None where the file is no spec that can be read, or no rule over the project
            is selected.
        type_name: The spec's type, or None.
        status: The spec's status, or None.
        note: Why the file was passed over, or None.
        directives: The file's `speclint:` comments.
        used: The selectors of those that hid something.
        length: The length of the text.
        whole: Whether every rule that holds for the file was run, so that an idle directive can be told.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    facts: Facts | None = None
    type_name: str | None = None
    status: str | None = None
    note: str | None = None
    directives: Directives = _NO_DIRECTIVES
    used: Used = frozenset()
    length: int = 0
    whole: bool = False


def lint_source(
    source: Source,
    settings: Settings,
    *,
    spec_type: str | None = None,
    named: bool = False,
    status: str | None = None,
    judge: bool = True,
    base: Sequence[Earlier] = (),
) -> FileResult:
    """Lint one text.

    Args:
        source: The text; its path is relative to the settings' root.
        settings: The settings.
        spec_type: The type to read it as, or None to find it out.
        named: Whether the file itself was asked for, so that a type which cannot be told is a finding.
        status: The status to assume in place of the spec's own.
        judge: Whether to run rules; without them only the facts are gathered.
        base: The migrations that the repository has already, in order.

    Returns:
        The result; a check that raises becomes an internal-error diagnostic.
    """
    problem = _undecodable(source)
    if problem is not None:
        return unreadable(source.path, settings, problem, len(source))
    configured = settings.type_for(source.path)
    language = None if spec_type or configured else language_of(source.path)
    if language == "goose" and "+goose" not in source.text:
        return FileResult(source.path, note="no goose migration: skipped", length=len(source))
    try:
        spec = _read(source, spec_type, configured, language, settings.kinds)
    except Exception as error:
        return FileResult(source.path, (internal_error(source.path, None, error),), length=len(source))
    unclosed = spec.document.front_matter_unclosed
    if unclosed is not None:
        finding = Finding(unclosed, "the front matter has no closing `---`", "close it with a line `---`")
        return unreadable(source.path, settings, finding, len(source))
    if spec.type is None and not (language or configured or (named and not _is_readme(source.path))):
        return FileResult(source.path, note="not a spec: skipped", length=len(source))
    spec.dialect, spec.base = settings.dialect, base
    if status is not None:
        spec.__dict__["status"] = status.casefold()
    return _judge(spec, settings, judge=judge)


def _read(
    source: Source, spec_type: str | None, configured: str | None, language: str | None, types: KnownTypes
) -> Spec:
    if language is not None:
        from speclint.spec.language_files import LanguageFile

        return LanguageFile(source, language)
    from speclint.spec.reading import read_spec  # an unreadable file needs no Markdown

    return read_spec(source, spec_type=spec_type, path_types=by_path(source.path, configured), types=types)


def by_path(path: str, configured: str | None) -> dict[str, str]:
    """Return the glob that matches a path alone, with the type that the configuration gives it."""
    return {_GLOB_MAGIC.sub(r"[\1]", path): configured} if configured else {}


def _undecodable(source: Source) -> Finding | None:
    nul = source.text.find("\0")
    if nul >= 0:
        return Finding(Span(nul, nul + 1), "the file is not text: it holds a NUL byte", "write it as UTF-8 text")
    if source.undecodable is None:
        return None
    found = _SURROGATE.search(source.text)
    place = found.start() if found else 0
    byte = ord(source.text[place]) & 0xFF if found else 0
    return Finding(Span(place, place + 1), f"byte 0x{byte:02X} is not UTF-8", "save the file as UTF-8")


def unreadable(path: str, settings: Settings, finding: Finding, length: int = 0) -> FileResult:
    """Return the result of a file that cannot be read; nothing else is said of it."""
    rule = _engine_rule(_UNREADABLE, settings, path)
    if rule is None:
        return FileResult(path, note=f"not read: {finding.message}", length=length)
    return FileResult(path, (stamp(finding, rule, settings, path, length, None, None),), length=length)


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].casefold().startswith("readme.")


def _engine_rule(code: str, settings: Settings, path: str) -> Rule | None:
    runs = code in settings.selected and code not in settings.ignored_for(path)
    return settings.rules.get(code) if runs else None


def applicable(
    settings: Settings, path: str, spec_type: str | None, *, readable: bool = True, language: str | None = None
) -> tuple[Rule, ...]:
    """Return the rules that run on a file, in code order.

    For a file without a type, and for one whose sections cannot be read (a fence swallows them), these are the rules of
    scope `document` alone: what others found, or missed, would have no other cause.
    """
    ignored = settings.ignored_for(path)
    every = (settings.rules[code] for code in settings.selected if code not in ignored)
    rules = (rule for rule in every if not rule.dialects or settings.dialect in rule.dialects)
    if language is not None:
        return tuple(rule for rule in rules if language in rule.files)
    if spec_type is None or not readable:
        rules = (rule for rule in rules if rule.scope == "document")
    return tuple(rule for rule in rules if spec_type is None or rule.fits(spec_type))


def _judge(spec: Spec, settings: Settings, *, judge: bool) -> FileResult:
    source = spec.source
    type_name = spec.type.name if spec.type else None
    found: list[Diagnostic] = []
    rules = applicable(settings, source.path, type_name, readable=spec.readable, language=spec.language)
    for rule in rules if judge else ():
        if rule.scope in {"file", "document"}:
            _run(rule, spec, settings, found)
    directives = read_directives(spec.document, settings.rules, settings.kinds)
    reporter = _engine_rule(BAD_DIRECTIVE, settings, source.path)
    # A file without a type that is judged all the same may owe that to a misspelt directive.
    if reporter and (spec.type or found):
        stamped = (
            stamp(one, reporter, settings, source.path, len(source), type_name, spec.status)
            for one in directives.problems
        )
        found.extend(stamped)
    kept, used = suppress(directives, found)
    facts = None
    whole = spec.type is not None and spec.readable
    if whole and (not judge or _over_project(settings)):
        try:
            facts = _facts(spec)
        except Exception as error:
            kept.append(internal_error(source.path, None, error))
    note = None if type_name or spec.language or kept else "not a spec: skipped"
    return FileResult(
        source.path,
        in_order(kept),
        facts,
        type_name,
        spec.status,
        note,
        directives,
        used,
        len(source),
        whole,
    )


def _over_project(settings: Settings) -> bool:
    return any(settings.rules[code].scope == "project" for code in settings.selected)


def _facts(spec: Spec) -> Facts:
    from speclint.spec.facts import facts_of  # a file that is no spec has no facts

    return facts_of(spec)


def _run(rule: Rule, spec: Spec, settings: Settings, found: list[Diagnostic]) -> None:
    """Add what a rule finds; of a check that raises, what it found before and the error."""
    source = spec.source
    type_name = spec.type.name if spec.type else None
    try:
        found.extend(
            stamp(finding, rule, settings, source.path, len(source), type_name, spec.status)
            for finding in resolve(rule.check)(spec, rule)
        )
    except Exception as error:
        found.append(internal_error(source.path, rule, error))


@cache
def resolve(check: str) -> Callable[[Any, Rule], Iterator[Finding]]:
    """Return the generator function that a page's `check:` names, importing its module.

    Raises:
        ImportError: There is no such module.
        AttributeError: The module has no such function.
    """
    module, _, function = check.partition(".")
    found: Callable[[Any, Rule], Iterator[Finding]] = getattr(import_module(f"speclint.checks.{module}"), function)
    return found


def settle(
    result: FileResult, settings: Settings, over_project: Iterable[Diagnostic] = (), *, project: bool = False
) -> tuple[Diagnostic, ...]:
    """Return all that is to be said of a file: its own diagnostics, those over the project, and unused directives.

    Args:
        result: What `lint_source` returned.
        settings: The settings.
        over_project: The diagnostics of rules over the project that lie in this file.
        project: Whether the rules over the project were run; if not, directives for them are not judged.
    """
    kept, used = suppress(result.directives, over_project)
    found = [*result.diagnostics, *kept]
    reporter = _engine_rule(BAD_DIRECTIVE, settings, result.path)
    crashed = any(one.code == INTERNAL_ERROR for one in found)
    if reporter and result.whole and result.directives.directives and not crashed:
        judged = frozenset(
            code for code in settings.selected if project or settings.rules[code].scope != "project"
        ).difference(settings.ignored_for(result.path))
        idle = [
            stamp(finding, reporter, settings, result.path, result.length, result.type_name, result.status)
            for finding in unused(result.directives, result.used | used, judged)
        ]
        found.extend(suppress(result.directives, idle)[0])
    return in_order(found)
