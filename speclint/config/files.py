"""Find the configuration that holds for a folder, and read it strictly."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from speclint.config.own import FOLDER, own_rules, own_types
from speclint.config.settings import Settings
from speclint.errors import SpeclintError
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.rules import Rule

NAMES = (".speclint.yaml", ".speclint.yml")
# Any way to write the key `tool.speclint`, escapes in it left aside.
_TABLE = regex(r"""tool["']?\s*(?:\.\s*["']?speclint|\]|=)""")
_TOML_PLACE = regex(r"\(at (?:line (?P<line>\d+), column \d+|end of document)\)")


def load(start: Path) -> Settings:
    """Return the settings that hold for a folder.

    The nearest `.speclint.yaml`, `.speclint.yml` or `pyproject.toml` with a table `[tool.speclint]` is looked for from
    the folder upwards, not beyond the folder that holds `.git`. The root is the folder of that file; without one it is
    the folder of `.git`, else the given folder.

    Args:
        start: The folder to begin in, as a rule the working directory.

    Returns:
        The settings; the defaults where there is no configuration.

    Raises:
        SpeclintError: The configuration cannot be read, or holds an unknown key, rule, type, severity or option.
    """
    here = Path(start).resolve()
    for folder in (here, *here.parents):
        found = _in_folder(folder)
        if found is not None:
            return found
        if (folder / ".git").exists() or (folder / FOLDER).is_dir():
            return _defaults(str(folder))
    return _defaults(str(here))


def _defaults(root: str) -> Settings:
    kinds = own_types(root)
    return Settings.defaults(root, own_rules(root, kinds))._replace(kinds=kinds)


def _in_folder(folder: Path) -> Settings | None:
    for name in NAMES:
        path = folder / name
        if path.is_file():
            return parse_yaml(_text(path), name, str(folder))
    path = folder / "pyproject.toml"
    if path.is_file():
        return parse_pyproject(_text(path), str(folder))
    return None


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise SpeclintError(f"{path.name}: the configuration is not UTF-8 text") from None
    except OSError:
        raise SpeclintError(f"{path.name}: the configuration cannot be read") from None


def parse_yaml(text: str, name: str, root: str, rules: Mapping[str, Rule] | None = None) -> Settings:
    """Read the text of a `.speclint.yaml`.

    Args:
        text: The file's text.
        name: The file's name, for messages.
        root: The folder it stands in.
        rules: The known rules, the catalogue if None.

    Raises:
        SpeclintError: It is not YAML, or not a configuration.
    """
    from speclint import yaml12  # a run without configuration does without YAML

    try:
        data = yaml12.load(text)
    except yaml12.YamlError as error:
        raise SpeclintError(f"{name}:{error.line}: the configuration is not YAML: {error.message}") from None
    return _settings(data if data is not None else {}, text, name, root, rules)


def parse_pyproject(text: str, root: str, rules: Mapping[str, Rule] | None = None) -> Settings | None:
    """Read the table `[tool.speclint]` of a `pyproject.toml`; None where there is none.

    Raises:
        SpeclintError: The file may hold the table and is not TOML, or the table is not a configuration.
    """
    if "speclint" not in text or not _TABLE.search(text):
        return None
    import tomllib  # only where the file may hold the table

    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = _TOML_PLACE.search(str(error))
        line = f":{place['line']}" if place and place["line"] else ""
        message = _TOML_PLACE.sub("", str(error)).strip().rstrip(".")
        raise SpeclintError(f"pyproject.toml{line}: the file is not TOML: {message[:1].lower()}{message[1:]}") from None
    tools = data.get("tool")
    if not isinstance(tools, dict) or "speclint" not in tools:
        return None
    return _settings(tools["speclint"], text, "pyproject.toml", root, rules, ("tool", "speclint"))


def _settings(
    data: Any, text: str, name: str, root: str, rules: Mapping[str, Rule] | None, prefix: tuple[str, ...] = ()
) -> Settings:
    from speclint.config.reading import Reader  # a run without configuration does without it

    kinds = own_types(root)
    known = own_rules(root, kinds) if rules is None else rules
    return Reader(data, text, name, prefix, known, kinds).settings(root)
