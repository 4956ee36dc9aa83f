"""English verbs in the forms that a modality asks for."""

from functools import cache

IRREGULAR = {
    "beat": ("beat", "beaten"),
    "break": ("broke", "broken"),
    "bring": ("brought", "brought"),
    "come": ("came", "come"),
    "cut": ("cut", "cut"),
    "drive": ("drove", "driven"),
    "fall": ("fell", "fallen"),
    "find": ("found", "found"),
    "get": ("got", "got"),
    "give": ("gave", "given"),
    "go": ("went", "gone"),
    "have": ("had", "had"),
    "hear": ("heard", "heard"),
    "hold": ("held", "held"),
    "keep": ("kept", "kept"),
    "lead": ("led", "led"),
    "leave": ("left", "left"),
    "let": ("let", "let"),
    "lose": ("lost", "lost"),
    "make": ("made", "made"),
    "pay": ("paid", "paid"),
    "put": ("put", "put"),
    "see": ("saw", "seen"),
    "send": ("sent", "sent"),
    "set": ("set", "set"),
    "shoot": ("shot", "shot"),
    "shut": ("shut", "shut"),
    "spend": ("spent", "spent"),
    "stand": ("stood", "stood"),
    "take": ("took", "taken"),
    "tell": ("told", "told"),
    "throw": ("threw", "thrown"),
    "win": ("won", "won"),
    "withhold": ("withheld", "withheld"),
    "keep up": ("kept up", "kept up"),
    "deal": ("dealt", "dealt"),
    "serve": ("served", "served"),
}
DOUBLED = frozenset(
    {
        "bar",
        "commit",
        "compel",
        "pin",
        "stop",
        "ban",
        "strip",
        "tap",
        "put",
        "get",
        "cut",
        "let",
        "shut",
        "set",
        "drag",
        "slap",
        "rob",
        "win",
        "plan",
    }
)
BE = {True: ("are", "were"), False: ("is", "was")}
HAVE = {True: "have", False: "has"}
WAYS = {
    "planned": ("will", "will", "is to", "is due to"),
    "uncertain": ("may have", "is believed to have", "is rumoured to have", "could have"),
    "denied": ("did not", "never"),
}
OFTEN = ("", " often", " routinely", " regularly", " still")


@cache
def past(verb: str) -> str:
    """Return the past tense."""
    return IRREGULAR[verb][0] if verb in IRREGULAR else _regular(verb)


@cache
def participle(verb: str) -> str:
    """Return the past participle."""
    return IRREGULAR[verb][1] if verb in IRREGULAR else _regular(verb)


def _regular(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ed"


@cache
def ing(verb: str) -> str:
    """Return the present participle."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if verb in DOUBLED else "") + "ing"


@cache
def third(verb: str) -> str:
    """Return the present tense of he, she, it."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def be(modality: str, plural: bool, way: int) -> str:
    """Return the form of *be* that carries a passive: was, are being, will be, was never, may have been.

    ``habit`` is the ongoing of a class of people: are often; ``perfect`` what has gone on since some day.
    """
    now, then = BE[plural]
    if modality == "happened":
        return then
    if modality == "ongoing":
        return f"{now} being"
    if modality == "habit":
        return now + OFTEN[way % len(OFTEN)]
    if modality == "perfect":
        return f"{HAVE[plural]} been"
    if modality == "denied":
        return then + (" not", " never")[way % 2]
    if modality == "feared":
        return ("could be", "might be")[way % 2]
    words = _agree(WAYS[modality][way % len(WAYS[modality])], plural)
    return f"{words} been" if modality == "uncertain" else f"{words} be"


def finite(verb: str, modality: str, plural: bool, way: int) -> str:
    """Return an active verb in a modality: shot, is shooting, will shoot, did not shoot, may have shot."""
    if modality == "happened":
        return past(verb)
    if modality == "ongoing":
        return f"{BE[plural][0]} {ing(verb)}"
    if modality == "habit":
        return (OFTEN[way % len(OFTEN)] + " ").lstrip() + (verb if plural else third(verb))
    if modality == "perfect":
        return f"{HAVE[plural]} been {ing(verb)}"
    if modality == "feared":
        return f"{('could', 'might')[way % 2]} {verb}"
    words = _agree(WAYS[modality][way % len(WAYS[modality])], plural)
    if modality == "uncertain":
        return f"{words} {participle(verb)}"
    return f"{words} {past(verb)}" if words == "never" else f"{words} {verb}"


def _agree(words: str, plural: bool) -> str:
    return "are" + words[2:] if plural and words.startswith("is ") else words
