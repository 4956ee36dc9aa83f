"""Every page of the workspace, as it looks: accessible, within its width at twice the text, fit to print.

Pages are found as a person finds them: from the rail, and by one link of each kind from there. The long form
(HYPOTHESIS_PROFILE=long) walks the demo's archive, linked, in both languages, light and dark, wide and
narrow.
"""

import os
import re
from collections.abc import Iterator
from shutil import copytree
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.journeys.archives import Place
from tests.journeys.commands import saksi
from tests.journeys.workspaces import serving

pytestmark = pytest.mark.browser

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
WIDE: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
NARROW: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
LOOKS = [(WIDE | {"color_scheme": "light"}, "en"), (NARROW | {"color_scheme": "dark"}, "ko")]
EVERY = [
    (size | {"color_scheme": scheme}, language)
    for size in (WIDE, NARROW)
    for scheme in ("light", "dark")
    for language in ("en", "ko")
]
NO_PAGE = re.compile(r"/(original|export|static|awake|lock|language)\b|/findings/\d+/(data|page|png)")
# What sticks out at the right, is seen, and cannot be scrolled to within its own place.
TOO_WIDE = """() => [...document.querySelectorAll('body *')].filter(element => {
  const box = element.getBoundingClientRect();
  if (!box.width || box.right <= innerWidth + 1) return false;
  if (!element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})) return false;
  for (let up = element; up && up !== document.body; up = up.parentElement)
    if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
  return true;
}).slice(0, 3).map(element => element.outerHTML.slice(0, 90))"""
# Buttons and links, seen, that lie on one another.
OVERLAPPING = """() => {
  const seen = [...document.querySelectorAll('main :is(a, button, input, select, textarea)')].filter(one =>
    one.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
    && one.getBoundingClientRect().width > 2 && !one.closest('.keybar, .claims-head, .mobile'));
  const found = [];
  seen.forEach((one, at) => { for (const other of seen.slice(at + 1, at + 9)) {
    if (one.contains(other) || other.contains(one)) continue;
    for (const a of one.getClientRects()) for (const b of other.getClientRects())
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 3
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 6)
        found.push(`${one.outerHTML.slice(0, 60)} on ${other.outerHTML.slice(0, 60)}`);
  } });
  return found.slice(0, 3); }"""
CHROME = """() => ['.rail', '.mobile', '.keybar', '.pager', '.filter', '.topline', '.btn', 'button', 'kbd']
  .filter(chrome => [...document.querySelectorAll(chrome)].some(one =>
    one.checkVisibility() && one.getBoundingClientRect().width > 2))"""
LINKS = "() => [...document.querySelectorAll('a[href^=\"/\"]')].map(one => one.getAttribute('href'))"


@pytest.fixture(scope="module")
def served(first: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """Serve an archive; yield its address, a member and the passphrase."""
    folder = tmp_path_factory.mktemp("looks")
    if not LONG:
        copytree(first.folder, folder, dirs_exist_ok=True)  # a member's language is kept with the archive
        with serving(folder) as address:
            yield address, "ann", (folder / "ann.word").read_text().strip()
        return
    assert saksi("demo", "--yes", "--archive", "arch", "--output", "out", folder=folder).returncode == 0
    for what in ("events", "people"):
        saksi("link", what, "arch", "--passphrase-file", "arch.passphrase", folder=folder)
    with serving(folder) as address:
        yield address, "demo", (folder / "arch.passphrase").read_text().strip()


def shape(path: str) -> str:
    """Return what kind of page an address leads to."""
    plain, _, asked = path.partition("#")[0].partition("?")
    plain = re.sub(r"^/reports/[^/]+/", "/reports/*/", re.sub(r"\d+", "#", plain))
    plain = re.sub(r"/(vocabularies|vault)/[^/]+/", r"/\1/*/", plain)
    edited = re.search(r"edit=\w+", asked)
    return plain + (edited[0] if edited else "")


def pages(page: Page) -> Iterator[tuple[str, int]]:
    """Go to one page of each kind, from the rail on; yield its address and status."""
    queue, known = ["/about/", "/nothing/"], set[str]()
    for path in queue:
        answer = page.goto(path)
        yield path, answer.status if answer else 0
        for link in page.evaluate(LINKS):
            if not NO_PAGE.search(link) and shape(link) not in known:
                known.add(shape(link))
                queue.append(link)


def sign_in(page: Page, name: str, passphrase: str, language: str) -> None:
    page.goto("/unlock/?next=/about/")
    page.fill("#name", name)
    page.fill("#passphrase", passphrase)
    page.press("#passphrase", "Enter")
    page.wait_for_url("**/about/")
    button = page.locator(f"form[action='/language/{language}/'] button")
    if button.count():
        button.evaluate("button => button.form.submit()")
        page.wait_for_selector(f"html[lang={language}]")
    page.goto("/confirm/?next=/about/")
    page.fill("#passphrase", passphrase)
    page.press("#passphrase", "Enter")
    page.wait_for_url("**/about/")


@pytest.mark.parametrize(("look", "language"), EVERY if LONG else LOOKS)
def test_every_page_is_accessible_and_holds_twice_the_text_and_prints_alone(
    browser: Browser, served: tuple[str, str, str], look: dict[str, Any], language: str
) -> None:
    address, name, passphrase = served
    context = browser.new_context(base_url=address, **look)
    page = context.new_page()
    sign_in(page, name, passphrase, language)
    wrong: dict[str, list[str]] = {}
    for path, status in pages(page):
        found = [] if status == (404 if path == "/nothing/" else 200) else [f"status {status}"]
        found += [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in axe(page)]
        found += page.evaluate(TOO_WIDE)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        found += page.evaluate(TOO_WIDE) + page.evaluate(OVERLAPPING)
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.emulate_media(media="print")
        found += page.evaluate(CHROME)
        page.emulate_media(media="screen")
        wrong[path] = found
    context.close()
    assert len(wrong) > 25
    assert {path: found for path, found in wrong.items() if found} == {}


def axe(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return found
