"""Which blocks a text has and which characters each of them covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.markdown.blocks import List, ListItem, Quote
from speclint.markdown.parser import parse
from speclint.source import Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.markdown.blocks import Block


def outline(text: str) -> list[str]:
    """Return each block as dots for its depth, its type, and the characters of its span."""
    source = Source(text)
    result: list[str] = []

    def add(blocks: Sequence[Block | ListItem], depth: int) -> None:
        for block in blocks:
            result.append(f"{'.' * depth}{type(block).__name__} {source[block.span]}")
            if isinstance(block, List):
                add(block.items, depth + 1)
            elif isinstance(block, ListItem | Quote):
                add(block.blocks, depth + 1)

    add(parse(source).blocks, 0)
    return result


CASES = {
    "empty": ("", []),
    "blank lines": ("\n \t\n\r\n", []),
    "atx": ("# a\n## b ##\n####### c\n#d\n", ["Heading # a", "Heading ## b ##", "Paragraph ####### c\n#d"]),
    "atx with a tab": ("#\ta\t#\t\n", ["Heading #\ta\t#"]),
    "atx after no-break space": ("#\u00a0a\n", ["Paragraph #\u00a0a"]),
    "atx empty": ("#\n# #\n", ["Heading #", "Heading # #"]),
    "paragraph lines": ("  a\n    b  \n\nc", ["Paragraph a\n    b", "Paragraph c"]),
    "other line separators": ("a\u2028# b\x0c# c\x0b# d\x85# e\n", ["Paragraph a\u2028# b\x0c# c\x0b# d\x85# e"]),
    "form feed is no blank line": ("a\n\x0c\nb\n", ["Paragraph a\n\x0c\nb"]),
    "windows lines": ("# a\r\n\r\nb\r\nc\r\n---\r\nd\r\n", ["Heading # a", "Heading b\r\nc\r\n---", "Paragraph d"]),
    "old mac lines": ("# a\rb\r\r- c\r", ["Heading # a", "Paragraph b", "List - c", ".ListItem - c", "..Paragraph c"]),
    "setext": ("a\nb\n===\nc\n-\n", ["Heading a\nb\n===", "Heading c\n-"]),
    "setext needs text": ("---\n===\n", ["ThematicBreak ---", "Paragraph ==="]),
    "thematic break": ("***\n - - -\n__ _\t_\n", ["ThematicBreak ***", "ThematicBreak - - -", "ThematicBreak __ _\t_"]),
    "thematic break before list": (
        "* a\n* * *\n* b\n",
        [
            "List * a",
            ".ListItem * a",
            "..Paragraph a",
            "ThematicBreak * * *",
            "List * b",
            ".ListItem * b",
            "..Paragraph b",
        ],
    ),
    "no underline of a lazy line": ("> a\n---\n", ["Quote > a", ".Paragraph a", "ThematicBreak ---"]),
    "lazy equals signs": ("> a\n===\n", ["Quote > a\n===", ".Paragraph a\n==="]),
    "setext in quote": ("> a\n> ---\nb\n", ["Quote > a\n> ---", ".Heading a\n> ---", "Paragraph b"]),
    "lazy line": ("> a\nb\n> c\n\nd\n", ["Quote > a\nb\n> c", ".Paragraph a\nb\n> c", "Paragraph d"]),
    "lazy line after list in quote": (
        "> - a\nb\n",
        [
            "Quote > - a\nb",
            ".List - a\nb",
            "..ListItem - a\nb",
            "...Paragraph a\nb",
        ],
    ),
    "no lazy line after code": ("> ```\nb\n", ["Quote > ```", ".Fence ```", "Paragraph b"]),
    "deep indentation is lazy": (
        "11.  a\n    ```go\n",
        [
            "List 11.  a\n    ```go",
            ".ListItem 11.  a\n    ```go",
            "..Paragraph a\n    ```go",
        ],
    ),
    "quote without text": (">\n\n>  \n", ["Quote >", "Quote >"]),
    "quote with tabs": (">\t\ta\n", ["Quote >\t\ta", ".IndentedCode a"]),
    "list items": (
        "- a\n- b\n\n  c\n+ d\n",
        [
            "List - a\n- b\n\n  c",
            ".ListItem - a",
            "..Paragraph a",
            ".ListItem - b\n\n  c",
            "..Paragraph b",
            "..Paragraph c",
            "List + d",
            ".ListItem + d",
            "..Paragraph d",
        ],
    ),
    "ordered lists": (
        "1. a\n2) b\n0123456789. c\n",
        [
            "List 1. a",
            ".ListItem 1. a",
            "..Paragraph a",
            "List 2) b\n0123456789. c",
            ".ListItem 2) b\n0123456789. c",
            "..Paragraph b\n0123456789. c",
        ],
    ),
    "no digits, no list": (". a\n) b\n", ["Paragraph . a\n) b"]),
    "other digits, no list": ("\u0661. a\n", ["Paragraph \u0661. a"]),
    "list may interrupt from one only": (
        "a\n2. b\n1. c\n",
        [
            "Paragraph a\n2. b",
            "List 1. c",
            ".ListItem 1. c",
            "..Paragraph c",
        ],
    ),
    "empty item interrupts nothing": ("a\n-\n\nb\n*\n", ["Heading a\n-", "Paragraph b\n*"]),
    "empty items": (
        "-\n- a\n-\n\n  b\n",
        [
            "List -\n- a\n-",
            ".ListItem -",
            ".ListItem - a",
            "..Paragraph a",
            ".ListItem -",
            "Paragraph b",
        ],
    ),
    "empty item, text below": ("-\n  a\n", ["List -\n  a", ".ListItem -\n  a", "..Paragraph a"]),
    "nested list": (
        "1. a\n   - b\n     c\n",
        [
            "List 1. a\n   - b\n     c",
            ".ListItem 1. a\n   - b\n     c",
            "..Paragraph a",
            "..List - b\n     c",
            "...ListItem - b\n     c",
            "....Paragraph b\n     c",
        ],
    ),
    "list item with tab": (
        "-\ta\n\n\tb\n",
        ["List -\ta\n\n\tb", ".ListItem -\ta\n\n\tb", "..Paragraph a", "..Paragraph b"],
    ),
    "code in list item": ("-     a\n", ["List -     a", ".ListItem -     a", "..IndentedCode a"]),
    "fence in list": (
        "- a\n  ```go\n  b\n  ```\n- c\n",
        [
            "List - a\n  ```go\n  b\n  ```\n- c",
            ".ListItem - a\n  ```go\n  b\n  ```",
            "..Paragraph a",
            "..Fence ```go\n  b\n  ```",
            ".ListItem - c",
            "..Paragraph c",
        ],
    ),
    "fence ended by its list": (
        "- ```\n  a\nb\n",
        ["List - ```\n  a", ".ListItem - ```\n  a", "..Fence ```\n  a", "Paragraph b"],
    ),
    "fence unclosed": ("```\na\n\n# b\n", ["Fence ```\na\n\n# b"]),
    "fence closing": (
        "````\n```\n```` x\n    ````\n  `````  \na\n",
        [
            "Fence ````\n```\n```` x\n    ````\n  `````",
            "Paragraph a",
        ],
    ),
    "tilde fence": ("~~~ a`b\n```\n~~~\n", ["Fence ~~~ a`b\n```\n~~~"]),
    "backtick in info": ("``` a`b\n", ["Paragraph ``` a`b"]),
    "fence interrupts paragraph": ("a\n```\n```\nb\n", ["Paragraph a", "Fence ```\n```", "Paragraph b"]),
    "indented code": ("    a\n\n\tb\n  \n\nc\n", ["IndentedCode a\n\n\tb", "Paragraph c"]),
    "html kinds": (
        "<PRE>\n\na</pre> b\n<!-- a\n\nb --> c\n<?a\n\n?>\n<!A\n\n>\n<![CDATA[\n\n]]>\n<div>\na\n\n<x y='1'>\nb\n",
        [
            "HtmlBlock <PRE>\n\na</pre> b",
            "HtmlBlock <!-- a\n\nb --> c",
            "HtmlBlock <?a\n\n?>",
            "HtmlBlock <!A\n\n>",
            "HtmlBlock <![CDATA[\n\n]]>",
            "HtmlBlock <div>\na",
            "HtmlBlock <x y='1'>\nb",
        ],
    ),
    "html that is none": ("<!\n<\n<a b=>\n<divx\n", ["Paragraph <!\n<\n<a b=>\n<divx"]),
    "html interrupts": ("a\n</div>\n", ["Paragraph a", "HtmlBlock </div>"]),
    "any tag interrupts nothing": ("a\n<x>\n\n<x>\nb\n", ["Paragraph a\n<x>", "HtmlBlock <x>\nb"]),
    "table": ("| a | b |\n|---|:-:|\n| 1 | 2 |\n\nc\n", ["Table | a | b |\n|---|:-:|\n| 1 | 2 |", "Paragraph c"]),
    "table without outer pipes": (
        "a | b\n--- | ---\n1\n> c\n",
        ["Table a | b\n--- | ---\n1", "Quote > c", ".Paragraph c"],
    ),
    "table after a line": ("x\na | b\n-|-\n", ["Paragraph x", "Table a | b\n-|-"]),
    "table in a list": (
        "- a | b\n  -|-\n  c | d\n",
        [
            "List - a | b\n  -|-\n  c | d",
            ".ListItem - a | b\n  -|-\n  c | d",
            "..Table a | b\n  -|-\n  c | d",
        ],
    ),
    "as many cells as columns": ("| a | b |\n|---|\n", ["Paragraph | a | b |\n|---|"]),
    "underline before delimiter row": ("| a\n---\n", ["Heading | a\n---"]),
    "list before delimiter row": (
        "a | b\n- | -\n",
        ["Paragraph a | b", "List - | -", ".ListItem - | -", "..Paragraph | -"],
    ),
    "definition": (
        "[a]: /b\n  'c\n  d'\n[e]:\n<f g>\nh\n",
        [
            "LinkDefinition [a]: /b\n  'c\n  d'",
            "LinkDefinition [e]:\n<f g>",
            "Paragraph h",
        ],
    ),
    "definition with a bad title": ("[a]: /b\n'c' d\n", ["LinkDefinition [a]: /b", "Paragraph 'c' d"]),
    "no definition": ("[a]: b c\n[]: d\n[e] : f\n", ["Paragraph [a]: b c\n[]: d\n[e] : f"]),
    "definition and setext": (
        "[a]: /b\nc\n===\n[d]: /e\n===\n",
        [
            "LinkDefinition [a]: /b",
            "Heading c\n===",
            "LinkDefinition [d]: /e",
            "Paragraph ===",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_blocks(text: str, expected: list[str]) -> None:
    assert outline(text) == expected


@pytest.mark.parametrize("text", [case[0] for case in CASES.values() if "\r" not in case[0]], ids=str.__repr__)
def test_line_ends_make_no_difference(text: str) -> None:
    assert [line.replace("\r\n", "\n") for line in outline(text.replace("\n", "\r\n"))] == outline(text)
