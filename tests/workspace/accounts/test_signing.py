"""Signing in where the key holder is no member yet, or is none any more."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.workspace.conftest import CHEAP, WORDS

from saksi.archive import Holder, Layout, WrongPassphrase
from saksi.workspace.accounts.models import Member
from saksi.workspace.accounts.roles import EVERY, roles_of
from saksi.workspace.accounts.signing import sign_in
from saksi.workspace.audit.models import Entry
from saksi.workspace.audit.verifying import verify
from saksi.workspace.holdings.creating import create_archive
from saksi.workspace.web.serving import Serving

WORD = "one small grey finch hops"


def test_the_holder_of_a_demo_archive_becomes_its_first_member(tmp_path: Path) -> None:
    layout, _ = create_archive(
        tmp_path / "demo",
        holders=[Holder("demo", WORD)],
        recovery=False,
        hand_over=lambda _layout, _sheets: None,
        kind="synthetic",
        demo=True,
        cost=CHEAP,
    )
    here = Serving(layout)
    member = sign_in(here, name="demo", passphrase=WORD)
    assert roles_of(member) == EVERY
    assert sign_in(here, name="demo", passphrase=WORD).pk == member.pk
    actions = list(Entry.objects.order_by("n").values_list("action", flat=True))
    assert actions[-3:] == ["member added", "signed in", "signed in"]
    assert here.archive is not None
    assert verify(here.archive).faults == []
    here.lock()


def test_slots_put_back_do_not_let_in_who_was_removed(layout: Layout) -> None:
    here = Serving(layout)
    sign_in(here, name="ann", passphrase=WORDS["ann"])
    Member.objects.filter(name="ben").update(removed_at=datetime.now(UTC))
    with pytest.raises(WrongPassphrase, match="do not belong together"):
        sign_in(here, name="ben", passphrase=WORDS["ben"])
    here.lock()
