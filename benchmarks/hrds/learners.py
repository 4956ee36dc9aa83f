"""Small learners over named features: a linear one and a forest, averaged."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier  # type: ignore[import-untyped]
from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

Features = dict[str, float]
Array = np.ndarray[Any, np.dtype[np.float64]]

SELDOM = 2  # rows that must have a feature for the linear model to see it
OFTEN = 6  # and for the forest


class Judge:
    """Gives each class a probability, from rows of named features.

    Parameters
    ----------
    strength
        Inverse of the linear model's penalty; 0 leaves it out.
    trees
        How many the forest has; 0 leaves it out. Where both are there, their probabilities are averaged.
    """

    def __init__(self, *, strength: float = 0.1, trees: int = 0) -> None:
        self._models: list[tuple[int, Any]] = []
        if strength:
            self._models.append((SELDOM, LogisticRegression(C=strength, max_iter=500, tol=0.01)))
        if trees:
            forest = ExtraTreesClassifier(trees, min_samples_leaf=3, max_features=0.2, random_state=0)
            self._models.append((OFTEN, forest))

    def fit(self, rows: Sequence[Features], labels: Sequence[Hashable]) -> "Judge":
        """Learn from rows and their labels; a single label is then always given."""
        self.classes: list[Hashable] = sorted(set(labels), key=str)
        self._vectors = DictVectorizer()
        table = self._vectors.fit_transform(rows)
        counts = np.asarray((table != 0).sum(axis=0)).ravel()
        numbers = [self.classes.index(label) for label in labels]
        few = max(1, len(rows) // 10)  # of a small corpus every feature is seldom
        self._columns = [np.flatnonzero(counts >= min(least, few)) for least, _ in self._models]
        if len(self.classes) > 1:
            for (_, model), columns in zip(self._models, self._columns, strict=True):
                model.fit(table[:, columns], numbers)
        return self

    def shares(self, rows: Sequence[Features]) -> Array:
        """Return the probabilities, shape (rows, classes), in the order of `classes`."""
        if not rows or len(self.classes) == 1:
            return np.ones((len(rows), len(self.classes)))
        table = self._vectors.transform(rows)
        found = [
            model.predict_proba(table[:, columns])
            for (_, model), columns in zip(self._models, self._columns, strict=True)
        ]
        return np.asarray(sum(found) / len(found))

    def best(self, row: Features) -> Hashable:
        """Return the likeliest class."""
        return self.classes[int(self.shares([row])[0].argmax())]


class Ranker:
    """Chooses one of a document's candidates, each with named features."""

    def __init__(self, *, strength: float = 0.1, trees: int = 0) -> None:
        self._judge = Judge(strength=strength, trees=trees)

    def fit(
        self, documents: Sequence[Sequence[tuple[str, Features]]], answers: Sequence[str | None]
    ) -> "Ranker":
        """Learn from documents whose answer is among the candidates; the others teach nothing."""
        rows: list[Features] = []
        labels: list[Hashable] = []
        for candidates, answer in zip(documents, answers, strict=True):
            if any(value == answer for value, _ in candidates):
                rows += [row for _, row in candidates]
                labels += [value == answer for value, _ in candidates]
        self._judge.fit(rows or [{"nothing": 1.0}], labels or [False])
        return self

    def best(self, candidates: Sequence[tuple[str, Features]]) -> str | None:
        """Return the likeliest candidate, null where there is none: no answer never counts."""
        if not candidates:
            return None
        shares = self._judge.shares([row for _, row in candidates])[:, -1]
        return candidates[int(shares.argmax())][0]
