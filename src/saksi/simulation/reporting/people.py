"""Who the victims are in words: roles, ages, names as told, relatives told together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from saksi.simulation.codes import OCCUPATIONS, STATUSES
from saksi.simulation.names import ages_said, names
from saksi.simulation.reporting.ground import KIN, Truth
from saksi.simulation.reporting.invented import misspelt
from saksi.simulation.reporting.tables import Arrow
from saksi.simulation.streams import DayStreams, uniform
from saksi.simulation.texts import Telling, Whom, Words

Row = dict[str, Any]
OFFICES = ("official", "manager", "party secretary", "official", "director")
ROLES = {
    "worker": ("worker", "worker", "driver", "miner", "clerk", "engineer"),
    "farmer": ("farmer", "villager"),
    "trader": ("trader", "broker", "moneylender"),
    "student": ("student",),
    "soldier": ("soldier",),
    "jobless": ("jobless person", "resident"),
}
YOUNGEST = 4  # years; of smaller children no report tells the age
NOBODY = 2**30  # invented people have numbers from here on


class Cast:
    """The people of whom anything was told."""

    def __init__(self, truth: Truth, told: pl.DataFrame) -> None:
        people = truth.persons.filter(pl.col("person").is_in(told["person"].unique().implode()))
        numbers = people["person"].to_numpy()
        year = truth.scenario.meta.start.year
        known = names(truth.seed, numbers).with_columns(
            ages_said(truth.seed, numbers, year - people["birth"].to_numpy())
        )
        table = people.with_columns(
            known.drop("person"), u=pl.Series(uniform(truth.seed, numbers, Arrow.WORDS))
        )
        self.people: Mapping[int, Row] = {row["person"]: row for row in table.iter_rows(named=True)}
        self._seed, self._year = truth.seed, year
        self._slips = DayStreams(truth.seed, Arrow.WORDS, replicate=truth.replicate, province=1)

    def name(self, row: Row) -> Words | None:
        """Return the name as an observation has it: right, misspelt, or null where it was lost."""
        if not row["name_known"]:
            return None
        person = self.people.get(row["person"])
        if person is None:  # invented: a name that nobody of the truth has by number
            made = names(self._seed, np.array([NOBODY + row["observation"] % 2**20])).row(0, named=True)
            return Words(made["name_en"], made["name_ko"])
        name = Words(person["name_en"], person["name_ko"])
        return misspelt(name, self._slips.on(row["observation"])) if row["name_error"] else name

    def one(self, row: Row) -> Whom:
        """Return one victim as a report introduces them."""
        name = self.name(row) if row["name_printed"] else None
        person = self.people.get(row["person"])
        if person is None:
            return Whom("individual", "ordinary", ("resident",), name=name)
        status = STATUSES[person["status"]]
        related = row["ground_said"] == KIN
        return Whom(
            type="individual",
            status="family_of_accused" if related else status,
            roles=() if related else self.roles(row),
            sex=("female", "male")[person["sex"]],
            age=self.age(person),
            name=name,
        )

    def roles(self, row: Row) -> tuple[str, ...]:
        """Return the role as told; it fits the status: an office for officials, work for the others."""
        person = self.people[row["person"]]
        status, work = STATUSES[person["status"]], OCCUPATIONS[person["occ"]]
        if work == "child":
            return ()
        if status != "ordinary":
            return (OFFICES[int(person["u"] * len(OFFICES))],) if work == "worker" else ()
        if not row["occupation_known"]:
            return ("resident",)
        return (ROLES[work][int(person["u"] * len(ROLES[work]))],)

    def age(self, person: Row) -> str | None:
        """Return the age as told: years or a decade."""
        said = person["age_en"]
        child = person["birth"] > self._year - YOUNGEST
        return said if said and not child and (said.isdigit() or said.endswith("0s")) else None

    def crowd(self) -> Whom:
        """Return a group: most are ordinary residents, and nothing more is known of them."""
        return Whom("group", "ordinary", ("resident",))

    def together(self, rows: Sequence[Row]) -> Iterator[list[Row]]:
        """Yield the rows of each telling: nameless relatives of one household, hit alike, are one telling.

        Relatives come after the others of whom the same source tells, so that their tie can be named.
        """
        taken: dict[tuple[int, int, str], list[Row]] = {}
        groups: list[list[Row]] = []
        voices = {row["source"]: number for number, row in reversed(list(enumerate(rows)))}
        for row in sorted(rows, key=lambda row: (voices[row["source"]], row["ground_said"] == KIN)):
            person = self.people.get(row["person"])
            named = row["name_known"] and row["name_printed"]
            if person is None or row["ground_said"] != KIN or named or row["group"] or row["second"] >= 0:
                groups.append([row])
                continue
            key = (person["hh"], row["act_said"], row["modality"])
            if key not in taken:
                taken[key] = []
                groups.append(taken[key])
            if all(other["person"] != row["person"] for other in taken[key]):
                taken[key].append(row)
            else:
                groups.append([row])
        yield from groups

    def kin(
        self, group: Sequence[Row], before: Sequence[Telling], behind: Mapping[str, tuple[Row, ...]]
    ) -> Whom | None:
        """Return relatives by their tie to a victim told before, or null: the household says which it is."""
        if group[0]["ground_said"] != KIN or (group[0]["name_known"] and group[0]["name_printed"]):
            return None
        person = self.people.get(group[0]["person"])
        if person is None:
            return None
        for telling in before:
            if len(behind[telling.id]) > 1 or telling.whom.type != "individual" or telling.kind != "act":
                continue
            head = self.people.get(behind[telling.id][0]["person"])
            if head is None or head["hh"] != person["hh"] or head["person"] == person["person"]:
                continue
            tie = "family" if len(group) > 1 else _tie(head, person)
            if tie:
                root = telling.same_victim_as or telling.id
                return Whom("group", "family_of_accused", kin=tie, kin_of=root)
        return None


def _tie(head: Row, person: Row) -> str | None:
    """Return what a person is to another of the household: the first two are the couple, then children."""
    mine, theirs = head["person"] - head["hh"], person["person"] - person["hh"]
    woman = person["sex"] == 0
    if mine < 2 and theirs < 2:
        return "wife" if woman else "husband"
    if mine < 2:
        return "daughter" if woman else "son"
    if theirs >= 2:
        return "sister" if woman else "brother"
    return None
