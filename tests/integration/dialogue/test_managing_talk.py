"""Seeing, moving and cancelling a booked interview, in its own chat and in another."""

import pytest

from bot.booking.bookings import Booking, Status
from bot.booking.lookup import get_booking
from bot.store import Store
from tests.booking_factories import a_booking, brussels
from tests.integration.dialogue.talk import Office, Talk

WHEN = "woensdag 1 juli 2026 om 9.40 uur"
REFUSAL = "Met die referentie en dat e-mailadres vind ik geen interview."


@pytest.fixture
def mine(store: Store, office: Office) -> Booking:
    """An interview that was booked in chat-1: 1 July at 9.40."""
    return a_booking(store, office.desk.calendar, office.rules)


@pytest.fixture
def elsewhere(office: Office) -> Talk:
    """A chat that knows nothing yet."""
    return Talk(office, conversation="chat-2")


def now(store: Store, booking: Booking) -> Booking:
    return get_booking(store, booking.id)


def test_its_own_chat_shows_the_interview(talk: Talk, mine: Booking) -> None:
    assert WHEN in talk.say("wanneer was het ook alweer", "show_interview")
    assert talk.cards[0]["reference"] == mine.reference


# The orders in which a reference and an address may come.
PROOFS = {
    "one after the other": ["{reference}", "{email}"],
    "the address first": ["{email}", "{reference}"],
    "both at once": ["mijn referentie is {reference} en mijn mail {email}"],
    "in small letters and in two halves": ["{halves} {email}"],
}


@pytest.mark.parametrize("turns", PROOFS.values(), ids=PROOFS)
def test_another_chat_finds_it_with_reference_and_address(
    elsewhere: Talk, mine: Booking, turns: list[str]
) -> None:
    halves = f"{mine.reference[:4]}-{mine.reference[4:]}".lower()
    told = elsewhere.say("wanneer is mijn gesprek", "show_interview")
    assert WHEN not in told

    for turn in turns:
        told = elsewhere.say(turn.format(reference=mine.reference, email=mine.email, halves=halves))

    assert WHEN in told


def test_the_first_message_may_hold_everything(elsewhere: Talk, mine: Booking) -> None:
    told = elsewhere.say(f"annuleer mijn gesprek {mine.reference} {mine.email}", "cancel_interview")

    assert f"Wil je je interview op {WHEN} echt annuleren?" in told


def test_a_wrong_reference_and_a_wrong_address_get_the_same_words(elsewhere: Talk, mine: Booking) -> None:
    elsewhere.say("wanneer is mijn gesprek", "show_interview")
    wrong_reference = elsewhere.say(f"ABCD2345 {mine.email}")
    wrong_address = elsewhere.say(f"{mine.reference} iemand@example.org")

    assert wrong_reference == wrong_address
    assert wrong_reference.startswith(REFUSAL)


def test_too_many_wrong_tries_end_it(elsewhere: Talk, mine: Booking) -> None:
    elsewhere.say("wanneer is mijn gesprek", "show_interview")
    for number in range(5):
        elsewhere.say(f"ABCD234{number + 2} iemand@example.org")
    told = elsewhere.say(f"{mine.reference} {mine.email}")

    assert "te vaak geprobeerd" in told
    assert WHEN not in told
    assert elsewhere.active is None


def test_what_was_found_can_be_moved_and_cancelled(elsewhere: Talk, mine: Booking, store: Store) -> None:
    elsewhere.say("verplaats mijn gesprek naar 3 juli om 10u", "move_interview")
    summary = elsewhere.say(f"{mine.reference} {mine.email}")
    assert f"verhuist van {WHEN} naar vrijdag 3 juli 2026 om 10.00 uur" in summary
    assert now(store, mine).start == brussels(1, "09:40")

    assert "verplaatst naar vrijdag 3 juli" in elsewhere.press("Ja, verplaats")
    assert now(store, mine).start == brussels(3, "10:00")

    elsewhere.say("annuleer het toch maar", "cancel_interview")
    assert "is geannuleerd" in elsewhere.say("ja")
    assert now(store, mine).status is Status.CANCELLED


@pytest.mark.parametrize("said", ["ja", "ja annuleer", "doe maar ja", "zeker"])
def test_a_yes_in_free_words_cancels(talk: Talk, mine: Booking, store: Store, said: str) -> None:
    talk.say("annuleer mijn gesprek", "cancel_interview")
    talk.say(said)

    assert now(store, mine).status is Status.CANCELLED


@pytest.mark.parametrize(
    "said", ["nee", "nee, hou het zo", "niet annuleren", "stop", "laat maar staan", "blabla"]
)
def test_anything_but_a_yes_cancels_nothing(talk: Talk, mine: Booking, store: Store, said: str) -> None:
    talk.say("annuleer mijn gesprek", "cancel_interview")
    talk.say(said)

    assert now(store, mine).status is Status.CONFIRMED


def test_cancelling_may_turn_into_moving(talk: Talk, mine: Booking) -> None:
    talk.say("annuleer mijn gesprek", "cancel_interview")
    told = talk.say("toch liever verplaatsen naar 3 juli om 10u", "move_interview")

    assert "verhuist van" in told


def test_a_second_press_on_cancelling_shows_that_it_is_cancelled(talk: Talk, mine: Booking) -> None:
    talk.say("annuleer mijn gesprek", "cancel_interview")
    talk.press("Ja, annuleer")

    assert f"Je interview op {WHEN} is geannuleerd" in talk.press("Ja, annuleer")


def test_a_second_press_on_moving_shows_the_interview(talk: Talk, mine: Booking) -> None:
    talk.say("verplaats naar 3 juli om 10u", "move_interview")
    talk.press("Ja, verplaats")

    assert "Je interview is op vrijdag 3 juli" in talk.press("Ja, verplaats")


def test_stopping_a_move_leaves_the_interview(talk: Talk, mine: Booking, store: Store) -> None:
    talk.say("verplaats naar 3 juli om 10u", "move_interview")

    assert f"je interview blijft staan: {WHEN}" in talk.say("stop")
    assert now(store, mine).start == brussels(1, "09:40")


def test_moving_to_the_same_moment_says_so(talk: Talk, mine: Booking) -> None:
    talk.say("verplaats mijn gesprek", "move_interview")

    assert f"Je interview staat al op {WHEN}" in talk.say("1 juli om 9u40")


def test_it_is_too_late_to_move_three_hours_before(talk: Talk, mine: Booking, office: Office) -> None:
    office.clock.at = brussels(1, "07:00")

    told = talk.say("verplaats mijn gesprek naar 3 juli", "move_interview")

    assert "kan ik het niet meer verplaatsen" in told
    assert talk.active is None


def test_a_fourth_move_is_refused(talk: Talk, mine: Booking) -> None:
    for day in (2, 3, 6):
        talk.say(f"verplaats naar {day} juli om 10u", "move_interview")
        talk.press("Ja, verplaats")

    assert "al 3 keer verplaatst" in talk.say("verplaats naar 7 juli om 10u", "move_interview")


def test_an_interview_that_has_begun_cannot_be_cancelled(talk: Talk, mine: Booking, office: Office) -> None:
    office.clock.at = brussels(1, "09:45")

    assert "al begonnen of voorbij" in talk.say("annuleer mijn gesprek", "cancel_interview")


def test_the_invitation_is_sent_again_a_few_times(talk: Talk, mine: Booking) -> None:
    tellings = [talk.say("stuur de uitnodiging nog eens", "resend_invitation") for _ in range(4)]

    assert mine.email in tellings[0]
    assert "al een paar keer gestuurd" in tellings[3]


@pytest.mark.parametrize("said", ["ik ben mijn referentie kwijt", "geen referentie", "weet ik niet"])
def test_a_lost_reference_leads_to_the_mail_and_to_a_person(elsewhere: Talk, said: str) -> None:
    elsewhere.say("verplaats mijn gesprek", "move_interview")
    told = elsewhere.say(said)

    assert "De link in die mail" in told
    assert "Vera" in told
    assert elsewhere.active is None


def test_a_question_in_between_is_answered_and_the_reference_asked_again(elsewhere: Talk) -> None:
    elsewhere.say("verplaats mijn gesprek", "move_interview")
    told = elsewhere.say("hoe lang duurt het", "interview_length")

    assert told.startswith("[interview_length]")
    assert "referentie" in told


def test_a_chat_that_found_an_interview_books_no_second(elsewhere: Talk, mine: Booking) -> None:
    elsewhere.say(f"wanneer is het {mine.reference} {mine.email}", "show_interview")

    assert f"Je hebt al een interview: {WHEN}" in elsewhere.say("boek een gesprek", "book_interview")


def test_asking_to_move_while_choosing_a_first_moment_looks_for_the_interview(elsewhere: Talk) -> None:
    elsewhere.say("boek een gesprek", "book_interview")

    assert "Typ dan je referentie" in elsewhere.say("ik had al een gesprek, verplaats dat", "move_interview")
    assert elsewhere.active == "managing_form"
