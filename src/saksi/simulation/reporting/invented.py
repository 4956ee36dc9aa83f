"""Invented names that reports need: the country, outlets, and how names are misspelt."""

import numpy as np

from saksi.simulation.geography import COUNTRY_EN, COUNTRY_KO
from saksi.simulation.syllables import place_name
from saksi.simulation.texts import Outlet, Words

COUNTRY = Words(COUNTRY_EN, COUNTRY_KO)
COUNTRY_CODE = "XN"  # user-assigned: no country has it
STATE = Outlet(Words(f"{COUNTRY_EN} State Radio", f"{COUNTRY_KO}중앙방송"), "state-radio")
TITLES = (
    ("{} Ledger", "{}레저"), ("Free {} Radio", "자유{}방송"), ("{} Wire", "{}통신"),
    ("{} Watch", "{}감시"), ("Daily {}", "데일리{}"), ("{} Lantern", "{}등불"),
    ("{} Post", "{}포스트"), ("{} Records", "{}기록"), ("{} Dispatch", "{}속보"),
    ("{} Review", "{}평론"), ("{} Herald", "{}헤럴드"), ("{} Letters", "{}서신"),
)  # fmt: skip
ABROAD = 2000  # place names from here on are abroad: no province of a scenario reaches them
SLIPS = (("i", "y"), ("o", "u"), ("k", "c"), ("v", "b"), ("z", "s"), ("t", "d"), ("l", "r"), ("e", "a"))


def outlets(n: int) -> tuple[Outlet, ...]:
    """Return n outlets and, behind them, the state's."""
    made = []
    for number in range(n):
        latin, hangul = place_name(ABROAD + number)
        en, ko = TITLES[number % len(TITLES)]
        city = place_name(ABROAD + 100 + number) if number % 2 == 0 else None
        made.append(
            Outlet(
                Words(en.format(latin), ko.format(hangul)),
                f"{en.format(latin).lower().replace(' ', '-')}",
                Words(*city) if city else None,
            )
        )
    return (*made, STATE)


def misspelt(name: Words, rng: np.random.Generator) -> Words:
    """Return a name as somebody else hears and writes it: another vowel or consonant in both scripts."""
    family, _, given = name.en.partition(" ")
    slips = [(a, b) for pair in SLIPS for a, b in (pair, pair[::-1]) if a in given[1:].lower()]
    if slips:
        a, b = slips[int(rng.integers(len(slips)))]
        given = given[0] + given[1:].replace(a, b, 1)
    return Words(f"{family} {given}".strip(), _misheard(name.ko, rng))


def _misheard(name: str, rng: np.random.Generator) -> str:
    """Return Hangul with the vowel of one of its last syllables moved by one: 28 finals, 21 vowels."""
    where = [i for i, char in enumerate(name) if "가" <= char <= "힣" and i > 0]
    if not where:
        return name
    at = where[-1 - int(rng.integers(min(2, len(where))))]
    lead, rest = divmod(ord(name[at]) - 0xAC00, 21 * 28)
    vowel, final = divmod(rest, 28)
    moved = (vowel + 4) % 21
    return f"{name[:at]}{chr(0xAC00 + lead * 588 + moved * 28 + final)}{name[at + 1 :]}"
