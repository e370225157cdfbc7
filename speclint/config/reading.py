"""Turn a configuration's plain data into settings, and say exactly where it is wrong."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NoReturn

from speclint import json_schema
from speclint.config.globs import parse_glob
from speclint.config.settings import Folders, Settings, resolve, with_options
from speclint.diagnostics import Severity
from speclint.errors import SpeclintError
from speclint.resources import data_folder
from speclint.rules import Rule, catalogue, did_you_mean, select
from speclint.rules.selection import specificity
from speclint.spec.headings import nearest
from speclint.spec.known_types import KNOWN_TYPES, KnownTypes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KINDS = {dict: "a mapping", list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
_SCHEMA_KINDS = {"object": "a mapping", "array": "a list", "string": "a text"}
Where = tuple[str | int, ...]


class Reader:
    """Reads one configuration.

    Args:
        data: Its plain data.
        text: The file's text, in which lines are looked up.
        name: The file's name.
        prefix: The tables that lead to the configuration.
        rules: The known rules, the catalogue if None.
        kinds: The known spec types.
    """

    def __init__(
        self,
        data: Any,
        text: str,
        name: str,
        prefix: tuple[str, ...] = (),
        rules: Mapping[str, Rule] | None = None,
        kinds: KnownTypes = KNOWN_TYPES,
    ) -> None:
        self._data = data
        self._lines = text.splitlines()
        self._name = name
        self._prefix = prefix
        self._rules = catalogue() if rules is None else rules
        self._kinds = kinds

    def settings(self, root: str) -> Settings:
        """Return the settings.

        Raises:
            SpeclintError: A key, rule, type, severity, glob or option is unknown or has the wrong form.
        """
        self._hold_against_schema()
        data: dict[str, Any] = self._data
        severities = self._severities(data.get("severity", {}))
        off = {code for code, word in severities.items() if word == "off"}
        chosen = self._selected(data) - off
        given = {key: tuple(value) for key, value in data.get("folders", {}).items()}
        if "specs" in given and "completed" not in given:
            given["completed"] = tuple(f"{folder.rstrip('/')}/completed" for folder in given["specs"])
        return Settings(
            root=root,
            file=self._name,
            rules=self._with_options(data.get("options", {})),
            selected=tuple(code for code in self._rules if code in chosen),
            severities={code: Severity(word) for code, word in severities.items() if word != "off"},
            per_file_ignores=self._per_file_ignores(data.get("per-file-ignores", {})),
            types=self._types(data.get("types", {})),
            folders=Folders(**{key: tuple(_folder(one) for one in value) for key, value in given.items()}),
            exclude=tuple(self._glob(("exclude", index), glob) for index, glob in enumerate(data.get("exclude", []))),
            fail_on=Severity(data.get("fail-on", "error")),
            dialect=data.get("dialect", "postgres"),
            kinds=self._kinds,
        )

    def _hold_against_schema(self) -> None:
        schema = json.loads((data_folder("schemas") / "config.schema.json").read_text("utf-8"))
        for violation in json_schema.violations(self._data, schema):
            self._refuse(violation)

    def _refuse(self, violation: json_schema.Violation) -> NoReturn:
        where, expected = violation.where, violation.schema
        if violation.keyword == "additionalProperties":
            known = self._known_keys(where)
            key = next(key for key in violation.value if key not in known)
            place = f" in `{'.'.join(map(str, where))}`" if where else ""
            self._fail((*where, key), f"unknown key `{key}`{place}", _suggestion(str(key), known))
        named = f"`{'.'.join(str(part) for part in where if isinstance(part, str))}`" if where else "the configuration"
        if violation.keyword == "enum":
            choices = [str(choice) for choice in expected]
            near = nearest(str(violation.value), choices)
            hint = f"did you mean {near}?" if near else f"use one of {', '.join(choices)}"
            self._fail(where, f"{named} cannot be `{_shown(violation.value)}`", hint, violation.value)
        if violation.keyword == "type":
            wanted = _SCHEMA_KINDS.get(str(expected), str(expected))
            found = _KINDS.get(type(violation.value), "nothing")
            self._fail(where, f"{named} is {found} where {wanted} is expected", None, violation.value)
        self._fail(where, f"{named} is empty", None)

    def _known_keys(self, where: Where) -> list[str]:
        schema = json.loads((data_folder("schemas") / "config.schema.json").read_text("utf-8"))
        for part in where:
            schema = schema["properties"][part]
        return list(schema["properties"])

    def _fail(self, where: Where, message: str, hint: str | None, value: Any = None) -> NoReturn:
        line = _line_of(self._lines, (*self._prefix, *where), value)
        raise SpeclintError(f"{self._name}{f':{line}' if line else ''}: {message}", hint)

    def _codes(self, where: Where, selector: str) -> tuple[str, ...]:
        codes = select(selector, self._rules)
        if not codes:
            near = did_you_mean(selector, self._rules)
            hint = f"did you mean {near}?" if near else "list the rules with `speclint rules`"
            self._fail(where, f"no rule has the code, name or prefix `{selector}`", hint, selector)
        return codes

    def _selected(self, data: Mapping[str, Any]) -> frozenset[str]:
        for key in ("select", "ignore"):
            for index, selector in enumerate(data.get(key, [])):
                self._codes((key, index), selector)
        wanted: Iterable[str] = (
            data["select"] if "select" in data else ["SL", *self._rules] if _foreign(self._rules) else ["SL"]
        )
        if not self._rules:
            return frozenset()
        return resolve(wanted, data.get("ignore", []), self._rules)

    def _severities(self, given: Mapping[str, str]) -> dict[str, str]:
        severities: dict[str, str] = {}
        for selector, word in sorted(given.items(), key=lambda pair: specificity(pair[0])):
            for code in self._codes(("severity", selector), selector):
                severities[code] = word
        return severities

    def _per_file_ignores(self, given: Mapping[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
        found = []
        for glob, selectors in given.items():
            where = ("per-file-ignores", self._glob(("per-file-ignores", glob), glob))
            found.append((glob, frozenset(code for selector in selectors for code in self._codes(where, selector))))
        return tuple(found)

    def _types(self, given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        if not given:
            return ()
        known = list(self._kinds.names)
        for glob, name in given.items():
            self._glob(("types", glob), glob)
            if name not in known:
                self._fail(("types", glob), f"no spec type is called `{name}`", _suggestion(name, known), name)
        return tuple(given.items())

    def _with_options(self, given: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Rule]:
        changed: dict[str, Rule] = {}
        for selector, options in given.items():
            codes = self._codes(("options", selector), selector)
            rule = self._rules[codes[0]]
            if len(codes) > 1:
                self._fail(("options", selector), f"`{selector}` names several rules", "name one rule by code or name")
            for key, value in options.items():
                where = ("options", selector, key)
                if key not in rule.options:
                    self._fail(
                        where, f"{rule.code} {rule.name} has no option `{key}`", _suggestion(key, list(rule.options))
                    )
                if not _same_kind(value, rule.options[key]):
                    wanted = _KINDS.get(type(rule.options[key]), "another value")
                    self._fail(where, f"option `{key}` of {rule.code} is not {wanted}", None)
            changed[rule.code] = with_options(changed.get(rule.code, rule), options)
        return {**self._rules, **changed} if changed else self._rules

    def _glob(self, where: Where, glob: str) -> str:
        parsed = parse_glob(glob)
        if parsed is None or parsed.negated:
            self._fail(
                where, f"the glob `{glob}` matches nothing", "write it as in .gitignore, without a leading `!`", glob
            )
        return glob


def _foreign(rules: Mapping[str, Rule]) -> bool:
    return any(not code.startswith("SL") for code in rules)


def _folder(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").rstrip("/") or "."


def _same_kind(value: Any, default: Any) -> bool:
    if isinstance(value, bool) or isinstance(default, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, float):
        return isinstance(value, (int, float))
    return default is None or isinstance(value, type(default))


def _suggestion(word: str, known: list[str]) -> str | None:
    near = nearest(word, known)
    if near:
        return f"did you mean {near}?"
    return f"use one of {', '.join(known)}" if known else None


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _line_of(lines: list[str], where: Where, value: Any) -> int | None:
    """Return the 1-based line on which a key stands, or the value where it is a word in a list; None if not found.

    Keys are looked for one after the other, each from the line of the one before it: good for block and flow style,
    for TOML tables and dotted keys, and never a reason to fail.
    """
    at, found = 0, None
    keys = [str(part) for part in where if isinstance(part, str)]
    for depth, key in enumerate(keys):
        quoted = re.escape(key)
        pattern = re.compile(rf"""(?:^|[\s{{\[,.])["']?{quoted}["']?\s*[:=.\]]|^\s*\[+.*{quoted}""")
        line = next((index for index in range(at, len(lines)) if pattern.search(lines[index])), None)
        if line is None:
            continue
        at, found = line, line + 1 if depth >= len(keys) - 1 else found
    if isinstance(value, str):
        word = re.compile(rf"""(?<![\w-])["']?{re.escape(value)}["']?(?![\w-])""")
        line = next((index for index in range(at, len(lines)) if word.search(lines[index])), None)
        found = found if line is None else line + 1
    return found
