"""A documenter adds files in a browser: sealed with progress, taken in by a job, found by their words."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from tests.journeys.archives import Place
from tests.journeys.browsing import browsing
from tests.journeys.looking import AXE
from tests.journeys.workspaces import killed, serving, sign_in

from saksi.testing import a_report

pytestmark = pytest.mark.browser

LONGEST = 60_000  # ms that a job may take here


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browsing(browser, locale="en") as page:
        page.set_default_timeout(LONGEST)
        yield page


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Write 45 reports and a file without one: three groups of what the page sends at once."""
    made = []
    for n in range(45):
        report = a_report(f"Herons were seen at stall {n} of the depot.", id=f"stall-{n}", synthetic=True)
        file = tmp_path / f"stall-{n}.json"
        file.write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
        made.append(file)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"this is no document")
    return [*made, broken]


def test_files_are_sent_again_after_a_broken_line_and_all_arrive_once(
    page: Page, place: Place, files: list[Path]
) -> None:
    sent = list[int]()

    def breaking(route: Route) -> None:
        sent.append(1)
        if len(sent) == 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    with serving(place.folder) as address:
        sign_in(page, address)
        page.goto(f"{address}/intake/")
        page.route("**/intake/receive/", breaking)
        page.set_input_files("#files", [str(file) for file in files])
        page.press("body", "Shift+A")
        expect(page.locator("#sent-words")).to_contain_text("20 of 46 files sealed")
        expect(page.locator("#sent-words")).to_contain_text("What was sealed is kept")
        page.click("form#add button.main")
        page.wait_for_url("**/jobs/*/")
        expect(page.locator("#progress")).to_contain_text(
            "New reports: 45. Files: 46; without a report: 1.", timeout=LONGEST
        )
        expect(page.locator("#progress")).to_contain_text("broken.pdf")
        page.goto(f"{address}/reports/?q=herons")
        expect(page.locator(".found mark")).to_have_count(45)
        assert Axe().run(page, options=AXE).response["violations"] == []
    assert len(sent) == 4  # three groups, one of them twice


def test_without_scripts_a_text_that_is_not_invented_is_refused_by_an_invented_archive_and_says_so(
    browser: Browser, place: Place
) -> None:
    with (
        serving(place.folder) as address,
        browsing(browser, java_script_enabled=False, locale="ko") as page,
    ):
        page.set_default_timeout(LONGEST)
        sign_in(page, address)
        page.goto(f"{address}/intake/")
        page.fill("#text", "words of nobody")
        page.click("form#add button.main")
        page.wait_for_url("**/jobs/*/")
        for _ in range(100):
            if page.locator("#progress .answer").count():
                break
            page.wait_for_timeout(300)
            page.reload()
        assert page.locator("#progress .answer").count() == 1
        assert "지어낸 것이라는 표시가 없는데" in page.inner_text("#progress table")
        page.goto(f"{address}/claims/?modality=happened")
        assert page.locator(".facet a[aria-current]").count() == 1
        page.locator(".facet a[aria-current]").click()
        assert "modality" not in page.url


def test_a_server_killed_amid_a_job_loses_nothing_and_the_next_one_ends_the_job(
    page: Page, place: Place, tmp_path: Path
) -> None:
    lines = [
        a_report(f"Herons were seen at gate {n} of the depot.", id=f"gate-{n}", synthetic=True)
        for n in range(900)
    ]
    file = tmp_path / "gates.jsonl"
    file.write_text("\n".join(each.model_dump_json(by_alias=True) for each in lines), encoding="utf-8")
    with killed(place.folder) as (address, kill):
        sign_in(page, address)
        page.goto(f"{address}/intake/")
        page.set_input_files("#files", str(file))
        page.uncheck("[name=read]")
        page.click("form#add button.main")
        page.wait_for_url("**/jobs/1/")
        runs(page, f"{address}/jobs/1/progress/")
        kill()
    with serving(place.folder) as address:
        sign_in(page, address)
        page.goto(f"{address}/jobs/1/")
        expect(page.locator("#progress")).to_contain_text("New reports: 900. Files: 1;", timeout=LONGEST)
    done = place.saksi("verify", "arch", "--passphrase-file", "ann.word")
    assert done.returncode == 0, done.stdout


def runs(page: Page, progress: str) -> None:
    """Wait until a job runs: the page itself asks every two seconds, in which a quick one may end."""
    last = time.monotonic() + LONGEST / 1_000
    while "Running" not in page.request.get(progress).text():
        assert time.monotonic() < last
        time.sleep(0.02)
