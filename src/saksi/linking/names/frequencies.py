"""How common families and syllables of given names are: enough to weigh one reading against another.

Families (`data/korean-families.tsv`): shares of the South Korean census of 2015, rounded, per thousand;
northern spellings count with their southern form. Given names (`data/korean-given.tsv`): weights by rank,
from our own reading of published lists of names.
"""

from typing import Final

from saksi.linking.names.data import rows

ELSE: Final = 0.02  # weight of a syllable that no list holds
FAMILIES: Final = {row["family"]: float(row["share"]) for row in rows("korean-families")}
GIVEN: Final = {row["syllable"]: float(row["weight"]) for row in rows("korean-given")}
