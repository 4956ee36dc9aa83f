import pytest

from saksi.findings.tellers import teller_of
from saksi.testing import a_claim, a_report

SOURCE = {"text": "a source", "role": "insider_source", "anonymous": True, "place": "North Kell"}
ISK = {"text": "Isk Radio", "role": "outlet"}


@pytest.mark.parametrize(
    ("link", "directness", "kind"),
    [
        (SOURCE, "anonymous", "anonymous"),
        ({"text": "Tarsel", "role": "witness"}, "eyewitness", "named"),
        ({"text": "the ministry", "role": "official"}, "official", "official"),
        ({"text": "an officer", "role": "official", "anonymous": True}, "anonymous", "anonymous"),
    ],
)
def test_a_teller_is_anonymous_named_or_official(link: dict[str, object], directness: str, kind: str) -> None:
    claim = a_claim(attribution={"chain": [link, ISK], "directness": directness})
    assert teller_of(claim.attribution, a_report()).kind == kind
