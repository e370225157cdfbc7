"""The statements of a flowchart that style it or make it clickable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.mermaid.grammars.flowchart.reading import FlowchartReading
    from speclint.mermaid.lexing import Walk

ID = frozenset(
    {"NUM", "NODE_STRING", "DOWN", "MINUS", "DEFAULT", "COMMA", "COLON", "AMP", "BRKT", "MULT", "UNICODE_TEXT"}
)
_ALPHA = (ID - {"DEFAULT"}) | {"DIR"}
_STYLE = frozenset({"NUM", "NODE_STRING", "COLON", "SPACE", "BRKT", "STYLE"})


def _styles(walk: Walk) -> None:
    walk.many(_STYLE, "style")
    while walk.kinds[walk.i] == "COMMA":
        walk.i += 1
        walk.many(_STYLE, "style")


def _style_statement(walk: Walk, _: FlowchartReading) -> None:
    walk.i += 1
    walk.one("SPACE", "space")
    walk.many(ID, "styled id")
    walk.one("SPACE", "space before style")
    _styles(walk)


def _class_statement(walk: Walk, _: FlowchartReading) -> None:
    walk.i += 1
    walk.one("SPACE", "space")
    walk.many(ID, "classed id")
    walk.one("SPACE", "space before class")
    walk.many(ID, "class")


def _link_style_statement(walk: Walk, reading: FlowchartReading) -> None:
    walk.i += 1
    walk.one("SPACE", "space")
    if walk.kinds[walk.i] == "DEFAULT":
        walk.i += 1
    else:
        _number(walk, reading)
        while walk.kinds[walk.i] == "COMMA":
            walk.i += 1
            _number(walk, reading)
    walk.one("SPACE", "space before style")
    if walk.kinds[walk.i] != "INTERPOLATE":
        _styles(walk)
        return
    walk.i += 1
    walk.one("SPACE", "space")
    walk.many(_ALPHA, "curve")
    if walk.kinds[walk.i] == "SPACE":
        walk.i += 1
        _styles(walk)


def _number(walk: Walk, reading: FlowchartReading) -> None:
    reading.link_styles.append((walk.one("NUM", "link number"), reading.edges))


def _click_statement(walk: Walk, _: FlowchartReading) -> None:
    walk.i += 1
    kind = walk.kinds[walk.i]
    if kind == "CALLBACKNAME":
        walk.i += 1
        if walk.kinds[walk.i] == "CALLBACKARGS":
            walk.i += 1
        _after_click(walk, False)
    elif kind == "HREF":
        walk.i += 1
        walk.one("STR", "click link")
        _after_click(walk, True)
    elif kind == "STR":
        walk.i += 1
        _after_click(walk, True)
    else:
        walk.many(_ALPHA, "click target")
        _after_click(walk, False)


def _after_click(walk: Walk, with_target: bool) -> None:
    """Read a tooltip and, after a link, the window it opens in."""
    if walk.kinds[walk.i] != "SPACE":
        return
    walk.i += 1
    if with_target and walk.kinds[walk.i] == "LINK_TARGET":
        walk.i += 1
        return
    walk.one("STR", "tooltip")
    if with_target and walk.kinds[walk.i] == "SPACE":
        walk.i += 1
        walk.one("LINK_TARGET", "link target")


STYLING: dict[str, Callable[[Walk, FlowchartReading], None]] = {
    "STYLE": _style_statement,
    "CLASSDEF": _style_statement,
    "CLASS": _class_statement,
    "LINKSTYLE": _link_style_statement,
    "CLICK": _click_statement,
}
