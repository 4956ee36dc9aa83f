"""The three walks of somebody who has never seen Saksi, timed; the times are printed, nothing waits on them.

From an empty machine to a reviewed claim in a corroborated event; from lists to an estimate or a refusal;
a newsroom's "news or echo?".
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.journeys.archives import WORDS, Place
from tests.journeys.browsing import browsing
from tests.journeys.commands import saksi
from tests.journeys.workspaces import serving, sign_in

LONGEST = 120_000  # ms that a job may take here
FIRST = (
    "Three weavers were arrested by state security in Corrow on March 14 for keeping foreign currency, a"
    " source in North Kell told Isk Radio. One of them died in custody on March 20, the source said."
)
SECOND = (
    "State security arrested three weavers in the city of Corrow on 14 March, a relative of one of them told"
    " the Kell Gazette, which spoke to her by telephone. They were accused of keeping foreign currency."
)
REPEATED = (
    "Isk Radio reported on Wednesday that three weavers were arrested by state security in Corrow on March 14"
    " for keeping foreign currency, quoting a source in North Kell. At least five more were arrested in"
    " Vennick on March 22, Isk Radio said."
)


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a walk took, by the clock."""
    start = time.monotonic()
    yield
    sys.stderr.write(f"{what}: {time.monotonic() - start:.1f} s\n")


def written(folder: Path, name: str, outlet: str, text: str, published: str = "2024-03-27") -> Path:
    """Write one invented report with its header."""
    file = folder / f"{name}.txt"
    head = f"outlet: {outlet}\ndate: {published}\nsynthetic: yes\n\n"
    file.write_text(f"{head}{text}\n", encoding="utf-8")
    return file


def read_by_itself(page: Page, address: str) -> None:
    """Wait for the job that reads what was taken in: nobody asks for it."""
    page.goto(f"{address}/jobs/")
    page.click("a:has-text('Reading reports')")
    expect(page.locator("#progress")).to_contain_text("Reports read: 2.", timeout=LONGEST)


@pytest.mark.browser
def test_from_an_empty_machine_to_a_reviewed_claim_in_a_corroborated_event(
    browser: Browser, tmp_path: Path
) -> None:
    place = Place(tmp_path)
    (tmp_path / "both.word").write_text("\n".join(WORDS.values()) + "\n")
    (tmp_path / "ann.word").write_text(WORDS["ann"] + "\n")
    files = [written(tmp_path, "isk", "Isk Radio", FIRST), written(tmp_path, "kell", "Kell Gazette", SECOND)]
    with timed("from an empty machine to a reviewed claim in a corroborated event"):
        people = ("--holder", "ann", "--holder", "ben", "--small-laptop", "--synthetic")
        made = place.saksi("new", "arch", *people, "--passphrase-file", "both.word")
        assert made.returncode == 0, made.stderr
        with serving(tmp_path) as address, browsing(browser, locale="en") as page:
            page.set_default_timeout(LONGEST)
            sign_in(page, address)
            page.goto(f"{address}/intake/")
            page.set_input_files("#files", [str(file) for file in files])
            page.click("form#add button.main")
            page.wait_for_url("**/jobs/*/")
            expect(page.locator("#progress")).to_contain_text("New reports: 2.", timeout=LONGEST)
            read_by_itself(page, address)
            page.goto(f"{address}/reports/isk/read/")
            page.press("body", "a")
            expect(page.locator("#live")).to_contain_text("accepted")
            page.goto(f"{address}/events/")
            page.click("form[action='/events/link/'] button")
            page.wait_for_url("**/jobs/*/")
            expect(page.locator("#progress")).to_contain_text("Done", timeout=LONGEST)
            page.goto(f"{address}/events/")
            expect(page.locator("main")).to_contain_text("2 independent sources in 2 reports")
    verified = place.saksi("verify", "arch")
    assert verified.returncode == 0, verified.stderr


def test_from_lists_to_an_estimate_or_a_refusal(tmp_path: Path) -> None:
    with timed("from lists to an estimate, and to a refusal"):
        assert saksi("sim", "lists", "--output", "lists", folder=tmp_path).returncode == 0
        found = saksi("estimate", "lists/A-000.csv", "--json", "--html", "page.html", folder=tmp_path)
        assert found.returncode == 0, found.stderr
        (combined,) = [r for r in json.loads(found.stdout)["results"] if r["method"] == "combined"]
        assert combined["lower"] <= 2_700 <= combined["upper"]  # the truth of the simulated lists
        (tmp_path / "two.csv").write_text("monitors,clinic,count\n1,1,4\n1,0,31\n0,1,22\n")
        refused = saksi("estimate", "two.csv", "--json", folder=tmp_path)
        assert refused.returncode == 0, refused.stderr
        rows = json.loads(refused.stdout)["results"]
        assert all(row["refused"] and row["total"] is None for row in rows)
    assert (tmp_path / "page.html").stat().st_size > 10_000


def test_news_or_echo(tmp_path: Path) -> None:
    (tmp_path / "known").mkdir()
    written(tmp_path / "known", "isk", "Isk Radio", FIRST, "2024-03-25")
    written(tmp_path, "new", "Vennick Post", REPEATED)
    with timed("news or echo?"):
        read = saksi("read", "known", "--output-dir", "read", folder=tmp_path)
        assert read.returncode == 0, read.stderr
        done = saksi("check", "new.txt", "read", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        words = " ".join(done.stdout.split())
        assert "isk" in words
        assert "Vennick" in words
    assert len(done.stdout.splitlines()) <= 40  # one screen
