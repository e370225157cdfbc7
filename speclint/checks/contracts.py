"""Checks of the Go and TypeScript contracts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.diagnostics import Edit, Finding, Fix, Related, Safety
from speclint.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.contracts.declarations import Declarations
    from speclint.contracts.mismatch import Mismatch
    from speclint.rules.rule import Rule
    from speclint.spec.model import Spec

# Comments, literals and unions are the author's, and no struct says them.
_OWN_WORDS = regex(r"//|/\*|[\"'|&]")
_ANY = regex(r"`any`|\bany types?\b|\bTypeScript any\b", re.IGNORECASE)


def contract_mismatch(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each place where a Go struct and the TypeScript type of its name describe different JSON."""
    contracts = spec.contracts
    if not contracts.go_fences or not contracts.ts_fences:
        return
    from speclint.contracts.compare import compare

    mismatches = compare(
        contracts.go_files,
        contracts.ts_files,
        [fence.span.start for fence in contracts.go_fences],
        [fence.span.start for fence in contracts.ts_fences],
    )
    if not mismatches:
        return
    from speclint.contracts.declarations import declarations

    known = declarations(contracts.go_files, contracts.ts_files)
    for mismatch in mismatches:
        go_place = contracts.go_fences[mismatch.go_file].place_span(*mismatch.go_span)
        ts_place = contracts.ts_fences[mismatch.ts_file].place_span(*mismatch.ts_span)
        fix = _regenerated(spec, mismatch, known)
        go_related = Related(go_place, f"struct {mismatch.struct} in Go")
        ts_related = Related(ts_place, f"{mismatch.struct} in TypeScript")
        if mismatch.kind == "missing-in-ts":
            yield Finding(go_place, mismatch.message, mismatch.help, (ts_related,), fix)
        else:
            yield Finding(ts_place, mismatch.message, mismatch.help, (go_related,), fix)


def _regenerated(spec: Spec, mismatch: Mismatch, known: Declarations) -> Fix | None:
    """Offer to write the interface anew from the struct, where it says nothing that the struct does not."""
    from speclint.contracts.generate import typescript_interface

    contracts = spec.contracts
    fence, file = contracts.ts_fences[mismatch.ts_file], contracts.ts_files[mismatch.ts_file]
    structs = [one for one in contracts.go_files[mismatch.go_file].structs if one.name == mismatch.struct]
    interfaces = [one for one in file.interfaces if one.name == mismatch.struct]
    if len(structs) != 1 or len(interfaces) != 1:
        return None
    struct, interface = structs[0], interfaces[0]
    place = fence.place_span(*interface.span)
    text = spec.source[place]
    if interface.extends or interface.open or interface.type_params or not text.startswith("interface "):
        return None
    if _OWN_WORDS.search(text) or spec.source.text[place.start - 1 : place.start] not in ("\n", " "):
        return None
    written = typescript_interface(struct, known).rstrip("\n").removeprefix("export ")
    if "unknown" in written or written == text:
        return None
    title = f"write interface {interface.name} anew from the Go struct"
    return Fix(title, Safety.UNSAFE, (Edit(place, written),))


def typescript_any(spec: Spec, rule: Rule) -> Iterator[Finding]:
    """Yield each `any` in the place of a type for which neither a comment nor the section on deviations gives a reason.

    The template asks for none of them unless it is documented.
    """
    contracts = spec.contracts
    if not contracts.ts_fences or _is_documented(spec):
        return
    for fence, file in zip(contracts.ts_fences, contracts.ts_files, strict=True):
        for use in file.any_uses:
            if not use.excused:
                span = fence.place_span(*use.span)
                fix = Fix("write `unknown`", Safety.UNSAFE, (Edit(span, "unknown"),))
                yield Finding(
                    span,
                    "the TypeScript type is `any`, and no comment says why",
                    "name the type, write `unknown`, or say in a comment beside it why nothing narrower will do",
                    fix=fix,
                )


def _is_documented(spec: Spec) -> bool:
    return any(
        _ANY.search(spec.source[block.span])
        for section in spec.by_role.get("deviations", [])
        for block in section.all_blocks()
    )
