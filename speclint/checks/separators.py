"""The check of the rules that stand between top-level sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Heading, HtmlBlock, ThematicBreak
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.markdown.blocks import Block
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

# From so many on one finding speaks of all: the author sets no rules.
_MANY = 4


def missing_separator(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each top-level section, and the closing line, that no rule sets off from what stands before it."""
    if spec.type is None or not spec.type.separators:
        return
    found = list(_unseparated(spec))
    if len(found) >= _MANY:
        related = tuple(Related(block.span, "here too") for block in found[1:4])
        edits = tuple(_insertion(spec, block.span) for block in found)
        fix = Fix(f"insert {len(found)} rules", Safety.SAFE, edits)
        message = f"no rule stands before {len(found)} of the sections"
        yield Finding(found[0].span, message, "put a line `---` between blank lines before each", related, fix)
        return
    for block in found:
        what = f'section "{spec.text(block.content)}"' if isinstance(block, Heading) else "the closing line"
        fix = Fix("insert a rule", Safety.SAFE, (_insertion(spec, block.span),))
        help_text = "put a line `---` between blank lines before it"
        yield Finding(block.span, f"no rule stands before {what}", help_text, fix=fix)


def _unseparated(spec: Spec) -> Iterator[Block]:
    """Yield the headings of the sections, and the closing line, before which no rule stands.

    A heading that the template does not know may stand between the rule and the section: it is another rule's.
    """
    level = spec.title_level + 1
    known = {section.heading.span for section in spec.alignment.sections if section.heading.level == level}
    strangers = {section.heading.span for section in spec.alignment.unknown if section.heading}
    strangers |= {
        duplicate.section.heading.span for duplicate in spec.alignment.duplicates if duplicate.section.heading
    }
    separated = True
    begun = stranger = False
    for block in spec.document.blocks:
        if isinstance(block, ThematicBreak):
            separated = True
        elif isinstance(block, HtmlBlock):
            continue
        elif block.span in known or block.span == spec.footer:
            if begun and not separated:
                yield block
            begun, separated, stranger = True, False, False
        elif isinstance(block, Heading) and block.span in strangers and block.level <= level:
            stranger = True
        elif not stranger:
            begun, separated = True, False


def _insertion(spec: Spec, span: Span) -> Edit:
    source = spec.source
    line = source.line_of(span.start)
    start = source.line_starts[line]
    after_text = line > 0 and bool(source[source.line_spans[line - 1]].strip())
    return Edit(Span(start, start), "\n---\n\n" if after_text else "---\n\n")
