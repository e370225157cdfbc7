"""Check of the shadcn/ui components that a spec uses and installs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.source import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.rules.rule import Rule
    from speclint.spec.components import ComponentName, Components
    from speclint.spec.project import Project

_FORM = "write `npx shadcn@latest add dialog`, with each component's name in lower case"


def shadcn_component_mismatch(project: Project, rule: Rule) -> Iterator[Finding]:
    """Yield each component that is used and neither installed nor there, and what is wrong with the commands.

    Where the repository has no folder of components, whether one is there is not known.
    """
    for path in sorted(project.named):
        components = project.specs[path].components
        if components is not None:
            present = _present(project, components)
            for finding in (*_commands(components, present), *_uninstalled(components, present)):
                yield finding._replace(path=path)


def _present(project: Project, components: Components) -> frozenset[str] | None:
    """Return the components in the repository, or None where it has no folder for them."""
    files = [file for folder in components.folders for file in project.repository.files_under(folder)]
    names = (file.rsplit("/", 1)[-1] for file in files if file.endswith((".tsx", ".jsx", ".ts", ".js")))
    return frozenset(name.rsplit(".", 1)[0] for name in names) if files else None


def _commands(components: Components, present: frozenset[str] | None) -> Iterator[Finding]:
    for line in components.malformed:
        yield Finding(line, "the line is no command that adds shadcn/ui components", _FORM)
    first: dict[str, ComponentName] = {}
    for one in components.installed:
        earlier = first.setdefault(one.name, one)
        if earlier is not one:
            fix = Fix(f"remove the second {one.name}", Safety.SAFE, (Edit(Span(one.span.start - 1, one.span.end), ""),))
            related = (Related(earlier.span, "added here"),)
            yield Finding(one.span, f"component {one.name} is added twice", "add it once", related, fix)
        elif present is not None and one.name in present:
            yield Finding(one.span, f"component {one.name} is there already", "add only what is missing")
    for one in components.imports:
        message = "the import names no file of a shadcn/ui component"
        yield Finding(one.span, message, f'import it from "@/components/ui/{one.name}"', level="import")


def _uninstalled(components: Components, present: frozenset[str] | None) -> Iterator[Finding]:
    known = {one.name for one in components.installed} | (present or frozenset())
    if components.malformed:
        return
    for one in components.used:
        if one.name not in known and not (one.name.endswith("s") and one.name[:-1] in known):
            fix = None
            if components.end is not None:
                edit = Edit(Span(components.end, components.end), f" {one.name}")
                fix = Fix(f"add {one.name} to the command", Safety.SAFE, (edit,))
            place = "installed, nor in the repository" if present is not None else "installed by the spec"
            message = f"component {one.name} is used and not {place}"
            level = None if present is not None else "unknown"
            yield Finding(one.span, message, "add it to the command, or correct the name", fix=fix, level=level)
