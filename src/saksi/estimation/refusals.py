"""When a table cannot carry a number: each rule a function with its test, its reason and its cure.

A rule looks at a table, or at what the methods made of it, and returns a `Verdict` or nothing. A verdict
refuses, or it warns. The letters are those of docs/methods/refusals.md.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from scipy.stats import binom

from saksi.estimation.histories import YES, CaptureHistories
from saksi.estimation.results import Estimate

FEWEST_LISTS = 3
FEWEST_SHARED = 10  # people on two lists or more
COPY = 0.9  # of the larger list that is on the smaller too
DRAWN = 0.95  # of the smaller list that is on the larger
LESS = 4  # times more rarely off it than people of third lists
CHANCE = 1e-4  # of as many on both, if its people were on the larger as people of third lists are
FAR = 10  # times the documented
NEAR_BOUND = 0.05  # of the mass
COMPLETE = 0.5  # of the graphs' weight
ROUGH, FEWEST_DRAWS = 1.1, 50.0  # R-hat and effective draws that do for one voice of several
APART = 2.0  # medians of two families


class Verdict(NamedTuple):
    """What a rule found.

    Parameters
    ----------
    rule
        Name of the function.
    says
        One or two sentences in plain words; no names but those of lists.
    needed
        What would cure it.
    refuses
        Whether there can be no number; otherwise it is a warning.
    """

    rule: str
    says: str
    needed: tuple[str, ...] = ()
    refuses: bool = True


def too_few_lists(table: CaptureHistories) -> Verdict | None:
    """Rule a: three informative lists are needed, for with two no dependence can be seen."""
    if len(table.lists) >= FEWEST_LISTS:
        return None
    found = ", ".join(table.lists) or "none"
    return Verdict(
        "too_few_lists",
        f"Three lists that tell something are needed to tell dependence from chance; there are"
        f" {len(table.lists)} ({found}).",
        ("a further list, gathered in another way",),
    )


def no_three_overlap(table: CaptureHistories) -> Verdict | None:
    """Rule b: some three lists must overlap pairwise, else nothing ties dependence to the unseen."""
    both = table.overlaps > 0
    if any(both[a, b] and both[a, c] and both[b, c] for a, b, c in combinations(range(len(table.lists)), 3)):
        return None
    return Verdict(
        "no_three_overlap",
        "No three lists overlap pairwise: what the lists share cannot show how they depend.",
        missing_overlaps(table),
    )  # fmt: skip


def too_few_shared(table: CaptureHistories) -> Verdict | None:
    """Rule j: the number unseen is read off the people on several lists; a handful is no evidence."""
    shared = int(table.counts[(table.membership == YES).sum(axis=1) > 1].sum())
    if shared >= FEWEST_SHARED:
        return None
    return Verdict(
        "too_few_shared",
        f"{shared} people are on more than one list and at least {FEWEST_SHARED} are needed.",
        missing_overlaps(table) or ("more people found on several lists",),
    )


def one_list_holds_all(table: CaptureHistories) -> Verdict | None:
    """Rule i, whole: if one list holds everybody, the others may have been drawn from it."""
    for name, size in table.sizes.items():
        if table.documented and size == table.documented and len(table.lists) > 1:
            return Verdict(
                "one_list_holds_all",
                f"All documented people are on {name}: the other lists add nobody and may have been drawn"
                " from it.",
                (f"a list that was gathered without {name}",),
            )
    return None


def answer_far_beyond(row: Estimate, bound: float) -> Verdict | None:
    """Rule d: an answer above ten times the documented, or near the prior's bound, is the model's alone."""
    if row.total is None:
        return None
    if row.total > FAR * row.documented:
        times = row.total / row.documented
        says = f"The answer is {times:.0f} times what is documented: the overlaps cannot carry that."
        return Verdict("answer_far_beyond", says, ("lists that overlap more",))
    near = 0.0 if row.draws is None else float((row.draws > 0.95 * bound * row.documented).mean())
    if near > NEAR_BOUND:
        says = (
            f"{near:.0%} of the answer lies at the bound, {bound:g} times the documented: the bound decides."
        )
        return Verdict("answer_far_beyond", says, ("lists that overlap more",))
    return None


def graphs_say_nothing(row: Estimate) -> Verdict | None:
    """Rule e: if the complete graph weighs most, the graphs that do say something fit badly."""
    weight = row.diagnostics.get("complete_graph_weight", 0.0)
    if not isinstance(weight, float) or weight <= COMPLETE:
        return None
    return Verdict(
        "graphs_say_nothing",
        f"The graph that joins all lists, which says nothing about the unseen, would take {weight:.0%} of the"
        " weight: the simpler graphs fit badly.",
        ("a list that depends less on the others",),
    )


def chains_disagree(row: Estimate) -> Verdict | None:
    """Rule f: a sampler whose chains tell different stories has no answer yet.

    The row itself is flagged from an R-hat of 1.01 on. Its quantiles are good to a few per cent of the
    interval's width well beyond that, and more is not needed where it is one voice of three.
    """
    if row.diagnostics.get("converged", True):
        return None
    rhat, effective = row.diagnostics.get("rhat"), row.diagnostics.get("ess_bulk")
    if isinstance(rhat, float) and isinstance(effective, float) and rhat < ROUGH and effective > FEWEST_DRAWS:
        return None
    return Verdict(
        "chains_disagree", f"{row.warnings[0] if row.warnings else 'Not converged.'}", ("a longer budget",)
    )


def families_disagree(totals: Mapping[str, float]) -> Verdict | None:
    """Rule g: where families of models differ by more than a factor of two, the choice is the answer."""
    if len(totals) < 2:
        return None
    low, high = min(totals, key=lambda k: totals[k]), max(totals, key=lambda k: totals[k])
    if totals[high] <= APART * totals[low]:
        return None
    return Verdict(
        "families_disagree",
        f"Models disagree: {rounded(totals[low])} ({low}) or {rounded(totals[high])} ({high}). All fit the"
        " same table; nothing in it says which is right.",
        (
            "a further list gathered in another way",
            "knowledge of how the lists came about, to rule models out",
        ),
    )


def missing_overlaps(table: CaptureHistories) -> tuple[str, ...]:
    """Return which pairs of lists share nobody, as what is needed."""
    both = table.overlaps
    return tuple(
        f"people who are on both {table.lists[a]} and {table.lists[b]}"
        for a, b in combinations(range(len(table.lists)), 2)
        if not both[a, b]
    )


class Tidy(NamedTuple):
    """A table with what tells nothing taken out.

    Parameters
    ----------
    table
        With fewer lists, if any told nothing; the documented stay the same.
    verdicts
        Warnings that say what was done.
    empty
        Lists that nobody is on: out, and no reason for doubt.
    """

    table: CaptureHistories
    verdicts: tuple[Verdict, ...]
    empty: tuple[str, ...]


def tidied(table: CaptureHistories) -> Tidy:
    """Take out empty lists and make one of lists that copy each other (rule h); say what was drawn (rule i).

    A copy confirms nothing: five outlets that print one story are one source. A list that was drawn from
    another stays as long as three others are left, for models can hold that dependence; of three lists it
    leaves two, which is too few.
    """
    verdicts: list[Verdict] = []
    empty = tuple(name for name, size in table.sizes.items() if size == 0)
    if empty:
        table = table.of_lists([name for name in table.lists if name not in empty])
    while (copy := next(_inside(table, COPY, both_ways=True), None)) is not None:
        says = f"{copy.small} and {copy.large} hold nearly the same people: a copy. They count as one list."
        verdicts.append(Verdict("copied_list", says, ("the origin of both lists",), refuses=False))
        table = _as_one(table, copy)
    for drawn in list(_inside(table, DRAWN, both_ways=False)):
        few = len(table.lists) <= FEWEST_LISTS
        says = f"{drawn.share:.0%} of {drawn.small} are on {drawn.large}, far more than of other lists"
        verdicts.append(
            Verdict(
                "drawn_from_another",
                f"{says}: drawn from it?{' They count as one list.' if few else ''}",
                ("how the smaller was made",),
                refuses=False,
            )
        )
        if few:
            return Tidy(_as_one(table, drawn), tuple(verdicts), empty)
    return Tidy(table, tuple(verdicts), empty)


class _Inside(NamedTuple):
    small: str
    large: str
    share: float


def _as_one(table: CaptureHistories, pair: _Inside) -> CaptureHistories:
    return table.merged(
        [[n] if n != pair.large else [pair.large, pair.small] for n in table.lists if n != pair.small]
    )


def _inside(table: CaptureHistories, least: float, *, both_ways: bool) -> Iterator[_Inside]:
    """Yield pairs of lists of which the smaller lies in the larger, more than chance would have it."""
    both = table.overlaps
    for a, b in combinations(range(len(table.lists)), 2):
        small, large = sorted((a, b), key=lambda j: (both[j, j], -j))
        shared, n_small, n_large = both[a, b], both[small, small], both[large, large]
        if not n_small or n_small == table.documented or shared < least * (n_large if both_ways else n_small):
            continue
        off_share, inside = _off(table, small, large), shared / n_small
        if (1 - inside) * LESS > off_share:
            continue  # lists that reach nearly everybody overlap so much
        if binom.sf(shared - 1, n_small, 1 - off_share) <= CHANCE:  # and so do lists of a handful
            yield _Inside(table.lists[small], table.lists[large], float(inside))


def _off(table: CaptureHistories, small: int, large: int) -> float:
    """Return the share of people of third lists who are not on the larger; one where there is none."""
    others = [j for j in range(len(table.lists)) if j not in {small, large}]
    third = (table.membership[:, others] == YES).any(axis=1)
    people = table.counts[third].sum()
    off = table.counts[third & (table.membership[:, large] != YES)].sum()
    return float(off / people) if people else 1.0


def of_table(table: CaptureHistories) -> Sequence[Verdict]:
    """Return what the rules on tables say, the most telling first."""
    rules = (too_few_lists, one_list_holds_all, too_few_shared, no_three_overlap)
    return [verdict for rule in rules if (verdict := rule(table)) is not None]


def rounded(people: float) -> str:
    """Return people as one says them: two or three digits."""
    if people < 1000:
        return f"{people:.0f}"
    step = 10 ** (len(str(int(people))) - 2)
    return f"{round(people / step) * step:,}"
