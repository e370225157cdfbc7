"""Checks of TypeScript types: their syntax, their Go twins, and the values that columns allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.markdown.blocks import Fence
from speclint.records import NamedTuple
from speclint.regex import regex
from speclint.source import Span
from speclint.spec.contract_fences import GO, TYPESCRIPT, problem_place
from speclint.spec.headings import nearest
from speclint.spec.wording import is_none_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.contracts.declarations import Declarations
    from speclint.contracts.go_model import GoFile, GoStruct, GoType
    from speclint.contracts.ts_model import TsFile, TsInterface
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec
    from speclint.spec.outline import SpecSection

_MOST_ADVISED = 20
_IMPORT = regex(r"\bimport\b[^;{]*\{([^}]*)\}|\bexport\s*(?:type\s*)?\{([^}]*)\}\s*from")
_WORD = regex(r"[A-Za-z_$][\w$]*")
_NO_TWIN = regex(r".*(?:Params|Query|Props|Options|State|Error|Context|Filters?)")
_PROPS = regex(r"[A-Z][\w$]*(?:<[^<>]*>)?")


def typescript_syntax_error(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place where a TypeScript fence is none, and each member or parameter without a type."""
    contracts = spec.contracts
    for fence, file in zip(contracts.ts_fences, contracts.ts_files, strict=True):
        for problem in file.problems:
            place = problem_place(spec, fence, problem.span)
            if place is None:
                continue
            if problem.kind == "syntax":
                yield Finding(place, f"the TypeScript is broken: {problem.message}", problem.help)
            else:
                level = "parameter" if problem.kind == "untyped-parameter" else None
                yield Finding(place, problem.message, problem.help, level=level)


class _Side(NamedTuple):
    """A declaration of one language that an endpoint's contract holds, with the keys of its JSON."""

    declared: GoStruct | TsInterface
    keys: frozenset[str | None]
    fence: Fence
    section: SpecSection


def missing_contract_type(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each struct of a request or a response without a TypeScript type of its name, and the other way round.

    An endpoint without a TypeScript part at all is another rule's finding, and in a spec with broken code nobody knows
    what is missing.
    """
    contracts = spec.contracts
    yield from _props(spec)
    problems = [problem for file in contracts.go_files for problem in file.problems]
    problems += [problem for file in contracts.ts_files for problem in file.problems]
    if any(problem.kind == "syntax" for problem in problems):
        return
    if not contracts.ts_fences or any(not fence.closed for fence in spec.fences):
        return
    go_names = {name.casefold() for file in contracts.go_files for name in _go_names(file)}
    ts_names = {name.casefold() for file in contracts.ts_files for name in _ts_names(file)}
    ts_names |= {name.casefold() for fence in contracts.ts_fences for name in _imported(fence.text(spec.source))}
    structs = [side for side in _structs(spec) if side.declared.name.casefold() not in ts_names]
    interfaces = [side for side in _interfaces(spec) if side.declared.name.casefold() not in go_names]
    by_section: dict[int, tuple[list[_Side], list[_Side]]] = {}
    for index, sides in enumerate((structs, interfaces)):
        for side in sides:
            by_section.setdefault(id(side.section), ([], []))[index].append(side)
    if not by_section:
        return
    from speclint.contracts.declarations import declarations

    known = declarations(contracts.go_files, contracts.ts_files)
    declared = [name for file in contracts.go_files for name in _go_names(file)]
    for side in structs:
        yield _without_twin(spec, side, by_section[id(side.section)][1], known)
    for side in interfaces:
        if not any(_is_twin(side, other) for other in by_section[id(side.section)][0]):
            close = nearest(side.declared.name, declared) if len(interfaces) <= _MOST_ADVISED else None
            help_text = f"did you mean `{close}`?" if close else "add the Go struct, or remove the interface"
            message = f"interface {side.declared.name} has no Go struct of its name"
            yield Finding(side.fence.place_span(*side.declared.name_span), message, help_text)


def _is_twin(interface: _Side, struct: _Side) -> bool:
    """Tell whether the two are one thing under two names: they share most of their members."""
    common = interface.keys & struct.keys
    return 2 * len(common) > max(len(interface.keys), len(struct.keys))


def _without_twin(spec: Spec, side: _Side, interfaces: Sequence[_Side], known: Declarations) -> Finding:
    struct = side.declared
    place = side.fence.place_span(*struct.name_span)
    twin = next((other for other in interfaces if _is_twin(other, side)), None)
    if twin is not None:
        related = (Related(twin.fence.place_span(*twin.declared.name_span), "the same under another name"),)
        message = f"struct {struct.name} is {twin.declared.name} in TypeScript"
        return Finding(place, message, "give both one name", related)
    message = f"struct {struct.name} has no TypeScript type of its name"
    return Finding(place, message, f"add `interface {struct.name}`", fix=_generated(spec, side, known))


def _generated(spec: Spec, side: _Side, known: Declarations) -> Fix | None:
    """Offer the interface that the struct makes, at the end of the endpoint's last TypeScript fence."""
    from speclint.contracts.generate import typescript_interface
    from speclint.contracts.go_model import GoStruct

    fences = [fence for fence in _fences(spec, side.section, "typescript", TYPESCRIPT) if fence.content_lines]
    whole = spec.source.text
    if not fences or not isinstance(side.declared, GoStruct):
        return None
    last = fences[-1].content_lines[-1]
    if last.start and whole[last.start - 1] not in "\r\n":
        return None
    text = typescript_interface(side.declared, known).rstrip("\n")
    if "export " not in fences[-1].text(spec.source):
        text = text.removeprefix("export ")
    edit = Edit(Span(last.end, last.end), f"\n\n{text}")
    return Fix(f"write interface {side.declared.name} from the Go struct", Safety.UNSAFE, (edit,))


def _fences(spec: Spec, section: SpecSection, key: str, languages: frozenset[str]) -> list[Fence]:
    view = spec.fields_of(section).get(key)
    return [
        block for block in (view.blocks if view else ()) if isinstance(block, Fence) and block.language in languages
    ]


def _structs(spec: Spec) -> Iterator[_Side]:
    contracts = spec.contracts
    files = dict(zip((fence.span for fence in contracts.go_fences), contracts.go_files, strict=True))
    for section in spec.by_role.get("endpoint", []):
        if not _fences(spec, section, "typescript", TYPESCRIPT):
            continue
        for key in ("request-struct", "response-struct"):
            for fence in _fences(spec, section, key, GO):
                for struct in files[fence.span].structs if fence.span in files else ():
                    if struct.fields or struct.embedded:
                        yield _Side(struct, frozenset(field.json_name for field in struct.fields), fence, section)


def _interfaces(spec: Spec) -> Iterator[_Side]:
    contracts = spec.contracts
    files = dict(zip((fence.span for fence in contracts.ts_fences), contracts.ts_files, strict=True))
    if any(_has_nameless(field.type) for file in contracts.go_files for one in file.structs for field in one.fields):
        return
    for section in spec.by_role.get("endpoint", []):
        request = spec.fields_of(section).get("request-struct")
        no_request = request is None or is_none_statement(spec.text(request.label.value))
        if not any(_fences(spec, section, key, GO) for key in ("request-struct", "response-struct")):
            continue
        for fence in _fences(spec, section, "typescript", TYPESCRIPT):
            for interface in files[fence.span].interfaces if fence.span in files else ():
                if interface.type_params or not interface.members or _NO_TWIN.fullmatch(interface.name):
                    continue
                if not (no_request and interface.name.endswith(("Request", "Input"))):
                    yield _Side(interface, frozenset(member.name for member in interface.members), fence, section)


def _has_nameless(type_: GoType) -> bool:
    from speclint.contracts.go_model import GoArray, GoMap, GoPointer, GoSlice, GoStructType

    while isinstance(type_, GoPointer | GoSlice | GoArray | GoMap):
        type_ = type_.value if isinstance(type_, GoMap) else type_.element
    return isinstance(type_, GoStructType)


def _go_names(file: GoFile) -> list[str]:
    names = [struct.name for struct in file.structs]
    names += [named.name for named in file.named_types]
    return names + [interface.name for interface in file.interfaces]


def _ts_names(file: TsFile) -> list[str]:
    names = [interface.name for interface in file.interfaces]
    names += [alias.name for alias in file.aliases]
    return names + [enum.name for enum in file.enums]


def _imported(text: str) -> Iterator[str]:
    for found in _IMPORT.finditer(text):
        yield from (word[0] for word in _WORD.finditer(found[1] or found[2] or ""))


def _props(spec: Spec) -> Iterator[Finding]:
    """Yield each Props Interface that no TypeScript fence declares."""
    names = {name for file in spec.contracts.ts_files for name in _ts_names(file)}
    for view in spec.tables_by_role("frontend-new"):
        for row in view.rows():
            cell = view.cell(row, "props")
            text = spec.text(cell.span) if cell else ""
            if cell and _PROPS.fullmatch(text) and not is_none_statement(text) and text.partition("<")[0] not in names:
                message = f"{text} is declared in no TypeScript fence"
                yield Finding(cell.span, message, "declare it under Frontend TypeScript Types", level="props")
