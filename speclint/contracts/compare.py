"""Whether a Go struct and the TypeScript type of the same name describe the same JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.contracts.declarations import Place, declarations
from speclint.contracts.mismatch import Mismatch
from speclint.contracts.twins import Twins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.contracts.declarations import TsDeclared
    from speclint.contracts.go_model import GoFile, GoStruct
    from speclint.contracts.ts_model import TsFile

__all__ = ["Mismatch", "compare"]


def compare(
    go_files: Sequence[GoFile],
    ts_files: Sequence[TsFile],
    go_order: Sequence[int] | None = None,
    ts_order: Sequence[int] | None = None,
) -> list[Mismatch]:
    """Compare every Go struct with the TypeScript interface or type of the same name.

    The names in the json tags and the members are the same both ways; types follow `conversion.Judge`; a pointer or
    `omitempty` goes with `?`, `| null` or `| undefined` and the other way round (encoding/json, "Marshal"). A field
    without a json tag is matched by its folded name and never missed. Where a declaration is open (elided, an unknown
    embedded type or base, an index signature), nothing is missing from it. Of several declarations of one name the
    nearest in the document are compared.

    Args:
        go_files: The Go fences of one document, in order.
        ts_files: Its TypeScript fences, in order.
        go_order: The offset of each Go fence in the document, so that nearness can be told; its index if not given.
        ts_order: Likewise for TypeScript.

    Returns:
        The mismatches, one a cause, in the order of the Go structs.
    """
    known = declarations(go_files, ts_files, go_order, ts_order)
    found: list[Mismatch] = []
    for name, structs in known.structs.items():
        for go_place, ts_place in _pairs(structs, known.types.get(name, ())):
            twins = Twins(known, go_place, ts_place)
            if twins.comparable:
                found += twins.mismatches()
    return found


def _pairs(
    structs: Sequence[Place[GoStruct]], types: Sequence[Place[TsDeclared]]
) -> Iterator[tuple[Place[GoStruct], Place[TsDeclared]]]:
    if not types:
        return
    nearest = {id(place): min(structs, key=lambda struct: _distance(struct, place)) for place in types}
    for struct in structs:
        candidates = [place for place in types if nearest[id(place)] is struct]
        if candidates:
            yield struct, min(candidates, key=lambda place: _distance(struct, place))


def _distance(one: Place[GoStruct], other: Place[TsDeclared]) -> tuple[int, int]:
    return abs(one.order[0] - other.order[0]), abs(one.order[1] - other.order[1])
