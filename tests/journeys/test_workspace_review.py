"""The reading desk in a browser: keys, a dropped connection, an ended session, a second coder, no script."""

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from saksi.archive import Cost, Holder, Layout
from saksi.testing import a_claim, a_report
from saksi.workflows import Settings
from saksi.workspace import ready

ready()

from saksi.workspace.accounts.models import Member  # noqa: E402
from saksi.workspace.audit.models import Entry  # noqa: E402
from saksi.workspace.drafts.models import Draft  # noqa: E402
from saksi.workspace.holdings import reading  # noqa: E402
from saksi.workspace.holdings.adding import add_documents  # noqa: E402
from saksi.workspace.holdings.creating import create_archive  # noqa: E402
from saksi.workspace.review.models import Coding, Decision, Ruling, Standing  # noqa: E402
from saksi.workspace.session import opened  # noqa: E402
from saksi.workspace.web.server import Server  # noqa: E402

pytestmark = pytest.mark.browser

WORDS = {"ann": "seven grey herons wade", "ben": "nine red kites circle"}
HUNDRED = "\n".join(f"Guards took {n} weavers from Lower Mill in week {n}." for n in range(1, 101))
FEW = (
    "Guards took two weavers from Lower Mill in May.\nA second man was beaten at the gate.\n"
    "Their looms were carried off, a neighbour told Mill Radio.\n“Nobody was held,” said the bailiff."
)
PARTS = (
    "Guards took two weavers",
    "A second man was beaten",
    "Their looms were carried off",
    "Nobody was held",
)
ACTS = ("detention_other", "violence", "confiscation", "detention_other")
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of ann and ben with a report of a hundred claims and one of four."""
    folder = tmp_path_factory.mktemp("review")
    layout, keys = create_archive(
        folder / "archive",
        holders=[Holder(name, word) for name, word in WORDS.items()],
        recovery=True,
        hand_over=lambda _layout, _sheets: None,
        kind="synthetic",
        cost=Cost(memory_kib=64, passes=1, lanes=1),
    )
    spans = [(line, HUNDRED.index(line)) for line in HUNDRED.splitlines()]
    hundred = [a_claim(id=f"c{n}", passages=[[at, at + len(line)]]) for n, (line, at) in enumerate(spans)]
    few = [
        a_claim(
            id=f"c{n}", act=act, confidence=0.9, passages=[[FEW.index(words), FEW.index(words) + len(words)]]
        )
        for n, (words, act) in enumerate(zip(PARTS, ACTS, strict=True))
    ]
    with opened(layout, keys, actor="ann") as archive, pytest.MonkeyPatch.context() as patch:
        for name, text, claims in (("hundred", HUNDRED, hundred), ("few", FEW, few)):
            patch.setattr(reading, "find_reader", lambda _name, found=claims: lambda _text, **_about: found)
            report = a_report(text, id=name, title="At the mill", outlet="Mill Radio", synthetic=True)
            file = folder / f"{name}.json"
            file.write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
            add_documents(archive, paths=[file], pause=lambda _seconds: None)
            reading.read_reports(archive, settings=Settings(), pause=lambda _seconds: None)
        for name in WORDS:
            Member.objects.filter(name=name).update(roles=["documenter", "reviewer", "administrator"])
    return folder / "archive"


@dataclass
class Desk:
    """A served archive, and whoever signs in."""

    server: Server
    browser: Browser

    def sign_in(self, name: str, *, script: bool = True, width: int = 1440) -> Page:
        context = self.browser.new_context(
            base_url=f"http://localhost:{self.server.port}",
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
        )
        page = context.new_page()
        page.goto("/unlock/")
        page.fill("[name=name]", name)
        page.fill("[name=passphrase]", WORDS[name])
        page.press("[name=passphrase]", "Enter")
        page.wait_for_url(lambda address: "/unlock/" not in address)
        return page

    def end_sessions(self) -> None:
        self.server.here.sessions.end_all()


@pytest.fixture
def desk(made: Path, tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    shutil.copytree(made, tmp_path / "archive")
    server = Server(Layout(tmp_path / "archive"))
    thread = Thread(target=server.run)
    thread.start()
    yield Desk(server, browser)
    for context in browser.contexts:
        context.close()
    server.end()
    thread.join(20)


def until(fits: Callable[[], bool], seconds: float = 20) -> None:
    last = time.monotonic() + seconds
    while not fits():
        assert time.monotonic() < last
        time.sleep(0.05)


def shows(page: Page, expression: str) -> None:
    """Wait until something is so on the page; Playwright's own waiting is stopped by our security policy."""
    until(lambda: bool(page.evaluate(expression)))


def standing() -> dict[str, str]:
    return dict(Standing.objects.values_list("claim__claim_id", "verdict"))


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
    page.keyboard.press("a")
    until(lambda: len(standing()) > 1)
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
    ben.click(".blind button")
    ann.goto("/coding/")
    ann.click(".todo >> text=Decide")
    found = Axe().run(ann, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    ann.fill("#note", "The text says so.")
    ann.keyboard.press("Escape")
    ann.keyboard.press("2")
    until(lambda: Ruling.objects.count() == 1)
    assert standing()["c0"] == "rejected"
    ann.wait_for_load_state("networkidle")  # the page goes on to the next difference by itself
    ann.goto("/coding/agreement/")
    assert ann.is_visible("text=First and second coder")


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
