"""The latent class estimator: people are of a few unseen kinds, and within a kind lists do not depend."""

from collections.abc import Mapping
from dataclasses import asdict
from time import monotonic
from typing import Any

import numpy as np

from saksi.estimation.diagnostics import rank_counts
from saksi.estimation.histories import CaptureHistories
from saksi.estimation.latent_class.chains import AGREE, ENOUGH, Run, run_chains
from saksi.estimation.latent_class.patterns import Patterns, Prior, patterns_of
from saksi.estimation.latent_class.priors import LatentClassSettings, expansion_of, prior_of
from saksi.estimation.latent_class.smc import Testimony, bear_witness
from saksi.estimation.latent_class.sweeps import Moves
from saksi.estimation.results import Estimate, Refused
from saksi.estimation.settings import EstimationSettings

ASSUMPTION = (
    "Assumes that people are of a few kinds that no column shows, and that within a kind being on one list"
    " says nothing about being on another; that kinds of people differ, and lists do not copy."
)
FEWEST = 3
KEPT = 4_000  # draws handed on, evenly spaced
SHOWN = 100  # points of each chain's trace
NEAR = 0.95  # of the bound
HEAVY = 0.05  # mass near the bound that earns a warning
SHARES = (0.6, 0.25, 0.15)  # of the time: plain chains, ladders, the other witness
CLOSE = 1.1  # medians of witnesses that tell the same
BETTER = 10.0  # log units by which one mode fits better than another
CHAINS = Moves(swaps=1, splits=1, glides=1, steps=24, split_every=12, glide_every=1)


def latent_class(
    histories: CaptureHistories,
    *,
    seed: int,
    budget_seconds: float,
    settings: EstimationSettings,
    model: LatentClassSettings | None = None,
) -> Estimate:
    """Estimate how many there are from classes of people that differ in how lists reach them.

    Plain chains first; where they do not agree in their share of the time, ladders of chains; where those do
    not agree either, particles bear witness, all modes found are listed beside how well they fit, and the row
    says that it has not converged.

    Parameters
    ----------
    histories
        One table without strata, of three lists or more; memberships may be unknown.
    seed
        A row that converged is the same for the same seed, on any number of cores.
    budget_seconds
        Wall time after which it comes back with what it has, and a warning.
    settings
        Level, chains and the bound on the total are taken from here.
    model
        Number of classes and priors; null = the defaults, with the expansion factors of the settings.

    Returns
    -------
    Estimate
        With draws of the total; ``diagnostics["converged"]`` says whether the chains agree.

    Raises
    ------
    Refused
        Fewer than three lists that hold anybody, or cells whose count is doubted.

    References
    ----------
    Manrique-Vallier (2016). docs/methods/latent-class.md
    """
    _refuse(histories)
    model = model or LatentClassSettings(expansion=settings.expansion)
    table = patterns_of(histories.membership, histories.counts)
    prior = prior_of(
        model, lists=table.lists, documented=table.documented, largest_ratio=settings.largest_ratio
    )
    runs, testimony = _sampled(
        table, prior, model, seed=seed, seconds=budget_seconds, chains=max(settings.chains, 2)
    )
    best = next((name for name, run in runs.items() if run.converged), list(runs)[-1])
    run = runs[best]
    return Estimate.from_draws(
        "lcm",
        table.documented,
        _thinned(run.totals),
        level=settings.level,
        warnings=tuple(_warnings(run, runs, testimony, table, prior)),
        caveats=(ASSUMPTION,),
        diagnostics={
            "converged": run.converged,
            "cut_by_the_clock": not run.converged,
            "sampler": best,
            **_of_run(run),
            "largest_total": table.documented + prior.most_unseen,
            "mass_near_bound": _near_bound(run, table, prior),
            "expansion_prior": expansion_of(prior, classes=model.classes, lists=table.lists, seed=seed),
            "expansion_posterior": np.quantile(run.totals, (0.05, 0.5, 0.95)) / table.documented,
            "list_rates_prior": (prior.rate_yes, prior.rate_no),
            "modes": modes(runs, testimony),
            "model": asdict(model),
            "ranks": rank_counts(run.totals),
            "trace": run.totals[:, :: max(1, run.totals.shape[1] // SHOWN)],
        },
    )


latent_class.takes_unknown = True  # type: ignore[attr-defined]


def modes(runs: Mapping[str, Run], testimony: Testimony | None) -> list[dict[str, Any]]:
    """Return where each chain of each sampler was and how well it fits, the best first."""
    rows = [
        {
            "sampler": name,
            "chain": at + 1,
            "total": float(np.median(run.totals[at])),
            "log_likelihood": float(run.heights[at].mean()),
        }
        for name, run in runs.items()
        for at in range(len(run.totals))
    ]
    if testimony is not None:
        rows.append(
            {
                "sampler": "particles",
                "chain": None,
                "total": float(np.median(testimony.totals)),
                "log_likelihood": float(testimony.heights.mean()),
            }
        )
    return sorted(rows, key=lambda row: -float(str(row["log_likelihood"])))


def _refuse(histories: CaptureHistories) -> None:
    holding = [name for name, size in histories.sizes.items() if size]
    if len(holding) < FEWEST:
        raise Refused(
            f"Classes need {FEWEST} lists that hold people to tell kinds of people from chance; there are"
            f" {len(holding)}.",
            rule="too_few_lists",
            needed=("a further list, gathered in another way",),
        )
    doubted = int(histories.counts[~histories.reliable].sum())
    if doubted:
        raise Refused(
            f"The counts of {doubted} people are doubted, and this model cannot leave cells open.",
            rule="doubted_cells",
            needed=("counts that can be relied upon", "another method: log-linear models leave cells open"),
        )


def _sampled(
    table: Patterns, prior: Prior, model: LatentClassSettings, *, seed: int, seconds: float, chains: int
) -> tuple[dict[str, Run], Testimony | None]:
    runs: dict[str, Run] = {}
    ends = monotonic() + seconds
    for name, share in zip(("chains", "ladders"), SHARES, strict=False):
        runs[name] = run_chains(
            table, prior, CHAINS, classes=model.classes, chains=chains, seed=seed,
            ladders=name == "ladders", seconds=seconds * share,
        )  # fmt: skip
        if runs[name].converged or monotonic() > ends:
            return runs, None
    left = min(seconds * SHARES[2], ends - monotonic())
    return runs, bear_witness(table, prior, classes=model.classes, seed=seed, seconds=left)


def _warnings(
    run: Run, runs: Mapping[str, Run], testimony: Testimony | None, table: Patterns, prior: Prior
) -> list[str]:
    said = []
    if not run.converged:
        rhat, ess = run.of_total.rhat or 1.0, min(run.of_total.ess_bulk or 0.0, run.of_total.ess_tail or 0.0)
        said.append(
            f"Not converged: R-hat {rhat:.3f} (needed: under {AGREE}), {ess:.0f} effective draws (needed:"
            f" {ENOUGH:.0f}). {_witnessed(runs, testimony)} A longer budget may settle it."
        )
    near = _near_bound(run, table, prior)
    if near > HEAVY:
        said.append(
            f"{near:.0%} of the answer lies near the bound on the total,"
            f" {table.documented + prior.most_unseen:,}: the bound decides the upper end, not the lists."
        )
    return said


def _witnessed(runs: Mapping[str, Run], testimony: Testimony | None) -> str:
    totals = {name: float(np.median(run.totals)) for name, run in runs.items()}
    fits = {name: float(run.heights.mean()) for name, run in runs.items()}
    if testimony is None:
        return "The time was too short for a third witness."
    totals["particles"], fits["particles"] = (
        float(np.median(testimony.totals)),
        float(testimony.heights.mean()),
    )
    listed = ", ".join(f"{name} {total:,.0f}" for name, total in totals.items())
    apart = max(totals.values()) > CLOSE * min(totals.values())
    unlike = max(fits.values()) - min(fits.values()) > BETTER
    if apart or unlike:
        return f"Samplers differ ({listed}): see the modes, and how well each fits."
    return f"Different samplers have like medians ({listed})."


def _near_bound(run: Run, table: Patterns, prior: Prior) -> float:
    return float((run.totals > NEAR * (table.documented + prior.most_unseen)).mean())


def _of_run(run: Run) -> dict[str, Any]:
    return {
        "rhat": run.of_total.rhat,
        "ess_bulk": run.of_total.ess_bulk,
        "ess_tail": run.of_total.ess_tail,
        "rhat_log_likelihood": run.of_height.rhat,
        "chains": len(run.totals),
        "sweeps": run.sweeps,
        "accepted": run.accepted,
    }


def _thinned(totals: np.ndarray) -> np.ndarray:
    drawn = totals.ravel()
    return drawn[np.linspace(0, len(drawn) - 1, min(KEPT, len(drawn))).astype(np.int64)]
