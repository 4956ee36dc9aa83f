"""The workspace's frame in a browser: keys, locking, both languages, two widths, dark, without scripts."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from shutil import copytree
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.journeys.archives import Place
from tests.journeys.browsing import browsing
from tests.journeys.looking import TOO_WIDE
from tests.journeys.workspaces import serving, sign_in, speak

pytestmark = pytest.mark.browser

PAGES = (
    "/settings/", "/settings/members/", "/settings/cases/", "/settings/tokens/", "/settings/factors/",
    "/settings/locking/", "/settings/passphrase/", "/settings/vocabularies/act/", "/settings/countries/",
    "/audit/", "/audit/of/report/1/", "/vault/", "/vault/new/", "/about/", "/nothing/",
)  # fmt: skip

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def address(first: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("frame") / "place"
    copytree(first.folder, folder)  # a member's language and keys are kept with the archive
    with serving(folder) as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Yield a function that opens a browser, signed in as ann; its console must stay silent."""
    said = list[str]()

    def opened(*, name: str = "ann", **look: Any) -> Page:
        page = windows.enter_context(browsing(browser, base_url=address, **look))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        sign_in(page, address, name)
        return page

    with ExitStack() as windows:
        yield opened
    assert [each for each in said if "404" not in each and "401" not in each] == []


def test_the_page_that_unlocks_is_accessible_in_both(browser: Browser, address: str) -> None:
    for language in ("en-GB", "ko-KR"):
        size = {"width": 320, "height": 640}
        with browsing(browser, locale=language, base_url=address, viewport=size) as page:
            page.goto("/unlock/")
            assert page.evaluate(TOO_WIDE) == []
            assert Axe().run(page).response["violations"] == []


def test_nothing_is_wider_than_a_small_phone(open_page: Open) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_keys_press_what_is_there(open_page: Open) -> None:
    page = open_page()
    speak(page, "en")
    page.goto("/about/")
    page.keyboard.press("g")
    page.keyboard.press("a")
    page.wait_for_url("**/audit/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "object"
    page.keyboard.type("ga?L")  # in a field keys are letters
    assert page.input_value("[name=object]") == "ga?L"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "Lock now" in page.inner_text("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+L")
    page.wait_for_url("**/unlock/")
    page.goto("/audit/")
    assert "/unlock/" in page.url


def test_single_keys_can_be_turned_off(open_page: Open) -> None:
    page = open_page(name="ben")
    page.goto("/settings/")
    page.uncheck("[name=single_keys]")
    page.click("form[action='/settings/preferences/'] button")
    page.wait_for_selector("body[data-single-keys=off]")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.keyboard.press("?")
    assert page.url.endswith("/settings/")
    assert not page.is_visible("#keys")
    page.check("[name=single_keys]")
    page.click("form[action='/settings/preferences/'] button")
    page.wait_for_selector("body:not([data-single-keys])")


def test_all_of_it_works_without_scripts(open_page: Open) -> None:
    page = open_page(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/about/")
    page.click(".mobile a")  # the menu is an anchor
    page.click("#nav a[href='/settings/']")
    page.select_option("#language", "ko")
    page.click("form[action='/settings/preferences/'] button")
    assert page.locator("html").get_attribute("lang") == "ko"
    page.select_option("#language", "en")
    page.click("form[action='/settings/preferences/'] button")
    page.click(".mobile a")
    page.click("form[action='/lock/'] button")
    assert "/unlock/" in page.url


def test_on_paper_there_is_no_frame(open_page: Open) -> None:
    page = open_page()
    page.goto("/audit/")
    page.emulate_media(media="print")
    assert not page.is_visible("#nav")
    assert not page.is_visible("main .btn")
    assert page.is_visible("main table")
