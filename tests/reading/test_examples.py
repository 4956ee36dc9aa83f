"""Every example of every installed pack is read as the pack expects."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from saksi.countries import load_packs
from saksi.countries.files import read_yaml
from saksi.reading import read_claims
from saksi.record import Claim
from saksi.testing import a_claim

# What the rules cannot read yet; an entry that begins to pass fails here, so that it is taken out.
MISSING = {
    "xo-en-camp": "the parser joins 'his wife' to the town before it, not to the tailor",
    "xo-ko-camp": "the number of a camp and the town of the victims are not part of the Korean noun phrase",
    "xo-ko-order": "a campaign told only as 'a movement' is no act word in Korean",
}

SURE = {"en": 0.3, "ko": 0.3}  # what is less sure goes to the queue of candidates


def examples() -> Iterator[Any]:
    for pack in load_packs():
        if pack.folder.joinpath("examples.yml").is_file():
            for example in read_yaml(pack.folder, "examples.yml"):
                reason = MISSING.get(example["id"])
                marks = [pytest.mark.xfail(reason=reason)] if reason else []
                yield pytest.param(example, id=example["id"], marks=marks)


def flat(claim: Claim) -> dict[str, object]:
    """Return the fields that an example may name."""
    return {
        "kind": claim.kind,
        "act": claim.act,
        "modality": claim.modality,
        "victim": claim.victim.text,
        "type": claim.victim.type,
        "status": claim.victim.status,
        "sex": claim.victim.sex,
        "age": claim.victim.age,
        "family": claim.victim.family_included,
        "min": claim.count.min,
        "max": claim.count.max,
        "unit": claim.count.unit,
        "institution": claim.perpetrator.institution,
        "level": claim.perpetrator.level,
        "grounds": list(claim.grounds),
        "penalty": claim.penalty,
        "place": claim.place.text,
        "country": claim.place.country,
        "admin1": claim.place.admin1,
        "from": claim.time.from_,
        "to": claim.time.to,
        "role": claim.attribution.chain[0].role,
        "directness": claim.attribution.directness,
    }


FIELDS = set(flat(a_claim()))


def test_the_packs_of_this_house_have_examples() -> None:
    assert {pack.code for pack in load_packs() if pack.folder.joinpath("examples.yml").is_file()} >= {
        "general",
        "kp",
        "xo",
    }


@pytest.mark.parametrize("example", list(examples()))
def test_an_example_is_read_as_its_pack_expects(example: dict[str, Any]) -> None:
    day: date = example["published"]
    read = read_claims(example["text"], published=day, outlet="Isk Radio", language=example["language"])
    found = [flat(claim) for claim in read if (claim.confidence or 0) >= SURE[example["language"]]]
    assert len(found) == len(example["claims"]), found
    for expected in example["claims"]:
        assert expected.keys() <= FIELDS
        near = [claim for claim in found if claim["act"] == expected["act"]]
        assert near, f"no {expected['act']} is read"
        wrong = [{key: claim[key] for key in expected if claim[key] != expected[key]} for claim in near]
        assert {} in wrong, wrong
