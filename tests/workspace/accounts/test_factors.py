"""Second factors: codes by the clock and passkeys; required where the administrator says so."""

import hashlib
import json
import struct
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from django_otp.oath import totp
from tests.workspace.conftest import WORDS, ClientAs, last_entry

from saksi.workspace.accounts import factors
from saksi.workspace.accounts.choices import choose_locking
from saksi.workspace.accounts.models import Factor, Member
from saksi.workspace.audit.verifying import verify
from saksi.workspace.errors import NotAllowed
from saksi.workspace.session import Archive
from saksi.workspace.web.serving import Serving

RFC_SECRET = b"12345678901234567890"


def ann() -> Member:
    return Member.objects.get(name="ann")


def with_code(archive: Archive) -> Factor:
    code = f"{totp(RFC_SECRET):06}"
    return factors.add_code(archive, member=ann(), secret=RFC_SECRET, code=code, label="phone")


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> str:
    """Move the clock on; return the code of then."""
    now = time.time() + seconds
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr("django_otp.oath.time", lambda: now)
    return f"{totp(RFC_SECRET):06}"


def signing_in() -> Client:
    client = Client(headers={"host": "localhost"})
    answer = client.post("/unlock/", {"name": "ann", "passphrase": WORDS["ann"], "next": "/about/"})
    assert answer.headers["Location"].startswith("/unlock/second/")
    return client


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 4226, appendix D: the second code of the secret of 20 digits."""
    assert totp(RFC_SECRET, t0=int(time.time()) - 30) == 287082


def test_a_phone_is_set_up_by_its_first_code(client_as: ClientAs, served: Serving) -> None:
    client = client_as("reader", name="ann", confirmed=True)
    page = client.get("/settings/factors/code/").content.decode()
    assert "data:image/svg" in page
    secret = next(iter(served.sessions._by_hash.values())).setting_up
    answer = client.post("/settings/factors/code/", {"code": f"{totp(secret):06}", "label": "phone"})
    assert answer.status_code == 302
    factor = Factor.objects.get()
    assert (bytes(factor.secret or b""), factor.label) == (secret, "phone")


def test_a_wrong_first_code_is_explained(client_as: ClientAs) -> None:
    client = client_as("reader", name="ann", confirmed=True)
    client.get("/settings/factors/code/")
    for code in ("000000", "abcdef", "", "9" * 5_000):
        answer = client.post("/settings/factors/code/", {"code": code})
        assert answer.status_code == 422
        assert "phone’s clock" in answer.content.decode()
    assert not Factor.objects.exists()


def test_a_passphrase_alone_no_longer_lets_anybody_in(
    archive: Archive, served: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_code(archive)
    client = signing_in()
    assert client.get("/about/").headers["Location"].startswith("/unlock/second/")
    assert client.post("/unlock/second/", {"code": "123456"}).status_code == 403
    code = later(monkeypatch, 30)
    answer = client.post("/unlock/second/", {"code": code, "next": "/about/"})
    assert answer.headers["Location"] == "/about/"
    assert client.get("/about/").status_code == 200
    assert verify(archive).faults == []


def test_no_code_works_twice(archive: Archive, served: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    with_code(archive)
    code = later(monkeypatch, 30)
    assert signing_in().post("/unlock/second/", {"code": code}).status_code == 302
    assert signing_in().post("/unlock/second/", {"code": code}).status_code == 403


def test_trying_codes_is_slowed_down(archive: Archive, served: Serving) -> None:
    with_code(archive)
    client = signing_in()
    statuses = [client.post("/unlock/second/", {"code": "000000"}).status_code for _ in range(4)]
    assert statuses == [403, 403, 403, 429]


def test_where_it_is_required_whoever_has_none_sets_one_up_first(
    client_as: ClientAs, archive: Archive
) -> None:
    choose_locking(archive, minutes=10, second_factor=True)
    client = client_as("reader", name="ann", confirmed=True)
    assert client.get("/about/").headers["Location"] == "/settings/factors/"
    assert "needs a second factor" in client.get("/settings/factors/").content.decode()
    factor = with_code(archive)
    assert client.get("/about/").status_code == 200
    with pytest.raises(NotAllowed, match="the last one"):
        factors.remove_factor(archive, factor=factor)


def test_only_ones_own_are_removed(client_as: ClientAs, archive: Archive) -> None:
    factor = with_code(archive)
    others = client_as("reader", name="ben", confirmed=True)
    assert others.post(f"/settings/factors/{factor.pk}/remove/").status_code == 404
    own = client_as("reader", name="ann", confirmed=True)
    assert own.post(f"/settings/factors/{factor.pk}/remove/").status_code == 302
    assert Factor.objects.get().removed_at is not None
    entry = last_entry()
    assert entry.action == "second factor removed"


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Device:
    """A passkey as a device makes it: ES256, no attestation."""

    key: Any = field(default_factory=lambda: generate_private_key(SECP256R1()))
    identity: bytes = b"a device of the tests"
    count: int = 0

    def _data(self, *, new: bool) -> bytes:
        self.count += 1
        head = hashlib.sha256(b"localhost").digest() + bytes([0x45 if new else 0x05])
        head += struct.pack(">I", self.count)
        if not new:
            return head
        numbers = self.key.public_key().public_numbers()
        point = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        return head + bytes(16) + struct.pack(">H", len(self.identity)) + self.identity + cbor2.dumps(point)

    def answer(self, kind: str, challenge: str, origin: str = "http://localhost") -> str:
        client = json.dumps({"type": f"webauthn.{kind}", "challenge": challenge, "origin": origin}).encode()
        response = {"clientDataJSON": text(client)}
        if kind == "create":
            made = {"fmt": "none", "attStmt": {}, "authData": self._data(new=True)}
            response["attestationObject"] = text(cbor2.dumps(made))
        else:
            data = self._data(new=False)
            signed = self.key.sign(data + hashlib.sha256(client).digest(), ECDSA(SHA256()))
            response |= {"authenticatorData": text(data), "signature": text(signed)}
        identity = text(self.identity)
        whole = {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        return json.dumps(whole | {"clientExtensionResults": {}})


def challenge_of(served: Serving, name: str = "ann") -> str:
    member = Member.objects.get(name=name)
    sessions = served.sessions._by_hash.values()
    return text(next(each.challenge for each in sessions if each.member_id == member.pk and each.challenge))


@pytest.fixture
def device(client_as: ClientAs, served: Serving) -> Device:
    device = Device()
    client = client_as("reader", name="ann", confirmed=True)
    client.get("/settings/factors/passkey/")
    answer = client.post(
        "/settings/factors/passkey/",
        {"passkey": device.answer("create", challenge_of(served)), "label": "key"},
    )
    assert answer.status_code == 302
    served.sessions.end_all()
    return device


def test_a_passkey_lets_its_member_in(device: Device, served: Serving, archive: Archive) -> None:
    client = signing_in()
    client.get("/unlock/second/")
    answer = client.post(
        "/unlock/second/", {"passkey": device.answer("get", challenge_of(served)), "next": "/about/"}
    )
    assert answer.status_code == 302
    assert client.get("/about/").status_code == 200
    assert Factor.objects.get().sign_count == device.count
    assert verify(archive).faults == []


@pytest.mark.parametrize("fault", ["origin", "challenge", "device", "copied", "nonsense"])
def test_what_is_not_signed_by_it_for_this_page_lets_nobody_in(
    device: Device, served: Serving, fault: str
) -> None:
    client = signing_in()
    client.get("/unlock/second/")
    challenge = challenge_of(served)
    if fault == "copied":  # a copy counts from an older number
        Factor.objects.update(sign_count=100)
    answers = {
        "origin": device.answer("get", challenge, "http://localhost.evil.example"),
        "challenge": device.answer("get", text(b"another")),
        "device": Device(count=50).answer("get", challenge),
        "copied": device.answer("get", challenge),
        "nonsense": "{",
    }
    assert client.post("/unlock/second/", {"passkey": answers[fault]}).status_code == 403


def test_an_answer_is_not_taken_twice(device: Device, served: Serving) -> None:
    client = signing_in()
    client.get("/unlock/second/")
    answer = device.answer("get", challenge_of(served))
    assert client.post("/unlock/second/", {"passkey": answer}).status_code == 302
    assert signing_in().post("/unlock/second/", {"passkey": answer}).status_code == 403


def test_a_passkey_made_for_another_page_is_not_kept(client_as: ClientAs, served: Serving) -> None:
    client = client_as("reader", name="ann", confirmed=True)
    client.get("/settings/factors/passkey/")
    made = Device().answer("create", challenge_of(served), "https://evil.example")
    answer = client.post("/settings/factors/passkey/", {"passkey": made})
    assert answer.status_code == 422
    assert not Factor.objects.exists()
