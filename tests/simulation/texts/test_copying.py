from datetime import date

import numpy as np
import pytest
from tests.simulation.texts.builders import OUTLETS, PUBLISHED, a_story, a_telling, random_story

from saksi.record import InvalidInput, Report, dump_report
from saksi.simulation.texts import Copy, Written, copy_story, on_day, write
from saksi.simulation.texts.copying import How
from saksi.simulation.texts.story import Language

LATER = date(2031, 6, 21)


def original(language: Language = "en", seed: int = 4) -> Written:
    telling = a_telling(when=on_day(date(2031, 6, 16), relative=True))
    return write(a_story(telling, language=language), rng=np.random.default_rng(seed))


def copied(written: Written, how: How, *, credited: bool = True, published: date = LATER) -> Written:
    copy = Copy("copy", OUTLETS[2], published, how, credited)
    return copy_story(written, copy, rng=np.random.default_rng(9))


def test_a_verbatim_copy_keeps_every_word_and_its_gold() -> None:
    first = original()
    second = copied(first, "verbatim")
    assert second.report.text.endswith(first.report.text)
    assert second.report.text.startswith("Originally published June 18, 2031.")
    for ours, theirs in zip(second.report.claims, first.report.claims, strict=True):
        assert [span.of(second.report.text) for span in ours.passages] == [
            span.of(first.report.text) for span in theirs.passages
        ]
        assert ours.time == theirs.time  # the relative words still count from the first printing
        assert [link.text for link in ours.attribution.chain[-2:]] == ["Quessan Ledger", "The Pemmary Wire"]


def test_a_copy_that_loses_the_credit_shows_the_first_outlet_only_where_the_text_does() -> None:
    for seed in range(20):
        first = original(seed=seed)
        second = copied(first, "verbatim", credited=False)
        chain = [link.text for link in second.report.claims[0].attribution.chain]
        assert ("Quessan Ledger" in chain) == ("Quessan Ledger" in second.report.text)
        assert chain[-1] == "The Pemmary Wire"


def test_a_light_rewording_keeps_the_frames_and_counts_days_anew() -> None:
    second = copied(original(), "light", published=date(2031, 7, 20))
    claim = second.report.claims[0]
    assert claim.time.text is not None
    assert "last month" in claim.time.text
    assert claim.time.from_ == date(2031, 6, 16)


@pytest.mark.parametrize(("language", "other"), [("en", "ko"), ("ko", "en")])
def test_a_translation_tells_the_same_claims_in_the_other_language(language: Language, other: str) -> None:
    first = original(language)
    second = copied(first, "translated")
    assert second.report.language == other
    ours, theirs = second.report.claims[0], first.report.claims[0]
    assert (ours.act, ours.count.min, ours.count.max, ours.time.from_) == (
        theirs.act,
        theirs.count.min,
        theirs.count.max,
        theirs.time.from_,
    )
    assert [link.role for link in ours.attribution.chain] == ["insider_source", "outlet", "outlet"]


@pytest.mark.parametrize("how", ["verbatim", "light", "reworded", "translated"])
@pytest.mark.parametrize("credited", [True, False])
def test_every_copy_is_a_valid_synthetic_report_with_exact_slots(how: How, credited: bool) -> None:
    for seed in range(12):
        first = write(random_story(seed, "ko" if seed % 2 else "en"), rng=np.random.default_rng(seed))
        second = copied(first, how, credited=credited)
        assert Report.model_validate_json(dump_report(second.report)) == second.report
        assert second.report.synthetic
        for claim in second.report.claims:
            for (claim_id, slot), spans in second.slots.items():
                if claim_id == claim.id and slot == "victim":
                    assert second.report.text[slice(*spans[0])] == claim.victim.text


def test_a_copy_older_than_its_original_is_refused() -> None:
    with pytest.raises(InvalidInput, match="dated before"):
        copied(original(), "light", published=date(2031, 6, 1))
    assert copied(original(), "light", published=PUBLISHED).report.published == PUBLISHED
