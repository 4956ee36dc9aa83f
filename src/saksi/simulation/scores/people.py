"""Linking people: records of lists against who they truly are."""

from collections.abc import Hashable

import polars as pl

from saksi.record import InvalidInput
from saksi.simulation.scores.key import AnswerKey
from saksi.simulation.scores.measures import Score, as_scores, b_cubed, cluster_rates, pair_rates, rates

SAME = 0.5  # probability from which a pair is taken to be one person


def score_clusters(found: pl.DataFrame, key: AnswerKey) -> list[Score]:
    """Return pairwise, cluster and B-cubed rates, over all and by status.

    Parameters
    ----------
    found
        ``id``, ``cluster_id``: every record of ``lists/records`` once.
    key
        Of the run. A record of nobody (invented) is a person of its own.

    Raises
    ------
    InvalidInput
        An id is none of the run's, stands twice or is missing.
    """
    truth = _people(key)
    ids = found["id"].cast(pl.String).to_list()
    unknown, missing = set(ids) - set(truth), set(truth) - set(ids)
    if unknown or missing or len(set(ids)) < len(ids):
        raise InvalidInput(
            f"{len(unknown)} ids are none of this run's, {len(missing)} records are missing,"
            f" {len(ids) - len(set(ids))} stand twice: needed every record_id of lists/records.csv once"
        )
    clusters = found["cluster_id"].to_list()
    who = [truth[name] for name in ids]
    scores = _scores(who, clusters, "all")
    ranks = [key.statuses.get(person, "nobody") if isinstance(person, int) else "nobody" for person in who]
    for status in sorted(set(ranks)):
        some = [i for i, rank in enumerate(ranks) if rank == status]
        scores += _scores([who[i] for i in some], [clusters[i] for i in some], f"status={status}")
    return scores


def _scores(truth: list[Hashable], found: list[Hashable], stratum: str) -> list[Score]:
    pairs, n_pairs = pair_rates(truth, found)
    clusters, n_clusters = cluster_rates(truth, found)
    return [
        *as_scores("people", stratum, "pairs", pairs, n_pairs),
        *as_scores("people", stratum, "clusters", clusters, n_clusters),
        *as_scores("people", stratum, "b-cubed", b_cubed(truth, found), len(truth)),
    ]


def score_pairs(found: pl.DataFrame, key: AnswerKey) -> list[Score]:
    """Return the rates of pairs at probability 0.5, and the Brier score of the probabilities.

    Parameters
    ----------
    found
        ``id_a``, ``id_b``, ``probability``. A true pair that is not among them counts as missed.
    key
        Of the run.

    Raises
    ------
    InvalidInput
        A probability is no number, or an id is none of the run's.
    """
    if not (found["probability"].dtype.is_numeric() or found.is_empty()) or found["probability"].has_nulls():
        raise InvalidInput("a probability of the pairs is no number: needed 0 to 1 in every row")
    truth = _people(key)
    sizes = pl.Series([str(person) for person in truth.values()]).value_counts()["count"]
    wanted = sum(n * (n - 1) // 2 for n in sizes)
    hits = made = 0
    error = 0.0
    for a, b, probability in found.select("id_a", "id_b", "probability").iter_rows():
        if str(a) not in truth or str(b) not in truth:
            raise InvalidInput(
                "a pair holds an id that is none of this run's: needed ids of lists/records.csv"
            )
        same = truth[str(a)] == truth[str(b)]
        made += probability >= SAME
        hits += same and probability >= SAME
        error += (probability - same) ** 2
    scores = as_scores("pairs", "all", "", rates(hits, wanted, made), wanted)
    brier = error / len(found) if len(found) else None
    return [*scores, Score("pairs", "all", "brier", brier, len(found))]


def _people(key: AnswerKey) -> dict[str, Hashable]:
    return {
        record: person if person >= 0 else record
        for record, person in key.records.select("record_id", "person").iter_rows()
    }
