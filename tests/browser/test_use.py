"""Small screens, a dark screen, large letters, a keyboard only."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import AVisit
from tests.browser.visit import ANSWER, QUESTION, Visit

SIZES = [(320, 568), (1280, 900)]
SMALLEST_TARGET = 44
READABLE = 4.5  # WCAG 2.2, 1.4.3

# Every visible text against the nearest background that is painted behind it.
CONTRASTS = """() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const painted = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility() &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  return texts.map((element) => {
    const [one, other] = [light(getComputedStyle(element).color), light(painted(element))].sort();
    return [(other + 0.05) / (one + 0.05), element.textContent.trim().slice(0, 40)];
  });
}"""

SMALL_TARGETS = """(least) => [...document.querySelectorAll("button, summary, .button, textarea")]
  .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height < least - 0.5)
  .map((element) => element.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_fits_and_can_be_read(a_visit: AVisit, size: tuple[int, int], scheme: str) -> None:
    visit = a_visit(size=size, color_scheme=scheme).open()
    visit.ask("kan ik solliciteren met een bachelor gezinswetenschappen")
    visit.ask("ik wil een gesprek boeken")

    assert visit.overflow() <= 0
    assert visit.log.evaluate("log => log.scrollWidth - log.clientWidth") <= 0
    assert visit.page.evaluate(SMALL_TARGETS, SMALLEST_TARGET) == []
    assert _hard_to_read(visit.page) == []
    assert _is_dark(visit.page) == (scheme == "dark")


def test_letters_of_twice_the_size_still_fit(a_visit: AVisit) -> None:
    visit = a_visit(size=(640, 900)).open()
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    visit.ask("ik wil een gesprek boeken")

    assert visit.overflow() <= 0
    expect(visit.input).to_be_visible()


def test_a_question_needs_no_mouse(visit: Visit) -> None:
    keys = visit.page.keyboard
    keys.press("Tab")
    expect(visit.page.get_by_role("link", name="Naar de chat")).to_be_focused()
    keys.press("Enter")
    _tab_until(visit, "chat-input")
    keys.type(QUESTION)
    keys.press("Enter")

    expect(visit.log.locator(".said.bot").last).to_contain_text(ANSWER)
    expect(visit.input).to_be_focused()
    expect(visit.input).to_have_value("")


def test_a_moment_can_be_chosen_without_a_mouse(visit: Visit) -> None:
    offer = visit.ask("ik wil een gesprek boeken")
    second = offer.locator("summary").nth(1)

    second.focus()
    visit.page.keyboard.press("Enter")

    times = offer.locator("details").nth(1).locator("button")
    expect(times.first).to_be_visible()
    before = visit.said.count()
    times.first.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.said).to_have_count(before + 2)
    expect(times.first).to_be_focused()


def _tab_until(visit: Visit, element_id: str) -> None:
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.id") == element_id:
            return
    pytest.fail(f"{element_id} is out of reach of the keyboard")


def _hard_to_read(page: Page) -> list[tuple[float, str]]:
    return [(contrast, text) for contrast, text in page.evaluate(CONTRASTS) if contrast < READABLE]


def _is_dark(page: Page) -> bool:
    return bool(page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 25, 26)")
