"""A reading desk to press keys at: an archive about a mill, served in this process, with browsers."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page
from tests.journeys.archives import WORDS
from tests.journeys.browsing import browsing
from tests.journeys.workspaces import sign_in

from saksi.archive import Cost, Holder, Layout
from saksi.testing import a_claim, a_report
from saksi.workflows import Settings
from saksi.workspace import ready

ready()

from saksi.workspace.accounts.models import Member  # noqa: E402
from saksi.workspace.holdings import reading  # noqa: E402
from saksi.workspace.holdings.adding import add_documents  # noqa: E402
from saksi.workspace.holdings.creating import create_archive  # noqa: E402
from saksi.workspace.review.models import Standing  # noqa: E402
from saksi.workspace.session import opened  # noqa: E402
from saksi.workspace.web.server import Server  # noqa: E402

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


def make_mill(folder: Path) -> Path:
    """Make an archive of ann and ben with a report of a hundred claims and one of four."""
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
    windows: ExitStack

    def sign_in(self, name: str, *, script: bool = True) -> Page:
        window = browsing(
            self.browser,
            base_url=f"http://localhost:{self.server.port}",
            java_script_enabled=script,
            viewport={"width": 1440, "height": 900},
        )
        page = self.windows.enter_context(window)
        sign_in(page, name=name)
        return page

    def end_sessions(self) -> None:
        self.server.here.sessions.end_all()


def serve_desk(archive: Path, browser: Browser) -> Iterator[Desk]:
    """Serve an archive in a thread of this process, so that a test asks its database too."""
    server = Server(Layout(archive))
    thread = Thread(target=server.run)
    thread.start()
    with ExitStack() as windows:
        yield Desk(server, browser, windows)
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
