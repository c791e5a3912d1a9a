"""A candidate in front of a real browser: what they do, what they see, and what went wrong in the tab."""

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, Request, expect

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
QUESTION = "hoeveel verdien ik?"
ANSWER = re.compile("3120,78 euro")


@dataclass(kw_only=True)
class Visit:
    """One tab on the vacancy page; `wrong` is what the browser complained of."""

    page: Page
    url: str
    trouble_expected: bool = False
    wrong: list[str] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", self._note)
        self.page.on("request", self._count)

    def open(self) -> "Visit":
        self.page.goto(self.url)
        return self.ready()

    def ready(self) -> "Visit":
        expect(self.send).to_be_enabled()
        return self

    def reload(self) -> "Visit":
        self.page.reload()
        return self.ready()

    def ask(self, text: str) -> Locator:
        """Type `text` and wait for the reply; returns the last message of the bot."""
        before = self.said.count()
        self.type(text)
        return self._replied(before)

    def type(self, text: str) -> None:
        self.input.fill(text)
        self.send.click()

    def press(self, title: str) -> Locator:
        """Press the newest button with this title and wait for the reply; returns the last message."""
        before = self.said.count()
        self.log.get_by_role("button", name=title, exact=True).last.click()
        return self._replied(before)

    def book(self, name: str, email: str) -> Locator:
        """Book the first moment on offer; returns the message with the booking card."""
        offer = self.ask("ik wil een gesprek boeken")
        before = self.said.count()
        offer.locator(".times button").first.click()
        self._replied(before)
        self.ask(name)
        self.ask(email)
        return self.press("Ja, leg vast")

    def conversation(self) -> list[dict[str, Any]]:
        """What the server wrote down, asked for with the tab's own token."""
        read = """async () => (await (await fetch("/api/messages", {headers: {
            Authorization: `Bearer ${sessionStorage.getItem("vacaturebot-token")}`}})).json()).messages"""
        messages: list[dict[str, Any]] = self.page.evaluate(read)
        return messages

    def texts(self) -> list[str]:
        return [bubble.strip() for bubble in self.log.locator(".bubble").all_inner_texts()]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def bring_up_chat(self) -> "Visit":
        """Go to the chat by the link in the header, as one does on a phone."""
        self.page.locator("header").get_by_role("link", name="Stel je vraag").click()
        return self

    def picture(self, name: str) -> None:
        """Renew a picture of the README; a plain run leaves the folder alone."""
        if os.environ.get("VACATUREBOT_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            self.page.mouse.move(0, 0)
            self.page.screenshot(path=PICTURES / name)

    def check(self) -> None:
        """Fail on a complaint of the browser, or a request to any other host than ours."""
        ours = urlsplit(self.url).netloc
        elsewhere = [url for _, url in self.requests if urlsplit(url).netloc not in ("", ours)]
        assert not elsewhere, elsewhere
        assert self.trouble_expected or not self.wrong, self.wrong

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def said(self) -> Locator:
        return self.log.locator(".said")

    @property
    def input(self) -> Locator:
        return self.page.get_by_label("Je vraag", exact=True)

    @property
    def send(self) -> Locator:
        return self.page.get_by_role("button", name="Verstuur")

    @property
    def status(self) -> Locator:
        return self.page.get_by_role("status")

    def _replied(self, before: int) -> Locator:
        # the candidate's own words come first, then at least one message of the bot
        expect(self.said.nth(before + 1)).to_be_visible(timeout=15_000)
        return self.said.nth(self.said.count() - 1)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(message.text)

    def _note(self, error: Error) -> None:
        self.wrong.append(str(error))

    def _count(self, request: Request) -> None:
        self.requests.append((request.method, request.url))
