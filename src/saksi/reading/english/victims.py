"""To whom, over the whole report: what a pronoun stands for, whom a bare act is told of, how many."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from saksi.reading.english.clauses import joined, noun_phrase, phrase_text
from saksi.reading.english.counts import Counted, count_in, total
from saksi.reading.english.drafts import Draft
from saksi.reading.english.merging import same_name
from saksi.reading.english.modality import Assertion
from saksi.reading.english.parsing import Sentence
from saksi.reading.english.people import PLURALS, PRONOUNS, describe, is_person

if TYPE_CHECKING:
    from spacy.tokens import Token

COLLECTIVES = frozenset({"family", "household", "couple", "faction", "gang", "crew", "congregation", "crowd"})
EVERYBODY = frozenset({"every", "each", "any", "no"})
ANYBODY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody"})
SINGLE = frozenset({"he", "she", "him", "her", "i", "me", "one", "third", "second", "another"})
NEAR = 260  # characters between two tellings of one case
PERSONAL = frozenset(
    {
        "screening",
        "torture",
        "execution",
        "death_in_custody",
        "release",
        "forced_labour",
        "public_shaming",
        "coerced_attendance",
        "punishment_unspecified",
        "dismissal",
        "banishment",
        "disappearance",
        "detention_other",
        "detention_political_camp",
        "forced_repatriation",
        "sexual_violence",
        "deprivation",
    }
)  # fmt: skip - acts done to somebody, who is told before where the clause names nobody


def antecedent(noun: "Token", before: Sequence[Draft]) -> Draft | None:
    """Return the latest victim that the pronoun can stand for, by sex and number."""
    sex = PRONOUNS.get(noun.lower_)
    for draft in reversed(before):
        if draft.victim.text is None or draft.kind == "condition" or draft.features["victim"] == "thing":
            continue
        if sex is None and draft.victim.type != "individual":
            return draft
        if sex is not None and draft.victim.type == "individual" and draft.victim.sex in (sex, "unknown"):
            return draft
    return None


def implied(act: str, said: Assertion, start: int, before: Sequence[Draft]) -> Draft | None:
    """Return the telling just before, of whose victim this act is told without saying so."""
    if act not in PERSONAL or said.kind != "act" or said.modality not in ("happened", "ongoing"):
        return None
    near = (draft for draft in reversed(before) if 0 <= start - draft.sentence_start <= NEAR)
    return next((draft for draft in near if draft.victim.text and draft.kind == "act" and draft.count), None)


def person_before(pronoun: "Token", sentences: Sequence[Sentence]) -> "Token | None":
    """Return the last person named in the sentences before whom the pronoun can stand for."""
    sex = PRONOUNS.get(pronoun.lower_)
    if sex is None:
        return None
    for sentence in reversed(sentences):
        for token in reversed(list(sentence.span)):
            if token.pos_ in ("NOUN", "PROPN") and token.tag_ in ("NN", "NNP") and is_person(token):
                victim = describe(token)
                if victim.sex in (sex, "unknown") and victim.status not in ("official", "elite"):
                    return token
    return None


def has_child(noun: "Token | None", words: Collection[str]) -> bool:
    """Whether one of the words hangs on the noun: "the women", "another man"."""
    return noun is not None and any(child.lower_ in words for child in noun.children)


def head(noun: "Token | None") -> str | None:
    """Return the lemma of the head noun."""
    return None if noun is None else str(noun.lemma_.lower())


def key(noun: "Token | None") -> str | None:
    """Return the phrase without its article; a bare noun's lemma: "a smuggler" is "the smuggler" again."""
    if noun is None:
        return None
    words = [token for token in noun.subtree if token.dep_ not in ("det", "punct", "conj", "cc", "appos")]
    if len(words) <= 1:
        return str(noun.lemma_.lower())
    return " ".join(token.lower_ for token in words)


def count(noun: "Token | None", said: Assertion) -> Counted | None:
    """Return how many the victims of this claim are; a class of people has no number."""
    if noun is None:
        return None
    members = [member for member in joined(noun) if is_person(member)]
    if len(members) > 1:
        together = total([_stated(member, said) for member in members])
        if together is not None:
            return together
    return _stated(noun, said)


def _stated(noun: "Token", said: Assertion) -> Counted | None:
    phrase = phrase_text(noun_phrase(noun), noun)
    words = phrase.split(" who ")[0].split(" that ")[0].split(" whose ")[0]
    determined = {child.lower_ for child in noun.children if child.dep_ in ("det", "poss", "nummod")}
    if determined & EVERYBODY or noun.lower_ in ANYBODY:
        return None
    if said.kind != "act" and not any(char.isdigit() for char in words):
        return None
    told = said.modality in ("happened", "denied", "uncertain", "ongoing")
    stated = count_in(words)
    if stated is not None and not (stated.max is None and said.modality == "ongoing"):
        return stated
    plural = noun.lower_ in PLURALS or noun.lower_ in ("some", "others")
    if noun.tag_ in ("NNS", "NNPS") or plural:
        if said.modality == "ongoing" and not (determined - {"the"} or plural):
            return None  # a habit, told of a class of people
        return Counted(2, None, words if noun.tag_ == "NNS" else None) if told else None
    if noun.lemma_.lower() in COLLECTIVES:
        return Counted(2, None, words) if told else None
    if noun.lower_ in SINGLE or noun.tag_ == "NNP" or (noun.tag_ == "NN" and determined):
        return Counted(1, 1, words)
    return None


def share_people(claims: Sequence[Draft]) -> None:
    """Let what one telling says of a named person hold in the others: standing, roles, sex, age."""
    named = [claim for claim in claims if claim.victim.name]
    for claim in named:
        for other in named:
            if other is claim or not same_name(claim.victim.name, other.victim.name):
                continue
            mine, theirs = claim.victim, other.victim
            claim.victim = mine.model_copy(
                update={
                    "status": theirs.status if mine.status in ("unknown", "ordinary")
                    and theirs.status in ("elite", "official") else mine.status,
                    "roles": mine.roles or theirs.roles,
                    "sex": theirs.sex if mine.sex == "unknown" else mine.sex,
                    "age": mine.age or theirs.age,
                }
            )  # fmt: skip
