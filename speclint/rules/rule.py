"""One rule as a value, and the severity of what it finds."""

from collections.abc import Mapping
from typing import Any

from speclint.diagnostics import Severity
from speclint.records import NamedTuple

_ERROR: Mapping[str, Any] = {"default": "error"}
_NONE: Mapping[str, Any] = {}


class Rule(NamedTuple):
    """What the front matter of a rule's page says.

    Args:
        code: `SL204`; never used again for another fault.
        name: What the fault is called.
        summary: One sentence.
        severity: `default`, and where they differ `status` (a spec's status in lower case), `types` and `levels` (the
            words a finding may pick as its `level`), each a map to a severity; a level may have such a map of its own,
            with `default` and `types`.
        types: The spec types it holds for; empty for every type.
        check: `module.function` below speclint.checks, or "" where the engine itself raises it.
        scope: `file`; `document` for a rule that needs neither a type nor readable sections; `project` or `engine`.
        files: The languages (`mermaid`, `goose`) whose own files, outside Markdown, it judges too.
        fix: Which fixes it may offer: `safe`, `unsafe`.
        options: Its options with their defaults.
        dialects: The SQL dialects whose migrations it can judge; empty for every one.
        opt_in: Whether it runs only where its own code or name selects it, and not for a prefix.
        clauses: The clauses of the templates that it holds a spec to.
        page: Where its page lies below rules/.
        text: The page's own text, of a rule that a repository brings.
    """

    code: str
    name: str
    summary: str
    severity: Mapping[str, Any] = _ERROR
    types: tuple[str, ...] = ()
    check: str = ""
    scope: str = "file"
    files: tuple[str, ...] = ()
    fix: tuple[str, ...] = ()
    options: Mapping[str, Any] = _NONE
    opt_in: bool = False
    dialects: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    page: str = ""
    text: str = ""

    def severity_of(self, spec_type: str | None, status: str | None, level: str | None = None) -> Severity:
        """Return the severity of a finding: its level decides, else the spec's type, else its status, else the default.

        Args:
            spec_type: The spec's type, or None.
            status: The spec's status in lower case, or None.
            level: The level that the finding names; one that the page does not know is passed over.
        """
        severity = self.severity
        for key, value in (("levels", level), ("types", spec_type), ("status", status)):
            word = severity.get(key, {}).get(value)
            if isinstance(word, Mapping):
                word = word.get("types", {}).get(spec_type) or word["default"]
            if word is not None:
                return Severity(word)
        return Severity(severity["default"])

    def fits(self, spec_type: str) -> bool:
        """Tell whether the rule holds for a spec type."""
        return not self.types or spec_type in self.types

    def as_data(self) -> dict[str, Any]:
        """Return the rule as plain data, what is empty left out."""
        filled = {name: value for name, value in self._asdict().items() if value}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in filled.items()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Rule":
        """Make a rule of what `as_data` returned."""
        fields: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        return cls(**fields)
