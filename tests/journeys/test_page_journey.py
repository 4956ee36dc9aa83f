"""The findings page in a browser, opened from disk: both languages, two widths, no script, no network."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.journeys.browsing import browsing
from tests.journeys.commands import saksi
from tests.journeys.looking import TOO_WIDE

from saksi.samples import sample_folder

pytestmark = pytest.mark.browser

FEW = (  # an order, executions, a denial, a withdrawal, camps, families, a map, both languages
    "o01-new-year-address.txt",
    "o04-student-shot-brickworks.txt",
    "o07-ocna-commentary.html",
    "o11-withdrawal.json",
    "o17-party-purge.txt",
    "o34-kelvane-family.json",
)
SIZES = {"desk": (1440, 900), "phone": (390, 844)}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def page_uri(demo: tuple[Path, "subprocess.CompletedProcess[str]"]) -> str:
    return (demo[0] / "findings.html").resolve().as_uri()


@pytest.fixture(scope="session")
def small_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a page of a few samples: the same parts, but axe takes minutes for 2 MB of evidence."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "reports").mkdir()
    with sample_folder() as samples:
        for name in FEW:
            shutil.copy(samples / name, folder / "reports" / name)
    done = saksi("demo", "--reports", "reports", "--output", "demo", folder=folder)
    assert done.returncode == 0, done.stderr
    return (folder / "demo" / "findings.html").resolve().as_uri()


@pytest.fixture
def show(browser: Browser, page_uri: str) -> Iterator[Open]:
    """Yield a function that opens the page; what it says on the console or asks for is kept beside it."""

    def opened(
        size: str = "desk",
        language: str = "en",
        *,
        scripts: bool = False,
        colours: Literal["dark", "light"] = "light",
        uri: str | None = None,
    ) -> Page:
        width, height = SIZES[size]
        window = browsing(
            browser,
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            color_scheme=colours,
            bypass_csp=scripts,
        )
        page = windows.enter_context(window)
        page.set_default_timeout(20_000)
        page.goto(uri or page_uri)
        if language == "ko":
            switch(page, language)
        return page

    with ExitStack() as windows:
        yield opened


def switch(page: Page, language: str) -> None:
    page.locator(f'label[for="show-{language}"]:visible').first.click()


def visible(page: Page, language: str) -> bool:
    return page.locator(f"main > .v-{language} article.finding").first.is_visible()


def barriers(page: Page) -> list[str]:
    violations: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{found['id']} ({found['impact']}): {len(found['nodes'])} nodes, first {found['nodes'][0]['target']}"
        for found in violations
    ]


@pytest.mark.parametrize("size", SIZES)
def test_it_opens_without_a_complaint_and_asks_for_nothing(
    browser: Browser, page_uri: str, size: str
) -> None:
    said: list[str] = []
    asked: list[str] = []
    width, height = SIZES[size]
    with browsing(browser, viewport={"width": width, "height": height}) as page:
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(page_uri)
        switch(page, "ko")
        page.locator("details summary:visible").first.click()
    assert said == []
    assert asked == [page_uri]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_makes_the_page_scroll_sideways(show: Open, size: str, language: str) -> None:
    page = show(size, language, scripts=True)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    over = page.evaluate("document.documentElement.scrollWidth") - SIZES[size][0]
    assert over <= 0, f"{over} px too wide: {page.evaluate(TOO_WIDE)}"


@pytest.mark.parametrize("size", SIZES)
def test_the_languages_switch_without_scripts(show: Open, size: str) -> None:
    page = show(size)
    assert (visible(page, "en"), visible(page, "ko")) == (True, False)
    switch(page, "ko")
    assert (visible(page, "en"), visible(page, "ko")) == (False, True)
    switch(page, "en")
    assert (visible(page, "en"), visible(page, "ko")) == (True, False)


def test_the_language_can_be_chosen_with_the_keyboard_alone(show: Open) -> None:
    page = show(scripts=True)
    for _ in range(5):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "show-en":
            break
    page.keyboard.press("ArrowRight")
    assert (visible(page, "en"), visible(page, "ko")) == (False, True)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_claim_in_a_figure_leads_to_its_highlighted_words(show: Open, language: str) -> None:
    page = show("desk", language)
    link = page.locator('article.finding a.cl[href^="#e-"]:visible').first
    name = (link.get_attribute("href") or "").removeprefix("#")
    link.click()
    evidence = page.locator(f'[id="{name}"]')
    assert page.url.endswith(f"#{name}")
    words = evidence.locator("blockquote .m.on").first
    words.wait_for(state="visible")
    assert words.inner_text().strip()
    box = evidence.bounding_box()
    assert box is not None
    assert -1 <= box["y"] < SIZES["desk"][1]


@pytest.mark.parametrize(
    ("size", "language", "colours"),
    [("desk", "en", "light"), ("phone", "ko", "light"), ("desk", "ko", "dark"), ("phone", "en", "dark")],
)
def test_axe_finds_no_barrier(
    show: Open, small_page: str, size: str, language: str, colours: Literal["dark", "light"]
) -> None:
    assert barriers(show(size, language, scripts=True, colours=colours, uri=small_page)) == []


def test_dark_mode_is_dark(show: Open) -> None:
    def lightness(page: Page) -> float:
        colour = page.evaluate("getComputedStyle(document.querySelector('main')).backgroundColor")
        if colour == "rgba(0, 0, 0, 0)":
            colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
        numbers = [float(part) for part in colour.strip("rgba()").split(",")[:3]]
        return sum(numbers) / 3

    assert lightness(show(scripts=True, colours="dark")) < 60
    assert lightness(show(scripts=True, colours="light")) > 200


def test_printed_it_has_pages_and_the_folds_are_open(show: Open, tmp_path: Path) -> None:
    page = show(scripts=True)
    page.emulate_media(media="print")
    closed = page.locator("main > .v-en details.trace:not([open]) > .steps")
    assert closed.count() > 5
    shown = closed.evaluate_all(
        "folds => folds.filter(fold => fold.getBoundingClientRect().height > 0).length"
    )
    assert shown == closed.count()
    pdf = page.pdf(path=tmp_path / "findings.pdf", format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page/") + pdf.count(b"/Type /Page ") >= 5
