"""The reading desk in a browser: keys, a dropped connection, an ended session, a second coder, no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Route
from tests.journeys.archives import WORDS
from tests.journeys.desks import FEW, Desk, shows, standing, until
from tests.journeys.looking import AXE

from saksi.workspace.audit.models import Entry
from saksi.workspace.review.models import Coding, Decision, Ruling, Standing

pytestmark = pytest.mark.browser


def test_a_hundred_correct_claims_take_at_most_110_keystrokes(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/hundred/read/")
    keystrokes = 0
    for number in range(100):
        page.wait_for_selector("#claims > .card.open")
        page.keyboard.press("a")
        keystrokes += 1
        if number == 50:  # decisions are sent while the next is read
            until(lambda: Standing.objects.count() > 0)
    until(lambda: Standing.objects.filter(verdict="accepted").count() == 100)
    assert keystrokes <= 110
    assert Decision.objects.values("claim").distinct().count() == Decision.objects.count() == 100
    shows(page, "document.getElementById('saved').textContent.startsWith('All decisions saved')")


def test_every_key_of_the_desk(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?order=text")

    def present() -> str:
        return page.get_attribute("#claims > .card.open", "data-c") or ""

    assert present() == "1"
    page.keyboard.press("j")
    assert present() == "2"
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert present() == "2"  # the next opens at once
    page.keyboard.press("t")
    until(lambda: standing() == {"c0": "rejected", "c1": "cannot_tell"})
    shows(page, "document.querySelector('#c2 .st').textContent === 'Cannot tell'")
    page.keyboard.press("u")
    until(lambda: standing() == {"c0": "rejected"})
    shows(page, "document.querySelector('#claims > .card.open')?.dataset.c === '2'")
    assert page.evaluate("document.activeElement.id") == "c2"
    page.keyboard.press("]")
    assert page.evaluate("document.activeElement.className").startswith("ref")
    page.keyboard.press("m")
    page.keyboard.type("Which gate?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#c2 .coder-note >> text=Which gate?")
    assert Entry.objects.filter(action="noted").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.wait_for_selector("#c2 [name=count_min]")
    page.fill("#c2 [name=count_min]", "1")
    page.fill("#c2 [name=count_max]", "1")
    page.press("#c2 [name=count_max]", "Enter")
    until(lambda: standing().get("c1") == "corrected")
    correction = Decision.objects.filter(verdict="corrected").get()
    assert (correction.fields, (correction.after or {})["count"]["max"]) == (["count"], 1)
    shows(page, "document.querySelector('#c2 .st').textContent === 'Corrected'")
    page.keyboard.press("?")
    assert page.is_visible("dialog#keys")


def test_what_is_typed_wrong_stays_and_says_what_to_do(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?claim=1&edit=fields")
    page.fill("#c1 [name=count_min]", "40")
    page.fill("#c1 [name=count_max]", "12")
    page.press("#c1 [name=count_max]", "Enter")
    page.wait_for_selector("#c1 .field.wrong >> text=The smaller number comes first")
    assert page.input_value("#c1 [name=count_max]") == "12"
    assert standing() == {}


def test_a_dropped_connection_loses_nothing(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?order=text")
    page.context.set_offline(True)
    for key in ("a", "x", "a"):
        page.keyboard.press(key)
    shows(page, "document.getElementById('saved').textContent.includes('Decisions that wait: 3')")
    assert standing() == {}
    page.context.set_offline(False)
    until(lambda: standing() == {"c0": "accepted", "c1": "rejected", "c2": "accepted"})
    shows(page, "document.getElementById('saved').textContent.startsWith('All decisions saved')")
    assert Decision.objects.count() == 3


def test_an_answer_that_was_lost_on_the_way_decides_once(desk: Desk) -> None:
    """The server decides, the answer never arrives: the same form is sent again, and counts once."""
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?order=text")
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/decide/", lose_first)
    page.keyboard.press("a")
    shows(page, "document.getElementById('saved').textContent.startsWith('All decisions saved')")
    assert lost == [200]
    assert Decision.objects.count() == 1


def test_an_ended_session_takes_the_text_away_and_repeats_the_decision(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?order=text")
    desk.end_sessions()
    page.keyboard.press("a")
    page.wait_for_selector("dialog#unlock[open]")
    assert "weavers" not in page.content()
    page.fill("#unlock-passphrase", "not the passphrase")
    page.press("#unlock-passphrase", "Enter")
    page.wait_for_selector("#unlock-why:not([hidden])")
    page.fill("#unlock-passphrase", WORDS["ann"])
    page.press("#unlock-passphrase", "Enter")
    page.wait_for_selector("dialog#unlock:not([open])", state="attached")
    until(lambda: standing() == {"c0": "accepted"})
    assert "weavers" in page.content()


def test_two_at_one_claim_see_both_side_by_side(desk: Desk) -> None:
    ann, ben = desk.sign_in("ann"), desk.sign_in("ben")
    for page in (ann, ben):
        page.goto("/reports/few/read/?order=text")
    ann.keyboard.press("x")
    until(lambda: standing() == {"c0": "rejected"})
    ben.keyboard.press("a")
    ben.wait_for_selector("#c1.open .conflict")
    ben.click("#c1 .conflict button.main")
    until(lambda: Coding.objects.count() == 1)
    assert standing() == {"c0": "rejected"}


def test_a_claim_from_selected_words(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/")
    page.evaluate(
        """() => { const line = document.querySelectorAll('.prose p')[2];
        const fits = (each) => each.nodeType === 3 && each.textContent.includes('neighbour');
        const node = [...line.childNodes].find(fits);
        const at = node.textContent.indexOf('a neighbour');
        getSelection().setBaseAndExtent(node, at, node, at + 'a neighbour told'.length); }"""
    )
    page.keyboard.press("n")
    page.wait_for_selector("#c-new blockquote >> text=a neighbour told")
    page.select_option("#c-new [name=act]", "screening")
    page.press("#c-new [name=count_min]", "Enter")
    until(lambda: len(standing()) == 1)
    claim = Standing.objects.get().claim
    passage = claim.passages.get()
    assert FEW[passage.start : passage.end] == "a neighbour told"
    assert claim.act == "screening"


def test_moving_the_ends_by_a_word(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?claim=1&edit=passages")
    page.keyboard.press("}")
    page.wait_for_selector("#c1 blockquote >> text=Guards took two weavers from")
    page.click("#c1 button.main")
    until(lambda: standing() == {"c0": "corrected"})
    assert Decision.objects.get().fields == ["passages"]


def test_the_group_asks_once_and_is_one_entry(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/")
    before = Entry.objects.count()
    page.keyboard.press("Shift+A")
    page.wait_for_selector("#group")
    assert standing() == {}
    with page.expect_navigation():
        page.keyboard.press("a")
    assert len(standing()) > 1
    assert Entry.objects.count() == before + 1


def test_without_scripts_every_button_is_a_form(desk: Desk) -> None:
    page = desk.sign_in("ann", script=False)
    page.goto("/reports/few/read/?claim=1&order=text")
    page.click("#c1 button[value=rejected]")
    assert "claim=2" in page.url
    page.click("#undo button")
    assert standing() == {}
    page.click("#c1 a[data-key=e]")
    page.fill("#c1 [name=victim_text]", "two weavers")
    page.click("#c1 .editing button.main")
    assert standing() == {"c0": "corrected"}
    page.click("#new-claim")
    page.fill("#new-words", "a neighbour told")
    page.click("#new button.main")
    page.click("#c-new button.main")
    assert len(standing()) == 2


def test_a_second_coder_codes_blind_and_an_adjudicator_rules(desk: Desk) -> None:
    ann = desk.sign_in("ann")
    ann.goto("/reports/few/read/?order=text")
    for _ in range(4):
        ann.keyboard.press("a")
    until(lambda: len(standing()) == 4)
    ann.goto("/coding/")
    ann.select_option("#coder", "ben")
    ann.fill("#reports", "few")
    with ann.expect_navigation():
        ann.click("form.sheet button.main")
    ben = desk.sign_in("ben")
    ben.goto("/desk/")
    assert ben.is_visible("text=1 report to code blind")
    ben.goto("/reports/few/read/")
    assert ben.locator(".card.dec").count() == 0
    assert "Accepted" not in ben.content()
    ben.keyboard.press("x")
    for _ in range(3):
        ben.keyboard.press("a")
    until(lambda: Coding.objects.count() == 4)
    assert len(standing()) == 4
    with ben.expect_navigation():
        ben.click(".blind button")
    ann.goto("/coding/")
    ann.click(".todo >> text=Decide")
    ann.wait_for_load_state()  # a click comes back before the page is whole
    found = Axe().run(ann, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    ann.fill("#note", "The text says so.")
    ann.keyboard.press("Escape")
    with ann.expect_navigation():  # the page goes on by itself: nowhere else meanwhile
        ann.keyboard.press("2")
    assert Ruling.objects.count() == 1
    assert standing()["c0"] == "rejected"
    ann.goto("/coding/agreement/")
    assert ann.is_visible("text=First and second coder")
