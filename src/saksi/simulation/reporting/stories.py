"""From the rows of a report to the story that a writer tells; which claim of it rests on which row."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

import polars as pl

from saksi.simulation.codes import ACTS, CLAIM_ACTS, GROUNDS, ORDER_KINDS
from saksi.simulation.reporting.ground import KIN, NO_GROUND
from saksi.simulation.reporting.invented import COUNTRY, COUNTRY_CODE, outlets
from saksi.simulation.reporting.people import Cast
from saksi.simulation.reporting.places import places_of
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.tables import CHANNELS, STYLES, Arrow
from saksi.simulation.reporting.wording import Chance, by_said, number_said, when_said
from saksi.simulation.streams import DayStreams
from saksi.simulation.texts import ByWhom, Number, Story, Teller, Telling, Voice, When, Where, Whom

Row = dict[str, Any]
Behind = Mapping[str, tuple[Row, ...]]
Retold = Literal["headline", "lead", "recap"]
OFTEN = (("resident",), ("worker",), ("farmer",), ("student",))
NEXT = {
    "screening": ("detention_other", "banishment"),
    "false_accusation": ("detention_other", "banishment"),
    "detention_other": ("detention_political_camp", "execution"),
    "dismissal": ("banishment",),
}  # what is said to await whom
FEARED = ("execution", "detention_political_camp", "banishment", "detention_other", "screening")
REPORTED = ("happened", "uncertain", "denied")
PLACE_TOLD, CAMP_TOLD, PATH_TOLD = 0.85, 0.5, 0.3
HEADLINE, LEAD, RECAP = 0.85, 0.7, 0.12
ORDER_ACT = {
    "campaign": "crackdown",
    "party_purge": "screening",
    "law": "restriction",
    "briefing": "screening",
}


class Told(NamedTuple):
    """A story, and the rows behind each of its claims."""

    report: int
    story: Story
    rows: Mapping[str, tuple[Row, ...]]


def stories(made: Reporting) -> Iterator[Told]:
    """Yield the story of each original report, by number. The same seed tells the same."""
    teller = _Narrator(made)
    originals = made.reports.filter(pl.col("how") == 0)
    published = dict(made.reports.select("report", "day").iter_rows())
    rows = groupby(_joined(made).iter_rows(named=True), key=itemgetter("report"))
    for report, (_, group) in zip(originals.iter_rows(named=True), rows, strict=True):
        yield teller.tell(report, list(group), published[report["of"]])


def _joined(made: Reporting) -> pl.DataFrame:
    """Return the claims with what their observation says and who was its source."""
    relayed = made.transmissions.select("transmission", "relayed")
    second = made.observations.select(
        second="observation", second_source="source", second_n="n_said", second_root="root"
    )
    homes = made.sources.select("source", home="province")
    return (
        made.claim_rows.join(made.observations, on="observation", how="left")
        .rename({"modality_right": "doubt"})
        .join(relayed, on="transmission", how="left")
        .join(homes, on="source", how="left")
        .join(second, on="second", how="left")
        .join(
            homes.rename({"source": "second_source", "home": "second_home"}), on="second_source", how="left"
        )
        .join(made.ground.acts.select("act_id", "public"), on="act_id", how="left")
        .sort("report", "position")
    )


class _Narrator:
    def __init__(self, made: Reporting) -> None:
        truth = made.truth
        self._truth, self._cast = truth, Cast(truth, made.observations)
        self._places = places_of(truth.places)
        self._outlets = outlets(truth.scenario.outlets.n)
        self._orders = {row["order"]: row for row in truth.orders.iter_rows(named=True)}
        self._streams = DayStreams(truth.seed, Arrow.WORDS, replicate=truth.replicate, province=0)
        self._start = truth.scenario.meta.start
        self._unsaid = {"feared": self._fear, "ongoing": self._habit, "planned": self._expected}

    def tell(self, report: Row, rows: Sequence[Row], of_day: int) -> Told:
        """Return the story of a report; relatives without a name are told together."""
        chance = Chance(self._streams.on(report["report"]))
        style = STYLES[report["style"]]
        tellings: list[Telling] = []
        behind: dict[str, tuple[Row, ...]] = {}
        for group in self._cast.together(rows):
            telling = self._telling(f"c{len(tellings) + 1}", group, tellings, behind, style, chance)
            tellings.append(telling)
            behind[telling.id] = tuple(group)
        published = self._start + timedelta(days=report["day"])
        story = Story(
            id=report_id(report["report"]),
            outlet=self._outlets[report["outlet"]],
            language=report["language"],
            published=published,
            tellings=self._emphasised(tellings, chance),
            country=COUNTRY,
            country_code=COUNTRY_CODE,
            style=style,  # type: ignore[arg-type]
            retracts=self._start + timedelta(days=of_day) if style == "retraction" else None,
        )
        return Told(report["report"], story, behind)

    def _telling(
        self, name: str, group: Sequence[Row], before: Sequence[Telling], behind: Behind,
        style: str, chance: Chance,
    ) -> Telling:  # fmt: skip
        row = group[0]
        if row["kind"] == "order":
            return self._order(name, row, before, style)
        if row["observation"] < 0:
            return self._unsaid[row["modality"]](name, before, chance)
        act = CLAIM_ACTS[ACTS[row["act_said"]]] or "punishment_unspecified"
        whom, number, same = self._victim(group, behind, before, chance)
        ground = row["ground_said"]
        denied = row["modality"] == "denied"
        return Telling(
            id=name,
            act=act,
            modality=row["modality"],
            whom=whom,
            number=number,
            by=by_said(act, chance),
            grounds=() if ground in (NO_GROUND, KIN) else (GROUNDS[ground],),
            where=self._where(act, row, chance),
            when=when_said(
                self._start, row["day_said"], row["date_form"], chance,
                self._truth.scenario.desks.relative_dates,
            ),
            voice=self._official(style) if denied else self._voice(row, chance),
            more=() if denied else self._second(row),
            public=bool(row["public"]) and act in ("execution", "public_shaming"),
            same_victim_as=same,
            provenance=tuple(other["observation"] for other in group),
        )  # fmt: skip

    def _victim(
        self, group: Sequence[Row], behind: Behind, before: Sequence[Telling],
        chance: Chance,
    ) -> tuple[Whom, Number, str | None]:  # fmt: skip
        row = group[0]
        if row["group"]:
            return self._cast.crowd(), number_said(row["n_said"], chance), None
        for telling in before:
            rows = behind[telling.id]
            if len(rows) == 1 and rows[0]["person"] == row["person"] >= 0 and telling.kind == "act":
                return telling.whom, telling.number, telling.same_victim_as or telling.id
        kin = self._cast.kin(group, before, behind)
        if kin is not None:
            return kin, Number(), None
        if len(group) > 1:
            return Whom("group", "family_of_accused"), number_said(len(group), chance), None
        return self._cast.one(row), Number("exact", 1), None

    def _where(self, act: str, row: Row, chance: Chance) -> Where | None:
        province = row["province_said"]
        if act == "detention_political_camp" and chance.below(CAMP_TOLD):
            return self._places.camps[province]
        if row["county_said"] >= 0 and chance.below(PLACE_TOLD):
            return self._places.counties[row["county_said"]]
        return Where(self._places.provinces[province], "province") if chance.below(PLACE_TOLD) else None

    def _voice(self, row: Row, chance: Chance) -> Voice:
        """Return who is said to have told it: the source's own place is its province, never more (M41)."""
        home = self._places.provinces[row["home"]] if row["source"] % 5 else None
        source = Teller("insider_source", place=home)
        if row["hops"] == 1:
            return Voice((Teller("witness", place=home),), "eyewitness")
        chain: tuple[Teller, ...] = (source,)
        if row["hops"] == 2 and chance.below(PATH_TOLD):
            first = "relative" if CHANNELS[row["channel"]] == "household" else "witness"
            chain = (Teller(first), source)
        elif row["hops"] > 2 and CHANNELS[row["channel"]] == "market" and chance.below(PATH_TOLD):
            chain = (Teller("rumour", place=home),)
        if row["relayed"] and chance.below(PATH_TOLD):
            chain = (*chain, Teller("resistance"))
        return Voice(chain, "anonymous")

    def _second(self, row: Row) -> tuple[Voice, ...]:
        if row["second"] < 0:
            return ()
        home = self._places.provinces[row["second_home"]]
        return (Voice((Teller("insider_source", place=home),), "anonymous", "confirms"),)

    def _official(self, style: str) -> Voice:
        return Voice() if style == "retraction" else Voice((Teller("official"),), "official")

    def _order(self, name: str, row: Row, before: Sequence[Telling], style: str) -> Telling:
        """Return an order: in state media by its own text, else in the voice of a source."""
        order = self._orders[row["order"]]
        kind = ORDER_KINDS[order["kind"]]
        grounds = tuple(word for bit, word in enumerate(GROUNDS) if order["grounds"] >> bit & 1)
        return Telling(
            id=name,
            act=ORDER_ACT[kind],
            kind="order",
            modality=row["modality"],
            whom=Whom("unspecified", "official", ("official",))
            if kind == "party_purge"
            else Whom("unspecified"),
            by=ByWhom("leader" if kind == "campaign" else "party" if kind == "party_purge" else "government"),
            grounds=grounds[:2],
            voice=Voice((Teller("document"),), "official") if style == "state_media" else before[-1].voice,
        )

    def _habit(self, name: str, before: Sequence[Telling], chance: Chance) -> Telling:
        """Return a habit made of what was told first: people are often accused (M38)."""
        first = before[0]
        return Telling(
            id=name,
            act=first.act,
            modality="ongoing",
            whom=Whom("unspecified", roles=chance.pick(OFTEN)),
            by=by_said(first.act, chance),
            grounds=first.grounds,
            voice=before[-1].voice,
        )

    def _expected(self, name: str, before: Sequence[Telling], chance: Chance) -> Telling:
        """Return what those told of are to expect: the next worse act, else for people of the kind (M38)."""
        for telling in before:
            if telling.kind == "act" and telling.modality == "happened" and telling.act in NEXT:
                return Telling(
                    id=name,
                    act=chance.pick(NEXT[telling.act]),
                    modality="planned",
                    whom=telling.whom,
                    number=telling.number,
                    voice=telling.voice,
                    same_victim_as=telling.same_victim_as or telling.id,
                )
        return replace(self._fear(name, before, chance), modality="planned")

    def _fear(self, name: str, before: Sequence[Telling], chance: Chance) -> Telling:
        """Return a fear of worse to come, in the voice of what was told before (M38)."""
        voice = before[-1].voice if before else Voice((Teller("insider_source"),), "anonymous")
        grounds = before[0].grounds if before else ()
        return Telling(
            id=name,
            act=chance.pick(FEARED),
            modality="feared",
            whom=Whom("unspecified"),
            grounds=grounds,
            voice=voice,
            when=When(),
        )

    def _emphasised(self, tellings: Sequence[Telling], chance: Chance) -> tuple[Telling, ...]:
        """Put what an editor likes best into headline and lead: rank before severity (M44)."""
        best = max(
            range(len(tellings)),
            key=lambda i: (
                tellings[i].kind == "act" and tellings[i].modality in REPORTED,
                tellings[i].whom.status == "elite",
                tellings[i].act in ("execution", "detention_political_camp", "death_in_custody"),
                -i,
            ),
        )
        shares: dict[Retold, float] = {"headline": HEADLINE, "lead": LEAD, "recap": RECAP}
        retold = frozenset(name for name, share in shares.items() if chance.below(share))
        return tuple(replace(t, retold=retold) if i == best else t for i, t in enumerate(tellings))


def report_id(number: int) -> str:
    """Return the id of a report."""
    return f"r{number:06}"


def report_ids() -> pl.Expr:
    """Return the ids of the reports whose numbers stand in the column ``report``."""
    return pl.concat_str(pl.lit("r"), pl.col("report").cast(pl.String).str.zfill(6))
