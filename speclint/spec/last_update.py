"""The day that a spec names as that of its last update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.spec.formats import dates_in
from speclint.spec.tables import fold

if TYPE_CHECKING:
    from speclint.source import Span
    from speclint.spec.model import Spec


def last_update(spec: Spec) -> tuple[str, Span] | None:
    """Return the day of the last update and where it stands; None where the spec names none in ISO form.

    Args:
        spec: A spec whose type is known.
    """
    assert spec.type is not None
    labels = [label for label, form in spec.type.metadata.formats.items() if form in {"date", "dates"}]
    for label in labels:
        field = spec.metadata.get(fold(label))
        days = dates_in(field.value) if field and "updated" in fold(label) else ()
        if field and days and (spec.type.metadata.formats[label] == "date" or len(days) == 2):
            return days[-1], field.span
    field = spec.metadata.get("last updated") or spec.front_matter.get("last_updated")
    days = dates_in(field.value) if field else ()
    return (days[-1], field.span) if field and days else None
