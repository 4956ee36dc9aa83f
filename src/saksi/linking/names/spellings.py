"""How Latin letters write Korean sounds, habit by habit, and how families write their name.

The tables are data (`data/korean-sounds.tsv`, `data/korean-families.tsv`): sound, spelling, and the share of
writers of that habit who use it. The shares are ours, from the official rules of each system and published
spellings of public figures; `docs/methods/names.md` says how they were checked.
"""

from typing import Final

from saksi.linking.names.data import rows

Shares = dict[str, dict[str, float]]  # sound -> spelling -> share

# Habits of writing and how common each is: ``revised`` (South, since 2000), ``mccune`` (McCune-Reischauer
# with or without its marks, and the northern official spelling, which drops them), ``passport`` (what
# families chose), ``other`` (Hungarian, Czech, Polish and Slavic press).
HABITS: Final = {"revised": 0.25, "mccune": 0.35, "passport": 0.397, "other": 0.003}
# ㅕ alone is hardly ever ``yu`` ("Hyun" is 현, but "Yun" is 윤): the share left where no consonant precedes.
YU_ALONE: Final = 0.15


def _sounds(part: str) -> dict[str, Shares]:
    found: dict[str, Shares] = {habit: {} for habit in HABITS}
    for row in rows("korean-sounds"):
        if row["part"] == part:
            found[row["habit"]].setdefault(row["sound"], {})[row["spelling"]] = float(row["share"])
    return found


def _families() -> Shares:
    found: Shares = {}
    for row in rows("korean-families"):
        if row["spelling"]:
            found.setdefault(row["family"], {})[row["spelling"]] = float(row["spelling_share"])
    return found


INITIAL_SPELLINGS: Final = _sounds("initial")
VOWEL_SPELLINGS: Final = _sounds("vowel")
FINAL_SPELLINGS: Final = _sounds("final")
# Families are written as nothing else is: the share of a family's writers, over all habits.
FAMILY_SPELLINGS: Final = _families()
