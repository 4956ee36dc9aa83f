import pytest

from saksi.testing import a_claim
from saksi.workspace.review.wording import chains

ISK = {"text": "Isk Radio", "role": "outlet"}


@pytest.mark.parametrize(
    ("origin", "directness", "node"),
    [
        ({"text": "an officer", "role": "official", "anonymous": True}, "anonymous", "anon"),
        ({"text": "the ministry", "role": "official"}, "official", "off"),
        ({"text": "an agency", "role": "intelligence"}, "official", "off"),
        ({"text": "Tarsel", "role": "witness"}, "eyewitness", "named"),
    ],
)
def test_the_ring_of_a_teller_is_that_of_the_findings(
    origin: dict[str, object], directness: str, node: str
) -> None:
    [chain] = chains(a_claim(attribution={"chain": [origin, ISK], "directness": directness}), "en")
    assert [teller.node for teller in chain.tellers] == [node, "out"]
