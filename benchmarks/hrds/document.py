"""What a whole article is about: features for violation types and for the type of the perpetrator."""

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log1p

from benchmarks.hrds import words
from benchmarks.hrds.scan import Scan
from saksi.countries import find_institutions

Features = dict[str, float]

LONG = 400.0  # words: counts are given for an article of this length, too


def features(scan: Scan) -> Features:
    """Return counts of the codebook's words, of the engine's acts and of those who do them."""
    row: Features = {}
    for name, listed in (("violation", words.table("violations")), ("doer", words.table("perpetrators")),
                         ("type", words.table("types"))):  # fmt: skip
        row |= _lexicon(scan, name, listed)
    row |= _acts(scan)
    row |= _institutions(scan)
    row["length"] = log1p(len(scan.text.split())) / 10
    row["sentences"] = log1p(len(scan.sentences)) / 5
    return row


def _lexicon(scan: Scan, name: str, listed: Mapping[str, frozenset[str]]) -> Features:
    total: Counter[str] = Counter()
    row: Features = {}
    harm: Counter[str] = Counter()
    for number, sentence in enumerate(scan.sentences):
        here = Counter(
            label for word in _units(sentence.span) for label, lemma in listed.items() if word in lemma
        )
        total += here
        if scan.is_harm(number):
            harm += here
        for label in here:
            if scan.is_title(number):
                row[f"{name} {label} title"] = 1.0
            if scan.is_lead(number):
                row[f"{name} {label} lead"] = 1.0
    n_words = max(1, len(scan.text.split()))
    every = sum(total.values())
    most = max(total.values(), default=0)
    for label, count in total.items():
        row[f"{name} {label}"] = log1p(count)
        row[f"{name} {label} rate"] = log1p(count * LONG / n_words)
        row[f"{name} {label} share"] = count / every
        row[f"{name} {label} most"] = float(count == most)
        row[f"{name} {label} harm"] = log1p(harm[label])
    return row


def _units(span: object) -> Iterator[str]:
    """Yield lemmas and pairs of words."""
    before = ""
    for token in span:  # type: ignore[attr-defined]
        lemma, word = token.lemma_.lower(), token.lower_
        yield lemma
        if word != lemma:
            yield word
        yield f"{before} {word}"
        before = word


def _acts(scan: Scan) -> Features:
    row: Counter[str] = Counter()
    for number, told in enumerate(scan.mentions):
        for act in told:
            kind = "act" if act.weak is None else "weak"
            row[f"{kind} {act.act}"] += 1
            row[f"entry {act.entry.id}"] += 1
            if act.weak is None and scan.is_title(number):
                row[f"title act {act.act}"] += 1
            if act.weak is None and scan.is_lead(number):
                row[f"lead act {act.act}"] += 1
            if act.weak is None and act.victim is not None and act.victim.ent_type_ == "PERSON":
                row[f"named {act.act}"] += 1
            if act.weak is None and act.agent is not None:
                row[f"agent {act.agent.lemma_.lower()}"] += 1
    return {name: log1p(count) for name, count in row.items()}


def _institutions(scan: Scan) -> Features:
    found = Counter(match.institution.institution for match in find_institutions(scan.text, language="en"))
    return {f"institution {code}": log1p(count) for code, count in found.items()}
