"""A scenario: every number of an invented world, each with its source, as frozen models.

Written as TOML (`default_world` ships with Saksi). Magnitudes are assumptions: the seed reports fix orderings
and signs only. Each table says where its values come from in ``source``: one text for all, or a text a key.
"""

from datetime import date
from importlib.resources import files
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from saksi.simulation.codes import GROUNDS, N_INVOLVED, OCCUPATIONS
from saksi.simulation.parts import Factor, Part, Probability, Rates, Shares, Sourced
from saksi.simulation.reporting.settings import (
    Chain,
    Dark,
    Desks,
    Official,
    Outlets,
    Reading,
    Sending,
    Sources,
    Texts,
)

Status = Literal["elite", "official", "ordinary"]
State = Literal[
    "free", "watched", "summoned", "accused", "detained", "camp", "banished", "dismissed", "dead", "abroad",
    "repatriated",
]  # fmt: skip
Act = Literal[
    "surveillance", "screening", "accusation", "release", "cleared", "watch_ends", "dismissal",
    "detention_other", "detention_political_camp", "banishment", "execution", "death_in_custody",
    "deprivation", "public_shaming", "fine", "confiscation", "torture", "forced_labour",
    "forced_repatriation", "disappearance", "killing_other", "punishment_unspecified", "other",
]  # fmt: skip
Deed = Literal[
    "foreign_media", "religion", "border_crossing", "contact_abroad", "criticism", "factionalism",
    "secrecy_breach", "economic", "superstition", "prostitution", "drugs", "unemployment",
    "policy_disagreement", "ordinary_crime", "protest", "resistance_links",
]  # fmt: skip
Ground = Deed | Literal["association", "none_given"]
Occupation = Literal["worker", "farmer", "trader", "student", "soldier", "jobless"]


class Jobs(Part):
    """Shares of occupations among people of 17 and over; they sum to 1."""

    worker: Probability = 0
    farmer: Probability = 0
    trader: Probability = 0
    student: Probability = 0
    soldier: Probability = 0
    jobless: Probability = 0

    @property
    def array(self) -> NDArray[np.float64]:
        """The shares in the order of `OCCUPATIONS`, without children."""
        return np.array([getattr(self, name) for name in OCCUPATIONS[:-1]])


class JobsByStatus(Part):
    """Occupations by status."""

    elite: Jobs
    official: Jobs
    ordinary: Jobs


class Meta(Part):
    """What the run is called, when it begins, how long it takes."""

    name: Annotated[str, Field(min_length=1, max_length=80)]
    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    start: Annotated[date, Field(ge=date(1000, 1, 1), lt=date(9000, 1, 1))]  # years of four digits
    days: Annotated[int, Field(ge=1, le=8000)]


class People(Sourced):
    """Who lives in the invented country."""

    n: Annotated[int, Field(ge=1, le=100_000_000)]
    provinces: Annotated[int, Field(ge=1, le=60)]
    counties: Annotated[int, Field(ge=1, le=2000)]
    county_sigma: Annotated[float, Field(ge=0, le=2)]  # of the logarithm of county sizes
    status: Shares
    occupations: JobsByStatus
    household: Annotated[tuple[Probability, ...], Field(min_length=1, max_length=12)]  # of size 1, 2, ...
    cell_size: Annotated[int, Field(ge=1, le=1000)]  # persons of neighbouring households (M3)
    market: dict[Occupation, Probability]  # who sells at the market
    faction: Shares
    parent_elsewhere: Probability  # an adult under 50 has a parent in another household
    parent_same_status: Probability


class Involvement(Sourced):
    """Who truly does what a ground names, of those over 13 (M8, M10).

    Unemployment is not among them: it is the lot of the jobless who sell nothing at the market (M11).
    """

    foreign_media: Shares | None = None
    religion: Shares | None = None
    border_crossing: Shares | None = None
    contact_abroad: Shares | None = None
    criticism: Shares | None = None
    factionalism: Shares | None = None
    secrecy_breach: Shares | None = None
    economic: Shares | None = None
    superstition: Shares | None = None
    prostitution: Shares | None = None
    drugs: Shares | None = None
    policy_disagreement: Shares | None = None
    ordinary_crime: Shares | None = None
    protest: Shares | None = None
    resistance_links: Shares | None = None

    @property
    def shares(self) -> dict[str, Shares]:
        """The grounds that the scenario names, in the order of `GROUNDS`."""
        return {
            name: getattr(self, name)
            for name in GROUNDS[:N_INVOLVED]
            if getattr(self, name, None) is not None
        }


class Screening(Sourced):
    """Who is summoned, and who is watched: daily rates of everyday repression, and what multiplies them."""

    daily: Rates
    watch: Rates  # put under watch by the cell (M3)
    occupations: dict[Occupation, Factor]  # M11; 1 where not named
    involved: Factor  # how much likelier if truly involved in a ground
    no_market: Factor  # sells nothing at the market
    inspector: Factor  # serves on a joint team (M8)
    faction: Factor


class Plan(Sourced):
    """What a province makes of a campaign or purge (M5, M15)."""

    lag_days: Annotated[float, Field(ge=0, le=1000)]  # mean of a gamma distribution
    lag_shape: Annotated[float, Field(gt=0, le=1000)]
    intensity_sigma: Annotated[float, Field(ge=0, le=3)]  # of the logarithm of the province's factor
    tally_per_1e4: Annotated[
        float, Field(ge=0, le=10_000)
    ]  # accusations expected over a plan, of those it bears on
    period_days: Annotated[int, Field(ge=1, le=8000)]  # the tally is looked at so often
    phi_false: Probability  # share of a shortfall that is filled with the uninvolved
    false_weight: Rates  # falls with rank


class Team(Sourced):
    """The temporary agency of a plan: one joint team a county (M6, M7)."""

    members: Annotated[int, Field(ge=0, le=1000)]


class Fear(Sourced):
    """The county's fear index (M16): a sum of recent acts a thousand people, forgotten by half-lives."""

    half_life_days: Annotated[float, Field(gt=0, le=10_000)]
    severe: Factor
    public: Factor  # an act before a crowd counts so often
    other: Factor


class Deprivation(Sourced):
    """How long power, water or food are withheld (M12)."""

    mean_days: Annotated[float, Field(ge=1, le=10_000)]


class Order(Sourced):
    """A directive from the centre, dated; a law stays until it is repealed."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kind: Literal["briefing", "campaign", "party_purge", "law"]
    day: Annotated[int, Field(ge=-8000)]  # lint holds it under the run's last
    length: Annotated[int | None, Field(le=16_000)] = None  # days; null: to the end of the run
    statuses: tuple[Status, ...] = ("elite", "official", "ordinary")
    grounds: tuple[Deed, ...] = ()  # empty: those of everyday repression
    intensity: Factor = 1  # multiplies screening
    severity: Factor = 1  # multiplies severe outcomes for its grounds
    tally: Factor = 1  # multiplies the tally of its plans


class Transition(Sourced):
    """One way out of a state: the daily rate, who meets it, and what it brings upon the family."""

    from_: Annotated[State, Field(alias="from")]
    to: State
    act: Act
    daily: Rates
    grounds: dict[Ground, Factor] = Field(default_factory=dict)
    other_grounds: Factor = 1
    involved: Factor = 1
    uninvolved: Factor = 1
    pulse: bool = False  # multiplied as screening is
    severe: bool = False  # multiplied by the severity of orders
    kin: bool = False  # looked up by the higher of own and parent's status (M13)
    public: Probability = 0
    family: Shares | None = None  # each free member of the household, by the status of the household's person
    family_act: Act | None = None
    family_to: State | None = None


class Scenario(Part):
    """A whole scenario; `saksi.simulation.lint` says what is wrong with a file."""

    meta: Meta
    people: People
    involvement: Involvement
    screening: Screening
    plan: Plan
    team: Team
    fear: Fear
    deprivation: Deprivation
    order: tuple[Order, ...] = ()
    sources: Sources
    chain: Chain
    sending: Sending
    outlets: Outlets
    desks: Desks
    dark: Dark
    official: Official
    text: Texts
    reading: Reading
    transition: Annotated[tuple[Transition, ...], Field(min_length=1)]

    def with_people(self, n: int, *, provinces: int | None = None, counties: int | None = None) -> "Scenario":
        """Return the same world with other numbers of people, provinces and counties."""
        sizes = {
            "n": n,
            "provinces": provinces or self.people.provinces,
            "counties": counties or self.people.counties,
        }
        return self.model_copy(update={"people": self.people.model_copy(update=sizes)})

    def with_days(self, days: int) -> "Scenario":
        """Return the same world over another number of days; orders after its end are left out."""
        kept = tuple(order for order in self.order if order.day < days)
        return self.model_copy(update={"meta": self.meta.model_copy(update={"days": days}), "order": kept})


SMALL = (
    ('name = "narin-2y"', 'name = "narin-small"'),
    ("n = 1_000_000", "n = 20_000"),
    ("provinces = 10", "provinces = 4"),
    ("counties = 120", "counties = 12"),
    ("n = 150", "n = 40"),
    ("reports = 2000", "reports = 300"),
)  # lines of the default world that a small one has otherwise


def default_world() -> Scenario:
    """Return the world that ships with Saksi: Narin, 1,000,000 people over 730 days."""
    from saksi.simulation.lint import load_scenario  # noqa: PLC0415 - lint checks what is defined here

    return load_scenario(default_toml(), "narin.toml")


def default_toml(*, small: bool = False) -> str:
    """Return the default world as the text of its file; ``small``: 20,000 people, for a quick try."""
    text = files("saksi.simulation").joinpath("scenarios/narin.toml").read_text(encoding="utf-8")
    for line, other in SMALL if small else ():
        text = text.replace(f"\n{line}\n", f"\n{other}\n")
    return text
