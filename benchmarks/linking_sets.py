"""Tables of people whose truth is known: the labelled sets of ../shared, and invented ones of their kinds."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from saksi.simulation.syllables import family_name, given_name

DATA = Path(__file__).parents[2] / "shared" / "data" / "linkage"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class LabelledSet:
    """A table with its truth and what its columns mean."""

    name: str
    table: pl.DataFrame
    roles: dict[str, str]
    truth: pl.Series


def sets() -> list[LabelledSet]:
    """Return the labelled sets beside the project."""
    german = pl.read_csv(DATA / "RLdata500.csv", infer_schema_length=0)
    fake = pl.read_csv(DATA / "fake_1000.csv", infer_schema_length=0)
    febrl = pl.read_csv(DATA / "febrl3.csv", infer_schema_length=0)
    febrl = febrl.rename({column: column.strip() for column in febrl.columns})
    historical = pl.read_parquet(DATA / "historical_figures_with_errors_50k.parquet")
    name = {"given_name": "first_name", "family_name": "surname"}
    return [
        LabelledSet(
            "RLdata500",
            german,
            {
                "given_name": "fname_c1",
                "family_name": "lname_c1",
                "birth_year": "by",
                "birth_month": "bm",
                "birth_day": "bd",
            },
            german["ent_id"],
        ),
        LabelledSet("fake_1000", fake, name | {"birth_date": "dob", "place": "city"}, fake["cluster"]),
        LabelledSet(
            "febrl3",
            febrl,
            {
                "given_name": "given_name",
                "family_name": "surname",
                "birth_date": "date_of_birth",
                "place": "suburb",
                "postcode": "postcode",
            },
            febrl["rec_id"].str.extract(r"rec-(\d+)-"),
        ),
        LabelledSet(
            "historical",
            historical,
            name
            | {
                "birth_date": "dob",
                "place": "birth_place",
                "postcode": "postcode_fake",
                "sex": "gender",
                "occupation": "occupation",
            },
            historical["cluster"],
        ),
    ]


def invented(records: int, again: float = 0.25, seed: int = 1) -> LabelledSet:
    """Return a large invented table: names by Zipf's law, a quarter of dates missing, errors in a tenth."""
    rng = np.random.default_rng(seed)
    people = int(records * (1 - again))
    families = rng.choice(200, people, p=_zipf(200))
    givens = rng.choice(2_000, people, p=_zipf(2_000))
    who = rng.permutation(np.append(np.arange(people), rng.integers(0, people, records - people)))
    wrong = np.where(rng.random(records) < 0.05, rng.integers(-9, 9, records), 0)
    born = rng.integers(0, 27_000, people)[who] + wrong
    place = np.where(
        rng.random(records) < 0.1, rng.integers(0, 200, records), rng.integers(0, 200, people)[who]
    )
    given = [given_name(number)[0] for number in range(2_000)]
    family = [family_name(number)[0] for number in range(200)]
    cut = rng.random(records) < 0.1
    table = pl.DataFrame(
        {
            "given": [
                given[n][:-1] if short else given[n] for n, short in zip(givens[who], cut, strict=True)
            ],
            "family": [family[n] for n in families[who]],
            "born": pl.Series(born - 11_000).cast(pl.Int32).cast(pl.Date).cast(pl.String),
            "place": pl.Series(place).cast(pl.String),
            "known": rng.random(records) > 0.25,
        }
    ).with_columns(born=pl.when("known").then("born"))
    roles = {"given_name": "given", "family_name": "family", "birth_date": "born", "place": "place"}
    return LabelledSet(f"invented {records:,}", table, roles, pl.Series(who))


def _zipf(size: int) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, size + 1)
    return np.asarray(weights / weights.sum())


def synthetic_german(people: int = 9_000, again: int = 1_000, seed: int = 5) -> LabelledSet:
    """Return records like RLdata500, whose fields are drawn one by one; a tenth once more with a mistake.

    One repeated record in seven has two mistakes. As names come from 500 records only, they are commoner
    than in life: harder than the set of 10,000 that the bar speaks of.
    """
    rng = np.random.default_rng(seed)
    table = pl.read_csv(DATA / "RLdata500.csv", infer_schema_length=0)
    fields = ("fname_c1", "lname_c1", "by", "bm", "bd")
    columns = [table[field].to_list() for field in fields]
    rows = [[column[rng.integers(len(column))] for column in columns] for _ in range(people)]
    who = list(range(people))
    for person in rng.choice(people, again, replace=False).tolist():
        row = list(rows[person])
        for _ in range(1 + (rng.random() < 1 / 7)):
            field = int(rng.integers(len(fields)))
            row[field] = _slip(row[field], rng) if field < 2 else _misheard(row[field], field, rng)
        rows.append(row)
        who.append(person)
    order = rng.permutation(len(rows)).tolist()
    made = pl.DataFrame([rows[place] for place in order], schema=list(fields), orient="row")
    roles = dict(
        zip(("given_name", "family_name", "birth_year", "birth_month", "birth_day"), fields, strict=True)
    )
    return LabelledSet("German synthetic, 10,000", made, roles, pl.Series([who[place] for place in order]))


def two_files() -> LabelledSet:
    """Return febrl3's originals as one file, the first duplicate of each as another."""
    febrl = next(data for data in sets() if data.name == "febrl3")
    kind = febrl.table["rec_id"].str.extract(r"(org|dup-0)$")
    table = febrl.table.with_columns(file=kind, person=febrl.truth).filter(kind.is_not_null())
    return LabelledSet("febrl, two files", table, febrl.roles | {"list": "file"}, table["person"])


def _slip(name: str, rng: np.random.Generator) -> str:
    """Change, leave out, add or exchange a letter."""
    at, letter = int(rng.integers(len(name) - 1)), LETTERS[int(rng.integers(26))]
    return (
        name[:at] + letter + name[at + 1 :],
        name[:at] + name[at + 1 :],
        name[:at] + letter + name[at:],
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
    )[int(rng.integers(4))]


def _misheard(part: str, field: int, rng: np.random.Generator) -> str:
    """Change a year by a digit, a month or a day to any other."""
    if field > 2:
        return str(rng.integers(1, 13 if field == 3 else 29))
    return str(int(part) + int(rng.choice([-10, -5, -1, 1, 3, 10])))


def numbered(truth: pl.Series) -> NDArray[np.int64]:
    """Return the true persons as numbers."""
    return truth.cast(pl.String).rank("dense").cast(pl.Int64).to_numpy()
