"""English noun phrases: victims first and again."""

from saksi.simulation.texts.english.counts import count_words, spelled
from saksi.simulation.texts.pieces import Pieces
from saksi.simulation.texts.scene import (
    COUNT,
    GROUND,
    SENIOR,
    VICTIM,
    Scene,
    Someone,
    joined,
    number_of,
    piece,
)
from saksi.simulation.texts.story import Number, Telling

PRONOUNS = {  # subject, object, possessive
    "male": ("he", "him", "his"),
    "female": ("she", "her", "her"),
    "many": ("they", "them", "their"),
    "I": ("I", "me", "my"),
    "we": ("we", "us", "our"),
}
CASES = {"V": 0, "Vo": 1, "Vp": 2}
KIN = {
    "family": ("family", "families", ""),
    "parents": ("parents", "parents", ""),
    "wife": ("wife", "wives", "female"),
    "husband": ("husband", "husbands", "male"),
    "son": ("son", "sons", "male"),
    "daughter": ("daughter", "daughters", "female"),
    "brother": ("brother", "brothers", "male"),
    "sister": ("sister", "sisters", "female"),
}
OFFICE = {"elite": "senior official", "official": "official", "family_of_accused": "relative of the accused"}


def regular_plural(noun: str) -> str:
    """Return the regular plural of a noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def plural_of(code: str, scene: Scene) -> str:
    """Return the plural of a role."""
    words = scene.lexicon.role(code)
    return str(words.get("plural") or regular_plural(str(words.get("en", code))))


def an(noun: str) -> str:
    """Return the noun with its indefinite article."""
    if noun[0].isdigit():
        return ("an " if noun.startswith(("8", "11-", "18-")) else "a ") + noun
    return ("an " if noun[0].lower() in "aeiou" else "a ") + noun


def _head(telling: Telling, scene: Scene, plural: bool, someone: Someone) -> str:
    """Return the noun that says who it is; notes which facts it tells."""
    whom = telling.whom
    if whom.roles:
        someone.roles = True
        nouns = [
            plural_of(code, scene) if plural else str(scene.lexicon.role(code).get("en", code))
            for code in whom.roles
        ]
        noun = " and ".join(nouns)
        if whom.sex in ("male", "female") and not whom.name and scene.dice.chance(0.5):
            someone.sex = whom.sex
            noun = f"{whom.sex} {noun}"
        if whom.status == "elite" and not SENIOR.intersection(whom.roles):
            noun = f"senior {noun}"
        return noun
    if whom.status == "mixed":
        return "officials and ordinary residents" if plural else "resident"
    if whom.status in OFFICE:
        return (
            regular_plural(OFFICE[whom.status])
            if plural and whom.status != "family_of_accused"
            else ("relatives of the accused" if plural else OFFICE[whom.status])
        )
    if whom.sex in ("male", "female"):
        someone.sex = whom.sex
        return {"male": ("man", "men"), "female": ("woman", "women")}[whom.sex][plural]
    return scene.surface.pick(("people", "residents") if plural else ("person", "resident"))


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
    noun = _head(telling, scene, plural, someone)
    someone.head = noun.rsplit("and ", 1)[-1].split(" ")[-1] if " of " not in noun else noun.split(" ")[0]
    if number.unit == "families":
        return _families(telling, number, scene, someone)
    pieces = _group(telling, noun, number, scene) if plural else _single(telling, noun, scene, someone)
    if whom.family_included:
        their = (
            "their families"
            if plural
            else f"{PRONOUNS[someone.sex][2] if someone.sex in PRONOUNS else 'the'} family"
        )
        pieces.append((f", together with {their},", "", telling.id))
    return pieces


def _group(telling: Telling, noun: str, number: Number, scene: Scene) -> Pieces:
    words = count_words(number, scene)
    age = f" in their {telling.whom.age}" if telling.whom.age and telling.whom.age.endswith("0s") else ""
    if age:
        scene.people[scene.root(telling)].age = True
    space = " " if words else ""
    return joined(piece(words, VICTIM + COUNT, telling.id), piece(f"{space}{noun}{age}", VICTIM, telling.id))


def _families(telling: Telling, number: Number, scene: Scene, someone: Someone) -> Pieces:
    someone.head = scene.surface.pick(("families", "households"))
    words = count_words(number, scene)
    return joined(
        piece(words, VICTIM + COUNT, telling.id),
        piece(f"{' ' if words else ''}{someone.head}", VICTIM, telling.id),
    )


def _single(telling: Telling, noun: str, scene: Scene, someone: Someone) -> Pieces:
    whom, owner = telling.whom, telling.id
    years = whom.age if whom.age and whom.age.isdigit() else None
    decade = whom.age if whom.age and whom.age.endswith("0s") else None
    if whom.name:
        someone.name = whom.name.en
        if scene.dice.chance(0.4):
            someone.age = years is not None
            tail = f", {years}," if years else ""
            return joined(
                piece(f"{noun} " if whom.roles else "", "", owner),
                piece(whom.name.en, VICTIM, owner),
                piece(tail, "", owner),
            )
        someone.age = years is not None
        label = an(f"{years}-year-old {noun}" if years else noun)
        if scene.dice.chance(0.5):
            return [piece(f"{label} named ", VICTIM, owner), piece(whom.name.en, VICTIM, owner)]
        return [piece(whom.name.en, VICTIM, owner), piece(f", {label},", "", owner)]
    if years:
        someone.age = True
        return [piece(an(f"{years}-year-old {noun}"), VICTIM + COUNT, owner)]
    if decade and whom.sex in ("male", "female"):
        someone.age, someone.sex = True, whom.sex
        return [
            piece(an(noun), VICTIM + COUNT, owner),
            piece(f" in {PRONOUNS[whom.sex][2]} {decade}", VICTIM, owner),
        ]
    label = f"one {noun}" if scene.surface.chance(0.12) else an(noun)
    return [piece(label, VICTIM + COUNT, owner)]


def _class(telling: Telling, scene: Scene) -> Pieces:
    """A class of people, as orders, laws and habits name it."""
    whom = telling.whom
    someone = Someone(head="people", plural=True)
    scene.people[scene.root(telling)] = someone
    if whom.roles or whom.status in ("elite", "official", "mixed"):
        text = _head(telling, scene, True, someone)
        someone.head = text.split(" ")[-1]
    else:
        text = scene.surface.pick(("people", "residents", "those"))
    who = [scene.lexicon.grounds[code]["who"] for code in telling.grounds]
    if who and all(who):
        if len(who) > 1:  # only clauses with who can be joined
            who = [tuple(words for words in group if words.startswith("who ")) for group in who]
        tail = " " + " or ".join(scene.dice.pick(words) for words in who)
        return [piece(text + tail, VICTIM + GROUND, telling.id)]
    return [piece("people" if text == "those" else text, VICTIM, telling.id)]


def _relatives(telling: Telling, scene: Scene) -> Pieces:
    one, many, sex = KIN[telling.whom.kin or "family"]
    head = scene.by_id.get(telling.whom.kin_of or "")
    of = scene.someone(head) if head else None
    number = number_of(telling)
    plural = bool((of and of.plural) or one == many or (number.low or 1) > 1)
    someone = Someone(head=many if plural and one != "parents" else one, plural=plural, sex=sex or "unknown")
    scene.people[scene.root(telling)] = someone
    noun = many if of and of.plural else one
    whose = possessive(of) if of else "the"
    count = count_words(number, scene) if number.low else ""
    if count and one == "family":
        someone.plural, someone.head = not number.is_one, "relatives"
        members = "member" if number.is_one else "members"
        return [
            piece(count, VICTIM + COUNT, telling.id),
            piece(f" {members} of {whose} {one}", VICTIM, telling.id),
        ]
    return [piece(f"{whose} {noun}", VICTIM + COUNT, telling.id)]


def possessive(someone: Someone) -> str:
    """Return his, her, their, or the student's."""
    if someone.plural:
        return "their"
    if someone.sex in PRONOUNS:
        return PRONOUNS[someone.sex][2]
    return f"the {someone.head}'s"


def again(telling: Telling, scene: Scene, case: str, *, noun: bool = False) -> Pieces:
    """Return the victim taken up: he, they, the student, the three; ``noun`` forbids the pronoun."""
    someone = scene.people[scene.root(telling)]
    sex = scene.by_id[scene.root(telling)].whom.sex
    forms = PRONOUNS["many"] if someone.plural else PRONOUNS.get(sex)
    if someone.first_person:
        forms = PRONOUNS["we" if someone.plural else "I"]
    if forms and (someone.first_person or (not noun and scene.surface.chance(0.55))):
        if not someone.plural:
            someone.sex = sex  # the pronoun tells it
        return [piece(forms[CASES[case]], "", telling.id)]
    label = f"the {someone.head}"
    if someone.plural and someone.figure and 1 < someone.figure <= 20 and scene.surface.chance(0.6):
        label = f"the {spelled(someone.figure)}"
    elif someone.name and not someone.plural and scene.surface.chance(0.5):
        label = someone.name
    if case == "Vp":
        label += "'" if someone.plural and label.endswith("s") else "'s"
    return [piece(label, "", telling.id)]
