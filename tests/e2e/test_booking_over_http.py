"""What issue 5 promises of booking over the HTTP API: how many turns, how fast, and nobody twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Barrier
from typing import Any

import pytest

from tests.e2e.product import Conversation, Product

CONFIRMATION_SECONDS = 0.150
CANDIDATES, INTERVIEWERS = 60, 2


def _told(replies: list[dict[str, Any]]) -> str:
    return "\n".join(reply["text"] for reply in replies)


def _cards(replies: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [reply["card"] for reply in replies if (reply["card"] or {}).get("type") == kind]


@pytest.mark.parametrize(
    ("said", "most"),
    [
        pytest.param(
            ["ik wil een gesprek boeken", "8 juli om 14u", "Lies Maes", "lies.maes@turns.example.org", "ja"],
            6,
            id="as it is asked",
        ),
        pytest.param(
            ["boek mij in op 8 juli om 14u20, Tom Maes, tom.maes@turns.example.org", "ja"],
            3,
            id="all at once",
        ),
    ],
)
def test_a_booking_takes_few_turns(product: Product, said: list[str], most: int) -> None:
    chat = product.conversation()
    turns = 0
    while not _cards(chat.messages, "booking"):
        chat.say(said[turns])
        turns += 1
    assert "bevestigd" in chat.messages[-1]["text"]
    assert turns <= most


def test_confirming_takes_at_most_150_milliseconds(product: Product) -> None:
    seconds = []
    for number in range(9):
        with product.kept_open() as chat:
            chat.say(f"boek mij in op 9 juli om {9 + number // 3}u{number % 3 * 20:02}")
            chat.say("Nele Claes")
            chat.say(f"nele{number}@speed.example.org")
            begun = time.perf_counter()
            replies = chat.press("Ja, leg vast")
            seconds.append(time.perf_counter() - begun)
            assert "bevestigd" in _told(replies)
    assert median(seconds) <= CONFIRMATION_SECONDS, seconds


def test_sixty_candidates_at_once_get_one_moment_as_often_as_there_are_interviewers(
    product: Product,
) -> None:
    """Taking the unique indexes out of bot/booking/tables.py makes this fail with more than two bookings."""
    chats = [product.conversation() for _ in range(CANDIDATES)]
    start = Barrier(CANDIDATES)

    def try_to_book(number: int) -> tuple[Conversation, list[dict[str, Any]]]:
        chat = chats[number]
        start.wait()
        replies = chat.say(f"boek mij in op 10 juli om 16u40, Wout Claes, wout{number}@crowd.example.org")
        if "Klopt dit?" in _told(replies):
            return chat, chat.press("Ja, leg vast")
        return chat, replies

    with ThreadPoolExecutor(CANDIDATES) as crowd:
        ends = [replies for _, replies in crowd.map(try_to_book, range(CANDIDATES))]

    booked = [card for replies in ends for card in _cards(replies, "booking")]
    assert [card["start"] for card in booked] == ["2026-07-10T16:40:00+02:00"] * INTERVIEWERS
    others = [replies for replies in ends if not _cards(replies, "booking")]
    assert all(_cards(replies, "slots") for replies in others), [_told(replies) for replies in others]
    assert not [replies for replies in ends if "technisch probleem" in _told(replies)]
