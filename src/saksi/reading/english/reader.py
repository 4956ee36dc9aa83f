"""English text to claims: the order of the steps, and how they fit together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from saksi.reading.english import victims
from saksi.reading.english.attribution import attributions, own_accounts
from saksi.reading.english.candidates import candidates
from saksi.reading.english.circumstances import Circumstances, Surroundings
from saksi.reading.english.clauses import clause_span, trim
from saksi.reading.english.confidence import confidence
from saksi.reading.english.counts import Counted
from saksi.reading.english.drafts import Draft
from saksi.reading.english.features import features, merged
from saksi.reading.english.hints import Odds, context, hinted, shown, told_again
from saksi.reading.english.kin import share_people
from saksi.reading.english.mentions import Mention, find_mentions
from saksi.reading.english.merging import FRESH, merge
from saksi.reading.english.modality import Assertion, assertion
from saksi.reading.english.offers import EnglishOffering
from saksi.reading.english.parsing import Sentence, parse
from saksi.reading.english.people import FAMILY_TOO, describe, is_pronoun
from saksi.reading.english.themes import themes, with_neighbours
from saksi.reading.english.time_offers import time_of
from saksi.reading.english.topics import doubt, report_marks, topic
from saksi.reading.learned import ActWeights, Suggested, load_act_weights
from saksi.record import Attribution, Claim, Count, Passage, Victim

READER = "rules-en"
DEFINITE = frozenset({"the", "these", "those"})
BACKWARD = frozenset({"the", "this", "these", "his", "her", "their", "its", "my", "our"})
HOUSED = frozenset({"confiscation", "screening", "restriction"})
LOOK_BACK = 2  # sentences in which a pronoun's person may have been named
FAMILIES = (
    frozenset({"detention_other", "detention_political_camp"}),
    frozenset({"execution", "killing_other"}),
)  # one word may tell either: the report's last one decides


def read_english(
    text: str, *, published: date | None, outlet: str | None, furniture: Sequence[Passage] = ()
) -> list[Claim]:
    """Read the claims of an English report.

    Parameters
    ----------
    text
        The archived text; passages are offsets into it, in code points.
    published
        Anchor of relative times; without it they keep their words and have no days.
    outlet
        Last link of every attribution chain.
    furniture
        Spans that are page furniture: not read.

    Returns
    -------
    list of Claim
        In the order of their core passages.
    """
    return suggest_english(text, published=published, outlet=outlet, furniture=furniture).claims


def suggest_english(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    furniture: Sequence[Passage] = (),
    acts: ActWeights | None = None,
    keep: Callable[[Draft], bool] | None = None,
) -> Suggested:
    """Return what `read_english` returns, with what the learned layer learns from and chooses from.

    `acts` are the weights that say which acts a sentence may tell; those shipped, if none are given. Of what
    the rules find, `keep` says what to go on with: those who train withhold some of it, to see what is left
    to the themes where no rule fits.
    """
    report = _Report.of(text, list(parse(text, furniture)), published, outlet)
    drafts = _drafts(report, acts=acts, keep=keep)
    claims = [_claim(number, draft) for number, draft in enumerate(drafts, start=1)]
    offering = EnglishOffering(report.sentences, report.around, drafts)
    return Suggested(claims, [draft.features for draft in drafts], offering)


def read_drafts(
    text: str,
    *,
    published: date | None,
    outlet: str | None,
    furniture: Sequence[Passage] = (),
    acts: ActWeights | None = None,
    keep: Callable[[Draft], bool] | None = None,
) -> list[Draft]:
    """Read what `read_english` makes claims of; `acts` and `keep` as in `suggest_english`."""
    report = _Report.of(text, list(parse(text, furniture)), published, outlet)
    return _drafts(report, acts=acts, keep=keep)


def _drafts(
    report: "_Report", *, acts: ActWeights | None, keep: Callable[[Draft], bool] | None
) -> list[Draft]:
    about = with_neighbours([themes(sentence) for sentence in report.sentences])
    weights = acts or load_act_weights("en")
    likely = [
        {} if sentence.dateline else weights.log_odds(own)
        for own, sentence in zip(about, report.sentences, strict=True)
    ]
    drafts: list[Draft] = []
    weak: list[Draft] = []
    for number, sentence in enumerate(report.sentences):
        for mention in () if sentence.dateline else find_mentions(sentence):
            draft = report.draft(mention, number, drafts)
            if draft is not None:
                draft.features |= context(draft.act, likely[number])
                (weak if draft.weak else drafts).append(draft)
    single = [draft.copy() for draft in drafts]
    told = merge(drafts)
    joined = [draft for draft in single if draft.passages[0] not in {claim.passages[0] for claim in told}]
    claims = [draft for draft in (*told, *candidates(told, weak, joined)) if keep is None or keep(draft)]
    told = [draft for draft in told if keep is None or keep(draft)]
    claims += _hinted(report, claims, told, likely)
    name = topic(report.sentences, told)
    doubt(claims, name)
    marks = report_marks(about, likely, told, name)
    for draft in claims:
        draft.features |= marks | merged(len(draft.passages), len({claim.act for claim in told}), len(told))
        draft.features["again"] = told_again(draft, told)
    claims.sort(key=lambda draft: draft.passages[0])
    share_people(claims)
    own_accounts(claims)
    return claims


def _hinted(
    report: "_Report", claims: Sequence[Draft], told: Sequence[Draft], likely: Sequence[Odds]
) -> Iterator[Draft]:
    """Yield candidates for sentences that are about an act which no rule found in them."""
    for hint in hinted(likely, shown(claims, report.sentences), len(told)):
        sentence = report.sentences[hint.number]
        start, end = trim(report.text, sentence.start, sentence.end)
        draft = report.draft(hint.mention(sentence), hint.number, told) if start < end else None
        if draft is not None:
            draft.passages = [(start, end)]
            draft.features |= context(draft.act, likely[hint.number])
            yield draft


@dataclass(frozen=True, slots=True)
class _Report:
    """One parsed report, with what was found once for all of it."""

    text: str
    sentences: Sequence[Sentence]
    speakers: Sequence[Attribution]
    around: Surroundings
    lead: int  # number of the last block of headline and lead
    known: dict[tuple[int, int, str], Circumstances] = field(default_factory=dict)

    @classmethod
    def of(
        cls, text: str, sentences: Sequence[Sentence], published: date | None, outlet: str | None
    ) -> "_Report":
        """Find who speaks, the places and the times."""
        speakers = attributions(sentences, outlet)
        return cls(text, sentences, speakers, Surroundings(text, sentences, published), _last_lead(sentences))

    def told_of(self, mention: Mention, said: Assertion, clause: str, victim: str | None) -> Circumstances:
        """Return what is told around an act; other readings of the same clause share it."""
        place = (mention.sentence.start, mention.verb.i, victim or "")
        if mention.weak is None or place not in self.known:
            self.known[place] = self.around.of(mention, said, clause, victim)
        return self.known[place]

    def draft(self, mention: Mention, number: int, before: Sequence[Draft]) -> Draft | None:
        """Draft what a mention in a sentence asserts; null where it is a question or an appeal."""
        said = assertion(mention)
        if said is None:
            return None
        draft = _draft(mention, said, self, number, before)
        draft.features = features(
            mention, said, block=mention.sentence.block, sentences=len(self.sentences), number=number
        )
        return draft


def _last_lead(sentences: Sequence[Sentence]) -> int:
    """The number of the lead's paragraph: the first one, or the second behind a headline."""
    headline = [sentence for sentence in sentences if sentence.block == 0]
    return 1 if len(headline) == 1 and not headline[0].text.rstrip().endswith((".", '"')) else 0


def _draft(mention: Mention, said: Assertion, report: _Report, number: int, before: Sequence[Draft]) -> Draft:
    sentence = mention.sentence
    start, end = clause_span(mention.verb, mention.victim)
    span = (sentence.offset(start), sentence.offset(end))
    clause = report.text[span[0] : span[1]]
    last = report.sentences[max(0, number - LOOK_BACK) : number]
    noun = mention.victim
    pronoun = noun is not None and is_pronoun(noun)
    victim = describe(noun) if noun is not None else Victim()
    antecedent = victims.antecedent(noun, before) if noun is not None and pronoun else None
    if antecedent is not None:
        victim = antecedent.victim
    elif noun is not None and pronoun and (meant := victims.person_before(noun, last)) is not None:
        noun, pronoun, victim = meant, False, describe(meant)
    elif noun is None:
        antecedent = victims.implied(mention.act, said, sentence.start, before)
        victim = antecedent.victim if antecedent is not None else victim
    victim = victims.speaking(victim, noun, report.speakers[number])
    victim = victims.standing(victim, noun, said)
    if FAMILY_TOO.search(clause):
        victim = victim.model_copy(update={"family_included": True})
    told = report.told_of(mention, said, clause, victim.text)
    return Draft(
        act=_act(mention, before),
        kind=said.kind,
        modality=said.modality,
        passages=[span],
        sentence_start=sentence.start,
        victim=victim,
        victim_key=antecedent.victim_key if antecedent else victims.key(noun),
        victim_head=antecedent.victim_head if antecedent else victims.head(noun),
        pronoun=pronoun and antecedent is None,
        definite=victims.has_child(noun, DEFINITE),
        fresh=victims.has_child(noun, FRESH),
        lead=max(0, report.lead + 1 - sentence.block),
        told=mention.by == "noun" and victims.has_child(mention.trigger, BACKWARD),
        count=antecedent.count if antecedent else victims.count(noun, said, before) or _houses(mention),
        perpetrator=told.perpetrator,
        grounds=told.grounds,
        place=told.place,
        when=told.when,
        attribution=report.speakers[number],
        penalty=told.penalty,
        confidence=confidence(mention, said),
        implied=noun is None and antecedent is not None,
        weak=mention.weak is not None,
        rules=[mention.entry.id, said.rule, *told.rules],
        mentions=[mention],
    )


def _houses(mention: Mention) -> Counted | None:
    """How many houses were taken, burned or searched, where nobody is named."""
    return victims.houses(mention.verb) if mention.act in HOUSED and mention.victim is None else None


def _act(mention: Mention, before: Sequence[Draft]) -> str:
    """The act of the entry, or of what was told before: where "inmates" are held, what is feared."""
    if mention.entry.context and mention.code is None:
        family = next((acts for acts in FAMILIES if mention.act in acts), None)
        fitting = (draft.act for draft in reversed(before) if family is None or draft.act in family)
        return next(fitting, mention.act)
    return mention.act


def _claim(number: int, draft: Draft) -> Claim:
    count = draft.count
    passages = tuple(Passage(start=start, end=end) for start, end in draft.passages if start < end)
    return Claim(
        id=f"c{number}",
        kind=draft.kind,
        act=draft.act,
        victim=draft.victim,
        count=Count(min=count.min, max=count.max, text=count.text, unit=count.unit) if count else Count(),
        perpetrator=draft.perpetrator,
        grounds=draft.grounds,
        place=draft.place,
        time=time_of(draft.when),
        modality=draft.modality,
        attribution=draft.attribution,
        more_attributions=tuple(draft.more),
        penalty=draft.penalty,
        passages=passages,
        confidence=round(draft.confidence, 2),
        reader=READER,
        rules=tuple(draft.rules),
    )
