"""Random stories of an invented country: every act, kind, style and wording comes up."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

import numpy as np

from saksi.record import vocabulary
from saksi.simulation.texts.story import (
    RECENTLY,
    ByWhom,
    Language,
    Number,
    Outlet,
    Penalty,
    PlaceKind,
    Story,
    Style,
    Teller,
    Telling,
    Voice,
    When,
    Where,
    Whom,
    Words,
    between,
    in_month,
    in_part,
    in_year,
    on_day,
    one,
    since,
)

Item = TypeVar("Item")

COUNTRY, CODE = Words("Narvel", "나르벨"), "XN"
PROVINCES = [
    Words("North Quessan", "북퀘산도"),
    Words("South Quessan", "남퀘산도"),
    Words("Imrath", "임라스도"),
]
TOWNS = [
    Words("Torvane", "토르반"),
    Words("Yelmora", "옐모라"),
    Words("Drussek", "드루섹"),
    Words("Ocklin", "오클린"),
    Words("Pemmary", "펨마리"),
]
NAMES = [
    Words("Orrin Vask", "오린 바스크"),
    Words("Sela Dromm", "셀라 드롬"),
    Words("Tavi Kelbrandt", "타비 켈브란트"),
    Words("Mirel Uvash", "미렐 우바시"),
]
OUTLETS = [
    Outlet(Words("Quessan Ledger", "퀘산레저"), "quessan-ledger", Words("Ocklin", "오클린")),
    Outlet(Words("Free Voice of Narvel", "나르벨자유의소리"), "free-voice"),
    Outlet(Words("The Pemmary Wire", "펨마리통신"), "pemmary-wire", Words("Pemmary", "펨마리")),
]
ACTS = [
    "execution",
    "killing_other",
    "death_in_custody",
    "disappearance",
    "detention_political_camp",
    "detention_other",
    "torture",
    "forced_labour",
    "banishment",
    "forced_repatriation",
    "screening",
    "surveillance",
    "false_accusation",
    "dismissal",
    "deprivation",
    "confiscation",
    "public_shaming",
    "fine",
    "restriction",
    "coerced_attendance",
    "crackdown",
    "punishment_unspecified",
    "release",
]
ROLES = ["student", "trader", "worker", "farmer", "teacher", "broker", "border guard", "believer"]
OFFICES = ["official", "manager", "party secretary", "customs officer"]
INSTITUTIONS = [
    "party",
    "state security",
    "police",
    "court",
    "joint inspection team",
    "government",
    "prison",
    "leader",
]
GROUNDS = sorted(set(vocabulary("ground").terms) - {"none_given"})
SEXES: list[Literal["male", "female", "unknown"]] = ["male", "female", "unknown"]
KINDS: list[Literal["act", "order", "condition"]] = ["act", "act", "act", "act", "order", "condition"]
STANCES: list[Literal["confirms", "disputes"]] = ["confirms", "disputes"]
PLACES: list[PlaceKind] = ["city", "county", "village", "market", "border"]
RETOLD: tuple[Literal["headline", "lead", "recap"], ...] = ("headline", "lead", "recap")
STYLES: list[Style] = [
    "inside_source",
    "inside_source",
    "wire",
    "ngo_list",
    "state_media",
    "testimony",
    "retraction",
    "denial",
]
MODALITIES = ["ongoing", "planned", "denied", "uncertain", "feared"]
PUBLISHED = date(2031, 6, 18)


class Chance:
    """A NumPy generator that gives back plain Python values."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.rng.integers(len(items)))]

    def below(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def number(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))


def a_telling(**changes: Any) -> Telling:
    """Return the arrest of one student, changed as asked."""
    plain: dict[str, Any] = {
        "id": "c1",
        "act": "detention_other",
        "whom": Whom(roles=("student",), status="ordinary"),
        "number": one(),
        "voice": Voice((Teller("insider_source", place=PROVINCES[0]),), "anonymous"),
    }
    return Telling(**{**plain, **changes})


def a_story(*tellings: Telling, **changes: Any) -> Story:
    """Return a story of an inside source with these tellings."""
    plain: dict[str, Any] = {
        "id": "s1",
        "outlet": OUTLETS[0],
        "language": "en",
        "published": PUBLISHED,
        "tellings": tellings or (a_telling(),),
        "country": COUNTRY,
        "country_code": CODE,
    }
    return Story(**{**plain, **changes})


def some_number(chance: Chance) -> Number:
    figure = chance.number(2, 60)
    return chance.pick(
        [
            Number("exact", figure),
            Number("exact", figure),
            Number("exact", chance.number(2, 9)),
            Number("about", figure),
            Number("at_least", figure),
            Number("more_than", figure),
            Number("up_to", figure),
            Number("range", figure, figure + chance.number(1, 30)),
            Number("odd", 10 * chance.number(2, 9)),
            Number("several"),
            Number("dozens"),
            Number("dozens_to_hundreds"),
            Number("hundreds"),
            Number("thousands"),
            Number("many"),
            Number("exact", figure, unit="families"),
        ]
    )


def some_day(chance: Chance) -> When:
    day = PUBLISHED - timedelta(days=chance.number(1, 500))
    near = PUBLISHED - timedelta(days=chance.number(1, 40))
    relative = chance.below(0.6)
    return chance.pick(
        [
            When(),
            RECENTLY,
            on_day(day, relative=relative),
            on_day(near, relative=relative),
            on_day(near, relative=relative),
            in_month(day.year, day.month, relative=relative),
            in_month(2031, 5, relative=relative),
            in_year(day.year, relative=relative),
            since(day),
            since(day.replace(day=1)),
            between(day, day + timedelta(days=9)),
            in_part(near.year, near.month, chance.pick([0, 1, 2]), relative=relative),
        ]
    )


def _fitting_day(chance: Chance, kind: str, modality: str) -> When:
    """Return when: what is still to come has a day ahead or none, a state has none."""
    if kind == "condition" or modality == "feared" or chance.below(0.3):
        return When()
    if modality == "ongoing":
        return since(PUBLISHED - timedelta(days=chance.number(20, 300)))
    if modality == "planned" and kind == "act":
        return on_day(PUBLISHED + timedelta(days=chance.number(2, 40)))
    when = some_day(chance)
    return when if when.precision != "since" else When()


def some_whom(chance: Chance, kind: str, modality: str) -> tuple[Whom, Number]:
    status = chance.pick(["ordinary", "ordinary", "official", "elite", "unknown"])
    roles = (chance.pick(OFFICES if status in ("official", "elite") else ROLES),) if chance.below(0.8) else ()
    if kind != "act" or (modality == "ongoing" and chance.below(0.6)):
        return Whom(type="unspecified", status="unknown", roles=roles if chance.below(0.4) else ()), Number()
    sex = chance.pick(SEXES)
    if chance.below(0.45):
        age = chance.pick([None, None, "23", "40s"])
        name = chance.pick(NAMES) if chance.below(0.3) else None
        return Whom(
            status=status, roles=roles, sex=sex, age=age, name=name, family_included=chance.below(0.1)
        ), one()
    return Whom("group", status, roles, sex, family_included=chance.below(0.1)), some_number(chance)


def some_voice(chance: Chance) -> Voice:
    place = chance.pick(PROVINCES) if chance.below(0.7) else None
    source = Teller("insider_source", place=place)
    return chance.pick(
        [
            Voice(),
            Voice((source,), "anonymous"),
            Voice((source,), "anonymous"),
            Voice((Teller("witness"), source), "anonymous"),
            Voice((Teller("witness", place=place),), "eyewitness"),
            Voice((Teller("relative"), Teller("witness"), source), "anonymous"),
            Voice((Teller("state_media"),), "official"),
            Voice((Teller("document"),), "official"),
            Voice((Teller("rumour", place=place),), "anonymous"),
            Voice((Teller("official", place=place),), "anonymous"),
            Voice((Teller("ngo", anonymous=False, name=Words("Lantern Watch", "등불감시단")),), "named"),
        ]
    )


def some_telling(chance: Chance, index: int, before: list[Telling], voice: Voice) -> Telling:
    """Return any telling; later ones may go on with a victim told before, or tell of relatives."""
    kind = chance.pick(KINDS)
    others = {"order": ["planned", "ongoing"], "condition": ["feared", "ongoing"]}
    said = chance.pick(others.get(kind, ["happened"] * 4 + MODALITIES))
    whom, number = some_whom(chance, kind, said)
    fearful = said not in ("happened", "denied", "uncertain")  # nobody fears a release
    act = chance.pick(ACTS[:-1] if fearful else ACTS)
    same = [t for t in before if t.kind == "act" and t.whom.type != "unspecified"]
    same_victim = chance.pick(same).id if kind == "act" and same and chance.below(0.4) else None
    if same_victim is None and same and kind == "act" and chance.below(0.15):
        whom = Whom(
            "group",
            "family_of_accused",
            kin=chance.pick(["family", "wife", "parents"]),
            kin_of=chance.pick(same).id,
        )
        number = Number()
    places: dict[str, PlaceKind] = {"detention_political_camp": "camp", "detention_other": "prison"}
    inside = places.get(act, "city")
    where = Where(
        chance.pick(TOWNS), inside if chance.below(0.4) else chance.pick(PLACES), chance.pick(PROVINCES)
    )
    return Telling(
        id=f"c{index}",
        act=act,
        kind=kind,
        modality=said,
        whom=whom,
        number=number,
        by=ByWhom(chance.pick(INSTITUTIONS)) if chance.below(0.6) else None,
        grounds=tuple(dict.fromkeys(chance.pick(GROUNDS) for _ in range(chance.number(0, 2)))),
        where=where if kind == "act" and chance.below(0.7) else None,
        when=_fitting_day(chance, kind, said),
        voice=voice,
        more=(Voice((Teller("insider_source"),), "anonymous", chance.pick(STANCES)),)
        if chance.below(0.2)
        else (),
        penalty=Penalty("years", chance.number(2, 15))
        if act == "detention_other" and kind == "act" and chance.below(0.4)
        else None,
        public=chance.below(0.1),
        same_victim_as=same_victim,
        retold=frozenset(name for name in RETOLD if index == 1 and kind == "act" and chance.below(0.6)),
        provenance=(1000 + index,),
    )


def random_story(seed: int, language: Language) -> Story:
    """Return a random story with one to six tellings."""
    chance = Chance(seed)
    tellings: list[Telling] = []
    voice = some_voice(chance)
    for index in range(1, chance.number(1, 6) + 1):
        if chance.below(0.35):
            voice = some_voice(chance)
        tellings.append(some_telling(chance, index, tellings, voice))
    style = chance.pick(STYLES)
    return Story(
        id=f"r{seed}",
        outlet=chance.pick(OUTLETS),
        language=language,
        published=PUBLISHED,
        tellings=tuple(tellings),
        country=COUNTRY,
        country_code=CODE,
        style=style,
        via=OUTLETS[1] if chance.below(0.15) else None,
        retracts=PUBLISHED - timedelta(days=20) if style == "retraction" else None,
    )
