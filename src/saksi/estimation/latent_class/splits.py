"""Split a class in two where the table suggests it, or merge two into one: sticks and rates summed out.

Two people are picked. If they sit together, their class is split between them, as EM from the two suggests;
if not, their classes are merged. How many are unseen is drawn with it, since two classes hide other numbers
than one. Jain and Neal (2004), Dahl (2003), here with counts of people by pattern.
"""

from math import exp, lgamma, log

import numpy as np

from saksi.estimation.latent_class.compiled import compiled
from saksi.estimation.latent_class.draws import Counts, Floats
from saksi.estimation.latent_class.labels import log_seating
from saksi.estimation.latent_class.launches import anchored, class_chances, climb
from saksi.estimation.latent_class.patterns import Patterns, Prior

SURE = 1e-4  # no person goes to either half with less than this chance: the way back must be open
WIDEST = 10.0  # shape of the proposal of unseen people: never surer than a third of their number


@compiled
def pick_two(rng: np.random.Generator, table: Patterns, seats: Counts) -> tuple[int, int, int, int]:
    """Pick two of the documented, and return pattern and class of each."""
    one = int(rng.random() * table.documented)
    other = int(rng.random() * (table.documented - 1))
    if other >= one:
        other += 1
    found = np.zeros(4, np.int64)
    passed = 0
    for m in range(len(table.people)):
        for k in range(seats.shape[1]):
            until = passed + seats[m, k]
            if passed <= one < until:
                found[0], found[1] = m, k
            if passed <= other < until:
                found[2], found[3] = m, k
            passed = until
    return found[0], found[1], found[2], found[3]


@compiled
def log_class(table: Patterns, prior: Prior, column: Counts) -> float:
    """Return the log probability of the patterns of a class's people, its rates summed out."""
    size = column.sum()
    if size == 0:
        return 0.0
    yes, asked = np.zeros(table.lists), np.full(table.lists, float(size))
    for m in range(len(table.people)):
        if column[m] > 0:
            for at in range(table.yes_from[m], table.yes_from[m + 1]):
                yes[table.yes_list[at]] += column[m]
            for at in range(table.unknown_from[m], table.unknown_from[m + 1]):
                asked[table.unknown_list[at]] -= column[m]
    a, b = prior.rate_yes, prior.rate_no
    total = table.lists * (lgamma(a + b) - lgamma(a) - lgamma(b))
    for j in range(table.lists):
        total += lgamma(a + yes[j]) + lgamma(b + asked[j] - yes[j]) - lgamma(a + b + asked[j])
    return total


@compiled
def log_unseen(mean: float, shape: float, unseen: int) -> float:
    """Return the log chance that the proposal puts so many unseen people into a class."""
    total = lgamma(unseen + shape) - lgamma(shape) - lgamma(unseen + 1.0)
    return total + shape * log(shape / (shape + mean)) + unseen * log(mean / (shape + mean))


@compiled
def log_parting(share: Floats, first: Counts, second: Counts, anchors: tuple[int, int]) -> float:
    """Return the log chance that the people of a class part so, its two anchors apart."""
    total = 0.0
    for m in range(len(share)):
        total += (first[m] - (m == anchors[0])) * log(share[m])
        total += (second[m] - (m == anchors[1])) * log(1.0 - share[m])
    return total


@compiled
def log_places(sizes: Counts, newcomer: int, alpha: float) -> Floats:
    """Return the log chance of each empty place for a new class of this size; -inf where it is taken."""
    chances = np.full(len(sizes), -np.inf)
    for k in range(len(sizes)):
        if sizes[k] == 0:
            tried = sizes.copy()
            tried[k] = newcomer
            chances[k] = log_seating(tried, alpha)
    most = chances.max()
    scaled: Floats = chances - most - log(np.sum(np.exp(chances - most)))
    return scaled


@compiled
def draw_place(rng: np.random.Generator, log_chances: Floats) -> int:
    """Draw a place by its log chance."""
    left, chosen = rng.random(), -1
    for k in range(len(log_chances)):
        if log_chances[k] > -np.inf:
            chosen = k
            left -= exp(log_chances[k])
            if left < 0.0:
                break
    return chosen


@compiled
def hidden(place: Floats, seen: float) -> float:
    """Return how many of a class nobody lists, as its launched rates expect beside those seen."""
    missed = 1.0
    for j in range(1, len(place)):
        missed /= 1.0 + exp(place[j])
    return seen * missed / (1.0 - missed) + 1e-9


@compiled
def log_apart(table: Patterns, prior: Prior, seats: Counts, a: int, b: int) -> float:
    """Return what of the log target depends on the rows of two classes, but for the order of classes."""
    total = log_class(table, prior, seats[:, a]) + log_class(table, prior, seats[:, b])
    return total - lgamma(1.0 + seats[-1, a]) - lgamma(1.0 + seats[-1, b])


@compiled
def _launched(
    rng: np.random.Generator, table: Patterns, prior: Prior, together: Counts, anchors: tuple[int, int]
) -> tuple[Floats, Floats, Floats]:
    """Return where EM puts two classes and one of these people, and each pattern's chance of the first."""
    part = Patterns(
        together,
        table.yes_from,
        table.yes_list,
        table.unknown_from,
        table.unknown_list,
        table.lists,
        together.sum(),
    )
    two, one = np.empty((2, table.lists + 1)), np.empty((1, table.lists + 1))
    two[0], two[1] = anchored(rng, table, anchors[0]), anchored(rng, table, anchors[1])
    one[0] = anchored(rng, table, -1)
    climb(part, prior, two)
    climb(part, prior, one)
    first, second = class_chances(part, two[0])[:-1], class_chances(part, two[1])[:-1]
    share = np.minimum(np.maximum(first / (first + second), SURE), 1.0 - SURE)
    return two, one[0], share


@compiled
def split_or_merge(
    rng: np.random.Generator, table: Patterns, prior: Prior, alpha: float, seats: Counts, unseen: int
) -> tuple[int, int]:
    """Try one split or merge on ``seats``, shape (patterns + 1, classes), in place.

    Returns
    -------
    tuple of int
        1 where it was accepted, and the number of unseen people.
    """
    if table.documented < 2:
        return 0, unseen
    m1, a, m2, b = pick_two(rng, table, seats)
    split = a == b
    sizes = seats.sum(axis=0)
    if split and sizes.min() > 0:
        return 0, unseen
    patterns = len(table.people)
    together = seats[:patterns, a].copy()
    if not split:
        together += seats[:patterns, b]
    people = together.sum()
    two, one, share = _launched(rng, table, prior, together, (m1, m2))
    now = seats.copy()
    if split:
        for m in range(patterns):
            left = together[m] - (m == m1) - (m == m2)
            stay = rng.binomial(left, share[m]) if left > 0 else 0
            now[m, a] = stay + (m == m1)
    else:
        now[:patterns, a] = together
        now[:, b] = 0
    seen = float(now[:patterns, a].sum()) if split else float(seats[:patterns, a].sum())
    of_two = (hidden(two[0], seen), hidden(two[1], people - seen))
    shapes = (min(seen, WIDEST), min(people - seen, WIDEST))
    of_one, shape = hidden(one, float(people)), min(float(people), WIDEST)
    apart = now if split else seats
    if split:
        now[-1, a] = rng.poisson(rng.standard_gamma(shapes[0]) * of_two[0] / shapes[0])
        there = rng.poisson(rng.standard_gamma(shapes[1]) * of_two[1] / shapes[1])
        without = sizes.copy()
        without[a] = now[:, a].sum()
        places = log_places(without, int(people - seen) + there, alpha)
        b = draw_place(rng, places)
        now[:patterns, b] = together - now[:patterns, a]
        now[-1, b] = there
    else:
        now[-1, a] = rng.poisson(rng.standard_gamma(shape) * of_one / shape)
        without = sizes.copy()
        without[b] = 0
        places = log_places(without, sizes[b], alpha)
    way = log_parting(share, apart[:patterns, a], apart[:patterns, b], (m1, m2)) + places[b]
    way += log_unseen(of_two[0], shapes[0], apart[-1, a]) + log_unseen(of_two[1], shapes[1], apart[-1, b])
    way -= log_unseen(of_one, shape, seats[-1, a] if split else now[-1, a])
    to_unseen = unseen + now[-1, a] + now[-1, b] - seats[-1, a] - (0 if split else seats[-1, b])
    if to_unseen > prior.most_unseen:
        return 0, unseen
    ratio = log_apart(table, prior, now, a, b) - log_apart(table, prior, seats, a, b)
    ratio += log_seating(now.sum(axis=0), alpha) - log_seating(sizes, alpha)
    ratio += lgamma(table.documented + to_unseen) - lgamma(table.documented + unseen)
    ratio += -way if split else way
    if not log(1.0 - rng.random()) < ratio:
        return 0, unseen
    seats[:] = now
    return 1, to_unseen
