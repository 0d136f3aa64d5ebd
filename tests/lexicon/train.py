"""Training: from phrases to the weights that Doria ships. It needs scikit-learn. Equal phrases give equal weights."""

import json
from base64 import b64encode
from collections.abc import Iterable, Sequence
from random import Random

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from menus.text import evidence, model, spelling
from menus.text.lexicon import fold
from tests.lexicon.noise import slipped
from tests.lexicon.phrases import Phrase

_SEED = 2026
_NOISED = 3
"""The copies of each phrase with slips."""
_WEIGHT_OF_NOISED = 0.5
_RAREST = 3
"""A piece of fewer texts, copies with slips among them, tells nothing."""
_KEPT = 12_000
"""The pieces that are kept, the weightiest: more of them brought nothing on phrases that training had not seen."""
_STRENGTH = 4.0
"""How closely the model follows its phrases (C of the regression). Between 3 and 15 the figures are alike."""
_RARITY_UNIT = 20.0
"""Rarities are kept in twentieths."""


def pieces_of(text: str) -> frozenset[str]:
    """Return the pieces of a text, as the model reads it."""
    return evidence.gather(fold(spelling.named(text))).pieces


def train(phrases: Sequence[Phrase]) -> str:
    """Return the file of the model that the phrases teach."""
    chance = Random(_SEED)  # noqa: S311 - slips of typing are no secret
    texts = [phrase.text for phrase in phrases]
    copies = [(number, slipped(text, chance)) for number, text in enumerate(texts) for _ in range(_NOISED)]
    documents = [pieces_of(text) for text in [*texts, *(text for _, text in copies)]]
    taught = [*phrases, *(phrases[number] for number, _ in copies)]
    weights = np.array([1.0] * len(texts) + [_WEIGHT_OF_NOISED] * len(copies))
    all_pieces = _vectorizer(min_df=_RAREST)
    all_pieces.fit(documents)
    kept = [piece for piece in all_pieces.get_feature_names_out() if not _is_name(piece)]
    _, matrix, vectorizer = _fit(documents, taught, weights, kept)
    strongest = np.abs(matrix * vectorizer.idf_).max(axis=0)
    order = np.argsort(-strongest, kind="stable")[:_KEPT]
    kept = sorted(kept[number] for number in order)
    return _written(*_fit(documents, taught, weights, kept), kept)


def _vectorizer(**options: object) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=_same, binary=True, **options)


def _same(pieces: Iterable[str]) -> Iterable[str]:
    return pieces


def _is_name(piece: str) -> bool:
    return piece.startswith("=") and any(map(model.is_name, piece[1:].split()))


def _fit(
    documents: Sequence[frozenset[str]], taught: Sequence[Phrase], weights: np.ndarray, kept: Sequence[str]
) -> tuple[list[tuple[str, float]], np.ndarray, TfidfVectorizer]:
    """Return each head with its bias, the weights by head and piece, and the rarities of the pieces."""
    vectorizer = _vectorizer(vocabulary=kept)
    seen = vectorizer.fit_transform(documents)
    heads: list[tuple[str, float]] = []
    rows: list[np.ndarray] = []
    for level in (model.RED, model.PRIVATE):
        fitted = _regression().fit(seen, [phrase.level == level for phrase in taught], weights)
        heads.append((level, float(fitted.intercept_[0])))
        rows.append(fitted.coef_[0])
    fitted = _regression().fit(seen, [phrase.category for phrase in taught], weights)
    heads += [(str(name), float(bias)) for name, bias in zip(fitted.classes_, fitted.intercept_, strict=True)]
    return heads, np.vstack([*rows, *fitted.coef_]), vectorizer


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced", random_state=_SEED)


def _written(
    heads: Sequence[tuple[str, float]], matrix: np.ndarray, vectorizer: TfidfVectorizer, kept: Sequence[str]
) -> str:
    """Return the model as its file, the weights as bytes."""
    weighed = matrix * vectorizer.idf_
    scale = np.abs(weighed).max(axis=1) / 127
    as_bytes = np.rint(weighed / scale[:, None]).astype(int).T + 128
    rarity = np.rint(vectorizer.idf_ * _RARITY_UNIT).clip(1, 255).astype(np.uint8)
    data = {
        "heads": [name for name, _ in heads],
        "bias": [round(bias, 5) for _, bias in heads],
        "scale": [round(float(one), 9) for one in scale],
        "rarity_unit": _RARITY_UNIT,
        "rarity": b64encode(rarity.tobytes()).decode(),
        "weights": b64encode(as_bytes.astype(np.uint8).tobytes()).decode(),
        "pieces": list(kept),
    }
    return json.dumps(data, indent=0, separators=(",", ":")) + "\n"
