"""Lists of people, one an outlet, before and after linking, with the true number of people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from saksi.simulation.codes import ACTS, SEVERE_CODES, STATUSES
from saksi.simulation.reporting.ground import Truth
from saksi.simulation.reporting.invented import outlets
from saksi.simulation.reporting.people import Cast
from saksi.simulation.reporting.places import places_of
from saksi.simulation.reporting.process import Reporting
from saksi.simulation.reporting.stories import Told
from saksi.simulation.reporting.tables import HOWS, RECORD_TRUTH, RECORDS, STYLES, TOTALS

YEAR = 365
AGAIN = [HOWS.index("own_translation"), HOWS.index("duplicate")]
STRATA = ("year", "status")


@dataclass(frozen=True)
class Lists:
    """Records as an organisation has them (before linking) and people by list (after perfect linking)."""

    records: pl.DataFrame  # columns `RECORDS`
    record_truth: pl.DataFrame  # columns `RECORD_TRUTH`
    people: pl.DataFrame  # person, year, status, and a 0/1 column a list; documented people only
    histories: pl.DataFrame  # year, status, a 0/1 column a list, count: as `saksi estimate` reads it
    totals: pl.DataFrame  # columns `TOTALS`


def list_names(n: int) -> tuple[str, ...]:
    """Return the names of the lists, one an outlet; the name says that the list is simulated."""
    return tuple(f"sim_{outlet.slug.replace('-', '_')}" for outlet in outlets(n)[:-1])


def make_lists(made: Reporting, told: Sequence[Told]) -> Lists:
    """Return the lists: who of the victims of severe acts is named by which outlet.

    A list holds everybody whom a report of its outlet, its own or copied, names as the victim of a severe
    act, once; with a misspelt name, with an act that was made worse on the way, or invented. Counted are
    the truly severe: `people`, `histories` and `totals` hold only those.
    """
    truth, names = made.truth, list_names(made.truth.scenario.outlets.n)
    severe = victims(truth)
    rows = list(_named(told))
    records, record_truth = _records(made, rows, names)
    record_truth = record_truth.with_columns(
        counted=pl.col("person").is_in(severe["person"].implode())
    ).select(list(RECORD_TRUTH))
    on = record_truth.filter("counted").join(records.select("record_id", "list"), on="record_id")
    on = on.select("person", "list").unique().with_columns(on=pl.lit(1, pl.Int8))
    people = on.pivot("list", index="person", values="on").fill_null(0)
    people = people.with_columns(
        pl.lit(0, pl.Int8).alias(name) for name in names if name not in people.columns
    )
    people = people.join(severe, on="person").select("person", *STRATA, *names).sort("person")
    histories = people.group_by(*STRATA, *names).len("count").sort(*STRATA, *names)
    totals = severe.group_by(*STRATA).len("total").sort(*STRATA)
    return Lists(
        records,
        record_truth,
        people,
        histories,
        totals.select(pl.col(name).cast(kind) for name, kind in TOTALS.items()),
    )


def victims(truth: Truth) -> pl.DataFrame:
    """Return the victims of severe acts: person, year of the first of them (from 1) and status."""
    first = truth.acts.filter(pl.col("act").is_in(SEVERE_CODES)).group_by("person").agg(pl.col("day").min())
    words = dict(enumerate(STATUSES))
    return first.join(truth.persons.select("person", "status"), on="person").select(
        "person",
        year=(pl.col("day").cast(pl.Int32) // YEAR + 1),
        status=pl.col("status").replace_strict(words, return_dtype=pl.String),
    )


def _named(told: Iterable[Told]) -> Iterable[dict[str, object]]:
    """Yield what each original says of a named victim of an act that is said to be severe."""
    for one in told:
        if one.story.style != "inside_source":
            continue
        for behind in one.rows.values():
            for row in behind:
                named = row["name_known"] and row["name_printed"] and not row["group"]
                if named and row["observation"] >= 0 and row["act_said"] in SEVERE_CODES:
                    yield {"root_report": one.report, **row}


def _records(
    made: Reporting, rows: Sequence[dict[str, object]], names: Sequence[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    cast, places = Cast(made.truth, made.observations), places_of(made.truth.places)
    start = made.truth.scenario.meta.start
    prints: dict[int, list[tuple[int, int]]] = {}
    used = made.reports.filter(
        ~pl.col("how").is_in(AGAIN) & (pl.col("style") == STYLES.index("inside_source"))
    )
    for report, outlet, root in used.select("report", "outlet", "root_report").iter_rows():
        prints.setdefault(root, []).append((report, outlet))
    seen: set[tuple[int, int]] = set()
    found: list[tuple[tuple[object, ...], tuple[object, ...]]] = []
    for row in rows:
        who = int(row["person"]) if int(row["person"]) >= 0 else -2 - int(row["observation"])  # type: ignore[call-overload]
        for report, outlet in prints[row["root_report"]]:  # type: ignore[index]
            if (outlet, who) in seen:
                continue
            seen.add((outlet, who))
            name = cast.name(row)
            person = cast.people.get(row["person"])  # type: ignore[call-overload]
            county = places.counties.get(row["county_said"])  # type: ignore[call-overload]
            place = county.name if county else places.provinces[row["province_said"]]  # type: ignore[index]
            day = start + timedelta(days=int(row["day_said"])) if row["date_form"] == 0 else None  # type: ignore[call-overload]
            age = cast.age(person) if person else None
            roles = cast.roles(row) if person and row["occupation_known"] else ()
            sex = ("female", "male")[person["sex"]] if person else None
            record = (
                names[outlet], name.en if name else None, name.ko if name else None, sex,
                int(age) if age and age.isdigit() else None, place.en, day, roles[0] if roles else None,
                ACTS[row["act_said"]],  # type: ignore[call-overload]
            )  # fmt: skip
            found.append((record, (row["person"], row["act_id"], report)))
    found.sort(key=lambda pair: (pair[0][0], pair[0][1] or "", pair[1][2]))
    ids = [f"synthetic-{number:06}" for number in range(len(found))]
    records = [(key, *record) for key, (record, _) in zip(ids, found, strict=True)]
    truths = [(key, *behind, False) for key, (_, behind) in zip(ids, found, strict=True)]
    return (
        pl.DataFrame(records, schema=dict(RECORDS), orient="row"),
        pl.DataFrame(truths, schema=dict(RECORD_TRUTH), orient="row"),
    )
