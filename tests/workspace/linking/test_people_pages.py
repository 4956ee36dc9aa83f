import pytest
from tests.workspace.conftest import ClientAs
from tests.workspace.linking.conftest import Told, key
from tests.workspace.linking.test_persons import one

from saksi.workspace.audit.models import Entry
from saksi.workspace.jobs.models import Job
from saksi.workspace.linking.models import Cluster, Pair
from saksi.workspace.linking.persons import link_archive_people
from saksi.workspace.linking.selectors import current
from saksi.workspace.linking.views import people as views
from saksi.workspace.session import Archive


@pytest.fixture
def people(archive: Archive, told: Told) -> dict[str, Cluster]:
    """Three named victims, two of one name in two spellings."""
    told(0, claims=[one("김철수")])
    told(1, claims=[one("Kim Chol-su")])
    told(2, claims=[one("Wila Taren", act="fine", place={"text": "Halm"})])
    link_archive_people(archive, pause=lambda _seconds: None)
    return {name: current("person").get(members__claim=key(name)) for name in ("r0", "r1", "r2")}


def test_whoever_types_a_name_sees_who_is_known_in_any_spelling(
    client_as: ClientAs, people: dict[str, Cluster], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_as("documenter")
    assert "Wila Taren" in client.get("/people/").content.decode()
    for typed in ("김철수", "Kim Chol Su"):
        piece = client.get("/people/met/", {"name": typed}).content.decode()
        assert f"/people/{people['r0'].pk}/" in piece
        assert "Wila Taren" not in piece
    assert "Nobody of this name" in client.get("/people/met/", {"name": "Zzyzx Qwert"}).content.decode()
    monkeypatch.setattr(views, "NAMES", 1)  # of more names than can be compared the nearest come first
    piece = client.get("/people/met/", {"name": "wila t"}).content.decode()
    assert f"/people/{people['r2'].pk}/" in piece
    assert "more names than can be compared" in piece
    assert client_as("reader").get("/people/").status_code == 404


def test_two_persons_are_said_to_be_one_and_parted_again(
    archive: Archive, client_as: ClientAs, people: dict[str, Cluster], woken: list[str]
) -> None:
    here, other = people["r0"], people["r2"]
    client = client_as("reviewer")
    assert "alleged" in client.get(f"/people/{here.pk}/").content.decode()
    client.post(f"/people/{here.pk}/join/", {"other": f"N-{other.pk}", "note": "her married name"})
    pair = Pair.objects.get(kind="person", verdict="same")
    assert (pair.coder, pair.judgements.get().note) == ("cho", "her married name")
    assert Entry.objects.filter(action="judged same").count() == 1
    assert Job.objects.get().kind == "people"
    link_archive_people(archive, pause=lambda _seconds: None)
    person = current("person").get(members__claim=key("r2"))
    assert person.members.filter(claim=key("r0")).exists()
    client.post(f"/people/{person.pk}/apart/", {"claim": key("r2")})
    pair.refresh_from_db()
    assert pair.verdict == "different"
    history = client.get(f"/audit/of/cluster/{person.pk}/").content.decode()
    assert "judged the same" in history  # who said so, and when, stays with the person
    assert "judged not the same" in history
    link_archive_people(archive, pause=lambda _seconds: None)
    assert not current("person").filter(members__claim=key("r2"), n_claims__gt=1).exists()


def test_a_number_that_is_nobodys_is_not_found(client_as: ClientAs, people: dict[str, Cluster]) -> None:
    client = client_as("reviewer")
    assert client.post(f"/people/{people['r0'].pk}/join/", {"other": "N-999"}).status_code == 404
    assert client.post(f"/people/{people['r0'].pk}/join/", {"other": "nobody"}).status_code == 404
    assert client.post(f"/people/{people['r0'].pk}/apart/", {"claim": key("r2")}).status_code == 404
