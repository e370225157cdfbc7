"""Terminal colours (ECMA-48 SGR), or none."""

from speclint.records import NamedTuple


class Paint(NamedTuple):
    """Wraps words in colour sequences; with `on` false it hands them back as they are."""

    on: bool

    def _wrap(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text

    def severity(self, name: str, text: str) -> str:
        """Bold red for an error, yellow for a warning, cyan for an info."""
        return self._wrap({"error": "1;31", "warning": "1;33", "info": "1;36"}[name], text)

    def bold(self, text: str) -> str:
        """For what is to be read first."""
        return self._wrap("1", text)

    def frame(self, text: str) -> str:
        """For line numbers, bars and arrows."""
        return self._wrap("34", text)

    def hint(self, text: str) -> str:
        """For related places and help."""
        return self._wrap("36", text)

    def added(self, text: str) -> str:
        """For a line that a diff adds."""
        return self._wrap("32", text)

    def removed(self, text: str) -> str:
        """For a line that a diff takes away."""
        return self._wrap("31", text)
