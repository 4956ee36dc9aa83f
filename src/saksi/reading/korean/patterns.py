"""Where the words of the act lexicon stand in a sentence."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from saksi.reading.korean.lexicon import ActRule, act_rules, light_verbs
from saksi.reading.korean.morphs import Morph
from saksi.reading.korean.stems import FRAMES, Stem, stems_of

DERIVED = ("되", "당하", "시키")  # light verbs that take the place of 하: 수색하다, 수색되다, 수색당하다
SKIPPED = ("JKS", "JKO", "JX", "JKB", "JC", "MAG")  # particles and adverbs inside a phrase
LONGEST_NOUN = 12  # syllables
BETWEEN = (
    "JKS",
    "JKO",
    "JX",
    "JKB",
    "JC",
    "JKC",
    "MAG",
    "XSN",
)  # may stand between a noun and its light verb


@dataclass(frozen=True, slots=True)
class Use:
    """How a stem is used: by which rule, in which voice."""

    stem: Stem
    voice: str
    rule: ActRule | None = None  # light verbs have none


@cache
def verb_uses() -> Mapping[str, tuple[Use, ...]]:
    """Return the verbs of all rules by their first morpheme, longest stems first."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for rule in act_rules():
        for voice, words in (("passive", rule.passive), ("active", rule.active)):
            for word in words:
                for stem in stems_of(word, FRAMES[voice]):
                    uses[stem[0]] += _voices(Use(stem, voice, rule))
    return {form: tuple(sorted(found, key=lambda use: -len(use.stem))) for form, found in uses.items()}


def _voices(use: Use) -> Iterator[Use]:
    """The use, and those of a verb of doing with the light verbs that may take the place of 하."""
    yield use
    if use.voice == "active" and len(use.stem) > 1 and use.stem[-1] == "하":
        for light in DERIVED:
            yield Use((*use.stem[:-1], light), "active" if light == "시키" else "passive", use.rule)


@cache
def light_uses() -> Mapping[str, tuple[Use, ...]]:
    """Return the light verbs by their first morpheme, longest stems first."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for voice, words in light_verbs().items():
        for word in words:
            for stem in stems_of(word, light_frame(word)):
                uses[stem[0]].append(Use(stem, voice))
    return {form: tuple(sorted(found, key=lambda use: -len(use.stem))) for form, found in uses.items()}


def light_frame(word: str) -> str:
    """Return what stands before a light verb while it is analysed: 처벌하다, 처벌을 받다."""
    return "처벌" if word in ("하다", "되다") else "처벌을 "


@cache
def act_nouns() -> Mapping[str, tuple[ActRule, ...]]:
    """Return the rules of each act noun, written without spaces."""
    found: dict[str, list[ActRule]] = defaultdict(list)
    for rule in act_rules():
        for noun in rule.nouns:
            found[noun.replace(" ", "")].append(rule)
    return {noun: tuple(rules) for noun, rules in found.items()}


def end_of(morphs: Sequence[Morph], index: int, stem: Stem) -> int | None:
    """Return the index of the last morpheme of a stem that begins at `index`; None if it is not there.

    Particles inside a phrase may differ or be missing: 총을 맞다, 총까지 맞다, 총 맞다.
    """
    position, last = index, index
    for number, form in enumerate(stem):
        if number:
            while position < len(morphs) and morphs[position].form != form and _may_skip(morphs[position]):
                position += 1
        if position >= len(morphs) or morphs[position].form != form:
            return None
        last, position = position, position + 1
    return last


def _may_skip(morph: Morph) -> bool:
    return morph.tag.startswith(SKIPPED)


def light_verb_after(morphs: Sequence[Morph], index: int) -> tuple[Use, int] | None:
    """Return the light verb that carries a noun ending before `index`, and where its stem ends."""
    for position in range(index, min(index + 4, len(morphs))):
        morph = morphs[position]
        for use in light_uses().get(morph.form, ()):
            last = end_of(morphs, position, use.stem)
            if last is not None:
                return use, last
        if morph.tag not in BETWEEN:
            return None
    return None


def noun_ending_at(morphs: Sequence[Morph], index: int) -> tuple[int, tuple[ActRule, ...]] | None:
    """Return where the longest act noun that ends with the morpheme at `index` begins, and its rules."""
    joined = ""
    best: tuple[int, tuple[ActRule, ...]] | None = None
    for first in range(index, -1, -1):
        morph = morphs[first]
        if not morph.nominal and not (joined and morph.tag == "ETM"):
            break
        joined = morph.form + joined
        if len(joined) > LONGEST_NOUN:
            break
        rules = _suffix_rules(joined) if first == index else act_nouns().get(joined)
        if rules:
            best = first, rules
    return best


def _suffix_rules(word: str) -> tuple[ActRule, ...] | None:
    """A compound that the analyser keeps whole still ends in its act noun: 공개처형."""
    for size in (len(word), *range(len(word) - 2, 1, -1)):  # 공개처형 but not 포고문
        rules = act_nouns().get(word[-size:])
        if rules:
            return rules
    return None
