"""Linear models: sums of weights over the pieces of a text, by head. The weights are data that training wrote."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

HALF = 128
"""The byte that stands for zero."""


@dataclass(frozen=True)
class Linear:
    """The weights of pieces by head. `known` holds, for each piece, how rare it is and its weights as bytes."""

    heads: tuple[str, ...]
    bias: tuple[float, ...]
    scale: tuple[float, ...]
    known: dict[str, tuple[float, bytes]]

    def sums(self, pieces: Iterable[str]) -> list[float]:
        """Return the sum of each head over the pieces of a text. A text of unknown pieces has the bias alone."""
        # In a fixed order: sums of fractions depend on the order, and texts are judged alike everywhere.
        rows = [self.known[piece] for piece in sorted(pieces) if piece in self.known]
        if not rows:
            return list(self.bias)
        length = sqrt(sum(rarity * rarity for rarity, _ in rows))
        totals = [sum(column) - HALF * len(rows) for column in zip(*(weights for _, weights in rows), strict=True)]
        return [bias + total * scale / length for bias, total, scale in zip(self.bias, totals, self.scale, strict=True)]


def read(data: Mapping[str, Any]) -> Linear:
    """Return the model that a file's data holds."""
    heads = tuple(data["heads"])
    weights, rarity = b64decode(data["weights"]), b64decode(data["rarity"])
    known = {
        piece: (rarity[number] / data["rarity_unit"], weights[number * len(heads) : (number + 1) * len(heads)])
        for number, piece in enumerate(data["pieces"])
    }
    return Linear(heads, tuple(data["bias"]), tuple(data["scale"]), known)
