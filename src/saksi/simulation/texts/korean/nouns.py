"""Korean noun phrases: victims first and again, counts, places."""

from itertools import pairwise

from saksi.simulation.texts.korean.particles import particle
from saksi.simulation.texts.pieces import Pieces
from saksi.simulation.texts.scene import COUNT, GROUND, SENIOR, VICTIM, Scene, Someone, number_of, piece
from saksi.simulation.texts.story import Number, Telling, Where

NATIVE = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
KIN = {
    "family": ("가족", ""),
    "parents": ("부모", ""),
    "wife": ("아내", "female"),
    "husband": ("남편", "male"),
    "son": ("아들", "male"),
    "daughter": ("딸", "female"),
    "brother": ("형제", "male"),
    "sister": ("누이", "female"),
}
OFFICE = {"elite": "고위 간부", "official": "간부", "family_of_accused": "처벌받은 사람의 친척"}
VAGUE = {
    "several": ("몇 {u}",),
    "dozens": ("수십 {u}",),
    "dozens_to_hundreds": ("수십에서 수백 {u}", "수십~수백 {u}"),
    "hundreds": ("수백 {u}",),
    "thousands": ("수천 {u}",),
}
WITH_FIGURE = {
    "about": ("약 {n}{u}", "{n}{u}가량", "{n}{u} 정도"),
    "at_least": ("최소 {n}{u}", "적어도 {n}{u}"),
    "more_than": ("{n}{u}을 넘는 수",),
    "up_to": ("최대 {n}{u}",),
    "range": ("{n}~{m}{u}", "{n}{u}에서 {m}{u}"),
    "odd": ("{n}여 {u}",),
}
MORE_THAN = "{n}{u}이 넘는"  # stands before the noun
SUFFIX = {"city": "시", "county": "군", "village": "리"}
PLACE = {"camp": "{} 정치범수용소", "prison": "{}교화소", "market": "{} 장마당", "border": "{} 국경 지역"}
FIRST_PERSON = {"이": "내가", "은": "나는", "을": "나를", "에게": "나에게", "의": "내"}


def unit(number: Number) -> str:
    """Return the counter of the unit."""
    return "세대" if number.unit == "families" else "명"


def count_words(number: Number, scene: Scene) -> str:
    """Return a count with its counter; empty where none is said."""
    counter = unit(number)
    if number.wording in VAGUE:
        return scene.surface.pick(VAGUE[number.wording]).format(u=counter)
    if number.wording == "many" or number.low is None:
        return ""
    if number.wording in WITH_FIGURE:
        return scene.surface.pick(WITH_FIGURE[number.wording]).format(
            n=f"{number.low:,}", m=f"{number.high or 0:,}", u=counter
        )
    if number.low <= 10 and scene.surface.chance(0.35):
        return f"{NATIVE[number.low]} {counter}"
    return f"{number.low:,}{counter}"


def _head(telling: Telling, scene: Scene, someone: Someone) -> str:
    """Return the noun that says who it is, in the singular; notes which facts it tells."""
    whom = telling.whom
    if whom.roles:
        someone.roles = True
        nouns = [str(scene.surface.pick(scene.lexicon.role(code)["ko"])) for code in whom.roles]
        noun = nouns[0] + "".join(particle(before, "과") + " " + after for before, after in pairwise(nouns))
        if whom.status == "elite" and not SENIOR.intersection(whom.roles):
            noun = f"고위 {noun}"
        if whom.sex in ("male", "female") and not whom.name and scene.dice.chance(0.5):
            someone.sex = whom.sex
            noun = f"{'남성' if whom.sex == 'male' else '여성'} {noun}"
        return noun
    if whom.status == "mixed":
        return "간부와 일반 주민"
    if whom.status in OFFICE:
        return OFFICE[whom.status]
    if whom.sex in ("male", "female"):
        someone.sex = whom.sex
        return "남성" if whom.sex == "male" else "여성"
    return "주민"


def introduce(telling: Telling, scene: Scene) -> Pieces:
    """Return the victim's first noun phrase, and remember who it is."""
    whom, number = telling.whom, number_of(telling)
    if whom.kin:
        return _relatives(telling, scene)
    if whom.type == "unspecified":
        return _class(telling, scene)
    plural = not number.is_one or number.unit == "families"
    someone = Someone(head="", plural=plural, figure=number.low if number.wording == "exact" else None)
    scene.people[scene.root(telling)] = someone
    noun = _head(telling, scene, someone)
    someone.head = noun.split(" ")[-1]
    if plural:
        pieces = _group(telling, noun, number, scene, someone)
    else:
        pieces = _single(telling, noun, scene, someone)
    if whom.family_included:
        pieces.append(piece(f"{particle(pieces[-1][0], '과')} 그 가족", "", telling.id))
    return pieces


def _group(telling: Telling, noun: str, number: Number, scene: Scene, someone: Someone) -> Pieces:
    owner, age = telling.id, telling.whom.age
    if number.unit == "families":
        someone.head = "세대"
        words = count_words(number, scene)
        if number.wording == "more_than":
            return [piece(f"{number.low}세대가 넘는", VICTIM + COUNT, owner), piece(" 집", VICTIM, owner)]
        return [piece(words, VICTIM + COUNT, owner)] if words else [piece("여러 세대", VICTIM, owner)]
    if age and age.endswith("0s"):
        someone.age = True
        noun = f"{age[:-1]}대 {noun}"
    if number.wording == "more_than":
        said = MORE_THAN.format(n=f"{number.low:,}", u=unit(number))
        return [piece(said, VICTIM + COUNT, owner), piece(f" {noun}", VICTIM, owner)]
    words = count_words(number, scene)
    if not words:
        many = "많은 " if scene.surface.chance(0.2) else ""
        return [piece(f"{many}{noun}들", VICTIM, owner)]
    return [piece(f"{noun} ", VICTIM, owner), piece(words, VICTIM + COUNT, owner)]


def _single(telling: Telling, noun: str, scene: Scene, someone: Someone) -> Pieces:
    whom, owner = telling.whom, telling.id
    years = whom.age if whom.age and whom.age.isdigit() else None
    decade = whom.age[:-1] if whom.age and whom.age.endswith("0s") else None
    if whom.name:
        someone.name, someone.age = whom.name.ko, years is not None
        if years and scene.dice.chance(0.5):
            return [
                piece(f"{noun} ", "", owner),
                piece(whom.name.ko, VICTIM, owner),
                piece(f"({years}) 씨", "", owner),
            ]
        return [
            piece(f"{years}살 " if years else "", "", owner),
            piece(f"{noun} ", "", owner),
            piece(whom.name.ko, VICTIM, owner),
            piece(" 씨", "", owner),
        ]
    if years or decade:
        someone.age = True
        noun = f"{years}살 {noun}" if years else f"{decade}대 {noun}"
    way = int(scene.surface.share() * 4)
    if way == 0:
        return [piece(f"{noun} ", VICTIM, owner), piece("1명", VICTIM + COUNT, owner)]
    if way == 1:
        return [piece(f"{noun} ", VICTIM, owner), piece("한 명", VICTIM + COUNT, owner)]
    if way == 2 and not (years or decade):
        return [piece(f"한 {noun}", VICTIM + COUNT, owner)]
    return [piece(noun, VICTIM + COUNT, owner)]


def _class(telling: Telling, scene: Scene) -> Pieces:
    """A class of people, as orders, laws and habits name it."""
    whom = telling.whom
    someone = Someone(head="사람들", plural=True)
    scene.people[scene.root(telling)] = someone
    doing = [scene.lexicon.grounds[code]["doing"] for code in telling.grounds]
    named = bool(whom.roles) or whom.status in ("elite", "official", "mixed")
    noun = _head(telling, scene, someone) if named else scene.surface.pick(("사람", "주민"))
    if named:
        someone.head = noun.split(" ")[-1] + "들"
    tail = "들" if noun != "사람" or scene.surface.chance(0.6) else ""
    if doing and all(doing):
        said = [scene.dice.pick(words) for words in doing]
        before = "거나 ".join([*(_stem_or(words) for words in said[:-1]), said[-1]])
        return [piece(f"{before} {noun}{tail}", VICTIM + GROUND, telling.id)]
    return [piece(f"{noun}들", VICTIM, telling.id)]


def _stem_or(words: str) -> str:
    """Return 외국 영화를 보 for 외국 영화를 보는, so that 거나 can follow."""
    if words.endswith("는"):
        return words[:-1]
    last = ord(words[-1]) - 0xAC00
    return words[:-1] + chr(0xAC00 + last - last % 28) if last % 28 == 4 else words


def _relatives(telling: Telling, scene: Scene) -> Pieces:
    noun, sex = KIN[telling.whom.kin or "family"]
    head = scene.by_id.get(telling.whom.kin_of or "")
    of = scene.someone(head) if head else None
    number = number_of(telling)
    words = count_words(number, scene)
    plural = bool((of and of.plural) or telling.whom.kin in ("family", "parents") or (number.low or 1) > 1)
    scene.people[scene.root(telling)] = Someone(head=noun, plural=plural, sex=sex or "unknown")
    whose = (
        "처벌받은 사람의"
        if of is None
        else "이들의"
        if of.plural
        else scene.surface.pick(("그의", f"이 {of.head}의" if of.head else "그의"))
    )
    if of and of.first_person:
        whose = "내"
    if words and not number.is_one:
        return [piece(f"{whose} {noun} ", VICTIM, telling.id), piece(words, VICTIM + COUNT, telling.id)]
    return [piece(f"{whose} {noun}", VICTIM + COUNT, telling.id)]


def again(telling: Telling, scene: Scene) -> Pieces:
    """Return the victim taken up: 그, 이들, 두 사람, 이 학생."""
    someone = scene.people[scene.root(telling)]
    if someone.plural:
        label = "이들"
        if someone.figure and 1 < someone.figure <= 10 and scene.surface.chance(0.5):
            label = (
                f"{NATIVE[someone.figure]} 사람"
                if someone.head != "세대"
                else f"이 {NATIVE[someone.figure]} 세대"
            )
    else:
        label = "그"
        if someone.head and scene.surface.chance(0.45):
            label = f"이 {someone.head}"
        elif someone.name and scene.surface.chance(0.5):
            label = f"{someone.name} 씨"
    return [piece(label, "", telling.id)]


def place_words(where: Where) -> str:
    """Return the words of a place with its generic."""
    name = where.name.ko
    if where.kind == "province":
        return province(name)
    if where.kind in PLACE and not name.endswith(("관리소", "수용소", "교화소")):
        return PLACE[where.kind].format(name)
    return name if name.endswith(("시", "군", "구역", "리", "읍", "소")) else name + SUFFIX[where.kind]


def province(name: str) -> str:
    """Return a province's name with its generic."""
    return name if name.endswith(("도", "주", "시")) else name + "도"
