"""Which country a report is about, and which of the places that bear a name it can mean."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from saksi.countries import CountryMatch, PlaceMatch

LARGE = 100_000  # people
PLACE, COUNTRY, DEMONYM = 4, 2, 1  # how much each tells of where the story is: "Chinese phones" little
FIRST = 4  # the country that is named first

Span = tuple[int, int]


def meant_places(text: str, named: Sequence[PlaceMatch], mentioned: Collection[str]) -> Sequence[PlaceMatch]:
    """Return the places that the report can mean, of all that bear a name said in it.

    A town counts where its country is mentioned (all do where none is), where a province or a large city of
    it is named, or another town; and where somebody wrote it down for this project: a country's own pack.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for match in named:
        names[match.place.country].add(text[match.start : match.end].lower())
    sure = {match.place.country for match in named if _is_known(match) or match.place.pack != "general"}
    told = {country for country, said in names.items() if len(said) > 1} | sure | set(mentioned)
    return [match for match in named if not mentioned or match.place.country in told]


def main_country(
    countries: Sequence[CountryMatch], places: Sequence[PlaceMatch], datelines: Sequence[Span]
) -> str | None:
    """Return the country that most names speak for; null where none does.

    Names in a dateline say where the report was written, not where its story is.
    """
    told = [match for match in countries if not match.ambiguous and not _within(match.start, datelines)]
    weight: Counter[str] = Counter()
    for match in told:
        weight[match.country.iso] += DEMONYM if match.demonym else COUNTRY
    for place in places:
        weight[place.place.country] += 0 if _within(place.start, datelines) else PLACE
    first = next((match.country.iso for match in told if not match.demonym), None)
    if first is not None:
        weight[first] += FIRST
    return weight.most_common(1)[0][0] if weight else None


def _within(start: int, spans: Sequence[Span]) -> bool:
    return any(low <= start < high for low, high in spans)


def _is_known(match: PlaceMatch) -> bool:
    """Whether the name stands for itself where its country is not named: a province or a large city."""
    return match.place.level == "province" or match.place.population >= LARGE
