"""Which frame fits a telling: it needs no agent that is unknown, and has room for what is to be told."""

from functools import cache, lru_cache

from saksi.simulation.texts.dice import Dice
from saksi.simulation.texts.lexicon import Lexicon, Strings, tells
from saksi.simulation.texts.pieces import slots_of
from saksi.simulation.texts.story import Telling

ALL = frozenset({"by", "where", "when", "grounds", "penalty"})
AGENT = frozenset({"P", "Po"})
VERBS = frozenset({"be", "do", "verb", "passive"})
NOMINAL = "{Vo:n}"  # the arrest of the student: nobody says "the arrest of me"
# of told episodes get a frame with room for all; the others tell the rest in a sentence of its own
FULL_SHARE = 0.6


@cache
def inside(frame: str) -> str:
    """Return the kind of place that a frame names by itself: told besides, it would be said twice."""
    slots = slots_of(frame)
    return "camp" if "camp" in slots else "prison" if "jail" in slots else ""


def given(telling: Telling) -> frozenset[str]:
    """Return the fields that a telling holds."""
    return frozenset(
        name
        for name, held in (
            ("by", telling.by),
            ("where", telling.where),
            ("when", telling.when.precision != "untold"),
            ("grounds", telling.grounds),
            ("penalty", telling.penalty),
        )
        if held
    )


def candidates(telling: Telling, lexicon: Lexicon) -> Strings:
    """Return the frames among which a telling's kind and modality choose.

    Raises
    ------
    InvalidInput
        The act has no frames.
    """
    act = lexicon.act(telling.act)
    if telling.kind == "order":
        group = "order_crackdown" if telling.act == "crackdown" else "order"
        return tuple(lexicon.discourse[group]["ongoing" if telling.modality == "ongoing" else "planned"])
    if telling.kind == "condition":
        if (
            telling.modality == "ongoing"
            and telling.act.startswith("detention")
            and telling.number.wording != "untold"
        ):
            return tuple(lexicon.discourse["condition_held"])
        return tuple(lexicon.discourse["condition"]["feared" if telling.modality == "feared" else "ongoing"])
    return act.frames


def headlines(telling: Telling, lexicon: Lexicon) -> list[str]:
    """Return the headlines that fit a telling; those that name an agent only where there is one."""
    key = "order" if telling.kind == "order" else telling.modality
    if telling.kind == "condition" and key == "ongoing":
        key = "feared"
    templates = (
        lexicon.act(telling.act).headlines if key == "happened" else lexicon.discourse["headlines"][key]
    )
    return [template for template in templates if telling.by is not None or "{P}" not in template]


@lru_cache(maxsize=8_192)
def _fitting(
    frames: Strings, by: bool, penalty: bool, told: bool, personal: bool, wanted: frozenset[str]
) -> tuple[Strings, Strings]:
    """Return the frames that fit at all, and those of them with room for everything."""
    fit = tuple(
        frame
        for frame in frames
        if (by or not slots_of(frame) & AGENT)
        and (penalty == ("pen" in slots_of(frame)) or not any("pen" in slots_of(other) for other in frames))
        and (told or slots_of(frame) & VERBS)
        and (not personal or NOMINAL not in frame)
    )
    return fit, tuple(frame for frame in fit if wanted <= tells(frame))


def choose(telling: Telling, lexicon: Lexicon, dice: Dice, show: frozenset[str], modality: str) -> str:
    """Return a frame for one mention of a telling."""
    told = modality == "happened" or telling.kind != "act"
    wanted = given(telling) & show
    fit, full = _fitting(
        candidates(telling, lexicon),
        telling.by is not None,
        telling.penalty is not None,
        told,
        telling.whom.speaker,
        wanted,
    )
    insists = not (telling.kind == "act" and telling.modality == "happened")
    if full and (insists or dice.chance(FULL_SHARE)):
        return dice.pick(full)
    if insists:  # what it cannot tell now it never will: take what tells most
        most = max(len(wanted & tells(frame)) for frame in fit)
        return dice.pick([frame for frame in fit if len(wanted & tells(frame)) == most])
    return dice.pick(fit)
