"""The contract of an estimator: what every plugin from capture histories to a number must keep."""

import json
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import numpy as np

from saksi.estimation import CaptureHistories, Estimate, EstimationSettings, Estimator
from saksi.record import RefusedEstimate

PLANTED = "Quillon Vasterley"  # a source's name, planted where an estimator has nothing to look for
PEOPLE = 2_000
CHANCES = (0.4, 0.35, 0.45, 0.3, 0.4)
NEAR = 1.5  # a number for lists that are independent lies within this factor of the truth
SETTINGS = EstimationSettings(replicates=50)
BUDGET, PATIENCE = 5.0, 25.0  # seconds asked for, and for which a table on a busy machine is awaited
HARD = {
    "an empty table": {},
    "one person": {"110": 1},
    "everybody on all lists": {"111": 40},
    "no overlap": {"100": 40, "010": 30, "001": 20},
    "an empty list": {"100": 40, "010": 30, "110": 20},
    "one list over all": {"100": 50, "110": 20, "101": 20, "111": 5},
}


def check_estimator(estimator: Estimator) -> None:
    """Check that an estimator finds a plain truth again, repeats itself, refuses in form, and says no more.

    Parameters
    ----------
    estimator
        As the entry point of the group ``saksi.estimators`` gives it. It is called about a dozen times on
        invented tables of two to five lists; the largest has 31 patterns.

    Raises
    ------
    AssertionError
        The estimator breaks the contract: lists every fault. An exception other than `RefusedEstimate` is
        one of them.
    """
    faults = [*_known(estimator), *_hard(estimator), *_unknown(estimator)]
    if faults:
        raise AssertionError("estimator: " + "; ".join(faults))


def _asked(estimator: Estimator, table: CaptureHistories, seed: int = 1) -> Estimate | str | None:
    """Return the row, null for a refusal, or what went wrong."""
    before = table.content_hash, table.membership.copy(), table.counts.copy()
    try:
        row: object = estimator(table, seed=seed, budget_seconds=BUDGET, settings=SETTINGS)
    except RefusedEstimate as why:
        return f"names the source {table.strata} in a refusal" if PLANTED in str(why) else None
    except Exception as error:  # noqa: BLE001 - whatever a plugin raises is the fault looked for
        return f"raised {type(error).__name__}; needed an Estimate, or RefusedEstimate with the reason"
    if not isinstance(row, Estimate):
        return f"returned {type(row).__name__}; needed an Estimate"
    if (table.membership != before[1]).any() or (table.counts != before[2]).any():
        return "changed the table that it was given"
    return row


def _known(estimator: Estimator) -> Iterator[str]:
    """Yield what is wrong on lists of 2,000 people who are on each by chance alone."""
    answered = 0
    for n_lists in range(2, len(CHANCES) + 1):
        table, where = _independent(n_lists), f"on {n_lists} independent lists"
        row = _asked(estimator, table)
        if isinstance(row, str):
            yield f"{where} it {row}"
        elif row is not None:
            answered += row.total is not None
            yield from (f"{where}: {fault}" for fault in _form(row, table))
            if row.total is not None and not PEOPLE / NEAR <= row.total <= PEOPLE * NEAR:
                yield f"{where} of {PEOPLE:,} people it says {row.total:,.0f}"
            begun = monotonic()  # a first run may compile: the second shows what a run takes
            again = _asked(estimator, table)
            if (took := monotonic() - begun) > BUDGET + PATIENCE:
                yield f"{where} it took {took:.0f} s of a budget of {BUDGET:.0f}"
            if not isinstance(again, Estimate) or again.as_dict() != row.as_dict():
                yield f"{where}: the same seed gives another row"
    if not answered:
        yield "it refuses two, three, four and five independent lists: when has it an answer?"


def _hard(estimator: Estimator) -> Iterator[str]:
    """Yield what is wrong on tables that carry little or nothing: a refusal is as good as a sound row."""
    for kind, counts in HARD.items():
        rows = np.array([[int(sign) for sign in pattern] for pattern in counts]).reshape(len(counts), 3)
        table = _with_source(CaptureHistories.grouped("ABC", rows, np.array([*counts.values()], dtype=float)))
        row = _asked(estimator, table)
        if isinstance(row, str):
            yield f"on a table with {kind} it {row}"
        elif row is not None:
            yield from (f"on a table with {kind}: {fault}" for fault in _form(row, table))


def _unknown(estimator: Estimator) -> Iterator[str]:
    """Yield what is wrong on unknown memberships, where the estimator says that it takes them."""
    if not getattr(estimator, "takes_unknown", False):
        return
    whole = _independent(3)
    member = whole.membership.copy()
    member[0, np.flatnonzero(member[0] == 0)[0]] = -1
    table = _with_source(CaptureHistories.grouped(whole.lists, member, whole.counts))
    row = _asked(estimator, table)
    if isinstance(row, str):
        yield f"it has takes_unknown, and on an unknown membership it {row}"
    elif row is not None:
        yield from (f"on an unknown membership: {fault}" for fault in _form(row, table))


def _form(row: Estimate, table: CaptureHistories) -> Iterator[str]:
    """Yield what is wrong with a row."""
    if not row.method:
        yield "the row has no method"
    if row.documented != table.documented:
        yield f"documented is {row.documented}; the table has {table.documented}"
    if not row.caveats:
        yield "no caveat: the first says the assumption in one sentence"
    yield from _bounds(row)
    try:
        said = json.dumps(row.as_dict(), ensure_ascii=False, allow_nan=False)
    except (TypeError, ValueError):
        yield "the row cannot be written as JSON: diagnostics hold JSON values and finite numbers only"
        return
    if PLANTED in said:
        yield "the row carries the planted source"


def _bounds(row: Estimate) -> Iterator[str]:
    numbers = (row.lower, row.total, row.upper)
    if row.refused is not None:
        if any(number is not None for number in numbers):
            yield "a refusal has a number"
        return
    if row.lower is None or row.total is None or row.upper is None:
        yield "a number or a bound is missing, and refused does not say why"
    elif not row.documented <= row.lower <= row.total <= row.upper < float("inf"):
        yield "needed: documented <= lower <= total <= upper, and finite"
    if row.draws is not None and (not np.isfinite(row.draws).all() or row.draws.min() < row.documented):
        yield "a draw is under the documented, or not finite"


def _independent(n_lists: int) -> CaptureHistories:
    on = np.random.default_rng(n_lists).random((PEOPLE, n_lists)) < np.array(CHANCES[:n_lists])
    return _with_source(CaptureHistories.grouped("ABCDE"[:n_lists], on[on.any(axis=1)].astype(np.int8)))


def _with_source(table: CaptureHistories) -> CaptureHistories:
    return replace(table, strata={"source": PLANTED})
