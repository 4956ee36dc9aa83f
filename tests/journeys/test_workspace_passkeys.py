"""A passkey from making it to removing it, in Chromium with a device that the browser plays."""

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.archives import WORDS, Place
from tests.journeys.browsing import browsing
from tests.journeys.workspaces import serving, sign_in

pytestmark = pytest.mark.browser

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_asked_for_and_removed(browser: Browser, place: Place) -> None:
    with serving(place.folder) as address, browsing(browser, base_url=address) as page:
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        device = devices.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

        sign_in(page, address, "ben")
        page.goto("/settings/factors/passkey/")
        page.fill("#label", "laptop")
        page.click("form[data-create] button")
        page.wait_for_url("**/settings/factors/")
        assert "laptop" in page.inner_text("main")
        assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]) == 1

        page.click("form[action='/lock/'] button")
        page.wait_for_url("**/unlock/**")
        sign_in_first(page, "ben")
        assert page.locator("#nav").count() == 0  # nothing is shown before the second factor
        page.goto("/desk/")
        page.wait_for_url("**/unlock/second/**")
        page.click("#passkey button")
        page.wait_for_url("**/desk/")

        devices.send("WebAuthn.clearCredentials", {"authenticatorId": device})  # the device is lost
        page.goto("/settings/factors/")
        page.click("form[action$='/remove/'] button")
        page.wait_for_selector("main .empty")
        page.click("form[action='/lock/'] button")
        page.wait_for_url("**/unlock/**")
        sign_in(page, address, "ben")
        page.goto("/desk/")
        assert page.url.endswith("/desk/")


def sign_in_first(page: Page, name: str) -> None:
    """Type name and passphrase; the second factor is asked for next."""
    page.fill("#name", name)
    page.fill("#passphrase", WORDS[name])
    page.press("#passphrase", "Enter")
    page.wait_for_url("**/unlock/second/**")
