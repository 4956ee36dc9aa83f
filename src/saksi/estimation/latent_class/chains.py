"""Chains from starts far apart, in threads, run until they agree or the time is up."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from math import ceil, log
from os import cpu_count
from time import monotonic

import numpy as np

from saksi.estimation.diagnostics import ChainDiagnostics, diagnose
from saksi.estimation.latent_class.draws import Counts, Floats
from saksi.estimation.latent_class.ladder import run_ladder
from saksi.estimation.latent_class.patterns import Patterns, Prior, patterns_of, rungs_of
from saksi.estimation.latent_class.sweeps import Moves

AGREE = 1.01  # split R-hat below which chains agree (Vehtari and others 2021)
ENOUGH = 400.0  # effective draws, of centre and tails
FIRST = 1_200  # sweeps of the first round, divided among the rungs
BEAT = 12  # sweeps: pieces of a round are whole multiples, so where they end changes no draw
PIECE = 20_000  # patterns and rungs that a piece between two looks at the clock walks, a tenth of a second
BOTTOM = 40.0  # people on the last rung
RUNG = 0.33  # log share of people between rungs, before they are tuned


@dataclass
class Chain:
    """One ladder with its own generator; a plain chain has one rung."""

    rng: np.random.Generator
    rungs: Counts
    sticks: Floats
    rates: Floats
    unseen: Counts
    walker: Counts
    step: Floats
    totals: list[Floats] = field(default_factory=list)
    heights: list[Floats] = field(default_factory=list)
    counted: list[Floats] = field(default_factory=list)

    def run(self, table: Patterns, prior: Prior, moves: Moves, sweeps: int) -> None:
        """Run sweeps and keep what they drew."""
        totals, heights, counted = self._run(table, prior, moves, sweeps, -1)
        self.totals.append(totals)
        self.heights.append(heights)
        self.counted.append(counted)

    def tune(self, table: Patterns, prior: Prior, moves: Moves, sweeps: int, tuned: int) -> Floats:
        """Run sweeps that only tune the steps, after so many that did; return what was counted."""
        return self._run(table, prior, moves, sweeps, tuned)[2]

    def _run(
        self, table: Patterns, prior: Prior, moves: Moves, sweeps: int, tuned: int
    ) -> tuple[Floats, Floats, Floats]:
        state = (self.sticks, self.rates, self.unseen, self.walker, self.step)
        return run_ladder(self.rng, table, self.rungs, prior, moves, state, sweeps, tuned)


@dataclass(frozen=True)
class Run:
    """What the chains drew after their warm-up.

    Parameters
    ----------
    totals, heights
        People, and log likelihoods, shape (chains, draws).
    of_total, of_height
        What the chains say of both.
    sweeps
        Of each chain, warm-up and all rungs included.
    accepted
        Shares of splits and merges and of glides that were accepted, and of exchanges; null where not tried.
    """

    totals: Floats
    heights: Floats
    of_total: ChainDiagnostics
    of_height: ChainDiagnostics
    sweeps: int
    accepted: dict[str, float | None]

    @property
    def converged(self) -> bool:
        """Whether chains agree on the total and on how well they fit, and are worth enough draws."""
        if self.of_total.rhat is None:  # every draw the same: nobody is unseen
            return True
        found = (self.of_total, self.of_height)
        return all((one.rhat or 1.0) < AGREE for one in found) and (
            min(self.of_total.ess_bulk or 0.0, self.of_total.ess_tail or 0.0) >= ENOUGH
        )


def run_chains(
    table: Patterns, prior: Prior, moves: Moves, *, classes: int, chains: int, seed: int, ladders: bool,
    seconds: float,
) -> Run:  # fmt: skip
    """Run chains until they agree or the time is up; the time decides nothing else.

    Each round adds half of what was drawn; the first third of all draws is warm-up. Chains that agree do so
    after the same sweeps on any machine, so the same seed gives the same draws. The clock is looked at
    between pieces of a round: on a loaded machine a round is cut, not awaited.
    """
    compile_now()
    ends = monotonic() + seconds
    made = [make_chain(table, classes, seed, at, ladder=ladders) for at in range(chains)]
    levels = len(made[0].rungs)
    size = _whole(FIRST // levels)
    piece = _whole(PIECE // (levels * (10 + len(table.people))))
    run: Run | None = None
    drawn = 0
    with ThreadPoolExecutor(max_workers=min(chains, cpu_count() or 1)) as pool:
        work = [(chain, apart(table)) for chain in made]  # threads that count one array's users wait in line
        list(pool.map(lambda pair: _settle(pair[0], pair[1], prior, moves, size, piece, ends), work))
        while run is None or not (run.converged or monotonic() > ends):
            for done in range(0, size, piece):
                if drawn and monotonic() > ends:
                    break
                step = min(piece, size - done)
                list(pool.map(lambda pair: pair[0].run(pair[1], prior, moves, step), work))  # noqa: B023
                drawn += step
            run = _seen(made)
            size = _whole(drawn // 2)
    return run


def apart(table: Patterns) -> Patterns:
    """Return a copy that shares no array."""
    return Patterns(
        table.people.copy(), table.yes_from.copy(), table.yes_list.copy(), table.unknown_from.copy(),
        table.unknown_list.copy(), table.lists, table.documented,
    )  # fmt: skip


def _whole(sweeps: int) -> int:
    return BEAT * max(1, round(sweeps / BEAT))


@cache
def compile_now() -> None:
    """Compile, or load what was compiled, before any clock runs: the first time it takes half a minute."""
    table = patterns_of(np.eye(3, dtype=np.int8), np.ones(3, dtype=np.int64))
    make_chain(table, 2, 1, 0, ladder=False).run(table, Prior(1.0, 1.0, 1.0, 1.0, 9), Moves(), 1)


def _settle(
    chain: Chain, table: Patterns, prior: Prior, moves: Moves, size: int, piece: int, ends: float
) -> None:
    """Tune steps, and space the rungs so that all pairs exchange alike (Syed and others 2022)."""
    levels = len(chain.rungs)
    shares = _shares(table, levels)
    for _ in range(3 if levels > 1 else 1):
        refused = np.zeros(levels - 1)
        for done in range(0, size, piece):
            if monotonic() > ends:
                return
            refused += chain.tune(table, prior, moves, min(piece, size - done), done)[4:]
        if levels > 1:
            way = np.concatenate(([0.0], np.cumsum(refused / size + 0.02)))
            shares = np.exp(np.interp(np.linspace(0, way[-1], levels), way, np.log(shares)))
            chain.rungs = rungs_of(table, shares)


def _shares(table: Patterns, levels: int) -> Floats:
    return np.exp(np.linspace(0.0, log(min(1.0, BOTTOM / table.documented)), levels))


def make_chain(table: Patterns, classes: int, seed: int, at: int, *, ladder: bool) -> Chain:
    """Return a chain at its start: the first at the margins of the lists, the others scattered."""
    levels = 1
    if ladder:
        levels = min(24, max(3, ceil(log(max(table.documented / BOTTOM, 1.0)) / RUNG) + 1))
    rng = np.random.Generator(np.random.PCG64DXSM([seed, at, levels]))
    starts = [_start(rng, table, classes, scattered=at > 0) for _ in range(levels)]
    return Chain(
        rng,
        rungs_of(table, _shares(table, levels)),
        np.stack([sticks for sticks, _ in starts]),
        np.stack([rates for _, rates in starts]),
        np.zeros(levels, np.int64),
        np.arange(levels),
        np.full(levels, 0.1),
    )


def _start(
    rng: np.random.Generator, table: Patterns, classes: int, *, scattered: bool
) -> tuple[Floats, Floats]:
    """Return a start: one class at the lists' margins and the rest anywhere, or all anywhere."""
    sticks = rng.logistic(size=classes - 1)
    rates = rng.logistic(size=(table.lists, classes))
    if not scattered and classes > 1:
        on = np.array([table.people[_rows(table, j)].sum() for j in range(table.lists)])
        rates[:, 0] = np.log((on + 0.5) / (2 * table.documented - on + 0.5))
        sticks[0] = 3.0
    return sticks, rates


def _rows(table: Patterns, listed: int) -> Sequence[bool]:
    return [
        listed in table.yes_list[table.yes_from[m] : table.yes_from[m + 1]] for m in range(len(table.people))
    ]


def _seen(chains: Sequence[Chain]) -> Run:
    totals = np.stack([np.concatenate(chain.totals) for chain in chains])
    heights = np.stack([np.concatenate(chain.heights) for chain in chains])
    sweeps, levels = totals.shape[1], len(chains[0].rungs)
    kept = slice(sweeps // 3, None)
    counted = np.sum([np.sum(chain.counted, axis=0) for chain in chains], axis=0)
    refused = counted[4:].sum() / (sweeps * len(chains) * (levels - 1)) if levels > 1 else None
    accepted = {
        "splits": _ratio(counted[1], counted[0]),
        "glides": _ratio(counted[3], counted[2]),
        "exchanges": None if refused is None else float(1.0 - refused),
    }
    return Run(
        totals[:, kept],
        heights[:, kept],
        diagnose(np.log(totals[:, kept])),
        diagnose(heights[:, kept]),
        sweeps * levels,
        accepted,
    )


def _ratio(some: float, all_of: float) -> float | None:
    return float(some / all_of) if all_of else None
