"""How likely a sentence tells each act, by what it is about: one logistic regression an act."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FURTHEST = 8.0  # log-odds beyond this say no more


@dataclass(frozen=True, slots=True)
class ActWeights:
    """Log-odds of an act are its base plus, for each theme of the sentence, its weight times the theme's.

    Attributes
    ----------
    base
        By act.
    weights
        By theme, then by act; what is missing weighs nothing.
    """

    base: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]

    def log_odds(self, themes: Mapping[str, float]) -> dict[str, float]:
        """Return the log-odds of each act in a sentence with these themes."""
        odds = dict(self.base)
        for theme, size in themes.items():
            for act, weight in self.weights.get(theme, {}).items():
                odds[act] += weight * size
        return {act: max(-FURTHEST, min(FURTHEST, value)) for act, value in odds.items()}


@cache
def load_act_weights(language: str) -> ActWeights:
    """Return the weights shipped for a language (``en``); without a file there are no acts."""
    found = files(__package__) / f"acts-{language}.json"
    if not found.is_file():
        return ActWeights({}, {})
    raw = json.loads(found.read_text(encoding="utf-8"))
    return ActWeights(raw["base"], raw["weights"])
