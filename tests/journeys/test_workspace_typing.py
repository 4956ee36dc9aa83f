"""What is typed in a browser is kept meanwhile, whatever happens to window, line or session."""

import pytest
from playwright.sync_api import Page
from tests.journeys.archives import WORDS
from tests.journeys.desks import Desk, shows, standing, until

from saksi.workspace.drafts.models import Draft
from saksi.workspace.review.models import Decision

pytestmark = pytest.mark.browser


def type_into(page: Page, field: str, words: str) -> None:
    page.fill(field, words)
    shows(page, "document.querySelector('[data-draft-said]').textContent.startsWith('Kept')")


def test_what_is_typed_survives_a_closed_window_a_broken_line_and_an_ended_session(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?claim=1&order=text")
    page.keyboard.press("e")
    page.wait_for_selector("#c1 [name=victim_text]")
    type_into(page, "#c1 [name=victim_text]", "two weavers")
    shows(page, "document.getElementById('saved').textContent.startsWith('Kept')")
    page.close()
    page = desk.sign_in("ann")
    page.goto("/desk/")
    page.click("text=Go on")
    assert page.input_value("#c1 [name=victim_text]") == "two weavers"
    page.context.set_offline(True)
    page.fill("#c1 [name=victim_age]", "thirty")
    shows(page, "document.querySelector('[data-draft-said].warn') !== null")
    page.context.set_offline(False)  # what could not be kept is tried again
    shows(page, "document.querySelector('[data-draft-said]').textContent.startsWith('Kept')")
    desk.end_sessions()
    page.fill("#c1 [name=victim_name]", "Tam Orre")
    page.wait_for_selector("dialog#unlock[open]")
    assert "weavers" not in page.content()
    page.fill("#unlock-passphrase", WORDS["ann"])
    page.press("#unlock-passphrase", "Enter")
    page.wait_for_selector("dialog#unlock:not([open])", state="attached")
    until(lambda: Draft.objects.get().posted["victim_name"] == "Tam Orre")
    assert standing() == {}
    page.press("#c1 [name=victim_text]", "Enter")
    until(lambda: standing() == {"c0": "corrected"})
    victim = (Decision.objects.get().after or {})["victim"]
    assert (victim["text"], victim["age"], victim["name"]) == ("two weavers", "thirty", "Tam Orre")
    assert Draft.objects.count() == 0


def test_a_new_claim_and_a_pasted_report_are_kept_while_they_are_typed(desk: Desk) -> None:
    page = desk.sign_in("ann")
    page.goto("/reports/few/read/?new=1&span=4-10#new")
    type_into(page, "#c-new [name=victim_text]", "the guards")
    page.reload()
    assert page.input_value("#c-new [name=victim_text]") == "the guards"
    page.click("#c-new [data-restores]")  # Esc
    until(lambda: Draft.objects.count() == 0)
    page.goto("/intake/")
    type_into(page, "#text", "A bridge was closed in Corrow.")
    page.reload()
    assert page.input_value("#text") == "A bridge was closed in Corrow."
    page.click("#add button.main")
    page.wait_for_url("**/jobs/**")
    assert Draft.objects.count() == 0
