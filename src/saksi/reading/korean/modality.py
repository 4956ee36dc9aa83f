"""How an act is asserted: done, going on, ordered, feared, denied, only rumoured; or not asserted at all."""

import re
from dataclasses import dataclass

from saksi.reading.korean.lexicon import cues
from saksi.reading.korean.morphs import Sentence
from saksi.reading.korean.triggers import Trigger

ATTEMPT = ("려고", "려", "려다", "으려고", "으려", "고자")


@dataclass(frozen=True, slots=True)
class Assertion:
    """Codes of the vocabularies kind and modality."""

    kind: str
    modality: str


def assertion(text: str, sentence: Sentence, trigger: Trigger) -> Assertion | None:
    """Say how a trigger is asserted.

    Returns
    -------
    Assertion or None
        None where the words assert nothing: a condition, a question, "has never been".
    """
    morphs = sentence.morphs
    own = text[morphs[trigger.verb].start : sentence.end]
    tail = text[morphs[min(trigger.stop, len(morphs)) - 1].end : sentence.end]
    near = own[:60]
    if _is_empty(sentence, trigger, near):
        return None
    ordered = _ordered(text, sentence, trigger, tail)
    if ordered:
        return ordered
    if any(cue in near for cue in cues("denied")) or _negated(sentence, trigger):
        return Assertion("act", "denied")
    if any(cue in near for cue in cues("uncertain")):
        return Assertion("act", "uncertain")
    if re.search(r"까\s*(?:봐|두려|겁|걱정|우려|불안)", near):
        return Assertion("condition", "feared")
    if _future(sentence, trigger, near):
        return Assertion("act", "planned")
    return Assertion("act", _tense(text, sentence, trigger))


def _forms(sentence: Sentence, trigger: Trigger) -> list[str]:
    return [morph.form for morph in sentence.morphs[trigger.verb + 1 : trigger.stop]]


def _chain(sentence: Sentence, trigger: Trigger) -> list[str]:
    """Return the endings of the predicate or, if it leads on (고), of the next that closes."""
    forms = _forms(sentence, trigger)
    if trigger.weak or not forms or forms[-1] not in ("고", "며", "어", "거나", "어서"):
        return forms
    for morph in sentence.morphs[trigger.stop : trigger.stop + 40]:
        if morph.tag in ("SSO", "SSC", "SF"):
            break
        if morph.tag in ("EP", "EF", "EC", "ETM"):
            forms.append(morph.form)
            if morph.tag in ("EF", "ETM") or morph.form.endswith(("다고", "라고")):
                break
    return forms


def _is_empty(sentence: Sentence, trigger: Trigger, near: str) -> bool:
    if trigger.weak:
        return False
    forms = _forms(sentence, trigger)
    if forms and forms[-1] in cues("conditional_endings") and "겠" not in forms:
        return True
    if (
        forms
        and forms[-1] in ("는지", "ᆫ지", "은지", "을지", "ᆯ지", "는가", "ᆫ가")
        and trigger.rule.act != "disappearance"
    ):
        return True
    if any(form in ("려다", "으려다", "려다가", "으려다가") for form in forms):  # tried, not done
        return True
    if any(cue in near[:25] for cue in cues("never")):
        return True
    last = sentence.morphs[-1]
    return last.tag == "SF" and last.form == "?"


def _negated(sentence: Sentence, trigger: Trigger) -> bool:
    before = sentence.morphs[trigger.verb - 1] if trigger.verb else None
    if before is not None and before.tag == "MAG" and before.form in ("안", "못"):
        return "안" not in "".join(trigger.rule.active + trigger.rule.passive)
    forms = _forms(sentence, trigger)
    return any(form in ("않", "못하", "못") for form in forms[:4])


def _ordered(text: str, sentence: Sentence, trigger: Trigger, tail: str) -> Assertion | None:
    if re.match(
        r"\s*(?:강화\s*|에 대한\s*|데 대한\s*)?"
        r"(?:지시|명령|포치|방침|포고|지령|령(?=[^가-힣]|[을이은])|캠페인|지침)",
        tail,
    ) and (trigger.weak or tail[:1] != " "):
        return Assertion("order", "planned")
    forms = _chain(sentence, trigger)
    said = text[sentence.morphs[trigger.verb].end : sentence.end]
    directive = any(verb in tail for verb in cues("order_verbs") + cues("order_nouns"))
    command = any(
        form in ("라", "라고", "라는", "도록", "으라는", "으라고", "으라", "자는") for form in forms
    ) or bool(re.match(r"\S*\s*(?:데 대한|것을 (?:지시|명령|요구|강조|포치))", said))
    if command and directive:
        return Assertion("order", _standing(trigger, "planned"))
    if "겠" in forms and (directive or trigger.voice == "active") and trigger.rule.act != "release":
        return Assertion("order", "planned")
    if _sanction(text, sentence, trigger) and _present_or_future(forms, said):
        law = re.search(r"제\s?\d+조|형법|법에 따르면|법은|법률|조항", text[sentence.start : sentence.end])
        return Assertion("order", "ongoing" if law else "planned")
    if trigger.rule.act == "restriction" and not trigger.weak and _from_above(text, sentence, trigger):
        return Assertion("order", "ongoing")
    return None


def _standing(trigger: Trigger, modality: str) -> str:
    return "ongoing" if trigger.rule.act == "restriction" else modality


def _from_above(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """A ban given out by an authority is an order, one suffered by somebody is an act."""
    ahead = text[sentence.start : sentence.morphs[trigger.first].start]
    return trigger.voice == "active" and bool(
        re.search(r"당국|정부|지시|방침|법|보위|위원회|[당국성부](?:은|는|이|가)\s", ahead)
    )


def _sanction(text: str, sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words before name who would suffer it: 어기는 자는, 걸리면, 적발될 경우."""
    ahead = text[sentence.start : sentence.morphs[trigger.first].start]
    stems = "|".join(map(re.escape, cues("sanction")))
    return bool(
        re.search(
            rf"(?:{stems})[가-힣]{{0,4}}(?:면|경우|\s*경우|는\s+(?:자|사람|주민|대상|행위)|시(?=[에\s]))",
            ahead,
        )
        or re.search(r"[가-힣]\s(?:자|공민|대상자?|경우)(?:들)?(?:에게)?(?:은|는|에는)\s", ahead)
    )


def _present_or_future(forms: list[str], said: str) -> bool:
    return "었" not in forms and (
        "겠" in forms
        or bool(re.match(r"\S*(?:ㄴ다|는다|한다|된다|다고|도록|라고)|\S*\s*것", said))
        or any(form.startswith(("ᆫ다", "는다")) for form in forms)
    )


def _future(sentence: Sentence, trigger: Trigger, near: str) -> bool:
    forms = _forms(sentence, trigger)
    if sentence.morphs[trigger.verb].form == "앞두":
        return True
    if any(form in ATTEMPT for form in forms):
        return True
    head = near[:30]
    return ("ᆯ" in forms or "을" in forms or "겠" in forms or "기" in forms) and (
        "겠" in forms or any(cue in head for cue in cues("planned")) or "기 위" in head or "ᆯ" in forms
    )


def _tense(text: str, sentence: Sentence, trigger: Trigger) -> str:
    if trigger.weak:
        return "happened"
    forms = _forms(sentence, trigger)
    morphs = sentence.morphs
    if morphs[trigger.verb].form == "있":  # a stem such as 나와 있다
        return "happened" if "었" in forms else "ongoing"
    if "있" in forms:
        return "happened" if "었" in forms[forms.index("있") :] else "ongoing"
    if "었" in forms or "던" in forms:
        return "happened"
    last = forms[-1] if forms else ""
    if last == "는" or last.startswith(("ᆫ다", "는다")) or last in ("습니다", "ᆸ니다", "는데"):
        return "ongoing"
    if last in ("ᆫ", "은"):
        return "happened"
    clause = sentence.clauses[sentence.clause_of(trigger.verb)]
    habit = text[morphs[clause.first].start : morphs[trigger.verb].start]
    if any(word in habit for word in cues("habitual")):
        return "ongoing"
    return _tense_of_the_next(sentence, trigger)


def _tense_of_the_next(sentence: Sentence, trigger: Trigger) -> str:
    """A connected predicate (끌려가고 ...) takes the tense of the one that it leads to."""
    for index in range(trigger.stop, min(trigger.stop + 40, len(sentence.morphs))):
        morph = sentence.morphs[index]
        if morph.tag == "EP" and morph.form == "었":
            return "happened"
        if morph.tag == "VX" and morph.form == "있":
            following = sentence.morphs[index + 1 : index + 2]
            return "happened" if following and following[0].form == "었" else "ongoing"
        if morph.tag in ("EF", "EC") and morph.form.startswith(("ᆫ다", "는다")):
            return "ongoing"
    return "happened"
