"""mistletoe's tokenizer comes alone, and nothing of mistletoe is changed for others."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from speclint.markdown.parser import parse
from speclint.source import Source

_LOADED = """
import sys
from speclint.markdown.parser import parse
from speclint.source import Source
parse(Source("# a\\n\\n- b\\n"))
print(sorted(name for name in sys.modules if name.split(".")[0] in ("mistletoe", "html", "unicodedata", "urllib")))
"""

_BESIDE = """
import mistletoe
from mistletoe import block_tokenizer
from speclint.markdown.parser import parse
from speclint.source import Source
parse(Source("# a\\n\\n- b\\n"))
assert block_tokenizer.FileWrapper(["a\\n"]).peek() == "a\\n"
print(mistletoe.markdown("> a\\n"))
"""


def _run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_a_parse_imports_neither_the_package_nor_its_slow_modules() -> None:
    assert _run(_LOADED) == "[]\n"


def test_mistletoe_still_works_beside_it() -> None:
    assert _run(_BESIDE) == "<blockquote>\n<p>a</p>\n</blockquote>\n\n"


def test_threads_parse_alike() -> None:
    texts = [
        f"# h{i}\n\n> - a{i}\n>   ```x\n>   b\n\n| a |\n|---|\n| {i} |\n\n[l]: /u\ns\n---\n" * 5 for i in range(60)
    ]
    expected = [parse(Source(text)).blocks for text in texts]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda text: parse(Source(text)).blocks, texts)) == expected
