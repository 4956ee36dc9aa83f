"""Who did it: the institution that the clause names as doer, else the nearest one stated as acting.

GUIDELINES 7: the nearest stated agent within the same or an adjoining sentence counts; of an order, who
gives it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import clause_root, clause_tokens, is_passive, noun_phrase
from saksi.reading.english.lexicon import cue
from saksi.reading.english.parsing import Sentence, is_verb, written
from saksi.reading.english.stated import Stated, named_by, stated_in
from saksi.record import Perpetrator

if TYPE_CHECKING:
    from spacy.tokens import Token

    from saksi.reading.english.mentions import Mention
    from saksi.reading.english.modality import Assertion

PRONOUNS = frozenset({"they", "it", "he", "she", "them", "who", "that", "which"})
SOMEBODY = frozenset(
    {"agent", "officer", "guard", "man", "official", "member", "team", "unit", "group", "one"}
)
ACTING = frozenset({"subject", "agent"})
UNOWNED = frozenset({"release"})  # let go: nobody need have acted
BACK = 4  # sentences in which the antecedent of a pronoun may stand
HOLDING = frozenset({"prison", "school", "workplace"})  # where one is taken, not who takes
SHORT_NAMES = frozenset(
    {"ministry", "bureau", "agency", "committee", "command", "department", "directorate", "team", "branch",
     "service", "unit", "squad", "court", "corps", "group", "commission", "office"}
)  # fmt: skip
TAKEN_TO = frozenset(
    {"detention_other", "detention_political_camp", "screening", "public_shaming", "false_accusation"}
)


class Agents:
    """The institutions that one report states as acting, found once."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._sentences = sentences
        self._index = {sentence.start: number for number, sentence in enumerate(sentences)}
        self._stated: dict[int, list[Stated]] = {}

    def of(self, mention: "Mention", said: "Assertion") -> tuple[Perpetrator, str | None]:
        """Return who does the act and the rule that chose it; empty where no institution is stated.

        Of an order who gives it; then the grammatical doer, a pronoun by its antecedent; then who acts on the
        clause ("by police", "the court's verdict"), who acts in the sentence, and who heads the paragraph or
        acts in the sentence before it.
        """
        number = self._index[mention.sentence.start]
        if (giver := self._giver(said, number)) is not None:
            return giver, "perpetrator.order"
        if (doer := self._doer(mention, number)) is not None:
            return doer, "perpetrator.agent"
        if (acting := self._in_clause(mention, number)) is not None:
            return acting, "perpetrator.clause"
        if mention.act in UNOWNED or said.kind == "condition":
            return _unknown(mention), None
        if (near := self._in_sentence(mention, number)) is not None:
            return near, "perpetrator.sentence"
        if said.modality == "happened" and (before := self._before(number)) is not None:
            return before, "perpetrator.before"
        return _unknown(mention), None

    def stated(self, number: int) -> list[Stated]:
        """Return the institutions that a sentence states, each found once."""
        if number not in self._stated:
            self._stated[number] = list(stated_in(self._sentences[number]))
        return self._stated[number]

    def _doer(self, mention: "Mention", number: int) -> Perpetrator | None:
        doer = mention.agent
        if doer is None or doer == mention.victim:
            return self._just_before(mention, number)
        if (short := self._short_name(doer, number)) is not None:
            return short
        named = named_by(doer)
        if named is None and (doer.lower_ in PRONOUNS or doer.lemma_.lower() in SOMEBODY):
            return self._antecedent(doer, number)
        return named

    def _just_before(self, mention: "Mention", number: int) -> Perpetrator | None:
        """The institution before an active verb, where the parse hangs it elsewhere: "police raided"."""
        verb = mention.verb
        if verb.tag_ not in ("VBD", "VBZ", "VBP") or is_passive(verb):
            return None
        before = (s.perpetrator for s in self.stated(number) if s.head.i == verb.i - 1 and s.how != "teller")
        return next(before, None)

    def _short_name(self, doer: "Token", number: int) -> Perpetrator | None:
        """The institution met before under its full name: "the ministry", "the bureau"."""
        words = [token.lower_ for token in doer.lefts]
        if doer.lower_ not in SHORT_NAMES or words not in (["the"], ["this"], ["that"]):
            return None
        for at in range(number, -1, -1):
            for stated in reversed(self.stated(at)):
                name = (stated.perpetrator.text or "").lower()
                longer = len(name) > len(doer.text) and stated.head != doer
                if longer and doer.lower_ in name.split() and (at < number or stated.head.i < doer.i):
                    start, end = noun_phrase(doer, longest=10)
                    return stated.perpetrator.model_copy(update={"text": written(doer.doc)[start:end]})
        return None

    def _antecedent(self, doer: "Token", number: int) -> Perpetrator | None:
        """Whom a pronoun or "agents" means: the institution stated last before it that acts or speaks."""
        for at in range(number, max(-1, number - BACK - 1), -1):
            before = [s for s in self.stated(at) if at < number or s.head.i < doer.i]
            acting = [s for s in before if s.how != "other" and _can_mean(doer, s)]
            if acting:
                return acting[-1].perpetrator
        return None

    def _giver(self, said: "Assertion", number: int) -> Perpetrator | None:
        """Who orders it: "the ministry ordered that …", "an order from the party"."""
        if said.kind != "order":
            return None
        acting = [s for s in self.stated(number) if s.how in ACTING | {"teller", "source"}]
        for stated in acting:
            verb = clause_root(stated.head)
            if verb.lemma_.lower() in cue("ordering") or stated.how == "source":
                return stated.perpetrator
        return None

    def _in_clause(self, mention: "Mention", number: int) -> Perpetrator | None:
        """Who acts on the clause: "by police", "the court's verdict", "summoned to the KGB"."""
        own = set(clause_tokens(mention.verb)) | {mention.verb}
        taken = mention.act in TAKEN_TO
        for stated in self.stated(number):
            if is_victim(stated, mention) or stated.head not in own:
                continue
            act_of = stated.how in ("owner", "of") and stated.head.head in (
                mention.trigger,
                mention.trigger.head,
            )
            act_of = act_of or (stated.how == "of" and stated.head.head.head == mention.trigger)
            if (
                stated.how == "agent"
                or act_of
                or (taken and stated.how == "held" and stated.perpetrator.institution not in HOLDING)
            ):
                return stated.perpetrator
        return None

    def _in_sentence(self, mention: "Mention", number: int) -> Perpetrator | None:
        acting = [s for s in self.stated(number) if s.how in ACTING and not is_victim(s, mention)]
        near = min(acting, key=lambda s: abs(s.head.i - mention.trigger.i), default=None)
        return near.perpetrator if near is not None else None

    def _before(self, number: int) -> Perpetrator | None:
        """Who acts in the sentence before, or heads the paragraph: "Court of the Savecki district."."""
        here = self._sentences[number]
        for at in range(number - 1, max(-1, number - 4), -1):
            if self._sentences[at].block != here.block:
                return None
            headed = [s for s in self.stated(at) if _heads(self._sentences[at])]
            if headed:
                return headed[-1].perpetrator
            acting = [s for s in self.stated(at) if s.how in ACTING]
            if at == number - 1 and acting:
                return acting[-1].perpetrator
        return None


def _heads(sentence: Sentence) -> bool:
    """Whether the sentence is a heading: a few words without a verb."""
    return len(sentence.tokens) < 14 and not any(is_verb(token) for token in sentence.tokens)


def _unknown(mention: "Mention") -> Perpetrator:
    """The doer's words without an institution: "four men in plain clothes"."""
    doer = mention.agent
    if doer is None or doer.pos_ not in ("NOUN", "PROPN") or doer.ent_type_ in ("DATE", "TIME", "CARDINAL"):
        return Perpetrator()
    if doer.lemma_.lower() not in SOMEBODY:
        return Perpetrator()
    start, end = noun_phrase(doer, longest=10)
    return Perpetrator(text=written(doer.doc)[start:end])


def _can_mean(doer: "Token", stated: Stated) -> bool:
    if doer.lower_ in ("he", "she"):
        return stated.perpetrator.institution == "leader" or stated.head.tag_ in ("NN", "NNP")
    if doer.lower_ == "it":
        return stated.head.tag_ not in ("NNS", "NNPS")
    return True


def is_victim(stated: Stated, mention: "Mention") -> bool:
    """Whether the words belong to those whom the act is done to: "a police officer was dismissed"."""
    victim = mention.victim
    if victim is None:
        return False
    for up in (stated.head, *stated.head.ancestors):
        if up == victim:
            return True
        if is_verb(up):
            return False
    return False
