"""Ways of telling each act, in the words of several kinds of outlets: none is lost when rules change.

The sentences were written before the reader saw them (docs/decisions/0026): a claim or a candidate.
"""

from itertools import groupby
from pathlib import Path

import pytest

from saksi.reading.korean import read_drafts

LINES = Path(__file__).with_name("wording.tsv").read_text("utf-8").splitlines()
SENTENCES = {
    act: [sentence for _, sentence in rows]
    for act, rows in groupby((line.split("\t") for line in LINES), key=lambda row: row[0])
}


@pytest.mark.parametrize("act", SENTENCES)
def test_every_wording_of_an_act_reaches_the_queue(act: str) -> None:
    lost = [
        sentence
        for sentence in SENTENCES[act]
        if act not in {draft.claim.act for draft in read_drafts(sentence, published=None, outlet=None)}
    ]
    assert lost == []
