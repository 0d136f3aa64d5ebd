"""Training of the reader of answers: from answers to the weights that Doria ships. It needs scikit-learn."""

import json
from collections.abc import Sequence
from random import Random

import numpy as np
from sklearn.linear_model import LogisticRegression

from menus.sms import likely_answers
from menus.text import cries
from tests.answers.examples import EXAMPLE, Answer
from tests.lexicon import phrases
from tests.lexicon.noise import slipped
from tests.training import as_data, vectorizer_of

_SEED = 2026
_NOISED = 2
"""The copies of each answer with slips."""
_WEIGHT_OF_NOISED, _WEIGHT_OF_REPORTS = 0.4, 0.3
_RAREST = 2
"""A piece of fewer texts, copies with slips among them, tells nothing."""
_KEPT = 6_000
"""The pieces that are kept, the weightiest."""
_STRENGTH = 12.0
"""How closely the model follows its answers (C of the regression). A guess: between 4 and 10 the figures are alike."""


def train(answers: Sequence[Answer]) -> str:
    """Return the file of the model that the answers teach. Reports of residents are taught as no answers."""
    chance = Random(_SEED)  # noqa: S311 - slips of typing are no secret
    taught = [(answer.text.replace(EXAMPLE, " "), answer.meaning, 1.0) for answer in answers if "?" not in answer.text]
    taught += [
        (slipped(text, chance), meaning, _WEIGHT_OF_NOISED)
        for text, meaning, _ in tuple(taught)
        for _ in range(_NOISED)
    ]
    reports = (phrase.text for phrase in phrases.training() if not cries.is_cry(phrase.text))
    taught += [(text, likely_answers.NONE, _WEIGHT_OF_REPORTS) for text in reports]
    documents = [likely_answers.pieces(text) for text, _, _ in taught]
    meanings, weights = [meaning for _, meaning, _ in taught], np.array([weight for *_, weight in taught])
    vectorizer = vectorizer_of(min_df=_RAREST)
    fitted = _regression().fit(vectorizer.fit_transform(documents), meanings, weights)
    strongest = np.abs(fitted.coef_ * vectorizer.idf_).max(axis=0)
    order = np.argsort(-strongest, kind="stable")[:_KEPT]
    kept = sorted(vectorizer.get_feature_names_out()[order])
    vectorizer = vectorizer_of(vocabulary=kept)
    fitted = _regression().fit(vectorizer.fit_transform(documents), meanings, weights)
    heads = [(str(name), float(bias)) for name, bias in zip(fitted.classes_, fitted.intercept_, strict=True)]
    return json.dumps(as_data(heads, fitted.coef_, vectorizer, kept), indent=0, separators=(",", ":")) + "\n"


def _regression() -> LogisticRegression:
    return LogisticRegression(C=_STRENGTH, max_iter=1000, random_state=_SEED)
