"""What a claim leaves unsaid because the report told it before: place, days and grounds of the same case."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from saksi.countries import find_countries
from saksi.reading.korean.circumstances import is_bare
from saksi.reading.korean.memory import Mention
from saksi.record import Perpetrator, Place, Time

CASE = frozenset(
    {
        "execution", "death_in_custody", "detention_political_camp", "detention_other", "disappearance",
        "banishment", "forced_repatriation", "screening", "dismissal", "public_shaming", "fine", "torture",
        "punishment_unspecified", "forced_labour", "confiscation", "crackdown", "surveillance",
    }
)  # fmt: skip  # what is done to people for the reason that the report gives for their case
ELSEWHERE = frozenset(
    {"banishment", "forced_repatriation", "detention_political_camp", "release", "surveillance"}
)
REACH = 6  # sentences back to which a place still holds
SAME_TALE = 4  # sentences back to which a day still holds
BY_THE_SAME = CASE - {"dismissal", "fine"} | {"killing_other", "violence", "sexual_violence"}
SAME_HANDS = 2  # sentences back to which the doer still acts
TOLD = ("happened", "ongoing", "uncertain")


def carried(mentions: Sequence[Mention]) -> list[Mention]:
    """Fill place, time and grounds of the mentions from those told before in the report.

    Parameters
    ----------
    mentions
        All mentions, in text order.

    Returns
    -------
    list of Mention
        The same, each gap filled named in `rules`: ``ko.carry.place``, ``.time`` or ``.grounds``.
    """
    return list(_grounded(list(_set_in(mentions))))


def _set_in(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Fill place and time while telling goes on."""
    place: tuple[int, Place] | None = None
    doer: tuple[int, Perpetrator] | None = None
    time: tuple[int, int, Time] | None = None
    for mention in mentions:
        act = mention.assertion.kind == "act" and mention.assertion.modality in TOLD
        filled = mention
        if mention.place and mention.place.text:
            if not is_bare(mention.place) and not _is_country(mention.place):
                place = mention.sentence, mention.place
            elif act and place and _names(place[1], mention.place) and mention.sentence - place[0] <= REACH:
                filled = replace(filled, place=place[1], rules=(*filled.rules, "ko.carry.place"))
        elif act and place and mention.act not in ELSEWHERE and mention.sentence - place[0] <= REACH:
            filled = replace(filled, place=place[1], rules=(*filled.rules, "ko.carry.place"))
        if mention.perpetrator is not None:
            doer = mention.sentence, mention.perpetrator
        elif act and doer and mention.act in BY_THE_SAME and mention.sentence - doer[0] <= SAME_HANDS:
            filled = replace(filled, perpetrator=doer[1], rules=(*filled.rules, "ko.carry.perpetrator"))
        if mention.time and (mention.time.from_ or mention.time.to):
            time = mention.sentence, mention.paragraph, mention.time
        elif act and time and mention.time is None and _same_tale(mention, time):
            filled = replace(filled, time=time[2], rules=(*filled.rules, "ko.carry.time"))
        yield filled


def _is_country(place: Place) -> bool:
    """Whether only a country is told: it says where one act was done, and little of the next."""
    words = place.text or ""
    return any(match.end - match.start == len(words) for match in find_countries(words, language="ko"))


def _names(told: Place, bare: Place) -> bool:
    """Whether a place told before gives the bare one its name: 증산교화소, 교화소."""
    return bool(told.text and bare.text and told.text.endswith(bare.text))


def _same_tale(mention: Mention, time: tuple[int, int, Time]) -> bool:
    near = mention.sentence - time[0] <= SAME_TALE and mention.paragraph - time[1] < 2
    return near and mention.assertion.modality == "happened"


def _grounded(mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Fill the grounds of acts of one case: from the mention before that gives any, else from the next."""
    given = [number for number, mention in enumerate(mentions) if mention.grounds and mention.act in CASE]
    for number, mention in enumerate(mentions):
        if mention.grounds or mention.act not in CASE or mention.assertion.kind != "act" or not given:
            yield mention
            continue
        source = mentions[max((n for n in given if n < number), default=given[0])]
        told = {code: rule for code, rule in source.grounds.items() if code != "association"}
        rules = ("ko.carry.grounds",) if told else ()
        yield replace(mention, grounds=told, rules=(*mention.rules, *rules))
