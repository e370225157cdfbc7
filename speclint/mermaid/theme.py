"""The theme's colours that a diagram sets: which of them Mermaid reckons with, and so has to understand."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from speclint.mermaid.faults import Fault, shortened
from speclint.records import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.mermaid.cleaning import Cleaned


class _Theme(NamedTuple):
    """What a theme makes other colours of.

    Args:
        reckoned: The variables that have to be colours.
        needed: Those of them that may not be empty either.
        made: What is made of those that do not matter where all that would be made of them is given.
    """

    reckoned: frozenset[str]
    needed: frozenset[str]
    made: dict[str, tuple[str, ...]]


_SCALE = " ".join(f"cScale{number}" for number in range(12))
_BRANCHES = " ".join(f"git{number}" for number in range(8))
_BASE = "background primaryColor secondaryColor tertiaryColor primaryTextColor lineColor mainBkg quadrant1Fill"
_DARK = "background primaryColor secondaryColor primaryTextColor mainBkg labelBackground"
_FOREST = "primaryColor secondaryColor tertiaryColor primaryTextColor mainBkg actorTextColor"
_NEUTRAL = "primaryColor secondaryColor primaryTextColor mainBkg border1"


# A line each: a colour, and what is made of it.
_QUADRANTS = "primaryTextColor quadrant2TextFill quadrant3TextFill quadrant4TextFill"
_LINES = f"{_QUADRANTS}\nlineColor sequenceNumberColor"
_NEW = f"""{_LINES}
background lineColor arrowheadColor rectBkgColor
primaryColor secondaryColor
secondaryColor secondaryBorderColor secondaryTextColor activationBorderColor
tertiaryColor tertiaryBorderColor tertiaryTextColor"""
_DARK_COLOURS = f"""{_LINES}
background lineColor
primaryColor activeTaskBkgColor quadrant1Fill quadrant2Fill quadrant3Fill quadrant4Fill git0 git3 git4 git5 git6 git7
secondaryColor activationBorderColor git1
tertiaryColor git2"""
_DARK_MADE = (
    f"{_QUADRANTS}\nbackground emSwimlaneBackgroundOdd emSwimlaneBackgroundStroke"
    " attributeBackgroundColorOdd attributeBackgroundColorEven"
)
_NOTES = "noteBkgColor noteBorderColor"


def _theme(reckoned: str, needed: str, made: str = "") -> _Theme:
    rows = [line.split() for line in made.splitlines()]
    return _Theme(frozenset(reckoned.split()), frozenset(needed.split()), {row[0]: tuple(row[1:]) for row in rows})


_NOTED = f"{_BASE} noteBkgColor {_SCALE} {_BRANCHES}"
_NOTED_NEEDED = "background primaryColor noteBkgColor"
_REDUX = f"{_BASE} {_SCALE} {_BRANCHES}"
_REDUX_NEEDED = "background primaryColor"
_DEFAULT = "default"
_THEMES = {
    _DEFAULT: _theme(
        f"primaryColor secondaryColor labelTextColor quadrant1Fill {_SCALE} {_BRANCHES}",
        "primaryColor secondaryColor labelTextColor",
        "labelTextColor cScaleLabel0 cScaleLabel3",
    ),
    "base": _theme(_NOTED, _NOTED_NEEDED, f"{_LINES}\n{_NOTES}\nbackground lineColor arrowheadColor"),
    "dark": _theme(f"{_DARK} quadrant1Fill {_SCALE}", _DARK, _DARK_MADE),
    "forest": _theme(
        f"{_FOREST} quadrant1Fill {_SCALE} {_BRANCHES}",
        _FOREST,
        f"{_QUADRANTS}\nactorTextColor gitBranchLabel0 gitBranchLabel3",
    ),
    "neutral": _theme(f"{_NEUTRAL} quadrant1Fill {_SCALE}", _NEUTRAL),
    "neo": _theme(_NOTED, _NOTED_NEEDED, f"{_NEW}\n{_NOTES}"),
    "neo-dark": _theme(_NOTED, _NOTED_NEEDED, f"{_LINES}\n{_NOTES}\nbackground lineColor"),
    "redux": _theme(f"{_BASE} {_BRANCHES}", _REDUX_NEEDED, _NEW),
    "redux-dark": _theme(_REDUX, _REDUX_NEEDED, f"{_LINES}\nbackground lineColor"),
    "redux-color": _theme(_REDUX, _REDUX_NEEDED, _NEW),
    "redux-dark-color": _theme(_REDUX, _REDUX_NEEDED, _DARK_COLOURS),
    "null": _theme("", ""),
}
# The types that have a theme of their own where none is named.
_THEMED = frozenset(
    {"flowchart", "flowchart-elk", "sequence", "class", "state", "er", "requirement", "venn"}
    | {"swimlane", "agentflow", "usecase"}
)
_SECTIONS = {"flowchart-elk": "flowchart", "xychart": "xyChart"}
_FONTS = frozenset({"fontFamily", "altFontFamily"})
_NUMBER = r"-?(?:\d+(?:\.\d+)?|\.\d+)"
_ALPHA = rf"(?:\s*[,/]\s*\+?{_NUMBER}(?:e-?\d+)?%?)?\s*\)"
_GAP = r"(?:\s*,\s*|\s+)"
_RGB = rf"rgba?\(\s*{_NUMBER}(?:e\d+)?%?(?:{_GAP}{_NUMBER}(?:e\d+)?%?){{2}}{_ALPHA}"
_HSL = rf"hsla?\(\s*{_NUMBER}(?:e-?\d+)?(?:deg|grad|rad|turn)?(?:{_GAP}{_NUMBER}(?:e-?\d+)?%){{2}}{_ALPHA}"
_COLOUR = rf"#(?:[0-9a-f]{{3}}|[0-9a-f]{{4}}|[0-9a-f]{{6}}|[0-9a-f]{{8}})|{_RGB}|{_HSL}"
_DIRECTIVE = r"%%\{\s*(\w*init\b|\w*initialize\b)\s*:\s*(.*?)\s*(?:\}%%|\Z)"
_WORDS = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood
cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyanaqua darkblue darkcyan darkgoldenrod darkgray
darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue
firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew
hotpink indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid
mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen
paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen
tan teal thistle transparent turquoise violet wheat white whitesmoke yellow yellowgreen
"""


def colour_faults(cleaned: Cleaned, kind: str) -> list[Fault]:
    """Say which of a diagram's own theme colours Mermaid cannot reckon with.

    Args:
        cleaned: The text, whose front matter and directives may set `themeVariables`.
        kind: The diagram's type.

    Returns:
        One fault a variable, in offsets of the given source; never raises.
    """
    config = _config(cleaned)
    variables = config.get("themeVariables")
    variables = variables if isinstance(variables, dict) else {}
    themes = _named(config, kind)
    return [
        _fault(cleaned.source, name, value)
        for name, value in variables.items()
        if isinstance(name, str) and any(_refused(theme, name, value, variables) for theme in themes)
    ] + [
        _wordless(cleaned.source, name, value)
        for layer in (config, variables)
        for name, value in layer.items()
        if name in _FONTS and isinstance(value, (bool, int, float))
    ]


def _config(cleaned: Cleaned) -> dict[str, Any]:
    """Return the settings of the front matter and of the directives, of which the later count."""
    settings = [cleaned.front_matter and _front_matter(cleaned.front_matter), *_directives(cleaned.directives)]
    result: dict[str, Any] = {}
    for each in settings:
        if isinstance(each, dict):
            old, new = result.get("themeVariables"), each.get("themeVariables")
            result.update(each)
            if isinstance(old, dict) and isinstance(new, dict):
                result["themeVariables"] = {**old, **new}
    return result


def _front_matter(text: str) -> Any:
    from speclint.mermaid.metadata import load_block

    data = load_block(text)
    return data.get("config") if isinstance(data, dict) else None


def _directives(texts: list[str]) -> Iterator[Any]:
    """Yield what the directives hold; where one cannot be read, Mermaid takes none of them."""
    found = (re.match(_DIRECTIVE, text, re.DOTALL) for text in texts)
    try:
        yield from [json.loads(one.group(2).replace("'", '"')) for one in found if one]
    except (ValueError, RecursionError):
        return


def _named(config: dict[str, Any], kind: str) -> list[_Theme]:
    """Return the themes that Mermaid reckons with: the one that the type has in the end, and the one that is named.

    The type's own counts before the general one, and one that there is before any other.
    """
    section = config.get(_SECTIONS.get(kind, kind))
    names = [layer.get("theme") for layer in (section, config) if isinstance(layer, dict)]
    usable = [_THEMES[name] for name in names if isinstance(name, str) and name in _THEMES]
    if not usable and kind in _THEMED:
        return [_THEMES["redux-color"]]
    if not usable and config.get("theme"):
        return [_THEMES[_DEFAULT]]
    return usable


def _refused(theme: _Theme, name: str, value: Any, given: dict[Any, Any]) -> bool:
    if name not in theme.reckoned or value is None or isinstance(value, (list, dict)):
        return False
    made = theme.made.get(name, ())
    if made and all(given.get(other) for other in made):
        return False
    # A text with other characters than these Mermaid empties, for safety.
    if not value or (isinstance(value, str) and re.fullmatch(r'[\d "#%(),.;A-Za-z]+', value, re.ASCII) is None):
        return name in theme.needed
    return not _is_colour(value)


def _is_colour(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    return value.lower() in _WORDS.split() or re.fullmatch(_COLOUR, value, re.IGNORECASE | re.ASCII) is not None


def _place(source: str, name: str, shown: str) -> tuple[int, int]:
    found = [*re.finditer(rf"\b{name}[\"']?\s*:\s*[\"']?", source)]
    start = found[-1].end() if found else 0
    return start, start + len(shown) if source.startswith(shown, start) else start


def _wordless(source: str, name: str, value: Any) -> Fault:
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return Fault(*_place(source, name, shown), f"{name} is {shown} and no text", "write it in quotes, or remove it")


def _fault(source: str, name: str, value: Any) -> Fault:
    shown = shortened(str(value).lower() if isinstance(value, bool) else str(value))
    from difflib import get_close_matches

    close = get_close_matches(shown.lower(), _WORDS.split(), 1, 0.8)
    advice = "write it as '#ff0000', rgb(255, 0, 0), hsl(0, 100%, 50%) or a colour's name such as red"
    message = f"the theme's {name} is no colour that mermaid can read: {shown}"
    if not shown:
        message = f"the theme's {name} is empty"
    return Fault(*_place(source, name, shown), message, f"did you mean {close[0]}?" if close else advice)
