"""A real Chromium for these tests only: Playwright's own event loop must not outlive this folder."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visit import Visit
from tests.e2e.product import Product

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-sync",
    "--disable-component-update",
    "--disable-quic",
)
NAMES = ("chromium", "/usr/bin/chromium", "chromium-browser", "google-chrome")
PHONE = (360, 740)

AVisit = Callable[..., Visit]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "no Chromium on this machine: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def a_visit(chromium: Browser, product: Product) -> Iterator[AVisit]:
    """Make visits with a browser profile of their own; afterwards no tab may have complained."""
    visits: list[Visit] = []

    def make(*, size: tuple[int, int] = PHONE, **settings: Any) -> Visit:
        width, height = size
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="nl-BE", reduced_motion="reduce", **settings
        )
        context.set_default_timeout(10_000)
        visits.append(Visit(page=context.new_page(), url=product.url))
        return visits[-1]

    yield make
    for visit in visits:
        visit.page.context.close()
    for visit in visits:
        visit.check()


@pytest.fixture
def visit(a_visit: AVisit) -> Visit:
    """A candidate with a phone, on the vacancy page."""
    return a_visit().open()
