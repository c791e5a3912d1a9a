"""Booking in a chat: what can be said at any turn, and what is written."""

import pytest

from bot.booking import service
from bot.booking.lookup import booking_of_conversation
from bot.booking.slots import Reason
from bot.dialogue.unavailable import why_not
from bot.store import Store
from tests.booking_factories import (
    UnreadableCalendar,
    a_booking,
    a_candidate,
    brussels,
    one_interviewer,
)
from tests.integration.dialogue.talk import Office, Talk

SUMMARY = "Klopt dit?"
FIRST = "woensdag 1 juli 2026 om 9.40 uur"


def at_confirmation(talk: Talk) -> Talk:
    """Bring a chat to its summary: Els Maes, 1 July at 9.40."""
    talk.say("boek mij in op 1 juli om 9u40", "book_interview")
    talk.say("Els Maes")
    assert SUMMARY in talk.say("els.maes@telenet.be")
    return talk


def booked(talk: Talk) -> Talk:
    """Bring a chat to a booking."""
    assert "bevestigd" in at_confirmation(talk).press("Ja, leg vast")
    return talk


# What is typed at the summary -> what the bot must say next. Nothing of it may book.
CHANGES_OF_MIND = {
    "nee toch liever om 11u": "woensdag 1 juli 2026 om 11.00 uur",
    "ja maar liever om 11u": "woensdag 1 juli 2026 om 11.00 uur",
    "kan het op 3 juli om 14u": "vrijdag 3 juli 2026 om 14.00 uur",
    "mijn naam is fout, het is Els Maas": "op naam van Els Maas",
    "nee het is Maas niet Maes": "op naam van Els Maas",
    "andere mail: els@skynet.be": "gaat naar els@skynet.be",
    "mijn mail is els@gmial.com": "Bedoel je els@gmail.com?",
    "liever vroeger": "Welk moment past je?",
    "een andere dag": "Welk moment past je?",
    "de naam klopt niet": "Wat is je voornaam",
    "het e-mailadres is verkeerd": "Op welk e-mailadres",
    "nee": "Wat wil je aanpassen?",
    "zaterdag 4 juli": "Op zaterdag 4 juli 2026 zijn er geen interviews.",
    "blabla": "Kies ja om vast te leggen",
    "kan dat?": "Kies ja om vast te leggen",
}


@pytest.mark.parametrize(("said", "told"), CHANGES_OF_MIND.items())
def test_a_change_of_mind_at_the_summary_is_followed_and_books_nothing(
    talk: Talk, store: Store, said: str, told: str
) -> None:
    assert told in at_confirmation(talk).say(said)
    assert booking_of_conversation(store, talk.conversation) is None


@pytest.mark.parametrize(
    "said", ["ja", "ja klopt", "is goed", "oké, leg maar vast", "ja woensdag is goed", "ja om 9u40", "👍"]
)
def test_a_yes_in_free_words_books(talk: Talk, store: Store, said: str) -> None:
    assert f"bevestigd: {FIRST}" in at_confirmation(talk).say(said)
    made = booking_of_conversation(store, talk.conversation)
    assert made is not None
    assert (made.name, made.email, made.start) == ("Els Maes", "els.maes@telenet.be", brussels(1, "09:40"))


def test_everything_at_once_needs_only_a_yes(talk: Talk) -> None:
    told = talk.say("boek mij in op 2 juli om 14u, Jan Peeters, jan.peeters@telenet.be", "book_interview")

    assert SUMMARY in told
    assert "bevestigd" in talk.press("Ja, leg vast")


def test_the_full_date_is_said_before_anything_is_written(talk: Talk, store: Store) -> None:
    at_confirmation(talk)

    assert FIRST in talk.heard[-1]["text"]
    assert talk.heard[-1]["buttons"][0]["title"] == "Ja, leg vast"
    assert booking_of_conversation(store, talk.conversation) is None


def test_a_second_press_on_the_confirming_button_shows_the_booking(talk: Talk) -> None:
    again = booked(talk).press("Ja, leg vast")

    assert f"Je interview is op {FIRST}" in again
    assert talk.cards[0]["status"] == "confirmed"


def test_a_confirming_button_of_an_older_summary_books_nothing(talk: Talk, store: Store) -> None:
    old = at_confirmation(talk).buttons["Ja, leg vast"]
    talk.say("liever om 11u")

    told = talk.send(old)

    assert "Je hebt intussen iets aangepast" in told
    assert "11.00 uur" in told
    assert booking_of_conversation(store, talk.conversation) is None


def test_an_old_button_of_a_taken_moment_leads_to_what_is_near(store: Store, office: Office) -> None:
    office.rules = one_interviewer()
    talk = Talk(office)
    talk.say("boek een gesprek", "book_interview")
    label = talk.offered()[0]
    stale = talk.buttons[label]
    other = Talk(office, conversation="chat-2")
    other.send(stale)

    told = talk.send(stale)

    assert "is al bezet" in told
    assert label not in talk.offered()


def test_a_moment_that_is_lost_during_the_form_is_not_said_to_be_booked(store: Store, office: Office) -> None:
    office.rules = one_interviewer()
    talk = at_confirmation(Talk(office))
    talk.wait(minutes=11)
    a_booking(
        store, office.desk.calendar, office.rules, start=brussels(1, "09:40"), candidate=a_candidate(2),
        conversation="chat-2", now=office.clock.now(),
    )  # fmt: skip

    told = talk.press("Ja, leg vast")

    assert "net bezet" in told
    assert "bevestigd" not in told
    assert talk.offered()


def test_an_expired_hold_whose_moment_is_still_free_is_booked_all_the_same(talk: Talk) -> None:
    at_confirmation(talk).wait(minutes=11)

    assert "bevestigd" in talk.press("Ja, leg vast")


def test_a_calendar_that_is_away_at_confirmation_promises_the_invitation_later(
    talk: Talk, office: Office
) -> None:
    at_confirmation(talk)
    office.calendar = ReadableOnly(office)

    told = talk.press("Ja, leg vast")

    assert "Je moment ligt vast" in told
    assert "bevestigd" not in told
    assert talk.cards[0]["status"] == "pending"


class ReadableOnly(UnreadableCalendar):
    """A calendar that tells who is busy and cannot be written."""

    def __init__(self, office: Office) -> None:
        self.free_busy = office.desk.calendar.free_busy  # type: ignore[method-assign]


def test_a_calendar_that_cannot_be_read_offers_nothing(office: Office) -> None:
    office.calendar = UnreadableCalendar()

    told = Talk(office).say("boek een gesprek", "book_interview")

    assert "Ik kan de agenda's nu niet lezen" in told
    assert "Vera" in told


def test_after_the_period_nothing_is_offered(talk: Talk) -> None:
    talk.wait(minutes=60 * 24 * 19)

    told = talk.say("boek een gesprek", "book_interview")

    assert "De online interviews liepen tot en met vrijdag 10 juli 2026" in told
    assert talk.active is None


def test_a_question_in_between_is_answered_and_the_form_goes_on(talk: Talk) -> None:
    told = at_confirmation(talk).say("hoeveel verlof krijg ik in juli", "leave_days")

    assert told.startswith("[leave_days]")
    assert SUMMARY in told


def test_a_question_is_not_taken_for_a_name(talk: Talk) -> None:
    talk.say("boek op 1 juli om 9u40", "book_interview")

    told = talk.say("telewerken mogelijk", "telework")

    assert told.startswith("[telework]")
    assert "Wat is je voornaam" in told


@pytest.mark.parametrize("said", ["stop", "annuleer maar"])
def test_stopping_gives_the_moment_back(talk: Talk, office: Office, store: Store, said: str) -> None:
    told = at_confirmation(talk).say(said)

    assert "Er is niets geboekt" in told
    assert talk.active is None
    assert service.hold_of_conversation(store, talk.conversation, now=office.clock.now()) is None


def test_three_turns_not_understood_offer_the_contact_and_a_way_out(talk: Talk) -> None:
    at_confirmation(talk)
    tellings = [talk.say("blabla") for _ in range(3)]

    assert "Vera" not in tellings[1]
    assert "Vera" in tellings[2]
    assert "Stoppen" in [button["title"] for button in talk.heard[0]["buttons"]]


@pytest.mark.parametrize(
    ("name", "mistaken_for"),
    [
        ("Sofie Van Damme", "insult"),
        ("ann de kort", "vacancy_summary"),
        ("Tom De Fiets", "bicycle_allowance"),
    ],
)
def test_a_name_is_kept_whatever_the_engine_takes_it_for(talk: Talk, name: str, mistaken_for: str) -> None:
    talk.say("boek op 1 juli om 9u40", "book_interview")

    assert "Op welk e-mailadres" in talk.say(name, mistaken_for, 0.99)


def test_a_yes_is_heard_whatever_the_engine_takes_it_for(talk: Talk) -> None:
    assert "bevestigd" in at_confirmation(talk).say("leg vast", "permanent_jobs", 0.98)


def test_a_wish_to_change_is_heard_whatever_the_engine_takes_it_for(talk: Talk) -> None:
    assert "Op welk e-mailadres" in at_confirmation(talk).say("ander e-mailadres", "contact", 0.99)


def test_a_place_in_the_list_is_heard_whatever_the_engine_takes_it_for(talk: Talk) -> None:
    talk.say("boek een gesprek", "book_interview")

    assert "even voor je vrij" in talk.say("de eerste", "screening", 0.97)


def test_another_moment_offers_the_other_hours_of_that_day(talk: Talk) -> None:
    at_confirmation(talk).press("Ander moment")

    assert len(talk.offered()) > 1
    assert all(label.startswith("woensdag 1 juli") for label in talk.offered())


def test_beginning_again_keeps_nothing(talk: Talk) -> None:
    told = at_confirmation(talk).say("opnieuw beginnen")

    assert "Kies een moment" in told
    assert "Wat is je voornaam" in talk.say("2 juli om 10u")


def test_one_candidate_gets_one_interview_in_one_chat(talk: Talk) -> None:
    told = booked(talk).say("boek een gesprek op 3 juli om 10u", "book_interview")

    assert f"Je hebt al een interview: {FIRST}" in told
    assert talk.active is None


def test_another_chat_learns_nothing_about_the_first_interview(talk: Talk, office: Office) -> None:
    reference = booked(talk).cards[0]["reference"]
    other = Talk(office, conversation="chat-2")
    other.say("boek op 2 juli om 10u, Piet Claes, ELS.maes@telenet.be", "book_interview")

    told = other.press("Ja, leg vast")

    assert "is al een interview geboekt" in told
    assert reference not in told
    assert "1 juli" not in told
    assert not other.cards


OFFERS = {
    "om 10u": ["dinsdag 30 juni 2026, 10.00", "woensdag 1 juli 2026, 10.00"],
    "zo snel mogelijk": ["dinsdag 30 juni 2026, 9.00", "dinsdag 30 juni 2026, 9.20"],
    "zo laat mogelijk": ["vrijdag 10 juli 2026, 16.40"],
    "vanaf 6 juli": ["maandag 6 juli 2026", "dinsdag 7 juli 2026"],
    "dinsdag": ["dinsdag 30 juni 2026", "dinsdag 7 juli 2026"],
    "maandag in de namiddag": ["maandag 6 juli 2026, 1"],
    "dinsdag of woensdag": ["dinsdag 30 juni 2026", "woensdag 1 juli 2026"],
    "maandag 6 juli in de namiddag": ["maandag 6 juli 2026, 13"],
    "1 juli halftien": ["woensdag 1 juli 2026, 9.20", "woensdag 1 juli 2026, 9.40"],
    "weet ik niet": ["dinsdag 30 juni 2026"],
}


@pytest.mark.parametrize(("said", "labels"), OFFERS.items())
def test_an_open_wish_is_met_with_moments_that_fit(talk: Talk, said: str, labels: list[str]) -> None:
    talk.say("boek een gesprek", "book_interview")
    talk.say(said)

    for label in labels:
        assert any(offered.startswith(label) for offered in talk.offered()), talk.offered()


REASONS = {
    "15 juli": "De interviews zijn van dinsdag 30 juni 2026 tot en met vrijdag 10 juli 2026.",
    "zaterdag 4 juli om 10u": "Op zaterdag 4 juli 2026 zijn er geen interviews.",
    "zaterdag": "zijn er geen interviews",
    "om 8u": "De interviews zijn op werkdagen van 9.00 tot 12.00 uur en van 13.00 tot 17.00 uur.",
    "1 juli om 19u": "De interviews zijn op werkdagen",
    "1 juli om 10u10": "De interviews beginnen niet precies om 10.10 uur.",
}


@pytest.mark.parametrize(("said", "reason"), REASONS.items())
def test_what_cannot_be_had_is_explained_with_what_is_near(talk: Talk, said: str, reason: str) -> None:
    talk.say("boek een gesprek", "book_interview")

    assert reason in talk.say(said)
    assert talk.offered()


def test_a_choice_among_what_is_offered_is_heard(talk: Talk) -> None:
    talk.say("boek een gesprek", "book_interview")
    second = talk.offered()[1]

    assert second.split(",")[0] in talk.say("doe maar de tweede")


def test_the_hour_alone_chooses_the_one_moment_on_offer_at_that_hour(talk: Talk) -> None:
    talk.say("boek op 1 juli halftien", "book_interview")

    assert FIRST in talk.say("die van 9u40")


def test_any_moment_will_do_takes_the_first_on_offer_and_still_asks(talk: Talk, store: Store) -> None:
    talk.say("boek een gesprek", "book_interview")

    assert "even voor je vrij" in talk.say("maakt niet uit")
    assert booking_of_conversation(store, talk.conversation) is None


def test_more_moments_are_other_moments(talk: Talk) -> None:
    talk.say("boek een gesprek", "book_interview")
    first = talk.offered()
    talk.press("Meer momenten")

    assert not set(first) & set(talk.offered())


def test_a_doubtful_day_is_asked_back_and_the_hour_is_remembered(talk: Talk) -> None:
    talk.say("boek een gesprek", "book_interview")
    talk.say("1 of 2 juli om 10u of 11u")
    told = talk.say("2 juli om 11u")

    assert "donderdag 2 juli 2026 om 11.00 uur" in told


def test_no_mail_address_at_all_leads_to_a_person(talk: Talk) -> None:
    talk.say("boek op 1 juli om 9u40", "book_interview")
    talk.say("Els Maes")

    assert "Vera" in talk.say("ik heb geen e-mail")


def test_every_reason_has_its_sentence(talk: Talk) -> None:
    desk = talk.office.desk
    told = {
        why_not(desk, brussels(1, "09:40"), reason).text for reason in Reason if reason is not Reason.FREE
    }

    assert len(told) == len(Reason) - 1
