import json
import unicodedata
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.archive import (
    ArchiveExists,
    Cost,
    Damaged,
    Holder,
    Layout,
    NoArchive,
    SetUpRefused,
    UnknownFormat,
    WrongPassphrase,
    WrongSheet,
    add_holder,
    change_passphrase,
    check_sheet,
    check_slots,
    create_slots,
    has_sheets,
    holder_names,
    new_layout,
    open_layout,
    remove_holder,
    renew_sheets,
    set_up_gap,
    unlock,
    unlock_with_sheets,
)

FIRST, SECOND = "seven grey herons stand", "수달 아홉 마리가 헤엄친다"
LEAST = Cost(memory_kib=65_536, passes=3, lanes=4)


def edit(layout: Layout, change: Any) -> None:
    content = json.loads(layout.slots_file.read_text())
    change(content)
    layout.slots_file.write_text(json.dumps(content))


def test_each_holder_opens_the_same_key(sealed: Any) -> None:
    again = open_layout(sealed.layout.folder)
    for name, passphrase in (("heron", sealed.heron), ("otter", sealed.otter), (None, sealed.otter)):
        assert unlock(again, passphrase, holder=name).reveal() == sealed.master.reveal()


def test_a_wrong_passphrase_opens_nothing(sealed: Any) -> None:
    for passphrase in ("", sealed.heron + " ", sealed.heron.upper(), "another one altogether"):
        with pytest.raises(WrongPassphrase) as refusal:
            unlock(sealed.layout, passphrase)
        assert refusal.value.exit_code == 12
        assert not passphrase.strip() or passphrase not in str(refusal.value)


def test_another_holders_passphrase_is_wrong_under_my_name(sealed: Any) -> None:
    with pytest.raises(WrongPassphrase):
        unlock(sealed.layout, sealed.otter, holder="heron")
    with pytest.raises(WrongPassphrase, match="no such key holder"):
        unlock(sealed.layout, sealed.otter, holder="badger")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_keyboards_that_spell_hangul_differently_open_the_same(sealed: Any, form: Any) -> None:
    typed = unicodedata.normalize(form, sealed.otter)
    assert unlock(sealed.layout, typed, holder="otter").reveal() == sealed.master.reveal()


@given(st.text(min_size=1).filter(lambda text: text.isprintable()))
@settings(max_examples=15)
def test_any_passphrase_can_be_added_and_taken_away(one_sealed: Any, passphrase: str) -> None:
    add_holder(one_sealed.layout, one_sealed.master, Holder("visitor", passphrase), cost=one_sealed.cost)
    assert unlock(one_sealed.layout, passphrase, holder="visitor").reveal() == one_sealed.master.reveal()
    remove_holder(one_sealed.layout, one_sealed.master, "visitor")
    assert holder_names(one_sealed.layout) == ("heron", "otter")


@pytest.mark.parametrize(
    ("holders", "sheets", "typed_back", "demo", "fits"),
    [
        (0, True, True, True, False),
        (1, False, False, False, False),
        (1, True, False, False, False),
        (1, True, True, False, True),
        (2, False, False, False, True),
        (1, False, False, True, True),
    ],
)
def test_losing_one_person_must_not_lose_the_archive(
    holders: int, sheets: bool, typed_back: bool, demo: bool, fits: bool
) -> None:
    assert (set_up_gap(holders=holders, sheets=sheets, typed_back=typed_back, demo=demo) is None) is fits


def test_one_holder_alone_is_refused_but_for_a_demo(tmp_path: Path, cheap: Cost) -> None:
    layout = new_layout(tmp_path / "archive", kind="synthetic")
    with pytest.raises(SetUpRefused, match="second"):
        create_slots(layout, [Holder("heron", FIRST)], recovery=False, cost=cheap)
    assert not layout.slots_file.exists()
    demo = new_layout(tmp_path / "demo", kind="synthetic", demo=True)
    create_slots(demo, [Holder("heron", FIRST)], recovery=False, cost=cheap)
    assert not has_sheets(demo)


@pytest.mark.parametrize(
    ("holders", "cost", "why"),
    [
        ([Holder("heron", FIRST), Holder("otter", SECOND)], Cost(32_768, 3, 4), "64 MiB"),
        ([Holder("heron", FIRST), Holder("otter", SECOND)], Cost(65_536, 2, 4), "3 passes"),
        ([Holder("heron", "short"), Holder("otter", SECOND)], LEAST, "12 characters"),
        ([Holder("heron", "ab" * 20), Holder("otter", SECOND)], LEAST, "easy to guess"),
    ],
)
def test_a_real_archive_has_floors(tmp_path: Path, holders: list[Holder], cost: Cost, why: str) -> None:
    layout = new_layout(tmp_path / "archive", kind="real")
    with pytest.raises(SetUpRefused, match=why):
        create_slots(layout, holders, recovery=True, cost=cost)
    assert not layout.slots_file.exists()


def test_a_real_archive_opens_at_the_least_cost(tmp_path: Path) -> None:
    layout = new_layout(tmp_path / "archive", kind="real")
    created = create_slots(layout, [Holder("heron", FIRST)], recovery=True, cost=LEAST)
    assert unlock(layout, FIRST).reveal() == created.master.reveal()


@pytest.mark.parametrize("name", ["", "a b", "-dash", "x" * 33, "../up", "a\n", "heron\x00"])
def test_a_holders_name_is_short_and_plain(sealed: Any, name: str) -> None:
    with pytest.raises(SetUpRefused, match="name"):
        add_holder(sealed.layout, sealed.master, Holder(name, FIRST), cost=sealed.cost)


def test_a_name_is_given_once(sealed: Any) -> None:
    with pytest.raises(SetUpRefused, match="already"):
        add_holder(sealed.layout, sealed.master, Holder("heron", "another"), cost=sealed.cost)


def test_slots_are_never_made_twice(sealed: Any) -> None:
    before = sealed.layout.slots_file.read_bytes()
    with pytest.raises(ArchiveExists):
        create_slots(sealed.layout, [Holder("a", FIRST), Holder("b", SECOND)], recovery=False)
    assert sealed.layout.slots_file.read_bytes() == before


def test_a_changed_passphrase_replaces_the_old_one_and_no_other(sealed: Any) -> None:
    change_passphrase(sealed.layout, "heron", sealed.heron, "eight white egrets fly", cost=sealed.cost)
    with pytest.raises(WrongPassphrase):
        unlock(sealed.layout, sealed.heron)
    assert unlock(sealed.layout, "eight white egrets fly", holder="heron").reveal()
    assert unlock(sealed.layout, sealed.otter, holder="otter").reveal() == sealed.master.reveal()
    check_slots(sealed.layout, sealed.master)


def test_the_last_way_in_but_one_cannot_be_removed(tmp_path: Path, cheap: Cost) -> None:
    layout = new_layout(tmp_path / "archive", kind="synthetic")
    holders = [Holder("heron", FIRST), Holder("otter", SECOND)]
    master = create_slots(layout, holders, recovery=False, cost=cheap).master
    with pytest.raises(SetUpRefused, match="stays"):
        remove_holder(layout, master, "otter")
    with pytest.raises(SetUpRefused, match="no such"):
        remove_holder(layout, master, "badger")
    assert holder_names(layout) == ("heron", "otter")


def test_a_key_of_another_archive_changes_nothing(sealed: Any, one_sealed: Any) -> None:
    with pytest.raises(WrongPassphrase, match="another archive"):
        add_holder(sealed.layout, one_sealed.master, Holder("badger", FIRST), cost=sealed.cost)


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 0), (0, 1, 2)])
def test_any_two_sheets_open_it(sealed: Any, pair: tuple[int, ...]) -> None:
    typed = [sealed.sheets[i] for i in pair]
    assert unlock_with_sheets(sealed.layout, typed).reveal() == sealed.master.reveal()


def test_one_sheet_tells_nothing(sealed: Any) -> None:
    for typed in ([sealed.sheets[0]], [sealed.sheets[0]] * 2, []):
        with pytest.raises(WrongSheet, match="2 are needed"):
            unlock_with_sheets(sealed.layout, typed)


def test_a_sheet_is_known_when_it_is_typed_back(sealed: Any) -> None:
    for number, sheet in enumerate(sealed.sheets, start=1):
        words = sheet.split()
        typed = "\n".join(f"{i}. {word.upper()} " for i, word in enumerate(words, start=1))
        assert check_sheet(sealed.layout, typed) == number


def test_a_mistyped_sheet_is_refused_without_a_word_of_it(sealed: Any) -> None:
    words = sealed.sheets[0].split()
    swapped = [*words[:5], words[6], words[5], *words[7:]]
    cases = {
        "not on the word list: word 3": [*words[:2], "heronry", *words[3:]],
        "32 words": words[:-1],
        "check sum": swapped if words[5] != words[6] else [*words[:-1], words[0]],
    }
    for why, typed in cases.items():
        with pytest.raises(WrongSheet, match=why) as refusal:
            check_sheet(sealed.layout, " ".join(typed))
        assert not any(f"{first} {second}" in str(refusal.value) for first, second in pairwise(words))
        assert refusal.value.__cause__ is None


def test_sheets_of_another_archive_are_refused(sealed: Any, one_sealed: Any) -> None:
    with pytest.raises(WrongSheet, match="another archive"):
        unlock_with_sheets(sealed.layout, one_sealed.sheets[:2])
    with pytest.raises(WrongSheet, match="another archive"):
        check_sheet(sealed.layout, one_sealed.sheets[0])
    with pytest.raises(WrongSheet, match="one set"):
        unlock_with_sheets(sealed.layout, [sealed.sheets[0], one_sealed.sheets[1]])


def test_new_sheets_end_the_old_ones(sealed: Any) -> None:
    new = renew_sheets(sealed.layout, sealed.master)
    assert unlock_with_sheets(sealed.layout, new[1:]).reveal() == sealed.master.reveal()
    with pytest.raises(WrongSheet, match="older"):
        unlock_with_sheets(sealed.layout, sealed.sheets[:2])


@pytest.mark.parametrize(
    ("key", "value"),
    [("holder", "badger"), ("archive", "0" * 32), ("kind", "passphrase "), ("nonce", "00" * 12)],
)
def test_an_edited_slot_opens_no_more(sealed: Any, key: str, value: str) -> None:
    edit(sealed.layout, lambda content: content["slots"][0].update({key: value}))
    with pytest.raises(WrongPassphrase):
        unlock(sealed.layout, sealed.heron)
    with pytest.raises(Damaged, match="slot was changed"):
        check_slots(sealed.layout, sealed.master)


def test_a_cost_made_cheap_by_hand_opens_no_more(sealed: Any) -> None:
    edit(sealed.layout, lambda content: content["slots"][0]["kdf"].update(memory_kib=8))
    with pytest.raises(WrongPassphrase):
        unlock(sealed.layout, sealed.heron)


@pytest.mark.parametrize("value", [10**9, 0, -1, True, "64", None])
def test_a_cost_that_would_hang_the_machine_is_refused(sealed: Any, value: Any) -> None:
    edit(sealed.layout, lambda content: content["slots"][0]["kdf"].update(memory_kib=value))
    with pytest.raises(Damaged, match="never writes"):
        unlock(sealed.layout, sealed.heron)


def test_a_lost_or_added_slot_is_found_by_whoever_still_opens_it(sealed: Any) -> None:
    edit(sealed.layout, lambda content: content["slots"].pop(0))
    assert unlock(sealed.layout, sealed.otter).reveal() == sealed.master.reveal()
    with pytest.raises(Damaged):
        check_slots(sealed.layout, sealed.master)
    with pytest.raises(Damaged):
        add_holder(sealed.layout, sealed.master, Holder("badger", FIRST), cost=sealed.cost)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", Damaged),
        (b"[]", Damaged),
        (b"\xff\xfe", Damaged),
        (b'{"format":1,"slots":7}', Damaged),
        (b'{"format":1,"slots":[7]}', Damaged),
        (b'{"format":1,"slots":[{}]}', Damaged),
        (b'{"format":2,"slots":[]}', UnknownFormat),
        (b"[" * 100_000, Damaged),
        (b'{"format":1,"slots":[' + b'{"kind":"passphrase","holder":"x"},' * 5_000 + b"{}]}", Damaged),
    ],
)
def test_slots_that_we_never_write_are_damage(sealed: Any, content: bytes, error: type[Exception]) -> None:
    sealed.layout.slots_file.write_bytes(content)
    with pytest.raises(error):
        unlock(sealed.layout, sealed.heron)


def test_missing_slots_are_said_to_be_the_end_of_it(sealed: Any) -> None:
    sealed.layout.slots_file.unlink()
    with pytest.raises(NoArchive, match="restore it from a backup"):
        unlock(sealed.layout, sealed.heron)


@pytest.mark.parametrize(("found", "put"), [('"synthetic"', '"real"'), ("demo = false", "demo = true")])
def test_facts_edited_by_hand_are_found_on_opening(sealed: Any, found: str, put: str) -> None:
    text = sealed.layout.facts_file.read_text()
    sealed.layout.facts_file.write_text(text.replace(found, put))
    with pytest.raises(Damaged, match=r"archive\.toml"):
        unlock(open_layout(sealed.layout.folder), sealed.heron)
    with pytest.raises(Damaged, match=r"archive\.toml"):
        unlock_with_sheets(open_layout(sealed.layout.folder), sealed.sheets[:2])


def test_no_secret_lies_in_the_slots(sealed: Any) -> None:
    text = sealed.layout.slots_file.read_text()
    assert sealed.master.reveal().hex() not in text
    for secret in (sealed.heron, sealed.otter, *sealed.sheets):
        assert secret not in text
    assert f"{Holder('heron', sealed.heron)}".count(sealed.heron) == 0
