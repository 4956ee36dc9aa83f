"""English as the discourse asks for it: clauses, headlines, tellers, details."""

from collections.abc import Mapping
from datetime import date, timedelta

from saksi.simulation.texts.choosing import choose, headlines
from saksi.simulation.texts.english.clauses import Clause, gerunds, sentence_of
from saksi.simulation.texts.english.counts import count_words
from saksi.simulation.texts.english.days import MONTHS, WEEKDAYS, day_words
from saksi.simulation.texts.english.nouns import plural_of
from saksi.simulation.texts.english.places import place_words
from saksi.simulation.texts.english.verbs import finite
from saksi.simulation.texts.pieces import Pieces, Slot, fill, plain
from saksi.simulation.texts.scene import Scene, modality_of, number_of, piece
from saksi.simulation.texts.story import Number, Telling


class English:
    """The English tongue; stateless."""

    def clause(
        self, telling: Telling, scene: Scene, show: frozenset[str], form: str, modality: str | None
    ) -> Pieces:
        """Return a clause; ``cap`` begins it with a capital, ``split`` lets the teller interrupt it."""
        mode = modality or modality_of(telling)
        frame = choose(telling, scene.lexicon, scene.dice, show, mode)
        if telling.part_of and scene.someone(telling) is None:
            frame = frame.removeprefix("{When}")
        pieces = Clause(telling, scene, show, mode).render(frame)
        if form == "split":
            return capital(interrupted(pieces, telling, scene))
        return capital(pieces) if form == "cap" else pieces

    def headline(self, telling: Telling, scene: Scene) -> Pieces:
        """Return a headline, no articles; it introduces nobody."""
        templates = headlines(telling, scene.lexicon)
        if telling.where is None:
            templates = [template for template in templates if "{at1}" not in template] or templates
        return fill(scene.dice.pick(templates), self._headline_slots(telling, scene), telling.id)

    def _headline_slots(self, telling: Telling, scene: Scene) -> dict[str, Slot]:
        head, plural = headline_victim(telling, scene)
        where = place_words(telling.where) if telling.where else None
        clause = Clause(telling, scene, frozenset({"grounds"}), "happened")
        agent, agents = clause.named_agent()
        agent = agent.removeprefix("the ").removeprefix("a ").removeprefix("an ")
        verbs = {"P": agents, "H": plural}
        subject = ["H"]

        def name(slot: str, text: str) -> Slot:
            def said(_: str) -> Pieces:
                subject[0] = slot
                return [piece(text, "", telling.id)]

            return said

        return {
            "H": name("H", head), "h": lambda _: [piece(head, "", telling.id)], "P": name("P", agent),
            "do": lambda verb: [piece(finite(verb, "habit", verbs[subject[0]], 0), "", telling.id)],
            "at": lambda _: [piece(f" {where[0]} {where[1]}", "", telling.id)] if where else [],
            "at1": lambda _: plain(where[1] if where else "News"),
            "for": clause.grounds, "noun": clause.noun, "nounof": clause.noun_of, "pp": clause.participle,
        }  # fmt: skip

    def detail(self, telling: Telling, scene: Scene, missing: frozenset[str]) -> list[Pieces]:
        """Return sentences for what the clause left out; each belongs to the claim."""
        clause = Clause(telling, scene, missing, "happened")
        slots: dict[str, Slot] = {
            **clause.slots,
            "g": lambda _: [piece(gerunds(telling, scene), "g", telling.id)],
            "pen": lambda _: (
                [piece(sentence_of(telling.penalty, scene), "n", telling.id)] if telling.penalty else []
            ),
        }
        keys: list[str] = [key for key in ("by", "grounds", "penalty") if key in missing]
        if "where" in missing:
            keys.insert(0, "at")
        elif "when" in missing:
            keys.insert(0, "when")
        if "grounds" in keys and not gerunds(telling, scene):
            keys.remove("grounds")
        patterns = scene.lexicon.discourse["detail"]
        told = [scene.surface.pick(patterns[key]).removesuffix(".") for key in keys]
        return [tidy([*fill(pattern, slots, telling.id), *plain(".")]) for pattern in told]

    def recap(self, telling: Telling, scene: Scene) -> Pieces:
        """Return the act as a noun: the execution of the student."""
        return Clause(telling, scene, frozenset(), "happened").render("the {nounof} {Vo:n}")

    def phrase(self, pieces: Pieces, form: str) -> Pieces:
        """Return a noun phrase, with a capital where asked."""
        return capital(pieces) if form == "cap" else pieces

    def number(self, number: Number, telling: Telling, scene: Scene) -> Pieces:
        """Return another count of the same victims."""
        return [piece(count_words(number, scene).removesuffix(" of") or "many", "c", telling.id)]

    def pattern(self, template: str, slots: Mapping[str, Slot], scene: Scene) -> Pieces:  # noqa: ARG002
        """Return a sentence pattern with its slots filled."""
        return tidy(fill(template, slots))

    def word(self, text: str, form: str) -> Pieces:
        """Return the name of a teller or an outlet."""
        return plain(text[:1].upper() + text[1:] if form == "cap" else text)

    def said_on(self, scene: Scene) -> str:
        """Return the day of a statement, within the week before publication."""
        if scene.surface.chance(0.4):
            return ""
        day = scene.story.published - timedelta(days=int(scene.surface.share() * 6))
        words = (f" on {WEEKDAYS[day.weekday()]}", f" on {WEEKDAYS[day.weekday()]}", " this week")
        return scene.surface.pick(words)

    def full_date(self, day: date) -> str:
        """Return a full date."""
        return day_words(day, year=True)

    def short_date(self, day: date) -> str:
        """Return the date of a dateline."""
        return (
            f"{MONTHS[day.month - 1][:3]}. {day.day}"
            if day.month not in (5, 6, 7)
            else day_words(day, year=False)
        )


def headline_victim(telling: Telling, scene: Scene) -> tuple[str, bool]:
    """Return who, as a headline says it, and whether it is plural."""
    whom, number = telling.whom, number_of(telling)
    if whom.kin:
        return ("Relatives" if not whom.kin_of else "Family", not whom.kin_of)
    if whom.name and number.is_one:
        return whom.name.en, False
    plural = whom.type == "unspecified" or not number.is_one or number.unit == "families"
    if number.unit == "families":
        noun = "families"
    elif whom.roles:
        code = whom.roles[0]
        noun = plural_of(code, scene) if plural else str(scene.lexicon.role(code).get("en", code))
    else:
        sexes = {"male": ("man", "men"), "female": ("woman", "women")}
        offices = {"elite": ("official", "officials"), "official": ("official", "officials")}
        noun = offices.get(whom.status, sexes.get(whom.sex, ("resident", "residents")))[plural]
    if whom.type == "unspecified":
        return noun, True
    words = count_words(number, scene) if plural else ""
    return (f"{words} {noun}".strip(), plural)


def capital(pieces: Pieces) -> Pieces:
    """Return the pieces with a capital at their head."""
    if not pieces:
        return pieces
    text, letters, owner = pieces[0]
    return [(text[:1].upper() + text[1:], letters, owner), *pieces[1:]]


def interrupted(pieces: Pieces, telling: Telling, scene: Scene) -> Pieces:
    """Return a quoted clause that the teller interrupts: “On Friday,” the source said, “he was shot”."""
    joints = [
        index
        for index in range(1, len(pieces))
        if pieces[index][0].startswith((" by ", " in ", " on ", " at ", " for ", ", accused"))
        or pieces[index - 1][0] == ", "
    ]
    if not joints:
        return pieces
    at = scene.dice.pick(joints)
    short = scene.introduce_tellers(telling.voice.chain)[-1].short
    before, after = pieces[:at], pieces[at:]
    before[-1] = (before[-1][0].rstrip(", "), *before[-1][1:])
    after[0] = (after[0][0].lstrip(", "), *after[0][1:])
    return [*before, (f",” {short} {scene.surface.pick(('said', 'added'))}, “", "", ""), *after]


def tidy(pieces: Pieces) -> Pieces:
    """Drop a comma before another stop: 'Orrin, 23,.' is printed nowhere."""
    out: Pieces = []
    for part in pieces:
        if not part[0]:
            continue
        if out and out[-1][0].endswith(",") and part[0].lstrip("”’")[:1] in tuple(".,;:!?"):
            text, letters, owner = out[-1]
            out[-1] = (text[:-1], letters, owner)
        out.append(part)
    return out
