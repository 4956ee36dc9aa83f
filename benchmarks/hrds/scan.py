"""One pass of Saksi's engine over an article: sentences, asserted acts, places, countries, times."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from benchmarks.hrds.corpus import Article
from saksi.countries import CountryMatch, PlaceMatch, find_countries, find_places
from saksi.reading.english.clauses import clause_root
from saksi.reading.english.mentions import Mention, find_mentions
from saksi.reading.english.parsing import Sentence, parse
from saksi.reading.english.tellers import is_saying
from saksi.reading.english.times import When, find_times

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAD = 3  # sentences behind the headline


@dataclass(frozen=True)
class Scan:
    """What the engine found; the headline is the first block of `text`."""

    article: Article
    text: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[tuple[Mention, ...], ...]  # the acts of each sentence
    countries: tuple[CountryMatch, ...]
    places: tuple[PlaceMatch, ...]
    whens: tuple[tuple[When, ...], ...]  # the times of each sentence, offsets in the sentence

    @cached_property
    def first(self) -> int:
        """The number of the first sentence of the body."""
        return next((n for n, sentence in enumerate(self.sentences) if sentence.block > 0), 0)

    def is_title(self, number: int) -> bool:
        """Whether the sentence belongs to the headline."""
        return self.sentences[number].block == 0 and bool(self.article.title)

    def is_lead(self, number: int) -> bool:
        """Whether the sentence opens the body."""
        return self.first <= number < self.first + LEAD

    def sentence_at(self, offset: int) -> int:
        """Return the number of the sentence that holds a character of the text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def likeness(self) -> list[float]:
        """For each sentence, the share of the headline's words that it says again."""
        about = {lemma for n in range(self.first) for lemma in self._lemmas(n)}
        return [len(about & self._lemmas(n)) / max(1, len(about)) for n in range(len(self.sentences))]

    def _lemmas(self, number: int) -> set[str]:
        span = self.sentences[number].span
        return {token.lemma_.lower() for token in span if token.is_alpha and not token.is_stop}

    def verb_at(self, number: int, start: int, end: int) -> "Token | None":
        """Return the verb in whose clause a stretch of the text stands."""
        sentence = self.sentences[number]
        first, last = start - sentence.block_start, end - sentence.block_start
        span = sentence.span.doc.char_span(first, last, alignment_mode="expand")
        return None if span is None else clause_root(span.root)

    def is_harm(self, number: int) -> bool:
        """Whether the sentence asserts an act other than a release."""
        return any(m.weak is None and m.act != "release" for m in self.mentions[number])


def told_of(scan: Scan, number: int, start: int, end: int) -> dict[str, float]:
    """Return features of the clause in which a place or a time stands: what its verb tells.

    Whether it tells an act, says something, or neither; and how far the sentence is about the headline.
    """
    row = {"headline": scan.likeness[number]}
    verb = scan.verb_at(number, start, end)
    if verb is None:
        return row
    acts = [act.act for act in scan.mentions[number] if act.weak is None and act.verb == verb]
    row |= {
        "of act": float(bool(acts)),
        "of saying": float(is_saying(verb)),
        f"verb {verb.lemma_.lower()}": 1.0,
    }
    row |= {f"of act {act}": 1.0 for act in acts}
    return row


def scan(article: Article) -> Scan:
    """Read one article with the engine."""
    text = f"{article.title}\n\n{article.text}"
    sentences = tuple(parse(text))
    countries = tuple(find_countries(text, language="en"))
    told = Counter(match.country.iso for match in countries if not match.ambiguous)
    places = find_places(text, language="en", prefer=[iso for iso, _ in told.most_common(3)])
    return Scan(
        article=article,
        text=text,
        sentences=sentences,
        mentions=tuple(tuple(find_mentions(sentence)) for sentence in sentences),
        countries=countries,
        places=tuple(places),
        whens=tuple(tuple(find_times(text[s.start : s.end], article.published)) for s in sentences),
    )
