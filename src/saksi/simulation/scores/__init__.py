"""How far reading, linking and estimation are from a known truth. Only errors of observation are scored."""

from saksi.simulation.scores.estimates import score_estimates
from saksi.simulation.scores.events import score_events
from saksi.simulation.scores.key import AnswerKey, load_key
from saksi.simulation.scores.measures import Score
from saksi.simulation.scores.people import score_clusters, score_pairs
from saksi.simulation.scores.reading import claim_names, match_reports, score_reading

__all__ = [
    "AnswerKey",
    "Score",
    "claim_names",
    "load_key",
    "match_reports",
    "score_clusters",
    "score_estimates",
    "score_events",
    "score_pairs",
    "score_reading",
]
