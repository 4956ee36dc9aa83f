"""Invented records of invented people, some told twice with an error: for the tests of linking."""

import random

import polars as pl

FAMILIES = ("Marrow", "Tolvane", "Quist", "Berrin", "Oakes", "Dunmore", "Ferrow", "Halvig", "Jansk", "Kestle")
GIVEN = (
    "Ansel",
    "Brida",
    "Corin",
    "Dalia",
    "Edric",
    "Fenna",
    "Garrick",
    "Hesper",
    "Isolde",
    "Joram",
    "Kerra",
)
PLACES = ("Corrow", "North Kell", "Vesper Bay", "Camp 14", "Camp 15", "Ostin")
ROLES = {
    "given_name": "given",
    "family_name": "family",
    "birth_date": "born",
    "place": "place",
    "sex": "sex",
}


def records(people: int = 260, again: float = 0.35, seed: int = 7) -> pl.DataFrame:
    """Return shuffled records with the true person in ``person``."""
    chance = random.Random(seed)  # noqa: S311 - no secret depends on it
    rows = []
    for person in range(people):
        first = {
            "person": person,
            "given": chance.choice(GIVEN) + chance.choice(("", "a", "el", "is")),
            "family": chance.choice(FAMILIES) + chance.choice(("", "son", "er", "by", "wick")),
            "born": f"{chance.randint(1940, 2004)}-{chance.randint(1, 12):02d}-{chance.randint(2, 28):02d}",
            "place": chance.choice(PLACES),
            "sex": chance.choice("fm"),
        }
        rows.append(first)
        if chance.random() < again:
            rows.append(_told_again(first, chance))
    chance.shuffle(rows)
    return pl.DataFrame(rows).with_columns(id=pl.format("r-{}", pl.int_range(len(rows))))


def _told_again(first: dict[str, object], chance: random.Random) -> dict[str, object]:
    again = dict(first)
    wrong = chance.choice(("given", "family", "born", "place", "none"))
    if wrong in {"given", "family"}:
        name = str(again[wrong])
        at = chance.randrange(1, len(name) - 1)
        again[wrong] = name[:at] + name[at + 1 :]
    elif wrong == "born":
        again["born"] = f"{str(first['born'])[:8]}{chance.randint(2, 28):02d}"
    elif wrong == "place":
        again["place"] = None
    return again


def pair_f1(truth: list[int], labels: list[int]) -> float:
    """Return F1 of the pairs that the clusters imply."""

    def pairs(groups: list[int]) -> set[tuple[int, int]]:
        members: dict[int, list[int]] = {}
        for row, group in enumerate(groups):
            members.setdefault(group, []).append(row)
        return {(a, b) for rows in members.values() for a in rows for b in rows if a < b}

    true, said = pairs(truth), pairs(labels)
    return 2 * len(true & said) / max(1, len(true) + len(said))
