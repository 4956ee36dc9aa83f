"""Every page of the workspace, as it looks: accessible, within its width at twice the text, fit to print.

Pages are found as a person finds them: from the rail, and by one link of each kind from there. The long form
(HYPOTHESIS_PROFILE=long) walks the demo's archive, linked, in both languages, light and dark, wide and
narrow.
"""

import json
import os
import re
from collections.abc import Iterator
from shutil import copytree
from typing import Any

import polars as pl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.journeys.archives import Place
from tests.journeys.browsing import browsing
from tests.journeys.commands import saksi
from tests.journeys.looking import TOO_WIDE
from tests.journeys.workspaces import serving, sign_in, speak

from saksi.estimation import CaptureHistories, estimate, histories_from_frame

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
        keep_estimate(Place(folder))
        with serving(folder) as address:
            yield address, "ann", (folder / "ann.word").read_text().strip()
        return
    assert saksi("demo", "--yes", "--archive", "arch", "--output", "out", folder=folder).returncode == 0
    for what in ("events", "people"):
        saksi("link", what, "arch", "--passphrase-file", "arch.passphrase", folder=folder)
    saksi(
        "estimate", "arch", "--method", "chapman,chao", "--passphrase-file", "arch.passphrase", folder=folder
    )
    with serving(folder) as address:
        yield address, "demo", (folder / "arch.passphrase").read_text().strip()


def patterns(table: CaptureHistories) -> dict[str, Any]:
    """Return a table as an archive keeps it."""
    rows = [[list(map(int, member)), people] for member, people in table]
    return {"lists": list(table.lists), "stratum": table.stratum, "patterns": rows}


def keep_estimate(place: Place) -> None:
    """Keep an estimate of invented lists: three reports name nobody, and give none."""
    rows = [(1, 0, "2023", 9), (0, 1, "2023", 6), (1, 1, "2023", 8), (1, 0, "2024", 7), (1, 1, "2024", 2)]
    lists = ["Isk Radio", "Kell Post"]
    table = histories_from_frame(
        pl.DataFrame(rows, schema=[*lists, "year", "count"], orient="row"), strata=["year"]
    )
    made = estimate(table, "chapman,chao")
    kept = {
        "choice": {},
        "settings": made.settings,
        "table": {**patterns(table), "draws": 1, "strata": [patterns(part) for part in table.parts]},
        "results": [each.as_dict() for each in made],
        "versions": made.versions,
    }
    values = {name: json.dumps(value).replace("'", "''") for name, value in kept.items()} | {
        "input_sha256": made.input_sha256,
        "log_head": "0" * 64,
        "documented": str(table.documented),
        "made_by": "ann",
        "made_at": "2024-05-02 10:00:00",
    }
    told = ", ".join(f"'{value}'" for value in values.values())
    columns = ", ".join(f'"{name}"' for name in values)
    place.sql(f"INSERT INTO estimates_estimate ({columns}) VALUES ({told})")  # noqa: S608 - our own


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


def confirm(page: Page, passphrase: str) -> None:
    """Type the passphrase again, so that pages that ask for it are shown too."""
    page.goto("/confirm/?next=/about/")
    page.fill("#passphrase", passphrase)
    page.press("#passphrase", "Enter")
    page.wait_for_url("**/about/")


@pytest.mark.parametrize(("look", "language"), EVERY if LONG else LOOKS)
def test_every_page_is_accessible_and_holds_twice_the_text_and_prints_alone(
    browser: Browser, served: tuple[str, str, str], look: dict[str, Any], language: str
) -> None:
    address, name, passphrase = served
    wrong: dict[str, list[str]] = {}
    with browsing(browser, base_url=address, **look) as page:
        sign_in(page, name=name, passphrase=passphrase)
        speak(page, language)
        confirm(page, passphrase)
        for path, status in pages(page):
            wrong[path] = looked_at(page, path, status)
    assert len(wrong) > 25
    assert LONG or "/estimates/1/" in wrong
    assert {path: found for path, found in wrong.items() if found} == {}


def looked_at(page: Page, path: str, status: int) -> list[str]:
    """Return what is wrong with a page: its status, barriers, twice the text, on paper."""
    found = [] if status == (404 if path == "/nothing/" else 200) else [f"status {status}"]
    found += [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in axe(page)]
    found += page.evaluate(TOO_WIDE)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found += page.evaluate(TOO_WIDE) + page.evaluate(OVERLAPPING)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.emulate_media(media="print")
    found += page.evaluate(CHROME)
    page.emulate_media(media="screen")
    return found


def axe(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return found
