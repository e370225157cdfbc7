"""Which type a document is of."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.spec.headings import heading_key
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclint.spec.headings import HeadingKey
    from speclint.spec.known_types import KnownTypes
    from speclint.spec.spectype import SpecType

# Headings that several kinds of document share ("Summary", "Dependencies") make no spec: by themselves they decide only
# where a fourth of a template's own headings stand, or three in a folder of such specs.
_SHARE = 4
_FEW = 3
_SEPARATOR = regex(r"[\s_-]+")


class Detected(NamedTuple):
    """The outcome.

    Args:
        name: The type's name, or None.
        how: What decided (`given`, `directive`, `configuration`, `field`, `sections`, `path`, `title`), or "".
        tied: The names between which nothing decided.
    """

    name: str | None
    how: str = ""
    tied: tuple[str, ...] = ()


def distinctive_headings(types: Iterable[SpecType]) -> dict[str, dict[str, str]]:
    """Return, for each type's name, the folded headings that no type of another family has, with their section keys."""
    seen: dict[str, set[str]] = {}
    own: dict[str, dict[str, str]] = {}
    for spec_type in types:
        family = _family(spec_type)
        for section in spec_type.walk():
            if section.repeatable:
                continue
            bare = heading_key(f"{section.number} {section.heading}" if section.number else section.heading).bare
            seen.setdefault(bare, set()).add(family)
            own.setdefault(spec_type.name, {})[bare] = section.key
    return {name: {bare: key for bare, key in keys.items() if len(seen[bare]) == 1} for name, keys in own.items()}


def _family(spec_type: SpecType) -> str:
    """Types that share most of their headings are told apart by other means than headings."""
    return ",".join(section.key for section in spec_type.sections)


def detect(
    types: KnownTypes,
    *,
    metadata: Mapping[str, str],
    headings: Iterable[str],
    title: str,
    text: str,
    path: str,
    header: tuple[str, ...] = (),
) -> Detected:
    """Tell a document's type from its content, the strongest sign first.

    Args:
        types: All types.
        metadata: The values of the labels under the title, by folded label.
        headings: The visible texts of its headings.
        title: The title's visible text, or "".
        text: The whole text, for its ids.
        path: Its path relative to the root, with `/`.
        header: The header of its metadata table.

    Returns:
        The type, or what it lies between.
    """
    for name, markers in types.markers.items():
        for label, value in markers.items():
            if _SEPARATOR.sub("-", metadata.get(fold(label), "").strip().casefold()) == value.casefold():
                return Detected(name, "field")
    keys = [heading_key(heading) for heading in headings]
    bares = {key.bare for key in keys}
    distinctive = types.distinctive
    votes = sorted(
        ((len(bares & own.keys()), name) for name, own in distinctive.items()),
        key=lambda vote: (-vote[0], vote[1]),
    )
    by_title = [name for name in types.told_apart if _is_titled(types[name], title, header)]
    title_families = {_family(types[name]) for name in by_title}
    best = votes[0][0] if votes else 0
    first = [name for count, name in votes if count == best]
    families = {_family(types[name]) for name in first}
    others = [count for count, name in votes if _family(types[name]) not in families]
    enough = families <= title_families or any(_SHARE * best >= len(distinctive[name]) for name in first)
    if best >= 2 and enough and len(families) == 1 and best - max(others, default=0) >= 2:
        return Detected(_among(types, first, bares, metadata, text), "sections")
    by_path = [name for name in types.told_apart if any(glob_match(path, glob) for glob in types[name].globs)]
    # Under any title, in a folder of that name, stand other people's proposals as well.
    by_path = [name for name in by_path if not types[name].title_free or name in by_title]
    path_families = {_family(types[name]) for name in by_path}
    if len(path_families) == 1 and (path_families <= title_families or (best >= _FEW and families == path_families)):
        return Detected(_among(types, by_path, bares, metadata, text), "path")
    numbered = by_title if len(title_families) == 1 else _by_numbering(types, by_title, keys)
    if len({_family(types[name]) for name in numbered}) == 1:
        return Detected(_among(types, numbered, bares, metadata, text), "title")
    return Detected(None, "", tuple(sorted(by_title)))


def _by_numbering(types: Mapping[str, SpecType], names: list[str], keys: list[HeadingKey]) -> list[str]:
    """Return the types whose way to number sections (`1)` or `1.`) is the one that most of the headings have."""
    styles = Counter(f"N{key.style}" for key in keys if key.style and key.number.isdecimal()).most_common(2)
    if not styles or (len(styles) == 2 and styles[0][1] == styles[1][1]):
        return []
    return [name for name in names if types[name].numbering == styles[0][0]]


def _is_titled(spec_type: SpecType, title: str, header: tuple[str, ...]) -> bool:
    """Tell whether a title begins as a type's do; where any title is as good, the metadata table's header tells."""
    if spec_type.title_free:
        return bool(header) and tuple(map(fold, header)) == tuple(map(fold, spec_type.metadata.columns))
    return bool(spec_type.title) and title.casefold().startswith(spec_type.title.casefold())


def _among(
    types: Mapping[str, SpecType], names: list[str], bares: set[str], metadata: Mapping[str, str], text: str
) -> str:
    """Decide between types that share their headings: the branch kept, else the ids used, else the labels present."""
    if len(names) == 1:
        return names[0]

    def signs(name: str) -> tuple[int, int, int, str]:
        spec_type = types[name]
        kept = sum(
            1
            for section in spec_type.walk()
            if section.group and not section.excluded and heading_key(section.heading).bare in bares
        )
        family = spec_type.family(spec_type.requirement_family)
        used = len(re.findall(rf"\b{re.escape(family.prefix)}\d+\b", text)) if family else 0
        required = [fold(label) for label in spec_type.metadata.schema.get("required", ())]
        return (-kept, -used, -sum(label in metadata for label in required), name)

    return min(names, key=signs)


def glob_match(path: str, glob: str) -> bool:
    """Match a path against a glob in which `**` crosses folders and a leading `**/` may be absent."""
    if fnmatchcase(path, glob):
        return True
    return "**/" in glob and fnmatchcase(path, glob.replace("**/", "", 1))
