"""Numbers out of addresses: what is none asks nothing, and no page breaks over it."""

import pytest
from tests.workspace.conftest import ClientAs

from saksi.workspace.accounts.roles import Role
from saksi.workspace.frames import LARGEST
from saksi.workspace.web.asking import number_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("12", 12),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),
        ("9" * 5_000, None),
        ("٣", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_a_number_is_read_only_where_a_key_could_be_it(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_a_list_begins_anew_where_an_address_names_no_key(client_as: ClientAs) -> None:
    everything = client_as(*Role)
    for address in ("/audit/", "/claims/", "/estimates/", "/reports/"):
        for after in ("9" * 5_000, "elsewhere"):
            assert everything.get(address, {"after": after}).status_code == 200, address
