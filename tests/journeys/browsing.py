"""Windows of the browser, closed when nothing is under way: else Chromium may never answer the close."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Request

LOOK_EVERY, LOOKS = 20, 1_000  # ms; 20 s in all


@contextmanager
def browsing(browser: Browser, **look: Any) -> Iterator[Page]:
    """Open a page in a context of its own; close it when it is where its last form or link leads.

    Parameters
    ----------
    look
        What `Browser.new_context` takes: width, language, colours, whether scripts run.
    """
    context = browser.new_context(**look)
    under_way = set[Request]()

    def begun(asked: Request) -> None:
        if asked.is_navigation_request():
            under_way.add(asked)

    def ended(asked: Request) -> None:
        under_way.discard(asked)

    context.on("request", begun)
    context.on("requestfinished", ended)
    context.on("requestfailed", ended)
    page = context.new_page()
    try:
        yield page
        for _ in range(0 if page.is_closed() else LOOKS):
            page.wait_for_timeout(LOOK_EVERY)  # what the browser tells arrives meanwhile
            if not under_way:
                page.wait_for_load_state()
                break
    finally:
        context.close()
