"""Training: from phrases to the weights that Doria ships. It needs scikit-learn. Equal phrases give equal weights."""

import hashlib
import json
from collections.abc import Sequence
from random import Random

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from menus.text import model, scores, weighing
from menus.text.evidence import Evidence
from tests.lexicon.noise import slipped
from tests.lexicon.phrases import Phrase, evidence_of
from tests.training import as_data, vectorizer_of

_SEED = 2026
_NOISED = 6
"""The copies of each phrase with slips."""
_WEIGHT_OF_NOISED = 0.3
"""The weight of a copy with slips; that of a phrase is 1. A guess: the figures hardly change with it."""
_RAREST = 3
"""A piece of fewer texts, copies with slips among them, tells nothing."""
_KEPT = 35_000
"""The pieces that are kept, the weightiest: as many as keep the file below a megabyte."""
_STRENGTH = 4.0
"""How closely the model follows its phrases (C of the regression). Between 3 and 15 the figures are alike."""
_STRENGTH_OF_SECOND = 1.0
"""The same for the second step, which has few weights. A guess: its figures hardly change with it."""
_PARTS = 4
"""The parts of the phrases: each is scored by a first step that the other parts taught."""

Row = tuple[Phrase, Evidence, list[float], tuple[str, ...]]
"""A phrase, its evidence, what is weighed of it, and the words for which the model finds it red."""


def train(taught: Sequence[Phrase]) -> str:
    """Return the file of the model that the phrases teach."""
    return finished(first_step(taught), unseen(taught))


def unseen(taught: Sequence[Phrase]) -> list[Row]:
    """Return each phrase with what a first step says of it that had not seen it."""
    found: list[Row] = []
    for part in range(_PARTS):
        known = model.read(finished(first_step([phrase for phrase in taught if part_of(phrase) != part]), []))
        for phrase in taught:
            if part_of(phrase) == part:
                seen = evidence_of(phrase.text)
                found.append(
                    (phrase, seen, weighing.inputs(seen, known.scores(seen.pieces)), known.red_words(seen.plain))
                )
    return found


def part_of(phrase: Phrase) -> int:
    """Return the part of the phrases to which a phrase belongs while the second step is trained."""
    return hashlib.sha256(b"part" + phrase.likeness.encode()).digest()[0] % _PARTS


def second_step(taught: Sequence[tuple[Phrase, list[float]]]) -> dict[str, list[float]]:
    """Return the weights of the second step by head, the bias first."""
    given = np.array([row for _, row in taught])
    rows: dict[str, list[float]] = {}
    for level in (scores.RED, scores.PRIVATE):
        fitted = _weigher().fit(given, [phrase.level == level for phrase, _ in taught])
        rows[level] = [float(fitted.intercept_[0]), *map(float, fitted.coef_[0])]
    fitted = _weigher().fit(given, [phrase.category for phrase, _ in taught])
    for name, bias, weights in zip(fitted.classes_, fitted.intercept_, fitted.coef_, strict=True):
        rows[str(name)] = [float(bias), *map(float, weights)]
    return {head: [round(weight, 4) for weight in row] for head, row in rows.items()}


def finished(first: dict[str, object], weighed: Sequence[Row]) -> str:
    """Return the file of a model: its first step, and the second one that the weighed phrases teach."""
    second = second_step([(phrase, row) for phrase, _, row, _ in weighed]) if weighed else {}
    return json.dumps({**first, "second": second}, indent=0, separators=(",", ":")) + "\n"


def first_step(known: Sequence[Phrase]) -> dict[str, object]:
    """Return what the pieces of the phrases teach."""
    chance = Random(_SEED)  # noqa: S311 - slips of typing are no secret
    texts = [phrase.text for phrase in known]
    copies = [(number, slipped(text, chance)) for number, text in enumerate(texts) for _ in range(_NOISED)]
    documents = [evidence_of(text).pieces for text in [*texts, *(text for _, text in copies)]]
    taught = [*known, *(known[number] for number, _ in copies)]
    weights = np.array([1.0] * len(texts) + [_WEIGHT_OF_NOISED] * len(copies))
    all_pieces = vectorizer_of(min_df=_RAREST)
    all_pieces.fit(documents)
    kept = [piece for piece in all_pieces.get_feature_names_out() if not _is_name(piece)]
    _, matrix, vectorizer = _fit(documents, taught, weights, kept)
    strongest = np.abs(matrix * vectorizer.idf_).max(axis=0)
    order = np.argsort(-strongest, kind="stable")[:_KEPT]
    kept = sorted(kept[number] for number in order)
    return as_data(*_fit(documents, taught, weights, kept), kept)


def _is_name(piece: str) -> bool:
    return piece.startswith("=") and any(map(model.is_name, piece[1:].split()))


def _fit(
    documents: Sequence[frozenset[str]], taught: Sequence[Phrase], weights: np.ndarray, kept: Sequence[str]
) -> tuple[list[tuple[str, float]], np.ndarray, TfidfVectorizer]:
    """Return each head with its bias, the weights by head and piece, and the rarities of the pieces."""
    vectorizer = vectorizer_of(vocabulary=kept)
    seen = vectorizer.fit_transform(documents)
    heads: list[tuple[str, float]] = []
    rows: list[np.ndarray] = []
    for level in (scores.RED, scores.PRIVATE):
        fitted = _regression().fit(seen, [phrase.level == level for phrase in taught], weights)
        heads.append((level, float(fitted.intercept_[0])))
        rows.append(fitted.coef_[0])
    fitted = _regression().fit(seen, [phrase.category for phrase in taught], weights)
    heads += [(str(name), float(bias)) for name, bias in zip(fitted.classes_, fitted.intercept_, strict=True)]
    return heads, np.vstack([*rows, *fitted.coef_]), vectorizer


def _weigher() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH_OF_SECOND, max_iter=2000, random_state=_SEED)


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced", random_state=_SEED)
