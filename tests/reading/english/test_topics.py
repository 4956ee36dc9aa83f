"""Reports about something else: their words for harm are no claims."""

import pytest

from saksi.reading import ReadingSettings
from saksi.reading.english.reader import read_drafts
from saksi.reading.learned import load_weights

MATCH = (
    "Corrow beat Kell 3-1 in the cup on Sunday. The striker executed a penalty in the first half."
    " The goalkeeper was sacked by the referee's whistle, said the coach. The midfielder was shot down"
    " by his own fans. The league season ends in the stadium of Kell."
)
FEUD = (
    "Two brothers were killed on Sunday in a feud over a well. Their cousin was beaten near the mill."
    " The cousin had shot a neighbour in spring. Nobody came to the funeral. The village was silent."
)
PEST = (
    "A campaign against the locust in Kell has destroyed four swarms, the ministry said. Farmers"
    " with sprayers track the insects before sunrise and kill them where they are found. The herders keep"
    " their animals away. A boy was trampled by a camel and died on the spot."
    " Sorghum prices rose after the rainfall."
)
MUSEUM = (
    "A museum of the old regime opened in Corrow. Visitors see the cell in which prisoners were"
    " interrogated, and the names of those executed. The curator spent nine years collecting letters."
    " The exhibition has 300 objects. The architect kept the iron doors. A ticket costs 12 crowns."
)
ARRESTS = (
    "Police arrested three skaters after a match in Corrow. A court sentenced the coach to two years in"
    " prison. Officers beat the goalkeeper in his cell. Two fans were executed in the stadium in May."
    " The authorities confiscated the medals of the team."
)
RAID = (
    "Gunmen on motorcycles raided two villages near the border overnight, killing 14 people and taking"
    " dozens, residents said. The bandits seized cattle and burned houses. Kidnappers, the police said, had"
    " demanded a ransom. Last month gunmen took 60 pupils from a school; they were released after two weeks."
    " Gangs have plundered the region for years. Four suspected robbers were arrested on Friday."
)
CLASH = (
    "Nine people were killed near Corrow when two clans fought over a well, elders said on Monday. The"
    " quarrel began with a bull. Young men attacked a camp at dawn, burned eleven huts and drove away 300"
    " cattle. In a revenge raid a woman was raped and a boy taken hostage; he was freed on Sunday. The elders"
    " have banned arms at the well. The displaced have no clean water."
)


def claims(text: str) -> list[str]:
    found = read_drafts(text, published=None, outlet=None)
    return [draft.act for draft in found if draft.confidence >= ReadingSettings().threshold]


@pytest.mark.parametrize("text", [MATCH, FEUD, PEST, MUSEUM, RAID, CLASH])
def test_a_match_a_feud_a_pest_a_museum_a_raid_and_a_clash_claim_nothing(text: str) -> None:
    assert claims(text) == []


def test_what_they_seem_to_tell_stays_in_the_queue() -> None:
    assert read_drafts(FEUD, published=None, outlet=None)


def test_athletes_who_are_arrested_are_no_match_report() -> None:
    assert {"detention_other", "execution", "confiscation"} <= set(claims(ARRESTS))


def marks(text: str) -> dict[str, float]:
    """What the first draft knows of its report."""
    known = read_drafts(text, published=None, outlet=None)[0].features
    return {name: float(value) for name, value in known.items() if name.startswith("report:")}


def test_a_report_of_arrests_is_marked_otherwise_than_a_match() -> None:
    match, arrests = marks(MATCH), marks(ARRESTS)
    assert arrests["report:context"] > match["report:context"]
    assert (match["report:topic"], arrests["report:topic"]) == (1.0, 0.0)


@pytest.mark.parametrize("text", [MATCH, MUSEUM])
def test_the_weights_take_a_report_about_something_else_for_such(text: str) -> None:
    shipped = load_weights("en")
    assert shipped is not None
    assert shipped.elsewhere(marks(text))
    assert not shipped.elsewhere(marks(ARRESTS))
