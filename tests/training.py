"""Training of linear models: what the lexicon and the reader of answers share. It needs scikit-learn."""

from base64 import b64encode
from collections.abc import Iterable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from menus.text.linear import HALF

_RARITY_UNIT = 20.0
"""Rarities are kept in twentieths."""


def vectorizer_of(**options: object) -> TfidfVectorizer:
    """Return what counts pieces: a piece stands in a text or not, and a rare one weighs more."""
    return TfidfVectorizer(analyzer=_same, binary=True, lowercase=False, **options)


def as_data(
    heads: Sequence[tuple[str, float]], matrix: np.ndarray, vectorizer: TfidfVectorizer, kept: Sequence[str]
) -> dict[str, object]:
    """Return a model as data for `menus/text/linear.py`: the heads with their bias, and the weights as bytes."""
    weighed = matrix * vectorizer.idf_
    scale = np.abs(weighed).max(axis=1) / (HALF - 1)
    as_bytes = np.rint(weighed / scale[:, None]).astype(int).T + HALF
    rarity = np.rint(vectorizer.idf_ * _RARITY_UNIT).clip(1, 255).astype(np.uint8)
    return {
        "heads": [name for name, _ in heads],
        "bias": [round(bias, 5) for _, bias in heads],
        "scale": [round(float(one), 9) for one in scale],
        "rarity_unit": _RARITY_UNIT,
        "rarity": b64encode(rarity.tobytes()).decode(),
        "weights": b64encode(as_bytes.astype(np.uint8).tobytes()).decode(),
        "pieces": list(kept),
    }


def _same(pieces: Iterable[str]) -> Iterable[str]:
    return pieces
