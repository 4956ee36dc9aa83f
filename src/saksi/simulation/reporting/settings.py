"""What the reporting network is like: each arrow from the act to the printed report has its own numbers.

All are assumptions, to be varied: nothing of a real network is fitted or stored. None of them can change the
truth, which draws from other streams.
"""

from typing import Annotated, Literal

from pydantic import Field

from saksi.simulation.parts import Factor, Part, Probability, Rates, Sourced

Days = Annotated[float, Field(ge=0, le=3650)]
Sigma = Annotated[float, Field(ge=0, le=3)]
Seen = Literal[
    "surveillance", "screening", "accusation", "release", "dismissal", "detention_other",
    "detention_political_camp", "banishment", "execution", "death_in_custody", "deprivation",
    "public_shaming", "fine", "confiscation", "torture", "forced_labour", "forced_repatriation",
    "disappearance", "killing_other", "punishment_unspecified",
]  # fmt: skip


class Channels(Part):
    """By whom an act that was not public becomes known: weights."""

    household: Factor
    cell: Factor
    market: Factor
    team: Factor


class Sources(Sourced):
    """Who learns of acts (M33): people with a home county, who see more of some statuses than of others.

    ``reach`` is the rate at which a source learns of an act of visibility 1 in the home county; it falls to
    ``near`` of that in the same province and to ``far`` of it elsewhere. ``visibility_sigma`` makes some acts
    better known than others to everybody, which is what makes lists depend on one another.
    """

    n: Annotated[int, Field(ge=1, le=100_000)]
    border_weight: Factor
    reach: Factor
    near: Probability
    far: Probability
    access: Rates
    visibility: dict[Seen, Factor]  # 0 where not named: nobody tells of it
    public: Factor
    visibility_sigma: Sigma
    crowd: Probability  # who learns of a lesser act among three or more tells the number, not the one
    family: Probability  # who learns of an act learns what it brought upon a relative, too
    channels: Channels
    shared_informant: Probability  # who learns of an act as second has it from the same informant
    later_from: Annotated[int, Field(ge=0)]  # day from which the reach is multiplied
    later: Factor
    loss_per_year: Probability  # sources that fall silent in a year, for reasons outside the model
    pulse_loss: Factor  # how much likelier while a campaign or purge is carried out in their province (M46)


class Chain(Sourced):
    """What happens to a story from mouth to mouth (M36, M37): each but the witness is a hop."""

    one_hop: Annotated[float, Field(gt=0, le=1)]  # hops are geometric with this parameter
    hop_days: Days
    name_known: Probability
    lose_name: Probability  # a hop
    lose_occupation: Probability
    coarsen_place: Probability
    coarsen_date: Probability
    date_sigma_days: Days
    escalate: Probability
    swap_ground: Probability
    lose_ground: Probability
    exaggerate_sigma: Sigma
    name_error: Probability
    doubt: Probability  # a hop; what is told is then only said to have happened


class Sending(Sourced):
    """From source to outlet (M40): whether, when, through whom."""

    send: Probability
    fear: Factor  # weight of the county's fear index: exp(-fear x index)
    pulse: Probability  # share that is still sent while a campaign or purge runs in the province (M46)
    delay_median: Annotated[float, Field(gt=0, le=3650)]  # days, lognormal
    delay_sigma: Sigma
    relay: Probability
    relay_days: Days
    elsewhere: Probability  # told to another outlet, too
    fabricated: Probability  # share of what is told that never happened


class Outlets(Sourced):
    """Who prints, and who copies whom (M43)."""

    n: Annotated[int, Field(ge=1, le=12)]
    copy_: Annotated[Probability, Field(alias="copy")]
    matrix: Literal["chain", "any"]  # each copies the one before it, or everybody everybody
    copy_lag_days: Days
    credited: Probability
    verbatim: Factor
    light: Factor
    reworded: Factor
    translated: Factor
    sure: Probability  # of copies told anew: what was feared or planned is told as done (M38)
    duplicates: Probability  # a report that the archive receives twice


class Desks(Sourced):
    """What becomes of what arrives (M34, M39, M44): reports, second sources, selection."""

    publish: Probability
    elite_preference: Factor
    severe_preference: Factor
    claims_per_report: Annotated[int, Field(ge=1, le=12)]
    gather_days: Days  # what one source tells within so many days is one report
    editing_days: Days
    second_source: Probability  # sought
    second_days: Days
    feared: Probability  # reports with a fear of worse to come (M38)
    habitual: Probability  # reports that make a habit of what they tell
    planned: Probability  # reports with what is ordered, else with the punishment that is expected
    names_printed: Probability  # M41
    relative_dates: Probability  # M42
    denied: Probability  # reports that are denied by an official voice
    retracted: Probability  # of reports that rest on something fabricated


class Dark(Sourced):
    """No living witness (M32): invisible to every source, so no estimator sees it; it can only be varied."""

    no_living_witness: dict[Seen, Probability]


class Official(Sourced):
    """State media (M35): tells of public orders, is silent on acts."""

    orders_printed: Probability
    lag_days: Days


class Texts(Sourced):
    """What is written out as text."""

    reports: Annotated[int, Field(ge=0, le=1_000_000)]  # originals at most; the others stay rows
    languages: Annotated[tuple[Literal["ko", "en"], ...], Field(min_length=1, max_length=2)]
    template_family: Literal["train", "held_out"]


class Reading(Sourced):
    """The errors of a poor reader, for noisy claims without a reader."""

    missed: Probability
    act_confused: Probability
    count_confused: Probability
    feared_as_happened: Probability
    date_lost: Probability
    spurious: Probability
