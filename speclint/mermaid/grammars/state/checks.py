"""What Mermaid refuses in a state diagram beyond its grammar: a block's state with more than one description."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.mermaid.faults import Fault, shortened

if TYPE_CHECKING:
    from .reading import StateReading


def check(reading: StateReading) -> None:
    """Add a fault for the first state that has a block and more than one description."""
    blocks = {use.id for use in reading.uses if use.block}
    # A name that HTML changes counts as a description of its own.
    counts = Counter({name: 1 for name in blocks if any(sign in name for sign in "<>&")})
    tokens = reading.tokens
    for use in reading.uses:
        if use.description and use.id in blocks:
            counts[use.id] += 1
            if counts[use.id] == 2:
                start = tokens.starts[use.first]
                end = tokens.starts[use.last] + len(tokens.value(use.last).rstrip())
                message = f"the state {shortened(use.id)} has a block and a second description"
                advice = "describe it once, or describe a state inside the block"
                reading.faults.append(Fault(start, end, message, advice))
                return
